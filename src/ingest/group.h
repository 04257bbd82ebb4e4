/* group.h - one row per item: rows of one declaration, its header values repeated in each, become one declaration and its
 * items. */
#ifndef INGEST_GROUP_H
#define INGEST_GROUP_H

#include "base/text.h"
#include "tally.h"
#include "totals.h"

struct group {
	const struct plan *plan;
	const struct totals *totals;	/* NULL: rows of a declaration stand together, their values are added as they come */
	struct model_sink *sink;	/* NULL: only judged */
	struct tally *tally;
	bool open;
	long line;			/* of its first row */
	enum model_effect effect;	/* of the item in its first row */
	int64_t rounded;
	char currency[8];
	struct model_value *values;	/* of the declaration, texts in `bytes` */
	struct model_extra *extras;
	size_t n_extras;
	struct text bytes;
	int id_slot, value_slot, item_value_slot;
};

bool group_init(struct group *group, const struct plan *plan, const struct totals *totals, struct model_sink *sink, struct tally *tally,
	struct err *err);
void group_finish(struct group *group);

/* The row that the validator accepted last. */
bool group_add(struct group *group, const struct validator *validator, long line, struct err *err);
/* Hands over the declaration that is open, if any; called at the end of the file. */
bool group_close(struct group *group, struct err *err);

#endif
