/* How figures are cut: by dimensions and their order, by filters, by categories of their own, by owner of the time. */
#include <string.h>

#include "ask.h"
#include "suite.h"

#define DAY "registered_at=2026-03-02T08:00:00"

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-06-30T12:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

START_TEST(values_stand_in_their_natural_order_and_what_is_not_recorded_is_one_of_them)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=PSL flow=import " DAY " lane_initial=red aeo=1 origin=CN hs=610910");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=export " DAY " lane_initial=green aeo=0 origin=DE hs=851713");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import " DAY " lane_initial=yellow hs=610462");
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import registered_at=2026-03-08T23:00:00 lane_initial=green lane_final=red");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=lane"), "green count=2 n=2; yellow count=1 n=1; red count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=lane_final"), "green count=1 n=1; yellow count=1 n=1; red count=2 n=2");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=aeo"), "(none) count=2 n=2; 0 count=1 n=1; 1 count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=origin"), "(none) count=2 n=2; CN count=1 n=1; DE count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=hs_chapter"), "(none) count=1 n=1; 61 count=2 n=2; 85 count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=weekday"), "mon count=3 n=3; sun count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=week"), "2026-W10 count=4 n=4");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=month"), "2026-03 count=4 n=4");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=office,flow"),
		"NGT export count=1 n=1; NGT import count=2 n=2; PSL import count=1 n=1");
}
END_TEST

START_TEST(filters_hold_together_and_their_values_are_alternatives)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=PSL flow=import " DAY " origin=CN");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=export " DAY " origin=DE");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import " DAY);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "where=origin:CN,DE"), "count=2 n=2");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "where=origin:CN,DE where=office:NGT"), "count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "where=origin:"), "count=1 n=1");	/* not recorded */
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "where=origin:FR"), "count=0 n=0");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "where=hour:08"), "count=3 n=3");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "where=day:2026-03-03"), "count=0 n=0");
}
END_TEST

START_TEST(a_date_without_a_time_has_a_day_and_no_hour)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-02");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import registered_at=2026-03-02T00:30:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=hour"), "(none) count=1 n=1; 00 count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=day"), "2026-03-02 count=2 n=2");
}
END_TEST

START_TEST(a_declaration_of_several_rules_counts_for_each_and_once_in_all)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import " DAY " rule_id=R1|R2 inspection_outcome=noncompliant");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import " DAY " rule_id=R2 inspection_outcome=conform");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import " DAY " inspection_outcome=conform");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "rule_yield", ""), "rate=0.5 n=2");
	ck_assert_str_eq(ask_values(&desk, "rule_yield", "by=rule"), "R1 rate=1 n=1; R2 rate=0.5 n=2");
	ck_assert_str_eq(ask_values(&desk, "hit_rate", "by=rule"), "(none) rate=0 n=1; R1 rate=1 n=1; R2 rate=0.5 n=2");
	ck_assert_str_eq(ask_values(&desk, "hit_rate", "where=rule:R1"), "rate=1 n=1");
}
END_TEST

START_TEST(kept_attributes_are_dimensions)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import " DAY " attribute.shed=A1");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import " DAY " attribute.shed=B2");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import " DAY);
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "by=attribute.shed"), "(none) count=1 n=1; A1 count=1 n=1; B2 count=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "declarations_registered", "where=attribute.shed:B2"), "count=1 n=1");
}
END_TEST

START_TEST(lanes_are_shares_of_what_was_selected)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import " DAY " lane_initial=green");
	ask_put(&desk, "declaration_id=D2 office=NGT flow=import " DAY " lane_initial=green lane_final=red");
	ask_put(&desk, "declaration_id=D3 office=PSL flow=import " DAY " lane_initial=red");
	ask_put(&desk, "declaration_id=D4 office=PSL flow=import " DAY " selected_at=2026-03-02T09:00:00");	/* lane not recorded */
	ask_put(&desk, "declaration_id=D5 office=PSL flow=import " DAY);					/* not selected */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "channel_share", ""), "green share=0.5 n=4; red share=0.25 n=4");
	ck_assert_str_eq(ask_coverage(&desk, "channel_share", "by=office"),
		"NGT green share=1 of 1; NGT red share=0 of 1; PSL green share=0 of 0.5; PSL red share=0.5 of 0.5");
	ck_assert_str_eq(ask_values(&desk, "channel_final_share", "where=office:NGT"), "green share=0.5 n=2; red share=0.5 n=2");
	/* Told by lane already, each lane has its own part alone. */
	ck_assert_str_eq(ask_values(&desk, "channel_share", "by=lane where=office:NGT"), "green share=1 n=2");
	ck_assert_str_eq(ask_values(&desk, "reroute_up_rate", ""), "rate=0.25 n=4");
}
END_TEST

START_TEST(the_last_reroute_decides_where_no_final_lane_is_told)
{
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import " DAY " lane_initial=yellow");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "reroutes");
	ask_put(&desk, "declaration_id=D1 at=2026-03-02T12:00:00 lane_from=red lane_to=green");
	ask_put(&desk, "declaration_id=D1 at=2026-03-02T10:00:00 lane_from=yellow lane_to=red");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "reroute_down_rate", ""), "rate=1 n=1");
	ck_assert_str_eq(ask_values(&desk, "reroute_up_rate", ""), "rate=0 n=1");
}
END_TEST

START_TEST(every_hour_from_arrival_to_release_has_one_owner)
{
	/* 00 arrives, 02 unloaded: terminal 2. 05 lodged: trader 3. 05-06 customs 1. 06-09 query: trader 3, though another agency holds
	 * 08-12, of which 09-10 alone agency 1, 10-12 customs examines too: shared 2. 12-13 called, presented at 13: terminal 1.
	 * 13-14 customs 1. 14 assessed, 18 paid: trader 4. 18-20 customs 2. */
	lab_begin(&desk.lab, "declarations");
	ask_put(&desk, "declaration_id=D1 office=NGT flow=import registered_at=2026-03-02T05:00:00 arrived_at=2026-03-02T00:00:00 "
		"discharged_at=2026-03-02T02:00:00 assessed_at=2026-03-02T14:00:00 paid_at=2026-03-02T18:00:00 released_at=2026-03-02T20:00:00");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "milestones");
	ask_put(&desk, "declaration_id=D1 code=QRY_S at=2026-03-02T06:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=QRY_E at=2026-03-02T09:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=OGA_S at=2026-03-02T08:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=OGA_E at=2026-03-02T12:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=INS_S at=2026-03-02T10:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=INS_E at=2026-03-02T12:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=INS_REQ at=2026-03-02T12:00:00 sequence=1");
	ask_put(&desk, "declaration_id=D1 code=INS_PRES at=2026-03-02T13:00:00 sequence=1");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "party_time_share", ""),
		"customs share=0.2 n=1; agency share=0.05 n=1; trader share=0.5 n=1; terminal share=0.15 n=1; shared share=0.1 n=1");
}
END_TEST

START_TEST(what_is_no_dimension_is_refused_in_a_sentence)
{
	struct kpi_by by;
	struct err err = {0};

	ck_assert(!kpi_by_parse("colour", &by, &err));
	ck_assert_int_eq(err.code, ERR_USAGE);
	ck_assert_msg(strstr(err.text, "'colour' is no dimension") != NULL, "%s", err.text);
	ck_assert(!kpi_by_parse("attribute.", &by, &err));
}
END_TEST

START_TEST(each_entry_of_the_catalogue_is_whole_and_its_counter_exists)
{
	for (size_t i = 0; i < kpi_count(); i++) {
		const struct kpi_def *def = kpi_at(i);

		ck_assert_ptr_eq(kpi_find(def->id), def);
		ck_assert_msg(def->title && def->short_title && def->question && def->group && def->definition && def->formula && def->source &&
			def->headline && def->needs && def->needs[0], "%s", def->id);
		ck_assert_msg(strlen(def->short_title) <= 20, "%s: '%s' is too long for a tile", def->id, def->short_title);
		ck_assert_msg(def->counter && kpi_find(def->counter) && kpi_find(def->counter) != def, "%s: counter", def->id);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cuts");
	TCase *test = tcase_create("cuts");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, values_stand_in_their_natural_order_and_what_is_not_recorded_is_one_of_them);
	tcase_add_test(test, filters_hold_together_and_their_values_are_alternatives);
	tcase_add_test(test, a_date_without_a_time_has_a_day_and_no_hour);
	tcase_add_test(test, a_declaration_of_several_rules_counts_for_each_and_once_in_all);
	tcase_add_test(test, kept_attributes_are_dimensions);
	tcase_add_test(test, lanes_are_shares_of_what_was_selected);
	tcase_add_test(test, the_last_reroute_decides_where_no_final_lane_is_told);
	tcase_add_test(test, every_hour_from_arrival_to_release_has_one_owner);
	tcase_add_test(test, what_is_no_dimension_is_refused_in_a_sentence);
	tcase_add_test(test, each_entry_of_the_catalogue_is_whole_and_its_counter_exists);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
