/* Encodings, from bytes in a file to UTF-8. */
#include "encoding.h"

#include <string.h>

#include "suite.h"
#include "trial.h"

/* Decodes a file through small reads, so that units and marks fall across their edges. */
static struct text decode(const char *bytes, size_t n, enum encoding encoding, size_t room)
{
	struct trial *trial = trial_create("file.csv", bytes, n);
	struct text text = TEXT_INIT;
	struct source *source = NULL;
	struct decoder decoder;
	char buffer[4096];
	long got;

	ck_assert(source_open(trial->path, trial->path, &source, &trial->err));
	decoder_init(&decoder, source, encoding);
	while ((got = decoder_read(&decoder, buffer, room, &trial->err)) > 0)
		text_append_n(&text, buffer, (size_t)got);
	ck_assert_int_eq(got, 0);
	source_close(source);
	trial_destroy(trial);
	return text;
}

static void check(const char *bytes, size_t n, enum encoding encoding, const char *expected)
{
	for (size_t room = 64; room <= 4096; room *= 4) {
		struct text text = decode(bytes, n, encoding, room);

		ck_assert_str_eq(text.data, expected);
		text_finish(&text);
	}
}

START_TEST(utf8_loses_its_mark_only)
{
	check("\xef\xbb\xbfn\xc3\xa9,1\n", 9, ENCODING_UTF8, "n\xc3\xa9,1\n");
	check("n\xc3\xa9,1\n", 6, ENCODING_UTF8, "n\xc3\xa9,1\n");
	check("\xef\xbb\xbf", 3, ENCODING_UTF8, "");
	check("", 0, ENCODING_UTF8, "");
}
END_TEST

START_TEST(utf16_is_read_in_both_orders_with_pairs)
{
	/* e acute, comma, U+1F600 as a pair */
	check("\xff\xfe\xe9\x00,\x00\x3d\xd8\x00\xde", 10, ENCODING_UTF16LE, "\xc3\xa9,\xf0\x9f\x98\x80");
	check("\xfe\xff\x00\xe9\x00,\xd8\x3d\xde\x00", 10, ENCODING_UTF16BE, "\xc3\xa9,\xf0\x9f\x98\x80");
}
END_TEST

START_TEST(broken_utf16_comes_out_as_a_byte_that_is_never_valid)
{
	check("\xff\xfe" "A\x00\x00\xdc" "B\x00", 8, ENCODING_UTF16LE, "A\xff" "B");
	check("\xff\xfe" "A\x00" "B", 5, ENCODING_UTF16LE, "A\xff");
	check("\xff\xfe\x3d\xd8", 4, ENCODING_UTF16LE, "\xff");
}
END_TEST

START_TEST(windows_1252_has_the_euro_and_curly_quotes)
{
	check("\x80 \x93\xe9\x94", 5, ENCODING_WINDOWS_1252, "\xe2\x82\xac \xe2\x80\x9c\xc3\xa9\xe2\x80\x9d");
	check("a\x81", 2, ENCODING_WINDOWS_1252, "a\xff");
}
END_TEST

START_TEST(latin_1_maps_bytes_to_code_points)
{
	check("\xe9\xff", 2, ENCODING_LATIN1, "\xc3\xa9\xc3\xbf");
}
END_TEST

/* "akhdar" (green) as an Arabic Windows writes it. */
START_TEST(windows_1256_reads_arabic)
{
	check("\xc3\xce\xd6\xd1", 4, ENCODING_WINDOWS_1256, "\xd8\xa3\xd8\xae\xd8\xb6\xd8\xb1");
}
END_TEST

START_TEST(names_come_from_an_allow_list)
{
	ck_assert_int_eq(encoding_find("UTF-8"), ENCODING_UTF8);
	ck_assert_int_eq(encoding_find("Windows-1256"), ENCODING_WINDOWS_1256);
	ck_assert_int_eq(encoding_find("cp1252"), ENCODING_WINDOWS_1252);
	ck_assert_int_eq(encoding_find("iso-8859-1"), ENCODING_LATIN1);
	ck_assert_int_eq(encoding_find("utf-7"), ENCODING_UNKNOWN);
	ck_assert_int_eq(encoding_find(""), ENCODING_UNKNOWN);
}
END_TEST

/* The same declarations in every encoding give the same records. */
START_TEST(a_file_gives_the_same_records_in_every_encoding)
{
	static const struct {
		const char *profile, *bytes;
	} files[] = {
		{NULL, "declaration_id,office,flow,registered_at,regime\nA1,NGT,import,2026-01-02,caf\xc3\xa9\n"},
		{NULL, "\xef\xbb\xbf" "declaration_id,office,flow,registered_at,regime\nA1,NGT,import,2026-01-02,caf\xc3\xa9\n"},
		{"encoding = windows-1252\n",
		 "declaration_id,office,flow,registered_at,regime\nA1,NGT,import,2026-01-02,caf\xe9\n"},
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct trial *trial = trial_create("file.csv", files[i].bytes, strlen(files[i].bytes));

		if (files[i].profile)
			trial_profile(trial, files[i].profile);
		trial_run(trial);
		ck_assert_msg(trial->ok, "%s", trial->err.text);
		ck_assert_str_eq(trial_record(trial, 0), "declarations declaration_id=A1 | office=NGT flow=import "
			"registered_at=2026-01-02T00:00:00D regime=caf\xc3\xa9");
		trial_destroy(trial);
	}
}
END_TEST

START_TEST(utf16_with_a_mark_needs_no_setting)
{
	static const char text[] = "declaration_id\toffice\tflow\tregistered_at\r\nA1\tNGT\timport\t2026-01-02\r\n";
	char wide[2 * sizeof(text) + 2] = "\xff\xfe";
	struct trial *trial;

	for (size_t i = 0; i + 1 < sizeof(text); i++) {
		wide[2 + 2 * i] = text[i];
		wide[3 + 2 * i] = '\0';
	}
	trial = trial_create("file.csv", wide, 2 * sizeof(text));
	trial_run(trial);
	ck_assert_msg(trial->ok, "%s", trial->err.text);
	ck_assert_int_eq(trial->report.account.inserted, 1);
	trial_destroy(trial);
}
END_TEST

START_TEST(undeclared_bytes_ask_for_the_encoding_and_show_how_it_reads)
{
	struct trial *trial = trial_of("declaration_id,office,flow,registered_at,regime\nA1,NGT,import,2026-01-02,caf\xe9\n"
		"A2,NGT,import,2026-01-02,caf\xe9\n", NULL);

	ck_assert(!trial->ok);
	ck_assert_int_eq(trial->err.code, ERR_DATA);
	ck_assert_ptr_nonnull(strstr(trial->err.text, "line 2"));
	ck_assert_ptr_nonnull(strstr(trial->err.text, "encoding = windows-1252"));
	ck_assert_ptr_nonnull(strstr(trial->err.text, "caf\xc3\xa9"));
	ck_assert_msg(!strstr(trial->err.text, "1256"), "it reads alike in both, and is asked for all the same: %s", trial->err.text);
	trial_destroy(trial);
	/* An a with a grave accent is the same in both, one with a tilde is a letter of Arabic. */
	trial = trial_of("declaration_id,office,flow,registered_at,regime\nA1,NGT,import,2026-01-02,\xe0\n"
		"A2,NGT,import,2026-01-02,m\xe3le\n", NULL);
	ck_assert_msg(strstr(trial->err.text, "1256") && strstr(trial->err.text, "m\xc3\xa3le") && strstr(trial->err.text, "m\xd9\x85le"),
		"%s", trial->err.text);
	trial_destroy(trial);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/encoding");
	TCase *tcase = tcase_create("encoding");

	tcase_add_test(tcase, utf8_loses_its_mark_only);
	tcase_add_test(tcase, utf16_is_read_in_both_orders_with_pairs);
	tcase_add_test(tcase, broken_utf16_comes_out_as_a_byte_that_is_never_valid);
	tcase_add_test(tcase, windows_1252_has_the_euro_and_curly_quotes);
	tcase_add_test(tcase, latin_1_maps_bytes_to_code_points);
	tcase_add_test(tcase, windows_1256_reads_arabic);
	tcase_add_test(tcase, names_come_from_an_allow_list);
	tcase_add_test(tcase, a_file_gives_the_same_records_in_every_encoding);
	tcase_add_test(tcase, utf16_with_a_mark_needs_no_setting);
	tcase_add_test(tcase, undeclared_bytes_ask_for_the_encoding_and_show_how_it_reads);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
