/* risk_review.c - beyond the model, in the view Risk: values far below the usual of their goods, what partners say they exported, brokers and
 * officers who meet often, rules that find less than chance. */
#include "risk_lists.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "names.h"
#include "prompts.h"
#include "scope.h"

static const double freight = 0.1;	/* and insurance, of what a partner says it exported */

static const char *const titles[RISK_REVIEWS] = { "Values far below the usual: to look at, no proof",
	"What partners say they exported, less what was declared", "Brokers and officers who meet more often than dealt",
	"Rules: what each one finds, dead ones marked" };

static const char *money(double value, struct arena *arena)
{
	return isnan(value) ? "–" : figures_number(value, KPI_MONEY, arena);
}

static const struct chart_column outlier_columns[] = {
	{ .title = "declaration", .cells = 16 },
	{ .title = "post", .cells = 12, .priority = 3 },
	{ .title = "goods", .cells = 9 },
	{ .title = "from", .cells = 4, .priority = 1 },
	{ .title = "value/unit", .cells = 10, .right = true },
	{ .title = "usual", .cells = 8, .right = true },
	{ .title = "below", .cells = 6, .right = true, .priority = 2 },
	{ .title = "tax at stake", .cells = 12, .right = true },
	{ .title = "importer", .cells = 14, .priority = 4 },
	{ .title = "registered", .cells = 11, .priority = 5 },
};

static void outlier_row(struct list_row *row, const struct kpi_outlier *o, const struct panel_context *context, struct arena *arena)
{
	char day[32];

	risk_cell(row, 0, o->name, NAN, CANVAS_PLAIN);
	risk_cell(row, 1, names_value_in(context, "office", o->office, arena), NAN, CANVAS_LABEL);
	risk_cell(row, 2, o->hs, NAN, CANVAS_PLAIN);
	risk_cell(row, 3, o->origin, NAN, CANVAS_PLAIN);
	risk_cell(row, 4, arena_printf(arena, "%.3g", o->each), o->each, CANVAS_PLAIN);
	risk_cell(row, 5, arena_printf(arena, "%.3g", o->usual), o->usual, CANVAS_PLAIN);
	risk_cell(row, 6, arena_printf(arena, "%.0f %%", 100 * (1 - o->each / o->usual)), 1 - o->each / o->usual, CANVAS_PLAIN);
	risk_cell(row, 7, money(o->tax, arena), o->tax, CANVAS_VALUE);
	risk_cell(row, 8, o->importer[0] ? names_value_in(context, "importer", o->importer, arena) : "", NAN, CANVAS_PLAIN);
	risk_cell(row, 9, arena_strdup(arena, time_day_format(o->day, day)), o->day, CANVAS_MUTED);
	row->focus.declaration = o->declaration;
	row->focus.drills = true;
}

static bool outliers_fill(struct list *list, const struct kpi_outliers *outliers, const struct panel_context *context, struct arena *arena,
	struct err *err)
{
	list->note = arena_printf(arena, "%zu of %zu, tax %s", outliers->n_all, outliers->n_looked, money(outliers->tax, arena));
	list->empty = "No value lies far below the usual of its goods, or too few of a kind tell value and quantity.";
	if (!list_begin(list, outlier_columns, sizeof(outlier_columns) / sizeof(outlier_columns[0]), outliers->n, arena, err))
		return false;
	for (size_t i = 0; i < outliers->n; i++)
		outlier_row(list_add(list), &outliers->items[i], context, arena);
	list_end(list);
	return true;
}

static const struct chart_column mirror_columns[] = {
	{ .title = "goods", .cells = 9 },
	{ .title = "from", .cells = 5 },
	{ .title = "year", .cells = 5, .right = true, .priority = 2 },
	{ .title = "exported", .cells = 10, .right = true, .priority = 1 },
	{ .title = "declared", .cells = 10, .right = true },
	{ .title = "gap", .cells = 10, .right = true },
	{ .title = "of it", .cells = 8, .right = true, .priority = 3 },
	{ .title = "tax at stake", .cells = 12, .right = true, .priority = 4 },
	{ .title = "more declared in", .cells = 16, .priority = 5 },
};

static bool mirror_fill(struct list *list, const struct kpi_mirrors *mirrors, struct arena *arena, struct err *err)
{
	list->note = "freight and insurance 10 %, no proof";
	list->empty = "No mirror file is loaded (hs6, partner, year, export_value).";
	if (!list_begin(list, mirror_columns, sizeof(mirror_columns) / sizeof(mirror_columns[0]), mirrors->n, arena, err))
		return false;
	for (size_t i = 0; i < mirrors->n; i++) {
		const struct kpi_mirror *m = &mirrors->items[i];
		struct list_row *row = list_add(list);

		risk_cell(row, 0, m->hs6, NAN, CANVAS_PLAIN);
		risk_cell(row, 1, m->partner, NAN, CANVAS_LABEL);
		risk_cell(row, 2, arena_printf(arena, "%d", m->year), m->year, CANVAS_PLAIN);
		risk_cell(row, 3, money(m->exports, arena), m->exports, CANVAS_PLAIN);
		risk_cell(row, 4, money(m->declared, arena), m->declared, CANVAS_PLAIN);
		risk_cell(row, 5, money(m->gap, arena), m->gap, CANVAS_VALUE);
		risk_cell(row, 6, isnan(m->share) ? "none" : arena_printf(arena, "%.0f %%", m->share * 100), m->share, CANVAS_PLAIN);
		risk_cell(row, 7, money(m->tax, arena), m->tax, CANVAS_PLAIN);
		risk_cell(row, 8, m->neighbour ? m->neighbour : "", NAN, CANVAS_MUTED);
	}
	list_end(list);
	return true;
}

static const struct chart_column pair_columns[] = {
	{ .title = "broker", .cells = 16 },
	{ .title = "officer", .cells = 16 },
	{ .title = "met", .cells = 6, .right = true },
	{ .title = "expected", .cells = 9, .right = true },
	{ .title = "times", .cells = 6, .right = true },
	{ .title = "95 % interval", .cells = 14, .right = true, .priority = 1 },
};

static int by_lift(const void *a, const void *b)
{
	const struct kpi_row *x = *(const struct kpi_row *const *)a, *y = *(const struct kpi_row *const *)b;

	return x->value != y->value ? (x->value < y->value ? 1 : -1) : (x > y) - (x < y);
}

static void pair_row(struct list_row *row, const struct kpi_row *pair, const struct figures_query *query, const struct panel_context *context,
	struct arena *arena)
{
	risk_cell(row, 0, names_value_in(context, "broker", pair->dims[0].value, arena), NAN, CANVAS_PLAIN);
	risk_cell(row, 1, names_value_in(context, "officer", pair->dims[1].value, arena), NAN, CANVAS_PLAIN);
	risk_cell(row, 2, arena_printf(arena, "%.0f", pair->numerator), pair->numerator, CANVAS_VALUE);
	risk_cell(row, 3, arena_printf(arena, "%.1f", pair->denominator), pair->denominator, CANVAS_PLAIN);
	risk_cell(row, 4, arena_printf(arena, "%.2f", pair->value), pair->value, pair->low >= 2 ? CANVAS_WARNING : CANVAS_VALUE);
	risk_cell(row, 5, arena_printf(arena, "%.2f–%.2f", pair->low, pair->high), pair->low, CANVAS_MUTED);
	prompts_pair_focus(&row->focus, pair, query);
	row->exception = pair->low >= 2 ? pair->numerator : 0;
}

static bool pairs_fill(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	static const char *const ids[] = { "pair_lift" };
	const struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_BROKER }, { .dim = KPI_DIM_OFFICER } }, .n_by = 2,
		.from = context->scope->last_day - RISK_VIEW_YEAR + 1, .to = context->scope->last_day };
	const struct kpi_row **pairs;
	struct figures figures = { .n = 0 };
	size_t n = 0;

	list->note = "the last year, no proof";
	list->empty = "No broker met the same officer ten times, or officers are not recorded.";
	if (context->scope->last_day != TIME_DAY_NONE && !figures_load(context, &query, arena, &figures, err))
		return false;
	pairs = arena_array(arena, figures.n + 1, sizeof(*pairs));
	if (!pairs)
		return err_memory(err);
	for (size_t i = 0; i < figures.n; i++) {
		const struct kpi_row *row = &figures.rows[i];

		if (!isnan(row->value) && row->n_dims >= 2 && row->dims[0].value[0] && row->dims[1].value[0])
			pairs[n++] = row;
	}
	if (n > 0)
		qsort(pairs, n, sizeof(*pairs), by_lift);
	n = n < RISK_VIEW_PAIRS ? n : RISK_VIEW_PAIRS;
	if (!list_begin(list, pair_columns, sizeof(pair_columns) / sizeof(pair_columns[0]), n, arena, err))
		return false;
	for (size_t i = 0; i < n; i++)
		pair_row(list_add(list), pairs[i], &query, context, arena);
	list_end(list);
	return true;
}

/* ---- rules */

static const struct chart_column rule_columns[] = {
	{ .title = "rule", .cells = 14 },
	{ .title = "results", .cells = 8, .right = true },
	{ .title = "hit rate", .cells = 9, .right = true },
	{ .title = "95 % interval", .cells = 14, .right = true, .priority = 2 },
	{ .title = "money an inspection", .cells = 20, .right = true, .priority = 3 },
	{ .title = "against random picks", .cells = 22, .priority = 1 },
};

static bool random_read(const struct panel_context *context, struct figures_query query, struct arena *arena, double *ret_rate, struct err *err)
{
	const char *const random = "random";
	const struct kpi_row *row;
	struct figures figures;

	query.n_ids = 1;
	query.by[0].dim = KPI_DIM_SELECT_REASON;
	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	row = figures_find(&figures, "hit_rate", NULL, &random, 1, NULL);
	*ret_rate = row && row->n ? row->value : NAN;
	return true;
}

static void rule_row(struct list_row *row, const struct kpi_row *rule, const struct kpi_row *each, double random, struct arena *arena)
{
	enum canvas_role role;
	const char *word = figures_rule_word(rule, random, &role);

	risk_cell(row, 0, rule->dims[0].value, NAN, CANVAS_LABEL);
	risk_cell(row, 1, figures_count(rule->n, arena), (double)rule->n, CANVAS_PLAIN);
	risk_cell(row, 2, figures_value(rule, arena), rule->value, CANVAS_VALUE);
	risk_cell(row, 3, figures_interval(rule, arena), rule->low, CANVAS_MUTED);
	risk_cell(row, 4, money(each ? each->value : NAN, arena), each ? each->value : NAN, CANVAS_PLAIN);
	risk_cell(row, 5, word, NAN, role);
	snprintf(row->focus.kpi, sizeof(row->focus.kpi), "hit_rate");
	snprintf(row->focus.filter_name, sizeof(row->focus.filter_name), "rule");
	snprintf(row->focus.filter_value, sizeof(row->focus.filter_value), "%s", rule->dims[0].value);
	row->focus.drills = true;
	row->focus.exception = role == CANVAS_BAD;
	row->exception = role == CANVAS_BAD ? (double)rule->n : 0;
}

/* A rule that deters, or that the law demands, may find nothing and still be right. */
static bool rules_fill(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	static const char *const ids[] = { "hit_rate", "adjustment_per_inspection" };
	const struct figures_query query = { .ids = ids, .n_ids = 2, .by = { { .dim = KPI_DIM_RULE } }, .n_by = 1,
		.from = context->scope->last_day - RISK_VIEW_YEAR + 1, .to = context->scope->last_day };
	struct figures figures = { .n = 0 };
	double random = NAN;

	list->empty = "No rule is recorded (rule_id), so what each one finds is not known.";
	if (context->scope->last_day != TIME_DAY_NONE &&
		(!figures_load(context, &query, arena, &figures, err) || !random_read(context, query, arena, &random, err)))
		return false;
	list->note = isnan(random) ? "the last year, no random picks" : arena_printf(arena, "the last year; random picks find %s %%",
		figures_number(random, KPI_ONE, arena));
	if (!list_begin(list, rule_columns, sizeof(rule_columns) / sizeof(rule_columns[0]), figures.n, arena, err))
		return false;
	for (size_t i = 0; i < figures.n; i++) {
		const struct kpi_row *rule = &figures.rows[i];
		const char *name = rule->n_dims ? rule->dims[0].value : "";

		if (name[0] && rule->n > 0 && strcmp(rule->def->id, "hit_rate") == 0 && strcmp(rule->stat, rule->def->headline) == 0)
			rule_row(list_add(list), rule, figures_find(&figures, ids[1], NULL, &name, 1, NULL), random, arena);
	}
	list_end(list);
	return true;
}

void risk_review_await(struct list *lists)
{
	for (int i = 0; i < RISK_REVIEWS; i++)
		list_await(&lists[i], titles[i]);
}

bool risk_review_read(struct list *lists, const struct panel_context *context, struct arena *arena, struct err *err)
{
	const struct panel_scope_filter *office = scope_filter_find(context->scope, "office");
	int32_t to = context->scope->last_day;
	struct kpi_outliers outliers = { .n = 0 };
	struct kpi_mirrors mirrors = { .n = 0 };

	for (int i = 0; i < RISK_REVIEWS; i++)
		lists[i].title = titles[i];
	if (to != TIME_DAY_NONE && (!kpi_outliers_read(context->env, to - RISK_VIEW_YEAR + 1, to, office ? office->value : NULL,
		RISK_VIEW_OUTLIERS, arena, &outliers, err) || !kpi_mirror_read(context->env, freight, 0, arena, &mirrors, err)))
		return false;
	return outliers_fill(&lists[0], &outliers, context, arena, err) && mirror_fill(&lists[1], &mirrors, arena, err) &&
	       pairs_fill(&lists[2], context, arena, err) && rules_fill(&lists[3], context, arena, err);
}
