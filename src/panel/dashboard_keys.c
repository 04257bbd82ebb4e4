/* dashboard_keys.c - keys on their way to a request: a prompt takes them as text, a script that plays or records sees them, and those
 * that need what is still being read wait for it in the order in which they were typed. */
#include "panel/dashboard.h"

#include <string.h>

#include "dashboard_private.h"

void dashboard_forget_typed(struct dashboard *d)
{
	d->n_typed = 0;
	d->text_from = 0;
}

static bool opens_prompt(enum request request)
{
	return request == REQ_FIND || request == REQ_COMMAND || request == REQ_PERIOD || request == REQ_COMPARE || request == REQ_EXPORT ||
	       request == REQ_NOTE;
}

/* Leave, or go elsewhere: what was typed before is given up with the place. */
static bool leaves(enum request request)
{
	return dashboard_is_view(request) || request == REQ_BACK || request == REQ_QUIT || request == REQ_HELP || request == REQ_CANCEL;
}

/* Acts on the scope or the look alone, not on what stands in the panel. */
static bool needs_no_panel(enum request request)
{
	switch (request) {
	case REQ_PERIOD_PREVIOUS:
	case REQ_PERIOD_NEXT:
	case REQ_FINER:
	case REQ_COARSER:
	case REQ_FILTER_CLEAR:
	case REQ_MASK:
	case REQ_THEME:
	case REQ_RELOAD:
	case REQ_UNDO:
	case REQ_REDO:
	case REQ_PRESENT:
		return true;
	default:
		return leaves(request) || (opens_prompt(request) && request != REQ_EXPORT && request != REQ_NOTE);
	}
}

static void keep_typed(struct dashboard *d, uint32_t key)
{
	if (d->n_typed < TYPED_MAX)
		d->typed[d->n_typed++] = key;
}

/* For a prompt that will open: Esc takes it back, Enter ends it. */
static bool keep_text(struct dashboard *d, uint32_t key)
{
	if (key == KEY_ESCAPE_)
		d->n_typed = d->text_from - 1;
	else
		keep_typed(d, key);
	if (key == KEY_ESCAPE_ || key == KEY_ENTER_)
		d->text_from = 0;
	return true;
}

/* true when the key waits until the panel was read. */
static bool wait_for_panel(struct dashboard *d, uint32_t key)
{
	enum request request = request_of_key(key);
	const struct panel_ops *ops = d->n_places ? top(d)->panel->ops : NULL;

	if (d->n_places == 0 || !place_is_waiting(top(d)))
		return false;
	/* Only some requests wait for what comes in behind the picture; and those that were typed after them. */
	if (!top(d)->load && d->n_typed == 0 && !(place_is_ready(top(d)) && ops->waits && ops->waits(top(d)->panel, request)))
		return false;
	if (d->text_from)
		return keep_text(d, key);
	if (leaves(request)) {
		dashboard_forget_typed(d);
		return false;
	}
	if (d->n_typed == 0 && (request == REQ_NONE || (needs_no_panel(request) && top(d)->load)))
		return false;
	keep_typed(d, key);
	if (opens_prompt(request))
		d->text_from = d->n_typed;
	return true;
}

static bool prompt(struct dashboard *d, uint32_t key)
{
	bool going;

	jobs_pause(d->jobs);
	going = ask_key(d, key);
	jobs_resume(d->jobs);
	return going;
}

bool dashboard_redraws(const struct dashboard *d, uint32_t key)
{
	bool is_text = d->asking != ASK_NOTHING && (key >= ' ' || key == KEY_ENTER_ || key == KEY_TAB_ || key == KEY_ESCAPE_);

	return request_of_key(key) == REQ_REDRAW && !is_text;
}

bool dashboard_key(struct dashboard *d, uint32_t key)
{
	if (play_is_on(d) && play_key(d, key))
		return true;
	if (record_is_on(d))
		record_key(d, key);
	return dashboard_press(d, key);
}

bool dashboard_press(struct dashboard *d, uint32_t key)
{
	enum request request;

	if (d->asking != ASK_NOTHING)
		return prompt(d, key);
	if (d->present.on) {
		d->message[0] = '\0';
		if (present_key(d, key))
			return true;
	}
	if (wait_for_panel(d, key))
		return true;
	request = request_of_key(key);
	if (d->n_places == 0 && key == 'd')
		request = REQ_DRILL;	/* as the page says: the demo */
	if (request == REQ_NONE) {
		d->message[0] = '\0';
		return true;
	}
	return dashboard_request(d, request);
}

/* What was typed while the panel was read; one of the keys may begin another reading, for which the rest waits again. */
static bool type_again(struct dashboard *d)
{
	uint32_t keys[TYPED_MAX];
	size_t n = d->n_typed;
	bool going = true;

	memcpy(keys, d->typed, n * sizeof(keys[0]));
	dashboard_forget_typed(d);
	for (size_t i = 0; i < n && going; i++)
		going = dashboard_press(d, keys[i]);
	return going;
}

static bool settle(struct dashboard *d, struct place *place)
{
	struct panel_context context;

	if (!place_is_waiting(place))
		return false;
	context = dashboard_context(d, place);
	return place_settle(place, &context);
}

bool dashboard_settle(struct dashboard *d, bool *ret_changed)
{
	*ret_changed = false;
	if (!d->jobs)
		return true;
	jobs_heed(d->jobs);
	dashboard_settle_behind(d);
	*ret_changed = settle(d, &d->companion) | freshness_settle(&d->freshness, d->jobs);
	for (size_t i = 0; i < d->n_places; i++)
		*ret_changed |= settle(d, &d->places[i]);
	return d->n_typed == 0 || top(d)->load || type_again(d);
}
