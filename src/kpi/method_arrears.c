/* method_arrears.c - what is overdue, against a year's collections. Debts have a trader and no post. */
#include <math.h>

#include "base/time.h"
#include "store/rows.h"
#include "task.h"

enum { AGES = 4, SLOTS = 6 };	/* of all ages, over 30, 90, 365 days; disputed; recovered */

static const char *const ages[AGES] = {"0d", "30d", "90d", "365d"};

enum { SLOT_DISPUTED = AGES, SLOT_RECOVERED };

static bool overdue_read(struct task *task, int32_t day, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(task->evaluation->env->store, "kpi_arrears", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day);
	got = store_rows_next(rows, err);
	for (int i = 0; got == 1 && i <= SLOT_DISPUTED; i++) {
		task->tallies[i].numerator = store_rows_int(rows, i);
		task->tallies[i].used = store_rows_int(rows, SLOT_DISPUTED + 1 + i);
	}
	if (got == 1) {
		struct tally *disputed = &task->tallies[SLOT_DISPUTED];

		disputed->denominator = task->tallies[0].numerator;
		disputed->unmarked = disputed->used;	/* that are disputed */
		disputed->used = store_rows_int(rows, 2 * SLOT_DISPUTED + 2);	/* of which anything is said about a dispute */
		disputed->missed = task->tallies[0].used - disputed->used;
	}
	store_rows_close(rows);
	return got == 1;
}

static bool recovered_read(struct task *task, int32_t day, struct err *err)
{
	struct tally *tally = &task->tallies[SLOT_RECOVERED];
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(task->evaluation->env->store, "kpi_arrears_recovered", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day);
	got = store_rows_next(rows, err);
	if (got == 1) {
		tally->denominator = store_rows_int(rows, 0);
		tally->numerator = tally->denominator - store_rows_int(rows, 1);
		tally->used = store_rows_int(rows, 2);
		tally->missed = store_rows_int(rows, 3);
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

/* Of a year's collections. */
static bool is_ratio(const struct task *task)
{
	return task->def->argument[0] == ARREARS_RATIO || task->def->argument[0] == ARREARS_UNDISPUTED;
}

/* Without what is disputed, as far as that is told. */
static void take_disputed_off(struct tally *tallies)
{
	tallies[0].numerator -= tallies[SLOT_DISPUTED].numerator;
	tallies[0].used -= tallies[SLOT_DISPUTED].unmarked;
}

static bool arrears_gather(struct task *task, struct err *err)
{
	const struct evaluation *e = task->evaluation;
	int64_t moment = evaluation_moment(e, 0, 0);
	int32_t day = time_day_of(moment) + CUBE_EPOCH_DAY;

	if (e->n_dims || e->query->n_filters) {
		task->missing = "arrears.office";
		return true;
	}
	if (!tallies_reserve(task))
		return err_memory(err);
	if (task->def->argument[0] == ARREARS_RECOVERY)
		return recovered_read(task, day, err);
	if (!overdue_read(task, day, err))
		return false;
	if (task->def->argument[0] == ARREARS_UNDISPUTED)
		take_disputed_off(task->tallies);
	return !is_ratio(task) || collected_read(task, time_day_of(moment - 1) + CUBE_EPOCH_DAY, &task->tallies[0], err);
}

static size_t ages_read(const struct tally *tallies, double units, struct figure figures[FIGURES_MAX])
{
	for (size_t i = 0; i < AGES; i++) {
		figures[i] = figure_empty("sum");
		figures[i].category = "age";
		figures[i].category_value = ages[i];
		figures[i].n = tallies[i].used;
		figures[i].value = (double)tallies[i].numerator / units;
		figures[i].coverage = 1;
	}
	return AGES;
}

static size_t arrears_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	static const int slots[] = {[ARREARS_RATIO] = 0, [ARREARS_AGED] = 0, [ARREARS_DISPUTED] = SLOT_DISPUTED,
		[ARREARS_RECOVERY] = SLOT_RECOVERED, [ARREARS_UNDISPUTED] = 0};
	const struct tally *tallies = &task->tallies[cell * (size_t)task->slots];
	const struct tally *tally = &tallies[slots[task->def->argument[0]]];
	double units = task->evaluation->facts.minor_units;

	if (task->def->argument[0] == ARREARS_AGED)
		return ages_read(tallies, units, figures);
	figures[0] = figure_empty("ratio");
	figures[0].n = tally->used;
	figures[0].numerator = (double)tally->numerator / units;
	figures[0].denominator = (double)tally->denominator / units;
	figures[0].value = figure_ratio((double)tally->numerator, (double)tally->denominator);
	if (task->def->argument[0] == ARREARS_UNDISPUTED)
		tally = &tallies[SLOT_DISPUTED];
	figures[0].coverage = task->def->argument[0] == ARREARS_RATIO ? 1 : figure_coverage(tally->used, tally->missed);
	return 1;
}

const struct method method_arrears = {.slots = SLOTS, .gather = arrears_gather, .read = arrears_read};
