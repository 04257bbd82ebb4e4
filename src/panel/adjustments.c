/* adjustments.c - what controls added to revenue: by the reason for which declarations were selected, the sum, how many it came from, the
 * middle one and how much of it a single one is, since one case decides many a month. Penalties stand apart: they are no tax. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "names.h"
#include "revenue_lists.h"

enum { REASONS = 16 };		/* there are six; what comes beyond stands under the last */

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct group {
	uint32_t reason;
	int64_t examined, sum, penalties;	/* declarations; minor units */
	int64_t *raised;			/* adjustments above zero, one a declaration */
	size_t n_raised, cap;
};

struct count {
	struct group groups[REASONS], all;
	size_t n;
	struct arena *arena;
	bool failed;
};

static const struct chart_column columns[] = {
	{ .title = "reason of selection", .cells = 19 },
	{ .title = "examined", .cells = 8, .right = true, .priority = 3 },
	{ .title = "raised", .cells = 7, .right = true },
	{ .title = "added", .cells = 9, .right = true },
	{ .title = "median", .cells = 8, .right = true, .priority = 1 },
	{ .title = "largest", .cells = 8, .right = true, .priority = 2 },
	{ .title = "penalties", .cells = 9, .right = true, .priority = 4 },
};

static bool keep(struct group *group, int64_t adjustment, struct arena *arena)
{
	if (group->n_raised == group->cap) {
		size_t cap = group->cap ? 2 * group->cap : 64;
		int64_t *more = arena_array(arena, cap, sizeof(*more));

		if (!more)
			return false;
		if (group->n_raised)
			memcpy(more, group->raised, group->n_raised * sizeof(*more));
		group->raised = more;
		group->cap = cap;
	}
	group->raised[group->n_raised++] = adjustment;
	return true;
}

static struct group *group_of(struct count *count, uint32_t reason)
{
	size_t i = 0;

	while (i < count->n && count->groups[i].reason != reason)
		i++;
	if (i == REASONS)
		return &count->groups[REASONS - 1];
	if (i == count->n)
		count->groups[count->n++].reason = reason;
	return &count->groups[i];
}

static bool add(struct group *group, int64_t adjustment, int64_t penalty, bool examined, struct arena *arena)
{
	group->examined += examined;
	group->sum += adjustment == CUBE_MONEY_NONE ? 0 : adjustment;
	group->penalties += penalty == CUBE_MONEY_NONE ? 0 : penalty;
	return adjustment == CUBE_MONEY_NONE || adjustment <= 0 || keep(group, adjustment, arena);
}

static bool visit(void *context, const struct cube_batch *batch)
{
	struct count *count = context;
	const int64_t *adjustments = batch->money[CUBE_TAX_ADJUSTMENT - CUBE_U32_COLUMNS], *penalties = batch->money[CUBE_PENALTY - CUBE_U32_COLUMNS];

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		bool examined = batch->u32[CUBE_N_INSPECTIONS][row] > 0;

		if (!examined && adjustments[row] == CUBE_MONEY_NONE && penalties[row] == CUBE_MONEY_NONE)
			continue;
		if (!add(&count->all, adjustments[row], penalties[row], examined, count->arena) ||
		    !add(group_of(count, batch->u32[CUBE_SELECT_REASON][row]), adjustments[row], penalties[row], examined, count->arena)) {
			count->failed = true;
			return false;
		}
	}
	return true;
}

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static struct list_cell money_cell(double value, enum canvas_role role, struct arena *arena)
{
	return (struct list_cell){ .text = figures_number(value, KPI_MONEY, arena), .sort = value, .role = role };
}

static void fill_row(const struct panel_context *context, struct group *group, const char *reason, struct arena *arena, struct list_row *out)
{
	double unit = figures_money_unit(kpi_currency(context->env)), largest = NAN, sum = 0;
	const char *share = "–";

	if (group->n_raised)
		qsort(group->raised, group->n_raised, sizeof(*group->raised), ascending);
	for (size_t i = 0; i < group->n_raised; i++)
		sum += (double)group->raised[i];
	if (group->n_raised) {
		largest = (double)group->raised[group->n_raised - 1] / sum;
		share = arena_printf(arena, "%.0f %%", 100 * largest);
	}
	out->cells[0] = (struct list_cell){ .text = reason ? names_value_in(context, "select_reason", reason, arena) : "all", .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = figures_count(group->examined, arena), .sort = (double)group->examined };
	out->cells[2] = (struct list_cell){ .text = figures_count((int64_t)group->n_raised, arena), .sort = (double)group->n_raised };
	out->cells[3] = money_cell((double)group->sum / unit, CANVAS_VALUE, arena);
	/* the nearest rank, as every quantile here */
	out->cells[4] = money_cell(group->n_raised ? (double)group->raised[(group->n_raised + 1) / 2 - 1] / unit : NAN, CANVAS_PLAIN, arena);
	out->cells[5] = (struct list_cell){ .text = share ? share : "", .sort = largest, .role = CANVAS_MUTED };
	out->cells[6] = money_cell((double)group->penalties / unit, CANVAS_PLAIN, arena);
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "adjustment_per_inspection");
	out->focus.drills = group->examined > 0;
	if (reason) {
		snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "select_reason");
		snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", reason);
	}
}

static int most_first(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return x->sum != y->sum ? (x->sum > y->sum ? -1 : 1) : (x->reason > y->reason) - (x->reason < y->reason);
}

bool revenue_adjustments_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	static const int needed[] = { CUBE_SELECT_REASON, CUBE_N_INSPECTIONS, CUBE_TAX_ADJUSTMENT, CUBE_PENALTY };
	struct count *count = arena_array(arena, 1, sizeof(*count));
	struct kpi_query query;
	struct cube_slice slice;

	list->title = "What controls added";
	list->note = "one case may be most of it";
	list->empty = "No inspection says what it changed (tax_adjustment).";
	if (!count)
		return err_memory(err);
	memset(count, 0, sizeof(*count));
	count->arena = arena;
	if (!scope_query(context->scope, arena, &query, err) ||
	    !kpi_slice(context->env, kpi_find("adjustment_per_inspection"), &query, arena, &slice, err) ||
	    !cube_scan(context->env->cube, &slice, needed, COUNT(needed), visit, count, err) ||
	    !list_begin(list, columns, COUNT(columns), count->n + 1, arena, err))
		return false;
	if (count->failed)
		return err_memory(err);
	qsort(count->groups, count->n, sizeof(count->groups[0]), most_first);
	if (count->all.n_raised || count->all.sum)
		fill_row(context, &count->all, NULL, arena, list_add(list));
	for (size_t i = 0; list->n_rows && i < count->n; i++) {
		const char *reason = count->groups[i].reason ? store_code_text(context->env->store, count->groups[i].reason) : "";

		fill_row(context, &count->groups[i], reason ? reason : "", arena, list_add(list));
	}
	list_end(list);
	return true;
}
