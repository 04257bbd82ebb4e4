/* session.h - the rooms wired together for one command: store, cube, and what KPIs need to know. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app.h"
#include "kpi/kpi.h"
#include "model/sink.h"
#include "store/store.h"

struct session {
	struct store *store;
	struct cube *cube;		/* NULL until session_read() */
	struct kpi_env env;
	bool synthetic;			/* the data says so of itself: label it */
	bool follows_data;		/* the clock stands at the last instant of the data (demo) */
};

/* Opens the database of `app`; path NULL: the default one. A missing database is ERR_NO_INPUT for reading. Without --read-only, what is
 * left by a load that was cut short, or by an older program, is put right first, also where it is only to be read. */
bool session_open(const struct app *app, enum store_mode mode, const char *path, struct session *ret_session, struct err *err);
/* Opens the cube on what is there now; call again after a load. */
bool session_read(struct session *session, const struct app *app, struct err *err);
void session_close(struct session *session);
bool session_is_empty(const struct session *session);

#endif
