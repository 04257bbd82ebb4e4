/* code_cache.c - see code_cache.h. What was met before is one look into an array by the id of the code. */
#include "code_cache.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "rule_text.h"
#include "store/rows.h"

enum { CHAPTER_DIGITS = 2 };

struct memo {
	uint32_t *by_id; /* 0: not met yet */
	size_t n, cap;
};

struct cube_code_cache {
	struct store *store;
	struct memo chapters, rule_sets; /* by the id of the commodity code, of the set */
	uint32_t by_digits[100];         /* chapters 00 to 99; 0: not met yet */
};

struct cube_code_cache *cube_code_cache_create(struct store *store)
{
	struct cube_code_cache *cache = calloc(1, sizeof(*cache));

	if (cache)
		cache->store = store;
	return cache;
}

void cube_code_cache_destroy(struct cube_code_cache *cache)
{
	if (!cache)
		return;
	free(cache->chapters.by_id);
	free(cache->rule_sets.by_id);
	free(cache);
}

static uint32_t memo_get(const struct memo *memo, uint32_t id)
{
	return id < memo->n ? memo->by_id[id] : 0;
}

static bool memo_put(struct memo *memo, uint32_t id, uint32_t value)
{
	if (!cube_grow(&memo->by_id, &memo->cap, (size_t)id + 1, sizeof(*memo->by_id)))
		return false;
	if (id >= memo->n) {
		memset(memo->by_id + memo->n, 0, (id + 1 - memo->n) * sizeof(*memo->by_id));
		memo->n = (size_t)id + 1;
	}
	memo->by_id[id] = value;
	return true;
}

static bool code_add(
	struct store *store, const char *list, const char *text, uint32_t *ret_id, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	*ret_id = (uint32_t)store_code_find(store, list, text);
	if (*ret_id != 0)
		return true;
	if (!store_rows_open(store, "cube_code_add", &rows, err))
		return false;
	store_rows_bind_text(rows, 1, list);
	store_rows_bind_text(rows, 2, text);
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	if (ok)
		*ret_id = (uint32_t)store_code_find(store, list, text);
	return ok;
}

/* Code of a chapter written as two digits, given one when it has none yet. */
static bool chapter_of_digits(
	struct cube_code_cache *cache, const char *text, uint32_t *ret_chapter, struct err *err)
{
	char digits[CHAPTER_DIGITS + 1] = {text[0], text[1]};
	bool plain = isdigit((unsigned char)text[0]) && isdigit((unsigned char)text[1]);
	size_t at = plain ? (size_t)(text[0] - '0') * 10 + (size_t)(text[1] - '0') : 0;

	if (plain && cache->by_digits[at]) {
		*ret_chapter = cache->by_digits[at];
		return true;
	}
	if (!code_add(cache->store, "hs_chapter", digits, ret_chapter, err))
		return false;
	if (plain)
		cache->by_digits[at] = *ret_chapter;
	return true;
}

bool cube_code_chapter(struct cube_code_cache *cache, uint32_t hs, uint32_t *ret_chapter, struct err *err)
{
	uint32_t chapter = memo_get(&cache->chapters, hs);
	const char *text = hs != 0 && chapter == 0 ? store_code_text(cache->store, hs) : NULL;

	if (text && strlen(text) >= CHAPTER_DIGITS) {
		if (!chapter_of_digits(cache, text, &chapter, err))
			return false;
		if (!memo_put(&cache->chapters, hs, chapter))
			return err_memory(err);
	}
	*ret_chapter = chapter;
	return true;
}

bool cube_code_rules(struct cube_code_cache *cache, uint32_t rule_set, struct err *err)
{
	const char *text;
	struct cube_rule_text rule = {0};
	uint32_t ignored;

	if (rule_set == 0 || memo_get(&cache->rule_sets, rule_set))
		return true;
	text = store_code_text(cache->store, rule_set);
	while (text && cube_rule_text_next(&text, &rule)) {
		if (!code_add(cache->store, "rule", rule.text, &ignored, err)) {
			cube_rule_text_finish(&rule);
			return false;
		}
	}
	cube_rule_text_finish(&rule);
	return (!rule.failed && memo_put(&cache->rule_sets, rule_set, 1)) || err_memory(err);
}
