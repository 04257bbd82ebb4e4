/* dashboard_request.c - what each request does: first the panel on top is asked, then the dashboard takes what is common to all.
 *
 * Which key asks for what stands in request.c; when a key has to wait for what is being read, in dashboard_keys.c. */
#include "panel/dashboard.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "canvas/theme.h"
#include "dashboard_private.h"
#include "export.h"
#include "plain.h"
#include "store/store.h"

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
	else if (top(d)->incomplete)
		dashboard_complete(d, top(d));
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
		dashboard_view(d, views[i]);
		return;
	}
	dashboard_say(d, "No view has the key %c here.", key);
}

/* A note stands beside a figure of its own place, whatever is filtered here. */
static void scope_of_note(const struct dashboard *d, const char *id, struct panel_scope *scope)
{
	const struct note *note = notes_find(d->options.notes, id);

	if (!note)
		return;
	scope->n_filters = 0;
	for (size_t i = 0; i < note->about.n_filters; i++)
		scope_filter_set(scope, note->about.filters[i].name, note->about.filters[i].value);
}

/* A key that does nothing looks broken: why there is no way down. */
static void say_bottom(struct dashboard *d, const struct place *place, const struct panel_focus *focus)
{
	const char *why = place->panel->ops->bottom && place_is_ready(place) ? place->panel->ops->bottom(place->panel) : NULL;

	if (why)
		dashboard_say(d, "%s", why);
	else if (focus->kpi[0])
		dashboard_say(d, "Nothing was counted here: no declaration stands behind it; i tells more.");
	else
		dashboard_say(d, "Nothing stands behind this.");
}

static void drill(struct dashboard *d)
{
	struct place *place = top(d);
	struct panel_focus focus = dashboard_focus(place);
	struct panel_scope scope = place->scope;
	const struct panel_ops *ops = NULL;

	if (!focus.drills) {
		say_bottom(d, place, &focus);
		return;
	}
	if (focus.note[0])
		scope_of_note(d, focus.note, &scope);
	if (focus.filter_name[0] && !focus.keeps_scope)
		scope_filter_set(&scope, focus.filter_name, focus.filter_value);
	if (focus.also_name[0])
		scope_filter_set(&scope, focus.also_name, focus.also_value);
	if (focus.to)
		scope_set_days(&scope, focus.from, focus.to);
	if (focus.compare)
		scope.compare = (enum panel_compare)focus.compare;
	if (place->panel->ops->drill)
		ops = place->panel->ops->drill(place->panel);
	if (!ops && focus.declaration)
		ops = &panel_declaration;
	if (!ops)
		ops = !focus.lists && drill_dimension(&scope, &d->names) ? &panel_breakdown : &panel_declarations;
	if (dashboard_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory to go further down.");
}

/* V: the panel told in words; again, back to it. */
static void in_words(struct dashboard *d)
{
	struct place *place = top(d);
	const struct panel_ops *of = place->panel->ops;
	int level = place->panel->level;
	struct panel_focus subject = place->panel->subject;

	if (of == &panel_plain) {
		back(d);
		return;
	}
	if (of->is_words) {
		dashboard_say(d, "This page is words already.");
		return;
	}
	place = dashboard_push(d, &panel_plain, &place->scope, &subject);
	if (!place) {
		dashboard_say(d, "There is not enough memory for this page.");
		return;
	}
	place->drilled = true;
	place->panel->subject_of = of;
	place->panel->level = level;
	dashboard_load(d, place);
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
	if (ops == &panel_actions && !d->options.notes) {
		dashboard_say(d, "There is no file for notes here.");
		return;
	}
	if (ops == &panel_proof && focus.note[0])
		scope_of_note(d, focus.note, &scope);
	if (ops == &panel_proof && focus.filter_name[0])
		scope_filter_set(&scope, focus.filter_name, focus.filter_value);
	if (ops == &panel_help)
		snprintf(focus.kpi, sizeof(focus.kpi), "%s", top(d)->panel->ops->name);
	if (dashboard_open(d, ops, &scope, &focus))
		top(d)->drilled = true;
	else
		dashboard_say(d, "There is not enough memory for this page.");
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

static void next_theme(struct dashboard *d)
{
	dashboard_set_theme(d, (d->theme + 1) % theme_count());
	dashboard_say(d, "Theme: %s", theme_at(d->theme)->name);
}

/* year NULL: stop it. */
static void play_year(struct dashboard *d, const struct panel_year *year)
{
	struct err err = { 0 };

	if (!d->options.play)
		dashboard_say(d, "No year is played from here; tidewaiter risk simulate plays one.");
	else if (!d->options.play(d->options.write_context, year, &err))
		dashboard_say(d, "%s", err.text);
	else if (year && dashboard_tell_work(d, "playing 0 %"))
		dashboard_say(d, "A year is played behind the screen, with chance and without; y stops it.");
	else
		dashboard_say(d, "Stopped: no year was kept.");
}

static void play(struct dashboard *d)
{
	const struct place *place = top(d);
	struct panel_year year;

	if (d->work[0]) {
		play_year(d, NULL);
	} else if (place_is_ready(place) && place->panel->ops->year && dashboard_can(d, REQ_PLAY)) {
		place->panel->ops->year(place->panel, &year);
		play_year(d, &year);
	}
}

static bool cancel(struct dashboard *d)
{
	if (d->n_places && place_is_waiting(top(d))) {
		dashboard_forget_typed(d);
		place_stop(top(d));
		return true;
	}
	if (d->work[0]) {
		play_year(d, NULL);
		return true;
	}
	if (d->asked_to_quit)
		return false;
	dashboard_say(d, "Nothing is running. Ctrl-C again leaves.");
	d->asked_to_quit = true;
	return true;
}

/* These look into the store from here on. */
static void ask_store(struct dashboard *d, enum request request)
{
	jobs_pause(d->jobs);
	if (request == REQ_NOTE)
		ask_note_begin(d);
	else if (request == REQ_FIND || request == REQ_COMMAND)
		ask_open(d, request == REQ_FIND ? ASK_FIND : ASK_COMMAND, "");
	else
		ask_find_again(d, request == REQ_FIND_NEXT ? 1 : -1);
	jobs_resume(d->jobs);
}

/* A place was written: what is shown is what was kept. */
static void read_again(struct dashboard *d)
{
	for (size_t i = 0; i < d->n_places; i++)
		d->places[i].stale = true;
	dashboard_reload(d);
}

/* + and -: written by whoever runs the dashboard, who knows where; then read again, so that what is shown is what was kept. */
static void opine(struct dashboard *d, bool agrees)
{
	struct panel_focus focus = dashboard_focus(top(d));
	struct err err = { 0 };
	bool ok;

	if (!focus.declaration || !dashboard_can(d, REQ_AGREE))
		return;
	if (!d->options.opine) {
		dashboard_say(d, "Nothing is written from here: a dashboard on one's own database keeps it.");
		return;
	}
	jobs_pause(d->jobs);
	ok = d->options.opine(d->options.write_context, focus.declaration, agrees, &err);
	jobs_resume(d->jobs);
	if (!ok) {
		dashboard_say(d, "%s", err.text);
		return;
	}
	read_again(d);
	dashboard_say(d, agrees ? "Kept in the audit trail: the officer agrees." : "Kept in the audit trail: the officer does not agree.");
}

/* The panel on top goes first; what it changes of its looks can be taken back. */
static enum request ask_panel(struct dashboard *d, enum request request)
{
	struct panel *panel = top(d)->panel;
	bool looks = request == REQ_SORT || request == REQ_SORT_REVERSE || request == REQ_VIEW_MODE;
	struct change before;

	if (!place_is_ready(top(d)) || !panel->ops->on_request)
		return request;
	if (looks)
		before = undo_look(d);
	request = panel->ops->on_request(panel, request);
	if (looks)
		undo_keep_look(d, &before);
	return request;
}

/* Asked once more, for what is written there stays; then written by whoever runs the dashboard. */
static void pick_write(struct dashboard *d, const struct panel_picks *picks)
{
	struct err err = { 0 };

	if (!d->asked_to_pick) {
		d->asked_to_pick = true;
		dashboard_say(d, "P again writes these %zu picks into the audit trail for good.", picks->n);
		return;
	}
	d->asked_to_pick = false;
	if (!d->options.pick(d->options.write_context, picks, &err)) {
		dashboard_say(d, "%s", err.text);
		return;
	}
	ask_panel(d, REQ_PANE_NEXT);	/* on to what was picked, which stands next in every order of the parts */
	read_again(d);
	dashboard_say(d, "Kept in the audit trail: %zu picked by rank, %zu by chance.", picks->n - picks->n_chance, picks->n_chance);
}

static void pick(struct dashboard *d)
{
	const struct place *place = top(d);
	struct panel_context context = dashboard_context(d, place);
	struct panel_picks picks = { 0 };
	struct err err = { 0 };
	struct arena arena;

	if (!place_is_ready(place) || !place->panel->ops->picks)
		return;
	if (d->present.on || !d->options.pick) {
		dashboard_say(d, d->present.on ? "Nothing is picked while presenting: Esc ends it." :
			"Nothing is written from here; tidewaiter risk pick keeps the picks.");
		return;
	}
	arena_init(&arena);
	jobs_pause(d->jobs);
	if (place->panel->ops->picks(place->panel, &context, &arena, &picks, &err))
		pick_write(d, &picks);
	else
		dashboard_say(d, "%s", err.text);
	jobs_resume(d->jobs);
	arena_finish(&arena);
}

/* What no panel took. */
static void request_common(struct dashboard *d, enum request request)
{
	switch (request) {
	case REQ_DRILL: drill(d); break;
	case REQ_BACK: back(d); break;
	case REQ_PROOF: open_page(d, &panel_proof); break;
	case REQ_HELP: open_page(d, &panel_help); break;
	case REQ_NOTE: ask_store(d, request); break;
	case REQ_ACTIONS: open_page(d, &panel_actions); break;
	case REQ_PERIOD_PREVIOUS: step(d, -1); break;
	case REQ_PERIOD_NEXT: step(d, 1); break;
	case REQ_FINER: zoom(d, -1); break;
	case REQ_COARSER: zoom(d, 1); break;
	case REQ_FILTER: filter(d); break;
	case REQ_FILTER_CLEAR: clear_filters(d); break;
	case REQ_MASK: dashboard_mask(d, !d->mask); break;
	case REQ_PERIOD: ask_open(d, ASK_PERIOD, ""); break;
	case REQ_COMPARE: ask_open(d, ASK_COMPARE, ""); break;
	case REQ_FIND:
	case REQ_FIND_NEXT:
	case REQ_FIND_PREVIOUS:
	case REQ_COMMAND:
		ask_store(d, request);
		break;
	case REQ_EXPORT: ask_file(d); break;
	case REQ_PLAIN:
	case REQ_VIEW_MODE:	/* of panels that have one chart */
		in_words(d);
		break;
	case REQ_PRESENT:
		if (!d->present.on)
			present_begin(d, NULL, NULL);
		break;
	case REQ_AGREE:
	case REQ_DISAGREE:
		opine(d, request == REQ_AGREE);
		break;
	case REQ_PICK: pick(d); break;
	case REQ_PLAY: play(d); break;
	case REQ_UNDO: undo_run(d, false); break;
	case REQ_REDO: undo_run(d, true); break;
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

bool dashboard_is_view(enum request request)
{
	return request >= REQ_VIEW_1 && request <= REQ_VIEW_0;
}

static bool first_run_request(struct dashboard *d, enum request request)
{
	d->wants_demo = d->options.offers_demo && request == REQ_DRILL;
	return request != REQ_QUIT && !d->wants_demo;
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
	d->asked_to_pick = d->asked_to_pick && request == REQ_PICK;
	if (request == REQ_THEME) {
		next_theme(d);
		return true;
	}
	if (d->n_places == 0)
		return first_run_request(d, request);
	if (request == REQ_QUIT)
		return quit(d);
	if (dashboard_is_view(request)) {
		open_view(d, request == REQ_VIEW_0 ? '0' : (char)('1' + (request - REQ_VIEW_1)));
		return true;
	}
	request_common(d, ask_panel(d, request));
	return true;
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
	case REQ_UNDO: return d->undo.n > 0;
	case REQ_REDO: return d->redo.n > 0;
	case REQ_PRESENT: return !d->present.on;
	case REQ_FIND:
	case REQ_COMMAND: return true;
	case REQ_EXPORT: return d->options.save != NULL;
	case REQ_NOTE: return d->options.notes && !notes_refused(d->options.notes) && !d->present.on && place_is_ready(place) &&
		place->panel->ops != &panel_help;
	case REQ_ACTIONS: return d->options.notes != NULL;
	case REQ_PERIOD_PREVIOUS:
	case REQ_PERIOD_NEXT:
	case REQ_FINER:
	case REQ_COARSER:
	case REQ_PERIOD:
	case REQ_COMPARE:
		return place->scope.last_day != TIME_DAY_NONE && place->panel->ops != &panel_help;
	default:
		return place_is_ready(place) && place->panel->ops->can && place->panel->ops->can(place->panel, request);
	}
}
