/* charts.h - charts that a statistician respects and a minister reads: axes with round ticks and units, n at hand, each
 * with an ASCII twin (canvas->ascii). Every chart draws something sensible in any area from 1x1 up, and says "no data" where
 * there is none. NaN values are gaps. All strings are borrowed for the call. */
#ifndef CANVAS_CHARTS_H
#define CANVAS_CHARTS_H

#include "canvas/canvas.h"

enum chart_unit { CHART_HOURS, CHART_PERCENT /* values are fractions 0..1 */, CHART_MONEY, CHART_COUNT, CHART_TIMES };

/* Short number for axes and cells: "31.4", "4.1 M", "12.6 %", "1 204"; "–" for NaN ("-" in ascii). */
void chart_format(double value, enum chart_unit unit, bool ascii, struct text *out);
/* Round tick step (1, 2, 2.5, 5 times a power of ten; for hours 1 2 3 6 12 24 48 168) giving at most max_ticks over low..high. */
double chart_tick_step(double low, double high, int max_ticks, enum chart_unit unit);

/* A tile, at least 16x1, best 19x4: name, value + verdict word with glyph, trend, counter line. */
struct chart_tile {
	const char *name;		/* with its endpoints */
	const char *value;		/* formatted, with unit */
	const char *verdict;		/* "worse", "better", "as usual", "" ; the glyph goes with the role */
	enum canvas_role verdict_role;	/* CANVAS_BAD ✗, CANVAS_GOOD ✓, CANVAS_MUTED ·, CANVAS_WARNING ! */
	const double *trend;
	size_t n_trend;
	const char *target;		/* "target 24", "band 6–10", or "" */
	const char *detail;		/* third line: counter-KPI, n */
	bool selected;			/* marked in the gutter, not by a reversed box */
};
void chart_tile(struct canvas_area area, const struct chart_tile *tile);

/* One row of eighths. low/high NaN: from the data. */
/* A filtered text with the twins that charts have on a terminal that knows ASCII alone. */
void chart_ascii(struct text *out, const char *s, size_t n);
void chart_sparkline(struct canvas_area area, int col, int row, int cells, const double *values, size_t n, double low,
	double high, enum canvas_role role);
/* One horizontal bar of `cells`, value of max, with eighths; optional tick at `mark` (NaN none). */
void chart_bar(struct canvas_area area, int col, int row, int cells, double value, double max, double mark, enum canvas_role role);

/* Shares that add up to 1 on one row: "customs ██████ 31 %  agency ███ 14 %". */
struct chart_share {
	const char *name;
	double share;
	enum canvas_role role;
	bool selected;			/* marked before its name, and the cursor stands there */
};
void chart_shares(struct canvas_area area, int row, const char *label, const struct chart_share *shares, size_t n);

/* A table: sorted and scrolled by the caller, drawn here. Columns drop from the lowest priority when they do not fit. */
struct chart_column {
	const char *title;
	int cells;			/* wished width; the first column takes what is left */
	bool right;
	int priority;			/* 0 always shown; higher drops earlier */
	bool sorted, descending;	/* an arrow beside the title */
};
struct chart_table_cell {
	const char *text;
	enum canvas_role role;
	const double *trend;		/* sparkline instead of text */
	size_t n_trend;
};
struct chart_table {
	const struct chart_column *columns;
	size_t n_columns;
	const struct chart_table_cell *cells;	/* n_rows * n_columns */
	size_t n_rows;
	size_t first;			/* first row shown */
	long selected;			/* index, or -1: marked with ▶ in the gutter and given the cursor */
	bool focused;
};
/* Returns the rows of data that fit, so that the caller can scroll. */
size_t chart_table(struct canvas_area area, const struct chart_table *table);

/* Stages on one time axis: P50 solid, P90 thin, lettered and coloured by owner. */
struct chart_stage {
	const char *name;
	char letter;			/* C A T P S */
	enum canvas_role role;
	double start_p50;		/* where the bar starts (cumulated), hours */
	double p50, p90;		/* hours; NaN when unknown */
	double coverage;		/* 0..1 */
	long n;
};
void chart_waterfall(struct canvas_area area, const struct chart_stage *stages, size_t n, double standard);

/* Distribution of hours (log or linear axis chosen by spread), with a standard marked and the share within it. */
struct chart_histogram {
	const double *edges;		/* n + 1, ascending */
	const double *counts;		/* n */
	size_t n;
	enum chart_unit unit;
	double standard;		/* NaN none */
	double p50, p90;		/* marked; NaN none */
	const char *caption;		/* "n 1 204, 62 % within 24 h" */
};
void chart_histogram(struct canvas_area area, const struct chart_histogram *histogram);

/* Rates of units against their n with 95 % and 99.8 % limits around the mean. */
struct chart_funnel_point {
	const char *name;
	double rate;
	long n;
	bool outside;			/* beyond the 99.8 % limit */
	bool selected;
};
struct chart_funnel {
	const struct chart_funnel_point *points;
	size_t n;
	double mean;
	double z_95, z_998;		/* how far off the limits are, in standard errors of chance; 0: 1.96 and 3.09 */
	const char *x_title, *y_title;	/* NULL: "n", none */
};
void chart_funnel(struct canvas_area area, const struct chart_funnel *funnel);

/* Flow from initial to final lane: each as a stack, the moves between them as rows. */
struct chart_flow {
	const char *const *names;	/* lanes, green first */
	const enum canvas_role *roles;
	size_t n;
	const double *counts;		/* n * n: counts[from * n + to] */
};
void chart_flow(struct canvas_area area, const struct chart_flow *flow);

/* Something that happened, marked on the time axis where it lies within it. */
struct chart_event {
	int32_t day;
	const char *text;
};

/* One series over days with axes, optional target line, control limits, a second (dashed) series, and a band: a median with
 * what reaches up to its P90, a total with the fan of its forecast. Arrays have n values; those that are NULL are not drawn. */
struct chart_series {
	const double *values, *second;	/* second: the path to the target */
	size_t n;
	int32_t first_day;
	int step_days;			/* days a point */
	enum chart_unit unit;
	double target, limit_low, limit_high;	/* NaN none */
	const char *target_name;	/* NULL: "target" */
	const char *name, *second_name;	/* NULL: "last", "" */
	long selected;			/* -1 none */
	const double *low, *high;	/* the band, shaded where both are known */
	const double *middle;		/* of the band: the expected path of a forecast, dashed */
	const char *band_name;		/* "P50 to P90", "forecast, 95 %" */
	const char *note;		/* "n 993", at the right of the names */
	const struct chart_event *events;	/* n_events of them; their words stand where there is room */
	size_t n_events;
};
void chart_series(struct canvas_area area, const struct chart_series *series);

/* The same figure of many units side by side, all on one scale, so that level and course can be compared: a name, the last
 * value with its word, a curve. Fills the area with as many as fit and says how many it left out. */
struct chart_multiple {
	const char *name, *value;	/* "Port Salim", "40.9 h ✗" */
	enum canvas_role role;		/* of the value */
	const double *values;		/* n_values of chart_multiples */
	bool selected;
};
struct chart_multiples {
	const struct chart_multiple *items;
	size_t n, n_values;
	enum chart_unit unit;
	double target;			/* NaN none */
	const char *span;		/* "12 weeks to 22 Nov 2026" */
};
void chart_multiples(struct canvas_area area, const struct chart_multiples *multiples);

/* What a budget brings as it grows from 0 to x_high: curves over shares, with a band around the first and a mark at the budget. */
struct chart_gain_line {
	const char *name;
	const double *values;		/* n of chart_gain; fractions; NaN gaps; NULL none */
	enum canvas_role role;
	int dash;			/* 0 solid */
	const char *ascii;		/* its stroke where there are no dots */
};
struct chart_gain {
	const struct chart_gain_line *lines;	/* the first is the one that matters */
	size_t n_lines, n;		/* points of each line, evenly from 0 to x_high */
	double x_high, y_high;		/* y_high NaN: from the data */
	const double *low, *high;	/* NULL none */
	double cursor;			/* a share; NaN none */
};
void chart_gain(struct canvas_area area, const struct chart_gain *gain);

/* Weekday by hour: 7 x 24 values, shade blocks with a legend. */
void chart_heat(struct canvas_area area, const double values[7][24], enum chart_unit unit, const char *title);

/* One declaration's milestones on a time axis, with stretches coloured and lettered by owner. */
struct chart_timeline_stretch {
	double from, to;		/* hours from the first event */
	char letter;
	enum canvas_role role;
};
struct chart_timeline_event {
	double at;			/* hours from the first event */
	const char *code, *label;	/* "REL", "2026-11-22 08:15 release order" */
};
void chart_timeline(struct canvas_area area, const struct chart_timeline_stretch *stretches, size_t n_stretches,
	const struct chart_timeline_event *events, size_t n_events);

/* Stretches of days under each other on one axis of dates: a name, a bar from its first to its last day, a word. Bars that are cut at the right
 * edge go on; those that begin behind `today` are planned. The selected one is marked in the gutter and has the cursor. */
struct chart_span {
	const char *name, *word;
	enum canvas_role role;		/* of bar and word; what it means stands in the word */
	int32_t from, to;		/* days; to < from: it goes on */
};
struct chart_spans {
	const struct chart_span *spans;
	size_t n, first;		/* first: shown in the top row */
	long selected;			/* -1 none */
	int32_t from, to;		/* of the axis */
	int32_t today;
	bool focused;
};
/* Returns the spans that fit, so that the caller can scroll. */
size_t chart_spans(struct canvas_area area, const struct chart_spans *spans);

#endif
