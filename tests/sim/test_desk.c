/* test_desk.c - queues worked by hand: hours, weekends, several servers, an outage. */
#include <string.h>

#include "base/time.h"
#include "desk.h"
#include "suite.h"

/* A post with scanners, open 08:00-16:00, Friday and Saturday off. Scanners are never sick, so hours alone
 * matter. */
struct fixture {
	struct arena arena;
	struct sim_scenario scenario;
	struct sim_post post;
	struct sim_world world;
	struct sim_post_day days[28];
	struct sim_desk desk;
	struct sim_random random;
};

static void fixture_init(struct fixture *f, int scanners)
{
	memset(f, 0, sizeof *f);
	arena_init(&f->arena);
	f->post = (struct sim_post){.id = "P",
		.scanners = scanners,
		.assessors = 1,
		.examiners = 1,
		.shifts = 1,
		.weekend = 1u << 4 | 1u << 5,
		.hours = {480, 960}};
	f->scenario.posts = &f->post;
	f->scenario.n_posts = 1;
	f->world = (struct sim_world){ .scenario = &f->scenario, .days = f->days, .n_days = 28, .teams = 1,
		.origin_day = time_day_from_civil(2026, 11, 1) };	/* a Sunday */
	for (int d = 0; d < 28; d++)
		f->days[d] =
			(struct sim_post_day){.open = d % 7 < 5, .opens = 480, .closes = 960, .staff = 1};
	ck_assert(sim_desk_init(&f->desk, &f->arena, &f->world, 0, SIM_SCANNER));
	f->random = sim_random_make(1, SIM_STREAM_WORLD, 0, 0);
}

static sim_time at(int day, int hour, int minute)
{
	return day * SIM_DAY + hour * SIM_HOUR + minute * 60;
}

static sim_time serve(struct fixture *f, sim_time arrival, sim_time work, sim_time *ret_start)
{
	int server = sim_desk_find(&f->desk, 0, arrival, &f->random, ret_start);

	return sim_desk_take(&f->desk, server, *ret_start, work);
}

START_TEST(one_server_takes_them_in_the_order_they_come)
{
	struct fixture f;
	sim_time start;

	fixture_init(&f, 1);
	ck_assert_int_eq(serve(&f, at(0, 9, 0), 2 * SIM_HOUR, &start), at(0, 11, 0));
	ck_assert_int_eq(serve(&f, at(0, 9, 30), SIM_HOUR, &start), at(0, 12, 0));
	ck_assert_int_eq(start, at(0, 11, 0));
	ck_assert_int_eq(serve(&f, at(0, 13, 0), SIM_HOUR, &start), at(0, 14, 0));
	ck_assert_int_eq(start, at(0, 13, 0));
	arena_finish(&f.arena);
}
END_TEST

START_TEST(two_servers_halve_the_queue)
{
	struct fixture f;
	sim_time start;

	fixture_init(&f, 2);
	ck_assert_int_eq(serve(&f, at(0, 9, 0), 3 * SIM_HOUR, &start), at(0, 12, 0));
	ck_assert_int_eq(serve(&f, at(0, 9, 0), SIM_HOUR, &start), at(0, 10, 0));
	ck_assert_int_eq(serve(&f, at(0, 9, 0), SIM_HOUR, &start), at(0, 11, 0));
	ck_assert_int_eq(start, at(0, 10, 0));
	arena_finish(&f.arena);
}
END_TEST

START_TEST(work_goes_on_when_the_post_opens_again)
{
	struct fixture f;
	sim_time start;

	fixture_init(&f, 1);
	/* One hour on Sunday, the other two on Monday. */
	ck_assert_int_eq(serve(&f, at(0, 15, 0), 3 * SIM_HOUR, &start), at(1, 10, 0));
	/* Thursday 15:00: one hour, then nothing on Friday and Saturday. */
	ck_assert_int_eq(serve(&f, at(4, 15, 0), 2 * SIM_HOUR, &start), at(7, 9, 0));
	/* Before opening, and on a day off. */
	ck_assert_int_eq(serve(&f, at(8, 3, 0), SIM_HOUR, &start), at(8, 9, 0));
	ck_assert_int_eq(serve(&f, at(12, 12, 0), SIM_HOUR, &start), at(14, 9, 0));
	arena_finish(&f.arena);
}
END_TEST

START_TEST(a_little_overtime_finishes_the_work)
{
	struct fixture f;
	sim_time start;

	fixture_init(&f, 1);
	ck_assert_int_eq(serve(&f, at(0, 15, 30), 45 * 60, &start), at(0, 16, 15));
	ck_assert_int_eq(serve(&f, at(1, 15, 30), 60 * 60, &start), at(2, 8, 30));
	arena_finish(&f.arena);
}
END_TEST

/* Assessors fall ill and stay away; their files do not. */
START_TEST(whoever_signs_is_on_duty)
{
	struct fixture f;
	int n_colleague = 0;

	fixture_init(&f, 1);
	f.post.assessors = 4;
	ck_assert(sim_desk_init(&f.desk, &f.arena, &f.world, 0, SIM_ASSESSOR));
	for (int day = 0; day < 21; day++)
		for (int server = 0; server < 4; server++) {
			sim_time noon = at(day, 12, 0), signed_at;
			int signs = sim_desk_sign(&f.desk, server, noon, &signed_at);
			struct sim_shift own = sim_desk_shift(&f.desk, server, day), shift = sim_desk_shift(&f.desk, signs, signed_at / SIM_DAY);

			ck_assert(signed_at >= noon && signed_at >= shift.from && signed_at < shift.to);
			if (own.from < own.to)	/* nobody takes what its officer can sign */
				ck_assert(signs == server && signed_at == noon);
			n_colleague += signs != server;
		}
	ck_assert_int_gt(n_colleague, 0);
	arena_finish(&f.arena);
}
END_TEST

START_TEST(an_outage_leaves_only_its_hours)
{
	struct fixture f;
	sim_time start;

	fixture_init(&f, 1);
	f.desk.outage_from = at(1, 0, 0);
	f.desk.outage_to = at(3, 0, 0);
	f.desk.outage_hours = (struct sim_hours){ 540, 600 };
	serve(&f, at(1, 11, 0), 600, &start);
	ck_assert_int_eq(start, at(2, 9, 0));
	serve(&f, at(2, 10, 30), 600, &start);
	ck_assert_int_eq(start, at(3, 8, 0));
	arena_finish(&f.arena);
}
END_TEST

START_TEST(a_feast_closes_the_post_and_ramadan_shortens_its_day)
{
	struct fixture f;
	sim_time start;

	fixture_init(&f, 1);
	f.days[1].open = false;
	f.days[2].closes = 780;
	ck_assert_int_eq(serve(&f, at(0, 15, 0), 3 * SIM_HOUR, &start), at(2, 10, 0));
	ck_assert_int_eq(serve(&f, at(2, 12, 0), 2 * SIM_HOUR, &start), at(3, 9, 0));
	arena_finish(&f.arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sim/desk");
	TCase *tests = tcase_create("desk");

	tcase_add_test(tests, one_server_takes_them_in_the_order_they_come);
	tcase_add_test(tests, two_servers_halve_the_queue);
	tcase_add_test(tests, work_goes_on_when_the_post_opens_again);
	tcase_add_test(tests, a_little_overtime_finishes_the_work);
	tcase_add_test(tests, an_outage_leaves_only_its_hours);
	tcase_add_test(tests, whoever_signs_is_on_duty);
	tcase_add_test(tests, a_feast_closes_the_post_and_ramadan_shortens_its_day);
	suite_add_tcase(suite, tests);
	return support_run(suite);
}
