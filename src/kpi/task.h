/* task.h - one KPI on its way from the scan to rows.
 *
 * A cell is a group (a tuple of dimension values) in one of the periods: cell = group * periods + period. Methods add what a
 * scan shows them into arrays by cell, and afterwards read figures out of a cell: those of period 0 become rows, those of the
 * others are history. */
#ifndef KPI_TASK_H
#define KPI_TASK_H

#include "catalogue.h"
#include "facts.h"
#include "groups.h"
#include "period.h"
#include "selection.h"

enum { FIGURES_MAX = 8, CATEGORY_SLOTS = 8 };

struct targets;
struct courses;
struct roster;

struct evaluation {
	const struct kpi_env *env;
	const struct kpi_query *query;
	struct arena *arena;		/* of the caller: rows and what they point to */
	struct arena scratch;
	int32_t first_day, last_day;	/* with data */
	struct period period;
	struct dim dims[DIMS_MAX];
	size_t n_dims;
	struct selection selection;
	struct facts facts;
	const struct targets *targets;	/* NULL: not loaded */
	struct courses *courses;	/* beside targets */
	struct roster *roster;		/* NULL: nobody's attendance is known, or nothing asks for it */
};

/* What a scan found in one batch: rows of the batch and the cell each belongs to. A row may stand in several cells. */
struct pairs {
	size_t n;
	const uint32_t *row, *cell;
	const uint32_t *period;		/* of each: cell modulo the number of periods */
	bool one_cell;			/* all of them stand in cell[0] */
	bool in_runs;			/* of one period, in the order of the segment */
	const int64_t *at;		/* the deadline of each, where the cohort is one by deadline; else NULL */
	const struct cube_batch *batch;
	int pass;			/* of frames that scan twice */
};

struct tally {
	int64_t used, missed;		/* eligible = used + missed */
	int64_t unmarked;		/* of the used ones: without what the figure tells apart */
	int64_t numerator, denominator;
};

/* Seconds of intervals, and after settling sorted by cell: those of cell c are value[start[c]] to value[start[c + 1] - 1]. */
struct values {
	uint32_t *value, *cell;
	size_t n, cap;
	size_t *start;
	size_t n_cells;
};

struct figure {
	const char *stat;
	const char *category, *category_value;	/* NULL: no category */
	double value, numerator, denominator, coverage, low, high;
	int64_t n;
};

/* Which of the first n groups, those that the scan met, have rows of period 0. */
struct present {
	bool *seen;
	size_t n, cap;
};

struct method;

struct task {
	const struct kpi_def *def;
	const struct method *method;
	struct evaluation *evaluation;
	struct groups *groups;		/* of the frame, or own_groups */
	struct groups own_groups;
	const struct present *present;	/* of the frame; NULL: every group is shown */
	struct tally *tallies;		/* cells * slots */
	size_t n_tallies;
	int slots;
	struct values values;
	void *own;			/* of the method */
	uint32_t categories[CATEGORY_SLOTS];	/* codes met, of methods with open categories */
	size_t n_categories;
	const char *missing;
};

/* Columns, each wanted as values, as bytes or as both. */
struct column_set {
	int columns[2 * CUBE_COLUMNS];
	size_t n;
};

/* Grows in the heap; evaluate() hands over one copy. */
struct row_list {
	struct kpi_row *rows;
	size_t n, cap;
};

struct method {
	int slots;			/* tallies in a cell */
	/* Columns that add() reads. */
	void (*columns)(const struct task *task, struct column_set *set);
	bool (*add)(struct task *task, const struct pairs *pairs);	/* false: memory is out */
	/* Before a further pass: *ret_more false when it is not needed; or the codes that it is about, which the task keeps.
	 * NULL: it is needed, for all rows. */
	bool (*look_on)(struct task *task, bool *ret_more, struct cube_filter *ret_filter, struct err *err);
	bool (*settle)(struct task *task);				/* the scan is over; NULL: nothing to do */
	bool (*complete)(struct task *task, struct err *err);		/* after that: what the cube does not know; or NULL */
	/* Instead of the three above: fills tallies of own_groups from wherever it likes. */
	bool (*gather)(struct task *task, struct err *err);
	bool (*whole)(struct task *task);	/* what it keeps beside tallies, of all groups as one more; NULL: nothing */
	size_t (*read)(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX]);
	/* Instead of all above: makes the rows itself. */
	bool (*emit)(struct task *task, struct row_list *rows, struct err *err);
	void (*release)(struct task *task);	/* frees own; NULL: there is none */
	bool keeps_values;			/* needs memory for each row */
};

const struct method *method_of(const struct kpi_def *def);
extern const struct method method_interval, method_spread, method_flags, method_count, method_row, method_lanes, method_owners,
	method_coverage, method_aeo, method_revenue, method_achievement, method_open, method_freshness, method_seizures,
	method_arrears, method_unit_value, method_audits, method_officer_days, method_officer_inspections,
	method_balance, method_case_mix, method_pairs;

void column_set_add(struct column_set *set, int column);
bool tallies_reserve(struct task *task);	/* for all groups known by now */
static inline size_t task_cells(const struct task *task)
{
	return task->groups->n * (size_t)task->evaluation->period.n;
}

bool values_reserve(struct values *values, size_t n);
bool values_add(struct values *values, uint32_t value, uint32_t cell);
bool values_settle(struct values *values, size_t n_cells);
bool values_whole(struct values *values, size_t points);	/* settled; behind the last group: of each point the values of all */
void values_finish(struct values *values);

/* A figure with nothing in it: all NaN. */
struct figure figure_empty(const char *stat);
bool tally_is_empty(const struct task *task, size_t cell);	/* nothing was eligible */
double figure_ratio(double numerator, double denominator);	/* NaN for nothing to divide by */
double figure_coverage(int64_t used, int64_t missed);
void figure_wilson(struct figure *figure, int64_t k, int64_t n);

struct kpi_row *row_list_add(struct row_list *list);	/* NULL when memory is out */

/* A row without dims and verdict from a figure of the task. */
void row_fill(struct kpi_row *row, const struct task *task, const struct figure *figure);
bool row_missing(struct task *task, struct row_list *list);	/* adds the one row of a figure that lacks its data */
/* Into the natural order of the query's dimensions. */
bool rows_sort(const struct evaluation *evaluation, struct kpi_row *rows, size_t n, struct err *err);

/* The group of a row under the query's dimensions, from its office and local time alone: for records that are no declarations.
 * GROUPS_NONE when memory is out; *ret_selected is false when the filters leave it out. */
uint32_t task_group_of(struct task *task, uint32_t office, int64_t local, bool day_only, bool *ret_selected);
/* Its groups are told by nothing but offices and times; the query speaks of nothing else, filters too. */
bool evaluation_is_grouped_by_place_and_time(const struct evaluation *evaluation);
bool evaluation_is_by_place_and_time(const struct evaluation *evaluation);
/* The moment of a stock at an office: the end of the k-th period, or now if that is earlier or no end was asked for. */
int64_t evaluation_moment(const struct evaluation *evaluation, unsigned k, uint32_t office);

int32_t evaluation_today(const struct evaluation *evaluation);	/* local day at the first post */

#endif
