/* The set of ids is a set: also of ids that end in no number, in long ones, in zeros. */
#include "seen.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static bool add(struct seen *seen, const char *id)
{
	bool first = false;

	ck_assert(seen_add(seen, id, strlen(id), &first));
	return first;
}

START_TEST(an_id_is_new_once)
{
	struct seen seen;

	seen_init(&seen);
	ck_assert(!seen_has(&seen, "A1", 2));
	ck_assert(add(&seen, "A1"));
	ck_assert(!add(&seen, "A1"));
	ck_assert(seen_has(&seen, "A1", 2));
	seen_finish(&seen);
}
END_TEST

START_TEST(ids_that_look_alike_are_different)
{
	static const char *const ids[] = {"1", "01", "001", "A1", "A01", "B1", "1A", "A", "", "A64", "A65", "A128",
		"A123456789012345678", "A1123456789012345678", "X123456789012345678901234"};
	struct seen seen;

	seen_init(&seen);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		ck_assert_msg(add(&seen, ids[i]), "'%s'", ids[i]);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		ck_assert_msg(!add(&seen, ids[i]), "'%s'", ids[i]);
	seen_finish(&seen);
}
END_TEST

START_TEST(a_hundred_thousand_serials_share_slots_and_stay_apart)
{
	struct seen seen;
	char id[32];

	seen_init(&seen);
	for (int i = 0; i < 100000; i++) {
		snprintf(id, sizeof(id), "NGT26-%07d", i);
		ck_assert(add(&seen, id));
	}
	ck_assert_uint_le(seen.n, 100000 / 64 + 1);
	ck_assert(!add(&seen, "NGT26-0099999"));
	ck_assert(add(&seen, "NGT26-0100000"));
	seen_finish(&seen);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/seen");
	TCase *tcase = tcase_create("seen");

	tcase_add_test(tcase, an_id_is_new_once);
	tcase_add_test(tcase, ids_that_look_alike_are_different);
	tcase_add_test(tcase, a_hundred_thousand_serials_share_slots_and_stay_apart);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
