/* targets.c - see targets.h. */
#include "targets.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
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

/* Only the days within revenue targets are ever counted. */
static void span_of(const struct targets *targets, int32_t *ret_from, int32_t *ret_to)
{
	*ret_from = INT32_MAX;
	*ret_to = INT32_MIN;
	for (size_t i = 0; i < targets->n; i++) {
		if (targets->items[i].from < *ret_from)
			*ret_from = targets->items[i].from;
		if (targets->items[i].to > *ret_to)
			*ret_to = targets->items[i].to;
	}
}

static bool calendar_read(struct store *store, struct arena *arena, struct targets *targets, struct err *err)
{
	struct store_rows *rows = NULL;
	int32_t from, to;
	int got;

	if (!store_rows_open(store, "kpi_calendar", &rows, err))
		return false;
	span_of(targets, &from, &to);
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
			.office = (uint32_t)store_rows_int(rows, 1), .working = store_rows_int(rows, 2) != 0};
		targets->days = days;
	}
	store_rows_close(rows);
	return got == 0;
}

bool targets_load(struct store *store, const struct clocks *clocks, struct arena *arena, struct targets *ret_targets,
	struct err *err)
{
	struct targets targets = {.clocks = clocks};

	if (!targets_read(store, arena, &targets, err) || (targets.n && !calendar_read(store, arena, &targets, err)))
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

static bool is_working(const struct targets *targets, uint32_t office, uint8_t weekend, int32_t day)
{
	bool working = !(weekend & 1u << time_weekday(day));

	for (size_t i = calendar_first(targets, day); i < targets->n_days && targets->days[i].day == day; i++) {
		if (targets->days[i].office == office && office)
			return targets->days[i].working;
		if (targets->days[i].office == 0)
			working = targets->days[i].working;
	}
	return working;
}

int32_t targets_working_days(const struct targets *targets, uint32_t office, int32_t from, int32_t to)
{
	uint8_t weekend = clocks_weekend(targets->clocks, office);
	int32_t n = 0;

	for (int32_t day = from; day <= to; day++)
		n += is_working(targets, office, weekend, day);
	return n;
}

double targets_part(const struct targets *targets, const struct target *target, int32_t from, int32_t to)
{
	int32_t all = targets_working_days(targets, target->office, target->from, target->to);

	if (from < target->from)
		from = target->from;
	if (to > target->to)
		to = target->to;
	if (all == 0 || to < from)
		return 0;
	return target->value * targets_working_days(targets, target->office, from, to) / all;
}
