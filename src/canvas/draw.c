/* draw.c - the strokes that charts are made of. Each keeps to its area; none knows what it shows. */
#include "draw.h"

#include <math.h>
#include <string.h>

#include "ascii.h"
#include "base/width.h"

static const char *const lower[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const left[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

static const struct draw_owner owners[CANVAS_ROLES] = {
	[CANVAS_OWNER_CUSTOMS] = {'C', "customs"},
	[CANVAS_OWNER_AGENCY] = {'A', "agency"},
	[CANVAS_OWNER_TRADER] = {'T', "trader"},
	[CANVAS_OWNER_TERMINAL] = {'P', "terminal"},
	[CANVAS_OWNER_SHARED] = {'S', "shared"},
};

const struct draw_owner *draw_owner_of(enum canvas_role role)
{
	return role < CANVAS_ROLES && owners[role].letter ? &owners[role] : NULL;
}

int draw_min(int a, int b)
{
	return a < b ? a : b;
}

int draw_max(int a, int b)
{
	return a > b ? a : b;
}

double draw_clamp(double value, double low, double high)
{
	return value > high ? high : value >= low ? value : low;
}

void draw_column(struct canvas_area area, int col, int eighths, enum canvas_role role)
{
	for (int row = area.rows - 1; row >= 0 && eighths > 0; row--, eighths -= 8)
		canvas_put(canvas_cols(area, col, 1), 0, row, role, lower[draw_min(eighths, 8)]);
}

void draw_span(struct canvas_area area, int row, int from, int to, enum canvas_role role)
{
	to = draw_min(to, area.cols * 8);
	for (int col = draw_max(from, 0) / 8; col * 8 < to; col++)
		canvas_put(canvas_cols(area, col, 1), 0, row, role, left[draw_min(to - col * 8, 8)]);
}

void draw_repeat(
	struct canvas_area area, int col, int row, int cells, enum canvas_role role, const char *glyph)
{
	canvas_fill(canvas_sub(area, col, row, cells, 1), role, glyph);
}

bool draw_is_blank(struct canvas_area area, int col, int row, int cells)
{
	if (col < 0 || row < 0 || col + cells > area.cols || row >= area.rows)
		return false;
	for (int i = 0; i < cells; i++) {
		if (strcmp(canvas_at(area.canvas, area.col + col + i, area.row + row)->text, " ") != 0)
			return false;
	}
	return true;
}

void draw_upright(struct canvas_area area, int col, enum canvas_role role, const char *glyph)
{
	for (int row = 0; row < area.rows; row++) {
		if (draw_is_blank(area, col, row, 1))
			canvas_put(area, col, row, role, glyph);
	}
}

bool draw_note(struct canvas_area area, int used, const char *note)
{
	int width = draw_width(area, note);

	if (used + width + 2 > area.cols)
		return false;
	canvas_put_right(area, area.cols - width, 0, width, CANVAS_MUTED, note);
	return true;
}

void draw_no_data(struct canvas_area area)
{
	const char *words = area.cols >= 7 ? "no data" : "–";
	int cells = area.cols >= 7 ? 7 : 1;

	canvas_put(area, (area.cols - cells) / 2, (area.rows - 1) / 2, CANVAS_MUTED, words);
}

int draw_width(struct canvas_area area, const char *text)
{
	struct text safe = TEXT_INIT, ascii = TEXT_INIT;
	int width;

	if (!text)
		return 0;
	width_filter(&safe, text, strlen(text));
	if (area.canvas->ascii)
		ascii_append(&ascii, safe.data, safe.len, area.canvas->letters);
	width = area.canvas->ascii ? width_of(ascii.data, ascii.len) : width_of(safe.data, safe.len);
	text_finish(&safe);
	text_finish(&ascii);
	return width;
}

const char *draw_verdict_glyph(enum canvas_role role)
{
	switch (role) {
	case CANVAS_BAD:
		return "✗";
	case CANVAS_GOOD:
		return "✓";
	case CANVAS_MUTED:
		return "·";
	case CANVAS_WARNING:
		return "!";
	default:
		return "";
	}
}
