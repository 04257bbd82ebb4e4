/* series_grid.c - moments as equal steps: the usual distance is found, gaps are filled with NaN, rows of one moment joined.
 *
 * Months are steps though their days differ. A series of days in which some days of the week never occur (a post that is closed
 * on them) has only the others for steps, or five days in seven would be followed by two that are always missing. A little early
 * or late is no matter where the distance is round, nor is it when many readings are left out and the clock shifts meanwhile.
 * Where rows keep no distance at all, each moment is a step. */
#include "ingest/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"

enum { SPARSE_TIMES = 4, SPARSE_MORE = 1000, DOUBLED_ONE_IN = 50, WEEKS_TO_SKIP = 3, ROUND_WITHIN = 5, NEAR_ONE_IN = 8 };

/* Distinct moments, ascending. */
struct moments {
	int64_t *at;
	size_t n;
};

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* The commonest distance, the smallest of several; 0 under two moments. */
static bool usual_step(const struct moments *moments, struct arena *arena, int64_t *ret_step)
{
	size_t n = moments->n > 1 ? moments->n - 1 : 0, most = 0, run = 0;
	int64_t *steps = arena_array(arena, n + 1, sizeof(*steps));

	*ret_step = 0;
	if (!steps)
		return false;
	for (size_t i = 0; i < n; i++)
		steps[i] = moments->at[i + 1] - moments->at[i];
	qsort(steps, n, sizeof(*steps), by_value);
	for (size_t i = 0; i < n; i++) {
		run = i > 0 && steps[i] == steps[i - 1] ? run + 1 : 1;
		if (run > most) {
			most = run;
			*ret_step = steps[i];
		}
	}
	return true;
}

static bool is_clock(const struct ingest_series *series)
{
	return series->time >= INGEST_SERIES_DAY;
}

static int64_t month_of(int64_t seconds, int *ret_day)
{
	struct time_civil civil = time_civil_from_day(time_day_of(seconds));

	*ret_day = civil.day;
	return (int64_t)civil.year * 12 + civil.month - 1;
}

static bool is_last_of_month(int64_t seconds)
{
	return time_civil_from_day(time_day_of(seconds) + 1).day == 1;
}

/* The same day of each month, or always the last. */
static bool are_months(const struct moments *moments, int64_t step)
{
	int first_day, day;
	bool same = true, last = true;

	if (moments->n < 3 || step < (int64_t)28 * TIME_DAY_SECONDS)
		return false;
	month_of(moments->at[0], &first_day);
	for (size_t i = 0; i < moments->n; i++) {
		month_of(moments->at[i], &day);
		same = same && day == first_day;
		last = last && is_last_of_month(moments->at[i]);
	}
	return same || last;
}

/* Days of the week on which something stands, as bits; all of them where that cannot be told. */
static unsigned weekdays_of(const struct moments *moments)
{
	unsigned days = 0;

	for (size_t i = 0; i < moments->n; i++)
		days |= 1u << time_weekday(time_day_of(moments->at[i]));
	if (moments->n < 5 || moments->at[moments->n - 1] - moments->at[0] < (int64_t)WEEKS_TO_SKIP * 7 * TIME_DAY_SECONDS)
		return 127;
	return days;
}

/* Open days from a Monday before all of them. */
static int64_t open_days(int64_t seconds, unsigned weekdays)
{
	int64_t day = (int64_t)time_day_of(seconds) + 1000003 * (int64_t)7 + 3, week = day / 7, n;

	n = week * __builtin_popcount(weekdays);
	for (int d = 0; d < day % 7; d++)
		n += (weekdays >> d) & 1;
	return n;
}

/* How moments become numbers of steps. */
struct scale {
	int64_t step, from;
	bool in_months;
	unsigned weekdays;	/* 127: all */
	int64_t loose;		/* moments may lie so far from their step */
};

static int64_t scaled(const struct scale *scale, int64_t at)
{
	int day;

	if (scale->in_months)
		return month_of(at, &day);
	return scale->weekdays != 127 ? open_days(at, scale->weekdays) : at;
}

/* The step to which a moment is nearest. */
static int64_t place_of(const struct scale *scale, int64_t at)
{
	return (scaled(scale, at) - scale->from + scale->step / 2) / scale->step;
}

/* Moments keep their distance when nearly all lie on a step, and nearly no two on the same. */
static bool is_regular(const struct scale *scale, const struct moments *moments)
{
	size_t off = 0, same = 0;
	int64_t last = -1, place = 0;

	for (size_t i = 0; i < moments->n; i++) {
		place = place_of(scale, moments->at[i]);
		off += llabs(scaled(scale, moments->at[i]) - scale->from - place * scale->step) > scale->loose;
		same += place == last;
		last = place;
	}
	return off * 10 <= moments->n && same * 50 <= moments->n && place < (int64_t)(SPARSE_TIMES * moments->n + SPARSE_MORE);
}

static const int64_t round_steps[] = {10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400};

/* A clock that is read a little early or late means a round distance: the one nearest to the mean of those from one to the next. */
static int64_t round_step(const struct moments *moments)
{
	int64_t span = moments->at[moments->n - 1] - moments->at[0], count = (int64_t)moments->n - 1, found = 0;

	for (size_t i = 0; i < sizeof(round_steps) / sizeof(round_steps[0]); i++) {
		if (llabs(span - round_steps[i] * count) * ROUND_WITHIN < round_steps[i] * count)
			found = round_steps[i];
	}
	return found;
}

/* Readings of which many are left out: the commonest distance, where it is a round one and most others are about multiples of it. */
static int64_t common_step(const struct moments *moments, int64_t usual)
{
	size_t near = 0;
	bool is_round = false;

	for (size_t i = 0; i < sizeof(round_steps) / sizeof(round_steps[0]); i++)
		is_round = is_round || round_steps[i] == usual;
	for (size_t i = 1; is_round && i < moments->n; i++) {
		int64_t rest = (moments->at[i] - moments->at[i - 1]) % usual;

		near += (rest < usual - rest ? rest : usual - rest) * NEAR_ONE_IN <= usual;
	}
	return is_round && near * 2 >= moments->n ? usual : 0;
}

/* step 0: each moment is a step. */
static bool scale_find(const struct ingest_series *series, const struct moments *moments, struct arena *arena,
	struct scale *ret_scale)
{
	struct scale scale = {.weekdays = 127};
	int64_t step;

	*ret_scale = scale;
	if (!usual_step(moments, arena, &step))
		return false;
	if (step <= 0)
		return true;
	scale.step = step;
	scale.in_months = is_clock(series) && are_months(moments, step);
	if (is_clock(series) && !scale.in_months && step == TIME_DAY_SECONDS)
		scale.weekdays = weekdays_of(moments);
	if (scale.in_months || scale.weekdays != 127) {
		struct moments changed = {.at = arena_array(arena, moments->n, sizeof(int64_t)), .n = moments->n};

		if (!changed.at)
			return false;
		for (size_t i = 0; i < moments->n; i++)
			changed.at[i] = scaled(&scale, moments->at[i]);
		if (!usual_step(&changed, arena, &scale.step))
			return false;
	}
	scale.from = scaled(&scale, moments->at[0]);
	if (scale.step > 0 && is_regular(&scale, moments)) {
		*ret_scale = scale;
		return true;
	}
	scale = (struct scale){.weekdays = 127, .from = moments->at[0], .step = is_clock(series) ? round_step(moments) : 0};
	scale.loose = scale.step / 4;
	if (scale.step > 0 && is_regular(&scale, moments)) {
		*ret_scale = scale;
		return true;
	}
	scale.step = is_clock(series) ? common_step(moments, step) : 0;
	scale.loose = scale.step;
	if (scale.step > 0 && is_regular(&scale, moments))
		*ret_scale = scale;
	return true;
}

static bool moments_distinct(const struct ingest_series *series, struct arena *arena, struct moments *ret_moments)
{
	struct moments moments = {.at = arena_array(arena, series->n, sizeof(int64_t))};

	if (!moments.at)
		return false;
	for (size_t i = 0; i < series->n; i++) {
		if (i == 0 || series->at[i] != series->at[i - 1])
			moments.at[moments.n++] = series->at[i];
	}
	*ret_moments = moments;
	return true;
}

/* The moment of a step that no row may stand on. */
static int64_t moment_at(const struct ingest_grid *grid, const struct scale *scale, int64_t first, int64_t place)
{
	if (grid->in_months) {
		struct time_civil from = time_civil_from_day(time_day_of(first));
		int64_t month = (int64_t)from.year * 12 + from.month - 1 + place * grid->step;
		int day = is_last_of_month(first) ? 31 : from.day;

		while (!time_civil_is_valid((int)(month / 12), (int)(month % 12) + 1, day) && day > 28)
			day--;
		return (int64_t)time_day_from_civil((int)(month / 12), (int)(month % 12) + 1, day) * TIME_DAY_SECONDS +
		       (first - (int64_t)time_day_of(first) * TIME_DAY_SECONDS);
	}
	if (grid->skips_days) {
		int64_t at = first, n = place * grid->step;

		while (n > 0) {
			at += TIME_DAY_SECONDS;
			n -= (scale->weekdays >> time_weekday(time_day_of(at))) & 1;
		}
		return at;
	}
	return first + place * grid->step;
}

static bool refuse_doubled(const struct ingest_series *series, const struct ingest_grid *grid, const char *path, struct err *err)
{
	char buffer[32];

	for (size_t i = 1; i < series->n; i++) {
		if (series->at[i] == series->at[i - 1] && series->values[i] != series->values[i - 1])
			return err_set(err, ERR_DATA, "%s, line %ld: %s stands in line %ld already, with another value, as others do; choose the rows of one "
				"series, or add them up first", path, series->lines[i], ingest_series_format(series->time, series->at[i], buffer),
				series->lines[i - 1]);
	}
	return true;
}

/* Rows of one step: their mean. */
static bool cells_fill(const struct ingest_series *series, struct ingest_grid *grid, struct arena *arena)
{
	size_t *counts = arena_array(arena, grid->n, sizeof(*counts));

	if (!counts)
		return false;
	for (size_t i = 0; i < series->n; i++) {
		size_t cell = grid->cell_of_row[i];

		grid->at[cell] = series->at[i];
		if (isnan(series->values[i]))
			continue;
		if (counts[cell]++ == 0) {
			grid->values[cell] = series->values[i];
		} else if (grid->values[cell] != series->values[i]) {
			grid->values[cell] += (series->values[i] - grid->values[cell]) / (double)counts[cell];
			grid->n_doubled += series->at[i] == series->at[i - 1];
			grid->n_joined += series->at[i] != series->at[i - 1];
		}
	}
	return true;
}

static size_t cells_count(const struct ingest_series *series, const struct scale *scale, const struct moments *moments,
	size_t *cell_of_row)
{
	size_t distinct = 0;

	for (size_t i = 0; i < series->n; i++) {
		distinct += i > 0 && series->at[i] != series->at[i - 1];
		cell_of_row[i] = scale->step ? (size_t)place_of(scale, series->at[i]) : distinct;
	}
	return scale->step ? (size_t)place_of(scale, moments->at[moments->n - 1]) + 1 : moments->n;
}

bool ingest_series_grid(const struct ingest_series *series, const char *path, struct arena *arena, struct ingest_grid *ret_grid,
	struct err *err)
{
	struct ingest_grid grid = {.cell_of_row = arena_array(arena, series->n, sizeof(size_t))};
	struct moments moments;
	struct scale scale;

	if (!grid.cell_of_row || !moments_distinct(series, arena, &moments) || !scale_find(series, &moments, arena, &scale))
		return err_memory(err);
	grid.step = scale.step;
	grid.in_months = scale.in_months;
	grid.weekdays = scale.weekdays;
	grid.skips_days = scale.weekdays != 127;
	grid.n = cells_count(series, &scale, &moments, grid.cell_of_row);
	grid.values = arena_array(arena, grid.n, sizeof(*grid.values));
	grid.at = arena_array(arena, grid.n, sizeof(*grid.at));
	if (!grid.values || !grid.at)
		return err_memory(err);
	for (size_t i = 0; i < grid.n; i++) {
		grid.values[i] = NAN;
		grid.at[i] = TIME_NONE;
	}
	if (!cells_fill(series, &grid, arena))
		return err_memory(err);
	for (size_t i = 0; i < grid.n; i++) {
		if (grid.at[i] == TIME_NONE) {
			grid.at[i] = scale.step ? moment_at(&grid, &scale, grid.at[0], (int64_t)i) : 0;
			grid.n_gaps++;
		}
	}
	if (grid.n_doubled * DOUBLED_ONE_IN > series->n && grid.n_doubled > 1)
		return refuse_doubled(series, &grid, path, err);
	*ret_grid = grid;
	return true;
}

int64_t ingest_grid_ahead(const struct ingest_grid *grid, size_t steps)
{
	struct scale scale = {.step = grid->step, .weekdays = grid->weekdays};

	return grid->step ? moment_at(grid, &scale, grid->at[grid->n - 1], (int64_t)steps) : grid->at[grid->n - 1] + (int64_t)steps;
}
