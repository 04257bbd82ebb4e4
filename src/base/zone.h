/* zone.h - what the three halves of a time zone share: the file of changes, the rule for the years after it,
 * the look-up. */
#ifndef SRC_BASE_ZONE_H
#define SRC_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A day of the year in a POSIX TZ rule. */
struct zone_date {
	enum { ZONE_DATE_WEEKDAY, ZONE_DATE_JULIAN, ZONE_DATE_ORDINAL } kind;
	int month, week, weekday; /* Mm.w.d; weekday 0 is Sunday */
	int day;                  /* Jn (1..365, no 29 February) or n (0..365) */
	int32_t seconds;          /* wall clock, may lie outside the day */
};

/* `EET-2EEST,M3.5.0/3,M10.5.0/4`, with offsets turned to seconds east. */
struct zone_rule {
	int32_t standard, summer;
	bool has_summer;
	struct zone_date start, end;
};

struct zone_change {
	int64_t at;     /* UTC */
	int32_t offset; /* from then on */
};

/* Sorted by time; the first is at INT64_MIN. */
struct zone_changes {
	struct zone_change *list;
	size_t n;
	bool has_rule;
	struct zone_rule rule;
	int64_t rule_from; /* the rule holds after this instant */
};

/* false where the text is not a rule. */
bool zone_rule_parse(const char *s, struct zone_rule *ret_rule);
/* The two changes of a year, in no order; only where has_summer. */
void zone_rule_year(const struct zone_rule *rule, int year, struct zone_change ret_changes[2]);
int32_t zone_rule_offset(const struct zone_rule *rule, int64_t utc);

/* Reads the bytes of a TZif file (RFC 8536). false where it is none, is damaged, or counts leap seconds. */
bool zone_file_parse(const unsigned char *bytes, size_t n, struct zone_changes *ret_changes);

#endif
