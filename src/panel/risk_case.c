/* risk_case.c - why the model ranks one declaration where it does: five reasons with their facts, the trader's own record, what was found
 * in others like it, what officers said. Enter opens the declaration itself. */
#include "risk.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "names.h"
#include "page.h"
#include "scope.h"
#include "store/rows.h"

enum { REASONS = 5 };

struct risk_case_panel {
	struct panel panel;
	struct page page;
	const char *id;
};

static void put_chance(struct risk_case_panel *panel, const struct risk_explanation *why, const struct risk_card *card)
{
	double usual = card->n ? 100.0 * (double)card->hits / (double)card->n : NAN;

	page_heading(&panel->page, "What the model says");
	page_putf(&panel->page, CANVAS_VALUE, "chance of a hit", "%.0f %% (of those it learnt from, %.0f %% were)", why->p * 100, usual);
	page_putf(&panel->page, CANVAS_PLAIN, "by", "model %lld, %s, until %s", (long long)card->version, card->engine_title,
		scope_day_in(card->trained_until, panel->page.arena));
	page_put(&panel->page, why->is_new ? CANVAS_WARNING : CANVAS_PLAIN, "goods", why->is_new ?
		"never inspected before: weak evidence, see the figures for new goods" : "inspected before");
	if (card->synthetic)
		page_put(&panel->page, CANVAS_WARNING, "data", "SYNTHETIC");
}

static void put_reasons(struct risk_case_panel *panel, const struct risk_explanation *why)
{
	page_heading(&panel->page, "Reasons, the strongest first");
	for (size_t i = 0; i < why->n_reasons && i < REASONS; i++) {
		const struct risk_reason *reason = &why->reasons[i];

		page_put_tail(&panel->page, reason->push > 0 ? CANVAS_PLAIN : CANVAS_MUTED, risk_group_title(reason->group),
			arena_printf(panel->page.arena, "%s %s", reason->push > 0 ? "+" : "−", reason->fact),
			arena_printf(panel->page.arena, "the odds times %.2g", exp(reason->push)));
	}
}

static bool put_trader(struct risk_case_panel *panel, const struct panel_context *context, struct err *err)
{
	struct store_rows *rows = NULL;
	struct page *page = &panel->page;
	int got;

	if (!store_rows_open(context->env->store, "risk_importer", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, panel->panel.subject.declaration);
	got = store_rows_next(rows, err);
	page_heading(page, "The importer's own record");
	if (got == 1 && store_rows_is_null(rows, 0)) {
		page_put(page, CANVAS_MUTED, "importer", "not recorded");
	} else if (got == 1) {
		double judged = store_rows_double(rows, 3), hits = store_rows_double(rows, 4);

		page_put(page, CANVAS_PLAIN, "importer", names_value_in(context, "importer", store_rows_text(rows, 0), page->arena));
		page_putf(page, CANVAS_PLAIN, "declared", "%s declarations since %s", figures_count(store_rows_int(rows, 1), page->arena),
			scope_day_in((int32_t)store_rows_int(rows, 2), page->arena));
		if (judged > 0)
			page_putf(page, CANVAS_PLAIN, "inspected", "%.0f, of them %.0f irregular (%.0f %%)", judged, hits, 100 * hits / judged);
		else
			page_put(page, CANVAS_PLAIN, "inspected", "never");
		if (!store_rows_is_null(rows, 5))
			page_put(page, CANVAS_PLAIN, "last hit", scope_day_in((int32_t)store_rows_int(rows, 5), page->arena));
		if (!store_rows_is_null(rows, 6))
			page_putf(page, CANVAS_PLAIN, "tax it brought", "%s %s", figures_count((int64_t)floor(store_rows_double(rows, 6) /
				figures_money_unit(kpi_currency(context->env)) + 0.5), page->arena), kpi_currency(context->env));
	}
	store_rows_close(rows);
	return got >= 0;
}

static void put_similar(struct risk_case_panel *panel, const struct risk_explanation *why)
{
	bool others = why->similar_by_importer && why->n_similar > 0;

	page_heading(&panel->page, others ? "Inspected before, of the same importer" : "Inspected before, of the same commodity and origin");
	if (why->n_similar == 0)
		page_put(&panel->page, CANVAS_MUTED, NULL, "none, and none of the same importer");
	else
		page_putf(&panel->page, CANVAS_PLAIN, "in all", "%s, %s irregular (%.0f %%)%s", figures_count((int64_t)why->similar_judged, panel->page.arena),
			figures_count((int64_t)why->similar_hits, panel->page.arena), 100.0 * (double)why->similar_hits / (double)why->similar_judged,
			others ? "; none of the same commodity and origin" : "");
	for (size_t i = 0; i < why->n_similar; i++) {
		const struct risk_similar *similar = &why->similar[i];

		page_putf(&panel->page, similar->hit ? CANVAS_WARNING : CANVAS_PLAIN, scope_day_in(similar->day, panel->page.arena), "%s  %s%s", similar->name,
			similar->hit ? "irregular" : "in order", similar->same_importer ? ", same importer" : "");
	}
}

static bool put_opinion(struct risk_case_panel *panel, const struct panel_context *context, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(context->env->store, "risk_opinion", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, panel->panel.subject.declaration);
	got = store_rows_next(rows, err);
	page_heading(&panel->page, "The officer's word");
	if (got == 1)
		page_putf(&panel->page, CANVAS_VALUE, strcmp(store_rows_text(rows, 0), "agree") == 0 ? "agreed" : "not so", "%s, %s",
			names_value_in(context, "officer", store_rows_text(rows, 1), panel->page.arena),
			scope_day_in((int32_t)(store_rows_int(rows, 2) / TIME_DAY_SECONDS), panel->page.arena));
	else if (got == 0)
		page_put(&panel->page, CANVAS_MUTED, NULL, "not told yet: + agrees, - does not. The score advises; an officer decides.");
	store_rows_close(rows);
	return got >= 0;
}

static bool explain(struct risk_case_panel *panel, const struct panel_context *context, struct risk_model *model, struct err *err)
{
	struct arena *arena = &panel->panel.arena;
	const int64_t id = panel->panel.subject.declaration;
	struct risk_explanation *why;

	if (!risk_explain(context->env->store, model, &id, 1, arena, &why, err) ||
		!risk_similar_read(context->env->store, why, arena, err))
		return false;
	panel->id = why->name;
	put_chance(panel, why, risk_model_card(model));
	put_reasons(panel, why);
	if (!put_trader(panel, context, err))
		return false;
	put_similar(panel, why);
	return put_opinion(panel, context, err);
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct risk_case_panel *own = (struct risk_case_panel *)panel;
	struct risk_model *model = NULL;
	struct risk_state state;
	bool ok;

	page_begin(&own->page, &panel->arena);
	own->id = "";
	ok = risk_view_model(context, &model, &state, &panel->arena, err) &&
	     (!state.off || err_set(err, ERR_REFUSED, "The model is switched off: it says nothing of this declaration.")) &&
	     explain(own, context, model, err);
	risk_model_close(model);
	return ok && (!own->page.failed || err_memory(err));
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct risk_case_panel *own = (const struct risk_case_panel *)panel;
	char title[160];

	snprintf(title, sizeof(title), "Why %s", own->id ? own->id : "");
	canvas_heading(area, 0, title, "Enter: the declaration");
	page_paint(&own->page, canvas_rows(area, 1, area.rows - 1));
}

static enum request on_request(struct panel *panel, enum request request)
{
	return page_on_request(&((struct risk_case_panel *)panel)->page, request, panel->rows / 2);
}

static bool can(const struct panel *panel, enum request request)
{
	return request == REQ_AGREE && panel->subject.declaration != 0;
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	ret_focus->declaration = panel->subject.declaration;
	ret_focus->drills = true;
}

static const struct panel_ops *drill(const struct panel *panel)
{
	return &panel_declaration;
}

static const char *label(const struct panel *panel)
{
	const struct risk_case_panel *own = (const struct risk_case_panel *)panel;

	return own->id && own->id[0] ? own->id : panel->ops->title;
}

static void unload(struct panel *panel)
{
	struct risk_case_panel *own = (struct risk_case_panel *)panel;

	page_forget(&own->page);
	own->id = NULL;
}

static void words(const struct panel *panel, struct text *out)
{
	page_words(&((const struct risk_case_panel *)panel)->page, out);
}

const struct panel_ops panel_risk_case = {
	.name = "risk case",
	.title = "reasons",
	.size = sizeof(struct risk_case_panel),
	.load = load,
	.paint = paint,
	.words = words,
	.is_words = true,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.label = label,
	.unload = unload,
};
