/* near.h - values that were asked for and are not there: which known ones were meant.
 *
 * A question about a value that no record has is no error, its answer is nothing; but whoever mistyped it wants to be told. */
#ifndef KPI_NEAR_H
#define KPI_NEAR_H

#include "kpi/kpi.h"

enum { KPI_NEAR_MOST = 6 };

struct kpi_near {
	bool known;			/* a record has it, or it is "" (not recorded), or it can be one of its dimension */
	const char *values[KPI_NEAR_MOST];	/* the nearest first; in the arena */
	size_t n;			/* 0: nothing is like it */
	bool all;			/* these are all there are */
};

/* Case, spaces and a few letters more, less or other are forgiven; the name of a post stands for its code. ERR_USAGE for an attribute
 * that no declaration has. */
bool kpi_value_near(const struct kpi_env *env, const struct kpi_by *by, const char *value, struct arena *arena, struct kpi_near *ret_near,
	struct err *err);
/* The code behind a pseudonym (base/mask.h): how many have it, and the first of them in the arena. */
bool kpi_value_unmask(const struct kpi_env *env, const struct kpi_by *by, const char *pseudonym, struct arena *arena,
	const char **ret_code, size_t *ret_n, struct err *err);

/* The KPI whose id is most like it; NULL: none is. */
const struct kpi_def *kpi_find_near(const char *id);

#endif
