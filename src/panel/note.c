/* note.c - one note, action or decision: its words, who has it and until when, and the figure it stands beside: as it was then, and
 * before and after. Enter goes to that figure, a changes what is written. */
#include "note.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "names.h"
#include "page.h"
#include "review.h"

enum { CHART_LEAST = 9, CHART_MOST = 16, TEXT_ROWS = 12 };

struct note_panel {
	struct panel panel;
	struct page page;
	struct review review;
	char label[60];
};

struct note_state_words note_state_words(const struct note *note, int32_t today)
{
	if (note->state == NOTE_WITHDRAWN)
		return (struct note_state_words){ "", "withdrawn", CANVAS_MUTED, 9 };
	if (note->state == NOTE_DONE)
		return (struct note_state_words){ "✓", "done", CANVAS_GOOD, 6 };
	switch (note->kind) {
	case NOTE_ACTION:
		if (note_is_late(note, today))
			return (struct note_state_words){ "✗", "overdue", CANVAS_BAD, 0 };
		if (note->due != TIME_DAY_NONE && note->due <= today + 1)
			return (struct note_state_words){ "!", note->due == today ? "due today" : "due tomorrow", CANVAS_WARNING, 1 };
		return (struct note_state_words){ "·", "open", CANVAS_PLAIN, 3 };
	case NOTE_DECISION:
		if (note_is_late(note, today))
			return (struct note_state_words){ "!", "review due", CANVAS_WARNING, 2 };
		return (struct note_state_words){ "·", note->result[0] ? "reviewed" : "decided", CANVAS_PLAIN, note->result[0] ? 5 : 4 };
	case NOTE_SEEN:
		return (struct note_state_words){ "·", "seen", CANVAS_PLAIN, 5 };
	case NOTE_SNOOZE:
		if (note->until != TIME_DAY_NONE && note->until < today)
			return (struct note_state_words){ "", "over", CANVAS_MUTED, 7 };
		return (struct note_state_words){ "·", "rests until", CANVAS_PLAIN, 4 };
	default:
		return (struct note_state_words){ "·", "note", CANVAS_PLAIN, 5 };
	}
}

const char *note_about_text(const struct panel_context *context, const struct note_about *about, struct arena *arena)
{
	const struct kpi_def *def = kpi_find(about->kpi);
	struct text text = TEXT_INIT;
	const char *copy;

	for (size_t i = 0; i < about->n_filters; i++) {
		text_append(&text, i ? ", " : "");
		names_value(context, about->filters[i].name, about->filters[i].value, &text);
	}
	if (text.len && def)
		text_append(&text, ": ");
	if (def)
		text_append(&text, figures_subject(def, about->stat[0] ? about->stat : def->headline, about->category[0] ? about->category : NULL,
			arena));
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}

const char *note_stat(const struct panel_focus *focus)
{
	const struct kpi_def *def = kpi_find(focus->kpi);

	return focus->stat[0] || !def ? focus->stat : def->headline;
}

bool note_concerns(const struct note_about *about, const struct panel_scope *scope, const char *office)
{
	for (size_t i = 0; i < about->n_filters; i++) {
		const struct panel_scope_filter *filter = scope_filter_find(scope, about->filters[i].name);
		const char *value = filter ? filter->value : office && strcmp(about->filters[i].name, "office") == 0 ? office : NULL;

		if (!value || strcmp(value, about->filters[i].value) != 0)
			return false;
	}
	return true;
}

bool note_rests(const struct panel_context *context, const struct panel_focus *focus)
{
	struct note_about about = { .kpi = focus->kpi, .stat = note_stat(focus), .category = focus->category };
	const struct panel_scope *scope = context->scope;
	bool own = focus->filter_name[0] != '\0';

	if (notes_count(context->notes) == 0)
		return false;
	for (size_t i = 0; i < scope->n_filters && about.n_filters < NOTE_FILTERS - 1; i++)
		if (!own || strcmp(scope->filters[i].name, focus->filter_name) != 0)
			about.filters[about.n_filters++] = (struct note_filter){ scope->filters[i].name, scope->filters[i].value };
	if (own)
		about.filters[about.n_filters++] = (struct note_filter){ focus->filter_name, focus->filter_value };
	return notes_rest(context->notes, &about, focus->size, context->today) != NULL;
}

static void put_day(struct page *page, const char *label, int32_t day)
{
	struct text text = TEXT_INIT;

	if (day == TIME_DAY_NONE)
		return;
	scope_day_text(day, true, &text);
	page_put(page, CANVAS_PLAIN, label, text.data);
	text_finish(&text);
}

static void put_words(struct page *page, const struct panel_context *context, const struct note *note)
{
	static const char *const titles[NOTE_KINDS] = { [NOTE_NOTE] = "Note", [NOTE_ACTION] = "Action", [NOTE_DECISION] = "Decision",
		[NOTE_SEEN] = "Exception that was seen", [NOTE_SNOOZE] = "Exception that rests" };
	struct note_state_words state = note_state_words(note, context->today);

	page_heading(page, titles[note->kind]);
	page_put(page, CANVAS_VALUE, note->kind == NOTE_SEEN || note->kind == NOTE_SNOOZE ? "Reason" : "What", note->text);
	page_putf(page, state.role, "State", "%s%s%s", state.glyph, state.glyph[0] ? " " : "", state.word);
	page_put(page, CANVAS_PLAIN, "Owner", names_person(context, note->owner, page->arena));
	page_put(page, CANVAS_PLAIN, "Department", note->department);
	put_day(page, "Decided on", note->on);
	put_day(page, "Due", note->due);
	put_day(page, "Review", note->review);
	put_day(page, "Rests until", note->until);
	put_day(page, "Done on", note->closed);
	page_put(page, CANVAS_PLAIN, "What came of it", note->result);
	page_putf(page, CANVAS_MUTED, "Written", "%s%s%s", scope_day_in(time_day_of(note->at), page->arena), note->by[0] ? " by " : "",
		names_person(context, note->by, page->arena));
}

static void put_then(struct page *page, const struct panel_context *context, const struct note_about *about)
{
	const struct kpi_def *def = kpi_find(about->kpi);
	const struct kpi_row then = { .def = def, .value = about->value };

	page_put(page, CANVAS_PLAIN, "Beside", note_about_text(context, about, page->arena));
	if (def && !isnan(about->value) && about->to != TIME_DAY_NONE)
		page_putf(page, CANVAS_PLAIN, "It stood at", "%s, n %s, in the days up to %s", figures_value(&then, page->arena),
			figures_count(about->n, page->arena), scope_day_in(about->to, page->arena));
}

static void put_review(struct page *page, const struct review *review)
{
	if (review->start == TIME_DAY_NONE || !review->sentence[0])
		return;
	page_heading(page, "What came of it, by the figure");
	page_putf(page, review->role, "Verdict", "%s %s", review->glyph, review->sentence);
	page_put(page, CANVAS_PLAIN, "Before", review->before);
	page_put(page, CANVAS_PLAIN, "After", review->after);
	page_put(page, CANVAS_PLAIN, "Effect", review->effect);
	page_put(page, CANVAS_PLAIN, "Reform", review->reform);
	page_put(page, CANVAS_MUTED, "How", "Whole weeks before and after, on the days of the week on which it began; judged against the course before "
		"it and against days on which nothing began. What else happened in these weeks is not taken off.");
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct note_panel *own = (struct note_panel *)panel;
	const struct note *note = notes_find(context->notes, panel->subject.note);

	page_begin(&own->page, &panel->arena);
	own->review = (struct review){ .start = TIME_DAY_NONE, .reform = "" };
	if (!note)
		return err_set(err, ERR_DATA, "This note is not in the file any more.");
	snprintf(own->label, sizeof(own->label), "%s", note_kind_name(note->kind));
	put_words(&own->page, context, note);
	put_then(&own->page, context, &note->about);
	if (!review_load(context, note, &panel->arena, &own->review, err))
		return false;
	put_review(&own->page, &own->review);
	return !own->page.failed || err_memory(err);
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct note_panel *own = (const struct note_panel *)panel;
	int chart = own->review.history.title ? area.rows / 2 : 0;

	if (chart > CHART_MOST)
		chart = CHART_MOST;
	if (chart > CHART_LEAST && own->review.reform[0])	/* more words */
		chart = CHART_LEAST;
	if (chart < CHART_LEAST || area.rows - chart < TEXT_ROWS)
		chart = 0;
	page_paint(&own->page, canvas_rows(area, 0, area.rows - chart));
	if (chart)
		history_paint(&own->review.history, NULL, canvas_rows(area, area.rows - chart, chart));
}

static enum request on_request(struct panel *panel, enum request request)
{
	return page_on_request(&((struct note_panel *)panel)->page, request, panel->rows);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	*ret_focus = panel->subject;
	ret_focus->filter_name[0] = '\0';
	ret_focus->drills = panel->subject.kpi[0] != '\0';
	ret_focus->exception = false;
}

static const char *label(const struct panel *panel)
{
	return ((const struct note_panel *)panel)->label;
}

static void unload(struct panel *panel)
{
	struct note_panel *own = (struct note_panel *)panel;

	page_forget(&own->page);
	own->review = (struct review){ .start = TIME_DAY_NONE, .reform = "" };
}

static void words(const struct panel *panel, struct text *out)
{
	page_words(&((const struct note_panel *)panel)->page, out);
}

const struct panel_ops panel_note = {
	.name = "note",
	.title = "note",
	.size = sizeof(struct note_panel),
	.load = load,
	.paint = paint,
	.words = words,
	.is_words = true,
	.on_request = on_request,
	.focus = focus,
	.label = label,
	.unload = unload,
};
