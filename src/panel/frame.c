/* frame.c - scope bar, tabs and hint line, each laid out by priority: what does not fit is dropped whole, nothing overlaps.
 *
 * The hint line walks the table of bindings and asks what works now; it knows no panel. Where there is room its first hints and its last
 * two keep their places from panel to panel: the eye finds them there, and a slow line need not carry them again. */
#include "frame.h"

#include <stdio.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "base/width.h"
#include "compare.h"
#include "names.h"
#include "scope.h"

enum {
	KEPT_LEAST = 4,
	FIELDS_MAX = 9 + PANEL_MAX_FILTERS,
	HINTS_MAX = 24,
	PLACED_RANK = 5,		/* hints up to here have a place of their own, which stays empty without them */
	PLACED_COLS = 80,		/* on a row of so many cells */
	LAST_HINTS = 2,			/* help and quit: whoever is lost needs them */
};

struct field {
	char text[200];
	enum canvas_role role;
	int priority;			/* higher drops earlier; 0 stays */
	bool dropped;
	bool is_kept;			/* cut instead of dropped, */
	int most;			/* to so many cells; 0: whole */
};

static int cells(const char *s)
{
	struct text text = TEXT_INIT;
	int n;

	width_filter(&text, s, strlen(s));
	n = width_of(text.data, text.len);
	text_finish(&text);
	return n;
}

static int cells_of(const struct field *field)
{
	int all = cells(field->text);

	return field->most && field->most < all ? field->most : all;
}

/* What is left goes to the field that was cut. */
static void widen(struct field *fields, size_t n, int left)
{
	for (size_t i = 0; i < n && left > 0; i++)
		if (fields[i].most)
			fields[i].most += left;
}

/* Fields go by priority; of filters the first is cut instead: figures of one post must not pass for those of all. */
static void drop_to_fit(struct field *fields, size_t n, int room, int separator)
{
	for (;;) {
		int total = -separator, worst = -1;

		for (size_t i = 0; i < n; i++) {
			if (fields[i].dropped)
				continue;
			total += cells_of(&fields[i]) + separator;
			if (fields[i].priority > 0 && (worst < 0 || fields[i].priority > fields[worst].priority))
				worst = (int)i;
		}
		if (total <= room || worst < 0) {
			widen(fields, n, room - total);
			return;
		}
		if (fields[worst].is_kept) {
			fields[worst].most = KEPT_LEAST;
			fields[worst].priority = 0;
		} else {
			fields[worst].dropped = true;
		}
	}
}

static void add_filters(const struct frame *frame, struct field *fields, size_t *n)
{
	const struct panel_scope *scope = frame->context->scope;

	if (scope->n_filters == 0)
		fields[(*n)++] = (struct field){ .text = "All posts", .priority = 3 };
	for (size_t i = 0; i < scope->n_filters && *n < FIELDS_MAX - 5; i++) {
		const struct panel_scope_filter *filter = &scope->filters[i];
		struct text text = TEXT_INIT;
		bool bare = strcmp(filter->name, "office") == 0 ||
			(frame->context->mask_names && mask_is_personal(filter->name));

		if (!bare)
			text_appendf(&text, "%s ", names_dim(filter->name));
		names_value(frame->context, filter->name, filter->value, &text);
		fields[*n].priority = i == 0 ? 1 : i == 1 ? 2 : 3;
		fields[*n].is_kept = i == 0;
		snprintf(fields[(*n)++].text, sizeof(fields->text), "%s", text.data);
		text_finish(&text);
	}
}

/* The period in full, or in short where the row is narrow. */
static void add_period(const struct frame *frame, struct field *field, int cols)
{
	struct text text = TEXT_INIT;

	if (cols < 60)
		scope_text_short(frame->context->scope, &text);
	else
		scope_text(frame->context->scope, &text);
	snprintf(field->text, sizeof(field->text), "%s", text.data);
	text_finish(&text);
}

/* What was chosen says more than what is always so. */
static void add_comparison(const struct frame *frame, struct field *field)
{
	struct text text = TEXT_INIT;

	compare_text(frame->context, &text);
	snprintf(field->text, sizeof(field->text), "vs %s", text.data);
	field->priority = frame->context->scope->compare == PANEL_VS_BOTH ? 6 : 1;
	text_finish(&text);
}

void frame_paint_scope(const struct frame *frame, struct canvas_area area)
{
	struct field fields[FIELDS_MAX] = { 0 };
	const char *separator = " │ ";
	size_t n = 0;
	int col = 0;

	canvas_fill(canvas_rows(area, 0, 1), CANVAS_BAR, " ");
	fields[n] = (struct field){ .text = "Tidewaiter", .priority = 4 };
	n++;
	add_filters(frame, fields, &n);
	add_period(frame, &fields[n++], area.cols);
	if (frame->context->scope->to != TIME_DAY_NONE)
		add_comparison(frame, &fields[n++]);
	if (frame->age[0]) {
		fields[n].priority = 5;
		snprintf(fields[n++].text, sizeof(fields->text), "%s", frame->age);
	}
	if (frame->work && frame->work[0]) {
		fields[n].priority = 1;
		snprintf(fields[n++].text, sizeof(fields->text), "%s", frame->work);
	}
	if (frame->context->synthetic)
		fields[n++] = (struct field){ .text = "SYNTHETIC" };
	drop_to_fit(fields, n, area.cols - 1, 3);
	/* What stays must stay whole: the last field is put first into its place at the right edge when all are too long. */
	for (size_t i = 0; i < n; i++) {
		int room = area.cols - col;
		bool label = frame->context->synthetic && i == n - 1;

		if (fields[i].dropped || room <= 0)
			continue;
		if (!label && frame->context->synthetic)
			room -= 12;
		if (col > 0 && room > 3)
			col += canvas_put(area, col, 0, CANVAS_BAR, separator);
		else if (col == 0)
			col = 1;
		room = area.cols - col - (!label && frame->context->synthetic ? 12 : 0);
		if (fields[i].most && room > cells_of(&fields[i]))
			room = cells_of(&fields[i]);
		if (room > 0)
			col += canvas_put(canvas_cols(area, 0, col + room), col, 0, label ? CANVAS_WARNING : CANVAS_BAR,
				fields[i].text);
	}
}

/* All titles, or from the right to the left only the keys, the lit one last. */
static int tabs_width(const struct panel_ops *const *views, size_t n, const struct panel_ops *lit, size_t titled)
{
	int total = 0;

	for (size_t i = 0; i < n; i++)
		total += (i < titled || views[i] == lit ? 2 + cells(views[i]->title) : 1) + 2;
	return total;
}

/* Right-aligned; its beginning gives way, since the end is where one is. */
static void paint_trail(const char *trail, struct canvas_area area)
{
	const char *rest = trail;
	char shown[400];

	while (rest && cells(rest) + (rest > trail ? 4 : 0) > area.cols) {
		rest = strstr(rest, " › ");
		rest = rest ? rest + strlen(" › ") : NULL;
	}
	if (!rest || !rest[0])
		return;
	snprintf(shown, sizeof(shown), "%s%s", rest > trail ? "… › " : "", rest);
	canvas_put_right(area, 0, 0, area.cols, CANVAS_MUTED, shown);
}

void frame_paint_tabs(const struct frame *frame, struct canvas_area area)
{
	size_t n, titled;
	const struct panel_ops *const *views = panel_views(&n);
	int col = 0;

	titled = n;
	while (titled > 0 && tabs_width(views, n, frame->view, titled) > area.cols)
		titled--;
	for (size_t i = 0; i < n; i++) {
		bool lit = views[i] == frame->view;
		enum canvas_role role = lit ? CANVAS_TAB_ACTIVE : CANVAS_TAB;

		col += canvas_put(area, col, 0, role, lit ? "[" : " ");
		col += canvas_putf(area, col, 0, lit ? role : CANVAS_KEY, "%c", views[i]->key);
		if (i < titled || lit)
			col += canvas_putf(area, col, 0, role, " %s", views[i]->title);
		col += canvas_put(area, col, 0, role, lit ? "]" : " ");
	}
	paint_trail(frame->trail, canvas_cols(area, col + 1, area.cols - col - 2));
}

struct hint {
	char keys[40];
	const char *word;
	int rank;
	bool dropped;
	bool absent;			/* only its place is kept */
};

static void hint_fill(const struct request_binding *binding, struct hint *hint)
{
	const struct request_binding *pair = binding->pair ? request_binding_of(binding->pair) : NULL;
	char buffer[16], other[16];

	hint->word = binding->hint;
	hint->rank = binding->rank;
	if (pair)
		snprintf(hint->keys, sizeof(hint->keys), "%s %s", request_key_name(binding->keys[0], buffer),
			request_key_name(pair->keys[0], other));
	else
		snprintf(hint->keys, sizeof(hint->keys), "%s", request_key_name(binding->keys[0], buffer));
}

static int compare_hints(const struct hint *a, const struct hint *b)
{
	return a->rank - b->rank;
}

static bool works(const struct request_binding *binding, frame_can *can, const void *context)
{
	return can(context, binding->request) || (binding->pair && can(context, binding->pair));
}

/* Left and right turn a budget in one panel alone: no place is kept for that. */
static bool is_placed(const struct request_binding *binding)
{
	return binding->rank <= PLACED_RANK && binding->request != REQ_LEFT;
}

static size_t collect_hints(struct hint *hints, size_t max, bool placed, frame_can *can, const void *context)
{
	size_t n_bindings, n = 0;
	const struct request_binding *bindings = request_bindings(&n_bindings);

	for (size_t i = 0; i < n_bindings && n < max; i++) {
		const struct request_binding *b = &bindings[i];
		bool absent = b->hint && !works(b, can, context);

		if (!b->hint || !b->keys[0] || (absent && !(placed && is_placed(b))))
			continue;
		hint_fill(b, &hints[n]);
		hints[n++].absent = absent;
	}
	for (size_t i = 1; i < n; i++) {	/* few and nearly in order */
		for (size_t k = i; k > 0 && compare_hints(&hints[k], &hints[k - 1]) < 0; k--) {
			struct hint swap = hints[k];

			hints[k] = hints[k - 1];
			hints[k - 1] = swap;
		}
	}
	return n;
}

/* With the two cells before the next one. */
static int hint_cells(const struct hint *hint)
{
	return cells(hint->keys) + 1 + cells(hint->word) + 2;
}

/* Those that fit, the last two always. */
static void drop_hints(struct hint *hints, size_t n, size_t kept, int cols)
{
	int room = cols + 2;

	for (size_t i = kept; i < n; i++)
		room -= hint_cells(&hints[i]);
	for (size_t i = 0; i < kept; i++) {
		hints[i].dropped = hint_cells(&hints[i]) > room;
		if (!hints[i].dropped)
			room -= hint_cells(&hints[i]);
	}
}

void frame_paint_hints(struct canvas_area area, frame_can *can, const void *context)
{
	struct hint hints[HINTS_MAX] = { 0 };
	bool placed = area.cols >= PLACED_COLS && can(context, REQ_PERIOD_PREVIOUS);	/* a panel, and no page or prompt over it */
	size_t n = collect_hints(hints, HINTS_MAX, placed, can, context), kept = n > LAST_HINTS ? n - LAST_HINTS : 0;
	int col = 0;

	drop_hints(hints, n, kept, area.cols);
	for (size_t i = 0; i < n; i++) {
		if (placed && i == kept) {
			col = area.cols + 2;
			for (size_t k = kept; k < n; k++)
				col -= hint_cells(&hints[k]);
		}
		if (!hints[i].dropped && !hints[i].absent) {
			canvas_put(area, col, 0, CANVAS_KEY, hints[i].keys);
			canvas_put(area, col + cells(hints[i].keys) + 1, 0, CANVAS_LABEL, hints[i].word);
		}
		col += hints[i].dropped ? 0 : hint_cells(&hints[i]);
	}
}
