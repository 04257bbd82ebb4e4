/* The time group: how long goods and files wait, and for whom.
 *
 * Each title prints its endpoints, because "clearance time" alone means at least four different things. The intervals are
 * resolved when the cube is built; here stands only which of them is shown, and what it means. */
#include "catalogue.h"

#define CLOCK "The clock runs 24 hours a day, 7 days a week. "
#define RELEASED "Declarations are counted on the day of their release; cancelled, rejected and test files are left out. "
#define LIVE "Cancelled, rejected and test files are left out. "
#define REVERSED "A file without both timestamps, or with them in impossible order, is left out and lowers the coverage; " \
	"a date without a time is never used for hours."
#define THREE_STATS "50th and 90th percentile (nearest rank) and mean of "

static const struct kpi_def defs[] = {
	{
		.id = "release_time_total", .title = "Arrival to release", .short_title = "Arrival to release",
		.question = "How long do goods wait at the border, from arrival until they may leave?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "open_aged", .headline = "p50",
		.definition = "Hours from the arrival of the means of transport to the release order, whoever caused the wait. "
			"Goods released before they arrived count as zero. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "max(0, REL - ARR)",
		.source = "WCO Time Release Study Guide v4 (2025); WTO TFA Article 7.6",
		.rival = "Counting from lodgement instead gives hours where this gives days: sea cargo in Japan 2015 took 59.5 h from "
			"arrival and 2.4 h from declaration. Both are shown, never under one name.",
		.needs = NEEDS(NEED_ARR, NEED_REL),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_RELEASE_TOTAL},
	},
	{
		.id = "customs_clearance_time", .title = "Later of lodgement and arrival to release", .short_title = "Ready to release",
		.question = "How long do we keep goods that are here and declared?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "open_aged", .headline = "p50",
		.definition = "Hours from the later of lodgement and arrival to the release order: the time in which customs could have "
			"acted. Goods released before they arrived count as zero. A declaration without an arrival has no such time. "
			CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "max(0, REL - max(LDG, ARR))",
		.source = "CBIC ageing rule (India); Japan Customs Time Release Surveys",
		.rival = "Lodgement to release (lodgement_to_release) charges customs for the voyage of goods that were declared early, "
			"and so punishes pre-arrival filing.",
		.needs = NEEDS(NEED_ARR, NEED_REL),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_CLEARANCE},
	},
	{
		.id = "lodgement_to_release", .title = "Lodgement to release", .short_title = "Lodgement-release",
		.question = "How long after the declaration was registered is it released?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "pre_arrival_rate", .headline = "p50",
		.definition = "Hours from the registration of the declaration to the release order, wherever the goods are. For exports and "
			"other flows without an arrival this is the measure of the time at customs. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "REL - LDG",
		.source = "WCO Time Release Study Guide v4; India National TRS (exports)",
		.rival = "Where goods are declared before they arrive, customs_clearance_time is the fairer figure: it waits for both.",
		.needs = NEEDS(NEED_LDG, NEED_REL),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_LODGEMENT_TO_RELEASE},
	},
	{
		.id = "port_dwell_time", .title = "Arrival to gate-out", .short_title = "Arrival-gate-out",
		.question = "How long do goods stay in the port or terminal?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "removal_lag", .headline = "p50",
		.definition = "Hours from arrival to the exit from the gate, for declarations released in the period. It includes storage that "
			"importers choose. Goods that have not left yet are not in it. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "GOUT - ARR",
		.source = "Raballand and others, Why Does Cargo Spend Weeks in Sub-Saharan African Ports? (World Bank, 2012)",
		.rival = "Arrival to release (release_time_total) ends where customs ends; dwell studies end at the gate.",
		.needs = NEEDS(NEED_ARR, NEED_GOUT),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_PORT_DWELL},
	},
	{
		.id = "lodgement_lag", .title = "Arrival to lodgement", .short_title = "Arrival-lodgement",
		.question = "How long after arrival do traders declare?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "pre_arrival_rate", .headline = "p50",
		.definition = "Hours from arrival to the registration of the declaration. Declarations lodged before arrival count as zero. It "
			"belongs to the trader and is usually the largest block of the total. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "max(0, LDG - ARR)",
		.source = "Japan Customs Time Release Surveys; India National TRS",
		.rival = NULL,
		.needs = NEEDS(NEED_ARR),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_LODGEMENT_LAG},
	},
	{
		.id = "assess_time", .title = "Later of lodgement and arrival to assessment", .short_title = "Ready to assessment",
		.question = "How long do our officers take to assess a declaration?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "amendment_rate", .headline = "p50",
		.definition = "Hours from the later of lodgement and arrival to the first final assessment. A file assessed before its goods "
			"arrived counts as zero. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "max(0, ASM - max(LDG, ARR))",
		.source = "Cameroon Customs performance contracts (World Bank)",
		.rival = "Re-assessment after an amendment would be later; the first assessment is the one the trader waited for.",
		.needs = NEEDS(NEED_ASM, NEED_ARR),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_ASSESS},
	},
	{
		.id = "payment_lag", .title = "Assessment to payment", .short_title = "Assessment-payment",
		.question = "How long do traders and banks take to pay?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "epay_share", .headline = "p50",
		.definition = "Hours from the assessment to the confirmed payment. Deferred payments and declarations without duty are not "
			"eligible. The wait belongs to the trader and the bank. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "PAY - ASM",
		.source = "WCO Time Release Study Guide v4; India National TRS",
		.rival = "Payments made before the assessment may count as zero; here they are in impossible order and left out.",
		.needs = NEEDS(NEED_ASM, NEED_PAY),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_PAYMENT_LAG},
	},
	{
		.id = "pay_to_release", .title = "Payment to release", .short_title = "Payment-release",
		.question = "Once everything is paid and done, how fast do we let go?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "hit_rate", .headline = "p50",
		.definition = "Hours from the payment to the release order, where the payment was the last thing to wait for: files whose "
			"assessment, document check, inspection, query or hold ended later are not eligible, otherwise customs would be "
			"charged for them twice; nor are deferred payments and declarations without duty. "
			CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "REL - PAY",
		.source = "India National TRS (automated release: 3 minutes on average)",
		.rival = NULL,
		.needs = NEEDS(NEED_PAY, NEED_REL),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_PAY_TO_RELEASE},
	},
	{
		.id = "inspection_time", .title = "Selection to end of inspection", .short_title = "Inspection cycle",
		.question = "How long does an inspection hold a declaration, from the lane to the result?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "hit_rate", .headline = "p50",
		.definition = "Hours from the moment the lane was given to the end of the physical, scanner or laboratory inspection. Only "
			"declarations that were inspected are eligible. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "INS_E - SEL",
		.source = "COMCEC, risk management indicators",
		.rival = "Hands-on time, INS_S to INS_E, is only the examining officer's part of it.",
		.needs = NEEDS("milestones.INS_E|declarations.exam_ended_at|inspections.ended_at", NEED_SEL_TIME),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_INSPECTION},
	},
	{
		.id = "inspection_wait", .title = "Inspection called to inspection started", .short_title = "Inspection wait",
		.question = "How long do goods wait for the inspection that was ordered?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "physical_inspection_rate", .headline = "p50",
		.definition = "Hours from the call for an inspection to its start. Until the goods are presented the wait belongs to the terminal, "
			"from then on to customs. Only inspected declarations are eligible. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "INS_S - INS_REQ",
		.source = "COMCEC risk management indicators; WCO Time Release Study Guide v4",
		.rival = NULL,
		.needs = NEEDS("milestones.INS_REQ|declarations.exam_called_at|inspections.called_at",
			"milestones.INS_S|declarations.exam_started_at|inspections.started_at"),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_INSPECTION_WAIT},
	},
	{
		.id = "oga_hold_time", .title = "Other agencies' hold, start to end", .short_title = "Agency hold",
		.question = "How long do other agencies hold goods?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "multi_inspection_rate", .headline = "p50",
		.definition = "Hours during which at least one other agency held the goods: the holds are united, so agencies that hold at the same "
			"time count once. Only declarations with a hold or a permit are eligible. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "the length of the union of all [OGA_S, OGA_E]",
		.source = "WCO Time Release Study Guide v4; World Bank LPI (domestic)",
		.rival = "Adding up the holds of each agency counts the same hour several times.",
		.needs = NEEDS("milestones.OGA_S|declarations.hold_started_at", "milestones.OGA_E|declarations.hold_ended_at"),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_OGA_HOLD},
	},
	{
		.id = "multi_inspection_rate", .title = "Inspected by two or more agencies, of those inspected by any",
		.short_title = "Multiple inspections",
		.question = "How often do several agencies open the same goods?",
		.group = "time", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "oga_hold_time", .headline = "rate",
		.definition = "Of the declarations registered in the period whose permits say that an agency inspected the goods, the share that "
			"two or more agencies inspected. " LIVE,
		.formula = "n(at least 2 agencies inspected) / n(at least 1 agency inspected)",
		.numerator = "declarations inspected by two or more agencies", .denominator = "declarations inspected by an agency",
		.source = "World Bank LPI, domestic part",
		.rival = "The LPI survey also counts customs as one of the agencies, and repeated inspections by the same one.",
		.needs = NEEDS("permits.inspected"),
		.method = METHOD_ROW, .argument = {MEASURE_MULTI_INSPECTION},
	},
	{
		.id = "query_rate", .title = "Declarations with a query", .short_title = "Queried",
		.question = "How often do we go back to the trader with a question?",
		.group = "time", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "amendment_rate", .headline = "rate",
		.definition = "Of the declarations registered in the period, the share for which at least one query was opened. Several queries one "
			"after another on the same file count once here and show in query_time. " LIVE,
		.formula = "n(at least one QRY_S) / n(LDG)",
		.numerator = "declarations with a query", .denominator = "declarations registered",
		.source = "India National TRS",
		.rival = NULL,
		.needs = NEEDS("milestones.QRY_S|declarations.query_opened_at"),
		.method = METHOD_FLAGS, .argument = {CUBE_LIVE, CUBE_QUERIED},
	},
	{
		.id = "query_time", .title = "Query opened to query answered", .short_title = "Query time",
		.question = "How long do traders take to answer?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "query_rate", .headline = "p50",
		.definition = "Hours during which a query was open, united over all queries of the declaration. The wait belongs to the trader. Only "
			"declarations with a query are eligible. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "the length of the union of all [QRY_S, QRY_E]",
		.source = "India National TRS",
		.rival = NULL,
		.needs = NEEDS("milestones.QRY_S|declarations.query_opened_at", "milestones.QRY_E|declarations.query_closed_at"),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_QUERY},
	},
	{
		.id = "removal_lag", .title = "Release to gate-out", .short_title = "Release-gate-out",
		.question = "How long do traders leave released goods in the terminal?",
		.group = "time", .unit = KPI_HOURS, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "port_dwell_time", .headline = "p50",
		.definition = "Hours from the release order to the exit from the gate. It is no delay of customs: it belongs to the trader and the "
			"terminal. Every released declaration is eligible, so goods still inside lower the coverage. " CLOCK RELEASED REVERSED,
		.formula = THREE_STATS "GOUT - REL",
		.source = "WCO Time Release Study Guide v4; Raballand and others (World Bank, 2012)",
		.rival = NULL,
		.needs = NEEDS(NEED_GOUT, NEED_REL),
		.method = METHOD_INTERVAL, .argument = {CUBE_T_REMOVAL_LAG},
	},
	{
		.id = "party_time_share", .title = "Who owned the time from arrival to release", .short_title = "Who owns the time",
		.question = "Whose time is it: ours, another agency's, the trader's, the terminal's?",
		.group = "time", .unit = KPI_ONE, .better = KPI_BAND, .cohort = KPI_BY_RELEASE,
		.counter = "release_time_total", .headline = "share",
		.definition = "Each instant between arrival and release has one owner. Before the declaration is lodged it is the terminal until the "
			"goods are unloaded, then the trader. From the later of lodgement and arrival the first of these that is true decides: a query "
			"is open (trader); another agency holds (agency, or shared while customs works too); an inspection is called and the goods "
			"are not presented (terminal); assessed and not paid (trader); otherwise customs. The shares of the five owners add up to 1. "
			RELEASED "Goods released before they arrived have no such window.",
		.formula = "sum of the hours owned by each / sum of (REL - ARR)",
		.numerator = "hours owned by the party", .denominator = "hours between arrival and release",
		.source = "WCO Time Release Study Guide v4 (interval analysis)",
		.rival = "Charts by stage count an hour several times where stages overlap, so they do not add up.",
		.needs = NEEDS(NEED_ARR, NEED_REL),
		.method = METHOD_OWNERS,
	},
	{
		.id = "same_day_rate", .title = "Assessed on the day of lodgement", .short_title = "Assessed same day",
		.question = "How much of the day's work is done the same day?",
		.group = "time", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_REGISTRATION,
		.counter = "hit_rate", .headline = "rate",
		.definition = "Of the declarations registered in the period, the share that was assessed on the same calendar day, in the office's local "
			"time. Files not assessed yet count as not done; dates without a time serve. " LIVE,
		.formula = "n(day of ASM = day of LDG) / n(LDG)",
		.numerator = "declarations assessed on the day they were registered", .denominator = "declarations registered",
		.source = "Cameroon Customs performance contracts (World Bank)",
		.rival = "Leaving out what was lodged after the cut-off hour gives a higher rate.",
		.needs = NEEDS(NEED_ASM),
		.method = METHOD_ROW, .argument = {MEASURE_SAME_DAY},
	},
	{
		.id = "slow_file_rate", .title = "Not assessed within 120 hours of lodgement", .short_title = "Slow files",
		.question = "How many files lie for five days and more?",
		.group = "time", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_DEADLINE,
		.counter = "hit_rate", .headline = "rate",
		.definition = "Of the declarations whose 120th hour after registration fell in the period, the share that was not assessed by then. "
			"Files still open count as slow. A registration without a time of day is left out, and so is one whose assessment has only "
			"a date; both lower the coverage. " LIVE,
		.formula = "n(no ASM by LDG + 120 h) / n(LDG + 120 h falls in the period)",
		.numerator = "declarations not assessed within 120 hours", .denominator = "declarations lodged 120 hours before",
		.source = "Cameroon Customs performance contracts (World Bank)",
		.rival = "Cameroon also counted what was not processed within a month.",
		.needs = NEEDS(NEED_ASM),
		.method = METHOD_ROW, .argument = {MEASURE_SLOW_FILE},
	},
	{
		.id = "sla_met_rate", .title = "Released within the standard time after arrival", .short_title = "Within standard",
		.question = "How often do we keep the promise we published?",
		.group = "time", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_DEADLINE,
		.counter = "open_aged", .headline = "rate",
		.definition = "Of the declarations whose standard time after arrival ran out in the period (and has run out by now), the share that was "
			"released by then. Files still open count as failures. The standard is the target of release_time_total in force on the "
			"day of arrival, the post's own before that of the mode, that before that of the flow; without one the setting "
			"[standards], of mode and flow before that of the mode, and that before the flow's; without that 48 hours, and 24 hours for "
			"air. Arrivals and releases that have only a date are left out and lower the coverage. " LIVE,
		.formula = "n(REL <= ARR + standard) / n(ARR + standard falls in the period)",
		.numerator = "declarations released within the standard", .denominator = "declarations whose standard time ran out",
		.source = "CBIC national targets (India); HMRC; Saudi ZATCA",
		.rival = "A denominator of released files alone hides those that are stuck.",
		.needs = NEEDS(NEED_ARR, NEED_REL),
		.method = METHOD_ROW, .argument = {MEASURE_SLA},
	},
	{
		.id = "open_aged", .title = "Open files older than 24, 72, 168 hours", .short_title = "Open files",
		.question = "What lies around, and for how long?",
		.group = "time", .unit = KPI_COUNT, .better = KPI_LOWER, .cohort = KPI_AT_STOCK,
		.counter = "customs_clearance_time", .headline = "count",
		.definition = "Declarations open at the end of the period (or now, if that is earlier) whose age is above 24, 72 and 168 hours; the "
			"counts are cumulative. Open is a file registered by then and not released by then, unless it was cancelled or rejected, or "
			"its status says released, exited, seized or abandoned without a release on record. A file released later was open, whatever "
			"its status is today. The age runs from the later of lodgement and arrival, or from lodgement where no arrival is known by "
			"then. A date without a time counts from the end of its day, so that no file looks older than it is. With --by day, week "
			"or month the open files are told apart by the time of their registration.",
		.formula = "n(open and T - max(LDG, ARR) > 24 h, 72 h, 168 h)",
		.numerator = "open declarations older than the limit", .denominator = NULL,
		.source = "CBIC instruction on pendency (India): commissioner above 72 hours, chief commissioner above 7 days",
		.rival = "Counting from lodgement alone ages goods that are still at sea.",
		.needs = NEEDS(NEED_REL),
		.method = METHOD_OPEN,
	},
	{
		.id = "predictability_ratio", .title = "Arrival to release: P90 over P50", .short_title = "Spread P90/P50",
		.question = "Can traders rely on our times?",
		.group = "time", .unit = KPI_TIMES, .better = KPI_LOWER, .cohort = KPI_BY_RELEASE,
		.counter = "release_time_total", .headline = "ratio",
		.definition = "The 90th percentile of the time from arrival to release, divided by its median: how much longer the slow tenth waits than "
			"the middle. " RELEASED REVERSED,
		.formula = "P90(release_time_total) / P50(release_time_total)",
		.numerator = "P90, hours", .denominator = "P50, hours",
		.source = "India National TRS and Korea Customs Service (which publish standard deviations)",
		.rival = "A standard deviation is dominated by a few extreme files; the ratio is not.",
		.needs = NEEDS(NEED_ARR, NEED_REL),
		.method = METHOD_SPREAD, .argument = {CUBE_T_RELEASE_TOTAL},
	},
};

const struct catalogue_group catalogue_time = {defs, sizeof(defs) / sizeof(*defs)};
