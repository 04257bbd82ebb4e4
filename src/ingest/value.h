/* value.h - one cell as a value of its column's type. */
#ifndef INGEST_VALUE_H
#define INGEST_VALUE_H

#include "base/text.h"
#include "memo.h"
#include "model/record.h"
#include "number.h"
#include "plan.h"

enum { VALUE_REASON_MAX = 400, VALUE_CODE_MAX = 255 };

struct value_reading {
	const char *s;			/* NUL-terminated */
	size_t n;
	struct number_format number;
	int decimals;			/* of money */
	struct memo *memo;		/* of the column, or NULL */
	struct text *scratch;		/* for text that does not stand in the cell as it is */

	bool rounded;			/* out: digits of an amount were lost */
	const char *code;		/* out, when refused */
	char *reason;			/* VALUE_REASON_MAX bytes of the caller's, written when refused */
};

/* false when the cell cannot be read: code and reason say why. An empty cell is a value that is not present. */
bool value_read(struct plan_field *field, struct value_reading *reading, struct model_value *ret_value);

#endif
