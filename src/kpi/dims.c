/* dims.c - one table row a dimension; the times have functions of their own. */
#include "dims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"

#define ATTRIBUTE "attribute."

static const struct {
	const char *name;
	int column;
	const char *list;	/* of the dictionary */
} dims[] = {
	[KPI_DIM_OFFICE] = {.name = "office", .column = CUBE_OFFICE, .list = "office"},
	[KPI_DIM_FLOW] = {.name = "flow", .column = CUBE_FLOW, .list = "flow"},
	[KPI_DIM_REGIME] = {.name = "regime", .column = CUBE_REGIME, .list = "regime"},
	[KPI_DIM_MODE] = {.name = "mode", .column = CUBE_MODE, .list = "mode"},
	[KPI_DIM_LANE] = {.name = "lane", .column = CUBE_LANE, .list = "lane"},
	[KPI_DIM_LANE_FINAL] = {.name = "lane_final", .column = CUBE_LANE_FINAL, .list = "lane"},
	[KPI_DIM_AEO] = {.name = "aeo", .column = CUBE_FLAGS},
	[KPI_DIM_IMPORTER] = {.name = "importer", .column = CUBE_IMPORTER, .list = "trader"},
	[KPI_DIM_BROKER] = {.name = "broker", .column = CUBE_BROKER, .list = "trader"},
	[KPI_DIM_OFFICER] = {.name = "officer", .column = CUBE_OFFICER, .list = "officer"},
	[KPI_DIM_ORIGIN] = {.name = "origin", .column = CUBE_ORIGIN, .list = "country"},
	[KPI_DIM_HS_CHAPTER] = {.name = "hs_chapter", .column = CUBE_HS_CHAPTER, .list = "hs_chapter"},
	[KPI_DIM_SELECT_REASON] = {.name = "select_reason", .column = CUBE_SELECT_REASON, .list = "select_reason"},
	[KPI_DIM_RULE] = {.name = "rule", .column = CUBE_RULE, .list = "rule"},
	[KPI_DIM_HOUR] = {.name = "hour", .column = -1},
	[KPI_DIM_WEEKDAY] = {.name = "weekday", .column = -1},
	[KPI_DIM_DAY] = {.name = "day", .column = -1},
	[KPI_DIM_WEEK] = {.name = "week", .column = -1},
	[KPI_DIM_MONTH] = {.name = "month", .column = -1},
};

static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const char *const lanes[] = {"green", "blue", "yellow", "orange", "red"};

/* Day keys are days since 2000-01-01 + 1; what lies before 2000 is rare enough to share the key "not recorded". */
enum { DAY_KEY_ZERO = CUBE_EPOCH_DAY - 1, ALL_DAYS = 36525 };

static int index_of(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(words[i], word) == 0)
			return (int)i;
	}
	return -1;
}

bool kpi_by_parse(const char *name, struct kpi_by *ret_by, struct err *err)
{
	for (int i = 0; i < KPI_DIM_ATTRIBUTE; i++) {
		if (strcmp(dims[i].name, name) == 0) {
			*ret_by = (struct kpi_by){.dim = i};
			return true;
		}
	}
	if (strncmp(name, ATTRIBUTE, strlen(ATTRIBUTE)) == 0 && name[strlen(ATTRIBUTE)]) {
		*ret_by = (struct kpi_by){.dim = KPI_DIM_ATTRIBUTE, .attribute = name + strlen(ATTRIBUTE)};
		return true;
	}
	return err_set(err, ERR_USAGE, "'%s' is no dimension; there are office, flow, regime, mode, lane, lane_final, aeo, importer, "
		"broker, officer, attribute.NAME, origin, hs_chapter, select_reason, rule, hour, weekday, day, week, month", name);
}

const char *kpi_by_name(const struct kpi_by *by, char buffer[80])
{
	if (by->dim == KPI_DIM_ATTRIBUTE)
		snprintf(buffer, 80, ATTRIBUTE "%s", by->attribute);
	else
		snprintf(buffer, 80, "%s", dims[by->dim].name);
	return buffer;
}

bool dim_is_time(enum kpi_dim dim)
{
	return dim >= KPI_DIM_HOUR && dim <= KPI_DIM_MONTH;
}

bool dim_is_period(enum kpi_dim dim)
{
	return dim >= KPI_DIM_DAY && dim <= KPI_DIM_MONTH;
}

static uint32_t week_key(int32_t day)
{
	int year, week;

	time_iso_week(day, &year, &week);
	return (uint32_t)(year * 100 + week);
}

static uint32_t month_key(int32_t day)
{
	struct time_civil civil = time_civil_from_day(day);

	return (uint32_t)(civil.year * 100 + civil.month);
}

/* Weeks and months of a century of days, computed where they are met and kept. */
static bool days_init(struct dim *dim, struct arena *arena, struct err *err)
{
	if (dim->by.dim != KPI_DIM_WEEK && dim->by.dim != KPI_DIM_MONTH)
		return true;
	dim->of_day = arena_array(arena, ALL_DAYS, sizeof(*dim->of_day));
	if (!dim->of_day)
		return err_memory(err);
	return true;
}

bool dim_init(const struct kpi_env *env, const struct kpi_by *by, struct arena *arena, struct dim *ret_dim, struct err *err)
{
	struct dim dim = {.by = *by};
	char buffer[80];

	dim.name = arena_strdup(arena, kpi_by_name(by, buffer));
	if (!dim.name)
		return err_memory(err);
	dim.column = by->dim == KPI_DIM_ATTRIBUTE ? cube_attribute_column(env->cube, by->attribute) : dims[by->dim].column;
	if (by->dim == KPI_DIM_ATTRIBUTE && dim.column < 0)
		return err_set(err, ERR_USAGE, "no declaration has an attribute '%s'; a profile names them as attribute.%s = HEADER",
			by->attribute, by->attribute);
	if (!days_init(&dim, arena, err))
		return false;
	*ret_dim = dim;
	return true;
}

static uint32_t kept_key(const struct dim *dim, int64_t day)
{
	if (day >= ALL_DAYS)
		return 0;
	if (dim->of_day[day] == 0)
		dim->of_day[day] = dim->by.dim == KPI_DIM_WEEK ? week_key((int32_t)day + CUBE_EPOCH_DAY) :
								 month_key((int32_t)day + CUBE_EPOCH_DAY);
	return dim->of_day[day];
}

uint32_t dim_time_key(const struct dim *dim, int64_t local, bool day_only)
{
	int64_t day = local / TIME_DAY_SECONDS;

	if (local < 0)
		return 0;
	switch (dim->by.dim) {
	case KPI_DIM_HOUR:
		return day_only ? 0 : (uint32_t)(local % TIME_DAY_SECONDS / 3600) + 1;
	case KPI_DIM_WEEKDAY:
		return (uint32_t)time_weekday((int32_t)day + CUBE_EPOCH_DAY) + 1;
	case KPI_DIM_DAY:
		return (uint32_t)day + 1;
	default:
		return kept_key(dim, day);
	}
}

uint32_t dim_aeo_key(uint32_t flags)
{
	return flags & CUBE_AEO_KNOWN ? (flags & CUBE_AEO ? 2 : 1) : 0;
}

static bool time_key_find(const struct dim *dim, const char *value, uint32_t *ret_key)
{
	char buffer[32];
	int year, number;
	int32_t day;

	switch (dim->by.dim) {
	case KPI_DIM_HOUR:
		if (sscanf(value, "%2d", &number) != 1 || number < 0 || number > 23)
			return false;
		*ret_key = (uint32_t)number + 1;
		return true;
	case KPI_DIM_WEEKDAY:
		number = index_of(weekdays, 7, value);
		*ret_key = (uint32_t)number + 1;
		return number >= 0;
	case KPI_DIM_DAY:
		if (!time_day_parse(value, &day) || day <= DAY_KEY_ZERO)
			return false;
		*ret_key = (uint32_t)(day - DAY_KEY_ZERO);
		return true;
	default:
		snprintf(buffer, sizeof(buffer), "%%4d-%s%%2d", dim->by.dim == KPI_DIM_WEEK ? "W" : "");
		if (sscanf(value, buffer, &year, &number) != 2 || year < 0 || number < 0)
			return false;
		*ret_key = (uint32_t)(year * 100 + number);
		return true;
	}
}

const char *dim_list(const struct dim *dim)
{
	return dim->by.dim == KPI_DIM_ATTRIBUTE ? dim->name : dims[dim->by.dim].list;
}

bool dim_key_find(const struct kpi_env *env, const struct dim *dim, const char *value, uint32_t *ret_key)
{
	int64_t code;

	*ret_key = 0;
	if (!value[0])
		return true;
	if (dim_is_time(dim->by.dim))
		return time_key_find(dim, value, ret_key);
	if (dim->by.dim == KPI_DIM_AEO) {
		*ret_key = strcmp(value, "1") == 0 ? 2 : 1;
		return strcmp(value, "1") == 0 || strcmp(value, "0") == 0;
	}
	code = store_code_find(env->store, dim_list(dim), value);
	*ret_key = (uint32_t)code;
	return code != 0;
}

static const char *time_key_text(const struct dim *dim, uint32_t key, struct arena *arena)
{
	char buffer[32];

	switch (dim->by.dim) {
	case KPI_DIM_HOUR:
		return arena_printf(arena, "%02u", key - 1);
	case KPI_DIM_WEEKDAY:
		return weekdays[(key - 1) % 7];
	case KPI_DIM_DAY:
		return arena_strdup(arena, time_day_format((int32_t)key + DAY_KEY_ZERO, buffer));
	case KPI_DIM_WEEK:
		return arena_printf(arena, "%04u-W%02u", key / 100, key % 100);
	default:
		return arena_printf(arena, "%04u-%02u", key / 100, key % 100);
	}
}

const char *dim_key_text(const struct kpi_env *env, const struct dim *dim, uint32_t key, struct arena *arena)
{
	const char *text;

	if (key == 0)
		return "";
	if (dim_is_time(dim->by.dim))
		text = time_key_text(dim, key, arena);
	else if (dim->by.dim == KPI_DIM_AEO)
		return key == 2 ? "1" : "0";
	else
		text = arena_strdup(arena, store_code_text(env->store, key) ? store_code_text(env->store, key) : "");
	return text ? text : "";
}

static int rank(const char *const *words, size_t n, const char *word)
{
	int i = index_of(words, n, word);

	return i < 0 ? (int)n : i;
}

int dim_compare(enum kpi_dim dim, const char *a, const char *b)
{
	int order = 0;

	if (dim == KPI_DIM_WEEKDAY)
		order = rank(weekdays, 7, a) - rank(weekdays, 7, b);
	else if (dim == KPI_DIM_LANE || dim == KPI_DIM_LANE_FINAL)
		order = rank(lanes, 5, a) - rank(lanes, 5, b);
	return order ? order : strcmp(a, b);
}
