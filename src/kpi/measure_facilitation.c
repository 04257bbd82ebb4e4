/* measure_facilitation.c - early, trusted, electronic, paperless, amended. */
#include "measure.h"

enum { DAY = 86400, HOUR = 3600 };

/* Where one of the two knows only its day, the days are compared. */
static enum measure_verdict pre_arrival(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row];
	uint32_t lodged = sight->u32[CUBE_AT_REGISTERED][row], arrived = sight->u32[CUBE_AT_ARRIVED][row];

	if (!CUBE_IS_VALUE(arrived))
		return MISSED;
	if (flags & (CUBE_REGISTERED_DAY_ONLY | CUBE_ARRIVED_DAY_ONLY))
		drop->numerator = lodged / DAY < arrived / DAY;
	else
		drop->numerator = lodged < arrived;
	return USED;
}

static enum measure_verdict on_arrival(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row], arrived = sight->u32[CUBE_AT_ARRIVED][row];

	if (!CUBE_IS_VALUE(arrived) || flags & (CUBE_ARRIVED_DAY_ONLY | CUBE_RELEASED_DAY_ONLY))
		return MISSED;
	drop->numerator = (int64_t)sight->u32[CUBE_AT_RELEASED][row] <= (int64_t)arrived + HOUR;
	return USED;
}

static enum measure_verdict aeo_value(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row];
	int64_t cif = measure_money(sight, CUBE_CIF, row);

	if (cif == CUBE_MONEY_NONE)
		return MISSED;
	drop->numerator = flags & CUBE_AEO ? cif : 0;
	drop->denominator = cif;
	drop->unmarked = !(flags & CUBE_AEO_KNOWN);
	return USED;
}

static enum measure_verdict aeo_count(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row];

	drop->numerator = (flags & CUBE_AEO) != 0;
	drop->unmarked = !(flags & CUBE_AEO_KNOWN);
	return USED;
}

static enum measure_verdict epay_value(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t mode = sight->u32[CUBE_PAYMENT_MODE][row];
	int64_t paid = measure_money(sight, CUBE_PAID, row);

	if (paid == CUBE_MONEY_NONE)
		return measure_is_unrated(sight, CUBE_PAID, row) ? MISSED : SKIPPED;
	drop->numerator = mode == sight->evaluation->facts.electronic ? paid : 0;
	drop->denominator = paid;
	drop->unmarked = mode == 0;
	return USED;
}

static enum measure_verdict epay_count(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t mode = sight->u32[CUBE_PAYMENT_MODE][row];

	drop->numerator = mode == sight->evaluation->facts.electronic;
	drop->unmarked = mode == 0;
	if (measure_money(sight, CUBE_PAID, row) != CUBE_MONEY_NONE)
		return USED;
	return measure_is_unrated(sight, CUBE_PAID, row) ? MISSED : SKIPPED;
}

static enum measure_verdict paperless(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row];

	drop->numerator = !(flags & CUBE_PAPER);
	return flags & CUBE_PAPER_KNOWN ? USED : MISSED;
}

static enum measure_verdict single_window(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	drop->numerator = sight->u32[CUBE_N_PERMITS_SW][row];
	drop->denominator = sight->u32[CUBE_N_PERMITS][row];
	return drop->denominator ? USED : SKIPPED;
}

static enum measure_verdict amended(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	drop->numerator = (sight->u32[CUBE_FLAGS][row] & (CUBE_AMENDED | CUBE_CANCELLED)) != 0;
	return USED;
}

MEASURE_ADD(pre_arrival)
MEASURE_ADD(on_arrival)
MEASURE_ADD(aeo_value)
MEASURE_ADD(aeo_count)
MEASURE_ADD(epay_value)
MEASURE_ADD(epay_count)
MEASURE_ADD(paperless)
MEASURE_ADD(single_window)
MEASURE_ADD(amended)

const struct measure measure_pre_arrival = {.add = pre_arrival_add, .slots = 1,
	.columns = {CUBE_FLAGS, CUBE_AT_REGISTERED, CUBE_AT_ARRIVED}};
const struct measure measure_on_arrival = {.add = on_arrival_add, .slots = 1,
	.columns = {CUBE_FLAGS, CUBE_AT_ARRIVED, CUBE_AT_RELEASED}};
const struct measure measure_aeo_value = {.add = aeo_value_add, .reduce = REDUCE_RATIO, .slots = 1, .columns = {CUBE_FLAGS, CUBE_CIF}};
const struct measure measure_aeo_count = {.add = aeo_count_add, .slots = 1, .columns = {CUBE_FLAGS}};
const struct measure measure_epay_value = {.add = epay_value_add, .reduce = REDUCE_RATIO, .slots = 1,
	.columns = {CUBE_PAYMENT_MODE, CUBE_PAID, CUBE_UNRATED}};
const struct measure measure_epay_count = {.add = epay_count_add, .slots = 1,
	.columns = {CUBE_PAYMENT_MODE, CUBE_PAID, CUBE_UNRATED}};
const struct measure measure_paperless = {.add = paperless_add, .slots = 1, .columns = {CUBE_FLAGS}};
const struct measure measure_single_window = {.add = single_window_add, .reduce = REDUCE_RATIO, .slots = 1,
	.columns = {CUBE_N_PERMITS, CUBE_N_PERMITS_SW}};
const struct measure measure_amended = {.add = amended_add, .slots = 1, .columns = {CUBE_FLAGS}};
