/* notes.h - what people write beside the figures: notes, actions, decisions, and the exceptions they have seen or put off.
 *
 * One text file of the user's own, or of a group, to which lines are only ever added (docs/notes.md tells the format): so a crash
 * costs at most the line that was being written, two writers do not disturb each other (flock, O_APPEND, one write a line), and
 * files that were kept apart can be joined line by line in any order. What a note has become is folded from its lines by a counter
 * that each writer sets above all it has seen (Lamport 1978), then by time. Without a path all lives in memory.
 *
 * Not safe for two threads; strings live until notes_refresh(), or what adds a line. */
#ifndef NOTES_NOTES_H
#define NOTES_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct notes;

enum note_kind { NOTE_NOTE, NOTE_ACTION, NOTE_DECISION, NOTE_SEEN, NOTE_SNOOZE, NOTE_KINDS };
enum note_state { NOTE_OPEN, NOTE_DONE, NOTE_WITHDRAWN };

enum { NOTE_ID = 12, NOTE_FILTERS = 12 };

struct note_filter {
	const char *name, *value;	/* "office", "NGT" */
};

/* The figure it stands beside; strings are never NULL in what is read, and may be NULL in what is added. */
struct note_about {
	const char *kpi, *stat, *category;
	struct note_filter filters[NOTE_FILTERS];
	size_t n_filters;
	int32_t from, to;		/* the period that was looked at; TIME_DAY_NONE */
	double value;			/* as it stood then, in the KPI's unit; NaN */
	int64_t n;
};

struct note {
	char id[NOTE_ID + 1];
	enum note_kind kind;
	enum note_state state;
	int64_t at;			/* UTC seconds of writing */
	const char *by;
	struct note_about about;
	const char *text, *owner, *department;
	const char *result;		/* what was said when it was done */
	int32_t on;			/* day of a decision */
	int32_t due, review;		/* days; TIME_DAY_NONE */
	int32_t until;			/* of NOTE_SNOOZE: the last day of rest; TIME_DAY_NONE */
	int32_t closed;			/* day it was done; TIME_DAY_NONE */
	double size;			/* of the exception when it was seen or put off; NaN */
};

struct notes_options {
	const char *path;		/* NULL: in memory */
	bool tries;			/* the file is read, and what is written stays in memory */
	const char *by;			/* who writes; NULL or "" unknown */
	const char *refused;		/* why nothing may be written, in a sentence; NULL: it may */
};

/* A file that is not there is no failure: the first line makes it. */
bool notes_open(const struct notes_options *options, struct notes **ret_notes, struct err *err);
void notes_close(struct notes *notes);			/* accepts NULL */
/* What others wrote meanwhile; ret_changed may be NULL. Costs a stat() where nothing did. */
bool notes_refresh(struct notes *notes, bool *ret_changed, struct err *err);

/* In the order of writing; NULL notes have none. Withdrawn ones are among them. */
size_t notes_count(const struct notes *notes);
const struct note *notes_at(const struct notes *notes, size_t index);
const struct note *notes_find(const struct notes *notes, const char *id);	/* NULL when there is none */
/* Lines that could not be read, and the number of the first of them: they are kept, and passed over. */
size_t notes_unread(const struct notes *notes, size_t *ret_line);
const char *notes_path(const struct notes *notes);	/* NULL: in memory */
const char *notes_refused(const struct notes *notes);	/* NULL: may be written */

/* Writes a new note; id, state and by of the draft are not used. now: UTC seconds. */
bool notes_add(struct notes *notes, const struct note *draft, int64_t now, char ret_id[NOTE_ID + 1], struct err *err);
bool notes_set_state(struct notes *notes, const char *id, enum note_state state, int64_t now, int32_t today, struct err *err);
/* "text" "owner" "department" "result" "due" "review" "until": days as YYYY-MM-DD, "" none. */
bool notes_set(struct notes *notes, const char *id, const char *key, const char *value, int64_t now, struct err *err);

/* Whether two speak of the same figure of the same place: KPI, statistic, category and filters, whatever the period. */
bool notes_same_figure(const struct note_about *a, const struct note_about *b);
/* The note through which an exception rests: seen, or put off until a day that has not passed; it rests no longer once it is a
 * quarter larger than it was then. NULL: it does not rest. */
const struct note *notes_rest(const struct notes *notes, const struct note_about *about, double size, int32_t today);

/* An action whose day has passed; a decision whose review day has come without a word on what came of it. */
bool note_is_late(const struct note *note, int32_t today);
const char *note_kind_name(enum note_kind kind);	/* "note", "action" ... as in the file */

#endif
