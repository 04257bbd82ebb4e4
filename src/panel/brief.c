/* brief.c - the first screen: the dozen, who owns the delay, what changed, what to do.
 *
 * Figures are there with the first picture; findings come in behind them, below a heading that already stands. Where another period or
 * post was chosen to compare with, or where the data is too short for a change to show, exceptions against that, or against targets,
 * stand in their place. Data without milestones (inspection results alone, say) gets another first screen out of the same parts. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "brief_private.h"
#include "compare.h"
#include "drill.h"
#include "figures.h"
#include "insight/follow.h"
#include "insight/phrases.h"
#include "names.h"

enum { ENOUGH_VALUES = 5 };

static const enum canvas_role owner_roles[] = {
	CANVAS_OWNER_CUSTOMS, CANVAS_OWNER_AGENCY, CANVAS_OWNER_TRADER, CANVAS_OWNER_TERMINAL, CANVAS_OWNER_SHARED,
};
static const char *const owners[] = { "customs", "agency", "trader", "terminal", "shared" };

static const char *const share_ids[] = { "party_time_share" };

static bool load_shares(struct brief *brief, const struct panel_context *context, struct err *err)
{
	struct figures_query query = { .ids = share_ids, .n_ids = 1 };
	struct figures figures = { 0 };

	brief->n_shares = 0;
	if (!figures_load(context, &query, &brief->panel.arena, &figures, err))
		return false;
	for (size_t i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		const struct kpi_row *row = figures_get(&figures, share_ids[0], NULL, owners[i]);

		if (row && !isnan(row->value) && (row->value >= 0.005 || i != 4))
			brief->shares[brief->n_shares++] = (struct chart_share){ .name = owners[i], .share = row->value,
				.role = owner_roles[i] };
	}
	brief->share = brief->share < brief->n_shares ? brief->share : 0;
	return true;
}

/* ---- load */

static const char *heading(const struct panel_context *context, struct arena *arena)
{
	struct text against = TEXT_INIT;
	const char *text;

	if (context->scope->compare < PANEL_VS_PREVIOUS)
		return phrase_text(context->scope->compare == PANEL_VS_TARGET ? PHRASE_BRIEF_AGAINST_TARGETS :
			context->scope->compare == PANEL_VS_USUAL ? PHRASE_BRIEF_AGAINST_USUAL : PHRASE_BRIEF_AGAINST_BOTH);
	compare_text(context, &against);
	text = PHRASE_IN(arena, context->scope->compare == PANEL_VS_POST ? PHRASE_BRIEF_DIFFERENCES : PHRASE_BRIEF_CHANGES, { "base", against.data });
	text_finish(&against);
	return text;
}

/* The steps are proposals; what was agreed on stands in its list. */
static void count_due(struct brief *brief, const struct panel_context *context)
{
	char of_late[24], of_soon[24];
	size_t late = 0, soon = 0;
	struct text text = TEXT_INIT;

	for (size_t i = 0; i < notes_count(context->notes); i++) {
		const struct note *note = notes_at(context->notes, i);

		if (note_is_late(note, context->today))
			late++;
		else if (note->kind == NOTE_ACTION && note->state == NOTE_OPEN && note->due != TIME_DAY_NONE && note->due <= context->today + FOLLOW_AHEAD_DAYS)
			soon++;
	}
	snprintf(of_late, sizeof(of_late), "%zu", late);
	snprintf(of_soon, sizeof(of_soon), "%zu", soon);
	if (late || soon)
		PHRASE_PUT(&text, late && soon ? PHRASE_BRIEF_OVERDUE_DUE : late ? PHRASE_BRIEF_OVERDUE : PHRASE_BRIEF_DUE, { "late", of_late }, { "soon", of_soon });
	snprintf(brief->due, sizeof(brief->due), "%s", text.data);
	text_finish(&text);
}

/* Data that has little to show is shown in another way: no sketch of that. */
static bool load_sketch(struct brief *brief, const struct panel_context *context, struct err *err)
{
	brief->sketched = true;
	brief->pane = PANE_NEWS;	/* nothing is marked yet */
	if (!tiles_sketch(context, &brief->panel.arena, &brief->tiles, err) || !load_shares(brief, context, err))
		return false;
	return brief->tiles.n_values >= ENOUGH_VALUES || err_set(err, ERR_NO_INPUT, "too few figures for a sketch");
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct brief *brief = (struct brief *)panel;
	struct arena *arena = &panel->arena;

	brief->against = heading(context, arena);
	brief->compares = context->scope->compare >= PANEL_VS_PREVIOUS;
	count_due(brief, context);
	if (!brief->opened) {
		list_init(&brief->bare.posts);
		list_init(&brief->bare.chapters);
	}
	if (context->sketch)
		return load_sketch(brief, context, err);
	if (!(brief->compares ? exceptions_load : exceptions_load_posts)(context, arena, &brief->exceptions, err) ||
	    !tiles_load(context, &brief->exceptions, arena, &brief->tiles, err) || !load_shares(brief, context, err))
		return false;
	brief->is_bare = brief->tiles.n_values < ENOUGH_VALUES && !names_has(context->names, "declarations", "released_at") &&
		!names_has(context->names, "milestones", "REL");
	if (brief->is_bare && (!tiles_load_given(context, &brief->exceptions, arena, &brief->tiles, err) ||
	    !bare_load(&brief->bare, context, arena, err)))
		return false;
	if (!brief->opened)
		brief->pane = brief->is_bare ? PANE_TILES : PANE_NEWS;
	if (brief->tile >= brief->tiles.n)
		brief->tile = 0;
	brief->opened = true;
	return true;
}

/* Exceptions only where they take the place of findings. */
static struct panel_more *more(const struct panel_context *context, struct err *err)
{
	struct brief_later *later = panel_more_create(sizeof(*later), err);
	bool compares = context->scope->compare >= PANEL_VS_PREVIOUS;
	const struct told *told;

	if (!later)
		return NULL;
	later->more.source = told_load(context, true, err);
	told = (const struct told *)later->more.source;
	later->without_findings = told && told->findings.n == 0 && !compares;
	return panel_more_finish(later, told && (!later->without_findings || exceptions_load(context, &later->more.arena, &later->exceptions, err)));
}

static void adopt(struct panel *panel, struct panel_more *more, const char *failed)
{
	struct brief *brief = (struct brief *)panel;
	struct brief_later *later = (struct brief_later *)more;

	if (brief->later && brief->later->without_findings)
		brief->exceptions.n = brief->exceptions.n_worse = 0;
	if (brief->later)
		panel_more_free(&brief->later->more);
	brief->later = later;
	brief->told = later ? (struct told *)later->more.source : NULL;
	if (later && later->without_findings)
		brief->exceptions = later->exceptions;
	snprintf(brief->untold, sizeof(brief->untold), "%s", failed);
}

static void unload(struct panel *panel)
{
	struct brief *brief = (struct brief *)panel;

	adopt(panel, NULL, "");
	brief->tiles = (struct tiles){ .n = 0 };
	brief->exceptions = (struct exceptions){ .n = 0 };
	brief->n_shares = 0;
	list_forget(&brief->bare.posts);
	list_forget(&brief->bare.chapters);
}

/* ---- keys */

static int next_pane(const struct brief *brief, int delta)
{
	int pane = brief->pane;

	do
		pane = (pane + delta + PANE_CHAPTERS + 1) % (PANE_CHAPTERS + 1);
	while (!brief_has_pane(brief, pane));
	return pane;
}

static void turn_strip(struct brief *brief, int delta)
{
	struct brief_grid grid = brief_grid_of(brief);
	size_t n = brief_shown(&grid), last = brief->tiles.n > n ? brief->tiles.n - n : 0;

	brief->strip = delta < 0 ? 0 : last;
	if (brief->pane == PANE_TILES)
		brief->tile = brief->strip + (brief->tile < brief->strip || brief->tile >= brief->strip + n ? 0 :
			brief->tile - brief->strip);
}

static enum request tiles_request(struct brief *brief, enum request request)
{
	struct brief_grid grid = brief_grid_of(brief);
	long delta = 0, to;

	switch (request) {
	case REQ_LEFT: delta = -1; break;
	case REQ_RIGHT: delta = 1; break;
	case REQ_UP: delta = -grid.across; break;
	case REQ_DOWN: delta = grid.across; break;
	case REQ_FIRST: brief->tile = 0; return REQ_NONE;
	case REQ_LAST: brief->tile = brief->tiles.n ? brief->tiles.n - 1 : 0; return REQ_NONE;
	case REQ_PAGE_UP: delta = -(long)brief->tile; break;
	case REQ_PAGE_DOWN: delta = (long)brief->tiles.n - 1 - (long)brief->tile; break;
	default: return request;
	}
	to = (long)brief->tile + delta;
	if (to >= (long)brief->tiles.n && request == REQ_DOWN)
		brief->pane = next_pane(brief, 1);
	else if (to >= 0 && to < (long)brief->tiles.n)
		brief->tile = (size_t)to;
	return REQ_NONE;
}

static enum request owners_request(struct brief *brief, enum request request)
{
	switch (request) {
	case REQ_LEFT: brief->share -= brief->share > 0; return REQ_NONE;
	case REQ_RIGHT: brief->share += brief->share + 1 < brief->n_shares; return REQ_NONE;
	case REQ_UP: brief->pane = next_pane(brief, -1); return REQ_NONE;
	case REQ_DOWN: brief->pane = next_pane(brief, 1); return REQ_NONE;
	case REQ_FIRST:
	case REQ_PAGE_UP: brief->share = 0; return REQ_NONE;
	case REQ_LAST:
	case REQ_PAGE_DOWN: brief->share = brief->n_shares - 1; return REQ_NONE;
	default: return request;
	}
}

/* e and E walk what is worse and stay away from the good news. */
static enum request hop(struct brief *brief, int delta)
{
	size_t n = brief_news_worse(brief);

	if (n == 0)
		return delta > 0 ? REQ_EXCEPTION_NEXT : REQ_EXCEPTION_PREVIOUS;
	if (brief->pane != PANE_NEWS || brief_news_at(brief) >= n)
		brief->news = delta > 0 ? 0 : n - 1;
	else
		brief->news = (brief_news_at(brief) + n + (size_t)(delta + (int)n)) % n;
	brief->pane = PANE_NEWS;
	return REQ_NONE;
}

/* Rows of a pane: past the last one the next pane begins, before the first the one above. */
static enum request rows_request(struct brief *brief, size_t n, size_t *at, enum request request)
{
	size_t last = n ? n - 1 : 0;

	switch (request) {
	case REQ_UP:
		if (*at == 0)
			brief->pane = next_pane(brief, -1);
		else
			--*at;
		return REQ_NONE;
	case REQ_DOWN:
		if (*at < last)
			++*at;
		else if (brief->pane == PANE_NEWS && !brief->is_bare && brief_steps_n(brief))
			brief->pane = PANE_STEPS;
		return REQ_NONE;
	case REQ_FIRST:
	case REQ_PAGE_UP: *at = 0; return REQ_NONE;
	case REQ_LAST:
	case REQ_PAGE_DOWN: *at = last; return REQ_NONE;
	default: return request;
	}
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct brief *brief = (struct brief *)panel;
	struct brief_grid grid = brief_grid_of(brief);

	brief->pane = brief_shown_pane(brief, &grid);
	brief->moved = true;
	brief->news = brief_news_at(brief);
	brief->step = brief_step_at(brief);
	switch (request) {
	case REQ_PANE_NEXT: brief->pane = next_pane(brief, 1); return REQ_NONE;
	case REQ_PANE_PREVIOUS: brief->pane = next_pane(brief, -1); return REQ_NONE;
	case REQ_STRIP_LEFT: turn_strip(brief, -1); return REQ_NONE;
	case REQ_STRIP_RIGHT: turn_strip(brief, 1); return REQ_NONE;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS: return hop(brief, request == REQ_EXCEPTION_NEXT ? 1 : -1);
	default:
		break;
	}
	switch (brief->pane) {
	case PANE_TILES: return tiles_request(brief, request);
	case PANE_OWNERS: return owners_request(brief, request);
	case PANE_NEWS: return rows_request(brief, brief_news_n(brief), &brief->news, request);
	case PANE_STEPS: return rows_request(brief, brief_steps_n(brief), &brief->step, request);
	case PANE_POSTS: return list_on_request(&brief->bare.posts, request, 5);
	default: return list_on_request(&brief->bare.chapters, request, 5);
	}
}

/* Among findings that are still to come one cannot move; on the figures, which are there, one can. */
static bool waits(const struct panel *panel, enum request request)
{
	const struct brief *brief = (const struct brief *)panel;
	struct brief_grid grid = brief_grid_of(brief);

	if (!brief_is_pending(brief))
		return false;
	switch (request) {
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS: return true;
	case REQ_PANE_NEXT:
	case REQ_PANE_PREVIOUS: return !brief->is_bare;	/* whether there are steps is not known */
	case REQ_UP:
	case REQ_DOWN:
	case REQ_FIRST:
	case REQ_LAST:
	case REQ_PAGE_UP:
	case REQ_PAGE_DOWN:
	case REQ_DRILL:
	case REQ_PROOF:
	case REQ_FILTER: return brief_shown_pane(brief, &grid) == PANE_NEWS;
	default: return false;
	}
}

static bool can(const struct panel *panel, enum request request)
{
	const struct brief *brief = (const struct brief *)panel;
	struct brief_grid grid = brief_grid_of(brief);

	switch (request) {
	case REQ_PANE_NEXT: return true;
	case REQ_STRIP_LEFT:
	case REQ_STRIP_RIGHT: return brief->tiles.n > brief_shown(&grid);
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS: return brief_is_pending(brief) || brief_news_worse(brief) > 0;
	default: break;
	}
	return brief->pane == PANE_POSTS ? list_can(&brief->bare.posts, request) :
		brief->pane == PANE_CHAPTERS && list_can(&brief->bare.chapters, request);
}

static void focus_owner(const struct brief *brief, struct panel_focus *ret_focus)
{
	snprintf(ret_focus->kpi, sizeof(ret_focus->kpi), "%s", share_ids[0]);
	snprintf(ret_focus->category, sizeof(ret_focus->category), "%s", brief->shares[brief->share].name);
	ret_focus->drills = true;
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct brief *brief = (const struct brief *)panel;
	struct brief_grid grid = brief_grid_of(brief);
	int pane = brief_shown_pane(brief, &grid);
	const struct finding *finding = brief_finding_in_focus(brief);

	if (pane == PANE_POSTS)
		list_focus(&brief->bare.posts, ret_focus);
	else if (pane == PANE_CHAPTERS)
		list_focus(&brief->bare.chapters, ret_focus);
	else if (pane == PANE_TILES && brief->tile < brief->tiles.n)
		*ret_focus = brief->tiles.items[brief->tile].focus;
	else if (pane == PANE_OWNERS)
		focus_owner(brief, ret_focus);
	else if (pane != PANE_TILES && finding)
		told_focus(finding, ret_focus);
	else if (pane == PANE_NEWS && brief_shows_exceptions(brief) && brief->exceptions.n)
		*ret_focus = brief->exceptions.items[brief_news_at(brief)].focus;
	if (pane == PANE_STEPS)		/* whoever is to do something asks for the files first */
		snprintf(ret_focus->by, sizeof(ret_focus->by), "declaration");
}

static const char *suggest(const struct panel *panel)
{
	const struct brief *brief = (const struct brief *)panel;
	struct brief_grid grid = brief_grid_of(brief);
	const struct finding *finding = brief_shown_pane(brief, &grid) <= PANE_OWNERS ? NULL : brief_finding_in_focus(brief);

	return finding ? finding->action : "";
}

static void line(const struct panel *panel, struct text *out)
{
	const struct brief *brief = (const struct brief *)panel;
	const struct tile *tile = brief->tiles.items;

	if (brief->told && brief->told->n_worse && !brief->compares)
		text_append(out, brief->told->findings.items[0].claim);
	else if (brief->exceptions.n_worse)
		text_append(out, brief->exceptions.items[0].sentence);
	else if (brief->tiles.n)
		text_appendf(out, "%s %s %s", tile->name, tile->value, tile->verdict.word);
}

/* A finding has its evidence. A silent post among exceptions is no matter of lanes and brokers: what arrived from whom stands in Data. */
static const struct panel_ops *drill(const struct panel *panel)
{
	const struct brief *brief = (const struct brief *)panel;
	struct brief_grid grid = brief_grid_of(brief);
	struct panel_focus at = { 0 };

	focus(panel, &at);
	if (brief_shown_pane(brief, &grid) > PANE_OWNERS && at.keeps_scope)
		return &panel_evidence;
	return strcmp(at.kpi, "data_freshness") == 0 ? &panel_data : NULL;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct brief *brief = (struct brief *)panel;

	list_look(&brief->bare.posts, parts);
	list_look(&brief->bare.chapters, parts);
}

static void words(const struct panel *panel, struct text *out)
{
	const struct brief *brief = (const struct brief *)panel;

	if (brief->told && !brief_shows_exceptions(brief)) {
		told_words(brief->told, out);
		return;
	}
	for (size_t i = 0; i < brief->exceptions.n; i++) {
		text_append(out, phrase_text(brief->exceptions.items[i].size < 0 ? PHRASE_SAID_BETTER : PHRASE_SAID_WORSE));
		width_filter(out, brief->exceptions.items[i].sentence, strlen(brief->exceptions.items[i].sentence));
		text_put(out, '\n');
	}
}

const struct panel_ops panel_brief = {
	.name = "brief",
	.title = "Brief",
	.key = '1',
	.size = sizeof(struct brief),
	.load = load,
	.sketches = true,
	.paint = brief_paint,
	.more = more,
	.adopt = adopt,
	.waits = waits,
	.on_request = on_request,
	.focus = focus,
	.suggest = suggest,
	.can = can,
	.drill = drill,
	.line = line,
	.look = look,
	.words = words,
	.unload = unload,
};
