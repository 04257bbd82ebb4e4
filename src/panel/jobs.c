/* jobs.c - a queue, a thread that works it off, and an eventfd that says when something is done. */
#include "jobs.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/thread.h"

struct jobs {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;		/* something was added, or something ended */
	struct job *first;		/* waiting; the next to run */
	struct job *running;
	bool stopping;			/* the running one was told to end */
	bool again;			/* and then to begin anew */
	bool closing;
	int paused;			/* how many times: pauses may stand within each other */
	int fd;
	void (*stop)(void *context, bool stop);
	void *context;
};

static void tell(struct jobs *jobs)
{
	uint64_t one = 1;
	ssize_t ignored = write(jobs->fd, &one, sizeof(one));

	(void)ignored;
}

/* All of these are called with the lock held. */

static void stop_running(struct jobs *jobs)
{
	if (!jobs->running || jobs->stopping)
		return;
	jobs->stopping = true;
	jobs->stop(jobs->context, true);
}

static void put_first(struct jobs *jobs, struct job *job)
{
	job->state = JOB_WAITING;
	job->next = jobs->first;
	jobs->first = job;
}

static void end(struct jobs *jobs, struct job *job)
{
	if (jobs->stopping)
		jobs->stop(jobs->context, false);
	jobs->stopping = false;
	jobs->running = NULL;
	job->state = JOB_DONE;
	if (job->dropped)
		job->release(job);
	else if (jobs->again)
		put_first(jobs, job);
	else
		tell(jobs);
	jobs->again = false;
	pthread_cond_broadcast(&jobs->changed);
}

static void *work(void *context)
{
	struct jobs *jobs = context;

	pthread_mutex_lock(&jobs->lock);
	while (!jobs->closing) {
		struct job *job = jobs->paused ? NULL : jobs->first;

		if (!job) {
			pthread_cond_wait(&jobs->changed, &jobs->lock);
			continue;
		}
		jobs->first = job->next;
		jobs->running = job;
		job->state = JOB_RUNNING;
		pthread_mutex_unlock(&jobs->lock);
		job->run(job);
		pthread_mutex_lock(&jobs->lock);
		end(jobs, job);
	}
	pthread_mutex_unlock(&jobs->lock);
	return NULL;
}

bool jobs_create(void (*stop)(void *context, bool stop), void *context, struct jobs **ret_jobs, struct err *err)
{
	struct jobs *jobs = calloc(1, sizeof(*jobs));

	if (!jobs)
		return err_memory(err);
	*jobs = (struct jobs){ .stop = stop, .context = context };
	pthread_mutex_init(&jobs->lock, NULL);
	pthread_cond_init(&jobs->changed, NULL);
	jobs->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (jobs->fd >= 0 && thread_begin(&jobs->thread, work, jobs)) {
		*ret_jobs = jobs;
		return true;
	}
	if (jobs->fd >= 0)
		close(jobs->fd);
	free(jobs);
	return err_set(err, ERR_IO, "no thread can be started for the work behind the screen: too many are running");
}

static bool unlink_waiting(struct jobs *jobs, struct job *job)
{
	struct job **link = &jobs->first;

	while (*link && *link != job)
		link = &(*link)->next;
	if (!*link)
		return false;
	*link = job->next;
	return true;
}

void jobs_destroy(struct jobs *jobs)
{
	if (!jobs)
		return;
	pthread_mutex_lock(&jobs->lock);
	jobs->closing = true;
	stop_running(jobs);
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
	pthread_join(jobs->thread, NULL);
	close(jobs->fd);
	pthread_cond_destroy(&jobs->changed);
	pthread_mutex_destroy(&jobs->lock);
	free(jobs);
}

void jobs_add(struct jobs *jobs, struct job *job)
{
	struct job **link = &jobs->first;

	pthread_mutex_lock(&jobs->lock);
	job->state = JOB_WAITING;
	job->next = NULL;
	while (*link)
		link = &(*link)->next;
	*link = job;
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
}

bool jobs_is_done(struct jobs *jobs, struct job *job)
{
	bool done;

	pthread_mutex_lock(&jobs->lock);
	done = job->state == JOB_DONE;
	pthread_mutex_unlock(&jobs->lock);
	return done;
}

void jobs_stop(struct jobs *jobs, struct job *job)
{
	pthread_mutex_lock(&jobs->lock);
	if (jobs->running == job) {
		jobs->again = false;
		stop_running(jobs);
	} else if (unlink_waiting(jobs, job)) {
		job->state = JOB_DONE;
		tell(jobs);
	}
	pthread_mutex_unlock(&jobs->lock);
}

void jobs_drop(struct jobs *jobs, struct job *job)
{
	bool free_now;

	pthread_mutex_lock(&jobs->lock);
	free_now = job->state == JOB_DONE || unlink_waiting(jobs, job);
	if (!free_now) {
		job->dropped = true;
		stop_running(jobs);
	}
	pthread_mutex_unlock(&jobs->lock);
	if (free_now)
		job->release(job);
}

void jobs_pause(struct jobs *jobs)
{
	if (!jobs)
		return;
	pthread_mutex_lock(&jobs->lock);
	jobs->paused++;
	while (jobs->running) {
		jobs->again |= !jobs->stopping;
		stop_running(jobs);
		pthread_cond_wait(&jobs->changed, &jobs->lock);
	}
	pthread_mutex_unlock(&jobs->lock);
}

void jobs_resume(struct jobs *jobs)
{
	if (!jobs)
		return;
	pthread_mutex_lock(&jobs->lock);
	jobs->paused--;
	pthread_cond_broadcast(&jobs->changed);
	pthread_mutex_unlock(&jobs->lock);
}

bool jobs_are_idle(struct jobs *jobs)
{
	bool idle;

	pthread_mutex_lock(&jobs->lock);
	idle = !jobs->running && !jobs->first;
	pthread_mutex_unlock(&jobs->lock);
	return idle;
}

int jobs_fd(const struct jobs *jobs)
{
	return jobs->fd;
}

void jobs_heed(struct jobs *jobs)
{
	uint64_t n;
	ssize_t ignored = read(jobs->fd, &n, sizeof(n));

	(void)ignored;
}
