/* jobs.h - slow work behind the screen: one piece after another, on one thread of its own.
 *
 * Whoever adds a job embeds struct job first. While it is waiting or running its fields belong to the thread, and it may run
 * more than once. Not knowing panels or data, it only says when to stop: a job that is dropped while it runs is told through
 * `stop`. */
#ifndef PANEL_JOBS_H
#define PANEL_JOBS_H

#include <stdbool.h>

#include "base/err.h"

struct jobs;

struct job {
	void (*run)(struct job *job);		/* on the thread */
	void (*release)(struct job *job);	/* frees the job and what it owns; on either thread */
	struct job *next;
	enum { JOB_WAITING, JOB_RUNNING, JOB_DONE } state;
	bool dropped;
};

/* stop(context, true) makes what is running end soon, stop(context, false) takes that back; both while nothing else runs. */
bool jobs_create(void (*stop)(void *context, bool stop), void *context, struct jobs **ret_jobs, struct err *err);
/* Waits for the end of what runs; all jobs were dropped before. Accepts NULL. */
void jobs_destroy(struct jobs *jobs);

void jobs_add(struct jobs *jobs, struct job *job);
bool jobs_is_done(struct jobs *jobs, struct job *job);
/* Asks the job to end soon; one that did not begin is done without having run. */
void jobs_stop(struct jobs *jobs, struct job *job);
/* The result is not wanted: released at once, or by the thread when it is running. */
void jobs_drop(struct jobs *jobs, struct job *job);
/* Waits, shortly, until nothing runs, and lets nothing begin: what was running begins anew after resume. Whoever pauses may use
 * what the jobs use. */
void jobs_pause(struct jobs *jobs);		/* these two accept NULL */
void jobs_resume(struct jobs *jobs);
bool jobs_are_idle(struct jobs *jobs);		/* nothing runs or waits, dropped ones included */
/* Readable when a job was done since jobs_heed(). */
int jobs_fd(const struct jobs *jobs);
void jobs_heed(struct jobs *jobs);

#endif
