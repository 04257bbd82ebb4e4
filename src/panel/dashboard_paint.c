/* dashboard_paint.c - the frame on a canvas: scope bar, tabs, one panel or two side by side, the hint line. */
#include <stdio.h>
#include <string.h>

#include "base/width.h"
#include "dashboard_private.h"
#include "frame.h"

enum {
	WIDE_COLS = 160, WIDE_ROWS = 30,	/* from here two panels stand side by side */
	MEASURE = 90,				/* longer lines of text are hard to read */
};

/* "Arrival to release by post › by lane": the places since the view was opened. */
static void trail(const struct dashboard *d, char *out, size_t size)
{
	size_t first = d->n_places, used = 0;

	out[0] = '\0';
	while (first > 0 && !d->places[first - 1].panel->ops->key)
		first--;
	for (size_t i = first; i < d->n_places && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s", i > first ? " › " : "", d->places[i].label);
}

static void paint_reading(const struct dashboard *d, struct canvas_area area)
{
	struct text text = TEXT_INIT;

	kpi_format_value((double)d->declarations, KPI_COUNT, area.canvas->ascii, &text);
	canvas_putf(area, 1, 1, CANVAS_MUTED, "Reading %s declarations. %s, Ctrl-C stops.", text.data,
		d->n_places > 1 ? "Esc goes back" : "q leaves");
	canvas_focus(area, 1, 1);
	text_finish(&text);
}

static void paint_place(const struct dashboard *d, struct place *place, struct canvas_area area, bool active)
{
	struct panel *panel = place->load && place->sketch ? place->sketch : place->panel;

	if (area.rows < 1 || area.cols < 1)
		return;
	if (place->load && !place->sketch) {
		paint_reading(d, area);
		return;
	}
	panel->cols = area.cols;
	panel->rows = area.rows;
	panel->active = active;
	if (panel->failed[0])
		canvas_wrap(area, 1, area.rows - 1, CANVAS_WARNING, panel->failed);
	else
		panel->ops->paint(panel, area);
}

/* As it would be on coming back: not with figures, or names, that are no longer to be shown. */
static struct place *fresh(struct dashboard *d, struct place *place)
{
	if (place->stale && !place->load)
		dashboard_load(d, place);
	return place;
}

/* What stands beside the place on a wide screen: where it was drilled from, else the view that answers the next question. */
static struct place *beside(struct dashboard *d)
{
	struct place *place = top(d);
	const struct panel_ops *ops;

	if (!place->panel->ops->key)
		return d->n_places > 1 ? fresh(d, &place[-1]) : NULL;
	if (d->companion.panel)
		return &d->companion;
	ops = place->panel->ops == &panel_brief ? &panel_time : place->panel->ops == &panel_posts ? &panel_brief : &panel_posts;
	d->companion = (struct place){ .panel = panel_create(ops, NULL), .scope = place->scope, .jobs = d->jobs };
	if (!d->companion.panel)
		return NULL;
	dashboard_load(d, &d->companion);
	return &d->companion;
}

static void paint_panels(struct dashboard *d, struct canvas_area area)
{
	struct canvas *canvas = area.canvas;
	bool wide = area.cols >= WIDE_COLS && area.rows >= WIDE_ROWS && !d->present.on;
	struct place *other = wide ? beside(d) : NULL;
	int half = (area.cols - 3) / 2, left;

	if (!other) {
		paint_place(d, top(d), area, true);
		return;
	}
	left = top(d)->panel->ops->key ? 0 : half + 3;
	paint_place(d, other, canvas_cols(area, left ? 0 : half + 3, left ? half : area.cols - half - 3), false);
	canvas->cursor_col = canvas->cursor_row = -1;
	paint_place(d, top(d), canvas_cols(area, left, left ? area.cols - half - 3 : half), true);
	for (int row = 0; row < area.rows; row++)
		canvas_put(area, half + 1, row, CANVAS_RULE, "│");
}

/* Below 20x5 one plain line: what is worst. */
static void paint_line(struct dashboard *d, struct canvas_area area)
{
	struct text line = TEXT_INIT;

	if (d->asking != ASK_NOTHING) {
		prompt_paint(&d->prompt, canvas_rows(area, 0, 1));
		return;
	}
	if (d->message[0])
		text_append(&line, d->message);
	else if (d->n_places == 0)
		text_append(&line, d->options.first_run ? d->options.first_run : "");
	else if (top(d)->load)
		text_append(&line, "Reading");
	else if (top(d)->panel->failed[0])
		text_append(&line, top(d)->panel->failed);
	else if (top(d)->panel->ops->line)
		top(d)->panel->ops->line(top(d)->panel, &line);
	else
		text_append(&line, top(d)->label);
	if (d->options.synthetic && area.cols >= 12)
		text_append(&line, " SYNTHETIC");
	canvas_put(area, 0, 0, CANVAS_PLAIN, line.data);
	canvas_focus(area, 0, 0);
	text_finish(&line);
}

/* One line of the first run's text: what is to be typed stands out, and the offer has the cursor. Returns the rows used. */
static int paint_first_run_line(struct canvas_area area, int row, int room, const char *line)
{
	bool typed = strncmp(line, "    ", 4) == 0, offer = strncmp(line, "> ", 2) == 0;
	int indent = typed ? 5 : offer ? 3 : 1;

	if (offer) {
		canvas_put(area, 1, row, CANVAS_ACCENT, "▶");
		canvas_focus(area, 1, row);
	}
	return canvas_wrap(canvas_cols(area, indent, area.cols - indent - 1 < MEASURE ? area.cols - indent - 1 : MEASURE), row, room,
		typed ? CANVAS_KEY : offer ? CANVAS_TITLE : CANVAS_PLAIN, line + (typed ? 4 : offer ? 2 : 0));
}

static void paint_first_run_hints(const struct dashboard *d, struct canvas_area area)
{
	char buffer[16];
	int col = 0;

	if (d->options.offers_demo) {
		col = canvas_put(area, 0, 0, CANVAS_KEY, request_key_name(request_binding_of(REQ_DRILL)->keys[0], buffer)) + 1;
		col += canvas_put(area, col, 0, CANVAS_LABEL, "sample data") + 2;
	}
	frame_paint_hints(canvas_cols(area, col, area.cols - col), dashboard_can, d);
}

/* Blank lines are the first to go where rows are few. */
static void paint_first_run(struct dashboard *d, struct canvas_area area)
{
	const char *text = d->options.first_run;
	int row = 1;

	canvas_focus(area, 0, 0);
	canvas_put(area, 1, 0, CANVAS_TITLE, "Tidewaiter");
	while (*text && row < area.rows - 1) {
		const char *end = strchr(text, '\n');
		struct text line = TEXT_INIT;

		text_append_n(&line, text, end ? (size_t)(end - text) : strlen(text));
		if (line.len)
			row += paint_first_run_line(area, row, area.rows - 1 - row, line.data);
		else
			row += area.rows >= 20;
		text_finish(&line);
		text = end ? end + 1 : text + strlen(text);
	}
	paint_first_run_hints(d, canvas_rows(area, area.rows - 1, 1));
}

/* What is said, and the key that was pressed last: the room sees what the trainer did. */
static void paint_caption(const struct dashboard *d, struct canvas_area area)
{
	char key[40] = "";
	int cells;

	if (d->playing.held)
		snprintf(key, sizeof(key), "held");
	else if (d->playing.key[0] || d->present.key[0])
		snprintf(key, sizeof(key), "key %s", play_is_on(d) ? d->playing.key : d->present.key);
	cells = width_of(key, strlen(key));
	canvas_put(canvas_cols(area, 0, area.cols - cells - 2), 0, 0, CANVAS_TITLE, d->caption);
	canvas_put(area, area.cols - cells - 1, 0, CANVAS_KEY, key);
}

static bool could(const void *context, enum request request)
{
	return ((const struct dashboard *)context)->could[request];
}

/* What works now. While a panel is read keys wait for it, and the line stays as it was: a slow link need not carry it twice. */
static void paint_hints(struct dashboard *d, struct canvas_area area)
{
	bool reading = top(d)->load && !top(d)->sketch && d->could[REQ_HELP];

	for (int i = 0; i < REQ_COUNT && !reading; i++)
		d->could[i] = dashboard_can(d, (enum request)i);
	d->could[REQ_BACK] = d->n_places > 1;
	frame_paint_hints(area, could, d);
}

static void paint_frame(struct dashboard *d, struct canvas_area area)
{
	struct panel_context context = dashboard_context(d, top(d));
	char path[400];
	struct frame frame = { .context = &context, .age = d->freshness.text, .age_role = d->freshness.role, .view = top(d)->view,
		.trail = path, .work = d->work };
	int head = area.rows >= 8 ? 2 : 1;
	int foot = d->asking == ASK_NOTHING ? 1 : prompt_rows(&d->prompt, area.rows);
	bool above = d->asking != ASK_NOTHING && (d->caption[0] || play_is_on(d)) && area.rows - head - foot > 1;	/* a caption, of a prompt */
	struct canvas_area last = canvas_rows(area, area.rows - foot, foot);

	trail(d, path, sizeof(path));
	frame_paint_scope(&frame, canvas_rows(area, 0, 1));
	if (head == 2 && d->present.on)
		canvas_put(area, 1, 1, CANVAS_TITLE, top(d)->panel->ops->title);
	else if (head == 2)
		frame_paint_tabs(&frame, canvas_rows(area, 1, 1));
	paint_panels(d, canvas_rows(area, head, area.rows - head - foot - above));
	if (above)
		paint_caption(d, canvas_rows(area, area.rows - foot - 1, 1));
	if (d->asking != ASK_NOTHING)
		prompt_paint(&d->prompt, last);
	else if (d->message[0])
		canvas_put(last, 0, 0, CANVAS_WARNING, d->message);
	else if (d->caption[0] || play_is_on(d))
		paint_caption(d, last);
	else if (d->present.on)
		present_paint_foot(d, last);
	else
		paint_hints(d, last);
}

void dashboard_paint_area(struct dashboard *d, struct canvas_area area)
{
	area.canvas->cursor_col = area.canvas->cursor_row = -1;
	if (d->present.on && d->present.blank)
		canvas_focus(area, 0, 0);
	else if (area.cols < 20 || area.rows < 5)
		paint_line(d, area);
	else if (d->n_places == 0)
		paint_first_run(d, area);
	else
		paint_frame(d, area);
	if (area.canvas->cursor_row < 0)
		canvas_focus(area, 0, 0);
}

void dashboard_paint(struct dashboard *d, struct canvas *canvas)
{
	canvas_clear(canvas);
	d->cols = canvas->cols;
	d->rows = canvas->rows;
	dashboard_paint_area(d, canvas_whole(canvas));
}

struct canvas *dashboard_screen(struct dashboard *d)
{
	struct canvas *canvas = NULL;

	if (!canvas_create(d->cols ? d->cols : 80, d->rows ? d->rows : 24, d->options.ascii, &canvas, NULL))
		return NULL;
	dashboard_paint_area(d, canvas_whole(canvas));
	return canvas;
}

void dashboard_caption(struct dashboard *d, const char *text)
{
	snprintf(d->caption, sizeof(d->caption), "%s", text ? text : "");
}
