/* series_layout.h - how a file holds a plain series: delimiter, header, which column is which, how dates and numbers are written. */
#ifndef INGEST_SERIES_LAYOUT_H
#define INGEST_SERIES_LAYOUT_H

#include "ingest/series.h"
#include "series_time.h"
#include "sniff.h"

struct series_layout {
	struct sniff sniff;		/* header_line: the first row of data */
	size_t n_cells;			/* of a row */
	int time, value;		/* columns; time -1: there is none */
	enum series_form form;		/* of the moments */
	enum date_order order;
	struct number_format number;
	const char *value_name;		/* in the arena */
};

bool series_layout_find(struct source *source, const struct ingest_series_options *options, struct arena *arena,
	struct series_layout *ret_layout, struct err *err);

/* A cell that says that there is no value. */
bool series_is_missing(const char *s, size_t n);
/* false: no number; *ret_value is NaN for a missing one. */
bool series_number(const struct reader_cell *cell, struct number_format format, double *ret_value);

#endif
