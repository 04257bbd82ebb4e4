/* thread.c - see base/thread.h. */
#include "base/thread.h"

#include <signal.h>

bool thread_begin(pthread_t *ret_thread, void *(*run)(void *context), void *context)
{
	sigset_t all, before;
	bool ok;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ok = pthread_create(ret_thread, NULL, run, context) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ok;
}
