/* reform_lists.c - see reform.h. Effects stand with their interval; what cannot be told says so in the place of a colour. */
#include "reform.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "scope.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct chart_column initiative_columns[] = {
	{ .title = "initiative", .cells = 26 },
	{ .title = "post", .cells = 18, .priority = 3 },
	{ .title = "since", .cells = 11, .priority = 2 },
	{ .title = "effect (95 %)", .cells = 34, .priority = 4 },
	{ .title = "verdict", .cells = 17 },
};

static const struct chart_column beside_columns[] = {
	{ .title = "figure", .cells = 26 },
	{ .title = "before", .cells = 9, .right = true, .priority = 3 },
	{ .title = "after", .cells = 9, .right = true, .priority = 2 },
	{ .title = "effect (95 %)", .cells = 36, .priority = 1 },
	{ .title = "verdict", .cells = 12 },
};

static const struct chart_column post_columns[] = {
	{ .title = "post", .cells = 26 },
	{ .title = "weight", .cells = 8, .right = true },
};

struct reform_verdict reform_verdict(const struct reform *reform, struct arena *arena)
{
	bool told = reform->state == REFORM_REAL;
	enum canvas_role role = told && reform->verdict == KPI_BETTER ? CANVAS_GOOD : told && reform->verdict == KPI_WORSE ? CANVAS_BAD :
		told ? CANVAS_ACCENT : CANVAS_MUTED;
	const char *glyph = role == CANVAS_GOOD ? "✓" : role == CANVAS_BAD ? "✗" : "·";
	const char *text = arena_printf(arena, "%s %s", glyph, reform_word(reform));

	return (struct reform_verdict){ .glyph = glyph, .text = text ? text : "", .role = role };
}

static void focus_put(struct panel_focus *focus, const struct reform *reform, const struct kpi_def *def, const char *stat, const char *category)
{
	snprintf(focus->kpi, sizeof(focus->kpi), "%s", def->id);
	snprintf(focus->stat, sizeof(focus->stat), "%s", stat);
	snprintf(focus->category, sizeof(focus->category), "%s", category ? category : "");
	snprintf(focus->initiative, sizeof(focus->initiative), "%s", reform->id);
	focus->drills = reform->state != REFORM_PLANNED;
	if (reform->n_offices == 1) {
		snprintf(focus->filter_name, sizeof(focus->filter_name), "office");
		snprintf(focus->filter_value, sizeof(focus->filter_value), "%s", reform->offices[0].code);
	}
}

bool reform_list_initiatives(struct list *list, const struct reforms *reforms, struct arena *arena, struct err *err)
{
	list->title = "Initiatives";
	if (!list_begin(list, initiative_columns, COUNT(initiative_columns), reforms->n, arena, err))
		return false;
	for (size_t i = 0; i < reforms->n; i++) {
		const struct reform *reform = &reforms->items[i];
		struct reform_verdict verdict = reform_verdict(reform, arena);
		struct list_row *out = list_add(list);

		out->cells[0] = (struct list_cell){ .text = reform->title, .role = CANVAS_LABEL };
		out->cells[1] = (struct list_cell){ .text = reform->place };
		out->cells[2] = (struct list_cell){ .text = scope_day_in(reform->starts, arena) };
		out->cells[3] = (struct list_cell){ .text = reform->found, .role = verdict.role == CANVAS_MUTED ? CANVAS_MUTED : CANVAS_VALUE };
		out->cells[4] = (struct list_cell){ .text = verdict.text, .role = verdict.role };
		out->exception = verdict.role == CANVAS_BAD;
		if (reform->def)
			focus_put(&out->focus, reform, reform->def, reform->stat, reform->category);
		out->focus.exception = verdict.role == CANVAS_BAD;
	}
	list_end(list);
	return true;
}

static struct list_cell value_cell(double value, const struct kpi_def *def, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *kept;

	kpi_format_value(value, def->unit, false, &text);
	kept = arena_strdup(arena, text.data);
	text_finish(&text);
	return (struct list_cell){ .text = kept ? kept : "", .sort = value };
}

static struct list_cell beside_verdict(const struct reform_beside *beside)
{
	if (!beside->told)
		return (struct list_cell){ .text = "· not told", .role = CANVAS_MUTED };
	if (beside->verdict == KPI_WORSE)
		return (struct list_cell){ .text = "✗ worse", .role = CANVAS_BAD };
	if (beside->verdict == KPI_BETTER)
		return (struct list_cell){ .text = "✓ better", .role = CANVAS_GOOD };
	return (struct list_cell){ .text = beside->real ? "· changed" : "· as before", .role = CANVAS_MUTED };
}

static bool any_told(const struct reform *reform)
{
	for (size_t i = 0; i < reform->n_beside; i++)
		if (reform->beside[i].told)
			return true;
	return false;
}

bool reform_list_beside(struct list *list, const struct reform *reform, struct arena *arena, struct err *err)
{
	list->title = "What moved beside it";
	list->note = reform->def && reform->def->counter ? "its counter-figure first" : NULL;
	list->empty = "Nothing beside it can be measured yet.";
	if (!list_begin(list, beside_columns, COUNT(beside_columns), reform->n_beside, arena, err))
		return false;
	for (size_t i = 0; any_told(reform) && i < reform->n_beside; i++) {
		const struct reform_beside *beside = &reform->beside[i];
		struct list_row *out = list_add(list);

		out->cells[0] = (struct list_cell){ .text = figures_title(beside->def, beside->stat, beside->category, arena), .role = CANVAS_LABEL };
		out->cells[1] = value_cell(beside->before, beside->def, arena);
		out->cells[2] = value_cell(beside->after, beside->def, arena);
		out->cells[3] = (struct list_cell){ .text = beside->text, .role = beside->real ? CANVAS_VALUE : CANVAS_MUTED };
		out->cells[4] = beside_verdict(beside);
		out->exception = beside->verdict == KPI_WORSE ? 1 : 0;
		focus_put(&out->focus, reform, beside->def, beside->stat, beside->category);
		out->focus.initiative[0] = '\0';
		out->focus.exception = beside->verdict == KPI_WORSE;
	}
	list_end(list);
	return true;
}

bool reform_list_posts(struct list *list, const struct reform *reform, struct arena *arena, struct err *err)
{
	list->title = "Posts it is compared with";
	list->note = "weighted to be most like it before";
	list->empty = "No post without it can be compared: its own course before stands for what would have been.";
	if (!list_begin(list, post_columns, COUNT(post_columns), reform->n_donors, arena, err))
		return false;
	for (size_t i = 0; i < reform->n_donors; i++) {
		const struct reform_post *post = &reform->donors[i];
		const char *weight = arena_printf(arena, "%.0f %%", 100 * post->weight);
		struct list_row *out = list_add(list);

		out->cells[0] = (struct list_cell){ .text = post->name, .role = CANVAS_LABEL };
		out->cells[1] = (struct list_cell){ .text = weight ? weight : "", .sort = post->weight, .role = CANVAS_VALUE };
		focus_put(&out->focus, reform, reform->def, reform->stat, reform->category);
		out->focus.initiative[0] = '\0';
		snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "office");
		snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", post->code);
	}
	list_end(list);
	return true;
}
