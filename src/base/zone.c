/* zone.c - a post's wall clock and UTC, either way.
 *
 * Zones are read once, kept for the life of the program and never changed afterwards, so that any thread may
 * use one. A load asks several times a row: stretches of 24 days in which nothing changes answer from a small
 * table, the others by a search. The system's own localtime() is of no use here: it knows one zone at a time,
 * taken from the environment. */
#include "base/time.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zone.h"

#define FOLDER "/usr/share/zoneinfo/"

enum {
	NAME_MAX_LEN = 64,
	FILE_MAX = 1 << 20,
	YEAR_EXPANDED = 2110, /* years for which the rule is written out as changes */
	STRETCH_BITS = 21,    /* 24 days */
	STRETCHES = 2048,     /* 1970 to 2106 */
	MARGIN = 26 * 3600,   /* no offset is larger */
	HOURS_MAX = 15,
};

struct time_zone {
	struct time_zone *next;
	char name[NAME_MAX_LEN];
	struct zone_changes changes;
	bool steady[STRETCHES];
	int32_t offsets[STRETCHES];
};

/* Beyond any calendar: such seconds have no wall clock. */
#define FAR ((int64_t)1 << 50)

static _Atomic(struct time_zone *) zones;

static size_t change_before(const struct time_zone *zone, int64_t utc)
{
	size_t low = 0, high = zone->changes.n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (zone->changes.list[middle].at <= utc)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static int32_t offset_search(const struct time_zone *zone, int64_t utc)
{
	size_t i = change_before(zone, utc);

	if (i == zone->changes.n - 1 && zone->changes.has_rule)
		return zone_rule_offset(&zone->changes.rule, utc);
	return zone->changes.list[i].offset;
}

/* The offset that holds around `seconds`, be they UTC or local. */
static bool offset_steady(const struct time_zone *zone, int64_t seconds, int32_t *ret_offset)
{
	int64_t stretch = seconds >> STRETCH_BITS;

	if (stretch < 0 || stretch >= STRETCHES || !zone->steady[stretch])
		return false;
	*ret_offset = zone->offsets[stretch];
	return true;
}

static void zone_tabulate(struct time_zone *zone)
{
	for (int64_t i = 0; i < STRETCHES; i++) {
		int64_t from = (i << STRETCH_BITS) - MARGIN, to = ((i + 1) << STRETCH_BITS) + MARGIN;
		size_t first = change_before(zone, from);

		zone->steady[i] = change_before(zone, to) == first;
		zone->offsets[i] = offset_search(zone, from);
	}
}

/* Writes the rule out as changes for the years that figures are about. */
static bool zone_expand(struct zone_changes *changes)
{
	int year = time_civil_from_day(time_day_of(changes->rule_from)).year;
	struct zone_change two[2], *list;

	if (!changes->has_rule || !changes->rule.has_summer || year > YEAR_EXPANDED)
		return true;
	list = realloc(changes->list, (changes->n + 2 * (size_t)(YEAR_EXPANDED - year + 1)) * sizeof(*list));
	if (!list)
		return false;
	changes->list = list;
	for (; year <= YEAR_EXPANDED; year++) {
		zone_rule_year(&changes->rule, year, two);
		if (two[0].at > two[1].at) {
			struct zone_change swap = two[0];

			two[0] = two[1];
			two[1] = swap;
		}
		for (int i = 0; i < 2; i++) {
			if (two[i].at > changes->rule_from && two[i].offset != list[changes->n - 1].offset)
				list[changes->n++] = two[i];
		}
	}
	return true;
}

static unsigned char *file_read(const char *name, size_t *ret_n)
{
	char path[sizeof(FOLDER) + NAME_MAX_LEN];
	unsigned char *bytes = NULL;
	struct stat status;
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof(path), FOLDER "%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
		status.st_size <= FILE_MAX)
		bytes = malloc((size_t)status.st_size);
	if (bytes)
		n = read(fd, bytes, (size_t)status.st_size);
	close(fd);
	if (n <= 0) {
		free(bytes);
		return NULL;
	}
	*ret_n = (size_t)n;
	return bytes;
}

/* Digits of an offset: h, hh, hmm, hhmm, h:mm, hh:mm. */
static bool parse_hours(const char *s, int32_t *ret_seconds)
{
	size_t n = strspn(s, "0123456789"), minutes_at = n > 2 ? n - 2 : n;
	int hours = 0, minutes = 0;

	if (n == 0 || n > 4 || (s[n] == ':' && n > 2))
		return false;
	for (size_t i = 0; i < minutes_at; i++)
		hours = hours * 10 + (s[i] - '0');
	for (size_t i = minutes_at; i < n; i++)
		minutes = minutes * 10 + (s[i] - '0');
	if (s[n] == ':') {
		if (strspn(s + n + 1, "0123456789") != 2 || s[n + 3])
			return false;
		minutes = (s[n + 1] - '0') * 10 + (s[n + 2] - '0');
	} else if (s[n]) {
		return false;
	}
	*ret_seconds = hours * 3600 + minutes * 60;
	return hours <= HOURS_MAX && minutes <= 59;
}

/* "UTC", "Z", "+03:00", "+0300", "+3", "UTC+3", "GMT-04:30"; east is plus, unlike in the names Etc/GMT+3. */
static bool parse_fixed(const char *name, int32_t *ret_offset)
{
	bool named = strncasecmp(name, "UTC", 3) == 0 || strncasecmp(name, "GMT", 3) == 0;
	const char *s = named ? name + 3 : name;
	int32_t seconds;

	if ((named && *s == '\0') || strcasecmp(name, "Z") == 0) {
		*ret_offset = 0;
		return true;
	}
	if ((*s != '+' && *s != '-') || !parse_hours(s + 1, &seconds))
		return false;
	*ret_offset = *s == '-' ? -seconds : seconds;
	return true;
}

static bool name_is_safe(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_+-";

	if (name[0] == '\0' || name[0] == '/' || strlen(name) >= NAME_MAX_LEN || strstr(name, ".."))
		return false;
	return name[strspn(name, letters)] == '\0';
}

static bool zone_load_fixed(struct time_zone *zone, int32_t offset)
{
	zone->changes.list = calloc(1, sizeof(*zone->changes.list));
	if (!zone->changes.list)
		return false;
	zone->changes.list[0] = (struct zone_change){.at = INT64_MIN, .offset = offset};
	zone->changes.n = 1;
	return true;
}

static bool zone_load_file(struct time_zone *zone)
{
	size_t n;
	unsigned char *bytes = file_read(zone->name, &n);
	bool ok = bytes && zone_file_parse(bytes, n, &zone->changes) && zone_expand(&zone->changes);

	free(bytes);
	return ok;
}

static struct time_zone *zone_create(const char *name)
{
	struct time_zone *zone;
	int32_t offset;
	bool fixed = parse_fixed(name, &offset);

	if (!fixed && !name_is_safe(name))
		return NULL;
	zone = calloc(1, sizeof(*zone));
	if (!zone)
		return NULL;
	snprintf(zone->name, sizeof(zone->name), "%s", name);
	if (!(fixed ? zone_load_fixed(zone, offset) : zone_load_file(zone))) {
		free(zone->changes.list);
		free(zone);
		return NULL;
	}
	zone_tabulate(zone);
	return zone;
}

const struct time_zone *time_zone_find(const char *name)
{
	struct time_zone *zone;

	if (!name)
		return NULL;
	for (zone = atomic_load(&zones); zone; zone = zone->next) {
		if (strcmp(zone->name, name) == 0)
			return zone;
	}
	zone = zone_create(name);
	if (!zone)
		return NULL;
	zone->next = atomic_load(&zones);
	while (!atomic_compare_exchange_weak(&zones, &zone->next, zone))
		;
	return zone;
}

const struct time_zone *time_zone_utc(void)
{
	static struct zone_change none = {.at = INT64_MIN};
	static const struct time_zone utc = {.name = "UTC", .changes = {.list = &none, .n = 1}};

	return &utc;
}

int32_t time_zone_offset_at_utc(const struct time_zone *zone, int64_t utc)
{
	int32_t offset;

	if (utc < -FAR || utc > FAR)
		return 0;
	return offset_steady(zone, utc, &offset) ? offset : offset_search(zone, utc);
}

int64_t time_local_from_utc(const struct time_zone *zone, int64_t utc)
{
	return utc + time_zone_offset_at_utc(zone, utc);
}

int64_t time_utc_from_local(const struct time_zone *zone, int64_t local)
{
	int32_t before, after;

	if (local < -FAR || local > FAR)
		return local; /* TIME_NONE too */
	if (offset_steady(zone, local, &before))
		return local - before;
	before = offset_search(zone, local - MARGIN);
	after = offset_search(zone, local + MARGIN);
	if (offset_search(zone, local - before) == before)
		return local - before;
	if (offset_search(zone, local - after) == after)
		return local - after;
	return local - before;
}

int64_t time_stamp_utc(struct time_stamp stamp, const struct time_zone *zone)
{
	if (stamp.form == TIME_FORM_NONE)
		return TIME_NONE;
	return stamp.form == TIME_FORM_INSTANT ? stamp.seconds : time_utc_from_local(zone, stamp.seconds);
}

int64_t time_stamp_local(struct time_stamp stamp, const struct time_zone *zone)
{
	if (stamp.form == TIME_FORM_NONE)
		return TIME_NONE;
	return stamp.form == TIME_FORM_INSTANT ? time_local_from_utc(zone, stamp.seconds) : stamp.seconds;
}
