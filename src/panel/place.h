/* place.h - a panel with the scope it was loaded in, and its loading: at once, or behind the screen while keys go on. */
#ifndef PANEL_PLACE_H
#define PANEL_PLACE_H

#include "jobs.h"
#include "panel/panel.h"

struct load;
struct later;

struct place {
	struct panel *panel;
	struct panel_scope scope;
	const struct panel_ops *view;	/* the tab that is lit */
	char label[120];		/* for the trail */
	bool stale;			/* the data changed since it was loaded */
	unsigned number;		/* of all places that were opened, so that one is told from the next */
	bool drilled;			/* opened from the place below: q goes back to it */
	struct load *load;		/* the panel belongs to it until it is done; NULL when nothing is being read */
	struct later *later;		/* what comes in behind the picture; NULL when nothing is on its way */
	bool incomplete;		/* that was given up for something else: it is read when one comes back */
	struct load *sketching;		/* reads what can be had at once */
	struct panel *sketch;		/* shown until the panel is there; may be NULL */
	bool again;			/* what is being read is no longer wanted: read it anew */
	struct jobs *jobs;		/* borrowed; NULL: reads at once */
};

/* Before place_load: has something to show while that goes on. Nothing where a panel has no sketch, or is read at once. */
void place_sketch(struct place *place, const struct panel_context *context);
/* Loads for its scope; context lends everything else until the load is done. */
void place_load(struct place *place, const struct panel_context *context);
/* Takes over what was read; true when the place looks different now. */
bool place_settle(struct place *place, const struct panel_context *context);
void place_stop(struct place *place);	/* asks to give up reading: the place then says so */
void place_close(struct place *place);
/* What comes in behind: begins to read it where it was given up; gives it up. */
void place_complete(struct place *place, const struct panel_context *context);
void place_leave(struct place *place);
bool place_is_waiting(const struct place *place);	/* being read, or being completed */
/* Loaded, without failure: its panel may be asked. */
bool place_is_ready(const struct place *place);

#endif
