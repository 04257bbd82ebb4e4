/* review.c - the page's side of insight/outcome.h: numbers with their intervals, and the weeks as a chart. */
#include "review.h"

#include <math.h>
#include <string.h>

#include "base/time.h"

enum { WEEK = 7 };

static const char *days_text(struct outcome_span days, struct arena *arena)
{
	struct panel_scope scope = { .grain = PANEL_SPAN, .from = days.from, .to = days.to };
	struct text text = TEXT_INIT;
	const char *copy;

	scope_text(&scope, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}

/* "31.4 h, 95 % interval 30.1–32.6, n 1 204, 28 May–25 Nov 2026" */
static const char *figure_text(const struct kpi_row *row, struct outcome_span days, struct arena *arena)
{
	const char *interval = row ? figures_interval(row, arena) : "", *text;

	if (!row)
		return "nothing was counted";
	text = arena_printf(arena, "%s%s%s, n %s, %s", figures_value(row, arena), interval[0] ? ", 95 % interval " : "", interval,
		figures_count(row->n, arena), days_text(days, arena));
	return text ? text : "";
}

static const char *signed_number(double value, enum kpi_unit unit, struct arena *arena)
{
	const char *text = arena_printf(arena, "%s%s", value < 0 ? "−" : "+", figures_number(fabs(value), unit, arena));

	return text ? text : "";
}

static const char *unit_word(enum kpi_unit unit)
{
	return unit == KPI_HOURS ? " h" : unit == KPI_ONE ? " points" : "";
}

static void put_effect(const struct stats_impact *impact, const struct kpi_def *def, struct arena *arena, struct review *review)
{
	if (impact->state != STATS_IMPACT_TOLD)
		return;
	review->effect = arena_printf(arena, "%s%s, 95 %% interval %s to %s; expected %s, was %s", signed_number(impact->effect, def->unit, arena),
		unit_word(def->unit), signed_number(impact->low, def->unit, arena), signed_number(impact->high, def->unit, arena),
		figures_number(impact->mean_expected, def->unit, arena), figures_number(impact->mean_after, def->unit, arena));
}

static bool put_history(const struct outcome *outcome, const struct note *note, struct arena *arena, struct review *review, struct err *err)
{
	struct history_mark *marks = arena_array(arena, 1, sizeof(*marks));
	int32_t start = outcome->start;

	if (!marks)
		return err_memory(err);
	marks[0] = (struct history_mark){ .day = start, .text = arena_strdup(arena, note->text) };
	review->history = (struct history){ .title = figures_title(outcome->def, note->about.stat[0] ? note->about.stat : NULL, note->about.category, arena),
		.span = days_text((struct outcome_span){ outcome->first.from, outcome->last.to >= start ? outcome->last.to : start - 1 }, arena),
		.values = outcome->values, .n = outcome->n, .first_day = outcome->first.from, .step_days = WEEK, .unit = history_unit(outcome->def->unit),
		.target = NAN, .marks = marks, .n_marks = marks[0].text != NULL };
	history_limits(&review->history, outcome->n_before);
	return true;
}

static void put_glyph(const struct outcome *outcome, struct review *review)
{
	review->glyph = outcome->verdict == KPI_BETTER ? "✓" : outcome->verdict == KPI_WORSE ? "✗" : outcome->n ? "·" : "";
	review->role = outcome->verdict == KPI_BETTER ? CANVAS_GOOD : outcome->verdict == KPI_WORSE ? CANVAS_BAD : CANVAS_VALUE;
}

bool review_load(const struct panel_context *context, const struct note *note, struct arena *arena, struct review *ret_review,
	struct err *err)
{
	struct review review = { .before = "", .after = "", .effect = "", .glyph = "", .sentence = "", .reform = "", .start = TIME_DAY_NONE };
	struct outcome outcome;

	*ret_review = review;
	if (!outcome_load(context->env, note, context->scope->first_day, context->scope->last_day, arena, &outcome, err))
		return false;
	if (outcome.start == TIME_DAY_NONE)
		return true;
	review.start = outcome.start;
	review.sentence = outcome.sentence;
	review.reform = outcome.reform;
	review.before = figure_text(outcome.before, outcome.first, arena);
	review.after = outcome.n > outcome.n_before ? figure_text(outcome.after, outcome.last, arena) : "not a whole week yet";
	put_glyph(&outcome, &review);
	put_effect(&outcome.impact, outcome.def, arena, &review);
	if (!review.effect)
		return err_memory(err);
	if (outcome.n && !put_history(&outcome, note, arena, &review, err))
		return false;
	*ret_review = review;
	return true;
}
