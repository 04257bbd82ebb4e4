/* figures.h - KPI rows of a scope, found by name, and the words that go with them: value, verdict, target, what is missing. */
#ifndef PANEL_FIGURES_H
#define PANEL_FIGURES_H

#include "canvas/charts.h"
#include "panel/panel.h"
#include "scope.h"

struct figures {
	const struct kpi_row *rows;
	size_t n;
	size_t n_by;			/* leading dims of each row that were asked for */
	const size_t *by_first;		/* places of rows by the value of their first dimension; NULL: of few rows */
};

enum { FIGURES_TREND = 12, FIGURES_MAX = 48 };
enum { FIGURES_DAYS_FROM = 96 };	/* ages of data from here on are told in days */
enum { FIGURES_STALE_HOURS = 36 };	/* a newest record older than that is marked, whatever the post */

/* Evaluates the ids that the catalogue knows, in the scope; the others are passed over. ids may repeat. */
struct figures_query {
	const char *const *ids;
	size_t n_ids;
	struct kpi_by by[3];
	size_t n_by;
	bool with_status;
	int32_t from, to;		/* another period than the scope's; both 0: the scope's */
	const struct panel_scope_filter *also;	/* one more filter; may be NULL */
};
bool figures_load(const struct panel_context *context, const struct figures_query *query, struct arena *arena,
	struct figures *ret_figures, struct err *err);
/* Figures of the same scope a year before, without status, not written among the panel's. None where the data does not reach back so far:
 * at all, or to its first day (whole). */
bool figures_load_year_ago(const struct panel_context *context, const char *const *ids, size_t n_ids, bool whole, struct arena *arena,
	struct figures *ret_year, struct err *err);

/* Rows that panels asked for, each once, in the order they were: for writing the numbers of a panel. They live in its arena. */
struct figures_record {
	struct arena arena;
	struct kpi_row *rows;
	size_t n, cap;
};
void figures_record_begin(struct figures_record *record);
void figures_record_finish(struct figures_record *record);

/* A row by KPI, stat (NULL: the headline one), values of the leading dims, category (NULL: any). NULL when there is none. */
const struct kpi_row *figures_find(const struct figures *figures, const char *id, const char *stat, const char *const *values,
	size_t n_values, const char *category);
const struct kpi_row *figures_get(const struct figures *figures, const char *id, const char *stat, const char *category);

/* Most figures have a past. A stock is what it is now: its past does not stand in the cube by period, and a flat line would be
 * a lie. */
bool figures_has_trend(const char *id);
/* The last FIGURES_TREND periods of a KPI: values, NaN where there are none. `of` are rows by (leading values...,) period. */
bool figures_trend_load(const struct panel_context *context, const char *const *ids, size_t n_ids, const struct kpi_by *first,
	struct arena *arena, struct figures *ret_figures, struct scope_trend *ret_trend, struct err *err);
const double *figures_trend(const struct figures *of, const struct scope_trend *trend, const char *id, const char *stat,
	const char *first_value, const char *category, struct arena *arena);

/* Words, in UTF-8: the canvas finds the ASCII twins. All live in the arena and are never NULL. */
const char *figures_value(const struct kpi_row *row, struct arena *arena);		/* "31.4 h", "–" */
const char *figures_number(double value, enum kpi_unit unit, struct arena *arena);	/* without its unit */
const char *figures_count(int64_t n, struct arena *arena);				/* "1 204" */
const char *figures_target(const struct kpi_row *row, struct arena *arena);		/* "target 24", "usual 28–36", "" */
const char *figures_interval(const struct kpi_row *row, struct arena *arena);	/* "10.1–15.4 %", "" */
/* "arrived_at" of "declarations.arrived_at"; NULL when nothing is missing. */
const char *figures_missing(const struct kpi_row *row);

double figures_money_unit(const char *currency);	/* minor units in one unit; NULL: of no currency */

struct figures_verdict {
	const char *word;		/* "worse", "as usual", "too few to tell", "needs arrived_at" */
	enum canvas_role role;
	const char *glyph;		/* "✗" "✓" "·" "" */
};
/* A colour flips only after two periods: what is worse or better for the first time is said with the word "new", and not in red or
 * green. The role of a value by its status. */
bool figures_is_new(const struct kpi_row *row);
enum canvas_role figures_role(const struct kpi_row *row);
struct figures_verdict figures_verdict(const struct kpi_row *row, struct arena *arena);
/* "✗ worse" */
const char *figures_verdict_text(const struct kpi_row *row, struct arena *arena);
/* What a rule (any group of inspections) finds against random picks (NaN: none): it is dead only where it had its chance, FIGURES_DEAD
 * results or more, and even the upper end of its interval is below them. */
enum { FIGURES_TELLING = 30, FIGURES_DEAD = 50 };
const char *figures_rule_word(const struct kpi_row *row, double random_rate, enum canvas_role *ret_role);
/* How far beyond its target or its limits, in parts of them, times the root of n: what exceptions are ranked by. 0 when it
 * is not beyond. */
double figures_excess(const struct kpi_row *row);

/* "P50" for p50; "" where the stat needs no word. */
const char *figures_stat_word(const char *stat);
/* "arrival to release P50": title in the middle of a sentence. */
const char *figures_subject(const struct kpi_def *def, const char *stat, const char *category, struct arena *arena);
/* "Open files > 72 h": tile and column names of KPIs with categories. */
const char *figures_title(const struct kpi_def *def, const char *stat, const char *category, struct arena *arena);

#endif
