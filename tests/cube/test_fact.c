/* What one declaration comes to, loaded as files bring it: flags, dimensions, amounts, stamps. */
#include <stdio.h>

#include "lab.h"
#include "suite.h"

#define D1 "declaration_id=D1", "office=NGT", "flow=import", "registered_at=2026-03-02T08:00:00"

static struct lab lab;

static void setup(void)
{
	lab_open(&lab);
}

static void teardown(void)
{
	lab_close(&lab);
}

START_TEST(a_bare_declaration_is_live_open_and_tells_nothing_else)
{
	lab_row(&lab, "declarations", D1);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_FLAGS), CUBE_LIVE | CUBE_MAY_BE_OPEN);
	ck_assert_str_eq(lab_text(&lab, 1, CUBE_OFFICE), "NGT");
	ck_assert_str_eq(lab_text(&lab, 1, CUBE_FLOW), "import");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_LANE), 0);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REGISTERED), lab_at("2026-03-02T08:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_RELEASED), CUBE_NONE);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REVENUE), CUBE_NONE);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_NEWEST), lab_at("2026-03-02T08:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_OWN_CUSTOMS), CUBE_NONE);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_INSPECTIONS), 0);
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_PAID), CUBE_MONEY_NONE);
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_TAX_ADJUSTMENT), CUBE_MONEY_NONE);
}
END_TEST

START_TEST(status_decides_what_is_live_and_what_may_be_open)
{
	static const struct {
		const char *status;
		uint32_t flags;
	} cases[] = {
		{"registered", CUBE_LIVE | CUBE_MAY_BE_OPEN},
		{"selected", CUBE_LIVE | CUBE_MAY_BE_OPEN},
		{"assessed", CUBE_LIVE | CUBE_MAY_BE_OPEN},
		{"paid", CUBE_LIVE | CUBE_MAY_BE_OPEN},
		{"released", CUBE_LIVE},
		{"exited", CUBE_LIVE},
		{"seized", CUBE_LIVE},
		{"abandoned", CUBE_LIVE},
		{"cancelled", CUBE_CANCELLED},
		{"rejected", 0},
		{"test", 0},
	};
	const size_t n = sizeof(cases) / sizeof(*cases);
	char id[32], status[32];

	lab_begin(&lab, "declarations");
	for (size_t i = 0; i < n; i++) {
		snprintf(id, sizeof(id), "declaration_id=D%zu", i + 1);
		snprintf(status, sizeof(status), "status=%s", cases[i].status);
		lab_put(&lab, id, "office=NGT", "flow=import", "registered_at=2026-03-02T08:00:00", status,
			NULL);
	}
	lab_end(&lab);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(
			lab_u32(&lab, (int64_t)i + 1, CUBE_FLAGS) == cases[i].flags, "%s", cases[i].status);
}
END_TEST

START_TEST(released_stamps_stand_even_when_not_live)
{
	lab_row(&lab, "declarations", D1, "status=cancelled", "released_at=2026-03-03T10:00:00",
		"paid_amount=500", "paid_at=2026-03-03");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_RELEASED), lab_at("2026-03-03T10:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_PAID), lab_at("2026-03-03T00:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REVENUE), lab_at("2026-03-03T00:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_FLAGS), CUBE_CANCELLED | CUBE_PAID_DAY_ONLY);
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_PAID), 500);
}
END_TEST

START_TEST(dates_alone_are_flagged_and_count_as_their_midnight)
{
	lab_row(&lab, "declarations", "declaration_id=D1", "office=NGT", "flow=import",
		"registered_at=2026-03-02", "arrived_at=2026-03-01", "assessed_at=2026-03-04",
		"released_at=2026-03-05", "exited_at=2026-03-06");
	ck_assert(lab_has(&lab, 1,
		CUBE_REGISTERED_DAY_ONLY | CUBE_ARRIVED_DAY_ONLY | CUBE_ASSESSED_DAY_ONLY |
			CUBE_RELEASED_DAY_ONLY));
	ck_assert(!lab_has(&lab, 1, CUBE_PAID_DAY_ONLY));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_ASSESSED), lab_at("2026-03-04T00:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REVENUE), lab_at("2026-03-05T00:00:00"));
	/* never midnight where it would make the record look older than it is */
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_NEWEST), lab_at("2026-03-06T23:59:59"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_RELEASE_TOTAL), CUBE_NONE);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_OWN_TRADER), CUBE_NONE);
}
END_TEST

START_TEST(cohorts_are_local_and_hours_are_true_across_zones_and_summer_time)
{
	/* Paris went from +01:00 to +02:00 on 2026-03-29 at 02:00: from midnight to noon there passed 11
	 * hours. */
	lab_row(&lab, "posts", "office=PAR", "name=Paris", "timezone=Europe/Paris");
	lab_row(&lab, "declarations", "declaration_id=D1", "office=PAR", "flow=import",
		"registered_at=2026-03-29T00:00:00", "released_at=2026-03-29T12:00:00");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_LODGEMENT_TO_RELEASE), 11 * 3600);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_RELEASED), lab_at("2026-03-29T12:00:00"));
	/* Written with an offset: 23:30Z is half past midnight of the next day in winter Paris. */
	lab_row(&lab, "declarations", "declaration_id=D2", "office=PAR", "flow=import",
		"registered_at=2026-01-10T23:30:00Z", "released_at=2026-01-11T02:30:00");
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_AT_REGISTERED), lab_at("2026-01-11T00:30:00"));
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_T_LODGEMENT_TO_RELEASE), 2 * 3600);
}
END_TEST

START_TEST(milestone_file_wins_over_columns_and_waits_for_its_declaration)
{
	lab_begin(&lab, "milestones");
	lab_put(&lab, "declaration_id=D1", "code=REL", "at=2026-03-04T08:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=LDG", "at=2026-03-02T09:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=QRY_S", "at=2026-03-03T00:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=QRY_E", "at=2026-03-03T05:00:00", NULL);
	lab_end(&lab);
	lab_row(&lab, "declarations", D1, "released_at=2026-03-09T08:00:00",
		"query_opened_at=2026-03-02T12:00:00");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_RELEASED), lab_at("2026-03-04T08:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_LODGEMENT_TO_RELEASE), 47 * 3600);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_QUERY), 5 * 3600);
	ck_assert(lab_has(&lab, 1, CUBE_QUERIED));
	/* LDG is the registration, whoever tells it; what a weaker source says was recorded all the same. */
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_REGISTERED), lab_at("2026-03-02T09:00:00"));
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_NEWEST), lab_at("2026-03-09T08:00:00"));
}
END_TEST

START_TEST(unnumbered_queries_pair_by_time_whatever_their_order_in_the_file)
{
	lab_row(&lab, "declarations", D1);
	lab_begin(&lab, "milestones");
	lab_put(&lab, "declaration_id=D1", "code=QRY_S", "at=2026-03-05T00:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=QRY_S", "at=2026-03-03T00:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=QRY_E", "at=2026-03-03T02:00:00", NULL);
	lab_put(&lab, "declaration_id=D1", "code=QRY_E", "at=2026-03-05T03:00:00", NULL);
	lab_end(&lab);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_QUERY), 5 * 3600);
	ck_assert(!lab_has(&lab, 1, CUBE_SEQUENCE_ERROR));
}
END_TEST

START_TEST(inspection_rows_give_examination_and_document_stamps)
{
	lab_row(&lab, "declarations", D1, "selected_at=2026-03-02T09:00:00");
	lab_begin(&lab, "inspections");
	lab_put(&lab, "inspection_id=X1", "declaration_id=D1", "type=document",
		"called_at=2026-03-02T09:30:00", "started_at=2026-03-02T10:00:00",
		"ended_at=2026-03-02T11:00:00", "outcome=noncompliant", "tax_adjustment=70", NULL);
	lab_put(&lab, "inspection_id=X2", "declaration_id=D1", "type=physical",
		"called_at=2026-03-02T12:00:00", "presented_at=2026-03-02T13:00:00",
		"started_at=2026-03-02T14:00:00", "ended_at=2026-03-02T15:00:00", "outcome=noncompliant",
		"tax_adjustment=500", NULL);
	lab_put(&lab, "inspection_id=X3", "declaration_id=D1", "type=scanner",
		"called_at=2026-03-02T11:00:00", "ended_at=2026-03-02T17:00:00", "outcome=conform", NULL);
	lab_end(&lab);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_INSPECTION), 8 * 3600); /* SEL 9 to the last end, 17 */
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_INSPECTION_WAIT),
		3 * 3600); /* first call 11 (not the documents') to 14 */
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_INSPECTIONS), 3);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_INSPECTIONS_RECORDED), 3);
	ck_assert(lab_has(&lab, 1,
		CUBE_PHYSICAL | CUBE_OUTCOME | CUBE_HIT | CUBE_DOCUMENT | CUBE_DOCUMENT_OUTCOME |
			CUBE_DOCUMENT_HIT | CUBE_SCANNER | CUBE_PHYSICAL_OUTCOME | CUBE_PHYSICAL_HIT |
			CUBE_SELECTED));
	ck_assert(!lab_has(&lab, 1, CUBE_SCANNER_SUSPECT));
	ck_assert(!lab_has(&lab, 1, CUBE_SERIOUS));
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_TAX_ADJUSTMENT), 570);
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_HIT_ADJUSTMENT), 500);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_NEWEST), lab_at("2026-03-02T17:00:00"));
}
END_TEST

START_TEST(physical_inspection_needs_a_start_or_an_outcome)
{
	static const struct {
		const char *type, *outcome, *started,
			*exam_started; /* "" as not recorded; type NULL: no row */
		bool physical;
	} cases[] = {
		{"physical", "", "", "", false},
		{"physical", "conform", "", "", true},
		{"physical", "", "2026-03-02T10:00:00", "", true},
		{"physical", "", "2026-03-02", "", true},
		{"physical", "", "", "2026-03-02T10:00:00", true},
		{"scanner", "conform", "2026-03-02T10:00:00", "2026-03-02T10:00:00", false},
		{"laboratory", "", "", "2026-03-02T10:00:00", false},
		{"document", "conform", "2026-03-02T10:00:00", "", false},
		{"document", "conform", "", "2026-03-02T10:00:00", true},
		{NULL, NULL, NULL, "2026-03-02T10:00:00", true},
		{NULL, NULL, NULL, "", false},
	};
	const size_t n = sizeof(cases) / sizeof(*cases);
	char id[32], exam[64], key[32], type[32], outcome[32], started[64];

	lab_begin(&lab, "declarations");
	for (size_t i = 0; i < n; i++) {
		snprintf(id, sizeof(id), "declaration_id=D%zu", i + 1);
		snprintf(exam, sizeof(exam), "exam_started_at=%s", cases[i].exam_started);
		lab_put(&lab, id, "office=NGT", "flow=import", "registered_at=2026-03-02T08:00:00",
			*cases[i].exam_started ? exam : NULL, NULL);
	}
	lab_end(&lab);
	lab_begin(&lab, "inspections");
	for (size_t i = 0; i < n; i++) {
		const char *cells[2] = {NULL, NULL};
		int used = 0;

		if (!cases[i].type)
			continue;
		snprintf(key, sizeof(key), "inspection_id=X%zu", i);
		snprintf(id, sizeof(id), "declaration_id=D%zu", i + 1);
		snprintf(type, sizeof(type), "type=%s", cases[i].type);
		snprintf(outcome, sizeof(outcome), "outcome=%s", cases[i].outcome);
		snprintf(started, sizeof(started), "started_at=%s", cases[i].started);
		if (*cases[i].outcome)
			cells[used++] = outcome;
		if (*cases[i].started)
			cells[used++] = started;
		lab_put(&lab, key, id, type, cells[0], cells[1], NULL);
	}
	lab_end(&lab);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(
			lab_has(&lab, (int64_t)i + 1, CUBE_PHYSICAL) == cases[i].physical, "case %zu", i);
}
END_TEST

START_TEST(a_wide_row_brings_one_inspection)
{
	lab_row(&lab, "declarations", D1, "inspection_type=physical", "inspection_outcome=noncompliant",
		"inspection_finding=prohibited", "tax_adjustment=900");
	ck_assert(lab_has(&lab, 1, CUBE_PHYSICAL | CUBE_OUTCOME | CUBE_HIT | CUBE_SERIOUS));
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_HIT_ADJUSTMENT), 900);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_INSPECTIONS), 1);
}
END_TEST

START_TEST(what_integrity_asks_for_is_kept)
{
	lab_begin(&lab, "declarations");
	lab_put(&lab, D1, "assigned_by=manual", "assigned_at=2026-03-02T09:00:00", "assessed_at=2026-03-02T09:02:00",
		"inspection_type=physical", "penalty=100", NULL);
	lab_put(&lab, "declaration_id=D2", "office=NGT", "flow=import", "registered_at=2026-03-02T08:00:00",
		"assigned_at=2026-03-02T09:00:00", "assessed_at=2026-03-02T08:30:00", NULL);
	lab_end(&lab);
	lab_begin(&lab, "inspections");
	lab_put(&lab, "inspection_id=I1", "declaration_id=D2", "type=physical", "penalty=500", "penalty_paid=200", NULL);
	lab_put(&lab, "inspection_id=I2", "declaration_id=D2", "type=document", "penalty=50", NULL);
	lab_put(&lab, "inspection_id=I3", "declaration_id=D2", "type=document", "penalty_paid=70", NULL);
	lab_end(&lab);
	lab_begin(&lab, "reroutes");
	lab_put(&lab, "declaration_id=D2", "at=2026-03-02T10:00:00", "lane_from=red", "lane_to=yellow", "reason=waiver", NULL);
	lab_put(&lab, "declaration_id=D2", "at=2026-03-02T09:00:00", "lane_from=green", "lane_to=red", "reason=doubt", NULL);
	lab_end(&lab);
	lab_row(&lab, "seizures", "seizure_id=S1", "at=2026-03-03", "office=NGT", "type=drugs", "declaration_id=D2");
	ck_assert_str_eq(lab_text(&lab, 1, CUBE_ASSIGNED_BY), "manual");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_HANDLING), 120);
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_PENALTY), 100);
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_PENALTY_PAID), CUBE_MONEY_NONE);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_SEIZURES), 0);
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_T_HANDLING), CUBE_REVERSED);
	ck_assert_int_eq(lab_money(&lab, 2, CUBE_PENALTY), 550);
	ck_assert_int_eq(lab_money(&lab, 2, CUBE_PENALTY_PAID), 200);	/* 70 were paid for no penalty */
	ck_assert_str_eq(lab_text(&lab, 2, CUBE_REROUTE_REASON), "waiver");
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_N_SEIZURES), 1);
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_UNRATED), 0);
}
END_TEST

START_TEST(a_linked_seizure_makes_a_hit_serious_and_nothing_else)
{
	lab_row(&lab, "declarations", D1, "inspection_type=scanner", "inspection_outcome=noncompliant");
	lab_row(&lab, "declarations", "declaration_id=D2", "office=NGT", "flow=import",
		"registered_at=2026-03-02T08:00:00", "inspection_type=scanner", "inspection_outcome=minor");
	lab_begin(&lab, "seizures");
	lab_put(&lab, "seizure_id=S1", "at=2026-03-03", "office=NGT", "type=drugs", "declaration_id=D1",
		NULL);
	lab_put(&lab, "seizure_id=S2", "at=2026-03-03", "office=NGT", "type=drugs", "declaration_id=D2",
		NULL);
	lab_end(&lab);
	ck_assert(lab_has(&lab, 1, CUBE_HIT | CUBE_SERIOUS | CUBE_SCANNER_SUSPECT));
	ck_assert(!lab_has(&lab, 2, CUBE_HIT));
	ck_assert(!lab_has(&lab, 2, CUBE_SERIOUS));
	ck_assert(lab_has(&lab, 2, CUBE_OUTCOME));
}
END_TEST

START_TEST(the_final_lane_is_told_else_the_last_reroute_else_the_first_lane)
{
	lab_begin(&lab, "declarations");
	lab_put(&lab, "declaration_id=D1", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"lane_initial=yellow", "lane_final=red", NULL);
	lab_put(&lab, "declaration_id=D2", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"lane_initial=yellow", NULL);
	lab_put(&lab, "declaration_id=D3", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"lane_initial=orange", NULL);
	lab_put(&lab, "declaration_id=D4", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"lane_final=red", NULL);
	lab_end(&lab);
	lab_begin(&lab, "reroutes");
	lab_put(&lab, "declaration_id=D1", "at=2026-03-03", "lane_from=yellow", "lane_to=green",
		"automatic=0", NULL);
	lab_put(&lab, "declaration_id=D2", "at=2026-03-04T08:00:00", "lane_from=red", "lane_to=blue",
		"automatic=1", NULL);
	lab_put(&lab, "declaration_id=D2", "at=2026-03-03T08:00:00", "lane_from=yellow", "lane_to=red",
		"automatic=0", NULL);
	lab_end(&lab);
	ck_assert_str_eq(lab_text(&lab, 1, CUBE_LANE_FINAL), "red");
	ck_assert(lab_has(&lab, 1, CUBE_REROUTED_UP) && !lab_has(&lab, 1, CUBE_REROUTED_AUTO));
	ck_assert_str_eq(lab_text(&lab, 2, CUBE_LANE_FINAL), "blue");
	ck_assert(lab_has(&lab, 2, CUBE_REROUTED_DOWN | CUBE_REROUTED_AUTO) &&
		  !lab_has(&lab, 2, CUBE_REROUTED_UP));
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_AT_NEWEST), lab_at("2026-03-04T08:00:00"));
	ck_assert_str_eq(lab_text(&lab, 3, CUBE_LANE_FINAL), "orange");
	ck_assert(lab_has(&lab, 3, CUBE_SELECTED));
	ck_assert(!(lab_u32(&lab, 3, CUBE_FLAGS) & (CUBE_REROUTED_UP | CUBE_REROUTED_DOWN)));
	ck_assert(!(lab_u32(&lab, 4, CUBE_FLAGS) & (CUBE_REROUTED_UP | CUBE_REROUTED_DOWN | CUBE_SELECTED)));
}
END_TEST

START_TEST(lanes_grow_stricter_from_green_to_red)
{
	static const char *const lanes[] = {"green", "blue", "yellow", "orange", "red"};
	char id[32], first[32], last[32];

	lab_begin(&lab, "declarations");
	for (int i = 0; i < 25; i++) {
		snprintf(id, sizeof(id), "declaration_id=D%d", i + 1);
		snprintf(first, sizeof(first), "lane_initial=%s", lanes[i / 5]);
		snprintf(last, sizeof(last), "lane_final=%s", lanes[i % 5]);
		lab_put(&lab, id, "office=A", "flow=import", "registered_at=2026-03-02T08:00:00", first, last,
			NULL);
	}
	lab_end(&lab);
	for (int i = 0; i < 25; i++) {
		ck_assert(lab_has(&lab, i + 1, CUBE_REROUTED_UP) == (i % 5 > i / 5));
		ck_assert(lab_has(&lab, i + 1, CUBE_REROUTED_DOWN) == (i % 5 < i / 5));
	}
}
END_TEST

START_TEST(permits_agencies_and_audits_are_counted)
{
	lab_row(&lab, "declarations", D1);
	lab_begin(&lab, "permits");
	lab_put(&lab, "declaration_id=D1", "permit_id=P1", "agency=FDA", "single_window=1", "inspected=1",
		NULL);
	lab_put(&lab, "declaration_id=D1", "permit_id=P2", "agency=AGR", "single_window=0", "inspected=1",
		NULL);
	lab_put(&lab, "declaration_id=D1", "permit_id=P3", "agency=FDA", "single_window=1", "inspected=1",
		NULL);
	lab_put(&lab, "declaration_id=D1", "permit_id=P4", "agency=ENV", "inspected=0", NULL);
	lab_end(&lab);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_PERMITS), 4);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_PERMITS_SW), 2);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_N_AGENCIES_INSPECTED), 2);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_OGA_HOLD), CUBE_NONE);
	lab_row(&lab, "audits", "audit_id=A1", "declaration_id=D1", "opened_on=2026-04-01", "assessed=100");
	ck_assert(!lab_has(&lab, 1, CUBE_AUDITED));
	lab_row(&lab, "audits", "audit_id=A2", "declaration_id=D1", "opened_on=2026-04-01",
		"closed_on=2026-05-01", "assessed=0");
	ck_assert(lab_has(&lab, 1, CUBE_AUDITED) && !lab_has(&lab, 1, CUBE_AUDIT_HIT));
	lab_row(&lab, "audits", "audit_id=A1", "declaration_id=D1", "opened_on=2026-04-01",
		"closed_on=2026-05-01", "assessed=100");
	ck_assert(lab_has(&lab, 1, CUBE_AUDITED | CUBE_AUDIT_HIT));
}
END_TEST

START_TEST(aeo_comes_from_the_declaration_else_from_the_importer)
{
	lab_begin(&lab, "traders");
	lab_put(&lab, "trader_id=T1", "aeo=1", NULL);
	lab_put(&lab, "trader_id=T2", "aeo=0", NULL);
	lab_end(&lab);
	lab_begin(&lab, "declarations");
	lab_put(&lab, D1, "importer_id=T1", "paper=0", NULL);
	lab_put(&lab, "declaration_id=D2", "office=A", "flow=import", "registered_at=2026-03-02",
		"importer_id=T1", "aeo=0", NULL);
	lab_put(&lab, "declaration_id=D3", "office=A", "flow=import", "registered_at=2026-03-02",
		"importer_id=T2", "paper=1", NULL);
	lab_put(&lab, "declaration_id=D4", "office=A", "flow=import", "registered_at=2026-03-02",
		"importer_id=T9", NULL);
	lab_end(&lab);
	ck_assert(lab_has(&lab, 1, CUBE_AEO | CUBE_AEO_KNOWN | CUBE_PAPER_KNOWN) &&
		  !lab_has(&lab, 1, CUBE_PAPER));
	ck_assert(lab_has(&lab, 2, CUBE_AEO_KNOWN) && !lab_has(&lab, 2, CUBE_AEO));
	ck_assert(lab_has(&lab, 3, CUBE_AEO_KNOWN | CUBE_PAPER_KNOWN | CUBE_PAPER) &&
		  !lab_has(&lab, 3, CUBE_AEO));
	ck_assert(!(lab_u32(&lab, 4, CUBE_FLAGS) & (CUBE_AEO_KNOWN | CUBE_PAPER_KNOWN)));
}
END_TEST

START_TEST(chapter_and_origin_come_from_the_declaration_else_from_its_first_item)
{
	lab_begin(&lab, "declarations");
	lab_put(&lab, D1, "hs=870323", "origin=JP", NULL);
	lab_put(&lab, "declaration_id=D2", "office=A", "flow=import", "registered_at=2026-03-02", NULL);
	lab_put(&lab, "declaration_id=D3", "office=A", "flow=import", "registered_at=2026-03-02", "hs=8704",
		NULL);
	lab_end(&lab);
	lab_begin(&lab, "items");
	lab_put(&lab, "declaration_id=D2", "item_no=2", "hs=090111", "origin=BR", NULL);
	lab_put(&lab, "declaration_id=D2", "item_no=1", "hs=010121", "origin=NZ", NULL);
	lab_put(&lab, "declaration_id=D1", "item_no=1", "hs=999999", "origin=XX", NULL);
	lab_end(&lab);
	ck_assert_str_eq(lab_text(&lab, 1, CUBE_HS_CHAPTER), "87");
	ck_assert_str_eq(lab_text(&lab, 1, CUBE_ORIGIN), "JP");
	ck_assert_str_eq(lab_text(&lab, 2, CUBE_HS_CHAPTER), "01");
	ck_assert_str_eq(lab_text(&lab, 2, CUBE_ORIGIN), "NZ");
	ck_assert_uint_eq(lab_u32(&lab, 3, CUBE_HS_CHAPTER), lab_u32(&lab, 1, CUBE_HS_CHAPTER));
	ck_assert_uint_eq(lab_u32(&lab, 3, CUBE_HS_CHAPTER), store_code_find(lab.store, "hs_chapter", "87"));
	ck_assert_uint_eq(lab_u32(&lab, 3, CUBE_ORIGIN), 0);
}
END_TEST

START_TEST(amendments_are_flagged)
{
	lab_row(&lab, "declarations", D1, "assessed_final=100");
	ck_assert(!lab_has(&lab, 1, CUBE_AMENDED));
	lab_row(&lab, "declarations", D1, "assessed_final=200");
	ck_assert(lab_has(&lab, 1, CUBE_AMENDED));
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_ASSESSED_FINAL), 200);
	lab_row(&lab, "declarations", "declaration_id=D2", "office=A", "flow=import",
		"registered_at=2026-03-02", "version=2");
	ck_assert(lab_has(&lab, 2, CUBE_AMENDED));
}
END_TEST

START_TEST(amounts_in_other_currencies_take_the_latest_rate_of_their_day)
{
	/* JOD has three decimals, USD two, JPY none. Paid amounts go by the day of payment, all others by
	 * registration. */
	lab_begin(&lab, "declarations");
	lab_put(&lab, "declaration_id=D1", "office=A", "flow=import", "registered_at=2026-03-02",
		"currency=JOD", "cif_value=1000", NULL);
	lab_put(&lab, "declaration_id=D2", "office=A", "flow=import", "registered_at=2026-03-02",
		"currency=JOD", "cif_value=2000", NULL);
	lab_end(&lab);
	ck_assert_str_eq(store_fact(lab.store, "currency"), "JOD");
	lab_begin(&lab, "declarations");
	lab_put(&lab, "declaration_id=D3", "office=A", "flow=import", "registered_at=2026-03-02",
		"paid_at=2026-03-10", "currency=USD", "cif_value=10001", "paid_amount=10000",
		"inspection_type=physical", "inspection_outcome=noncompliant", "tax_adjustment=10000", NULL);
	lab_put(&lab, "declaration_id=D4", "office=A", "flow=import", "registered_at=2026-03-01",
		"currency=JPY", "cif_value=5000", NULL);
	lab_put(&lab, "declaration_id=D5", "office=A", "flow=import", "registered_at=2026-03-01",
		"currency=USD", "cif_value=5000", NULL);
	lab_end(&lab);
	ck_assert_int_eq(lab_money(&lab, 3, CUBE_CIF), CUBE_MONEY_NONE); /* no rate yet */
	ck_assert(lab_u32(&lab, 3, CUBE_UNRATED) & 1u << (CUBE_CIF - CUBE_U32_COLUMNS));
	lab_begin(&lab, "rates");
	lab_put(&lab, "currency=USD", "day=2026-03-02", "rate=0.709", NULL);
	lab_put(&lab, "currency=USD", "day=2026-03-09", "rate=0.8", NULL);
	lab_put(&lab, "currency=JPY", "day=2026-02-01", "rate=0.0045", NULL);
	lab_end(&lab);
	ck_assert_int_eq(lab_money(&lab, 1, CUBE_CIF), 1000);
	ck_assert_int_eq(lab_money(&lab, 3, CUBE_CIF), 70907); /* 100.01 USD x 0.709 = 70.90709 JOD */
	ck_assert_int_eq(
		lab_money(&lab, 3, CUBE_PAID), 80000); /* the rate of the 9th still holds on the 10th */
	ck_assert_int_eq(lab_money(&lab, 3, CUBE_HIT_ADJUSTMENT), 70900); /* told in the row: its currency */
	ck_assert_int_eq(lab_money(&lab, 4, CUBE_CIF), 22500);            /* 5000 JPY x 0.0045 = 22.500 JOD */
	ck_assert_int_eq(lab_money(&lab, 5, CUBE_CIF), CUBE_MONEY_NONE);  /* a day before the first rate */
}
END_TEST

START_TEST(half_a_minor_unit_is_rounded_as_the_decimal_rate_says)
{
	/* 0.50 x 0.85 = 0.425: binary 0.85 lies below it. 50 yen x 0.00615 = 0.3075; 0.001 JOD x 1.315 = 0.001315. */
	lab_begin(&lab, "declarations");
	lab_put(&lab, "declaration_id=D1", "office=A", "flow=import", "registered_at=2026-03-02", "currency=EUR", "cif_value=100",
		NULL);
	lab_put(&lab, "declaration_id=D2", "office=A", "flow=import", "registered_at=2026-03-02", "currency=USD", "cif_value=50",
		"exempt_amount=-50", NULL);
	lab_put(&lab, "declaration_id=D3", "office=A", "flow=import", "registered_at=2026-03-02", "currency=JPY", "cif_value=50",
		"exempt_amount=200", NULL);
	lab_put(&lab, "declaration_id=D4", "office=A", "flow=import", "registered_at=2026-03-02", "currency=JOD", "cif_value=1",
		"exempt_amount=27000", NULL);
	lab_put(&lab, "declaration_id=D5", "office=A", "flow=import", "registered_at=2026-03-02", "currency=EUR", "cif_value=100",
		NULL);
	lab_end(&lab);
	ck_assert_str_eq(store_fact(lab.store, "currency"), "EUR");
	lab_begin(&lab, "rates");
	lab_put(&lab, "currency=USD", "day=2026-03-02", "rate=0.85", NULL);
	lab_put(&lab, "currency=JPY", "day=2026-03-02", "rate=0.00615", NULL);
	lab_put(&lab, "currency=JOD", "day=2026-03-02", "rate=1.315", NULL);
	lab_end(&lab);
	ck_assert_int_eq(lab_money(&lab, 2, CUBE_CIF), 43);
	ck_assert_int_eq(lab_money(&lab, 2, CUBE_EXEMPT), -43);
	ck_assert_int_eq(lab_money(&lab, 3, CUBE_CIF), 31);
	ck_assert_int_eq(lab_money(&lab, 3, CUBE_EXEMPT), 123);		/* 200 yen: 1.23 */
	ck_assert_int_eq(lab_money(&lab, 4, CUBE_CIF), 0);
	ck_assert_int_eq(lab_money(&lab, 4, CUBE_EXEMPT), 3551);	/* 27.000 JOD: 35.505 */
}
END_TEST

START_TEST(zero_duty_and_deferred_payment_are_not_applicable)
{
	lab_begin(&lab, "declarations");
	lab_put(&lab, "declaration_id=D1", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"assessed_initial=100", "assessed_final=0", "assessed_at=2026-03-02T10:00:00",
		"paid_at=2026-03-02T11:00:00", NULL);
	lab_put(&lab, "declaration_id=D2", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"assessed_initial=0", "assessed_at=2026-03-02T10:00:00", NULL);
	lab_put(&lab, "declaration_id=D3", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"payment_mode=deferred", "assessed_at=2026-03-02T10:00:00", NULL);
	lab_put(&lab, "declaration_id=D4", "office=A", "flow=import", "registered_at=2026-03-02T08:00:00",
		"payment_mode=cash", "assessed_at=2026-03-02T10:00:00", NULL);
	lab_end(&lab);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_PAYMENT_LAG), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(lab_u32(&lab, 2, CUBE_T_PAYMENT_LAG), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(lab_u32(&lab, 3, CUBE_T_PAYMENT_LAG), CUBE_NOT_APPLICABLE);
	ck_assert_uint_eq(lab_u32(&lab, 4, CUBE_T_PAYMENT_LAG), CUBE_NONE);
}
END_TEST

START_TEST(owners_add_up_to_the_time_from_arrival_to_release)
{
	lab_row(&lab, "declarations", D1, "arrived_at=2026-03-01T08:00:00",
		"discharged_at=2026-03-01T14:00:00", "hold_started_at=2026-03-02T10:00:00",
		"hold_ended_at=2026-03-02T16:00:00", "assessed_at=2026-03-02T18:00:00",
		"paid_at=2026-03-03T08:00:00", "released_at=2026-03-03T09:00:00");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_OWN_TERMINAL), 6 * 3600);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_OWN_TRADER), (18 + 14) * 3600);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_OWN_AGENCY), 6 * 3600);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_OWN_SHARED), 0);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_OWN_CUSTOMS), (2 + 2 + 1) * 3600);
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_T_RELEASE_TOTAL), (6 + 32 + 6 + 5) * 3600);
	ck_assert(!lab_has(&lab, 1, CUBE_SEQUENCE_ERROR));
}
END_TEST

START_TEST(a_stamp_before_2000_is_no_value)
{
	lab_row(&lab, "declarations", D1, "arrived_at=1999-12-31T23:59:59");
	ck_assert_uint_eq(lab_u32(&lab, 1, CUBE_AT_ARRIVED), CUBE_NONE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("fact");
	TCase *tc = tcase_create("fact");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_bare_declaration_is_live_open_and_tells_nothing_else);
	tcase_add_test(tc, status_decides_what_is_live_and_what_may_be_open);
	tcase_add_test(tc, released_stamps_stand_even_when_not_live);
	tcase_add_test(tc, dates_alone_are_flagged_and_count_as_their_midnight);
	tcase_add_test(tc, cohorts_are_local_and_hours_are_true_across_zones_and_summer_time);
	tcase_add_test(tc, milestone_file_wins_over_columns_and_waits_for_its_declaration);
	tcase_add_test(tc, unnumbered_queries_pair_by_time_whatever_their_order_in_the_file);
	tcase_add_test(tc, inspection_rows_give_examination_and_document_stamps);
	tcase_add_test(tc, physical_inspection_needs_a_start_or_an_outcome);
	tcase_add_test(tc, a_wide_row_brings_one_inspection);
	tcase_add_test(tc, a_linked_seizure_makes_a_hit_serious_and_nothing_else);
	tcase_add_test(tc, the_final_lane_is_told_else_the_last_reroute_else_the_first_lane);
	tcase_add_test(tc, lanes_grow_stricter_from_green_to_red);
	tcase_add_test(tc, permits_agencies_and_audits_are_counted);
	tcase_add_test(tc, aeo_comes_from_the_declaration_else_from_the_importer);
	tcase_add_test(tc, chapter_and_origin_come_from_the_declaration_else_from_its_first_item);
	tcase_add_test(tc, amendments_are_flagged);
	tcase_add_test(tc, what_integrity_asks_for_is_kept);
	tcase_add_test(tc, amounts_in_other_currencies_take_the_latest_rate_of_their_day);
	tcase_add_test(tc, half_a_minor_unit_is_rounded_as_the_decimal_rate_says);
	tcase_add_test(tc, zero_duty_and_deferred_payment_are_not_applicable);
	tcase_add_test(tc, owners_add_up_to_the_time_from_arrival_to_release);
	tcase_add_test(tc, a_stamp_before_2000_is_no_value);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
