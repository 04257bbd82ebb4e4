/* measure.h - figures that are added up row by row: what one declaration contributes to each. */
#ifndef KPI_MEASURE_H
#define KPI_MEASURE_H

#include "task.h"

enum measure_reduce {
	REDUCE_RATE,		/* numerator of denominator, Wilson interval */
	REDUCE_RATIO,		/* sum over sum of the same thing */
	REDUCE_MONEY,		/* sum of money over a count */
	REDUCE_THOUSAND,	/* count for each thousand of another */
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

enum { MEASURE_COLUMNS = 6, MEASURE_SLOTS = 2 };

struct measure {
	bool (*add)(struct task *task, const struct pairs *pairs);	/* made by MEASURE_ADD from a measure_row */
	enum measure_reduce reduce;
	int slots;
	int columns[MEASURE_COLUMNS];	/* 0 ends: the number of a declaration serves no figure */
};

/* measure_time.c, measure_control.c, measure_integrity.c, measure_money.c, measure_facilitation.c */
extern const struct measure measure_same_day, measure_slow_file, measure_sla, measure_sla_released, measure_multi_inspection, measure_significant,
	measure_lift, measure_random_share, measure_green_leakage, measure_red_unopened, measure_rule_yield, measure_rule_alone,
	measure_result_recorded, measure_collection, measure_control_yield, measure_adjustment, measure_exemption,
	measure_effective_rate, measure_pre_arrival, measure_on_arrival, measure_aeo_value, measure_aeo_count,
	measure_epay_value, measure_epay_count, measure_paperless, measure_penalty, measure_seizure_rate, measure_bypass,
	measure_trivial, measure_express, measure_single_window, measure_amended;

#define MEASURE_INLINE static inline __attribute__((always_inline))

MEASURE_INLINE void measure_take(struct tally *tally, enum measure_verdict verdict, const struct measure_drop *drop)
{
	tally->missed += verdict == MISSED;
	if (verdict != USED)
		return;
	tally->used++;
	tally->unmarked += drop->unmarked;
	tally->numerator += drop->numerator;
	tally->denominator += drop->denominator;
}

/* Rows of one cell are added up beside it. */
MEASURE_INLINE void measure_add_cell(struct task *task, const struct pairs *pairs, struct measure_sight *sight, measure_row *row)
{
	struct tally sums[MEASURE_SLOTS] = {{.used = 0}}, *tallies = &task->tallies[pairs->cell[0] * (size_t)task->slots];

	const uint32_t *restrict rows = pairs->row;
	size_t n = pairs->n;

	for (size_t i = 0; i < n; i++) {
		struct measure_drop drop = {.denominator = 1};
		enum measure_verdict verdict = row(sight, rows[i], &drop);

		measure_take(&sums[drop.slot], verdict, &drop);
	}
	for (int k = 0; k < task->slots; k++) {
		tallies[k].used += sums[k].used;
		tallies[k].missed += sums[k].missed;
		tallies[k].unmarked += sums[k].unmarked;
		tallies[k].numerator += sums[k].numerator;
		tallies[k].denominator += sums[k].denominator;
	}
}

MEASURE_INLINE bool measure_add_rows(struct task *task, const struct pairs *pairs, measure_row *row)
{
	struct measure_sight sight = {.u32 = pairs->batch->u32, .money = pairs->batch->money, .evaluation = task->evaluation};
	const uint32_t *restrict rows = pairs->row, *restrict cell = pairs->cell, *restrict period = pairs->period;
	const int64_t *restrict at = pairs->at;
	struct tally *restrict tallies = task->tallies;
	size_t n = pairs->n, slots = (size_t)task->slots;

	if (pairs->one_cell && pairs->n && !pairs->at) {
		sight.period = pairs->period[0];
		measure_add_cell(task, pairs, &sight, row);
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		struct measure_drop drop = {.denominator = 1};
		enum measure_verdict verdict;

		sight.period = period[i];
		sight.deadline = at ? at[i] : 0;
		verdict = row(&sight, rows[i], &drop);
		measure_take(&tallies[cell[i] * slots + (size_t)drop.slot], verdict, &drop);
	}
	return true;
}

/* A loop of its own for each measure: what a row contributes is worked out in place. */
#define MEASURE_ADD(name) \
	static bool name##_add(struct task *task, const struct pairs *pairs) \
	{ \
		return measure_add_rows(task, pairs, name); \
	}

int measure_slots(const struct kpi_def *def);	/* tallies in a cell */

static inline int64_t measure_money(const struct measure_sight *sight, int column, uint32_t row)
{
	return sight->money[column - CUBE_U32_COLUMNS][row];
}

/* There is an amount, and no rate converts it. */
static inline bool measure_is_unrated(const struct measure_sight *sight, int column, uint32_t row)
{
	return sight->u32[CUBE_UNRATED][row] >> (column - CUBE_U32_COLUMNS) & 1;
}

#endif
