/* lab.c - see lab.h. */
#include "lab.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "store/rows.h"

enum { CELLS = 64, EXTRAS = 8, CELL_LENGTH = 200 };

void lab_open(struct lab *lab)
{
	lab_open_at(lab, NULL);
}

void lab_open_at(struct lab *lab, const char *path)
{
	struct store_watch calls;

	*lab = (struct lab){0};
	ck_assert_msg(store_open(path, path ? STORE_READ_WRITE : STORE_MEMORY, &lab->store, &lab->err), "%s", lab->err.text);
	ck_assert(cube_watch_create(lab->store, &lab->watch, &calls, &lab->err));
	ck_assert(store_sink_create(lab->store, &calls, &lab->sink, &lab->err));
}

void lab_close(struct lab *lab)
{
	cube_close(lab->cube);
	ck_assert_msg(store_check(lab->store, &lab->err), "%s", lab->err.text);
	store_sink_destroy(lab->sink);
	cube_watch_destroy(lab->watch);
	store_close(lab->store);
}

void lab_begin(struct lab *lab, const char *kind)
{
	static int serial;
	char sha[32];
	struct model_file file = {
		.path = "test.csv", .sha256 = sha, .kind = model_kind_find(kind), .bytes = 100};
	struct model_account before;
	bool seen = false;

	snprintf(sha, sizeof(sha), "sha-%d", serial++);
	ck_assert_ptr_nonnull(file.kind);
	lab->kind = file.kind;
	lab->account = (struct model_account){0};
	lab->line = 1;
	ck_assert_msg(lab->sink->begin(lab->sink, &file, &seen, &before, &lab->err), "%s", lab->err.text);
	ck_assert(!seen);
}

static void read_value(const struct model_column *column, const char *text, struct model_value *value)
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
	case MODEL_NUMBER:
		value->number = strtod(text, NULL);
		break;
	default:
		value->integer = strtoll(text, NULL, 10);
		break;
	}
}

static void read_cell(struct lab *lab, struct model_record *record, struct model_value *values,
	struct model_extra *extras, char *cell)
{
	char *text = strchr(cell, '=');
	int column;

	*text++ = '\0';
	if (strncmp(cell, "attribute.", 10) == 0 || strncmp(cell, "measure.", 8) == 0) {
		extras[record->n_extras++] = (struct model_extra){.name = strchr(cell, '.') + 1,
			.text = text,
			.is_measure = cell[0] == 'm',
			.number = strtod(text, NULL)};
		return;
	}
	column = model_column_find(lab->kind, cell);
	ck_assert_msg(column >= 0, "no column %s", cell);
	read_value(&lab->kind->columns[column], text, &values[column]);
}

void lab_put(struct lab *lab, ...)
{
	static char cells[CELLS][CELL_LENGTH];
	struct model_value values[CELLS] = {{0}};
	struct model_extra extras[EXTRAS];
	struct model_record record = {
		.kind = lab->kind, .values = values, .extras = extras, .line = ++lab->line};
	enum model_effect effect = MODEL_UNCHANGED;
	const char *cell;
	va_list args;

	va_start(args, lab);
	for (int i = 0; (cell = va_arg(args, const char *)); i++) {
		snprintf(cells[i], CELL_LENGTH, "%s", cell);
		read_cell(lab, &record, values, extras, cells[i]);
	}
	va_end(args);
	ck_assert_msg(lab->sink->put(lab->sink, &record, &effect, &lab->err), "%s", lab->err.text);
	lab->account.rows++;
	lab->account.inserted += effect == MODEL_INSERTED;
	lab->account.updated += effect == MODEL_UPDATED;
	lab->account.unchanged += effect == MODEL_UNCHANGED;
}

void lab_end(struct lab *lab)
{
	ck_assert_msg(lab->sink->finish(lab->sink, &lab->account, &lab->err), "%s", lab->err.text);
}

struct cube *lab_cube(struct lab *lab)
{
	if (!lab->cube)
		ck_assert_msg(cube_open(lab->store, &lab->cube, &lab->err), "%s", lab->err.text);
	return lab->cube;
}

struct look {
	uint32_t declaration;
	int column;
	int found;
	uint32_t u32;
	int64_t money;
};

static bool look_visit(void *context, const struct cube_batch *batch)
{
	struct look *look = context;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];

		if (batch->u32[CUBE_DECLARATION][row] != look->declaration)
			continue;
		look->found++;
		if (look->column < CUBE_U32_COLUMNS)
			look->u32 = batch->u32[look->column][row];
		else if (look->column < CUBE_COLUMNS)
			look->money = batch->money[look->column - CUBE_U32_COLUMNS][row];
		else
			look->u32 = batch->attribute[look->column - CUBE_COLUMNS][row];
	}
	return true;
}

static struct look look_up(struct lab *lab, int64_t declaration, int column)
{
	struct look look = {.declaration = (uint32_t)declaration, .column = column};
	struct cube_slice slice = {.stamp = -1};
	int columns[] = {CUBE_DECLARATION, column};

	ck_assert_msg(cube_scan(lab_cube(lab), &slice, columns, 2, look_visit, &look, &lab->err), "%s",
		lab->err.text);
	ck_assert_msg(
		look.found == 1, "declaration %lld stands %d times", (long long)declaration, look.found);
	return look;
}

uint32_t lab_u32(struct lab *lab, int64_t declaration, int column)
{
	return look_up(lab, declaration, column).u32;
}

int64_t lab_money(struct lab *lab, int64_t declaration, int column)
{
	return look_up(lab, declaration, column).money;
}

bool lab_has(struct lab *lab, int64_t declaration, uint32_t flag)
{
	return (lab_u32(lab, declaration, CUBE_FLAGS) & flag) == flag;
}

const char *lab_text(struct lab *lab, int64_t declaration, int column)
{
	const char *text = store_code_text(lab->store, lab_u32(lab, declaration, column));

	return text ? text : "";
}

int64_t lab_utc(const char *stamp)
{
	struct time_stamp parsed;

	ck_assert(time_stamp_parse(stamp, strlen(stamp), &parsed));
	return parsed.seconds;
}

uint32_t lab_at(const char *stamp)
{
	return (uint32_t)(lab_utc(stamp) - (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS);
}

void lab_digest(struct lab *lab, char hex[65])
{
	static const char *const queries[] = {"cube_segments", "cube_segment_days"};
	struct digest *digest = digest_create();

	ck_assert_ptr_nonnull(digest);
	for (int i = 0; i < 2; i++) {
		struct store_rows *rows = NULL;

		ck_assert(store_rows_open(lab->store, queries[i], &rows, &lab->err));
		if (i == 0) {
			store_rows_bind_int(rows, 1, INT64_MIN);
			store_rows_bind_int(rows, 2, INT64_MAX);
		}
		while (store_rows_next(rows, &lab->err) == 1) {
			for (int column = 0; column < store_rows_columns(rows); column++) {
				size_t n;
				const void *bytes = store_rows_blob(rows, column, &n);

				digest_add(digest, bytes, n);
				digest_add(digest, &n, sizeof(n));
			}
		}
		store_rows_close(rows);
	}
	digest_hex(digest, hex);
	digest_destroy(digest);
}
