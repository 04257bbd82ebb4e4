/* field.h - one key of a scenario: how its value is written and where it goes. */
#ifndef SIM_FIELD_H
#define SIM_FIELD_H

#include "base/settings.h"
#include "sim/scenario.h"

enum field_type {
	FIELD_TEXT, FIELD_INT, FIELD_NUMBER, FIELD_SHARE, FIELD_DAY, FIELD_STAMP, FIELD_BOOL,
	FIELD_HOURS,	/* 07:00-21:00 */
	FIELD_SPAN,	/* median and P90/P50 */
	FIELD_RAMP,	/* first and last share, or one for both */
	FIELD_LANES, FIELD_FLOWS, FIELD_WEEKEND, FIELD_KIND, FIELD_LANE, FIELD_TALE,
	FIELD_POST, FIELD_RULE,	/* the id of one: its index */
};

struct field {
	const char *key;
	enum field_type type;
	size_t offset;
};

/* Reads entry->value into the field of object; false with file, line and what is wrong. */
bool field_read(struct sim_scenario *scenario, const struct field *field, const struct settings_entry *entry,
	void *object, struct err *err);
/* Reads up to max numbers separated by spaces; -1 when something else stands there. */
int field_numbers(const char *text, double *numbers, int max);
/* Whether a scenario that was read can be simulated. */
bool sim_scenario_check(const struct sim_scenario *scenario, struct err *err);

#endif
