/* The set of ids is a set: also of ids that end in no number, in long ones, in zeros. */
#include "base/id_set.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static bool add(struct id_set *set, const char *id)
{
	bool first = false;

	ck_assert(id_set_add(set, id, strlen(id), &first));
	return first;
}

START_TEST(an_id_is_new_once)
{
	struct id_set set;

	id_set_init(&set);
	ck_assert(!id_set_has(&set, "A1", 2));
	ck_assert(add(&set, "A1"));
	ck_assert(!add(&set, "A1"));
	ck_assert(id_set_has(&set, "A1", 2));
	id_set_finish(&set);
}
END_TEST

START_TEST(ids_that_look_alike_are_different)
{
	static const char *const ids[] = {"1", "01", "001", "A1", "A01", "B1", "1A", "A", "", "A64", "A65", "A128",
		"A123456789012345678", "A1123456789012345678", "X123456789012345678901234"};
	struct id_set set;

	id_set_init(&set);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		ck_assert_msg(add(&set, ids[i]), "'%s'", ids[i]);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		ck_assert_msg(!add(&set, ids[i]), "'%s'", ids[i]);
	id_set_finish(&set);
}
END_TEST

START_TEST(a_hundred_thousand_serials_share_slots_and_stay_apart)
{
	struct id_set set;
	char id[32];

	id_set_init(&set);
	for (int i = 0; i < 100000; i++) {
		snprintf(id, sizeof(id), "NGT26-%07d", i);
		ck_assert(add(&set, id));
	}
	ck_assert_uint_le(set.n, 100000 / 64 + 1);
	ck_assert(!add(&set, "NGT26-0099999"));
	ck_assert(add(&set, "NGT26-0100000"));
	id_set_finish(&set);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("base/id_set");
	TCase *tcase = tcase_create("id_set");

	tcase_add_test(tcase, an_id_is_new_once);
	tcase_add_test(tcase, ids_that_look_alike_are_different);
	tcase_add_test(tcase, a_hundred_thousand_serials_share_slots_and_stay_apart);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
