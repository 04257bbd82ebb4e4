/* record.h - one record as ingest or the simulator hands it to a sink. Everything is borrowed until put() returns. */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "model/kind.h"

struct model_value {
	bool present;
	int64_t integer;	/* BOOL, INT, CLOCK, MONEY (minor units), DAY (day number), STAMP (seconds) */
	double number;		/* NUMBER */
	enum time_form form;	/* STAMP */
	const char *text;	/* TEXT, ID, CODE, ENUM, HS: NUL-terminated UTF-8 */
	size_t len;
	uint32_t word;		/* CODE, ENUM, HS: 0, or a number that this text, or none, has in this column of the whole file */
};

/* An attribute (a code) or a measure (a number) that only the profile knows; declarations alone carry them. */
struct model_extra {
	const char *name;		/* NAME of attribute.NAME or measure.NAME, lower case */
	bool is_measure;
	const char *text;		/* attribute */
	double number;			/* measure */
};

struct model_record {
	const struct model_kind *kind;
	const struct model_value *values;	/* kind->n_columns of them, in the order of its columns */
	uint64_t columns;			/* bit i: column i may be present; the others are not. 0: any may be */
	const struct model_extra *extras;
	size_t n_extras;
	long line;			/* physical line in the file where the record starts, from 1 */
};

#endif
