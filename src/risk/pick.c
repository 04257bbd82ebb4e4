/* pick.c - see risk/pick.h. */
#include "risk/pick.h"

#include <math.h>
#include <string.h>

#include "risk/trail.h"
#include "store/rows.h"

static const char *const arm_names[RISK_ARMS] = {[RISK_ARM_RANK] = "rank", [RISK_ARM_CHANCE] = "chance"};

static bool pick_add(struct store_rows *rows, const struct risk_pick *pick, int64_t event, int64_t model, size_t place, struct err *err)
{
	int got;

	store_rows_bind_int(rows, 1, event);
	store_rows_bind_int(rows, 2, pick->declaration);
	if (model)
		store_rows_bind_int(rows, 3, model);
	else
		store_rows_bind_null(rows, 3);
	store_rows_bind_text(rows, 4, arm_names[pick->arm]);
	store_rows_bind_int(rows, 5, (int64_t)place);
	if (isnan(pick->p))
		store_rows_bind_null(rows, 6);
	else
		store_rows_bind_double(rows, 6, pick->p);
	store_rows_bind_text(rows, 7, pick->reason);
	while ((got = store_rows_next(rows, err)) == 1)
		;
	return got == 0;
}

static bool picks_add(struct store *store, const struct risk_pick *picks, size_t n, int64_t model, int64_t event, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok = store_rows_open(store, "risk_pick_add", &rows, err);

	for (size_t i = 0; ok && i < n; i++)
		ok = pick_add(rows, &picks[i], event, model, i + 1, err);
	store_rows_close(rows);
	return ok;
}

bool risk_picks_keep(struct store *store, const struct risk_pick *picks, size_t n, int64_t model, const char *who, const char *note, int64_t now,
	struct err *err)
{
	const struct risk_event event = {.at = now, .who = who, .what = "select", .model = model, .note = note};
	int64_t id;

	if (!store_begin(store, err))
		return false;
	if (risk_event_add(store, &event, &id, err) && picks_add(store, picks, n, model, id, err) && store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

bool risk_pick_is_kept(struct store *store, int64_t declaration, bool *ret_kept, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "risk_pick_of", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, declaration);
	got = store_rows_next(rows, err);
	*ret_kept = got == 1;
	store_rows_close(rows);
	return got >= 0;
}

bool risk_picks_count(struct store *store, struct risk_picked ret_arms[RISK_ARMS], struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	memset(ret_arms, 0, RISK_ARMS * sizeof(*ret_arms));
	if (!store_rows_open(store, "risk_picks", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1)
		ret_arms[strcmp(store_rows_text(rows, 0), arm_names[RISK_ARM_CHANCE]) == 0 ? RISK_ARM_CHANCE : RISK_ARM_RANK] = (struct risk_picked){
			.n = (size_t)store_rows_int(rows, 1), .judged = (size_t)store_rows_int(rows, 2), .hits = (size_t)store_rows_int(rows, 3),
			.passed = (size_t)store_rows_int(rows, 4)};
	store_rows_close(rows);
	return got == 0;
}
