/* days.h - on which local day a declaration was registered, and which days a load touched.
 *
 * A zone comes from the office's post, else the fact 'timezone', else it is UTC. Touched days are gathered in
 * memory, where a load of a million rows touches a few hundred of them, and written to the temporary table at
 * the end. */
#ifndef STORE_DAYS_H
#define STORE_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"

struct store;

struct days {
	const struct time_zone **zones; /* by office id; NULL: not asked yet */
	size_t n_zones;
	uint64_t *touched; /* day and office in one; 0: empty place */
	size_t n_touched, cap_touched;
	uint64_t last;
	bool all; /* everything must be rebuilt */
};

void days_finish(struct days *days); /* releases and empties */

/* The local day of a stamp at an office; an instant is turned by the office's zone. */
bool days_of(struct days *days, struct store *store, int64_t office, struct time_stamp stamp,
	int32_t *ret_day, struct err *err);
bool days_touch(struct days *days, int64_t office, int32_t day, struct err *err);
/* Fills table touched_day with what was touched. */
bool days_write(const struct days *days, struct store *store, struct err *err);
bool days_clear_table(struct store *store, struct err *err);

#endif
