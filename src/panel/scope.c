/* scope.c - periods on the calendar: where one starts and ends, the one before, the shorter and the longer one.
 *
 * Periods are cut at the last day with data, so that "this month" is the month to date and says so. Weeks are ISO
 * weeks, as in `kpi --by week`; four weeks are the 28 days up to and including the last one. Knows no panels. */
#include "scope.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"

static const char *const month_names[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};
static const char *const weekday_names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

static int32_t month_end(int year, int month)
{
	return month == 12 ? time_day_from_civil(year + 1, 1, 1) - 1 : time_day_from_civil(year, month + 1, 1) - 1;
}

/* The whole period that holds a day; four weeks end on it. */
static void period_around(enum panel_grain grain, int32_t day, int32_t *ret_from, int32_t *ret_to)
{
	struct time_civil civil = time_civil_from_day(day);
	int quarter = (civil.month - 1) / 3 * 3 + 1;

	*ret_from = *ret_to = day;
	switch (grain) {
	case PANEL_WEEK:
		*ret_from = day - time_weekday(day);
		*ret_to = *ret_from + 6;
		break;
	case PANEL_FOUR_WEEKS:
		*ret_from = day - 27;
		break;
	case PANEL_MONTH:
		*ret_from = time_day_from_civil(civil.year, civil.month, 1);
		*ret_to = month_end(civil.year, civil.month);
		break;
	case PANEL_QUARTER:
		*ret_from = time_day_from_civil(civil.year, quarter, 1);
		*ret_to = month_end(civil.year, quarter + 2);
		break;
	case PANEL_YEAR:
		*ret_from = time_day_from_civil(civil.year, 1, 1);
		*ret_to = month_end(civil.year, 12);
		break;
	default:
		break;
	}
}

static void place(struct panel_scope *scope, int32_t day)
{
	int32_t from, to;

	period_around(scope->grain, day, &from, &to);
	scope->from = from;
	scope->to = to < scope->last_day ? to : scope->last_day;
}

void scope_set_grain(struct panel_scope *scope, enum panel_grain grain)
{
	scope->grain = grain;
	if (scope->last_day != TIME_DAY_NONE)
		place(scope, scope->to);
}

void scope_set_days(struct panel_scope *scope, int32_t from, int32_t to)
{
	int32_t first, last;

	from = from > scope->first_day ? from : scope->first_day;
	to = to < scope->last_day ? to : scope->last_day;
	for (int grain = PANEL_DAY; grain <= PANEL_YEAR; grain++) {
		period_around((enum panel_grain)grain, to, &first, &last);
		if (first == from && (last == to || to == scope->last_day)) {
			scope->grain = (enum panel_grain)grain;
			place(scope, to);
			return;
		}
	}
	scope->grain = PANEL_SPAN;
	scope->from = from;
	scope->to = to;
}

/* Days typed by hand move by their own length, and stop at the ends of the data. */
static bool span_step(struct panel_scope *scope, int delta)
{
	int32_t days = scope->to - scope->from + 1, from = scope->from + delta * days, to = scope->to + delta * days;

	if (to < scope->first_day || from > scope->last_day)
		return false;
	scope->from = from > scope->first_day ? from : scope->first_day;
	scope->to = to < scope->last_day ? to : scope->last_day;
	return true;
}

bool scope_step(struct panel_scope *scope, int delta)
{
	int32_t day;

	if (scope->last_day == TIME_DAY_NONE)
		return false;
	if (scope->grain == PANEL_SPAN)
		return span_step(scope, delta);
	if (scope->grain == PANEL_FOUR_WEEKS) {
		day = scope->to + 28 * delta;
		if (delta > 0 && scope->to < scope->last_day && day > scope->last_day)
			day = scope->last_day;
	} else {
		day = delta < 0 ? scope->from - 1 : scope->to + 1;
	}
	if (day < scope->first_day || day > scope->last_day)
		return false;
	place(scope, day);
	return true;
}

/* The shortest period of the calendar that is not shorter than the scope. */
static enum panel_grain grain_about(const struct panel_scope *scope)
{
	static const int32_t days[PANEL_GRAINS] = { 1, 7, 28, 31, 92, INT32_MAX };
	int grain = PANEL_DAY;

	if (scope->grain != PANEL_SPAN)
		return scope->grain;
	while (days[grain] < scope->to - scope->from + 1)
		grain++;
	return (enum panel_grain)grain;
}

bool scope_zoom(struct panel_scope *scope, int delta)
{
	int grain = (int)grain_about(scope) + (scope->grain == PANEL_SPAN && delta > 0 ? 0 : delta);

	if (scope->last_day == TIME_DAY_NONE || grain < 0 || grain >= PANEL_GRAINS)
		return false;
	scope_set_grain(scope, (enum panel_grain)grain);
	return true;
}

static bool count_batch(void *context, const struct cube_batch *batch)
{
	int64_t *n = context;

	*n += (int64_t)batch->n;
	return *n < SCOPE_BUSY_DAY;
}

/* Releases of one day, or registrations where the data knows no releases: at most what makes a day busy. */
static bool count_day(const struct kpi_env *env, bool releases, int32_t day, int64_t *ret_n, struct err *err)
{
	struct cube_slice slice = {
		.stamp = releases ? CUBE_AT_RELEASED : CUBE_AT_REGISTERED,
		.from = (int64_t)(day - CUBE_EPOCH_DAY) * TIME_DAY_SECONDS,
		.to = (int64_t)(day + 1 - CUBE_EPOCH_DAY) * TIME_DAY_SECONDS,
		.flags_mask = CUBE_LIVE,
		.flags_value = CUBE_LIVE,
	};

	*ret_n = 0;
	return cube_scan(env->cube, &slice, NULL, 0, count_batch, ret_n, err);
}

/* Days with registrations or releases, cut at today: a stamp in the future is no data yet. */
static bool data_days(const struct kpi_env *env, int32_t *ret_first, int32_t *ret_last, bool *ret_releases)
{
	int32_t first, last, first_release, last_release, today = time_day_of(env->now);

	if (!cube_span(env->cube, CUBE_AT_REGISTERED, &first, &last))
		return false;
	*ret_releases = cube_span(env->cube, CUBE_AT_RELEASED, &first_release, &last_release);
	if (*ret_releases && last_release > last)
		last = last_release;
	*ret_first = first;
	*ret_last = today >= first && last > today ? today : last;
	return true;
}

bool scope_open(const struct kpi_env *env, struct panel_scope *ret_scope, struct err *err)
{
	struct panel_scope scope = { .grain = PANEL_FOUR_WEEKS, .from = TIME_DAY_NONE, .to = TIME_DAY_NONE,
		.first_day = TIME_DAY_NONE, .last_day = TIME_DAY_NONE };
	bool releases;
	int64_t n;

	if (data_days(env, &scope.first_day, &scope.last_day, &releases)) {
		if (!count_day(env, releases, scope.last_day, &n, err))
			return false;
		scope.grain = n >= SCOPE_BUSY_DAY ? PANEL_DAY : PANEL_FOUR_WEEKS;
		place(&scope, scope.last_day);
	}
	*ret_scope = scope;
	return true;
}

bool scope_refresh(const struct kpi_env *env, struct panel_scope *scope, struct err *err)
{
	bool at_end = scope->to == scope->last_day, releases;
	int32_t first, last;

	if (scope->last_day == TIME_DAY_NONE)
		return scope_open(env, scope, err);
	if (!data_days(env, &first, &last, &releases))
		return true;
	scope->first_day = first;
	scope->last_day = last;
	if (scope->grain == PANEL_SPAN)
		scope_set_days(scope, scope->from, scope->to);
	else
		place(scope, at_end || scope->to > last ? last : scope->to < first ? first : scope->to);
	return true;
}

void scope_day_text(int32_t day, bool with_weekday, struct text *out)
{
	struct time_civil civil = time_civil_from_day(day);

	if (with_weekday)
		text_appendf(out, "%s ", weekday_names[time_weekday(day)]);
	text_appendf(out, "%d %s %d", civil.day, month_names[civil.month - 1], civil.year);
}

const char *scope_day_in(int32_t day, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *copy;

	if (day == TIME_DAY_NONE)
		return "";
	scope_day_text(day, false, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}

const char *scope_day_short_in(int32_t day, struct arena *arena)
{
	const char *words = scope_day_in(day, arena), *kept = arena_strndup(arena, words, strlen(words) > 5 ? strlen(words) - 5 : 0);

	return kept ? kept : "";
}

/* "16–22 Nov 2026", "30 Nov–6 Dec 2026"; the year of the first day only where it differs. */
static void range_text(int32_t from, int32_t to, struct text *out)
{
	struct time_civil a = time_civil_from_day(from), b = time_civil_from_day(to);

	text_appendf(out, "%d", a.day);
	if (a.month != b.month || a.year != b.year)
		text_appendf(out, " %s", month_names[a.month - 1]);
	if (a.year != b.year)
		text_appendf(out, " %d", a.year);
	text_append(out, "–");
	scope_day_text(to, false, out);
}

/* A month, quarter or year that is over goes by its name; one that is not, by its days. */
static void named_text(const struct panel_scope *scope, struct text *out)
{
	struct time_civil civil = time_civil_from_day(scope->from);
	int32_t from, to;

	period_around(scope->grain, scope->from, &from, &to);
	if (scope->to < to)
		range_text(scope->from, scope->to, out);
	else if (scope->grain == PANEL_MONTH)
		text_appendf(out, "%s %d", month_names[civil.month - 1], civil.year);
	else if (scope->grain == PANEL_QUARTER)
		text_appendf(out, "Q%d %d", (civil.month - 1) / 3 + 1, civil.year);
	else
		text_appendf(out, "%d", civil.year);
}

void scope_text(const struct panel_scope *scope, struct text *out)
{
	if (scope->to == TIME_DAY_NONE) {
		text_append(out, "no data");
		return;
	}
	switch (scope->grain) {
	case PANEL_DAY:
		scope_day_text(scope->to, true, out);
		break;
	case PANEL_FOUR_WEEKS:
		text_append(out, "4 weeks to ");
		scope_day_text(scope->to, true, out);
		break;
	case PANEL_WEEK:
		text_append(out, "week ");
		range_text(scope->from, scope->to, out);
		break;
	case PANEL_SPAN:
		range_text(scope->from, scope->to, out);
		break;
	default:
		named_text(scope, out);
	}
}

void scope_text_short(const struct panel_scope *scope, struct text *out)
{
	struct time_civil civil;

	if (scope->to == TIME_DAY_NONE) {
		text_append(out, "no data");
		return;
	}
	civil = time_civil_from_day(scope->to);
	if (scope->grain == PANEL_FOUR_WEEKS)
		text_appendf(out, "4 weeks to %d %s", civil.day, month_names[civil.month - 1]);
	else if (scope->grain == PANEL_DAY)
		text_appendf(out, "%d %s %d", civil.day, month_names[civil.month - 1], civil.year);
	else
		scope_text(scope, out);
}

const struct panel_scope_filter *scope_filter_find(const struct panel_scope *scope, const char *name)
{
	for (size_t i = 0; i < scope->n_filters; i++)
		if (strcmp(scope->filters[i].name, name) == 0)
			return &scope->filters[i];
	return NULL;
}

bool scope_filter_set(struct panel_scope *scope, const char *name, const char *value)
{
	size_t i = 0;

	while (i < scope->n_filters && strcmp(scope->filters[i].name, name) != 0)
		i++;
	if (i == PANEL_MAX_FILTERS || strlen(value) >= sizeof(scope->filters[i].value))
		return false;
	snprintf(scope->filters[i].name, sizeof(scope->filters[i].name), "%s", name);
	snprintf(scope->filters[i].value, sizeof(scope->filters[i].value), "%s", value);
	if (i == scope->n_filters)
		scope->n_filters++;
	return true;
}

bool scope_query(const struct panel_scope *scope, struct arena *arena, struct kpi_query *ret_query, struct err *err)
{
	struct kpi_filter *filters = arena_array(arena, scope->n_filters + 1, sizeof(*filters));

	if (!filters)
		return err_memory(err);
	for (size_t i = 0; i < scope->n_filters; i++) {
		const char **values = arena_array(arena, 1, sizeof(*values));
		char *name = arena_strdup(arena, scope->filters[i].name);

		if (!values || !name || !(values[0] = arena_strdup(arena, scope->filters[i].value)))
			return err_memory(err);
		if (!kpi_by_parse(name, &filters[i].by, err))
			return false;
		filters[i].values = values;
		filters[i].n_values = 1;
	}
	*ret_query = (struct kpi_query){ .from = scope->from, .to = scope->to, .filters = filters,
		.n_filters = scope->n_filters };
	return true;
}

static int32_t months_back(int32_t day, size_t n)
{
	struct time_civil civil = time_civil_from_day(day);
	int months = civil.year * 12 + civil.month - 1 - (int)n;

	return time_day_from_civil(months / 12, months % 12 + 1, 1);
}

struct scope_trend scope_trend_of(const struct panel_scope *scope, size_t n)
{
	struct scope_trend trend = { .dim = KPI_DIM_MONTH, .to = scope->to, .n = n };

	if (grain_about(scope) == PANEL_DAY) {
		trend.dim = KPI_DIM_DAY;
		trend.from = scope->to - (int32_t)n + 1;
	} else if (grain_about(scope) <= PANEL_FOUR_WEEKS) {
		trend.dim = KPI_DIM_WEEK;
		trend.from = scope->to - time_weekday(scope->to) - 7 * ((int32_t)n - 1);
	} else {
		trend.from = months_back(scope->to, n - 1);
	}
	return trend;
}

int32_t scope_trend_day(const struct scope_trend *trend, size_t back)
{
	if (back == 0)
		return trend->to;
	switch (trend->dim) {
	case KPI_DIM_DAY: return trend->to - (int32_t)back;
	case KPI_DIM_WEEK: return trend->to - 7 * (int32_t)back;
	default: return months_back(trend->to, back - 1) - 1;
	}
}

void scope_trend_label(enum kpi_dim dim, int32_t day, char buffer[32])
{
	struct time_civil civil = time_civil_from_day(day);
	int year, week;

	if (dim == KPI_DIM_DAY) {
		time_day_format(day, buffer);
	} else if (dim == KPI_DIM_WEEK) {
		time_iso_week(day, &year, &week);
		snprintf(buffer, 32, "%04d-W%02d", year, week);
	} else {
		snprintf(buffer, 32, "%04d-%02d", civil.year, civil.month);
	}
}
