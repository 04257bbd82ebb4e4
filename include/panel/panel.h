/* panel.h - what every panel offers, and what it is given. A panel loads (slow, may fail), paints what it loaded (no database,
 * no clock, no terminal), and answers requests. One file per panel in src/panel/. */
#ifndef PANEL_PANEL_H
#define PANEL_PANEL_H

#include "base/arena.h"
#include "base/err.h"
#include "canvas/canvas.h"
#include "kpi/kpi.h"
#include "panel/request.h"

/* The scope is one thing for all panels: change it anywhere, all follow. */
enum panel_grain { PANEL_DAY, PANEL_WEEK, PANEL_MONTH, PANEL_QUARTER, PANEL_YEAR };

enum { PANEL_MAX_FILTERS = 12 };

struct panel_scope_filter {
	char name[80];			/* dimension as on the command line: "office", "attribute.x" */
	char value[160];		/* one value; "" = not recorded */
};

struct panel_scope {
	enum panel_grain grain;
	int32_t from, to;		/* days, both included */
	struct panel_scope_filter filters[PANEL_MAX_FILTERS];
	size_t n_filters;
};

/* What a panel may use; all borrowed. Everything that depends on time, locale or size is in here, so screens repeat. */
struct panel_context {
	const struct kpi_env *env;
	const struct panel_scope *scope;
	bool synthetic;			/* label it */
	bool mask_names;		/* traders and officers masked */
};

struct panel;

struct panel_ops {
	const char *name, *title;	/* "brief", "Brief": the command and the tab */
	char key;			/* '1' ... */
	bool (*load)(struct panel *panel, const struct panel_context *context, struct err *err);
	void (*paint)(const struct panel *panel, struct canvas_area area);
	/* Returns REQ_NONE when taken, else the request for the caller to try. */
	enum request (*on_request)(struct panel *panel, enum request request);
	/* What is under the cursor: fills the filter that Enter or `f` adds, the KPI that `i` explains, the declaration that
	 * Enter opens. Fields not set stay as they came (empty). */
	void (*focus)(const struct panel *panel, struct panel_focus *ret_focus);
	void (*unload)(struct panel *panel);	/* copes with a half-done load */
};

extern const struct panel_ops panel_brief, panel_time, panel_control, panel_revenue, panel_posts, panel_data;

#endif
