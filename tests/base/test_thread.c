#include "base/thread.h"

#include <signal.h>

#include "suite.h"

static void *mask_of(void *context)
{
	pthread_sigmask(SIG_SETMASK, NULL, context);
	return NULL;
}

START_TEST(signals_are_left_to_the_threads_there_are)
{
	sigset_t before, its, after;
	pthread_t thread;

	pthread_sigmask(SIG_SETMASK, NULL, &before);
	ck_assert(thread_begin(&thread, mask_of, &its));
	pthread_join(thread, NULL);
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	ck_assert(sigismember(&its, SIGTERM) && sigismember(&its, SIGWINCH) && sigismember(&its, SIGINT));
	ck_assert(!sigismember(&after, SIGTERM) && sigismember(&after, SIGINT) == sigismember(&before, SIGINT));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("base/thread");
	TCase *tcase = tcase_create("thread");

	tcase_add_test(tcase, signals_are_left_to_the_threads_there_are);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
