/* intake.c - see intake.h. */
#include "intake.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"

enum { MOST_DAYS = 400 };

static const char *const ids[] = { "revenue_vs_target", "required_daily_rate", "revenue_collected" };

/* One stretch of days and what is said of it. */
struct stretch {
	int32_t from, to;
	double target;			/* NaN: none */
	double so_far;
	struct kpi_forecast forecast;
	const double *due;		/* of each day; NULL without a target */
};

static const char *said(const char *text)
{
	return text ? text : "";
}

static int32_t month_first(int32_t day)
{
	struct time_civil civil = time_civil_from_day(day);

	return time_day_from_civil(civil.year, civil.month, 1);
}

static int32_t month_last(int32_t day)
{
	return month_first(month_first(day) + 31) - 1;
}

/* The target's period that runs on the last day of the scope: the shortest, or the longest. Without one, its month or its year. */
static bool stretch_choose(const struct panel_context *context, bool year, bool ahead, struct arena *arena, struct stretch *stretch,
	struct err *err)
{
	int32_t day = context->scope->to;
	struct kpi_target_path path;
	struct kpi_query query;

	if (!scope_query(context->scope, arena, &query, err) ||
	    !kpi_target_path(context->env, &query, day, year, arena, &path, err))
		return false;
	*stretch = (struct stretch){ .from = month_first(day), .to = month_last(day), .target = NAN };
	if (year) {
		stretch->from = time_day_from_civil(time_civil_from_day(day).year, 1, 1);
		stretch->to = time_day_from_civil(time_civil_from_day(day).year, 12, 31);
	}
	if (path.from <= path.to && path.to - path.from < MOST_DAYS && (!year || path.to > month_last(day))) {
		stretch->from = path.from;
		stretch->to = path.to;
		stretch->target = path.whole;
		stretch->due = path.due;
	}
	stretch->forecast.lately = NAN;
	if (!ahead)
		return true;
	query.from = TIME_DAY_NONE;
	return kpi_forecast(context->env, KPI_FORECAST_REVENUE, &query, stretch->to, arena, &stretch->forecast, err);
}

/* What each day up to the last of the scope brought. */
static bool load_days(struct intake *intake, const struct panel_context *context, const struct stretch *stretch, struct arena *arena,
	struct err *err)
{
	struct figures_query query = { .ids = &ids[2], .n_ids = 1, .by = { { .dim = KPI_DIM_DAY } }, .n_by = 1, .from = stretch->from,
		.to = context->scope->to < stretch->to ? context->scope->to : stretch->to };
	struct figures figures;

	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	for (size_t i = 0; i < figures.n; i++) {
		int32_t day;

		if (time_day_parse(figures.rows[i].dims[0].value, &day) && day >= stretch->from && day <= stretch->to &&
		    !isnan(figures.rows[i].value))
			intake->collected[day - stretch->from] += figures.rows[i].value;
	}
	return true;
}

/* Sums up to the day on which one stands; from there on the fan. */
static void fill_course(struct intake *intake, struct stretch *stretch, int32_t last)
{
	const struct kpi_forecast *forecast = &stretch->forecast;
	bool made = forecast->state == KPI_FORECAST_MADE && forecast->origin >= stretch->from - 1;
	int32_t stands = made && forecast->origin < last ? forecast->origin : last;
	double sum = 0;

	for (size_t i = 0; i < intake->n_days; i++) {
		int32_t day = stretch->from + (int32_t)i;

		intake->path[i] = stretch->due ? stretch->due[i] : NAN;
		intake->low[i] = intake->middle[i] = intake->high[i] = NAN;
		if (day <= stands)
			intake->collected[i] = sum += intake->collected[i];
		else
			intake->collected[i] = NAN;
		if (made && day == stands)
			intake->low[i] = intake->middle[i] = intake->high[i] = sum;
		if (made && day > forecast->origin) {
			const struct kpi_forecast_day *to_come = &forecast->sums[day - forecast->origin - 1];

			intake->low[i] = sum + to_come->low;
			intake->middle[i] = sum + to_come->mean;
			intake->high[i] = sum + to_come->high;
		}
	}
	stretch->so_far = sum;
	intake->has_fan = made;
	intake->has_path = stretch->due != NULL;
	if (sum == 0)
		intake->n_days = 0;	/* a line along zero would look like a figure */
}

static bool load_course(struct intake *intake, const struct panel_context *context, struct stretch *stretch, struct arena *arena,
	struct err *err)
{
	double **arrays[] = { &intake->collected, &intake->path, &intake->low, &intake->middle, &intake->high };
	int32_t last = context->scope->to < stretch->to ? context->scope->to : stretch->to;

	intake->n_days = (size_t)(stretch->to - stretch->from) + 1;
	intake->first_day = stretch->from;
	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++) {
		*arrays[i] = arena_array(arena, intake->n_days, sizeof(double));
		if (!*arrays[i])
			return err_memory(err);
		memset(*arrays[i], 0, intake->n_days * sizeof(double));
	}
	if (!load_days(intake, context, stretch, arena, err))
		return false;
	fill_course(intake, stretch, last);
	return true;
}

/* ---- in words */

static const char *lately(const struct kpi_forecast *forecast, struct arena *arena)
{
	return isnan(forecast->lately) ? "" : said(arena_printf(arena, " (the last four weeks: %s)", figures_number(forecast->lately, KPI_MONEY,
		arena)));
}

static const char *where_we_are(const struct intake *intake, const struct figures *figures, const struct stretch *stretch, struct arena *arena)
{
	const struct kpi_row *target = figures_get(figures, ids[0], NULL, NULL), *needed = figures_get(figures, ids[1], NULL, NULL);
	const struct kpi_row *collected = figures_get(figures, ids[2], NULL, NULL);
	const char *need = "";

	if (!target || isnan(target->value)) {
		if (!collected || isnan(collected->value))
			return "Nothing paid is recorded; it needs paid_amount or a revenue file.";
		return said(arena_printf(arena, "Collected %s%s%s. No target is loaded for this period, so there is no word on it.",
			figures_value(collected, arena), intake->currency[0] ? " " : "", intake->currency));
	}
	if (needed && !isnan(needed->value))
		need = needed->value <= 0 ? "; the target is passed" : said(arena_printf(arena, "; each working day left must bring %s%s",
			figures_value(needed, arena), lately(&stretch->forecast, arena)));
	return said(arena_printf(arena, "%s%s%s %s of %s to date, by the %s: %s%s.", figures_verdict(target, arena).glyph,
		figures_verdict(target, arena).glyph[0] ? " " : "", figures_number(target->numerator, KPI_MONEY, arena), intake->currency,
		figures_number(target->denominator, KPI_MONEY, arena), target->basis ? target->basis : "working days",
		figures_value(target, arena), need));
}

static struct kpi_forecast_day end_of(const struct stretch *stretch)
{
	const struct kpi_forecast *forecast = &stretch->forecast;
	struct kpi_forecast_day end = forecast->sums[forecast->until - forecast->origin - 1];

	return (struct kpi_forecast_day){ .mean = stretch->so_far + end.mean, .low = stretch->so_far + end.low,
		.high = stretch->so_far + end.high };
}

/* What the target looks like from the interval. */
static const char *reach(const struct stretch *stretch, struct kpi_forecast_day end)
{
	return end.low >= stretch->target ? "it will be reached" : end.high < stretch->target ? "it will be missed" : "it may go either way";
}

static const char *where_it_leads(const struct stretch *stretch, struct arena *arena)
{
	struct kpi_forecast_day end;

	if (stretch->forecast.state != KPI_FORECAST_MADE)
		return "";
	end = end_of(stretch);
	if (isnan(stretch->target) || isnan(end.low))
		return said(arena_printf(arena, "By %s: %s.", scope_day_short_in(stretch->to, arena), outlook_range(end, KPI_MONEY, arena)));
	return said(arena_printf(arena, "By %s: %s of %s, so %s.", scope_day_short_in(stretch->to, arena),
		outlook_range(end, KPI_MONEY, arena), figures_number(stretch->target, KPI_MONEY, arena), reach(stretch, end)));
}

/* ---- the list */

static const struct chart_column forecast_columns[] = {
	{ .title = "until", .cells = 14 },
	{ .title = "so far", .cells = 9, .right = true, .priority = 3 },
	{ .title = "forecast", .cells = 9, .right = true },
	{ .title = "95 % interval", .cells = 20, .right = true, .priority = 1 },
	{ .title = "target", .cells = 9, .right = true, .priority = 2 },
	{ .title = "of it", .cells = 9, .right = true },
	{ .title = "held", .cells = 9, .right = true, .priority = 4 },
	{ .title = "off by (naive)", .cells = 16, .right = true, .priority = 5 },
};

static struct list_cell number_cell(double value, enum kpi_unit unit, enum canvas_role role, struct arena *arena)
{
	return (struct list_cell){ .text = isnan(value) ? "–" : figures_number(value, unit, arena), .sort = value, .role = role };
}

static void add_row(struct list *list, const struct stretch *stretch, struct arena *arena)
{
	bool made = stretch->forecast.state == KPI_FORECAST_MADE;
	struct kpi_forecast_day end = made ? end_of(stretch) : (struct kpi_forecast_day){ NAN, NAN, NAN };
	struct list_row *row = list_add(list);
	double part = end.mean / stretch->target;

	if (!row)
		return;
	snprintf(row->focus.kpi, sizeof(row->focus.kpi), "%s", ids[2]);
	row->cells[0] = (struct list_cell){ .text = scope_day_in(stretch->to, arena), .role = CANVAS_LABEL };
	row->cells[1] = number_cell(stretch->so_far, KPI_MONEY, CANVAS_PLAIN, arena);
	row->cells[2] = number_cell(end.mean, KPI_MONEY, CANVAS_VALUE, arena);
	row->cells[3] = (struct list_cell){ .sort = end.low, .role = CANVAS_MUTED, .text = isnan(end.low) ? "–" :
		said(arena_printf(arena, "%s to %s", figures_number(end.low, KPI_MONEY, arena), figures_number(end.high, KPI_MONEY, arena))) };
	row->cells[4] = number_cell(stretch->target, KPI_MONEY, CANVAS_PLAIN, arena);
	row->cells[5] = (struct list_cell){ .sort = part, .text = isnan(part) ? "–" : said(arena_printf(arena, "%.1f %%", part * 100)) };
	row->cells[6] = (struct list_cell){ .text = outlook_held(&stretch->forecast, arena), .role = CANVAS_MUTED };
	row->cells[7] = (struct list_cell){ .text = outlook_error(&stretch->forecast, arena), .role = CANVAS_MUTED };
	row->focus.drills = true;
}

static bool load_year(const struct panel_context *context, struct list *list, struct arena *arena, struct err *err)
{
	struct figures_query query = { .ids = &ids[2], .n_ids = 1 };
	struct figures figures;
	struct stretch year;
	const struct kpi_row *row;

	if (!stretch_choose(context, true, true, arena, &year, err))
		return false;
	query.from = year.from;
	query.to = year.forecast.state == KPI_FORECAST_MADE ? year.forecast.origin : context->scope->to;
	if (query.to < query.from)
		return true;
	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	row = figures_get(&figures, ids[2], NULL, NULL);
	year.so_far = row && !isnan(row->value) ? row->value : 0;
	add_row(list, &year, arena);
	return true;
}

/* list NULL: without what is ahead. */
static bool load(struct intake *intake, struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	struct figures_query query = { .ids = ids, .n_ids = 3, .with_status = true, .to = context->scope->to };
	const char *currency = arena_strdup(arena, kpi_currency(context->env));
	const struct kpi_row *target;
	struct figures figures;
	struct stretch stretch;

	*intake = (struct intake){ .currency = said(currency), .lines = { "no data", "", "" } };
	if (context->scope->to == TIME_DAY_NONE)
		return true;
	if (!stretch_choose(context, false, list != NULL, arena, &stretch, err))
		return false;
	query.from = stretch.from;
	if (!figures_load(context, &query, arena, &figures, err) || !load_course(intake, context, &stretch, arena, err))
		return false;
	target = figures_get(&figures, ids[0], NULL, NULL);
	intake->role = target ? figures_role(target) : CANVAS_PLAIN;
	intake->title = arena_printf(arena, "Collected, %s to %s%s%s", scope_day_in(stretch.from, arena), scope_day_in(stretch.to, arena),
		intake->currency[0] ? ", " : "", intake->currency);
	intake->lines[0] = where_we_are(intake, &figures, &stretch, arena);
	if (intake->n_days == 0)
		return true;
	if (!list) {
		intake->awaits_fan = true;
		intake->lines[1] = "Reading the forecast …";
		return true;
	}
	intake->lines[1] = where_it_leads(&stretch, arena);
	intake->lines[2] = outlook_record(&stretch.forecast, arena);
	add_row(list, &stretch, arena);
	return load_year(context, list, arena, err);
}

bool intake_load(struct intake *intake, const struct panel_context *context, struct arena *arena, struct err *err)
{
	return load(intake, NULL, context, arena, err);
}

static const char list_title[] = "Still to come", list_note[] = "forecast; how earlier ones held";

void intake_await_ahead(struct list *list)
{
	list_await(list, list_title);
	list->note = list_note;
	list->awaited = 2;	/* the month and the year */
}

bool intake_load_ahead(struct intake *intake, struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	list->title = list_title;
	list->note = list_note;
	list->empty = "No money is recorded by day.";
	if (!list_begin(list, forecast_columns, sizeof(forecast_columns) / sizeof(forecast_columns[0]), 2, arena, err) ||
	    !load(intake, list, context, arena, err))
		return false;
	list_end(list);
	return true;
}

/* ---- paint */

int intake_height(const struct intake *intake, int rows)
{
	if (intake->n_days == 0)
		return 4;
	return rows >= 50 ? 22 : rows >= 40 ? 18 : rows >= 28 ? 15 : rows >= 20 ? 12 : 9;
}

void intake_paint(const struct intake *intake, struct canvas_area area)
{
	const struct chart_series series = { .values = intake->collected, .second = intake->has_path ? intake->path : NULL, .n = intake->n_days,
		.first_day = intake->first_day, .step_days = 1, .unit = CHART_MONEY, .target = NAN, .limit_low = NAN, .limit_high = NAN,
		.low = intake->has_fan ? intake->low : NULL, .high = intake->has_fan ? intake->high : NULL,
		.middle = intake->has_fan ? intake->middle : NULL, .name = "collected", .second_name = "path to target",
		.band_name = "forecast, 95 %", .selected = -1, .note = intake->currency };
	struct canvas_area text = canvas_cols(area, 1, area.cols - 1);
	int row = 1, most = area.rows >= 11 ? INTAKE_LINES : area.rows >= 9 ? 2 : 1;

	canvas_heading(area, 0, intake->title ? intake->title : "Collected", NULL);
	for (int i = 0; i < most; i++) {
		if (intake->lines[i] && intake->lines[i][0])
			row += canvas_wrap(text, row, i == 0 ? 2 : 1 + (area.rows >= 15), i == 0 ? intake->role : i == 1 ? CANVAS_PLAIN : CANVAS_MUTED,
				intake->lines[i]);
	}
	if (row < area.rows && intake->n_days && !intake->awaits_fan)
		chart_series(canvas_sub(area, 1, row, area.cols - 2, area.rows - row), &series);
}
