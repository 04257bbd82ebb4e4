/* study.c - see study.h. */
#include "study.h"

#include <math.h>
#include <stdlib.h>

enum { WAVES = 4 };

/* ---- what a step of the series looks like as a row ---- */

static size_t season_columns(size_t season)
{
	return season <= 1 ? 0 : season <= STUDY_PLACES_MOST ? season - 1 : 2 * WAVES;
}

/* Places against the first one, centred, so that no column repeats the level. */
static size_t season_put(size_t season, size_t t, double *row)
{
	size_t n = season_columns(season);

	if (season > STUDY_PLACES_MOST) {
		for (size_t w = 0; w < n; w++)
			row[w] = (w % 2 ? cos : sin)(2 * M_PI * (double)(w / 2 + 1) * (double)(t % season) / (double)season);
		return n;
	}
	for (size_t i = 0; i < n; i++)
		row[i] = (t % season == i + 1) - (t % season == 0);
	return n;
}

/* The columns of level and season, which may be more than the days that come. */
static size_t season_end(const struct study *study)
{
	return 1 + season_columns(study->season) + (study->longer ? season_columns(study->longer / study->season) : 0);
}

size_t study_row(const struct study *study, const struct trial *trial, size_t start, size_t t, bool with_step, double *row)
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

bool study_knows(const struct study *study, size_t t)
{
	return !isnan(study->values[t]);
}

double study_difference(const struct study *study, size_t t)
{
	return study->values[t] - (study->mixture ? study->mixture[t] : 0);
}

size_t study_known(const struct study *study, size_t from, size_t to)
{
	size_t known = 0;

	for (size_t t = from; t < to; t++)
		known += study_knows(study, t);
	return known;
}

/* ---- one regression ---- */

bool study_bench_make(struct study_bench *bench, size_t n)
{
	bench->x = malloc((n + 1) * AR1_COLUMNS * sizeof(*bench->x));
	bench->y = malloc((n + 1) * sizeof(*bench->y));
	bench->at = malloc((n + 1) * sizeof(*bench->at));
	return bench->x && bench->y && bench->at;
}

void study_bench_finish(struct study_bench *bench)
{
	free(bench->x);
	free(bench->y);
	free(bench->at);
}

void trial_scale(const struct study *study, size_t start, size_t end, struct trial *trial)
{
	double sum = 0;
	size_t known = 0;

	trial->n_after = 0;
	trial->length = (double)(end > 1 ? end : 1);
	trial->middle = 0;
	for (size_t t = 0; t < end; t++) {
		if (!study_knows(study, t))
			continue;
		trial->middle += (study_difference(study, t) - trial->middle) / (double)++known;
		if (t < start)
			continue;
		sum += (double)t;
		trial->n_after++;
	}
	trial->after_middle = trial->n_after ? sum / (double)trial->n_after : 0;
}

void trial_rows(const struct study *study, const struct trial *trial, size_t start, size_t end, bool with_step, struct study_bench *bench,
	struct ar1_data *data)
{
	for (size_t t = 0; t < end; t++) {
		if (!study_knows(study, t))
			continue;
		/* Rows lie without gaps: k is the same for all. */
		data->k = study_row(study, trial, start, t, with_step, bench->x + data->n * data->k);
		data->droppable = season_end(study);
		bench->y[data->n] = study_difference(study, t) - trial->middle;
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

bool trial_run(const struct study *study, struct study_bench *bench, size_t start, size_t end, struct trial *trial)
{
	struct ar1_data data = {.x = bench->x, .y = bench->y, .at = bench->at, .spent = study->mixture ? study->n_used - 1 : 0};
	double pick[AR1_COLUMNS] = {0};

	trial_scale(study, start, end, trial);
	trial_rows(study, trial, start, end, true, bench, &data);
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
