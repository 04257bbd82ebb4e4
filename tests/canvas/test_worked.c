/* Charts read back as a person reads them: the ticks tell the scale, and what was worked out by hand must stand where they say. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canvas/charts.h"
#include "canvas/writers.h"
#include "suite.h"

static struct canvas *canvas_of(int cols, int rows, bool ascii)
{
	struct canvas *canvas = NULL;
	struct err err;

	ck_assert(canvas_create(cols, rows, ascii, &canvas, &err));
	return canvas;
}

static bool is_at(const struct canvas *canvas, int col, int row, const char *glyph)
{
	return strcmp(canvas_at(canvas, col, row)->text, glyph) == 0;
}

/* The column at which words begin; -1 none. */
static int col_of_words(const struct canvas *canvas, int row, const char *words)
{
	for (int col = 0; col < canvas->cols; col++) {
		struct text line = TEXT_INIT;
		bool found;

		for (int c = col; c < canvas->cols; c++)
			text_append(&line, canvas_at(canvas, c, row)->text);
		found = line.data && strncmp(line.data, words, strlen(words)) == 0;
		text_finish(&line);
		if (found)
			return col;
	}
	return -1;
}

static int row_of_words(const struct canvas *canvas, const char *words)
{
	for (int row = 0; row < canvas->rows; row++)
		if (col_of_words(canvas, row, words) >= 0)
			return row;
	return -1;
}

/* The scale of the left axis, from its lowest and highest tick: value and row. */
struct scale {
	double top, bottom;
	int top_row, bottom_row;
};

static struct scale scale_of(const struct canvas *canvas)
{
	struct scale scale = {.top_row = -1};

	for (int row = 0; row < canvas->rows; row++) {
		struct text label = TEXT_INIT;
		int col = 0;

		while (col < 12 && !is_at(canvas, col, row, "┤") && !is_at(canvas, col, row, "+"))
			text_append(&label, canvas_at(canvas, col++, row)->text);
		if (col > 0 && col < 12 && strpbrk(label.data, "0123456789")) {
			double value = atof(label.data + strcspn(label.data, "0123456789"));

			if (scale.top_row < 0) {
				scale.top = value;
				scale.top_row = row;
			}
			scale.bottom = value;
			scale.bottom_row = row;
		}
		text_finish(&label);
	}
	ck_assert_int_gt(scale.bottom_row, scale.top_row);
	return scale;
}

static double row_value(const struct scale *scale, int row)
{
	return scale->bottom + (scale->top - scale->bottom) * (scale->bottom_row - row) / (scale->bottom_row - scale->top_row);
}

/* What a row is wide. A tick may stand half a row beside its value, and so may a stroke. */
static double row_height(const struct scale *scale)
{
	return (scale->top - scale->bottom) / (scale->bottom_row - scale->top_row);
}

/* The row of a glyph in a column, from one row on; -1 none. */
static int row_in(const struct canvas *canvas, int col, int from, int to, const char *glyph)
{
	for (int row = from; row < to; row++)
		if (is_at(canvas, col, row, glyph))
			return row;
	return -1;
}

/* Around a mean of 10 % at n 100 the standard deviation is sqrt(.1 * .9 / 100) = 3 %: 95 % of chance lies within 4.1 and 15.9 %, 99.8 %
 * within 0.7 and 19.3 %; at n 400, where it is 1.5 %, within 7.1 and 12.9 %, and within 5.4 and 14.6 %. */
static void check_funnel(int n, double z95, double z998)
{
	const struct chart_funnel_point points[] = {{.name = "", .rate = 0.10, .n = 60}, {.name = "", .rate = 0.28, .n = n}, {.name = "", .rate = 0.1, .n = 900}};
	struct canvas *canvas = canvas_of(140, 50, true);
	struct scale scale;
	int col = -1, top = -1;
	int r998, r95;

	chart_funnel(canvas_whole(canvas), &(struct chart_funnel){.points = points, .n = 3, .mean = 0.1, .x_title = "n", .y_title = "rate"});
	scale = scale_of(canvas);
	for (int row = 1; row < 25 && top < 0; row++)		/* the highest point is the one asked about */
		for (int c = 10; c < canvas->cols && top < 0; c++)
			if (is_at(canvas, c, row, "o")) {
				col = c;
				top = row;
			}
	ck_assert_int_gt(top, 0);
	ck_assert_double_eq_tol(row_value(&scale, top), 28, row_height(&scale));
	r998 = row_in(canvas, col, top + 1, canvas->rows, ":");
	r95 = row_in(canvas, col, top + 1, canvas->rows, ".");
	for (int near = 1; near <= 2; near++) {		/* dashes leave every other column blank */
		r998 = r998 >= 0 ? r998 : row_in(canvas, col + near, top + 1, canvas->rows, ":");
		r95 = r95 >= 0 ? r95 : row_in(canvas, col + near, top + 1, canvas->rows, ".");
	}
	ck_assert_int_gt(r998, top);
	ck_assert_int_gt(r95, top);
	ck_assert_double_eq_tol(row_value(&scale, r998), z998, row_height(&scale) * 1.25);
	ck_assert_double_eq_tol(row_value(&scale, r95), z95, row_height(&scale) * 1.25);
	canvas_destroy(canvas);
}

START_TEST(limits_of_a_funnel_are_as_wide_as_n_makes_them)
{
	check_funnel(100, 15.9, 19.3);
	check_funnel(400, 12.9, 14.6);
}
END_TEST

/* Limits at 12 and 36, a target at 24, values of 30: each on the row that its tick names. */
START_TEST(levels_of_a_series_stand_where_the_ticks_say)
{
	double values[20];
	struct canvas *canvas = canvas_of(100, 40, true);
	const struct chart_series series = {.values = values, .n = 20, .first_day = 20000, .step_days = 1, .unit = CHART_COUNT, .target = 24,
		.limit_low = 12, .limit_high = 36, .name = "value", .selected = -1};
	static const struct {
		const char *words;
		double value;
	} levels[] = {{"limit 36", 36}, {"value 30", 30}, {"target 24", 24}, {"limit 12", 12}};
	struct scale scale;

	for (int i = 0; i < 20; i++)
		values[i] = 30;
	chart_series(canvas_whole(canvas), &series);
	scale = scale_of(canvas);
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		int row = row_of_words(canvas, levels[i].words);

		ck_assert_msg(row >= 0, "%s", levels[i].words);
		ck_assert_double_eq_tol(row_value(&scale, row), levels[i].value, row_height(&scale));
	}
	canvas_destroy(canvas);
}
END_TEST

/* Classes of a day: 0-24, 24-48, 48-72, 72 and more hours. Wednesday has 10 at 9, 30 at 10, 50 at 11, 80 at 12; nothing else is known. */
START_TEST(cells_of_a_heat_map_have_the_shade_of_their_class)
{
	static const char *const shades[] = {"░", "▒", "▓", "█"};
	struct canvas *canvas = canvas_of(100, 12, false);
	double values[7][24];
	int row, first, nine;

	for (int d = 0; d < 7; d++)
		for (int h = 0; h < 24; h++)
			values[d][h] = NAN;
	values[2][9] = 10;
	values[2][10] = 30;
	values[2][11] = 50;
	values[2][12] = 80;
	chart_heat(canvas_whole(canvas), (const double(*)[24])values, CHART_HOURS, "");
	ck_assert_int_ge(row_of_words(canvas, "░ 0–24h  ▒ 24h–48h  ▓ 48h–72h  █ 72h and more  · none"), 0);
	row = row_of_words(canvas, "Wed ·");
	ck_assert_int_ge(row, 0);
	nine = col_of_words(canvas, row_of_words(canvas, "00"), "09");
	first = col_of_words(canvas, row_of_words(canvas, "00"), "06");
	ck_assert_int_gt(nine, first);
	for (int k = 0; k < 4; k++) {
		int col = nine + k * (nine - first) / 3;

		ck_assert_msg(is_at(canvas, col, row, shades[k]), "%d o'clock: %s", 9 + k, canvas_at(canvas, col, row)->text);
		ck_assert(is_at(canvas, col, row + 1, "·"));
	}
	canvas_destroy(canvas);
}
END_TEST

/* A stage that begins at 12 h with a median of 24 h and a P90 of 36 h: its letter stands at the tick of 12 h, its bar ends at that of 36 h,
 * and its mark at that of 48 h. */
START_TEST(a_stage_begins_and_ends_where_the_ticks_say)
{
	const struct chart_stage stages[] = {
		{.name = "first", .letter = 'T', .role = CANVAS_OWNER_TRADER, .start_p50 = 0, .p50 = 12, .p90 = 14, .coverage = 1, .n = 100},
		{.name = "second", .letter = 'C', .role = CANVAS_OWNER_CUSTOMS, .start_p50 = 12, .p50 = 24, .p90 = 36, .coverage = 1, .n = 100},
	};
	struct canvas *canvas = canvas_of(150, 4, false);
	int ticks[5], row = 2, last = -1;

	chart_waterfall(canvas_whole(canvas), stages, 2, NAN);
	for (int k = 1; k <= 4; k++) {
		char label[8];

		snprintf(label, sizeof(label), "%dh", 12 * k);
		ticks[k] = col_of_words(canvas, 0, label);
		ck_assert_msg(ticks[k] > 0, "%s", label);
	}
	for (int col = 0; col < canvas->cols && col < ticks[4] + 4; col++)
		if (is_at(canvas, col, row, "█"))
			last = col;
	ck_assert_int_le(abs(col_of_words(canvas, row, "C█") - ticks[1] - 1), 1);
	ck_assert_int_le(abs(last + 1 - ticks[3] - 1), 1);
	ck_assert_int_le(abs(col_of_words(canvas, row, "┤") - ticks[4] - 1), 1);
	canvas_destroy(canvas);
}
END_TEST

/* Of 60 green, 30 yellow, 10 red, 6 yellow go red and 1 red goes yellow: 60, 25 and 15 in the end, 6 stricter, one lighter. */
START_TEST(a_flow_counts_what_moved)
{
	static const char *const names[] = {"green", "yellow", "red"};
	static const enum canvas_role roles[] = {CANVAS_LANE_GREEN, CANVAS_LANE_YELLOW, CANVAS_LANE_RED};
	static const double counts[] = {60, 0, 0, 0, 24, 6, 0, 1, 9};
	struct canvas *canvas = canvas_of(110, 12, false);

	chart_flow(canvas_whole(canvas), &(struct chart_flow){names, roles, 3, counts});
	ck_assert_int_ge(row_of_words(canvas, "60  60.0 %"), 0);
	ck_assert_int_ge(row_of_words(canvas, "30  30.0 %"), 0);
	ck_assert_int_ge(row_of_words(canvas, "25  25.0 %"), 0);
	ck_assert_int_ge(row_of_words(canvas, "15  15.0 %"), 0);
	ck_assert_int_ge(row_of_words(canvas, "↑ yellow → red           6  20.0 %"), 0);
	ck_assert_int_ge(row_of_words(canvas, "↓ red    → yellow        1  10.0 %"), 0);
	canvas_destroy(canvas);
}
END_TEST

/* Twice as many, twice as high: the column of 40 reaches the tick of 40, that of 20 half of it. */
START_TEST(columns_of_a_histogram_are_as_high_as_their_counts)
{
	static const double edges[] = {0, 6, 12, 18, 24}, counts[] = {40, 20, 10, 0};
	static const char *const eighths[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	struct canvas *canvas = canvas_of(80, 20, false);
	int heights[80] = {0}, most[4] = {0};

	chart_histogram(canvas_whole(canvas), &(struct chart_histogram){.edges = edges, .counts = counts, .n = 4, .unit = CHART_HOURS, .standard = NAN,
		.p50 = NAN, .p90 = NAN, .caption = ""});
	for (int col = 6; col < 80; col++)
		for (int row = 0; row < 20; row++)
			for (int k = 0; k < 8; k++)
				heights[col] += is_at(canvas, col, row, eighths[k]) ? k + 1 : 0;
	for (int col = 6, at = -1, last = 0; col < 80; col++) {
		if (heights[col] != last && heights[col] && at < 3)
			most[++at] = heights[col];
		last = heights[col];
	}
	ck_assert_int_gt(most[0], 60);
	ck_assert_int_le(abs(most[0] - 2 * most[1]), 2);
	ck_assert_int_le(abs(most[1] - 2 * most[2]), 2);
	canvas_destroy(canvas);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("worked");
	TCase *test = tcase_create("worked");

	tcase_add_test(test, limits_of_a_funnel_are_as_wide_as_n_makes_them);
	tcase_add_test(test, levels_of_a_series_stand_where_the_ticks_say);
	tcase_add_test(test, cells_of_a_heat_map_have_the_shade_of_their_class);
	tcase_add_test(test, a_stage_begins_and_ends_where_the_ticks_say);
	tcase_add_test(test, a_flow_counts_what_moved);
	tcase_add_test(test, columns_of_a_histogram_are_as_high_as_their_counts);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
