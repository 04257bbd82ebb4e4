/* loop.c - the live screen: the dashboard draws on a canvas, the terminal shows it. Knows no panel and no data.
 *
 * A frame is sent when there is nothing more to read: keys that were typed faster than the link takes frames are not drawn one
 * by one. A panel that is being read gets a moment before the screen says so, for most are there by then. */
#include "tui/loop.h"

#include <time.h>

enum {
	IDLE_MS = 2000,
	PATIENCE_MS = 250,		/* for a panel to be read, before "Reading" is shown */
	COMPLETE_MS = 120,		/* for what comes in behind it, so that both are one frame; not for the first of all */
	FRAME_MS = 100,			/* keys may hold a frame back for so long */
};

struct loop {
	struct term *term;
	struct dashboard *dashboard;
	const struct loop_hooks *hooks;
	struct canvas *canvas;
	bool changed;			/* a frame is due */
	bool shown;			/* one was sent */
	bool fetching;			/* new data, behind the screen */
	int64_t since;			/* when it became due */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void change(struct loop *loop)
{
	if (!loop->changed)
		loop->since = now_ms();
	loop->changed = true;
}

static bool show(struct loop *loop, struct err *err)
{
	const struct theme *theme = theme_at(dashboard_theme(loop->dashboard));
	int cols, rows;

	term_size(loop->term, &cols, &rows);
	if (!loop->canvas || loop->canvas->cols != cols || loop->canvas->rows != rows) {
		canvas_destroy(loop->canvas);
		loop->canvas = NULL;
		if (!canvas_create(cols, rows, term_is_ascii(loop->term), &loop->canvas, err))
			return false;
		loop->canvas->letters = term_has_letters(loop->term);
	}
	loop->changed = false;
	loop->shown = true;
	dashboard_paint(loop->dashboard, loop->canvas);
	return term_show(loop->term, loop->canvas, term_is_mono(loop->term) ? theme_find("mono") : theme, err);
}

/* How long a frame that is due may still wait for what would change it again; 0: it is shown now. */
static int time_left(const struct loop *loop)
{
	int64_t passed = now_ms() - loop->since;
	int64_t limit = dashboard_is_blank(loop->dashboard) ? PATIENCE_MS : loop->shown && dashboard_is_completing(loop->dashboard) ?
		COMPLETE_MS : term_has_key(loop->term) ? FRAME_MS : 0;

	return passed < limit ? (int)(limit - passed) : 0;
}

/* Takes over data that was fetched, once nothing reads what there was. */
static void replace(struct loop *loop)
{
	if (!loop->fetching || dashboard_is_busy(loop->dashboard))
		return;
	loop->fetching = false;
	loop->hooks->replace(loop->hooks->context, loop->dashboard);
	change(loop);
}

static void look_for_data(struct loop *loop)
{
	const struct loop_hooks *hooks = loop->hooks;

	if (!hooks || loop->fetching || !hooks->differs(hooks->context))
		return;
	loop->fetching = true;
	dashboard_behind(loop->dashboard, hooks->fetch, hooks->context);
}

static bool settle(struct loop *loop)
{
	bool changed, going = dashboard_settle(loop->dashboard, &changed);

	if (changed)
		change(loop);
	replace(loop);
	return going;
}

/* Nothing was typed for a while: what is played or presented goes on, or new data is looked for. */
static bool idle(struct loop *loop)
{
	replace(loop);
	if (dashboard_due(loop->dashboard) != 0) {
		look_for_data(loop);
		if (loop->hooks && loop->hooks->tick && loop->hooks->tick(loop->hooks->context, loop->dashboard))
			change(loop);
		if (dashboard_look_at_notes(loop->dashboard))
			change(loop);
		return true;
	}
	change(loop);
	return dashboard_go_on(loop->dashboard);
}

/* How long to wait for a key: until the frame that is due, or what goes on by itself, or the next look at the data. */
static int patience(const struct loop *loop)
{
	int due = dashboard_due(loop->dashboard);

	if (loop->changed)
		return time_left(loop);
	return due >= 0 && due < IDLE_MS ? due : IDLE_MS;
}

/* false ends the loop. */
static bool take(struct loop *loop, uint32_t key)
{
	switch (key) {
	case TERM_HANGUP:
		return false;
	case TERM_INTERRUPT:
		change(loop);
		return dashboard_request(loop->dashboard, REQ_CANCEL);
	case TERM_WAKE:
		return settle(loop);
	case KEY_NONE_:
		return loop->changed || idle(loop);
	case KEY_RESIZE_:
		change(loop);
		return true;
	default:
		change(loop);
		if (!dashboard_redraws(loop->dashboard, key))
			return dashboard_key(loop->dashboard, key);
		term_redraw(loop->term);
		return true;
	}
}

bool loop_run(struct term *term, struct dashboard *dashboard, const struct loop_hooks *hooks, struct err *err)
{
	struct loop loop = {.term = term, .dashboard = dashboard, .hooks = hooks, .changed = true};	/* the first frame is shown at once */
	bool going = true, ok = true;
	uint32_t key;

	while (going && ok) {
		int left;

		dashboard_tell_time(dashboard, now_ms());
		left = patience(&loop);
		if (loop.changed && left == 0) {
			ok = show(&loop, err);
			continue;
		}
		key = term_key(term, dashboard_wake_fd(dashboard), left);
		dashboard_tell_time(dashboard, now_ms());
		going = take(&loop, key);
	}
	canvas_destroy(loop.canvas);
	return ok;
}
