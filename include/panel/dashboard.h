/* dashboard.h - the frame around the panels: scope bar, tabs, hint line, the stack of places to go back to, proof, help.
 *
 * It is driven by keys and painted on a canvas, and knows no terminal: the live screen, `show --keys` and the tests run the same
 * code. */
#ifndef PANEL_DASHBOARD_H
#define PANEL_DASHBOARD_H

#include "base/err.h"
#include "canvas/canvas.h"
#include "kpi/kpi.h"
#include "panel/panel.h"

struct dashboard;
struct notes;

struct dashboard_options {
	const struct kpi_env *env;	/* borrowed; reopen through dashboard_replace when data changed */
	bool synthetic;
	bool ascii;
	const char *view;		/* first view, "brief" */
	const char *first_run;		/* empty database: what to do, painted instead of panels; NULL otherwise. Lines that
					 * begin with four blanks are to be typed, with "> " what Enter does */
	bool offers_demo;		/* first run: Enter or d leaves, and dashboard_wants_demo() tells why */
	bool background;		/* read data on a thread: keys never wait. Screens then need dashboard_settle() */
	const char *demo_hint;		/* may be NULL: a line told once at start */
	/* Writes a file whole or not at all; NULL: nothing is written from the screen. */
	bool (*save)(void *context, const char *path, const struct text *content, struct err *err);
	void *save_context;
	/* An officer's word on a declaration, into the audit trail; NULL: refused with a sentence. */
	bool (*opine)(void *context, int64_t declaration, bool agrees, struct err *err);
	/* The picks of a day, into the audit trail; NULL: refused with a sentence. */
	bool (*pick)(void *context, const struct panel_picks *picks, struct err *err);
	/* A year of selection, played behind the screen by whoever runs the dashboard, who tells how far it is (dashboard_tell_work) and replaces
	 * the data when it is kept. year NULL: what plays is to stop. False with a sentence; NULL: refused with one. */
	bool (*play)(void *context, const struct panel_year *year, struct err *err);
	void *write_context;		/* of these three */
	struct notes *notes;		/* what people write; borrowed; NULL: nothing can be written down */
};

bool dashboard_create(const struct dashboard_options *options, struct dashboard **ret_dashboard, struct err *err);
void dashboard_destroy(struct dashboard *dashboard);
/* false once the user asked to quit. A failure inside becomes a message on screen. */
bool dashboard_key(struct dashboard *dashboard, uint32_t key);
bool dashboard_request(struct dashboard *dashboard, enum request request);
/* The key that draws the screen anew, which whoever has the terminal does; not where the key would be text. */
bool dashboard_redraws(const struct dashboard *dashboard, uint32_t key);
bool dashboard_wants_demo(const struct dashboard *dashboard);
/* In words, one figure a line: all views, or what is shown now, wherever keys have led. */
enum dashboard_plain { DASHBOARD_ALL_VIEWS, DASHBOARD_SHOWN };
bool dashboard_write_plain(struct dashboard *dashboard, enum dashboard_plain what, struct text *out, struct err *err);
void dashboard_paint(struct dashboard *dashboard, struct canvas *canvas);
/* With background: readable when something was read, -1 without. settle takes it over and types what waited for it; false once
 * that asked to quit. */
int dashboard_wake_fd(const struct dashboard *dashboard);
bool dashboard_settle(struct dashboard *dashboard, bool *ret_changed);
bool dashboard_is_reading(const struct dashboard *dashboard);	/* the panel in view is not there yet */
bool dashboard_is_blank(const struct dashboard *dashboard);	/* nor a sketch of it */
bool dashboard_is_completing(const struct dashboard *dashboard);	/* it is, but for what comes in behind it */
bool dashboard_is_busy(const struct dashboard *dashboard);	/* the store and the cube are in use */
/* Runs work(context) on the thread that reads, when it is free, one at a time; nothing without background. It may be run again from
 * its beginning. */
void dashboard_behind(struct dashboard *dashboard, void (*work)(void *context), void *context);
/* Other data takes the place of what there was, while not busy: panels are read again; scope, place and row stay. A first
 * run gives way to the first view. changed: says what is new; else only the clock went on. */
void dashboard_replace(struct dashboard *dashboard, const struct kpi_env *env, bool synthetic, bool changed);
/* Said on the last line in place of the hints, until the next one; "" or NULL takes it away. */
void dashboard_caption(struct dashboard *dashboard, const char *text);
/* What goes on behind the screen, in the bar at the top: "playing 40 %"; "" nothing. True when that changed. */
bool dashboard_tell_work(struct dashboard *dashboard, const char *text);
/* Said on the last line until the next key. */
void dashboard_tell(struct dashboard *dashboard, const char *text);
/* Others may write to the file of notes: true when something did, and the screen looks different. */
bool dashboard_look_at_notes(struct dashboard *dashboard);
/* What happens by itself: a playlist turns its slides, a script presses its keys. Whoever has a clock tells it (milliseconds from
 * anywhere) before each key and before go_on; due: milliseconds until go_on() has something to do, -1 while it has nothing. */
void dashboard_tell_time(struct dashboard *dashboard, int64_t ms);
int dashboard_due(const struct dashboard *dashboard);
bool dashboard_go_on(struct dashboard *dashboard);		/* false once what is played asked to quit */
/* Plays a script (panel/script.h) to whoever sits there. */
bool dashboard_play(struct dashboard *dashboard, const char *path, struct err *err);
/* Writes what is typed from here on as a script; NULL, or the end of the dashboard, writes the file. */
bool dashboard_record(struct dashboard *dashboard, const char *path, struct err *err);
/* Begins a presentation: slides as [present] of the configuration writes them, NULL or "" what stands there. */
bool dashboard_present(struct dashboard *dashboard, const char *slides, struct err *err);
/* Which theme was asked for with T, as index into theme_at(); starts at 0. */
size_t dashboard_theme(const struct dashboard *dashboard);
void dashboard_set_theme(struct dashboard *dashboard, size_t index);

#endif
