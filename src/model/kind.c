/* kind.c - the canonical form, as one table: what each kind of file holds, column by column.
 *
 * Order matters twice: kinds stand in the order in which a folder is loaded, and a column's place is its place in
 * struct model_record. A list is shared wherever two columns name the same things (importer_id and broker_id are both
 * traders). The table does not know how a column is stored nor what foreign files call it. */
#include "model/kind.h"

#include <string.h>

#define VALUES(...) (const char *const[]){__VA_ARGS__, NULL}

#define FLOWS VALUES("import", "export", "transit")
#define LANES VALUES("green", "blue", "yellow", "orange", "red")
#define FINDINGS VALUES("value", "classification", "origin", "quantity", "undeclared", "prohibited", "ipr")
#define OUTCOMES VALUES("conform", "minor", "noncompliant")
#define INSPECTION_TYPES VALUES("document", "physical", "scanner", "laboratory")

static const struct model_column posts[] = {
	{.name = "office", .type = MODEL_CODE, .required = true, .key = true, .list = "office", .help = "code of the post"},
	{.name = "name", .type = MODEL_TEXT, .required = true, .help = "what people call the post"},
	{.name = "locode", .type = MODEL_CODE, .list = "locode", .help = "UN/LOCODE of the place"},
	{.name = "kind", .type = MODEL_ENUM, .list = "post_kind",
	 .values = VALUES("sea", "air", "land", "rail", "inland", "mail"), .help = "what kind of post it is"},
	{.name = "timezone", .type = MODEL_TEXT, .help = "its time zone, as Asia/Amman or +03:00"},
	{.name = "opens", .type = MODEL_CLOCK, .help = "local time at which it opens"},
	{.name = "closes", .type = MODEL_CLOCK, .help = "local time at which it closes"},
	{.name = "weekend", .type = MODEL_TEXT, .help = "days off each week, as fri,sat"},
	{.name = "pool", .type = MODEL_CODE, .list = "pool", .help = "posts of one pool lend officers to each other"},
};

static const struct model_column officers[] = {
	{.name = "officer_id", .type = MODEL_CODE, .required = true, .key = true, .list = "officer",
	 .help = "code of the officer"},
	{.name = "name", .type = MODEL_TEXT, .help = "name of the officer"},
	{.name = "office", .type = MODEL_CODE, .required = true, .list = "office", .help = "post of the officer"},
	{.name = "role", .type = MODEL_ENUM, .list = "officer_role",
	 .values = VALUES("assessor", "examiner", "supervisor", "analyst"), .help = "what the officer does"},
	{.name = "pool", .type = MODEL_CODE, .list = "pool", .help = "the pool the officer can be sent within"},
	{.name = "from", .type = MODEL_DAY, .help = "first day at this post"},
	{.name = "to", .type = MODEL_DAY, .help = "last day at this post"},
};

static const struct model_column traders[] = {
	{.name = "trader_id", .type = MODEL_CODE, .required = true, .key = true, .list = "trader",
	 .help = "tax number or code of the trader"},
	{.name = "name", .type = MODEL_TEXT, .help = "name of the trader"},
	{.name = "role", .type = MODEL_ENUM, .list = "trader_role", .values = VALUES("importer", "exporter", "broker"),
	 .help = "what the trader mostly does"},
	{.name = "aeo", .type = MODEL_BOOL, .help = "authorised economic operator"},
	{.name = "sector", .type = MODEL_CODE, .list = "sector", .help = "branch of trade"},
	{.name = "size", .type = MODEL_CODE, .list = "size", .help = "size class"},
};

static const struct model_column calendar[] = {
	{.name = "day", .type = MODEL_DAY, .required = true, .key = true, .help = "the day"},
	{.name = "office", .type = MODEL_CODE, .key = true, .list = "office", .help = "the post; empty: all posts"},
	{.name = "working", .type = MODEL_BOOL, .help = "1 a working day, 0 a day off"},
	{.name = "tag", .type = MODEL_CODE, .list = "tag", .help = "what is special: ramadan, feast, strike, storm ..."},
};

static const struct model_column rates[] = {
	{.name = "currency", .type = MODEL_CODE, .required = true, .key = true, .list = "currency",
	 .help = "ISO 4217 code"},
	{.name = "day", .type = MODEL_DAY, .required = true, .key = true, .help = "first day on which the rate holds"},
	{.name = "rate", .type = MODEL_NUMBER, .required = true, .help = "one unit of it, in the reporting currency"},
};

static const struct model_column targets[] = {
	{.name = "kpi", .type = MODEL_TEXT, .required = true, .key = true, .help = "id of the figure, see kpi --list"},
	{.name = "office", .type = MODEL_CODE, .key = true, .list = "office", .help = "the post; empty: all posts"},
	{.name = "flow", .type = MODEL_ENUM, .key = true, .list = "flow", .values = FLOWS, .help = "empty: all flows"},
	{.name = "mode", .type = MODEL_CODE, .key = true, .list = "mode", .help = "empty: all modes of transport"},
	{.name = "from", .type = MODEL_DAY, .required = true, .key = true, .help = "first day of the period"},
	{.name = "to", .type = MODEL_DAY, .required = true, .key = true, .help = "last day of the period"},
	{.name = "value", .type = MODEL_NUMBER, .required = true, .help = "the target, in the unit of the figure"},
	{.name = "low", .type = MODEL_NUMBER, .help = "lower bound of what is accepted"},
	{.name = "high", .type = MODEL_NUMBER, .help = "upper bound of what is accepted"},
};

static const struct model_column initiatives[] = {
	{.name = "initiative_id", .type = MODEL_ID, .required = true, .key = true, .help = "code of the initiative"},
	{.name = "title", .type = MODEL_TEXT, .required = true, .help = "what is being done"},
	{.name = "starts_on", .type = MODEL_DAY, .required = true, .help = "first day"},
	{.name = "ends_on", .type = MODEL_DAY, .help = "last day; empty: goes on"},
	{.name = "office", .type = MODEL_TEXT, .help = "posts it concerns, as NGT|PSL; empty: all posts"},
	{.name = "owner", .type = MODEL_TEXT, .help = "who answers for it"},
	{.name = "kpi", .type = MODEL_TEXT, .help = "id of the figure it should move"},
	{.name = "expected_effect", .type = MODEL_TEXT, .help = "by how much, as -10%"},
	{.name = "note", .type = MODEL_TEXT, .help = "anything else worth knowing"},
};

static const struct model_column declarations[] = {
	{.name = "declaration_id", .type = MODEL_ID, .required = true, .key = true,
	 .help = "office, year, serial and number together: numbers start again each year at each office"},
	{.name = "office", .type = MODEL_CODE, .required = true, .list = "office", .help = "office of clearance"},
	{.name = "flow", .type = MODEL_ENUM, .required = true, .list = "flow", .values = FLOWS,
	 .help = "import, export or transit"},
	{.name = "registered_at", .type = MODEL_STAMP, .required = true, .help = "when it was registered (LDG)"},
	{.name = "regime", .type = MODEL_CODE, .list = "regime", .help = "customs procedure, as 4000"},
	{.name = "status", .type = MODEL_ENUM, .list = "status",
	 .values = VALUES("registered", "selected", "assessed", "paid", "released", "exited", "cancelled", "rejected",
		"seized", "abandoned", "test"), .help = "how far it has come"},
	{.name = "mode", .type = MODEL_CODE, .list = "mode", .help = "mode of transport at the border, UN/ECE Rec. 19"},
	{.name = "importer_id", .type = MODEL_CODE, .list = "trader", .help = "tax number of the importer"},
	{.name = "broker_id", .type = MODEL_CODE, .list = "trader", .help = "code of the declarant"},
	{.name = "aeo", .type = MODEL_BOOL, .help = "the trader is an authorised economic operator"},
	{.name = "origin", .type = MODEL_CODE, .list = "country", .help = "country of origin, ISO 3166"},
	{.name = "hs", .type = MODEL_HS, .list = "hs", .help = "commodity code of the main item"},
	{.name = "item_count", .type = MODEL_INT, .help = "number of items"},
	{.name = "gross_kg", .type = MODEL_NUMBER, .help = "gross weight in kilograms"},
	{.name = "cif_value", .type = MODEL_MONEY, .help = "customs value"},
	{.name = "currency", .type = MODEL_CODE, .list = "currency", .help = "currency of all amounts of the row, ISO 4217"},
	{.name = "assessed_initial", .type = MODEL_MONEY, .help = "duties and taxes as declared"},
	{.name = "assessed_final", .type = MODEL_MONEY, .help = "duties and taxes after control"},
	{.name = "paid_amount", .type = MODEL_MONEY, .help = "duties and taxes paid"},
	{.name = "exempt_amount", .type = MODEL_MONEY, .help = "duties and taxes exempted"},
	{.name = "payment_mode", .type = MODEL_ENUM, .list = "payment_mode",
	 .values = VALUES("cash", "bank", "electronic", "deferred"), .help = "how it was paid"},
	{.name = "paper", .type = MODEL_BOOL, .help = "1 when paper documents were needed"},
	{.name = "lane_initial", .type = MODEL_ENUM, .list = "lane", .values = LANES, .help = "lane given by selectivity"},
	{.name = "lane_final", .type = MODEL_ENUM, .list = "lane", .values = LANES, .help = "lane after all reroutes"},
	{.name = "select_reason", .type = MODEL_ENUM, .list = "select_reason",
	 .values = VALUES("rule", "random", "manual", "model", "mandatory", "none"), .help = "why it was selected"},
	{.name = "rule_id", .type = MODEL_CODE, .list = "rule_set", .help = "rules that fired, several as R1|R7"},
	{.name = "score", .type = MODEL_NUMBER, .help = "risk score"},
	{.name = "officer_id", .type = MODEL_CODE, .list = "officer", .help = "officer it was assigned to"},
	{.name = "assigned_by", .type = MODEL_ENUM, .list = "assigned_by", .values = VALUES("system", "manual", "self"),
	 .help = "who assigned it"},
	{.name = "version", .type = MODEL_INT, .help = "grows with each amendment"},
	{.name = "updated_at", .type = MODEL_STAMP, .help = "when the row was last changed"},
	{.name = "arrived_at", .type = MODEL_STAMP, .help = "arrival of the means of transport (ARR)"},
	{.name = "discharged_at", .type = MODEL_STAMP, .help = "goods unloaded (DIS)"},
	{.name = "selected_at", .type = MODEL_STAMP, .help = "lane given (SEL)"},
	{.name = "assigned_at", .type = MODEL_STAMP, .help = "examiner assigned (ASG)"},
	{.name = "document_started_at", .type = MODEL_STAMP, .help = "document check begun (DOC_S)"},
	{.name = "document_ended_at", .type = MODEL_STAMP, .help = "document check ended (DOC_E)"},
	{.name = "query_opened_at", .type = MODEL_STAMP, .help = "query to the trader raised (QRY_S)"},
	{.name = "query_closed_at", .type = MODEL_STAMP, .help = "query answered (QRY_E)"},
	{.name = "hold_started_at", .type = MODEL_STAMP, .help = "hold by another agency begun (OGA_S)"},
	{.name = "hold_ended_at", .type = MODEL_STAMP, .help = "hold by another agency ended (OGA_E)"},
	{.name = "exam_called_at", .type = MODEL_STAMP, .help = "examination called (INS_REQ)"},
	{.name = "goods_presented_at", .type = MODEL_STAMP, .help = "goods positioned for examination (INS_PRES)"},
	{.name = "exam_started_at", .type = MODEL_STAMP, .help = "examination begun (INS_S)"},
	{.name = "exam_ended_at", .type = MODEL_STAMP, .help = "examination ended (INS_E)"},
	{.name = "assessed_at", .type = MODEL_STAMP, .help = "assessment final (ASM)"},
	{.name = "paid_at", .type = MODEL_STAMP, .help = "payment confirmed (PAY)"},
	{.name = "released_at", .type = MODEL_STAMP, .help = "release order (REL)"},
	{.name = "exited_at", .type = MODEL_STAMP, .help = "goods left the gate (GOUT)"},
	{.name = "inspection_type", .type = MODEL_ENUM, .list = "inspection_type", .values = INSPECTION_TYPES,
	 .help = "type of the one inspection told in the same row"},
	{.name = "inspection_outcome", .type = MODEL_ENUM, .list = "inspection_outcome", .values = OUTCOMES,
	 .help = "its outcome; empty: none recorded"},
	{.name = "inspection_finding", .type = MODEL_ENUM, .list = "inspection_finding", .values = FINDINGS,
	 .help = "what was found"},
	{.name = "tax_adjustment", .type = MODEL_MONEY, .help = "duties and taxes added by it"},
	{.name = "penalty", .type = MODEL_MONEY, .help = "penalty imposed by it"},
};

static const struct model_column items[] = {
	{.name = "declaration_id", .type = MODEL_ID, .required = true, .key = true, .help = "the declaration"},
	{.name = "item_no", .type = MODEL_INT, .required = true, .key = true, .help = "number of the item in it"},
	{.name = "hs", .type = MODEL_HS, .required = true, .list = "hs", .help = "commodity code"},
	{.name = "origin", .type = MODEL_CODE, .list = "country", .help = "country of origin, ISO 3166"},
	{.name = "dispatch", .type = MODEL_CODE, .list = "country", .help = "country of dispatch, ISO 3166"},
	{.name = "net_kg", .type = MODEL_NUMBER, .help = "net weight in kilograms"},
	{.name = "quantity", .type = MODEL_NUMBER, .help = "quantity in supplementary units"},
	{.name = "unit", .type = MODEL_CODE, .list = "unit", .help = "the supplementary unit"},
	{.name = "cif_value", .type = MODEL_MONEY, .help = "customs value of the item"},
	{.name = "tax_rate", .type = MODEL_NUMBER, .help = "rate of duty, as written"},
	{.name = "assessed", .type = MODEL_MONEY, .help = "duties and taxes on the item"},
};

static const struct model_column milestones[] = {
	{.name = "declaration_id", .type = MODEL_ID, .required = true, .key = true, .help = "the declaration"},
	{.name = "code", .type = MODEL_ENUM, .required = true, .key = true, .list = "milestone",
	 .values = VALUES("ARR", "DIS", "LDG", "SEL", "ASG", "DOC_S", "DOC_E", "QRY_S", "QRY_E", "OGA_S", "OGA_E",
		"INS_REQ", "INS_PRES", "INS_S", "INS_E", "ASM", "PAY", "REL", "GOUT"), .help = "what happened"},
	{.name = "at", .type = MODEL_STAMP, .required = true, .help = "when it happened"},
	{.name = "party", .type = MODEL_CODE, .list = "party", .help = "who reported it"},
	{.name = "user_id", .type = MODEL_CODE, .list = "officer", .help = "the user who recorded it"},
	{.name = "sequence", .type = MODEL_INT, .key = true, .help = "tells repeated milestones apart"},
};

static const struct model_column inspections[] = {
	{.name = "inspection_id", .type = MODEL_ID, .required = true, .key = true, .help = "code of the inspection"},
	{.name = "declaration_id", .type = MODEL_ID, .required = true, .help = "the declaration"},
	{.name = "type", .type = MODEL_ENUM, .required = true, .list = "inspection_type", .values = INSPECTION_TYPES,
	 .help = "document, physical, scanner or laboratory"},
	{.name = "officer_id", .type = MODEL_CODE, .list = "officer", .help = "who inspected"},
	{.name = "called_at", .type = MODEL_STAMP, .help = "when it was called"},
	{.name = "presented_at", .type = MODEL_STAMP, .help = "when the goods were there"},
	{.name = "started_at", .type = MODEL_STAMP, .help = "when it began"},
	{.name = "ended_at", .type = MODEL_STAMP, .help = "when it ended"},
	{.name = "outcome", .type = MODEL_ENUM, .list = "inspection_outcome", .values = OUTCOMES,
	 .help = "its outcome; empty: none recorded"},
	{.name = "finding", .type = MODEL_ENUM, .list = "inspection_finding", .values = FINDINGS, .help = "what was found"},
	{.name = "tax_adjustment", .type = MODEL_MONEY, .help = "duties and taxes added by it"},
	{.name = "penalty", .type = MODEL_MONEY, .help = "penalty imposed"},
	{.name = "penalty_paid", .type = MODEL_MONEY, .help = "penalty paid"},
	{.name = "container_count", .type = MODEL_INT, .help = "containers inspected"},
};

static const struct model_column reroutes[] = {
	{.name = "declaration_id", .type = MODEL_ID, .required = true, .key = true, .help = "the declaration"},
	{.name = "at", .type = MODEL_STAMP, .required = true, .key = true, .help = "when the lane was changed"},
	{.name = "lane_from", .type = MODEL_ENUM, .required = true, .list = "lane", .values = LANES, .help = "lane before"},
	{.name = "lane_to", .type = MODEL_ENUM, .required = true, .list = "lane", .values = LANES, .help = "lane after"},
	{.name = "officer_id", .type = MODEL_CODE, .list = "officer", .help = "who changed it"},
	{.name = "automatic", .type = MODEL_BOOL, .help = "1 when the system changed it"},
	{.name = "reason", .type = MODEL_CODE, .list = "reason", .help = "why"},
};

static const struct model_column seizures[] = {
	{.name = "seizure_id", .type = MODEL_ID, .required = true, .key = true, .help = "code of the seizure"},
	{.name = "at", .type = MODEL_STAMP, .required = true, .help = "when the goods were seized"},
	{.name = "office", .type = MODEL_CODE, .required = true, .list = "office", .help = "where"},
	{.name = "type", .type = MODEL_ENUM, .required = true, .list = "seizure_type",
	 .values = VALUES("drugs", "heritage", "environment", "ipr", "revenue", "security", "currency"),
	 .help = "what kind of goods"},
	{.name = "method", .type = MODEL_CODE, .list = "method", .help = "how they were detected"},
	{.name = "quantity", .type = MODEL_NUMBER, .help = "how much was seized"},
	{.name = "unit", .type = MODEL_CODE, .list = "unit", .help = "unit of the quantity"},
	{.name = "value", .type = MODEL_MONEY, .help = "value, in the reporting currency"},
	{.name = "declaration_id", .type = MODEL_ID, .help = "the declaration, where there is one"},
};

static const struct model_column permits[] = {
	{.name = "declaration_id", .type = MODEL_ID, .required = true, .key = true, .help = "the declaration"},
	{.name = "permit_id", .type = MODEL_ID, .required = true, .key = true, .help = "number of the permit"},
	{.name = "agency", .type = MODEL_CODE, .list = "agency", .help = "who issued it"},
	{.name = "single_window", .type = MODEL_BOOL, .help = "1 when issued through the single window"},
	{.name = "issued_at", .type = MODEL_STAMP, .help = "when it was issued"},
	{.name = "inspected", .type = MODEL_BOOL, .help = "1 when the agency inspected the goods"},
};

static const struct model_column arrears[] = {
	{.name = "trader_id", .type = MODEL_CODE, .required = true, .key = true, .list = "trader", .help = "who owes"},
	{.name = "due_on", .type = MODEL_DAY, .required = true, .key = true, .help = "day on which it was due"},
	{.name = "balance", .type = MODEL_MONEY, .required = true, .help = "what is still owed, in the reporting currency"},
	{.name = "disputed", .type = MODEL_BOOL, .help = "1 when the debt is disputed"},
};

static const struct model_column mirror[] = {
	{.name = "hs6", .type = MODEL_HS, .required = true, .key = true, .list = "hs", .help = "commodity, six digits"},
	{.name = "partner", .type = MODEL_CODE, .required = true, .key = true, .list = "country",
	 .help = "country that exports to us"},
	{.name = "year", .type = MODEL_INT, .required = true, .key = true, .help = "the year"},
	{.name = "export_value", .type = MODEL_MONEY, .required = true, .help = "what the partner says it exported to us"},
	{.name = "import_value", .type = MODEL_MONEY, .help = "what we say we imported from it"},
};

static const struct model_column audits[] = {
	{.name = "audit_id", .type = MODEL_ID, .required = true, .key = true, .help = "code of the audit"},
	{.name = "declaration_id", .type = MODEL_ID, .help = "the declaration, where it is about one"},
	{.name = "importer_id", .type = MODEL_CODE, .list = "trader", .help = "the trader audited"},
	{.name = "opened_on", .type = MODEL_DAY, .required = true, .help = "first day"},
	{.name = "closed_on", .type = MODEL_DAY, .help = "last day"},
	{.name = "assessed", .type = MODEL_MONEY, .help = "duties and taxes found, in the reporting currency"},
	{.name = "collected", .type = MODEL_MONEY, .help = "what of it was collected"},
};

static const struct model_column revenue[] = {
	{.name = "day", .type = MODEL_DAY, .required = true, .key = true, .help = "the day"},
	{.name = "office", .type = MODEL_CODE, .required = true, .key = true, .list = "office", .help = "the post"},
	{.name = "head", .type = MODEL_ENUM, .required = true, .key = true, .list = "head",
	 .values = VALUES("duty", "vat", "excise", "other"), .help = "tax head"},
	{.name = "collected", .type = MODEL_MONEY, .required = true, .help = "collected, in the reporting currency"},
	{.name = "refunds", .type = MODEL_MONEY, .help = "paid back"},
};

static const struct model_column attendance[] = {
	{.name = "officer_id", .type = MODEL_CODE, .required = true, .key = true, .list = "officer", .help = "the officer"},
	{.name = "day", .type = MODEL_DAY, .required = true, .key = true, .help = "the day"},
	{.name = "hours", .type = MODEL_NUMBER, .required = true, .help = "hours worked"},
	{.name = "office", .type = MODEL_CODE, .list = "office", .help = "where; empty: the officer's own post"},
};

#define KIND(constant, word, in_table) [constant] = { \
	.id = (constant), .name = #word, .table = (in_table), .columns = (word), \
	.n_columns = sizeof(word) / sizeof((word)[0]), \
}

static const struct model_kind kinds[MODEL_KINDS] = {
	KIND(MODEL_POSTS, posts, "post"),
	KIND(MODEL_OFFICERS, officers, "officer"),
	KIND(MODEL_TRADERS, traders, "trader"),
	KIND(MODEL_CALENDAR, calendar, "calendar"),
	KIND(MODEL_RATES, rates, "rate"),
	KIND(MODEL_TARGETS, targets, "target"),
	KIND(MODEL_INITIATIVES, initiatives, "initiative"),
	KIND(MODEL_DECLARATIONS, declarations, "declaration"),
	KIND(MODEL_ITEMS, items, "item"),
	KIND(MODEL_MILESTONES, milestones, "milestone"),
	KIND(MODEL_INSPECTIONS, inspections, "inspection"),
	KIND(MODEL_REROUTES, reroutes, "reroute"),
	KIND(MODEL_SEIZURES, seizures, "seizure"),
	KIND(MODEL_PERMITS, permits, "permit"),
	KIND(MODEL_ARREARS, arrears, "arrears"),
	KIND(MODEL_MIRROR, mirror, "mirror"),
	KIND(MODEL_AUDITS, audits, "audit"),
	KIND(MODEL_REVENUE, revenue, "revenue"),
	KIND(MODEL_ATTENDANCE, attendance, "attendance"),
};

const struct model_kind *model_kind_get(enum model_kind_id id)
{
	return &kinds[id];
}

const struct model_kind *model_kind_find(const char *name)
{
	for (size_t i = 0; i < MODEL_KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

int model_column_find(const struct model_kind *kind, const char *name)
{
	for (size_t i = 0; i < kind->n_columns; i++)
		if (strcmp(kind->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}
