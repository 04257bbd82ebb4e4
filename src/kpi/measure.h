/* measure.h - figures that are added up row by row: what one declaration contributes to each. */
#ifndef KPI_MEASURE_H
#define KPI_MEASURE_H

#include "task.h"

enum measure_reduce {
	REDUCE_RATE,		/* numerator of denominator, Wilson interval */
	REDUCE_RATIO,		/* sum over sum of the same thing */
	REDUCE_MONEY,		/* sum of money over a count */
	REDUCE_LIFT,		/* rate of slot 0 over rate of slot 1 */
};

/* What one declaration is to a figure. SKIPPED: not eligible. MISSED: eligible, but what it takes is not recorded. */
enum measure_verdict { SKIPPED, MISSED, USED };

struct measure_sight {
	const uint32_t *const *u32;
	const int64_t *const *money;	/* less CUBE_U32_COLUMNS */
	const struct evaluation *evaluation;
	unsigned period;		/* number of the period the row stands in */
	int64_t deadline;		/* of cohorts by deadline: when it ran out, local */
};

struct measure_drop {
	int slot;
	int64_t numerator, denominator;	/* 0 and 1 unless set */
	bool unmarked;			/* counts, but lowers the coverage */
};

typedef enum measure_verdict measure_row(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop);

enum { MEASURE_COLUMNS = 6 };

struct measure {
	measure_row *row;
	enum measure_reduce reduce;
	int slots;
	int columns[MEASURE_COLUMNS];	/* 0 ends: the number of a declaration serves no figure */
};

/* measure_time.c, measure_control.c, measure_money.c, measure_facilitation.c */
extern const struct measure measure_same_day, measure_slow_file, measure_sla, measure_multi_inspection, measure_significant,
	measure_lift, measure_random_share, measure_green_leakage, measure_red_unopened, measure_rule_yield,
	measure_result_recorded, measure_collection, measure_control_yield, measure_adjustment, measure_exemption,
	measure_effective_rate, measure_pre_arrival, measure_on_arrival, measure_aeo_value, measure_aeo_count,
	measure_epay_value, measure_epay_count, measure_paperless, measure_single_window, measure_amended;

int measure_slots(const struct kpi_def *def);	/* tallies in a cell */

static inline int64_t measure_money(const struct measure_sight *sight, int column, uint32_t row)
{
	return sight->money[column - CUBE_U32_COLUMNS][row];
}

#endif
