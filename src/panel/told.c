/* told.c - see told.h. */
#include "told.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "canvas/charts.h"
#include "drill.h"
#include "history.h"
#include "insight/phrases.h"
#include "insight/rest.h"
#include "note.h"
#include "scope.h"

enum { GUTTER = 4, WEEK = 7, ENOUGH_WEEKS = 9, EACH_MOST = 3 };

int32_t told_day(const struct panel_context *context)
{
	int32_t today = time_day_of(context->env->now), to = context->scope->to;

	return to == TIME_DAY_NONE || to < today || to <= context->scope->first_day ? to : today - 1;
}

static bool is_said(const struct told *told, const char *action)
{
	for (size_t i = 0; i < told->n_steps; i++)
		if (strcmp(told->findings.items[told->steps[i]].action, action) == 0)
			return true;
	return false;
}

static void count(struct told *told)
{
	for (size_t i = 0; i < told->findings.n; i++) {
		const struct finding *finding = &told->findings.items[i];

		told->n_worse += finding->verdict == KPI_WORSE;
		told->n_better += finding->verdict == KPI_BETTER;
		if (told->n_steps < TOLD_STEPS && finding->action[0] && !is_said(told, finding->action))
			told->steps[told->n_steps++] = i;
	}
}

/* ---- what was read already */

enum { KEPT = 4 };

struct kept {
	struct told *told;		/* NULL: free */
	int32_t to;
	struct panel_scope scope;	/* its filters */
};

struct told_cache {
	pthread_mutex_t lock;
	struct kept kept[KEPT];		/* the newest first */
};

struct told_cache *told_cache_create(void)
{
	struct told_cache *cache = calloc(1, sizeof(*cache));

	if (cache)
		pthread_mutex_init(&cache->lock, NULL);
	return cache;
}

void told_cache_forget(struct told_cache *cache)
{
	if (!cache)
		return;
	pthread_mutex_lock(&cache->lock);
	for (size_t i = 0; i < KEPT; i++) {
		if (cache->kept[i].told)
			panel_more_free(&cache->kept[i].told->more);
		cache->kept[i].told = NULL;
	}
	pthread_mutex_unlock(&cache->lock);
}

void told_cache_destroy(struct told_cache *cache)
{
	if (!cache)
		return;
	told_cache_forget(cache);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
}

static bool same_filters(const struct panel_scope *a, const struct panel_scope *b)
{
	bool same = a->n_filters == b->n_filters;

	for (size_t i = 0; same && i < a->n_filters; i++)
		same = strcmp(a->filters[i].name, b->filters[i].name) == 0 && strcmp(a->filters[i].value, b->filters[i].value) == 0;
	return same;
}

static struct told *cache_take(struct told_cache *cache, const struct panel_scope *scope, int32_t to)
{
	struct told *found = NULL;

	if (!cache)
		return NULL;
	pthread_mutex_lock(&cache->lock);
	for (size_t i = 0; i < KEPT && !found; i++)
		if (cache->kept[i].told && cache->kept[i].to == to && same_filters(&cache->kept[i].scope, scope))
			found = cache->kept[i].told;
	if (found)
		__atomic_fetch_add(&found->more.holders, 1, __ATOMIC_ACQ_REL);
	pthread_mutex_unlock(&cache->lock);
	return found;
}

static void cache_keep(struct told_cache *cache, const struct panel_scope *scope, int32_t to, struct told *told)
{
	if (!cache)
		return;
	pthread_mutex_lock(&cache->lock);
	if (cache->kept[KEPT - 1].told)
		panel_more_free(&cache->kept[KEPT - 1].told->more);
	memmove(&cache->kept[1], &cache->kept[0], (KEPT - 1) * sizeof(cache->kept[0]));
	__atomic_fetch_add(&told->more.holders, 1, __ATOMIC_ACQ_REL);
	cache->kept[0] = (struct kept){ .told = told, .to = to, .scope = *scope };
	pthread_mutex_unlock(&cache->lock);
}

static struct told *search(const struct panel_context *context, int32_t to, struct err *err)
{
	struct told *told = calloc(1, sizeof(*told));
	struct kpi_query query;

	if (!told) {
		err_memory(err);
		return NULL;
	}
	arena_init(&told->more.arena);
	if (to == TIME_DAY_NONE)
		return told;
	if (!scope_query(context->scope, &told->more.arena, &query, err) ||
	    !findings_load(context->env, to, query.filters, query.n_filters, &told->more.arena, &told->findings, err)) {
		panel_more_free(&told->more);
		return NULL;
	}
	told->days = to - context->scope->first_day + 1;
	told->too_short = told->days / WEEK < ENOUGH_WEEKS;
	return told;
}

static bool is_noted(void *closure, const struct finding *finding, double size)
{
	struct panel_focus focus = { .size = 0 };

	told_focus(finding, &focus);
	focus.size = size;
	return note_rests(closure, &focus);
}

static bool rests(struct panel_context *context, const struct findings *all, const struct finding *finding)
{
	struct arena arena;
	struct kpi_query query;
	struct err ignored;
	bool at_rest = false;

	if (finding->verdict != KPI_WORSE || notes_count(context->notes) == 0)
		return false;
	arena_init(&arena);
	if (scope_query(context->scope, &arena, &query, &ignored))
		at_rest = finding_rests(context->env, query.filters, query.n_filters, finding, all->to, is_noted, context);
	arena_finish(&arena);
	return at_rest;
}

/* What one panel shows of findings that others may show as well. Takes the source over. */
static struct told *view(struct told *source, const struct panel_context *context, bool passes_over)
{
	struct told *told = calloc(1, sizeof(*told));
	struct panel_context own = *context;
	struct finding *items;

	if (!told) {
		panel_more_free(&source->more);
		return NULL;
	}
	arena_init(&told->more.arena);
	told->more.source = &source->more;
	told->findings = source->findings;
	told->too_short = source->too_short;
	told->days = source->days;
	items = arena_array(&told->more.arena, source->findings.n + 1, sizeof(*items));
	if (!items) {
		panel_more_free(&told->more);
		return NULL;
	}
	told->findings.n = 0;
	for (size_t i = 0; i < source->findings.n; i++) {
		if (passes_over && rests(&own, &source->findings, &source->findings.items[i]))
			told->n_resting++;
		else
			items[told->findings.n++] = source->findings.items[i];
	}
	told->findings.items = items;
	count(told);
	return told;
}

struct panel_more *told_load(const struct panel_context *context, bool passes_over, struct err *err)
{
	int32_t to = told_day(context);
	struct told *source = cache_take(context->told, context->scope, to), *told;

	if (!source) {
		source = search(context, to, err);
		if (!source)
			return NULL;
		cache_keep(context->told, context->scope, to, source);
	}
	told = view(source, context, passes_over);
	if (!told)
		err_memory(err);
	else
		told->ends_before = to != context->scope->to;
	return told ? &told->more : NULL;
}

enum canvas_role told_role(const struct finding *finding)
{
	return finding->verdict == KPI_WORSE ? CANVAS_BAD : finding->verdict == KPI_BETTER ? CANVAS_GOOD : CANVAS_MUTED;
}

const char *told_glyph(const struct finding *finding)
{
	return finding->verdict == KPI_WORSE ? "✗" : finding->verdict == KPI_BETTER ? "✓" : "·";
}

void told_focus(const struct finding *finding, struct panel_focus *ret_focus)
{
	snprintf(ret_focus->kpi, sizeof(ret_focus->kpi), "%s", finding->def->id);
	snprintf(ret_focus->stat, sizeof(ret_focus->stat), "%s", finding->stat);
	if (finding->category)
		snprintf(ret_focus->category, sizeof(ret_focus->category), "%s", finding->category);
	if (finding->office) {
		snprintf(ret_focus->filter_name, sizeof(ret_focus->filter_name), "office");
		snprintf(ret_focus->filter_value, sizeof(ret_focus->filter_value), "%s", finding->office);
	}
	if (finding->lane) {
		snprintf(ret_focus->filter_name, sizeof(ret_focus->filter_name), "lane");
		snprintf(ret_focus->filter_value, sizeof(ret_focus->filter_value), "%s", finding->lane);
	}
	ret_focus->keeps_scope = true;
	ret_focus->exception = finding->verdict == KPI_WORSE;
	ret_focus->size = ret_focus->exception ? finding->excess : 0;
	ret_focus->drills = true;
}

/* Bytes of the first sentence, its stop included. */
static size_t sentence(const char *s)
{
	size_t n = 0;

	while (s[n] && !((s[n] == '.' || s[n] == '?') && s[n + 1] == ' '))
		n++;
	return n + (s[n] != '\0');
}

/* Appends sentence by sentence while the whole stays within the rows. */
static bool add_sentences(const char *s, int cols, int rows, struct text *out)
{
	while (*s) {
		size_t n = sentence(s), before = out->len;

		text_append(out, out->len ? " " : "");
		text_append_n(out, s, n);
		if (before && canvas_wrap_rows(cols, out->data) > rows) {
			out->data[out->len = before] = '\0';
			return false;
		}
		s += n + (s[n] == ' ');
	}
	return true;
}

void told_text(const struct finding *finding, int cols, int rows, struct text *out)
{
	if (add_sentences(finding->claim, cols, rows, out) && add_sentences(finding->cause, cols, rows, out))
		add_sentences(finding->size, cols, rows, out);
}

static int height_of(const struct finding *finding, int cols, int each)
{
	struct text text = TEXT_INIT;
	int rows;

	told_text(finding, cols, each, &text);
	rows = canvas_wrap_rows(cols, text.data);
	text_finish(&text);
	return rows < 1 ? 1 : rows > each ? each : rows;
}

int told_rows(const struct told *told, int cols, int each)
{
	int rows = 1 + (told->findings.n == 0);

	for (size_t i = 0; i < told->findings.n; i++)
		rows += height_of(&told->findings.items[i], cols - GUTTER - 1, each);
	return rows;
}

/* Rows that each may take, so that as much is said of each as leaves room for all; two where even that is too much. */
static int each_of(const struct told *told, struct canvas_area area)
{
	int each = EACH_MOST;

	while (each > 2 && told_rows(told, area.cols, each) > area.rows)
		each--;
	return area.rows < 4 ? 1 : each;
}

/* First finding of the page that holds the selected one: pages are filled from the top. */
static size_t page_start(const struct told *told, struct canvas_area area, int each, long selected)
{
	size_t start = 0;
	int used = 0;

	for (size_t i = 0; i < told->findings.n; i++) {
		int height = height_of(&told->findings.items[i], area.cols - GUTTER - 1, each);

		if (used + height > area.rows - 1 && used > 0) {
			if ((long)i > selected)
				break;
			start = i;
			used = 0;
		}
		used += height;
	}
	return start;
}

static void note_of(const struct told *told, long selected, char note[96])
{
	struct text text = TEXT_INIT;
	char at[24], n[24], worse[24], better[24], rest[24];

	snprintf(at, sizeof(at), "%ld", selected + 1);
	snprintf(n, sizeof(n), "%zu", told->findings.n);
	snprintf(worse, sizeof(worse), "%zu", told->n_worse);
	snprintf(better, sizeof(better), "%zu", told->n_better);
	snprintf(rest, sizeof(rest), "%zu", told->n_resting);
	if (selected >= 0)
		PHRASE_PUT(&text, told->n_resting ? PHRASE_BRIEF_RANKED_REST : PHRASE_BRIEF_RANKED, { "at", at }, { "n", n }, { "rest", rest });
	else if (told->findings.n)
		PHRASE_PUT(&text, told->n_resting ? PHRASE_BRIEF_TALLY_REST : PHRASE_BRIEF_TALLY, { "worse", worse }, { "better", better }, { "rest", rest });
	snprintf(note, 96, "%s", text.data);
	text_finish(&text);
}

static void paint_finding(const struct finding *finding, struct canvas_area area, int row, int height, bool selected)
{
	struct text text = TEXT_INIT;
	int cols = area.cols - GUTTER - 1;

	told_text(finding, cols, height, &text);
	if (selected)
		canvas_put(area, 0, row, CANVAS_ACCENT, "▶");
	canvas_put(area, 2, row, told_role(finding), told_glyph(finding));
	canvas_wrap(canvas_sub(area, GUTTER, row, cols, height), 0, height, CANVAS_PLAIN, text.data);
	if (selected)
		canvas_focus(area, 0, row);
	text_finish(&text);
}

/* A figure of a day that is not over and a finding about the day before it need not agree: so it says its day. */
static void put_heading(const struct told *told, struct canvas_area area, const char *title, const char *note)
{
	struct text text = TEXT_INIT, day = TEXT_INIT;

	phrase_day(&day, told->findings.to, PHRASE_DATE);
	if (told->ends_before)
		PHRASE_PUT(&text, PHRASE_CHANGED_TO, { "day", day.data });
	canvas_heading(area, 0, told->ends_before && !text.failed ? text.data : title, note[0] ? note : NULL);
	text_finish(&text);
	text_finish(&day);
}

void told_paint(const struct told *told, struct canvas_area area, const char *title, long selected, bool active)
{
	int each = each_of(told, area), row = 1;
	char note[96];

	if (area.rows < 2)
		return;
	note_of(told, selected, note);
	put_heading(told, area, title, note);
	if (told->findings.n == 0)
		canvas_wrap(canvas_cols(area, 1, area.cols - 2), 1, area.rows - 1, CANVAS_MUTED,
			phrase_text(told->n_resting ? PHRASE_NOTHING_ELSE_CHANGED : PHRASE_NOTHING_CHANGED));
	for (size_t i = page_start(told, area, each, selected); i < told->findings.n && row < area.rows; i++) {
		const struct finding *finding = &told->findings.items[i];
		int height = height_of(finding, area.cols - GUTTER - 1, each);

		if (row + height > area.rows && row > 1)
			break;
		paint_finding(finding, area, row, height > area.rows - row ? area.rows - row : height, active && (long)i == selected);
		row += height;
	}
}

/* ---- steps */

/* What to do comes first in its sentences, what it brings behind: cut at their ends, too. */
static void step_text(const struct told *told, size_t i, int cols, int rows, struct text *out)
{
	add_sentences(told->findings.items[told->steps[i]].action, cols, rows, out);
}

static int step_rows(const struct told *told, size_t i, int cols, int each)
{
	struct text text = TEXT_INIT;
	int rows;

	step_text(told, i, cols, each, &text);
	rows = canvas_wrap_rows(cols, text.data);
	text_finish(&text);
	return rows > each ? each : rows;
}

int told_steps_rows(const struct told *told, int cols, int each)
{
	int rows = told->n_steps ? 1 : 0;

	for (size_t i = 0; i < told->n_steps; i++)
		rows += step_rows(told, i, cols - GUTTER - 1, each);
	return rows;
}

void told_paint_steps(const struct told *told, struct canvas_area area, const char *note, long selected, bool active)
{
	int cols = area.cols - GUTTER - 1, each = told_steps_rows(told, area.cols, 2) <= area.rows ? 2 : 1, row = 1;

	if (told->n_steps == 0 || area.rows < 2)
		return;
	canvas_heading(area, 0, phrase_text(PHRASE_WHAT_TO_DO), note[0] ? note : NULL);
	for (size_t i = 0; i < told->n_steps && row < area.rows; i++) {
		int height = step_rows(told, i, cols, each);
		bool chosen = active && (long)i == selected;
		struct text text = TEXT_INIT;

		if (height > area.rows - row)
			height = area.rows - row;
		step_text(told, i, cols, height, &text);
		if (chosen)
			canvas_put(area, 0, row, CANVAS_ACCENT, "▶");
		canvas_putf(area, 2, row, CANVAS_KEY, "%zu", i + 1);
		canvas_wrap(canvas_sub(area, GUTTER, row, cols, height), 0, height, CANVAS_PLAIN, text.data);
		text_finish(&text);
		if (chosen)
			canvas_focus(area, 0, row);
		row += height;
	}
}

/* ---- one of them */

void told_paint_course(const struct finding *finding, const struct findings *all, struct canvas_area area)
{
	int weeks = finding_weeks(finding, all->to), shown = all->n_weeks < 2 ? 2 : all->n_weeks;
	double wanted;
	char number[24];
	int edge;
	struct text figure = TEXT_INIT, title = TEXT_INIT, day = TEXT_INIT, span = TEXT_INIT;

	if (!finding->course || area.rows < 5)
		return;
	phrase_subject(&figure, finding->def, finding->stat, finding->category);
	PHRASE_PUT(&title, finding->office ? PHRASE_BRIEF_COURSE_AT : finding->lane ? PHRASE_BRIEF_COURSE_LANE : PHRASE_BRIEF_COURSE,
		{ "place", finding->office ? finding->office_name : finding->lane }, { "figure", figure.data });
	wanted = finding_wanted(finding, all->to, &edge);
	scope_day_text(all->to, false, &day);
	snprintf(number, sizeof(number), "%d", shown);
	PHRASE_PUT(&span, PHRASE_BRIEF_COURSE_SPAN, { "n", number }, { "day", day.data });
	canvas_heading(area, 0, title.data, span.data);
	chart_series(canvas_below_heading(area), &(struct chart_series){ .values = finding->course + FINDING_WEEKS - shown, .n = (size_t)shown,
		.first_day = all->to - WEEK * shown + 1, .step_days = WEEK, .unit = history_unit(finding->def->unit), .target = wanted, .target_name = history_target_name(edge),
		.limit_low = finding->usual_low > 0 ? finding->usual_low : NAN, .limit_high = finding->usual_high,
		.selected = weeks > 0 && weeks <= shown ? shown - weeks : -1, .note = phrase_text(PHRASE_BRIEF_COURSE_NOTE) });
	text_finish(&figure);
	text_finish(&day);
	text_finish(&title);
	text_finish(&span);
}

static void append_safe(struct text *out, const char *s)
{
	width_filter(out, s, strlen(s));
}

void told_words(const struct told *told, struct text *out)
{
	for (size_t i = 0; i < told->findings.n; i++) {
		const struct finding *finding = &told->findings.items[i];

		text_append(out, phrase_text(finding->verdict == KPI_WORSE ? PHRASE_SAID_WORSE : finding->verdict == KPI_BETTER ? PHRASE_SAID_BETTER :
			PHRASE_SAID_CHANGED));
		append_safe(out, finding->text);
		text_appendf(out, " %s.\n", finding->certainty);
	}
	for (size_t i = 0; i < told->n_steps; i++) {
		char n[24];

		snprintf(n, sizeof(n), "%zu", i + 1);
		PHRASE_PUT(out, PHRASE_SAID_STEP, { "n", n });
		append_safe(out, told->findings.items[told->steps[i]].action);
		text_put(out, '\n');
	}
}
