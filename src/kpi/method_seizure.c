/* method_seizure.c - seizures by type. They have a place and a time, and most have no declaration: nothing else can tell them
 * apart. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "store/rows.h"
#include "task.h"

/* The slot of a type; types are few, and what does not fit shares the last slot. */
static int slot_of(struct task *task, uint32_t type)
{
	for (size_t i = 0; i < task->n_categories; i++) {
		if (task->categories[i] == type)
			return (int)i;
	}
	if (task->n_categories == CATEGORY_SLOTS)
		return CATEGORY_SLOTS - 1;
	task->categories[task->n_categories] = type;
	return (int)task->n_categories++;
}

/* value: CUBE_MONEY_NONE where none is recorded. */
static bool take(struct task *task, struct time_stamp at, uint32_t office, uint32_t type, int64_t value)
{
	const struct evaluation *e = task->evaluation;
	int64_t local = time_stamp_local(at, clocks_zone(&e->facts.clocks, office)) - (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS;
	unsigned k = local < 0 ? PERIOD_NONE : period_of(&e->period, local);
	struct tally *tally;
	bool selected;
	uint32_t group;

	if (k == PERIOD_NONE)
		return true;
	group = task_group_of(task, office, local, at.form == TIME_FORM_DAY, &selected);
	if (!selected)
		return true;
	if (group == GROUPS_NONE || !tallies_reserve(task))
		return false;
	tally = &task->tallies[(group * (size_t)e->period.n + k) * (size_t)task->slots + (size_t)slot_of(task, type)];
	if (task->def->argument[0] == SEIZURES_VALUE && value == CUBE_MONEY_NONE) {
		tally->missed++;
		return true;
	}
	tally->used++;
	tally->numerator += value == CUBE_MONEY_NONE ? 0 : value;
	return true;
}

static bool read_rows(struct task *task, struct store_rows *rows, struct err *err)
{
	int got;

	store_rows_bind_int(rows, 1, task->evaluation->period.first);
	store_rows_bind_int(rows, 2, task->evaluation->period.to);
	while ((got = store_rows_next(rows, err)) == 1) {
		struct time_stamp at = {.seconds = store_rows_int(rows, 0), .form = (enum time_form)store_rows_int(rows, 1)};

		if (!take(task, at, (uint32_t)store_rows_int(rows, 2), (uint32_t)store_rows_int(rows, 3),
			store_rows_is_null(rows, 4) ? CUBE_MONEY_NONE : store_rows_int(rows, 4)))
			return err_memory(err);
	}
	return got == 0;
}

static bool seizures_gather(struct task *task, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	if (!evaluation_is_by_place_and_time(task->evaluation)) {
		task->missing = "seizures.declaration_id";
		return true;
	}
	if (!tallies_reserve(task))
		return err_memory(err);
	if (!store_rows_open(task->evaluation->env->store, "kpi_seizures", &rows, err))
		return false;
	ok = read_rows(task, rows, err);
	store_rows_close(rows);
	return ok;
}

static const char *type_name(const struct task *task, size_t slot)
{
	const char *text = store_code_text(task->evaluation->env->store, task->categories[slot]);

	/* Rows outlive the store they were read from. */
	text = text ? arena_strdup(task->evaluation->arena, text) : NULL;
	return text ? text : "";
}

static size_t seizures_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tallies = &task->tallies[cell * (size_t)task->slots];
	size_t n = 0;

	for (size_t slot = 0; slot < task->n_categories; slot++) {
		size_t at = n++;

		/* In alphabetical order: the same for every group. */
		while (at > 0 && strcmp(figures[at - 1].category_value, type_name(task, slot)) > 0) {
			figures[at] = figures[at - 1];
			at--;
		}
		figures[at] = figure_empty(task->def->headline);
		figures[at].category = "type";
		figures[at].category_value = type_name(task, slot);
		figures[at].n = tallies[slot].used;
		figures[at].value = task->def->argument[0] == SEIZURES_VALUE ?
			(double)tallies[slot].numerator / task->evaluation->facts.minor_units : (double)tallies[slot].used;
		figures[at].coverage = figure_coverage(tallies[slot].used, tallies[slot].missed);
	}
	return n;
}

const struct method method_seizures = {.slots = CATEGORY_SLOTS, .gather = seizures_gather, .read = seizures_read};
