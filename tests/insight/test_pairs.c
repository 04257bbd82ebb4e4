/* A broker and an officer who meet more often than files are dealt: one finding a post, the strongest, under pseudonyms. Worked out by hand. */
#include <math.h>

#include "ask.h"
#include "suite.h"

#include "base/time.h"
#include "insight/findings.h"
#include "insight/phrases.h"

static struct ask desk;
static int32_t last;

static void setup(void)
{
	ask_open(&desk, "2026-11-30T22:00:00Z");
	last = time_day_from_civil(2026, 11, 29);
	lab_begin(&desk.lab, "declarations");
}

static void teardown(void)
{
	ask_close(&desk);
}

/* On each of `days` days up to the last, four files at a post: two of one broker, two of another, two for each officer; the pairs meet in
 * both of theirs (`met`) or in one each. */
static void deal(const char *office, const char *brokers, const char *officers, int days, bool met)
{
	char date[32];

	for (int32_t day = last - days + 1; day <= last; day++) {
		time_day_format(day, date);
		for (int k = 0; k < 4; k++)
			ask_put(&desk, "declaration_id=%s%s-%d-%d office=%s flow=import registered_at=%sT08:00:00 broker_id=%s%d officer_id=%s%d", office, brokers,
				(int)day, k, office, date, brokers, 1 + k / 2, officers, 1 + (met ? k / 2 : k % 2));
	}
}

static struct findings findings;

static void look(void)
{
	struct kpi_env env;
	struct err err = {0};

	lab_end(&desk.lab);
	env = (struct kpi_env){.store = desk.lab.store, .cube = lab_cube(&desk.lab), .now = desk.now};
	ck_assert_msg(findings_load(&env, last, NULL, 0, &desk.arena, &findings, &err), "%s", err.text);
}

static const struct finding *pair_at(const char *office)
{
	const struct finding *found = NULL;

	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *finding = &findings.items[i];

		if (!finding->broker || strcmp(finding->office, office) != 0)
			continue;
		ck_assert_msg(!found, "two pairs at one post");
		found = finding;
	}
	return found;
}

/* Twelve days: B1 has half of the files and O1 too, so of four a day they should meet over one, and meet over two: 24 files, 12 expected. That
 * the two of a day are the same has one chance in six: (1/6)^12 = 4.6e-10, of two pairs the same when adjusted: evidence 9.34. Where each broker meets
 * each officer once a day nobody stands out. */
START_TEST(a_pair_is_told_with_what_chance_brings)
{
	const struct finding *finding;

	deal("NGT", "B", "O", 12, true);
	deal("QSR", "C", "P", 12, false);
	look();
	finding = pair_at("NGT");
	ck_assert_ptr_nonnull(finding);
	ck_assert_int_eq(finding->kind, FINDING_LIMIT);
	ck_assert_int_eq(finding->n, 24);
	ck_assert_double_eq_tol(finding->expected, 12, 1e-9);
	ck_assert_double_eq_tol(finding->value, 2, 1e-9);
	ck_assert_int_eq(finding->weeks, 13);
	ck_assert_ptr_null(pair_at("QSR"));
}
END_TEST

/* A brief goes into mails: FNV-1a of "B1" folded to four digits is what the screens show, and no code stands in its words. */
START_TEST(neither_is_named)
{
	const struct finding *finding;

	deal("NGT", "B", "O", 12, true);
	look();
	finding = pair_at("NGT");
	ck_assert_ptr_nonnull(finding);
	ck_assert_uint_eq(strlen(finding->broker), 4);
	ck_assert_uint_eq(strspn(finding->broker, "0123456789abcdef"), 4);
	ck_assert_msg(strstr(finding->text, finding->broker) && strstr(finding->text, finding->officer), "%s", finding->text);
	ck_assert_msg(!strstr(finding->text, "B1") && !strstr(finding->text, "B2") && !strstr(finding->text, "O1") && !strstr(finding->text, "O2"), "%s",
		finding->text);
	ck_assert_msg(strstr(finding->text, "proves nothing"), "%s", finding->text);
}
END_TEST

/* Two circles at one post, one of twelve days and one of sixteen: one finding. Of eight files on the twelve days each pair should meet over half a
 * one and meets over two, a chance of one in 28: (1/28)^12 = 4e-18 and (1/28)^12 (1/6)^4 = 3e-21, both beyond the digits of a chance. The meetings that dealing
 * does not bring decide: 24 - 6 against 32 - 10. */
START_TEST(the_strongest_of_a_post_is_told)
{
	const struct finding *finding;

	deal("NGT", "B", "O", 12, true);
	deal("NGT", "C", "P", 16, true);
	look();
	finding = pair_at("NGT");
	ck_assert_ptr_nonnull(finding);
	ck_assert_int_eq(finding->n, 32);
	ck_assert_double_eq_tol(finding->expected, 10, 1e-9);
}
END_TEST

/* Ten files in five days, (1/6)^5 = 1.3e-4, are told; eight are too few to say anything. What lies more than a quarter back does not count. */
START_TEST(too_few_meetings_and_old_ones_say_nothing)
{
	deal("NGT", "B", "O", 5, true);
	deal("QSR", "C", "P", 4, true);
	last -= 91;
	deal("OLP", "D", "Q", 12, true);
	last += 91;
	look();
	ck_assert_ptr_nonnull(pair_at("NGT"));
	ck_assert_ptr_null(pair_at("QSR"));
	ck_assert_ptr_null(pair_at("OLP"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("pairs");
	TCase *test = tcase_create("pairs");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_set_timeout(test, 120);
	tcase_add_test(test, a_pair_is_told_with_what_chance_brings);
	tcase_add_test(test, neither_is_named);
	tcase_add_test(test, the_strongest_of_a_post_is_told);
	tcase_add_test(test, too_few_meetings_and_old_ones_say_nothing);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
