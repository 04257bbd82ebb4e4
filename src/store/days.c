/* days.c - see days.h. */
#include "days.h"

#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "runs.h"

enum { DAY_BIAS = 1 << 30 }; /* keeps days before 1970 positive, and no key zero */

void days_finish(struct days *days)
{
	free(days->zones);
	free(days->touched);
	*days = (struct days){0};
}

static const struct time_zone *zone_named(const char *name)
{
	return name && *name ? time_zone_find(name) : NULL;
}

static bool zone_ask(struct store *store, int64_t office, const struct time_zone **ret_zone, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	const struct time_zone *zone = NULL;
	int rc;

	if (!database_prepare(store, "SELECT timezone FROM post WHERE office = ?1", &statement, err))
		return false;
	sqlite3_bind_int64(statement, 1, office);
	rc = sqlite3_step(statement);
	if (rc == SQLITE_ROW)
		zone = zone_named((const char *)sqlite3_column_text(statement, 0));
	else if (rc != SQLITE_DONE)
		database_fail(store, err);
	sqlite3_finalize(statement);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return false;
	if (!zone)
		zone = zone_named(store_fact(store, "timezone"));
	*ret_zone = zone ? zone : time_zone_utc();
	return true;
}

static bool zones_reserve(struct days *days, size_t office)
{
	size_t n = days->n_zones ? days->n_zones : 64;
	const struct time_zone **zones;

	if (office < days->n_zones)
		return true;
	while (n <= office)
		n *= 2;
	zones = realloc(days->zones, n * sizeof(*zones));
	if (!zones)
		return false;
	memset(zones + days->n_zones, 0, (n - days->n_zones) * sizeof(*zones));
	days->zones = zones;
	days->n_zones = n;
	return true;
}

bool days_of(struct days *days, struct store *store, int64_t office, struct time_stamp stamp,
	int32_t *ret_day, struct err *err)
{
	const struct time_zone **zone;

	if (stamp.form != TIME_FORM_INSTANT) {
		*ret_day = time_day_of(stamp.seconds);
		return true;
	}
	if (!zones_reserve(days, (size_t)office))
		return err_memory(err);
	zone = &days->zones[office];
	if (!*zone && !zone_ask(store, office, zone, err))
		return false;
	*ret_day = time_day_of(time_local_from_utc(*zone, stamp.seconds));
	return true;
}

static size_t place_of(const uint64_t *places, size_t cap, uint64_t key)
{
	size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 32) & (cap - 1);

	while (places[at] && places[at] != key)
		at = (at + 1) & (cap - 1);
	return at;
}

static bool touched_grow(struct days *days)
{
	size_t cap = days->cap_touched ? days->cap_touched * 2 : 256;
	uint64_t *places = calloc(cap, sizeof(*places));

	if (!places)
		return false;
	for (size_t i = 0; i < days->cap_touched; i++)
		if (days->touched[i])
			places[place_of(places, cap, days->touched[i])] = days->touched[i];
	free(days->touched);
	days->touched = places;
	days->cap_touched = cap;
	return true;
}

bool days_touch(struct days *days, int64_t office, int32_t day, struct err *err)
{
	uint64_t key = (uint64_t)(uint32_t)(day + DAY_BIAS) << 32 | (uint32_t)office;
	size_t at;

	if (key == days->last)
		return true;
	if ((days->n_touched + 1) * 2 > days->cap_touched && !touched_grow(days))
		return err_memory(err);
	at = place_of(days->touched, days->cap_touched, key);
	if (!days->touched[at]) {
		days->touched[at] = key;
		days->n_touched++;
	}
	days->last = key;
	return true;
}

static bool row_write(struct store *store, sqlite3_stmt *insert, int64_t office, int64_t day, struct err *err)
{
	sqlite3_bind_int64(insert, 1, office);
	sqlite3_bind_int64(insert, 2, day);
	return database_step(store, insert, err);
}

bool days_write(const struct days *days, struct store *store, struct err *err)
{
	sqlite3_stmt *insert = NULL;
	bool ok;

	if (!database_prepare(store,
		    "INSERT INTO temp.touched_day(office, day) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
		    &insert, err))
		return false;
	ok = !days->all || row_write(store, insert, 0, 0, err);
	for (size_t i = 0; i < days->cap_touched && ok; i++) {
		uint64_t key = days->touched[i];

		if (key)
			ok = row_write(store, insert, (uint32_t)key, (int64_t)(key >> 32) - DAY_BIAS, err);
	}
	sqlite3_finalize(insert);
	return ok;
}

bool days_clear_table(struct store *store, struct err *err)
{
	return database_run(store, "DELETE FROM temp.touched_day", err);
}

/* Registered at an instant, as the two lowest bits of stamp_form say. */
static const char instants[] =
	"SELECT id, office, registered_at, registered_day FROM declaration WHERE (stamp_form & 3) = 2";
static const char day_update[] = "UPDATE declaration SET registered_day = ?2 WHERE id = ?1";

static bool day_correct(struct store *store, struct days *days, struct runs *runs, sqlite3_stmt *row,
	sqlite3_stmt *update, struct err *err)
{
	struct time_stamp stamp = {.seconds = sqlite3_column_int64(row, 2), .form = TIME_FORM_INSTANT};
	int32_t day;

	if (!days_of(days, store, sqlite3_column_int64(row, 1), stamp, &day, err))
		return false;
	if (day == sqlite3_column_int64(row, 3))
		return true;
	sqlite3_bind_int64(update, 1, sqlite3_column_int64(row, 0));
	sqlite3_bind_int64(update, 2, day);
	return database_step(store, update, err) && runs_add(runs, store, day, sqlite3_column_int64(row, 0), err);
}

bool days_resolve(struct store *store, struct err *err)
{
	struct days days = {0};
	struct runs runs = {0};
	sqlite3_stmt *row = NULL, *update = NULL;
	bool ok = database_prepare(store, instants, &row, err) &&
		  database_prepare(store, day_update, &update, err);
	int rc = SQLITE_DONE;

	while (ok && (rc = sqlite3_step(row)) == SQLITE_ROW)
		ok = day_correct(store, &days, &runs, row, update, err);
	if (ok && rc != SQLITE_DONE)
		ok = database_fail(store, err);
	ok = ok && runs_flush(&runs, store, err);
	runs_finish(&runs);
	sqlite3_finalize(row);
	sqlite3_finalize(update);
	days_finish(&days);
	return ok;
}
