/* impact.c - see stats/impact.h. A trial is one regression on a stretch of the series with one start; the answer is the trial of the true
 * start on all of it, the placebos are trials of other starts on what was there before. */
#include "stats/impact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ar1.h"
#include "donors.h"
#include "student.h"

enum {
	BEFORE_LEAST = 12, AFTER_LEAST = 4,
	PLACES_MOST = 31,		/* a season with more places is drawn by waves */
	WAVES = 4, SHORT_SEASON = 7,
	PLACEBOS_MOST = 150,
};

static const double work_most = 4e8, chance_real = 0.05, chance_placebo = 0.1, chance_trend = 0.005, missing_most = 0.2, weight_least = 1e-6;

struct study {
	const double *values;		/* on the scale of the regression */
	size_t n, start;
	size_t season, longer;
	bool slope, trend;
	const double *const *controls;	/* on that scale, too */
	size_t n_controls;
	double weights[DONORS_MAX];
	size_t n_used;			/* controls with a weight */
	double *mixture;		/* of the controls, taken off the values; NULL: there is none */
};

struct trial {
	struct ar1_fit fit;
	size_t k, step, slope;		/* columns; of the step, of the change of slope */
	size_t n_after;
	double effect, error, t;
	double middle;			/* of y, taken off before */
	double length, after_middle;	/* of the trend and slope columns */
};

/* ---- what a step of the series looks like as a row ---- */

static size_t season_columns(size_t season)
{
	return season <= 1 ? 0 : season <= PLACES_MOST ? season - 1 : 2 * WAVES;
}

/* Places against the first one, centred, so that no column repeats the level. */
static size_t season_put(size_t season, size_t t, double *row)
{
	size_t n = season_columns(season);

	if (season > PLACES_MOST) {
		for (size_t w = 0; w < n; w++)
			row[w] = (w % 2 ? cos : sin)(2 * M_PI * (double)(w / 2 + 1) * (double)(t % season) / (double)season);
		return n;
	}
	for (size_t i = 0; i < n; i++)
		row[i] = (t % season == i + 1) - (t % season == 0);
	return n;
}

/* with_step false: the columns of the time before. */
static size_t row_make(const struct study *study, const struct trial *trial, size_t start, size_t t, bool with_step, double *row)
{
	size_t k = 0;

	row[k++] = 1;
	k += season_put(study->season, t, row + k);
	if (study->longer)
		k += season_put(study->longer / study->season, t / study->season, row + k);
	if (study->trend)
		row[k++] = ((double)t - (double)start) / trial->length;
	if (!with_step)
		return k;
	row[k++] = t >= start;
	if (study->slope)
		row[k++] = t >= start ? ((double)t - trial->after_middle) / trial->length : 0;
	return k;
}

static bool is_known(const struct study *study, size_t t)
{
	return !isnan(study->values[t]);
}

/* What the comparison does not explain. */
static double difference_at(const struct study *study, size_t t)
{
	return study->values[t] - (study->mixture ? study->mixture[t] : 0);
}

static size_t known_between(const struct study *study, size_t from, size_t to)
{
	size_t known = 0;

	for (size_t t = from; t < to; t++)
		known += is_known(study, t);
	return known;
}

static double level_between(const struct study *study, const struct stats_impact_options *options, size_t from, size_t to)
{
	double sum = 0;
	size_t n = 0;

	for (size_t t = from; t < to; t++) {
		if (is_known(study, t)) {
			sum += study->values[t];
			n++;
		}
	}
	if (n == 0)
		return NAN;
	return options->logarithms ? exp(sum / (double)n) : sum / (double)n;
}

/* ---- one regression ---- */

struct bench {
	double *x, *y;
	size_t *at;
};

static bool bench_make(struct bench *bench, size_t n)
{
	bench->x = malloc((n + 1) * AR1_COLUMNS * sizeof(*bench->x));
	bench->y = malloc((n + 1) * sizeof(*bench->y));
	bench->at = malloc((n + 1) * sizeof(*bench->at));
	return bench->x && bench->y && bench->at;
}

static void bench_finish(struct bench *bench)
{
	free(bench->x);
	free(bench->y);
	free(bench->at);
}

static void trial_scale(const struct study *study, size_t start, size_t end, struct trial *trial)
{
	double sum = 0;
	size_t known = 0;

	trial->n_after = 0;
	trial->length = (double)(end > 1 ? end : 1);
	trial->middle = 0;
	for (size_t t = 0; t < end; t++) {
		if (!is_known(study, t))
			continue;
		trial->middle += (difference_at(study, t) - trial->middle) / (double)++known;
		if (t < start)
			continue;
		sum += (double)t;
		trial->n_after++;
	}
	trial->after_middle = trial->n_after ? sum / (double)trial->n_after : 0;
}

/* Rows and values of the steps that are known before `end`. */
static void rows_make(const struct study *study, const struct trial *trial, size_t start, size_t end, bool with_step, struct bench *bench,
	struct ar1_data *data)
{
	for (size_t t = 0; t < end; t++) {
		if (!is_known(study, t))
			continue;
		/* Rows lie without gaps: k is the same for all. */
		data->k = row_make(study, trial, start, t, with_step, bench->x + data->n * data->k);
		bench->y[data->n] = difference_at(study, t) - trial->middle;
		bench->at[data->n++] = t;
	}
}

/* Without noise any effect is beyond chance, but for what rounding leaves. */
static double t_of(const struct trial *trial)
{
	if (trial->error > 0)
		return trial->effect / trial->error;
	return fabs(trial->effect) > 1e-9 * fabs(trial->middle) ? copysign(HUGE_VAL, trial->effect) : 0;
}

/* False where the columns cannot be told apart. */
static bool trial_run(const struct study *study, struct bench *bench, size_t start, size_t end, struct trial *trial)
{
	struct ar1_data data = {.x = bench->x, .y = bench->y, .at = bench->at, .spent = study->mixture ? study->n_used - 1 : 0};
	double pick[AR1_COLUMNS] = {0};

	trial_scale(study, start, end, trial);
	rows_make(study, trial, start, end, true, bench, &data);
	trial->k = data.k;
	trial->step = data.k - 1 - study->slope;
	trial->slope = data.k - 1;
	if (data.n == 0 || !ar1_regress(&data, &trial->fit))
		return false;
	pick[trial->step] = 1;
	trial->effect = trial->fit.beta[trial->step];
	trial->error = ar1_error(&trial->fit, trial->k, pick);
	trial->t = t_of(trial);
	return true;
}

static double t_chance(const struct trial *trial, double t)
{
	return isinf(t) ? 0 : student_two_sided(t, trial->fit.df);
}

/* ---- comparison series ---- */

/* Residuals of a series in the time before, on season and trend, less their memory; NaN where unknown. */
static bool residuals_make(const struct study *study, struct bench *bench, const double *values, double *rho, double *ret_rest)
{
	struct study alone = *study;
	struct trial trial = {0};
	struct ar1_data data = {.x = bench->x, .y = bench->y, .at = bench->at};
	double row[AR1_COLUMNS];

	alone.values = values;
	alone.mixture = NULL;
	trial_scale(&alone, study->start, study->start, &trial);
	rows_make(&alone, &trial, study->start, study->start, false, bench, &data);
	if (data.n < BEFORE_LEAST || !ar1_regress(&data, &trial.fit))
		return false;
	for (size_t t = 0; t < study->start; t++) {
		ret_rest[t] = NAN;
		if (!is_known(&alone, t))
			continue;
		row_make(&alone, &trial, study->start, t, false, row);
		ret_rest[t] = values[t] - trial.middle;
		for (size_t i = 0; i < data.k; i++)
			ret_rest[t] -= trial.fit.beta[i] * row[i];
	}
	*rho = isnan(*rho) ? trial.fit.rho : *rho;
	for (size_t t = study->start; t-- > 1;)
		ret_rest[t] -= *rho * ret_rest[t - 1];
	return true;
}

static bool control_is_whole(const struct study *study, const double *control)
{
	size_t missing = 0, known = 0;

	for (size_t t = 0; t < study->n; t++) {
		known += !isnan(study->values[t]);
		missing += !isnan(study->values[t]) && isnan(control[t]);
	}
	return (double)missing <= missing_most * (double)known;
}

/* Weights from what moved together before the start, season, trend and memory apart. */
static bool weights_find(struct study *study, struct bench *bench)
{
	size_t n = study->start + 1, used[DONORS_MAX], d = 0;
	double *rests = malloc((DONORS_MAX + 1) * n * sizeof(*rests)), *own = rests, rho = NAN;
	double a[DONORS_MAX][DONORS_MAX] = {{0}}, b[DONORS_MAX] = {0}, weights[DONORS_MAX];

	if (!rests)
		return false;
	if (residuals_make(study, bench, study->values, &rho, own)) {
		for (size_t c = 0; c < study->n_controls; c++) {
			if (control_is_whole(study, study->controls[c]) && residuals_make(study, bench, study->controls[c], &rho, rests + (d + 1) * n))
				used[d++] = c;
		}
	}
	for (size_t i = 0; i < d; i++) {
		const double *x = rests + (i + 1) * n;

		for (size_t t = 1; t < study->start; t++)
			b[i] += isnan(x[t]) || isnan(own[t]) ? 0 : x[t] * own[t];
		for (size_t j = 0; j < d; j++) {
			const double *z = rests + (j + 1) * n;

			for (size_t t = 1; t < study->start; t++)
				a[i][j] += isnan(x[t]) || isnan(z[t]) || isnan(own[t]) ? 0 : x[t] * z[t];
		}
	}
	donors_weigh(a, b, d, weights);
	for (size_t i = 0; i < d; i++)
		study->weights[used[i]] = weights[i];
	free(rests);
	return true;
}

/* What the controls say together, each less its own mean: one that is missing for a step does not move it. False when memory is out. */
static bool mixture_make(struct study *study, struct bench *bench)
{
	double sum = 0;

	study->mixture = NULL;
	memset(study->weights, 0, sizeof(study->weights));
	if (study->n_controls == 0)
		return true;
	if (!weights_find(study, bench))
		return false;
	study->n_used = 0;
	for (size_t c = 0; c < study->n_controls; c++) {
		sum += study->weights[c];
		study->n_used += study->weights[c] > weight_least;
	}
	if (!(sum > 0))
		return true;
	study->mixture = calloc(study->n + 1, sizeof(*study->mixture));
	for (size_t c = 0; study->mixture && c < study->n_controls; c++) {
		const double *control = study->controls[c];
		double mean = 0, known = 0;

		for (size_t t = 0; t < study->n; t++) {
			mean += isnan(control[t]) ? 0 : control[t];
			known += !isnan(control[t]);
		}
		mean /= fmax(known, 1);
		for (size_t t = 0; t < study->n; t++)
			study->mixture[t] += isnan(control[t]) ? 0 : study->weights[c] * (control[t] - mean);
	}
	return study->mixture != NULL;
}

/* ---- placebos ---- */

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* Dates before the start, as far apart as the work allows, each with as much time after it as the true one has where that can be.
 * Each finds the memory of its own stretch, as the true one did: with a memory that is given they would look calmer than it. */
static void placebos_try(const struct study *study, struct bench *bench, const struct trial *trial, struct stats_impact *impact)
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

		if (known_between(study, 0, s) < impact->need_before || known_between(study, s, s + after) < impact->need_after ||
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
static bool donors_try(const struct study *study, struct bench *bench, const struct trial *trial, struct stats_impact *impact)
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
		if (!control_is_whole(study, donor.values))
			continue;
		if (!mixture_make(&donor, bench))
			return false;
		ok = known_between(&donor, 0, donor.start) >= impact->need_before && known_between(&donor, donor.start, donor.n) >= impact->need_after &&
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

static void needs_find(const struct study *study, struct stats_impact *impact)
{
	size_t season = study->season > PLACES_MOST ? 1 : study->season, before = season <= SHORT_SEASON ? 4 * season : 2 * season,
		after = season <= SHORT_SEASON ? season : season / 2;

	impact->need_before = before > BEFORE_LEAST ? before : BEFORE_LEAST;
	impact->need_after = after > AFTER_LEAST ? after : AFTER_LEAST;
	impact->season = study->season > 1 ? study->season : 0;
	impact->longer = study->longer;
}

static bool is_told(const struct study *study, struct stats_impact *impact)
{
	needs_find(study, impact);
	impact->before = known_between(study, 0, study->start);
	impact->after = known_between(study, study->start, study->n);
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
	double reach = student_limit(0.05, trial->fit.df) * trial->error, placebo = fmax(impact->placebo_high * trial->error, 0);

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
		size_t k = row_make(study, trial, study->start, t, false, row);

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
	size_t before = known_between(study, 0, study->start);

	study->season = options->season > 1 && (options->season <= PLACES_MOST || before >= 2 * options->season) ? options->season : 1;
	study->longer = study->season > 1 && options->longer && before >= 2 * options->longer && options->longer / study->season <= SHORT_SEASON ?
		options->longer : 0;
}

/* Whether the series was leaving its comparison before the start. */
static bool has_left(const struct study *study, struct bench *bench)
{
	struct study before = *study;
	struct trial trial = {0};
	struct ar1_data data = {.x = bench->x, .y = bench->y, .at = bench->at, .spent = study->n_used - 1};
	double pick[AR1_COLUMNS] = {0}, error;

	before.trend = true;
	trial_scale(&before, study->start, study->start, &trial);
	rows_make(&before, &trial, study->start, study->start, false, bench, &data);
	if (!ar1_regress(&data, &trial.fit))
		return false;
	pick[data.k - 1] = 1;
	error = ar1_error(&trial.fit, data.k, pick);
	return error > 0 && student_two_sided(trial.fit.beta[data.k - 1] / error, trial.fit.df) < chance_trend;
}

static bool study_run(struct study *study, struct bench *bench, const struct stats_impact_options *options, struct stats_impact *impact)
{
	struct trial trial;

	if (!mixture_make(study, bench))
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
	struct bench bench = {0};
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
	ok = impact.state != STATS_IMPACT_TOLD || (bench_make(&bench, n) && study_run(&study, &bench, options, &impact));
	for (size_t c = 0; study.mixture && c < study.n_controls; c++)
		impact.weights[places[c]] = study.weights[c];
	impact.n_used = study.mixture ? study.n_used : 0;
	free(study.mixture);
	bench_finish(&bench);
	*ret_impact = impact;
	return ok;
}

bool stats_impact_is_real(const struct stats_impact *impact)
{
	return impact->state == STATS_IMPACT_TOLD && impact->p < chance_real && !(impact->placebo_p > chance_placebo);
}
