/* extras.c - attributes and measures of a declaration, which only the profile knows: sets of (name, value),
 * ordered by name. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "load.h"

static const char find_sql[] = "SELECT name, coalesce(code, 0), coalesce(number, 0) FROM declaration_extra "
			       "WHERE declaration = ?1 ORDER BY name";
static const char insert_sql[] =
	"INSERT INTO declaration_extra(declaration, name, code, number) VALUES (?1, ?2, ?3, ?4)";
static const char remove_sql[] = "DELETE FROM declaration_extra WHERE declaration = ?1";

/* Keeps the order; a name told twice has its last value. */
static bool extras_add(struct extras *extras, struct store_extra extra)
{
	size_t at = extras->n;

	while (at > 0 && extras->at[at - 1].name > extra.name)
		at--;
	if (at > 0 && extras->at[at - 1].name == extra.name) {
		extras->at[at - 1] = extra;
		return true;
	}
	if (extras->n == extras->cap) {
		size_t cap = extras->cap ? extras->cap * 2 : 8;
		struct store_extra *grown = realloc(extras->at, cap * sizeof(*grown));

		if (!grown)
			return false;
		extras->at = grown;
		extras->cap = cap;
	}
	memmove(extras->at + at + 1, extras->at + at, (extras->n - at) * sizeof(*extras->at));
	extras->at[at] = extra;
	extras->n++;
	return true;
}

static struct code_list *value_list(struct codes *codes, const char *name)
{
	struct text list = TEXT_INIT;
	struct code_list *found;

	text_appendf(&list, "attribute.%s", name);
	found = list.failed ? NULL : codes_list(codes, list.data);
	text_finish(&list);
	return found;
}

static bool extra_read(
	struct load *load, const struct model_extra *from, struct store_extra *ret_extra, struct err *err)
{
	struct codes *codes = load->store->codes;
	struct code_list *names = codes_list(codes, from->is_measure ? "measure" : "attribute");
	struct store_extra extra = {.number = from->is_measure ? from->number : 0};

	if (!names)
		return err_memory(err);
	if (!code_get(load->store, names, from->name, strlen(from->name), &extra.name, err))
		return false;
	if (!from->is_measure) {
		struct code_list *values = value_list(codes, from->name);

		if (!values)
			return err_memory(err);
		if (!code_get(load->store, values, from->text, strlen(from->text), &extra.code, err))
			return false;
	}
	*ret_extra = extra;
	return true;
}

bool extras_collect(struct load *load, const struct model_record *record, struct err *err)
{
	struct store_extra extra;

	load->extras.n = 0;
	for (size_t i = 0; i < record->n_extras; i++) {
		const struct model_extra *from = &record->extras[i];
		bool empty = from->is_measure ? !isfinite(from->number) : !from->text || !*from->text;

		if (empty)
			continue;
		if (!extra_read(load, from, &extra, err))
			return false;
		if (!extras_add(&load->extras, extra))
			return err_memory(err);
	}
	return true;
}

bool extras_read(struct load *load, int64_t declaration, struct err *err)
{
	sqlite3_stmt **find = &load->extra_find;
	bool ok = true;
	int rc = SQLITE_DONE;

	load->extras_old.n = 0;
	if (!*find && !database_prepare(load->store, find_sql, find, err))
		return false;
	sqlite3_bind_int64(*find, 1, declaration);
	while (ok && (rc = sqlite3_step(*find)) == SQLITE_ROW)
		ok = extras_add(
			     &load->extras_old, (struct store_extra){.name = sqlite3_column_int64(*find, 0),
							.code = sqlite3_column_int64(*find, 1),
							.number = sqlite3_column_double(*find, 2)}) ||
		     err_memory(err);
	if (ok && rc != SQLITE_DONE)
		ok = database_fail(load->store, err);
	sqlite3_reset(*find);
	return ok;
}

bool extras_same(const struct load *load)
{
	const struct extras *a = &load->extras, *b = &load->extras_old;

	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->at[i].name != b->at[i].name || a->at[i].code != b->at[i].code ||
			a->at[i].number < b->at[i].number || a->at[i].number > b->at[i].number)
			return false;
	return true;
}

bool extras_write(struct load *load, int64_t declaration, struct err *err)
{
	sqlite3_stmt **insert = &load->extra_insert;

	if (load->extras.n == 0)
		return true;
	if (!*insert && !database_prepare(load->store, insert_sql, insert, err))
		return false;
	for (size_t i = 0; i < load->extras.n; i++) {
		const struct store_extra *extra = &load->extras.at[i];

		sqlite3_bind_int64(*insert, 1, declaration);
		sqlite3_bind_int64(*insert, 2, extra->name);
		sqlite3_bind_null(*insert, 3);
		sqlite3_bind_null(*insert, 4);
		if (extra->code)
			sqlite3_bind_int64(*insert, 3, extra->code);
		else
			sqlite3_bind_double(*insert, 4, extra->number);
		if (!database_step(load->store, *insert, err))
			return false;
	}
	return true;
}

bool extras_replace(struct load *load, int64_t declaration, struct err *err)
{
	sqlite3_stmt **remove = &load->extra_remove;

	if (extras_same(load))
		return true;
	if (!*remove && !database_prepare(load->store, remove_sql, remove, err))
		return false;
	sqlite3_bind_int64(*remove, 1, declaration);
	return database_step(load->store, *remove, err) && extras_write(load, declaration, err);
}

static bool json_text(struct load *load, struct text *json, const char *before, int64_t code, struct err *err)
{
	const char *text = store_code_text(load->store, code);
	struct text whole = TEXT_INIT;

	if (!text)
		return database_fail(load->store, err);
	text_appendf(&whole, "%s%s", before, text);
	text_append_json(json, whole.data, whole.len);
	json->failed = json->failed || whole.failed;
	text_finish(&whole);
	return true;
}

bool extras_json(struct load *load, const struct extras *extras, struct text *json, struct err *err)
{
	for (size_t i = 0; i < extras->n; i++) {
		const struct store_extra *extra = &extras->at[i];

		text_append(json, i ? ", " : "{");
		if (!json_text(load, json, extra->code ? "attribute." : "measure.", extra->name, err))
			return false;
		text_append(json, ": ");
		if (!extra->code)
			text_append_json_number(json, extra->number);
		else if (!json_text(load, json, "", extra->code, err))
			return false;
	}
	if (extras->n)
		text_append(json, "}");
	return !json->failed || err_memory(err);
}
