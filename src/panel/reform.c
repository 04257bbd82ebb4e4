/* reform.c - what was begun, when, and what it did: initiatives on a time line, the selected one's figure before and after beside posts
 * that had none, a verdict to repeat, what moved beside it, and how far the papers have gone.
 *
 * The estimates are insight's (insight/reform.h); nothing is computed here. */
#include "reform.h"

#include <math.h>
#include <string.h>

#include "adoption.h"
#include "base/time.h"
#include "figures.h"
#include "history.h"
#include "names.h"
#include "scope.h"

enum { LIST_INITIATIVES, LIST_BESIDE, LIST_POSTS, LIST_ADOPTION, LISTS };
enum { MARGIN_DAYS = 21, SPANS_FEW = 4, SPANS_MANY = 8, TALL = 34, VERDICT_ROWS = 4, CHART_LEAST = 6, CHART_MOST = 16 };

/* The lists of one initiative. */
struct detail {
	struct list beside, posts;
};

struct reform_view {
	struct panel panel;
	struct reforms reforms;
	struct chart_span *spans;
	struct detail *details;
	int32_t axis_from, axis_to, today;
	const char *judged;		/* "judged on 22 Nov 2026" */
	bool other_posts;		/* the scope is one post, and no initiative concerns it */
	struct list lists[LISTS];
	/* outlives a load */
	bool opened;
	int pane;
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- load */

static bool load_spans(struct reform_view *view, struct err *err)
{
	struct arena *arena = &view->panel.arena;

	view->spans = arena_array(arena, view->reforms.n + 1, sizeof(*view->spans));
	if (!view->spans)
		return err_memory(err);
	view->axis_from = view->axis_to = view->today;
	for (size_t i = 0; i < view->reforms.n; i++) {
		const struct reform *reform = &view->reforms.items[i];
		struct reform_verdict verdict = reform_verdict(reform, arena);

		view->spans[i] = (struct chart_span){ .name = reform->title, .word = verdict.text, .role = verdict.role, .from = reform->starts,
			.to = reform->ends == TIME_DAY_NONE ? reform->starts - 1 : reform->ends };
		view->axis_from = reform->starts - MARGIN_DAYS < view->axis_from ? reform->starts - MARGIN_DAYS : view->axis_from;
		view->axis_to = reform->starts + MARGIN_DAYS > view->axis_to ? reform->starts + MARGIN_DAYS : view->axis_to;
	}
	return true;
}

static bool load_details(struct reform_view *view, const struct panel_context *context, struct err *err)
{
	struct arena *arena = &view->panel.arena;

	view->details = arena_array(arena, view->reforms.n + 1, sizeof(*view->details));
	if (!view->details)
		return err_memory(err);
	for (size_t i = 0; i < view->reforms.n; i++) {
		struct detail *detail = &view->details[i];

		view->reforms.items[i].owner = names_person(context, view->reforms.items[i].owner, arena);

		list_init(&detail->beside);
		list_init(&detail->posts);
		if (!reform_list_beside(&detail->beside, &view->reforms.items[i], arena, err) ||
		    !reform_list_posts(&detail->posts, &view->reforms.items[i], arena, err))
			return false;
	}
	return true;
}

static const struct reform *selected_reform(const struct reform_view *view)
{
	const struct list_row *row = list_selected(&view->lists[LIST_INITIATIVES]);

	return row ? &view->reforms.items[row->order] : NULL;
}

/* The lists of the initiative that is selected now. */
static void show_detail(struct reform_view *view)
{
	const struct list_row *row = list_selected(&view->lists[LIST_INITIATIVES]);
	const char *empty = "No initiative is selected.";

	if (row) {
		view->lists[LIST_BESIDE] = view->details[row->order].beside;
		view->lists[LIST_POSTS] = view->details[row->order].posts;
		return;
	}
	for (int i = LIST_BESIDE; i <= LIST_POSTS; i++) {
		list_init(&view->lists[i]);
		view->lists[i].title = i == LIST_BESIDE ? "What moved beside it" : "Posts it is compared with";
		view->lists[i].empty = empty;
	}
}

static const char *judged_text(const struct reform_view *view)
{
	struct text text = TEXT_INIT;
	const char *kept;

	text_append(&text, "as of ");
	scope_day_text(view->today, false, &text);
	kept = arena_strdup(&((struct reform_view *)view)->panel.arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct reform_view *view = (struct reform_view *)panel;
	struct arena *arena = &panel->arena;
	struct list *initiatives = &view->lists[LIST_INITIATIVES];
	struct kpi_query query;

	for (int i = 0; i < LISTS && !view->opened; i++)
		list_init(&view->lists[i]);
	view->opened = true;
	view->today = context->scope->to;
	if (!scope_query(context->scope, arena, &query, err))
		return false;
	view->reforms = (struct reforms){ .n = 0 };
	if (view->today != TIME_DAY_NONE &&
	    !reforms_load(context->env, view->today, query.filters, query.n_filters, true, arena, &view->reforms, err))
		return false;
	view->other_posts = view->reforms.n == 0 && scope_filter_find(context->scope, "office") != NULL;
	view->judged = judged_text(view);
	initiatives->note = view->judged;
	initiatives->empty = view->other_posts ? "No initiative concerns this post; F clears the filter." : "No initiative is loaded.";
	if (!load_spans(view, err) || !load_details(view, context, err) || !reform_list_initiatives(initiatives, &view->reforms, arena, err) ||
	    !adoption_load(&view->lists[LIST_ADOPTION], context, arena, err))
		return false;
	show_detail(view);
	return true;
}

static void unload(struct panel *panel)
{
	struct reform_view *view = (struct reform_view *)panel;

	for (int i = 0; i < LISTS; i++)
		list_forget(&view->lists[i]);
	view->reforms = (struct reforms){ .n = 0 };
	view->spans = NULL;
	view->details = NULL;
	view->judged = NULL;
}

/* ---- paint */

static bool is_small(const struct panel *panel)
{
	return panel->rows < 14 || panel->cols < 57;
}

static bool is_tall(const struct canvas_area area)
{
	return area.rows >= TALL;
}

/* How to begin, for whoever has none yet. */
static int paint_empty(const struct reform_view *view, struct canvas_area area)
{
	static const char *const typed[] = { "initiative_id,title,starts_on,office,kpi,expected_effect",
		"I-01,Single window,2026-09-01,AMB,pre_arrival_rate,up by 20 points" };
	struct canvas_area inner = canvas_cols(area, 1, area.cols - 2);
	int row = 1;

	canvas_heading(area, 0, "Initiatives", view->judged);
	if (view->other_posts)
		return row + canvas_wrap(inner, row, 2, CANVAS_PLAIN, view->lists[LIST_INITIATIVES].empty) + 1;
	row += canvas_wrap(inner, row, 3, CANVAS_PLAIN, "No initiative is loaded yet. With the day on which a reform began and the figure it should move, this "
		"view tells what it did, beside posts that had none. Write them into initiatives.csv:");
	for (size_t i = 0; i < COUNT(typed); i++)
		canvas_put(canvas_cols(area, 3, area.cols - 4), 0, row++, CANVAS_VALUE, typed[i]);
	row += canvas_wrap(inner, row, 2, CANVAS_PLAIN, "and load it: tidewaiter load initiatives.csv. tidewaiter kpi --list names the figures.");
	return row + 1;
}

static int spans_height(const struct reform_view *view, int rows)
{
	int most = rows >= TALL ? SPANS_MANY : SPANS_FEW, n = (int)view->reforms.n;

	return 1 + (n < most ? n : most) + 2;
}

static void paint_spans(const struct reform_view *view, struct canvas_area area)
{
	const struct list *list = &view->lists[LIST_INITIATIVES];
	struct chart_span ordered[SPANS_MANY];
	size_t room = area.rows > 3 ? (size_t)(area.rows - 3) : 1, n = 0, first;
	struct text note = TEXT_INIT;

	room = room < SPANS_MANY ? room : SPANS_MANY;
	first = list->selected >= room ? list->selected - room + 1 : 0;
	while (n < room && first + n < list->n_rows) {
		ordered[n] = view->spans[list->rows[first + n]->order];
		n++;
	}
	if (list->n_rows > n)
		text_appendf(&note, "%zu to %zu of %zu, ", first + 1, first + n, list->n_rows);
	text_append(&note, view->judged);
	canvas_heading(area, 0, "Initiatives", note.data);
	text_finish(&note);
	chart_spans(canvas_rows(area, 1, area.rows - 1), &(struct chart_spans){ .spans = ordered, .n = n, .selected = (long)(list->selected - first),
		.from = view->axis_from, .to = view->axis_to, .today = view->today, .focused = view->panel.active && view->pane == LIST_INITIATIVES });
}

/* Before the start nothing is expected but what there was. */
static void paint_course(const struct reform *reform, struct canvas_area area)
{
	double expected[REFORM_WEEKS_BEFORE + REFORM_WEEKS_AFTER + 8];
	size_t n = reform->n_weeks < COUNT(expected) ? reform->n_weeks : COUNT(expected);
	bool told = reform->state == REFORM_REAL || reform->state == REFORM_CHANCE;
	struct chart_series series = { .values = reform->values, .second = reform->others, .second_name = "posts like it", .n = n,
		.first_day = reform->first, .step_days = 7, .unit = history_unit(reform->def->unit), .target = NAN, .limit_low = NAN, .limit_high = NAN,
		.name = "found", .middle = told ? expected : NULL, .selected = reform->start > 0 && reform->start < n ? (long)reform->start : -1 };

	for (size_t i = 0; i < n; i++)
		expected[i] = told && i >= reform->start ? reform->impact.expected[i] : NAN;
	if (area.rows > 0 && n > 0)
		chart_series(area, &series);
}

static const char *title_of(const struct reform *reform, struct text *out)
{
	text_append(out, reform->place);
	if (reform->def) {
		text_append(out, ": ");
		text_append(out, reform->def->short_title);
		if (strcmp(reform->stat, "p50") == 0)
			text_append(out, ", P50");
	}
	return out->data;
}

static int put_fact(struct canvas_area area, int row, int rows, const char *label, const char *text)
{
	if (!text[0] || row >= area.rows || rows <= 0)
		return 0;
	canvas_put_left(area, 1, row, 9, CANVAS_MUTED, label);
	return canvas_wrap(canvas_cols(area, 11, area.cols - 12), row, rows, CANVAS_PLAIN, text);
}

static void paint_selected(const struct reform_view *view, struct canvas_area area)
{
	const struct reform *reform = selected_reform(view);
	struct text title = TEXT_INIT, found = TEXT_INIT, begins = TEXT_INIT;
	const struct chart_span *span;
	int row = 1, tall = area.rows >= 18;

	if (!reform)
		return;
	span = &view->spans[reform - view->reforms.items];
	text_append(&begins, "begins ");
	scope_day_text(reform->starts, false, &begins);
	canvas_heading(area, 0, title_of(reform, &title), begins.data);
	canvas_put(area, 1, row, span->role, span->role == CANVAS_GOOD ? "✓" : span->role == CANVAS_BAD ? "✗" : "·");
	row += canvas_wrap(canvas_cols(area, 3, area.cols - 4), row, VERDICT_ROWS, CANVAS_PLAIN, reform->verdict_text);
	row += put_fact(area, row, tall ? 2 : 1, "expected", reform->expected[0] ? reform->expected : "nothing was written down");
	text_appendf(&found, "%s%s%s", reform->found, reform->against[0] ? ", " : "", reform->against);
	row += put_fact(area, row, 1, "found", found.data);
	if (tall || reform_paid(reform))	/* a price is told wherever the verdict is */
		row += put_fact(area, row, tall ? 2 : 1, "beside", reform->worse);
	if (tall) {
		row += put_fact(area, row, 2, "posts", reform->compared);
		row += put_fact(area, row, 1, "owner", reform->owner);
		row += put_fact(area, row, 2, "note", reform->note);
		row += put_fact(area, row, 5, "method", reform->method);
	}
	if (reform->values && area.rows - row >= CHART_LEAST)
		paint_course(reform, canvas_sub(area, 1, row, area.cols - 2, area.rows - row));
	text_finish(&title);
	text_finish(&found);
	text_finish(&begins);
}

/* The list, and below it what is to be said of the selected one. */
static void paint_small(const struct reform_view *view, struct canvas_area area)
{
	const struct list *list = &view->lists[view->pane];
	const struct reform *reform = selected_reform(view);
	int height = list_height(list), least = area.rows - VERDICT_ROWS;

	height = view->pane != LIST_INITIATIVES || area.rows < 8 ? area.rows : height < least ? height : least;
	list_paint(list, canvas_rows(area, 0, height), view->panel.active);
	if (reform && height < area.rows)
		canvas_wrap(canvas_cols(area, 1, area.cols - 1), height, area.rows - height, CANVAS_MUTED, reform->verdict_text);
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct reform_view *view = (const struct reform_view *)panel;
	const struct list *lists = view->lists;
	int pane = view->pane, top = is_small(panel) ? 0 : spans_height(view, area.rows), lower;

	if (is_small(panel) && view->reforms.n > 0) {
		paint_small(view, area);
		return;
	}
	if (view->reforms.n == 0) {
		top = paint_empty(view, area);
		list_paint(&lists[LIST_ADOPTION], canvas_rows(area, top, area.rows - top), panel->active);
		return;
	}
	paint_spans(view, canvas_rows(area, 0, top));
	lower = area.rows - top;
	if (!is_tall(area) && pane != LIST_INITIATIVES) {
		list_paint_stack(lists + 1, LISTS - 1, (size_t)pane - 1, canvas_rows(area, top, lower), panel->active);
		return;
	}
	if (is_tall(area)) {
		int detail = lower * 3 / 5;

		list_paint_stack(lists + 1, LISTS - 1, pane ? (size_t)pane - 1 : 0, canvas_rows(area, top + detail, lower - detail),
			panel->active && pane != LIST_INITIATIVES);
		lower = detail;
	}
	paint_selected(view, canvas_rows(area, top, lower));
}

/* ---- keys */

/* e and E go through all parts; without initiatives there is one. */
static enum request hop(struct reform_view *view, enum request request)
{
	struct list *lists[LISTS];
	bool forward = request == REQ_EXCEPTION_NEXT;

	for (size_t i = 0; i < LISTS; i++)
		lists[i] = &view->lists[i];
	if (view->reforms.n == 0)
		return list_on_request(&view->lists[view->pane], request, 1);
	return list_hop_across(lists, LISTS, (size_t)view->pane, &view->pane, forward) ? REQ_NONE : request;
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct reform_view *view = (struct reform_view *)panel;
	enum request left = REQ_NONE;

	if (view->reforms.n == 0)
		view->pane = LIST_ADOPTION;
	else if (request == REQ_PANE_NEXT)
		view->pane = (view->pane + 1) % LISTS;
	else if (request == REQ_PANE_PREVIOUS)
		view->pane = (view->pane + LISTS - 1) % LISTS;
	if (request == REQ_PANE_NEXT || request == REQ_PANE_PREVIOUS)
		return REQ_NONE;
	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		left = hop(view, request);
	else
		left = list_on_request(&view->lists[view->pane], request, panel->rows / 2);
	if (view->pane == LIST_INITIATIVES && left == REQ_NONE)
		show_detail(view);
	return left;
}

static int shown_pane(const struct reform_view *view)
{
	return view->reforms.n == 0 ? LIST_ADOPTION : view->pane;
}

static bool can(const struct panel *panel, enum request request)
{
	const struct reform_view *view = (const struct reform_view *)panel;

	if (request == REQ_PANE_NEXT)
		return view->reforms.n > 0;
	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		for (size_t i = 0; i < LISTS; i++)
			if (list_any_exception(&view->lists[i]) && view->reforms.n)
				return true;
	return list_can(&view->lists[shown_pane(view)], request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct reform_view *view = (const struct reform_view *)panel;

	list_focus(&view->lists[shown_pane(view)], ret_focus);
}

static void line(const struct panel *panel, struct text *out)
{
	const struct reform_view *view = (const struct reform_view *)panel;
	const struct reform *reform = selected_reform(view);

	text_append(out, reform ? reform->verdict_text : view->lists[LIST_INITIATIVES].empty);
}

/* In words: the verdicts are the matter, not the figures that the rates of adoption are made of. */
static const struct list *lists(const struct panel *panel, size_t *ret_n)
{
	*ret_n = LISTS;
	return ((const struct reform_view *)panel)->lists;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct reform_view *view = (struct reform_view *)panel;

	for (size_t i = 0; i < LISTS; i++)
		list_look(&view->lists[i], parts);
	panel_look_add(parts, &view->pane, sizeof(view->pane));
}

const struct panel_ops panel_reform = {
	.name = "reform",
	.title = "Reform",
	.key = '8',
	.size = sizeof(struct reform_view),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.line = line,
	.lists = lists,
	.look = look,
	.unload = unload,
};
