/* forecast.h - what is still to come: money, new declarations, open files; with 95 % intervals, and how such forecasts did before.
 *
 * A forecast rests on one value a day and stands at the end of a day that it calls origin. Weekdays are the season; days that the
 * calendar tags or declares free count what such days brought before (see kinds.h). The method and its trials are those of
 * stats/forecast.h. */
#ifndef KPI_FORECAST_H
#define KPI_FORECAST_H

#include "kpi/kpi.h"

enum kpi_forecast_what {
	KPI_FORECAST_REVENUE,		/* revenue_collected, by day of payment */
	/* Declarations registered on the day. Goods are known from their declaration alone, often days after they arrived: arrivals
	 * of the last days would look few and a forecast of them too low. */
	KPI_FORECAST_ARRIVALS,
	KPI_FORECAST_OPEN,		/* files open at the end of the day, as open_aged counts them, of any age */
	KPI_FORECASTS
};

enum kpi_forecast_state {
	KPI_FORECAST_MADE,
	KPI_FORECAST_OVER,		/* nothing is left to come */
	KPI_FORECAST_SHORT,		/* fewer than KPI_FORECAST_LEAST days are known */
	KPI_FORECAST_NOTHING,		/* no values, or a filter that days cannot be told by */
};

enum { KPI_FORECAST_LEAST = 56 };

struct kpi_forecast_day {
	double mean, low, high;
};

struct kpi_forecast {
	enum kpi_forecast_state state;
	int32_t first, origin, until;		/* known: first..origin; to come: origin + 1..until */
	const double *known;			/* one a day */
	const struct kpi_forecast_day *days;	/* to come, one a day */
	const struct kpi_forecast_day *sums;	/* of the days up to each; none of open files */
	double lately;				/* of flows: what the last four weeks brought for each of their working days; NaN */
	/* Looks back: the same forecast as it would have been made before, of as many days (looked_ahead) where history allows. */
	size_t looks, held;			/* how many, and in how many of them the interval held */
	int32_t looked_ahead;
	double error, naive_error;		/* mean absolute error over the mean of what came: of the forecast, and of repeating last week;
						 * of sums of days, of open files at the last day. NaN without looks */
	bool is_naive;				/* nothing did better than repeating last week */
};

/* Filters of the query apply; its `to` bounds what is known, else all data up to now. until: the last day wanted. All in the arena. */
bool kpi_forecast(const struct kpi_env *env, enum kpi_forecast_what what, const struct kpi_query *query, int32_t until,
	struct arena *arena, struct kpi_forecast *ret_forecast, struct err *err);

/* The revenue target that is in force on a day, and how much of it is due by the end of each of its days: with its season, see
 * revenue_vs_target. */
struct kpi_target_path {
	int32_t from, to;		/* of the target; from > to: there is none */
	double whole;
	const double *due;		/* from..to, cumulated, in the currency's unit */
};

/* Of several in force the shortest, or the longest. Filters of the query apply: by office, flow or mode; others have no target. */
bool kpi_target_path(const struct kpi_env *env, const struct kpi_query *query, int32_t day, bool longest, struct arena *arena,
	struct kpi_target_path *ret_path, struct err *err);

#endif
