/* near.c - see kpi/near.h. Every code of a list is looked at once; lists of a hundred thousand traders take some milliseconds. */
#include "kpi/near.h"

#include <ctype.h>
#include <string.h>

#include "base/mask.h"
#include "dims.h"
#include "store/rows.h"

enum { WORD_MOST = 48 };

struct folded {
	char s[WORD_MOST];
	size_t n;
};

/* Letters and digits, small; bytes beyond ASCII as they are. */
static struct folded fold(const char *text)
{
	struct folded out = {.n = 0};

	for (; *text && out.n < WORD_MOST; text++)
		if (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80)
			out.s[out.n++] = (char)tolower((unsigned char)*text);
	return out;
}

/* Levenshtein's distance in bytes. */
static size_t distance(const struct folded *a, const struct folded *b)
{
	size_t row[WORD_MOST + 1];

	for (size_t j = 0; j <= b->n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a->n; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b->n; j++) {
			size_t change = corner + (a->s[i - 1] != b->s[j - 1]), least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;

			corner = row[j];
			row[j] = change < least ? change : least;
		}
	}
	return row[b->n];
}

static bool contains(const struct folded *whole, const struct folded *part)
{
	return part->n >= 3 && whole->n > part->n && memmem(whole->s, whole->n, part->s, part->n) != NULL;
}

/* 0 is the same; FAR: nothing like it. */
enum { FAR = 1000 };

static size_t unlike(const struct folded *wanted, const char *text)
{
	struct folded other = fold(text);
	size_t most = wanted->n > other.n ? wanted->n : other.n, d = distance(wanted, &other);

	if (contains(&other, wanted) || contains(wanted, &other))
		return 1;
	return d * 3 <= most + 1 ? d : FAR;
}

struct search {
	struct folded wanted;
	struct arena *arena;
	struct kpi_near *near;
	size_t unlike[KPI_NEAR_MOST], seen;
};

/* Kept in order of likeness. */
static bool offer(struct search *search, const char *code, size_t how)
{
	struct kpi_near *near = search->near;
	size_t at = near->n;

	while (at > 0 && search->unlike[at - 1] > how)
		at--;
	if (at == KPI_NEAR_MOST)
		return true;
	if (near->n < KPI_NEAR_MOST)
		near->n++;
	for (size_t i = near->n - 1; i > at; i--) {
		near->values[i] = near->values[i - 1];
		search->unlike[i] = search->unlike[i - 1];
	}
	near->values[at] = arena_strdup(search->arena, code);
	search->unlike[at] = how;
	return near->values[at] != NULL;
}

static bool offer_list(struct search *search, const struct kpi_env *env, const char *list, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok = store_rows_open(env->store, "kpi_values", &rows, err);
	int got = -1;

	if (ok)
		store_rows_bind_text(rows, 1, list);
	while (ok && (got = store_rows_next(rows, err)) == 1) {
		const char *code = store_rows_text(rows, 0);
		size_t how = unlike(&search->wanted, code);

		if (!store_rows_is_null(rows, 1)) {
			size_t named = unlike(&search->wanted, store_rows_text(rows, 1));

			how = named < how ? named : how;
		}
		search->seen++;
		ok = offer(search, code, how) || err_memory(err);
	}
	store_rows_close(rows);
	return ok && got == 0;
}

/* Of few values all are told; of many those that are like it. */
static void finish(struct search *search)
{
	struct kpi_near *near = search->near;

	near->all = search->seen <= KPI_NEAR_MOST;
	while (!near->all && near->n > 0 && search->unlike[near->n - 1] >= FAR)
		near->n--;
}

static bool offer_words(struct search *search, enum kpi_dim dim)
{
	static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL}, *const flags[] = {"0", "1", NULL};
	const char *const *words = dim == KPI_DIM_WEEKDAY ? weekdays : dim == KPI_DIM_AEO ? flags : NULL;

	for (; words && *words; words++, search->seen++)
		if (!offer(search, *words, unlike(&search->wanted, *words)))
			return false;
	return true;
}

bool kpi_value_near(const struct kpi_env *env, const struct kpi_by *by, const char *value, struct arena *arena, struct kpi_near *ret_near,
	struct err *err)
{
	struct kpi_near near = {.n = 0};
	struct search search = {.wanted = fold(value), .arena = arena, .near = &near};
	const char *list;
	struct dim dim;
	uint32_t key;

	if (!dim_init(env, by, arena, &dim, err))
		return false;
	near.known = dim_key_find(env, &dim, value, &key);
	list = dim_list(&dim);
	if (!near.known && !(list ? offer_list(&search, env, list, err) : offer_words(&search, by->dim) || err_memory(err)))
		return false;
	finish(&search);
	*ret_near = near;
	return true;
}

bool kpi_value_unmask(const struct kpi_env *env, const struct kpi_by *by, const char *pseudonym, struct arena *arena,
	const char **ret_code, size_t *ret_n, struct err *err)
{
	struct store_rows *rows = NULL;
	char buffer[MASK_PSEUDONYM];
	const char *code = NULL;
	struct dim dim;
	size_t n = 0;
	int got = 0;

	if (!dim_init(env, by, arena, &dim, err) || (dim_list(&dim) && !store_rows_open(env->store, "kpi_values", &rows, err)))
		return false;
	if (rows)
		store_rows_bind_text(rows, 1, dim_list(&dim));
	while (rows && (got = store_rows_next(rows, err)) == 1) {
		if (strcmp(mask_pseudonym(store_rows_text(rows, 0), buffer), pseudonym) != 0)
			continue;
		if (n++ == 0 && !(code = arena_strdup(arena, store_rows_text(rows, 0)))) {
			got = -1;
			err_memory(err);
			break;
		}
	}
	store_rows_close(rows);
	if (got < 0)
		return false;
	*ret_code = code;
	*ret_n = n;
	return true;
}

const struct kpi_def *kpi_find_near(const char *id)
{
	struct folded wanted = fold(id);
	const struct kpi_def *best = NULL;
	size_t least = FAR;

	for (size_t i = 0; i < kpi_count(); i++) {
		size_t how = unlike(&wanted, kpi_at(i)->id);

		if (how < least) {
			least = how;
			best = kpi_at(i);
		}
	}
	return best;
}
