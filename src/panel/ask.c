/* ask.c - the prompts of the dashboard. Each fills its choices when the text changes and acts when Enter takes it; Esc leaves
 * everything as it was. */
#include "ask.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ask_note.h"
#include "base/time.h"
#include "compare.h"
#include "dashboard_private.h"
#include "export.h"
#include "find.h"

struct asking {
	const char *label;
	void (*fill)(struct dashboard *d);
	/* False leaves the prompt open, with the reason in it. */
	bool (*take)(struct dashboard *d, const struct prompt_choice *choice, struct err *err);
	bool keeps_past;
	bool may_be_empty;		/* Enter on nothing is an answer, too */
};

/* ---- period */

static const struct {
	const char *text, *note;
} periods[] = {
	{ "yesterday", "the newest day" }, { "last week", "Monday to Sunday" }, { "last 4 weeks", "up to the newest day" },
	{ "this month", "to date" }, { "last month", "whole" }, { "last quarter", "whole" }, { "this year", "to date" },
	{ "ramadan", "the latest" }, { "all", "everything there is" },
};

static void fill_periods(struct dashboard *d)
{
	prompt_clear_choices(&d->prompt);
	for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
		if (strncmp(periods[i].text, d->prompt.text, d->prompt.len) == 0)
			prompt_add(&d->prompt, 0, periods[i].text, periods[i].note);
	if (d->prompt.n_choices == 0)
		snprintf(d->prompt.hint, sizeof(d->prompt.hint), "such as 2026-Q3, Nov 2026, 2026-W45, 3 Nov, 1 Nov to 22 Nov, since 1 Oct, ramadan 2026");
}

static bool take_period(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	struct panel_scope scope = top(d)->scope;

	if (!scope_set_period(&scope, choice ? choice->text : d->prompt.text, dashboard_today(d), err))
		return false;
	dashboard_change(d, &scope);
	return true;
}

/* ---- comparison */

static void fill_comparisons(struct dashboard *d)
{
	prompt_clear_choices(&d->prompt);
	d->prompt.picks = true;
	for (int i = 0; i < PANEL_COMPARISONS; i++) {
		if (i == PANEL_VS_POST && d->names.n_posts < 2)
			continue;
		if (strncmp(compare_name((enum panel_compare)i), d->prompt.text, d->prompt.len) == 0)
			prompt_add(&d->prompt, i, compare_name((enum panel_compare)i), compare_help((enum panel_compare)i));
	}
}

static bool take_comparison(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	struct panel_scope scope = top(d)->scope, base;

	if (!choice)
		return err_set(err, ERR_USAGE, "'%.40s' is no comparison.", d->prompt.text);
	if (choice->what == PANEL_VS_POST) {
		ask_open(d, ASK_POST, "");
		return true;
	}
	scope.compare = (enum panel_compare)choice->what;
	dashboard_change(d, &scope);
	if (scope.compare >= PANEL_VS_PREVIOUS && !compare_scope(&scope, &base))
		dashboard_say(d, "The data does not reach back that far: there is nothing to compare with.");
	return true;
}

static void fill_posts(struct dashboard *d)
{
	prompt_clear_choices(&d->prompt);
	d->prompt.picks = true;
	for (size_t i = 0; i < d->names.n_posts; i++) {
		const struct name_of_post *post = &d->names.posts[i];
		struct prompt_choice *choice;

		if (strncasecmp(post->name, d->prompt.text, d->prompt.len) != 0 && strncasecmp(post->code, d->prompt.text, d->prompt.len) != 0)
			continue;
		choice = prompt_add(&d->prompt, 0, post->name, post->code);
		if (choice)
			snprintf(choice->value, sizeof(choice->value), "%s", post->code);
	}
}

static bool take_post(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	struct panel_scope scope = top(d)->scope;

	if (!choice)
		return err_set(err, ERR_USAGE, "There is no post '%.40s'.", d->prompt.text);
	scope.compare = PANEL_VS_POST;
	snprintf(scope.compare_post, sizeof(scope.compare_post), "%s", choice->value);
	dashboard_change(d, &scope);
	return true;
}

/* ---- search */

static void fill_find(struct dashboard *d)
{
	struct panel_context context = dashboard_context(d, top(d));

	find_fill(&context, &d->prompt);
}

static enum prompt_audience audience(const struct dashboard *d)
{
	return d->present.on ? PROMPT_ROOM : d->mask ? PROMPT_DESK_MASKED : PROMPT_DESK;
}

static void filter_by(struct dashboard *d, const char *dim, const char *value)
{
	struct panel_scope scope = top(d)->scope;

	if (!scope_filter_set(&scope, dim, value))
		dashboard_say(d, "No more than twelve filters at a time; F drops them.");
	else
		dashboard_change(d, &scope);
}

static void go_to(struct dashboard *d, const struct prompt_choice *choice)
{
	struct panel_focus focus = { .drills = true };

	switch ((enum find_what)choice->what) {
	case FIND_VIEW:
		dashboard_view(d, panel_view_find(choice->value));
		break;
	case FIND_KPI:
		dashboard_kpi(d, choice->value);
		break;
	case FIND_POST:
		filter_by(d, "office", choice->value);
		break;
	case FIND_IMPORTER:
		filter_by(d, "importer", choice->value);
		break;
	case FIND_BROKER:
		filter_by(d, "broker", choice->value);
		break;
	case FIND_DECLARATION:
		focus.declaration = choice->number;
		if (dashboard_open(d, &panel_declaration, &top(d)->scope, &focus))
			top(d)->drilled = true;
		break;
	}
}

static bool take_find(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	if (!choice)
		return err_set(err, ERR_USAGE, "Nothing is called '%.40s'.", d->prompt.text);
	snprintf(d->found, sizeof(d->found), "%s", d->prompt.text);
	d->found_at = d->prompt.selected;
	go_to(d, choice);
	return true;
}

void ask_find_again(struct dashboard *d, int delta)
{
	size_t n;

	if (!d->found[0]) {
		dashboard_say(d, "Nothing was looked for yet; / finds figures, posts, traders and declarations.");
		return;
	}
	prompt_open(&d->prompt, "Find", d->found, NULL, audience(d));
	fill_find(d);
	n = d->prompt.n_choices;
	if (n == 0)
		return;
	d->found_at = (d->found_at + n + (size_t)(delta < 0 ? n - 1 : 1)) % n;
	go_to(d, &d->prompt.choices[d->found_at]);
	dashboard_say(d, "%s: %zu of %zu", d->prompt.choices[d->found_at].text, d->found_at + 1, n);
}

/* ---- command line, export */

static void fill_command(struct dashboard *d)
{
	command_line_complete(d, &d->prompt);
}

static bool take_command(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	return command_line_run(d, choice ? choice->text : d->prompt.text, &d->quits, err);
}

static void fill_write(struct dashboard *d)
{
	prompt_clear_choices(&d->prompt);
	snprintf(d->prompt.hint, sizeof(d->prompt.hint), "the ending decides: .txt, .ansi, .svg, .html draw the screen; .csv writes its numbers");
}

static bool take_write(struct dashboard *d, const struct prompt_choice *choice, struct err *err)
{
	return export_write(d, d->prompt.text, err);
}

static const struct asking askings[ASKS] = {
	[ASK_PERIOD] = { "Period", fill_periods, take_period, true },
	[ASK_COMPARE] = { "Compare with", fill_comparisons, take_comparison, false },
	[ASK_POST] = { "Compare with post", fill_posts, take_post, false },
	[ASK_FIND] = { "Find", fill_find, take_find, true },
	[ASK_COMMAND] = { "Command", fill_command, take_command, true },
	[ASK_WRITE] = { "Write to file", fill_write, take_write, true },
	[ASK_NOTE_KIND] = { "Write down", ask_note_fill_kinds, ask_note_take_kind, false },
	[ASK_NOTE_TEXT] = { "Words", ask_note_fill_text, ask_note_take_text, true },
	[ASK_NOTE_OWNER] = { "Owner", ask_note_fill_owner, ask_note_take_owner, false, true },
	[ASK_NOTE_DEPARTMENT] = { "Department", ask_note_fill_department, ask_note_take_department, false, true },
	[ASK_NOTE_ON] = { "Decided on", ask_note_fill_on, ask_note_take_on, false, true },
	[ASK_NOTE_DUE] = { "Until when", ask_note_fill_due, ask_note_take_due, false, true },
	[ASK_NOTE_REVIEW] = { "Look again", ask_note_fill_review, ask_note_take_review, false, true },
	[ASK_NOTE_CHANGE] = { "What now", ask_note_fill_changes, ask_note_take_change, false },
	[ASK_NOTE_VALUE] = { "Change to", ask_note_fill_value, ask_note_take_value, false, true },
};

void ask_open(struct dashboard *d, enum ask what, const char *text)
{
	d->asking = what;
	prompt_open(&d->prompt, askings[what].label, text, askings[what].keeps_past ? &d->past[what] : NULL, audience(d));
	askings[what].fill(d);
}

static bool take(struct dashboard *d, const struct asking *asking)
{
	enum ask was = d->asking;
	struct prompt_choice chosen;
	const struct prompt_choice *choice = prompt_chosen(&d->prompt);
	struct err err = { 0 };

	if (!choice && d->prompt.len == 0 && was != ASK_COMMAND && !asking->may_be_empty) {
		d->asking = ASK_NOTHING;
		return true;
	}
	if (choice) {
		chosen = *choice;
		choice = &chosen;
	}
	d->asking = ASK_NOTHING;
	prompt_remember(&d->prompt);
	if (!asking->take(d, choice, &err)) {
		d->asking = was;
		prompt_refuse(&d->prompt, err.text);
	}
	return !d->quits;
}

bool ask_key(struct dashboard *d, uint32_t key)
{
	const struct asking *asking = &askings[d->asking];

	switch (prompt_key(&d->prompt, key)) {
	case PROMPT_CHANGED:
		asking->fill(d);
		return true;
	case PROMPT_TAKEN:
		return take(d, asking);
	case PROMPT_LEFT:
		d->asking = ASK_NOTHING;
		return true;
	default:
		return true;
	}
}
