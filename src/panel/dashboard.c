/* dashboard.c - the stack of places, and who gets a key first.
 *
 * A place is a panel with the scope it was loaded in. Opening a view or drilling puts a place on top; Esc takes it off and
 * shows the one below as it was left, row and all, so nothing needs to be remembered elsewhere. Data is read only when a
 * place is opened or its scope changes; painting copies what was loaded. Knows no terminal. */
#include "panel/dashboard.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "canvas/theme.h"
#include "dashboard_private.h"
#include "export.h"
#include "figures.h"
#include "compare.h"
#include "plain.h"

struct panel_context dashboard_context(const struct dashboard *d, const struct place *place)
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

void dashboard_load(struct dashboard *d, struct place *place)
{
	struct panel_context context = dashboard_context(d, place);

	panel_load(place->panel, &context);
	place->stale = false;
	place_label(place);
}

void place_close(struct place *place)
{
	panel_destroy(place->panel);
	*place = (struct place){ 0 };
}

/* The oldest place but the first makes room when one wanders about for long. */
bool dashboard_open(struct dashboard *d, const struct panel_ops *ops, const struct panel_scope *scope,
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
	dashboard_load(d, place);
	place_close(&d->companion);
	return true;
}

void dashboard_say(struct dashboard *d, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(d->message, sizeof(d->message), format, args);
	va_end(args);
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
	context = dashboard_context(d, &everything);
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
		dashboard_say(d, "%s", options->demo_hint);
	if (!options->first_run) {
		if (!names_load(d->env.store, &d->names, err) || !scope_open(&d->env, &scope, err))
			goto out;
		if (!dashboard_open(d, view, &scope, NULL)) {
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
		dashboard_say(d, "%s", message);
	if (d->n_places == 0)
		return;
	if (!names_load(d->env.store, &d->names, &err)) {
		dashboard_say(d, "%s", err.text);
		return;
	}
	for (size_t i = 0; i < d->n_places; i++) {
		if (!scope_refresh(&d->env, &d->places[i].scope, &err))
			dashboard_say(d, "%s", err.text);
		d->places[i].stale = true;
	}
	place_close(&d->companion);
	dashboard_load(d, top(d));
	load_age(d);
}

/* Esc: the place below, as it was left. */
static void back(struct dashboard *d)
{
	if (d->n_places < 2) {
		dashboard_say(d, "This is the first screen; q leaves.");
		return;
	}
	place_close(top(d));
	d->n_places--;
	place_close(&d->companion);
	if (top(d)->stale)
		dashboard_load(d, top(d));
}

/* q: out of what was drilled into; from a view, out of the program. */
static bool quit(struct dashboard *d)
{
	if (d->n_places < 2 || !top(d)->drilled)
		return false;
	back(d);
	return true;
}

void dashboard_view(struct dashboard *d, const struct panel_ops *ops)
{
	if (top(d)->panel->ops != ops && !dashboard_open(d, ops, &top(d)->scope, NULL))
		dashboard_say(d, "There is not enough memory to open another view.");
}

static void open_view(struct dashboard *d, char key)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);

	for (size_t i = 0; i < n; i++) {
		if (views[i]->key != key)
			continue;
		dashboard_view(d, views[i]);
		return;
	}
	dashboard_say(d, "No view has the key %c here.", key);
}

struct panel_focus dashboard_focus(const struct place *place)
{
	struct panel_focus focus = { 0 };

	if (!place->panel->failed[0] && place->panel->ops->focus)
		place->panel->ops->focus(place->panel, &focus);
	return focus;
}

static void drill(struct dashboard *d)
{
	struct place *place = top(d);
	struct panel_focus focus = dashboard_focus(place);
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
	if (dashboard_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory to go further down.");
}

void dashboard_kpi(struct dashboard *d, const char *id)
{
	struct panel_focus focus = { .drills = true };
	const struct panel_scope *scope = &top(d)->scope;

	snprintf(focus.kpi, sizeof(focus.kpi), "%s", id);
	if (dashboard_open(d, drill_dimension(scope, &d->names) ? &panel_breakdown : &panel_declarations, scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory to go further down.");
}

/* V: the panel told in words; again, back to it. */
static void in_words(struct dashboard *d)
{
	const struct place *place = top(d);
	const struct panel_ops *of = place->panel->ops;
	int level = place->panel->level;
	struct panel_focus subject = place->panel->subject;

	if (of == &panel_plain) {
		back(d);
		return;
	}
	if (of == &panel_help || of == &panel_proof || of == &panel_declaration) {
		dashboard_say(d, "This page is words already.");
		return;
	}
	if (!dashboard_open(d, &panel_plain, &place->scope, &subject)) {
		dashboard_say(d, "There is not enough memory for this page.");
		return;
	}
	top(d)->drilled = true;
	top(d)->panel->subject_of = of;
	top(d)->panel->level = level;
	dashboard_reload(d);
}

bool dashboard_write_plain(struct dashboard *d, struct text *out, struct err *err)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);
	struct panel_context context;
	struct text scope = TEXT_INIT, against = TEXT_INIT;
	bool ok = true;

	if (d->n_places == 0) {
		text_appendf(out, "%s\n", d->options.first_run ? d->options.first_run : "");
		return true;
	}
	context = dashboard_context(d, top(d));
	scope_text(context.scope, &scope);
	compare_text(&context, &against);
	text_appendf(out, "Tidewaiter. %s. Judged by %s.%s\n", scope.data, against.data, d->options.synthetic ? " SYNTHETIC data." : "");
	for (size_t i = 0; ok && i < n; i++) {
		text_appendf(out, "\n%s\n", views[i]->title);
		ok = plain_write(&context, views[i], NULL, 0, out, err);
	}
	text_finish(&scope);
	text_finish(&against);
	return ok;
}

static void open_page(struct dashboard *d, const struct panel_ops *ops)
{
	struct panel_focus focus = dashboard_focus(top(d));
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
	if (dashboard_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory for this page.");
}

void dashboard_reload(struct dashboard *d)
{
	place_close(&d->companion);
	dashboard_load(d, top(d));
}

static void push(struct panel_scope *stack, size_t *n, const struct panel_scope *scope)
{
	if (*n == UNDO_MAX) {
		memmove(&stack[0], &stack[1], (UNDO_MAX - 1) * sizeof(stack[0]));
		--*n;
	}
	stack[(*n)++] = *scope;
}

void dashboard_change(struct dashboard *d, const struct panel_scope *scope)
{
	struct panel_scope before = top(d)->scope;

	push(d->undo, &d->n_undo, &before);
	d->n_redo = 0;
	top(d)->scope = *scope;
	dashboard_reload(d);
}

/* u and U: the scope as it was, or as it was before that was undone. The limits of the data are today's. */
static void undo(struct dashboard *d, bool redo)
{
	struct panel_scope *from = redo ? d->redo : d->undo, scope, now = top(d)->scope;
	size_t *n = redo ? &d->n_redo : &d->n_undo;

	if (*n == 0) {
		dashboard_say(d, redo ? "Nothing was undone." : "Nothing was changed yet: period, comparison and filters can be undone.");
		return;
	}
	scope = from[--*n];
	push(redo ? d->undo : d->redo, redo ? &d->n_undo : &d->n_redo, &now);
	scope.first_day = now.first_day;
	scope.last_day = now.last_day;
	top(d)->scope = scope;
	dashboard_reload(d);
}

static void filter(struct dashboard *d)
{
	struct panel_focus focus = dashboard_focus(top(d));
	struct panel_scope scope = top(d)->scope;

	if (!focus.filter_name[0])
		return;
	if (!scope_filter_set(&scope, focus.filter_name, focus.filter_value))
		dashboard_say(d, "No more than twelve filters at a time; F drops them.");
	else
		dashboard_change(d, &scope);
}

static void clear_filters(struct dashboard *d)
{
	struct panel_scope scope = top(d)->scope;

	if (scope.n_filters == 0)
		return;
	scope.n_filters = 0;
	dashboard_change(d, &scope);
}

static void step(struct dashboard *d, int delta)
{
	struct panel_scope scope = top(d)->scope;
	struct text day = TEXT_INIT;

	if (scope_step(&scope, delta)) {
		dashboard_change(d, &scope);
	} else if (scope.last_day != TIME_DAY_NONE) {
		scope_day_text(delta < 0 ? scope.first_day : scope.last_day, true, &day);
		dashboard_say(d, "The data %s on %s.", delta < 0 ? "begins" : "ends", day.data);
	}
	text_finish(&day);
}

static void zoom(struct dashboard *d, int delta)
{
	struct panel_scope scope = top(d)->scope;

	if (scope_zoom(&scope, delta))
		dashboard_change(d, &scope);
	else
		dashboard_say(d, delta < 0 ? "A day is the shortest period." : "A year is the longest period.");
}

static void ask_file(struct dashboard *d)
{
	struct text name = TEXT_INIT;

	export_name(d, &name);
	ask_open(d, ASK_WRITE, name.data);
	text_finish(&name);
}

void dashboard_mask(struct dashboard *d, bool mask)
{
	d->mask = mask;
	for (size_t i = 0; i < d->n_places; i++)
		d->places[i].stale = true;
	dashboard_reload(d);
	dashboard_say(d, "%s", d->mask ? "Names of traders and officers are masked." : "Names of traders and officers are shown; m masks them.");
}

static void next_theme(struct dashboard *d)
{
	dashboard_set_theme(d, (d->theme + 1) % theme_count());
	dashboard_say(d, "Theme: %s", theme_at(d->theme)->name);
}

static bool cancel(struct dashboard *d)
{
	if (d->asked_to_quit)
		return false;
	dashboard_say(d, "Nothing is running. Ctrl-C again leaves.");
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
	case REQ_FILTER_CLEAR: clear_filters(d); break;
	case REQ_MASK: dashboard_mask(d, !d->mask); break;
	case REQ_PERIOD: ask_open(d, ASK_PERIOD, ""); break;
	case REQ_COMPARE: ask_open(d, ASK_COMPARE, ""); break;
	case REQ_FIND: ask_open(d, ASK_FIND, ""); break;
	case REQ_FIND_NEXT: ask_find_again(d, 1); break;
	case REQ_FIND_PREVIOUS: ask_find_again(d, -1); break;
	case REQ_COMMAND: ask_open(d, ASK_COMMAND, ""); break;
	case REQ_EXPORT: ask_file(d); break;
	case REQ_PLAIN:
	case REQ_VIEW_MODE:	/* of panels that have one chart */
		in_words(d);
		break;
	case REQ_PRESENT:
		if (!d->present.on)
			present_begin(d);
		break;
	case REQ_UNDO: undo(d, false); break;
	case REQ_REDO: undo(d, true); break;
	case REQ_RELOAD:
		dashboard_reload(d);
		break;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS:
		dashboard_say(d, "Nothing here is worse than its target or its limits.");
		break;
	default:
		break;
	}
}

static bool is_view(enum request request)
{
	return request >= REQ_VIEW_1 && request <= REQ_VIEW_0;
}

static bool first_run_request(struct dashboard *d, enum request request)
{
	d->wants_demo = d->options.offers_demo && request == REQ_DRILL;
	return request != REQ_QUIT && !d->wants_demo;
}

bool dashboard_wants_demo(const struct dashboard *d)
{
	return d->wants_demo;
}

bool dashboard_request(struct dashboard *d, enum request request)
{
	if (d->asking != ASK_NOTHING && request == REQ_CANCEL) {
		d->asking = ASK_NOTHING;
		return true;
	}
	if (request == REQ_CANCEL)
		return cancel(d);
	d->message[0] = '\0';
	d->asked_to_quit = false;
	if (request == REQ_THEME) {
		next_theme(d);
		return true;
	}
	if (d->n_places == 0)
		return first_run_request(d, request);
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
	enum request request;

	if (d->asking != ASK_NOTHING)
		return ask_key(d, key);
	if (d->present.on) {
		d->message[0] = '\0';
		if (present_key(d, key))
			return true;
	}
	request = request_of_key(key);
	if (d->n_places == 0 && key == 'd')
		request = REQ_DRILL;	/* as the page says: the demo */
	if (request == REQ_NONE) {
		d->message[0] = '\0';
		return true;
	}
	return dashboard_request(d, request);
}

bool dashboard_can(const void *context, enum request request)
{
	const struct dashboard *d = context;
	const struct place *place = d->n_places ? &d->places[d->n_places - 1] : NULL;
	struct panel_focus focus;

	if (request == REQ_HELP)
		return place != NULL;
	if (request == REQ_QUIT || !place)
		return request == REQ_QUIT;
	focus = dashboard_focus(place);
	switch (request) {
	case REQ_DRILL: return focus.drills;
	case REQ_BACK: return d->n_places > 1;
	case REQ_PROOF: return focus.kpi[0] && place->panel->ops != &panel_proof;
	case REQ_FILTER: return focus.filter_name[0];
	case REQ_FILTER_CLEAR: return place->scope.n_filters > 0;
	case REQ_UNDO: return d->n_undo > 0;
	case REQ_REDO: return d->n_redo > 0;
	case REQ_PRESENT: return !d->present.on;
	case REQ_FIND:
	case REQ_COMMAND: return true;
	case REQ_EXPORT: return d->options.save != NULL;
	case REQ_PERIOD_PREVIOUS:
	case REQ_PERIOD_NEXT:
	case REQ_FINER:
	case REQ_COARSER:
	case REQ_PERIOD:
	case REQ_COMPARE:
		return place->scope.last_day != TIME_DAY_NONE && place->panel->ops != &panel_help;
	default:
		return !place->panel->failed[0] && place->panel->ops->can && place->panel->ops->can(place->panel, request);
	}
}
