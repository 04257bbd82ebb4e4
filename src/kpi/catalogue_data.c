/* The data group: volumes, and how far the other figures can be trusted. */
#include "catalogue.h"

static const struct kpi_def defs[] = {
	{
		.id = "declarations_registered", .title = "Declarations registered", .short_title = "Registered",
		.question = "How much work came in?",
		.group = "data", .unit = KPI_COUNT, .better = KPI_BAND, .cohort = KPI_BY_REGISTRATION,
		.counter = "declarations_released", .headline = "count",
		.definition = "Declarations registered in the period, in the office's local time; cancelled, rejected and test files are left out.",
		.formula = "n(LDG)",
		.numerator = "declarations registered", .denominator = NULL,
		.source = "WCO Annual Report (volumes)",
		.rival = NULL,
		.needs = NEEDS(NEED_LDG),
		.method = METHOD_COUNT, .argument = {CUBE_LIVE, 0},
	},
	{
		.id = "declarations_released", .title = "Declarations released", .short_title = "Released",
		.question = "How much work went out?",
		.group = "data", .unit = KPI_COUNT, .better = KPI_BAND, .cohort = KPI_BY_RELEASE,
		.counter = "open_aged", .headline = "count",
		.definition = "Declarations released in the period, in the office's local time; cancelled, rejected and test files are left out.",
		.formula = "n(REL)",
		.numerator = "declarations released", .denominator = NULL,
		.source = "WCO Annual Report (volumes)",
		.rival = NULL,
		.needs = NEEDS(NEED_REL),
		.method = METHOD_COUNT, .argument = {CUBE_LIVE, 0},
	},
	{
		.id = "milestone_coverage", .title = "Usable intervals, of those expected", .short_title = "Milestone coverage",
		.question = "Can we trust our own clocks?",
		.group = "data", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_RELEASE,
		.counter = "sequence_error_rate", .headline = "share",
		.definition = "Over the declarations released in the period and over all intervals measured here (arrival to release, lodgement to release, "
			"assessment, payment, inspection, holds, queries, gate-out and the others), the share that has both timestamps, to the hour, "
			"in possible order. Intervals that do not apply to a declaration are not expected of it; those whose milestone no file "
			"has ever brought are expected all the same. The coverage of a single interval stands beside its own figure. "
			"Cancelled, rejected and test files are left out.",
		.formula = "sum over intervals of n(non-null and ordered) / sum over intervals of n(eligible)",
		.numerator = "usable intervals", .denominator = "intervals expected",
		.source = "WCO Time Release Study Guide v4",
		.rival = NULL,
		.needs = NEEDS(NEED_REL),
		.method = METHOD_COVERAGE,
	},
	{
		.id = "sequence_error_rate", .title = "Declarations with timestamps in impossible order", .short_title = "Sequence errors",
		.question = "How often do our timestamps contradict each other?",
		.group = "data", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "milestone_coverage", .headline = "rate",
		.definition = "Of the declarations registered in the period, the share with at least one pair of milestones in impossible order, such as "
			"release before lodgement or gate-out before release. Lodgement and release before arrival are possible and no error. "
			"Cancelled, rejected and test files are left out.",
		.formula = "n(some pair in impossible order) / n(LDG)",
		.numerator = "declarations with a sequence error", .denominator = "declarations registered",
		.source = "WCO Time Release Study Guide v4",
		.rival = NULL,
		.needs = NEEDS(NEED_REL "|" NEED_ARR "|" NEED_ASM "|" NEED_PAY),
		.method = METHOD_FLAGS, .argument = {CUBE_LIVE, CUBE_SEQUENCE_ERROR},
	},
	{
		.id = "data_freshness", .title = "Age of the newest record of a post", .short_title = "Newest record",
		.question = "Are the posts still sending?",
		.group = "data", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_AT_STOCK,
		.counter = "declarations_registered", .headline = "p50",
		.definition = "Hours from the newest timestamp of anything that happened to a post's declarations to the end of the period (or now, if that is "
			"earlier). A date alone is as new as the end of its day. Of several posts it is the middle one, so that a lively post does "
			"not hide silent ones; --by office shows each. A silent post is not a quiet post.",
		.formula = "T - max(timestamp), by post; the nearest-rank median over posts",
		.source = "General practice of data operations",
		.rival = "The newest record of all posts together hides the silent ones.",
		.needs = NEEDS(NEED_LDG),
		.method = METHOD_FRESHNESS,
	},
};

const struct catalogue_group catalogue_data = {defs, sizeof(defs) / sizeof(*defs)};
