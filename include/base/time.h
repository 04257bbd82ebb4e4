/* time.h - days, instants, wall clocks.
 *
 * A day is the number of days since 1970-01-01 (int32_t). Seconds are counted from 1970-01-01T00:00:00, either in UTC
 * ("instant") or on the wall clock of a post ("local": the seconds one gets by reading the wall clock as if it were UTC).
 * Proleptic Gregorian calendar; years 1583 to 9999 are accepted. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIME_DAY_NONE INT32_MIN
#define TIME_NONE INT64_MIN
#define TIME_DAY_SECONDS 86400

/* How a stamp was written, which decides what it can be used for. */
enum time_form {
	TIME_FORM_NONE = 0,	/* no stamp */
	TIME_FORM_LOCAL = 1,	/* wall clock of the post, no offset written: seconds are local */
	TIME_FORM_INSTANT = 2,	/* written with an offset or Z: seconds are UTC */
	TIME_FORM_DAY = 3,	/* a date alone: seconds are local midnight, never to be used as an hour */
};

struct time_stamp {
	int64_t seconds;	/* TIME_NONE when form is TIME_FORM_NONE */
	enum time_form form;
};

struct time_civil {
	int year, month, day;	/* month 1..12, day 1..31 */
};

int32_t time_day_from_civil(int year, int month, int day);
struct time_civil time_civil_from_day(int32_t day);
bool time_civil_is_valid(int year, int month, int day);
int time_weekday(int32_t day);			/* 0 Monday .. 6 Sunday */
/* ISO 8601 week: the year it belongs to and its number 1..53. */
void time_iso_week(int32_t day, int *ret_year, int *ret_week);
/* The tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty); a sighting or Umm
 * al-Qura may differ by a day. Months 1 Muharram .. 12 Dhu al-Hijja. Years 1 to 9000 are accepted. */
int32_t time_day_from_hijri(int year, int month, int day);
struct time_civil time_hijri_from_day(int32_t day);
int32_t time_day_of(int64_t seconds);		/* floor division */

bool time_day_parse(const char *s, int32_t *ret_day);		/* YYYY-MM-DD, whole string */
/* ISO 8601 date, or date and time with T or a space, seconds and offset optional (Z, +03:00, +0300, +03; a space may stand
 * before it). Fractions of a second are cut off; 24:00 is the end of the day; a second 60 is refused. */
bool time_stamp_parse(const char *s, size_t n, struct time_stamp *ret_stamp);
/* Both write at most 32 bytes with the NUL and return the buffer. */
char *time_day_format(int32_t day, char buffer[32]);			/* 2026-11-22 */
char *time_seconds_format(int64_t seconds, char buffer[32]);		/* 2026-11-22T08:15:00 */

/* A time zone: a fixed offset ("UTC", "Z", "+03:00", "UTC+3") or a name of the system's tz database ("Asia/Amman"). The
 * returned zone is borrowed and lives as long as the program. NULL when the name is unknown. */
struct time_zone;
const struct time_zone *time_zone_find(const char *name);
const struct time_zone *time_zone_utc(void);
int32_t time_zone_offset_at_utc(const struct time_zone *zone, int64_t utc);	/* seconds east of UTC */
int64_t time_local_from_utc(const struct time_zone *zone, int64_t utc);
/* A wall clock that was skipped is read with the offset before the change; one that occurs twice is its first. */
int64_t time_utc_from_local(const struct time_zone *zone, int64_t local);

int64_t time_stamp_utc(struct time_stamp stamp, const struct time_zone *zone);	/* TIME_NONE for none */
int64_t time_stamp_local(struct time_stamp stamp, const struct time_zone *zone);

#endif
