/* undo.h - what u takes back and U does again: changes of period, comparison and filters, of sort and chart, and notes. Masks are none
 * of it: undoing must never show a name. */
#ifndef PANEL_UNDO_H
#define PANEL_UNDO_H

#include "notes/notes.h"
#include "panel/panel.h"

struct dashboard;
struct place;

enum { UNDO_MAX = 40 };

struct change {
	enum { CHANGE_SCOPE, CHANGE_LOOK, CHANGE_NOTE } what;
	struct panel_scope scope;	/* as it was */
	unsigned place;			/* whose look it is */
	unsigned char look[PANEL_LOOK_BYTES];
	size_t n_look;
	char note[NOTE_ID + 1];
	enum note_state state;		/* that it had */
};

struct changes {
	struct change items[UNDO_MAX];
	size_t n;
};

/* Before the change. */
void undo_keep_scope(struct dashboard *d);
void undo_keep_note(struct dashboard *d, const char *id, enum note_state before);
/* Around a request that may change how the panel on top looks: kept where it did. */
struct change undo_look(struct dashboard *d);
void undo_keep_look(struct dashboard *d, const struct change *before);
/* The one looks as the other, of the same kind; the next load goes by it. */
void undo_copy_look(struct panel *from, struct panel *to);

void undo_run(struct dashboard *d, bool redo);

#endif
