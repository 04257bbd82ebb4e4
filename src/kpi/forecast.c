/* forecast.c - see kpi/forecast.h. */
#include "kpi/forecast.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "flows.h"
#include "kinds.h"
#include "stats/forecast.h"

enum { WEEK = 7, LATELY = 4 * WEEK, YEAR = 52 * WEEK, EVENING = 20 * 3600, DAYS_MAX = 3 * 366 };

/* Below this part of an ordinary day the past of such days teaches nothing of ordinary ones. */
static const double least_length = 0.3;

struct desk {
	const struct kpi_env *env;
	const struct kpi_query *query;
	struct arena *arena;
	struct facts facts;
	struct targets targets;
	struct selection selection;
	struct course course;		/* what is known, one value a day; money in minor units */
	int64_t *values;
	double *lengths;		/* of each day of the course and after it, against an ordinary day of its weekday */
	double unit;
};

/* The last day that is over: today counts from the evening on. */
static int32_t last_day_over(const struct facts *facts)
{
	const struct clocks *clocks = &facts->clocks;
	int64_t now = clocks->offices.n ? clocks->now[0] : clocks->now_elsewhere;

	return time_day_of(now + TIME_DAY_SECONDS - EVENING) - 1 + CUBE_EPOCH_DAY;
}

/* ---- what is known ---- */

static bool values_take(struct desk *desk, int32_t first, size_t n)
{
	desk->values = arena_array(desk->arena, n + 1, sizeof(*desk->values));
	if (!desk->values)
		return false;
	memset(desk->values, 0, (n + 1) * sizeof(*desk->values));
	desk->course = (struct course){.first = first, .n = n, .sum = desk->values, .count = desk->values};
	return true;
}

static bool revenue_read(struct desk *desk, int32_t to, struct err *err)
{
	const struct kpi_def *def = kpi_find("revenue_collected");
	const struct kpi_by by = {.dim = KPI_DIM_DAY};
	struct kpi_query query = {.from = to - DAYS_MAX, .to = to, .filters = desk->query->filters, .n_filters = desk->query->n_filters,
		.by = &by, .n_by = 1, .without_status = true};
	struct kpi_row *rows = NULL;
	int32_t day;
	size_t n = 0;

	if (!kpi_evaluate(desk->env, &def, 1, &query, desk->arena, &rows, &n, err))
		return false;
	if (!values_take(desk, query.from, (size_t)(to - query.from) + 1))
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].n_dims && time_day_parse(rows[i].dims[0].value, &day) && day >= query.from && day <= to && !isnan(rows[i].value))
			desk->values[day - query.from] = llround(rows[i].value * desk->facts.minor_units);
	}
	desk->unit = desk->facts.minor_units;
	return true;
}

static bool flows_take(struct desk *desk, enum kpi_forecast_what what, int32_t to, struct err *err)
{
	struct flows flows;

	if (!flows_read(desk->env, desk->query, to, desk->arena, &flows, err))
		return false;
	if (!values_take(desk, flows.first, flows.n))
		return err_memory(err);
	desk->unit = 1;
	if (flows.n == 0)
		return true;
	memcpy(desk->values, what == KPI_FORECAST_OPEN ? flows.open : flows.registered, flows.n * sizeof(*desk->values));
	return true;
}

/* The first and the last day with a value are the ends of what is known. */
static void course_trim(struct course *course)
{
	while (course->n && course->sum[0] == 0) {
		course->sum++;
		course->count++;
		course->first++;
		course->n--;
	}
	while (course->n && course->sum[course->n - 1] == 0)
		course->n--;
}

/* ---- days of their own kind ---- */

static uint32_t office_of(const struct desk *desk)
{
	const uint32_t *keys;
	size_t n;

	return selection_keys(&desk->selection, KPI_DIM_OFFICE, &keys, &n) && n == 1 ? keys[0] : 0;
}

static bool lengths_find(struct desk *desk, int32_t until, bool is_flow, struct err *err)
{
	const struct course *course = &desk->course;
	int32_t first = course->first, last = first + (int32_t)course->n - 1;
	uint32_t office = office_of(desk);
	struct kinds kinds;

	desk->lengths = arena_array(desk->arena, (size_t)(until - first) + 1, sizeof(double));
	if (!desk->lengths)
		return err_memory(err);
	if (!targets_load(desk->env->store, &desk->facts.clocks, first, until, desk->arena, &desk->targets, err))
		return false;
	kinds_learn(&kinds, &desk->targets, office, course, first, last);
	for (int32_t day = first; day <= until; day++) {
		const struct kind *kind = kinds_of(&kinds, &desk->targets, office, day);
		bool regular = !(clocks_weekend(&desk->facts.clocks, office) & 1u << time_weekday(day));
		double usual = kind_length(&kinds.items[!regular]);
		bool special = kind->tag || kind->working != regular;

		desk->lengths[day - first] = special && is_flow && usual > 0 ? kind_length(kind) / usual : 1;
	}
	return true;
}

/* ---- the forecast ---- */

static bool days_fill(const struct desk *desk, const struct stats_forecast *from, size_t horizon, struct kpi_forecast *forecast)
{
	struct kpi_forecast_day *days = arena_array(desk->arena, horizon, sizeof(*days));
	struct kpi_forecast_day *sums = arena_array(desk->arena, horizon, sizeof(*sums));
	double sum = 0;

	if (!days || !sums)
		return false;
	for (size_t h = 0; h < horizon; h++) {
		const struct stats_forecast_point *point = &from->points[h], *whole = &from->totals[h];
		double length = desk->lengths[desk->course.n + h], scale;

		days[h] = (struct kpi_forecast_day){point->mean * length / desk->unit, point->low * length / desk->unit,
			point->high * length / desk->unit};
		sum += days[h].mean;
		scale = whole->mean > 0 ? sum / whole->mean : 1 / desk->unit;
		sums[h] = (struct kpi_forecast_day){sum, fmax(0, sum + (whole->low - whole->mean) * scale),
			sum + (whole->high - whole->mean) * scale};
	}
	forecast->days = days;
	forecast->sums = sums;
	return true;
}

static void looks_fill(const struct stats_forecast_look *looks, const struct stats_forecast *from, struct kpi_forecast *forecast)
{
	double error = 0, naive = 0, actual = 0;

	forecast->looked_ahead = (int32_t)from->tried_steps;
	for (size_t k = 0; looks && k < from->trials; k++) {
		const struct stats_forecast_look *look = &looks[k];

		if (isnan(look->actual) || isnan(look->naive))
			continue;
		forecast->looks++;
		forecast->held += look->actual >= look->low && look->actual <= look->high;
		error += fabs(look->actual - look->mean);
		naive += fabs(look->actual - look->naive);
		actual += fabs(look->actual);
	}
	forecast->error = forecast->looks && actual > 0 ? error / actual : NAN;
	forecast->naive_error = forecast->looks && actual > 0 ? naive / actual : NAN;
	/* Of what is forecast here, whatever helped with single days. */
	forecast->is_naive = from->is_naive || forecast->error >= forecast->naive_error;
}

/* Days that are unlike others are taken for what they would have been. */
static double *series_of(const struct desk *desk)
{
	double *series = arena_array(desk->arena, desk->course.n, sizeof(*series));

	for (size_t i = 0; series && i < desk->course.n; i++)
		series[i] = desk->lengths[i] < least_length ? NAN : (double)desk->course.sum[i] / desk->lengths[i];
	return series;
}

static double lately(const struct desk *desk, int32_t origin)
{
	int32_t days = targets_working_days(&desk->targets, office_of(desk), origin - LATELY + 1, origin);

	return days ? (double)course_sum(&desk->course, origin - LATELY + 1, origin, NULL) / desk->unit / days : NAN;
}

static bool make(struct desk *desk, enum kpi_forecast_what what, int32_t until, struct kpi_forecast *forecast, struct err *err)
{
	struct course *course = &desk->course;
	size_t horizon = (size_t)(until - forecast->origin);
	struct stats_forecast_options options = {.season = WEEK, .longer = YEAR, .horizon = horizon};
	struct stats_forecast from;
	double *series, *known = arena_array(desk->arena, course->n, sizeof(*known));

	if (!lengths_find(desk, until, what != KPI_FORECAST_OPEN, err))
		return false;
	series = series_of(desk);
	if (!series || !known || !stats_forecast(series, course->n, &options, desk->arena, &from) ||
	    !days_fill(desk, &from, horizon, forecast))
		return err_memory(err);
	for (size_t i = 0; i < course->n; i++)
		known[i] = (double)course->sum[i] / desk->unit;
	forecast->known = known;
	if (what == KPI_FORECAST_OPEN)
		forecast->sums = NULL;
	else
		forecast->lately = lately(desk, forecast->origin);
	looks_fill(what == KPI_FORECAST_OPEN ? from.lasts : from.sums, &from, forecast);
	forecast->state = KPI_FORECAST_MADE;
	return true;
}

static bool forecast(struct desk *desk, enum kpi_forecast_what what, int32_t until, struct kpi_forecast *forecast, struct err *err)
{
	struct course *course = &desk->course;
	int32_t to = last_day_over(&desk->facts);

	to = desk->query->to != TIME_DAY_NONE && desk->query->to < to ? desk->query->to : to;
	if (what == KPI_FORECAST_REVENUE ? !revenue_read(desk, to, err) : !flows_take(desk, what, to, err))
		return false;
	course_trim(course);
	if (course->n == 0)
		return true;
	forecast->first = course->first;
	forecast->origin = course->first + (int32_t)course->n - 1;
	forecast->until = until;
	forecast->state = course->n < KPI_FORECAST_LEAST ? KPI_FORECAST_SHORT : until <= forecast->origin ? KPI_FORECAST_OVER :
		KPI_FORECAST_MADE;
	return forecast->state != KPI_FORECAST_MADE || make(desk, what, until, forecast, err);
}

bool kpi_forecast(const struct kpi_env *env, enum kpi_forecast_what what, const struct kpi_query *query, int32_t until,
	struct arena *arena, struct kpi_forecast *ret_forecast, struct err *err)
{
	struct desk desk = {.env = env, .query = query, .arena = arena};
	bool ok;

	*ret_forecast = (struct kpi_forecast){.state = KPI_FORECAST_NOTHING, .lately = NAN, .error = NAN, .naive_error = NAN};
	ok = facts_init(env, arena, &desk.facts, err) &&
	     selection_init(env, query->filters, query->n_filters, arena, &desk.selection, err) &&
	     forecast(&desk, what, until, ret_forecast, err);
	facts_finish(&desk.facts);
	return ok;
}
