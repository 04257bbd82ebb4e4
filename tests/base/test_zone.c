/* Wall clocks of posts: published changes, the C library as a second opinion, and damaged files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/time.h"
#include "suite.h"
#include "zone.h"

static int64_t seconds(const char *s)
{
	struct time_stamp stamp;

	ck_assert_msg(time_stamp_parse(s, strlen(s), &stamp), "%s", s);
	return stamp.seconds;
}

static const struct time_zone *zone(const char *name)
{
	const struct time_zone *found = time_zone_find(name);

	ck_assert_msg(found != NULL, "%s", name);
	return found;
}

static void check_local(const char *name, const char *utc, const char *local)
{
	char buffer[32];

	ck_assert_str_eq(time_seconds_format(time_local_from_utc(zone(name), seconds(utc)), buffer), local);
}

static void check_utc(const char *name, const char *local, const char *utc)
{
	char buffer[32];

	ck_assert_str_eq(time_seconds_format(time_utc_from_local(zone(name), seconds(local)), buffer), utc);
}

START_TEST(fixed_offsets_are_east_of_utc)
{
	static const struct {
		const char *name;
		int32_t offset;
	} cases[] = {{"UTC", 0}, {"Z", 0}, {"GMT", 0}, {"+03:00", 10800}, {"+0300", 10800}, {"+03", 10800},
		{"+3", 10800}, {"UTC+3", 10800}, {"UTC-3", -10800}, {"UTC+03:30", 12600}, {"-04:30", -16200},
		{"GMT+5:45", 20700}, {"+545", 20700}, {"utc", 0}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_int_eq(time_zone_offset_at_utc(zone(cases[i].name), 1800000000), cases[i].offset);
	ck_assert_int_eq(time_zone_offset_at_utc(time_zone_utc(), 1800000000), 0);
}
END_TEST

START_TEST(what_names_no_zone_is_not_found)
{
	static const char *const bad[] = {
		"",
		"/etc/localtime",
		"../../../etc/passwd",
		"Asia/../Asia/Amman",
		"/usr/share/zoneinfo/Asia/Amman",
		"Asia/Nowhere",
		"Asia",
		"tzdata.zi",
		"zone.tab",
		"Asia/Amman ",
		"Asia/Am\nman",
		"+",
		"+1:2:3",
		"+16:00",
		"+03:60",
		"+03:0",
		"+03000",
		"UTC3",
		"UTC+",
		"+03:00:00",
		"~/zone",
		".",
		"+:30",
		"leapseconds",
	};
	char longest[5000];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(time_zone_find(bad[i]) == NULL, "%s", bad[i]);
	memset(longest, 'A', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	ck_assert_ptr_null(time_zone_find(longest));
	memset(longest, '0', sizeof(longest) - 1);
	longest[0] = '+';
	ck_assert_ptr_null(time_zone_find(longest));
	ck_assert_ptr_null(time_zone_find(NULL));
}
END_TEST

START_TEST(a_zone_is_read_once)
{
	ck_assert_ptr_eq(zone("Asia/Amman"), zone("Asia/Amman"));
	ck_assert_ptr_ne(zone("Asia/Amman"), zone("Europe/Paris"));
}
END_TEST

START_TEST(paris_skips_an_hour_in_march)
{
	check_local("Europe/Paris", "2026-03-29T00:59:59", "2026-03-29T01:59:59");
	check_local("Europe/Paris", "2026-03-29T01:00:00", "2026-03-29T03:00:00");
	check_utc("Europe/Paris", "2026-03-29T01:59:59", "2026-03-29T00:59:59");
	check_utc("Europe/Paris", "2026-03-29T02:30:00", "2026-03-29T01:30:00"); /* skipped: by winter time */
	check_utc("Europe/Paris", "2026-03-29T03:00:00", "2026-03-29T01:00:00");
}
END_TEST

START_TEST(paris_has_an_hour_twice_in_october)
{
	check_local("Europe/Paris", "2026-10-25T00:30:00", "2026-10-25T02:30:00");
	check_local("Europe/Paris", "2026-10-25T01:30:00", "2026-10-25T02:30:00");
	check_utc("Europe/Paris", "2026-10-25T02:30:00", "2026-10-25T00:30:00"); /* the first */
	check_utc("Europe/Paris", "2026-10-25T03:00:00", "2026-10-25T02:00:00");
}
END_TEST

START_TEST(amman_stays_on_summer_time_from_2022)
{
	check_local("Asia/Amman", "2021-12-15T10:00:00", "2021-12-15T12:00:00");
	check_local("Asia/Amman", "2022-07-15T10:00:00", "2022-07-15T13:00:00");
	check_local("Asia/Amman", "2022-10-28T10:00:00", "2022-10-28T13:00:00");
	check_local("Asia/Amman", "2022-12-15T10:00:00", "2022-12-15T13:00:00");
	check_local("Asia/Amman", "2026-12-15T10:00:00", "2026-12-15T13:00:00");
	check_local("Asia/Amman", "2150-12-15T10:00:00", "2150-12-15T13:00:00");
	check_utc("Asia/Amman", "2022-02-25T00:30:00",
		"2022-02-24T22:30:00"); /* skipped, read by winter time */
}
END_TEST

START_TEST(apia_skips_a_whole_day)
{
	check_local("Pacific/Apia", "2011-12-30T09:59:59", "2011-12-29T23:59:59");
	check_local("Pacific/Apia", "2011-12-30T10:00:00", "2011-12-31T00:00:00");
	check_utc("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00");
	check_utc("Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00");
}
END_TEST

START_TEST(the_rule_at_the_end_of_the_file_holds_for_ever)
{
	check_local("Europe/Paris", "2150-01-15T12:00:00", "2150-01-15T13:00:00");
	check_local("Europe/Paris", "2150-07-15T12:00:00", "2150-07-15T14:00:00");
	check_local("Europe/Paris", "2150-03-29T01:00:00", "2150-03-29T03:00:00"); /* last Sunday of March */
	check_local("Europe/Paris", "2150-03-29T00:59:59", "2150-03-29T01:59:59");
	check_local("America/New_York", "2500-07-04T12:00:00", "2500-07-04T08:00:00");
	check_local("Australia/Sydney", "2200-01-01T00:00:00", "2200-01-01T11:00:00");
	check_local("Australia/Lord_Howe", "2200-06-01T00:00:00", "2200-06-01T10:30:00");
	check_utc("Europe/Paris", "9999-07-01T12:00:00", "9999-07-01T10:00:00");
}
END_TEST

START_TEST(stamps_become_what_their_form_says)
{
	const struct time_zone *amman = zone("Asia/Amman");
	struct time_stamp local = {.seconds = 1800000000, .form = TIME_FORM_LOCAL};
	struct time_stamp instant = {.seconds = 1800000000, .form = TIME_FORM_INSTANT};
	struct time_stamp day = {.seconds = 1799971200, .form = TIME_FORM_DAY};
	struct time_stamp none = {.seconds = TIME_NONE};

	ck_assert_int_eq(time_stamp_utc(local, amman), 1800000000 - 10800);
	ck_assert_int_eq(time_stamp_local(local, amman), 1800000000);
	ck_assert_int_eq(time_stamp_utc(instant, amman), 1800000000);
	ck_assert_int_eq(time_stamp_local(instant, amman), 1800000000 + 10800);
	ck_assert_int_eq(time_stamp_local(day, amman), 1799971200);
	ck_assert_int_eq(time_stamp_utc(day, amman), 1799971200 - 10800);
	ck_assert(time_stamp_utc(none, amman) == TIME_NONE);
	ck_assert(time_stamp_local(none, amman) == TIME_NONE);
}
END_TEST

START_TEST(seconds_beyond_any_calendar_do_no_harm)
{
	const struct time_zone *paris = zone("Europe/Paris");

	ck_assert(time_utc_from_local(paris, INT64_MAX) == INT64_MAX);
	ck_assert(time_local_from_utc(paris, INT64_MAX) == INT64_MAX);
	ck_assert(time_utc_from_local(paris, INT64_MIN + 1) == INT64_MIN + 1);
	ck_assert(time_local_from_utc(paris, TIME_NONE) == TIME_NONE);
}
END_TEST

static const char *const places[] = {
	"Europe/Paris",
	"Asia/Amman",
	"America/New_York",
	"Australia/Lord_Howe",
	"Africa/Casablanca",
	"America/Santiago",
	"Asia/Tehran",
	"Asia/Kolkata",
	"Pacific/Apia",
	"Europe/Dublin",
	"Antarctica/Troll",
	"America/St_Johns",
	"Asia/Gaza",
	"America/Nuuk",
	"Pacific/Chatham",
	"America/Montevideo",
	"Asia/Seoul",
	"Africa/Monrovia",
};

START_TEST(offsets_agree_with_the_c_library)
{
	const struct time_zone *place = zone(places[_i]);

	setenv("TZ", places[_i], 1);
	tzset();
	for (int64_t at = INT64_C(-2208988800); at < INT64_C(8000000000); at += 777777) {
		time_t t = at;
		struct tm tm;

		localtime_r(&t, &tm);
		if (time_zone_offset_at_utc(place, at) != tm.tm_gmtoff)
			ck_abort_msg("%s at %lld: %d, not %ld", places[_i], (long long)at,
				time_zone_offset_at_utc(place, at), tm.tm_gmtoff);
	}
	unsetenv("TZ");
	tzset();
}
END_TEST

/* The definition, slowly: the earliest instant whose wall clock shows `local`. */
static bool earliest(const struct time_zone *place, int64_t local, int64_t *ret_utc)
{
	bool found = false;

	for (int64_t at = local - 100800; at <= local + 100800; at += 12600) {
		int64_t utc = local - time_zone_offset_at_utc(place, at);

		if (utc + time_zone_offset_at_utc(place, utc) == local && (!found || utc < *ret_utc)) {
			*ret_utc = utc;
			found = true;
		}
	}
	return found;
}

START_TEST(a_wall_clock_is_its_first_instant)
{
	const struct time_zone *place = zone(places[_i]);

	for (int64_t local = 0; local < INT64_C(2500000000); local += 86400 * 3) {
		int64_t slow = 0, from = local, fast;

		/* Coarse steps find the weeks in which the offset changes; there every half hour is tried. */
		if (time_zone_offset_at_utc(place, local) ==
			time_zone_offset_at_utc(place, local + 86400 * 3))
			continue;
		for (; from < local + 86400 * 4; from += 1800) {
			fast = time_utc_from_local(place, from);
			if (earliest(place, from, &slow))
				ck_assert_int_eq(fast, slow);
			else /* skipped: the clock that was never seen lies beyond the change */
				ck_assert_int_gt(time_local_from_utc(place, fast), from);
		}
	}
}
END_TEST

static unsigned char *file_bytes(const char *path, size_t *ret_n)
{
	FILE *file = fopen(path, "rb");
	unsigned char *bytes = malloc(100000);

	ck_assert_ptr_nonnull(file);
	*ret_n = fread(bytes, 1, 100000, file);
	fclose(file);
	return bytes;
}

START_TEST(a_file_cut_short_is_refused)
{
	size_t n;
	unsigned char *bytes = file_bytes("/usr/share/zoneinfo/Europe/Paris", &n);
	struct zone_changes changes;

	for (size_t len = 0; len < n; len++) {
		unsigned char *cut = malloc(len ? len : 1);

		memcpy(cut, bytes, len);
		ck_assert_msg(!zone_file_parse(cut, len, &changes), "%zu of %zu bytes", len, n);
		free(cut);
	}
	ck_assert(zone_file_parse(bytes, n, &changes));
	free(changes.list);
	free(bytes);
}
END_TEST

START_TEST(a_damaged_file_does_no_harm)
{
	size_t n, refused = 0;
	unsigned char *bytes = file_bytes("/usr/share/zoneinfo/Europe/Paris", &n);

	for (size_t i = 0; i < n * 3; i++) {
		struct zone_changes changes;
		unsigned char *copy = malloc(n);

		memcpy(copy, bytes, n);
		copy[i / 3] ^= (unsigned char[]){0x01, 0x80, 0xff}[i % 3];
		if (zone_file_parse(copy, n, &changes))
			free(changes.list);
		else
			refused++;
		free(copy);
	}
	ck_assert_uint_gt(refused, 100);
	free(bytes);
}
END_TEST

START_TEST(version_1_files_are_read_without_a_rule)
{
	static const unsigned char file[] = "TZif\0"
					    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
					    "\0\0\0\0"
					    "\0\0\0\0"
					    "\0\0\0\0"
					    "\0\0\0\1"
					    "\0\0\0\2"
					    "\0\0\0\4"
					    "\x3b\x9a\xca\x00"
					    "\1"
					    "\0\0\x0e\x10"
					    "\0\0"
					    "\0\0\x1c\x20"
					    "\1\0"
					    "CET";
	struct zone_changes changes;

	ck_assert(zone_file_parse(file, sizeof(file), &changes));
	ck_assert_uint_eq(changes.n, 2);
	ck_assert_int_eq(changes.list[0].offset, 3600);
	ck_assert_int_eq(changes.list[1].at, 1000000000);
	ck_assert_int_eq(changes.list[1].offset, 7200);
	ck_assert(!changes.has_rule);
	free(changes.list);
}
END_TEST

START_TEST(rules_are_read_in_every_form)
{
	static const char *const bad[] = {
		"",
		"A3",
		"CET",
		"CET-",
		"CET-25",
		"<+03",
		"CET-1CEST",
		"CET-1CEST,M3.5.0",
		"CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0",
		"CET-1CEST,J0,J100",
		"CET-1CEST,J366,J100",
		"CET-1CEST,M3.5.0/168,M10.5.0",
		"CET-1CEST,M3.5.0,M10.5.0x",
		"CET-1CEST,M3.5.0,M10.5.0/3:60",
		"CET-1,M3.5.0",
	};
	struct zone_rule rule;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_assert_msg(!zone_rule_parse(bad[i], &rule), "%s", bad[i]);
	ck_assert(zone_rule_parse("<+0330>-3:30", &rule));
	ck_assert_int_eq(zone_rule_offset(&rule, 0), 12600);
	/* All year summer time, as RFC 8536 3.3.1 writes it. */
	ck_assert(zone_rule_parse("XXX3EDT4,0/0,J365/23", &rule));
	for (int64_t at = seconds("2029-12-20T00:00"); at < seconds("2030-01-10T00:00"); at += 1800)
		ck_assert_int_eq(zone_rule_offset(&rule, at), -4 * 3600);
	/* J60 is 1 March in every year, 59 counts 29 February. */
	ck_assert(zone_rule_parse("AAA0BBB,J60/0,J300/0", &rule));
	ck_assert_int_eq(zone_rule_offset(&rule, seconds("2028-02-29T23:59")), 0);
	ck_assert_int_eq(zone_rule_offset(&rule, seconds("2028-03-01T00:00")), 3600);
	ck_assert(zone_rule_parse("AAA0BBB,59/0,300/0", &rule));
	ck_assert_int_eq(zone_rule_offset(&rule, seconds("2028-02-29T00:00")), 3600);
	ck_assert_int_eq(zone_rule_offset(&rule, seconds("2027-02-28T23:59")), 0);
	ck_assert_int_eq(zone_rule_offset(&rule, seconds("2027-03-01T00:00")), 3600);
}
END_TEST

int main(void)
{
	const int n = sizeof(places) / sizeof(places[0]);
	Suite *suite = suite_create("zone");
	TCase *clocks = tcase_create("clocks"), *files = tcase_create("files");

	tcase_add_test(clocks, fixed_offsets_are_east_of_utc);
	tcase_add_test(clocks, what_names_no_zone_is_not_found);
	tcase_add_test(clocks, a_zone_is_read_once);
	tcase_add_test(clocks, paris_skips_an_hour_in_march);
	tcase_add_test(clocks, paris_has_an_hour_twice_in_october);
	tcase_add_test(clocks, amman_stays_on_summer_time_from_2022);
	tcase_add_test(clocks, apia_skips_a_whole_day);
	tcase_add_test(clocks, the_rule_at_the_end_of_the_file_holds_for_ever);
	tcase_add_test(clocks, stamps_become_what_their_form_says);
	tcase_add_test(clocks, seconds_beyond_any_calendar_do_no_harm);
	tcase_add_loop_test(clocks, offsets_agree_with_the_c_library, 0, n);
	tcase_add_loop_test(clocks, a_wall_clock_is_its_first_instant, 0, n);
	tcase_add_test(files, a_file_cut_short_is_refused);
	tcase_add_test(files, a_damaged_file_does_no_harm);
	tcase_add_test(files, version_1_files_are_read_without_a_rule);
	tcase_add_test(files, rules_are_read_in_every_form);
	suite_add_tcase(suite, clocks);
	suite_add_tcase(suite, files);
	return support_run(suite);
}
