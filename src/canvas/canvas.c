/* canvas.c - the grid: cells, areas that clip, and text that stays inside its cells.
 *
 * Every character enters through cell_set(), which keeps the two halves of wide characters together and turns
 * to ASCII twins where the canvas asks for them; nothing else writes a cell. It knows no chart and no colour.
 */
#include "canvas/canvas.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "base/width.h"

enum { COLS_MAX = 500, ROWS_MAX = 300 };

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

bool canvas_create(int cols, int rows, bool ascii, struct canvas **ret_canvas, struct err *err)
{
	struct canvas *canvas = calloc(1, sizeof(*canvas));

	if (!canvas)
		return err_memory(err);
	canvas->cols = clamp(cols, 1, COLS_MAX);
	canvas->rows = clamp(rows, 1, ROWS_MAX);
	canvas->ascii = ascii;
	canvas->cells = calloc((size_t)canvas->cols * (size_t)canvas->rows, sizeof(canvas->cells[0]));
	if (!canvas->cells) {
		canvas_destroy(canvas);
		return err_memory(err);
	}
	canvas_clear(canvas);
	*ret_canvas = canvas;
	return true;
}

void canvas_destroy(struct canvas *canvas)
{
	if (!canvas)
		return;
	free(canvas->cells);
	free(canvas);
}

void canvas_clear(struct canvas *canvas)
{
	size_t n = (size_t)canvas->cols * (size_t)canvas->rows;

	for (size_t i = 0; i < n; i++)
		canvas->cells[i] = (struct canvas_cell){.text = " ", .width = 1, .role = CANVAS_PLAIN};
	canvas->cursor_col = -1;
	canvas->cursor_row = -1;
}

const struct canvas_cell *canvas_at(const struct canvas *canvas, int col, int row)
{
	return &canvas->cells[clamp(row, 0, canvas->rows - 1) * canvas->cols +
			      clamp(col, 0, canvas->cols - 1)];
}

struct canvas_area canvas_whole(struct canvas *canvas)
{
	return (struct canvas_area){.canvas = canvas, .cols = canvas->cols, .rows = canvas->rows};
}

struct canvas_area canvas_sub(struct canvas_area area, int col, int row, int cols, int rows)
{
	int left = clamp(col, 0, area.cols > 0 ? area.cols : 0),
	    top = clamp(row, 0, area.rows > 0 ? area.rows : 0);
	int64_t right = (int64_t)col + cols, bottom = (int64_t)row + rows;

	right = right < left ? left : right > area.cols ? area.cols : right;
	bottom = bottom < top ? top : bottom > area.rows ? area.rows : bottom;
	return (struct canvas_area){
		.canvas = area.canvas,
		.col = area.col + left,
		.row = area.row + top,
		.cols = right > left ? (int)right - left : 0,
		.rows = bottom > top ? (int)bottom - top : 0,
	};
}

struct canvas_area canvas_rows(struct canvas_area area, int first, int n)
{
	return canvas_sub(area, 0, first, area.cols, n);
}

struct canvas_area canvas_cols(struct canvas_area area, int first, int n)
{
	return canvas_sub(area, first, 0, n, area.rows);
}

static struct canvas_cell *cell_at(struct canvas_area area, int col, int row)
{
	int x = area.col + col, y = area.row + row;

	if (col < 0 || row < 0 || col >= area.cols || row >= area.rows || x < 0 || y < 0 ||
		x >= area.canvas->cols || y >= area.canvas->rows)
		return NULL;
	return &area.canvas->cells[y * area.canvas->cols + x];
}

static void cell_blank(struct canvas_cell *cell)
{
	memcpy(cell->text, " ", 2);
	cell->width = 1;
}

/* A wide character that loses one half loses the other; its rest is a space. */
static void cell_release(struct canvas *canvas, struct canvas_cell *cell)
{
	size_t at = (size_t)(cell - canvas->cells);
	size_t col = at % (size_t)canvas->cols;

	if (cell->width == 0 && col > 0)
		cell_blank(cell - 1);
	if (cell->width == 2 && col + 1 < (size_t)canvas->cols)
		cell_blank(cell + 1);
	cell_blank(cell);
}

static void cell_set(struct canvas_area area, int col, int row, enum canvas_role role, const char *bytes,
	size_t n, int width)
{
	struct canvas_cell *cell = cell_at(area, col, row), *half = NULL;

	if (!cell || n >= sizeof(cell->text))
		return;
	if (width == 2) {
		half = cell_at(area, col + 1, row);
		if (!half)
			return;
		cell_release(area.canvas, half);
		half->role = (uint8_t)role;
	}
	/* A blank that kept words together has done so: who looks for the words types a plain one. */
	if (n == 2 && memcmp(bytes, "\u00a0", 2) == 0) {
		bytes = " ";
		n = 1;
	}
	cell_release(area.canvas, cell);
	memcpy(cell->text, bytes, n);
	cell->text[n] = '\0';
	cell->width = (uint8_t)width;
	cell->role = (uint8_t)role;
	if (half) {
		half->text[0] = '\0';
		half->width = 0;
	}
}

/* Bytes of one character with its combining marks. */
static size_t cluster(const char *s, size_t n, int *ret_width)
{
	size_t len, more;
	int32_t code = width_decode(s, n, &len);

	*ret_width = code < 0 ? 1 : width_of_code((uint32_t)code);
	while (len < n && len < 12) {
		code = width_decode(s + len, n - len, &more);
		if (code < 0 || width_of_code((uint32_t)code) != 0)
			break;
		len += more;
	}
	return len;
}

/* Filtered text, already in ASCII where the canvas wants that. Returns the column after it. */
static int put_cells(
	struct canvas_area area, int col, int row, enum canvas_role role, const char *s, size_t n)
{
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		int width;

		len = cluster(s + i, n - i, &width);
		if (width > 0)
			cell_set(area, col, row, role, s + i, len, width);
		col += width;
	}
	return col;
}

static bool is_plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] < 0x20 || s[i] > 0x7e)
			return false;
	}
	return true;
}

/* What may stand in cells: filtered, and in ASCII where the canvas asks for it. */
static void make_safe(struct canvas_area area, struct text *out, const char *s, size_t n)
{
	struct text filtered = TEXT_INIT;

	if (is_plain(s, n)) {
		text_append_n(out, s, n);
		return;
	}
	if (!area.canvas->ascii) {
		width_filter(out, s, n);
		return;
	}
	width_filter(&filtered, s, n);
	ascii_append(out, filtered.data, filtered.len, area.canvas->letters);
	text_finish(&filtered);
}

/* Puts at most `cells` cells of a safe text, with an ellipsis where something is cut; returns the cells used.
 */
static int put_cut(
	struct canvas_area area, int col, int row, int cells, enum canvas_role role, const char *s, size_t n)
{
	size_t fits;
	int end;

	if (cells <= 0)
		return 0;
	if (width_of(s, n) <= cells)
		return put_cells(area, col, row, role, s, n) - col;
	fits = width_fit(s, n, cells - 1);
	while (fits > 0 && s[fits - 1] == ' ')
		fits--;
	end = put_cells(area, col, row, role, s, fits);
	return put_cells(area, end, row, role, area.canvas->ascii ? "~" : "…", area.canvas->ascii ? 1 : 3) -
	       col;
}

int canvas_put(struct canvas_area area, int col, int row, enum canvas_role role, const char *text)
{
	struct text safe = TEXT_INIT;
	int used;

	if (!text || row < 0 || row >= area.rows || col >= area.cols)
		return 0;
	make_safe(area, &safe, text, strlen(text));
	used = put_cut(area, col, row, area.cols - col, role, safe.data, safe.len);
	text_finish(&safe);
	return used;
}

int canvas_putf(struct canvas_area area, int col, int row, enum canvas_role role, const char *format, ...)
{
	struct text text = TEXT_INIT;
	va_list args;
	int used;

	va_start(args, format);
	text_appendv(&text, format, args);
	va_end(args);
	used = canvas_put(area, col, row, role, text.data);
	text_finish(&text);
	return used;
}

static int put_field(struct canvas_area area, int col, int row, int cells, enum canvas_role role,
	const char *s, bool right)
{
	struct text safe = TEXT_INIT;
	int width, before, used;

	if (col + cells > area.cols)
		cells = area.cols - col;
	if (cells <= 0)
		return 0;
	if (s)
		make_safe(area, &safe, s, strlen(s));
	width = width_of(safe.data, safe.len);
	before = right && width < cells ? cells - width : 0;
	for (int i = 0; i < before; i++)
		cell_set(area, col + i, row, role, " ", 1, 1);
	used = before + put_cut(area, col + before, row, cells, role, safe.data, safe.len);
	for (int i = used; i < cells; i++)
		cell_set(area, col + i, row, role, " ", 1, 1);
	text_finish(&safe);
	return cells;
}

int canvas_put_left(
	struct canvas_area area, int col, int row, int cells, enum canvas_role role, const char *text)
{
	return put_field(area, col, row, cells, role, text, false);
}

int canvas_put_right(
	struct canvas_area area, int col, int row, int cells, enum canvas_role role, const char *text)
{
	return put_field(area, col, row, cells, role, text, true);
}

/* Bytes of the next line of s: up to the last space that fits, or as much of one long word as fits; at least
 * one character. */
static size_t wrap_line(const char *s, size_t n, int cells)
{
	size_t fits = width_fit(s, n, cells), cut;

	if (fits >= n)
		return n;
	for (cut = fits; cut > 0 && s[cut] != ' ';)
		cut--;
	if (cut > 0)
		return cut;
	if (fits == 0)
		width_decode(s, n, &fits);
	return fits;
}

static int wrap_paragraph(struct canvas_area area, int row, int max_rows, enum canvas_role role,
	const char *s, size_t n, bool more)
{
	int used = 0;

	while (used < max_rows && n > 0) {
		bool last = used + 1 == max_rows;
		size_t line = wrap_line(s, n, area.cols), next = line;

		while (next < n && s[next] == ' ')
			next++;
		if (last && next < n)
			put_cut(area, 0, row + used, area.cols, role, s, n);
		else if (put_cells(area, 0, row + used, role, s, line) < area.cols && last && more)
			canvas_put(area, width_of(s, line), row + used, role, "…");
		s += next;
		n -= next;
		used++;
	}
	return used > 0 || max_rows <= 0 ? used : 1;
}

int canvas_wrap(struct canvas_area area, int row, int max_rows, enum canvas_role role, const char *text)
{
	int used = 0;

	if (!text || area.cols <= 0)
		return 0;
	if (max_rows > area.rows - row)
		max_rows = area.rows - row;
	while (*text && used < max_rows) {
		size_t n = strcspn(text, "\n");
		struct text safe = TEXT_INIT;
		bool more = text[n] != '\0' && text[n + 1] != '\0';

		make_safe(area, &safe, text, n);
		used += wrap_paragraph(area, row + used, max_rows - used, role, safe.data, safe.len, more);
		text_finish(&safe);
		text += n + (text[n] == '\n');
	}
	return used;
}

int canvas_wrap_rows(int cols, const char *text)
{
	struct text safe = TEXT_INIT;
	int rows = 0;

	if (cols <= 0)
		return 0;
	width_filter(&safe, text, strlen(text));
	for (size_t at = 0; at < safe.len; rows++) {
		at += wrap_line(safe.data + at, safe.len - at, cols);
		at += strspn(safe.data + at, " ");
	}
	text_finish(&safe);
	return rows;
}

void canvas_fill(struct canvas_area area, enum canvas_role role, const char *glyph)
{
	struct text safe = TEXT_INIT;
	size_t len;
	int width;

	make_safe(area, &safe, glyph, strlen(glyph));
	len = safe.len ? cluster(safe.data, safe.len, &width) : 0;
	for (int row = 0; len && width > 0 && row < area.rows; row++) {
		for (int col = 0; col < area.cols; col += width)
			cell_set(area, col, row, role, safe.data, len, width);
	}
	text_finish(&safe);
}

/* A rule through the whole row would say no more and cost a slow line three bytes a cell. */
void canvas_heading(struct canvas_area area, int row, const char *title, const char *note)
{
	struct text safe = TEXT_INIT;
	int end, width;

	canvas_fill(canvas_rows(area, row, 1), CANVAS_PLAIN, " ");
	end = canvas_put(canvas_cols(area, 0, area.cols - 1), 0, row, CANVAS_TITLE, "── ");
	end += canvas_put(canvas_cols(area, 0, area.cols - 1), end, row, CANVAS_TITLE, title ? title : "");
	if (note && *note) {
		make_safe(area, &safe, note, strlen(note));
		width = width_of(safe.data, safe.len);
		if (end + width + 3 <= area.cols)
			put_cells(area, area.cols - width - 1, row, CANVAS_MUTED, safe.data, safe.len);
		text_finish(&safe);
	}
}

struct canvas_area canvas_below_heading(struct canvas_area area)
{
	return canvas_sub(area, 1, 1, area.cols - 2, area.rows - 1);
}

void canvas_focus(struct canvas_area area, int col, int row)
{
	if (!cell_at(area, col, row))
		return;
	area.canvas->cursor_col = area.col + col;
	area.canvas->cursor_row = area.row + row;
}
