/* session.c - opens what a command needs and closes it again, whatever was reached. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "cube/cube.h"

bool session_open(const struct app *app, enum store_mode mode, const char *path, struct session *ret_session, struct err *err)
{
	struct session session = {0};
	char *place = path ? strdup(path) : paths_database(app);
	bool ok;

	if (!place)
		return err_set(err, ERR_CONFIG, "no place for the database: set HOME, or name one with --db FILE");
	ok = store_open(place, mode, &session.store, err);
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
