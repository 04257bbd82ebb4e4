/* Days to come, as people say them. Sunday 22 November 2026 is today. */
#include "base/time.h"
#include "day.h"
#include "suite.h"

static const struct {
	const char *said, *meant;
} days[] = {
	{ "2026-12-01", "2026-12-01" }, { "1 Dec", "2026-12-01" }, { "1 december 2027", "2027-12-01" }, { "3 Nov", "2027-11-03" },
	{ "22 nov", "2026-11-22" }, { "today", "2026-11-22" }, { "Tomorrow", "2026-11-23" }, { "yesterday", "2026-11-21" },
	{ "friday", "2026-11-27" }, { "sun", "2026-11-29" }, { "mon", "2026-11-23" }, { "in 2 weeks", "2026-12-06" }, { "in a week", "2026-11-29" },
	{ "10 days", "2026-12-02" }, { "3 d", "2026-11-25" }, { "one month", "2026-12-22" }, { "in 3 months", "2027-02-22" },
	{ "end of month", "2026-11-30" },
};
static const char *const none[] = { "", " ", "none", "-" };
static const char *const nonsense[] = { "soon", "31 Feb", "2026-13-01", "in two", "in -1 weeks", "in 99999 weeks", "in 3 years" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

START_TEST(a_day_is_understood_as_it_is_said)
{
	int32_t today = time_day_from_civil(2026, 11, 22), day = 0;
	char buffer[32];

	ck_assert_msg(day_parse(days[_i].said, today, &day), "%s", days[_i].said);
	ck_assert_str_eq(time_day_format(day, buffer), days[_i].meant);
}
END_TEST

START_TEST(no_day_is_an_answer_and_nonsense_is_none)
{
	int32_t day = 0;

	for (size_t i = 0; i < COUNT(none); i++) {
		ck_assert(day_parse(none[i], 20000, &day));
		ck_assert_int_eq(day, TIME_DAY_NONE);
	}
	for (size_t i = 0; i < COUNT(nonsense); i++)
		ck_assert_msg(!day_parse(nonsense[i], 20000, &day), "%s", nonsense[i]);
}
END_TEST

START_TEST(a_month_from_the_last_day_of_one_ends_within_the_next)
{
	int32_t day = 0;

	ck_assert(day_parse("in a month", time_day_from_civil(2027, 1, 31), &day));
	ck_assert_int_eq(day, time_day_from_civil(2027, 2, 28));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/day");
	TCase *tcase = tcase_create("said");

	tcase_add_loop_test(tcase, a_day_is_understood_as_it_is_said, 0, COUNT(days));
	tcase_add_test(tcase, no_day_is_an_answer_and_nonsense_is_none);
	tcase_add_test(tcase, a_month_from_the_last_day_of_one_ends_within_the_next);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
