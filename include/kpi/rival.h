/* rival.h - the same question answered by other definitions: what others would print where we print ours. */
#ifndef KPI_RIVAL_H
#define KPI_RIVAL_H

#include "kpi/kpi.h"

struct kpi_rival {
	const char *name;		/* "from lodgement alone" */
	struct kpi_row row;		/* its value, n and unit; def is the KPI whose value it is, where it is one */
	bool is_kpi;			/* row.def is another entry of the catalogue */
};

/* Of a row that was evaluated by the query (its `by` is not used). In the order in which they compete; those that the data cannot
 * give are dashes. All in the arena. */
bool kpi_rivals(const struct kpi_env *env, const struct kpi_row *row, const struct kpi_query *query, struct arena *arena,
	struct kpi_rival **ret_rivals, size_t *ret_n, struct err *err);

#endif
