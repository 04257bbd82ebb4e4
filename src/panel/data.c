/* data.c - what the figures stand on: loads, refused rows, timestamps by post, paid amounts beside revenue files, the file itself.
 *
 * Everything is counted from the tables or the cube as they are; what came from files (paths, raw rows) is shown through the
 * display filter of the canvas like any other text. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "list.h"
#include "names.h"
#include "page.h"
#include "store/rows.h"

enum { LIST_LOADS, LIST_REJECTS, LIST_POSTS, LIST_MONEY, LISTS };
enum { MOST_LOADS = 300, MOST_REJECTS = 500, MARKS = 7, COLUMN_MARKS = 3 };

struct data {
	struct panel panel;
	struct list lists[LISTS];
	struct page health;
	struct chart_column drawn[LIST_COLUMNS];	/* of the posts */
	const char **reasons, **raws;	/* of the rejects, as loaded */
	/* outlives a load */
	bool opened;
	int pane;
};

static const struct chart_column load_columns[] = {
	{ .title = "file", .cells = 22 },
	{ .title = "kind", .cells = 13, .priority = 2 },
	{ .title = "rows", .cells = 8, .right = true },
	{ .title = "new", .cells = 8, .right = true, .priority = 3 },
	{ .title = "changed", .cells = 8, .right = true, .priority = 4 },
	{ .title = "same", .cells = 8, .right = true, .priority = 5 },
	{ .title = "refused", .cells = 8, .right = true },
	{ .title = "loaded (UTC)", .cells = 17, .right = true, .priority = 1 },
};
static const struct chart_column reject_columns[] = {
	{ .title = "reason", .cells = 18 },
	{ .title = "in all", .cells = 7, .right = true, .priority = 2 },
	{ .title = "file", .cells = 22, .priority = 1 },
	{ .title = "line", .cells = 8, .right = true },
	{ .title = "column", .cells = 16, .priority = 3 },
};
static const struct chart_column post_columns[] = {
	{ .title = "post", .cells = 14 },
	{ .title = "newest", .cells = 8, .right = true },
	{ .title = "files", .cells = 8, .right = true, .priority = 4 },	/* COLUMN_MARKS follow */
	{ .title = "arrived", .cells = 8, .right = true },
	{ .title = "lane", .cells = 7, .right = true, .priority = 7 },
	{ .title = "assessed", .cells = 9, .right = true, .priority = 2 },
	{ .title = "paid", .cells = 7, .right = true, .priority = 3 },
	{ .title = "released", .cells = 9, .right = true, .priority = 1 },
	{ .title = "exited", .cells = 7, .right = true, .priority = 6 },
	{ .title = "result", .cells = 7, .right = true, .priority = 5 },
};
static const struct chart_column money_columns[] = {
	{ .title = "post", .cells = 16 },
	{ .title = "paid", .cells = 10, .right = true },
	{ .title = "in files", .cells = 10, .right = true },
	{ .title = "difference", .cells = 11, .right = true, .priority = 1 },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *kept(struct arena *arena, const char *text)
{
	const char *copy = arena_strdup(arena, text ? text : "");

	return copy ? copy : "";
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

static struct list_cell count_cell(int64_t n, enum canvas_role role, struct arena *arena)
{
	return (struct list_cell){ .text = figures_count(n, arena), .sort = (double)n, .role = role };
}

/* ---- loads */

static bool fill_loads(struct data *data, struct store_rows *rows, struct err *err)
{
	struct arena *arena = &data->panel.arena;
	int got;

	store_rows_bind_int(rows, 1, MOST_LOADS);
	while ((got = store_rows_next(rows, err)) == 1) {
		struct list_row *out = list_add(&data->lists[LIST_LOADS]);

		if (!out)
			continue;
		out->cells[0] = (struct list_cell){ .text = kept(arena, file_name(store_rows_text(rows, 1))), .role = CANVAS_LABEL };
		out->cells[1] = (struct list_cell){ .text = kept(arena, store_rows_text(rows, 2)) };
		for (int i = 0; i < 5; i++)
			out->cells[2 + i] = count_cell(store_rows_int(rows, 3 + i), i == 4 && store_rows_int(rows, 7) > 0 ?
				CANVAS_WARNING : CANVAS_PLAIN, arena);
		out->cells[7] = (struct list_cell){ .text = kept(arena, store_rows_text(rows, 0)), .role = CANVAS_MUTED,
			.sort = -(double)out->order };
		out->exception = (double)store_rows_int(rows, 7);
	}
	return got == 0;
}

static bool load_loads(struct data *data, const struct panel_context *context, struct err *err)
{
	struct list *list = &data->lists[LIST_LOADS];
	struct store_rows *rows = NULL;
	bool ok;

	list->title = "Loads";
	list->note = "rows = new + changed + same + refused";
	list->empty = "Nothing was loaded yet: tidewaiter load FILE...";
	ok = list_begin(list, load_columns, COUNT(load_columns), MOST_LOADS, &data->panel.arena, err) &&
	     store_rows_open(context->env->store, "panel_loads", &rows, err) && fill_loads(data, rows, err);
	store_rows_close(rows);
	if (ok)
		list_end(list);
	return ok;
}

/* ---- refused rows */

/* A row as it came, and what is said of its values, may name traders and officers. */
static const char hidden_reason[] = "The row, and what is wrong with it, is not shown before a room.",
	hidden_row[] = "The row itself may name traders or officers: m shows it.";

/* The reason without the value that it quotes, wherever it quotes it. */
static const char *reason_masked(struct arena *arena, const char *reason)
{
	const char *first = strchr(reason, '\''), *last = strrchr(reason, '\''), *at, *masked;
	size_t n = first && last > first ? (size_t)(last - first - 1) : 0;
	char *value = n ? arena_strndup(arena, first + 1, n) : NULL;
	struct text out = TEXT_INIT;

	if (!value)
		return kept(arena, reason);
	for (; (at = strstr(reason, value)); reason = at + n) {
		text_append_n(&out, reason, (size_t)(at - reason));
		text_append(&out, "...");
	}
	text_append(&out, reason);
	masked = kept(arena, out.data);
	text_finish(&out);
	return masked;
}

static const char *reason_for(const struct panel_context *context, struct arena *arena, const char *reason)
{
	if (context->on_stage)
		return hidden_reason;
	return context->mask_names ? reason_masked(arena, reason) : kept(arena, reason);
}

static const char *row_for(const struct panel_context *context, struct arena *arena, const char *raw)
{
	if (context->on_stage)
		return "";
	return context->mask_names ? hidden_row : kept(arena, raw);
}

static bool fill_rejects(struct data *data, const struct panel_context *context, struct store_rows *rows, struct err *err)
{
	struct arena *arena = &data->panel.arena;
	int got;

	store_rows_bind_int(rows, 1, MOST_REJECTS);
	while ((got = store_rows_next(rows, err)) == 1) {
		struct list_row *out = list_add(&data->lists[LIST_REJECTS]);

		if (!out)
			continue;
		out->cells[0] = (struct list_cell){ .text = kept(arena, store_rows_text(rows, 0)), .role = CANVAS_WARNING };
		out->cells[1] = count_cell(store_rows_int(rows, 1), CANVAS_PLAIN, arena);
		out->cells[2] = (struct list_cell){ .text = kept(arena, file_name(store_rows_text(rows, 2))) };
		out->cells[3] = count_cell(store_rows_int(rows, 3), CANVAS_PLAIN, arena);
		out->cells[4] = (struct list_cell){ .text = kept(arena, store_rows_text(rows, 4)) };
		data->reasons[out->order] = reason_for(context, arena, store_rows_text(rows, 5));
		data->raws[out->order] = row_for(context, arena, store_rows_text(rows, 6));
	}
	return got == 0;
}

static bool load_rejects(struct data *data, const struct panel_context *context, struct err *err)
{
	struct list *list = &data->lists[LIST_REJECTS];
	struct store_rows *rows = NULL;
	bool ok;

	list->title = "Refused rows";
	list->note = "by reason";
	list->empty = "No row was refused.";
	data->reasons = arena_array(&data->panel.arena, MOST_REJECTS, sizeof(*data->reasons));
	data->raws = arena_array(&data->panel.arena, MOST_REJECTS, sizeof(*data->raws));
	if (!data->reasons || !data->raws)
		return err_memory(err);
	ok = list_begin(list, reject_columns, COUNT(reject_columns), MOST_REJECTS, &data->panel.arena, err) &&
	     store_rows_open(context->env->store, "panel_rejects", &rows, err) && fill_rejects(data, context, rows, err);
	store_rows_close(rows);
	if (ok)
		list_end(list);
	return ok;
}

/* ---- coverage and freshness by post, and money by post: one pass over the cube each */

struct post_count {
	uint32_t office;
	int64_t n, marks[MARKS];
	double paid;
};

struct post_counter {
	struct post_count *posts;
	size_t n, cap;
	bool failed;
};

static struct post_count *post_of(struct post_counter *counter, uint32_t office)
{
	for (size_t i = counter->n; i-- > 0;)
		if (counter->posts[i].office == office)
			return &counter->posts[i];
	if (counter->n == counter->cap) {
		size_t cap = counter->cap ? counter->cap * 2 : 32;
		struct post_count *more = realloc(counter->posts, cap * sizeof(*more));

		if (!more) {
			counter->failed = true;
			return NULL;
		}
		counter->posts = more;
		counter->cap = cap;
	}
	counter->posts[counter->n] = (struct post_count){ .office = office };
	return &counter->posts[counter->n++];
}

static bool count_marks(void *context, const struct cube_batch *batch)
{
	struct post_counter *counter = context;
	static const int stamps[] = { CUBE_AT_ARRIVED, -1, CUBE_AT_ASSESSED, CUBE_AT_PAID, CUBE_AT_RELEASED, CUBE_AT_EXITED };
	struct post_count *post = NULL;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i], office = batch->u32[CUBE_OFFICE][row], flags = batch->u32[CUBE_FLAGS][row];

		if (!post || post->office != office)
			post = post_of(counter, office);
		if (!post)
			return false;
		post->n++;
		for (size_t k = 0; k < COUNT(stamps); k++)
			post->marks[k] += stamps[k] >= 0 ? batch->u32[stamps[k]][row] != CUBE_NONE : (flags & CUBE_SELECTED) != 0;
		post->marks[6] += (flags & CUBE_OUTCOME) != 0;
	}
	return true;
}

static bool add_paid(void *context, const struct cube_batch *batch)
{
	struct post_counter *counter = context;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		int64_t paid = batch->money[CUBE_PAID - CUBE_U32_COLUMNS][row];
		struct post_count *post = paid == CUBE_MONEY_NONE ? NULL : post_of(counter, batch->u32[CUBE_OFFICE][row]);

		if (post)
			post->paid += (double)paid;
		if (counter->failed)
			return false;
	}
	return true;
}

static struct cube_slice slice_of(const struct panel_context *context, int stamp)
{
	return (struct cube_slice){ .stamp = stamp,
		.from = (int64_t)(context->scope->from - CUBE_EPOCH_DAY) * TIME_DAY_SECONDS,
		.to = (int64_t)(context->scope->to + 1 - CUBE_EPOCH_DAY) * TIME_DAY_SECONDS };
}

static struct list_cell share_cell(int64_t n, int64_t of, struct arena *arena)
{
	double share = of > 0 ? (double)n / (double)of : NAN;
	const char *text = of > 0 ? n == 0 ? "–" : arena_printf(arena, "%.0f %%", share * 100) : "";

	return (struct list_cell){ .text = text ? text : "", .sort = share,
		.role = share < 0.5 ? CANVAS_MUTED : CANVAS_PLAIN };
}

static const char *office_code(const struct panel_context *context, uint32_t office)
{
	const char *text = office ? store_code_text(context->env->store, office) : NULL;

	return text ? text : "";
}

/* The stamps that any post has: a column of dashes tells less than its absence. Returns how many. */
static size_t choose_marks(struct data *data, const struct post_counter *counter, size_t shown[MARKS])
{
	size_t n = 0;

	memcpy(data->drawn, post_columns, COLUMN_MARKS * sizeof(post_columns[0]));
	for (size_t k = 0; k < MARKS; k++) {
		bool any = false;

		for (size_t i = 0; i < counter->n; i++)
			any = any || counter->posts[i].marks[k] > 0;
		if (!any)
			continue;
		data->drawn[COLUMN_MARKS + n] = post_columns[COLUMN_MARKS + k];
		shown[n++] = k;
	}
	return n;
}

/* A post that sent nothing in the period still has an age, and it is the one to see. */
static bool fill_posts(struct data *data, const struct panel_context *context, struct post_counter *counter, struct err *err)
{
	static const char *const ids[] = { "data_freshness" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = KPI_DIM_OFFICE } }, .n_by = 1, .with_status = true };
	struct panel_context all = *context;
	struct panel_scope scope = *context->scope;
	struct arena *arena = &data->panel.arena;
	struct list *list = &data->lists[LIST_POSTS];
	size_t shown[MARKS], n_shown;
	struct figures figures;

	scope.n_filters = 0;		/* posts are compared here, whichever is being looked at */
	all.scope = &scope;
	if (!figures_load(&all, &query, arena, &figures, err))
		return false;
	for (size_t i = 0; i < figures.n; i++)
		if (figures.rows[i].n_dims && figures.rows[i].dims[0].value[0])
			post_of(counter, (uint32_t)store_code_find(context->env->store, "office", figures.rows[i].dims[0].value));
	if (counter->failed)
		return err_memory(err);
	n_shown = choose_marks(data, counter, shown);
	if (!list_begin(list, data->drawn, COLUMN_MARKS + n_shown, counter->n, arena, err))
		return false;
	for (size_t i = 0; i < counter->n; i++) {
		const struct post_count *post = &counter->posts[i];
		const char *code = office_code(context, post->office);
		const struct kpi_row *age = figures_find(&figures, ids[0], NULL, &code, 1, NULL);
		struct list_row *out = list_add(list);
		bool late = age && (age->status == KPI_WORSE || age->value > FIGURES_STALE_HOURS);

		out->cells[0] = (struct list_cell){ .text = names_value_in(context, "office", code, arena), .role = CANVAS_LABEL };
		out->cells[1] = (struct list_cell){ .text = age ? arena_printf(arena, "%s%s", late ? "! " : "",
			figures_value(age, arena)) : "", .sort = age ? age->value : NAN, .role = late ? CANVAS_WARNING : CANVAS_PLAIN };
		out->cells[2] = count_cell(post->n, CANVAS_PLAIN, arena);
		for (size_t k = 0; k < n_shown; k++)
			out->cells[COLUMN_MARKS + k] = share_cell(post->marks[shown[k]], post->n, arena);
		out->exception = late ? age->value : 0;
		snprintf(out->focus.kpi, sizeof(out->focus.kpi), "milestone_coverage");
		out->focus.drills = post->n > 0;
		snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "office");
		snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", code);
	}
	list_end(list);
	return true;
}

static bool load_posts(struct data *data, const struct panel_context *context, struct err *err)
{
	static const int columns[] = { CUBE_OFFICE, CUBE_FLAGS, CUBE_AT_ARRIVED, CUBE_AT_ASSESSED, CUBE_AT_PAID, CUBE_AT_RELEASED,
		CUBE_AT_EXITED };
	struct post_counter counter = { 0 };
	struct cube_slice slice = slice_of(context, CUBE_AT_REGISTERED);
	struct list *list = &data->lists[LIST_POSTS];
	bool ok;

	list->title = "Posts";
	list->note = "newest record, and share of files with each stamp";
	list->empty = "No post has records in this period.";
	slice.flags_mask = slice.flags_value = CUBE_LIVE;
	ok = cube_scan(context->env->cube, &slice, columns, COUNT(columns), count_marks, &counter, err);
	if (ok && counter.failed)
		ok = err_memory(err);
	ok = ok && fill_posts(data, context, &counter, err);
	free(counter.posts);
	return ok;
}

static void money_row(struct list *list, const struct panel_context *context, const char *code, double paid, double files,
	struct arena *arena)
{
	struct list_row *out = list_add(list);
	double unit = figures_money_unit(kpi_currency(context->env)), difference = paid - files;

	if (!out)
		return;
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "revenue_collected");
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "office");
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", code);
	out->focus.drills = paid != 0;
	out->cells[0] = (struct list_cell){ .text = names_value_in(context, "office", code, arena), .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = figures_number(paid / unit, KPI_MONEY, arena), .sort = paid };
	out->cells[2] = (struct list_cell){ .text = isnan(files) ? "–" : figures_number(files / unit, KPI_MONEY, arena), .sort = files };
	out->cells[3] = (struct list_cell){ .text = isnan(files) ? "" : figures_number(difference / unit, KPI_MONEY, arena),
		.sort = fabs(difference), .role = fabs(difference) > 0.01 * fabs(files) ? CANVAS_WARNING : CANVAS_PLAIN };
}

static bool fill_money(struct data *data, const struct panel_context *context, struct post_counter *paid,
	struct store_rows *rows, struct err *err)
{
	struct arena *arena = &data->panel.arena;
	struct list *list = &data->lists[LIST_MONEY];
	int got;

	store_rows_bind_int(rows, 1, context->scope->from);
	store_rows_bind_int(rows, 2, context->scope->to);
	while ((got = store_rows_next(rows, err)) == 1) {
		const char *code = store_rows_text(rows, 0);
		struct post_count *post = post_of(paid, (uint32_t)store_code_find(context->env->store, "office", code));

		if (!post)
			return err_memory(err);
		money_row(list, context, code, post->paid, (double)store_rows_int(rows, 1), arena);
		post->n = 1;	/* shown */
	}
	for (size_t i = 0; i < paid->n; i++)
		if (paid->posts[i].n == 0)
			money_row(list, context, office_code(context, paid->posts[i].office), paid->posts[i].paid, NAN, arena);
	return got == 0;
}

static bool load_money(struct data *data, const struct panel_context *context, struct err *err)
{
	static const int columns[] = { CUBE_OFFICE, CUBE_PAID };
	struct list *list = &data->lists[LIST_MONEY];
	struct cube_slice slice = slice_of(context, CUBE_AT_REVENUE);
	struct post_counter paid = { 0 };
	struct store_rows *rows = NULL;
	bool ok;

	list->title = "Money";
	list->note = arena_printf(&data->panel.arena, "paid on declarations beside the revenue files, %s",
		kpi_currency(context->env));
	list->empty = "No money is recorded in this period.";
	ok = cube_scan(context->env->cube, &slice, columns, COUNT(columns), add_paid, &paid, err) &&
	     list_begin(list, money_columns, COUNT(money_columns), 512, &data->panel.arena, err) &&
	     store_rows_open(context->env->store, "panel_revenue_offices", &rows, err) &&
	     fill_money(data, context, &paid, rows, err);
	store_rows_close(rows);
	free(paid.posts);
	if (ok)
		list_end(list);
	return ok;
}

/* ---- the file itself */

static bool load_health(struct data *data, const struct panel_context *context, struct err *err)
{
	struct arena *arena = &data->panel.arena;
	struct page *page = &data->health;
	struct store_rows *rows = NULL;
	int64_t in_cube = cube_rows(context->env->cube);
	int got;

	page_begin(page, arena);
	if (!store_rows_open(context->env->store, "panel_health", &rows, err))
		return false;
	got = store_rows_next(rows, err);
	if (got == 1) {
		int64_t declarations = store_rows_int(rows, 1), waiting = store_rows_int(rows, 4);
		const char *path = store_path(context->env->store);

		page_heading(page, "Database");
		page_putf(page, CANVAS_PLAIN, "File", "%s, %.1f MB", path && path[0] ? context->on_stage ? file_name(path) : path : "in memory",
			(double)store_rows_int(rows, 0) / 1e6);
		page_putf(page, CANVAS_PLAIN, "Holds", "%s declarations, %s milestones, %s inspections",
			figures_count(declarations, arena), figures_count(store_rows_int(rows, 2), arena),
			figures_count(store_rows_int(rows, 3), arena));
		if (waiting > 0)
			page_putf(page, CANVAS_WARNING, "Waiting", "%s declarations are mentioned by other files but were not sent",
				figures_count(waiting, arena));
		if (in_cube == declarations)
			page_put(page, CANVAS_GOOD, "Health", "✓ figures and tables hold the same declarations");
		else
			page_putf(page, CANVAS_BAD, "Health", "✗ figures hold %s declarations, tables %s: run tidewaiter doctor",
				figures_count(in_cube, arena), figures_count(declarations, arena));
	}
	store_rows_close(rows);
	return got >= 0 && (!page->failed || err_memory(err));
}

/* Who comes from a silent post wants to see it. */
static void choose_post(struct data *data)
{
	struct list *list = &data->lists[LIST_POSTS];

	if (strcmp(data->panel.subject.kpi, "data_freshness") != 0)
		return;
	data->pane = LIST_POSTS;
	for (size_t i = 0; i < list->n_rows; i++)
		if (strcmp(list->rows[i]->focus.filter_value, data->panel.subject.filter_value) == 0)
			list->selected = i;
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct data *data = (struct data *)panel;

	for (int i = 0; i < LISTS && !data->opened; i++)
		list_init(&data->lists[i]);
	if (!load_loads(data, context, err) || !load_rejects(data, context, err) || !load_posts(data, context, err) ||
	    !load_money(data, context, err) || !load_health(data, context, err))
		return false;
	if (!data->opened)
		choose_post(data);
	data->opened = true;
	return true;
}

static void unload(struct panel *panel)
{
	struct data *data = (struct data *)panel;

	for (int i = 0; i < LISTS; i++)
		list_forget(&data->lists[i]);
	page_forget(&data->health);
	data->reasons = data->raws = NULL;
}

/* ---- paint */

static bool is_small(const struct panel *panel)
{
	return panel->rows < 14;
}

/* The selected refused row in full: the sentence and the row as it came. */
static void paint_reject(const struct data *data, struct canvas_area area)
{
	const struct list_row *row = list_selected(&data->lists[LIST_REJECTS]);
	int used;

	if (!row || area.rows < 2)
		return;
	used = canvas_wrap(canvas_cols(area, 2, area.cols - 2), 0, 2, CANVAS_PLAIN, data->reasons[row->order]);
	if (used < area.rows)
		canvas_wrap(canvas_cols(area, 2, area.cols - 2), used, 2, CANVAS_MUTED, data->raws[row->order]);
}

static void paint_list(const struct data *data, struct canvas_area area, int at, bool focused)
{
	bool with_row = at == LIST_REJECTS && focused && area.rows >= 9;
	int height = with_row ? area.rows - 4 : area.rows;

	list_paint(&data->lists[at], canvas_rows(area, 0, height), focused);
	if (with_row)
		paint_reject(data, canvas_rows(area, height, area.rows - height));
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct data *data = (const struct data *)panel;
	int row = 0, below = is_small(panel) ? 0 : (int)data->health.n + 1, rest;

	rest = area.rows - below;
	for (int i = 0; i < LISTS && rest - row >= (i ? 5 : 1); i++) {
		int at = (data->pane + i) % LISTS, room = rest - row, wish = list_height(&data->lists[at]);

		if (at == LIST_REJECTS && i == 0)
			wish += 4;
		if (wish > room)
			wish = room;
		else if (wish > room / 2 && room > 24)
			wish = room / 2;
		paint_list(data, canvas_rows(area, row, wish), at, i == 0 && panel->active);
		row += wish + 1;
	}
	if (below > 0) {
		int col = area.canvas->cursor_col, at = area.canvas->cursor_row;

		page_paint(&data->health, canvas_rows(area, area.rows - below + 1, below - 1));
		area.canvas->cursor_col = col;
		area.canvas->cursor_row = at;
	}
}

/* ---- keys */

/* e and E go through all parts. */
static enum request hop(struct data *data, enum request request)
{
	struct list *lists[LISTS];

	for (size_t i = 0; i < LISTS; i++)
		lists[i] = &data->lists[i];
	return list_hop_across(lists, LISTS, (size_t)data->pane, &data->pane, request == REQ_EXCEPTION_NEXT) ? REQ_NONE : request;
}

static bool any_exception(const struct data *data)
{
	for (size_t i = 0; i < LISTS; i++)
		if (list_any_exception(&data->lists[i]))
			return true;
	return false;
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct data *data = (struct data *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return hop(data, request);
	if (request == REQ_PANE_NEXT)
		data->pane = (data->pane + 1) % LISTS;
	else if (request == REQ_PANE_PREVIOUS)
		data->pane = (data->pane + LISTS - 1) % LISTS;
	else
		return list_on_request(&data->lists[data->pane], request, panel->rows / 2);
	return REQ_NONE;
}

static bool can(const struct panel *panel, enum request request)
{
	const struct data *data = (const struct data *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return any_exception(data);
	return request == REQ_PANE_NEXT || list_can(&data->lists[data->pane], request);
}

static const char *bottom(const struct panel *panel)
{
	switch (((const struct data *)panel)->pane) {
	case LIST_LOADS: return "A load is told in its row; refused rows have a part of their own (Tab).";
	case LIST_REJECTS: return "A refused row stands in its file alone: no declaration was made of it.";
	default: return NULL;
	}
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct data *data = (const struct data *)panel;

	list_focus(&data->lists[data->pane], ret_focus);
}

static const struct list *lists(const struct panel *panel, size_t *ret_n)
{
	*ret_n = LISTS;
	return ((const struct data *)panel)->lists;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct data *data = (struct data *)panel;

	for (size_t i = 0; i < LISTS; i++)
		list_look(&data->lists[i], parts);
	panel_look_add(parts, &data->pane, sizeof(data->pane));
}

static void words(const struct panel *panel, struct text *out)
{
	page_words(&((const struct data *)panel)->health, out);
}

const struct panel_ops panel_data = {
	.name = "data",
	.title = "Data",
	.key = '0',
	.size = sizeof(struct data),
	.load = load,
	.paint = paint,
	.words = words,
	.on_request = on_request,
	.focus = focus,
	.bottom = bottom,
	.can = can,
	.lists = lists,
	.look = look,
	.unload = unload,
};
