/* kpi.h - the catalogue of key performance indicators: one entry each, everything else walks the table.
 *
 * Adding an entry is enough: tiles, help, --explain, reports and the man page walk it. Formulas and their sources stand in
 * the entries; where two people could compute differently, the rule followed is written in `definition`. */
#ifndef KPI_KPI_H
#define KPI_KPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/settings.h"
#include "base/text.h"
#include "cube/cube.h"

enum kpi_unit {
	KPI_ONE,	/* fraction 0..1 (screens show %) or ratio; JSON unit "1" */
	KPI_HOURS,	/* "h" */
	KPI_MONEY,	/* "money": reporting currency, in its unit (not minor) */
	KPI_COUNT,	/* "count" */
	KPI_TIMES,	/* "x": a ratio that reads as a multiple (lift, spread) */
};

enum kpi_better { KPI_HIGHER, KPI_LOWER, KPI_BAND };

/* The timestamp a period applies to. */
enum kpi_cohort { KPI_BY_REGISTRATION, KPI_BY_RELEASE, KPI_BY_PAYMENT, KPI_BY_ASSESSMENT, KPI_BY_DEADLINE, KPI_BY_OWN_DAY, KPI_AT_STOCK };

enum kpi_status { KPI_UNKNOWN, KPI_USUAL, KPI_BETTER, KPI_WORSE };

struct kpi_def {
	const char *id;			/* "release_time_total" */
	const char *title;		/* with its endpoints: "Arrival to release" */
	const char *short_title;	/* at most 20 cells, for tiles and columns */
	const char *question;		/* what a leader asks: "How long do we keep goods?" */
	const char *group;		/* "time", "control", "integrity", "revenue", "people", "facilitation", "data" */
	enum kpi_unit unit;
	enum kpi_better better;
	enum kpi_cohort cohort;
	const char *counter;		/* id of the counter-KPI shown beside it, or NULL */
	const char *headline;		/* the stat that a tile shows: "p50", "rate", "sum", "count", "ratio", "share" */
	const char *definition;		/* whole sentences: endpoints, filters, what is left out */
	const char *formula;
	const char *numerator, *denominator;	/* in words, or NULL */
	const char *source;
	const char *rival;		/* the competing definition, in words, or NULL */
	const char *const *needs;	/* NULL-terminated; each one "a.b|c.d": KIND.COLUMN alternatives without which the KPI is
					 * a dash, e.g. "declarations.arrived_at|milestones.ARR" */
	int method;			/* private to the kpi room: how it is computed */
	int argument[4];
};

size_t kpi_count(void);
const struct kpi_def *kpi_at(size_t index);
const struct kpi_def *kpi_find(const char *id);		/* NULL when there is none */
int kpi_interval(const struct kpi_def *def);		/* the column of seconds (cube.h) that it is about; -1: it is about none */

/* Answers kept from question to question, as long as data, clock and settings stay the same. */
struct kpi_memory;
struct kpi_memory *kpi_memory_create(void);		/* NULL when memory is out */
void kpi_memory_destroy(struct kpi_memory *memory);	/* accepts NULL */

/* What evaluation needs to know; all borrowed. */
struct kpi_env {
	struct store *store;
	struct cube *cube;
	int64_t now;			/* UTC seconds; T of a stock is min(end of `to`, now) */
	const struct settings *config;	/* may be NULL: hit_floor, service standards, see docs/configuration.md */
	struct kpi_memory *memory;	/* may be NULL: nothing is kept */
};

enum kpi_dim {
	KPI_DIM_OFFICE, KPI_DIM_FLOW, KPI_DIM_REGIME, KPI_DIM_MODE, KPI_DIM_LANE, KPI_DIM_LANE_FINAL, KPI_DIM_AEO, KPI_DIM_IMPORTER,
	KPI_DIM_BROKER, KPI_DIM_OFFICER, KPI_DIM_ORIGIN, KPI_DIM_HS_CHAPTER, KPI_DIM_SELECT_REASON, KPI_DIM_RULE, KPI_DIM_HOUR,
	KPI_DIM_WEEKDAY, KPI_DIM_DAY, KPI_DIM_WEEK, KPI_DIM_MONTH, KPI_DIM_ATTRIBUTE,
};

struct kpi_by {
	enum kpi_dim dim;
	const char *attribute;		/* KPI_DIM_ATTRIBUTE: NAME */
};

struct kpi_filter {
	struct kpi_by by;
	const char *const *values;	/* one must hold; "" is "not recorded" */
	size_t n_values;
};

/* "office" ... "attribute.NAME". name is borrowed. */
bool kpi_by_parse(const char *name, struct kpi_by *ret_by, struct err *err);
const char *kpi_by_name(const struct kpi_by *by, char buffer[80]);

/* What a verdict is against: the target where there is one, else what is usual; or only one of the two. */
enum kpi_against { KPI_AGAINST_TARGET_OR_USUAL, KPI_AGAINST_TARGET, KPI_AGAINST_USUAL };

struct kpi_query {
	int32_t from, to;		/* days, both included; TIME_DAY_NONE = as far as there is data */
	const struct kpi_filter *filters;
	size_t n_filters;
	const struct kpi_by *by;
	size_t n_by;
	bool without_status;		/* skip targets, history and verdicts (faster) */
	enum kpi_against against;
	double above_hours;		/* above 0: times also come as stat "above", the share of them that took longer */
	const char *const *stats;	/* NULL-terminated: rows of these alone, where a figure has several; NULL: all of them */
	bool exact;			/* quantiles to the second, whatever memory it takes; else within 0.40 % of large groups */
	/* Above 1: rows of headlines alone, each with its course over so many periods (at most KPI_POINTS), the one asked for and those
	 * before it, `step` days from start to start (0: as long as the period). One scan serves them all. Without verdicts; of
	 * figures that stand on books of their own (see struct kpi_row) there is no course. Not with time dimensions. */
	int points, step;
	bool with_whole;		/* of courses by a dimension: first come rows without it, of all its values together */
};

enum { KPI_POINTS = 200 };

/* A figure in one of the periods of a course. */
struct kpi_point {
	double value, numerator, denominator, coverage;	/* as in a row */
	double low, high;		/* as in a row, but of times 99.99 %, to the nearest ranks there are */
	int64_t n;
};

struct kpi_dim_value {
	const char *name, *value;	/* "office", "NGT"; value "" where not recorded */
};

struct kpi_row {
	const struct kpi_def *def;
	const char *stat;		/* p50 p90 mean rate sum count ratio share */
	int32_t from, to;
	const struct kpi_dim_value *dims;	/* the --by ones, then the KPI's own category if it has one */
	size_t n_dims;
	double value;			/* NaN where there is nothing to divide by; money in the currency's unit */
	double numerator, denominator;	/* of rates, ratios and shares; NaN elsewhere */
	int64_t n;			/* declarations (or records) used */
	double coverage;		/* used / eligible; NaN when nothing was eligible */
	double low, high;		/* 95 % interval; NaN where there is none */
	double p;			/* of a test for chance, adjusted for how many were made; NaN where there is none */
	double target;			/* NaN without one */
	double target_low, target_high;	/* band, NaN without one */
	double usual_low, usual_high;	/* what history calls usual (see status), NaN without enough of it */
	enum kpi_status status;
	enum kpi_status before;		/* of the comparable period before, by the same target and limits; KPI_UNKNOWN where it had none:
					 * screens colour a status that held for two periods */
	const char *base_name;		/* what it was compared with, "Oct 2026"; NULL when it was not: see kpi_compare() */
	double base;			/* the same figure there; NaN where there is none */
	int64_t base_n;
	const char *basis;		/* of a figure against a target: how that was spread over its days ("same days of 2025", "working
					 * days"); else NULL */
	const struct kpi_point *course;	/* query.points of them, the newest first; NULL: none was asked for, or it has none */
	const char *missing;		/* the column whose absence makes this a dash, "declarations.arrived_at"; else NULL */
};

/* Rows in the order of defs, then of the dimension values (natural order), then of the statistics. Everything lives in arena. */
bool kpi_evaluate(const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs, const struct kpi_query *query,
	struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n, struct err *err);
/* The one line that a chart draws as wanted: the target; of a band the edge that the value is beyond, else the one it is nearer to (its middle is
 * no bound). ret_edge: -1 the lower edge, 1 the upper one, 0 a target; may be NULL. NaN: none. */
double kpi_wanted(double value, double target, double low, double high, int *ret_edge);
/* A figure that the data cannot tell by the dimensions asked for comes as one row without them. Leaves the rows that have as many of
 * them; how many these are. */
size_t kpi_rows_grouped(struct kpi_row *rows, size_t n, size_t n_by);

/* Judges rows by the same rows of another period or post: matched by KPI, statistic and dimensions, those named `ignore` (may be
 * NULL) left aside. A change gets a word only when it is beyond chance: where both have 95 % intervals, the interval of their
 * difference (Newcombe 1998, method 10) leaves out zero; else it exceeds 1.96 standard deviations of the difference of two periods,
 * the deviation being a sixth of the control limits' width. Fewer than 30 on either side say nothing. name is borrowed. */
void kpi_compare(struct kpi_row *rows, size_t n, const struct kpi_row *base, size_t n_base, const char *ignore, const char *name);

/* The slice that a KPI's figure was computed from: for drilling down to the declarations behind a number. The filters live in arena. */
bool kpi_slice(const struct kpi_env *env, const struct kpi_def *def, const struct kpi_query *query, struct arena *arena,
	struct cube_slice *ret_slice, struct err *err);

const char *kpi_status_word(enum kpi_status status);	/* "better" "worse" "usual" "unknown" */
const char *kpi_unit_name(enum kpi_unit unit);		/* "1" "h" "money" "count" "x" */
const char *kpi_better_word(enum kpi_better better);

/* The currency figures are reported in ("" when none is known) and its decimals. Borrowed until the next store_fact(). */
const char *kpi_currency(const struct kpi_env *env);

/* Output of rows; the formats of cli.md. `table` is for people: filtered text, aligned, units once. */
void kpi_write_json(const struct kpi_env *env, const struct kpi_row *rows, size_t n, struct text *out);
void kpi_write_csv(const struct kpi_env *env, const struct kpi_row *rows, size_t n, struct text *out);
void kpi_write_table(const struct kpi_env *env, const struct kpi_row *rows, size_t n, bool ascii, struct text *out);
/* The page of `kpi --explain ID`, plain text wrapped at 78 cells. */
void kpi_explain(const struct kpi_def *def, struct text *out);

/* A value for people: at most three significant figures, thin-space grouping, unit ("31.4 h", "12.6 %", "4.1 M"). "–" for NaN. */
void kpi_format_value(double value, enum kpi_unit unit, bool ascii, struct text *out);

#endif
