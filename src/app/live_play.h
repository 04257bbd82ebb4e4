/* live_play.h - a year of selection played behind the screen: on a thread and a connection of its own, so that neither keys nor what is read
 * for the screen wait for it. What it found is kept in the database, as `risk simulate` does, and from there comes to the screen. */
#ifndef APP_LIVE_PLAY_H
#define APP_LIVE_PLAY_H

#include "app.h"
#include "panel/dashboard.h"

struct live_play;

/* path: of the database. False where a year is being played, or no thread can be had. */
bool live_play_begin(const struct app *app, const char *path, const struct panel_year *year, struct live_play **play, struct err *err);
/* Makes it end soon; nothing is kept then. Accepts NULL. */
void live_play_stop(struct live_play *play);
/* 0..100 while it plays; -1 once it is over: then *ret_err tells of a failure (ERR_INTERRUPTED: it was stopped; code 0: it was kept), and
 * the play is released. */
int live_play_look(struct live_play **play, struct err *ret_err);
/* Stops it and waits for its end. Accepts NULL. */
void live_play_end(struct live_play **play);

#endif
