/* The integrity group: what a leader should have looked at. Each is a prompt for a review and proves nothing: a batch user, a clock that
 * is wrong, a special duty or chance explain most of them. */
#include "catalogue.h"

#define REGISTERED "Declarations are counted on the day they were registered; cancelled, rejected and test files are left out. "
#define PROMPT "It prompts a review and proves nothing. "

static const struct kpi_def defs[] = {
	{
		.id = "pair_lift", .title = "Broker and officer meeting more than dealt", .short_title = "Pair lift",
		.question = "Does a broker meet the same officer more often than chance deals them?",
		.group = "integrity", .unit = KPI_TIMES, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "assignment_bypass_rate", .headline = "ratio",
		.definition = "How often a broker's files came to an officer, over how often dealing them at random would bring them together: within one "
			"duty pool (the officer's pool, else the post) and one day of registration, the broker's files times the officer's "
			"files over all files, added up over the days, so that shared shifts make no false pairs. With --by broker,officer there "
			"is one row for each pair that met at least ten times; otherwise the pair with the largest lift speaks for its group. p is "
			"the exact chance to meet as often or more (a sum of hypergeometric draws), adjusted for the number of pairs tested "
			"(Benjamini and Hochberg); the interval is Byar's. A pair is marked when it met ten times or more, twice as often as "
			"expected or more, at an adjusted p below 0.01. Files without an officer are left out, those without a broker lower the "
			"coverage. " PROMPT REGISTERED,
		.formula = "O / E, O = n(broker, officer), E = sum over days of n(broker) * n(officer) / n(all), within one duty pool",
		.numerator = "files of the pair", .denominator = "files expected of the pair",
		.source = "Chalendard, Fernandes, Raballand and Rijkers 2023 (Madagascar); Benjamini and Hochberg 1995",
		.rival = "The share of a broker's files that one officer handles is simpler, and marks everybody at a small post.",
		.needs = NEEDS("declarations.broker_id", "declarations.officer_id"),
		.method = METHOD_PAIRS, .argument = {PAIRS_LIFT},
	},
	{
		.id = "pairs_flagged", .title = "Pairs of broker and officer to look at", .short_title = "Pairs marked",
		.question = "How many pairs meet too often to be chance?",
		.group = "integrity", .unit = KPI_COUNT, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "assignment_bypass_rate", .headline = "count",
		.definition = "Pairs of broker and officer that are marked by pair_lift: ten meetings or more, twice as many as expected or more, adjusted p "
			"below 0.01. n is the number of pairs that were tested. Of pairs that only met by chance, fewer than one in a hundred "
			"of those marked is expected to be marked wrongly. " PROMPT REGISTERED,
		.formula = "n(pairs with O >= 10, O / E >= 2, adjusted p < 0.01)",
		.numerator = "pairs marked", .denominator = NULL,
		.source = "Chalendard, Fernandes, Raballand and Rijkers 2023 (Madagascar); Benjamini and Hochberg 1995",
		.rival = NULL,
		.needs = NEEDS("declarations.broker_id", "declarations.officer_id"),
		.method = METHOD_PAIRS, .argument = {PAIRS_FLAGGED},
	},
	{
		.id = "assignment_bypass_rate", .title = "Files not assigned by the system", .short_title = "Assignment bypass",
		.question = "Who chooses who looks at a file?",
		.group = "integrity", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "pair_lift", .headline = "rate",
		.definition = "Of the declarations whose assignment is recorded, the share that somebody assigned by hand, or took himself, instead of the "
			"system. Declarations that have an officer but no record of who assigned him lower the coverage. " PROMPT REGISTERED,
		.formula = "n(assigned_by is not system) / n(assigned_by recorded)",
		.numerator = "declarations assigned otherwise", .denominator = "declarations with a recorded assignment",
		.source = "Chalendard, Fernandes, Raballand and Rijkers 2023 (Madagascar: files that left the random assignment carried more risk)",
		.rival = "Reassignments after the first are not in an export that keeps the last one only.",
		.needs = NEEDS("declarations.assigned_by"),
		.method = METHOD_ROW, .argument = {MEASURE_BYPASS},
	},
	{
		.id = "red_not_inspected", .title = "Red files released unopened", .short_title = "Red unopened",
		.question = "Who gets round the red lane?",
		.group = "integrity", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "physical_inspection_rate", .headline = "rate",
		.definition = "Of the declarations first sent to red and released, the share without a physical inspection, unless the system moved them to a "
			"looser lane or an officer did for a recorded reason (the reason of the last reroute). Where no reroute has ever a reason on "
			"record, every move to a looser lane excuses. " PROMPT REGISTERED,
		.formula = "n(lane_initial = red, released, not inspected, not excused) / n(lane_initial = red, released)",
		.numerator = "red declarations released without inspection", .denominator = "red declarations released",
		.source = "UNCTAD ASYCUDA selectivity",
		.rival = "Counting every file that was moved to a looser lane as excused hides the moves that nobody gave a reason for.",
		.needs = NEEDS("declarations.lane_initial", NEED_PHYSICAL, NEED_REL),
		.method = METHOD_ROW, .argument = {MEASURE_RED_UNOPENED},
	},
	{
		.id = "trivial_adjustment_share", .title = "Adjustments that do not pay the inspection", .short_title = "Trivial findings",
		.question = "Are findings made for the count?",
		.group = "integrity", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "hit_rate", .headline = "rate",
		.definition = "Of the declarations whose inspections adjusted the tax upwards, the share whose adjustment is below the cost of an inspection "
			"(setting inspection_cost, in the reporting currency; without it this is a dash). It guards a target for the hit rate "
			"against token findings. " PROMPT REGISTERED,
		.formula = "n(0 < tax_adjustment < inspection_cost) / n(tax_adjustment > 0)",
		.numerator = "declarations with a small adjustment", .denominator = "declarations with an adjustment",
		.source = "Cameroon Customs performance contracts",
		.rival = NULL,
		.needs = NEEDS(NEED_ADJUSTMENT),
		.method = METHOD_ROW, .argument = {MEASURE_TRIVIAL},
	},
	{
		.id = "express_anomaly", .title = "Assessed within three minutes, or off duty", .short_title = "Express files",
		.question = "Which files went implausibly fast, or at an odd time?",
		.group = "integrity", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "red_not_inspected", .headline = "rate",
		.definition = "Of the declarations first sent to red or yellow and assessed, the share that was assessed less than three minutes after its "
			"assignment, or on a day on which its officer was not on the roster (officers who are never on it say nothing). "
			"Files for which neither is known lower the coverage. Look for batch users and wrong clocks first. " PROMPT REGISTERED,
		.formula = "n(red or yellow, ASM - ASG < 3 min or officer absent) / n(red or yellow, ASM)",
		.numerator = "express files", .denominator = "red and yellow files assessed",
		.source = "Chalendard, Fernandes, Raballand and Rijkers 2023 (Madagascar)",
		.rival = "The fastest hundredth of each post is a threshold that adapts, and always finds somebody.",
		.needs = NEEDS("declarations.lane_initial", NEED_ASM, "declarations.assigned_at|milestones.ASG|attendance.hours"),
		.method = METHOD_ROW, .argument = {MEASURE_EXPRESS},
	},
};

const struct catalogue_group catalogue_integrity = {defs, sizeof(defs) / sizeof(*defs)};
