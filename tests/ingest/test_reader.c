/* The keeper of libcsv: every physical record comes out once, with its true line, whatever stands in it. */
#include "marks.h"
#include "reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"
#include "trial.h"

/* Rows of a file as text: line, then cells in brackets, or the code of the fault. */
static struct text rows_read(const char *path, size_t expect, bool careful)
{
	struct text out = TEXT_INIT;
	struct source *source = NULL;
	struct reader *reader = NULL;
	struct decoder decoder;
	struct reader_row row;
	struct err err;
	int got;

	ck_assert(source_open(path, path, &source, &err));
	decoder_init(&decoder, source, ENCODING_UTF8);
	ck_assert(reader_create(&decoder, ',', '\n', &reader, &err));
	reader_expect(reader, expect);
	if (careful)
		reader_be_careful(reader);
	while ((got = reader_next(reader, &row, &err)) == 1) {
		text_appendf(&out, "%ld", row.line);
		if (row.fault)
			text_appendf(&out, " %s", row.fault);
		for (size_t i = 0; i < row.n; i++) {
			ck_assert_uint_eq(strlen(row.cells[i].s), row.cells[i].len);
			text_appendf(&out, "[%s]", row.cells[i].s);
		}
		text_put(&out, ';');
	}
	ck_assert_int_eq(got, 0);
	reader_destroy(reader);
	source_close(source);
	return out;
}

static struct text rows_of(const char *content, size_t n, size_t expect)
{
	struct trial *trial = trial_create("file.csv", content, n);
	struct text out = rows_read(trial->path, expect, false);

	trial_destroy(trial);
	return out;
}

static void check_n(const char *content, size_t n, size_t expect, const char *expected)
{
	struct text rows = rows_of(content, n, expect);

	ck_assert_str_eq(rows.data, expected);
	text_finish(&rows);
}

static void check(const char *content, const char *expected)
{
	check_n(content, strlen(content), 0, expected);
}

/* A literal that holds a NUL, or of which every record must have so many cells. */
#define CHECK_LITERAL(literal, expect, expected) check_n(literal, sizeof(literal) - 1, expect, expected)

START_TEST(plain_rows_are_split_at_the_delimiter)
{
	check("a,b,c\n1,,3\n", "1[a][b][c];2[1][][3];");
	check("abcdefgh,ijklmnop,q\n", "1[abcdefgh][ijklmnop][q];");
	check("a,b", "1[a][b];");
	check(",\n", "1[][];");
	check("", "");
}
END_TEST

START_TEST(lines_are_physical_also_after_blank_ones_and_crlf)
{
	check("a,b\r\n\r\n1,2\r\n\n \t\n3,4\r\n", "1[a][b];3[1][2];6[3][4];");
}
END_TEST

START_TEST(line_ends_made_for_dos_twice_are_line_ends)
{
	check("a,b\r\r\n\r\r\n\"1\",2\r\r\n3,\"4\"\r\r\n5,\r\r\n", "1[a][b];3[1][2];4[3][4];5[5][];");
}
END_TEST

START_TEST(spaces_are_trimmed_outside_quotes_only)
{
	check(" a , b\t\n\" a \", b \n", "1[a][b];2[ a ][b];");
}
END_TEST

START_TEST(quoted_fields_may_hold_delimiters_quotes_and_line_ends)
{
	check("\"a,b\",c\n\"say \"\"hi\"\"\",d\n\"two\nlines\",e\nf,g\n",
		"1[a,b][c];2[say \"hi\"][d];3[two\nlines][e];5[f][g];");
	check("\"a\r\nb\",c\r\nd,e\r\n", "1[a\r\nb][c];3[d][e];");
	check("a,\"b\"", "1[a][b];");
	check("\"\",\"\"\n", "1[][];");
}
END_TEST

START_TEST(a_stray_quote_costs_its_row_alone)
{
	check("a,b\n1,5\" pipe\n3,4\n", "1[a][b];2 quote-error;3[3][4];");
	check("a,b\n\"x\"y,2\n3,4\n", "1[a][b];2 quote-error;3[3][4];");
}
END_TEST

START_TEST(an_unclosed_quote_costs_its_row_at_start_middle_and_end)
{
	check("\"a,b\n1,2\n3,4\n", "1 quote-error;2[1][2];3[3][4];");
	check("a,b\n\"1,2\n3,4\n", "1[a][b];2 quote-error;3[3][4];");
	check("a,b\n1,2\n3,\"4\n", "1[a][b];2[1][2];3 quote-error;");
	check("a,b\n1,2\n3,\"4", "1[a][b];2[1][2];3 quote-error;");
}
END_TEST

START_TEST(an_unclosed_quote_does_not_swallow_quoted_rows_after_it)
{
	CHECK_LITERAL("a,b\n\"1,2\n\"3\",4\n\"5\",6\n", 2, "1[a][b];2 quote-error;3[3][4];4[5][6];");
	/* Taken together they would be one well-formed record of three cells. */
	CHECK_LITERAL("a,b\n1,\"2\n3,4\",5\n6,7\n", 2, "1[a][b];2 quote-error;3 quote-error;4[6][7];");
}
END_TEST

START_TEST(nul_bytes_and_bad_utf8_cost_their_row)
{
	CHECK_LITERAL("a,b\n1,\0\n3,4\n", 0, "1[a][b];2 nul-error;3[3][4];");
	CHECK_LITERAL("a,b\n\"1\",\0\n3,4\n", 0, "1[a][b];2 nul-error;3[3][4];");
	check("a,b\n1,\xff\n\xc3\xa9,4\n", "1[a][b];2 encoding-error;3[\xc3\xa9][4];");
}
END_TEST

START_TEST(a_field_beyond_its_limit_is_refused_and_the_next_row_is_read)
{
	size_t n = READER_FIELD_MAX + 10;
	char *content = malloc(n + 64);
	size_t len;

	ck_assert_ptr_nonnull(content);
	memcpy(content, "a,b\n1,", 6);
	memset(content + 6, 'x', n);
	memcpy(content + 6 + n, "\n3,4\n", 5);
	len = 6 + n + 5;
	check_n(content, len, 0, "1[a][b];2 size-error;3[3][4];");
	content[6] = '"';
	content[5 + n] = '"';
	check_n(content, len, 0, "1[a][b];2 size-error;3[3][4];");
	free(content);
}
END_TEST

START_TEST(a_line_of_ten_megabytes_is_refused_in_bounded_memory)
{
	size_t n = 10 << 20;
	char *content = malloc(n + 64);

	ck_assert_ptr_nonnull(content);
	memcpy(content, "a,b\n1,", 6);
	memset(content + 6, 'x', n);
	memcpy(content + 6 + n, "\n3,4\n", 5);
	check_n(content, 6 + n + 5, 0, "1[a][b];2 size-error;3[3][4];");
	check_n(content, 6 + n, 0, "1[a][b];2 size-error;");	/* and at the end of the file */
	free(content);
}
END_TEST

START_TEST(a_quote_open_over_more_than_a_hundred_lines_costs_one_row)
{
	struct text content = TEXT_INIT, rows;

	text_append(&content, "a,b\n\"1,2\n");
	for (int i = 0; i < 300; i++)
		text_append(&content, "x,y\n");
	text_append(&content, "\"z\",w\n");
	rows = rows_of(content.data, content.len, 2);
	ck_assert_ptr_nonnull(strstr(rows.data, "2 quote-error;3[x][y];4[x][y];"));
	ck_assert_ptr_nonnull(strstr(rows.data, "302[x][y];303[z][w];"));
	text_finish(&rows);
	text_finish(&content);
}
END_TEST

START_TEST(lines_longer_than_a_chunk_are_read_whole)
{
	struct text content = TEXT_INIT, rows;

	for (int i = 0; i < 40000; i++)
		text_appendf(&content, "%d,%s\n", i, i % 3 ? "plain" : "\"quoted\"");
	rows = rows_of(content.data, content.len, 2);
	ck_assert_ptr_nonnull(strstr(rows.data, "40000[39999][quoted];"));
	ck_assert_ptr_null(strstr(rows.data, "error"));
	text_finish(&rows);
	text_finish(&content);
}
END_TEST

/* ---- both paths against each other ---- */

static uint32_t noise(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Bits of records and of what breaks them. A CR within a line is left out: libcsv takes it for a line's end. */
static const char *const bits[] = {"a", "bc", ",", ",", ",", "\n", "\n", "\r\n", " ", "\t", "12.5", "\"", "\"\"", "\"x\"", ",\"y,z\",",
	"\xc3\xa9", "\xff", "\xe2\x80\xae", "-", "0123456789012345678901234567890123456789012345678901234567890123456789"};

static struct text noise_text(uint32_t seed, bool quotes)
{
	struct text out = TEXT_INIT;
	uint32_t state = seed * 2654435761u + 1;

	for (uint32_t n = noise(&state) % 240; n > 0; n--) {
		const char *bit = bits[noise(&state) % (sizeof(bits) / sizeof(*bits))];

		if (quotes || !strchr(bit, '"'))
			text_append(&out, bit);
		if (noise(&state) % 200 == 0)
			text_append_n(&out, "\0", 1);
	}
	return out;
}

static void file_write(const char *path, const struct text *content)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	if (content->len > 0)
		ck_assert_uint_eq(fwrite(content->data, content->len, 1, file), 1);
	ck_assert_int_eq(fclose(file), 0);
}

/* Same rows, lines and faults, of thousands of small files: with quotes every row without one takes the fast path. */
START_TEST(rows_are_split_as_libcsv_splits_them)
{
	struct trial *trial = trial_create("file.csv", "", 0);

	for (uint32_t seed = 1; seed <= 1000; seed++) {
		struct text file = noise_text(seed + 10000u * (uint32_t)_i, _i % 2), fast, careful;
		size_t expect = _i > 1 ? 3 : 0;

		file_write(trial->path, &file);
		fast = rows_read(trial->path, expect, false);
		careful = rows_read(trial->path, expect, true);
		ck_assert_msg(fast.len == careful.len && (fast.len == 0 || memcmp(fast.data, careful.data, fast.len) == 0),
			"file %u of %d:\n%s\nfast %s\ncareful %s", seed, _i, file.data, fast.data, careful.data);
		text_finish(&file);
		text_finish(&fast);
		text_finish(&careful);
	}
	trial_destroy(trial);
}
END_TEST

START_TEST(delimiters_are_marked_alike_by_bytes_and_by_words)
{
	uint32_t state = 7;

	for (int round = 0; round < 20000; round++) {
		char s[MARKS_STEP];
		struct marks a, b;

		for (int i = 0; i < MARKS_STEP; i++) {
			uint32_t r = noise(&state);

			s[i] = (char)(r % 3 == 0 ? ',' : r % 5 == 0 ? 0 : r % 7 == 0 ? ',' ^ 0x80 : (int)(r >> 8 & 0xff));
		}
		a = marks_of(s, ',');
		b = marks_by_words(s, ',');
		ck_assert(a.delimiters == b.delimiters && a.zeros == b.zeros && a.high == b.high);
		for (int i = 0; i < MARKS_STEP; i++) {
			ck_assert_int_eq(a.delimiters >> i & 1, s[i] == ',');
			ck_assert_int_eq(a.zeros >> i & 1, s[i] == 0);
			ck_assert_int_eq(a.high >> i & 1, (s[i] & 0x80) != 0);
		}
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ingest/reader");
	TCase *tcase = tcase_create("reader");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, plain_rows_are_split_at_the_delimiter);
	tcase_add_test(tcase, lines_are_physical_also_after_blank_ones_and_crlf);
	tcase_add_test(tcase, line_ends_made_for_dos_twice_are_line_ends);
	tcase_add_test(tcase, spaces_are_trimmed_outside_quotes_only);
	tcase_add_test(tcase, quoted_fields_may_hold_delimiters_quotes_and_line_ends);
	tcase_add_test(tcase, a_stray_quote_costs_its_row_alone);
	tcase_add_test(tcase, an_unclosed_quote_costs_its_row_at_start_middle_and_end);
	tcase_add_test(tcase, an_unclosed_quote_does_not_swallow_quoted_rows_after_it);
	tcase_add_test(tcase, nul_bytes_and_bad_utf8_cost_their_row);
	tcase_add_test(tcase, a_field_beyond_its_limit_is_refused_and_the_next_row_is_read);
	tcase_add_test(tcase, a_line_of_ten_megabytes_is_refused_in_bounded_memory);
	tcase_add_test(tcase, a_quote_open_over_more_than_a_hundred_lines_costs_one_row);
	tcase_add_test(tcase, lines_longer_than_a_chunk_are_read_whole);
	tcase_add_loop_test(tcase, rows_are_split_as_libcsv_splits_them, 0, 4);
	tcase_add_test(tcase, delimiters_are_marked_alike_by_bytes_and_by_words);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
