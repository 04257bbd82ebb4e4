/* undo.c - two stacks of changes; taking one back puts what it undid on the other. How a place looked can only be taken back while
 * that place is on top: what was left is not seen. */
#include "undo.h"

#include <string.h>

#include "dashboard_private.h"

static struct change *push(struct changes *changes)
{
	if (changes->n == UNDO_MAX) {
		memmove(&changes->items[0], &changes->items[1], (UNDO_MAX - 1) * sizeof(changes->items[0]));
		changes->n--;
	}
	return &changes->items[changes->n++];
}

static void keep(struct dashboard *d, const struct change *change)
{
	*push(&d->undo) = *change;
	d->redo.n = 0;
}

void undo_keep_scope(struct dashboard *d)
{
	keep(d, &(struct change){ .what = CHANGE_SCOPE, .scope = top(d)->scope });
}

void undo_keep_note(struct dashboard *d, const char *id, enum note_state before)
{
	struct change change = { .what = CHANGE_NOTE, .state = before };

	strncpy(change.note, id, NOTE_ID);
	keep(d, &change);
}

static void look_of(struct panel *panel, struct panel_look *look)
{
	*look = (struct panel_look){ .n = 0 };
	if (panel->ops->look)
		panel->ops->look(panel, look);
}

void undo_copy_look(struct panel *from, struct panel *to)
{
	struct panel_look theirs, ours;

	look_of(from, &theirs);
	look_of(to, &ours);
	for (size_t i = 0; i < theirs.n && i < ours.n; i++)
		memcpy(ours.parts[i].at, theirs.parts[i].at, ours.parts[i].size);
}

struct change undo_look(struct dashboard *d)
{
	struct change change = { .what = CHANGE_LOOK, .place = top(d)->number };
	struct panel_look look;

	if (!place_is_ready(top(d)))
		return change;
	look_of(top(d)->panel, &look);
	for (size_t i = 0; i < look.n; i++) {
		memcpy(change.look + change.n_look, look.parts[i].at, look.parts[i].size);
		change.n_look += look.parts[i].size;
	}
	return change;
}

void undo_keep_look(struct dashboard *d, const struct change *before)
{
	struct change now = undo_look(d);

	if (now.n_look && now.n_look == before->n_look && memcmp(now.look, before->look, now.n_look) != 0)
		keep(d, before);
}

static void put_look(struct dashboard *d, const struct change *change)
{
	struct panel_look look;
	size_t at = 0;

	look_of(top(d)->panel, &look);
	for (size_t i = 0; i < look.n && at + look.parts[i].size <= change->n_look; i++) {
		memcpy(look.parts[i].at, change->look + at, look.parts[i].size);
		at += look.parts[i].size;
	}
	dashboard_reload(d);
}

/* The scope as it was, within today's limits of the data. */
static void put_scope(struct dashboard *d, const struct panel_scope *scope)
{
	struct panel_scope now = top(d)->scope;

	top(d)->scope = *scope;
	top(d)->scope.first_day = now.first_day;
	top(d)->scope.last_day = now.last_day;
	dashboard_reload(d);
}

static bool put_note(struct dashboard *d, const struct change *change)
{
	struct err err = { 0 };

	if (dashboard_set_note_state(d, change->note, change->state, &err)) {
		dashboard_say(d, change->state == NOTE_WITHDRAWN ? "Taken back from the notes; U puts it there again." : "Written to the notes again.");
		return true;
	}
	dashboard_say(d, "%s", err.text);
	return false;
}

static bool is_gone(struct dashboard *d, const struct change *change)
{
	return change->what == CHANGE_LOOK && change->place != top(d)->number;
}

static struct change opposite(struct dashboard *d, const struct change *change)
{
	struct change now = *change;
	const struct note *note;

	if (change->what == CHANGE_SCOPE)
		now.scope = top(d)->scope;
	else if (change->what == CHANGE_LOOK)
		now = undo_look(d);
	else if ((note = notes_find(d->options.notes, change->note)))
		now.state = note->state;
	return now;
}

void undo_run(struct dashboard *d, bool redo)
{
	struct changes *from = redo ? &d->redo : &d->undo, *to = redo ? &d->undo : &d->redo;
	struct change change, now;

	while (from->n && is_gone(d, &from->items[from->n - 1]))
		from->n--;
	if (from->n == 0) {
		dashboard_say(d, redo ? "Nothing was undone." :
			"Nothing was changed yet: period, comparison, filters, sort, chart and notes can be undone.");
		return;
	}
	change = from->items[from->n - 1];
	if (change.what == CHANGE_LOOK && !place_is_ready(top(d)))
		return;
	now = opposite(d, &change);
	if (change.what == CHANGE_NOTE && !put_note(d, &change))
		return;
	from->n--;
	*push(to) = now;
	if (change.what == CHANGE_SCOPE)
		put_scope(d, &change.scope);
	else if (change.what == CHANGE_LOOK)
		put_look(d, &change);
}
