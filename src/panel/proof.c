/* proof.c - i: why this number. Its definition, what was divided by what, what was left out, how sure it is, where it comes
 * from, and the definition that others use.
 *
 * All words about the KPI are the catalogue's; all figures are the row's own. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "kpi/rival.h"
#include "names.h"
#include "note.h"
#include "page.h"
#include "reform.h"

struct proof {
	struct panel panel;
	struct page page;
};

static void put_value(struct page *page, const struct panel_context *context, const struct figures *figures,
	const struct kpi_row *row)
{
	struct arena *arena = page->arena;
	struct text period = TEXT_INIT;
	const struct figures_verdict verdict = figures_verdict(row, arena);
	const char *interval = figures_interval(row, arena), *target = figures_target(row, arena);

	page_putf(page, CANVAS_VALUE, "Value", "%s%s%s", figures_value(row, arena), interval[0] ? "   95 % interval " : "",
		interval);
	for (size_t i = 0; i < figures->n; i++) {
		const struct kpi_row *other = &figures->rows[i];

		if (other->def == row->def && strcmp(other->stat, row->stat) != 0)
			page_put(page, CANVAS_PLAIN, figures_stat_word(other->stat), figures_value(other, arena));
	}
	if (verdict.glyph[0])
		page_putf(page, verdict.role, "Verdict", "%s %s%s%s", verdict.glyph, verdict.word, target[0] ? ", " : "", target);
	else
		page_putf(page, CANVAS_MUTED, "Verdict", "none: %s", verdict.word[0] ? verdict.word : "history is too short");
	scope_text(context->scope, &period);
	page_put(page, CANVAS_PLAIN, "Period", period.data);
	text_finish(&period);
	for (size_t i = 0; i < context->scope->n_filters; i++)
		page_putf(page, CANVAS_PLAIN, i == 0 ? "Only" : "", "%s %s", names_dim(context->scope->filters[i].name),
			names_value_in(context, context->scope->filters[i].name, context->scope->filters[i].value, arena));
}

/* To the last unit: here the figure is checked. */
static const char *exact(double value, struct arena *arena)
{
	if (isnan(value))
		return "";
	return value == floor(value) && fabs(value) < 1e15 ? figures_count((int64_t)value, arena) :
		figures_number(value, KPI_MONEY, arena);
}

static void put_division(struct page *page, const struct kpi_row *row)
{
	struct arena *arena = page->arena;

	if (row->def->numerator)
		page_putf(page, CANVAS_PLAIN, "Numerator", "%s%s%s", exact(row->numerator, arena), isnan(row->numerator) ? "" : "   ",
			row->def->numerator);
	if (row->def->denominator)
		page_putf(page, CANVAS_PLAIN, "Denominator", "%s%s%s", exact(row->denominator, arena),
			isnan(row->denominator) ? "" : "   ", row->def->denominator);
}

/* used / eligible = coverage, so what was left out follows from both. */
static void put_coverage(struct page *page, const struct kpi_row *row)
{
	struct arena *arena = page->arena;
	double eligible = row->coverage > 0 ? (double)row->n / row->coverage : NAN;

	page_putf(page, CANVAS_PLAIN, "Counted", "%s%s", figures_count(row->n, arena),
		row->n < 30 ? "   fewer than 30 say little" : "");
	if (row->missing && strncmp(row->missing, "settings.", 9) == 0)
		page_putf(page, CANVAS_WARNING, "Missing", "Nobody has said what one inspection costs: with %s = AMOUNT under [kpi] of the configuration, adjustments below it "
			"count as token findings.", figures_missing(row));
	else if (row->missing)
		page_putf(page, CANVAS_WARNING, "Missing", "The data has no values in %s; with them this figure can be computed.",
			figures_missing(row));
	if (isnan(row->coverage))
		return;
	if (eligible - (double)row->n >= 0.5)
		page_putf(page, row->coverage < 0.8 ? CANVAS_WARNING : CANVAS_PLAIN, "Left out",
			"%s for want of a timestamp or value it needs, or because its timestamps run backwards",
			figures_count((int64_t)(eligible - (double)row->n + 0.5), arena));
	else
		page_put(page, CANVAS_PLAIN, "Left out", "none of those that are eligible");
	page_putf(page, CANVAS_PLAIN, "Coverage", "%.1f %%%s", row->coverage * 100,
		row->coverage < 0.8 ? "   below 80 % no verdict is given" : "");
}

static void put_needs(struct page *page, const struct kpi_def *def)
{
	struct text text = TEXT_INIT;

	for (const char *const *need = def->needs; need && *need; need++) {
		text_append(&text, need == def->needs ? "" : "; ");
		for (const char *s = *need; *s; s++)
			text_append(&text, *s == '|' ? " or " : (char[]){ *s, '\0' });
	}
	page_put(page, CANVAS_PLAIN, "Needs columns", text.data);
	text_finish(&text);
}

static void put_definition(struct page *page, const struct kpi_def *def)
{
	const struct kpi_def *counter = def->counter ? kpi_find(def->counter) : NULL;

	page_heading(page, "Definition");
	page_put(page, CANVAS_PLAIN, "Question", def->question);
	page_put(page, CANVAS_PLAIN, "Definition", def->definition);
	page_put(page, CANVAS_PLAIN, "Formula", def->formula);
	put_needs(page, def);
	page_put(page, CANVAS_PLAIN, "Which is good", kpi_better_word(def->better));
	if (counter)
		page_putf(page, CANVAS_PLAIN, "Watch beside it", "%s: %s", counter->title, counter->question);
	page_put(page, CANVAS_PLAIN, "Also defined as", def->rival);
	page_put(page, CANVAS_MUTED, "Source", def->source);
	page_putf(page, CANVAS_MUTED, "Name", "%s", def->id);
}

/* What others would print, beside ours: so that a figure of a neighbour, or of the press, can be met. */
static bool put_rivals(struct page *page, const struct panel_context *context, const struct kpi_row *row, struct err *err)
{
	struct arena *arena = page->arena;
	struct kpi_rival *rivals = NULL;
	struct kpi_query query;
	size_t n = 0;

	if (!scope_query(context->scope, arena, &query, err) || !kpi_rivals(context->env, row, &query, arena, &rivals, &n, err))
		return false;
	if (n == 0)
		return true;
	page_heading(page, "By other definitions");
	page_putf(page, CANVAS_VALUE, figures_value(row, arena), "ours");
	for (size_t i = 0; i < n; i++) {
		const struct kpi_row *other = &rivals[i].row;
		const char *missing = figures_missing(other);

		page_putf(page, CANVAS_PLAIN, figures_value(other, arena), "%s%s%s%s%s%s%s", rivals[i].name, rivals[i].is_kpi ? ": " : "",
			rivals[i].is_kpi ? other->def->id : "", other->n > 0 ? ", n\u00a0" : "", other->n > 0 ? figures_count(other->n, arena) : "",
			missing ? ", needs " : "", missing ? missing : "");
	}
	return true;
}

/* What people wrote beside it, here or for all posts. */
static void put_notes(struct page *page, const struct panel_context *context, const struct kpi_def *def)
{
	bool any = false;

	for (size_t i = 0; i < notes_count(context->notes); i++) {
		const struct note *note = notes_at(context->notes, i);
		const struct note_state_words state = note_state_words(note, context->today);

		if (note->state == NOTE_WITHDRAWN || strcmp(note->about.kpi, def->id) != 0 || !note_concerns(&note->about, context->scope, NULL))
			continue;
		if (!any)
			page_heading(page, "Written down (A shows all)");
		any = true;
		page_putf(page, state.role, scope_day_in(note->on != TIME_DAY_NONE ? note->on : time_day_of(note->at), page->arena), "%s: %s%s%s%s%s",
			note_kind_name(note->kind), note->text, note->owner[0] ? ", " : "", names_person(context, note->owner, page->arena), note->kind == NOTE_ACTION ? ", " : "",
			note->kind == NOTE_ACTION ? state.word : "");
	}
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct proof *proof = (struct proof *)panel;
	const char *ids[] = { panel->subject.kpi, "data_freshness" };
	struct figures_query query = { .ids = ids, .n_ids = 2, .with_status = true };
	const struct kpi_def *def = kpi_find(panel->subject.kpi);
	const struct kpi_row *row, *fresh;
	struct figures figures = { 0 };

	if (!def)
		return err_set(err, ERR_USAGE, "There is no figure to explain here.");
	if (!figures_load(context, &query, &panel->arena, &figures, err))
		return false;
	page_begin(&proof->page, &panel->arena);
	if (panel->subject.initiative[0] && !reform_proof_put(&proof->page, context, panel->subject.initiative, err))
		return false;
	row = figures_get(&figures, def->id, panel->subject.stat[0] ? panel->subject.stat : NULL,
		panel->subject.category[0] ? panel->subject.category : NULL);
	page_heading(&proof->page, figures_title(def, panel->subject.stat[0] ? panel->subject.stat : NULL,
		panel->subject.category, &panel->arena));
	if (row) {
		put_value(&proof->page, context, &figures, row);
		put_division(&proof->page, row);
		put_coverage(&proof->page, row);
	} else {
		page_put(&proof->page, CANVAS_MUTED, "Value", "nothing was counted in this period");
	}
	fresh = figures_get(&figures, "data_freshness", NULL, NULL);
	if (fresh && !isnan(fresh->value))
		page_putf(&proof->page, CANVAS_PLAIN, "Freshness", "the newest record is %s old",
			figures_value(fresh, &panel->arena));
	if (row && !put_rivals(&proof->page, context, row, err))
		return false;
	put_notes(&proof->page, context, def);
	put_definition(&proof->page, def);
	return !proof->page.failed || err_memory(err);
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	page_paint(&((const struct proof *)panel)->page, area);
}

static enum request on_request(struct panel *panel, enum request request)
{
	return page_on_request(&((struct proof *)panel)->page, request, panel->rows);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	*ret_focus = panel->subject;
	ret_focus->filter_name[0] = '\0';
	ret_focus->drills = panel->subject.kpi[0] != '\0';
	ret_focus->declaration = 0;
}

static void unload(struct panel *panel)
{
	page_forget(&((struct proof *)panel)->page);
}

static void words(const struct panel *panel, struct text *out)
{
	page_words(&((const struct proof *)panel)->page, out);
}

const struct panel_ops panel_proof = {
	.name = "proof",
	.title = "why this number",
	.size = sizeof(struct proof),
	.load = load,
	.paint = paint,
	.words = words,
	.is_words = true,
	.on_request = on_request,
	.focus = focus,
	.unload = unload,
};
