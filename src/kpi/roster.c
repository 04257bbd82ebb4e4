/* roster.c - see roster.h. */
#include "roster.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "cube/cube.h"
#include "store/rows.h"

#define POOL_BIT (1u << 31)

static bool take(struct roster *roster, const struct store_rows *rows)
{
	struct shift shift = {.officer = (uint32_t)store_rows_int(rows, 0), .day = (int32_t)store_rows_int(rows, 1),
		.hours = store_rows_double(rows, 2), .office = (uint32_t)store_rows_int(rows, 3)};
	const char *role = store_rows_text(rows, 5);
	const uint32_t keys[] = {shift.officer, (uint32_t)shift.day};

	/* Who helps out elsewhere for a day still belongs to his post. */
	shift.pool = store_rows_int(rows, 4) ? (uint32_t)store_rows_int(rows, 4) | POOL_BIT : (uint32_t)store_rows_int(rows, 6);
	shift.role = !role ? 0 : strcmp(role, "analyst") == 0 ? 'n' : role[0];
	if (roster->n == roster->cap) {
		size_t cap = roster->cap ? roster->cap * 2 : 1024;
		struct shift *grown = realloc(roster->shifts, cap * sizeof(*grown));

		if (!grown)
			return false;
		roster->shifts = grown;
		roster->cap = cap;
	}
	roster->shifts[roster->n++] = shift;
	return groups_at(&roster->present, keys) != GROUPS_NONE && groups_at(&roster->known, keys) != GROUPS_NONE;
}

static bool read_rows(struct roster *roster, struct store_rows *rows, struct err *err)
{
	int got;

	while ((got = store_rows_next(rows, err)) == 1) {
		if (!take(roster, rows))
			return err_memory(err);
	}
	return got == 0;
}

bool roster_load(struct store *store, int32_t from, int32_t to, struct roster **ret_roster, struct err *err)
{
	struct roster *roster = calloc(1, sizeof(*roster));
	struct store_rows *rows = NULL;
	bool ok;

	if (!roster)
		return err_memory(err);
	groups_init(&roster->present, 2);
	groups_init(&roster->known, 1);
	ok = store_rows_open(store, "kpi_attendance", &rows, err);
	if (ok) {
		store_rows_bind_int(rows, 1, from);
		store_rows_bind_int(rows, 2, to);
		ok = read_rows(roster, rows, err);
	}
	store_rows_close(rows);
	if (ok)
		*ret_roster = roster;
	else
		roster_destroy(roster);
	return ok;
}

void roster_destroy(struct roster *roster)
{
	if (!roster)
		return;
	free(roster->shifts);
	groups_finish(&roster->present);
	groups_finish(&roster->known);
	free(roster);
}

enum roster_word roster_ask(const struct roster *roster, uint32_t officer, uint32_t at)
{
	const uint32_t keys[] = {officer, at / TIME_DAY_SECONDS + CUBE_EPOCH_DAY};

	if (!roster || !officer || groups_find(&roster->known, keys) == GROUPS_NONE)
		return ROSTER_UNKNOWN;
	return groups_find(&roster->present, keys) == GROUPS_NONE ? ROSTER_ABSENT : ROSTER_PRESENT;
}
