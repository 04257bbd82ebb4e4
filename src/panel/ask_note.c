/* ask_note.c - a: an action, a note, a decision beside the figure under the cursor; an exception that was seen, or is put off; and what
 * becomes of one that stands in the list.
 *
 * Each step is a prompt of its own, so that it works at 40 columns and over a slow line; Enter on an empty one passes it over. Nothing
 * is written before the last step. */
#include "ask_note.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"
#include "dashboard_private.h"
#include "day.h"
#include "figures.h"
#include "note.h"

enum becomes { BECOMES_DONE, BECOMES_OPEN, BECOMES_OTHER, BECOMES_WITHDRAWN };

/* ---- beside what */

/* "Port Salim: arrival to release, P50" */
static void about_text(struct dashboard *d, struct text *out)
{
	const struct drafting *draft = &d->draft;
	const struct kpi_def *def = kpi_find(draft->focus.kpi);
	struct panel_context context = dashboard_context(d, top(d));
	struct arena scratch;

	arena_init(&scratch);
	for (size_t i = 0; i < draft->scope.n_filters; i++) {
		text_append(out, i ? ", " : "");
		names_value(&context, draft->scope.filters[i].name, draft->scope.filters[i].value, out);
	}
	if (draft->scope.n_filters && def)
		text_append(out, ": ");
	if (def)
		text_append(out, figures_subject(def, draft->focus.stat[0] ? draft->focus.stat : def->headline,
			draft->focus.category[0] ? draft->focus.category : NULL, &scratch));
	if (out->len == 0)
		text_append(out, "no figure in particular");
	arena_finish(&scratch);
}

/* A hint that says what is asked, and beside what it will stand. */
static void hint(struct dashboard *d, const char *what)
{
	struct text about = TEXT_INIT;

	about_text(d, &about);
	snprintf(d->prompt.hint, sizeof(d->prompt.hint), "%s Beside: %s.", what, about.data);
	text_finish(&about);
}

static bool may_write(struct dashboard *d)
{
	if (!d->options.notes)
		dashboard_say(d, "There is no file for notes here.");
	else if (notes_refused(d->options.notes))
		dashboard_say(d, "%s", notes_refused(d->options.notes));
	else if (d->present.on)
		dashboard_say(d, "Nothing is written down while presenting; Esc ends the presentation.");
	else
		return true;
	return false;
}

void ask_note_begin(struct dashboard *d)
{
	struct drafting *draft = &d->draft;

	if (!may_write(d))
		return;
	*draft = (struct drafting){ .focus = dashboard_focus(top(d)), .scope = top(d)->scope, .on = TIME_DAY_NONE, .due = TIME_DAY_NONE,
		.review = TIME_DAY_NONE };
	if (draft->focus.note[0]) {
		snprintf(draft->id, sizeof(draft->id), "%s", draft->focus.note);
		ask_open(d, ASK_NOTE_CHANGE, "");
		return;
	}
	if (draft->focus.filter_name[0])
		scope_filter_set(&draft->scope, draft->focus.filter_name, draft->focus.filter_value);
	ask_open(d, ASK_NOTE_KIND, "");
}

/* ---- choices */

static void offer(struct dashboard *d, int what, const char *text, const char *note)
{
	if (strncasecmp(text, d->prompt.text, d->prompt.len) == 0)
		prompt_add(&d->prompt, what, text, note);
}

void ask_note_fill_kinds(struct dashboard *d)
{
	struct text about = TEXT_INIT;

	prompt_clear_choices(&d->prompt);
	d->prompt.picks = true;
	about_text(d, &about);
	offer(d, NOTE_ACTION, "action", about.data);
	offer(d, NOTE_NOTE, "note", "stands beside the figure, and on its chart");
	offer(d, NOTE_DECISION, "decision", "the figure before and after it is told on its review day");
	if (d->draft.focus.exception) {
		offer(d, NOTE_SEEN, "seen", "e passes it over until it is a quarter worse");
		offer(d, NOTE_SNOOZE, "not before", "e passes it over until a day, or until it is a quarter worse");
	}
	text_finish(&about);
}

/* What the panel would do, in its first sentence: Enter takes it, Ctrl-U clears it. */
static void suggestion(struct dashboard *d, char text[PROMPT_TEXT])
{
	const struct panel *panel = top(d)->panel;
	const char *said = place_is_ready(top(d)) && panel->ops->suggest ? panel->ops->suggest(panel) : "", *stop = said ? strstr(said, ". ") : NULL;
	size_t n = said ? strlen(said) : 0;

	if (stop)
		n = (size_t)(stop - said);
	else if (n && said[n - 1] == '.')
		n--;
	snprintf(text, PROMPT_TEXT, "%.*s", n < PROMPT_TEXT - 1 ? (int)n : 0, n ? said : "");
}

bool ask_note_take_kind(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	char text[PROMPT_TEXT];

	if (!choice)
		return err_set(err, ERR_USAGE, "'%.40s' is none of these.", d->prompt.text);
	d->draft.kind = (enum note_kind)choice->what;
	suggestion(d, text);
	ask_open(d, ASK_NOTE_TEXT, d->draft.kind == NOTE_ACTION ? text : "");
	return true;
}

void ask_note_fill_text(struct dashboard *d)
{
	static const char *const asked[NOTE_KINDS] = { [NOTE_NOTE] = "What is to be known?", [NOTE_ACTION] = "What is to be done?",
		[NOTE_DECISION] = "What was decided?", [NOTE_SEEN] = "Why can it rest?", [NOTE_SNOOZE] = "Why can it wait?" };

	prompt_clear_choices(&d->prompt);
	hint(d, asked[d->draft.kind]);
}

/* What was written as owners or departments before. */
static void offer_known(struct dashboard *d, bool owners, const char *const *more, size_t n_more)
{
	size_t n = notes_count(d->options.notes);

	for (size_t i = n; i-- > 0;) {
		const struct note *note = notes_at(d->options.notes, i);
		const char *value = owners ? note->owner : note->department;
		bool known = value[0] == '\0';

		for (size_t k = 0; k < d->prompt.n_choices && !known; k++)
			known = strcmp(d->prompt.choices[k].text, value) == 0;
		if (!known)
			offer(d, 0, value, "");
	}
	for (size_t i = 0; i < n_more; i++)
		offer(d, 0, more[i], "");
}

void ask_note_fill_owner(struct dashboard *d)
{
	prompt_clear_choices(&d->prompt);
	hint(d, "Who sees to it? Enter passes over.");
	offer_known(d, true, NULL, 0);
}

void ask_note_fill_department(struct dashboard *d)
{
	static const char *const departments[] = { "Operations", "Risk management", "Revenue", "Enforcement", "Post-clearance audit",
		"Human resources", "Information technology", "Legal", "Other agency" };

	prompt_clear_choices(&d->prompt);
	offer_known(d, false, departments, sizeof(departments) / sizeof(departments[0]));
	if (d->prompt.n_choices == 0)
		hint(d, "Which department? Enter passes over.");
}

static void offer_day(struct dashboard *d, const char *said)
{
	struct text day = TEXT_INIT;
	int32_t found;

	if (day_parse(said, dashboard_today(d), &found) && found != TIME_DAY_NONE)
		scope_day_text(found, true, &day);
	offer(d, 0, said, day.data);
	text_finish(&day);
}

static void fill_days(struct dashboard *d, const char *const *said, size_t n)
{
	int32_t day;

	prompt_clear_choices(&d->prompt);
	for (size_t i = 0; i < n; i++)
		offer_day(d, said[i]);
	if (d->prompt.n_choices)
		return;
	if (day_parse(d->prompt.text, dashboard_today(d), &day) && day != TIME_DAY_NONE) {
		struct text text = TEXT_INIT;

		scope_day_text(day, true, &text);
		snprintf(d->prompt.hint, sizeof(d->prompt.hint), "%s", text.data);
		text_finish(&text);
	} else {
		snprintf(d->prompt.hint, sizeof(d->prompt.hint), "such as 3 Dec, friday, in 10 days, 2026-12-24; Enter alone: no day");
	}
}

void ask_note_fill_on(struct dashboard *d)
{
	static const char *const said[] = { "today", "yesterday" };

	fill_days(d, said, 2);
}

void ask_note_fill_due(struct dashboard *d)
{
	static const char *const said[] = { "tomorrow", "in a week", "in 2 weeks", "end of month", "none" };

	fill_days(d, said, d->draft.kind == NOTE_SNOOZE ? 4 : 5);
}

void ask_note_fill_review(struct dashboard *d)
{
	static const char *const said[] = { "in 4 weeks", "in 8 weeks", "in 3 months", "none" };

	fill_days(d, said, 4);
}

static bool take_day(struct dashboard *d, const struct prompt_choice *choice, int32_t *ret_day, struct err *err)
{
	if (day_parse(choice ? choice->text : d->prompt.text, dashboard_today(d), ret_day))
		return true;
	return err_set(err, ERR_USAGE, "'%.40s' is no day: 3 Dec, friday, in 10 days, 2026-12-24, or none.", d->prompt.text);
}

/* ---- writing */

/* The figure as it stands, for whoever reads the note later. */
static void put_figure(struct dashboard *d, struct arena *scratch, struct note_about *about)
{
	struct panel_context context = dashboard_context(d, top(d));
	const char *ids[] = { about->kpi };
	struct figures_query query = { .ids = ids, .n_ids = 1 };
	struct figures figures = { 0 };
	const struct kpi_row *row;

	context.scope = &d->draft.scope;
	if (!about->kpi[0] || !figures_load(&context, &query, scratch, &figures, NULL))
		return;
	row = figures_get(&figures, about->kpi, about->stat[0] ? about->stat : NULL, about->category[0] ? about->category : NULL);
	if (row) {
		about->value = row->value;
		about->n = row->n;
	}
}

static struct note note_of(const struct drafting *draft)
{
	struct note note = { .kind = draft->kind, .text = draft->text, .owner = draft->owner, .department = draft->department, .on = draft->on,
		.due = draft->kind == NOTE_SNOOZE ? TIME_DAY_NONE : draft->due, .until = draft->kind == NOTE_SNOOZE ? draft->due : TIME_DAY_NONE,
		.review = draft->review, .size = draft->focus.exception ? draft->focus.size : NAN };

	note.about = (struct note_about){ .kpi = draft->focus.kpi, .stat = note_stat(&draft->focus), .category = draft->focus.category,
		.from = draft->scope.from, .to = draft->scope.to, .value = NAN };
	for (size_t i = 0; i < draft->scope.n_filters && i < NOTE_FILTERS; i++)
		note.about.filters[note.about.n_filters++] = (struct note_filter){ draft->scope.filters[i].name, draft->scope.filters[i].value };
	return note;
}

static void say_written(struct dashboard *d)
{
	const struct drafting *draft = &d->draft;
	struct text day = TEXT_INIT;
	int32_t told = draft->kind == NOTE_DECISION ? draft->review : draft->due;

	if (told != TIME_DAY_NONE)
		scope_day_text(told, true, &day);
	switch (draft->kind) {
	case NOTE_ACTION:
		dashboard_say(d, "Action written down%s%s. A shows all, u takes it back.", day.len ? ", due " : "", day.data);
		break;
	case NOTE_DECISION:
		dashboard_say(d, "Decision written down%s%s. A shows all, u takes it back.", day.len ? ", to be reviewed " : "", day.data);
		break;
	case NOTE_NOTE:
		dashboard_say(d, "Note written down. A shows all, u takes it back.");
		break;
	default:
		dashboard_say(d, "It rests%s%s, or until it is a quarter worse. A shows it, u takes it back.", day.len ? " until " : "", day.data);
	}
	text_finish(&day);
}

static bool write_note(struct dashboard *d, struct err *err)
{
	struct note note = note_of(&d->draft);
	struct arena scratch;
	char id[NOTE_ID + 1];
	bool ok;

	arena_init(&scratch);
	put_figure(d, &scratch, &note.about);
	ok = notes_add(d->options.notes, &note, d->env.now, id, err);
	arena_finish(&scratch);
	if (!ok)
		return false;
	undo_keep_note(d, id, NOTE_WITHDRAWN);
	dashboard_notes_changed(d);
	say_written(d);
	return true;
}

bool dashboard_set_note_state(struct dashboard *d, const char *id, enum note_state state, struct err *err)
{
	bool ok;

	if (!d->options.notes)
		return err_set(err, ERR_REFUSED, "There is no file for notes here.");
	jobs_pause(d->jobs);
	ok = notes_set_state(d->options.notes, id, state, d->env.now, dashboard_today(d), err);
	if (ok)
		dashboard_notes_changed(d);
	jobs_resume(d->jobs);
	return ok;
}

/* ---- the steps */

/* What is asked next, for each kind; the last one writes. */
static bool next_step(struct dashboard *d, enum ask after, struct err *err)
{
	static const enum ask steps[NOTE_KINDS][6] = {
		[NOTE_NOTE] = { ASK_NOTE_TEXT },
		[NOTE_ACTION] = { ASK_NOTE_TEXT, ASK_NOTE_OWNER, ASK_NOTE_DEPARTMENT, ASK_NOTE_DUE, ASK_NOTE_REVIEW },
		[NOTE_DECISION] = { ASK_NOTE_TEXT, ASK_NOTE_ON, ASK_NOTE_OWNER, ASK_NOTE_DEPARTMENT, ASK_NOTE_REVIEW },
		[NOTE_SEEN] = { ASK_NOTE_TEXT },
		[NOTE_SNOOZE] = { ASK_NOTE_TEXT, ASK_NOTE_DUE },
	};
	const enum ask *step = steps[d->draft.kind];

	while (*step != after)
		step++;
	if (step[1] == ASK_NOTHING)
		return write_note(d, err);
	ask_open(d, step[1], "");
	return true;
}

bool ask_note_take_text(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	snprintf(d->draft.text, sizeof(d->draft.text), "%s", d->prompt.text);
	return next_step(d, ASK_NOTE_TEXT, err);
}

bool ask_note_take_owner(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	snprintf(d->draft.owner, sizeof(d->draft.owner), "%s", choice ? choice->text : d->prompt.text);
	return next_step(d, ASK_NOTE_OWNER, err);
}

bool ask_note_take_department(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	snprintf(d->draft.department, sizeof(d->draft.department), "%s", choice ? choice->text : d->prompt.text);
	return next_step(d, ASK_NOTE_DEPARTMENT, err);
}

bool ask_note_take_on(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	if (!take_day(d, choice, &d->draft.on, err))
		return false;
	if (d->draft.on == TIME_DAY_NONE)
		d->draft.on = dashboard_today(d);
	return next_step(d, ASK_NOTE_ON, err);
}

bool ask_note_take_due(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	return take_day(d, choice, &d->draft.due, err) && next_step(d, ASK_NOTE_DUE, err);
}

bool ask_note_take_review(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	return take_day(d, choice, &d->draft.review, err) && next_step(d, ASK_NOTE_REVIEW, err);
}

/* ---- what stands in the list */

static void offer_value(struct dashboard *d, const char *text, const char *key, const char *note)
{
	struct prompt_choice *choice;

	if (strncasecmp(text, d->prompt.text, d->prompt.len) != 0)
		return;
	choice = prompt_add(&d->prompt, BECOMES_OTHER, text, note);
	if (choice)
		snprintf(choice->value, sizeof(choice->value), "%s", key);
}

void ask_note_fill_changes(struct dashboard *d)
{
	const struct note *note = notes_find(d->options.notes, d->draft.id);
	bool rests = note && (note->kind == NOTE_SEEN || note->kind == NOTE_SNOOZE);

	prompt_clear_choices(&d->prompt);
	d->prompt.picks = true;
	if (!note)
		return;
	if (note->state == NOTE_WITHDRAWN) {
		offer(d, BECOMES_OPEN, "restore", "it was withdrawn");
		return;
	}
	if (note->state == NOTE_DONE)
		offer(d, BECOMES_OPEN, "open again", "");
	else if (note->kind == NOTE_ACTION)
		offer(d, BECOMES_DONE, "done", "as of today");
	if (note->kind == NOTE_ACTION)
		offer_value(d, "due", "due", "another day");
	if (note->kind == NOTE_ACTION || note->kind == NOTE_DECISION) {
		offer_value(d, "review", "review", "another day");
		offer_value(d, "owner", "owner", note->owner);
		offer_value(d, "department", "department", note->department);
		offer_value(d, "what came of it", "result", note->result);
	}
	if (note->kind == NOTE_SNOOZE)
		offer_value(d, "not before", "until", "another day");
	offer_value(d, "words", "text", "correct them");
	offer(d, BECOMES_WITHDRAWN, rests ? "rests no longer" : "withdraw", rests ? "e stops there again" : "it is kept in the file");
}

static bool change_state(struct dashboard *d, enum note_state state, struct err *err)
{
	const struct note *note = notes_find(d->options.notes, d->draft.id);
	enum note_state before = note ? note->state : NOTE_OPEN;

	if (!dashboard_set_note_state(d, d->draft.id, state, err))
		return false;
	undo_keep_note(d, d->draft.id, before);
	dashboard_say(d, state == NOTE_DONE ? "Done, as of today. u takes it back." : state == NOTE_OPEN ? "Open again. u takes it back." :
		"Withdrawn. u takes it back.");
	return true;
}

static bool is_day(const char *key)
{
	return strcmp(key, "due") == 0 || strcmp(key, "review") == 0 || strcmp(key, "until") == 0;
}

static const char *value_of(const struct note *note, const char *key)
{
	return strcmp(key, "owner") == 0 ? note->owner : strcmp(key, "department") == 0 ? note->department :
		strcmp(key, "result") == 0 ? note->result : strcmp(key, "text") == 0 ? note->text : "";
}

bool ask_note_take_change(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	const struct note *note = notes_find(d->options.notes, d->draft.id);

	if (!choice || !note)
		return err_set(err, ERR_USAGE, "'%.40s' is none of these.", d->prompt.text);
	d->draft.kind = note->kind;
	switch ((enum becomes)choice->what) {
	case BECOMES_DONE: return change_state(d, NOTE_DONE, err);
	case BECOMES_OPEN: return change_state(d, NOTE_OPEN, err);
	case BECOMES_WITHDRAWN: return change_state(d, NOTE_WITHDRAWN, err);
	case BECOMES_OTHER: break;
	}
	snprintf(d->draft.key, sizeof(d->draft.key), "%.15s", choice->value);
	ask_open(d, ASK_NOTE_VALUE, value_of(note, d->draft.key));
	return true;
}

void ask_note_fill_value(struct dashboard *d)
{
	if (strcmp(d->draft.key, "review") == 0) {
		ask_note_fill_review(d);
	} else if (is_day(d->draft.key)) {
		ask_note_fill_due(d);
	} else {
		prompt_clear_choices(&d->prompt);
		snprintf(d->prompt.hint, sizeof(d->prompt.hint), "%s", strcmp(d->draft.key, "result") == 0 ? "What came of it?" : "Enter takes it as it stands.");
	}
}

bool ask_note_take_value(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	const char *value = choice ? choice->text : d->prompt.text;
	char buffer[32];
	int32_t day;

	if (is_day(d->draft.key)) {
		if (!take_day(d, choice, &day, err))
			return false;
		value = day == TIME_DAY_NONE ? "" : time_day_format(day, buffer);
	}
	if (!notes_set(d->options.notes, d->draft.id, d->draft.key, value, d->env.now, err))
		return false;
	dashboard_notes_changed(d);
	dashboard_say(d, "Changed.");
	return true;
}
