/* note.h - words for what people wrote, shared by the list and the page of one. */
#ifndef PANEL_NOTE_H
#define PANEL_NOTE_H

#include "panel/panel.h"
#include "scope.h"

struct note_state_words {
	const char *glyph, *word;	/* "✗" "overdue", "·" "open", "✓" "done" */
	enum canvas_role role;
	int rank;			/* of the list: what is to be looked at first is lowest */
};

struct note_state_words note_state_words(const struct note *note, int32_t today);
/* "Port Salim: arrival to release P50", "all posts" */
const char *note_about_text(const struct panel_context *context, const struct note_about *about, struct arena *arena);
const char *note_stat(const struct panel_focus *focus);		/* by its name, where the focus leaves it open */
/* What was written of the whole concerns its parts as well, not the other way round. office: one more filter of the figure; may be
 * NULL. */
bool note_concerns(const struct note_about *about, const struct panel_scope *scope, const char *office);
/* Whether an exception rests: it was seen, or put off, and is not a quarter worse. focus.size is how large it is. */
bool note_rests(const struct panel_context *context, const struct panel_focus *focus);

#endif
