/* Sizes, signals and keys by the thousand: nothing breaks, and afterwards the screen is what it would have been. */
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stage.h"
#include "suite.h"

enum { KEYS = 100000, BURST = 500, RESIZES = 1000, STOPS = 100 };

static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void check_alive(struct pty *pty)
{
	int status = pty_exit(pty, 0);

	ck_assert_msg(status == -1, "it ended: status %x", (unsigned)status);
}

START_TEST(any_size_is_survived)
{
	static const int sizes[][2] = {{1, 1}, {20, 5}, {19, 4}, {40, 12}, {0, 0}, {65535, 65535}, {65535, 1}, {1, 65535}, {200, 60}, {500, 300}};
	struct pty *pty = stage_open("xterm-256color");

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		pty_settle(pty, 250);
		check_alive(pty);
	}
	pty_resize(pty, 80, 24);
	pty_settle(pty, 250);
	stage_press(pty, "2", "[2 Time]");
	pty_stop(pty);
}
END_TEST

START_TEST(a_storm_of_resizes_ends_in_the_right_frame)
{
	struct pty *pty = stage_open("xterm-256color");
	uint32_t state = 80 * 24;

	for (int i = 0; i < RESIZES; i++) {
		pty_resize(pty, (int)(next_random(&state) % 250), (int)(next_random(&state) % 80));
		if (i % 10 == 0)
			pty_settle(pty, 0);
	}
	pty_resize(pty, 120, 36);
	stage_press(pty, "5", "[5 Posts]");
	ck_assert(pty_shows(pty, "SYNTHETIC"));
	check_alive(pty);
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

/* Anything a keyboard or a paste can send but what leaves: q, Ctrl-C, Ctrl-\, Ctrl-Z, Ctrl-D at a prompt is text. Commands that
 * leave or write are not typed by chance: a colon begins none. */
static unsigned char random_byte(uint32_t *state)
{
	static const char sequences[] = "\033[ABCDH~0123456789;O";

	for (;;) {
		uint32_t r = next_random(state);
		unsigned char byte = r % 4 ? (unsigned char)(r >> 8) : (unsigned char)sequences[(r >> 8) % (sizeof(sequences) - 1)];

		if (byte != 'q' && byte != 3 && byte != 28 && byte != 26 && byte != 19 && byte != ':' && byte != 'x')
			return byte;
	}
}

START_TEST(a_hundred_thousand_random_keys_do_no_harm)
{
	struct pty *pty = stage_open("xterm-256color");
	unsigned char burst[BURST];
	uint32_t state = 20261122;

	for (int i = 0; i < KEYS / BURST; i++) {
		for (int k = 0; k < BURST; k++)
			burst[k] = random_byte(&state);
		pty_type_bytes(pty, burst, sizeof(burst));
		if (i % 20 == 0) {
			pty_settle(pty, 20);
			check_alive(pty);
		}
	}
	pty_settle(pty, 500);
	check_alive(pty);
	kill(pty_process(pty), SIGTERM);
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

START_TEST(it_is_stopped_and_continued_a_hundred_times)
{
	struct pty *pty = stage_open("xterm-256color");

	for (int i = 0; i < STOPS; i++) {
		int status;

		kill(pty_process(pty), SIGSTOP);
		ck_assert_int_eq(waitpid(pty_process(pty), &status, WUNTRACED), pty_process(pty));
		ck_assert(WIFSTOPPED(status));
		kill(pty_process(pty), SIGCONT);
		if (i % 10 == 0)
			pty_type(pty, i % 20 ? "2" : "5");
		pty_settle(pty, 5);
	}
	stage_press(pty, "4", "[4 Revenue]");
	pty_type(pty, "q");
	stage_check_left(pty);
	pty_stop(pty);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("storms");
	TCase *tc = tcase_create("storms");

	tcase_set_timeout(tc, 600);
	tcase_add_unchecked_fixture(tc, stage_build, stage_strike);
	tcase_add_test(tc, any_size_is_survived);
	tcase_add_test(tc, a_storm_of_resizes_ends_in_the_right_frame);
	tcase_add_test(tc, a_hundred_thousand_random_keys_do_no_harm);
	tcase_add_test(tc, it_is_stopped_and_continued_a_hundred_times);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
