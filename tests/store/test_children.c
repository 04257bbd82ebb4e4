/* What hangs on a declaration, and everything else that has a key: before or after, repeated, corrected. */
#include <string.h>

#include "feed.h"
#include "suite.h"

#define BASE "office=NGT", "flow=import", "registered_at=2026-03-01T08:00:00"
#define WAITING                                                                                              \
	"SELECT (SELECT count(*) FROM milestone t WHERE NOT EXISTS"                                          \
	" (SELECT 1 FROM declaration d WHERE d.id = t.declaration))"
#define TIMES                                                                                                \
	"SELECT group_concat(text || ((at - 20513 * 86400) / 3600)) FROM"                                    \
	" (SELECT text, at FROM milestone m JOIN code c ON c.id = m.code ORDER BY text, at)"

static struct feed feed;

static void setup(void)
{
	feed_open(&feed);
}

static void teardown(void)
{
	feed_close(&feed);
}

START_TEST(a_milestone_waits_for_its_declaration_and_touches_its_day_when_it_comes)
{
	ck_assert_int_eq(
		feed_row(&feed, "milestones", "declaration_id=D1", "code=REL", "at=2026-03-01T10:00:00"),
		MODEL_INSERTED);
	ck_assert_str_eq(feed.touched, "");
	ck_assert_int_eq(feed_int(&feed, WAITING), 1);
	ck_assert_int_eq(feed_row(&feed, "declarations", "declaration_id=D1", BASE), MODEL_INSERTED);
	ck_assert_str_eq(feed.touched, "NGT:20513");
	ck_assert_int_eq(feed_int(&feed, WAITING), 0);
	ck_assert_int_eq(
		feed_int(
			&feed, "SELECT count(*) FROM milestone m JOIN declaration d ON d.id = m.declaration"),
		1);
}
END_TEST

START_TEST(every_child_touches_the_day_of_its_declaration)
{
	static const char *const kinds[][6] = {
		{"milestones", "code=REL", "at=2026-03-05T10:00:00"},
		{"items", "item_no=1", "hs=870322"},
		{"inspections", "inspection_id=I1", "type=physical"},
		{"reroutes", "at=2026-03-05T10:00:00", "lane_from=green", "lane_to=red"},
		{"seizures", "seizure_id=S1", "at=2026-03-05T10:00:00", "office=PSL", "type=drugs"},
		{"permits", "permit_id=P1", "agency=HEALTH"},
		{"audits", "audit_id=A1", "opened_on=2026-05-01"},
	};

	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	ck_assert_int_eq(feed_row(&feed, kinds[_i][0], "declaration_id=D1", kinds[_i][1], kinds[_i][2],
				 kinds[_i][3], kinds[_i][4]),
		MODEL_INSERTED);
	ck_assert_str_eq(feed.touched, "NGT:20513");
	ck_assert_int_eq(feed_row(&feed, kinds[_i][0], "declaration_id=D1", kinds[_i][1], kinds[_i][2],
				 kinds[_i][3], kinds[_i][4]),
		MODEL_UNCHANGED);
	ck_assert_str_eq(feed.touched, "");
}
END_TEST

START_TEST(a_child_that_says_otherwise_is_updated_and_its_past_is_kept)
{
	feed_row(&feed, "inspections", "inspection_id=I1", "declaration_id=D1", "type=physical");
	ck_assert_int_eq(feed_row(&feed, "inspections", "inspection_id=I1", "declaration_id=D1",
				 "type=physical", "outcome=noncompliant", "tax_adjustment=500"),
		MODEL_UPDATED);
	ck_assert_int_eq(feed_int(&feed, "SELECT tax_adjustment FROM inspection"), 500);
	ck_assert_int_eq(
		feed_int(&feed, "SELECT count(*) FROM earlier WHERE kind = 'inspections' AND replaced = 2"
				" AND json_extract(content, '$.inspection_id') = 'I1'"),
		1);
}
END_TEST

START_TEST(an_inspection_moved_to_another_declaration_touches_both_days)
{
	feed_row(&feed, "declarations", "declaration_id=D1", BASE);
	feed_row(&feed, "declarations", "declaration_id=D2", "office=PSL", "flow=import",
		"registered_at=2026-03-02T08:00:00");
	feed_row(&feed, "inspections", "inspection_id=I1", "declaration_id=D1", "type=physical");
	feed_row(&feed, "inspections", "inspection_id=I1", "declaration_id=D2", "type=physical");
	ck_assert_str_eq(feed.touched, "NGT:20513 PSL:20514");
}
END_TEST

START_TEST(a_seizure_needs_no_declaration)
{
	ck_assert_int_eq(
		feed_row(&feed, "seizures", "seizure_id=S1", "at=2026-03-05", "office=PSL", "type=drugs"),
		MODEL_INSERTED);
	ck_assert_str_eq(feed_text(&feed, "SELECT declaration FROM seizure"), "NULL");
	ck_assert_int_eq(feed_int(&feed, "SELECT stamp_form FROM seizure"), 3);
}
END_TEST

START_TEST(repeated_milestones_of_one_file_are_all_kept)
{
	feed_begin(&feed, "milestones", NULL);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T10:00:00", NULL),
		MODEL_INSERTED);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T15:00:00", NULL),
		MODEL_INSERTED);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T15:00:00", NULL),
		MODEL_UNCHANGED);
	feed_end(&feed);
	ck_assert_str_eq(feed_text(&feed, TIMES), "QRY_S10,QRY_S15");
	ck_assert_int_eq(
		feed_int(&feed,
			"SELECT rows FROM column_presence WHERE kind = 'milestones' AND name = 'QRY_S'"),
		2);
}
END_TEST

START_TEST(a_longer_export_of_the_same_milestones_adds_what_is_new)
{
	feed_begin(&feed, "milestones", NULL);
	feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T10:00:00", NULL);
	feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T12:00:00", NULL);
	feed_end(&feed);
	feed_begin(&feed, "milestones", NULL);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T10:00:00", NULL),
		MODEL_UNCHANGED);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T12:00:00", NULL),
		MODEL_UNCHANGED);
	ck_assert_int_eq(feed_put(&feed, "declaration_id=D1", "code=QRY_S", "at=2026-03-01T15:00:00", NULL),
		MODEL_INSERTED);
	feed_end(&feed);
	ck_assert_str_eq(feed_text(&feed, TIMES), "QRY_S10,QRY_S12,QRY_S15");
}
END_TEST

START_TEST(a_corrected_release_replaces_the_first)
{
	feed_row(&feed, "milestones", "declaration_id=D1", "code=REL", "at=2026-03-01T10:00:00");
	ck_assert_int_eq(
		feed_row(&feed, "milestones", "declaration_id=D1", "code=REL", "at=2026-03-01T09:00:00"),
		MODEL_UPDATED);
	ck_assert_str_eq(feed_text(&feed, TIMES), "REL9");
}
END_TEST

START_TEST(a_sequence_tells_milestones_apart_across_files)
{
	feed_row(
		&feed, "milestones", "declaration_id=D1", "code=PAY", "at=2026-03-01T10:00:00", "sequence=1");
	ck_assert_int_eq(feed_row(&feed, "milestones", "declaration_id=D1", "code=PAY",
				 "at=2026-03-01T12:00:00", "sequence=2"),
		MODEL_INSERTED);
	ck_assert_int_eq(feed_row(&feed, "milestones", "declaration_id=D1", "code=PAY",
				 "at=2026-03-01T11:00:00", "sequence=1"),
		MODEL_UPDATED);
	ck_assert_str_eq(feed_text(&feed, TIMES), "PAY11,PAY12");
}
END_TEST

START_TEST(an_empty_optional_key_is_a_key_of_its_own)
{
	feed_row(&feed, "calendar", "day=2026-03-01", "working=0");
	ck_assert_int_eq(
		feed_row(&feed, "calendar", "day=2026-03-01", "office=NGT", "working=1"), MODEL_INSERTED);
	ck_assert_int_eq(feed_row(&feed, "calendar", "day=2026-03-01", "working=0"), MODEL_UNCHANGED);
	ck_assert_int_eq(feed_row(&feed, "calendar", "day=2026-03-01", "working=1"), MODEL_UPDATED);
	ck_assert_int_eq(feed_int(&feed, "SELECT count(*) FROM calendar"), 2);
	feed_row(&feed, "targets", "kpi=x", "from=2026-01-01", "to=2026-12-31", "value=1.5");
	ck_assert_int_eq(feed_row(&feed, "targets", "kpi=x", "from=2026-01-01", "to=2026-12-31", "value=2"),
		MODEL_UPDATED);
}
END_TEST

START_TEST(rates_and_zones_ask_for_all_days)
{
	feed_row(&feed, "rates", "currency=EUR", "day=2026-01-01", "rate=0.77");
	ck_assert_str_eq(feed.touched, "*:0");
	feed_row(&feed, "rates", "currency=EUR", "day=2026-01-01", "rate=0.77");
	ck_assert_str_eq(feed.touched, "");
	feed_row(&feed, "posts", "office=NGT", "name=North Gate", "timezone=+03:00");
	ck_assert_str_eq(feed.touched, "*:0");
}
END_TEST

START_TEST(an_instant_is_filed_under_the_local_day_of_its_office)
{
	feed_row(&feed, "declarations", "declaration_id=D1", "office=NGT", "flow=import",
		"registered_at=2026-03-01T22:30:00Z");
	ck_assert_int_eq(feed_int(&feed, "SELECT registered_day FROM declaration"), 20513);
	feed_row(&feed, "posts", "office=NGT", "name=North Gate", "timezone=+03:00");
	ck_assert_int_eq(feed_int(&feed, "SELECT registered_day FROM declaration"), 20514);
	feed_row(&feed, "declarations", "declaration_id=D2", "office=NGT", "flow=import",
		"registered_at=2026-03-02T22:30:00Z");
	ck_assert_int_eq(feed_int(&feed, "SELECT max(registered_day) FROM declaration"), 20515);
}
END_TEST

START_TEST(the_fact_timezone_serves_offices_without_a_post)
{
	feed_row(&feed, "declarations", "declaration_id=D1", "office=NGT", "flow=import",
		"registered_at=2026-03-01T22:30:00Z");
	ck_assert(store_set_fact(feed.store, "timezone", "+03:00", &feed.err));
	ck_assert_int_eq(feed_int(&feed, "SELECT registered_day FROM declaration"), 20514);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store children");
	TCase *cases = tcase_create("children");

	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_add_test(cases, a_milestone_waits_for_its_declaration_and_touches_its_day_when_it_comes);
	tcase_add_loop_test(cases, every_child_touches_the_day_of_its_declaration, 0, 7);
	tcase_add_test(cases, a_child_that_says_otherwise_is_updated_and_its_past_is_kept);
	tcase_add_test(cases, an_inspection_moved_to_another_declaration_touches_both_days);
	tcase_add_test(cases, a_seizure_needs_no_declaration);
	tcase_add_test(cases, repeated_milestones_of_one_file_are_all_kept);
	tcase_add_test(cases, a_longer_export_of_the_same_milestones_adds_what_is_new);
	tcase_add_test(cases, a_corrected_release_replaces_the_first);
	tcase_add_test(cases, a_sequence_tells_milestones_apart_across_files);
	tcase_add_test(cases, an_empty_optional_key_is_a_key_of_its_own);
	tcase_add_test(cases, rates_and_zones_ask_for_all_days);
	tcase_add_test(cases, an_instant_is_filed_under_the_local_day_of_its_office);
	tcase_add_test(cases, the_fact_timezone_serves_offices_without_a_post);
	suite_add_tcase(suite, cases);
	return support_run(suite);
}
