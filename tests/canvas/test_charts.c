/* test_charts.c - what charts look like (golden files), and that none leaves its area, whatever the size and
 * the data. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "canvas/writers.h"
#include "draw_all.h"
#include "golden.h"
#include "suite.h"

static const struct size {
	int cols, rows;
} sizes[] = {{1, 1}, {16, 1}, {19, 4}, {40, 8}, {64, 14}, {120, 20}};

static struct canvas *canvas_of(int cols, int rows, bool ascii)
{
	struct canvas *canvas = NULL;
	struct err err;

	ck_assert(canvas_create(cols, rows, ascii, &canvas, &err));
	return canvas;
}

static void check_sample(const struct sample *sample, bool ascii)
{
	struct text all = TEXT_INIT, path = TEXT_INIT;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct canvas *canvas = canvas_of(sizes[i].cols, sizes[i].rows, ascii);

		sample->draw(canvas_whole(canvas));
		text_appendf(&all, "== %dx%d\n", sizes[i].cols, sizes[i].rows);
		canvas_write_golden(canvas, &all);
		canvas_destroy(canvas);
	}
	text_appendf(&path, "charts/%s%s.txt", sample->name, ascii ? "-ascii" : "");
	support_check_golden(path.data, &all);
	if (ascii) {
		for (size_t i = 0; i < all.len; i++)
			ck_assert_msg((all.data[i] >= 0x20 && all.data[i] <= 0x7e) || all.data[i] == '\n',
				"%s has byte %#x", path.data, (unsigned char)all.data[i]);
	}
	text_finish(&all);
	text_finish(&path);
}

START_TEST(chart_looks_as_it_was_approved)
{
	size_t n;
	const struct sample *all = samples(&n);

	check_sample(&all[_i / 2], _i % 2 == 1);
}
END_TEST

/* A canvas of crosses: what a chart may not touch must still be a cross. */
static void check_frame(const struct canvas *canvas, struct canvas_area area, const char *what)
{
	for (int row = 0; row < canvas->rows; row++) {
		for (int col = 0; col < canvas->cols; col++) {
			bool inside = col >= area.col && col < area.col + area.cols && row >= area.row &&
				      row < area.row + area.rows;

			if (!inside)
				ck_assert_msg(strcmp(canvas_at(canvas, col, row)->text, "+") == 0,
					"%s wrote outside its area at %d,%d", what, col, row);
		}
	}
}

static uint32_t next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static struct canvas_area framed(struct canvas *canvas, uint32_t *state)
{
	struct canvas_area area = canvas_sub(canvas_whole(canvas), 1 + (int)(next(state) % 4),
		1 + (int)(next(state) % 4), (int)(next(state) % (uint32_t)(canvas->cols - 1)),
		(int)(next(state) % (uint32_t)(canvas->rows - 1)));

	if (area.col + area.cols == canvas->cols && area.cols > 0)
		area.cols--;
	if (area.row + area.rows == canvas->rows && area.rows > 0)
		area.rows--;
	canvas_fill(canvas_whole(canvas), CANVAS_PLAIN, "+");
	canvas_fill(area, CANVAS_PLAIN, " ");
	return area;
}

START_TEST(every_chart_stays_in_areas_of_any_size)
{
	size_t n;
	const struct sample *all = samples(&n);
	uint32_t state = 20261122;

	for (int round = 0; round < 40; round++) {
		struct canvas *canvas = canvas_of(
			3 + (int)(next(&state) % 110), 3 + (int)(next(&state) % 40), round % 3 == 0);

		for (size_t i = 0; i < n; i++) {
			struct canvas_area area = framed(canvas, &state);

			all[i].draw(area);
			check_frame(canvas, area, all[i].name);
		}
		canvas_destroy(canvas);
	}
}
END_TEST

/* Values that break careless arithmetic, mixed with ordinary ones. */
static double odd_value(uint32_t *state)
{
	static const double odd[] = {
		NAN, INFINITY, -INFINITY, 0, -0.0, -1, 1e-320, 1e-9, 1, 24, 1e6, 1e18, -1e18, 1e300, -1e300};
	uint32_t pick = next(state);

	return pick % 3 ? (pick % 10000) / 100.0 - 20 : odd[pick / 3 % (sizeof(odd) / sizeof(odd[0]))];
}

enum { N_ODD = 24 };

static void draw_odd_series(struct canvas_area area, uint32_t *state, const double *values, size_t n)
{
	enum chart_unit unit = (enum chart_unit)(next(state) % 5);
	double heat[7][24];

	chart_series(area, &(struct chart_series){values, next(state) % 2 ? values + n / 2 : NULL, n / 2,
				   (int32_t)(next(state) % 40000) - 9000, 1 + (int)(next(state) % 40), unit,
				   odd_value(state), odd_value(state), odd_value(state), "s", "t",
				   (long)(next(state) % 30) - 1});
	chart_sparkline(area, 0, 0, area.cols, values, n, NAN, odd_value(state), CANVAS_SERIES);
	chart_bar(area, 0, 0, area.cols, values[0], values[1], values[2], CANVAS_SERIES);
	for (int i = 0; i < 7 * 24; i++)
		heat[i / 24][i % 24] = odd_value(state);
	chart_heat(area, (const double(*)[24])heat, unit, "t");
}

static void draw_odd_places(struct canvas_area area, uint32_t *state, const double *values)
{
	struct chart_stage stages[6];
	struct chart_funnel_point points[8];
	struct chart_timeline_stretch stretches[4];
	struct chart_timeline_event events[5];

	for (int i = 0; i < 6; i++)
		stages[i] = (struct chart_stage){"Stage", 'C', CANVAS_OWNER_CUSTOMS, values[i], values[i + 6],
			values[i + 12], values[i], (long)next(state)};
	chart_waterfall(area, stages, next(state) % 7, odd_value(state));
	for (int i = 0; i < 8; i++)
		points[i] = (struct chart_funnel_point){
			"Unit", values[i] / 100, (long)(next(state) % 5000) - 10, i % 2 == 0, i == 3};
	chart_funnel(area, points, next(state) % 9, odd_value(state) / 50, NULL, "y");
	for (int i = 0; i < 4; i++)
		stretches[i] = (struct chart_timeline_stretch){
			values[i], values[i + 4], i ? 'T' : '\0', CANVAS_OWNER_TRADER};
	for (int i = 0; i < 5; i++)
		events[i] = (struct chart_timeline_event){values[i + 8], "CODE", "label"};
	chart_timeline(area, stretches, next(state) % 5, events, next(state) % 6);
}

static void draw_odd(struct canvas_area area, uint32_t *state)
{
	static const char *const lanes[] = {"green", "", "red"};
	static const enum canvas_role roles[] = {CANVAS_LANE_GREEN, CANVAS_LANE_YELLOW, CANVAS_LANE_RED};
	double values[N_ODD], edges[N_ODD + 1], at = odd_value(state);

	for (int i = 0; i < N_ODD; i++)
		values[i] = odd_value(state);
	for (int i = 0; i <= N_ODD; i++) {
		edges[i] = at;
		at += next(state) % 100 / 3.0;
	}
	switch (next(state) % 4) {
	case 0:
		draw_odd_series(area, state, values, N_ODD);
		break;
	case 1:
		draw_odd_places(area, state, values);
		break;
	case 2:
		chart_histogram(
			area, &(struct chart_histogram){edges, values, next(state) % (N_ODD + 1),
				      (enum chart_unit)(next(state) % 5), odd_value(state), odd_value(state),
				      odd_value(state), next(state) % 2 ? "caption" : NULL});
		break;
	default:
		chart_flow(area, &(struct chart_flow){lanes, roles, next(state) % 4, values});
	}
}

START_TEST(no_chart_leaves_its_area_or_crashes_on_odd_data)
{
	uint32_t state = 77 + (uint32_t)_i;

	for (int round = 0; round < 400; round++) {
		struct canvas *canvas =
			canvas_of(3 + (int)(next(&state) % 90), 3 + (int)(next(&state) % 30), round % 2 == 0);
		struct canvas_area area = framed(canvas, &state);

		draw_odd(area, &state);
		check_frame(canvas, area, "a chart of odd data");
		canvas_destroy(canvas);
	}
}
END_TEST

START_TEST(nothing_to_draw_is_said_in_words)
{
	struct canvas *canvas = canvas_of(40, 10, false);
	struct canvas_area area = canvas_whole(canvas);
	const double none[] = {NAN, NAN};

	for (int chart = 0; chart < 6; chart++) {
		struct text text = TEXT_INIT;

		canvas_clear(canvas);
		if (chart == 0)
			chart_series(area, &(struct chart_series){.values = none,
						   .n = 2,
						   .step_days = 1,
						   .target = 24,
						   .limit_low = NAN,
						   .limit_high = NAN});
		else if (chart == 1)
			chart_funnel(area, NULL, 0, NAN, "", "");
		else if (chart == 2)
			chart_histogram(area, &(struct chart_histogram){.n = 0});
		else if (chart == 3)
			chart_flow(area, &(struct chart_flow){.n = 0});
		else if (chart == 4)
			chart_waterfall(area, NULL, 0, NAN);
		else
			chart_sparkline(area, 0, 0, 10, none, 2, NAN, NAN, CANVAS_SERIES);
		canvas_write_text(canvas, &text);
		ck_assert_msg(strstr(text.data, "no data") != NULL, "chart %d", chart);
		text_finish(&text);
	}
	canvas_destroy(canvas);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("canvas/charts");
	TCase *tcase = tcase_create("charts");
	size_t n;

	samples(&n);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, chart_looks_as_it_was_approved, 0, (int)n * 2);
	tcase_add_test(tcase, every_chart_stays_in_areas_of_any_size);
	tcase_add_loop_test(tcase, no_chart_leaves_its_area_or_crashes_on_odd_data, 0, 4);
	tcase_add_test(tcase, nothing_to_draw_is_said_in_words);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
