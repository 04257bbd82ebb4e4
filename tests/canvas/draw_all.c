/* draw_all.c - worked figures for every chart: a slow scanner, a hole in the data, one post that stands out.
 * No chance. */
#include "draw_all.h"

#include <math.h>

#include "base/time.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static const double rising[] = {12, 13, 13, 14, 15, 14, 18, 22, 24, 31.4},
		    holed[] = {3, NAN, 4, 5, NAN, 8, 7, 6, 5, 5};

static void draw_spans(struct canvas_area area)
{
	static const struct chart_span spans[] = {{"Single window, air", "✓ works", CANVAS_GOOD, 20697, 0},
		{"Second look at yellow files", "· no effect told", CANVAS_MUTED, 20758, 20789},
		{"Electronic payment", "✗ harms", CANVAS_BAD, 20454, 20818}, {"Night shift", "planned", CANVAS_PLAIN, 20800, 0}};

	chart_spans(area, &(struct chart_spans){.spans = spans, .n = LENGTH(spans), .selected = 1, .from = 20424, .to = 20830,
				  .today = 20779, .focused = true});
}

static void draw_tile(struct canvas_area area)
{
	chart_tile(area, &(struct chart_tile){
				 .name = "Arrival to release, P50",
				 .value = "31.4 h",
				 .verdict = "worse",
				 .verdict_role = CANVAS_BAD,
				 .trend = rising,
				 .n_trend = LENGTH(rising),
				 .target = "target 24",
				 .detail = "P90 96 h  n 1\u2009204",
				 .selected = true,
			 });
}

static void draw_shares(struct canvas_area area)
{
	static const struct chart_share shares[] = {{"customs", 0.31, CANVAS_OWNER_CUSTOMS},
		{"agency", 0.14, CANVAS_OWNER_AGENCY}, {"trader", 0.39, CANVAS_OWNER_TRADER},
		{"terminal", 0.16, CANVAS_OWNER_TERMINAL}};

	chart_shares(area, 0, "Who owns the delay", shares, LENGTH(shares));
}

static void draw_bars(struct canvas_area area)
{
	for (int row = 0; row < 6; row++)
		chart_bar(area, 0, row, area.cols, row * 5.5, 24, row == 5 ? NAN : 20, CANVAS_SERIES);
	chart_sparkline(area, 0, 6, area.cols, holed, LENGTH(holed), NAN, NAN, CANVAS_SERIES);
}

static void draw_table(struct canvas_area area)
{
	static const struct chart_column columns[] = {{"Post", 16, false, 0, false, false},
		{"P50 h", 7, true, 0, true, true}, {"n", 6, true, 2, false, false},
		{"Trend", 10, false, 3, false, false}, {"Verdict", 10, false, 1, false, false}};
	static const struct chart_table_cell cells[] = {
		{"Port Salim", CANVAS_PLAIN, NULL, 0},
		{"52.0", CANVAS_VALUE, NULL, 0},
		{"1\u2009204", CANVAS_PLAIN, NULL, 0},
		{"", CANVAS_PLAIN, rising, LENGTH(rising)},
		{"✗ worse", CANVAS_BAD, NULL, 0},
		{"港口北", CANVAS_PLAIN, NULL, 0},
		{"34.1", CANVAS_VALUE, NULL, 0},
		{"412", CANVAS_PLAIN, NULL, 0},
		{"", CANVAS_PLAIN, holed, LENGTH(holed)},
		{"✓ better", CANVAS_GOOD, NULL, 0},
		{"A post with a long name", CANVAS_PLAIN, NULL, 0},
		{NULL, CANVAS_VALUE, NULL, 0},
		{"0", CANVAS_PLAIN, NULL, 0},
		{"", CANVAS_PLAIN, holed, 0},
		{"· as usual", CANVAS_MUTED, NULL, 0},
	};

	chart_table(area, &(struct chart_table){columns, LENGTH(columns), cells, 3, 0, 1, true});
}

static void draw_waterfall(struct canvas_area area)
{
	static const struct chart_stage stages[] = {
		{"Arrival to lodgement", 'T', CANVAS_OWNER_TRADER, 0, 8.2, 40, 0.99, 1204},
		{"Document check", 'C', CANVAS_OWNER_CUSTOMS, 8.3, 2.3, 9, 0.97, 1180},
		{"Agency hold", 'A', CANVAS_OWNER_AGENCY, 10.6, 6.1, 72, 0.8, 210},
		{"Wait for scanner", 'P', CANVAS_OWNER_TERMINAL, 16.7, 7.2, 21, 1, 412},
		{"Inspection", 'C', CANVAS_OWNER_CUSTOMS, 23.9, 1.2, 3.5, 1, 412},
		{"Removal", 'T', CANVAS_OWNER_TRADER, 25.1, NAN, NAN, 0, 0},
	};

	chart_waterfall(area, stages, LENGTH(stages), 24);
}

static void draw_histogram(struct canvas_area area)
{
	double edges[81], counts[80];

	for (int i = 0; i <= 80; i++)
		edges[i] = 0.1 * exp2(i / 7.0);
	for (int i = 0; i < 80; i++)
		counts[i] = round(60 * exp(-(i - 53) * (i - 53) / 150.0));
	chart_histogram(area, &(struct chart_histogram){edges, counts, 80, CHART_HOURS, 24, 20.1, 62,
				      "n 1\u2009302, 62 % within 24 h"});
}

static void draw_funnel(struct canvas_area area)
{
	static const struct chart_funnel_point points[] = {{"Port Salim", 0.12, 4100, false, false},
		{"Northgate", 0.16, 2800, true, false}, {"Qasr", 0.05, 60, false, false},
		{"Airport", 0.115, 1900, false, true}, {"Hill", 0.19, 90, false, false},
		{"Mail", 0.04, 1100, true, false}, {"Ferry", NAN, 10, false, false},
		{"Rail", 0.13, 700, false, false}};

	chart_funnel(area, &(struct chart_funnel){points, LENGTH(points), 0.126, 0, 0, "declarations", "Hit rate"});
}

static void draw_flow(struct canvas_area area)
{
	static const char *const names[] = {"green", "yellow", "red"};
	static const enum canvas_role roles[] = {CANVAS_LANE_GREEN, CANVAS_LANE_YELLOW, CANVAS_LANE_RED};
	static const double counts[] = {12345, 210, 33, 140, 3400, 88, 4, 95, 1310};

	chart_flow(area, &(struct chart_flow){names, roles, 3, counts});
}

static void draw_series(struct canvas_area area)
{
	static const int wave[] = {0, 2, 3, 1, -1, -3, -2};
	double values[56], second[56];

	for (int i = 0; i < 56; i++) {
		values[i] = i >= 20 && i < 24 ? NAN : 26 + wave[i % 7] + (i > 45 ? 16 : 0);
		second[i] = 64 + 3 * wave[(i + 3) % 7];
	}
	chart_series(area, &(struct chart_series){.values = values, .second = second, .n = 56,
				   .first_day = time_day_from_civil(2026, 9, 28), .step_days = 1, .unit = CHART_HOURS,
				   .target = 24, .limit_low = 18, .limit_high = 36, .name = "P50", .second_name = "P90",
				   .selected = 30});
}

/* Collected so far in a quarter, the path to its target, and where it may end. */
static void draw_fan(struct canvas_area area)
{
	enum { DAYS = 92, KNOWN = 53 };
	double collected[DAYS], path[DAYS], low[DAYS], high[DAYS], middle[DAYS];

	for (int i = 0; i < DAYS; i++) {
		double ahead = i - (KNOWN - 1);

		collected[i] = i < KNOWN ? 0.31e6 * (i + 1) + 0.25e6 * sin(i / 5.0) : NAN;
		path[i] = 0.3e6 * (i + 1);
		middle[i] = ahead >= 0 ? collected[KNOWN - 1] + 0.29e6 * ahead : NAN;
		low[i] = middle[i] - 0.35e6 * sqrt(ahead > 0 ? ahead : 0);
		high[i] = middle[i] + 0.35e6 * sqrt(ahead > 0 ? ahead : 0);
	}
	chart_series(area, &(struct chart_series){.values = collected, .second = path, .n = DAYS,
				   .first_day = time_day_from_civil(2026, 10, 1), .step_days = 1, .unit = CHART_MONEY,
				   .target = NAN, .limit_low = NAN, .limit_high = NAN, .name = "collected",
				   .second_name = "path to target", .selected = -1, .low = low, .high = high,
				   .middle = middle, .band_name = "forecast, 95 %", .note = "JOD"});
}

/* Weeks of a median with what reaches up to its P90; one week without data. */
static void draw_band(struct canvas_area area)
{
	double median[26], p90[26];

	for (int i = 0; i < 26; i++) {
		median[i] = i == 9 ? NAN : 22 + 3 * sin(i / 2.0) + (i > 20 ? 9 : 0);
		p90[i] = i == 9 ? NAN : 3.1 * median[i] + 4 * cos(i);
	}
	chart_series(area, &(struct chart_series){.values = median, .n = 26, .first_day = time_day_from_civil(2026, 5, 31),
				   .step_days = 7, .unit = CHART_HOURS, .target = 24, .limit_low = 17, .limit_high = 29,
				   .name = "P50", .selected = -1, .low = median, .high = p90,
				   .band_name = "up to P90", .note = "n 7\u2009204"});
}

static void draw_multiples(struct canvas_area area)
{
	static const char *const names[] = {"Port Salim", "Northgate", "Qasr", "Amber Hill Airport", "Coral Bay"};
	static const char *const words[] = {"40.9 h ✗", "18.4 h ·", "11.9 h ✓", "12.1 h ✓", "24.9 h ·"};
	static const enum canvas_role roles[] = {CANVAS_BAD, CANVAS_MUTED, CANVAS_GOOD, CANVAS_GOOD, CANVAS_MUTED};
	double values[LENGTH(names)][12];
	struct chart_multiple items[LENGTH(names)];

	for (size_t i = 0; i < LENGTH(names); i++) {
		for (int k = 0; k < 12; k++)
			values[i][k] = i == 2 && k > 9 ? NAN : 12 + 5 * (double)i + 4 * sin(k + (double)i) + (i == 0 ? 2 * k : 0);
		items[i] = (struct chart_multiple){names[i], words[i], roles[i], values[i], i == 1};
	}
	chart_multiples(area, &(struct chart_multiples){items, LENGTH(names), 12, CHART_HOURS, 24,
				      "12 weeks to 22 Nov 2026"});
}

static void draw_heat(struct canvas_area area)
{
	double values[7][24];

	for (int day = 0; day < 7; day++) {
		for (int hour = 0; hour < 24; hour++)
			values[day][hour] = day == 4 && hour < 12
						    ? NAN
						    : 1 + (day == 6 ? 1.3 : 1) * 14 *
								      exp(-(hour - 10) * (hour - 10) / 16.0);
	}
	chart_heat(area, (const double(*)[24])values, CHART_HOURS, "Waiting for release, mean");
}

static void draw_timeline(struct canvas_area area)
{
	static const struct chart_timeline_stretch stretches[] = {{0, 9, 'T', CANVAS_OWNER_TRADER},
		{9, 14, 'C', CANVAS_OWNER_CUSTOMS}, {14, 38, 'A', CANVAS_OWNER_AGENCY},
		{38, 41, 'P', CANVAS_OWNER_TERMINAL}, {41, 44, 'C', CANVAS_OWNER_CUSTOMS}};
	static const struct chart_timeline_event events[] = {{0, "ARR", "2026-11-20 06:00 arrival"},
		{9, "LDG", "2026-11-20 15:00 lodgement"}, {9.1, "SEL", "2026-11-20 15:06 selection"},
		{14, "OGA_S", "2026-11-20 20:00 agency hold"}, {38, "OGA_E", "2026-11-21 20:00 hold lifted"},
		{44, "REL", "2026-11-22 02:00 release order"}};

	chart_timeline(area, stretches, LENGTH(stretches), events, LENGTH(events));
}

const struct sample *samples(size_t *ret_n)
{
	static const struct sample all[] = {
		{"tile", draw_tile},
		{"shares", draw_shares},
		{"bars", draw_bars},
		{"table", draw_table},
		{"waterfall", draw_waterfall},
		{"histogram", draw_histogram},
		{"funnel", draw_funnel},
		{"flow", draw_flow},
		{"series", draw_series},
		{"fan", draw_fan},
		{"band", draw_band},
		{"multiples", draw_multiples},
		{"heat", draw_heat},
		{"timeline", draw_timeline},
		{"spans", draw_spans},
	};

	*ret_n = LENGTH(all);
	return all;
}
