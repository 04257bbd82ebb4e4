/* day.h - a day to come, as people say it. */
#ifndef PANEL_DAY_H
#define PANEL_DAY_H

#include <stdbool.h>
#include <stdint.h>

/* "2026-12-01", "1 Dec", "1 Dec 2027", "today", "tomorrow", "friday" (the next), "in 2 weeks", "10 days", "a month", "end of month";
 * "", "none" and "-" are TIME_DAY_NONE. A day and month without a year is the next one from `today` on. */
bool day_parse(const char *text, int32_t today, int32_t *ret_day);

#endif
