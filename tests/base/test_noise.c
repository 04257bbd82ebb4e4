/* Random bytes and damaged examples through the readers that see foreign bytes first: 100,000 each, the same
 * every time. */
#include <stdlib.h>
#include <string.h>

#include "base/settings.h"
#include "base/time.h"
#include "noise.h"
#include "suite.h"

enum { INPUTS = 100000, LEN_MAX = 96 };

static const char *const examples[NOISE_KINDS][6] = {
	[NOISE_STAMP] = {"2026-11-22", "2026-11-22T08:15", "2028-02-29 23:59:59.125",
		"2026-11-22T08:15:30+03:00", "1583-01-01T00:00Z", "9999-12-31T24:00 -1130"},
	[NOISE_FILTER] = {"Nahr Gate", "\xd9\x85\xd8\xb9\xd8\xa8\xd8\xb1\xd9\x8e\xd9\x91\xd9\x8f",
		"e\xcc\x81\xcc\x82\xcc\x83 x", "\xe4\xb8\xad\xe6\x96\x87\xe2\x80\xae\xf0\x9f\x9a\xa2",
		"\x1b]0;x\x07\r\n\xc2\x9b\xff\xed\xa0\x80",
		"\xf3\xa0\x81\x81\xef\xbb\xbf\xcd\x8f\xe1\x85\xa0\xe1\x86\xa8"},
	[NOISE_SETTINGS] = {"kind = declarations\n[columns]\noffice = Bureau\n",
		"lane: \"rouge\" = red\n; note\nx: \"\"\n", "\xef\xbb\xbf[a]\r\n b = \"c \"\"d\"\" \"\r\n",
		"[map]\nlane: \"a=b;c\" = \" red \"\n", "[a] # b\nk=v\nk = v ; w\n",
		"[\xd9\x85]\n\xd9\x85 = \xd9\x86\n"},
};
static const char *const alphabets[NOISE_KINDS] = {
	[NOISE_STAMP] = "0123456789-:+TZ., z",
	[NOISE_FILTER] = ("a\r\n\t\x1b\x7f\xcc\x81\xc2\x9b\xe2\x80\xae\xe4\xb8\xad\xf0\x9f\x9a\xf3\xa0\x81\xef"
			 "\xbb\xbf\xed\xff\xc0"),
	[NOISE_SETTINGS] = "ab \t\n\r=:;#\"[]\xd9\x85\xff",
};

static uint32_t noise(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 24);
}

static uint8_t letter(uint64_t *state, int kind)
{
	uint32_t random = noise(state);

	if (random % 16 == 0)
		return (uint8_t)(random >> 8);
	return (uint8_t)alphabets[kind][(random >> 8) % strlen(alphabets[kind])];
}

/* An example with a few changes, or letters from the alphabet alone; returns the length. */
static size_t make(uint64_t *state, int kind, uint8_t input[LEN_MAX])
{
	const char *example = examples[kind][noise(state) % 6];
	size_t n = 1 + strlen(example);

	input[0] = (uint8_t)kind;
	memcpy(input + 1, example, n - 1);
	if (noise(state) % 3 == 0) {
		n = 1 + noise(state) % (LEN_MAX - 1);
		for (size_t i = 1; i < n; i++)
			input[i] = letter(state, kind);
		return n;
	}
	for (uint32_t changes = noise(state) % 4; changes > 0; changes--) {
		size_t at = 1 + noise(state) % (n - 1);
		uint32_t what = noise(state) % 3;

		if (what == 0) {
			input[at] = letter(state, kind);
		} else if (what == 1 && n < LEN_MAX) {
			memmove(input + at + 1, input + at, n++ - at);
			input[at] = letter(state, kind);
		} else if (n > 2) {
			memmove(input + at, input + at + 1, --n - at);
		}
	}
	return n;
}

START_TEST(no_bytes_break_a_promise)
{
	uint64_t state = UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)_i;
	uint8_t input[LEN_MAX];

	for (int i = 0; i < INPUTS; i++)
		LLVMFuzzerTestOneInput(input, make(&state, _i, input));
}
END_TEST

/* Noise that is always refused would prove little. */
START_TEST(noise_reaches_both_answers)
{
	uint64_t state = 1;
	uint8_t input[LEN_MAX + 1];
	int stamps = 0, parsed = 0;

	for (int i = 0; i < 2000; i++) {
		size_t n = make(&state, NOISE_STAMP, input);
		struct time_stamp stamp;
		struct settings *settings = NULL;

		stamps += time_stamp_parse((char *)input + 1, n - 1, &stamp);
		n = make(&state, NOISE_SETTINGS, input);
		input[n] = '\0';
		parsed += settings_parse("noise.ini", (char *)input + 1, &settings, NULL);
		settings_close(settings);
	}
	ck_assert_int_gt(stamps, 300);
	ck_assert_int_lt(stamps, 1700);
	ck_assert_int_gt(parsed, 300);
	ck_assert_int_lt(parsed, 1700);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("noise");
	TCase *tcase = tcase_create("noise");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, no_bytes_break_a_promise, 0, NOISE_KINDS);
	tcase_add_test(tcase, noise_reaches_both_answers);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
