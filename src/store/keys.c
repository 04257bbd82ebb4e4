/* keys.c - numbers of declarations. A file speaks of one declaration several times in a row, so the last one is remembered.
 *
 * The first mention gives the number, whoever makes it: a milestone may come before its declaration. */
#include <string.h>

#include "database.h"
#include "load.h"

static const char key_insert[] = "INSERT INTO declaration_key(declaration_id) VALUES (?1) ON CONFLICT DO NOTHING";
static const char key_find[] = "SELECT id FROM declaration_key WHERE declaration_id = ?1";
static const char place_find[] = "SELECT office, registered_day FROM declaration WHERE id = ?1";

void keys_forget(struct keys *keys)
{
	keys->id = 0;
	keys->placed = 0;
}

void keys_finish(struct keys *keys)
{
	sqlite3_finalize(keys->insert);
	sqlite3_finalize(keys->find);
	sqlite3_finalize(keys->place);
	text_finish(&keys->text);
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

/* Inserting first costs a fresh load one search of the index instead of two. */
static bool key_make(struct load *load, const char *text, size_t len, int64_t *ret_id, bool *ret_new, struct err *err)
{
	struct keys *keys = &load->keys;

	if (!keys->insert && !database_prepare(load->store, key_insert, &keys->insert, err))
		return false;
	sqlite3_bind_text(keys->insert, 1, text, (int)len, SQLITE_STATIC);
	if (!database_step(load->store, keys->insert, err))
		return false;
	*ret_new = sqlite3_changes(load->store->db) == 1;
	if (!*ret_new)
		return key_find_row(load, text, len, ret_id, err);
	*ret_id = sqlite3_last_insert_rowid(load->store->db);
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

	if (!keys->place && !database_prepare(load->store, place_find, &keys->place, err))
		return false;
	sqlite3_bind_int64(keys->place, 1, declaration);
	rc = sqlite3_step(keys->place);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		database_fail(load->store, err);
	else if (rc == SQLITE_ROW)
		key_place(load, declaration, sqlite3_column_int64(keys->place, 0), sqlite3_column_int(keys->place, 1));
	else
		keys->loaded = false;
	sqlite3_reset(keys->place);
	if (rc == SQLITE_DONE)
		keys->placed = declaration;
	return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool key_touch(struct load *load, int64_t declaration, struct err *err)
{
	struct keys *keys = &load->keys;

	if (declaration == 0)
		return true;
	if (keys->placed != declaration && !place_read(load, declaration, err))
		return false;
	return !keys->loaded || days_touch(&load->days, keys->office, keys->day, err);
}
