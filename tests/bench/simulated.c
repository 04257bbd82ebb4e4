/* simulated.c - goals K1 (its intervals), K2, K4 and K5 on data whose truth is known, because it is made here: how often signals and effects are told that are
 * there, how often some that are not, and whether what explains a change adds up to it. Prints `goal|what|value|low|high` for bench.py; low
 * and high are empty where only one side is a goal.
 *
 * usage: simulated [DATABASE] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "chance.h"
#include "cube/cube.h"
#include "kpi/drivers.h"
#include "stats/forecast.h"
#include "stats/impact.h"
#include "stats/signals.h"
#include "store/store.h"

enum { TWO_YEARS = 735, AHEAD = 56, FORECASTS = 60 };	/* as long as the NN5 series and their horizon */
enum { HISTORY = 300, DAYS = 360, SERIES = 400, STEP_DAYS = 14, DRIFT_DAYS = 28, EFFECTS = 2000, BEFORE = 120, AFTER = 60 };

static const double week[] = {20, 15, 12, 10, 5, -30, -32};

static void tell(const char *goal, const char *what, double value, const char *low, const char *high)
{
	printf("%s|%s|%.9g|%s|%s\n", goal, what, value, low, high);
	fflush(stdout);
}

/* ---- K2: daily figures with a weekly shape, noise of deviation 1 that remembers `rho` of the day before */

struct day_chart {
	double values[DAYS];
	struct stats_signal *signals;
	struct arena arena;
};

static void chart_make(struct day_chart *chart, struct chance *chance, double rho)
{
	double noise = 0;

	for (int t = -20; t < DAYS; t++) {
		noise = rho * noise + sqrt(1 - rho * rho) * chance_normal(chance);
		if (t >= 0)
			chart->values[t] = 100 + week[t % 7] + noise;
	}
}

static void chart_judge(struct day_chart *chart)
{
	struct stats_signals_options options = {.season = 7, .every = 100};

	arena_finish(&chart->arena);
	chart->signals = stats_signals(chart->values, DAYS, &options, &chart->arena);
	if (!chart->signals)
		exit(1);
}

/* Days from `from` on until a chart alarms, at most `within`; -1: none did. */
static int delay(const struct day_chart *chart, int from, int within)
{
	for (int t = from; t < from + within && t < DAYS; t++)
		if (chart->signals[t].kind != STATS_SIGNAL_NONE)
			return t - from;
	return -1;
}

static void watch_false_alarms(double rho, const char *what)
{
	struct chance chance = {.state = 100 + (uint64_t)(rho * 10)};
	struct day_chart chart = {.signals = NULL};
	double spikes = 0, shifts = 0, days = 0;

	for (int i = 0; i < SERIES / 2; i++) {
		chart_make(&chart, &chance, rho);
		chart_judge(&chart);
		for (int t = 120; t < DAYS; t++, days++) {
			spikes += chart.signals[t].kind == STATS_SIGNAL_SPIKE;
			shifts += chart.signals[t].kind == STATS_SIGNAL_SHIFT || chart.signals[t].kind == STATS_SIGNAL_DRIFT;
		}
	}
	tell("K2", what, 100 * (spikes + shifts) / days, "", "2.1");
	tell("", "  of the chart of single values", 100 * spikes / days, "", "");
	tell("", "  of the chart of their mean", 100 * shifts / days, "", "");
	arena_finish(&chart.arena);
}

enum story { SPIKE, STEP, DRIFT };

static void watch_story(enum story story, double rho, double *ret_found, double *ret_delay)
{
	struct chance chance = {.state = 1000 * (uint64_t)story + (uint64_t)(rho * 10)};
	struct day_chart chart = {.signals = NULL};
	double found = 0, delays = 0;

	for (int i = 0; i < SERIES; i++) {
		int within = story == SPIKE ? 1 : story == STEP ? STEP_DAYS : DRIFT_DAYS, sign = i % 2 ? -1 : 1, late;

		chart_make(&chart, &chance, rho);
		for (int t = HISTORY; t < DAYS; t++)
			chart.values[t] += sign * (story == SPIKE ? 5 * (t == HISTORY) : story == STEP ? 2 : 3 * fmin((t - HISTORY + 1.0) / DRIFT_DAYS, 1));
		chart_judge(&chart);
		late = delay(&chart, HISTORY, within);
		found += late >= 0;
		delays += late >= 0 ? late : 0;
	}
	*ret_found = found / SERIES;
	*ret_delay = delays / fmax(found, 1);
	arena_finish(&chart.arena);
}

static void watch(double rho)
{
	char what[100];
	double found, days;

	snprintf(what, sizeof(what), "daily figures, memory %.1f: false alarms of both charts in 100 days", rho);
	watch_false_alarms(rho, what);
	watch_story(SPIKE, rho, &found, &days);
	tell("K2", "  spikes of 5 deviations found on their day", found, "0.85", "");
	watch_story(STEP, rho, &found, &days);
	tell("K2", "  steps of 2 deviations found within 14 days", found, "0.80", "");
	tell("K2", "  after so many days on average", days, "", "5");
	watch_story(DRIFT, rho, &found, &days);
	tell("K2", "  drifts to 3 deviations in 28 days found within them", found, "0.80", "");
}

/* ---- K1: eight weeks ahead of two years of days */

enum days_like { STEADY, REMEMBERING, WANDERING, LOPSIDED, SPIKY, KINDS };

static double day_value(enum days_like kind, int t, struct chance *chance, double *state)
{
	double level = 100 * (1 + week[t % 7] / 60), e = chance_normal(chance);

	switch (kind) {
	case STEADY:
		return level + 8 * e;
	case REMEMBERING:
		return level + 10 * (*state = 0.6 * *state + 0.8 * e);
	case WANDERING:
		return level + (*state += 2 * e) + 5 * chance_normal(chance);
	case LOPSIDED:
		return level * exp(0.25 * (*state = 0.4 * *state + 0.9 * e));
	default:
		return level + 6 * e + (chance_uniform(chance) < 0.03 ? 60 * (chance_uniform(chance) - 0.3) : 0);
	}
}

static double error_of(const double *values, const struct stats_forecast *forecast, double *inside)
{
	double unit = 0, sum = 0;

	for (int t = 7; t < TWO_YEARS; t++)
		unit += fabs(values[t] - values[t - 7]) / (TWO_YEARS - 7);
	for (int h = 0; h < AHEAD; h++) {
		const struct stats_forecast_point *point = &forecast->points[h];
		double value = values[TWO_YEARS + h];

		*inside += value >= point->low && value <= point->high;
		sum += fabs(value - point->mean) / unit;
	}
	return sum / AHEAD;
}

static void look_ahead(enum days_like kind, const char *what)
{
	struct chance chance = {.state = 50 + (uint64_t)kind};
	struct stats_forecast_options options = {.season = 7, .horizon = AHEAD};
	double inside = 0, error = 0, naive = 0;

	for (int i = 0; i < FORECASTS; i++) {
		double values[TWO_YEARS + AHEAD], state = 0, other = 0;
		struct stats_forecast_point repeated[AHEAD];
		struct stats_forecast forecast, last = {.points = repeated};
		struct arena arena;

		for (int t = 0; t < TWO_YEARS + AHEAD; t++)
			values[t] = day_value(kind, t, &chance, &state);
		for (int h = 0; h < AHEAD; h++)
			repeated[h] = (struct stats_forecast_point){.mean = values[TWO_YEARS - 7 + h % 7]};
		arena_init(&arena);
		if (!stats_forecast(values, TWO_YEARS, &options, &arena, &forecast))
			exit(1);
		error += error_of(values, &forecast, &inside) / FORECASTS;
		naive += error_of(values, &last, &other) / FORECASTS;
		arena_finish(&arena);
	}
	tell("K1", what, inside / (FORECASTS * AHEAD), "0.93", "0.97");
	tell("", "  error in parts of repeating the last week", error / naive, "", "1");
}

static void ahead(void)
{
	static const char *const what[KINDS] = {"56 days ahead of two years: values in 95 % intervals, steady days", "  of days that remember",
		"  of a level that wanders", "  of lopsided days", "  of days with spikes"};

	for (int kind = 0; kind < KINDS; kind++)
		look_ahead((enum days_like)kind, what[kind]);
}

/* ---- K4: daily figures before and after a day on which nothing began, or something did */

struct effect_rates {
	double alarms, real, covered;
};

static struct effect_rates effects(double rho, double step, size_t n_controls, int series, bool with_placebos)
{
	struct chance chance = {.state = 7 + (uint64_t)(rho * 10) + 100 * n_controls};
	struct effect_rates rates = {0};

	for (int i = 0; i < series; i++) {
		double values[BEFORE + AFTER], others[4][BEFORE + AFTER], own = 0, shared = 0, rest[4] = {0}, scale = sqrt(1 - rho * rho);
		const double *controls[4] = {others[0], others[1], others[2], others[3]};
		struct stats_impact_options options = {.start = BEFORE, .season = 7, .controls = controls, .n_controls = n_controls,
			.without_placebos = !with_placebos};
		struct stats_impact got;
		struct arena arena;

		for (int t = -60; t < BEFORE + AFTER; t++) {
			own = rho * own + scale * chance_normal(&chance);
			shared = rho * shared + scale * chance_normal(&chance);
			for (size_t c = 0; c < n_controls; c++) {
				rest[c] = rho * rest[c] + scale * chance_normal(&chance);
				if (t >= 0)
					others[c][t] = 50 + week[t % 7] + shared + rest[c];
			}
			if (t >= 0)
				values[t] = 100 + week[t % 7] + own + (n_controls ? shared : 0) + (t >= BEFORE ? step : 0);
		}
		arena_init(&arena);
		if (!stats_impact(values, BEFORE + AFTER, &options, &arena, &got))
			exit(1);
		rates.alarms += got.p < 0.05;
		rates.real += stats_impact_is_real(&got);
		rates.covered += got.low <= step && step <= got.high;
		arena_finish(&arena);
	}
	rates.alarms /= series;
	rates.real /= series;
	rates.covered /= series;
	return rates;
}

static void before_and_after(void)
{
	static const double rhos[] = {0, 0.3, 0.6};

	for (size_t i = 0; i < 3; i++) {
		char what[120];

		snprintf(what, sizeof(what), "before and after, nothing began, memory %.1f: share with p < 0.05", rhos[i]);
		tell("K4", what, effects(rhos[i], 0, 0, EFFECTS, false).alarms, "0.03", "0.07");
		snprintf(what, sizeof(what), "  against four posts that share a wave with it");
		tell("K4", what, effects(rhos[i], 0, 4, EFFECTS, false).alarms, "0.03", "0.07");
		snprintf(what, sizeof(what), "  told as real, placebo dates heeded");
		tell("K4", what, effects(rhos[i], 0, 0, EFFECTS / 8, true).real, "", "0.07");
		snprintf(what, sizeof(what), "  a step of two deviations: 95 %% intervals that hold it");
		tell("K4", what, effects(rhos[i], 2, 0, EFFECTS, false).covered, "0.93", "0.97");
	}
}

/* ---- K5: what explains a change adds up to it */

static double worst_rest(const struct kpi_env *env, const char *id, const char *stat, const struct kpi_query *now, const struct kpi_query *base)
{
	static const enum kpi_dim dims[] = {KPI_DIM_OFFICE, KPI_DIM_LANE, KPI_DIM_BROKER, KPI_DIM_HS_CHAPTER, KPI_DIM_ORIGIN};
	double worst = NAN;

	for (size_t i = 0; i < sizeof(dims) / sizeof(dims[0]); i++) {
		struct kpi_by by = {.dim = dims[i]};
		struct kpi_change change;
		struct arena arena;
		struct err err;
		double sum = 0;

		arena_init(&arena);
		if (!kpi_drivers(env, kpi_find(id), stat, now, base, &by, &arena, &change, &err)) {
			fprintf(stderr, "%s\n", err.text);
			exit(1);
		}
		for (size_t k = 0; k < change.n; k++)
			sum += change.drivers[k].total;
		if (change.n && change.change != 0)
			worst = fmax(isnan(worst) ? 0 : worst, fabs(sum - change.change) / fabs(change.change));
		arena_finish(&arena);
	}
	return worst;
}

static void explain(const char *path)
{
	struct store *store = NULL;
	struct cube *cube = NULL;
	struct err err;
	int32_t first, last;

	if (!store_open(path, STORE_READ_ONLY, &store, &err) || !cube_open(store, &cube, &err) || !cube_span(cube, CUBE_AT_REGISTERED, &first, &last)) {
		fprintf(stderr, "%s: no data to explain\n", path);
		exit(1);
	}
	struct kpi_env env = {.store = store, .cube = cube, .now = ((int64_t)last + 1) * TIME_DAY_SECONDS - 1};
	struct kpi_query now = {.from = last - 27, .to = last}, base = {.from = last - 55, .to = last - 28};

	tell("K5", "parts of a mean's change, by five cuts: the largest rest of it", worst_rest(&env, "release_time_total", "mean", &now, &base), "", "1e-9");
	tell("K5", "parts of a rate's change", worst_rest(&env, "physical_inspection_rate", "rate", &now, &base), "", "1e-9");
	tell("K5", "parts of a sum's change", worst_rest(&env, "declarations_registered", "count", &now, &base), "", "1e-9");
	tell("K5", "parts of a median's change", worst_rest(&env, "release_time_total", "p50", &now, &base), "", "0.02");
	cube_close(cube);
	store_close(store);
}

int main(int argc, char **argv)
{
	ahead();
	watch(0);
	watch(0.3);
	before_and_after();
	if (argc > 1)
		explain(argv[1]);
	return 0;
}
