/* Headers: kinds told apart, names of other systems known, title rows passed, what is missing or double said once. */
#include <stdlib.h>
#include <string.h>

#include "model/kind.h"
#include "suite.h"
#include "trial.h"

static const struct model_kind *kind_of(const char *header)
{
	struct trial *trial = trial_of(header, NULL);
	const struct model_kind *kind = trial->report.kind;

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	trial_destroy(trial);
	return kind;
}

static void check_refused(const char *content, const char *words)
{
	struct trial *trial = trial_of(content, NULL);

	ck_assert_msg(!trial->ok, "taken: %s", content);
	ck_assert_int_eq(trial->err.code, ERR_DATA);
	ck_assert_int_eq(trial->begun, 0);
	ck_assert_msg(strstr(trial->err.text, words), "'%s' lacks '%s'", trial->err.text, words);
	trial_destroy(trial);
}

START_TEST(every_kind_is_told_from_its_own_header)
{
	for (int id = 0; id < MODEL_KINDS; id++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)id);
		struct text all = TEXT_INIT, required = TEXT_INIT;

		for (size_t c = 0; c < kind->n_columns; c++) {
			text_appendf(&all, "%s%s", c ? "," : "", kind->columns[c].name);
			if (kind->columns[c].required)
				text_appendf(&required, "%s%s", required.len ? "," : "", kind->columns[c].name);
		}
		text_put(&all, '\n');
		text_put(&required, '\n');
		ck_assert_str_eq(kind_of(all.data)->name, kind->name);
		/* A calendar and traders need one column alone, which others have too. */
		if (strchr(required.data, ','))
			ck_assert_str_eq(kind_of(required.data)->name, kind->name);
		text_finish(&all);
		text_finish(&required);
	}
}
END_TEST

START_TEST(a_day_and_an_office_do_not_make_a_calendar_of_declarations)
{
	check_refused("Declaration ID,Date,Office ID,Importer ID,HS6 Code,Country of Origin\n1,2021-01-01,40,T1,760711,CN\n",
		"read as declarations, it has no column for flow, registered_at");
	ck_assert_str_eq(kind_of("Date,Office ID,Declaration ID\n2021-01-01,40,1\n")->name, "calendar");
}
END_TEST

START_TEST(an_agent_of_an_office_makes_no_list_of_officers_of_declarations)
{
	check_refused("Decl Nr,Customs Office,Type,Registered,Arrival,Released,Lane,Importer,Officer\n1,A,Import,2026-01-05,,,G,X,Y\n",
		"read as declarations, it has no column for declaration_id, flow");
	ck_assert_str_eq(kind_of("Officer,Office,Shift,Grade,Telephone\nO1,NGT,2,3,4\n")->name, "officers");
}
END_TEST

/* In one administration an agent is an officer, in the next a broker. */
START_TEST(a_word_that_means_two_things_is_taken_for_neither)
{
	check_refused("Agent,Office\nO1,NGT\n", "its kind cannot be told");
}
END_TEST

START_TEST(names_of_asycudas_tables_reach_our_columns_but_make_no_number)
{
	struct trial *trial = trial_of("IDE_CUO_COD,IDE_TYP_SAD,IDE_REG_DAT,CMP_CON_COD,DEC_COD,IDE_RCP_DAT,MRN\n"
		"NGT,IM,2026-01-05,T1,B1,2026-01-06,M1\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=M1 | office=NGT flow=import "
		"registered_at=2026-01-05T00:00:00D importer_id=T1 broker_id=B1 paid_at=2026-01-06T00:00:00D");
	trial_destroy(trial);
	check_refused("IDE_CUO_COD,IDE_TYP_SAD,IDE_REG_DAT,IDE_REG_SER,IDE_REG_NBR\nNGT,IM,2026-01-05,C,1\n",
		"no column for declaration_id; name it in a profile (--map FILE) as `declaration_id = their header`, several joined as");
}
END_TEST

START_TEST(a_header_that_the_profile_names_and_the_file_lacks_is_told_with_its_line)
{
	struct trial *trial = trial_of("Numero,Bureau,Date d'enregistrement\nA1,NGT,2026-01-05\n",
		"[file]\nkind = declarations\n[columns]\ndeclaration_id = Numero\nflow = import\n");

	ck_assert(!trial->ok);
	ck_assert_msg(strstr(trial->err.text, "line 5: ") && strstr(trial->err.text, "no column 'import' for flow") &&
		strstr(trial->err.text, "in quotes: `flow = \"...\"`"), "%s", trial->err.text);
	trial_destroy(trial);
}
END_TEST

START_TEST(asycuda_names_reach_our_columns)
{
	struct trial *trial = trial_of("KEY_CUO,SAD_REG_YEAR,SAD_REG_SERIAL,SAD_REG_NBER,SAD_TYP_DEC,SAD_REG_DATE,SAD_CONSIGNEE,"
		"SAD_DECLARANT\nNGT,2026,C,1234,IM,2026-01-05,T1,B1\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=NGT-2026-C-1234 | office=NGT flow=import "
		"registered_at=2026-01-05T00:00:00D importer_id=T1 broker_id=B1");
	trial_destroy(trial);
}
END_TEST

START_TEST(a_serial_number_alone_names_no_declaration)
{
	check_refused("SAD_REG_NBER,SAD_CUO_COD,SAD_TYP_DEC,SAD_REG_DATE\n1234,NGT,IM,2026-01-05\n", "declaration_id");
}
END_TEST

START_TEST(headers_match_without_case_accents_spaces_and_underscores)
{
	struct trial *trial = trial_of("D\xc3\xa9" "claration ID;BUREAU;Type de d\xc3\xa9" "claration;Date d'enregistrement;R\xc3\xa9gime\n"
		"A1;NGT;EX1;2026-01-05;1000\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=A1 | office=NGT flow=export "
		"registered_at=2026-01-05T00:00:00D regime=1000");
	trial_destroy(trial);
}
END_TEST

START_TEST(delimiters_are_told_from_the_header)
{
	static const char delimiters[] = ",;\t|";

	for (const char *d = delimiters; *d; d++) {
		char content[] = "declaration_id,office,flow,registered_at\nA1,NGT,import,2026-01-05\n";

		for (char *s = content; *s; s++)
			*s = *s == ',' ? *d : *s;
		ck_assert_str_eq(kind_of(content)->name, "declarations");
	}
}
END_TEST

START_TEST(a_sep_line_and_title_rows_stand_above_the_header)
{
	struct trial *sep = trial_of("sep=;\ndeclaration_id;office;flow;registered_at\nA1;NGT;import;2026-01-05\n", NULL);
	struct trial *titles = trial_of("Ministry of Finance,,,\n\"Declarations, January\nand later\",,,\n\n"
		"declaration_id,office,flow,registered_at\nA1,NGT,import,2026-01-05\nA2,NGT,import,bad\n"
		"A3,NGT,import,2026-01-05\nA4,NGT,import,2026-01-05\nA5,NGT,import,2026-01-05\nA6,NGT,import,2026-01-05\n"
		"A7,NGT,import,2026-01-05\nA8,NGT,import,2026-01-05\nA9,NGT,import,2026-01-05\nB1,NGT,import,2026-01-05\n", NULL);

	ck_assert_msg(sep->ok, "%s", sep->err.text);
	ck_assert_int_eq(sep->report.account.inserted, 1);
	ck_assert_msg(titles->ok, "%s", titles->err.text);
	ck_assert_int_eq(titles->report.account.rows, 10);
	ck_assert_int_eq(titles->rejects[0].line, 7);
	trial_destroy(sep);
	trial_destroy(titles);
}
END_TEST

START_TEST(missing_columns_are_named_in_one_sentence)
{
	check_refused("declaration_id,flow,lane_initial,released_at,cif_value\nA1,import,red,2026-01-05,5\n", "office, registered_at");
}
END_TEST

START_TEST(a_header_of_nobodys_asks_for_a_kind_and_a_profile)
{
	check_refused("foo,bar,baz\n1,2,3\n", "--kind");
	check_refused("1,2,3\n4,5,6\n", "--map");
}
END_TEST

START_TEST(a_column_that_stands_twice_is_told_with_both_places)
{
	check_refused("declaration_id,office,flow,registered_at,office\nA1,NGT,import,2026-01-05,PSL\n", "columns 2 ('office') and 5");
}
END_TEST

START_TEST(columns_that_nobody_reads_may_stand_twice)
{
	struct trial *trial = trial_of("declaration_id,remark,office,flow,registered_at,remark\nA1,x,NGT,import,2026-01-05,y\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_uint_eq(trial->report.n_warnings, 1);
	ck_assert_ptr_nonnull(strstr(trial->report.warnings[0], "'remark', 'remark'"));
	trial_destroy(trial);
}
END_TEST

START_TEST(our_own_name_wins_over_an_alias)
{
	struct trial *trial = trial_of("declaration_id,bureau,office,flow,registered_at\nA1,XX,NGT,import,2026-01-05\n", NULL);

	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_ptr_nonnull(strstr(trial_record(trial, 0), "office=NGT"));
	trial_destroy(trial);
}
END_TEST

START_TEST(a_kind_that_is_given_is_taken)
{
	const char *content = "officer_id,office,day,hours\nO1,NGT,2026-01-05,8\n";
	struct trial *trial = trial_create("file.csv", content, strlen(content));

	trial->options.kind = model_kind_get(MODEL_OFFICERS);
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_str_eq(trial_record(trial, 0), "officers officer_id=O1 | office=NGT");
	trial_destroy(trial);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/header");
	TCase *tcase = tcase_create("header");

	tcase_add_test(tcase, every_kind_is_told_from_its_own_header);
	tcase_add_test(tcase, a_day_and_an_office_do_not_make_a_calendar_of_declarations);
	tcase_add_test(tcase, an_agent_of_an_office_makes_no_list_of_officers_of_declarations);
	tcase_add_test(tcase, a_word_that_means_two_things_is_taken_for_neither);
	tcase_add_test(tcase, names_of_asycudas_tables_reach_our_columns_but_make_no_number);
	tcase_add_test(tcase, a_header_that_the_profile_names_and_the_file_lacks_is_told_with_its_line);
	tcase_add_test(tcase, asycuda_names_reach_our_columns);
	tcase_add_test(tcase, a_serial_number_alone_names_no_declaration);
	tcase_add_test(tcase, headers_match_without_case_accents_spaces_and_underscores);
	tcase_add_test(tcase, delimiters_are_told_from_the_header);
	tcase_add_test(tcase, a_sep_line_and_title_rows_stand_above_the_header);
	tcase_add_test(tcase, missing_columns_are_named_in_one_sentence);
	tcase_add_test(tcase, a_header_of_nobodys_asks_for_a_kind_and_a_profile);
	tcase_add_test(tcase, a_column_that_stands_twice_is_told_with_both_places);
	tcase_add_test(tcase, columns_that_nobody_reads_may_stand_twice);
	tcase_add_test(tcase, our_own_name_wins_over_an_alias);
	tcase_add_test(tcase, a_kind_that_is_given_is_taken);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
