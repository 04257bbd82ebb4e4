/* session.h - a database in memory filled from CSV files, and a dashboard on it, for tests of screens. */
#ifndef TEST_PANEL_SESSION_H
#define TEST_PANEL_SESSION_H

#include "kpi/kpi.h"
#include "panel/dashboard.h"

struct session {
	struct store *store;
	struct cube *cube;
	struct kpi_env env;
	struct dashboard *dashboard;
	bool ascii;
	struct notes *notes;		/* borrowed; given to the next dashboard */
};

/* Loads a folder or file; path relative to the source root unless it is absolute; profile may be NULL. now: the clock in
 * UTC, "" for the last instant of the data. Ends the test case when something fails. */
void session_load(struct session *session, const char *path, const char *profile, const char *now);
/* A new dashboard on it; the one before is closed. */
void session_open(struct session *session, const char *view, bool ascii);
void session_close(struct session *session);

/* Types keys by name: "Down Enter i". */
void session_press(struct session *session, const char *keys);
/* Paints and hands out the canvas; the caller destroys it. */
struct canvas *session_paint(struct session *session, int cols, int rows);
/* Text of the screen: appended. */
void session_text(struct session *session, int cols, int rows, struct text *out);
/* The same without what differs from run to run (when files were loaded, how large the database is), with the roles of the cells
 * where with_roles: for golden files. */
void session_append(struct session *session, int cols, int rows, bool with_roles, struct text *out);

#endif
