/* risk_govern.c - two lists of the view Risk: whom inspections fall on and how often rightly, and who did what to the model. */
#include "risk_lists.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "names.h"

static const struct chart_column fair_columns[] = {
	{ .title = "group", .cells = 26 },
	{ .title = "declared", .cells = 9, .right = true, .priority = 3 },
	{ .title = "inspected", .cells = 10, .right = true },
	{ .title = "hits of 100", .cells = 14, .right = true },
	{ .title = "practice", .cells = 15, .priority = 1 },
	{ .title = "by model", .cells = 9, .right = true, .priority = 4 },
	{ .title = "hits of 100", .cells = 14, .right = true, .priority = 5 },
	{ .title = "model", .cells = 15, .priority = 6 },
};

static const char *word_text(enum risk_fair_word word, enum canvas_role *ret_role)
{
	*ret_role = word == RISK_FAIR_TOO_OFTEN || word == RISK_FAIR_TOO_SELDOM ? CANVAS_WARNING : CANVAS_MUTED;
	return word == RISK_FAIR_TOO_OFTEN ? "! too often" : word == RISK_FAIR_TOO_SELDOM ? "! too seldom" : word == RISK_FAIR_ALIKE ? "· alike" : "too few to tell";
}

static const char *rate_text(const struct risk_fair_side *side, struct arena *arena)
{
	if (side->judged == 0)
		return "–";
	return arena_printf(arena, "%.0f (%.0f–%.0f)", side->rate * 100, side->low * 100, side->high * 100);
}

static const char *share_text(double share, struct arena *arena)
{
	return isnan(share) ? "–" : arena_printf(arena, share < 0.0995 ? "%.1f %%" : "%.0f %%", share * 100);
}

static const char *group_text(const struct risk_fair_group *group, const struct panel_context *context, struct arena *arena)
{
	if (group->dim == RISK_FAIR_SIZE)
		return group->code;
	return names_value_in(context, risk_fair_dim_name(group->dim), group->code, arena);
}

static void group_row(struct list_row *row, const struct risk_fair_group *group, const struct panel_context *context, struct arena *arena)
{
	enum canvas_role practice, model;
	const char *practice_word = word_text(group->practice.word, &practice), *model_word = word_text(group->model.word, &model);

	risk_cell(row, 0, group_text(group, context, arena), NAN, CANVAS_LABEL);
	risk_cell(row, 1, figures_count((int64_t)group->n, arena), (double)group->n, CANVAS_PLAIN);
	risk_cell(row, 2, share_text(group->inspected, arena), group->inspected, CANVAS_PLAIN);
	risk_cell(row, 3, rate_text(&group->practice, arena), group->practice.rate, CANVAS_VALUE);
	risk_cell(row, 4, practice_word, NAN, practice);
	risk_cell(row, 5, share_text(group->picked, arena), group->picked, CANVAS_PLAIN);
	risk_cell(row, 6, rate_text(&group->model, arena), group->model.rate, CANVAS_VALUE);
	risk_cell(row, 7, model_word, NAN, model);
	if (practice == CANVAS_WARNING || model == CANVAS_WARNING)
		row->exception = (double)group->practice.judged + 1;
}

bool risk_fair_fill(struct list *list, const struct risk_view *view, const struct panel_context *context, struct arena *arena, struct err *err)
{
	char from[32], to[32];

	list->title = RISK_FAIR_TITLE;
	list->note = view->fair.n ? arena_printf(arena, "%s to %s, n %s", time_day_format(view->fair.from, from), time_day_format(view->fair.to, to),
		figures_count((int64_t)view->fair.n, arena)) : NULL;
	list->empty = "Nothing that the filters leave was registered between the model's last day and the end of the period.";
	if (!list_begin(list, fair_columns, sizeof(fair_columns) / sizeof(fair_columns[0]), view->fair.n_groups, arena, err))
		return false;
	for (size_t i = 0; i < view->fair.n_groups; i++)
		group_row(list_add(list), &view->fair.groups[i], context, arena);
	list_end(list);
	return true;
}

static const struct chart_column trail_columns[] = { { .title = "when, what, who", .cells = 100 } };

bool risk_trail_fill(struct list *list, const struct risk_view *view, struct arena *arena, struct err *err)
{
	list->title = "Audit trail: who did what to the model";
	list->note = view->chain.broken ? arena_printf(arena, "✗ NOT WHOLE from line %lld on", (long long)view->chain.broken) : "✓ whole";
	list->empty = "Nothing was done to a model yet.";
	if (!list_begin(list, trail_columns, 1, view->n_events, arena, err))
		return false;
	for (size_t i = 0; i < view->n_events; i++) {
		const struct risk_event *event = &view->events[i];
		char at[32], model[40] = "";

		if (event->model)
			snprintf(model, sizeof(model), ", model %lld", (long long)event->model);
		risk_cell(list_add(list), 0, arena_printf(arena, "%.16s  %-8s %s%s%s%s", time_seconds_format(event->at, at), event->what, event->who, model,
			event->note ? ": " : "", event->note ? event->note : ""), NAN, CANVAS_PLAIN);
	}
	list_end(list);
	return true;
}
