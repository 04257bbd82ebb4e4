/* dashboard.c - the stack of places, and who gets a key first.
 *
 * A place is a panel with the scope it was loaded in. Opening a view or drilling puts a place on top; Esc takes it off and
 * shows the one below as it was left, row and all, so nothing needs to be remembered elsewhere. Data is read only when a
 * place is opened or its scope changes; painting copies what was loaded. Knows no terminal. */
#include "panel/dashboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "canvas/theme.h"
#include "drill.h"
#include "frame.h"
#include "names.h"
#include "figures.h"
#include "scope.h"

enum {
	PLACES_MAX = 24,
	WIDE_COLS = 160, WIDE_ROWS = 30,	/* from here two panels stand side by side */
};

struct place {
	struct panel *panel;
	struct panel_scope scope;
	const struct panel_ops *view;	/* the tab that is lit */
	char label[120];		/* for the trail */
	bool stale;			/* the data changed since it was loaded */
	bool drilled;			/* opened from the place below: q goes back to it */
};

struct dashboard {
	struct dashboard_options options;
	struct kpi_env env;
	struct names names;
	struct place places[PLACES_MAX];
	size_t n_places;
	struct place companion;		/* beside a view on wide screens; panel NULL when there is none */
	char age[40];
	enum canvas_role age_role;
	char message[700];
	bool mask, asked_to_quit;
	size_t theme;
};

static struct place *top(struct dashboard *d)
{
	return &d->places[d->n_places - 1];
}

static struct panel_context context_of(const struct dashboard *d, const struct place *place)
{
	return (struct panel_context){ .env = &d->env, .scope = &place->scope, .names = &d->names,
		.synthetic = d->options.synthetic, .mask_names = d->mask };
}

static void place_label(struct place *place)
{
	const struct panel_ops *ops = place->panel->ops;
	const char *label = ops->label && !place->panel->failed[0] ? ops->label(place->panel) : ops->title;

	snprintf(place->label, sizeof(place->label), "%s", label ? label : ops->title);
}

static void place_load(struct dashboard *d, struct place *place)
{
	struct panel_context context = context_of(d, place);

	panel_load(place->panel, &context);
	place->stale = false;
	place_label(place);
}

static void place_close(struct place *place)
{
	panel_destroy(place->panel);
	*place = (struct place){ 0 };
}

/* The oldest place but the first makes room when one wanders about for long. */
static bool place_open(struct dashboard *d, const struct panel_ops *ops, const struct panel_scope *scope,
	const struct panel_focus *subject)
{
	struct panel *panel = panel_create(ops, subject);
	struct place *place;

	if (!panel)
		return false;
	if (d->n_places == PLACES_MAX) {
		place_close(&d->places[1]);
		memmove(&d->places[1], &d->places[2], (PLACES_MAX - 2) * sizeof(d->places[0]));
		d->n_places--;
	}
	place = &d->places[d->n_places++];
	*place = (struct place){ .panel = panel, .scope = *scope };
	if (ops->key)
		place->view = ops;
	else
		place->view = d->n_places > 1 ? place[-1].view : NULL;
	panel->level = !ops->key && d->n_places > 1 ? place[-1].panel->level + 1 : 0;
	place_load(d, place);
	place_close(&d->companion);
	return true;
}

static void say(struct dashboard *d, const char *message)
{
	snprintf(d->message, sizeof(d->message), "%s", message);
}

/* "1 h", "3 d"; quiet about what cannot be known. */
static void load_age(struct dashboard *d)
{
	static const char *const ids[] = { "data_freshness" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .with_status = true };
	struct place everything = { .scope = top(d)->scope };
	struct panel_context context;
	struct figures figures = { 0 };
	struct arena arena;
	const struct kpi_row *row;

	d->age[0] = '\0';
	everything.scope.n_filters = 0;
	everything.scope.to = everything.scope.last_day;
	context = context_of(d, &everything);
	arena_init(&arena);
	row = figures_load(&context, &query, &arena, &figures, NULL) ? figures_get(&figures, ids[0], NULL, NULL) : NULL;
	if (row && row->value >= 0) {
		bool fresh = row->value < FIGURES_STALE_HOURS;

		snprintf(d->age, sizeof(d->age), row->value < 48 ? "data %.0f h %s" : "data %.0f d %s",
			row->value < 48 ? row->value : row->value / 24,
			fresh ? "✓" : "!");
		d->age_role = fresh ? CANVAS_GOOD : CANVAS_WARNING;
	}
	arena_finish(&arena);
}

bool dashboard_create(const struct dashboard_options *options, struct dashboard **ret_dashboard, struct err *err)
{
	const struct panel_ops *view = panel_view_find(options->view ? options->view : "brief");
	struct dashboard *d;
	struct panel_scope scope;
	bool ok = false;

	if (!view)
		return err_set(err, ERR_USAGE, "There is no view '%s'; the views are brief, time, control, revenue, posts and data.",
			options->view);
	d = calloc(1, sizeof(*d));
	if (!d)
		return err_memory(err);
	d->options = *options;
	d->env = *options->env;
	d->mask = true;
	if (options->demo_hint)
		say(d, options->demo_hint);
	if (!options->first_run) {
		if (!names_load(d->env.store, &d->names, err) || !scope_open(&d->env, &scope, err))
			goto out;
		if (!place_open(d, view, &scope, NULL)) {
			err_memory(err);
			goto out;
		}
		load_age(d);
	}
	ok = true;
	*ret_dashboard = d;
	d = NULL;
out:
	dashboard_destroy(d);
	return ok;
}

void dashboard_destroy(struct dashboard *d)
{
	if (!d)
		return;
	while (d->n_places)
		place_close(&d->places[--d->n_places]);
	place_close(&d->companion);
	names_finish(&d->names);
	free(d);
}

size_t dashboard_theme(const struct dashboard *d)
{
	return d->theme;
}

void dashboard_set_theme(struct dashboard *d, size_t index)
{
	d->theme = index < theme_count() ? index : 0;
}

void dashboard_replace(struct dashboard *d, const struct kpi_env *env, const char *message)
{
	struct err err = { 0 };

	d->env = *env;
	d->options.env = env;
	if (message)
		say(d, message);
	if (d->n_places == 0)
		return;
	if (!names_load(d->env.store, &d->names, &err)) {
		say(d, err.text);
		return;
	}
	for (size_t i = 0; i < d->n_places; i++) {
		if (!scope_refresh(&d->env, &d->places[i].scope, &err))
			say(d, err.text);
		d->places[i].stale = true;
	}
	place_close(&d->companion);
	place_load(d, top(d));
	load_age(d);
}

/* Esc: the place below, as it was left. */
static void back(struct dashboard *d)
{
	if (d->n_places < 2) {
		say(d, "This is the first screen; q leaves.");
		return;
	}
	place_close(top(d));
	d->n_places--;
	place_close(&d->companion);
	if (top(d)->stale)
		place_load(d, top(d));
}

/* q: out of what was drilled into; from a view, out of the program. */
static bool quit(struct dashboard *d)
{
	if (d->n_places < 2 || !top(d)->drilled)
		return false;
	back(d);
	return true;
}

static void open_view(struct dashboard *d, char key)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);

	for (size_t i = 0; i < n; i++) {
		if (views[i]->key != key)
			continue;
		if (top(d)->panel->ops != views[i] && !place_open(d, views[i], &top(d)->scope, NULL))
			say(d, "There is not enough memory to open another view.");
		return;
	}
	snprintf(d->message, sizeof(d->message), "No view has the key %c here.", key);
}

static struct panel_focus focus_of(const struct place *place)
{
	struct panel_focus focus = { 0 };

	if (!place->panel->failed[0] && place->panel->ops->focus)
		place->panel->ops->focus(place->panel, &focus);
	return focus;
}

static void drill(struct dashboard *d)
{
	struct place *place = top(d);
	struct panel_focus focus = focus_of(place);
	struct panel_scope scope = place->scope;
	const struct panel_ops *ops = NULL;

	if (!focus.drills)
		return;
	if (focus.filter_name[0])
		scope_filter_set(&scope, focus.filter_name, focus.filter_value);
	if (place->panel->ops->drill)
		ops = place->panel->ops->drill(place->panel);
	if (!ops && focus.declaration)
		ops = &panel_declaration;
	if (!ops)
		ops = drill_dimension(&scope, &d->names) ? &panel_breakdown : &panel_declarations;
	if (place_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		say(d, "There is not enough memory to go further down.");
}

static void open_page(struct dashboard *d, const struct panel_ops *ops)
{
	struct panel_focus focus = focus_of(top(d));
	struct panel_scope scope = top(d)->scope;

	if (top(d)->panel->ops == ops) {
		back(d);
		return;
	}
	if (ops == &panel_proof && !focus.kpi[0])
		return;
	if (ops == &panel_proof && focus.filter_name[0])
		scope_filter_set(&scope, focus.filter_name, focus.filter_value);
	if (ops == &panel_help)
		snprintf(focus.kpi, sizeof(focus.kpi), "%s", top(d)->panel->ops->name);
	if (place_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		say(d, "There is not enough memory for this page.");
}

static void reload(struct dashboard *d)
{
	place_close(&d->companion);
	place_load(d, top(d));
}

static void filter(struct dashboard *d)
{
	struct panel_focus focus = focus_of(top(d));

	if (!focus.filter_name[0])
		return;
	if (!scope_filter_set(&top(d)->scope, focus.filter_name, focus.filter_value))
		say(d, "No more than twelve filters at a time; F drops them.");
	else
		reload(d);
}

static void step(struct dashboard *d, int delta)
{
	struct panel_scope *scope = &top(d)->scope;
	struct text day = TEXT_INIT;

	if (scope_step(scope, delta)) {
		reload(d);
	} else if (scope->last_day != TIME_DAY_NONE) {
		scope_day_text(delta < 0 ? scope->first_day : scope->last_day, true, &day);
		snprintf(d->message, sizeof(d->message), "The data %s on %s.", delta < 0 ? "begins" : "ends", day.data);
	}
	text_finish(&day);
}

static void zoom(struct dashboard *d, int delta)
{
	if (scope_zoom(&top(d)->scope, delta))
		reload(d);
	else
		say(d, delta < 0 ? "A day is the shortest period." : "A year is the longest period.");
}

static void toggle_mask(struct dashboard *d)
{
	d->mask = !d->mask;
	for (size_t i = 0; i < d->n_places; i++)
		d->places[i].stale = true;
	reload(d);
	say(d, d->mask ? "Names of traders and officers are masked." : "Names of traders and officers are shown; m masks them.");
}

static void next_theme(struct dashboard *d)
{
	dashboard_set_theme(d, (d->theme + 1) % theme_count());
	snprintf(d->message, sizeof(d->message), "Theme: %s", theme_at(d->theme)->name);
}

static bool cancel(struct dashboard *d)
{
	if (d->asked_to_quit)
		return false;
	say(d, "Nothing is running. Ctrl-C again leaves.");
	d->asked_to_quit = true;
	return true;
}

/* What no panel took. */
static void request_common(struct dashboard *d, enum request request)
{
	switch (request) {
	case REQ_DRILL: drill(d); break;
	case REQ_BACK: back(d); break;
	case REQ_PROOF: open_page(d, &panel_proof); break;
	case REQ_HELP: open_page(d, &panel_help); break;
	case REQ_PERIOD_PREVIOUS: step(d, -1); break;
	case REQ_PERIOD_NEXT: step(d, 1); break;
	case REQ_FINER: zoom(d, -1); break;
	case REQ_COARSER: zoom(d, 1); break;
	case REQ_FILTER: filter(d); break;
	case REQ_FILTER_CLEAR:
		top(d)->scope.n_filters = 0;
		reload(d);
		break;
	case REQ_MASK: toggle_mask(d); break;
	case REQ_RELOAD:
		reload(d);
		break;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
		say(d, "Nothing here is worse than its target or its limits.");
		break;
	default:
		break;
	}
}

static bool is_view(enum request request)
{
	return request >= REQ_VIEW_1 && request <= REQ_VIEW_0;
}

bool dashboard_request(struct dashboard *d, enum request request)
{
	if (request == REQ_CANCEL)
		return cancel(d);
	d->message[0] = '\0';
	d->asked_to_quit = false;
	if (request == REQ_THEME) {
		next_theme(d);
		return true;
	}
	if (d->n_places == 0)
		return request != REQ_QUIT;
	if (request == REQ_QUIT)
		return quit(d);
	if (is_view(request)) {
		open_view(d, request == REQ_VIEW_0 ? '0' : (char)('1' + (request - REQ_VIEW_1)));
		return true;
	}
	if (!top(d)->panel->failed[0] && top(d)->panel->ops->on_request)
		request = top(d)->panel->ops->on_request(top(d)->panel, request);
	request_common(d, request);
	return true;
}

bool dashboard_key(struct dashboard *d, uint32_t key)
{
	enum request request = request_of_key(key);

	if (request == REQ_NONE) {
		d->message[0] = '\0';
		return true;
	}
	return dashboard_request(d, request);
}

static bool can(const void *context, enum request request)
{
	const struct dashboard *d = context;
	const struct place *place = d->n_places ? &d->places[d->n_places - 1] : NULL;
	struct panel_focus focus;

	if (request == REQ_HELP)
		return place != NULL;
	if (request == REQ_QUIT || !place)
		return request == REQ_QUIT;
	focus = focus_of(place);
	switch (request) {
	case REQ_DRILL: return focus.drills;
	case REQ_BACK: return d->n_places > 1;
	case REQ_PROOF: return focus.kpi[0] && place->panel->ops != &panel_proof;
	case REQ_FILTER: return focus.filter_name[0];
	case REQ_FILTER_CLEAR: return place->scope.n_filters > 0;
	case REQ_PERIOD_PREVIOUS:
	case REQ_PERIOD_NEXT:
	case REQ_FINER:
	case REQ_COARSER:
		return place->scope.last_day != TIME_DAY_NONE && place->panel->ops != &panel_help;
	default:
		return !place->panel->failed[0] && place->panel->ops->can && place->panel->ops->can(place->panel, request);
	}
}

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

static void paint_panel(struct panel *panel, struct canvas_area area, bool active)
{
	if (area.rows < 1 || area.cols < 1)
		return;
	panel->cols = area.cols;
	panel->rows = area.rows;
	panel->active = active;
	if (panel->failed[0])
		canvas_wrap(area, 1, area.rows - 1, CANVAS_WARNING, panel->failed);
	else
		panel->ops->paint(panel, area);
}

/* What stands beside the place on a wide screen: where it was drilled from, else the view that answers the next question. */
static struct panel *beside(struct dashboard *d)
{
	struct place *place = top(d);
	const struct panel_ops *ops;

	if (!place->panel->ops->key)
		return d->n_places > 1 ? place[-1].panel : NULL;
	if (d->companion.panel)
		return d->companion.panel;
	ops = place->panel->ops == &panel_brief ? &panel_time : place->panel->ops == &panel_posts ? &panel_brief : &panel_posts;
	d->companion = (struct place){ .panel = panel_create(ops, NULL), .scope = place->scope };
	if (d->companion.panel)
		place_load(d, &d->companion);
	return d->companion.panel;
}

static void paint_panels(struct dashboard *d, struct canvas_area area)
{
	struct canvas *canvas = area.canvas;
	struct panel *other = area.cols >= WIDE_COLS && area.rows >= WIDE_ROWS ? beside(d) : NULL;
	int half = (area.cols - 3) / 2, left;

	if (!other) {
		paint_panel(top(d)->panel, area, true);
		return;
	}
	left = top(d)->panel->ops->key ? 0 : half + 3;
	paint_panel(other, canvas_cols(area, left ? 0 : half + 3, left ? half : area.cols - half - 3), false);
	canvas->cursor_col = canvas->cursor_row = -1;
	paint_panel(top(d)->panel, canvas_cols(area, left, left ? area.cols - half - 3 : half), true);
	for (int row = 0; row < area.rows; row++)
		canvas_put(area, half + 1, row, CANVAS_RULE, "│");
}

/* Below 20x5 one plain line: what is worst. */
static void paint_line(struct dashboard *d, struct canvas_area area)
{
	struct text line = TEXT_INIT;

	if (d->message[0])
		text_append(&line, d->message);
	else if (d->n_places == 0)
		text_append(&line, d->options.first_run ? d->options.first_run : "");
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

static void paint_first_run(struct dashboard *d, struct canvas_area area)
{
	const char *text = d->options.first_run;
	int row = 1;

	canvas_put(area, 1, 0, CANVAS_TITLE, "Tidewaiter");
	while (*text && row < area.rows - 1) {
		const char *end = strchr(text, '\n');
		struct text line = TEXT_INIT;
		int used;

		text_append_n(&line, text, end ? (size_t)(end - text) : strlen(text));
		used = canvas_wrap(canvas_cols(area, 1, area.cols - 2), row, area.rows - 1 - row, CANVAS_PLAIN, line.data);
		row += used > 0 ? used : 1;
		text_finish(&line);
		text = end ? end + 1 : text + strlen(text);
	}
	frame_paint_hints(canvas_rows(area, area.rows - 1, 1), can, d);
	canvas_focus(area, 0, 0);
}

static void paint_frame(struct dashboard *d, struct canvas_area area)
{
	struct panel_context context = context_of(d, top(d));
	char path[400];
	struct frame frame = { .context = &context, .age = d->age, .age_role = d->age_role, .view = top(d)->view, .trail = path };
	struct canvas_area last = canvas_rows(area, area.rows - 1, 1);
	int head = area.rows >= 8 ? 2 : 1;

	trail(d, path, sizeof(path));
	frame_paint_scope(&frame, canvas_rows(area, 0, 1));
	if (head == 2)
		frame_paint_tabs(&frame, canvas_rows(area, 1, 1));
	paint_panels(d, canvas_rows(area, head, area.rows - head - 1));
	if (d->message[0])
		canvas_put(last, 0, 0, CANVAS_WARNING, d->message);
	else
		frame_paint_hints(last, can, d);
}

void dashboard_paint(struct dashboard *d, struct canvas *canvas)
{
	struct canvas_area area = canvas_whole(canvas);

	canvas_clear(canvas);
	canvas->cursor_col = canvas->cursor_row = -1;
	if (area.cols < 20 || area.rows < 5)
		paint_line(d, area);
	else if (d->n_places == 0)
		paint_first_run(d, area);
	else
		paint_frame(d, area);
	if (canvas->cursor_row < 0)
		canvas_focus(area, 0, 0);
}
