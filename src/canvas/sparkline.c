/* sparkline.c - charts of one row: sparkline, bar, shares. They scale what they are given and explain
 * nothing. */
#include "draw.h"

#include <math.h>

enum { SHARES_MAX = 16 };

static const double NEGLIGIBLE = 0.015; /* a last share below that is left out */

/* The mean of what falls into cell i of `cells`; NaN where nothing does. */
static double cell_mean(const double *values, size_t n, int i, int cells)
{
	size_t from = n * (size_t)i / (size_t)cells, to = n * (size_t)(i + 1) / (size_t)cells, known = 0;
	double sum = 0;

	for (size_t k = from; k < to; k++) {
		if (isfinite(values[k])) {
			sum += values[k];
			known++;
		}
	}
	return known ? sum / (double)known : NAN;
}

void chart_sparkline(struct canvas_area area, int col, int row, int cells, const double *values, size_t n,
	double low, double high, enum canvas_role role)
{
	bool free_low = isnan(low), free_high = isnan(high);
	struct canvas_area line = canvas_sub(area, col, row, cells, 1);
	int used = n < (size_t)draw_max(line.cols, 0) ? (int)n : line.cols;

	for (int i = 0; i < used; i++) {
		double value = cell_mean(values, n, i, used);

		if (free_low && (isnan(low) || value < low))
			low = value;
		if (free_high && (isnan(high) || value > high))
			high = value;
	}
	if (used <= 0 || isnan(low) || isnan(high)) {
		if (line.cols > 0 && line.rows > 0)
			canvas_put(line, 0, 0, CANVAS_MUTED, line.cols >= 7 ? "no data" : "–");
		return;
	}
	for (int i = 0; i < used; i++) {
		double value = cell_mean(values, n, i, used);

		if (!isnan(value))
			draw_column(line, i,
				high > low
					? 1 + (int)lround(draw_clamp((value - low) / (high - low), 0, 1) * 7)
					: 4,
				role);
	}
}

void chart_bar(struct canvas_area area, int col, int row, int cells, double value, double max, double mark,
	enum canvas_role role)
{
	struct canvas_area line = canvas_sub(area, col, row, cells, 1);
	double share = value / max;

	if (line.cols <= 0 || line.rows <= 0)
		return;
	if (!isfinite(value) || isnan(share) || !(max > 0)) {
		canvas_put(line, 0, 0, CANVAS_MUTED, "–");
		return;
	}
	if (share > 0)
		draw_span(line, 0, 0, draw_max(1, (int)lround(fmin(share, 1) * line.cols * 8)), role);
	if (share > 1 + 1e-9)
		canvas_put(line, line.cols - 1, 0, role, "▶");
	if (isfinite(mark) && mark >= 0 && mark <= max)
		canvas_put(
			line, draw_min((int)(mark / max * line.cols), line.cols - 1), 0, CANVAS_LIMIT, "│");
}

static void put_percent(struct text *out, double share)
{
	if (isfinite(share))
		text_appendf(out, "%.0f %%", share * 100);
	else
		text_append(out, "–");
}

/* How much words there are room for: names and bars, names, letters. */
enum shares_form { SHARES_BARS, SHARES_NAMES, SHARES_LETTERS };

static int share_words(struct canvas_area area, const struct chart_share *share, enum shares_form form)
{
	struct text percent = TEXT_INIT;
	int width;

	put_percent(&percent, share->share);
	width = draw_width(area, percent.data);
	text_finish(&percent);
	return width + (form == SHARES_LETTERS ? 2 : draw_width(area, share->name) + 1);
}

static int put_share_name(
	struct canvas_area area, int col, int row, const struct chart_share *share, enum shares_form form)
{
	const struct draw_owner *owner = draw_owner_of(share->role);
	char letter[2] = {owner ? owner->letter : share->name[0], '\0'};

	return canvas_put(area, col, row, form == SHARES_LETTERS ? share->role : CANVAS_LABEL,
		form == SHARES_LETTERS ? letter : share->name);
}

/* The cells that all shares take in each form, without their bars. */
static void count_words(struct canvas_area area, const struct chart_share *shares, size_t n, int words[SHARES_LETTERS + 1])
{
	for (int form = SHARES_BARS; form <= SHARES_LETTERS; form++) {
		words[form] = 0;
		for (size_t i = 0; i < n; i++)
			words[form] += share_words(area, &shares[i], (enum shares_form)form) + (i ? 2 : 0) +
				       (form == SHARES_BARS ? 1 : 0);
	}
}

/* Bars need two cells each to be worth their room. A negligible last share leaves before the bars do. */
static enum shares_form choose_form(
	struct canvas_area area, const struct chart_share *shares, size_t *n, int room, int words[SHARES_LETTERS + 1])
{
	enum shares_form form = SHARES_BARS;

	count_words(area, shares, *n, words);
	while (*n > 2 && words[SHARES_BARS] + 2 * (int)*n > room && shares[*n - 1].share < NEGLIGIBLE)
		count_words(area, shares, --*n, words);
	while (form < SHARES_LETTERS && words[form] + (form == SHARES_BARS ? 2 * (int)*n : 0) > room)
		form++;
	return form;
}

static int put_share(struct canvas_area area, int col, int row, const struct chart_share *share, enum shares_form form,
	double per_share)
{
	struct text percent = TEXT_INIT;
	int start = col;
	int bar = isfinite(share->share) && share->share > 0 ? (int)lround(share->share * per_share * 8) : 0;

	put_percent(&percent, share->share);
	if (share->selected && col > 0)
		canvas_put(area, col - 1, row, CANVAS_ACCENT, "▶");
	if (share->selected)
		canvas_focus(area, draw_max(0, col - 1), row);
	col += put_share_name(area, col, row, share, form) + 1;
	if (form == SHARES_BARS) {
		draw_span(canvas_cols(area, col, area.cols - col), row, 0, draw_max(bar, 1), share->role);
		col += draw_max(1, (bar + 7) / 8) + 1;
	}
	col += canvas_put(area, col, row, CANVAS_VALUE, percent.data);
	text_finish(&percent);
	return col - start;
}

void chart_shares(
	struct canvas_area area, int row, const char *label, const struct chart_share *shares, size_t n)
{
	int words[SHARES_LETTERS + 1], col = 0, room;
	double total = 0, per_share = 0;
	enum shares_form form;

	n = n > SHARES_MAX ? SHARES_MAX : n;
	count_words(area, shares, n, words);
	/* Names say more than the label. */
	if (label && *label && draw_width(area, label) + 2 + words[SHARES_NAMES] <= area.cols)
		col = canvas_put(area, 0, row, CANVAS_LABEL, label) + 2;
	if (n == 0) {
		canvas_put(area, col, row, CANVAS_MUTED, "no data");
		return;
	}
	room = area.cols - col;
	form = choose_form(area, shares, &n, room, words);
	for (size_t i = 0; i < n; i++)
		total += isfinite(shares[i].share) && shares[i].share > 0 ? shares[i].share : 0;
	/* A bar of 40 cells for the whole is enough for the eye; more only pulls the names apart. */
	if (form == SHARES_BARS && total > 0)
		per_share = draw_min(room - words[form] - (int)n, 40) / fmax(total, 1);
	for (size_t i = 0; i < n && col + share_words(area, &shares[i], form) <= area.cols; i++)
		col += put_share(area, col, row, &shares[i], form, per_share) + 2;
}
