/* measure_time.c - promises kept and missed: same day, 120 hours, the standard, several agencies. */
#include "measure.h"

enum { DAY = 86400 };

static enum measure_verdict same_day(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t lodged = sight->u32[CUBE_AT_REGISTERED][row], assessed = sight->u32[CUBE_AT_ASSESSED][row];

	drop->numerator = CUBE_IS_VALUE(assessed) && assessed / DAY == lodged / DAY;
	return USED;
}

static enum measure_verdict slow_file(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row], assessed = sight->u32[CUBE_AT_ASSESSED][row];

	if (flags & (CUBE_REGISTERED_DAY_ONLY | CUBE_ASSESSED_DAY_ONLY))
		return MISSED;
	drop->numerator = !CUBE_IS_VALUE(assessed) || (int64_t)assessed > sight->deadline;
	return USED;
}

static enum measure_verdict sla(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row], released = sight->u32[CUBE_AT_RELEASED][row];

	if (flags & (CUBE_ARRIVED_DAY_ONLY | CUBE_RELEASED_DAY_ONLY))
		return MISSED;
	drop->numerator = CUBE_IS_VALUE(released) && (int64_t)released <= sight->deadline;
	return USED;
}

/* As if files that are still open did not count. */
static enum measure_verdict sla_released(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	return CUBE_IS_VALUE(sight->u32[CUBE_AT_RELEASED][row]) ? sla(sight, row, drop) : SKIPPED;
}

static enum measure_verdict multi_inspection(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t agencies = sight->u32[CUBE_N_AGENCIES_INSPECTED][row];

	drop->numerator = agencies >= 2;
	return agencies ? USED : SKIPPED;
}

MEASURE_ADD(same_day)
MEASURE_ADD(slow_file)
MEASURE_ADD(sla)
MEASURE_ADD(sla_released)
MEASURE_ADD(multi_inspection)

const struct measure measure_same_day = {.add = same_day_add, .slots = 1, .columns = {CUBE_AT_REGISTERED, CUBE_AT_ASSESSED}};
const struct measure measure_slow_file = {.add = slow_file_add, .slots = 1,
	.columns = {CUBE_FLAGS, CUBE_AT_ASSESSED}};
const struct measure measure_sla = {.add = sla_add, .slots = 1, .columns = {CUBE_FLAGS, CUBE_AT_RELEASED}};
const struct measure measure_sla_released = {.add = sla_released_add, .slots = 1, .columns = {CUBE_FLAGS, CUBE_AT_RELEASED}};
const struct measure measure_multi_inspection = {.add = multi_inspection_add, .slots = 1, .columns = {CUBE_N_AGENCIES_INSPECTED}};
