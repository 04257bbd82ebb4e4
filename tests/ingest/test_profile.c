/* Profiles: what they may say, and what is told of one that says something else. */
#include "profile.h"

#include <string.h>

#include "suite.h"
#include "trial.h"

/* The sentence about a profile that is wrong; "" when it is right. */
static const char *complaint(const char *content)
{
	static struct err err;
	struct trial *trial = trial_create("file.csv", "", 0);
	struct profile *profile = NULL;

	err_clear(&err);
	trial_profile(trial, content);
	if (profile_open(trial->profile, &profile, &err))
		profile_close(profile);
	else
		ck_assert_int_eq(err.code, ERR_CONFIG);
	trial_destroy(trial);
	return err.text;
}

static void check_complaint(const char *content, const char *line, const char *words)
{
	const char *text = complaint(content);

	ck_assert_msg(strstr(text, line) && strstr(text, words), "'%s' lacks '%s' or '%s'", text, line, words);
}

START_TEST(settings_are_read_with_and_without_sections)
{
	static const char *const contents[] = {
		"[file]\nkind = declarations\ndelimiter = ;\nencoding = windows-1252\ndecimal = ,\ndate_order = dmy\n"
		"timezone = +03:00\n",
		"kind = declarations\ndelimiter = semicolon\nencoding = cp1252\ndecimal mark = comma\ndate order = DD/MM/YYYY\n"
		"time zone = +03:00\n",
	};

	for (size_t i = 0; i < 2; i++) {
		struct trial *trial = trial_create("file.csv", "", 0);
		struct profile *profile = NULL;

		trial_profile(trial, contents[i]);
		ck_assert_msg(profile_open(trial->profile, &profile, &trial->err), "%s", trial->err.text);
		ck_assert_ptr_eq(profile->kind, model_kind_get(MODEL_DECLARATIONS));
		ck_assert_int_eq(profile->delimiter, ';');
		ck_assert_int_eq(profile->encoding, ENCODING_WINDOWS_1252);
		ck_assert_int_eq(profile->decimal, ',');
		ck_assert_int_eq(profile->date_order, DATE_ORDER_DMY);
		ck_assert_ptr_nonnull(profile->zone);
		profile_close(profile);
		trial_destroy(trial);
	}
}
END_TEST

START_TEST(mistakes_are_told_with_their_line)
{
	check_complaint("[file]\nkind = declaration\n", "line 2", "declarations");
	check_complaint("delimiter = x\n", "line 1", "delimiter");
	check_complaint("encoding = utf-7\n", "line 1", "windows-1256");
	check_complaint("[file]\ntimezone = Mars/Base\n", "line 2", "time zone");
	check_complaint("\noficce = Bureau\n", "line 2", "oficce");
	check_complaint("[colums]\noffice = Bureau\n", "line 2", "colums");
	check_complaint("office =\n", "line 1", "header");
	check_complaint("attribute. = X\n", "line 1", "attribute.NAME");
	check_complaint("lane_initial: \"rouge\" = pink\n", "line 1", "pink");
	check_complaint("purpose: \"rouge\" = red\n", "line 1", "purpose");
	ck_assert_str_eq(complaint("lane: \"rouge\" = red\nflow = \"import\"\nattribute.x = X\n"), "");
}
END_TEST

START_TEST(a_missing_profile_is_no_input)
{
	struct profile *profile = NULL;
	struct err err = {0};

	ck_assert(!profile_open("/nonexistent/profile.ini", &profile, &err));
	ck_assert_int_eq(err.code, ERR_NO_INPUT);
	ck_assert(profile_open(NULL, &profile, &err));
	profile_close(profile);
}
END_TEST

START_TEST(columns_constants_maps_and_extras_reach_the_record)
{
	struct trial *trial = trial_of("Num;Bureau;Le;Couleur;Vendeur;Poids\n"
		"7;NGT;05/01/2026 08:00;Rouge vif;ACME;1 234,5\n8;NGT;25/01/2026 08:00;2;;\n",
		"declaration_id = num\noffice = Bureau\nregistered_at = Le\nflow = \"import\"\nlane_initial = Couleur\n"
		"lane: \"rouge vif\" = red\nlane: \"2\" = yellow\nattribute.seller = Vendeur\nmeasure.net_mass = Poids\n");

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=7 | office=NGT flow=import "
		"registered_at=2026-01-05T08:00:00L lane_initial=red attribute.seller=ACME measure.net_mass=1234.5");
	ck_assert_str_eq(trial_record(trial, 1), "declarations declaration_id=8 | office=NGT flow=import "
		"registered_at=2026-01-25T08:00:00L lane_initial=yellow");
	trial_check_account(trial);
	trial_destroy(trial);
}
END_TEST

START_TEST(a_quoted_value_is_a_constant_and_a_bare_one_their_header)
{
	const char *content = "id,import,office,at\nA1,export,NGT,2026-01-05\n";
	struct trial *constant = trial_of(content, "kind = declarations\ndeclaration_id = id\nflow = \"import\"\nregistered_at = at\n");
	struct trial *header = trial_of(content, "kind = declarations\ndeclaration_id = id\nflow = import\nregistered_at = at\n");

	ck_assert_ptr_nonnull(strstr(trial_record(constant, 0), "flow=import"));
	ck_assert_ptr_nonnull(strstr(trial_record(header, 0), "flow=export"));
	trial_destroy(constant);
	trial_destroy(header);
}
END_TEST

START_TEST(several_headers_join_into_one_column)
{
	struct trial *trial = trial_of("Bureau,Annee,Numero,Date,Heure\nNGT,2026,17,2026-01-05,08:30\n",
		"declaration_id = Bureau + Annee + Numero\noffice = Bureau\nregistered_at = Date + Heure\nflow = \"export\"\n");

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=NGT-2026-17 | office=NGT flow=export "
		"registered_at=2026-01-05T08:30:00L");
	trial_destroy(trial);
}
END_TEST

START_TEST(a_section_named_by_a_kind_speaks_of_that_kind_alone)
{
	const char *profile = "[milestones]\ncode = Etape\nat = Quand\ndeclaration_id = Num\n[declarations]\ndeclaration_id = Ref\n";
	struct trial *trial = trial_of("Num,Etape,Quand,Ref\nA1,REL,2026-01-05T10:00,zz\n", profile);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "milestones declaration_id=A1 code=REL | at=2026-01-05T10:00:00L");
	trial_destroy(trial);
}
END_TEST

START_TEST(the_time_zone_and_the_currency_of_the_file_are_applied)
{
	struct trial *trial = trial_of("declaration_id,office,flow,registered_at,cif_value\nA1,NGT,import,2026-01-05T08:00,1.5\n",
		"[file]\ntimezone = +03:00\ncurrency = JOD\n");

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=A1 | office=NGT flow=import "
		"registered_at=2026-01-05T05:00:00Z cif_value=1500 currency=JOD");
	ck_assert_str_eq(trial->report.account.money[0].currency, "JOD");
	trial_destroy(trial);
}
END_TEST

START_TEST(a_header_that_the_file_lacks_is_told_but_does_not_stop_it)
{
	struct trial *trial = trial_of("declaration_id,office,flow,registered_at\nA1,NGT,import,2026-01-05\n",
		"regime = Regime douanier\n");

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_uint_eq(trial->report.n_warnings, 1);
	ck_assert_ptr_nonnull(strstr(trial->report.warnings[0], "line 1"));
	ck_assert_ptr_nonnull(strstr(trial->report.warnings[0], "Regime douanier"));
	trial_destroy(trial);
}
END_TEST

START_TEST(another_profile_makes_another_reading_of_the_same_bytes)
{
	const char *content = "declaration_id,office,flow,registered_at\nA1,NGT,import,2026-01-05\n";
	struct trial *plain = trial_of(content, NULL), *mapped = trial_of(content, "regime = \"4000\"\n");

	ck_assert_uint_eq(strlen(plain->sha256), 64);
	ck_assert_str_ne(plain->sha256, mapped->sha256);
	trial_destroy(plain);
	trial_destroy(mapped);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/profile");
	TCase *tcase = tcase_create("profile");

	tcase_add_test(tcase, settings_are_read_with_and_without_sections);
	tcase_add_test(tcase, mistakes_are_told_with_their_line);
	tcase_add_test(tcase, a_missing_profile_is_no_input);
	tcase_add_test(tcase, columns_constants_maps_and_extras_reach_the_record);
	tcase_add_test(tcase, a_quoted_value_is_a_constant_and_a_bare_one_their_header);
	tcase_add_test(tcase, several_headers_join_into_one_column);
	tcase_add_test(tcase, a_section_named_by_a_kind_speaks_of_that_kind_alone);
	tcase_add_test(tcase, the_time_zone_and_the_currency_of_the_file_are_applied);
	tcase_add_test(tcase, a_header_that_the_file_lacks_is_told_but_does_not_stop_it);
	tcase_add_test(tcase, another_profile_makes_another_reading_of_the_same_bytes);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
