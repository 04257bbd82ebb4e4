/* keys.c - numbers of declarations. A file speaks of one declaration several times in a row, so the last one
 * is remembered.
 *
 * The first mention gives the number, whoever makes it: a milestone may come before its declaration. A load
 * that is large beside what is stored keeps the set of all keys: a key that is surely new is numbered at once
 * and inserted with others, which saves the search for it. */
#include <string.h>

#include "database.h"
#include "load.h"

/* A row is hardly shorter; the set is worth its filling when a file may bring a quarter of what is there. 32
 * MiB of it hold a hundred million serial numbers, or a million and a half ids in no order: then the index is
 * asked. */
enum { BYTES_A_ROW = 150, KEYS_A_ROW = 4, KNOWN_SLOTS_MAX = 1 << 21 };

/* ?1 NULL: the next number. */
static const char key_insert[] =
	"INSERT INTO declaration_key(id, declaration_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
static const char key_find[] = "SELECT id FROM declaration_key WHERE declaration_id = ?1";
static const char keys_all[] = "SELECT declaration_id FROM declaration_key";
static const char keys_last[] = "SELECT coalesce(max(id), 0) FROM declaration_key";
static const char place_find[] = "SELECT office, registered_day FROM declaration WHERE id = ?1";

static void known_drop(struct keys *keys)
{
	id_set_finish(&keys->known);
	keys->has_known = false;
}

void keys_forget(struct keys *keys)
{
	keys->id = 0;
	keys->placed = 0;
	keys->n_pending = 0;
	text_clear(&keys->pending);
	known_drop(keys);
}

void keys_finish(struct keys *keys)
{
	sqlite3_finalize(keys->insert);
	sqlite3_finalize(keys->insert_many);
	sqlite3_finalize(keys->find);
	sqlite3_finalize(keys->place);
	text_finish(&keys->text);
	text_finish(&keys->pending);
	id_set_finish(&keys->known);
}

static bool known_fill(struct load *load, struct err *err)
{
	struct id_set *known = &load->keys.known;
	sqlite3_stmt *all = NULL;
	bool first, full = false;
	int rc;

	if (!database_prepare(load->store, keys_all, &all, err))
		return false;
	while (!full && (rc = sqlite3_step(all)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(all, 0);

		if (!id_set_add(known, text, (size_t)sqlite3_column_bytes(all, 0), &first))
			break;
		full = known->cap > KNOWN_SLOTS_MAX;
	}
	if (rc == SQLITE_ROW && !full)
		err_memory(err);
	else if (rc != SQLITE_DONE && !full)
		database_fail(load->store, err);
	sqlite3_finalize(all);
	if (rc == SQLITE_DONE)
		load->keys.has_known = true;
	else
		known_drop(&load->keys);
	return rc == SQLITE_DONE || full;
}

bool keys_begin(struct load *load, const struct model_file *file, struct err *err)
{
	struct keys *keys = &load->keys;
	int64_t rows = file->bytes / BYTES_A_ROW, last;

	if (file->kind->id != MODEL_DECLARATIONS)
		return true;
	if (!database_int(load->store, keys_last, &last, err))
		return false;
	if (last > rows * KEYS_A_ROW)
		return true;
	keys->next = last + 1;
	return known_fill(load, err);
}

static bool insert_many_prepare(struct load *load, struct err *err)
{
	struct text sql = TEXT_INIT;
	bool ok;

	/* OR FAIL as in queue.c. SQLite numbers them on from the last one, as was done here: that spares it a search for each. */
	text_append(&sql, "INSERT OR FAIL INTO declaration_key(declaration_id) VALUES ");
	for (int i = 0; i < KEYS_PENDING; i++)
		text_appendf(&sql, "%s(?%d)", i ? ", " : "", i + 1);
	ok = sql.failed ? err_memory(err)
			: database_prepare(load->store, sql.data, &load->keys.insert_many, err);
	text_finish(&sql);
	return ok;
}

static bool key_insert_one(
	struct load *load, int64_t id, const char *text, size_t len, bool *ret_new, struct err *err)
{
	struct keys *keys = &load->keys;

	if (!keys->insert && !database_prepare(load->store, key_insert, &keys->insert, err))
		return false;
	if (id)
		sqlite3_bind_int64(keys->insert, 1, id);
	else
		sqlite3_bind_null(keys->insert, 1);
	sqlite3_bind_text(keys->insert, 2, text, (int)len, SQLITE_STATIC);
	if (!database_step(load->store, keys->insert, err))
		return false;
	*ret_new = sqlite3_changes(load->store->db) == 1;
	return true;
}

static bool flush_many(struct load *load, struct err *err)
{
	struct keys *keys = &load->keys;
	size_t start = 0;

	if (!keys->insert_many && !insert_many_prepare(load, err))
		return false;
	for (int i = 0; i < KEYS_PENDING; i++) {
		sqlite3_bind_text(keys->insert_many, i + 1, keys->pending.data + start, (int)(keys->ends[i] - start),
			SQLITE_STATIC);
		start = keys->ends[i];
	}
	if (!database_step(load->store, keys->insert_many, err))
		return false;
	return sqlite3_last_insert_rowid(load->store->db) == keys->next - 1 ||
	       err_set(err, ERR_IO, "%s: declarations were numbered otherwise than they were to be; nothing was kept", load->store->path);
}

static bool flush_each(struct load *load, struct err *err)
{
	struct keys *keys = &load->keys;
	size_t start = 0;

	for (size_t i = 0; i < keys->n_pending; i++) {
		int64_t id = keys->next - (int64_t)(keys->n_pending - i);
		bool is_new = false;

		if (!key_insert_one(
			    load, id, keys->pending.data + start, keys->ends[i] - start, &is_new, err))
			return false;
		if (!is_new)
			return err_set(err, ERR_IO,
				"%s: declaration number %lld was given twice; nothing was kept",
				load->store->path, (long long)id);
		start = keys->ends[i];
	}
	return true;
}

bool keys_flush(struct load *load, struct err *err)
{
	struct keys *keys = &load->keys;
	bool ok;

	if (keys->n_pending == 0)
		return true;
	ok = keys->n_pending == KEYS_PENDING ? flush_many(load, err) : flush_each(load, err);
	keys->n_pending = 0;
	text_clear(&keys->pending);
	return ok;
}

static bool key_find_row(struct load *load, const char *text, size_t len, int64_t *ret_id, struct err *err)
{
	struct keys *keys = &load->keys;
	int rc;

	if (!keys->find && !database_prepare(load->store, key_find, &keys->find, err))
		return false;
	sqlite3_bind_text(keys->find, 1, text, (int)len, SQLITE_STATIC);
	rc = sqlite3_step(keys->find);
	if (rc == SQLITE_ROW)
		*ret_id = sqlite3_column_int64(keys->find, 0);
	else
		database_fail(load->store, err);
	sqlite3_reset(keys->find);
	return rc == SQLITE_ROW;
}

/* Numbers a key that is surely new; *ret_done false leaves it to the index. */
static bool key_pend(struct load *load, const char *text, size_t len, bool *ret_done, struct err *err)
{
	struct keys *keys = &load->keys;
	bool first = false;

	*ret_done = false;
	if (!id_set_add(&keys->known, text, len, &first))
		return err_memory(err);
	if (keys->known.cap > KNOWN_SLOTS_MAX)
		known_drop(keys);
	if (!first || !keys->has_known)
		return keys_flush(load, err);
	text_append_n(&keys->pending, text, len);
	if (keys->pending.failed)
		return err_memory(err);
	keys->ends[keys->n_pending++] = keys->pending.len;
	keys->next++;
	*ret_done = true;
	return keys->n_pending < KEYS_PENDING || keys_flush(load, err);
}

/* Inserting first costs a fresh load one search of the index instead of two. */
static bool key_make(
	struct load *load, const char *text, size_t len, int64_t *ret_id, bool *ret_new, struct err *err)
{
	struct keys *keys = &load->keys;
	bool pending = false;

	if (keys->has_known && !key_pend(load, text, len, &pending, err))
		return false;
	if (pending) {
		*ret_id = keys->next - 1;
		*ret_new = true;
		return true;
	}
	if (!key_insert_one(load, 0, text, len, ret_new, err))
		return false;
	if (!*ret_new)
		return key_find_row(load, text, len, ret_id, err);
	*ret_id = sqlite3_last_insert_rowid(load->store->db);
	keys->next = *ret_id + 1;
	return true;
}

bool key_get(struct load *load, const char *text, size_t len, int64_t *ret_id, bool *ret_new, struct err *err)
{
	struct keys *keys = &load->keys;

	*ret_new = false;
	if (!keys->id || keys->text.len != len || memcmp(keys->text.data, text, len) != 0) {
		keys->id = 0;
		if (!key_make(load, text, len, ret_id, ret_new, err))
			return false;
		text_clear(&keys->text);
		text_append_n(&keys->text, text, len);
		if (keys->text.failed)
			return err_memory(err);
		keys->id = *ret_id;
	}
	*ret_id = keys->id;
	return true;
}

void key_place(struct load *load, int64_t declaration, int64_t office, int32_t day)
{
	struct keys *keys = &load->keys;

	keys->placed = declaration;
	keys->office = office;
	keys->day = day;
	keys->loaded = true;
}

static bool place_read(struct load *load, int64_t declaration, struct err *err)
{
	struct keys *keys = &load->keys;
	int rc;

	if (queue_may_hold(load, declaration) && !queue_flush(load, err))
		return false;
	if (!keys->place && !database_prepare(load->store, place_find, &keys->place, err))
		return false;
	sqlite3_bind_int64(keys->place, 1, declaration);
	rc = sqlite3_step(keys->place);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		database_fail(load->store, err);
	else if (rc == SQLITE_ROW)
		key_place(load, declaration, sqlite3_column_int64(keys->place, 0),
			sqlite3_column_int(keys->place, 1));
	else
		keys->loaded = false;
	sqlite3_reset(keys->place);
	if (rc == SQLITE_DONE)
		keys->placed = declaration;
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool load_touch(struct load *load, int64_t declaration, int64_t office, int32_t day, struct err *err)
{
	const struct store_watch *watch = &load->watch;

	return days_touch(&load->days, office, day, err) &&
	       (!watch->touched || watch->touched(watch->context, declaration, day, err));
}

bool key_touch(struct load *load, int64_t declaration, struct err *err)
{
	struct keys *keys = &load->keys;

	if (declaration == 0 || declaration == load->putting)
		return true;
	if (keys->placed != declaration && !place_read(load, declaration, err))
		return false;
	return !keys->loaded || load_touch(load, declaration, keys->office, keys->day, err);
}
