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

static void append_figures(const struct panel_context *context, const struct figures_record *record, const struct panel_ops *ops,
	struct arena *arena, struct text *out)
{
	const struct kpi_def *last = NULL;

	for (size_t i = 0; i < record->n; i++) {
		const struct kpi_row *row = &record->rows[i];

		if (!is_said(row, ops))
			continue;
		if (row->def != last)
			text_appendf(out, "%s\n", row->def->title);
		last = row->def;
		append_row(context, row, arena, out);
	}
}

static void append_lists(const struct panel *panel, struct text *out)
{
	size_t n = 0;
	const struct list *lists = panel->ops->lists ? panel->ops->lists(panel, &n) : NULL;

	for (size_t i = 0; i < n; i++) {
		text_appendf(out, "%s%s%s\n", lists[i].title, lists[i].note ? ", " : "", lists[i].note ? lists[i].note : "");
		if (lists[i].n_rows == 0 && lists[i].empty)
			text_appendf(out, "  %s\n", lists[i].empty);
		for (size_t row = 0; row < lists[i].n_rows; row++) {
			text_append(out, "  ");
			for (size_t k = 0; k < lists[i].n_columns; k++) {
				const char *cell = lists[i].rows[row]->cells[k].text, *title = lists[i].columns[k].title;

				if (!cell || !cell[0])
					continue;
				text_appendf(out, "%s%s%s", k ? ", " : "", k && title ? title : "", k && title && title[0] ? " " : "");
				append_safe(out, cell);
			}
			text_put(out, '\n');
		}
	}
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
		append_lists(panel, out);
		append_figures(context, &record, ops, &arena, out);
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
