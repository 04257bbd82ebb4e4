/* The people group: how much work falls on those who are present, how evenly, and what comes of it. Officers are people: their figures
 * are shown shrunk, with limits, never as a league. */
#include "catalogue.h"

#define ASSESSED "Declarations are counted on the day they were assessed; cancelled, rejected and test files are left out. "
#define PRESENT "A day of presence is eight hours on the roster of an officer of that role, or of none; it is told by office, officer, and " \
	"day, week, month or weekday, and by nothing else. "

static const struct kpi_def defs[] = {
	{
		.id = "decl_per_officer_day", .title = "Declarations for each officer present a day", .short_title = "Files an officer",
		.question = "How much work does a day at a desk hold?",
		.group = "people", .unit = KPI_COUNT, .better = KPI_BAND, .cohort = KPI_BY_ASSESSMENT,
		.counter = "assess_time", .headline = "ratio",
		.definition = "Declarations assessed, by whomever or by the system, over the days that assessors were present. " PRESENT ASSESSED,
		.formula = "n(ASM) / (sum of hours / 8), assessors",
		.numerator = "declarations assessed", .denominator = "officer-days",
		.source = "WCO News 97; Cameroon Customs performance contracts",
		.rival = "Over the establishment instead of the attendance: easier, and wrong wherever people are on leave.",
		.needs = NEEDS(NEED_ASM, "attendance.hours"),
		.method = METHOD_OFFICER_DAYS, .argument = {OFFICER_DAYS_DECLARATIONS},
	},
	{
		.id = "load_per_officer_day", .title = "Load for each officer present a day", .short_title = "Load an officer",
		.question = "How heavy is a day at a desk, hard files counted as hard?",
		.group = "people", .unit = KPI_COUNT, .better = KPI_BAND, .cohort = KPI_BY_ASSESSMENT,
		.counter = "assess_time", .headline = "ratio",
		.definition = "Declarations assessed, each with the weight of its first lane (green and blue 1, yellow and orange 3, red 10; settings "
			"[load]), over the days that assessors were present. " PRESENT ASSESSED,
		.formula = "sum of weight(lane_initial) over ASM / (sum of hours / 8), assessors",
		.numerator = "load of the declarations assessed", .denominator = "officer-days",
		.source = "WCO News 97; Cameroon Customs performance contracts",
		.rival = "Weights by items tell long declarations from short ones.",
		.needs = NEEDS(NEED_ASM, "declarations.lane_initial", "attendance.hours"),
		.method = METHOD_OFFICER_DAYS, .argument = {OFFICER_DAYS_LOAD},
	},
	{
		.id = "insp_per_officer_day", .title = "Physical inspections for each examiner present a day", .short_title = "Exams an examiner",
		.question = "Do examiners have the time to look?",
		.group = "people", .unit = KPI_COUNT, .better = KPI_BAND, .cohort = KPI_BY_OWN_DAY,
		.counter = "hit_rate", .headline = "ratio",
		.definition = "Physical inspections, on the day they were started (else ended, else called) at the post of their declaration, over the days "
			"that examiners were present. --by officer goes by the officer of the inspection. A rising rate with fewer hits and shorter "
			"inspections is box-ticking. " PRESENT "Inspections of cancelled, rejected and test files are left out.",
		.formula = "n(physical inspections) / (sum of hours / 8), examiners",
		.numerator = "physical inspections", .denominator = "officer-days",
		.source = "General practice of inspection management",
		.rival = NULL,
		.needs = NEEDS("inspections.type", "attendance.hours"),
		.method = METHOD_OFFICER_INSPECTIONS,
	},
	{
		.id = "workload_balance", .title = "Unevenness of load over officers present", .short_title = "Load balance",
		.question = "Do some carry what others do not?",
		.group = "people", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_ASSESSMENT,
		.counter = "decl_per_officer_day", .headline = "ratio",
		.definition = "The Gini coefficient of load (see load_per_officer_day) for each hour of presence over the assessors of a duty pool (the "
			"officer's pool, else his post), part days by their hours: 0 when all carry the same, near 1 when one carries it all. "
			"Several pools count by their loads; pools with one officer say nothing. Declarations count for the officer they were "
			"assigned to; those of officers who were not on the roster lower the coverage. It can be told by office, day, week, month or "
			"weekday. " ASSESSED,
		.formula = "sum of h_i h_j |x_i - x_j| / (2 H sum of h_i x_i), h hours, x load an hour, H all hours",
		.numerator = NULL, .denominator = NULL,
		.source = "Cameroon Customs performance contracts; Gini 1912",
		.rival = "The largest load over the mean is easier to explain, and one person decides it.",
		.needs = NEEDS(NEED_ASM, "declarations.officer_id", "attendance.hours"),
		.method = METHOD_BALANCE,
	},
	{
		.id = "officer_hit_rate_adj", .title = "Hits over those that the same cases bring", .short_title = "Hits for the cases",
		.question = "Who finds more than the files he is given let expect?",
		.group = "people", .unit = KPI_TIMES, .better = KPI_BAND, .cohort = KPI_BY_REGISTRATION,
		.counter = "trivial_adjustment_share", .headline = "ratio",
		.definition = "Hits over expected hits: what the declarations of the same first lane, HS chapter and reason of selection bring on average, over "
			"all that was asked about (--by officer --where office=X compares the officers of one post). Ratios are shrunk towards the mean "
			"of the groups as far as chance explains them (Marshall 1991), and have an interval where it does not explain them all. "
			"--by officer goes by the officer the declaration was assigned to; --by office compares posts for the same cases. Below 30 "
			"results nothing should be said of a person. Declarations without a recorded outcome are left out and lower the coverage; "
			"they are counted on the day they were registered; cancelled, rejected and test files are left out.",
		.formula = "m + A / (A + m / E) * (O / E - m), O hits, E expected hits, m mean, A what ratios vary beyond chance",
		.numerator = "hits", .denominator = "hits expected of the same cases",
		.source = "Cameroon and Madagascar Customs; Marshall, Applied Statistics 40 (1991)",
		.rival = "Raw hit rates reward whoever is given the red files.",
		.needs = NEEDS(NEED_OUTCOME),
		.method = METHOD_CASE_MIX,
	},
};

const struct catalogue_group catalogue_people = {defs, sizeof(defs) / sizeof(*defs)};
