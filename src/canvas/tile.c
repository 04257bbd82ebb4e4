/* tile.c - one KPI in a corner of the screen: name, value and verdict, trend and target, counter-KPI.
 *
 * In one row it becomes a line whose columns stand under each other when tiles are stacked. It judges
 * nothing: the verdict is given. */
#include "draw.h"

#include <math.h>
#include <string.h>

enum { AIR_FROM = 18 /* a blank cell to the next tile */, VERDICT_CELLS = 10, VALUE_CELLS = 9, TREND_ROWS_MAX = 3, LINE_MAX = 80 };

static const char *or_dash(const char *s)
{
	return s && *s ? s : "–";
}

static bool has(const char *s)
{
	return s && *s;
}

static int put_verdict(struct canvas_area area, int col, int row, const struct chart_tile *tile)
{
	const char *glyph = draw_verdict_glyph(tile->verdict_role);
	bool words = has(tile->verdict) && col + 2 + draw_width(area, tile->verdict) <= area.cols;
	int used = 0;

	if (!has(tile->verdict))
		return 0;
	if (*glyph)
		used = canvas_put(area, col, row, tile->verdict_role, glyph);
	if (words || !*glyph)
		used += canvas_put(area, col + used + (used > 0), row, tile->verdict_role, tile->verdict) +
			(used > 0);
	return used;
}

/* Name, then value and verdict in columns of fixed width at the right. */
static void tile_line(struct canvas_area area, const struct chart_tile *tile)
{
	const char *value = or_dash(tile->value);
	int verdict = area.cols >= 34 ? VERDICT_CELLS : 1,
	    width = draw_max(draw_width(area, value), area.cols >= 24 ? VALUE_CELLS : 0);
	int trend = area.cols >= 60 ? draw_min(area.cols / 6, 16) : 0;
	int at = area.cols - verdict - 1 - width - (trend ? trend + 2 : 0);

	if (at < 4) {
		at = draw_max(0, area.cols - 2 - draw_width(area, value));
		width = draw_width(area, value);
		verdict = 1;
	}
	if (at > 1)
		canvas_put(canvas_cols(area, 0, at - 1), 0, 0, CANVAS_LABEL, tile->name);
	canvas_put_right(area, at, 0, draw_min(width, area.cols - at), CANVAS_VALUE, value);
	put_verdict(canvas_cols(area, 0, at + width + 1 + verdict), at + width + 1, 0, tile);
	if (trend && tile->n_trend > 0)
		chart_sparkline(area, area.cols - trend, 0, trend, tile->trend, tile->n_trend, NAN, NAN,
			CANVAS_MUTED);
}

static void put_value(struct canvas_area area, int row, const struct chart_tile *tile)
{
	int col = canvas_put(area, 0, row, CANVAS_VALUE, or_dash(tile->value));

	/* Two cells apart where the words then still fit. */
	if (has(tile->verdict))
		put_verdict(area, col + (col + 4 + draw_width(area, tile->verdict) <= area.cols ? 2 : 1), row,
			tile);
}

/* A trend of several rows, as columns of eighths. */
static void put_trend_tall(struct canvas_area area, const struct chart_tile *tile)
{
	double low = NAN, high = NAN;
	size_t n = tile->n_trend < (size_t)area.cols ? tile->n_trend : (size_t)area.cols,
	       skip = tile->n_trend - n;

	for (size_t i = 0; i < n; i++) {
		low = fmin(isnan(low) ? INFINITY : low,
			isfinite(tile->trend[skip + i]) ? tile->trend[skip + i] : INFINITY);
		high = fmax(isnan(high) ? -INFINITY : high,
			isfinite(tile->trend[skip + i]) ? tile->trend[skip + i] : -INFINITY);
	}
	for (size_t i = 0; i < n; i++) {
		double value = tile->trend[skip + i];

		if (isfinite(value))
			draw_column(area, (int)i,
				high > low
					? 1 + (int)lround((value - low) / (high - low) * (area.rows * 8 - 1))
					: area.rows * 4,
				CANVAS_MUTED);
	}
}

static void put_trend(struct canvas_area area, const struct chart_tile *tile)
{
	int target = draw_width(area, tile->target), cells = area.cols - (target ? target + 1 : 0), used = 0;

	if (tile->n_trend > 0 && cells >= 3) {
		used = draw_min(cells, tile->n_trend < 500 ? (int)tile->n_trend : 500);
		if (area.rows > 1)
			put_trend_tall(canvas_cols(area, 0, used), tile);
		else
			chart_sparkline(
				area, 0, 0, used, tile->trend, tile->n_trend, NAN, NAN, CANVAS_MUTED);
		used++;
	}
	if (has(tile->target))
		canvas_put(area, used, area.rows - 1, CANVAS_MUTED, tile->target);
}

void chart_tile(struct canvas_area area, const struct chart_tile *tile)
{
	struct canvas_area inner = canvas_cols(area, 1, area.cols - (area.cols >= AIR_FROM ? 2 : 1));
	int trend_rows = draw_max(1, draw_min(area.rows - 3, TREND_ROWS_MAX));

	if (area.cols <= 0 || area.rows <= 0)
		return;
	if (tile->selected)
		canvas_put(area, 0, 0, CANVAS_ACCENT, "▶");
	if (area.rows == 1) {
		tile_line(inner.cols ? canvas_cols(inner, 0, LINE_MAX) : area, tile);
		return;
	}
	canvas_put(inner, 0, 0, CANVAS_LABEL, tile->name);
	put_value(inner, 1, tile);
	if (area.rows > 2)
		put_trend(canvas_rows(inner, 2, trend_rows), tile);
	if (area.rows > 3)
		canvas_put(inner, 0, 2 + trend_rows, CANVAS_MUTED, tile->detail);
}
