/* dashboard_private.h - what the files of the dashboard share: the stack of places, and the few steps that all of them take. */
#ifndef PANEL_DASHBOARD_PRIVATE_H
#define PANEL_DASHBOARD_PRIVATE_H

#include "ask.h"
#include "ask_note.h"
#include "drill.h"
#include "freshness.h"
#include "names.h"
#include "panel/dashboard.h"
#include "place.h"
#include "play.h"
#include "present.h"
#include "prompt.h"
#include "record.h"
#include "scope.h"
#include "told.h"
#include "undo.h"

enum {
	PLACES_MAX = 24,
	TYPED_MAX = 64,				/* keys kept while something is being read */
};

struct behind;

struct dashboard {
	struct dashboard_options options;
	struct kpi_env env;
	struct kpi_memory *memory;	/* used by whoever reads, one at a time, as the store is */
	struct told_cache *told;
	struct names names;
	struct behind *behind;		/* NULL when there is none */
	struct jobs *jobs;		/* NULL: whatever is asked for is read at once */
	bool opening;			/* the first view: shown as a sketch while it is read */
	int64_t declarations;		/* to say what is being read */
	const struct time_zone *zone;	/* of the administration; NULL: UTC */
	uint32_t typed[TYPED_MAX];	/* keys that wait until the place on top was read */
	size_t n_typed;
	size_t text_from;		/* the one of them that opens a prompt, from 1: those after it are text; 0 none */
	struct place places[PLACES_MAX];
	size_t n_places;
	struct place companion;		/* beside a view on wide screens; panel NULL when there is none */
	struct freshness freshness;
	char message[700], caption[300], work[40];
	bool mask, asked_to_quit, asked_to_pick, wants_demo;
	size_t theme;
	int cols, rows;			/* of the last paint */
	bool could[REQ_COUNT];		/* what worked then */
	/* what is being typed */
	enum ask asking;
	struct prompt prompt;
	struct prompt_past past[ASKS];
	char found[PROMPT_TEXT];	/* what was looked for, and which of it was taken */
	size_t found_at;
	struct drafting draft;		/* what is being written down */
	bool quits;
	struct presenting present;
	struct playing playing;
	struct recording recording;
	int64_t now_ms;			/* as told last */
	struct changes undo, redo;
	unsigned opened;		/* places, ever */
};

static inline struct place *top(struct dashboard *d)
{
	return &d->places[d->n_places - 1];
}

/* What is told on the last line until the next key. */
void dashboard_say(struct dashboard *d, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct panel_context dashboard_context(const struct dashboard *d, const struct place *place);
struct panel_focus dashboard_focus(const struct place *place);		/* empty where nothing is under the cursor */
void dashboard_load(struct dashboard *d, struct place *place);
/* The place on top again, after its scope changed; what stands beside it is forgotten. */
void dashboard_reload(struct dashboard *d);
/* A place on top; false when memory is out. */
bool dashboard_open(struct dashboard *d, const struct panel_ops *ops, const struct panel_scope *scope, const struct panel_focus *subject);
/* The same without reading anything yet; NULL when memory is out. */
struct place *dashboard_push(struct dashboard *d, const struct panel_ops *ops, const struct panel_scope *scope,
	const struct panel_focus *subject);
/* Another scope for the place on top: remembered for undo. */
void dashboard_change(struct dashboard *d, const struct panel_scope *scope);
void dashboard_view(struct dashboard *d, const struct panel_ops *ops);
void dashboard_kpi(struct dashboard *d, const char *id);	/* one figure, part by part */
void dashboard_mask(struct dashboard *d, bool mask);
int32_t dashboard_today(const struct dashboard *d);		/* the clock's day, where the administration is */
/* Into the notes, while nothing reads them; panels that show notes are read again when they are seen. */
void dashboard_notes_changed(struct dashboard *d);
bool dashboard_set_note_state(struct dashboard *d, const char *id, enum note_state state, struct err *err);
void dashboard_complete(struct dashboard *d, struct place *place);	/* reads what was given up when something else was opened */
void dashboard_settle_behind(struct dashboard *d);		/* what worked behind the screen is over, when it is */
void dashboard_forget_typed(struct dashboard *d);		/* keys that wait are dropped */
bool dashboard_is_view(enum request request);
bool dashboard_press(struct dashboard *d, uint32_t key);	/* a key, whoever pressed it; false once it asked to quit */
/* The screen as it stands, drawn once more, to be searched; NULL when memory is out. */
struct canvas *dashboard_screen(struct dashboard *d);
void dashboard_paint_area(struct dashboard *d, struct canvas_area area);
bool dashboard_can(const void *dashboard, enum request request);	/* a frame_can */

#endif
