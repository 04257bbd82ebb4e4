/* measure_integrity.c - signs that a file may not have gone the way it should: prompts for a review, never proof of anything. */
#include "measure.h"
#include "roster.h"

enum { EXPRESS_SECONDS = 180 };

static bool is_released(const struct measure_sight *sight, uint32_t row)
{
	const struct facts *facts = &sight->evaluation->facts;
	uint32_t status = sight->u32[CUBE_STATUS][row];

	return CUBE_IS_VALUE(sight->u32[CUBE_AT_RELEASED][row]) || status == facts->released || status == facts->exited;
}

/* A reason was written down, or the system moved it. Where nobody ever writes reasons, none is asked for. */
static bool is_excused(const struct measure_sight *sight, uint32_t row)
{
	uint32_t flags = sight->u32[CUBE_FLAGS][row];

	return flags & CUBE_REROUTED_DOWN && (flags & CUBE_REROUTED_AUTO || sight->u32[CUBE_REROUTE_REASON][row] ||
		!sight->evaluation->facts.has_reroute_reasons);
}

static enum measure_verdict red_unopened(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	drop->numerator = !(sight->u32[CUBE_FLAGS][row] & CUBE_PHYSICAL) && !is_excused(sight, row);
	return sight->u32[CUBE_LANE][row] == sight->evaluation->facts.lane[LANE_RED] && is_released(sight, row) ? USED : SKIPPED;
}

static enum measure_verdict bypass(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	uint32_t by = sight->u32[CUBE_ASSIGNED_BY][row];

	drop->numerator = by != sight->evaluation->facts.system;
	return by ? USED : sight->u32[CUBE_OFFICER][row] ? MISSED : SKIPPED;
}

static enum measure_verdict trivial(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	int64_t adjustment = measure_money(sight, CUBE_TAX_ADJUSTMENT, row);

	if (adjustment == CUBE_MONEY_NONE || adjustment <= 0)
		return SKIPPED;
	drop->numerator = adjustment < sight->evaluation->facts.inspection_cost;
	return USED;
}

static enum measure_verdict express(const struct measure_sight *sight, uint32_t row, struct measure_drop *drop)
{
	const struct facts *facts = &sight->evaluation->facts;
	uint32_t lane = sight->u32[CUBE_LANE][row], assessed = sight->u32[CUBE_AT_ASSESSED][row];
	uint32_t seconds = sight->u32[CUBE_T_HANDLING][row];
	enum roster_word word;

	if ((lane != facts->lane[LANE_RED] && lane != facts->lane[LANE_YELLOW]) || !CUBE_IS_VALUE(assessed))
		return SKIPPED;
	word = roster_ask(sight->evaluation->roster, sight->u32[CUBE_OFFICER][row], assessed);
	drop->numerator = (CUBE_IS_VALUE(seconds) && seconds < EXPRESS_SECONDS) || word == ROSTER_ABSENT;
	return CUBE_IS_VALUE(seconds) || word != ROSTER_UNKNOWN ? USED : MISSED;
}

MEASURE_ADD(red_unopened)
MEASURE_ADD(bypass)
MEASURE_ADD(trivial)
MEASURE_ADD(express)

const struct measure measure_red_unopened = {.add = red_unopened_add, .slots = 1,
	.columns = {CUBE_FLAGS, CUBE_LANE, CUBE_STATUS, CUBE_AT_RELEASED, CUBE_REROUTE_REASON}};
const struct measure measure_bypass = {.add = bypass_add, .slots = 1, .columns = {CUBE_ASSIGNED_BY, CUBE_OFFICER}};
const struct measure measure_trivial = {.add = trivial_add, .slots = 1, .columns = {CUBE_TAX_ADJUSTMENT}};
const struct measure measure_express = {.add = express_add, .slots = 1,
	.columns = {CUBE_LANE, CUBE_OFFICER, CUBE_AT_ASSESSED, CUBE_T_HANDLING}};
