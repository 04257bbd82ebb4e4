/* debts.c - the debts behind an age of the list in Revenue: who owes how much since when. Enter goes to what that trader declared. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "list.h"
#include "names.h"
#include "store/rows.h"

enum { DEBTS_MAX = 1000 };

struct debts {
	struct panel panel;
	struct list list;
	char title[80], note[120];
	/* outlives a load */
	bool opened;
};

static const struct chart_column columns[] = {
	{ .title = "trader", .cells = 18 },
	{ .title = "balance", .cells = 12, .right = true },
	{ .title = "due", .cells = 12, .right = true, .priority = 1 },
	{ .title = "overdue for", .cells = 12, .right = true, .priority = 2 },
	{ .title = "disputed", .cells = 9, .priority = 3 },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

static void fill_row(const struct panel_context *context, const struct store_rows *rows, double unit, struct list_row *out, struct arena *arena)
{
	const char *trader = store_rows_text(rows, 0);
	int32_t due = (int32_t)store_rows_int(rows, 1), late = context->scope->to - due;
	double balance = (double)store_rows_int(rows, 2) / unit;
	const char *days = arena_printf(arena, "%s %s", figures_count(late, arena), late == 1 ? "day" : "days");

	out->cells[0] = (struct list_cell){ .text = names_value_in(context, "importer", trader, arena), .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = figures_number(balance, KPI_MONEY, arena), .sort = balance, .role = CANVAS_VALUE };
	out->cells[2] = (struct list_cell){ .text = scope_day_in(due, arena), .sort = -(double)due };
	out->cells[3] = (struct list_cell){ .text = days ? days : "", .sort = late };
	out->cells[4] = (struct list_cell){ .text = store_rows_is_null(rows, 3) ? "–" : store_rows_int(rows, 3) ? "yes" : "no", .role = CANVAS_MUTED };
	/* All that this trader declared since the data begins: a debt is older than the period. */
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "effective_tax_rate");
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "importer");
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", trader);
	out->focus.from = context->scope->first_day;
	out->focus.to = context->scope->to;
	out->focus.drills = true;
}

static bool fill(struct debts *debts, const struct panel_context *context, long days, int64_t *ret_n, struct err *err)
{
	double unit = figures_money_unit(kpi_currency(context->env));
	struct store_rows *rows = NULL;
	int got;

	*ret_n = 0;
	if (!store_rows_open(context->env->store, "panel_debts", &rows, err))
		return false;
	/* As arrears_aged counts them: on the day after the period. */
	store_rows_bind_int(rows, 1, context->scope->to + 1);
	store_rows_bind_int(rows, 2, days);
	while ((got = store_rows_next(rows, err)) == 1) {
		struct list_row *out = list_add(&debts->list);

		++*ret_n;
		if (out)
			fill_row(context, rows, unit, out, &debts->panel.arena);
	}
	store_rows_close(rows);
	return got == 0;
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct debts *debts = (struct debts *)panel;
	long days = strtol(panel->subject.category, NULL, 10);
	int64_t n;

	if (!debts->opened)
		list_init(&debts->list);
	debts->opened = true;
	if (!list_begin(&debts->list, columns, COLUMNS, DEBTS_MAX, &panel->arena, err) || !fill(debts, context, days, &n, err))
		return false;
	snprintf(debts->title, sizeof(debts->title), days ? "Debts overdue for more than %ld days" : "Debts that are overdue", days);
	if (n > DEBTS_MAX)
		snprintf(debts->note, sizeof(debts->note), "the largest %d of %s", DEBTS_MAX, figures_count(n, &panel->arena));
	else
		snprintf(debts->note, sizeof(debts->note), "balances in %s", kpi_currency(context->env));
	debts->list.title = debts->title;
	debts->list.note = debts->note;
	debts->list.empty = "No debt is as old as that.";
	list_end(&debts->list);
	return true;
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	list_paint(&((const struct debts *)panel)->list, area, panel->active);
}

static enum request on_request(struct panel *panel, enum request request)
{
	return list_on_request(&((struct debts *)panel)->list, request, panel->rows - 3);
}

static bool can(const struct panel *panel, enum request request)
{
	return list_can(&((const struct debts *)panel)->list, request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	list_focus(&((const struct debts *)panel)->list, ret_focus);
}

static const struct panel_ops *drill(const struct panel *panel)
{
	return &panel_declarations;
}

static void unload(struct panel *panel)
{
	list_forget(&((struct debts *)panel)->list);
}

static const struct list *lists(const struct panel *panel, size_t *ret_n)
{
	*ret_n = 1;
	return &((const struct debts *)panel)->list;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	list_look(&((struct debts *)panel)->list, parts);
}

const struct panel_ops panel_debts = {
	.name = "debts",
	.title = "debts",
	.size = sizeof(struct debts),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.lists = lists,
	.look = look,
	.unload = unload,
};
