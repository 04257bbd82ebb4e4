/* smoothing.c - see smoothing.h. Absolute errors are minimised, since a closed day or a double count must not set the parameters. */
#include "smoothing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "minimise.h"
#include "season.h"

enum { FIRST_SEASONS = 4, FIRST_VALUES = 10, EVALUATIONS = 160, EVALUATIONS_AGAIN = 50 };

static const double first_step = 0.2, first_step_again = 0.05;

/* Straight line through the first values (Hyndman et al. 2008, 2.6.1). */
static void line_init(struct smoothing *model, const double *values, size_t n)
{
	double sum_t = 0, sum = 0, sum_tt = 0, sum_ty = 0, count = 0, spread;

	for (size_t i = 0; i < n; i++) {
		double y = values[i];

		if (isnan(y))
			continue;
		if (model->season > 1)
			y -= model->shape[i % model->season];
		if (model->longer)
			y -= model->shape_longer[i % model->longer];
		sum_t += (double)i;
		sum_tt += (double)i * (double)i;
		sum += y;
		sum_ty += (double)i * y;
		count++;
	}
	spread = count * sum_tt - sum_t * sum_t;
	model->slope = model->has_trend && spread > 0 ? (count * sum_ty - sum_t * sum) / spread : 0;
	model->level = count > 0 ? (sum - model->slope * sum_t) / count - model->slope : 0;
}

static bool shapes_init(struct smoothing *model, const double *values, size_t n)
{
	size_t season = model->season, longer = model->longer, first = FIRST_SEASONS * (longer ? longer : season);
	double *rest;
	bool ok;

	first = first < n ? first : n;
	if (season > 1 && !season_shape(values, first, season, false, false, model->shape))
		return false;
	if (!longer)
		return true;
	rest = malloc((first + 1) * sizeof(*rest));
	for (size_t i = 0; rest && i < first; i++)
		rest[i] = values[i] - model->shape[i % season];
	ok = rest && season_shape(rest, first, longer, false, false, model->shape_longer);
	free(rest);
	return ok;
}

bool smoothing_init(struct smoothing *model, const double *values, size_t n, size_t season, size_t longer, bool has_trend)
{
	size_t first = season > 1 ? FIRST_SEASONS * season : FIRST_VALUES;

	model->season = season;
	model->longer = longer;
	model->has_trend = has_trend;
	model->error = 0;
	model->at = 0;
	model->shape = calloc(season + 1, sizeof(*model->shape));
	model->shape_longer = calloc(longer + 1, sizeof(*model->shape_longer));
	if (!model->shape || !model->shape_longer || !shapes_init(model, values, n))
		return false;
	line_init(model, values, first < n ? first : n);
	return true;
}

void smoothing_finish(struct smoothing *model)
{
	free(model->shape);
	free(model->shape_longer);
	model->shape = model->shape_longer = NULL;
}

double smoothing_run(struct smoothing *model, const double *values, size_t n, size_t skip)
{
	bool seasonal = model->season > 1, longer = model->longer > 0;
	size_t place = seasonal ? model->at % model->season : 0, place_longer = longer ? model->at % model->longer : 0, count = 0;
	double sum = 0, nothing = 0;

	for (size_t i = 0; i < n; i++) {
		double *shape = seasonal ? &model->shape[place] : &nothing;
		double *shape_longer = longer ? &model->shape_longer[place_longer] : &nothing;
		double slope = model->damping * model->slope, error;

		error = values[i] - (model->level + slope + *shape + *shape_longer);
		model->level += slope;
		model->slope = slope;
		if (isnan(error)) {
			model->error *= model->memory;
		} else {
			double surprise = error - model->memory * model->error;

			model->level += model->alpha * surprise;
			model->slope += model->beta * surprise;
			*shape += model->gamma * surprise;
			*shape_longer += model->gamma_longer * surprise;
			model->error = error;
			sum += i >= skip ? fabs(surprise) : 0;
			count += i >= skip;
		}
		place = place + 1 == model->season ? 0 : place + 1;
		place_longer = place_longer + 1 == model->longer ? 0 : place_longer + 1;
		nothing = 0;
	}
	model->at += n;
	return count ? sum / (double)count : 0;
}

/* What the search for parameters works on: the state at the beginning, which each try starts from. */
struct fitting {
	const struct smoothing *start;
	const double *values;
	size_t n, skip;
	struct smoothing work;
};

static void parameters_set(struct smoothing *model, const double *x)
{
	model->alpha = x[0];
	model->beta = model->has_trend ? x[0] * x[1] : 0;
	model->damping = model->has_trend ? x[2] : 0;
	model->gamma = model->season > 1 ? (1 - x[0]) * x[3] : 0;
	model->gamma_longer = model->longer ? (1 - x[0]) * x[4] : 0;
	model->memory = model->longer ? x[5] : 0;
}

static void state_copy(struct smoothing *to, const struct smoothing *from)
{
	to->level = from->level;
	to->slope = from->slope;
	to->error = from->error;
	to->at = from->at;
	memcpy(to->shape, from->shape, (from->season + 1) * sizeof(*from->shape));
	memcpy(to->shape_longer, from->shape_longer, (from->longer + 1) * sizeof(*from->shape_longer));
}

/* Free parameters only: the others keep their middle, which parameters_set() passes over. */
enum { PARAMETERS = sizeof(((struct smoothing_guess *)0)->parameters) / sizeof(double) };
static const double lows[PARAMETERS] = {0.005, 0.001, 0.8, 0.001, 0.001, 0}, highs[PARAMETERS] = {0.99, 0.6, 0.98, 0.6, 0.6, 0.95};
static const double starts[PARAMETERS] = {0.3, 0.1, 0.95, 0.1, 0.1, 0.3};

struct parameters {
	size_t n, which[PARAMETERS];
};

static struct parameters parameters_of(const struct smoothing *model)
{
	struct parameters free = {.n = 1};

	if (model->has_trend) {
		free.which[free.n++] = 1;
		free.which[free.n++] = 2;
	}
	if (model->season > 1)
		free.which[free.n++] = 3;
	if (model->longer) {
		free.which[free.n++] = 4;
		free.which[free.n++] = 5;
	}
	return free;
}

static void parameters_spread(const struct parameters *free, const double *x, double full[PARAMETERS])
{
	memcpy(full, starts, sizeof(starts));
	for (size_t i = 0; i < free->n; i++)
		full[free->which[i]] = x[i];
}

static double fitting_cost(void *context, const double *x)
{
	struct fitting *fitting = context;
	struct parameters free = parameters_of(fitting->start);
	double full[PARAMETERS];

	parameters_spread(&free, x, full);
	state_copy(&fitting->work, fitting->start);
	parameters_set(&fitting->work, full);
	return smoothing_run(&fitting->work, fitting->values, fitting->n, fitting->skip);
}

/* Where the search begins and how far it goes: parameters of a shorter past are nearly right. */
static void parameters_find(struct fitting *fitting, struct smoothing_guess *guess, double full[PARAMETERS])
{
	struct parameters free = parameters_of(fitting->start);
	bool again = guess && guess->known;
	double x[PARAMETERS], low[PARAMETERS], high[PARAMETERS];

	for (size_t i = 0; i < free.n; i++) {
		x[i] = again ? guess->parameters[free.which[i]] : starts[free.which[i]];
		low[i] = lows[free.which[i]];
		high[i] = highs[free.which[i]];
	}
	minimise(fitting_cost, fitting, free.n, x, low, high, again ? first_step_again : first_step, again ? EVALUATIONS_AGAIN : EVALUATIONS);
	parameters_spread(&free, x, full);
	if (guess) {
		guess->known = true;
		memcpy(guess->parameters, full, PARAMETERS * sizeof(*full));
	}
}

bool smoothing_fit(struct smoothing *model, const double *values, size_t n, size_t season, size_t longer, bool has_trend,
	struct smoothing_guess *guess)
{
	struct fitting fitting = {.start = model, .values = values, .n = n};
	double full[PARAMETERS];
	bool ok;

	if (!smoothing_init(model, values, n, season, longer, has_trend))
		return false;
	fitting.work = *model;
	fitting.work.shape = calloc(season + 1, sizeof(double));
	fitting.work.shape_longer = calloc(longer + 1, sizeof(double));
	/* The first season is what the beginning was made from. */
	fitting.skip = n > 3 * season ? season : 0;
	ok = fitting.work.shape && fitting.work.shape_longer;
	if (ok) {
		parameters_find(&fitting, guess, full);
		parameters_set(model, full);
		smoothing_run(model, values, n, 0);
	}
	smoothing_finish(&fitting.work);
	return ok;
}

void smoothing_forecast(const struct smoothing *model, size_t horizon, double *ret_means)
{
	double level = model->level, slope = model->slope, error = model->error;

	for (size_t h = 0; h < horizon; h++) {
		size_t at = model->at + h;

		slope *= model->damping;
		level += slope;
		error *= model->memory;
		ret_means[h] = level + error + (model->season > 1 ? model->shape[at % model->season] : 0) +
			(model->longer ? model->shape_longer[at % model->longer] : 0);
	}
}
