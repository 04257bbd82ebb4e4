/* read.h - declarations out of the store, as risk_data. */
#ifndef RISK_READ_H
#define RISK_READ_H

#include "base/err.h"
#include "data.h"
#include "risk/model.h"
#include "store/store.h"

struct risk_window {
	int32_t from, to;	/* registered, both included */
	int32_t known_by;	/* results recorded later are not known */
	bool judged;		/* only declarations whose result is known */
	bool open;		/* only those that are neither judged nor released */
	const struct risk_only *only;	/* NULL: all of them */
	const int64_t *ids;	/* only these, whenever they were registered; NULL: by the days above */
	size_t n_ids;
};

/* Sorted. Words are borrowed from the store: the data must go before it, and before anything is loaded. */
bool risk_read(struct store *store, const struct risk_window *window, struct risk_data *ret_data, struct err *err);

#endif
