/* session.c - opens what a command needs and closes it again, whatever was reached. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "cube/build.h"
#include "cube/cube.h"
#include "progress.h"

struct renewal {
	struct store *store;
	struct progress bar;
	bool told;
};

/* Told once it is under way: whoever may not write is told so instead. */
static bool on_day(void *context, int64_t done, int64_t total)
{
	struct renewal *renewal = context;

	if (!renewal->told)
		output_say("tidewaiter: %s was loaded by an older Tidewaiter: its figures are made anew, once\n", store_path(renewal->store));
	renewal->told = true;
	return progress_step(&renewal->bar, done, total, -1);
}

/* Segments that an older program laid out are made anew. */
static bool renew_figures(struct store *store, struct err *err)
{
	struct renewal renewal = {.store = store};
	struct cube_progress progress = {.step = on_day, .context = &renewal};
	enum cube_layout layout;
	bool ok;

	if (!cube_layout_read(store, &layout, err))
		return false;
	if (layout == CUBE_LAYOUT_READY)
		return true;
	progress_start(&renewal.bar, "figures");
	ok = cube_renew(store, &progress, err);
	progress_end(&renewal.bar);
	return ok;
}

static bool open_to_write(const char *place, enum store_mode mode, struct store **ret_store, struct err *err)
{
	struct store *store;

	if (!store_open(place, mode, &store, err))
		return false;
	if (mode == STORE_READ_WRITE && !renew_figures(store, err)) {
		store_close(store);
		return false;
	}
	*ret_store = store;
	return true;
}

static bool is_old(struct store *store)
{
	enum cube_layout layout;

	return cube_layout_read(store, &layout, NULL) && layout == CUBE_LAYOUT_OLD;
}

/* What a reader cannot put right - the journal of a load that was cut short, an older schema or layout - a writer does, once; who may
 * not write is told so by the reader. */
static bool open_to_read(const struct app *app, const char *place, struct store **ret_store, struct err *err)
{
	struct store *store = NULL, *writer;
	struct err why = {0}, failure = {0};
	bool ok = store_open(place, STORE_READ_ONLY, &store, &why);

	if (!app->read_only && (ok ? is_old(store) : why.code == ERR_REFUSED)) {
		store_close(store);
		if (open_to_write(place, STORE_READ_WRITE, &writer, &failure))
			store_close(writer);
		else if (failure.code != ERR_CANNOT_WRITE)
			return err_set(err, failure.code, "%s", failure.text);
		ok = store_open(place, STORE_READ_ONLY, &store, &why);
	}
	if (!ok)
		return err_set(err, why.code, "%s", why.text);
	*ret_store = store;
	return true;
}

bool session_open(const struct app *app, enum store_mode mode, const char *path, struct session *ret_session, struct err *err)
{
	struct session session = {0};
	char *place = path ? strdup(path) : paths_database(app);
	bool ok;

	if (!place)
		return err_set(err, ERR_CONFIG, "no place for the database: set HOME, or name one with --db FILE");
	ok = mode == STORE_READ_ONLY ? open_to_read(app, place, &session.store, err) : open_to_write(place, mode, &session.store, err);
	free(place);
	if (ok)
		*ret_session = session;
	return ok;
}

/* The wall clock of the administration: what --now means without an offset, and where the last instant of data lies. */
static const struct time_zone *zone_of(struct store *store)
{
	const char *name = store_fact(store, "timezone");
	const struct time_zone *zone = name ? time_zone_find(name) : NULL;

	return zone ? zone : time_zone_utc();
}

static int64_t clock_of(const struct session *session, const struct app *app)
{
	const struct time_zone *zone = zone_of(session->store);
	int32_t first, last;
	struct time_stamp stamp;

	if (app->now_text && time_stamp_parse(app->now_text, strlen(app->now_text), &stamp))
		return stamp.form == TIME_FORM_INSTANT ? stamp.seconds : time_utc_from_local(zone, app->now);
	if (session->follows_data && cube_span(session->cube, CUBE_AT_REGISTERED, &first, &last))
		return time_utc_from_local(zone, ((int64_t)last + 1) * TIME_DAY_SECONDS - 1);
	return app->now;
}

bool session_read(struct session *session, const struct app *app, struct err *err)
{
	struct cube *cube;
	const char *synthetic;

	if (!cube_open(session->store, &cube, err))
		return false;
	cube_close(session->cube);
	session->cube = cube;
	synthetic = store_fact(session->store, "synthetic");
	session->synthetic = synthetic && strcmp(synthetic, "0") != 0;
	session->env = (struct kpi_env){.store = session->store, .cube = cube, .config = app->config};
	session->env.now = clock_of(session, app);
	return true;
}

bool session_is_empty(const struct session *session)
{
	return !session->cube || cube_rows(session->cube) == 0;
}

void session_close(struct session *session)
{
	cube_close(session->cube);
	store_close(session->store);
	*session = (struct session){0};
}
