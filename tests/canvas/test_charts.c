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
	bool band = next(state) % 2;
	double heat[7][24];

	chart_series(area, &(struct chart_series){.values = values, .second = next(state) % 2 ? values + n / 2 : NULL,
				   .n = n / 2, .first_day = (int32_t)(next(state) % 40000) - 9000,
				   .step_days = 1 + (int)(next(state) % 40), .unit = unit, .target = odd_value(state),
				   .limit_low = odd_value(state), .limit_high = odd_value(state), .name = "s",
				   .second_name = "t", .selected = (long)(next(state) % 30) - 1,
				   .low = band ? values + n / 4 : NULL, .high = band ? values + n / 3 : NULL,
				   .middle = next(state) % 2 ? values + n / 2 : NULL, .band_name = "b", .note = "n"});
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
	chart_multiples(area, &(struct chart_multiples){.items = (struct chart_multiple[]){{.name = "a", .value = "1 ✗",
		.values = values}, {.name = "b", .value = "", .values = values + 6}, {.name = "c", .value = "2"}}, .n = next(state) % 4,
		.n_values = 12, .unit = (enum chart_unit)(next(state) % 5), .target = odd_value(state), .span = "weeks"});
	for (int i = 0; i < 8; i++)
		points[i] = (struct chart_funnel_point){
			"Unit", values[i] / 100, (long)(next(state) % 5000) - 10, i % 2 == 0, i == 3};
	chart_funnel(area, &(struct chart_funnel){.points = points, .n = next(state) % 9, .mean = odd_value(state) / 50, .z_95 = 2.5,
		.z_998 = 4, .y_title = "y"});
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
			chart_funnel(area, &(struct chart_funnel){.mean = NAN, .x_title = "", .y_title = ""});
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

static void text_of(const struct sample *sample, int cols, int rows, struct text *out)
{
	struct canvas *canvas = canvas_of(cols, rows, false);

	sample->draw(canvas_whole(canvas));
	canvas_write_text(canvas, out);
	canvas_destroy(canvas);
}

static const struct sample *sample_of(const char *name)
{
	size_t n;
	const struct sample *all = samples(&n);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(all[i].name, name) == 0)
			return &all[i];
	}
	ck_abort_msg("no sample %s", name);
	return NULL;
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (const char *at = strstr(text, what); at; at = strstr(at + 1, what))
		n++;
	return n;
}

/* Two ticks are a range, not a scale. */
START_TEST(scales_have_three_ticks_or_more_from_seven_rows)
{
	static const char *const names[] = {"series", "fan", "band", "histogram", "funnel"};
	struct text text = TEXT_INIT;

	text_of(sample_of(names[_i / 3]), 60 + 30 * (_i % 3), 8 + 6 * (_i % 3), &text);
	ck_assert_msg(count(text.data, "┤") >= 3, "%s", text.data);
	ck_assert_msg(count(text.data, "┬") >= 3, "%s", text.data);
	text_finish(&text);
}
END_TEST

/* The names at the right edge read like the plot: higher is more. */
START_TEST(names_of_lines_stand_in_the_order_of_their_values)
{
	static const char *const order[] = {"P90 ", "P50 ", "limit 29h", "target 24h", "limit 17h"};
	struct text text = TEXT_INIT;

	for (int rows = 9; rows < 30; rows++) {
		const char *line, *at;

		text_clear(&text);
		text_of(sample_of("band"), 100, rows, &text);
		line = strchr(text.data, '\n');
		for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
			at = strstr(line, order[i]);
			ck_assert_msg(at != NULL, "%d rows, %s:\n%s", rows, order[i], text.data);
			while (strchr(line + 1, '\n') && strchr(line + 1, '\n') < at)	/* several may share a row */
				line = strchr(line + 1, '\n');
		}
	}
	text_finish(&text);
}
END_TEST

static int row_of_curve(const struct canvas *canvas, int col, int first_row, int rows)
{
	for (int row = first_row; row < first_row + rows; row++) {
		const unsigned char *s = (const unsigned char *)canvas_at(canvas, col, row)->text;

		if (s[0] == 0xe2 && s[1] >= 0xa0 && s[1] <= 0xa3)
			return row;
	}
	return -1;
}

START_TEST(small_multiples_are_on_one_scale)
{
	const double low[] = {10, 10, 10}, high[] = {20, 20, 20};
	const struct chart_multiple items[] = {{"low", "10 h", CANVAS_VALUE, low, false}, {"high", "20 h", CANVAS_VALUE, high, false}};
	struct canvas *canvas = canvas_of(60, 10, false);
	int left, right;

	chart_multiples(canvas_whole(canvas), &(struct chart_multiples){items, 2, 3, CHART_HOURS, NAN, "3 days"});
	left = row_of_curve(canvas, 15, 1, 7);
	right = row_of_curve(canvas, 45, 1, 7);
	ck_assert_int_gt(left, 0);
	ck_assert_int_gt(right, 0);
	ck_assert_int_lt(right, left);
	canvas_destroy(canvas);
}
END_TEST

START_TEST(small_multiples_say_how_many_have_no_room)
{
	const double values[] = {1, 2};
	struct chart_multiple items[40];
	struct canvas *canvas = canvas_of(60, 11, false);
	struct text text = TEXT_INIT;

	for (int i = 0; i < 40; i++)
		items[i] = (struct chart_multiple){"Post", "2", CANVAS_VALUE, values, false};
	chart_multiples(canvas_whole(canvas), &(struct chart_multiples){items, 40, 2, CHART_COUNT, NAN, "2 days"});
	canvas_write_text(canvas, &text);
	ck_assert_int_eq(count(text.data, "Post"), 4);
	ck_assert_msg(strstr(text.data, "36 more") != NULL, "%s", text.data);
	text_finish(&text);
	canvas_destroy(canvas);
}
END_TEST

/* A forecast is known to reach from its lower to its upper edge; the expected path lies between them. */
START_TEST(the_fan_opens_after_the_last_known_value)
{
	double known[20], middle[20], low[20], high[20];
	struct canvas *canvas = canvas_of(60, 20, true);
	int edges_before = 0, edges_after = 0;

	for (int i = 0; i < 20; i++) {
		known[i] = i < 10 ? 10 * i : NAN;
		middle[i] = i >= 9 ? 10 * i : NAN;
		low[i] = i >= 9 ? 10 * i - 6 * (i - 9) : NAN;
		high[i] = i >= 9 ? 10 * i + 6 * (i - 9) : NAN;
	}
	chart_series(canvas_whole(canvas), &(struct chart_series){.values = known, .n = 20, .first_day = 20000,
		.step_days = 1, .unit = CHART_MONEY, .target = NAN, .limit_low = NAN, .limit_high = NAN, .name = "collected",
		.selected = -1, .low = low, .high = high, .middle = middle, .band_name = "forecast"});
	for (int col = 6; col < 40; col++) {
		int top = -1, bottom = -1;

		for (int row = 1; row < 18; row++) {
			const char *cell = canvas_at(canvas, col, row)->text;

			top = cell[0] == '^' && top < 0 ? row : top;
			bottom = cell[0] == 'v' ? row : bottom;
			edges_before += col < 20 && strchr("^v=", cell[0]) && cell[0];
			edges_after += col >= 25 && strchr("^v", cell[0]) && cell[0];
		}
		if (top >= 0 && bottom >= 0)
			ck_assert_int_lt(top, bottom);
	}
	ck_assert_int_eq(edges_before, 0);
	ck_assert_int_gt(edges_after, 10);
	canvas_destroy(canvas);
}
END_TEST

/* ---- never colour alone */

static void draw_verdict(struct canvas_area area, enum canvas_role role)
{
	chart_tile(area, &(struct chart_tile){.name = "KPI", .value = "31.4 h", .verdict = "word", .verdict_role = role,
				 .target = "", .detail = ""});
}

static void draw_owner(struct canvas_area area, enum canvas_role role)
{
	chart_waterfall(area, &(struct chart_stage){"stage", "CATPS"[role - CANVAS_OWNER_CUSTOMS], role, 0, 5, 9, 1, 40}, 1, NAN);
}

static void draw_share(struct canvas_area area, enum canvas_role role)
{
	chart_shares(canvas_cols(area, 0, 10), 0, "", (struct chart_share[]){{"one", 0.5, role}, {"two", 0.5, CANVAS_PLAIN}}, 2);
}

/* One lane has all declarations; whose it is must not rest on its colour. */
static void draw_lane(struct canvas_area area, enum canvas_role role)
{
	static const char *const names[] = {"green", "blue", "yellow", "orange", "red"};
	double counts[25] = {0};
	enum canvas_role roles[5];
	int lane = (int)role - CANVAS_LANE_GREEN;

	for (int i = 0; i < 5; i++)
		roles[i] = CANVAS_PLAIN;
	counts[lane * 5 + lane] = 12;
	chart_flow(canvas_rows(area, 0, 8), &(struct chart_flow){names, roles, 5, counts});
}

static const struct twins {
	void (*draw)(struct canvas_area area, enum canvas_role role);
	enum canvas_role roles[5];
	size_t n;
} twins[] = {
	{draw_verdict, {CANVAS_GOOD, CANVAS_BAD, CANVAS_WARNING, CANVAS_MUTED}, 4},
	{draw_owner, {CANVAS_OWNER_CUSTOMS, CANVAS_OWNER_AGENCY, CANVAS_OWNER_TRADER, CANVAS_OWNER_TERMINAL, CANVAS_OWNER_SHARED},
		5},
	{draw_share, {CANVAS_OWNER_CUSTOMS, CANVAS_OWNER_AGENCY, CANVAS_OWNER_TRADER, CANVAS_OWNER_TERMINAL, CANVAS_OWNER_SHARED},
		5},
	{draw_lane, {CANVAS_LANE_GREEN, CANVAS_LANE_BLUE, CANVAS_LANE_YELLOW, CANVAS_LANE_ORANGE, CANVAS_LANE_RED}, 5},
};

/* The same drawing in two roles must differ in its characters, in both alphabets. */
START_TEST(what_colour_says_is_said_in_characters)
{
	const struct twins *kind = &twins[_i / 2];
	struct text texts[5] = {TEXT_INIT, TEXT_INIT, TEXT_INIT, TEXT_INIT, TEXT_INIT};

	for (size_t i = 0; i < kind->n; i++) {
		struct canvas *canvas = canvas_of(44, 12, _i % 2 == 1);

		kind->draw(canvas_whole(canvas), kind->roles[i]);
		canvas_write_text(canvas, &texts[i]);
		canvas_destroy(canvas);
	}
	for (size_t a = 0; a < kind->n; a++) {
		for (size_t b = a + 1; b < kind->n; b++)
			ck_assert_msg(strcmp(texts[a].data, texts[b].data) != 0, "roles %zu and %zu read the same:\n%s", a, b,
				texts[a].data);
	}
	for (size_t i = 0; i < 5; i++)
		text_finish(&texts[i]);
}
END_TEST

/* A curve beyond its limits, a second curve, a target: each has strokes of its own. */
START_TEST(lines_of_a_chart_have_strokes_of_their_own)
{
	const double flat[] = {5, 5, 5, 5, 5, 5}, none[] = {NAN, NAN, NAN, NAN, NAN, 9};
	struct text texts[4] = {TEXT_INIT, TEXT_INIT, TEXT_INIT, TEXT_INIT};

	for (int i = 0; i < 4; i++) {
		struct chart_series series = {.values = i == 0 ? flat : none, .second = i == 1 ? flat : NULL, .n = 6,
			.step_days = 1, .unit = CHART_COUNT, .target = i == 2 ? 5 : NAN, .limit_low = i == 3 ? 5 : NAN,
			.limit_high = NAN, .selected = -1};
		struct canvas *canvas = canvas_of(30, 9, _i == 1);

		chart_series(canvas_whole(canvas), &series);
		for (int row = 1; row < 7; row++) {
			for (int col = 10; col < 16; col++)
				text_append(&texts[i], strcmp(canvas_at(canvas, col, row)->text, " ") == 0
							       ? ""
							       : canvas_at(canvas, col, row)->text);
		}
		canvas_destroy(canvas);
	}
	for (int a = 0; a < 4; a++) {
		ck_assert_uint_gt(texts[a].len, 0);
		for (int b = a + 1; b < 4; b++)
			ck_assert_str_ne(texts[a].data, texts[b].data);
	}
	for (int i = 0; i < 4; i++)
		text_finish(&texts[i]);
}
END_TEST

static bool row_has(const struct canvas *canvas, int row, const char *words)
{
	struct text line = TEXT_INIT;
	bool found;

	for (int col = 0; col < canvas->cols; col++)
		text_append(&line, canvas_at(canvas, col, row)->text);
	found = line.data && strstr(line.data, words);
	text_finish(&line);
	return found;
}

/* A median of 22 beside a target of 24 between limits of 38 and 12, six rows high: the target has no row of its own, and the row of the
 * upper limit is not its own. */
START_TEST(no_label_stands_at_the_line_of_another)
{
	double values[12], high[12];
	struct canvas *canvas = canvas_of(78, 9, false);
	const struct chart_series series = {.values = values, .low = values, .high = high, .n = 12, .first_day = 20000, .step_days = 7,
		.unit = CHART_HOURS, .target = 24, .limit_low = 12.4, .limit_high = 37.9, .name = "P50", .selected = -1};

	for (int i = 0; i < 12; i++) {
		values[i] = 22.1;
		high[i] = 103;
	}
	chart_series(canvas_whole(canvas), &series);
	for (int row = 0; row < canvas->rows; row++) {
		ck_assert_msg(!row_has(canvas, row, "target") || row_has(canvas, row, "P50 22.1h, target 24h"), "row %d", row);
		ck_assert_msg(!row_has(canvas, row, "limit") || row_has(canvas, row, "╌"), "row %d", row);
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
	tcase_add_test(tcase, no_label_stands_at_the_line_of_another);
	tcase_add_loop_test(tcase, chart_looks_as_it_was_approved, 0, (int)n * 2);
	tcase_add_test(tcase, every_chart_stays_in_areas_of_any_size);
	tcase_add_loop_test(tcase, no_chart_leaves_its_area_or_crashes_on_odd_data, 0, 4);
	tcase_add_test(tcase, nothing_to_draw_is_said_in_words);
	tcase_add_loop_test(tcase, scales_have_three_ticks_or_more_from_seven_rows, 0, 15);
	tcase_add_test(tcase, names_of_lines_stand_in_the_order_of_their_values);
	tcase_add_test(tcase, small_multiples_are_on_one_scale);
	tcase_add_test(tcase, small_multiples_say_how_many_have_no_room);
	tcase_add_test(tcase, the_fan_opens_after_the_last_known_value);
	tcase_add_loop_test(tcase, what_colour_says_is_said_in_characters, 0, 2 * (int)(sizeof(twins) / sizeof(twins[0])));
	tcase_add_loop_test(tcase, lines_of_a_chart_have_strokes_of_their_own, 0, 2);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
