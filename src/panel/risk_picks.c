/* risk_picks.c - two lists of the view Risk: whom the day's picks would be at this budget, by rank and by chance, and what was picked, with what
 * came of it. What is proposed moves with the budget, the part by chance and the dial; what is kept is in the audit trail for good.
 *
 * A pick by chance has no other reason than chance: it buys the one rate that no selection has bent. */
#include "risk_lists.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "names.h"
#include "scope.h"

size_t risk_picks_size(const struct risk_view *view, const struct risk_place *place, size_t *ret_chance)
{
	size_t n = risk_budget_size(place->share / 100.0, view->candidates.n);

	*ret_chance = view->state.off ? n : risk_chance_size(place->learning / 100.0, n);
	return n;
}

struct risk_case *risk_picks_sorted(const struct risk_view *view, const struct risk_place *place, struct arena *arena)
{
	const struct risk_candidates *candidates = &view->candidates;
	struct risk_case *sorted = arena_array(arena, candidates->n + 1, sizeof(*sorted));
	size_t n, n_chance;

	if (!sorted)
		return NULL;
	for (size_t i = 0; i < candidates->n; i++) {
		sorted[i] = candidates->cases[i];
		if (!view->state.off)
			sorted[i].rank = risk_rank(place->rule, sorted[i].margin, sorted[i].p, sorted[i].stake);
	}
	n = risk_picks_size(view, place, &n_chance);
	risk_picks_choose(sorted, candidates->n, n, n_chance, candidates->seed);
	return sorted;
}

/* ---- proposed */

static const struct chart_column pick_columns[] = {
	{ .title = "declaration", .cells = 16 },
	{ .title = "post", .cells = 12 },
	{ .title = "picked", .cells = 9 },
	{ .title = "chance", .cells = 7, .right = true },
	{ .title = "at stake", .cells = 9, .right = true, .priority = 3 },
	{ .title = "goods", .cells = 6, .priority = 2 },
	{ .title = "strongest reason", .cells = 40, .priority = 1 },
};

static const char *office_named(const struct risk_office_name *names, size_t n_names, uint32_t code)
{
	size_t at = risk_office_at(names, n_names, code);

	return at < n_names ? names[at].name : "";
}

static int by_declaration(const void *key, const void *member)
{
	int64_t id = *(const int64_t *)key, other = ((const struct risk_fact *)member)->declaration;

	return (id > other) - (id < other);
}

static const char *fact_of(const struct risk_candidates *candidates, int64_t declaration)
{
	const struct risk_fact *fact = candidates->n_facts ?
		bsearch(&declaration, candidates->facts, candidates->n_facts, sizeof(*candidates->facts), by_declaration) : NULL;

	return fact ? fact->fact : "Enter tells why";
}

static const char *chance_text(double p, struct arena *arena)
{
	return isnan(p) ? "–" : arena_printf(arena, "%.0f %%", p * 100);
}

static void pick_row(struct list_row *row, const struct risk_case *c, bool by_chance, const char *reason, const char *office, struct arena *arena)
{
	risk_cell(row, 0, c->name, NAN, CANVAS_PLAIN);
	risk_cell(row, 1, office, NAN, CANVAS_LABEL);
	risk_cell(row, 2, by_chance ? "by chance" : "by rank", NAN, by_chance ? CANVAS_ACCENT : CANVAS_PLAIN);
	risk_cell(row, 3, chance_text(c->p, arena), c->p, CANVAS_VALUE);
	risk_cell(row, 4, isnan(c->stake) ? "–" : figures_number(c->stake, KPI_MONEY, arena), c->stake, CANVAS_PLAIN);
	risk_cell(row, 5, isnan(c->p) ? "" : c->is_new ? "new" : "known", NAN, c->is_new ? CANVAS_WARNING : CANVAS_MUTED);
	risk_cell(row, RISK_REASON, reason, NAN, by_chance ? CANVAS_MUTED : CANVAS_PLAIN);
	row->focus.declaration = c->id;
	row->focus.drills = true;
}

bool risk_picks_fill(struct list *list, const struct risk_view *view, const struct risk_place *place, const struct risk_case *sorted,
	const struct risk_office_name *names, size_t n_names, struct arena *arena)
{
	size_t n_chance, n = risk_picks_size(view, place, &n_chance);

	list->title = arena_printf(arena, "The day's picks: %d %% of %zu open", place->share, view->candidates.n);
	list->note = n ? arena_printf(arena, "%zu by rank, %zu by chance; P keeps them", n - n_chance, n_chance) : NULL;
	list->empty = !view->card ? "Nothing is picked without a model." : view->filter ?
		"Nothing is left to pick here: no open declaration that was not picked before. F drops the filters." :
		"Nothing is left to pick: no open declaration that was not picked before.";
	if (!list_begin(list, pick_columns, 7, n, arena, NULL))
		return false;
	for (size_t i = 0; i < n; i++) {
		bool by_chance = i >= n - n_chance;

		pick_row(list_add(list), &sorted[i], by_chance, view->state.off ? "the model is off: all by chance" : by_chance ?
			"drawn by chance, for the true rate" : fact_of(&view->candidates, sorted[i].id),
			office_named(names, n_names, sorted[i].office), arena);
	}
	list_end(list);
	return true;
}

/* ---- kept */

static const struct chart_column kept_columns[] = {
	{ .title = "declaration", .cells = 16 },
	{ .title = "post", .cells = 12 },
	{ .title = "picked", .cells = 9 },
	{ .title = "told", .cells = 6, .right = true },
	{ .title = "what came of it", .cells = 16 },
	{ .title = "when", .cells = 16, .priority = 2 },
	{ .title = "reason", .cells = 36, .priority = 1 },
	{ .title = "by", .cells = 12, .priority = 3 },
};

static const char *outcome(const struct risk_kept *kept, enum canvas_role *ret_role)
{
	*ret_role = kept->label == 1 ? CANVAS_WARNING : kept->label == 0 ? CANVAS_PLAIN : CANVAS_MUTED;
	if (kept->label >= 0)
		return kept->label ? "! irregular" : "in order";
	return kept->released ? "released unseen" : "still open";
}

static void kept_row(struct list_row *row, const struct risk_kept *kept, const struct panel_context *context, struct arena *arena)
{
	const char *office = store_code_text(context->env->store, kept->office);
	enum canvas_role role;
	const char *word = outcome(kept, &role);
	char at[32];

	risk_cell(row, 0, kept->name, NAN, CANVAS_PLAIN);
	risk_cell(row, 1, names_value_in(context, "office", office ? office : "", arena), NAN, CANVAS_LABEL);
	risk_cell(row, 2, kept->arm == RISK_ARM_CHANCE ? "by chance" : "by rank", NAN, kept->arm == RISK_ARM_CHANCE ? CANVAS_ACCENT : CANVAS_PLAIN);
	risk_cell(row, 3, chance_text(kept->p, arena), kept->p, CANVAS_VALUE);
	risk_cell(row, 4, word, NAN, role);
	risk_cell(row, 5, arena_printf(arena, "%.10s %.5s", time_seconds_format(kept->at, at), at + 11), NAN, CANVAS_MUTED);
	risk_cell(row, 6, kept->reason, NAN, CANVAS_PLAIN);
	risk_cell(row, 7, names_person(context, kept->who, arena), NAN, CANVAS_MUTED);
	row->focus.declaration = kept->declaration;
	row->focus.drills = true;
}

static const char *kept_note(const struct risk_picked *arms, struct arena *arena)
{
	const struct risk_picked *rank = &arms[RISK_ARM_RANK], *chance = &arms[RISK_ARM_CHANCE];

	if (rank->judged + chance->judged == 0)
		return arena_printf(arena, "%zu by rank, %zu by chance", rank->n, chance->n);
	return arena_printf(arena, "hits: rank %zu of %zu, chance %zu of %zu", rank->hits, rank->judged, chance->hits, chance->judged);
}

bool risk_picked_fill(struct list *list, const struct risk_view *view, const struct panel_context *context, struct arena *arena, struct err *err)
{
	list->title = "Picked, and what came of it";
	list->note = kept_note(view->picked, arena);
	list->empty = "Nothing was picked yet: P proposes the day's picks.";
	if (!list_begin(list, kept_columns, 8, view->n_kept, arena, err))
		return false;
	for (size_t i = 0; i < view->n_kept; i++)
		kept_row(list_add(list), &view->kept[i], context, arena);
	list_end(list);
	return true;
}

/* ---- into the trail */

static bool reasons_take(const struct panel_context *context, struct risk_pick *picks, size_t n, struct arena *arena, struct err *err)
{
	int64_t *ids = arena_array(arena, n + 1, sizeof(*ids));
	struct risk_model *model = NULL;
	struct risk_explanation *why;
	struct risk_state state;
	bool ok = ids || err_memory(err);

	for (size_t i = 0; ok && i < n; i++)
		ids[i] = picks[i].declaration;
	ok = ok && risk_view_model(context, &model, &state, arena, err) && risk_explain(context->env->store, model, ids, n, arena, &why, err);
	for (size_t i = 0; ok && i < n; i++)
		picks[i].reason = why[i].n_reasons ? why[i].reasons[0].fact : NULL;
	risk_model_close(model);
	return ok;
}

bool risk_picks_ask(const struct risk_view *view, const struct risk_place *place, const struct panel_context *context, struct arena *arena,
	struct panel_picks *ret_picks, struct err *err)
{
	size_t n_chance, n = risk_picks_size(view, place, &n_chance);
	const struct risk_case *sorted = risk_picks_sorted(view, place, arena);
	struct risk_pick *picks = arena_array(arena, n + 1, sizeof(*picks));
	const char *note = risk_picks_note(n, n_chance, view->candidates.n, view->candidates.seed, arena);

	if (!sorted || !picks || !note)
		return err_memory(err);
	if (n == 0)
		return err_set(err, ERR_NO_INPUT, "Nothing is left to pick: no open declaration that was not picked before.");
	for (size_t i = 0; i < n; i++)
		picks[i] = (struct risk_pick){ .declaration = sorted[i].id, .arm = i < n - n_chance ? RISK_ARM_RANK : RISK_ARM_CHANCE, .p = sorted[i].p };
	if (!view->state.off && !reasons_take(context, picks, n, arena, err))
		return false;
	*ret_picks = (struct panel_picks){ .picks = picks, .n = n, .n_chance = n_chance, .model = view->state.off ? 0 : view->card->version,
		.note = view->filter ? arena_printf(arena, "%s, of %s", note, view->filter) : note };
	return ret_picks->note || err_memory(err);
}
