/* The revenue group: what was assessed, what was paid, what was forgone, and what control added.
 *
 * Ratios are ratios of sums, never means of ratios. Money is in the reporting currency; amounts that cannot be converted
 * are left out when the cube is built. */
#include "catalogue.h"

#define REGISTERED "Declarations are counted on the day they were registered; cancelled, rejected and test files are left out. "

static const struct kpi_def defs[] = {
	{
		.id = "revenue_collected", .title = "Amounts paid, by day of payment", .short_title = "Collected",
		.question = "How much money came in?",
		.group = "revenue", .unit = KPI_MONEY, .better = KPI_HIGHER, .cohort = KPI_BY_PAYMENT,
		.counter = "release_time_total", .headline = "sum",
		.definition = "The amounts paid, gross, all heads, on the day of the payment, or of the release where no payment is on record. Cancelled "
			"files are not taken out: what was paid was collected. Offices whose declarations carry no paid amounts are taken from the "
			"revenue file instead; the two are never added for the same office. Amounts with neither a payment nor a release day, "
			"and those in a currency without a rate, are left out and lower the coverage.",
		.formula = "sum of paid_amount",
		.numerator = "amounts paid", .denominator = NULL,
		.source = "Kenya Revenue Authority; IMF revenue administration guidance",
		.rival = "Treasuries count the day the money was credited; assessments count what was due. Net figures take refunds off.",
		.needs = NEEDS("declarations.paid_amount|revenue.collected"),
		.method = METHOD_REVENUE,
	},
	{
		.id = "revenue_vs_target", .title = "Collected to date over target to date", .short_title = "Against target",
		.question = "Will we make the target?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_PAYMENT,
		.counter = "exemption_ratio", .headline = "ratio",
		.definition = "What was collected from the start of the target's period to the end of the period shown (or now, if that is earlier), divided "
			"by the part of the target that belongs to the same days. That part follows the season: the mean share that the same "
			"days of up to three earlier years brought of their totals. The years are laid over each other in effective working days: an "
			"ordinary one counts 1; free days, and days with a tag in the calendar (ramadan, feast ...), count what such days brought "
			"on average in the three years before, where at least five are known. So a feast that moves with the moon takes its weight "
			"along. Where no earlier year is wholly known the part is linear in working days, by the calendar and the weekends of the "
			"posts. The row says which, and from which day to which it counts. Where targets of a year and of its months overlap, the "
			"shorter ones count. Without a target for all posts, the targets of the "
			"posts are added up.",
		.formula = "sum of revenue_collected to date / sum of target * mean over years of the share of the same days",
		.numerator = "collected to date", .denominator = "target to date",
		.source = "Nigeria Customs (Tin Can command); Chattogram Customs",
		.rival = "A target linear in working days is simpler, and calls every peak season a success and every low one a failure.",
		.needs = NEEDS("targets.value", "declarations.paid_amount|revenue.collected"),
		.method = METHOD_ACHIEVEMENT, .argument = {ACHIEVEMENT_RATIO},
	},
	{
		.id = "required_daily_rate", .title = "Needed for each working day left", .short_title = "Needed a day",
		.question = "How much must each day bring from now on?",
		.group = "revenue", .unit = KPI_MONEY, .better = KPI_BAND, .cohort = KPI_BY_PAYMENT,
		.counter = "revenue_vs_target", .headline = "ratio",
		.definition = "What is missing to the target of the running period, divided by the working days left in it after the last day shown (or "
			"after today, if that is earlier). Below zero, the target has been passed. A dash when no working day is left.",
		.formula = "(target - collected to date) / working days left",
		.numerator = "still to be collected", .denominator = "working days left",
		.source = "Nigeria Customs (Tin Can command: a monthly target turned into a daily one)",
		.rival = NULL,
		.needs = NEEDS("targets.value", "declarations.paid_amount|revenue.collected"),
		.method = METHOD_ACHIEVEMENT, .argument = {ACHIEVEMENT_DAILY},
	},
	{
		.id = "collection_ratio", .title = "Paid, of what was assessed 30 days before", .short_title = "Collection ratio",
		.question = "Do we get what we assess?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_ASSESSMENT,
		.counter = "arrears_ratio", .headline = "ratio",
		.definition = "Of the amounts finally assessed on declarations assessed in the period and at least 30 days before its end (or before now, if "
			"that is earlier), the share that has been paid. Unpaid declarations count with nothing paid. Regimes under which duty is "
			"suspended (processing, warehousing, transit: procedures that begin with 5, 7 or 8) are left out, and so are "
			"cancelled, rejected and test files.",
		.formula = "sum of paid_amount / sum of assessed_final",
		.numerator = "amounts paid", .denominator = "amounts assessed",
		.source = "IMF revenue administration guidance",
		.rival = "Counting only what was paid within the 30 days is stricter; this counts what has been paid since.",
		.needs = NEEDS("declarations.assessed_final", "declarations.paid_amount", NEED_ASM),
		.method = METHOD_ROW, .argument = {MEASURE_COLLECTION},
	},
	{
		.id = "control_adjustment_yield", .title = "Tax adjustments over initial assessments", .short_title = "Control yield",
		.question = "What does control add to revenue?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_REGISTRATION,
		.counter = "physical_inspection_rate", .headline = "ratio",
		.definition = "The tax adjustments made by inspections, divided by the amounts first assessed. Penalties are not in it. One case may "
			"dominate a short period. " REGISTERED,
		.formula = "sum of tax_adjustment / sum of assessed_initial",
		.numerator = "tax adjustments", .denominator = "amounts first assessed",
		.source = "Morocco Customs (value adjustments); Cameroon Customs",
		.rival = NULL,
		.needs = NEEDS(NEED_ADJUSTMENT, "declarations.assessed_initial"),
		.method = METHOD_ROW, .argument = {MEASURE_CONTROL_YIELD},
	},
	{
		.id = "adjustment_per_inspection", .title = "Tax adjustment for each inspection", .short_title = "Per inspection",
		.question = "What does one more inspection bring?",
		.group = "revenue", .unit = KPI_MONEY, .better = KPI_BAND, .cohort = KPI_BY_REGISTRATION,
		.counter = "hit_rate", .headline = "ratio",
		.definition = "The tax adjustments made by inspections, divided by the number of inspections of any type. It is a mean that few large cases "
			"decide. " REGISTERED,
		.formula = "sum of tax_adjustment / n(inspections)",
		.numerator = "tax adjustments", .denominator = "inspections",
		.source = "Morocco Customs; Cameroon Customs",
		.rival = NULL,
		.needs = NEEDS(NEED_ADJUSTMENT, NEED_INSPECTION),
		.method = METHOD_ROW, .argument = {MEASURE_ADJUSTMENT},
	},
	{
		.id = "arrears_ratio", .title = "Overdue debts over a year's collections", .short_title = "Arrears",
		.question = "How much are we owed, against what we collect in a year?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_LOWER, .cohort = KPI_AT_STOCK,
		.counter = "collection_ratio", .headline = "ratio",
		.definition = "Balances whose due day has passed at the end of the period (or now, if that is earlier), disputed ones included, divided by "
			"what was collected in the twelve months up to then. Debts belong to traders, not to posts: under a filter or by a dimension "
			"this figure is a dash.",
		.formula = "sum of balance with due_on < T / revenue_collected of the 12 months to T",
		.numerator = "overdue balances", .denominator = "collected in 12 months",
		.source = "IMF revenue administration guidance; Morocco Customs",
		.rival = "Taking disputed and insolvent debts out gives what can be recovered.",
		.needs = NEEDS("arrears.balance", "declarations.paid_amount|revenue.collected"),
		.method = METHOD_ARREARS, .argument = {ARREARS_RATIO},
	},
	{
		.id = "arrears_aged", .title = "Overdue debts by age", .short_title = "Arrears by age",
		.question = "How old is what we are owed?",
		.group = "revenue", .unit = KPI_MONEY, .better = KPI_LOWER, .cohort = KPI_AT_STOCK,
		.counter = "arrears_recovery_rate", .headline = "sum",
		.definition = "Balances overdue at the end of the period (or now, if that is earlier): all of them (0d), and those overdue for more than 30, 90 "
			"and 365 days, each including the older ones. n is the number of debts. Debts belong to traders, not to posts: under a "
			"filter or by a dimension this figure is a dash.",
		.formula = "sum of balance with due_on < T - age",
		.numerator = "overdue balances", .denominator = NULL,
		.source = "IMF revenue administration guidance",
		.rival = NULL,
		.needs = NEEDS("arrears.balance"),
		.method = METHOD_ARREARS, .argument = {ARREARS_AGED},
	},
	{
		.id = "arrears_disputed_share", .title = "Disputed, of overdue debts", .short_title = "Disputed arrears",
		.question = "How much of what we are owed is before a court?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_BAND, .cohort = KPI_AT_STOCK,
		.counter = "arrears_ratio", .headline = "ratio",
		.definition = "Of the balances overdue at the end of the period (or now, if that is earlier), the share that is disputed. Debts of which "
			"nothing is said count as undisputed and lower the coverage. Under a filter or by a dimension this figure is a dash.",
		.formula = "sum of balance with disputed / sum of balance, due_on < T",
		.numerator = "disputed balances", .denominator = "overdue balances",
		.source = "IMF revenue administration guidance",
		.rival = NULL,
		.needs = NEEDS("arrears.balance", "arrears.disputed"),
		.method = METHOD_ARREARS, .argument = {ARREARS_DISPUTED},
	},
	{
		.id = "arrears_recovery_rate", .title = "Recovered, of overdue debts told before", .short_title = "Arrears recovered",
		.question = "Do old debts come in?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_AT_STOCK,
		.counter = "arrears_ratio", .headline = "ratio",
		.definition = "Of the debts overdue at the end of the period (or now, if that is earlier) whose balance was told more than once: what their "
			"balances fell by since they were first told, over what they were then. Debts told once lower the coverage; when all were, "
			"this is a dash. A file of debts that leaves paid ones out hides what was recovered: keep them in it with balance 0. Under "
			"a filter or by a dimension this figure is a dash.",
		.formula = "sum of (first balance - balance) / sum of first balance, due_on < T",
		.numerator = "balances gone", .denominator = "balances at first",
		.source = "IMF revenue administration guidance",
		.rival = NULL,
		.needs = NEEDS("arrears.balance"),
		.method = METHOD_ARREARS, .argument = {ARREARS_RECOVERY},
	},
	{
		.id = "penalty_recovery_rate", .title = "Penalties paid within 180 days", .short_title = "Penalties paid",
		.question = "Do fines come in?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_DEADLINE,
		.counter = "hit_rate", .headline = "ratio",
		.definition = "Of the penalties imposed by inspections of declarations that were registered 180 days before a day of the period, the part that "
			"has been paid. Penalties without a payment on record count as unpaid. Cancelled, rejected and test files are left out.",
		.formula = "sum of penalty_paid / sum of penalty, 180 days after registration",
		.numerator = "penalties paid", .denominator = "penalties imposed",
		.source = "General practice of enforcement",
		.rival = "Settlements and court fines differ: an export that tells them apart should be looked at apart.",
		.needs = NEEDS("inspections.penalty|declarations.penalty", "inspections.penalty_paid"),
		.method = METHOD_ROW, .argument = {MEASURE_PENALTY},
	},
	{
		.id = "pca_yield", .title = "Assessed for each audit closed", .short_title = "Audit yield",
		.question = "What does an audit bring?",
		.group = "revenue", .unit = KPI_MONEY, .better = KPI_HIGHER, .cohort = KPI_BY_OWN_DAY,
		.counter = "pca_recovery_rate", .headline = "ratio",
		.definition = "What the audits closed in the period assessed, over their number. Audits without an assessment on record lower the coverage. "
			"It can be told by the importer, by the office of the audited declaration, and by day, week, month or weekday.",
		.formula = "sum of assessed / n(audits closed)",
		.numerator = "amounts assessed", .denominator = "audits closed",
		.source = "US Customs and Border Protection (monthly audit figures)",
		.rival = "The yield of a day of an auditor tells long audits from short ones.",
		.needs = NEEDS("audits.closed_on", "audits.assessed"),
		.method = METHOD_AUDITS, .argument = {AUDITS_YIELD},
	},
	{
		.id = "pca_recovery_rate", .title = "Collected, of what audits assessed", .short_title = "Audit recovery",
		.question = "Do audits bring money, or paper?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_HIGHER, .cohort = KPI_BY_OWN_DAY,
		.counter = "pca_strike_rate", .headline = "ratio",
		.definition = "Of what the audits closed in the period assessed, the part that has been collected since. It can be told by the importer, by the "
			"office of the audited declaration, and by day, week, month or weekday.",
		.formula = "sum of collected / sum of assessed",
		.numerator = "amounts collected", .denominator = "amounts assessed",
		.source = "US Customs and Border Protection (monthly audit figures)",
		.rival = NULL,
		.needs = NEEDS("audits.closed_on", "audits.assessed", "audits.collected"),
		.method = METHOD_AUDITS, .argument = {AUDITS_RECOVERY},
	},
	{
		.id = "exemption_ratio", .title = "Exempted, of what would have been paid", .short_title = "Exempted",
		.question = "How much do we forgo?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_BAND, .cohort = KPI_BY_REGISTRATION,
		.counter = "revenue_collected", .headline = "ratio",
		.definition = "Exempted amounts, divided by exempted and paid amounts together. Duty that is only suspended is not forgone and should not be "
			"in exempt_amount. " REGISTERED,
		.formula = "sum of exempt_amount / (sum of paid_amount + sum of exempt_amount)",
		.numerator = "amounts exempted", .denominator = "amounts paid and exempted",
		.source = "Kenya Revenue Authority; WCO News 97",
		.rival = NULL,
		.needs = NEEDS("declarations.exempt_amount", "declarations.paid_amount"),
		.method = METHOD_ROW, .argument = {MEASURE_EXEMPTION},
	},
	{
		.id = "effective_tax_rate", .title = "Assessed over customs value", .short_title = "Effective rate",
		.question = "How much of the value do we really tax?",
		.group = "revenue", .unit = KPI_ONE, .better = KPI_BAND, .cohort = KPI_BY_REGISTRATION,
		.counter = "exemption_ratio", .headline = "ratio",
		.definition = "Amounts finally assessed, divided by customs value, over declarations that have both. A change of goods or origins moves it "
			"without anybody doing anything: look at --by hs_chapter and --by origin before blaming a post. " REGISTERED,
		.formula = "sum of assessed_final / sum of cif_value",
		.numerator = "amounts assessed", .denominator = "customs value",
		.source = "General practice of revenue analysis",
		.rival = NULL,
		.needs = NEEDS("declarations.assessed_final", "declarations.cif_value"),
		.method = METHOD_ROW, .argument = {MEASURE_EFFECTIVE_RATE},
	},
	{
		.id = "unit_value_gap", .title = "Tax on values far below the usual", .short_title = "Value gap",
		.question = "What might undervaluation cost us?",
		.group = "revenue", .unit = KPI_MONEY, .better = KPI_LOWER, .cohort = KPI_BY_REGISTRATION,
		.counter = "control_adjustment_yield", .headline = "sum",
		.definition = "For each item whose value per unit lies far below that of the same commodity (eight digits), origin and unit, the tax on "
			"the difference to the median. Far below is more than three median absolute deviations of the logarithm under the median, "
			"where at least 20 items are known; the reference are the items of the period, or of the year up to its end if the period "
			"is shorter. Items without a quantity go by their net mass; those without a rate, or in another currency than the reporting "
			"one, lower the coverage. Tax rates are percentages when most of them are above 1. It is a screening estimate, never an "
			"assessment: WTO rules do not allow reference values as a taxable base. " REGISTERED,
		.formula = "sum of max(0, median - unit value) * quantity * tax_rate, over items below the fence",
		.numerator = "estimated tax", .denominator = NULL,
		.source = "EU Joint Research Centre (automated price monitoring); Morocco Customs",
		.rival = NULL,
		.needs = NEEDS("items.cif_value", "items.tax_rate", "items.quantity|items.net_kg"),
		.method = METHOD_UNIT_VALUE,
	},
};

const struct catalogue_group catalogue_revenue = {defs, sizeof(defs) / sizeof(*defs)};
