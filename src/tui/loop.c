/* loop.c - the live screen: the dashboard draws on a canvas, the terminal shows it. Knows no panel and no data. */
#include "tui/loop.h"

enum { IDLE_MS = 2000 };

static bool show(struct term *term, struct dashboard *dashboard, struct canvas **canvas, struct err *err)
{
	const struct theme *theme = theme_at(dashboard_theme(dashboard));
	int cols, rows;

	term_size(term, &cols, &rows);
	if (!*canvas || (*canvas)->cols != cols || (*canvas)->rows != rows) {
		canvas_destroy(*canvas);
		*canvas = NULL;
		if (!canvas_create(cols, rows, term_is_ascii(term), canvas, err))
			return false;
	}
	dashboard_paint(dashboard, *canvas);
	return term_show(term, *canvas, term_is_mono(term) ? theme_find("mono") : theme, err);
}

/* false ends the loop. *changed asks for a new frame. */
static bool take(struct term *term, struct dashboard *dashboard, const struct loop_hooks *hooks, uint32_t key, bool *changed)
{
	*changed = true;
	switch (key) {
	case TERM_HANGUP:
		return false;
	case TERM_INTERRUPT:
		return dashboard_request(dashboard, REQ_CANCEL);
	case KEY_NONE_:
		if (dashboard_dwell(dashboard))
			return dashboard_key(dashboard, ' ');
		*changed = hooks && hooks->refresh && hooks->refresh(hooks->context, dashboard);
		return true;
	case KEY_RESIZE_:
		return true;
	case 'L' & 0x1f:
		term_redraw(term);
		return true;
	default:
		return dashboard_key(dashboard, key);
	}
}

bool loop_run(struct term *term, struct dashboard *dashboard, const struct loop_hooks *hooks, struct err *err)
{
	struct canvas *canvas = NULL;
	bool going = true, changed = true, ok = true;

	while (going && ok) {
		if (changed)
			ok = show(term, dashboard, &canvas, err);
		if (ok)
			going = take(term, dashboard, hooks,
				term_key(term, -1, dashboard_dwell(dashboard) ? dashboard_dwell(dashboard) * 1000 : IDLE_MS), &changed);
	}
	canvas_destroy(canvas);
	return ok;
}
