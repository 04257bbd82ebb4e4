/* header.h - which header is which column: for one kind, under one profile. */
#ifndef INGEST_HEADER_H
#define INGEST_HEADER_H

#include "plan.h"

struct header {
	const char *shown;
	size_t n;
	const char **labels;		/* as they stand */
	const char **folded;
	bool *claimed;			/* the profile names it: aliases leave it alone */
	const struct profile *profile;
};

/* Where one column comes from. */
struct source_of {
	int cells[PLAN_PARTS_MAX];
	int n_cells;
	const char *constant;
	const struct profile_column *missing;	/* the profile names a header that the file does not have */
	int twice[2];				/* two headers that are both it; -1: no */
};

bool header_make(const char *shown, const struct reader_cell *cells, size_t n, const struct profile *profile,
	struct arena *arena, struct header *ret_header, struct err *err);

/* true when the column is there; *ret_source tells more in either case. */
bool header_resolve(const struct header *header, const struct model_kind *kind, const struct model_column *column,
	struct source_of *ret_source);
/* The same for an attribute or a measure of the profile. */
bool header_resolve_extra(const struct header *header, const struct profile_column *extra, struct source_of *ret_source);

#endif
