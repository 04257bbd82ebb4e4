/* verdict.h - better, worse, usual, or not enough to say: by the target where there is one, else by the periods before. */
#ifndef KPI_VERDICT_H
#define KPI_VERDICT_H

#include "targets.h"
#include "task.h"

/* Sets target, band, limits and status of a row; history are the figures of earlier periods, NaN where there was none. A
 * target that the row brings along stays. last: the figure of the period before, NULL where there is none. */
bool verdict_set(const struct evaluation *evaluation, struct kpi_row *row, const double *history, size_t n_history, const struct figure *last,
	struct err *err);

/* Whether n and coverage allow a word. Counts, sums and stocks are what they are; everything else needs enough of them. */
bool verdict_allows(const struct kpi_row *row);

#endif
