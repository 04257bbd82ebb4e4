/* unit_value.c - see unit_value.h. Items come in the order of commodity, origin and unit: one class of goods is in memory at a time. */
#include "unit_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/stats.h"
#include "store/rows.h"

enum { CLASS_MIN = 20, REFERENCE_DAYS = 365, FENCE_DEVIATIONS = 3, HS_DIGITS = 8 };

/* The items of one commodity (its first eight digits), origin and unit. */
struct goods {
	char hs[HS_DIGITS + 1];
	uint32_t origin, unit;
	struct unit_value *items;
	double *logs;
	size_t n, cap;
};

struct walk {
	struct goods goods;
	double rate_unit;
	uint32_t currency;
	void (*seen)(void *context, const struct unit_value *value);
	void *context;
};

double unit_value_gap(const struct unit_value *value)
{
	double each = value->value / value->quantity;

	return each < value->fence ? (value->usual - each) * value->quantity * value->rate : isnan(value->rate) ? NAN : 0;
}

/* All items of one class are there. */
static void goods_judge(struct walk *walk)
{
	struct goods *goods = &walk->goods;
	double median, deviation;

	if (goods->n < CLASS_MIN)
		return;
	for (size_t i = 0; i < goods->n; i++)
		goods->logs[i] = log(goods->items[i].value / goods->items[i].quantity);
	median = stats_median(goods->logs, goods->n);
	deviation = stats_mad(goods->logs, goods->n, median);
	for (size_t i = 0; i < goods->n; i++) {
		struct unit_value *item = &goods->items[i];

		item->hs = goods->hs;
		item->n = goods->n;
		item->usual = exp(median);
		item->fence = exp(median - FENCE_DEVIATIONS * deviation);
		walk->seen(walk->context, item);
	}
}

static bool goods_take(struct goods *goods, struct unit_value item)
{
	if (goods->n == goods->cap) {
		size_t cap = goods->cap ? goods->cap * 2 : 256;
		struct unit_value *items = realloc(goods->items, cap * sizeof(*items));
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

static struct unit_value item_of(const struct store_rows *rows, double rate_unit)
{
	return (struct unit_value){.declaration = (uint32_t)store_rows_int(rows, 0), .origin = (uint32_t)store_rows_int(rows, 2),
		.unit = (uint32_t)store_rows_int(rows, 3), .value = (double)store_rows_int(rows, 4), .quantity = store_rows_double(rows, 5),
		.rate = store_rows_is_null(rows, 6) ? NAN : store_rows_double(rows, 6) / rate_unit, .day = (int32_t)store_rows_int(rows, 8),
		.office = (uint32_t)store_rows_int(rows, 9), .importer = (uint32_t)store_rows_int(rows, 10), .usual = NAN, .fence = NAN};
}

/* Judges the class before, when the row opens a new one. */
static void goods_open(struct walk *walk, const struct store_rows *rows)
{
	struct goods *goods = &walk->goods;
	const char *hs = store_rows_text(rows, 1);
	uint32_t origin = (uint32_t)store_rows_int(rows, 2), unit = (uint32_t)store_rows_int(rows, 3);

	if (strcmp(hs, goods->hs) == 0 && origin == goods->origin && unit == goods->unit)
		return;
	goods_judge(walk);
	snprintf(goods->hs, sizeof(goods->hs), "%s", hs);
	goods->origin = origin;
	goods->unit = unit;
	goods->n = 0;
}

/* Items in another currency than the reporting one are no reference. */
static bool items_read(struct walk *walk, struct store_rows *rows, int32_t from, int32_t to, struct err *err)
{
	int32_t first = to - REFERENCE_DAYS + 1;
	int got;

	store_rows_bind_int(rows, 1, from < first ? from : first);
	store_rows_bind_int(rows, 2, to);
	while ((got = store_rows_next(rows, err)) == 1) {
		struct unit_value item = item_of(rows, walk->rate_unit);
		uint32_t its = (uint32_t)store_rows_int(rows, 7);

		if (its && its != walk->currency) {
			item.rate = NAN;
			walk->seen(walk->context, &item);
			continue;
		}
		goods_open(walk, rows);
		if (!goods_take(&walk->goods, item))
			return err_memory(err);
	}
	goods_judge(walk);
	return got == 0;
}

bool unit_value_walk(struct store *store, const char *query, int32_t from, int32_t to, uint32_t currency,
	void (*seen)(void *context, const struct unit_value *value), void *context, struct err *err)
{
	struct walk walk = {.rate_unit = 1, .currency = currency, .seen = seen, .context = context};
	struct store_rows *rows = NULL;
	bool ok = (strcmp(query, "kpi_items") != 0 || rate_unit_read(store, &walk.rate_unit, err)) && store_rows_open(store, query, &rows, err) &&
		  items_read(&walk, rows, from, to, err);

	store_rows_close(rows);
	free(walk.goods.items);
	free(walk.goods.logs);
	return ok;
}
