/* watch.c - see build.h: what a load tells as it goes, and the days made when it is done.
 *
 * Amounts wait in the reporting currency. The first load fixes that currency only at its end: until then the first one
 * that is met stands for it, and rows in another are read again. */
#include "cube/build.h"

#include <stdlib.h>

#include "builder.h"
#include "days.h"
#include "declared.h"
#include "grow.h"
#include "layout.h"
#include "store/rows.h"

/* A day made so often before its load is done comes in no order of time. */
enum { MADE_TOO_OFTEN = 6, FACTS_THAT_WAIT = 1 << 16 };

struct cube_watch {
	struct store *store;
	bool is_open;
	struct cube_builder builder;
	struct cube_declared *declared;
	struct cube_load_days *days;
	size_t limit; /* of facts that wait */
	uint32_t currency; /* that stands for the reporting one; 0: none yet */
	enum cube_layout layout; /* before the first load that is watched */
};

static bool open_once(struct cube_watch *watch, struct err *err)
{
	if (watch->is_open)
		return true;
	watch->is_open = true;
	if (!watch->days && !(watch->days = cube_load_days_create(watch->limit)))
		return err_memory(err);
	if (!cube_builder_open(&watch->builder, watch->store, err) ||
		!cube_declared_open(watch->store, &watch->declared, err))
		return false;
	watch->currency = cube_rates_reporting(watch->builder.rates);
	return true;
}

static void on_over(void *context)
{
	struct cube_watch *watch = context;

	cube_builder_close(&watch->builder);
	cube_declared_close(watch->declared);
	watch->declared = NULL;
	if (watch->days)
		cube_load_days_clear(watch->days);
	watch->is_open = false;
}

/* The facts that wait, without those of declarations that changed since. */
static bool changes_collect(struct cube_watch *watch, struct cube_load_day *day, struct cube_changes *changes)
{
	const struct cube_row **rows = (const struct cube_row **)cube_load_day_rows(watch->days, day);
	size_t n = 0;

	if (!rows)
		return false;
	for (size_t i = 0; i < day->n; i++)
		if (!cube_is_among(day->touched, day->n_touched, rows[i]->u32[CUBE_DECLARATION]))
			rows[n++] = rows[i];
	*changes = (struct cube_changes){
		.touched = day->touched, .n_touched = day->n_touched, .rows = rows, .n_rows = n};
	return true;
}

/* Makes the day longest given nothing, so that the pool has room again. What changed on it waits for the end. */
static bool make_room(struct cube_watch *watch, struct err *err)
{
	struct cube_load_day *day = cube_load_days_oldest(watch->days);
	struct cube_changes changes = {.rows = cube_load_day_rows(watch->days, day), .n_rows = day->n};

	if (!changes.rows)
		return err_memory(err);
	if (day->made == MADE_TOO_OFTEN) {
		cube_load_day_leave_to_truth(watch->days, day);
		return true;
	}
	day->made++;
	if (!cube_builder_change(&watch->builder, day->day, &changes, err))
		return false;
	cube_load_day_let_go(watch->days, day);
	return true;
}

static bool on_touched(void *context, int64_t declaration, int32_t day, struct err *err)
{
	struct cube_watch *watch = context;
	struct cube_load_day *found;

	if (!open_once(watch, err))
		return false;
	found = cube_load_day_get(watch->days, day);
	return (found && cube_load_day_touch(watch->days, found, declaration)) || err_memory(err);
}

/* Attributes are columns only once their names are known; they are few enough to be read again. */
static bool has_attributes(const struct store_declared *declared)
{
	for (size_t i = 0; i < declared->n_extras; i++)
		if (declared->extras[i].code)
			return true;
	return false;
}

static bool fact_keep(struct cube_watch *watch, struct cube_load_day *day, struct cube_declaration *d, struct err *err)
{
	struct cube_row *row;

	if (cube_load_days_are_many(watch->days) && !make_room(watch, err))
		return false;
	if (day->from_truth)
		return true;
	row = cube_load_days_place(watch->days);
	if (!cube_builder_fact(&watch->builder, d, row, err))
		return false;
	cube_load_day_keep(watch->days, day);
	return true;
}

static bool on_declared(void *context, const struct store_declared *declared, struct err *err)
{
	struct cube_watch *watch = context;
	struct cube_load_day *day;
	struct cube_declaration *d;

	if (has_attributes(declared))
		return on_touched(context, declared->id, declared->day, err);
	if (!open_once(watch, err))
		return false;
	day = cube_load_day_get(watch->days, declared->day);
	if (!day)
		return err_memory(err);
	if (day->from_truth)
		return true;
	if (!cube_declared_take(watch->declared, declared, &watch->builder.facts.vocabulary, &d, err))
		return false;
	if (watch->currency == 0)
		watch->currency = d->currency;
	if (d->currency != 0 && d->currency != watch->currency && cube_rates_reporting(watch->builder.rates) == 0)
		return on_touched(context, declared->id, declared->day, err);
	return fact_keep(watch, day, d, err);
}

/* Another currency than was thought: nothing that waits or was made counts in it. */
static void judge_currency(struct cube_watch *watch)
{
	uint32_t reporting = cube_rates_reporting(watch->builder.rates);
	struct cube_load_day *day;
	size_t at = 0;

	if (watch->currency == 0 || watch->currency == reporting)
		return;
	while (cube_load_days_next(watch->days, &at, &day))
		cube_load_day_leave_to_truth(watch->days, day);
}

static bool make_day(struct cube_watch *watch, int32_t day, struct err *err)
{
	struct cube_load_day *known = cube_load_day_find(watch->days, day);
	struct cube_changes changes;

	if (!known || known->from_truth)
		return cube_builder_day(&watch->builder, day, false, err);
	cube_load_day_settle(known);
	if (!changes_collect(watch, known, &changes))
		return err_memory(err);
	if (changes.n_touched + changes.n_rows == 0)
		return true;
	if (!cube_builder_change(&watch->builder, day, &changes, err))
		return false;
	cube_load_day_let_go(watch->days, known);
	return true;
}

struct touched_days {
	int32_t *at;
	size_t n, cap;
	bool all; /* every day there is */
};

static bool read_touched(struct store *store, struct touched_days *days, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "cube_touched", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		int32_t day = (int32_t)store_rows_int(rows, 1);

		days->all |= store_rows_int(rows, 0) == 0 && day == 0;
		if (days->n > 0 && days->at[days->n - 1] == day)
			continue;
		if (!cube_grow(&days->at, &days->cap, days->n + 1, sizeof(*days->at))) {
			err_memory(err);
			got = -1;
			break;
		}
		days->at[days->n++] = day;
	}
	store_rows_close(rows);
	return got == 0;
}

static bool make_touched(struct cube_watch *watch, const struct touched_days *days, struct err *err)
{
	/* What the load brought (words, rates, attributes) is known only now. */
	cube_builder_close(&watch->builder);
	if (!open_once(watch, err) ||
		(!watch->builder.store && !cube_builder_open(&watch->builder, watch->store, err)))
		return false;
	judge_currency(watch);
	for (size_t i = 0; i < days->n; i++)
		if (!make_day(watch, days->at[i], err))
			return false;
	return true;
}

static bool on_before_commit(void *context, struct store *store, struct err *err)
{
	struct cube_watch *watch = context;
	struct touched_days days = {0};
	bool ok = read_touched(store, &days, err);

	if (ok && (days.all || watch->layout == CUBE_LAYOUT_OLD))
		ok = cube_build_all(store, err);
	else if (ok)
		ok = make_touched(watch, &days, err) && cube_layout_mark(store, err);
	free(days.at);
	return ok;
}

bool cube_watch_create(
	struct store *store, struct cube_watch **ret_watch, struct store_watch *ret_calls, struct err *err)
{
	struct cube_watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		return err_memory(err);
	watch->store = store;
	watch->limit = FACTS_THAT_WAIT;
	if (!cube_layout_read(store, &watch->layout, err)) {
		free(watch);
		return false;
	}
	*ret_watch = watch;
	*ret_calls = (struct store_watch){.context = watch,
		.declared = on_declared,
		.touched = on_touched,
		.before_commit = on_before_commit,
		.over = on_over};
	return true;
}

void cube_watch_limit(struct cube_watch *watch, size_t facts)
{
	cube_load_days_destroy(watch->days);
	watch->days = NULL;
	watch->limit = facts;
}

void cube_watch_destroy(struct cube_watch *watch)
{
	if (!watch)
		return;
	on_over(watch);
	cube_load_days_destroy(watch->days);
	free(watch);
}
