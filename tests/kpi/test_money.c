/* Money: whose day it counts on, whose it is where two books tell it, and ratios of sums. Amounts are in cents. */
#include "ask.h"
#include "suite.h"

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-06-30T12:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void put(const char *id, const char *office, const char *rest)
{
	ask_put(&desk, "declaration_id=%s office=%s flow=import registered_at=2026-03-01T08:00:00 currency=EUR %s", id, office, rest);
}

START_TEST(money_counts_on_the_day_it_was_paid_else_on_that_of_the_release)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "NGT", "paid_amount=1000 paid_at=2026-03-02T10:00:00 released_at=2026-03-04T10:00:00");
	put("D2", "NGT", "paid_amount=200 released_at=2026-03-04T10:00:00");
	put("D3", "NGT", "paid_amount=30");	/* neither: left out, and counted */
	put("D4", "NGT", "released_at=2026-03-04T10:00:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "revenue_collected", "by=day"), "2026-03-01 sum=0 n=0; 2026-03-02 sum=10 n=1; 2026-03-04 sum=2 n=1");
	ck_assert_str_eq(ask_coverage(&desk, "revenue_collected", ""), "sum=12 of 0.666667");
}
END_TEST

START_TEST(what_was_paid_was_collected_whatever_became_of_the_declaration)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "NGT", "paid_amount=1000 paid_at=2026-03-02T10:00:00 payment_mode=electronic");
	put("D2", "NGT", "paid_amount=3000 paid_at=2026-03-02T10:00:00 payment_mode=cash status=cancelled");
	put("D3", "NGT", "paid_amount=1000 paid_at=2026-03-02T10:00:00 payment_mode=electronic status=cancelled");
	put("D4", "NGT", "payment_mode=electronic paid_at=2026-03-02T10:00:00");	/* no amount: no payment */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "revenue_collected", ""), "sum=50 n=3");
	ck_assert_str_eq(ask_values(&desk, "epay_share", ""), "ratio=0.4 n=3");
	ck_assert_str_eq(ask_values(&desk, "epay_share_count", ""), "rate=0.666667 n=3");
}
END_TEST

START_TEST(the_revenue_file_speaks_for_posts_without_paid_amounts_alone)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "AAA", "paid_amount=1000 paid_at=2026-03-02T10:00:00");
	put("D2", "BBB", "released_at=2026-03-02T10:00:00");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "revenue");
	ask_put(&desk, "day=2026-03-02 office=AAA head=duty collected=900");
	ask_put(&desk, "day=2026-03-02 office=BBB head=duty collected=500");
	ask_put(&desk, "day=2026-03-02 office=BBB head=vat collected=50");
	ask_put(&desk, "day=2026-03-20 office=BBB head=vat collected=7");	/* after the last declaration */
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "revenue_collected", ""), "sum=15.57 n=3");
	ck_assert_str_eq(ask_values(&desk, "revenue_collected", "by=office"), "AAA sum=10 n=1; BBB sum=5.57 n=2");
	/* A day that no declaration tells of has its row. */
	ck_assert_str_eq(ask_values(&desk, "revenue_collected", "by=day from=2026-03-03"), "2026-03-20 sum=0.07 n=1");
	/* The file knows of no lanes: by lane there is what declarations tell. */
	ck_assert_str_eq(ask_values(&desk, "revenue_collected", "by=flow"), "import sum=10 n=1");
}
END_TEST

START_TEST(other_currencies_count_by_the_rate_of_their_day_and_not_without_one)
{
	lab_begin(&desk.lab, "rates");
	ask_put(&desk, "currency=USD day=2026-03-01 rate=0.8");
	ask_put(&desk, "currency=USD day=2026-03-05 rate=0.5");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "declarations");
	put("D1", "NGT", "paid_amount=1000 paid_at=2026-03-02T10:00:00");
	put("D2", "NGT", "paid_amount=1000 paid_at=2026-03-02T10:00:00");
	ask_put(&desk, "declaration_id=D3 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=USD paid_amount=1000 "
		"paid_at=2026-03-04T10:00:00");
	ask_put(&desk, "declaration_id=D4 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=USD paid_amount=1000 "
		"paid_at=2026-03-06T10:00:00");
	ask_put(&desk, "declaration_id=D5 office=NGT flow=import registered_at=2026-03-01T08:00:00 currency=GBP paid_amount=1000 "
		"paid_at=2026-03-06T10:00:00");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "revenue_collected", ""), "sum=33 n=4");	/* 10 + 10 + 8 + 5 */
}
END_TEST

START_TEST(what_was_assessed_a_month_ago_should_be_paid)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "NGT", "assessed_final=1000 paid_amount=1000 assessed_at=2026-05-01T08:00:00");
	put("D2", "NGT", "assessed_final=1000 assessed_at=2026-05-01T08:00:00");			/* unpaid */
	put("D3", "NGT", "assessed_final=9000 assessed_at=2026-06-20T08:00:00");			/* not a month ago */
	put("D4", "NGT", "assessed_final=9000 assessed_at=2026-05-01T08:00:00 regime=7100");	/* in a warehouse: not due */
	put("D5", "NGT", "assessed_final=9000 assessed_at=2026-05-01T08:00:00 regime=IM5");
	put("D6", "NGT", "assessed_final=2000 paid_amount=1600 assessed_at=2026-05-01T08:00:00 regime=4071");	/* out of the warehouse */
	put("D7", "NGT", "assessed_final=9000 assessed_at=2026-05-01T08:00:00 status=cancelled");
	put("D8", "NGT", "paid_amount=500 assessed_at=2026-05-01T08:00:00");			/* what was due is not known */
	lab_end(&desk.lab);
	/* (10 + 0 + 16) of (10 + 10 + 20) */
	ck_assert_str_eq(ask_values(&desk, "collection_ratio", "to=2026-06-30"), "ratio=0.65 n=3");
	ck_assert_str_eq(ask_coverage(&desk, "collection_ratio", "to=2026-06-30"), "ratio=0.65 of 0.75");
	desk.now = lab_utc("2026-05-31T08:00:00Z");
	ck_assert_str_eq(ask_values(&desk, "collection_ratio", "to=2026-06-30"), "ratio=0.65 n=3");
	desk.now = lab_utc("2026-05-31T07:59:59Z");
	ck_assert_str_eq(ask_values(&desk, "collection_ratio", "to=2026-06-30"), "ratio=- n=0");
}
END_TEST

START_TEST(an_assessment_on_a_date_alone_is_a_month_old_when_its_day_is)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "NGT", "assessed_final=1000 paid_amount=1000 assessed_at=2026-05-01");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "collection_ratio", "to=2026-05-30"), "ratio=- n=0");
	ck_assert_str_eq(ask_values(&desk, "collection_ratio", "to=2026-05-31"), "ratio=1 n=1");
	desk.now = lab_utc("2026-05-31T23:00:00Z");	/* the first of May may have been 23:30 */
	ck_assert_str_eq(ask_values(&desk, "collection_ratio", "to=2026-06-30"), "ratio=- n=0");
}
END_TEST

START_TEST(ratios_are_ratios_of_sums)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "NGT", "cif_value=10000 assessed_initial=900 assessed_final=1000 paid_amount=1000 aeo=1");
	put("D2", "NGT", "cif_value=30000 assessed_initial=100 assessed_final=1000 exempt_amount=3000 aeo=0");
	put("D3", "NGT", "cif_value=60000");	/* nothing assessed: it dilutes no rate */
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "inspections");
	ask_put(&desk, "inspection_id=I1 declaration_id=D1 type=physical outcome=noncompliant tax_adjustment=100");
	ask_put(&desk, "inspection_id=I2 declaration_id=D1 type=document outcome=noncompliant tax_adjustment=300");
	ask_put(&desk, "inspection_id=I3 declaration_id=D2 type=physical outcome=conform");
	ask_put(&desk, "inspection_id=I4 declaration_id=D3 type=scanner outcome=conform");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "effective_tax_rate", ""), "ratio=0.05 n=2");	/* 20 of 400, not the mean of .1 and .033 */
	ck_assert_str_eq(ask_coverage(&desk, "effective_tax_rate", ""), "ratio=0.05 of 0.666667");
	ck_assert_str_eq(ask_values(&desk, "exemption_ratio", ""), "ratio=0.75 n=2");	/* 30 of 10 + 30 */
	ck_assert_str_eq(ask_values(&desk, "control_adjustment_yield", ""), "ratio=0.4 n=2");	/* 4 of 10 */
	ck_assert_str_eq(ask_values(&desk, "adjustment_per_inspection", ""), "ratio=1 n=3");	/* 4.00 over four inspections */
	ck_assert_str_eq(ask_values(&desk, "aeo_share", ""), "ratio=0.1 n=3");
	ck_assert_str_eq(ask_coverage(&desk, "aeo_share", ""), "ratio=0.1 of 0.666667");
}
END_TEST

START_TEST(seizures_are_told_by_type_place_and_time_and_by_nothing_else)
{
	lab_begin(&desk.lab, "declarations");
	put("D1", "NGT", "");
	lab_end(&desk.lab);
	lab_begin(&desk.lab, "seizures");
	ask_put(&desk, "seizure_id=S1 at=2026-03-02T10:00:00 office=NGT type=drugs");
	ask_put(&desk, "seizure_id=S2 at=2026-03-02T10:00:00 office=NGT type=drugs declaration_id=D1");
	ask_put(&desk, "seizure_id=S3 at=2026-03-05T10:00:00 office=PSL type=currency");
	lab_end(&desk.lab);
	ck_assert_str_eq(ask_values(&desk, "seizure_count", ""), "currency count=1 n=1; drugs count=2 n=2");
	ck_assert_str_eq(ask_values(&desk, "seizure_count", "by=day where=office:NGT"), "2026-03-02 drugs count=2 n=2");
	ck_assert_str_eq(ask_values(&desk, "seizure_count", "from=2026-03-03 to=2026-03-09"), "currency count=1 n=1");
	ck_assert_str_eq(ask_missing(&desk, "seizure_count", "by=lane"), "seizures.declaration_id");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("money");
	TCase *test = tcase_create("money");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, money_counts_on_the_day_it_was_paid_else_on_that_of_the_release);
	tcase_add_test(test, what_was_paid_was_collected_whatever_became_of_the_declaration);
	tcase_add_test(test, the_revenue_file_speaks_for_posts_without_paid_amounts_alone);
	tcase_add_test(test, other_currencies_count_by_the_rate_of_their_day_and_not_without_one);
	tcase_add_test(test, what_was_assessed_a_month_ago_should_be_paid);
	tcase_add_test(test, an_assessment_on_a_date_alone_is_a_month_old_when_its_day_is);
	tcase_add_test(test, ratios_are_ratios_of_sums);
	tcase_add_test(test, seizures_are_told_by_type_place_and_time_and_by_nothing_else);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
