/* history.h - the course of one figure over the last periods, as a chart: with its P90, its target, and the limits that its own
 * past sets. Made from the rows that trends are made from; painting needs no data. */
#ifndef PANEL_HISTORY_H
#define PANEL_HISTORY_H

#include "figures.h"

/* Something that people wrote down, at its day. */
struct history_mark {
	int32_t day;
	const char *text;
};

struct history {
	const char *title;		/* "Arrival to release, P50"; NULL: there is none */
	const char *span;		/* "12 weeks to 22 Nov 2026" */
	const double *values, *p90;	/* p90 NULL: the figure is no median */
	size_t n;
	int32_t first_day;
	int step_days;
	enum chart_unit unit;
	double target, limit_low, limit_high;	/* NaN none */
	const char *target_name;	/* NULL: "target" */
	const struct history_mark *marks;
	size_t n_marks;
};

/* `then` and `trend` are of figures_trend_load(); `row` is the figure itself; first_value: of the leading dimension, or NULL. */
void history_of(const struct panel_context *context, const struct figures *then, const struct scope_trend *trend, const struct kpi_row *row, const char *category,
	const char *first_value, struct arena *arena, struct history *ret_history);
/* What the line of kpi_wanted() is called; NULL: a target. */
const char *history_target_name(int edge);
enum chart_unit history_unit(enum kpi_unit unit);	/* of its axis */
/* "12 weeks to 22 Nov 2026" */
const char *history_span(const struct scope_trend *trend, struct arena *arena);
/* The chart alone: with the band up to P90, or for a glance without. */
void history_chart(const struct history *history, bool band, struct canvas_area area);
/* The limits that the first n of its values set. */
void history_limits(struct history *history, size_t n);
/* Loads it for one figure of the scope. */
bool history_load(const struct panel_context *context, const char *kpi, const char *stat, const char *category,
	struct arena *arena, struct history *ret_history, struct err *err);
/* Heading and chart; nothing where there is too little room or no history. about: of whom, "Port Salim"; may be NULL. */
void history_paint(const struct history *history, const char *about, struct canvas_area area);

#endif
