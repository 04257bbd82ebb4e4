/* pick.c - see risk/pick.h. */
#include "risk/pick.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "risk/trail.h"
#include "store/rows.h"

static const char *const arm_names[RISK_ARMS] = {[RISK_ARM_RANK] = "rank", [RISK_ARM_CHANCE] = "chance"};

/* ------------------------------------------------------------------------------------------ */
/* Choosing */

static bool is_wanted(struct store *store, const struct risk_case *c, uint32_t office, bool *ret_wanted, struct err *err)
{
	bool kept;

	if (!risk_pick_is_kept(store, c->id, &kept, err))
		return false;
	*ret_wanted = !kept && (!office || c->office == office);
	return true;
}

bool risk_picks_left(struct store *store, struct risk_cases *cases, uint32_t office, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < cases->n; i++) {
		bool wanted;

		if (!is_wanted(store, &cases->cases[i], office, &wanted, err))
			return false;
		if (wanted)
			cases->cases[n++] = cases->cases[i];
	}
	cases->n = n;
	return true;
}

bool risk_pick_candidates(struct store *store, struct risk_model *model, const struct risk_scope *scope, uint32_t office, uint64_t seed,
	struct risk_cases *ret_cases, struct err *err)
{
	struct risk_scope open = *scope;
	struct risk_cases cases = {0};

	open.open = true;
	if (!(model ? risk_model_score(store, model, &open, &cases, err) : risk_chance_score(store, &open, seed, &cases, err)))
		return false;
	if (!risk_picks_left(store, &cases, office, err)) {
		risk_cases_finish(&cases);
		return false;
	}
	*ret_cases = cases;
	return true;
}

size_t risk_chance_size(double explore, size_t n)
{
	return risk_budget_size(explore, n);
}

void risk_picks_choose(struct risk_case *cases, size_t n_cases, size_t n, size_t n_chance, uint64_t seed)
{
	size_t ranked = n - n_chance;

	if (n_cases > 0)
		qsort(cases, n_cases, sizeof(*cases), risk_case_by_rank);
	for (size_t i = ranked; i < n_cases; i++)
		cases[i].rank = risk_draw(seed, cases[i].name);
	if (n_cases > ranked)
		qsort(cases + ranked, n_cases - ranked, sizeof(*cases), risk_case_by_rank);
}

const char *risk_picks_note(size_t n, size_t n_chance, size_t n_open, uint64_t seed, struct arena *arena)
{
	return arena_printf(arena, "%zu by rank, %zu by chance of %zu open, seed %llu", n - n_chance, n_chance, n_open, (unsigned long long)seed);
}

/* ------------------------------------------------------------------------------------------ */
/* Keeping */

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
	bool kept = false, ok = store_rows_open(store, "risk_pick_add", &rows, err);

	for (size_t i = 0; ok && i < n; i++) {
		ok = risk_pick_is_kept(store, picks[i].declaration, &kept, err);
		if (ok && kept)
			ok = err_set(err, ERR_REFUSED, "some of these were picked meanwhile, by someone else: look again; nothing was written");
		ok = ok && pick_add(rows, &picks[i], event, model, i + 1, err);
	}
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

static const char *text_or_null(const struct store_rows *rows, int column, struct arena *arena)
{
	return store_rows_is_null(rows, column) ? NULL : arena_strdup(arena, store_rows_text(rows, column));
}

static bool kept_take(const struct store_rows *rows, struct arena *arena, struct risk_kept *kept)
{
	*kept = (struct risk_kept){.at = store_rows_int(rows, 0), .who = arena_strdup(arena, store_rows_text(rows, 1)),
		.declaration = store_rows_int(rows, 2), .name = arena_strdup(arena, store_rows_text(rows, 3)),
		.office = (uint32_t)store_rows_int(rows, 4), .model = store_rows_int(rows, 5),
		.arm = strcmp(store_rows_text(rows, 6), arm_names[RISK_ARM_CHANCE]) == 0 ? RISK_ARM_CHANCE : RISK_ARM_RANK,
		.p = store_rows_is_null(rows, 7) ? NAN : store_rows_double(rows, 7), .reason = text_or_null(rows, 8, arena),
		.label = store_rows_is_null(rows, 9) ? -1 : store_rows_int(rows, 9) > 0, .released = store_rows_int(rows, 10) != 0};
	return kept->who && kept->name && (kept->reason || store_rows_is_null(rows, 8));
}

bool risk_picks_read(struct store *store, size_t limit, struct arena *arena, struct risk_kept **ret_kept, size_t *ret_n, struct err *err)
{
	struct risk_kept *kept = arena_array(arena, limit + 1, sizeof(*kept));
	struct store_rows *rows = NULL;
	bool ok = kept || err_memory(err);
	size_t n = 0;
	int got = 0;

	if (!ok || !store_rows_open(store, "risk_picked", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, (int64_t)limit);
	while (ok && n < limit && (got = store_rows_next(rows, err)) == 1)
		ok = kept_take(rows, arena, &kept[n++]) || err_memory(err);
	store_rows_close(rows);
	if (!ok || got < 0)
		return false;
	*ret_kept = kept;
	*ret_n = n;
	return true;
}
