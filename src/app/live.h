/* live.h - the dashboard on a terminal, or as linear text, over an open session. */
#ifndef APP_LIVE_H
#define APP_LIVE_H

#include "session.h"

/* --script, --record and --present: what happens from the first screen on. NULL: nothing of the kind. */
struct live_walk {
	const char *script, *record;	/* paths */
	const char *slides;		/* a playlist; "" as configured */
};
extern const struct option_def live_options[];		/* of the commands that open the dashboard */
struct live_walk live_walk_of(const struct args *args);

/* The file of notes that the configuration names, else the user's own. In memory: for what is gone afterwards. Tried: read, but what is
 * written to it stays in memory. */
struct notes;
enum live_notes { LIVE_NOTES, LIVE_NOTES_IN_MEMORY, LIVE_NOTES_TRIED };
bool live_notes_open(const struct app *app, enum live_notes how, struct notes **ret_notes, struct err *err);

/* Runs until the user leaves. follow: the database's path, watched for new data; NULL for a private one. ret_demo: whether the
 * sample data was asked for instead of leaving; NULL where it is not offered. */
bool live_run(struct app *app, struct session *session, const struct live_walk *walk, const char *first_run, const char *follow,
	bool *ret_demo, struct err *err);
/* The same figures, one a line: of all views, or of the first one and where the others are. */
enum live_plain { LIVE_ALL_VIEWS, LIVE_FIRST_VIEW };
bool live_plain(struct app *app, struct session *session, const char *first_run, enum live_plain what, struct err *err);

#endif
