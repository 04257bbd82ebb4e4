/* dims.h - dimensions: their names, the column of the cube each reads, and what its codes say.
 *
 * A dimension value travels as one uint32_t key. Codes are ids of the store's dictionary; AEO and the times have small
 * numbers of their own. Key 0 is "not recorded" everywhere. */
#ifndef KPI_DIMS_H
#define KPI_DIMS_H

#include "kpi/kpi.h"

enum { DIMS_MAX = 8 };

struct dim {
	struct kpi_by by;
	int column;		/* of the cube; -1 for times */
	const char *name;	/* "office", "attribute.x" */
	uint32_t *of_day;	/* week and month: keys by day since 2000-01-01, 0 not computed yet */
};

/* The column and the name; ERR_USAGE when there is no such attribute. */
bool dim_init(const struct kpi_env *env, const struct kpi_by *by, struct arena *arena, struct dim *ret_dim, struct err *err);
bool dim_is_time(enum kpi_dim dim);
/* One that tells periods apart (day, week, month): such rows have no history of their own. */
bool dim_is_period(enum kpi_dim dim);

/* The list of the dictionary that holds its values ("attribute.x" is one of its own); NULL for AEO and the times. Borrowed from dim. */
const char *dim_list(const struct dim *dim);
/* Key of a local time (seconds since 2000-01-01); day_only stamps have no hour. */
uint32_t dim_time_key(const struct dim *dim, int64_t local, bool day_only);
/* Key of flags, for AEO. */
uint32_t dim_aeo_key(uint32_t flags);
/* The key of a value as typed; false when no such value is known. */
bool dim_key_find(const struct kpi_env *env, const struct dim *dim, const char *value, uint32_t *ret_key);
/* The text of a key, in the arena or borrowed from the store; "" for 0. */
const char *dim_key_text(const struct kpi_env *env, const struct dim *dim, uint32_t key, struct arena *arena);
/* Natural order of two values of a dimension: lanes by strictness, weekdays from Monday, else alphabetical. */
int dim_compare(enum kpi_dim dim, const char *a, const char *b);

#endif
