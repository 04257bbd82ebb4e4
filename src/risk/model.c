/* model.c - models in and out of the database: sealed, kept, opened, refused. */
#include "risk/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "memory.h"
#include "model_private.h"
#include "plain.h"
#include "risk/trail.h"
#include "store/rows.h"

enum { KEPT_WHOLE = 12 };	/* of older models the card stays */

struct risk_model *risk_model_create(void)
{
	struct risk_model *model = calloc(1, sizeof(*model));

	if (!model)
		return NULL;
	arena_init(&model->arena);
	text_init(&model->card_json);
	text_init(&model->fit_json);
	text_init(&model->memory);
	return model;
}

void risk_model_close(struct risk_model *model)
{
	if (!model)
		return;
	if (model->engine)
		model->engine->destroy(model->fit);
	risk_history_finish(&model->history);
	risk_trial_finish(&model->trial);
	risk_spec_finish(&model->spec);
	text_finish(&model->card_json);
	text_finish(&model->fit_json);
	text_finish(&model->memory);
	arena_finish(&model->arena);
	free(model);
}

const struct risk_card *risk_model_card(const struct risk_model *model)
{
	return &model->card;
}

const char *risk_engine_title(void)
{
	return risk_engine_default()->title;
}

/* ------------------------------------------------------------------------------------------ */

static void part_digest(struct digest *digest, const struct text *part)
{
	unsigned char length[8];

	for (int i = 0; i < 8; i++)
		length[i] = (unsigned char)((uint64_t)part->len >> 8 * i);
	digest_add(digest, length, sizeof(length));
	digest_add(digest, part->data, part->len);
}

static bool digest_of(const struct risk_model *model, char ret_hex[65])
{
	struct digest *digest = digest_create();

	if (!digest)
		return false;
	part_digest(digest, &model->card_json);
	part_digest(digest, &model->fit_json);
	part_digest(digest, &model->memory);
	digest_hex(digest, ret_hex);
	digest_destroy(digest);
	return true;
}

static bool keys_tell(struct risk_model *model)
{
	const char **titles = arena_array(&model->arena, (size_t)model->spec.n_keys + 1, sizeof(*titles));

	for (int i = 0; titles && i < model->spec.n_keys; i++)
		titles[i] = risk_key_title((size_t)model->spec.keys[i]);
	model->card.keys = titles;
	model->card.n_keys = (size_t)model->spec.n_keys;
	model->card.n_features = (size_t)model->spec.n_features;
	model->card.engine = model->engine->name;
	model->card.engine_title = model->engine->title;
	model->card.bytes = model->card_json.len + model->fit_json.len + model->memory.len;
	return titles != NULL;
}

bool risk_model_seal(struct risk_model *model, struct err *err)
{
	text_clear(&model->card_json);
	text_clear(&model->fit_json);
	text_clear(&model->memory);
	if (!risk_card_write(model, &model->card_json) || !risk_memory_write(&model->history, &model->spec, &model->trial, &model->memory))
		return err_memory(err);
	return model->engine->write(model->fit, &model->fit_json, err) &&
	       ((digest_of(model, model->card.sha256) && keys_tell(model)) || err_memory(err));
}

/* ------------------------------------------------------------------------------------------ */

static bool row_add(struct store *store, const struct risk_model *model, int64_t version, struct err *err)
{
	const struct risk_card *card = &model->card;
	struct store_rows *rows = NULL;
	bool ok;

	if (!store_rows_open(store, "risk_model_add", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, version);
	store_rows_bind_int(rows, 2, card->trained_at);
	store_rows_bind_int(rows, 3, card->trained_from);
	store_rows_bind_int(rows, 4, card->trained_until);
	store_rows_bind_text(rows, 5, card->engine);
	store_rows_bind_int(rows, 6, (int64_t)card->n);
	store_rows_bind_int(rows, 7, (int64_t)card->hits);
	store_rows_bind_text(rows, 8, model->card_json.data);
	store_rows_bind_blob(rows, 9, model->fit_json.data, model->fit_json.len);
	store_rows_bind_blob(rows, 10, model->memory.data, model->memory.len);
	store_rows_bind_text(rows, 11, card->sha256);
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	return ok;
}

static bool old_bytes_drop(struct store *store, int64_t version, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	if (!store_rows_open(store, "risk_model_shed", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, version - KEPT_WHOLE);
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	return ok;
}

static bool newest_version(struct store *store, int64_t *ret_version, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "risk_model_newest", &rows, err))
		return false;
	got = store_rows_next(rows, err);
	*ret_version = got == 1 ? store_rows_int(rows, 0) : 0;
	store_rows_close(rows);
	return got >= 0;
}

bool risk_model_keep(struct store *store, struct risk_model *model, int64_t now, const char *who, struct err *err)
{
	struct risk_event event = {.at = now, .who = who, .what = "train", .note = model->card.sha256};
	int64_t newest;

	if (!store_begin(store, err))
		return false;
	model->card.trained_at = now;
	if (newest_version(store, &newest, err)) {
		event.model = model->card.version = newest + 1;
		if (row_add(store, model, newest + 1, err) && old_bytes_drop(store, newest + 1, err) &&
			risk_event_add(store, &event, NULL, err) && store_commit(store, err))
			return true;
	}
	store_rollback(store);
	model->card.version = 0;
	return false;
}

/* ------------------------------------------------------------------------------------------ */

static void text_take(struct text *out, const void *bytes, size_t n)
{
	text_clear(out);
	text_append_n(out, bytes, n);
}

/* The row that the query stands on, as bytes. */
static bool row_take(const struct store_rows *rows, struct risk_model *model, struct err *err)
{
	const char *card = store_rows_text(rows, 2);
	size_t n;
	const void *bytes;

	model->card.version = store_rows_int(rows, 0);
	model->card.trained_at = store_rows_int(rows, 1);
	if (store_rows_is_null(rows, 3) || store_rows_is_null(rows, 4))
		return err_set(err, ERR_NO_INPUT, "only its card was kept: train one until the same day");
	text_take(&model->card_json, card, strlen(card));
	bytes = store_rows_blob(rows, 3, &n);
	text_take(&model->fit_json, bytes, n);
	bytes = store_rows_blob(rows, 4, &n);
	text_take(&model->memory, bytes, n);
	snprintf(model->card.sha256, sizeof(model->card.sha256), "%s", store_rows_text(rows, 5));
	return !(model->card_json.failed || model->fit_json.failed || model->memory.failed) || err_memory(err);
}

/* No library and no reader of ours sees bytes that are not those that were written. */
static bool bytes_check(const struct risk_model *model, struct err *err)
{
	char sum[65];

	if (!digest_of(model, sum))
		return err_memory(err);
	return strcmp(sum, model->card.sha256) == 0 ||
	       err_set(err, ERR_DATA, "its bytes are not those that were kept (SHA-256 differs): train anew, or go back to an older one");
}

static bool bytes_read(struct risk_model *model, struct err *err)
{
	if (!risk_card_read(model, model->card_json.data, model->card_json.len, err))
		return false;
	if (!risk_memory_read(model->memory.data, model->memory.len, &model->history, &model->spec, &model->trial))
		return err_set(err, ERR_DATA, "its memory cannot be read");
	return model->engine->read(&model->spec, model->fit_json.data, model->fit_json.len, &model->fit, err) &&
	       (keys_tell(model) || err_memory(err));
}

static bool row_open(struct store *store, int64_t version, struct risk_model *model, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok = false;
	int got;

	if (!store_rows_open(store, "risk_model", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, version);
	got = store_rows_next(rows, err);
	if (got == 0 && version)
		err_set(err, ERR_NO_INPUT, "there is no model %lld: tidewaiter risk models lists them", (long long)version);
	else if (got == 0)
		err_set(err, ERR_NO_INPUT, "no risk model was trained yet: tidewaiter risk train --until DATE");
	else if (got == 1)
		ok = row_take(rows, model, err);
	store_rows_close(rows);
	return ok;
}

bool risk_model_open(struct store *store, int64_t version, struct risk_model **ret_model, struct err *err)
{
	struct risk_model *model = risk_model_create();
	struct risk_plain plain;
	bool ok;

	if (!model)
		return err_memory(err);
	if (!row_open(store, version, model, err)) {
		risk_model_close(model);
		return false;
	}
	plain = risk_plain_begin();
	ok = bytes_check(model, err) && bytes_read(model, err);
	risk_plain_end(plain);
	if (ok) {
		*ret_model = model;
	} else {
		err_prefix(err, "model %lld", (long long)model->card.version);
		risk_model_close(model);
	}
	return ok;
}

const struct risk_reference *risk_model_reference(const struct risk_model *model, const char *name)
{
	for (size_t i = 0; i < model->n_references; i++) {
		if (strcmp(model->references[i].name, name) == 0)
			return &model->references[i];
	}
	return NULL;
}
