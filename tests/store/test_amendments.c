/* Declarations and their versions: whatever order files come in, the newest is current and the older are
 * kept. */
#include <stdio.h>
#include <string.h>

#include "feed.h"
#include "suite.h"

#define BASE "office=NGT", "flow=import", "registered_at=2026-03-01T08:00:00"
#define WHERE_D1 " FROM declaration d JOIN declaration_key k USING (id) WHERE declaration_id = 'D1'"

static struct feed feed;

static void setup(void)
{
	feed_open(&feed);
}

static void teardown(void)
{
	feed_close(&feed);
}

START_TEST(a_new_declaration_is_inserted_with_its_codes_stamps_and_day)
{
	ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE, "importer_id=T1",
				 "broker_id=T1", "paid_amount=12345", "released_at=2026-03-02"),
		MODEL_INSERTED);
	ck_assert_int_eq(feed_int(&feed, "SELECT registered_day" WHERE_D1),
		20513); /* date +%s -ud 2026-03-01 / 86400 */
	ck_assert_int_eq(feed_int(&feed, "SELECT registered_at" WHERE_D1), 20513 * 86400LL + 8 * 3600);
	ck_assert_int_eq(feed_int(&feed, "SELECT released_at" WHERE_D1), 20514 * 86400LL);
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount" WHERE_D1), 12345);
	/* registered_at is stamp 0 and local (1); released_at is stamp 18 and a day alone (3) */
	ck_assert_int_eq(feed_int(&feed, "SELECT stamp_form" WHERE_D1), 1 + (3LL << 36));
	ck_assert_int_eq(feed_int(&feed, "SELECT importer_id = broker_id" WHERE_D1), 1);
	ck_assert_str_eq(feed_text(&feed, "SELECT list || '=' || text FROM code WHERE id ="
					  " (SELECT importer_id FROM declaration)"),
		"trader=T1");
	ck_assert_str_eq(feed_text(&feed, "SELECT paid_at" WHERE_D1), "NULL");
}
END_TEST

START_TEST(an_identical_row_changes_nothing)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "gross_kg=12.5", "score=0.25");
	ck_assert_int_eq(
		feed_row(&feed, "declarations", "declaration_id=D1", BASE, "gross_kg=12.5", "score=0.25"),
		MODEL_UNCHANGED);
	ck_assert_str_eq(feed.touched, "");
	ck_assert_int_eq(feed_int(&feed, "SELECT versions" WHERE_D1), 1);
	ck_assert_int_eq(feed_int(&feed, "SELECT load" WHERE_D1), 1);
}
END_TEST

START_TEST(a_later_row_amends_and_the_older_is_kept)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=100");
	ck_assert_int_eq(
		feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=200"), MODEL_UPDATED);
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount" WHERE_D1), 200);
	ck_assert_int_eq(feed_int(&feed, "SELECT versions" WHERE_D1), 2);
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount FROM declaration_version"), 100);
	ck_assert_int_eq(feed_int(&feed, "SELECT replaced FROM declaration_version"), 2);
	ck_assert_int_eq(feed_int(&feed, "SELECT load FROM declaration_version"), 1);
}
END_TEST

START_TEST(an_amendment_replaces_the_whole_row)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=100", "regime=4000");
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=200");
	ck_assert_str_eq(feed_text(&feed, "SELECT regime" WHERE_D1), "NULL");
	ck_assert_int_eq(
		feed_int(&feed,
			"SELECT rows FROM column_presence WHERE kind = 'declarations' AND name = 'regime'"),
		0);
	ck_assert_int_eq(feed_int(&feed, "SELECT rows FROM column_presence WHERE kind = 'declarations' AND "
					 "name = 'paid_amount'"),
		1);
}
END_TEST

/* All six orders of three versions end in the same state. */
START_TEST(versions_in_any_order_end_in_the_same_state)
{
	static const int orders[6][3] = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
	char version[32], amount[32];

	for (int i = 0; i < 3; i++) {
		snprintf(version, sizeof(version), "version=%d", orders[_i][i]);
		snprintf(amount, sizeof(amount), "paid_amount=%d00", orders[_i][i]);
		ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE, version, amount),
			i == 0 ? MODEL_INSERTED : MODEL_UPDATED);
	}
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount" WHERE_D1), 300);
	ck_assert_int_eq(feed_int(&feed, "SELECT versions" WHERE_D1), 3);
	ck_assert_str_eq(feed_text(&feed, "SELECT group_concat(v) FROM"
					  " (SELECT version || ':' || paid_amount AS v FROM "
					  "declaration_version ORDER BY version)"),
		"1:100,2:200");
	for (int i = 0; i < 3; i++) {
		snprintf(version, sizeof(version), "version=%d", orders[_i][i]);
		snprintf(amount, sizeof(amount), "paid_amount=%d00", orders[_i][i]);
		ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE, version, amount),
			MODEL_UNCHANGED);
	}
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM declaration_version"), 2);
}
END_TEST

START_TEST(an_older_update_that_comes_late_is_kept_but_not_current)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=2",
		"updated_at=2026-03-05T10:00:00");
	ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=1",
				 "updated_at=2026-03-04T10:00:00"),
		MODEL_UPDATED);
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount" WHERE_D1), 2);
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount FROM declaration_version"), 1);
	ck_assert_int_eq(feed_int(&feed, "SELECT replaced = load FROM declaration_version"), 1);
	ck_assert_str_eq(feed.touched, "NGT:20513");
}
END_TEST

START_TEST(the_higher_version_wins_over_the_later_update)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "version=2",
		"updated_at=2026-03-04T10:00:00");
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "version=1",
		"updated_at=2026-03-09T10:00:00");
	ck_assert_int_eq(feed_int(&feed, "SELECT version" WHERE_D1), 2);
}
END_TEST

START_TEST(two_versions_in_one_file_are_an_insert_and_an_update)
{
	feed_begin(&feed, "declarations", NULL);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", BASE, "paid_amount=1", NULL), MODEL_INSERTED);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D2", BASE, "paid_amount=9", NULL), MODEL_INSERTED);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", BASE, "paid_amount=2", NULL), MODEL_UPDATED);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", BASE, "paid_amount=2", NULL), MODEL_UNCHANGED);
	feed_end(&feed);
	ck_assert_int_eq(feed_int(&feed, "SELECT paid_amount" WHERE_D1), 2);
	ck_assert_int_eq(
		feed_int(&feed, "SELECT inserted * 100 + updated * 10 + unchanged FROM batch_kind"), 211);
}
END_TEST

START_TEST(extras_are_part_of_what_a_declaration_says)
{
	feed_row(
		&feed, "declarations", "declaration_id=D1", BASE, "attribute.zone=north", "measure.boxes=12");
	ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE, "measure.boxes=12",
				 "attribute.zone=north"),
		MODEL_UNCHANGED);
	ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE, "attribute.zone=south"),
		MODEL_UPDATED);
	ck_assert_str_eq(feed_text(&feed, "SELECT group_concat(n.list || '.' || n.text || '=' || v.text)"
					  " FROM declaration_extra e JOIN code n ON n.id = e.name LEFT JOIN "
					  "code v ON v.id = e.code"),
		"attribute.zone=south");
	ck_assert_str_eq(feed_text(&feed, "SELECT extras FROM declaration_version"),
		"{\"attribute.zone\": \"north\", \"measure.boxes\": 12}");
	ck_assert_str_eq(feed_text(&feed, "SELECT list FROM code WHERE text = 'south'"), "attribute.zone");
}
END_TEST

START_TEST(a_late_version_is_told_apart_by_its_extras)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "version=2");
	ck_assert_int_eq(
		feed_row(&feed, "declarations", "declaration_id=D1", BASE, "version=1", "measure.x=1"),
		MODEL_UPDATED);
	ck_assert_int_eq(
		feed_row(&feed, "declarations", "declaration_id=D1", BASE, "version=1", "measure.x=1"),
		MODEL_UNCHANGED);
	ck_assert_int_eq(
		feed_row(&feed, "declarations", "declaration_id=D1", BASE, "version=1", "measure.x=2"),
		MODEL_UPDATED);
	ck_assert_int_eq(feed_int(&feed, "SELECT versions" WHERE_D1), 3);
}
END_TEST

START_TEST(a_wide_row_makes_an_inspection_under_the_declarations_id)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "inspection_type=physical",
		"inspection_outcome=noncompliant", "tax_adjustment=777");
	ck_assert_str_eq(
		feed_text(&feed,
			"SELECT inspection_id || ' ' || t.text || ' ' || o.text || ' ' || tax_adjustment"
			" || ' ' || wide FROM inspection i JOIN code t ON t.id = i.type JOIN code o ON o.id "
			"= i.outcome"),
		"D1 physical noncompliant 777 1");
	ck_assert_int_eq(
		feed_int(&feed,
			"SELECT rows FROM column_presence WHERE kind = 'inspections' AND name = 'outcome'"),
		1);
}
END_TEST

START_TEST(an_outcome_that_comes_later_is_an_update)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "inspection_type=physical");
	ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE,
				 "inspection_type=physical", "inspection_outcome=conform"),
		MODEL_UPDATED);
	ck_assert_str_eq(feed.touched, "NGT:20513");
	ck_assert_int_eq(feed_int(&feed, "SELECT versions" WHERE_D1), 1);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM earlier WHERE kind = 'inspections'"
					 " AND json_extract(content, '$.outcome') IS NULL"),
		1);
}
END_TEST

START_TEST(an_inspections_file_wins_over_the_wide_row_in_both_orders)
{
	static const char *const file[] = {
		"inspection_id=D1", "declaration_id=D1", "type=physical", "outcome=minor"};

	if (_i == 0)
		feed_row(&feed, "inspections", file[0], file[1], file[2], file[3]);
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "inspection_type=physical",
		"inspection_outcome=conform");
	if (_i == 1)
		feed_row(&feed, "inspections", file[0], file[1], file[2], file[3]);
	ck_assert_str_eq(
		feed_text(&feed, "SELECT text || wide FROM inspection JOIN code c ON c.id = outcome"),
		"minor0");
}
END_TEST

START_TEST(an_amendment_without_the_inspection_takes_the_wide_one_away)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "inspection_type=physical");
	feed_row(&feed, "inspections", "inspection_id=I9", "declaration_id=D1", "type=scanner");
	feed_row(&feed, "declarations", "declaration_id=D1", BASE, "paid_amount=1");
	ck_assert_str_eq(feed_text(&feed, "SELECT group_concat(inspection_id) FROM inspection"), "I9");
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM earlier"), 1);
}
END_TEST

START_TEST(a_registration_moved_to_another_day_or_office_touches_both)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	feed_row(&feed, "declarations", "declaration_id=D1", "office=PSL", "flow=import",
		"registered_at=2026-03-03T08:00:00");
	ck_assert_str_eq(feed.touched, "NGT:20513 PSL:20515");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store amendments");
	TCase *cases = tcase_create("amendments");

	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_add_test(cases, a_new_declaration_is_inserted_with_its_codes_stamps_and_day);
	tcase_add_test(cases, an_identical_row_changes_nothing);
	tcase_add_test(cases, a_later_row_amends_and_the_older_is_kept);
	tcase_add_test(cases, an_amendment_replaces_the_whole_row);
	tcase_add_loop_test(cases, versions_in_any_order_end_in_the_same_state, 0, 6);
	tcase_add_test(cases, an_older_update_that_comes_late_is_kept_but_not_current);
	tcase_add_test(cases, the_higher_version_wins_over_the_later_update);
	tcase_add_test(cases, two_versions_in_one_file_are_an_insert_and_an_update);
	tcase_add_test(cases, extras_are_part_of_what_a_declaration_says);
	tcase_add_test(cases, a_late_version_is_told_apart_by_its_extras);
	tcase_add_test(cases, a_wide_row_makes_an_inspection_under_the_declarations_id);
	tcase_add_test(cases, an_outcome_that_comes_later_is_an_update);
	tcase_add_loop_test(cases, an_inspections_file_wins_over_the_wide_row_in_both_orders, 0, 2);
	tcase_add_test(cases, an_amendment_without_the_inspection_takes_the_wide_one_away);
	tcase_add_test(cases, a_registration_moved_to_another_day_or_office_touches_both);
	suite_add_tcase(suite, cases);
	return support_run(suite);
}
