/* standard.c - see standard.h. Each combination is looked up once, and the clock on the wall is asked only around the days on
 * which it is moved. */
#include "standard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"
#include "cells.h"
#include "targets.h"

enum { HOUR = 3600, DEFAULT_HOURS = 48, AIR_HOURS = 24, LONGEST_HOURS = 24 * 366, PLACE_DIMS = 3 };

/* How far the clocks of a zone are from UTC, day by day. */
struct wall {
	const struct time_zone *zone;
	int32_t *offset;		/* at midnight, seconds */
	bool *is_calm;			/* not moved on that day, nor on the days beside it */
	bool is_fixed;			/* never moved on any of the days */
};

struct place {
	int64_t now;			/* local: later deadlines have not come yet */
	uint32_t office;
	size_t wall;
};

/* Between two days on which some standard begins or ends nothing changes: such a stretch is an era, named by its first day. */
struct standards {
	const struct evaluation *evaluation;
	uint32_t fixed;			/* the same seconds everywhere; 0: as published */
	int32_t *eras;			/* in order */
	size_t n_eras;
	int32_t first_day;		/* since 2000-01-01, and as many days from there: what rows and deadlines may lie on */
	size_t n_days;
	uint16_t *era_of_day;		/* 1 + index in eras; 0: before the first of them */
	struct wall *walls;
	size_t n_walls;
	struct dim dims[PLACE_DIMS];
	struct groups place_keys;	/* office, flow, mode */
	struct cells *cells;
	struct place *places;
	uint32_t *seconds;		/* by place and era of the day; 0: not looked up yet */
	size_t n_places, cap;
	uint32_t *number;		/* place of each row at hand */
	size_t cap_number;
};

static const char promise[] = "release_time_total";

static int compare_days(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool eras_init(struct standards *standards)
{
	const struct targets *targets = standards->evaluation->targets;
	size_t n = targets ? targets->n : 0;

	standards->eras = malloc((2 * n + 1) * sizeof(*standards->eras));
	if (!standards->eras)
		return false;
	for (size_t i = 0; i < n && !standards->fixed; i++) {
		if (strcmp(targets->items[i].kpi, promise) != 0)
			continue;
		standards->eras[standards->n_eras++] = targets->items[i].from;
		standards->eras[standards->n_eras++] = targets->items[i].to + 1;
	}
	if (standards->n_eras)
		qsort(standards->eras, standards->n_eras, sizeof(*standards->eras), compare_days);
	return standards->n_eras < UINT16_MAX;
}

/* 1 + the index of the era of a day; 0 before the first one, where all days are alike. */
static size_t era_index(const struct standards *standards, int32_t day)
{
	size_t low = 0, high = standards->n_eras;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (standards->eras[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Days from before the first arrival that can count to after the last deadline. */
static bool days_init(struct standards *standards)
{
	const struct period *period = &standards->evaluation->period;
	uint32_t longest = standards->fixed ? standards->fixed : standards_longest(standards->evaluation);
	int32_t margin = (int32_t)(longest / TIME_DAY_SECONDS) + 3;

	standards->first_day = period->first - CUBE_EPOCH_DAY - margin;
	standards->n_days = (size_t)(period->to - period->first + 1 + 2 * margin);
	standards->era_of_day = malloc(standards->n_days * sizeof(*standards->era_of_day));
	for (size_t i = 0; standards->era_of_day && i < standards->n_days; i++)
		standards->era_of_day[i] = (uint16_t)era_index(standards, standards->first_day + (int32_t)i + CUBE_EPOCH_DAY);
	return standards->era_of_day != NULL;
}

struct standards *standards_create(const struct evaluation *evaluation, uint32_t fixed)
{
	static const struct dim dims[PLACE_DIMS] = {
		{.by = {.dim = KPI_DIM_OFFICE}, .column = CUBE_OFFICE}, {.by = {.dim = KPI_DIM_FLOW}, .column = CUBE_FLOW},
		{.by = {.dim = KPI_DIM_MODE}, .column = CUBE_MODE},
	};
	struct standards *standards = calloc(1, sizeof(*standards));

	if (!standards)
		return NULL;
	standards->evaluation = evaluation;
	standards->fixed = fixed;
	memcpy(standards->dims, dims, sizeof(dims));
	groups_init(&standards->place_keys, PLACE_DIMS);
	standards->cells = cells_create(standards->dims, PLACE_DIMS, &standards->place_keys);
	if (standards->cells && eras_init(standards) && days_init(standards))
		return standards;
	standards_destroy(standards);
	return NULL;
}

void standards_destroy(struct standards *standards)
{
	if (!standards)
		return;
	for (size_t i = 0; i < standards->n_walls; i++) {
		free(standards->walls[i].offset);
		free(standards->walls[i].is_calm);
	}
	cells_destroy(standards->cells);
	groups_finish(&standards->place_keys);
	free(standards->eras);
	free(standards->era_of_day);
	free(standards->walls);
	free(standards->places);
	free(standards->seconds);
	free(standards->number);
	free(standards);
}

void standards_begin(struct standards *standards)
{
	if (standards)
		cells_begin(standards->cells);
}

/* The name of a mode of UN/ECE Recommendation 19; national lists often write 10, 20 ... for 1, 2 ... */
static const char *mode_name(const char *mode)
{
	static const char *const names[] = {NULL, "sea", "rail", "land", "air", "mail", "multimodal", "fixed", "inland", NULL};

	return mode && mode[0] >= '0' && mode[0] <= '9' ? names[mode[0] - '0'] : NULL;
}

static double hours_of(const struct settings *config, const char *key)
{
	const char *text = key ? settings_find(config, "standards", key) : NULL;
	double hours = text ? strtod(text, NULL) : 0;

	return hours > 0 && hours <= LONGEST_HOURS ? hours : 0;
}

/* "sea.export": of one mode of transport in one direction. */
static double hours_of_both(const struct settings *config, const char *mode, const char *flow)
{
	char key[80];

	if (!mode || !flow || (size_t)snprintf(key, sizeof(key), "%s.%s", mode, flow) >= sizeof(key))
		return 0;
	return hours_of(config, key);
}

/* The setting that fits best: of mode and flow, of the mode, of the flow; 0 without one. */
static double configured(const struct settings *config, const char *code, const char *name, const char *flow)
{
	double hours = hours_of_both(config, name, flow);

	if (hours == 0)
		hours = hours_of_both(config, code, flow);
	if (hours == 0)
		hours = hours_of(config, code);
	if (hours == 0)
		hours = hours_of(config, name);
	return hours == 0 ? hours_of(config, flow) : hours;
}

static double look_up(const struct evaluation *e, int32_t day, uint32_t office, uint32_t flow, uint32_t mode)
{
	const char *code = mode ? store_code_text(e->env->store, mode) : NULL, *name = mode_name(code);
	const struct target *target = e->targets ? targets_find(e->targets, promise, office, flow, mode, day) : NULL;
	double hours;

	if (target && target->value > 0 && target->value <= LONGEST_HOURS)
		return target->value;
	hours = configured(e->env->config, code, name, flow ? store_code_text(e->env->store, flow) : NULL);
	if (hours == 0 && name && name[0] == 'a')
		hours = AIR_HOURS;
	if (hours == 0)
		hours = hours_of(e->env->config, "default");
	return hours == 0 ? DEFAULT_HOURS : hours;
}

/* ---- places ---- */

static int64_t unix_seconds(int64_t local)
{
	return local + (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS;
}

static bool wall_fill(const struct standards *s, struct wall *wall)
{
	size_t n = s->n_days;

	wall->offset = malloc(n * sizeof(*wall->offset));
	wall->is_calm = calloc(n, sizeof(*wall->is_calm));
	if (!wall->offset || !wall->is_calm)
		return false;
	wall->is_fixed = true;
	for (size_t i = 0; i < n; i++) {
		int64_t midnight = unix_seconds((int64_t)(s->first_day + (int32_t)i) * TIME_DAY_SECONDS);

		wall->offset[i] = (int32_t)(midnight - time_utc_from_local(wall->zone, midnight));
		wall->is_fixed = wall->is_fixed && wall->offset[i] == wall->offset[0];
	}
	for (size_t i = 1; i + 2 < n; i++) {
		const int32_t *at = &wall->offset[i];

		wall->is_calm[i] = at[-1] == at[0] && at[0] == at[1] && at[1] == at[2];
	}
	return true;
}

static bool wall_of(struct standards *s, const struct time_zone *zone, size_t *ret_wall)
{
	struct wall *grown;

	for (size_t i = 0; i < s->n_walls; i++) {
		if (s->walls[i].zone == zone) {
			*ret_wall = i;
			return true;
		}
	}
	grown = realloc(s->walls, (s->n_walls + 1) * sizeof(*grown));
	if (!grown)
		return false;
	s->walls = grown;
	*ret_wall = s->n_walls;
	s->walls[s->n_walls++] = (struct wall){.zone = zone};
	return wall_fill(s, &s->walls[*ret_wall]);
}

static bool places_reserve(struct standards *s)
{
	size_t eras = s->n_eras + 1, cap = s->place_keys.cap;
	struct place *places;
	uint32_t *seconds;

	if (s->place_keys.n <= s->cap)
		return true;
	places = realloc(s->places, cap * sizeof(*places));
	if (!places)
		return false;
	s->places = places;
	seconds = realloc(s->seconds, cap * eras * sizeof(*seconds));
	if (!seconds)
		return false;
	memset(seconds + s->cap * eras, 0, (cap - s->cap) * eras * sizeof(*seconds));
	s->seconds = seconds;
	s->cap = cap;
	return true;
}

/* Knows the places that were met for the first time. */
static bool places_know(struct standards *s)
{
	const struct clocks *clocks = &s->evaluation->facts.clocks;

	if (!places_reserve(s))
		return false;
	for (; s->n_places < s->place_keys.n; s->n_places++) {
		struct place *place = &s->places[s->n_places];

		place->office = groups_keys(&s->place_keys, (uint32_t)s->n_places)[0];
		place->now = clocks_now(clocks, place->office);
		if (!wall_of(s, clocks_zone(clocks, place->office), &place->wall))
			return false;
	}
	return true;
}

static uint32_t seconds_of(struct standards *s, size_t place, size_t era)
{
	uint32_t *seconds = &s->seconds[place * (s->n_eras + 1) + era];

	if (__builtin_expect(!*seconds, 0)) {
		const uint32_t *keys = groups_keys(&s->place_keys, (uint32_t)place);
		int32_t day = era > 0 ? s->eras[era - 1] : INT32_MIN;

		*seconds = s->fixed ? s->fixed :
			(uint32_t)(look_up(s->evaluation, day, keys[0], keys[1], keys[2]) * HOUR + 0.5);
	}
	return *seconds;
}

/* ---- deadlines ---- */

/* Row by row, where there are too many codes for a table. */
static enum cells_result find_each(struct standards *s, const struct cells_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		uint32_t keys[PLACE_DIMS];

		for (int k = 0; k < PLACE_DIMS; k++)
			keys[k] = cells_code(rows->batch, s->dims[k].column, rows->row[i]);
		s->number[i] = groups_at(&s->place_keys, keys);
		if (s->number[i] == GROUPS_NONE)
			return CELLS_NO_MEMORY;
	}
	return CELLS_FOUND;
}

static bool find_places(struct standards *s, const struct cube_batch *batch)
{
	const struct cells_rows rows = {.batch = batch, .row = batch->rows, .n = batch->n};
	enum cells_result result;

	if (batch->n > s->cap_number) {
		uint32_t *grown = realloc(s->number, batch->n * sizeof(*grown));

		if (!grown)
			return false;
		s->number = grown;
		s->cap_number = batch->n;
	}
	result = cells_find(s->cells, &rows, s->number);
	if (result == CELLS_TOO_MANY)
		result = find_each(s, &rows);
	return result == CELLS_FOUND && places_know(s);
}

static int64_t due_near_a_change(struct standards *s, const struct place *place, size_t number, uint32_t at)
{
	size_t era = era_index(s, time_day_of((int64_t)at) + CUBE_EPOCH_DAY);

	return clocks_after(&s->evaluation->facts.clocks, place->office, at, seconds_of(s, number, era));
}

static int64_t due_at(struct standards *s, const struct place *place, size_t number, uint32_t at)
{
	const struct wall *wall = &s->walls[place->wall];
	size_t from = (size_t)(at / TIME_DAY_SECONDS) - (size_t)s->first_day, to;
	int64_t due;

	if (__builtin_expect(from >= s->n_days, 0))
		return due_near_a_change(s, place, number, at);
	due = (int64_t)at + seconds_of(s, number, s->era_of_day[from]);
	if (__builtin_expect(wall->is_fixed, 1))
		return due;
	to = (size_t)(due / TIME_DAY_SECONDS) - (size_t)s->first_day;
	if (to >= s->n_days || !wall->is_calm[from] || !wall->is_calm[to])
		return due_near_a_change(s, place, number, at);
	return due + wall->offset[to] - wall->offset[from];
}

bool standards_due(struct standards *s, const struct cube_batch *batch, const uint32_t *at, int64_t *ret_due)
{
	if (!find_places(s, batch))
		return false;
	for (size_t i = 0; i < batch->n; i++) {
		uint32_t its = at[batch->rows[i]];
		const struct place *place = &s->places[s->number[i]];
		int64_t due = CUBE_IS_VALUE(its) ? due_at(s, place, s->number[i], its) : -1;

		ret_due[i] = due <= place->now ? due : -1;
	}
	return true;
}

uint32_t standards_longest(const struct evaluation *e)
{
	double longest = DEFAULT_HOURS;
	const struct settings_entry *entry;
	size_t cursor = 0;

	for (size_t i = 0; e->targets && i < e->targets->n; i++) {
		const struct target *target = &e->targets->items[i];

		if (strcmp(target->kpi, promise) == 0 && target->value > longest && target->value <= LONGEST_HOURS)
			longest = target->value;
	}
	while (e->env->config && (entry = settings_next(e->env->config, &cursor))) {
		if (strcasecmp(entry->section, "standards") == 0 && hours_of(e->env->config, entry->key) > longest)
			longest = hours_of(e->env->config, entry->key);
	}
	return (uint32_t)(longest * HOUR + 0.5);
}
