/* verdict.h - what a row's figure means beside its target or its own history. */
#ifndef KPI_VERDICT_H
#define KPI_VERDICT_H

#include "targets.h"
#include "task.h"

/* Sets target, band, limits and status of a row; history are the figures of earlier periods, NaN where there was none. */
void verdict_set(const struct evaluation *evaluation, struct kpi_row *row, const double *history, size_t n_history);

#endif
