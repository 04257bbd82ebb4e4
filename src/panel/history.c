/* history.c - a figure over time, with limits.
 *
 * The limits are those of an individuals chart over the periods before the last one (the target stands beside them where a
 * figure of any length of period can be held against it). Times are skewed, so their limits are found on a log scale. */
#include "history.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "note.h"
#include "stats/stats.h"

enum { LEAST_ROWS = 6, LEAST_COLS = 40, MOST = 64, EVENTS_MOST = 8 };

enum chart_unit history_unit(enum kpi_unit unit)
{
	switch (unit) {
	case KPI_HOURS: return CHART_HOURS;
	case KPI_ONE: return CHART_PERCENT;
	case KPI_MONEY: return CHART_MONEY;
	case KPI_TIMES: return CHART_TIMES;
	default: return CHART_COUNT;
	}
}

static bool all_positive(const double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (values[i] <= 0)
			return false;
	return true;
}

void history_limits(struct history *history, size_t n)
{
	double past[MOST], centre, low, high;
	bool logs = history->unit == CHART_HOURS && all_positive(history->values, n);

	history->limit_low = history->limit_high = NAN;
	n = n > MOST ? MOST : n;
	for (size_t i = 0; i < n; i++)
		past[i] = logs ? log(history->values[i]) : history->values[i];
	if (n < 1 || !stats_xmr(past, n, &centre, &low, &high))
		return;
	history->limit_high = logs ? exp(high) : high;
	history->limit_low = logs ? exp(low) : low;
	if (history->unit == CHART_PERCENT)
		history->limit_high = fmin(history->limit_high, 1);
	if (history->limit_low <= 0 && history->unit != CHART_MONEY)
		history->limit_low = NAN;	/* nothing can lie below it */
}

static bool any(const double *values, size_t n)
{
	for (size_t i = 0; values && i < n; i++)
		if (isfinite(values[i]))
			return true;
	return false;
}

const char *history_span(const struct scope_trend *trend, struct arena *arena)
{
	const char *unit = trend->dim == KPI_DIM_DAY ? "days" : trend->dim == KPI_DIM_WEEK ? "weeks" : "months", *text;
	struct text day = TEXT_INIT;

	scope_day_text(trend->to, false, &day);
	text = arena_printf(arena, "%zu %s to %s", trend->n, unit, day.data);
	text_finish(&day);
	return text ? text : "";
}

/* A decision, what was done, or a note; TIME_DAY_NONE where it is none of them. */
static int32_t mark_day(const struct note *note)
{
	if (note->state == NOTE_WITHDRAWN)
		return TIME_DAY_NONE;
	switch (note->kind) {
	case NOTE_DECISION: return note->on;
	case NOTE_ACTION: return note->closed;
	case NOTE_NOTE: return note->about.to;
	default: return TIME_DAY_NONE;
	}
}

static void put_marks(const struct panel_context *context, const struct kpi_row *row, const char *category, const char *first_value,
	struct arena *arena, struct history *history)
{
	size_t n = notes_count(context->notes);
	struct history_mark *marks = n ? arena_array(arena, n, sizeof(*marks)) : NULL;

	history->marks = marks;
	for (size_t i = 0; marks && i < n; i++) {
		const struct note *note = notes_at(context->notes, i);
		int32_t day = mark_day(note);

		if (day == TIME_DAY_NONE || strcmp(note->about.kpi, row->def->id) != 0 || strcmp(note->about.category, category ? category : "") != 0 ||
		    !note_concerns(&note->about, context->scope, first_value))
			continue;
		marks[history->n_marks] = (struct history_mark){ .day = day, .text = arena_strdup(arena, note->text) };
		history->n_marks += marks[history->n_marks].text != NULL;
	}
}

const char *history_target_name(int edge)
{
	return edge < 0 ? "band from" : edge > 0 ? "band to" : NULL;
}

void history_of(const struct panel_context *context, const struct figures *then, const struct scope_trend *trend, const struct kpi_row *row, const char *category,
	const char *first_value, struct arena *arena, struct history *ret_history)
{
	bool rate = row->def->unit == KPI_HOURS || row->def->unit == KPI_ONE || row->def->unit == KPI_TIMES;
	int edge = 0;
	struct history history = { .n = trend->n, .unit = history_unit(row->def->unit), .span = history_span(trend, arena) };

	*ret_history = (struct history){ .title = NULL };
	history.values = figures_trend(then, trend, row->def->id, row->stat, first_value, category, arena);
	if (!history.values || !any(history.values, history.n) || strcmp(row->def->id, "data_freshness") == 0)
		return;
	if (strcmp(row->stat, "p50") == 0)
		history.p90 = figures_trend(then, trend, row->def->id, "p90", first_value, category, arena);
	if (!any(history.p90, history.n))
		history.p90 = NULL;
	history.title = figures_title(row->def, row->stat, category, arena);
	history.step_days = trend->dim == KPI_DIM_DAY ? 1 : trend->dim == KPI_DIM_WEEK ? 7 : 30;
	history.first_day = trend->to - history.step_days * (int32_t)(trend->n - 1);
	history.target = rate || row->def->cohort == KPI_AT_STOCK ? kpi_wanted(row->value, row->target, row->target_low, row->target_high, &edge) : NAN;
	history.target_name = history_target_name(edge);
	history_limits(&history, history.n > 0 ? history.n - 1 : 0);	/* the last one is to be judged */
	put_marks(context, row, category, first_value, arena, &history);
	*ret_history = history;
}

bool history_load(const struct panel_context *context, const char *kpi, const char *stat, const char *category,
	struct arena *arena, struct history *ret_history, struct err *err)
{
	const char *ids[] = { kpi };
	struct figures_query query = { .ids = ids, .n_ids = 1, .with_status = true };
	struct figures now, then;
	struct scope_trend trend;
	const struct kpi_row *row;

	*ret_history = (struct history){ .title = NULL };
	if (!figures_load(context, &query, arena, &now, err) ||
	    !figures_trend_load(context, ids, 1, NULL, arena, &then, &trend, err))
		return false;
	row = figures_get(&now, kpi, stat, category);
	if (row)
		history_of(context, &then, &trend, row, category, NULL, arena, ret_history);
	return true;
}

void history_chart(const struct history *history, bool band, struct canvas_area area)
{
	const char *note = history->step_days == 1 ? "one point a day" : history->step_days == 7 ? "one point a week" :
		"one point a month";

	struct chart_event events[EVENTS_MOST];
	size_t n_events = history->n_marks > EVENTS_MOST ? EVENTS_MOST : history->n_marks;

	band = band && history->p90;
	if (!history->title)
		return;
	/* The newest, where there are many. */
	for (size_t i = 0; i < n_events; i++) {
		const struct history_mark *mark = &history->marks[history->n_marks - n_events + i];

		events[i] = (struct chart_event){ .day = mark->day, .text = mark->text };
	}
	chart_series(area, &(struct chart_series){ .values = history->values, .n = history->n, .first_day = history->first_day,
		.step_days = history->step_days, .unit = history->unit, .target = history->target, .target_name = history->target_name, .limit_low = history->limit_low,
		.limit_high = history->limit_high, .name = history->p90 ? "P50" : NULL, .selected = -1,
		.low = band ? history->values : NULL, .high = band ? history->p90 : NULL, .band_name = "up to P90", .note = note,
		.events = events, .n_events = n_events });
}

void history_paint(const struct history *history, const char *about, struct canvas_area area)
{
	struct text title = TEXT_INIT;

	if (!history->title || area.rows < LEAST_ROWS || area.cols < LEAST_COLS)
		return;
	text_appendf(&title, "%s%s%s", about ? about : "", about ? ": " : "", history->title);
	canvas_heading(area, 0, title.data, history->span);
	history_chart(history, true, canvas_below_heading(area));
	text_finish(&title);
}
