/* drivers.c - see kpi/drivers.h. Works on rows of the evaluation alone, so that what is split is what is shown. */
#include "kpi/drivers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/word.h"

#define TELLING 0.7
#define SAME 1e-9

struct part {
	const char *value;
	double numerator[2], denominator[2];	/* 0 now, 1 base */
	double figure[2];
	int64_t n[2];
};

struct parts {
	struct part *at;
	size_t n;
	size_t *slots, mask;			/* by value: the number of its part + 1; traders are many */
	double numerator[2], denominator[2], figure[2];
};

static bool is_quantile(const char *stat)
{
	return strcmp(stat, "p50") == 0 || strcmp(stat, "p90") == 0;
}

static bool is_sum(const char *stat)
{
	return strcmp(stat, "sum") == 0 || strcmp(stat, "count") == 0;
}

/* Room for so many parts. */
static bool parts_begin(struct parts *parts, size_t n, struct arena *arena, struct err *err)
{
	size_t cap = 16;

	while (cap < 2 * n)
		cap *= 2;
	parts->mask = cap - 1;
	parts->at = arena_array(arena, n + 1, sizeof(*parts->at));
	parts->slots = arena_array(arena, cap, sizeof(*parts->slots));
	if (!parts->at || !parts->slots)
		return err_memory(err);
	memset(parts->slots, 0, cap * sizeof(*parts->slots));
	return true;
}

static struct part *part_of(struct parts *parts, const char *value)
{
	uint64_t hash = word_hash(0, value);
	size_t slot = (size_t)(hash ^ hash >> 32) & parts->mask;

	for (; parts->slots[slot]; slot = (slot + 1) & parts->mask)
		if (strcmp(parts->at[parts->slots[slot] - 1].value, value) == 0)
			return &parts->at[parts->slots[slot] - 1];
	parts->at[parts->n] = (struct part){ .value = value, .figure = { NAN, NAN } };
	parts->slots[slot] = ++parts->n;
	return &parts->at[parts->n - 1];
}

/* What of a row is split: the share above the threshold for quantiles, hours over n for means, else what it is made of. */
static void fractions(const struct kpi_row *row, const char *stat, double *ret_numerator, double *ret_denominator)
{
	*ret_numerator = row->numerator;
	*ret_denominator = row->denominator;
	if (is_sum(stat)) {
		*ret_numerator = isnan(row->value) ? 0 : row->value;
		*ret_denominator = 0;
	} else if (strcmp(stat, "mean") == 0 && isnan(row->numerator)) {
		*ret_numerator = row->value * (double)row->n;
		*ret_denominator = (double)row->n;
	}
}

/* Rows of one period into the parts; the row with the figure itself, and the row with what is split, may be two. */
static void take_rows(const struct kpi_row *rows, size_t n, const char *stat, const char *split, int period, struct parts *parts)
{
	for (size_t i = 0; i < n; i++) {
		const struct kpi_row *row = &rows[i];
		struct part *part;

		if (row->n_dims != 1)
			continue;
		part = part_of(parts, row->dims[0].value);
		if (strcmp(row->stat, stat) == 0)
			part->figure[period] = row->value;
		if (strcmp(row->stat, split) != 0)
			continue;
		part->n[period] = row->n;
		fractions(row, split, &part->numerator[period], &part->denominator[period]);
		if (isnan(part->numerator[period]) || isnan(part->denominator[period]))
			part->numerator[period] = part->denominator[period] = 0;
	}
}

static const struct kpi_row *whole_row(const struct kpi_row *rows, size_t n, const char *stat)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].stat, stat) == 0)
			return rows[i].n_dims == 0 ? &rows[i] : NULL;
	return NULL;
}

static bool whole(const struct kpi_env *env, const struct kpi_def *def, const struct kpi_query *query, const char *stat,
	struct arena *arena, double *ret_value, struct err *err)
{
	struct kpi_query alone = *query;
	const struct kpi_row *row;
	struct kpi_row *rows;
	size_t n;

	alone.n_by = 0;
	alone.without_status = true;
	if (!kpi_evaluate(env, &def, 1, &alone, arena, &rows, &n, err))
		return false;
	row = whole_row(rows, n, stat);
	*ret_value = row ? row->value : NAN;
	return true;
}

static bool load_parts(const struct kpi_env *env, const struct kpi_def *def, const struct kpi_query *const queries[2],
	const struct kpi_by *by, const char *stat, double threshold, struct arena *arena, struct parts *parts, struct err *err)
{
	const char *const split = is_quantile(stat) ? "above" : stat, *const stats[] = { stat, split, NULL };
	struct kpi_row *rows[2];
	size_t n[2];

	for (int i = 0; i < 2; i++) {
		struct kpi_query query = *queries[i];

		query.stats = stats;
		query.by = by;
		query.n_by = 1;
		query.without_status = true;
		query.above_hours = is_quantile(stat) ? threshold : 0;
		if (!kpi_evaluate(env, &def, 1, &query, arena, &rows[i], &n[i], err))
			return false;
	}
	if (!parts_begin(parts, n[0] + n[1], arena, err))
		return false;
	for (int i = 0; i < 2; i++)
		take_rows(rows[i], n[i], stat, split, i, parts);
	for (size_t i = 0; i < parts->n; i++) {
		for (int k = 0; k < 2; k++) {
			parts->numerator[k] += parts->at[i].numerator[k];
			parts->denominator[k] += parts->at[i].denominator[k];
		}
	}
	return true;
}

static double rate(double numerator, double denominator, double otherwise)
{
	return denominator > 0 ? numerator / denominator : otherwise;
}

static void split_rate(const struct parts *parts, const struct part *part, double scale, struct kpi_driver *driver)
{
	double r1 = rate(part->numerator[0], part->denominator[0], NAN), r0 = rate(part->numerator[1], part->denominator[1], NAN);
	double w1 = part->denominator[0] / parts->denominator[0], w0 = part->denominator[1] / parts->denominator[1];
	double middle = (parts->numerator[0] / parts->denominator[0] + parts->numerator[1] / parts->denominator[1]) / 2;

	if (isnan(r1))
		r1 = isnan(r0) ? middle : r0;
	if (isnan(r0))
		r0 = r1;
	driver->mix = scale * (w1 - w0) * ((r1 + r0) / 2 - middle);
	driver->performance = scale * (r1 - r0) * (w1 + w0) / 2;
}

/* Parts that do not make up the whole (a declaration stands under several rules), or a figure that is no sum over sum: no split. */
static bool adds_up(const struct parts *parts, const char *stat, const double whole_figure[2])
{
	for (int i = 0; i < 2; i++) {
		double made = is_sum(stat) ? parts->numerator[i] : parts->numerator[i] / parts->denominator[i];

		if (!is_sum(stat) && !(parts->denominator[i] > 0))
			return false;
		if (!is_quantile(stat) && !(fabs(made - whole_figure[i]) <= SAME * fmax(1, fabs(whole_figure[i]))))
			return false;
	}
	return true;
}

static int compare_size(const void *a, const void *b)
{
	const struct kpi_driver *x = a, *y = b;

	if (fabs(x->total) != fabs(y->total))
		return fabs(x->total) > fabs(y->total) ? -1 : 1;
	return strcmp(x->value, y->value);
}

/* The largest in the direction of the change, until they explain enough of it. */
void kpi_drivers_tell(struct kpi_change *change)
{
	double sign = change->change < 0 ? -1 : 1, wanted = TELLING * fabs(change->change), explained = 0;

	change->n_telling = 0;
	for (size_t i = 0; i < change->n; i++) {
		struct kpi_driver *driver = &change->drivers[i];

		driver->is_telling = explained < wanted && sign * driver->total > 0;
		explained += driver->is_telling ? sign * driver->total : 0;
		change->n_telling += driver->is_telling;
	}
	for (size_t i = 0; i < change->n && explained < wanted * (1 - SAME); i++)
		change->drivers[i].is_telling = false;
	if (explained < wanted * (1 - SAME))
		change->n_telling = 0;
}

/* What the first of three factors does to their product, averaged over the orders in which they could have changed. */
static double effect(const double a[2], const double b[2], const double c[2])
{
	return (a[0] - a[1]) * ((b[1] * c[1] + b[0] * c[0]) / 3 + (b[1] * c[0] + b[0] * c[1]) / 6);
}

/* A sum of money: declarations in all, the part's share, money a declaration; a count: the same of one each. */
static void split_sum(const struct part *part, const int64_t all[2], bool is_count, struct kpi_driver *driver)
{
	double n[2], weight[2], each[2];

	for (int i = 0; i < 2; i++) {
		double its = is_count ? part->numerator[i] : (double)part->n[i];

		n[i] = (double)all[i];
		weight[i] = all[i] > 0 ? its / (double)all[i] : 0;
		each[i] = its > 0 ? part->numerator[i] / its : NAN;
	}
	/* Money without declarations, of a book of its own, has no volume. */
	if ((part->n[0] == 0 && part->numerator[0] != 0) || (part->n[1] == 0 && part->numerator[1] != 0) || all[0] == 0 || all[1] == 0) {
		driver->performance = part->numerator[0] - part->numerator[1];
		return;
	}
	if (isnan(each[0]))
		each[0] = isnan(each[1]) ? 0 : each[1];
	if (isnan(each[1]))
		each[1] = each[0];
	driver->volume = effect(n, weight, each);
	driver->mix = effect(weight, n, each);
	driver->performance = effect(each, n, weight);
}

static void split(const struct parts *parts, const char *stat, struct kpi_change *change)
{
	double moved = is_sum(stat) ? 1 :
		parts->numerator[0] / parts->denominator[0] - parts->numerator[1] / parts->denominator[1];
	/* Of a quantile: hours for a point of the share above. */
	double scale = is_quantile(stat) ? (fabs(moved) > 1e-12 ? change->change / moved : 0) : 1;
	int64_t all[2] = { 0, 0 };

	for (size_t i = 0; i < parts->n; i++)
		for (int k = 0; k < 2; k++)
			all[k] += strcmp(stat, "count") == 0 ? (int64_t)parts->at[i].numerator[k] : parts->at[i].n[k];

	for (size_t i = 0; i < parts->n; i++) {
		const struct part *part = &parts->at[i];
		struct kpi_driver *driver = &change->drivers[change->n++];

		*driver = (struct kpi_driver){ .value = part->value, .n = part->n[0], .base_n = part->n[1], .now = part->figure[0],
			.base = part->figure[1] };
		if (is_sum(stat))
			split_sum(part, all, strcmp(stat, "count") == 0, driver);
		else
			split_rate(parts, part, scale, driver);
		/* To the last unit: what rounding leaves of three products is no effect. */
		driver->total = is_sum(stat) ? part->numerator[0] - part->numerator[1] : driver->mix + driver->performance;
		change->volume += driver->volume;
		change->mix += driver->mix;
		change->performance += driver->performance;
	}
	qsort(change->drivers, change->n, sizeof(*change->drivers), compare_size);
	kpi_drivers_tell(change);
}

bool kpi_drivers_of(const struct kpi_env *env, const struct kpi_def *def, const char *stat, const double figures[2],
	const struct kpi_query *now, const struct kpi_query *base, const struct kpi_by *by, struct arena *arena,
	struct kpi_change *ret_change, struct err *err)
{
	const struct kpi_query *const queries[2] = { now, base };
	struct kpi_change change = { .now = figures[0], .base = figures[1], .change = figures[0] - figures[1] };
	struct parts parts = { .n = 0 };

	stat = stat && stat[0] ? stat : def->headline;
	*ret_change = change;
	if (isnan(change.change))
		return true;
	if (!load_parts(env, def, queries, by, stat, (figures[0] + figures[1]) / 2, arena, &parts, err))
		return false;
	if (parts.n == 0 || !adds_up(&parts, stat, figures))
		return true;
	change.drivers = arena_array(arena, parts.n, sizeof(*change.drivers));
	if (!change.drivers)
		return err_memory(err);
	split(&parts, stat, &change);
	*ret_change = change;
	return true;
}

bool kpi_drivers(const struct kpi_env *env, const struct kpi_def *def, const char *stat, const struct kpi_query *now,
	const struct kpi_query *base, const struct kpi_by *by, struct arena *arena, struct kpi_change *ret_change, struct err *err)
{
	double figures[2];

	stat = stat && stat[0] ? stat : def->headline;
	return whole(env, def, now, stat, arena, &figures[0], err) && whole(env, def, base, stat, arena, &figures[1], err) &&
		kpi_drivers_of(env, def, stat, figures, now, base, by, arena, ret_change, err);
}

/* Hours of one owner for each declaration whose window is known. */
static double owned(const struct kpi_row *row)
{
	return row->n > 0 ? row->numerator / (double)row->n : 0;
}

bool kpi_drivers_by_owner(const struct kpi_env *env, const struct kpi_query *now, const struct kpi_query *base, struct arena *arena,
	struct kpi_change *ret_change, struct err *err)
{
	const struct kpi_def *def = kpi_find("party_time_share");
	struct kpi_change change = { .n = 0 };
	struct kpi_query queries[2] = { *now, *base };
	struct kpi_row *rows[2];
	size_t n[2];

	for (int i = 0; i < 2; i++) {
		queries[i].n_by = 0;
		queries[i].without_status = true;
		if (!kpi_evaluate(env, &def, 1, &queries[i], arena, &rows[i], &n[i], err))
			return false;
	}
	*ret_change = change;
	if (n[0] != n[1] || n[0] < 2)
		return true;	/* a dash */
	change.drivers = arena_array(arena, n[0], sizeof(*change.drivers));
	if (!change.drivers)
		return err_memory(err);
	for (size_t i = 0; i < n[0]; i++) {
		struct kpi_driver *driver = &change.drivers[change.n++];

		*driver = (struct kpi_driver){ .value = rows[0][i].dims[0].value, .n = rows[0][i].n, .base_n = rows[1][i].n,
			.now = owned(&rows[0][i]), .base = owned(&rows[1][i]) };
		driver->performance = driver->total = driver->now - driver->base;
		change.now += driver->now;
		change.base += driver->base;
		change.performance += driver->total;
	}
	change.change = change.now - change.base;
	qsort(change.drivers, change.n, sizeof(*change.drivers), compare_size);
	kpi_drivers_tell(&change);
	*ret_change = change;
	return true;
}
