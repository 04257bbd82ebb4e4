/* method_count.c - counting and adding up: rates and counts of flags in tight loops, the other measures row by row. */
#include <math.h>

#include "measure.h"

static const struct measure *const measures[MEASURES] = {
	[MEASURE_SAME_DAY] = &measure_same_day, [MEASURE_SLOW_FILE] = &measure_slow_file, [MEASURE_SLA] = &measure_sla,
	[MEASURE_SLA_RELEASED] = &measure_sla_released, [MEASURE_RULE_ALONE] = &measure_rule_alone,
	[MEASURE_MULTI_INSPECTION] = &measure_multi_inspection, [MEASURE_SIGNIFICANT] = &measure_significant,
	[MEASURE_LIFT] = &measure_lift, [MEASURE_RANDOM_SHARE] = &measure_random_share,
	[MEASURE_GREEN_LEAKAGE] = &measure_green_leakage, [MEASURE_RED_UNOPENED] = &measure_red_unopened,
	[MEASURE_RULE_YIELD] = &measure_rule_yield, [MEASURE_RESULT_RECORDED] = &measure_result_recorded,
	[MEASURE_SEIZURE_RATE] = &measure_seizure_rate, [MEASURE_BYPASS] = &measure_bypass,
	[MEASURE_TRIVIAL] = &measure_trivial, [MEASURE_EXPRESS] = &measure_express, [MEASURE_PENALTY] = &measure_penalty,
	[MEASURE_COLLECTION] = &measure_collection, [MEASURE_CONTROL_YIELD] = &measure_control_yield,
	[MEASURE_ADJUSTMENT] = &measure_adjustment, [MEASURE_EXEMPTION] = &measure_exemption,
	[MEASURE_EFFECTIVE_RATE] = &measure_effective_rate, [MEASURE_PRE_ARRIVAL] = &measure_pre_arrival,
	[MEASURE_ON_ARRIVAL] = &measure_on_arrival, [MEASURE_AEO_VALUE] = &measure_aeo_value,
	[MEASURE_AEO_COUNT] = &measure_aeo_count, [MEASURE_EPAY_VALUE] = &measure_epay_value,
	[MEASURE_EPAY_COUNT] = &measure_epay_count, [MEASURE_PAPERLESS] = &measure_paperless,
	[MEASURE_SINGLE_WINDOW] = &measure_single_window, [MEASURE_AMENDED] = &measure_amended,
};

static const struct measure *measure_of(const struct task *task)
{
	return measures[task->def->argument[0]];
}

static void flags_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_FLAGS);
}

static bool flags_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *restrict flags = pairs->batch->u32[CUBE_FLAGS], *restrict row = pairs->row, *restrict cell = pairs->cell;
	uint32_t base = (uint32_t)task->def->argument[0], wanted = (uint32_t)task->def->argument[1];
	uint32_t eligible = (uint32_t)task->def->argument[2];
	uint32_t denominator = 0, numerator = 0, missed = 0;
	size_t n = pairs->n;

	for (size_t i = 0; i < n && !pairs->one_cell; i++) {
		uint32_t its = flags[row[i]], is_base = (its & base) == base;
		struct tally *tally = &task->tallies[cell[i]];

		tally->denominator += is_base;
		tally->numerator += is_base & ((its & wanted) == wanted);
		tally->missed += !is_base & ((its & eligible) != 0);
	}
	for (size_t i = 0; i < n && pairs->one_cell; i++) {
		uint32_t its = flags[row[i]], is_base = (its & base) == base;

		denominator += is_base;
		numerator += is_base & ((its & wanted) == wanted);
		missed += !is_base & ((its & eligible) != 0);
	}
	task->tallies[cell[0]].denominator += denominator;
	task->tallies[cell[0]].numerator += numerator;
	task->tallies[cell[0]].missed += missed;
	return true;
}

static size_t flags_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];

	figures[0] = figure_empty("rate");
	figures[0].n = tally->denominator;
	figures[0].numerator = (double)tally->numerator;
	figures[0].denominator = (double)tally->denominator;
	figures[0].value = figure_ratio(figures[0].numerator, figures[0].denominator);
	figures[0].coverage = figure_coverage(tally->denominator, tally->missed);
	figure_wilson(&figures[0], tally->numerator, tally->denominator);
	return 1;
}

static bool count_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *flags = pairs->batch->u32[CUBE_FLAGS];
	uint32_t set = (uint32_t)task->def->argument[0], unset = (uint32_t)task->def->argument[1];

	uint32_t used = 0;

	for (size_t i = 0; i < pairs->n && !pairs->one_cell; i++)
		task->tallies[pairs->cell[i]].used += (flags[pairs->row[i]] & (set | unset)) == set;
	for (size_t i = 0; i < pairs->n && pairs->one_cell; i++)
		used += (flags[pairs->row[i]] & (set | unset)) == set;
	task->tallies[pairs->cell[0]].used += used;
	return true;
}

static size_t count_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	figures[0] = figure_empty("count");
	figures[0].n = task->tallies[cell].used;
	figures[0].value = (double)figures[0].n;
	figures[0].coverage = figures[0].n ? 1 : NAN;
	return 1;
}

static void row_columns(const struct task *task, struct column_set *set)
{
	const struct measure *measure = measure_of(task);

	for (int i = 0; i < MEASURE_COLUMNS && measure->columns[i]; i++)
		column_set_add(set, measure->columns[i]);
}

static bool row_add(struct task *task, const struct pairs *pairs)
{
	return measure_of(task)->add(task, pairs);
}

static double rate_of(const struct tally *tally)
{
	return figure_ratio((double)tally->numerator, (double)tally->denominator);
}

static void read_lift(const struct tally *tallies, struct figure *figure)
{
	figure->n = tallies[0].used + tallies[1].used;
	figure->numerator = rate_of(&tallies[0]);
	figure->denominator = rate_of(&tallies[1]);
	figure->value = figure_ratio(figure->numerator, figure->denominator);
	figure->coverage = figure_coverage(figure->n, tallies[0].missed + tallies[1].missed);
}

static bool reads_money(const struct measure *measure)
{
	for (int i = 0; i < MEASURE_COLUMNS; i++) {
		if (measure->columns[i] >= CUBE_U32_COLUMNS)
			return true;
	}
	return false;
}

static size_t row_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct measure *measure = measure_of(task);
	const struct tally *tally = &task->tallies[cell * (size_t)task->slots];
	double units = task->evaluation->facts.minor_units;

	figures[0] = figure_empty(measure->reduce == REDUCE_RATE ? "rate" : "ratio");
	if (measure->reduce == REDUCE_LIFT) {
		read_lift(tally, &figures[0]);
		return 1;
	}
	figures[0].n = tally->used;
	figures[0].coverage = figure_ratio((double)(tally->used - tally->unmarked), (double)(tally->used + tally->missed));
	figures[0].numerator = (double)tally->numerator;
	figures[0].denominator = (double)tally->denominator;
	figures[0].value = rate_of(tally);
	if (measure->reduce == REDUCE_RATE) {
		figures[0].n = tally->denominator;
		figure_wilson(&figures[0], tally->numerator, tally->denominator);
	} else if (measure->reduce == REDUCE_THOUSAND) {
		figures[0].n = tally->denominator;
		figures[0].value *= 1000;
	} else if (measure->reduce == REDUCE_MONEY) {
		figures[0].numerator /= units;
		figures[0].value /= units;
	} else if (reads_money(measure)) {
		figures[0].numerator /= units;
		figures[0].denominator /= units;
	}
	return 1;
}

int measure_slots(const struct kpi_def *def)
{
	return def->method == METHOD_ROW ? measures[def->argument[0]]->slots : method_of(def)->slots;
}

const struct method method_flags = {.slots = 1, .columns = flags_columns, .add = flags_add, .read = flags_read};
const struct method method_count = {.slots = 1, .columns = flags_columns, .add = count_add, .read = count_read};
const struct method method_row = {.slots = 1, .columns = row_columns, .add = row_add, .read = row_read};
