/* follow.h - what people wrote beside the figures, as a brief takes it up: which findings rest, which are in hand, which actions and reviews are
 * due, and what the figure of each did since.
 *
 * The file of notes is one more input of a brief: the same data, clock, day and notes give the same. Words are filtered, and codes of traders
 * and officers stand under pseudonyms, since a brief goes into mails. */
#ifndef INSIGHT_FOLLOW_H
#define INSIGHT_FOLLOW_H

#include "insight/findings.h"
#include "notes/notes.h"

enum { FOLLOW_AHEAD_DAYS = 7 };		/* what falls due within a week is told */

struct follow_item {
	const struct note *note;	/* borrowed from the notes */
	bool late;			/* its day has passed; of a decision: its review day has come */
	int32_t day;			/* due day or review day */
	const char *text, *owner, *when;	/* "Open the second shift", "Head of Port Salim, Operations", "due since 20 Nov (nine days)" */
	/* The figure it stands beside; def NULL: none that is computed here. */
	const struct kpi_def *def;
	const char *stat, *category;
	struct kpi_dim_value dims[NOTE_FILTERS];	/* where; pseudonyms of people */
	size_t n_dims;
	/* Of an action: when it was written, and over as many days up to the day of the brief; of a decision: before and after it. NaN unknown. */
	double then, now;
	int32_t then_to;		/* last day that was looked at then; TIME_DAY_NONE unknown */
	enum kpi_status status;		/* of now against then, where that is more than chance */
	const char *figure;		/* "Port Salim: inspection wait (median) 16 h then, 4 h now: better, by more than chance."; "" */
	const char *outcome;		/* of a decision: whether that is more than chance, and what Reform says; "" */
};

struct follow {
	struct findings findings;	/* those that do not rest, ranked as before */
	size_t n_resting;			/* that are left out */
	const char **in_hand;		/* one a finding that is shown: the open actions beside its figure, "" none */
	const char **reform;		/* one a finding that is shown: what Reform says of an initiative for its figure, "" none */
	struct follow_item *items;	/* late ones first, then by day */
	size_t n;
	size_t n_later;			/* other open actions: due later, or never */
};

/* notes NULL: there are none. with_all: findings that rest are among the others. `today` is the clock's day. */
bool follow_load(const struct kpi_env *env, const struct findings *findings, const struct notes *notes, bool with_all, struct arena *arena,
	struct follow *ret_follow, struct err *err);

/* The figure and the place of a finding, as a note beside it has them; strings and filters are the finding's. */
void follow_about(const struct finding *finding, struct note_about *ret_about);

#endif
