/* trail.c - see risk/trail.h. */
#include "risk/trail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "store/rows.h"

/* ---- the chain */

static void text_digest(struct digest *digest, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char head[32];

	/* The length before it, so that no two lines can share their bytes; "-" is nothing, not empty. */
	digest_add(digest, head, (size_t)snprintf(head, sizeof(head), text ? "%zu:" : "-:", n));
	digest_add(digest, text ? text : "", n);
}

static void number_digest(struct digest *digest, int64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	text_digest(digest, text);
}

static bool event_sum(const char *before, const struct risk_event *event, char ret_hex[65])
{
	struct digest *digest = digest_create();

	if (!digest)
		return false;
	text_digest(digest, before);
	number_digest(digest, event->at);
	text_digest(digest, event->who);
	text_digest(digest, event->what);
	number_digest(digest, event->model);
	number_digest(digest, event->declaration);
	text_digest(digest, event->note);
	digest_hex(digest, ret_hex);
	digest_destroy(digest);
	return true;
}

static bool last_sum(struct store *store, char ret_hex[65], struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	ret_hex[0] = '\0';
	if (!store_rows_open(store, "risk_event_sum", &rows, err))
		return false;
	got = store_rows_next(rows, err);
	if (got == 1 && !store_rows_is_null(rows, 0))
		snprintf(ret_hex, 65, "%s", store_rows_text(rows, 0));
	store_rows_close(rows);
	return got >= 0;
}

static bool line_fits(const struct store_rows *rows, struct risk_chain *chain)
{
	const struct risk_event event = {.at = store_rows_int(rows, 1), .who = store_rows_text(rows, 2), .what = store_rows_text(rows, 3),
		.model = store_rows_int(rows, 4), .declaration = store_rows_int(rows, 5), .note = store_rows_text(rows, 6)};
	char sum[65];

	if (store_rows_is_null(rows, 7)) {
		chain->unchained++;
		return !chain->last[0];	/* only before the chain begins */
	}
	if (!event_sum(chain->last, &event, sum) || strcmp(sum, store_rows_text(rows, 7)) != 0)
		return false;
	memcpy(chain->last, sum, sizeof(sum));
	return true;
}

bool risk_chain_check(struct store *store, struct risk_chain *ret_chain, struct err *err)
{
	struct store_rows *rows = NULL;
	struct risk_chain chain = {0};
	int got;

	if (!store_rows_open(store, "risk_event_chain", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		chain.n++;
		if (!chain.broken && !line_fits(rows, &chain))
			chain.broken = store_rows_int(rows, 0);
	}
	store_rows_close(rows);
	*ret_chain = chain;
	return got == 0;
}

/* ---- lines */

bool risk_event_add(struct store *store, const struct risk_event *event, int64_t *ret_id, struct err *err)
{
	struct store_rows *rows = NULL;
	char before[65], sum[65];
	int got;

	if (!last_sum(store, before, err))
		return false;
	if (!event_sum(before, event, sum))
		return err_memory(err);
	if (!store_rows_open(store, "risk_event_add", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, event->at);
	store_rows_bind_text(rows, 2, event->who);
	store_rows_bind_text(rows, 3, event->what);
	if (event->model)
		store_rows_bind_int(rows, 4, event->model);
	if (event->declaration)
		store_rows_bind_int(rows, 5, event->declaration);
	store_rows_bind_text(rows, 6, event->note);
	store_rows_bind_text(rows, 7, sum);
	got = store_rows_next(rows, err);
	if (got == 1 && ret_id)
		*ret_id = store_rows_int(rows, 0);
	while (got == 1)
		got = store_rows_next(rows, err);
	store_rows_close(rows);
	return got == 0;
}

static const char *text_keep(struct arena *arena, const struct store_rows *rows, int column)
{
	const char *text = store_rows_text(rows, column);

	return text ? arena_strdup(arena, text) : NULL;
}

static struct risk_event event_of(struct arena *arena, const struct store_rows *rows)
{
	return (struct risk_event){.id = store_rows_int(rows, 0), .at = store_rows_int(rows, 1), .who = text_keep(arena, rows, 2),
		.what = text_keep(arena, rows, 3), .model = store_rows_int(rows, 4), .declaration = store_rows_int(rows, 5),
		.note = text_keep(arena, rows, 6)};
}

bool risk_events_read(struct store *store, size_t limit, struct arena *arena, struct risk_event **ret_events, size_t *ret_n,
	struct err *err)
{
	struct risk_event *events = arena_array(arena, limit ? limit : 1, sizeof(*events));
	struct store_rows *rows = NULL;
	size_t n = 0;
	int got = 0;

	if (!events)
		return err_memory(err);
	if (!store_rows_open(store, "risk_events", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, (int64_t)limit);
	while (n < limit && (got = store_rows_next(rows, err)) == 1)
		events[n++] = event_of(arena, rows);
	store_rows_close(rows);
	if (got < 0)
		return false;
	*ret_events = events;
	*ret_n = n;
	return true;
}

/* The last event of a kind; of one model where version is not 0. */
static bool last_event(struct store *store, const char *what, const char *or_what, int64_t version, struct arena *arena,
	const struct risk_event **ret_event, struct err *err)
{
	struct store_rows *rows = NULL;
	struct risk_event *event = arena_alloc(arena, sizeof(*event));
	int got;

	if (!event)
		return err_memory(err);
	if (!store_rows_open(store, "risk_event_last", &rows, err))
		return false;
	store_rows_bind_text(rows, 1, what);
	store_rows_bind_text(rows, 2, or_what);
	store_rows_bind_int(rows, 3, version);
	got = store_rows_next(rows, err);
	if (got == 1) {
		*event = event_of(arena, rows);
		*ret_event = event;
	}
	store_rows_close(rows);
	return got >= 0;
}

static bool opinions_count(struct store *store, struct risk_state *state, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "risk_opinions", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		bool agrees = store_rows_int(rows, 0) != 0;

		*(agrees ? &state->agreed : &state->disagreed) = (size_t)store_rows_int(rows, 1);
		*(agrees ? &state->agreed_judged : &state->disagreed_judged) = (size_t)store_rows_int(rows, 2);
		*(agrees ? &state->agreed_hits : &state->disagreed_hits) = (size_t)store_rows_int(rows, 3);
	}
	store_rows_close(rows);
	return got == 0;
}

bool risk_state_read(struct store *store, struct arena *arena, struct risk_state *ret_state, struct err *err)
{
	struct risk_state state = {0};
	const char *fact = store_fact(store, "risk_model");

	state.in_use = fact ? strtoll(fact, NULL, 10) : 0;
	fact = store_fact(store, "risk_switch");
	state.off = fact && strcmp(fact, "off") == 0;
	if ((state.in_use && !last_event(store, "approve", "approve", state.in_use, arena, &state.approval, err)) ||
		!last_event(store, "off", "on", 0, arena, &state.switched, err) || !opinions_count(store, &state, err))
		return false;
	*ret_state = state;
	return true;
}

static bool model_exists(struct store *store, int64_t version, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "risk_model_card", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, version);
	got = store_rows_next(rows, err);
	store_rows_close(rows);
	if (got == 0)
		err_set(err, ERR_NO_INPUT, "there is no model %lld: tidewaiter risk models lists them", (long long)version);
	return got == 1;
}

/* A fact and its line in the trail, together or not at all. fact NULL: only the line. */
static bool note_change(struct store *store, const char *fact, const char *value, const struct risk_event *event, struct err *err)
{
	if (!store_begin(store, err))
		return false;
	if ((!event->model || model_exists(store, event->model, err)) && (!fact || store_set_fact(store, fact, value, err)) &&
		risk_event_add(store, event, NULL, err) && store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

bool risk_use(struct store *store, int64_t version, const char *who, const char *note, int64_t now, struct err *err)
{
	struct risk_event event = {.at = now, .who = who, .what = "use", .model = version, .note = note};
	char value[32];

	snprintf(value, sizeof(value), "%lld", (long long)version);
	return note_change(store, "risk_model", value, &event, err);
}

bool risk_hold(struct store *store, int64_t version, const char *who, const char *note, int64_t now, struct err *err)
{
	struct risk_event event = {.at = now, .who = who, .what = "hold", .model = version, .note = note};

	return note_change(store, NULL, NULL, &event, err);
}

bool risk_approve(struct store *store, int64_t version, const char *who, const char *note, int64_t now, struct err *err)
{
	struct risk_event event = {.at = now, .who = who, .what = "approve", .model = version, .note = note};

	return note_change(store, NULL, NULL, &event, err);
}

bool risk_switch(struct store *store, bool off, const char *who, const char *note, int64_t now, struct err *err)
{
	struct risk_event event = {.at = now, .who = who, .what = off ? "off" : "on", .note = note};

	return note_change(store, "risk_switch", off ? "off" : "on", &event, err);
}

bool risk_opine(struct store *store, int64_t declaration, bool agrees, const char *who, const char *note, int64_t now,
	struct err *err)
{
	struct risk_event event = {.at = now, .who = who, .what = agrees ? "agree" : "disagree", .declaration = declaration, .note = note};
	const char *in_use = store_fact(store, "risk_model");

	event.model = in_use ? strtoll(in_use, NULL, 10) : 0;
	return note_change(store, NULL, NULL, &event, err);
}
