/* command_dashboard.c - what `tidewaiter` without a command does; and `demo`, the same on the sample pack. */
#include "app.h"

#include <stdlib.h>
#include <unistd.h>

#include "first_run.h"
#include "live.h"
#include "loading.h"
#include "session.h"

static bool run_demo(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	char *sample = paths_sample_data();
	struct session session = {0};
	struct live_walk walk = live_walk_of(args);
	bool ok;

	if (!sample)
		return err_set(err, ERR_NO_INPUT, "the sample data is not installed; name its folder in TIDEWAITER_SAMPLE_DATA");
	ok = session_open(app, STORE_TEMPORARY, NULL, &session, err) && loading_folder(&session, sample, isatty(STDERR_FILENO), err);
	session.follows_data = true;
	ok = ok && session_read(&session, app, err);
	if (ok)
		ok = app->plain ? live_plain(app, &session, NULL, LIVE_ALL_VIEWS, err) : live_run(app, &session, &walk, NULL, NULL, NULL, err);
	session_close(&session);
	free(sample);
	return ok;
}

static bool has_sample(void)
{
	char *sample = paths_sample_data();

	free(sample);
	return sample != NULL;
}

static bool run_session(struct app *app, struct session *session, const struct live_walk *walk, bool *ret_demo, struct err *err)
{
	bool empty = session_is_empty(session), offer = empty && has_sample();

	char *path = paths_database(app);	/* also of a database that is not there yet */
	bool ok;

	if (app->plain)
		ok = live_plain(app, session, empty ? first_run_text(false) : NULL, LIVE_ALL_VIEWS, err);
	else
		ok = live_run(app, session, walk, empty ? first_run_text(offer) : NULL, path, offer ? ret_demo : NULL, err);
	free(path);
	return ok;
}

/* An absent database is no failure here: it is the first run. */
static bool run_dashboard(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct live_walk walk = live_walk_of(args);
	struct session session = {0};
	bool demo = false, ok = session_open(app, STORE_READ_ONLY, NULL, &session, err);

	if (!ok && err->code == ERR_NO_INPUT) {
		err_clear(err);
		ok = session_open(app, STORE_MEMORY, NULL, &session, err);
	}
	ok = ok && session_read(&session, app, err) && run_session(app, &session, &walk, &demo, err);
	session_close(&session);
	return ok && demo ? run_demo(app, args, ret_status, err) : ok;
}

const struct command command_dashboard = {
	.name = "",
	.synopsis = "",
	.summary = "opens the dashboard",
	.description = "Opens the dashboard.",
	.options = live_options,
	.run = run_dashboard,
};

const struct command command_demo = {
	.name = "demo",
	.synopsis = "",
	.summary = "opens the dashboard on sample data of a made-up country",
	.description = "Opens the dashboard on the sample pack: eight border posts of a made-up country, labelled SYNTHETIC. Everything "
		"happens in a private temporary database that is gone afterwards; your own data is not touched. The clock stands at the last "
		"instant of the sample.",
	.example = "  tidewaiter demo --present 'figures:20, brief:60'\n  tidewaiter demo --script talk.keys",
	.options = live_options,
	.run = run_demo,
};
