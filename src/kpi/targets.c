/* targets.c - see targets.h. */
#include "targets.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "profile.h"
#include "store/rows.h"

static double number_or_nan(const struct store_rows *rows, int column)
{
	return store_rows_is_null(rows, column) ? NAN : store_rows_double(rows, column);
}

/* Room for one more in an array that lives in an arena; the old place is left to it. */
static void *grown(struct arena *arena, const void *items, size_t n, size_t size)
{
	void *copy;

	if (n & (n - 1) || (n && n < 16))
		return (void *)(uintptr_t)items;
	copy = arena_array(arena, n ? n * 2 : 16, size);
	if (copy && n)
		memcpy(copy, items, n * size);
	return copy;
}

static bool target_add(struct targets *targets, const struct store_rows *rows, struct arena *arena)
{
	struct target *items = grown(arena, targets->items, targets->n, sizeof(*items));
	char *kpi = arena_strdup(arena, store_rows_text(rows, 0));

	if (!items || !kpi)
		return false;
	items[targets->n++] = (struct target){
		.kpi = kpi,
		.office = (uint32_t)store_rows_int(rows, 1), .flow = (uint32_t)store_rows_int(rows, 2),
		.mode = (uint32_t)store_rows_int(rows, 3),
		.from = (int32_t)store_rows_int(rows, 4), .to = (int32_t)store_rows_int(rows, 5),
		.value = store_rows_double(rows, 6), .low = number_or_nan(rows, 7), .high = number_or_nan(rows, 8),
	};
	targets->items = items;
	return true;
}

static bool targets_read(struct store *store, struct arena *arena, struct targets *targets, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "kpi_targets", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!target_add(targets, rows, arena)) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

/* Only the days within targets are ever counted, and the same days of the years that they are laid over. */
static void span_widen(const struct targets *targets, int32_t *from, int32_t *to)
{
	for (size_t i = 0; i < targets->n; i++) {
		int32_t earliest = day_of_earlier_year(targets->items[i].from, COURSE_YEARS);

		*from = earliest < *from ? earliest : *from;
		*to = targets->items[i].to > *to ? targets->items[i].to : *to;
	}
}

static bool calendar_read(struct store *store, struct arena *arena, struct targets *targets, int32_t from, int32_t to, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "kpi_calendar", &rows, err))
		return false;
	span_widen(targets, &from, &to);
	store_rows_bind_int(rows, 1, from);
	store_rows_bind_int(rows, 2, to);
	while ((got = store_rows_next(rows, err)) == 1) {
		struct calendar_day *days = grown(arena, targets->days, targets->n_days, sizeof(*days));

		if (!days) {
			err_memory(err);
			got = -1;
			break;
		}
		days[targets->n_days++] = (struct calendar_day){.day = (int32_t)store_rows_int(rows, 0),
			.office = (uint32_t)store_rows_int(rows, 1),
			.working = store_rows_is_null(rows, 2) ? -1 : store_rows_int(rows, 2) != 0,
			.tag = (uint32_t)store_rows_int(rows, 3)};
		targets->days = days;
	}
	store_rows_close(rows);
	return got == 0;
}

bool targets_load(struct store *store, const struct clocks *clocks, int32_t from, int32_t to, struct arena *arena, struct targets *ret_targets,
	struct err *err)
{
	struct targets targets = {.clocks = clocks};

	if (!targets_read(store, arena, &targets, err) || ((targets.n || from <= to) && !calendar_read(store, arena, &targets, from, to, err)))
		return false;
	*ret_targets = targets;
	return true;
}

/* How well a target fits a place: -1 not at all. What the target leaves open fits everything, less well. */
static int fit(const struct target *target, uint32_t office, uint32_t flow, uint32_t mode)
{
	if ((target->office && target->office != office) || (target->flow && target->flow != flow) ||
	    (target->mode && target->mode != mode))
		return -1;
	return (target->office ? 4 : 0) + (target->mode ? 2 : 0) + (target->flow ? 1 : 0);
}

const struct target *targets_find(const struct targets *targets, const char *kpi, uint32_t office, uint32_t flow, uint32_t mode,
	int32_t day)
{
	const struct target *best = NULL;
	int best_fit = -1;

	for (size_t i = 0; i < targets->n; i++) {
		const struct target *target = &targets->items[i];
		int its_fit = fit(target, office, flow, mode);

		if (day < target->from || day > target->to || strcmp(target->kpi, kpi) != 0 || its_fit < 0 || its_fit < best_fit)
			continue;
		if (its_fit > best_fit || target->to - target->from < best->to - best->from) {
			best = target;
			best_fit = its_fit;
		}
	}
	return best;
}

/* The first entry of the calendar for the day or after it. */
static size_t calendar_first(const struct targets *targets, int32_t day)
{
	size_t low = 0, high = targets->n_days;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (targets->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The post's own entry says more than that for all; what it leaves open is that for all's. */
bool targets_day(const struct targets *targets, uint32_t office, int32_t day, uint32_t *ret_tag)
{
	int own = -1, all = -1;
	uint32_t own_tag = 0, tag = 0;

	for (size_t i = calendar_first(targets, day); i < targets->n_days && targets->days[i].day == day; i++) {
		const struct calendar_day *it = &targets->days[i];

		if (it->office == office && office) {
			own = it->working;
			own_tag = it->tag;
		} else if (it->office == 0) {
			all = it->working;
			tag = it->tag;
		}
	}
	if (ret_tag)
		*ret_tag = own_tag ? own_tag : tag;
	if (own >= 0 || all >= 0)
		return own >= 0 ? own : all;
	return !(clocks_weekend(targets->clocks, office) & 1u << time_weekday(day));
}

int32_t targets_working_days(const struct targets *targets, uint32_t office, int32_t from, int32_t to)
{
	int32_t n = 0;

	for (int32_t day = from; day <= to; day++)
		n += targets_day(targets, office, day, NULL);
	return n;
}
