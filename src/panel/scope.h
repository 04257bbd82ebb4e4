/* scope.h - the period and the filters that all panels share, and how keys change them. */
#ifndef PANEL_SCOPE_H
#define PANEL_SCOPE_H

#include "panel/panel.h"

/* Below this many releases a single day says too little: the scope then opens on the last four weeks. */
enum { SCOPE_BUSY_DAY = 200 };

/* The last day with data that is not after env's now, as a day when it was busy, else four weeks that end on it. Without
 * data the days stay TIME_DAY_NONE. */
bool scope_open(const struct kpi_env *env, struct panel_scope *ret_scope, struct err *err);
/* New limits for data that changed; the period is kept where it still has data. */
bool scope_refresh(const struct kpi_env *env, struct panel_scope *scope, struct err *err);

void scope_set_grain(struct panel_scope *scope, enum panel_grain grain);	/* the period that holds scope->to */
bool scope_step(struct panel_scope *scope, int delta);		/* -1, +1; false at the ends of the data */
bool scope_zoom(struct panel_scope *scope, int delta);		/* -1 finer, +1 coarser; false at the ends */

/* Days as given, cut at the ends of the data; a calendar's own period when they are one. */
void scope_set_days(struct panel_scope *scope, int32_t from, int32_t to);
/* A period as people say it: "yesterday", "last 4 weeks", "2026-Q3", "ramadan 2026", "1 Nov to 22 Nov". `today` is the clock's day;
 * when it is more than a day past the data, the day after the last one with data stands for it. False with a sentence. */
bool scope_set_period(struct panel_scope *scope, const char *text, int32_t today, struct err *err);

/* "Sun 22 Nov 2026", "4 weeks to Sun 22 Nov 2026", "1–22 Nov 2026". */
void scope_text(const struct panel_scope *scope, struct text *out);
void scope_text_short(const struct panel_scope *scope, struct text *out);
void scope_day_text(int32_t day, bool with_weekday, struct text *out);
const char *scope_day_in(int32_t day, struct arena *arena);	/* "1 Dec 2026"; "" for TIME_DAY_NONE */
const char *scope_day_short_in(int32_t day, struct arena *arena);	/* "1 Dec" */

/* One value a dimension: adding replaces. false when there is no room. */
bool scope_filter_set(struct panel_scope *scope, const char *name, const char *value);
const struct panel_scope_filter *scope_filter_find(const struct panel_scope *scope, const char *name);

/* The query of the scope, filters copied into the arena. */
bool scope_query(const struct panel_scope *scope, struct arena *arena, struct kpi_query *ret_query, struct err *err);

/* The dimension and the span of the last n periods for trends: days for a day, weeks up to four weeks, else months. */
struct scope_trend {
	enum kpi_dim dim;
	int32_t from, to;
	size_t n;
};
struct scope_trend scope_trend_of(const struct panel_scope *scope, size_t n);
/* The value of the dimension that a day falls into, as the kpi room writes it: "2026-11-22", "2026-W47", "2026-11". */
void scope_trend_label(enum kpi_dim dim, int32_t day, char buffer[32]);
/* Last day of the period of the trend that is `back` periods before its end. */
int32_t scope_trend_day(const struct scope_trend *trend, size_t back);

#endif
