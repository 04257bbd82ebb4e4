/* SHA-256 against the examples of FIPS 180-4. */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "suite.h"

static void check_digest(const char *s, size_t step, const char *expected)
{
	struct digest *digest = digest_create();
	size_t n = strlen(s);
	char hex[65];

	for (size_t i = 0; i < n; i += step)
		digest_add(digest, s + i, n - i < step ? n - i : step);
	digest_hex(digest, hex);
	ck_assert_str_eq(hex, expected);
	digest_destroy(digest);
}

START_TEST(sha256_matches_published_examples)
{
	check_digest("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check_digest("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
END_TEST

START_TEST(sha256_does_not_depend_on_the_pieces)
{
	for (size_t step = 1; step < 60; step++)
		check_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", step,
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
END_TEST

/* The long example of FIPS 180-2: long enough for whole blocks, in pieces that begin inside and at the edge of one. */
START_TEST(a_million_letters_match_the_published_example_in_any_pieces)
{
	static const size_t steps[] = {1000000, 64, 65, 4096, 100000, 127};
	char *s = malloc(1000001);

	ck_assert_ptr_nonnull(s);
	memset(s, 'a', 1000000);
	s[1000000] = '\0';
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		check_digest(s, steps[i], "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	free(s);
}
END_TEST

START_TEST(destroying_nothing_is_harmless)
{
	digest_destroy(NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("digest");
	TCase *tcase = tcase_create("digest");

	tcase_add_test(tcase, sha256_matches_published_examples);
	tcase_add_test(tcase, sha256_does_not_depend_on_the_pieces);
	tcase_add_test(tcase, a_million_letters_match_the_published_example_in_any_pieces);
	tcase_add_test(tcase, destroying_nothing_is_harmless);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
