/* plain.c - the same figures as the drawn panel, since they are those that the panel itself asks for while it loads. */
#include "plain.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/width.h"
#include "figures.h"
#include "list.h"
#include "names.h"
#include "page.h"

enum { ROWS_ALL_SAID = 12 };

static bool is_period(const struct kpi_dim_value *dim)
{
	static const char *const periods[] = { "day", "week", "month", "hour", "weekday" };

	for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
		if (strcmp(dim->name, periods[i]) == 0)
			return true;
	return false;
}

/* The course of a figure and its hours are charts; in words they would be a litany. So would every mean beside its median, and on
 * the first screen, whose exceptions name the posts, every post. */
static bool is_said(const struct kpi_row *row, const struct panel_ops *ops)
{
	for (size_t i = 0; i < row->n_dims; i++)
		if (is_period(&row->dims[i]) || (ops == &panel_brief && strcmp(row->dims[i].name, "office") == 0))
			return false;
	return strcmp(row->stat, "mean") != 0 || strcmp(row->def->headline, "mean") == 0;
}

static void append_safe(struct text *out, const char *s)
{
	width_filter(out, s, strlen(s));
}

static void append_row(const struct panel_context *context, const struct kpi_row *row, struct arena *arena, struct text *out)
{
	const char *stat = figures_stat_word(row->stat), *verdict = figures_verdict(row, arena).word, *against = figures_target(row, arena);

	for (size_t i = 0; i < row->n_dims; i++) {
		text_append(out, i ? ", " : "  ");
		append_safe(out, names_value_in(context, row->dims[i].name, row->dims[i].value, arena));
	}
	text_appendf(out, "%s%s%s", row->n_dims ? ": " : "  ", stat, stat[0] ? " " : "");
	text_append(out, figures_value(row, arena));
	if (verdict[0])
		text_appendf(out, ", %s", verdict);
	if (against[0])
		text_appendf(out, ", %s", against);
	if (row->def->unit != KPI_COUNT && !isnan(row->value))
		text_appendf(out, ", n %lld", (long long)row->n);
	text_put(out, '\n');
}

/* Two rows of one breakdown: of one figure, by the same dimensions. */
static bool stand_together(const struct kpi_row *a, const struct kpi_row *b)
{
	if (a->def != b->def || a->n_dims != b->n_dims || a->n_dims == 0)
		return false;
	for (size_t i = 0; i < a->n_dims; i++)
		if (strcmp(a->dims[i].name, b->dims[i].name) != 0)
			return false;
	return true;
}

/* Rows from i on that stand together. */
static size_t together(const struct figures_record *record, size_t i)
{
	size_t n = 1;

	while (i + n < record->n && stand_together(&record->rows[i], &record->rows[i + n]))
		n++;
	return n;
}

static bool tells_nothing(const struct kpi_row *row)
{
	bool is_amount = row->def->unit == KPI_COUNT || row->def->unit == KPI_MONEY;

	return row->status == KPI_UNKNOWN && (isnan(row->value) || (row->n < FIGURES_TELLING && !is_amount));
}

/* Of a long breakdown those rows that tell something: a thousand importers with one inspection each are no answer. */
static void append_group(const struct panel_context *context, const struct kpi_row *rows, size_t n, const struct panel_ops *ops,
	struct arena *arena, struct text *out)
{
	size_t said = 0, left_out = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_said(&rows[i], ops))
			continue;
		if (n > ROWS_ALL_SAID && tells_nothing(&rows[i])) {
			left_out++;
			continue;
		}
		append_row(context, &rows[i], arena, out);
		said++;
	}
	if (left_out)
		text_appendf(out, "  %s%zu with too few to tell\n", said ? "and " : "", left_out);
}

static void append_figures(const struct panel_context *context, const struct figures_record *record, const struct panel_ops *ops,
	struct arena *arena, struct text *out)
{
	const struct kpi_def *last = NULL;
	struct text group = TEXT_INIT;

	for (size_t i = 0, n; i < record->n; i += n) {
		const struct kpi_row *row = &record->rows[i];

		n = together(record, i);
		text_clear(&group);
		append_group(context, row, n, ops, arena, &group);
		if (group.len == 0)
			continue;
		if (row->def != last)
			text_appendf(out, "%s\n", row->def->title);
		last = row->def;
		text_append(out, group.data);
	}
	text_finish(&group);
}

/* "broker broker 3f2a", "target, usual usual 4–9": the cell begins with a word of its title. */
static bool says_itself(const char *cell, const char *title)
{
	size_t n = strcspn(cell, " ");

	for (const char *at = title; n > 0 && at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, cell, n) == 0 && (at[n] == '\0' || at[n] == ' ' || at[n] == ','))
			return true;
	}
	return false;
}

void plain_list(const struct list *list, struct text *out)
{
	text_appendf(out, "%s%s%s\n", list->title, list->note && list->note[0] ? ", " : "", list->note ? list->note : "");
	if (list->n_rows == 0 && list->empty)
		text_appendf(out, "  %s\n", list->empty);
	for (size_t row = 0; row < list->n_rows; row++) {
		text_append(out, "  ");
		for (size_t k = 0; k < list->n_columns; k++) {
			const char *cell = list->rows[row]->cells[k].text, *title = list->columns[k].title;
			bool titled;

			if (!cell || !cell[0])
				continue;
			titled = k > 0 && title && title[0] && !says_itself(cell, title);
			text_appendf(out, "%s%s%s", k ? ", " : "", titled ? title : "", titled ? " " : "");
			append_safe(out, cell);
		}
		text_put(out, '\n');
	}
}

static void append_lists(const struct panel *panel, struct text *out)
{
	size_t n = 0;
	const struct list *lists = panel->ops->lists ? panel->ops->lists(panel, &n) : NULL;

	for (size_t i = 0; i < n; i++)
		plain_list(&lists[i], out);
}

bool plain_write(const struct panel_context *context, const struct panel_ops *ops, const struct panel_focus *subject, int level,
	struct text *out, struct err *err)
{
	struct figures_record record;
	struct panel_context recording = *context;
	struct panel *panel = panel_create(ops, subject);
	struct arena arena;
	bool ok = panel != NULL;

	if (!ok)
		return err_memory(err);
	arena_init(&arena);
	figures_record_begin(&record);
	recording.record = &record;
	panel->level = level;
	panel_load(panel, &recording);
	panel_load_more(panel, context);
	if (panel->failed[0]) {
		ok = err_set(err, ERR_IO, "%s", panel->failed);
	} else {
		if (ops->words)
			ops->words(panel, out);
		if (!ops->is_words) {
			append_lists(panel, out);
			append_figures(context, &record, ops, &arena, out);
		}
	}
	figures_record_finish(&record);
	panel_destroy(panel);
	arena_finish(&arena);
	return ok && (!out->failed || err_memory(err));
}

/* ---- the page that V opens */

struct plain {
	struct panel panel;
	struct page page;
};

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct plain *plain = (struct plain *)panel;
	const struct panel_ops *of = panel->subject_of ? panel->subject_of : &panel_brief;
	struct text text = TEXT_INIT;
	char *line, *next;
	bool ok = plain_write(context, of, &panel->subject, panel->level, &text, err);

	page_begin(&plain->page, &panel->arena);
	for (line = text.data; ok && *line; line = next) {
		size_t n = strcspn(line, "\n");

		next = line + n + (line[n] == '\n');
		line[n] = '\0';
		page_put(&plain->page, line[0] == ' ' ? CANVAS_PLAIN : CANVAS_TITLE, NULL, line);
	}
	text_finish(&text);
	return ok && (!plain->page.failed || err_memory(err));
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	page_paint(&((const struct plain *)panel)->page, area);
}

static enum request on_request(struct panel *panel, enum request request)
{
	return page_on_request(&((struct plain *)panel)->page, request, panel->rows);
}

static void unload(struct panel *panel)
{
	page_forget(&((struct plain *)panel)->page);
}

const struct panel_ops panel_plain = {
	.name = "plain",
	.title = "in words",
	.size = sizeof(struct plain),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.unload = unload,
};
