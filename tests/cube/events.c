/* events.c - see events.h. */
#include "events.h"

#include <check.h>

static const int64_t start = (int64_t)20000 * DAY;

static int64_t at_hours(double hours)
{
	return start + (int64_t)(hours * H);
}

static void add(struct events *events, enum cube_milestone code, int64_t at, enum time_form form,
	enum cube_source_rank source, int64_t pair)
{
	ck_assert_uint_lt(events->n, sizeof(events->at) / sizeof(*events->at));
	events->at[events->n++] = (struct cube_recorded){.code = (uint8_t)code,
		.source = (uint8_t)source,
		.pair = pair,
		.at = {.utc = at, .local = at, .form = form}};
}

void events_add(struct events *events, enum cube_milestone code, double hours)
{
	add(events, code, at_hours(hours), TIME_FORM_LOCAL, CUBE_FROM_COLUMN, 0);
}

void events_add_from(struct events *events, enum cube_milestone code, double hours,
	enum cube_source_rank source, int64_t pair)
{
	add(events, code, at_hours(hours), TIME_FORM_LOCAL, source, pair);
}

void events_add_day(struct events *events, enum cube_milestone code, int day)
{
	add(events, code, at_hours(24.0 * day), TIME_FORM_DAY, CUBE_FROM_COLUMN, 0);
}

void events_resolve(struct events *events)
{
	ck_assert(cube_resolve(events->at, &events->n, &events->resolved));
}

void events_finish(struct events *events)
{
	cube_resolved_finish(&events->resolved);
}

uint32_t events_interval(const struct events *events, int column, struct cube_eligibility eligibility)
{
	uint32_t values[CUBE_INTERVALS];

	cube_intervals(&events->resolved, &eligibility, values);
	return values[column - CUBE_INTERVAL_FIRST];
}
