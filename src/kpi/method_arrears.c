/* method_arrears.c - what is overdue, against a year's collections. Debts have a trader and no post. */
#include <math.h>

#include "base/time.h"
#include "store/rows.h"
#include "task.h"

static bool overdue_read(struct task *task, int32_t day, struct tally *tally, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(task->evaluation->env->store, "kpi_arrears", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day);
	got = store_rows_next(rows, err);
	if (got == 1) {
		tally->numerator = store_rows_int(rows, 0);
		tally->used = store_rows_int(rows, 1);
	}
	store_rows_close(rows);
	return got == 1;
}

/* The day after the same day a year before. */
static int32_t year_before(int32_t day)
{
	struct time_civil civil = time_civil_from_day(day);

	if (!time_civil_is_valid(civil.year - 1, civil.month, civil.day))
		civil.day = 28;
	return time_day_from_civil(civil.year - 1, civil.month, civil.day) + 1;
}

static bool collected_read(struct task *task, int32_t last, struct tally *tally, struct err *err)
{
	const struct evaluation *e = task->evaluation;
	const struct kpi_def *def = kpi_find("revenue_collected");
	struct kpi_query query = {.from = year_before(last), .to = last, .without_status = true};
	struct arena arena;
	struct kpi_row *rows;
	size_t n = 0;
	bool ok;

	arena_init(&arena);
	ok = kpi_evaluate(e->env, &def, 1, &query, &arena, &rows, &n, err);
	if (ok && n && !isnan(rows[0].value))
		tally->denominator = (int64_t)llround(rows[0].value * e->facts.minor_units);
	arena_finish(&arena);
	return ok;
}

static bool arrears_gather(struct task *task, struct err *err)
{
	const struct evaluation *e = task->evaluation;
	int64_t moment = evaluation_moment(e, 0, 0);

	if (e->n_dims || e->query->n_filters) {
		task->missing = "arrears.office";
		return true;
	}
	if (!tallies_reserve(task))
		return err_memory(err);
	return overdue_read(task, time_day_of(moment) + CUBE_EPOCH_DAY, &task->tallies[0], err) &&
	       collected_read(task, time_day_of(moment - 1) + CUBE_EPOCH_DAY, &task->tallies[0], err);
}

static size_t arrears_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];
	double units = task->evaluation->facts.minor_units;

	figures[0] = figure_empty("ratio");
	figures[0].n = tally->used;
	figures[0].numerator = (double)tally->numerator / units;
	figures[0].denominator = (double)tally->denominator / units;
	figures[0].value = figure_ratio((double)tally->numerator, (double)tally->denominator);
	figures[0].coverage = 1;
	return 1;
}

const struct method method_arrears = {.slots = 1, .gather = arrears_gather, .read = arrears_read};
