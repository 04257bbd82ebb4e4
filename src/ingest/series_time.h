/* series_time.h - when a value of a plain series was: dates and times, and the rougher or plainer ways to count. */
#ifndef INGEST_SERIES_TIME_H
#define INGEST_SERIES_TIME_H

#include "date.h"
#include "ingest/series.h"

/* What one text can be; several at once: 2026 is a year and a number. */
enum series_form {
	SERIES_NUMBER = 1, SERIES_YEAR = 2, SERIES_QUARTER = 4, SERIES_MONTH = 8, SERIES_WEEK = 16, SERIES_DATE = 32,
	SERIES_EPOCH = 64,	/* seconds or milliseconds since 1970 */
	SERIES_SERIAL = 128,	/* days as a spreadsheet counts them: only under a header that speaks of dates */
	SERIES_ALL = 255,
};
unsigned series_time_forms(const char *s, size_t n);

/* Reads one moment in a form that it can be; order counts for dates. *ret_time tells days, wall clocks and instants apart. */
bool series_time_read(const char *s, size_t n, enum series_form form, enum date_order order, enum ingest_series_time *ret_time,
	int64_t *ret_at);

#endif
