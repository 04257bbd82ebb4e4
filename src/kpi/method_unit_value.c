/* method_unit_value.c - items declared far below the usual value of the same goods.
 *
 * A scan of the cube says which declarations count, and in which group each stands; the items then come from the database in
 * the order of commodity, origin and unit, so that one class of goods is in memory at a time. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "stats/stats.h"
#include "store/rows.h"

enum { CLASS_MIN = 20, REFERENCE_DAYS = 365, FENCE_DEVIATIONS = 3, HS_DIGITS = 8 };

struct member {
	uint32_t declaration, group;
};

struct item {
	uint32_t declaration;
	double value, quantity, rate;	/* value in minor units */
};

/* The items of one commodity (its first eight digits), origin and unit. */
struct goods {
	char hs[HS_DIGITS + 1];
	uint32_t origin, unit;
	struct item *items;
	double *logs;
	size_t n, cap;
};

struct members {
	struct member *members;
	size_t n, cap;
};

static void member_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_DECLARATION);
}

static bool member_add(struct task *task, const struct pairs *pairs)
{
	struct members *members = task->own;

	if (members->n + pairs->n > members->cap) {
		size_t cap = (members->n + pairs->n) * 2;
		struct member *grown = realloc(members->members, cap * sizeof(*grown));

		if (!grown)
			return false;
		members->members = grown;
		members->cap = cap;
	}
	for (size_t i = 0; i < pairs->n; i++)
		members->members[members->n++] = (struct member){
			.declaration = pairs->batch->u32[CUBE_DECLARATION][pairs->row[i]], .group = pairs->cell[i]};
	return true;
}

static const struct method method_member = {.slots = 1, .columns = member_columns, .add = member_add};

static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return (x->declaration > y->declaration) - (x->declaration < y->declaration);
}

/* Which declarations count. The groups of the scan become those of the task. */
static bool members_read(struct task *task, struct members *members, struct err *err)
{
	struct evaluation evaluation = *task->evaluation;
	struct task scan = {.def = task->def, .method = &method_member, .evaluation = &evaluation, .slots = 1, .own = members};
	struct task *tasks[] = {&scan};
	struct frame frame = {.kind = FRAME_REGISTERED, .evaluation = &evaluation, .tasks = tasks, .n_tasks = 1};
	bool ok;

	evaluation.period.n = 1;
	evaluation.period.of_day = NULL;
	evaluation.period.first = evaluation.period.from;
	ok = frame_run(&frame, err);
	for (uint32_t g = 0; ok && g < frame.groups.n; g++) {
		if (groups_at(task->groups, groups_keys(&frame.groups, g)) == GROUPS_NONE)
			ok = err_memory(err);
	}
	free(scan.tallies);
	frame_finish(&frame);
	if (ok && members->n)
		qsort(members->members, members->n, sizeof(*members->members), compare_members);
	return ok && (tallies_reserve(task) || err_memory(err));
}

static void gap_add(struct task *task, const struct members *members, const struct item *item, double gap)
{
	struct member key = {.declaration = item->declaration};
	const struct member *found = members->n == 0 ? NULL :
		bsearch(&key, members->members, members->n, sizeof(key), compare_members);
	size_t periods = (size_t)task->evaluation->period.n;

	while (found && found > members->members && found[-1].declaration == item->declaration)
		found--;
	for (; found && found < members->members + members->n && found->declaration == item->declaration; found++) {
		struct tally *tally = &task->tallies[found->group * periods];

		if (isnan(item->rate)) {
			tally->missed++;
			continue;
		}
		tally->used++;
		tally->numerator += (int64_t)llround(gap > 0 ? gap : 0);
	}
}

/* All items of one class are there. */
static void goods_judge(struct task *task, const struct members *members, struct goods *goods)
{
	double median, deviation, usual, fence;

	if (goods->n < CLASS_MIN)
		return;
	for (size_t i = 0; i < goods->n; i++)
		goods->logs[i] = log(goods->items[i].value / goods->items[i].quantity);
	median = stats_median(goods->logs, goods->n);
	deviation = stats_mad(goods->logs, goods->n, median);
	usual = exp(median);
	fence = exp(median - FENCE_DEVIATIONS * deviation);
	for (size_t i = 0; i < goods->n; i++) {
		const struct item *item = &goods->items[i];
		double value = item->value / item->quantity;

		gap_add(task, members, item, value < fence ? (usual - value) * item->quantity * item->rate : 0);
	}
}

static bool goods_take(struct goods *goods, struct item item)
{
	if (goods->n == goods->cap) {
		size_t cap = goods->cap ? goods->cap * 2 : 256;
		struct item *items = realloc(goods->items, cap * sizeof(*items));
		double *logs;

		if (!items)
			return false;
		goods->items = items;
		logs = realloc(goods->logs, cap * sizeof(*logs));
		if (!logs)
			return false;
		goods->logs = logs;
		goods->cap = cap;
	}
	goods->items[goods->n++] = item;
	return true;
}

/* Rates are percentages or fractions as the export wrote them: percentages when most of them are above 1. */
static bool rate_unit_read(struct store *store, double *ret_unit, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "kpi_rate_unit", &rows, err))
		return false;
	got = store_rows_next(rows, err);
	if (got == 1)
		*ret_unit = store_rows_int(rows, 0) ? 100 : 1;
	store_rows_close(rows);
	return got == 1;
}

static struct item item_of(const struct store_rows *rows, double rate_unit)
{
	return (struct item){.declaration = (uint32_t)store_rows_int(rows, 0), .value = (double)store_rows_int(rows, 4),
		.quantity = store_rows_double(rows, 5),
		.rate = store_rows_is_null(rows, 6) ? NAN : store_rows_double(rows, 6) / rate_unit};
}

/* Judges the class before, when the row opens a new one. */
static void goods_open(struct task *task, const struct members *members, struct goods *goods, const struct store_rows *rows)
{
	const char *hs = store_rows_text(rows, 1);
	uint32_t origin = (uint32_t)store_rows_int(rows, 2), unit = (uint32_t)store_rows_int(rows, 3);

	if (strcmp(hs, goods->hs) == 0 && origin == goods->origin && unit == goods->unit)
		return;
	goods_judge(task, members, goods);
	snprintf(goods->hs, sizeof(goods->hs), "%s", hs);
	goods->origin = origin;
	goods->unit = unit;
	goods->n = 0;
}

/* Items in another currency than the reporting one are no reference, and lower the coverage. */
static bool items_read(struct task *task, const struct members *members, struct goods *goods, struct store_rows *rows,
	double rate_unit, struct err *err)
{
	const struct evaluation *e = task->evaluation;
	int32_t first = e->period.to - REFERENCE_DAYS + 1;
	uint32_t currency = (uint32_t)store_code_find(e->env->store, "currency", kpi_currency(e->env));
	int got;

	store_rows_bind_int(rows, 1, e->period.from < first ? e->period.from : first);
	store_rows_bind_int(rows, 2, e->period.to);
	while ((got = store_rows_next(rows, err)) == 1) {
		struct item item = item_of(rows, rate_unit);
		uint32_t its = (uint32_t)store_rows_int(rows, 7);

		if (its && its != currency) {
			item.rate = NAN;
			gap_add(task, members, &item, 0);
			continue;
		}
		goods_open(task, members, goods, rows);
		if (!goods_take(goods, item))
			return err_memory(err);
	}
	goods_judge(task, members, goods);
	return got == 0;
}

static bool unit_value_gather(struct task *task, struct err *err)
{
	struct members members = {.n = 0};
	struct goods goods = {.n = 0};
	struct store *store = task->evaluation->env->store;
	struct store_rows *rows = NULL;
	double rate_unit = 1;
	bool ok = members_read(task, &members, err) && rate_unit_read(store, &rate_unit, err) &&
		  store_rows_open(store, "kpi_items", &rows, err) && items_read(task, &members, &goods, rows, rate_unit, err);

	store_rows_close(rows);
	free(members.members);
	free(goods.items);
	free(goods.logs);
	return ok;
}

static size_t unit_value_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];

	figures[0] = figure_empty("sum");
	figures[0].n = tally->used;
	figures[0].coverage = figure_coverage(tally->used, tally->missed);
	if (tally->used)
		figures[0].value = (double)tally->numerator / task->evaluation->facts.minor_units;
	return 1;
}

const struct method method_unit_value = {.slots = 1, .gather = unit_value_gather, .read = unit_value_read};
