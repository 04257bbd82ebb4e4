/* evidence.c - what stands behind a finding: its sentence, its weeks with their limits, what it came through, and what a leader asks next.
 *
 * Each question has its answer beside it, and Enter opens the panel that shows it at length: days, posts, owners, lanes, the year before,
 * the declarations. The last one writes the page. v puts what it came through in the place of the chart where both have no room. */
#include "insight/evidence.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mask.h"
#include "base/width.h"
#include "drill.h"
#include "figures.h"
#include "list.h"
#include "names.h"
#include "told.h"

enum { PANE_QUESTIONS, PANE_PARTS };
enum { LOW_ROWS = 18, TALL_ROWS = 32, WIDE_COLS = 110, QUESTION_CELLS = 24, QUESTION_NARROW = 16, NARROW = 60 };

struct evidence_panel {
	struct panel panel;
	struct told *told;
	const struct finding *finding;	/* NULL: it does not stand out in this scope */
	struct evidence evidence;
	size_t asked[EVIDENCE_ANSWERS], n_asked;	/* answers that have a text */
	struct list parts;
	struct chart_column columns[6];
	char title[200];
	/* outlives a load */
	bool opened, shows_parts;
	int pane;
	size_t at;
};

/* What Enter opens. */
static const struct {
	enum phrase question;
	const struct panel_ops *ops;	/* NULL: by its name, or nothing */
	const char *by;			/* of a breakdown */
	bool everywhere;		/* not at the finding's post alone */
} ways[] = {
	{ PHRASE_ASK_SINCE, &panel_breakdown, "day", false }, { PHRASE_ASK_WHERE, &panel_breakdown, "office", true },
	{ PHRASE_ASK_OWNER, &panel_time, "", false }, { PHRASE_ASK_NOISE, &panel_breakdown, "week", false },
	{ PHRASE_ASK_SURE, &panel_proof, "", false }, { PHRASE_ASK_MIX, &panel_breakdown, "lane", false },
	{ PHRASE_ASK_YEAR, &panel_breakdown, "lane", false }, { PHRASE_ASK_AFTER, &panel_breakdown, "week", false },
	{ PHRASE_ASK_FILES, &panel_declarations, "", false }, { PHRASE_ASK_COST, &panel_control, "", false },
	{ PHRASE_ASK_MINISTER, NULL, "", false },
};

/* ---- load */

static bool is_subject(const struct panel_focus *subject, const struct finding *finding)
{
	struct panel_focus focus = { .kpi = "" };

	told_focus(finding, &focus);
	return strcmp(focus.kpi, subject->kpi) == 0 && strcmp(focus.category, subject->category) == 0 &&
	       strcmp(focus.filter_name, subject->filter_name) == 0 && strcmp(focus.filter_value, subject->filter_value) == 0;
}

static const struct finding *find(const struct told *told, const struct panel_focus *subject)
{
	for (size_t i = 0; i < told->findings.n; i++)
		if (is_subject(subject, &told->findings.items[i]))
			return &told->findings.items[i];
	return NULL;
}

static const char *value_text(struct evidence_panel *panel, double value)
{
	return figures_number(value, panel->finding->def->unit, &panel->panel.arena);
}

static const char *percent_text(double share, struct arena *arena)
{
	const char *text = isfinite(share) ? arena_printf(arena, "%.0f %%", 100 * share) : "";

	return text ? text : "";
}

/* Declarants by their pseudonym or, unmasked, by their name. */
static const char *part_text(const struct evidence_part *part, const struct panel_context *context, struct arena *arena)
{
	if (strcmp(part->dim, "office") == 0 || mask_is_personal(part->dim))
		return names_value_in(context, part->dim, part->value, arena);
	return part->label;
}

/* How many declarations a week, before and now. */
static const char *volume_text(const struct evidence_part *part, struct arena *arena)
{
	const char *text = part->n || part->base_n ? arena_printf(arena, "%s to %s", figures_count((int64_t)(part->base_weekly + 0.5), arena),
		figures_count((int64_t)(part->weekly + 0.5), arena)) : "";

	return text ? text : "";
}

static void add_part(struct evidence_panel *panel, const struct panel_context *context, const struct evidence_part *part)
{
	struct arena *arena = &panel->panel.arena;
	struct list_row *row = list_add(&panel->parts);
	bool filters = strcmp(part->dim, "stage") != 0 && strcmp(part->dim, "owner") != 0;

	if (!row)
		return;
	row->cells[0] = (struct list_cell){ .text = part_text(part, context, arena), .sort = NAN };
	row->cells[1] = (struct list_cell){ .text = value_text(panel, part->base), .sort = part->base };
	row->cells[2] = (struct list_cell){ .text = value_text(panel, part->now), .role = CANVAS_VALUE, .sort = part->now };
	row->cells[3] = (struct list_cell){ .text = volume_text(part, arena), .sort = part->weekly };
	row->cells[4] = (struct list_cell){ .text = percent_text(part->share, arena), .sort = part->share };
	row->cells[5] = (struct list_cell){ .text = percent_text(part->performance, arena), .role = CANVAS_MUTED, .sort = part->performance };
	told_focus(panel->finding, &row->focus);
	row->focus.keeps_scope = false;
	row->focus.exception = false;
	row->focus.from = panel->evidence.answers[0].to - 27;
	row->focus.to = panel->evidence.answers[0].to;
	if (!filters)
		return;
	snprintf(row->focus.also_name, sizeof(row->focus.also_name), "%s", part->dim);
	snprintf(row->focus.also_value, sizeof(row->focus.also_value), "%s", part->value);
}

static bool load_parts(struct evidence_panel *panel, const struct panel_context *context, struct err *err)
{
	static const struct chart_column columns[] = {
		{ .title = "through what", .cells = 20 }, { .title = "before", .cells = 9, .right = true, .priority = 1 },
		{ .title = "now", .cells = 9, .right = true }, { .title = "files a week", .cells = 14, .right = true, .priority = 3 },
		{ .title = "of the change", .cells = 13, .right = true }, { .title = "not by mix", .cells = 10, .right = true, .priority = 2 },
	};

	const char *unit = panel->finding->def->unit == KPI_HOURS ? ", h" : panel->finding->def->unit == KPI_ONE ? ", %" : "";

	memcpy(panel->columns, columns, sizeof(columns));
	panel->columns[1].title = arena_printf(&panel->panel.arena, "before%s", unit);
	panel->columns[2].title = arena_printf(&panel->panel.arena, "now%s", unit);
	if (!list_begin(&panel->parts, panel->columns, 6, panel->evidence.n_parts, &panel->panel.arena, err))
		return false;
	for (size_t i = 0; i < panel->evidence.n_parts; i++)
		add_part(panel, context, &panel->evidence.parts[i]);
	panel->parts.title = "What it came through";
	panel->parts.empty = "What only misses a target has not changed; of stocks and shares of lanes parts are not known.";
	list_end(&panel->parts);
	return true;
}

static void load_title(struct evidence_panel *panel)
{
	struct text title = TEXT_INIT;
	const struct finding *finding = panel->finding;

	if (finding->office || finding->lane)
		text_appendf(&title, "%s%s: ", finding->office ? finding->office_name : finding->lane, finding->lane ? " lane" : "");
	phrase_subject(&title, finding->def, finding->stat, finding->category);
	snprintf(panel->title, sizeof(panel->title), "%s", title.data);
	text_finish(&title);
}

/* From what to do one comes for the files. */
static void begin_at_files(struct evidence_panel *panel)
{
	for (size_t i = 0; i < panel->n_asked; i++)
		if (panel->evidence.answers[panel->asked[i]].question == PHRASE_ASK_FILES)
			panel->at = i;
}

static bool load_evidence(struct evidence_panel *panel, const struct panel_context *context, bool begins_at_files, struct err *err)
{
	struct arena *arena = &panel->panel.arena;
	struct kpi_query query;

	load_title(panel);
	if (!scope_query(context->scope, arena, &query, err) ||
	    !evidence_load(context->env, &panel->told->findings, (size_t)(panel->finding - panel->told->findings.items), query.filters,
		query.n_filters, arena, &panel->evidence, err))
		return false;
	for (size_t i = 0; i < EVIDENCE_ANSWERS; i++)
		if (panel->evidence.answers[i].text[0])
			panel->asked[panel->n_asked++] = i;
	if (begins_at_files)
		begin_at_files(panel);
	if (panel->at >= panel->n_asked)
		panel->at = 0;
	return load_parts(panel, context, err);
}

static bool load(struct panel *base, const struct panel_context *context, struct err *err)
{
	struct evidence_panel *panel = (struct evidence_panel *)base;

	bool begins_at_files = !panel->opened && strcmp(base->subject.by, "declaration") == 0;

	if (!panel->opened)
		list_init(&panel->parts);
	panel->opened = true;
	panel->n_asked = 0;
	panel->told = (struct told *)told_load(context, false, err);
	if (!panel->told)
		return false;
	panel->finding = find(panel->told, &base->subject);
	if (!panel->finding)
		snprintf(panel->title, sizeof(panel->title), "not in this period");
	return !panel->finding || load_evidence(panel, context, begins_at_files, err);
}

static void unload(struct panel *base)
{
	struct evidence_panel *panel = (struct evidence_panel *)base;

	if (panel->told)
		panel_more_free(&panel->told->more);
	panel->told = NULL;
	panel->finding = NULL;
	panel->n_asked = 0;
	list_forget(&panel->parts);
}

/* ---- paint */

static const struct evidence_answer *answer_at(const struct evidence_panel *panel, size_t i)
{
	return &panel->evidence.answers[panel->asked[i]];
}

static int paint_sentence(const struct evidence_panel *panel, struct canvas_area area, int rows)
{
	struct text text = TEXT_INIT;
	int used;

	told_text(panel->finding, area.cols - 5, rows, &text);
	canvas_put(area, 2, 0, told_role(panel->finding), told_glyph(panel->finding));
	used = canvas_wrap(canvas_cols(area, 4, area.cols - 5), 0, rows, CANVAS_TITLE, text.data);
	text_finish(&text);
	return used;
}

static bool needs_more_room(const struct evidence_answer *answer, int cells)
{
	return width_of(answer->text, strlen(answer->text)) > cells;
}

/* Rows that all answers take when none is cut. */
static int whole_rows(const struct evidence_panel *panel, int cells)
{
	int rows = 0;

	for (size_t i = 0; i < panel->n_asked; i++)
		rows += canvas_wrap_rows(cells, answer_at(panel, i)->text);
	return rows;
}

static int paint_question(const struct evidence_panel *panel, struct canvas_area area, int row, size_t i, int label, int most)
{
	const struct evidence_answer *answer = answer_at(panel, i);
	bool chosen = panel->panel.active && panel->pane == PANE_QUESTIONS && i == panel->at;
	struct canvas_area text = canvas_sub(area, label + 3, 0, area.cols - label - 4, area.rows);

	canvas_put(area, 0, row, CANVAS_ACCENT, chosen ? "▶" : " ");
	canvas_put_left(area, 2, row, label, chosen ? CANVAS_TITLE : CANVAS_LABEL, phrase_text(answer->question));
	if (chosen)
		canvas_focus(area, 0, row);
	if (most > 1)
		return canvas_wrap(text, row, most, CANVAS_PLAIN, answer->text);
	canvas_put(text, 0, row, CANVAS_PLAIN, answer->text);
	return 1;
}

/* Questions with their answers: whole where there is room, else in a row each, and one that is cut there stands whole below while the cursor is on it. */
static void paint_questions(const struct evidence_panel *panel, struct canvas_area area)
{
	int label = area.cols < NARROW ? QUESTION_NARROW : QUESTION_CELLS, cells = area.cols - label - 5, whole = 0, rows;
	size_t first;

	if (area.rows < 2 || panel->n_asked == 0)
		return;
	canvas_heading(area, 0, "What a leader asks next", panel->n_asked + 1 > (size_t)area.rows ? "↓ more" : NULL);
	if (1 + whole_rows(panel, cells + 1) <= area.rows) {
		rows = 1;
		for (size_t i = 0; i < panel->n_asked; i++)
			rows += paint_question(panel, area, rows, i, label, area.rows - rows);
		return;
	}
	for (size_t i = 0; i < panel->n_asked; i++)
		if (needs_more_room(answer_at(panel, i), cells))
			whole = area.rows >= 8 ? 2 : 0;
	rows = area.rows - 1 - whole;
	first = rows > 0 ? panel->at / (size_t)rows * (size_t)rows : 0;
	for (int row = 0; row < rows && first + (size_t)row < panel->n_asked; row++)
		paint_question(panel, area, row + 1, first + (size_t)row, label, 1);
	if (whole && needs_more_room(answer_at(panel, panel->at), cells))
		canvas_wrap(canvas_sub(area, 2, area.rows - whole, area.cols - 4, whole), 0, whole, CANVAS_MUTED, answer_at(panel, panel->at)->text);
}

static void paint_middle(const struct evidence_panel *panel, struct canvas_area area)
{
	bool parts = panel->panel.active && panel->pane == PANE_PARTS, has_course = panel->finding->course != NULL;
	int half = area.cols / 2;

	if (has_course && panel->parts.n_rows && area.cols >= WIDE_COLS) {
		told_paint_course(panel->finding, &panel->told->findings, canvas_cols(area, 0, half));
		list_paint(&panel->parts, canvas_cols(area, half + 1, area.cols - half - 1), parts);
	} else if (!has_course || panel->shows_parts || panel->pane == PANE_PARTS) {
		list_paint(&panel->parts, area, parts);
	} else {
		told_paint_course(panel->finding, &panel->told->findings, area);
	}
}

static bool has_middle(const struct evidence_panel *panel)
{
	return panel->finding && (panel->finding->course || panel->parts.n_rows);
}

static void paint_gone(const struct evidence_panel *panel, struct canvas_area area)
{
	canvas_wrap(canvas_cols(area, 1, area.cols - 2), 1, area.rows - 1, CANVAS_MUTED,
		"In this period the figure does not stand out: it is as usual, or the data does not tell. Enter shows it part by part; ] and [ go to "
		"other periods.");
	canvas_focus(area, 0, 1);
}

static void paint(const struct panel *base, struct canvas_area area)
{
	const struct evidence_panel *panel = (const struct evidence_panel *)base;
	int row, middle, questions;

	if (!panel->finding) {
		paint_gone(panel, area);
		return;
	}
	row = paint_sentence(panel, area, area.rows >= TALL_ROWS ? 4 : area.rows >= LOW_ROWS ? 3 : 2);
	if (area.rows >= TALL_ROWS)
		row += canvas_wrap(canvas_sub(area, 4, row, area.cols - 5, 1), 0, 1, CANVAS_MUTED, panel->finding->certainty);
	questions = 1 + (int)panel->n_asked + 2;
	middle = area.rows - row - questions;
	if (area.rows < LOW_ROWS)
		middle = has_middle(panel) && (panel->shows_parts || panel->pane == PANE_PARTS) ? area.rows - row : 0;
	else if (middle < 8)
		middle = 7;
	if (!has_middle(panel))
		middle = 0;
	if (middle)
		paint_middle(panel, canvas_rows(area, row, middle));
	paint_questions(panel, canvas_rows(area, row + middle, area.rows - row - middle));
}

/* ---- keys */

static enum request questions_request(struct evidence_panel *panel, enum request request)
{
	size_t last = panel->n_asked ? panel->n_asked - 1 : 0;

	switch (request) {
	case REQ_UP: panel->at -= panel->at > 0; return REQ_NONE;
	case REQ_DOWN: panel->at += panel->at < last; return REQ_NONE;
	case REQ_FIRST:
	case REQ_PAGE_UP: panel->at = 0; return REQ_NONE;
	case REQ_LAST:
	case REQ_PAGE_DOWN: panel->at = last; return REQ_NONE;
	case REQ_DRILL: return panel->n_asked && answer_at(panel, panel->at)->question == PHRASE_ASK_MINISTER ? REQ_EXPORT : request;
	default: return request;
	}
}

static enum request on_request(struct panel *base, enum request request)
{
	struct evidence_panel *panel = (struct evidence_panel *)base;

	if (!panel->finding)
		return request;
	switch (request) {
	case REQ_PANE_NEXT:
	case REQ_PANE_PREVIOUS:
		panel->pane = panel->parts.n_rows ? !panel->pane : PANE_QUESTIONS;
		return REQ_NONE;
	case REQ_VIEW_MODE:
		panel->shows_parts = !panel->shows_parts;
		panel->pane = PANE_QUESTIONS;
		return REQ_NONE;
	default:
		break;
	}
	return panel->pane == PANE_PARTS ? list_on_request(&panel->parts, request, 6) : questions_request(panel, request);
}

static bool can(const struct panel *base, enum request request)
{
	const struct evidence_panel *panel = (const struct evidence_panel *)base;

	if (request == REQ_PANE_NEXT)
		return panel->finding && panel->parts.n_rows > 0;
	if (request == REQ_VIEW_MODE)
		return has_middle(panel);
	return panel->pane == PANE_PARTS && list_can(&panel->parts, request);
}

static const struct panel_ops *target(const struct evidence_panel *panel)
{
	enum phrase question = panel->n_asked ? answer_at(panel, panel->at)->question : PHRASE_ASK_MINISTER;
	const struct panel_ops *view = question == PHRASE_ASK_AFTER ? panel_view_find("reform") : question == PHRASE_ASK_COST ?
		panel_view_find("lab") : NULL;

	return view ? view : ways[question - PHRASE_ASK_SINCE].ops;
}

/* The files at which the two met: an officer serves one post. */
static void focus_pair(const struct finding *finding, struct panel_focus *focus)
{
	snprintf(focus->filter_name, sizeof(focus->filter_name), "broker");
	snprintf(focus->filter_value, sizeof(focus->filter_value), "%s", finding->broker_code);
	snprintf(focus->also_name, sizeof(focus->also_name), "officer");
	snprintf(focus->also_value, sizeof(focus->also_value), "%s", finding->officer_code);
}

/* The days, the place and the comparison that answer the question under the cursor. */
static void focus_question(const struct evidence_panel *panel, struct panel_focus *focus)
{
	const struct evidence_answer *answer = answer_at(panel, panel->at);
	size_t way = (size_t)(answer->question - PHRASE_ASK_SINCE);

	focus->keeps_scope = ways[way].everywhere;
	focus->from = answer->from;
	focus->to = answer->to;
	snprintf(focus->by, sizeof(focus->by), "%s", ways[way].by);
	if (answer->question == PHRASE_ASK_MIX)
		focus->compare = PANEL_VS_PREVIOUS;
	if (answer->question == PHRASE_ASK_YEAR) {
		focus->compare = answer->feast ? PANEL_VS_FEAST : PANEL_VS_LAST_YEAR;
		focus->from = panel->evidence.answers[PHRASE_ASK_SURE - PHRASE_ASK_SINCE].from;
		focus->to = panel->evidence.answers[PHRASE_ASK_SURE - PHRASE_ASK_SINCE].to;
	}
	if (answer->question == PHRASE_ASK_FILES && strcmp(focus->kpi, "data_freshness") == 0)
		snprintf(focus->kpi, sizeof(focus->kpi), "open_aged");
	if (answer->question == PHRASE_ASK_FILES && panel->finding->broker_code)
		focus_pair(panel->finding, focus);
	focus->drills = target(panel) != NULL || answer->question == PHRASE_ASK_MINISTER;
}

static void focus(const struct panel *base, struct panel_focus *ret_focus)
{
	const struct evidence_panel *panel = (const struct evidence_panel *)base;

	if (!panel->finding) {
		*ret_focus = base->subject;
		ret_focus->keeps_scope = false;
		return;
	}
	if (panel->pane == PANE_PARTS) {
		list_focus(&panel->parts, ret_focus);
		return;
	}
	told_focus(panel->finding, ret_focus);
	if (panel->n_asked)
		focus_question(panel, ret_focus);
}

static const struct panel_ops *drill(const struct panel *base)
{
	const struct evidence_panel *panel = (const struct evidence_panel *)base;

	return panel->finding && panel->pane == PANE_QUESTIONS ? target(panel) : NULL;
}

static const char *label(const struct panel *base)
{
	return ((const struct evidence_panel *)base)->title;
}

static void line(const struct panel *base, struct text *out)
{
	const struct evidence_panel *panel = (const struct evidence_panel *)base;

	text_append(out, panel->finding ? panel->finding->claim : panel->title);
}

static void words(const struct panel *base, struct text *out)
{
	const struct evidence_panel *panel = (const struct evidence_panel *)base;

	if (!panel->finding)
		return;
	width_filter(out, panel->finding->text, strlen(panel->finding->text));
	text_appendf(out, " %s.\n", panel->finding->certainty);
	for (size_t i = 0; i < panel->n_asked; i++)
		text_appendf(out, "%s %s\n", phrase_text(answer_at(panel, i)->question), answer_at(panel, i)->text);
}

static const char *suggest(const struct panel *base)
{
	const struct evidence_panel *panel = (const struct evidence_panel *)base;

	return panel->finding ? panel->finding->action : "";
}

static const struct list *lists(const struct panel *base, size_t *ret_n)
{
	*ret_n = 1;
	return &((const struct evidence_panel *)base)->parts;
}

const struct panel_ops panel_evidence = {
	.name = "evidence",
	.title = "evidence",
	.size = sizeof(struct evidence_panel),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.suggest = suggest,
	.can = can,
	.drill = drill,
	.label = label,
	.line = line,
	.words = words,
	.lists = lists,
	.unload = unload,
};
