/* drivers.c - see kpi/drivers.h. Works on rows of the evaluation alone, so that what is split is what is shown. */
#include "kpi/drivers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static struct part *part_of(struct parts *parts, const char *value)
{
	for (size_t i = 0; i < parts->n; i++)
		if (strcmp(parts->at[i].value, value) == 0)
			return &parts->at[i];
	parts->at[parts->n] = (struct part){ .value = value, .figure = { NAN, NAN } };
	return &parts->at[parts->n++];
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
	struct kpi_row *rows[2];
	size_t n[2];

	for (int i = 0; i < 2; i++) {
		struct kpi_query query = *queries[i];

		query.by = by;
		query.n_by = 1;
		query.without_status = true;
		query.above_hours = is_quantile(stat) ? threshold : 0;
		if (!kpi_evaluate(env, &def, 1, &query, arena, &rows[i], &n[i], err))
			return false;
	}
	parts->at = arena_array(arena, n[0] + n[1] + 1, sizeof(*parts->at));
	if (!parts->at)
		return err_memory(err);
	for (int i = 0; i < 2; i++)
		take_rows(rows[i], n[i], stat, is_quantile(stat) ? "above" : stat, i, parts);
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

static void count_telling(struct kpi_change *change)
{
	double explained = 0;

	while (change->n_telling < change->n && explained < TELLING * fabs(change->change)) {
		double total = change->drivers[change->n_telling++].total;

		explained += change->change < 0 ? -total : total;
	}
}

static void split(const struct parts *parts, const char *stat, struct kpi_change *change)
{
	double moved = is_sum(stat) ? 1 :
		parts->numerator[0] / parts->denominator[0] - parts->numerator[1] / parts->denominator[1];
	/* Of a quantile: hours for a point of the share above. */
	double scale = is_quantile(stat) ? (fabs(moved) > 1e-12 ? change->change / moved : 0) : 1;

	for (size_t i = 0; i < parts->n; i++) {
		const struct part *part = &parts->at[i];
		struct kpi_driver *driver = &change->drivers[change->n++];

		*driver = (struct kpi_driver){ .value = part->value, .n = part->n[0], .base_n = part->n[1], .now = part->figure[0],
			.base = part->figure[1] };
		if (is_sum(stat))
			driver->performance = part->numerator[0] - part->numerator[1];
		else
			split_rate(parts, part, scale, driver);
		driver->total = driver->mix + driver->performance;
		change->mix += driver->mix;
	}
	qsort(change->drivers, change->n, sizeof(*change->drivers), compare_size);
	count_telling(change);
}

bool kpi_drivers(const struct kpi_env *env, const struct kpi_def *def, const char *stat, const struct kpi_query *now,
	const struct kpi_query *base, const struct kpi_by *by, struct arena *arena, struct kpi_change *ret_change, struct err *err)
{
	const struct kpi_query *const queries[2] = { now, base };
	struct kpi_change change = { .n = 0 };
	struct parts parts = { .n = 0 };
	double figures[2];

	stat = stat && stat[0] ? stat : def->headline;
	for (int i = 0; i < 2; i++)
		if (!whole(env, def, queries[i], stat, arena, &figures[i], err))
			return false;
	change.now = figures[0];
	change.base = figures[1];
	change.change = figures[0] - figures[1];
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
