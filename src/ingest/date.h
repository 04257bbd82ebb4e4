/* date.h - dates and times as systems and spreadsheets write them. */
#ifndef INGEST_DATE_H
#define INGEST_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"

enum date_order { DATE_ORDER_UNKNOWN = 0, DATE_ORDER_DMY, DATE_ORDER_MDY };

struct date_format {
	enum date_order order;		/* of 03/04/2026 */
	bool hijri;			/* dates are of the Islamic calendar */
	const struct time_zone *zone;	/* of stamps without an offset; NULL: the post's own wall clock */
};

enum date_status {
	DATE_OK,
	DATE_NULL,		/* a date that means "none": 1900-01-01, 31/12/9999, 00/00/0000 ... */
	DATE_BAD,
	DATE_AMBIGUOUS,		/* 03/04/2026, and the order is not known */
};

/* The day that was read last from a column: rows that follow each other often name the same. Zero it first. */
struct date_memo {
	uint64_t year_month;	/* "2026-11-" as it stands */
	uint16_t day;		/* "22" */
	int64_t midnight;	/* local seconds */
};

/* memo may be NULL. */
enum date_status date_read(const char *s, size_t n, const struct date_format *format, struct date_memo *memo,
	struct time_stamp *ret_stamp);

/* What one value tells of the order of day and month in its column. */
enum date_hint { DATE_HINT_NONE, DATE_HINT_EITHER, DATE_HINT_DMY, DATE_HINT_MDY };
enum date_hint date_hint(const char *s, size_t n);

#endif
