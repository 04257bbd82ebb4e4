/* cube_private.h - what the files that read the cube share. */
#ifndef CUBE_PRIVATE_H
#define CUBE_PRIVATE_H

#include <stdatomic.h>

#include "attribute.h"
#include "cache.h"
#include "cube/cube.h"
#include "table.h"

struct cube_day {
	int32_t day;
	uint32_t rows;
	uint32_t late_rows; /* kept once more (late.h); 0: no such part */
	struct cube_stamp_span spans[CUBE_STAMPS];
};

struct cube_rule_sets;

struct cube {
	struct store *store;
	int64_t version;       /* of the store, when days were read */
	struct cube_day *days; /* in order */
	size_t n_days, cap_days;
	int64_t rows;
	struct cube_attributes attributes;
	struct cube_cache cache;
	atomic_size_t keeps;   /* bytes of the cache, from the next scan on */
	struct cube_rule_sets *rule_sets;
	atomic_bool stop;      /* another thread asks scans to end */
	const struct cube *leader; /* whose word counts as well; NULL: none */
};

/* Reads the list of days anew when data was loaded since. */
bool cube_refresh(struct cube *cube, struct err *err);

/* Members of rule sets, remembered by set. */
struct cube_rule_sets *cube_rule_sets_create(void);       /* NULL when memory is out */
void cube_rule_sets_destroy(struct cube_rule_sets *sets); /* accepts NULL */
/* Codes of the sets that contain one of the rules, into an array that the caller frees. */
bool cube_rule_sets_with(struct cube *cube, const uint32_t *rules, size_t n_rules, uint32_t **ret_sets,
	size_t *ret_n, struct err *err);

#endif
