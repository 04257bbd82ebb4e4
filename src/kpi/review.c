/* review.c - see kpi/review.h. */
#include "kpi/review.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "model/kind.h"
#include "store/rows.h"
#include "unit_value.h"

static double minor_units(const struct kpi_env *env)
{
	return pow(10, model_currency_decimals(kpi_currency(env)));
}

/* ---- values far below the usual */

struct found {
	struct unit_value of;
	char hs[12];
	double gap, tax;	/* minor units */
};

struct looking {
	int32_t from, to;
	uint32_t office;
	struct found *found;
	size_t n, cap, n_looked;
	bool failed;
};

static void look(void *context, const struct unit_value *value)
{
	struct looking *looking = context;
	double each = value->value / value->quantity;
	struct found *found;

	if (value->n == 0 || value->day < looking->from || value->day > looking->to || (looking->office && value->office != looking->office))
		return;
	looking->n_looked++;
	if (!(each < value->fence))
		return;
	if (looking->n == looking->cap) {
		size_t cap = looking->cap ? looking->cap * 2 : 256;
		struct found *grown = realloc(looking->found, cap * sizeof(*grown));

		looking->failed |= !grown;
		if (!grown)
			return;
		looking->found = grown;
		looking->cap = cap;
	}
	found = &looking->found[looking->n++];
	*found = (struct found){.of = *value, .gap = (value->usual - each) * value->quantity, .tax = unit_value_gap(value)};
	snprintf(found->hs, sizeof(found->hs), "%s", value->hs);
}

static int by_tax(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	double left = isnan(x->tax) ? 0 : x->tax, right = isnan(y->tax) ? 0 : y->tax;

	if (left != right)
		return left < right ? 1 : -1;
	if (x->gap != y->gap)
		return x->gap < y->gap ? 1 : -1;
	return (x->of.declaration > y->of.declaration) - (x->of.declaration < y->of.declaration);
}

static const char *code_text(const struct kpi_env *env, uint32_t code, struct arena *arena)
{
	const char *text = code ? store_code_text(env->store, code) : NULL;

	return arena_strdup(arena, text ? text : "");
}

static bool outlier_fill(const struct kpi_env *env, const struct found *found, struct store_rows *names, struct arena *arena,
	struct kpi_outlier *outlier, struct err *err)
{
	double unit = minor_units(env);
	int got;

	store_rows_bind_int(names, 1, found->of.declaration);
	got = store_rows_next(names, err);
	*outlier = (struct kpi_outlier){.declaration = found->of.declaration, .name = got == 1 ? arena_strdup(arena, store_rows_text(names, 0)) : "",
		.hs = arena_strdup(arena, found->hs), .origin = code_text(env, found->of.origin, arena), .unit = code_text(env, found->of.unit, arena),
		.office = code_text(env, found->of.office, arena), .importer = code_text(env, found->of.importer, arena), .day = found->of.day,
		.each = found->of.value / found->of.quantity / unit, .usual = found->of.usual / unit, .fence = found->of.fence / unit,
		.quantity = found->of.quantity, .gap = found->gap / unit, .tax = found->tax / unit, .n = found->of.n};
	while (got == 1)
		got = store_rows_next(names, err);
	return got == 0 && ((outlier->name && outlier->hs && outlier->origin && outlier->unit && outlier->office && outlier->importer) || err_memory(err));
}

static bool outliers_fill(const struct kpi_env *env, struct looking *looking, size_t most, struct arena *arena, struct kpi_outliers *outliers,
	struct err *err)
{
	struct store_rows *names = NULL;
	bool ok;

	outliers->n_all = looking->n;
	outliers->n_looked = looking->n_looked;
	outliers->items = arena_array(arena, (looking->n < most ? looking->n : most) + 1, sizeof(*outliers->items));
	if (!outliers->items)
		return err_memory(err);
	if (looking->n > 0)
		qsort(looking->found, looking->n, sizeof(*looking->found), by_tax);
	ok = store_rows_open(env->store, "panel_declaration_id", &names, err);
	for (size_t i = 0; ok && i < looking->n; i++) {
		outliers->tax += isnan(looking->found[i].tax) ? 0 : looking->found[i].tax / minor_units(env);
		if (outliers->n < most)
			ok = outlier_fill(env, &looking->found[i], names, arena, &outliers->items[outliers->n++], err);
	}
	store_rows_close(names);
	return ok;
}

bool kpi_outliers_read(const struct kpi_env *env, int32_t from, int32_t to, const char *office, size_t most, struct arena *arena,
	struct kpi_outliers *ret_outliers, struct err *err)
{
	uint32_t currency = (uint32_t)store_code_find(env->store, "currency", kpi_currency(env));
	struct looking looking = {.from = from, .to = to, .office = office ? (uint32_t)store_code_find(env->store, "office", office) : 0};
	struct kpi_outliers outliers = {.of_items = true};
	bool ok = unit_value_walk(env->store, "kpi_items", from, to, currency, look, &looking, err);

	if (ok && looking.n_looked == 0) {
		outliers.of_items = false;
		ok = unit_value_walk(env->store, "kpi_priced", from, to, currency, look, &looking, err);
	}
	ok = ok && (!looking.failed || err_memory(err)) && outliers_fill(env, &looking, most, arena, &outliers, err);
	free(looking.found);
	if (ok)
		*ret_outliers = outliers;
	return ok;
}

/* ---- mirror */

static bool mirror_take(const struct kpi_env *env, const struct store_rows *rows, double margin, struct arena *arena, struct kpi_mirror *mirror)
{
	double unit = minor_units(env), rate = store_rows_is_null(rows, 7) ? NAN : store_rows_double(rows, 7);

	*mirror = (struct kpi_mirror){.year = (int)store_rows_int(rows, 0), .hs6 = arena_strdup(arena, store_rows_text(rows, 1)),
		.partner = arena_strdup(arena, store_rows_text(rows, 2)), .exports = store_rows_double(rows, 3) / unit,
		.published = store_rows_is_null(rows, 4) ? NAN : store_rows_double(rows, 4) / unit, .declared = store_rows_double(rows, 5) / unit,
		.n = store_rows_int(rows, 6)};
	if (rate > 1)
		rate /= 100;	/* written as a percentage */
	mirror->gap = mirror->exports * (1 + margin) - mirror->declared;
	mirror->share = mirror->declared > 0 ? mirror->gap / mirror->declared : NAN;
	mirror->tax = mirror->gap > 0 ? mirror->gap * rate : 0;
	return mirror->hs6 && mirror->partner;
}

/* Where goods that are missing in one line may have been declared instead: the largest surplus of the same heading, partner and year. */
static void neighbours_find(struct kpi_mirrors *mirrors)
{
	for (size_t i = 0; i < mirrors->n; i++) {
		struct kpi_mirror *own = &mirrors->items[i];
		double most = 0;

		for (size_t k = 0; own->gap > 0 && k < mirrors->n; k++) {
			const struct kpi_mirror *other = &mirrors->items[k];

			if (other->year != own->year || strcmp(other->partner, own->partner) != 0 || strncmp(other->hs6, own->hs6, 4) != 0 || -other->gap <= most)
				continue;
			most = -other->gap;
			own->neighbour = other->hs6;
		}
	}
}

static int by_gap(const void *a, const void *b)
{
	const struct kpi_mirror *x = a, *y = b;

	if (x->gap != y->gap)
		return x->gap < y->gap ? 1 : -1;
	return x->year != y->year ? y->year - x->year : strcmp(x->hs6, y->hs6) ? strcmp(x->hs6, y->hs6) : strcmp(x->partner, y->partner);
}

static bool grow(struct kpi_mirror **items, size_t n, size_t *cap)
{
	struct kpi_mirror *grown;

	if (n < *cap)
		return true;
	*cap = *cap ? *cap * 2 : 256;
	grown = realloc(*items, *cap * sizeof(*grown));
	if (grown)
		*items = grown;
	return grown != NULL;
}

bool kpi_mirror_read(const struct kpi_env *env, double margin, int year, struct arena *arena, struct kpi_mirrors *ret_mirrors,
	struct err *err)
{
	struct kpi_mirrors mirrors = {0};
	struct kpi_mirror *items = NULL;
	struct store_rows *rows = NULL;
	size_t cap = 0;
	bool ok = true;
	int got = 0;

	if (!store_rows_open(env->store, "kpi_mirror", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, store_code_find(env->store, "currency", kpi_currency(env)));
	while (ok && (got = store_rows_next(rows, err)) == 1) {
		if (year && store_rows_int(rows, 0) != year)
			continue;
		ok = (grow(&items, mirrors.n, &cap) && mirror_take(env, rows, margin, arena, &items[mirrors.n])) || err_memory(err);
		mirrors.n += ok;
	}
	store_rows_close(rows);
	ok = ok && got == 0;
	if (ok) {
		mirrors.items = arena_array(arena, mirrors.n + 1, sizeof(*items));
		ok = mirrors.items || err_memory(err);
	}
	if (ok && mirrors.n > 0) {
		memcpy(mirrors.items, items, mirrors.n * sizeof(*items));
		qsort(mirrors.items, mirrors.n, sizeof(*items), by_gap);
		neighbours_find(&mirrors);
	}
	free(items);
	if (ok)
		*ret_mirrors = mirrors;
	return ok;
}
