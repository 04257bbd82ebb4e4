/* actions.c - A: what is to be done, what was decided, what rests, and what was noted; the most pressing first. Enter shows one with
 * its figure before and after, a changes it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "insight/outcome.h"
#include "list.h"
#include "names.h"
#include "note.h"

enum { LIST_TO_DO, LIST_DECISIONS, LIST_RESTS, LIST_NOTES, LISTS };

struct actions {
	struct panel panel;
	struct list lists[LISTS];
	struct list_later *later;	/* the decisions with what came of them: read behind the picture */
	char note[120];			/* "2 overdue, 5 open" */
	char warning[200];		/* of lines that could not be read */
	/* outlives a load */
	bool opened;
	int pane;
};

static const struct chart_column columns[] = {
	{ .title = "what", .cells = 26 },
	{ .title = "state", .cells = 13, .priority = 1 },
	{ .title = "day", .cells = 11, .right = true, .priority = 2 },
	{ .title = "owner", .cells = 17, .priority = 3 },
	{ .title = "department", .cells = 15, .priority = 5 },
	{ .title = "beside", .cells = 34, .priority = 4 },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* The log of decisions: the figure before and after, and whether that is more than chance. */
static const struct chart_column decision_columns[] = {
	{ .title = "what", .cells = 26 },
	{ .title = "state", .cells = 13, .priority = 1 },
	{ .title = "review", .cells = 11, .right = true, .priority = 4 },
	{ .title = "before", .cells = 8, .right = true, .priority = 2 },
	{ .title = "after", .cells = 8, .right = true, .priority = 2 },
	{ .title = "since then", .cells = 11, .priority = 3 },
	{ .title = "owner", .cells = 17, .priority = 6 },
	{ .title = "beside", .cells = 26, .priority = 5 },
};

enum { DECISION_COLUMNS = sizeof(decision_columns) / sizeof(decision_columns[0]) };

static const struct {
	const char *title, *empty;
} parts[LISTS] = {
	[LIST_TO_DO] = { "To do", "Nothing is to be done. On any figure or exception, a writes down an action with owner and day." },
	[LIST_DECISIONS] = { "Decisions", "No decision was written down. a on a figure does; its review tells whether the figure changed." },
	[LIST_RESTS] = { "Exceptions that rest", "No exception was put off." },
	[LIST_NOTES] = { "Notes, and what is done", "No notes." },
};

static int part_of(const struct note *note)
{
	if (note->kind == NOTE_DECISION)
		return LIST_DECISIONS;
	if (note->kind == NOTE_SEEN || note->kind == NOTE_SNOOZE)
		return LIST_RESTS;
	return note->kind == NOTE_ACTION && note->state == NOTE_OPEN ? LIST_TO_DO : LIST_NOTES;
}

/* The day that counts now. */
static int32_t day_of(const struct note *note)
{
	if (note->state == NOTE_DONE)
		return note->closed;
	switch (note->kind) {
	case NOTE_ACTION: return note->due;
	case NOTE_DECISION: return note->review != TIME_DAY_NONE ? note->review : note->on;
	case NOTE_SNOOZE: return note->until;
	default: return time_day_of(note->at);
	}
}

/* What all lists do with a note. */
static void place_row(const struct panel_context *context, const struct note *note, struct list_row *row)
{
	struct note_state_words state = note_state_words(note, context->today);
	const struct note_about *about = &note->about;
	int32_t day = day_of(note);

	snprintf(row->focus.note, sizeof(row->focus.note), "%s", note->id);
	snprintf(row->focus.kpi, sizeof(row->focus.kpi), "%s", kpi_find(about->kpi) ? about->kpi : "");
	snprintf(row->focus.stat, sizeof(row->focus.stat), "%s", about->stat);
	snprintf(row->focus.category, sizeof(row->focus.category), "%s", about->category);
	row->focus.drills = true;
	row->focus.exception = state.rank == 0;
	row->exception = state.rank == 0 ? 1 + context->today - day : 0;
	row->order = (size_t)state.rank * 1000000 + (size_t)(day == TIME_DAY_NONE ? 500000 : 200000 + day);
}

static struct list_cell state_cell(const struct panel_context *context, const struct note *note, struct arena *arena)
{
	struct note_state_words state = note_state_words(note, context->today);
	const char *said = arena_printf(arena, "%s %s", state.glyph, state.word);

	return (struct list_cell){ .text = said ? said : "", .role = state.role, .sort = NAN };
}

static struct list_cell day_cell(int32_t day, struct arena *arena)
{
	return (struct list_cell){ .text = scope_day_in(day, arena), .sort = day == TIME_DAY_NONE ? NAN : -(double)day };
}

static void fill_row(const struct panel_context *context, const struct note *note, struct list_row *row, struct arena *arena)
{
	row->cells[0] = (struct list_cell){ .text = arena_strdup(arena, note->text), .sort = NAN };
	row->cells[1] = state_cell(context, note, arena);
	row->cells[2] = day_cell(day_of(note), arena);
	row->cells[3] = (struct list_cell){ .text = arena_strdup(arena, names_person(context, note->owner, arena)), .sort = NAN };
	row->cells[4] = (struct list_cell){ .text = arena_strdup(arena, note->department), .sort = NAN };
	row->cells[5] = (struct list_cell){ .text = note_about_text(context, &note->about, arena), .role = CANVAS_MUTED, .sort = NAN };
	place_row(context, note, row);
}

static struct list_cell figure_cell(const struct kpi_row *row, struct arena *arena)
{
	return (struct list_cell){ .text = row ? figures_value(row, arena) : "", .sort = row ? row->value : NAN };
}

/* outcome NULL: it is still to come. */
static void fill_decision(const struct panel_context *context, const struct note *note, const struct outcome *outcome, struct list_row *row,
	struct arena *arena)
{
	const char *word = outcome ? outcome_word(outcome) : "", *said = word;
	enum canvas_role role = CANVAS_MUTED;

	if (outcome && (outcome->verdict == KPI_BETTER || outcome->verdict == KPI_WORSE)) {
		role = outcome->verdict == KPI_BETTER ? CANVAS_GOOD : CANVAS_BAD;
		said = arena_printf(arena, "%s %s", outcome->verdict == KPI_BETTER ? "✓" : "✗", word);
	} else if (word[0]) {
		said = arena_printf(arena, "· %s", word);
	}
	row->cells[0] = (struct list_cell){ .text = arena_strdup(arena, note->text), .sort = NAN };
	row->cells[1] = state_cell(context, note, arena);
	row->cells[2] = day_cell(day_of(note), arena);
	row->cells[3] = figure_cell(outcome ? outcome->before : NULL, arena);
	row->cells[4] = figure_cell(outcome ? outcome->after : NULL, arena);
	row->cells[5] = (struct list_cell){ .text = said ? said : "", .role = role, .sort = NAN };
	row->cells[6] = (struct list_cell){ .text = arena_strdup(arena, names_person(context, note->owner, arena)), .sort = NAN };
	row->cells[7] = (struct list_cell){ .text = note_about_text(context, &note->about, arena), .role = CANVAS_MUTED, .sort = NAN };
	place_row(context, note, row);
}

static bool load_decisions(struct list *list, const struct panel_context *context, bool with_outcomes, struct arena *arena, struct err *err)
{
	size_t n = notes_count(context->notes);

	list->title = parts[LIST_DECISIONS].title;
	list->empty = parts[LIST_DECISIONS].empty;
	if (!list_begin(list, decision_columns, DECISION_COLUMNS, n, arena, err))
		return false;
	for (size_t i = n; i-- > 0;) {
		const struct note *note = notes_at(context->notes, i);
		struct outcome outcome;
		struct list_row *row;

		if (part_of(note) != LIST_DECISIONS || note->state == NOTE_WITHDRAWN)
			continue;
		if (with_outcomes && !outcome_load(context->env, note, context->scope->first_day, context->scope->last_day, arena, &outcome, err))
			return false;
		row = list_add(list);
		if (row)
			fill_decision(context, note, with_outcomes ? &outcome : NULL, row, arena);
	}
	list_end(list);
	return true;
}

/* A decision costs a look at a year of its figure. */
static bool read_outcomes(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	return load_decisions(list, context, true, arena, err);
}

static struct panel_more *more(const struct panel_context *context, struct err *err)
{
	return list_later_read(read_outcomes, context, err);
}

/* Where it fails the decisions stay as they are. */
static void adopt(struct panel *panel, struct panel_more *read, const char *failed)
{
	struct actions *actions = (struct actions *)panel;

	(void)failed;
	list_later_take(&actions->later, read);
	if (read)
		list_adopt(&actions->lists[LIST_DECISIONS], &actions->later->list, "");
}

static void count(struct actions *actions, const struct panel_context *context)
{
	size_t overdue = 0, open = 0;

	for (size_t i = 0; i < notes_count(context->notes); i++) {
		const struct note *note = notes_at(context->notes, i);

		if (note->kind != NOTE_ACTION || note->state != NOTE_OPEN)
			continue;
		open++;
		overdue += note_state_words(note, context->today).rank == 0;
	}
	snprintf(actions->note, sizeof(actions->note), open ? "%zu open, %zu overdue" : "", open, overdue);
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct actions *actions = (struct actions *)panel;
	size_t n = notes_count(context->notes), line, unread = notes_unread(context->notes, &line);

	count(actions, context);
	actions->warning[0] = '\0';
	if (unread)
		snprintf(actions->warning, sizeof(actions->warning), "%zu %s of the file of notes cannot be read, the first is line %zu: kept, and "
			"passed over.", unread, unread == 1 ? "line" : "lines", line);
	for (int part = 0; part < LISTS; part++) {
		struct list *list = &actions->lists[part];

		if (!actions->opened)
			list_init(list);
		if (part == LIST_DECISIONS && !load_decisions(list, context, false, &panel->arena, err))
			return false;
		if (part == LIST_DECISIONS)
			continue;
		if (!list_begin(list, columns, COLUMNS, n, &panel->arena, err))
			return false;
		list->title = parts[part].title;
		list->note = part == LIST_TO_DO ? actions->note : NULL;
		list->empty = parts[part].empty;
		for (size_t i = n; i-- > 0;) {
			const struct note *note = notes_at(context->notes, i);
			struct list_row *row = part_of(note) == part && note->state != NOTE_WITHDRAWN ? list_add(list) : NULL;

			if (row)
				fill_row(context, note, row, &panel->arena);
		}
		list_end(list);
	}
	if (!actions->opened)
		for (actions->pane = 0; actions->pane < LISTS - 1 && actions->lists[actions->pane].n_rows == 0;)
			actions->pane++;
	if (!actions->opened && actions->lists[actions->pane].n_rows == 0)
		actions->pane = 0;
	actions->opened = true;
	return true;
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct actions *actions = (const struct actions *)panel;
	int row = 0;

	if (actions->warning[0])
		row = canvas_wrap(canvas_cols(area, 1, area.cols - 2), 0, 2, CANVAS_WARNING, actions->warning);
	list_paint_stack(actions->lists, LISTS, (size_t)actions->pane, canvas_rows(area, row, area.rows - row), panel->active);
}

/* e and E go through all parts. */
static enum request hop(struct actions *actions, enum request request)
{
	struct list *lists[LISTS];

	for (size_t i = 0; i < LISTS; i++)
		lists[i] = &actions->lists[i];
	return list_hop_across(lists, LISTS, (size_t)actions->pane, &actions->pane, request == REQ_EXCEPTION_NEXT) ? REQ_NONE : request;
}

static bool any_exception(const struct actions *actions)
{
	for (size_t i = 0; i < LISTS; i++)
		if (list_any_exception(&actions->lists[i]))
			return true;
	return false;
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct actions *actions = (struct actions *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return hop(actions, request);
	if (request == REQ_PANE_NEXT)
		actions->pane = (actions->pane + 1) % LISTS;
	else if (request == REQ_PANE_PREVIOUS)
		actions->pane = (actions->pane + LISTS - 1) % LISTS;
	else
		return list_on_request(&actions->lists[actions->pane], request, panel->rows / 2);
	return REQ_NONE;
}

static bool can(const struct panel *panel, enum request request)
{
	const struct actions *actions = (const struct actions *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return any_exception(actions);
	return request == REQ_PANE_NEXT || list_can(&actions->lists[actions->pane], request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct actions *actions = (const struct actions *)panel;

	list_focus(&actions->lists[actions->pane], ret_focus);
}

static const struct list *lists(const struct panel *panel, size_t *ret_n)
{
	*ret_n = LISTS;
	return ((const struct actions *)panel)->lists;
}

static const struct panel_ops *drill(const struct panel *panel)
{
	return &panel_note;
}

static void line(const struct panel *panel, struct text *out)
{
	const struct actions *actions = (const struct actions *)panel;

	text_append(out, actions->note[0] ? actions->note : "Nothing is to be done.");
}

static void look(struct panel *panel, struct panel_look *places)
{
	struct actions *actions = (struct actions *)panel;

	for (size_t i = 0; i < LISTS; i++)
		list_look(&actions->lists[i], places);
	panel_look_add(places, &actions->pane, sizeof(actions->pane));
}

static void unload(struct panel *panel)
{
	struct actions *actions = (struct actions *)panel;

	for (size_t i = 0; i < LISTS; i++)
		list_forget(&actions->lists[i]);
	list_later_take(&actions->later, NULL);
}

const struct panel_ops panel_actions = {
	.name = "actions",
	.title = "Actions",
	.size = sizeof(struct actions),
	.load = load,
	.paint = paint,
	.more = more,
	.adopt = adopt,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.line = line,
	.lists = lists,
	.look = look,
	.unload = unload,
};
