/* The facilitation group: what is done early, without paper, with trusted traders. */
#include "catalogue.h"

#define REGISTERED "Declarations are counted on the day they were registered; cancelled, rejected and test files are left out. "

static const struct kpi_def defs[] = {
	{
		.id = "pre_arrival_rate", .title = "Lodged before arrival", .short_title = "Pre-arrival",
		.question = "Do traders declare before the goods are here?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_REGISTRATION,
		.counter = "amendment_rate", .headline = "rate",
		.definition = "Of the declarations with a known arrival, the share registered before it. Where one of the two has only a date, the days are "
			"compared. At land posts the arrival is the joining of the queue. " REGISTERED,
		.formula = "n(LDG < ARR) / n(LDG with ARR)",
		.numerator = "declarations lodged before arrival", .denominator = "declarations with an arrival",
		.source = "WTO TFA Article 7.1; Peru and Kenya time release studies",
		.rival = NULL,
		.needs = NEEDS(NEED_ARR),
		.method = METHOD_ROW, .argument = {MEASURE_PRE_ARRIVAL},
	},
	{
		.id = "released_on_arrival_rate", .title = "Released within an hour of arrival", .short_title = "Released on arrival",
		.question = "How much goes straight through?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_RELEASE,
		.counter = "green_leakage", .headline = "rate",
		.definition = "Of the declarations released in the period with a known arrival, the share released before the arrival or within one hour of "
			"it. Releases and arrivals that have only a date are left out and lower the coverage. Cancelled, rejected and test "
			"files are left out.",
		.formula = "n(REL <= ARR + 1 h) / n(REL)",
		.numerator = "declarations released on arrival", .denominator = "declarations released",
		.source = "WTO TFA Article 7.1; Peru and Kenya time release studies",
		.rival = NULL,
		.needs = NEEDS(NEED_ARR, NEED_REL),
		.method = METHOD_ROW, .argument = {MEASURE_ON_ARRIVAL},
	},
	{
		.id = "aeo_share", .title = "Value declared by authorised operators", .short_title = "AEO share of value",
		.question = "How much of trade do we trust?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_REGISTRATION,
		.counter = "aeo_advantage", .headline = "ratio",
		.definition = "Customs value of declarations marked as those of an authorised economic operator, divided by all customs value. "
			"Declarations without the mark count as not authorised; the coverage says how many have one. " REGISTERED,
		.formula = "sum of cif_value where aeo = 1 / sum of cif_value",
		.numerator = "value of authorised operators", .denominator = "customs value",
		.source = "WCO Performance Measurement Mechanism",
		.rival = "By number of declarations it is aeo_share_count.",
		.needs = NEEDS(NEED_AEO, "declarations.cif_value"),
		.method = METHOD_ROW, .argument = {MEASURE_AEO_VALUE},
	},
	{
		.id = "aeo_share_count", .title = "Declarations of authorised operators", .short_title = "AEO share of files",
		.question = "How many of the files come from trusted operators?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_REGISTRATION,
		.counter = "aeo_advantage", .headline = "rate",
		.definition = "Of the declarations registered in the period, the share marked as those of an authorised economic operator. Declarations "
			"without the mark count as not authorised; the coverage says how many have one. " REGISTERED,
		.formula = "n(aeo = 1) / n(LDG)",
		.numerator = "declarations of authorised operators", .denominator = "declarations registered",
		.source = "WCO Performance Measurement Mechanism",
		.rival = "By value it is aeo_share.",
		.needs = NEEDS(NEED_AEO),
		.method = METHOD_ROW, .argument = {MEASURE_AEO_COUNT},
	},
	{
		.id = "aeo_advantage", .title = "Release time of others over that of AEO", .short_title = "AEO advantage",
		.question = "What does an authorised operator get for it?",
		.group = "facilitation", .unit = KPI_TIMES, .better = KPI_HIGHER, .cohort = KPI_BY_RELEASE,
		.counter = "aeo_share", .headline = "ratio",
		.definition = "The median time from arrival to release of other operators, divided by that of authorised ones, for the same mix of goods: "
			"only chapters and modes where both occur are taken, and the others are weighted to the mix of the authorised. Without the "
			"mark a declaration counts among the others, as in aeo_share. Declarations are counted on the day of their release; cancelled, rejected and test files are left out. A dash when the median of the "
			"authorised is zero.",
		.formula = "P50(release_time_total, not AEO, weighted to the AEO mix of hs_chapter and mode) / P50(release_time_total, AEO)",
		.numerator = "median of others, hours", .denominator = "median of authorised operators, hours",
		.source = "Japan Customs Time Release Surveys",
		.rival = "Without matching, it measures which goods authorised operators trade.",
		.needs = NEEDS(NEED_AEO, NEED_ARR, NEED_REL),
		.method = METHOD_AEO,
	},
	{
		.id = "epay_share", .title = "Money paid electronically", .short_title = "Paid electronically",
		.question = "How much money comes in without a counter?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_PAYMENT,
		.counter = "payment_lag", .headline = "ratio",
		.definition = "Amounts paid electronically, divided by all amounts paid, on the day of the payment (of the release where none is on record). "
			"A bank receipt keyed in later is not electronic. Payments without a mode count as not electronic; the coverage says how "
			"many have one. Cancelled files are not taken out: what was paid was collected.",
		.formula = "sum of paid_amount where payment_mode = electronic / sum of paid_amount",
		.numerator = "amounts paid electronically", .denominator = "amounts paid",
		.source = "IMF revenue administration guidance",
		.rival = "By number of payments it is epay_share_count.",
		.needs = NEEDS("declarations.payment_mode", "declarations.paid_amount"),
		.method = METHOD_ROW, .argument = {MEASURE_EPAY_VALUE},
	},
	{
		.id = "epay_share_count", .title = "Payments made electronically", .short_title = "Electronic payments",
		.question = "How many payments come in without a counter?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_PAYMENT,
		.counter = "payment_lag", .headline = "rate",
		.definition = "Of the declarations with a paid amount, the share paid electronically, on the day of the payment (of the release where none is "
			"on record). Payments without a mode count as not electronic; the coverage says how many have one. Cancelled files are not "
			"taken out: what was paid was collected.",
		.formula = "n(payment_mode = electronic) / n(paid)",
		.numerator = "declarations paid electronically", .denominator = "declarations paid",
		.source = "IMF revenue administration guidance",
		.rival = "By amount it is epay_share.",
		.needs = NEEDS("declarations.payment_mode", "declarations.paid_amount"),
		.method = METHOD_ROW, .argument = {MEASURE_EPAY_COUNT},
	},
	{
		.id = "paperless_rate", .title = "Declarations without paper at any step", .short_title = "Paperless",
		.question = "Can a trader stay away from the counter?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_REGISTRATION,
		.counter = "query_rate", .headline = "rate",
		.definition = "Of the declarations that say whether paper was used, the share handled without paper at any step. Declarations that say "
			"nothing about it are left out and lower the coverage. " REGISTERED,
		.formula = "n(paper = 0) / n(paper recorded)",
		.numerator = "declarations without paper", .denominator = "declarations that say whether paper was used",
		.source = "WCO Performance Measurement Mechanism",
		.rival = "The share of electronic declarations is near 100 % everywhere and tells nothing any more.",
		.needs = NEEDS("declarations.paper"),
		.method = METHOD_ROW, .argument = {MEASURE_PAPERLESS},
	},
	{
		.id = "sw_share", .title = "Permits obtained through the single window", .short_title = "Single window",
		.question = "Do the other agencies use the single window?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_REGISTRATION,
		.counter = "oga_hold_time", .headline = "ratio",
		.definition = "Of the permits of declarations registered in the period, the share that came through the single window. It counts permits, not "
			"declarations, and has no interval since the permits of one declaration go together. " REGISTERED,
		.formula = "n(permits with single_window = 1) / n(permits)",
		.numerator = "permits through the single window", .denominator = "permits",
		.source = "Korea Customs Service",
		.rival = NULL,
		.needs = NEEDS("permits.single_window"),
		.method = METHOD_ROW, .argument = {MEASURE_SINGLE_WINDOW},
	},
	{
		.id = "amendment_rate", .title = "Amended or cancelled after registration", .short_title = "Amended, cancelled",
		.question = "How often is the first declaration wrong?",
		.group = "facilitation", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "pre_arrival_rate", .headline = "rate",
		.definition = "Of all declarations registered in the period, the share that was amended (more than one version) or cancelled. This is the one "
			"figure that does not leave out cancelled, rejected and test files.",
		.formula = "n(more than one version, or cancelled) / n(LDG)",
		.numerator = "declarations amended or cancelled", .denominator = "declarations registered",
		.source = "General practice of declaration processing",
		.rival = "Amendments that customs asked for are no error of the trader.",
		.needs = NEEDS(NEED_LDG),
		.method = METHOD_ROW, .argument = {MEASURE_AMENDED},
	},
};

const struct catalogue_group catalogue_facilitation = {defs, sizeof(defs) / sizeof(*defs)};
