/* ask_note.h - writing down: what kind, then its words, owner, days, one prompt after another. */
#ifndef PANEL_ASK_NOTE_H
#define PANEL_ASK_NOTE_H

#include "notes/notes.h"
#include "panel/panel.h"

struct dashboard;
struct prompt_choice;

/* What is being written; what it stands beside is fixed when `a` is pressed. */
struct drafting {
	enum note_kind kind;
	struct panel_focus focus;
	struct panel_scope scope;	/* with what was selected as a filter */
	char text[240], owner[240], department[240];	/* as long as a prompt */
	int32_t on, due, review;
	char id[16];			/* of a note that is changed; "" : a new one */
	char key[16];			/* which of its values */
};

void ask_note_begin(struct dashboard *d);		/* a: says why where nothing can be written */

/* The steps, as ask.c runs them: fill the choices, take the answer. */
void ask_note_fill_kinds(struct dashboard *d);
bool ask_note_take_kind(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_text(struct dashboard *d);
bool ask_note_take_text(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_owner(struct dashboard *d);
bool ask_note_take_owner(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_department(struct dashboard *d);
bool ask_note_take_department(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_on(struct dashboard *d);
bool ask_note_take_on(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_due(struct dashboard *d);
bool ask_note_take_due(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_review(struct dashboard *d);
bool ask_note_take_review(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_changes(struct dashboard *d);
bool ask_note_take_change(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
void ask_note_fill_value(struct dashboard *d);
bool ask_note_take_value(struct dashboard *d, const struct prompt_choice *choice, struct err *err);

#endif
