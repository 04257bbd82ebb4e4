/* field.c - reads the values of a scenario, each type of value in one small function.
 *
 * A type says what it expects in words, so that a mistake is answered with the line and what should stand
 * there. Knows nothing about what the numbers mean. */
#include "field.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"
#include "random.h"

static const char *const tale_names[] = {
	[SIM_TALE_SILENT] = "silent",
	[SIM_TALE_LATE] = "late",
	[SIM_TALE_PAIR] = "pair",
	[SIM_TALE_OUTAGE] = "outage",
	[SIM_TALE_TIGHTEN] = "tighten",
	[SIM_TALE_REFORM] = "reform",
	[SIM_TALE_DISHONEST] = "dishonest",
	[SIM_TALE_UNDERVALUE] = "undervalue",
	[SIM_TALE_ROTATE] = "rotate",
};

static const char *const kind_names[] = {
	[SIM_SEA] = "sea",
	[SIM_AIR] = "air",
	[SIM_LAND] = "land",
	[SIM_RAIL] = "rail",
	[SIM_INLAND] = "inland",
	[SIM_MAIL] = "mail",
};

static const char *const lane_names[] = {
	[SIM_GREEN] = "green",
	[SIM_BLUE] = "blue",
	[SIM_YELLOW] = "yellow",
	[SIM_ORANGE] = "orange",
	[SIM_RED] = "red",
};

static const char *const weekday_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

const char *sim_kind_name(enum sim_kind kind)
{
	return kind_names[kind];
}

const char *sim_lane_name(enum sim_lane lane)
{
	return lane_names[lane];
}

static int word_find(const char *const *words, int n, const char *word)
{
	for (int i = 0; i < n; i++)
		if (!strcasecmp(words[i], word))
			return i;
	return -1;
}

/* A plain decimal of at most 15 digits, read alike in every locale; returns what follows it, NULL when it is
 * none. */
static const char *decimal_read(const char *s, double *ret_number)
{
	double scale = 1;
	int64_t digits = 0;
	bool negative = *s == '-', point = false;
	int n = 0;

	s += negative;
	for (; (*s >= '0' && *s <= '9') || (*s == '.' && !point); s++) {
		if (*s == '.') {
			point = true;
			continue;
		}
		digits = digits * 10 + (*s - '0');
		scale *= point ? 10 : 1;
		if (++n > 15)
			return NULL;
	}
	if (!n || (*s && *s != ' ' && *s != '\t'))
		return NULL;
	*ret_number = (double)(negative ? -digits : digits) / scale;
	return s;
}

int field_numbers(const char *text, double *numbers, int max)
{
	for (int n = 0;; n++) {
		text += strspn(text, " \t");
		if (!*text)
			return n;
		if (n == max || !(text = decimal_read(text, &numbers[n])))
			return -1;
	}
}

struct target {
	struct sim_scenario *scenario;
	const char *value;
	void *slot;
};

static bool read_text(const struct target *target)
{
	char *copy = arena_strdup(&target->scenario->arena, target->value);

	*(const char **)target->slot = copy;
	return copy != NULL;
}

static bool read_number(const struct target *target)
{
	return field_numbers(target->value, target->slot, 1) == 1 && *(double *)target->slot >= 0;
}

static bool read_share(const struct target *target)
{
	return read_number(target) && *(double *)target->slot <= 1;
}

static bool read_int(const struct target *target)
{
	double x;

	if (field_numbers(target->value, &x, 1) != 1 || x < 0 || x > 100000 || x != floor(x))
		return false;
	*(int *)target->slot = (int)x;
	return true;
}

static bool read_bool(const struct target *target)
{
	*(bool *)target->slot = !strcmp(target->value, "1");
	return !strcmp(target->value, "0") || !strcmp(target->value, "1");
}

static bool read_day(const struct target *target)
{
	return time_day_parse(target->value, target->slot);
}

static bool read_stamp(const struct target *target)
{
	struct time_stamp stamp;

	if (!time_stamp_parse(target->value, strlen(target->value), &stamp) ||
		stamp.form == TIME_FORM_INSTANT)
		return false;
	*(int64_t *)target->slot = stamp.seconds;
	return true;
}

static bool read_hours(const struct target *target)
{
	struct sim_hours *hours = target->slot;
	int from_hour, from_minute, to_hour, to_minute, end = 0;

	if (sscanf(target->value, "%2d:%2d-%2d:%2d%n", &from_hour, &from_minute, &to_hour, &to_minute,
		    &end) != 4 ||
		target->value[end])
		return false;
	hours->opens = from_hour * 60 + from_minute;
	hours->closes = to_hour * 60 + to_minute;
	return from_hour >= 0 && from_minute >= 0 && from_minute < 60 && to_minute >= 0 && to_minute < 60 &&
		hours->opens < hours->closes && hours->closes <= 1440;
}

static bool read_span(const struct target *target)
{
	struct sim_span *span = target->slot;
	double numbers[2];

	if (field_numbers(target->value, numbers, 2) != 2 || numbers[0] <= 0 || numbers[1] < 1)
		return false;
	span->median = numbers[0];
	span->sigma = sim_log(numbers[1]) / 1.2815515655446004;
	return true;
}

static bool read_ramp(const struct target *target)
{
	struct sim_ramp *ramp = target->slot;
	double numbers[2];
	int n = field_numbers(target->value, numbers, 2);

	if (n < 1)
		return false;
	ramp->first = numbers[0];
	ramp->last = numbers[n - 1];
	return ramp->first >= 0 && ramp->first <= 1 && ramp->last >= 0 && ramp->last <= 1;
}

static bool read_shares(const struct target *target, double *shares, int n)
{
	double sum = 0;

	if (field_numbers(target->value, shares, n) != n)
		return false;
	for (int i = 0; i < n; i++) {
		if (shares[i] < 0)
			return false;
		sum += shares[i];
	}
	for (int i = 0; i < n; i++)
		shares[i] /= sum > 0 ? sum : 1;
	return sum > 0;
}

static bool read_lanes(const struct target *target)
{
	return read_shares(target, target->slot, SIM_LANES);
}

static bool read_flows(const struct target *target)
{
	return read_shares(target, target->slot, 3);
}

static bool read_weekend(const struct target *target)
{
	unsigned *weekend = target->slot;
	const char *s = target->value;

	*weekend = 0;
	if (!strcmp(s, "none"))
		return true;
	for (;;) {
		char word[4];
		int day;

		snprintf(word, sizeof word, "%s", s);
		day = word_find(weekday_names, 7, word);
		if (day < 0)
			return false;
		*weekend |= 1u << day;
		s += 3;
		if (!*s)
			return true;
		if (*s++ != ',')
			return false;
	}
}

static bool read_word(const struct target *target, const char *const *words, int n)
{
	int found = word_find(words, n, target->value);

	*(int *)target->slot = found;
	return found >= 0;
}

static bool read_kind(const struct target *target)
{
	return read_word(target, kind_names, SIM_KINDS);
}

static bool read_lane(const struct target *target)
{
	return read_word(target, lane_names, SIM_LANES);
}

static bool read_tale(const struct target *target)
{
	return read_word(target, tale_names, SIM_TALES);
}

static bool read_post(const struct target *target)
{
	for (int i = 0; i < target->scenario->n_posts; i++)
		if (!strcasecmp(target->scenario->posts[i].id, target->value)) {
			*(int *)target->slot = i;
			return true;
		}
	return false;
}

static bool read_rule(const struct target *target)
{
	for (int i = 0; i < target->scenario->n_rules; i++)
		if (!strcasecmp(target->scenario->rules[i].id, target->value)) {
			*(int *)target->slot = i;
			return true;
		}
	return false;
}

static const struct {
	bool (*read)(const struct target *target);
	const char *expects;
} types[] = {
	[FIELD_TEXT] = {read_text, "a text"},
	[FIELD_INT] = {read_int, "a whole number from 0 to 100000"},
	[FIELD_NUMBER] = {read_number, "a number that is not negative"},
	[FIELD_SHARE] = {read_share, "a share from 0 to 1"},
	[FIELD_DAY] = {read_day, "a day such as 2026-11-22"},
	[FIELD_STAMP] = {read_stamp, "a local time such as 2026-11-22T08:00"},
	[FIELD_BOOL] = {read_bool, "0 or 1"},
	[FIELD_HOURS] = {read_hours, "hours such as 07:00-21:00 (00:00-24:00 for round the clock)"},
	[FIELD_SPAN] = {read_span, "a median in hours and a ratio P90/P50 of at least 1, such as \"3.5 4\""},
	[FIELD_RAMP] = {read_ramp, "one share, or a first and a last one, from 0 to 1"},
	[FIELD_LANES] = {read_lanes, "five weights: green blue yellow orange red"},
	[FIELD_FLOWS] = {read_flows, "three weights: import export transit"},
	[FIELD_WEEKEND] = {read_weekend, "days such as fri,sat, or none"},
	[FIELD_KIND] = {read_kind, "sea, air, land, rail, inland or mail"},
	[FIELD_LANE] = {read_lane, "green, blue, yellow, orange or red"},
	[FIELD_TALE] = {read_tale, "silent, late, pair, outage, tighten, reform, dishonest, undervalue or rotate"},
	[FIELD_POST] = {read_post, "the id of a [post ID] of this scenario"},
	[FIELD_RULE] = {read_rule, "the id of a [rule ID] of this scenario"},
};

bool field_read(struct sim_scenario *scenario, const struct field *field, const struct settings_entry *entry,
	void *object, struct err *err)
{
	struct target target = { scenario, entry->value, (char *)object + field->offset };

	if (types[field->type].read(&target))
		return true;
	return err_set(err, ERR_CONFIG, "%s, line %d: \"%s = %s\" in [%s]: expected %s", scenario->path,
		entry->line, entry->key, entry->value, entry->section, types[field->type].expects);
}
