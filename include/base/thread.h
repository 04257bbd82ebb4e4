/* thread.h - threads beside the one that reads keys. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* As pthread_create(), with all signals left to the threads there are: what they wait for must be interrupted by them. false: none can
 * be had. */
bool thread_begin(pthread_t *ret_thread, void *(*run)(void *context), void *context);

#endif
