/* panel.h - what every panel offers, and what it is given. A panel loads (slow, may fail), paints what it loaded (no database,
 * no clock, no terminal), and answers requests. One file per panel in src/panel/. */
#ifndef PANEL_PANEL_H
#define PANEL_PANEL_H

#include "base/arena.h"
#include "base/err.h"
#include "canvas/canvas.h"
#include "kpi/kpi.h"
#include "notes/notes.h"
#include "panel/request.h"

/* The scope is one thing for all panels: change it anywhere, all follow. */
enum panel_grain { PANEL_DAY, PANEL_WEEK, PANEL_FOUR_WEEKS, PANEL_MONTH, PANEL_QUARTER, PANEL_YEAR, PANEL_GRAINS,
	PANEL_SPAN = PANEL_GRAINS };	/* any other days, as typed */

enum { PANEL_MAX_FILTERS = 12 };

/* What figures are judged against. */
enum panel_compare {
	PANEL_VS_BOTH,			/* the target where there is one, else what is usual */
	PANEL_VS_USUAL, PANEL_VS_TARGET,
	PANEL_VS_PREVIOUS, PANEL_VS_LAST_YEAR, PANEL_VS_FEAST,	/* another period */
	PANEL_VS_POST,			/* the same period of another post */
	PANEL_COMPARISONS
};

struct panel_scope_filter {
	char name[80];			/* dimension as on the command line: "office", "attribute.x" */
	char value[160];		/* one value; "" = not recorded */
};

struct panel_scope {
	enum panel_grain grain;
	int32_t from, to;		/* days, both included; to is never after the last day with data */
	int32_t first_day, last_day;	/* days with data; TIME_DAY_NONE without any */
	struct panel_scope_filter filters[PANEL_MAX_FILTERS];
	size_t n_filters;
	enum panel_compare compare;
	char compare_post[160];		/* code; PANEL_VS_POST */
};

/* A year of selection, as it is to be played. */
struct panel_year {
	double budget, explore;		/* shares */
	int rule;			/* enum risk_rank_rule */
};

struct names;
struct figures_record;
struct list;
struct risk_pick;

/* What a panel may use; all borrowed. Everything that depends on time, locale or size is in here, so screens repeat. */
struct panel_context {
	const struct kpi_env *env;
	const struct panel_scope *scope;
	const struct names *names;	/* of posts */
	bool synthetic;			/* label it */
	bool mask_names;		/* traders and officers masked */
	bool on_stage;			/* a room looks on: whoever has an action or did something is masked as well */
	const struct notes *notes;	/* what people wrote; may be NULL */
	int32_t today;			/* the clock's day, where the administration is */
	struct told_cache *told;	/* findings that were read already; may be NULL */
	struct figures_record *record;	/* takes note of the figures asked for; NULL: nobody does */
	bool sketch;			/* only what can be had at once, as a picture until all is read; only panels that sketch are asked */
};

/* The picks of a day, as the audit trail is to keep them. */
struct panel_picks {
	const struct risk_pick *picks;
	size_t n, n_chance;
	int64_t model;			/* 0: it is switched off */
	const char *note;		/* how they were chosen, so that they can be again */
};

/* Each panel embeds this first. What load made lives in the arena; what must outlive a load (row, sort, pane) beside it. */
struct panel {
	const struct panel_ops *ops;
	struct arena arena;
	struct panel_focus subject;	/* what a drill panel is about; empty for views */
	const struct panel_ops *subject_of;	/* the panel that this one tells in words; else NULL */
	int level;			/* of a breakdown: how many steps down */
	int cols, rows;			/* of the last paint: pages and columns of tiles go by it */
	bool active;			/* has the keys; a panel that stands beside another marks nothing */
	char failed[600];		/* why the last load gave nothing; "" when it worked */
};

/* Where a panel keeps how it looks (sort, row, chart, dimension): what u takes back. The places are plain memory that outlives a load. */
enum { PANEL_LOOK_PARTS = 48, PANEL_LOOK_BYTES = 384 };
struct panel_look {
	struct {
		void *at;
		size_t size;
	} parts[PANEL_LOOK_PARTS];
	size_t n, bytes;
};
void panel_look_add(struct panel_look *look, void *at, size_t size);	/* what finds no room is not taken back */

/* What a panel reads behind its first picture; embedded first, as struct panel is. It does not change once it was read, so that several
 * may hold it. */
struct panel_more {
	struct arena arena;
	int holders;			/* besides the first */
	struct panel_more *source;	/* what its strings live in, released with it; NULL: its own arena */
};
struct told_cache;

struct panel_ops {
	const char *name, *title;	/* "brief", "Brief": the command and the tab */
	char key;			/* '1' ...; 0 for panels that are drilled into */
	size_t size;			/* of the struct that embeds struct panel */
	bool (*load)(struct panel *panel, const struct panel_context *context, struct err *err);
	bool sketches;			/* load heeds context->sketch: what is there then stands where it will stand, the rest is blank */
	void (*paint)(const struct panel *panel, struct canvas_area area);
	/* What may come in later, without the picture moving: made while the panel is on the screen, so never from the panel itself. It is
	 * allocated with calloc and has its arena; adopt() takes it over (NULL: it failed). Both NULL: there is nothing more. */
	struct panel_more *(*more)(const struct panel_context *context, struct err *err);
	void (*adopt)(struct panel *panel, struct panel_more *more, const char *failed);
	/* Whether a request has to wait for that; NULL: none has. */
	bool (*waits)(const struct panel *panel, enum request request);
	/* What it says in sentences, for who reads it in words; before its figures. */
	void (*words)(const struct panel *panel, struct text *out);
	bool is_words;			/* a page of them: V has nothing to add */
	/* Returns REQ_NONE when taken, else the request for the caller to try. */
	enum request (*on_request)(struct panel *panel, enum request request);
	/* What is under the cursor: fills the filter that Enter or `f` adds, the KPI that `i` explains, the declaration that
	 * Enter opens. Fields not set stay as they came (empty). */
	void (*focus)(const struct panel *panel, struct panel_focus *ret_focus);
	/* What could be done about what is under the cursor, in a sentence, to begin an action with; NULL or "": nothing is known. */
	const char *(*suggest)(const struct panel *panel);
	/* Whether a request would do something now: the hint line shows only those. */
	bool (*can)(const struct panel *panel, enum request request);
	/* The panel that Enter opens; NULL: breakdown of the KPI in focus, or the declaration in focus. */
	const struct panel_ops *(*drill)(const struct panel *panel);
	/* Why Enter leads nowhere from what is under the cursor, in a sentence; NULL, or NULL from it: nothing was counted there. */
	const char *(*bottom)(const struct panel *panel);
	/* Says in a few words what it is about, for the trail "Brief > Arrival to release"; NULL: its title. */
	const char *(*label)(const struct panel *panel);
	/* The one thing to say where there is room for one line; NULL: its label. */
	void (*line)(const struct panel *panel, struct text *out);
	/* Its lists, where their rows are no figures of the catalogue (declarations, loads); NULL: they are. */
	const struct list *(*lists)(const struct panel *panel, size_t *ret_n);
	/* What P writes down, made on the thread of keys while nothing else reads; NULL: nothing is picked here. */
	bool (*picks)(const struct panel *panel, const struct panel_context *context, struct arena *arena, struct panel_picks *ret_picks,
		struct err *err);
	/* What y plays; NULL: there is no year to play here. */
	void (*year)(const struct panel *panel, struct panel_year *ret_year);
	void (*look)(struct panel *panel, struct panel_look *look);	/* NULL: nothing to take back */
	void (*unload)(struct panel *panel);	/* forgets what lives in the arena; copes with a half-done load */
};

extern const struct panel_ops panel_brief, panel_time, panel_control, panel_revenue, panel_posts, panel_risk, panel_reform, panel_data;

/* The views that are built in, in the order of their tabs. */
const struct panel_ops *const *panel_views(size_t *ret_n);
const struct panel_ops *panel_view_find(const char *name);		/* NULL when there is none */

#endif
