/* method_audits.c - audits after clearance: what those closed in a period found, and what came of it. */
#include <math.h>

#include "base/time.h"
#include "records.h"
#include "store/rows.h"

static bool audit_take(struct task *task, const struct store_rows *rows)
{
	const struct record record = {.local = period_second((int32_t)store_rows_int(rows, 0)), .day_only = true,
		.office = (uint32_t)store_rows_int(rows, 1), .importer = (uint32_t)store_rows_int(rows, 2)};
	int64_t assessed = store_rows_int(rows, 3), collected = store_rows_int(rows, 4);
	bool selected;
	struct tally *tally = record_tally(task, &record, &selected);

	if (!tally)
		return !selected;
	if (store_rows_is_null(rows, 3)) {
		tally->missed++;
		return true;
	}
	tally->used++;
	switch (task->def->argument[0]) {
	case AUDITS_STRIKE: tally->numerator += assessed > 0; tally->denominator++; break;
	case AUDITS_YIELD: tally->numerator += assessed; tally->denominator++; break;
	default: tally->numerator += collected; tally->denominator += assessed; break;
	}
	return true;
}

static bool audits_read_rows(struct task *task, struct store_rows *rows, struct err *err)
{
	int got;

	store_rows_bind_int(rows, 1, task->evaluation->period.first);
	store_rows_bind_int(rows, 2, task->evaluation->period.to);
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!audit_take(task, rows))
			return err_memory(err);
	}
	return got == 0;
}

static bool audits_gather(struct task *task, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	task->missing = records_lack(task->evaluation, RECORD_OFFICE | RECORD_IMPORTER | RECORD_NO_HOURS) ? "audits.declaration_id" : NULL;
	if (task->missing)
		return true;
	if (!tallies_reserve(task))
		return err_memory(err);
	if (!store_rows_open(task->evaluation->env->store, "kpi_audits", &rows, err))
		return false;
	ok = audits_read_rows(task, rows, err);
	store_rows_close(rows);
	return ok;
}

static size_t audits_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];
	double units = task->evaluation->facts.minor_units;
	int what = task->def->argument[0];

	figures[0] = figure_empty(what == AUDITS_STRIKE ? "rate" : "ratio");
	figures[0].n = tally->used;
	figures[0].coverage = figure_coverage(tally->used, tally->missed);
	figures[0].numerator = (double)tally->numerator / (what == AUDITS_STRIKE ? 1 : units);
	figures[0].denominator = (double)tally->denominator / (what == AUDITS_RECOVERY ? units : 1);
	figures[0].value = figure_ratio(figures[0].numerator, figures[0].denominator);
	if (what == AUDITS_STRIKE)
		figure_wilson(&figures[0], tally->numerator, tally->denominator);
	return 1;
}

const struct method method_audits = {.slots = 1, .gather = audits_gather, .read = audits_read};
