/* validate.h - a row becomes a record, or a reason why not. */
#ifndef INGEST_VALIDATE_H
#define INGEST_VALIDATE_H

#include "base/text.h"
#include "model/sink.h"
#include "number.h"
#include "plan.h"
#include "value.h"

enum { VERDICT_REASON_MAX = 512 };

struct verdict {
	const char *code;		/* as in struct model_reject; NULL: accepted */
	int column;			/* from 1, 0: the whole row */
	const char *column_name;
	char reason[VERDICT_REASON_MAX];
};

struct validator {
	struct plan *plan;
	const char *default_currency;	/* "" when nobody names one */
	int default_decimals;

	/* The record of the last row that was accepted; borrowed from the row. */
	struct model_value *values, *item_values;
	struct model_extra *extras;
	size_t n_extras;
	int64_t rounded;		/* amounts of it that lost digits */

	struct value_reading reading;	/* of one cell after the other */
	char reason[VALUE_REASON_MAX];
	char currency[8];		/* of the row */
	int decimals;
	struct memo *memos;		/* for each field */
	struct text *joined;		/* for each field: text that does not stand in the row as it is */
};

bool validator_init(struct validator *validator, struct plan *plan, struct number_format number, const char *currency,
	struct err *err);
void validator_finish(struct validator *validator);

/* Fails only when memory is out. A row that is refused leaves in `values` those of its amounts that can be read. */
bool validator_judge(struct validator *validator, const struct reader_row *row, struct verdict *ret_verdict,
	struct err *err);

/* The text of a field in a row: its cell, its cells joined, or its constant. */
bool validator_text(struct validator *validator, const struct reader_row *row, size_t field, const char **ret_s,
	size_t *ret_n, struct err *err);

#endif
