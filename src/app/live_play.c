/* live_play.c - see live_play.h. */
#include "live_play.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/thread.h"
#include "risk.h"
#include "risk/played.h"
#include "session.h"

enum { WEEKS = 52, START = 4, PLAYS = 5 };	/* as `risk simulate` does, unless told otherwise */

struct live_play {
	pthread_t thread;
	struct app app;
	char *path;
	struct panel_year year;
	atomic_bool stops, is_over;
	atomic_int percent;
	struct err err;			/* the thread's, until it is over */
};

static bool step(void *user, int done, int all)
{
	struct live_play *play = user;

	atomic_store(&play->percent, all > 0 ? (int)(100.0 * done / all) : 0);
	return !atomic_load(&play->stops);
}

static bool simulate(struct live_play *play, struct risk_sim_options *options, struct arena *arena, struct risk_simulation *ret_simulation)
{
	struct session session = {0};
	bool ok = session_open(&play->app, STORE_READ_ONLY, play->path, &session, &play->err) &&
		  risk_span(session.store, &options->from, &options->to, &play->err) &&
		  risk_simulate(session.store, options, arena, ret_simulation, &play->err);

	session_close(&session);
	return ok;
}

/* The file is held for writing no longer than it takes to write one line. */
static void keep(struct live_play *play, const struct risk_sim_options *options, const struct risk_simulation *simulation)
{
	struct session session = {0};

	if (atomic_load(&play->stops))
		err_set(&play->err, ERR_INTERRUPTED, "stopped");
	else if (session_open(&play->app, STORE_READ_WRITE, play->path, &session, &play->err))
		risk_played_keep(session.store, options, simulation, play->app.now_text ? play->app.now : (int64_t)time(NULL), &play->err);
	session_close(&session);
}

static void *run(void *context)
{
	struct live_play *play = context;
	struct risk_sim_options options = {.budget = play->year.budget, .explore = play->year.explore, .weeks = WEEKS, .start = START,
		.seeds = PLAYS, .seed = 1, .rule = (enum risk_rank_rule)play->year.rule, .step = step, .user = play};
	struct risk_simulation simulation;
	struct arena arena;

	arena_init(&arena);
	if (simulate(play, &options, &arena, &simulation))
		keep(play, &options, &simulation);
	arena_finish(&arena);
	atomic_store(&play->is_over, true);
	return NULL;
}

static void release(struct live_play *play)
{
	free(play->path);
	free(play);
}

bool live_play_begin(const struct app *app, const char *path, const struct panel_year *year, struct live_play **play, struct err *err)
{
	struct live_play *begun;

	if (*play)
		return err_set(err, ERR_REFUSED, "A year is being played already: y stops it.");
	begun = calloc(1, sizeof(*begun));
	if (!begun)
		return err_memory(err);
	begun->app = *app;
	begun->path = strdup(path);
	begun->year = *year;
	if (begun->path && thread_begin(&begun->thread, run, begun)) {
		*play = begun;
		return true;
	}
	release(begun);
	return err_set(err, ERR_IO, "no thread can be started to play a year: too many are running");
}

void live_play_stop(struct live_play *play)
{
	if (play)
		atomic_store(&play->stops, true);
}

static void finish(struct live_play **play)
{
	pthread_join((*play)->thread, NULL);
	release(*play);
	*play = NULL;
}

int live_play_look(struct live_play **play, struct err *ret_err)
{
	*ret_err = (struct err){0};
	if (!*play)
		return -1;
	if (!atomic_load(&(*play)->is_over))
		return atomic_load(&(*play)->percent);
	*ret_err = (*play)->err;	/* the thread's last word: it is over */
	finish(play);
	return -1;
}

void live_play_end(struct live_play **play)
{
	if (!*play)
		return;
	live_play_stop(*play);
	finish(play);
}
