/* declaration.c - one declaration's own page: its timeline by owner, what is recorded of it, its inspections and money.
 *
 * The timeline is the cube's, so the page and the figures agree on who owned each hour. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "canvas/charts.h"
#include "cube/timeline.h"
#include "drill.h"
#include "figures.h"
#include "names.h"
#include "page.h"
#include "store/rows.h"

struct declaration {
	struct panel panel;
	struct page page;
	const char *id;
	struct chart_timeline_stretch *stretches;
	struct chart_timeline_event *events;
	size_t n_stretches, n_events;
	char owners[160];
};

static const enum canvas_role owner_roles[CUBE_OWNERS] = {
	[CUBE_OWNER_CUSTOMS] = CANVAS_OWNER_CUSTOMS, [CUBE_OWNER_AGENCY] = CANVAS_OWNER_AGENCY,
	[CUBE_OWNER_TRADER] = CANVAS_OWNER_TRADER, [CUBE_OWNER_TERMINAL] = CANVAS_OWNER_TERMINAL,
	[CUBE_OWNER_SHARED] = CANVAS_OWNER_SHARED,
};
static const char owner_letters[CUBE_OWNERS] = {
	[CUBE_OWNER_CUSTOMS] = 'C', [CUBE_OWNER_AGENCY] = 'A', [CUBE_OWNER_TRADER] = 'T', [CUBE_OWNER_TERMINAL] = 'P',
	[CUBE_OWNER_SHARED] = 'S',
};

struct milestone_word {
	const char *code, *word;
};

static const struct milestone_word milestone_words[] = {
	{ "ARR", "goods arrive" }, { "DIS", "unloaded" }, { "LDG", "registered" }, { "SEL", "lane given" },
	{ "ASG", "officer assigned" }, { "DOC_S", "documents opened" }, { "DOC_E", "documents checked" },
	{ "QRY_S", "trader is asked" }, { "QRY_E", "trader answers" }, { "OGA_S", "agency holds" },
	{ "OGA_E", "agency lets go" }, { "INS_REQ", "examination called" }, { "INS_PRES", "goods presented" },
	{ "INS_S", "examination starts" }, { "INS_E", "examination ends" }, { "ASM", "assessed" }, { "PAY", "paid" },
	{ "REL", "released" }, { "GOUT", "out of the gate" },
};

static const char *milestone_word(const char *code)
{
	for (size_t i = 0; i < sizeof(milestone_words) / sizeof(milestone_words[0]); i++)
		if (strcmp(milestone_words[i].code, code) == 0)
			return milestone_words[i].word;
	return code;
}

/* "5 Nov 12:38", or the day alone where no time was written. */
static const char *event_time(const struct cube_event *event, char buffer[32])
{
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct time_civil day = time_civil_from_day((int32_t)floor((double)event->local / TIME_DAY_SECONDS));
	int64_t second = event->local - (int64_t)time_day_from_civil(day.year, day.month, day.day) * TIME_DAY_SECONDS;

	if (event->at.form == TIME_FORM_DAY)
		snprintf(buffer, 32, "%d %s", day.day, months[(day.month + 11) % 12]);
	else
		snprintf(buffer, 32, "%2d %s %02d:%02d", day.day, months[(day.month + 11) % 12], (int)(second / 3600),
			(int)(second / 60 % 60));
	return buffer;
}

/* The years, said once. */
static void put_events_heading(struct declaration *declaration, const struct cube_timeline *timeline)
{
	int first = time_civil_from_day((int32_t)(timeline->events[0].local / TIME_DAY_SECONDS)).year;
	int last = time_civil_from_day((int32_t)(timeline->events[timeline->n_events - 1].local / TIME_DAY_SECONDS)).year;
	char title[64];

	snprintf(title, sizeof(title), first == last ? "What happened in %d" : "What happened in %d and %d", first, last);
	page_heading(&declaration->page, title);
}

/* Each event with the time since the one before. */
static void put_events(struct declaration *declaration, const struct cube_timeline *timeline)
{
	for (size_t i = 0; i < timeline->n_events; i++) {
		const struct cube_event *event = &timeline->events[i];
		double hours = i ? (double)(event->local - timeline->events[i - 1].local) / 3600 : 0;
		struct text after = TEXT_INIT;
		char line[64];

		if (i && hours < 1)
			text_appendf(&after, "+%.0f min", hours * 60);
		else if (i)
			text_appendf(&after, hours < 48 ? "+%.1f h" : "+%.1f d", hours < 48 ? hours : hours / 24);
		if (i == 0)
			put_events_heading(declaration, timeline);
		snprintf(line, sizeof(line), "%-18s%8s", milestone_word(event->code), after.data);
		page_put_tail(&declaration->page, CANVAS_PLAIN, event_time(event, (char[32]){ 0 }), line, event->code);
		text_finish(&after);
	}
}

static int64_t first_second(const struct cube_timeline *timeline)
{
	return timeline->n_events ? timeline->events[0].local : 0;
}

static bool take_events(struct declaration *declaration, const struct cube_timeline *timeline, struct err *err)
{
	struct arena *arena = &declaration->panel.arena;

	declaration->events = arena_array(arena, timeline->n_events + 1, sizeof(*declaration->events));
	if (!declaration->events)
		return err_memory(err);
	for (size_t i = 0; i < timeline->n_events; i++) {
		const struct cube_event *event = &timeline->events[i];
		char stamp[32];

		declaration->events[i] = (struct chart_timeline_event){
			.at = (double)(event->local - first_second(timeline)) / 3600,
			.code = event->code,
			.label = arena_printf(arena, "%s %s", event_time(event, stamp), milestone_word(event->code)),
		};
	}
	declaration->n_events = timeline->n_events;
	return true;
}

static bool take_stretches(struct declaration *declaration, const struct cube_timeline *timeline, struct err *err)
{
	double hours[CUBE_OWNERS] = { 0 };
	size_t used = 0;

	declaration->stretches = arena_array(&declaration->panel.arena, timeline->n_stretches + 1,
		sizeof(*declaration->stretches));
	if (!declaration->stretches)
		return err_memory(err);
	for (size_t i = 0; i < timeline->n_stretches; i++) {
		const struct cube_stretch *stretch = &timeline->stretches[i];
		double from = (double)(time_local_from_utc(timeline->zone, stretch->from) - first_second(timeline)) / 3600;
		double length = (double)(stretch->to - stretch->from) / 3600;

		declaration->stretches[i] = (struct chart_timeline_stretch){ .from = from, .to = from + length,
			.letter = owner_letters[stretch->owner], .role = owner_roles[stretch->owner] };
		hours[stretch->owner] += length;
	}
	declaration->n_stretches = timeline->n_stretches;
	declaration->owners[0] = '\0';
	for (int i = 0; i < CUBE_OWNERS; i++)
		if (hours[i] > 0 && used < sizeof(declaration->owners))
			used += (size_t)snprintf(declaration->owners + used, sizeof(declaration->owners) - used, "%s%c %s %.1f h",
				used ? "   " : "", owner_letters[i], cube_owner_name((enum cube_owner)i), hours[i]);
	return true;
}

/* Columns come as "label" or "label:kind": money, trader, officer, office. */
static void put_field(struct page *page, const struct panel_context *context, const struct store_rows *rows, int column,
	const char *currency)
{
	const char *name = store_rows_column_name(rows, column), *kind = strchr(name, ':');
	char label[60];

	if (store_rows_is_null(rows, column))
		return;
	snprintf(label, sizeof(label), "%.*s", kind ? (int)(kind - name) : 59, name);
	if (kind && strcmp(kind, ":money") == 0)
		page_putf(page, CANVAS_PLAIN, label, "%s %s", figures_count((int64_t)floor((double)store_rows_int(rows, column) /
			figures_money_unit(currency) + 0.5), page->arena), currency ? currency : "");
	else if (kind)
		page_put(page, CANVAS_PLAIN, label, names_value_in(context, kind + 1, store_rows_text(rows, column), page->arena));
	else
		page_put(page, CANVAS_PLAIN, label, store_rows_text(rows, column));
}

/* Column 0 is the declaration's id, column 1 its currency; each further column is a line. */
static bool put_data(struct declaration *declaration, const struct panel_context *context, struct err *err)
{
	struct store_rows *rows = NULL;
	const char *currency;
	int got;

	if (!store_rows_open(context->env->store, "panel_declaration", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, declaration->panel.subject.declaration);
	got = store_rows_next(rows, err);
	if (got == 1) {
		declaration->id = arena_strdup(&declaration->panel.arena, store_rows_text(rows, 0));
		currency = store_rows_is_null(rows, 1) ? NULL :
			arena_strdup(&declaration->panel.arena, store_rows_text(rows, 1));
		if (!currency)
			currency = arena_strdup(&declaration->panel.arena, kpi_currency(context->env));
		page_heading(&declaration->page, "What is recorded");
		for (int i = 2; i < store_rows_columns(rows); i++)
			put_field(&declaration->page, context, rows, i, currency);
	}
	store_rows_close(rows);
	return got >= 0;
}

/* One line for each inspection or reroute: its words were put together by the query. */
static bool put_rows(struct declaration *declaration, const struct panel_context *context, const char *query, const char *title,
	struct err *err)
{
	struct store_rows *rows = NULL;
	bool first = true;
	int got;

	if (!store_rows_open(context->env->store, query, &rows, err))
		return false;
	store_rows_bind_int(rows, 1, declaration->panel.subject.declaration);
	while ((got = store_rows_next(rows, err)) == 1) {
		if (first)
			page_heading(&declaration->page, title);
		first = false;
		page_put(&declaration->page, CANVAS_PLAIN, store_rows_text(rows, 0), store_rows_text(rows, 1));
	}
	store_rows_close(rows);
	return got == 0;
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct declaration *declaration = (struct declaration *)panel;
	struct cube_timeline timeline = { 0 };

	if (!cube_timeline_load(context->env->store, panel->subject.declaration, &panel->arena, &timeline, err) ||
	    !take_events(declaration, &timeline, err) || !take_stretches(declaration, &timeline, err))
		return false;
	page_begin(&declaration->page, &panel->arena);
	declaration->id = "";
	put_events(declaration, &timeline);
	if (!put_data(declaration, context, err) ||
	    !put_rows(declaration, context, "panel_declaration_inspections", "Inspections", err) ||
	    !put_rows(declaration, context, "panel_declaration_reroutes", "Changes of lane", err))
		return false;
	return !declaration->page.failed || err_memory(err);
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct declaration *declaration = (const struct declaration *)panel;
	int chart = area.rows >= 14 ? 6 : area.rows >= 8 ? 4 : 2;	/* of the timeline: the events stand in the page below */
	char title[160];

	snprintf(title, sizeof(title), "Declaration %s", declaration->id ? declaration->id : "");
	canvas_heading(area, 0, title, declaration->owners[0] && area.cols >= 70 ? declaration->owners : NULL);
	chart_timeline(canvas_sub(area, 1, 1, area.cols - 2, chart - 1), declaration->stretches, declaration->n_stretches, declaration->events,
		declaration->n_events);
	page_paint(&declaration->page, canvas_rows(area, chart, area.rows - chart));
}

static enum request on_request(struct panel *panel, enum request request)
{
	return page_on_request(&((struct declaration *)panel)->page, request, panel->rows / 2);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	snprintf(ret_focus->kpi, sizeof(ret_focus->kpi), "%s", panel->subject.kpi);
	snprintf(ret_focus->category, sizeof(ret_focus->category), "%s", panel->subject.category);
}

static const char *label(const struct panel *panel)
{
	const struct declaration *declaration = (const struct declaration *)panel;

	return declaration->id && declaration->id[0] ? declaration->id : panel->ops->title;
}

static void unload(struct panel *panel)
{
	struct declaration *declaration = (struct declaration *)panel;

	page_forget(&declaration->page);
	declaration->stretches = NULL;
	declaration->events = NULL;
	declaration->n_stretches = declaration->n_events = 0;
	declaration->id = NULL;
}

static const char *bottom(const struct panel *panel)
{
	return "This is the declaration itself: nothing lies below it.";
}

static void words(const struct panel *panel, struct text *out)
{
	page_words(&((const struct declaration *)panel)->page, out);
}

const struct panel_ops panel_declaration = {
	.name = "declaration",
	.title = "declaration",
	.size = sizeof(struct declaration),
	.load = load,
	.paint = paint,
	.bottom = bottom,
	.words = words,
	.is_words = true,
	.on_request = on_request,
	.focus = focus,
	.label = label,
	.unload = unload,
};
