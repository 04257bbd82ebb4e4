/* method_officer.c - work done for each day that an officer was present: declarations assessed, plain or weighted by lane, and physical
 * inspections. A day of presence is eight hours on the roster, whoever worked them. */
#include <math.h>

#include "base/time.h"
#include "records.h"
#include "roster.h"
#include "store/rows.h"

#define DAY_HOURS 8.0
#define MILLI 1000	/* weights and hours are added up in thousandths */

static bool serves(const struct task *task, char role)
{
	return role == 0 || role == (task->def->method == METHOD_OFFICER_INSPECTIONS ? 'e' : 'a');
}

/* Presence is told by office, officer and day; by nothing else. */
static bool lacks(struct task *task)
{
	if (records_lack(task->evaluation, RECORD_OFFICE | RECORD_OFFICER | RECORD_NO_HOURS))
		task->missing = "attendance.declaration_id";
	return task->missing != NULL;
}

static bool presence_add(struct task *task, struct err *err)
{
	const struct period *period = &task->evaluation->period;
	struct roster *roster = NULL;
	bool ok = roster_load(task->evaluation->env->store, period->first, period->to, &roster, err);

	for (size_t i = 0; ok && i < roster->n; i++) {
		const struct shift *shift = &roster->shifts[i];
		const struct record record = {.office = shift->office, .officer = shift->officer, .local = period_second(shift->day),
			.day_only = true};
		struct tally *tally;
		bool selected;

		if (!serves(task, shift->role))
			continue;
		tally = record_tally(task, &record, &selected);
		if (tally)
			tally->denominator += llround(shift->hours * MILLI);
		else if (selected)
			ok = err_memory(err);
	}
	roster_destroy(roster);
	return ok;
}

static void declarations_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_LANE);
}

static bool declarations_add(struct task *task, const struct pairs *pairs)
{
	const struct facts *facts = &task->evaluation->facts;
	const uint32_t *lane = pairs->batch->u32[CUBE_LANE];
	bool weighted = task->def->argument[0] == OFFICER_DAYS_LOAD;

	for (size_t i = 0; i < pairs->n; i++) {
		struct tally *tally = &task->tallies[pairs->cell[i]];

		tally->used++;
		tally->numerator += weighted ? facts_load(facts, lane[pairs->row[i]]) : MILLI;
	}
	return true;
}

static bool declarations_complete(struct task *task, struct err *err)
{
	return lacks(task) || presence_add(task, err);
}

/* ---- inspections */

static bool inspection_take(struct task *task, const struct store_rows *rows)
{
	struct time_stamp at = {.seconds = store_rows_int(rows, 0), .form = (enum time_form)store_rows_int(rows, 1)};
	const struct evaluation *e = task->evaluation;
	uint32_t office = (uint32_t)store_rows_int(rows, 2);
	const struct record record = {.office = office, .officer = (uint32_t)store_rows_int(rows, 3), .day_only = true,
		.local = time_stamp_local(at, clocks_zone(&e->facts.clocks, office)) - (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS};
	bool selected;
	struct tally *tally = record_tally(task, &record, &selected);

	if (!tally)
		return !selected;
	tally->used++;
	tally->numerator += MILLI;
	return true;
}

static bool inspections_gather(struct task *task, struct err *err)
{
	const struct period *period = &task->evaluation->period;
	struct store_rows *rows = NULL;
	int got;

	if (lacks(task))
		return true;
	if (!tallies_reserve(task))
		return err_memory(err);
	if (!store_rows_open(task->evaluation->env->store, "kpi_examinations", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, period->first);
	store_rows_bind_int(rows, 2, period->to);
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!inspection_take(task, rows)) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0 && presence_add(task, err);
}

static size_t officer_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];

	figures[0] = figure_empty("ratio");
	figures[0].n = tally->used;
	figures[0].numerator = (double)tally->numerator / MILLI;
	figures[0].denominator = (double)tally->denominator / MILLI / DAY_HOURS;
	figures[0].value = figure_ratio(figures[0].numerator, figures[0].denominator);
	figures[0].coverage = tally->denominator ? 1 : NAN;
	return 1;
}

const struct method method_officer_days = {.slots = 1, .columns = declarations_columns, .add = declarations_add,
	.complete = declarations_complete, .read = officer_read};
const struct method method_officer_inspections = {.slots = 1, .gather = inspections_gather, .read = officer_read};
