/* standard.c - see standard.h. Each combination is looked up once. */
#include "standard.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "targets.h"

enum { HOUR = 3600, DEFAULT_HOURS = 48, AIR_HOURS = 24, LONGEST_HOURS = 24 * 366 };

enum { KEYS = 4 };

/* Between two days on which some standard begins or ends nothing changes: such a stretch is an era, named by its first day. */
struct standards {
	const struct evaluation *evaluation;
	int32_t *eras;			/* in order */
	size_t n_eras;
	struct groups places;		/* era, office, flow, mode */
	uint32_t *seconds;
	uint32_t last_keys[KEYS], last;
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
	for (size_t i = 0; i < n; i++) {
		if (strcmp(targets->items[i].kpi, promise) != 0)
			continue;
		standards->eras[standards->n_eras++] = targets->items[i].from;
		standards->eras[standards->n_eras++] = targets->items[i].to + 1;
	}
	if (standards->n_eras)
		qsort(standards->eras, standards->n_eras, sizeof(*standards->eras), compare_days);
	return true;
}

struct standards *standards_create(const struct evaluation *evaluation)
{
	struct standards *standards = calloc(1, sizeof(*standards));

	if (!standards)
		return NULL;
	standards->evaluation = evaluation;
	groups_init(&standards->places, KEYS);
	if (eras_init(standards))
		return standards;
	standards_destroy(standards);
	return NULL;
}

void standards_destroy(struct standards *standards)
{
	if (!standards)
		return;
	groups_finish(&standards->places);
	free(standards->eras);
	free(standards->seconds);
	free(standards);
}

/* The first day of the era; before the first one all days are alike. */
static int32_t era_of(const struct standards *standards, int32_t day)
{
	size_t low = 0, high = standards->n_eras;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (standards->eras[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? standards->eras[low - 1] : INT32_MIN;
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

static double look_up(const struct evaluation *e, int32_t day, uint32_t office, uint32_t flow, uint32_t mode)
{
	const char *code = mode ? store_code_text(e->env->store, mode) : NULL, *name = mode_name(code);
	const struct target *target = e->targets ? targets_find(e->targets, promise, office, flow, mode, day) : NULL;
	double hours;

	if (target && target->value > 0 && target->value <= LONGEST_HOURS)
		return target->value;
	hours = hours_of(e->env->config, code);
	if (hours == 0)
		hours = hours_of(e->env->config, name);
	if (hours == 0 && name && name[0] == 'a')
		hours = AIR_HOURS;
	if (hours == 0)
		hours = hours_of(e->env->config, "default");
	return hours == 0 ? DEFAULT_HOURS : hours;
}

uint32_t standards_seconds(struct standards *s, int64_t arrived, uint32_t office, uint32_t flow, uint32_t mode)
{
	int32_t era = era_of(s, time_day_of(arrived) + CUBE_EPOCH_DAY);
	uint32_t keys[KEYS] = {(uint32_t)era, office, flow, mode}, number;
	size_t n = s->places.n;

	if (s->last && memcmp(keys, s->last_keys, sizeof(keys)) == 0)
		return s->last;
	number = groups_at(&s->places, keys);
	if (number == GROUPS_NONE)
		return DEFAULT_HOURS * HOUR;
	if (s->places.n > n) {
		uint32_t *seconds = realloc(s->seconds, s->places.cap * sizeof(*seconds));

		if (!seconds) {
			s->places.failed = true;
			return DEFAULT_HOURS * HOUR;
		}
		s->seconds = seconds;
		s->seconds[number] = (uint32_t)(look_up(s->evaluation, era, office, flow, mode) * HOUR + 0.5);
	}
	memcpy(s->last_keys, keys, sizeof(keys));
	return s->last = s->seconds[number];
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
