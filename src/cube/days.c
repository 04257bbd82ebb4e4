/* days.c - see days.h. */
#include "days.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"

/* 8 MiB of facts: what waits no longer than it must is still in the cache of the processor. */
enum { MANY = 1 << 15, TOUCHED_MAX = 1 << 20, FIRST_SLOTS = 1024 };

#define NO_PLACE UINT32_MAX

struct waiting {
	struct cube_row row;
	uint32_t next;
};

struct cube_load_days {
	struct cube_load_day *at;
	size_t n, cap;
	uint32_t *slots; /* by day: 1 + its place in `at`; open addressing */
	size_t n_slots;
	uint32_t last; /* place of the day that was asked for last */
	struct waiting *pool;
	size_t room; /* places in the pool */
	uint32_t n_pool;    /* places that were ever used */
	uint32_t free_list; /* of those, the first that is free again */
	size_t n_waiting, n_open; /* facts; days that have some */
	uint64_t clock;
	size_t n_touched;
	const struct cube_row **rows; /* scratch */
	size_t cap_rows;
	struct place *places; /* scratch */
	size_t cap_places;
};

/* A fact and its place in the segment. */
struct place {
	uint64_t key;
	const struct cube_row *row;
};

struct cube_load_days *cube_load_days_create(size_t facts)
{
	struct cube_load_days *days = calloc(1, sizeof(*days));

	if (!days)
		return NULL;
	days->free_list = NO_PLACE;
	days->room = facts;
	days->pool = malloc(facts * sizeof(*days->pool));
	if (!days->pool) {
		free(days);
		return NULL;
	}
	return days;
}

void cube_load_days_clear(struct cube_load_days *days)
{
	for (size_t i = 0; i < days->n; i++)
		free(days->at[i].touched);
	if (days->n_slots)
		memset(days->slots, 0, days->n_slots * sizeof(*days->slots));
	days->n = days->n_touched = days->n_waiting = days->n_open = 0;
	days->n_pool = 0;
	days->free_list = NO_PLACE;
	days->last = 0;
}

void cube_load_days_destroy(struct cube_load_days *days)
{
	if (!days)
		return;
	cube_load_days_clear(days);
	free(days->at);
	free(days->slots);
	free(days->pool);
	free(days->rows);
	free(days->places);
	free(days);
}

/* ------------------------------------------------------------------------------------------ */

static uint32_t *slot_of(const struct cube_load_days *days, int32_t day)
{
	size_t slot = (uint32_t)day * 2654435761u & (days->n_slots - 1);

	while (days->slots[slot] && days->at[days->slots[slot] - 1].day != day)
		slot = (slot + 1) & (days->n_slots - 1);
	return &days->slots[slot];
}

static bool slots_grow(struct cube_load_days *days)
{
	size_t n = days->n_slots ? days->n_slots * 2 : FIRST_SLOTS;
	uint32_t *slots = calloc(n, sizeof(*slots));

	if (!slots)
		return false;
	free(days->slots);
	days->slots = slots;
	days->n_slots = n;
	for (size_t i = 0; i < days->n; i++)
		*slot_of(days, days->at[i].day) = (uint32_t)i + 1;
	return true;
}

struct cube_load_day *cube_load_day_find(struct cube_load_days *days, int32_t day)
{
	uint32_t place;

	if (days->last < days->n && days->at[days->last].day == day)
		return &days->at[days->last];
	place = days->n_slots ? *slot_of(days, day) : 0;
	if (place == 0)
		return NULL;
	days->last = place - 1;
	return &days->at[days->last];
}

struct cube_load_day *cube_load_day_get(struct cube_load_days *days, int32_t day)
{
	struct cube_load_day *found = cube_load_day_find(days, day);

	if (found)
		return found;
	if ((days->n + 1) * 2 > days->n_slots && !slots_grow(days))
		return NULL;
	if (!cube_grow(&days->at, &days->cap, days->n + 1, sizeof(*days->at)))
		return NULL;
	days->at[days->n] = (struct cube_load_day){.day = day, .first = NO_PLACE, .last = NO_PLACE};
	*slot_of(days, day) = (uint32_t)++days->n;
	days->last = (uint32_t)days->n - 1;
	return &days->at[days->last];
}

bool cube_load_days_next(struct cube_load_days *days, size_t *at, struct cube_load_day **ret_day)
{
	if (*at == days->n)
		return false;
	*ret_day = &days->at[(*at)++];
	return true;
}

/* ------------------------------------------------------------------------------------------ */
/* Facts that wait */

static uint32_t place_free(const struct cube_load_days *days)
{
	return days->free_list != NO_PLACE ? days->free_list : days->n_pool;
}

struct cube_row *cube_load_days_place(struct cube_load_days *days)
{
	return &days->pool[place_free(days)].row;
}

void cube_load_day_keep(struct cube_load_days *days, struct cube_load_day *day)
{
	uint32_t place = place_free(days);

	if (days->free_list != NO_PLACE)
		days->free_list = days->pool[place].next;
	else
		days->n_pool++;
	days->pool[place].next = NO_PLACE;
	if (day->n == 0) {
		day->first = place;
		days->n_open++;
	} else {
		days->pool[day->last].next = place;
	}
	day->last = place;
	day->n++;
	days->n_waiting++;
	day->used = ++days->clock;
}

bool cube_load_days_are_many(const struct cube_load_days *days)
{
	return days->n_waiting >= days->room || (days->n_waiting >= MANY && days->n_open > 1);
}

struct cube_load_day *cube_load_days_oldest(struct cube_load_days *days)
{
	struct cube_load_day *oldest = NULL;

	for (size_t i = 0; i < days->n; i++)
		if (days->at[i].n > 0 && (!oldest || days->at[i].used < oldest->used))
			oldest = &days->at[i];
	return oldest;
}

static int place_compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

const struct cube_row *const *cube_load_day_rows(struct cube_load_days *days, const struct cube_load_day *day)
{
	uint32_t at = day->first;
	bool sorted = true;

	if (!cube_grow(&days->rows, &days->cap_rows, day->n + 1, sizeof(*days->rows)) ||
		!cube_grow(&days->places, &days->cap_places, day->n + 1, sizeof(*days->places)))
		return NULL;
	for (uint32_t i = 0; i < day->n; i++, at = days->pool[at].next) {
		const struct cube_row *row = &days->pool[at].row;

		days->places[i] = (struct place){
			.key = (uint64_t)row->u32[CUBE_OFFICE] << 32 | row->u32[CUBE_DECLARATION], .row = row};
		sorted = sorted && (i == 0 || days->places[i - 1].key < days->places[i].key);
	}
	if (!sorted)
		qsort(days->places, day->n, sizeof(*days->places), place_compare);
	for (uint32_t i = 0; i < day->n; i++)
		days->rows[i] = days->places[i].row;
	return days->rows;
}

void cube_load_day_let_go(struct cube_load_days *days, struct cube_load_day *day)
{
	if (day->n > 0) {
		days->pool[day->last].next = days->free_list;
		days->free_list = day->first;
		days->n_waiting -= day->n;
		days->n_open--;
	}
	day->n = 0;
	day->first = day->last = NO_PLACE;
}

/* ------------------------------------------------------------------------------------------ */
/* Declarations that changed */

void cube_load_day_leave_to_truth(struct cube_load_days *days, struct cube_load_day *day)
{
	cube_load_day_let_go(days, day);
	days->n_touched -= day->n_touched;
	free(day->touched);
	day->touched = NULL;
	day->n_touched = day->cap_touched = 0;
	day->from_truth = true;
}

bool cube_load_day_touch(struct cube_load_days *days, struct cube_load_day *day, int64_t declaration)
{
	if (day->from_truth || (day->n_touched > 0 && day->touched[day->n_touched - 1] == declaration))
		return true;
	if (days->n_touched == TOUCHED_MAX) {
		cube_load_day_leave_to_truth(days, day);
		return true;
	}
	if (!cube_grow(&day->touched, &day->cap_touched, day->n_touched + 1, sizeof(*day->touched)))
		return false;
	day->touched[day->n_touched++] = declaration;
	days->n_touched++;
	return true;
}

static int id_compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void cube_load_day_settle(struct cube_load_day *day)
{
	size_t n = 0;

	if (day->n_touched > 1)
		qsort(day->touched, day->n_touched, sizeof(*day->touched), id_compare);
	for (size_t i = 0; i < day->n_touched; i++)
		if (n == 0 || day->touched[n - 1] != day->touched[i])
			day->touched[n++] = day->touched[i];
	day->n_touched = n;
}
