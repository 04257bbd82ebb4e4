/* measure_control.c - targeting and what it finds. A hit counts over declarations with a recorded outcome alone. */
#include "measure.h"

static uint32_t flags_of(const struct measure_sight *sight, uint32_t row)
{
	return sight->u32[CUBE_FLAGS][row];
}

/* Eligible is what was inspected; what has no outcome yet is missed. */
static enum measure_verdict outcome_of(uint32_t flags)
{
	if (flags & CUBE_OUTCOME)
		return USED;
	return flags & (CUBE_PHYSICAL | CUBE_SCANNER) ? MISSED : SKIPPED;
}

static enum measure_verdict significant(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = flags_of(sight, row);
	int64_t adjustment = measure_money(sight, CUBE_HIT_ADJUSTMENT, row);

	drop->numerator = flags & CUBE_HIT && (flags & CUBE_SERIOUS ||
		(adjustment != CUBE_MONEY_NONE && adjustment > sight->evaluation->facts.hit_floor));
	return outcome_of(flags);
}

static enum measure_verdict lift(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	const struct facts *facts = &sight->evaluation->facts;
	uint32_t flags = flags_of(sight, row), reason = sight->u32[CUBE_SELECT_REASON][row];

	if (reason != facts->rule && reason != facts->model && reason != facts->random)
		return SKIPPED;
	drop->slot = reason == facts->random;
	drop->numerator = (flags & CUBE_HIT) != 0;
	return outcome_of(flags);
}

static enum measure_verdict random_share(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	const struct facts *facts = &sight->evaluation->facts;
	uint32_t reason = sight->u32[CUBE_SELECT_REASON][row];

	drop->numerator = reason == facts->random;
	return reason && reason != facts->none ? USED : SKIPPED;
}

static enum measure_verdict green_leakage(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	const struct facts *facts = &sight->evaluation->facts;
	uint32_t flags = flags_of(sight, row), lane = sight->u32[CUBE_LANE][row];
	bool inspected = sight->u32[CUBE_SELECT_REASON][row] == facts->random && flags & CUBE_OUTCOME;

	if (lane != facts->lane[LANE_GREEN] && lane != facts->lane[LANE_BLUE])
		return SKIPPED;
	drop->numerator = flags & CUBE_AUDIT_HIT || (inspected && flags & CUBE_HIT);
	return inspected || flags & CUBE_AUDITED ? USED : SKIPPED;
}

static enum measure_verdict rule_yield(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t flags = flags_of(sight, row);

	drop->numerator = (flags & CUBE_HIT) != 0;
	return sight->u32[CUBE_RULE][row] ? outcome_of(flags) : SKIPPED;
}

/* Where no other rule can have earned the hit. */
static enum measure_verdict rule_alone(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	size_t n = 0;

	if (!sight->u32[CUBE_RULE][row])
		return SKIPPED;
	cube_rule_members(sight->evaluation->env->cube, sight->u32[CUBE_RULE][row], &n);
	return n == 1 ? rule_yield(sight, row, drop) : SKIPPED;
}

static enum measure_verdict result_recorded(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	drop->numerator = sight->u32[CUBE_N_INSPECTIONS_RECORDED][row];
	drop->denominator = sight->u32[CUBE_N_INSPECTIONS][row];
	return drop->denominator ? USED : SKIPPED;
}

/* Of goods that were looked at: what patrols and passengers bring is none of it. */
static enum measure_verdict seizure_rate(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	drop->numerator = sight->u32[CUBE_N_SEIZURES][row];
	drop->denominator = sight->u32[CUBE_N_INSPECTIONS][row];
	return drop->denominator ? USED : SKIPPED;
}

MEASURE_ADD(significant)
MEASURE_ADD(lift)
MEASURE_ADD(random_share)
MEASURE_ADD(green_leakage)
MEASURE_ADD(rule_yield)
MEASURE_ADD(rule_alone)
MEASURE_ADD(result_recorded)
MEASURE_ADD(seizure_rate)

const struct measure measure_significant = {.add = significant_add, .slots = 1, .columns = {CUBE_FLAGS, CUBE_HIT_ADJUSTMENT}};
const struct measure measure_lift = {.add = lift_add, .reduce = REDUCE_LIFT, .slots = 2,
	.columns = {CUBE_FLAGS, CUBE_SELECT_REASON}};
const struct measure measure_random_share = {.add = random_share_add, .slots = 1, .columns = {CUBE_SELECT_REASON}};
const struct measure measure_green_leakage = {.add = green_leakage_add, .slots = 1,
	.columns = {CUBE_FLAGS, CUBE_LANE, CUBE_SELECT_REASON}};
const struct measure measure_rule_yield = {.add = rule_yield_add, .slots = 1, .columns = {CUBE_FLAGS, CUBE_RULE}};
const struct measure measure_rule_alone = {.add = rule_alone_add, .slots = 1, .columns = {CUBE_FLAGS, CUBE_RULE}};
const struct measure measure_result_recorded = {.add = result_recorded_add, .slots = 1,
	.columns = {CUBE_N_INSPECTIONS, CUBE_N_INSPECTIONS_RECORDED}};
const struct measure measure_seizure_rate = {.add = seizure_rate_add, .reduce = REDUCE_THOUSAND, .slots = 1,
	.columns = {CUBE_N_INSPECTIONS, CUBE_N_SEIZURES}};
