/* Which target is in force for a place and a day, and what belongs to a stretch of days. */
#include "ask.h"
#include "suite.h"

#define RELEASED(id, office, arrived, released) "declaration_id=" id, "office=" office, "flow=import", "registered_at=" arrived, \
	"arrived_at=" arrived, "released_at=" released

static struct ask desk;

static void setup(void)
{
	ask_open(&desk, "2026-03-31T22:00:00Z");
}

static void teardown(void)
{
	ask_close(&desk);
}

static void target(const char *value, const char *where)
{
	lab_row(&desk.lab, "targets", "kpi=release_time_total", value, where, "from=2026-01-01", "to=2026-12-31");
}

START_TEST(a_target_of_another_post_is_none_of_this_one)
{
	target("value=12", "office=PSL");
	target("value=24", "office=NGT");
	lab_row(&desk.lab, "declarations", RELEASED("D1", "NGT", "2026-03-02T08:00:00", "2026-03-02T18:00:00"));
	lab_row(&desk.lab, "declarations", RELEASED("D2", "QSR", "2026-03-02T08:00:00", "2026-03-02T18:00:00"));
	ck_assert_str_eq(ask_verdict(&desk, "release_time_total", "by=office"),
		"NGT p50=10 for 24 unknown; NGT p90=10 for - unknown; NGT mean=10 for - unknown; "
		"QSR p50=10 for - unknown; QSR p90=10 for - unknown; QSR mean=10 for - unknown");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("targets");
	TCase *test = tcase_create("targets");

	tcase_add_checked_fixture(test, setup, teardown);
	tcase_add_test(test, a_target_of_another_post_is_none_of_this_one);
	suite_add_tcase(suite, test);
	return support_run(suite);
}
