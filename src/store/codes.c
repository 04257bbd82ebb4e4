/* codes.c - see codes.h. One open-addressing table a list; texts live in one arena for all lists.
 *
 * It knows nothing of what the lists mean. */
#include "codes.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/word.h"
#include "database.h"

enum { LIST_BOUND = 1 << 18 };

/* Most codes are short: up to 16 bytes stand in the entry itself, as two words, so that a look-up misses the cache
 * once and compares without a call. */
struct entry {
	uint64_t near[2]; /* the text when it fits, with zeros behind; else its address and its hash */
	uint32_t id;      /* 0: empty */
	uint32_t len;
};

/* A text on its way to its entry. */
struct key {
	uint64_t near[2];
	const char *text;
	uint32_t len, hash;
};

enum { NEAR_MAX = 16 };

struct code_list {
	struct code_list *next;
	char *name;
	struct entry *entries;
	size_t n, cap; /* cap is a power of two or 0 */
	struct arena texts;
};

struct codes {
	struct code_list *lists;
	sqlite3_stmt *find, *insert, *text;
	char **by_id; /* for store_code_text() */
	size_t n_by_id;
	struct arena texts;
};

struct codes *codes_create(void)
{
	return calloc(1, sizeof(struct codes));
}

static void list_forget(struct code_list *list)
{
	free(list->entries);
	list->entries = NULL;
	list->n = list->cap = 0;
	arena_finish(&list->texts);
}

static void texts_forget(struct codes *codes)
{
	free(codes->by_id);
	codes->by_id = NULL;
	codes->n_by_id = 0;
	arena_finish(&codes->texts);
}

void codes_forget(struct codes *codes)
{
	for (struct code_list *list = codes->lists; list; list = list->next)
		list_forget(list);
	texts_forget(codes);
}

void codes_destroy(struct codes *codes)
{
	if (!codes)
		return;
	codes_forget(codes);
	while (codes->lists) {
		struct code_list *next = codes->lists->next;

		free(codes->lists->name);
		free(codes->lists);
		codes->lists = next;
	}
	sqlite3_finalize(codes->find);
	sqlite3_finalize(codes->insert);
	sqlite3_finalize(codes->text);
	free(codes);
}

struct code_list *codes_list(struct codes *codes, const char *name)
{
	struct code_list *list;

	for (list = codes->lists; list; list = list->next)
		if (strcmp(list->name, name) == 0)
			return list;
	list = calloc(1, sizeof(*list));
	if (!list)
		return NULL;
	list->name = strdup(name);
	if (!list->name) {
		free(list);
		return NULL;
	}
	list->next = codes->lists;
	codes->lists = list;
	return list;
}

static inline uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

static uint32_t hash_far(const char *text, size_t len)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ len;

	for (; len > 8; text += 8, len -= 8)
		h = mix(h, word_of(text, 8));
	return (uint32_t)mix(h, word_of(text, len));
}

static inline struct key key_of(const char *text, size_t len)
{
	struct key key = {.text = text, .len = (uint32_t)len};

	if (len > NEAR_MAX) {
		key.hash = hash_far(text, len);
		key.near[1] = key.hash;
		return key;
	}
	key.near[0] = word_of(text, len < 8 ? len : 8);
	if (len > 8)
		key.near[1] = word_of(text + 8, len - 8);
	key.hash = (uint32_t)mix(mix(0x9e3779b97f4a7c15u, key.near[0]), key.near[1]);
	return key;
}

static bool is_far_same(const struct entry *entry, const struct key *key)
{
	const char *far;

	memcpy(&far, entry->near, sizeof(far));
	return entry->near[1] == key->near[1] && memcmp(far, key->text, key->len) == 0;
}

static inline bool is_same(const struct entry *entry, const struct key *key)
{
	if (entry->len != key->len)
		return false;
	if (key->len > NEAR_MAX)
		return is_far_same(entry, key);
	return entry->near[0] == key->near[0] && entry->near[1] == key->near[1];
}

/* Where the text is, or the empty place where it would be. The list has room. */
static inline struct entry *place_of(const struct code_list *list, const struct key *key)
{
	size_t at = key->hash & (list->cap - 1);

	while (list->entries[at].id && !is_same(&list->entries[at], key))
		at = (at + 1) & (list->cap - 1);
	return &list->entries[at];
}

static uint32_t hash_of(const struct entry *entry)
{
	if (entry->len > NEAR_MAX)
		return (uint32_t)entry->near[1];
	return (uint32_t)mix(mix(0x9e3779b97f4a7c15u, entry->near[0]), entry->near[1]);
}

/* Into a table of twice the size; no two are the same. */
static void entry_move(struct code_list *list, const struct entry *entry)
{
	size_t at = hash_of(entry) & (list->cap - 1);

	while (list->entries[at].id)
		at = (at + 1) & (list->cap - 1);
	list->entries[at] = *entry;
}

static bool list_grow(struct code_list *list)
{
	struct entry *old = list->entries;
	size_t old_cap = list->cap, cap = old_cap ? old_cap * 2 : 64;
	struct entry *entries;

	if (list->n >= LIST_BOUND) {
		list_forget(list);
		return list_grow(list);
	}
	entries = calloc(cap, sizeof(*entries));
	if (!entries)
		return false;
	list->entries = entries;
	list->cap = cap;
	for (size_t i = 0; i < old_cap; i++)
		if (old[i].id)
			entry_move(list, &old[i]);
	free(old);
	return true;
}

static bool list_remember(struct code_list *list, const struct key *key, uint32_t id)
{
	struct entry entry = {.near = {key->near[0], key->near[1]}, .id = id, .len = key->len};

	if ((list->n + 1) * 2 > list->cap && !list_grow(list))
		return false;
	if (key->len > NEAR_MAX) {
		const char *far = arena_strndup(&list->texts, key->text, key->len);

		if (!far)
			return false;
		memcpy(entry.near, &far, sizeof(far));
	}
	*place_of(list, key) = entry;
	list->n++;
	return true;
}

/* 1 found, 0 not in the dictionary, -1 failed. */
static int row_find(
	struct store *store, const char *list, const char *text, size_t len, int64_t *ret_id, struct err *err)
{
	struct codes *codes = store->codes;
	int rc;

	if (!codes->find && !database_prepare(store, "SELECT id FROM code WHERE list = ?1 AND text = ?2",
				    &codes->find, err))
		return -1;
	sqlite3_bind_text(codes->find, 1, list, -1, SQLITE_STATIC);
	sqlite3_bind_text(codes->find, 2, text, (int)len, SQLITE_STATIC);
	rc = sqlite3_step(codes->find);
	if (rc == SQLITE_ROW)
		*ret_id = sqlite3_column_int64(codes->find, 0);
	else if (rc != SQLITE_DONE)
		database_fail(store, err);
	sqlite3_reset(codes->find);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

static bool row_insert(
	struct store *store, const char *list, const char *text, size_t len, int64_t *ret_id, struct err *err)
{
	struct codes *codes = store->codes;

	if (!codes->insert &&
		!database_prepare(store, "INSERT INTO code(list, text) VALUES (?1, ?2)", &codes->insert, err))
		return false;
	sqlite3_bind_text(codes->insert, 1, list, -1, SQLITE_STATIC);
	sqlite3_bind_text(codes->insert, 2, text, (int)len, SQLITE_STATIC);
	if (!database_step(store, codes->insert, err))
		return false;
	*ret_id = sqlite3_last_insert_rowid(store->db);
	return true;
}

bool code_get(struct store *store, struct code_list *list, const char *text, size_t len, int64_t *ret_id,
	struct err *err)
{
	struct key key = key_of(text, len);
	int64_t id = 0;
	int found;

	if (list->cap) {
		const struct entry *entry = place_of(list, &key);

		if (entry->id) {
			*ret_id = entry->id;
			return true;
		}
	}
	found = row_find(store, list->name, text, len, &id, err);
	if (found < 0 || (found == 0 && !row_insert(store, list->name, text, len, &id, err)))
		return false;
	if (id > UINT32_MAX)
		return err_set(err, ERR_IO, "%s: the dictionary is full", store->path);
	if (!list_remember(list, &key, (uint32_t)id))
		return err_memory(err);
	*ret_id = id;
	return true;
}

int64_t store_code_find(struct store *store, const char *list, const char *text)
{
	int64_t id = 0;

	if (!list || !text || row_find(store, list, text, strlen(text), &id, NULL) != 1)
		return 0;
	return id;
}

static bool texts_reserve(struct codes *codes, size_t id)
{
	size_t n = codes->n_by_id ? codes->n_by_id : 256;
	char **by_id;

	if (id < codes->n_by_id)
		return true;
	while (n <= id)
		n *= 2;
	by_id = realloc(codes->by_id, n * sizeof(*by_id));
	if (!by_id)
		return false;
	memset(by_id + codes->n_by_id, 0, (n - codes->n_by_id) * sizeof(*by_id));
	codes->by_id = by_id;
	codes->n_by_id = n;
	return true;
}

/* Codes that came together are asked for together: a run of them is fetched at once, for each statement takes the file's locks anew. */
static void texts_fetch(struct store *store, int64_t first)
{
	struct codes *codes = store->codes;

	if (!codes->text &&
		!database_prepare(store, "SELECT id, text FROM code WHERE id BETWEEN ?1 AND ?1 + 63", &codes->text, NULL))
		return;
	sqlite3_bind_int64(codes->text, 1, first);
	while (sqlite3_step(codes->text) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(codes->text, 0);
		const char *found = (const char *)sqlite3_column_text(codes->text, 1);

		if (found && texts_reserve(codes, (size_t)id) && !codes->by_id[id])
			codes->by_id[id] = arena_strdup(&codes->texts, found);
	}
	sqlite3_reset(codes->text);
}

const char *store_code_text(struct store *store, int64_t id)
{
	struct codes *codes = store->codes;

	if (id <= 0 || id > UINT32_MAX)
		return NULL;
	if ((size_t)id >= codes->n_by_id || !codes->by_id[id])	/* and what is not there is asked for again: it may come */
		texts_fetch(store, id);
	return (size_t)id < codes->n_by_id ? codes->by_id[id] : NULL;
}
