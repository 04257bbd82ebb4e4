/* measure_money.c - ratios of sums of money. An amount that is not there adds nothing; where a figure needs two amounts of the same
 * declaration, one without the other is missed. */
#include "base/time.h"
#include "measure.h"

enum { COLLECTION_SECONDS = 30 * 86400 };

static int64_t or_nothing(int64_t amount)
{
	return amount == CUBE_MONEY_NONE ? 0 : amount;
}

static enum measure_verdict collection(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	int64_t end = evaluation_moment(sight->evaluation, sight->period, sight->u32[CUBE_OFFICE][row]);
	int64_t assessed = measure_money(sight, CUBE_ASSESSED_FINAL, row);
	int64_t late = sight->u32[CUBE_FLAGS][row] & CUBE_ASSESSED_DAY_ONLY ? TIME_DAY_SECONDS : 0;	/* its day has to be over */

	if ((int64_t)sight->u32[CUBE_AT_ASSESSED][row] + late + COLLECTION_SECONDS > end ||
		facts_is_suspended(&sight->evaluation->facts, sight->u32[CUBE_REGIME][row]))
		return SKIPPED;
	drop->numerator = or_nothing(measure_money(sight, CUBE_PAID, row));
	drop->denominator = assessed;
	return assessed == CUBE_MONEY_NONE ? MISSED : USED;
}

/* Counted when its time has run out: before that nobody is late. */
static enum measure_verdict penalty(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	int64_t due = measure_money(sight, CUBE_PENALTY, row);

	if (due == CUBE_MONEY_NONE)
		return measure_is_unrated(sight, CUBE_PENALTY, row) ? MISSED : SKIPPED;
	if (due <= 0)
		return SKIPPED;
	drop->numerator = or_nothing(measure_money(sight, CUBE_PENALTY_PAID, row));
	drop->denominator = due;
	return USED;
}

static enum measure_verdict control_yield(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	int64_t assessed = measure_money(sight, CUBE_ASSESSED_INITIAL, row);
	int64_t adjustment = measure_money(sight, CUBE_TAX_ADJUSTMENT, row);

	drop->numerator = or_nothing(adjustment);
	drop->denominator = or_nothing(assessed);
	drop->unmarked = assessed == CUBE_MONEY_NONE;
	return assessed == CUBE_MONEY_NONE && adjustment == CUBE_MONEY_NONE ? MISSED : USED;
}

static enum measure_verdict adjustment(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	drop->numerator = or_nothing(measure_money(sight, CUBE_TAX_ADJUSTMENT, row));
	drop->denominator = sight->u32[CUBE_N_INSPECTIONS][row];
	return drop->denominator ? USED : SKIPPED;
}

static enum measure_verdict exemption(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	int64_t exempt = measure_money(sight, CUBE_EXEMPT, row), paid = measure_money(sight, CUBE_PAID, row);

	drop->numerator = or_nothing(exempt);
	drop->denominator = or_nothing(exempt) + or_nothing(paid);
	return exempt == CUBE_MONEY_NONE && paid == CUBE_MONEY_NONE ? MISSED : USED;
}

static enum measure_verdict effective_rate(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	drop->numerator = measure_money(sight, CUBE_ASSESSED_FINAL, row);
	drop->denominator = measure_money(sight, CUBE_CIF, row);
	return drop->numerator == CUBE_MONEY_NONE || drop->denominator == CUBE_MONEY_NONE ? MISSED : USED;
}

MEASURE_ADD(collection)
MEASURE_ADD(penalty)
MEASURE_ADD(control_yield)
MEASURE_ADD(adjustment)
MEASURE_ADD(exemption)
MEASURE_ADD(effective_rate)

const struct measure measure_collection = {.add = collection_add, .reduce = REDUCE_RATIO, .slots = 1,
	.columns = {CUBE_OFFICE, CUBE_REGIME, CUBE_FLAGS, CUBE_AT_ASSESSED, CUBE_ASSESSED_FINAL, CUBE_PAID}};
const struct measure measure_penalty = {.add = penalty_add, .reduce = REDUCE_RATIO, .slots = 1,
	.columns = {CUBE_PENALTY, CUBE_PENALTY_PAID, CUBE_UNRATED}};
const struct measure measure_control_yield = {.add = control_yield_add, .reduce = REDUCE_RATIO, .slots = 1,
	.columns = {CUBE_ASSESSED_INITIAL, CUBE_TAX_ADJUSTMENT}};
const struct measure measure_adjustment = {.add = adjustment_add, .reduce = REDUCE_MONEY, .slots = 1,
	.columns = {CUBE_TAX_ADJUSTMENT, CUBE_N_INSPECTIONS}};
const struct measure measure_exemption = {.add = exemption_add, .reduce = REDUCE_RATIO, .slots = 1,
	.columns = {CUBE_EXEMPT, CUBE_PAID}};
const struct measure measure_effective_rate = {.add = effective_rate_add, .reduce = REDUCE_RATIO, .slots = 1,
	.columns = {CUBE_ASSESSED_FINAL, CUBE_CIF}};
