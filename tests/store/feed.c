/* feed.c - see feed.h. Values are read here as plainly as can be: what ingest understands beyond that is its
 * own business. */
#include "feed.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "database.h"

enum { CELLS = 64 };

static bool note_touched(void *context, struct store *store, struct err *err)
{
	struct feed *feed = context;
	sqlite3_stmt *statement;
	size_t used = 0;

	feed->touched[0] = '\0';
	ck_assert_int_eq(sqlite3_prepare_v2(store->db,
				 "SELECT coalesce(c.text, '*') || ':' || t.day FROM temp.touched_day t"
				 " LEFT JOIN code c ON c.id = t.office ORDER BY t.day, 1",
				 -1, &statement, NULL),
		SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW)
		used += (size_t)snprintf(feed->touched + used, sizeof(feed->touched) - used, "%s%s",
			used ? " " : "", (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return !feed->refuse || err_set(err, ERR_IO, "refused by the test");
}

void feed_reopen(struct feed *feed, enum store_mode mode)
{
	store_sink_destroy(feed->sink);
	store_close(feed->store);
	feed->sink = NULL;
	feed->store = NULL;
	ck_assert_msg(store_open(feed->path, mode, &feed->store, &feed->err), "%s", feed->err.text);
	ck_assert(store_sink_create(feed->store,
		&(struct store_watch){.context = feed, .before_commit = note_touched}, &feed->sink,
		&feed->err));
}

void feed_open(struct feed *feed)
{
	*feed = (struct feed){0};
	snprintf(feed->folder, sizeof(feed->folder), "/tmp/tidewaiter-store-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(feed->folder));
	snprintf(feed->path, sizeof(feed->path), "%s/a/store.db", feed->folder);
	feed_reopen(feed, STORE_READ_WRITE);
}

void feed_close(struct feed *feed)
{
	char command[128];

	if (feed->store)
		ck_assert_msg(store_check(feed->store, &feed->err), "%s", feed->err.text);
	store_sink_destroy(feed->sink);
	store_close(feed->store);
	snprintf(command, sizeof(command), "rm -rf %s", feed->folder);
	ck_assert_int_eq(system(command), 0);
}

/* As a reader of files numbers the words that it meets, anew for each file; it gives up after a while. */
static char words[40][64];
static uint32_t n_words;

bool feed_begin(struct feed *feed, const char *kind, const char *sha)
{
	static int serial;
	char own[32];
	struct model_file file = {.path = "test.csv",
		.sha256 = sha,
		.kind = model_kind_find(kind),
		.bytes = feed->bytes ? feed->bytes : 100};
	struct model_account before = {0};
	bool seen = false;

	snprintf(own, sizeof(own), "sha-%d-%d", (int)getpid(), serial++);
	if (!sha)
		file.sha256 = own;
	ck_assert_ptr_nonnull(file.kind);
	feed->kind = file.kind;
	feed->account = (struct model_account){0};
	feed->line = 1;
	n_words = 0;
	ck_assert_msg(feed->sink->begin(feed->sink, &file, &seen, &before, &feed->err), "%s", feed->err.text);
	if (seen) {
		feed->account.rows = before.rows;
		feed->account.rejected = before.rejected;
		feed->account.unchanged = before.rows - before.rejected;
	}
	return seen;
}

static uint32_t word_number(const char *text)
{
	for (uint32_t i = 0; i < n_words; i++)
		if (strcmp(words[i], text) == 0)
			return i + 1;
	if (n_words == sizeof(words) / sizeof(words[0]) || strlen(text) >= sizeof(words[0]))
		return 0;
	memcpy(words[n_words++], text, strlen(text) + 1);
	return n_words;
}

static void value_read(const struct model_column *column, const char *text, struct model_value *value)
{
	struct time_stamp stamp;
	int32_t day;

	*value = (struct model_value){.present = true, .text = text, .len = strlen(text)};
	switch (column->type) {
	case MODEL_STAMP:
		ck_assert_msg(time_stamp_parse(text, strlen(text), &stamp), "%s", text);
		value->integer = stamp.seconds;
		value->form = stamp.form;
		break;
	case MODEL_DAY:
		ck_assert_msg(time_day_parse(text, &day), "%s", text);
		value->integer = day;
		break;
	case MODEL_CODE:
	case MODEL_ENUM:
	case MODEL_HS:
		value->word = word_number(text);
		break;
	case MODEL_NUMBER:
		value->number = strtod(text, NULL);
		break;
	default:
		value->integer = strtoll(text, NULL, 10);
		break;
	}
}

static void extra_read(char *name, const char *text, struct model_extra *extra)
{
	*extra = (struct model_extra){.name = strchr(name, '.') + 1,
		.is_measure = strncmp(name, "measure.", 8) == 0,
		.text = text,
		.number = strtod(text, NULL)};
}

static enum model_effect put_list(struct feed *feed, va_list args)
{
	static char copies[CELLS][200];
	struct model_value values[CELLS] = {{0}};
	struct model_extra extras[8];
	struct model_record record = {
		.kind = feed->kind, .values = values, .extras = extras, .line = ++feed->line};
	enum model_effect effect = MODEL_UNCHANGED;
	const char *cell;

	for (int i = 0; (cell = va_arg(args, const char *)); i++) {
		char *name = copies[i], *text;

		snprintf(name, sizeof(copies[i]), "%s", cell);
		text = strchr(name, '=');
		*text++ = '\0';
		if (strncmp(name, "attribute.", 10) == 0 || strncmp(name, "measure.", 8) == 0) {
			extra_read(name, text, &extras[record.n_extras++]);
			continue;
		}
		ck_assert_msg(model_column_find(feed->kind, name) >= 0, "no column %s", name);
		value_read(&feed->kind->columns[model_column_find(feed->kind, name)], text,
			&values[model_column_find(feed->kind, name)]);
	}
	ck_assert_msg(feed->sink->put(feed->sink, &record, &effect, &feed->err), "%s", feed->err.text);
	feed->account.rows++;
	feed->account.inserted += effect == MODEL_INSERTED;
	feed->account.updated += effect == MODEL_UPDATED;
	feed->account.unchanged += effect == MODEL_UNCHANGED;
	return effect;
}

enum model_effect feed_put(struct feed *feed, ...)
{
	enum model_effect effect;
	va_list args;

	va_start(args, feed);
	effect = put_list(feed, args);
	va_end(args);
	return effect;
}

enum model_effect feed_put_and_end(struct feed *feed, ...)
{
	enum model_effect effect;
	va_list args;

	va_start(args, feed);
	effect = put_list(feed, args);
	va_end(args);
	feed_end(feed);
	return effect;
}

void feed_end(struct feed *feed)
{
	ck_assert_msg(feed->sink->finish(feed->sink, &feed->account, &feed->err), "%s", feed->err.text);
}

void feed_abandon(struct feed *feed)
{
	feed->sink->abandon(feed->sink);
}

sqlite3 *feed_database(struct feed *feed)
{
	return feed->store->db;
}

const char *feed_text(struct feed *feed, const char *sql)
{
	static char text[2000];
	sqlite3_stmt *statement;

	ck_assert_msg(sqlite3_prepare_v2(feed->store->db, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s",
		sql, sqlite3_errmsg(feed->store->db));
	ck_assert_msg(sqlite3_step(statement) == SQLITE_ROW, "no row: %s", sql);
	snprintf(text, sizeof(text), "%s",
		sqlite3_column_type(statement, 0) == SQLITE_NULL
			? "NULL"
			: (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return text;
}

int64_t feed_int(struct feed *feed, const char *sql)
{
	return strtoll(feed_text(feed, sql), NULL, 10);
}
