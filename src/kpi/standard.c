/* standard.c - see standard.h. Each combination is looked up once. */
#include "standard.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "targets.h"

enum { HOUR = 3600, DEFAULT_HOURS = 48, AIR_HOURS = 24, LONGEST_HOURS = 24 * 366 };

struct standards {
	const struct evaluation *evaluation;
	struct groups places;
	uint32_t *seconds;
	uint32_t last_keys[3], last;
};

struct standards *standards_create(const struct evaluation *evaluation)
{
	struct standards *standards = calloc(1, sizeof(*standards));

	if (!standards)
		return NULL;
	standards->evaluation = evaluation;
	groups_init(&standards->places, 3);
	return standards;
}

void standards_destroy(struct standards *standards)
{
	if (!standards)
		return;
	groups_finish(&standards->places);
	free(standards->seconds);
	free(standards);
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

static double look_up(const struct evaluation *e, uint32_t office, uint32_t flow, uint32_t mode)
{
	const char *code = mode ? store_code_text(e->env->store, mode) : NULL, *name = mode_name(code);
	const struct target *target = e->targets ?
		targets_find(e->targets, "release_time_total", office, flow, mode, e->period.to) : NULL;
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

uint32_t standards_seconds(struct standards *s, uint32_t office, uint32_t flow, uint32_t mode)
{
	uint32_t keys[3] = {office, flow, mode}, number;
	size_t n = s->places.n;

	if (s->last && keys[0] == s->last_keys[0] && keys[1] == s->last_keys[1] && keys[2] == s->last_keys[2])
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
		s->seconds[number] = (uint32_t)(look_up(s->evaluation, office, flow, mode) * HOUR + 0.5);
	}
	for (int i = 0; i < 3; i++)
		s->last_keys[i] = keys[i];
	return s->last = s->seconds[number];
}

uint32_t standards_longest(const struct evaluation *e)
{
	double longest = DEFAULT_HOURS;
	const struct settings_entry *entry;
	size_t cursor = 0;

	for (size_t i = 0; e->targets && i < e->targets->n; i++) {
		const struct target *target = &e->targets->items[i];

		if (strcmp(target->kpi, "release_time_total") == 0 && target->value > longest && target->value <= LONGEST_HOURS)
			longest = target->value;
	}
	while (e->env->config && (entry = settings_next(e->env->config, &cursor))) {
		if (strcasecmp(entry->section, "standards") == 0 && hours_of(e->env->config, entry->key) > longest)
			longest = hours_of(e->env->config, entry->key);
	}
	return (uint32_t)(longest * HOUR + 0.5);
}
