/* coming.c - see coming.h. */
#include "coming.h"

#include <math.h>

#include "base/time.h"
#include "figures.h"

enum { BESIDE_FROM = 100 };

static const char *said(const char *text)
{
	return text ? text : "";
}

/* The last weeks, and the days to come after them: whole files, their interval rounded outwards. */
static bool course_fill(struct coming_course *course, struct arena *arena)
{
	const struct kpi_forecast *forecast = &course->forecast;
	int32_t known = forecast->origin - forecast->first + 1, past = known < COMING_PAST ? known : COMING_PAST;
	size_t n = (size_t)(past + COMING_DAYS);
	double *all = arena_array(arena, 4 * n, sizeof(*all));

	if (!all)
		return false;
	course->known = all;
	course->low = all + n;
	course->middle = all + 2 * n;
	course->high = all + 3 * n;
	for (size_t i = 0; i < 4 * n; i++)
		all[i] = NAN;
	for (int32_t i = 0; i < past; i++)
		course->known[i] = forecast->known[known - past + i];
	for (int32_t i = 0; i < COMING_DAYS; i++) {
		course->low[past + i] = floor(forecast->days[i].low);
		course->middle[past + i] = round(forecast->days[i].mean);
		course->high[past + i] = ceil(forecast->days[i].high);
	}
	course->first_day = forecast->origin - past + 1;
	course->n = n;
	return true;
}

static bool course_load(struct coming_course *course, enum kpi_forecast_what what, const struct panel_context *context, struct arena *arena,
	struct err *err)
{
	struct kpi_forecast *forecast = &course->forecast;
	const struct kpi_forecast_day *end;
	struct kpi_query query;

	*course = (struct coming_course){ .sentence = "" };
	if (!scope_query(context->scope, arena, &query, err))
		return false;
	query.from = TIME_DAY_NONE;
	/* Twice: the first one tells on which day one stands. */
	if (!kpi_forecast(context->env, what, &query, context->scope->to + COMING_DAYS, arena, forecast, err))
		return false;
	if (forecast->state == KPI_FORECAST_MADE && forecast->until - forecast->origin != COMING_DAYS &&
	    !kpi_forecast(context->env, what, &query, forecast->origin + COMING_DAYS, arena, forecast, err))
		return false;
	if (forecast->state != KPI_FORECAST_MADE)
		return true;
	end = what == KPI_FORECAST_OPEN ? &forecast->days[COMING_DAYS - 1] : &forecast->sums[COMING_DAYS - 1];
	course->sentence = what == KPI_FORECAST_OPEN ?
		said(arena_printf(arena, "In %d days %s files open; now %s.", COMING_DAYS, outlook_range(*end, KPI_COUNT, arena),
			figures_count((int64_t)forecast->known[forecast->origin - forecast->first], arena))) :
		said(arena_printf(arena, "In the next %d days %s new declarations.", COMING_DAYS, outlook_range(*end, KPI_COUNT, arena)));
	return course_fill(course, arena) || err_memory(err);
}

bool coming_load(struct coming *coming, const struct panel_context *context, struct arena *arena, struct err *err)
{
	*coming = (struct coming){ .open = { .sentence = "" } };
	if (context->scope->to == TIME_DAY_NONE)
		return true;
	return course_load(&coming->open, KPI_FORECAST_OPEN, context, arena, err) &&
	       course_load(&coming->arrivals, KPI_FORECAST_ARRIVALS, context, arena, err);
}

static void course_paint(const struct coming_course *course, const char *title, const char *name, struct canvas_area area, struct arena *arena)
{
	const struct chart_series series = { .values = course->known, .n = course->n, .first_day = course->first_day, .step_days = 1,
		.unit = CHART_COUNT, .target = NAN, .limit_low = NAN, .limit_high = NAN, .low = course->low, .middle = course->middle,
		.high = course->high, .name = name, .band_name = "forecast, 95 %", .selected = -1 };
	struct canvas_area text = canvas_cols(area, 1, area.cols - 1);
	int row = 1;

	canvas_heading(area, 0, title, NULL);
	if (course->sentence && course->sentence[0])
		row += canvas_wrap(text, row, 1, CANVAS_PLAIN, course->sentence);
	if (area.rows >= 8 || !course->n)
		row += canvas_wrap(text, row, course->n ? 1 : area.rows - row, CANVAS_MUTED, outlook_record(&course->forecast, arena));
	if (course->n && row < area.rows)
		chart_series(canvas_sub(area, 1, row, area.cols - 2, area.rows - row), &series);
}

void coming_paint(const struct coming *coming, struct canvas_area area)
{
	int half = area.cols >= BESIDE_FROM ? (area.cols - 2) / 2 : area.cols;
	bool line = half == area.cols && area.rows >= 9 && coming->arrivals.n;
	struct canvas_area left = canvas_rows(canvas_cols(area, 0, half), 0, area.rows - line);
	struct arena arena;

	arena_init(&arena);
	course_paint(&coming->open, "Still to come: files open", "open at the end of the day", left, &arena);
	if (line)
		canvas_put_left(area, 1, area.rows - 1, area.cols - 2, CANVAS_PLAIN, coming->arrivals.sentence);
	if (half < area.cols)
		course_paint(&coming->arrivals, "Still to come: new declarations", "registered on the day", canvas_cols(area, half + 2, area.cols - half - 2),
			&arena);
	arena_finish(&arena);
}
