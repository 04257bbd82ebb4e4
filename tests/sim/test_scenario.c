/* test_scenario.c - a scenario is read as it was meant, and a mistake is answered with its line. */
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "folder.h"
#include "sim/scenario.h"
#include "suite.h"

#define HEAD                                                                                                 \
	"[world]\ncurrency = JOD\nuntil = 2026-11-23\ndays = 30\nrows = 100\nimporters = 9\nexporters = 2\n" \
	"brokers = 3\n"
#define LISTS "[goods]\n010121 = 1 1 0.05 0 0 1000 5\n[origins]\nCN = 1 0\n"
#define STAGES                                                                                               \
	"discharge = 1 2\nlodge = 1 2\nlead = 1 2\ndocument = 1 2\nquery = 1 2\nposition = 1 2\nscan = 1 "   \
	"2\n"                                                                                                \
	"exam = 1 2\nhold = 1 2\npay = 1 2\nrelease = 1 2\nremove = 1 2\n"
#define POST "[post ABC]\nname = Abc\narrivals = 3\nassessors = 1\nexaminers = 1\n" STAGES

static bool open_text(const char *content, struct sim_scenario **ret_scenario, struct err *err)
{
	char *folder = folder_make(), path[256];
	bool ok;

	folder_write(folder, "x.ini", content);
	snprintf(path, sizeof path, "%s/x.ini", folder);
	err_clear(err);
	ok = sim_scenario_open(path, ret_scenario, err);
	folder_remove(folder);
	return ok;
}

static void refuses(const char *content, const char *words)
{
	struct sim_scenario *scenario = NULL;
	struct err err;

	ck_assert(!open_text(content, &scenario, &err));
	ck_assert_ptr_null(scenario);
	ck_assert_int_eq(err.code, ERR_CONFIG);
	ck_assert_msg(strstr(err.text, words), "\"%s\" does not say \"%s\"", err.text, words);
}

START_TEST(values_arrive_in_their_units)
{
	struct sim_scenario *scenario;
	struct err err;

	ck_assert_msg(
		open_text(HEAD LISTS POST
			"hours = 07:30-21:00\nweekend = fri,sat\nlanes = 6 1 2 0 1\n"
			"pre_arrival = 0.2 0.4\nkind = air\n[rule R-1]\nchapters = 07,08\noffice = abc\n"
			"[story s]\ntale = silent\noffice = ABC\nfrom = 2026-11-21T08:30\n",
			&scenario, &err),
		"%s", err.text);
	ck_assert_int_eq(scenario->n_posts, 1);
	ck_assert_int_eq(scenario->posts[0].kind, SIM_AIR);
	ck_assert_int_eq(scenario->posts[0].hours.opens, 450);
	ck_assert_int_eq(scenario->posts[0].hours.closes, 1260);
	ck_assert_uint_eq(scenario->posts[0].weekend, 1u << 4 | 1u << 5);
	ck_assert_double_eq_tol(scenario->posts[0].lanes[SIM_YELLOW], 0.2, 1e-12);
	ck_assert_double_eq_tol(scenario->posts[0].pre_arrival.last, 0.4, 1e-12);
	ck_assert_double_eq_tol(
		scenario->posts[0].stages[SIM_STAGE_EXAM].sigma, 0.540865, 1e-6); /* ln 2 / 1.281552 */
	ck_assert_int_eq(scenario->rules[0].post, 0);
	ck_assert_int_eq(scenario->world.until, time_day_from_civil(2026, 11, 23));
	ck_assert_int_eq(scenario->stories[0].from,
		(int64_t)time_day_from_civil(2026, 11, 21) * 86400 + 8 * 3600 + 1800);
	sim_scenario_close(scenario);
}
END_TEST

START_TEST(post_section_without_an_id_holds_for_every_post)
{
	struct sim_scenario *scenario;
	struct err err;

	ck_assert_msg(
		open_text(HEAD LISTS
			"[post A]\nvalue = 2\n[post]\narrivals = 3\nassessors = 4\nexaminers = 1\n" STAGES
			"[post B]\nassessors = 2\n",
			&scenario, &err),
		"%s", err.text);
	ck_assert_int_eq(scenario->n_posts, 2);
	ck_assert_int_eq(scenario->posts[0].assessors, 4);
	ck_assert_int_eq(scenario->posts[1].assessors, 2);
	ck_assert_double_eq(scenario->posts[0].value, 2);
	ck_assert_double_eq(scenario->posts[1].value, 1);
	sim_scenario_close(scenario);
}
END_TEST

START_TEST(mistakes_name_their_line)
{
	refuses("[world]\ncurency = JOD\n", "line 2: [world] has no key \"curency\"");
	refuses("[world]\ndays = many\n", "line 2: \"days = many\" in [world]: expected a whole number");
	refuses("[wrold]\ndays = 3\n", "line 2: no such section: [wrold]");
	refuses(HEAD LISTS POST "hours = 21:00-07:00\n", "expected hours such as 07:00-21:00");
	refuses(HEAD LISTS POST "weekend = fry\n", "expected days such as fri,sat");
	refuses(HEAD LISTS POST "lanes = 0 0 0 0 0\n", "expected five weights");
	refuses(HEAD LISTS POST "pre_arrival = 40\n", "from 0 to 1");
	refuses(HEAD LISTS POST "[story s]\noffice = XYZ\n", "expected the id of a [post ID]");
	refuses(HEAD LISTS POST "[rule R]\nfrom = 2026-02-30\n", "expected a day");
	refuses(HEAD "[goods]\n0101 = 1 1 0 0 0 1 1\n", "line 10: expected six digits");
}
END_TEST

START_TEST(what_is_missing_is_said)
{
	refuses("", "needs at least one [post ID]");
	refuses(HEAD LISTS "[post A]\narrivals = 1\n", "[post A] needs at least one assessor");
	refuses(HEAD LISTS "[post A]\narrivals = 1\nassessors = 1\nexaminers = 1\n", "needs every stage");
	refuses(HEAD LISTS POST "[story s]\ntale = silent\n", "[story s] needs a tale and the time");
	refuses(HEAD LISTS POST
		"[story s]\ntale = pair\noffice = ABC\nfrom = 2026-01-01\nofficer = 7\nbroker = 1\n",
		"the numbers of a broker and of an assessor");
	refuses(HEAD LISTS POST "[story s]\ntale = dishonest\nfrom = 2026-01-01\nshare = 0.5\nimporter = 10\n", "the number of an importer");
	refuses(HEAD LISTS POST "[story s]\ntale = undervalue\nfrom = 2026-01-01\nshare = 0.5\n", "a share of what the goods are worth");
	refuses(HEAD LISTS POST "[story s]\ntale = rotate\nfrom = 2026-01-01\n", "needs a share above 0");
	refuses(HEAD LISTS "[post A,B]\narrivals = 1\nassessors = 1\nexaminers = 1\n" STAGES,
		"letters, digits");
}
END_TEST

START_TEST(missing_file_is_no_input)
{
	struct sim_scenario *scenario = NULL;
	struct err err;

	ck_assert(!sim_scenario_open("/nowhere/x.ini", &scenario, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sim/scenario");
	TCase *tests = tcase_create("scenario");

	tcase_add_test(tests, values_arrive_in_their_units);
	tcase_add_test(tests, post_section_without_an_id_holds_for_every_post);
	tcase_add_test(tests, mistakes_name_their_line);
	tcase_add_test(tests, what_is_missing_is_said);
	tcase_add_test(tests, missing_file_is_no_input);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
