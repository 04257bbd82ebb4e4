/* impact.c - see stats/impact.h. The answer is the trial of the true start on the whole series, the placebos are trials of other starts on
 * what was there before, and of the comparison series in its place. */
#include "stats/impact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "student.h"
#include "study.h"

enum { BEFORE_LEAST = 12, AFTER_LEAST = 4, SHORT_SEASON = 7, PLACEBOS_MOST = 150 };

static const double work_most = 4e8, chance_real = 0.05, chance_placebo = 0.1, chance_trend = 0.005;

/* ---- placebos ---- */

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* Dates before the start, as far apart as the work allows, each with as much time after it as the true one has where that can be.
 * Each finds the memory of its own stretch, as the true one did: with a memory that is given they would look calmer than it. */
static void placebos_try(const struct study *study, struct study_bench *bench, const struct trial *trial, struct stats_impact *impact)
{
	size_t after = study->n - study->start, room = study->start > impact->need_before ? study->start - impact->need_before : 0, every;
	double sizes[PLACEBOS_MOST + 1], work;

	after = after < room / 2 ? after : room / 2;
	if (after < impact->need_after || room - after + 1 < STATS_IMPACT_PLACEBOS_LEAST)
		return;
	work = (double)study->start * (double)(trial->k * trial->k) * AR1_TRIES;
	every = (room - after) / (size_t)fmin(fmax(work_most / work, STATS_IMPACT_PLACEBOS_LEAST + 5), PLACEBOS_MOST) + 1;
	for (size_t s = impact->need_before; s + after <= study->start && impact->placebos < PLACEBOS_MOST; s += every) {
		struct trial placebo;

		if (study_known(study, 0, s) < impact->need_before || study_known(study, s, s + after) < impact->need_after ||
			!trial_run(study, bench, s, s + after, &placebo))
			continue;
		sizes[impact->placebos++] = fabs(placebo.t);
		impact->placebos_as_large += fabs(placebo.t) >= fabs(trial->t);
	}
	if (impact->placebos < STATS_IMPACT_PLACEBOS_LEAST)
		return;
	impact->placebo_p = (double)(1 + impact->placebos_as_large) / (double)(1 + impact->placebos);
	qsort(sizes, impact->placebos, sizeof(*sizes), compare_doubles);
	impact->placebo_high = sizes[(size_t)ceil(0.95 * (double)impact->placebos) - 1];
}

/* Each comparison series in the place of this one, the others (without this one) beside it. False when memory is out. */
static bool donors_try(const struct study *study, struct study_bench *bench, const struct trial *trial, struct stats_impact *impact)
{
	for (size_t c = 0; c < study->n_controls; c++) {
		const double *others[DONORS_MAX];
		struct study donor = *study;
		struct trial of_donor;
		bool ok;

		donor.values = study->controls[c];
		donor.controls = others;
		donor.n_controls = 0;
		for (size_t i = 0; i < study->n_controls; i++) {
			if (i != c)
				others[donor.n_controls++] = study->controls[i];
		}
		donor.mixture = NULL;
		if (!study_control_is_whole(study, donor.values))
			continue;
		if (!study_compare(&donor, bench))
			return false;
		ok = study_known(&donor, 0, donor.start) >= impact->need_before && study_known(&donor, donor.start, donor.n) >= impact->need_after &&
			trial_run(&donor, bench, donor.start, donor.n, &of_donor);
		free(donor.mixture);
		if (!ok)
			continue;
		impact->donors++;
		impact->donors_as_large += fabs(of_donor.t) >= fabs(trial->t);
	}
	return true;
}

/* ---- the answer ---- */

static double level_between(const struct study *study, const struct stats_impact_options *options, size_t from, size_t to)
{
	double sum = 0;
	size_t n = 0;

	for (size_t t = from; t < to; t++) {
		if (study_knows(study, t)) {
			sum += study->values[t];
			n++;
		}
	}
	if (n == 0)
		return NAN;
	return options->logarithms ? exp(sum / (double)n) : sum / (double)n;
}

static double t_chance(const struct trial *trial, double t)
{
	return isinf(t) ? 0 : student_two_sided(t, trial->fit.df);
}

static void needs_find(const struct study *study, struct stats_impact *impact)
{
	size_t season = study->season > STUDY_PLACES_MOST ? 1 : study->season, before = season <= SHORT_SEASON ? 4 * season : 2 * season,
		after = season <= SHORT_SEASON ? season : season / 2;

	impact->need_before = before > BEFORE_LEAST ? before : BEFORE_LEAST;
	impact->need_after = after > AFTER_LEAST ? after : AFTER_LEAST;
	impact->season = study->season > 1 ? study->season : 0;
	impact->longer = study->longer;
}

static bool is_told(const struct study *study, struct stats_impact *impact)
{
	needs_find(study, impact);
	impact->before = study_known(study, 0, study->start);
	impact->after = study_known(study, study->start, study->n);
	if (impact->before < impact->need_before)
		impact->state = STATS_IMPACT_BEFORE_SHORT;
	else if (impact->after < impact->need_after)
		impact->state = STATS_IMPACT_AFTER_SHORT;
	return impact->state == STATS_IMPACT_TOLD;
}

/* A change of logarithms takes off or adds so much of what is there after. */
static double in_unit(const struct stats_impact_options *options, const struct stats_impact *impact, double change)
{
	return options->logarithms ? impact->mean_after * -expm1(-change) : change;
}

static double in_parts(const struct stats_impact_options *options, const struct stats_impact *impact, double change)
{
	return options->logarithms ? expm1(change) : change / fabs(impact->mean_expected);
}

static void effect_fill(const struct stats_impact_options *options, const struct trial *trial, struct stats_impact *impact)
{
	double reach = student_limit(chance_real / fmax((double)options->among, 1), trial->fit.df) * trial->error, placebo = fmax(impact->placebo_high * trial->error, 0);

	impact->p = t_chance(trial, trial->t);
	impact->rho = trial->fit.rho;
	impact->effect = in_unit(options, impact, trial->effect);
	impact->mean_expected = impact->mean_after - impact->effect;
	impact->low = in_unit(options, impact, trial->effect - reach);
	impact->high = in_unit(options, impact, trial->effect + reach);
	impact->relative = in_parts(options, impact, trial->effect);
	impact->relative_low = in_parts(options, impact, trial->effect - reach);
	impact->relative_high = in_parts(options, impact, trial->effect + reach);
	if (!isnan(impact->placebo_p)) {
		impact->placebo_low = in_unit(options, impact, trial->effect - placebo);
		impact->placebo_high = in_unit(options, impact, trial->effect + placebo);
	}
	if (options->slope) {
		double pick[AR1_COLUMNS] = {0}, error;

		pick[trial->slope] = 1;
		error = ar1_error(&trial->fit, trial->k, pick);
		impact->slope = trial->fit.beta[trial->slope] / trial->length;
		impact->slope_p = error > 0 ? student_two_sided(trial->fit.beta[trial->slope] / error, trial->fit.df) : NAN;
	}
}

static void expected_fill(const struct study *study, const struct trial *trial, bool logarithms, double *expected)
{
	for (size_t t = 0; t < study->n; t++) {
		double row[AR1_COLUMNS], sum = trial->middle + (study->mixture ? study->mixture[t] : 0);
		size_t k = study_row(study, trial, study->start, t, false, row);

		for (size_t i = 0; i < k; i++)
			sum += trial->fit.beta[i] * row[i];
		expected[t] = logarithms ? exp(sum) : sum;
	}
}

static bool logarithms_take(const double *values, size_t n, double *ret_logs)
{
	for (size_t t = 0; t < n; t++) {
		if (!isnan(values[t]) && !(values[t] > 0))
			return false;
		ret_logs[t] = log(values[t]);
	}
	return true;
}

/* Controls on the scale of the regression; those that have no logarithm are left out, with a weight of 0. */
static bool controls_take(struct study *study, const struct stats_impact_options *options, struct arena *arena, size_t *places)
{
	size_t most = options->n_controls < STATS_IMPACT_CONTROLS ? options->n_controls : STATS_IMPACT_CONTROLS;
	const double **kept = arena_array(arena, most + 1, sizeof(*kept));

	if (!kept)
		return false;
	for (size_t c = 0; c < most; c++) {
		double *logs = options->logarithms ? arena_array(arena, study->n + 1, sizeof(*logs)) : NULL;

		if (options->logarithms && !logs)
			return false;
		if (options->logarithms && !logarithms_take(options->controls[c], study->n, logs))
			continue;
		kept[study->n_controls] = options->logarithms ? logs : options->controls[c];
		places[study->n_controls++] = c;
	}
	study->controls = kept;
	return true;
}

static void seasons_settle(struct study *study, const struct stats_impact_options *options)
{
	size_t before = study_known(study, 0, study->start);

	study->season = options->season > 1 && (options->season <= STUDY_PLACES_MOST || before >= 2 * options->season) ? options->season : 1;
	study->longer = study->season > 1 && options->longer && before >= 2 * options->longer && options->longer / study->season <= SHORT_SEASON ?
		options->longer : 0;
}

/* Whether the series was leaving its comparison before the start. */
static bool has_left(const struct study *study, struct study_bench *bench)
{
	struct study before = *study;
	struct trial trial = {0};
	struct ar1_data data = {.x = bench->x, .y = bench->y, .at = bench->at, .spent = study->n_used - 1};
	double pick[AR1_COLUMNS] = {0}, error;

	before.trend = true;
	trial_scale(&before, study->start, study->start, &trial);
	trial_rows(&before, &trial, study->start, study->start, false, bench, &data);
	if (!ar1_regress(&data, &trial.fit))
		return false;
	pick[data.k - 1] = 1;
	error = ar1_error(&trial.fit, data.k, pick);
	return error > 0 && student_two_sided(trial.fit.beta[data.k - 1] / error, trial.fit.df) < chance_trend;
}

static bool study_run(struct study *study, struct study_bench *bench, const struct stats_impact_options *options, struct stats_impact *impact)
{
	struct trial trial;

	if (!study_compare(study, bench))
		return false;
	if (study->mixture && options->trend == STATS_IMPACT_TREND_AUTO)
		study->trend = has_left(study, bench);
	impact->trend = study->trend;
	if (!is_told(study, impact))
		return true;
	if (!trial_run(study, bench, study->start, study->n, &trial)) {
		impact->state = STATS_IMPACT_UNDETERMINED;
		return true;
	}
	impact->mean_before = level_between(study, options, 0, study->start);
	impact->mean_after = level_between(study, options, study->start, study->n);
	if (!options->without_placebos)
		placebos_try(study, bench, &trial, impact);
	if (!options->without_placebos && !donors_try(study, bench, &trial, impact))
		return false;
	effect_fill(options, &trial, impact);
	expected_fill(study, &trial, options->logarithms, impact->expected);
	return true;
}

bool stats_impact(const double *values, size_t n, const struct stats_impact_options *options, struct arena *arena,
	struct stats_impact *ret_impact)
{
	struct study study = {.values = values, .n = n, .start = options->start < n ? options->start : n, .slope = options->slope,
		.trend = options->trend != STATS_IMPACT_TREND_NEVER};
	struct stats_impact impact = {.slope = NAN, .slope_p = NAN, .placebo_p = NAN, .placebo_low = NAN, .placebo_high = NAN};
	double *logs = arena_array(arena, n + 1, sizeof(*logs));
	size_t places[STATS_IMPACT_CONTROLS];
	struct study_bench bench = {0};
	bool ok;

	impact.expected = arena_array(arena, n + 1, sizeof(*impact.expected));
	if (!logs || !impact.expected || !controls_take(&study, options, arena, places))
		return false;
	if (options->logarithms) {
		study.values = logs;
		if (!logarithms_take(values, n, logs))
			impact.state = STATS_IMPACT_NOT_POSITIVE;
	}
	seasons_settle(&study, options);
	ok = impact.state != STATS_IMPACT_TOLD || (study_bench_make(&bench, n) && study_run(&study, &bench, options, &impact));
	for (size_t c = 0; study.mixture && c < study.n_controls; c++)
		impact.weights[places[c]] = study.weights[c];
	impact.n_used = study.mixture ? study.n_used : 0;
	free(study.mixture);
	study_bench_finish(&bench);
	*ret_impact = impact;
	return ok;
}

bool stats_impact_is_real(const struct stats_impact *impact)
{
	return impact->state == STATS_IMPACT_TOLD && impact->p < chance_real && !(impact->placebo_p > chance_placebo);
}
