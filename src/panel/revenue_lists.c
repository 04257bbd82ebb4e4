/* revenue_lists.c - see revenue_lists.h. */
#include "revenue_lists.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "goods.h"
#include "kpi/review.h"
#include "names.h"
#include "store/rows.h"

enum { OUTLIERS = 25 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *said(const char *text)
{
	return text ? text : "";
}

/* ---- by kind of tax, from the revenue files */

static const struct chart_column head_columns[] = {
	{ .title = "kind of tax", .cells = 16 },
	{ .title = "collected", .cells = 12, .right = true },
	{ .title = "refunded", .cells = 12, .right = true, .priority = 1 },
	{ .title = "net", .cells = 12, .right = true, .priority = 2 },
	{ .title = "share", .cells = 8, .right = true, .priority = 3 },
};

enum { HEAD_COLLECTED = 1, HEAD_REFUNDED, HEAD_NET, HEAD_SHARE };

static void head_row(struct list_row *out, const char *name, double collected, double refunds, bool declared, struct arena *arena)
{
	/* Kinds of tax stand in the revenue files alone; what lies behind them are the declarations that paid then, all kinds together. */
	out->focus.drills = declared;
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "revenue_collected");
	out->cells[0] = (struct list_cell){ .text = name, .role = CANVAS_LABEL };
	out->cells[HEAD_COLLECTED] = (struct list_cell){ .text = figures_number(collected, KPI_MONEY, arena), .sort = collected, .role = CANVAS_VALUE };
	out->cells[HEAD_REFUNDED] = (struct list_cell){ .text = figures_number(refunds, KPI_MONEY, arena), .sort = refunds };
	out->cells[HEAD_NET] = (struct list_cell){ .text = figures_number(collected - refunds, KPI_MONEY, arena), .sort = collected - refunds };
}

static bool fill_heads(struct list *list, const struct panel_context *context, struct store_rows *rows, bool declared, struct arena *arena, double *ret_total,
	struct err *err)
{
	const struct panel_scope_filter *office = scope_filter_find(context->scope, "office");
	double unit = figures_money_unit(kpi_currency(context->env)), total = 0, returned = 0;
	struct list_row *all = list_add(list);
	int got;

	store_rows_bind_int(rows, 1, context->scope->from);
	store_rows_bind_int(rows, 2, context->scope->to);
	store_rows_bind_text(rows, 3, office ? office->value : NULL);
	while ((got = store_rows_next(rows, err)) == 1) {
		double collected = (double)store_rows_int(rows, 1) / unit, refunds = (double)store_rows_int(rows, 2) / unit;
		struct list_row *out = list_add(list);

		if (!out)
			continue;
		head_row(out, arena_strdup(arena, store_rows_text(rows, 0)), collected, refunds, declared, arena);
		total += collected;
		returned += refunds;
	}
	if (list->n_rows == 1)		/* the sum of nothing */
		list->n_rows = 0;
	else if (all)
		head_row(all, "all kinds", total, returned, declared, arena);
	for (size_t i = 1; i < list->n_rows && total > 0; i++) {
		double share = list->rows[i]->cells[HEAD_COLLECTED].sort / total;

		list->rows[i]->cells[HEAD_SHARE] = (struct list_cell){ .text = arena_printf(arena, "%.0f %%", share * 100), .sort = share };
	}
	*ret_total = total;
	return got == 0;
}

/* What declarations carry as paid: by flow, which the revenue files do not know, it is theirs alone. */
static bool load_paid(const struct panel_context *context, struct arena *arena, double *ret_paid, struct err *err)
{
	static const char *const ids[] = { "revenue_collected" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_FLOW } }, .n_by = 1 };
	struct figures figures;

	*ret_paid = 0;
	if (!names_has(context->names, "declarations", "paid_amount"))
		return true;
	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	for (size_t i = 0; i < figures.n; i++)
		*ret_paid += isnan(figures.rows[i].value) ? 0 : figures.rows[i].value;
	return true;
}

/* The two are never added up; how far they are apart is told. */
static const char *apart(double files, double paid, struct arena *arena)
{
	const char *note;

	if (!(files > 0) || !(paid > 0))
		return "post and period apply, other filters do not";
	note = arena_printf(arena, "files %s, declarations %s: %.1f %% apart; Data has it by post", figures_number(files, KPI_MONEY, arena),
		figures_number(paid, KPI_MONEY, arena), fabs(files - paid) / files * 100);
	return note ? note : "";
}

bool revenue_heads_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	struct store_rows *rows = NULL;
	bool declared = names_has(context->names, "declarations", "paid_amount"), ok;
	double files = 0, paid;

	list->title = "By kind of tax, from the revenue files";
	list->empty = "No revenue file covers this period.";
	ok = list_begin(list, head_columns, COUNT(head_columns), 33, arena, err) &&
	     store_rows_open(context->env->store, "panel_revenue_heads", &rows, err) && fill_heads(list, context, rows, declared, arena, &files, err);
	store_rows_close(rows);
	if (!ok || !load_paid(context, arena, &paid, err))
		return false;
	list->note = apart(files, paid, arena);
	list_end(list);
	return true;
}

/* ---- items of low value */

static const struct chart_column outlier_columns[] = {
	{ .title = "declaration", .cells = 16 },
	{ .title = "tax at stake", .cells = 12, .right = true },
	{ .title = "goods", .cells = 24, .priority = 3 },
	{ .title = "declared", .cells = 10, .right = true, .priority = 1 },
	{ .title = "usual", .cells = 10, .right = true, .priority = 1 },
	{ .title = "part of usual", .cells = 13, .right = true },
	{ .title = "quantity", .cells = 10, .right = true, .priority = 4 },
	{ .title = "of items", .cells = 8, .right = true, .priority = 2 },
};

/* "847130 CN, vehicles": commodity, origin and what its chapter is. */
static const char *goods_words(const struct kpi_outlier *item, struct arena *arena)
{
	char chapter[3] = { item->hs[0], item->hs[0] ? item->hs[1] : 0, 0 };
	const char *title = goods_chapter(chapter);

	return said(arena_printf(arena, "%s%s%s%s%s", item->hs, item->origin[0] ? " " : "", item->origin, title ? ", " : "", title ? title : ""));
}

static void outlier_row(struct list *list, const struct kpi_outlier *item, struct arena *arena)
{
	struct list_row *row = list_add(list);
	double part = item->each / item->usual;

	if (!row)
		return;
	row->focus.declaration = item->declaration;
	row->focus.drills = true;
	snprintf(row->focus.kpi, sizeof(row->focus.kpi), "unit_value_gap");
	row->cells[0] = (struct list_cell){ .text = item->name, .role = CANVAS_LABEL };
	row->cells[1] = (struct list_cell){ .text = isnan(item->tax) ? "–" : figures_number(item->tax, KPI_MONEY, arena), .sort = item->tax,
		.role = CANVAS_VALUE };
	row->cells[2] = (struct list_cell){ .text = goods_words(item, arena) };
	row->cells[3] = (struct list_cell){ .text = figures_number(item->each, KPI_MONEY, arena), .sort = item->each };
	row->cells[4] = (struct list_cell){ .text = figures_number(item->usual, KPI_MONEY, arena), .sort = item->usual, .role = CANVAS_MUTED };
	row->cells[5] = (struct list_cell){ .text = said(arena_printf(arena, "%.0f %%", part * 100)), .sort = part };
	row->cells[6] = (struct list_cell){ .text = said(arena_printf(arena, "%.6g %s", item->quantity, item->unit[0] ? item->unit : "kg")),
		.sort = item->quantity };
	row->cells[7] = (struct list_cell){ .text = figures_count((int64_t)item->n, arena), .sort = (double)item->n, .role = CANVAS_MUTED };
}

static const char outliers_title[] = "Values far below the usual, a unit";

void revenue_outliers_await(struct list *list)
{
	list_await(list, outliers_title);
}

bool revenue_outliers_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	const struct panel_scope_filter *office = scope_filter_find(context->scope, "office");
	struct kpi_outliers found = { .n = 0 };

	list->title = outliers_title;
	list->note = "a reason to look at the invoice, not a proof";
	list->empty = "Nothing lies far below the usual value of its goods; it needs values, quantities and tax rates.";
	if ((context->scope->to != TIME_DAY_NONE && !kpi_outliers_read(context->env, context->scope->from, context->scope->to,
		office ? office->value : NULL, OUTLIERS, arena, &found, err)) ||
	    !list_begin(list, outlier_columns, COUNT(outlier_columns), OUTLIERS, arena, err))
		return false;
	if (found.n > 0)
		list->note = said(arena_printf(arena, "%zu of %zu, tax at stake %s; look at the invoice, no proof", found.n_all, found.n_looked,
			figures_number(found.tax, KPI_MONEY, arena)));
	for (size_t i = 0; i < found.n; i++)
		outlier_row(list, &found.items[i], arena);
	list_end(list);
	return true;
}

/* ---- debts */

static const struct chart_column arrears_columns[] = {
	{ .title = "overdue for", .cells = 22 },
	{ .title = "balance", .cells = 12, .right = true },
	{ .title = "share", .cells = 8, .right = true, .priority = 1 },
	{ .title = "debts", .cells = 8, .right = true, .priority = 2 },
};

bool revenue_arrears_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	static const char *const ids[] = { "arrears_aged" };
	static const struct {
		const char *age, *name;
	} ages[] = { { "0d", "any time" }, { "30d", "more than 30 days" }, { "90d", "more than 90 days" }, { "365d", "more than a year" } };
	struct figures_query query = { .ids = ids, .n_ids = 1 };
	struct figures figures;
	double all = NAN;

	list->title = "Debts by age, at the end of the period";
	list->note = "of all posts; older ones are in each line";
	list->empty = "No debts are loaded (arrears), or a filter is set: debts have no post.";
	if (!figures_load(context, &query, arena, &figures, err) ||
	    !list_begin(list, arrears_columns, COUNT(arrears_columns), COUNT(ages), arena, err))
		return false;
	for (size_t i = 0; i < COUNT(ages); i++) {
		const struct kpi_row *row = figures_get(&figures, ids[0], NULL, ages[i].age);
		struct list_row *out = row && !isnan(row->value) && row->n_dims ? list_add(list) : NULL;

		if (!out)
			continue;
		all = i == 0 ? row->value : all;
		out->focus.drills = row->n > 0;
		snprintf(out->focus.kpi, sizeof(out->focus.kpi), "%s", ids[0]);
		snprintf(out->focus.category, sizeof(out->focus.category), "%s", ages[i].age);
		out->cells[0] = (struct list_cell){ .text = ages[i].name, .role = CANVAS_LABEL };
		out->cells[1] = (struct list_cell){ .text = figures_number(row->value, KPI_MONEY, arena), .sort = row->value, .role = CANVAS_VALUE };
		out->cells[2] = (struct list_cell){ .text = all > 0 ? said(arena_printf(arena, "%.0f %%", row->value / all * 100)) : "–",
			.sort = row->value };
		out->cells[3] = (struct list_cell){ .text = figures_count(row->n, arena), .sort = (double)row->n };
	}
	list_end(list);
	return true;
}
