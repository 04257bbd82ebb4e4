/* groups.h - tuples of dimension values, numbered in the order in which they were met.
 *
 * A hash of small tuples of codes: the scan asks for the number of each row's tuple and adds up in arrays indexed by it. */
#ifndef KPI_GROUPS_H
#define KPI_GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GROUPS_NONE UINT32_MAX

struct groups {
	size_t n_keys;		/* values in a tuple; 0: there is one group, the whole */
	uint32_t *keys;		/* n tuples */
	size_t n, cap;
	uint32_t *table;	/* numbers + 1, 0 empty; a power of two */
	size_t table_size;
	bool failed;		/* memory ran out; groups_at() returned GROUPS_NONE */
};

void groups_init(struct groups *groups, size_t n_keys);
void groups_finish(struct groups *groups);
/* The number of the tuple; a new one when it was not met before. */
uint32_t groups_at(struct groups *groups, const uint32_t *keys);
/* The number of the tuple, or GROUPS_NONE. */
uint32_t groups_find(const struct groups *groups, const uint32_t *keys);
const uint32_t *groups_keys(const struct groups *groups, uint32_t group);

#endif
