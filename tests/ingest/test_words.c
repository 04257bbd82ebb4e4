/* Local words for the values of closed lists. */
#include "words.h"

#include <string.h>

#include "fold.h"
#include "suite.h"

static const char *lane(const char *s)
{
	const struct model_kind *kind = model_kind_get(MODEL_DECLARATIONS);
	const char *found = words_find(&kind->columns[model_column_find(kind, "lane_initial")], s, strlen(s));

	return found ? found : "none";
}

static const char *flow(const char *s)
{
	const struct model_kind *kind = model_kind_get(MODEL_DECLARATIONS);
	const char *found = words_find(&kind->columns[model_column_find(kind, "flow")], s, strlen(s));

	return found ? found : "none";
}

START_TEST(lanes_are_known_in_english_french_and_arabic)
{
	ck_assert_str_eq(lane("red"), "red");
	ck_assert_str_eq(lane("Rouge"), "red");
	ck_assert_str_eq(lane("VERT"), "green");
	ck_assert_str_eq(lane("jaune"), "yellow");
	ck_assert_str_eq(lane("Bleu"), "blue");
	ck_assert_str_eq(lane("\xd8\xa3\xd8\xae\xd8\xb6\xd8\xb1"), "green");
	ck_assert_str_eq(lane("\xd8\xa3\xd8\xad\xd9\x85\xd8\xb1"), "red");
	ck_assert_str_eq(lane("R"), "red");
	ck_assert_str_eq(lane("Red lane"), "red");
}
END_TEST

START_TEST(words_that_may_mean_several_things_are_not_guessed)
{
	ck_assert_str_eq(lane("1"), "none");
	ck_assert_str_eq(lane("purple"), "none");
	ck_assert_str_eq(lane("redd"), "none");
	ck_assert_str_eq(flow("8"), "none");
}
END_TEST

START_TEST(types_of_declaration_tell_the_flow)
{
	ck_assert_str_eq(flow("IM4"), "import");
	ck_assert_str_eq(flow("IM 4"), "import");
	ck_assert_str_eq(flow("EX"), "export");
	ck_assert_str_eq(flow("EX1"), "export");
	ck_assert_str_eq(flow("TR"), "transit");
	ck_assert_str_eq(flow("Importation"), "import");
}
END_TEST

START_TEST(none_recorded_is_no_outcome)
{
	const struct model_kind *kind = model_kind_get(MODEL_INSPECTIONS);
	const struct model_column *outcome = &kind->columns[model_column_find(kind, "outcome")];

	ck_assert_str_eq(words_find(outcome, "none recorded", 13), "");
	ck_assert_str_eq(words_find(outcome, "Non conforme", 12), "noncompliant");
	ck_assert_str_eq(words_find(outcome, "conform", 7), "conform");
}
END_TEST

START_TEST(yes_and_no_are_known_in_several_words)
{
	ck_assert_int_eq(words_find_bool("1", 1), 1);
	ck_assert_int_eq(words_find_bool("OUI", 3), 1);
	ck_assert_int_eq(words_find_bool("False", 5), 0);
	ck_assert_int_eq(words_find_bool("n", 1), 0);
	ck_assert_int_eq(words_find_bool("2", 1), -1);
	ck_assert_int_eq(words_find_bool("maybe", 5), -1);
}
END_TEST

START_TEST(totals_are_known_by_their_first_word)
{
	ck_assert(words_is_total("TOTAL", 5));
	ck_assert(words_is_total("Total g\xc3\xa9n\xc3\xa9ral", 15));
	ck_assert(words_is_total("Sous-total", 10));
	ck_assert(!words_is_total("NGT-2026-1", 10));
	ck_assert(!words_is_total("to", 2));
}
END_TEST

START_TEST(folding_drops_case_accents_spaces_and_marks)
{
	ck_assert(fold_is_same("Date d'enregistrement", "DATE_D_ENREGISTREMENT"));
	ck_assert(fold_is_same("N\xc2\xb0 d\xc3\xa9" "claration", "n declaration"));
	ck_assert(!fold_is_same("office", "offices"));
	ck_assert(!fold_is_same("-", "/"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/words");
	TCase *tcase = tcase_create("words");

	tcase_add_test(tcase, lanes_are_known_in_english_french_and_arabic);
	tcase_add_test(tcase, words_that_may_mean_several_things_are_not_guessed);
	tcase_add_test(tcase, types_of_declaration_tell_the_flow);
	tcase_add_test(tcase, none_recorded_is_no_outcome);
	tcase_add_test(tcase, yes_and_no_are_known_in_several_words);
	tcase_add_test(tcase, totals_are_known_by_their_first_word);
	tcase_add_test(tcase, folding_drops_case_accents_spaces_and_marks);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
