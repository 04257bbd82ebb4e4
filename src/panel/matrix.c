/* matrix.c - what most panels are made of: rows of figures with their verdicts.
 *
 * A cell that is worse or better says so by its glyph, so that a row of small multiples reads without colour. */
#include "matrix.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "names.h"

static const struct chart_column figure_columns[] = {
	{ .title = "figure", .cells = 30 },
	{ .title = "value", .cells = 8, .right = true },
	{ .title = "n", .cells = 8, .right = true, .priority = 4 },
	{ .title = "target, usual", .cells = 17, .priority = 3 },
	{ .title = "verdict", .cells = 20, .priority = 1 },
	{ .title = "trend", .cells = 12, .priority = 2 },
};

static void focus_row(const struct kpi_row *row, struct panel_focus *focus)
{
	snprintf(focus->kpi, sizeof(focus->kpi), "%s", row->def->id);
	snprintf(focus->stat, sizeof(focus->stat), "%s", row->stat);
	focus->drills = !isnan(row->value) && row->n > 0;
	focus->exception = row->status == KPI_WORSE;
}

/* What counts from the first day of its target says from which, where that is not the period's. */
static const char *title_of(const struct panel_context *context, const struct kpi_row *row, const char *category, struct arena *arena)
{
	const char *title = figures_title(row->def, row->stat, category, arena), *since = NULL;
	bool own = strcmp(row->def->id, "revenue_vs_target") == 0 && !isnan(row->value) && row->from != context->scope->from;

	if (own)
		since = arena_printf(arena, "%s, since %s", title, scope_day_short_in(row->from, arena));
	return since ? since : title;
}

static void figure_row(const struct panel_context *context, const struct kpi_row *row, const char *category, const double *trend, size_t n_trend,
	struct list_row *out, struct arena *arena)
{
	out->cells[0] = (struct list_cell){ .text = title_of(context, row, category, arena), .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = figures_value(row, arena), .role = CANVAS_VALUE, .sort = row->value };
	out->cells[2] = (struct list_cell){ .text = isnan(row->value) ? "" : figures_count(row->n, arena),
		.sort = (double)row->n };
	out->cells[3] = (struct list_cell){ .text = figures_target(row, arena), .role = CANVAS_MUTED };
	out->cells[4] = (struct list_cell){ .text = figures_verdict_text(row, arena), .role = figures_verdict(row, arena).role };
	out->cells[5] = (struct list_cell){ .role = CANVAS_MUTED, .trend = trend, .n_trend = trend ? n_trend : 0 };
	focus_row(row, &out->focus);
	if (category)
		snprintf(out->focus.category, sizeof(out->focus.category), "%s", category);
	list_except(out, row->status == KPI_WORSE ? figures_excess(row) : 0, context);
}

bool matrix_load_figures(struct list *list, const struct panel_context *context, const char *const *ids, size_t n_ids,
	struct arena *arena, struct err *err)
{
	struct figures_query query = { .ids = ids, .n_ids = n_ids, .with_status = true };
	struct figures now, then;
	struct scope_trend trend;

	if (!figures_load(context, &query, arena, &now, err) ||
	    !figures_trend_load(context, ids, n_ids, NULL, arena, &then, &trend, err) ||
	    !list_begin(list, figure_columns, sizeof(figure_columns) / sizeof(figure_columns[0]), now.n, arena, err))
		return false;
	for (size_t i = 0; i < now.n; i++) {
		const struct kpi_row *row = &now.rows[i];
		const char *category = row->n_dims ? row->dims[0].value : NULL;
		struct list_row *out = strcmp(row->stat, row->def->headline) == 0 ? list_add(list) : NULL;

		if (out)
			figure_row(context, row, category, figures_trend(&then, &trend, row->def->id, row->stat, NULL, category, arena),
				trend.n, out, arena);
	}
	list_end(list);
	return true;
}

/* Whether any row has a value there: a column of blanks tells nothing. The first one always stays. */
static bool has_values(const struct matrix_column *column, const struct figures *figures)
{
	for (size_t i = 0; i < figures->n; i++)
		if (strcmp(figures->rows[i].def->id, column->id) == 0 && figures->rows[i].n > 0 && !isnan(figures->rows[i].value))
			return true;
	return false;
}

static void lay_columns(const struct matrix *matrix)
{
	size_t n = 0;

	matrix->drawn[n++] = (struct chart_column){ .title = names_dim(matrix->dim), .cells = 16 };
	for (size_t i = 0; i < matrix->n_columns; i++)
		matrix->drawn[n++] = (struct chart_column){ .title = matrix->columns[i].title, .cells = matrix->columns[i].cells,
			.right = true, .priority = matrix->columns[i].priority };
	if (matrix->verdict)
		matrix->drawn[n++] = (struct chart_column){ .title = "verdict", .cells = 15, .priority = 3 };
	if (matrix->trend)
		matrix->drawn[n++] = (struct chart_column){ .title = "trend", .cells = 12, .priority = 4 };
}

static const char *marked(const struct kpi_row *row, struct arena *arena)
{
	const char *value = figures_value(row, arena), *text = value;

	if (row->status == KPI_WORSE || row->status == KPI_BETTER)
		text = arena_printf(arena, "%s %s", figures_verdict(row, arena).glyph, value);
	return text ? text : value;
}

static struct list_cell cell_of(const struct kpi_row *row, const struct matrix_column *column, struct arena *arena)
{
	if (!row)
		return (struct list_cell){ .text = "", .sort = NAN };
	if (column->count)
		return (struct list_cell){ .text = figures_count(row->n, arena), .sort = (double)row->n };
	if (column->interval)
		return (struct list_cell){ .text = figures_interval(row, arena), .role = CANVAS_MUTED, .sort = row->low };
	if (strcmp(row->def->id, "data_freshness") == 0 && row->value > FIGURES_STALE_HOURS) {
		const char *text = arena_printf(arena, "! %s", figures_value(row, arena));

		return (struct list_cell){ .text = text ? text : "!", .sort = row->value, .role = CANVAS_WARNING };
	}
	return (struct list_cell){ .text = marked(row, arena), .sort = row->value,
		.role = figures_role(row) };
}

struct matrix_data {
	struct figures now, then;
	struct scope_trend trend;
};

static bool load_data(const struct matrix *matrix, const struct panel_context *context, struct arena *arena,
	struct matrix_data *data, struct err *err)
{
	const char *ids[MATRIX_COLUMNS];
	struct figures_query query = { .ids = ids, .n_ids = matrix->n_columns, .n_by = 1, .with_status = true };

	for (size_t i = 0; i < matrix->n_columns; i++)
		ids[i] = matrix->columns[i].id;
	if (!kpi_by_parse(matrix->dim, &query.by[0], err) || !figures_load(context, &query, arena, &data->now, err))
		return false;
	return !matrix->trend ||
	       figures_trend_load(context, ids, 1, &query.by[0], arena, &data->then, &data->trend, err);
}

/* The first column that counted something in this row: a lane without results still has files that were inspected or not. */
static const struct matrix_column *telling_column(const struct matrix *matrix, const struct matrix_data *data, const char *value)
{
	for (size_t i = 0; i < matrix->n_columns; i++) {
		const struct matrix_column *c = &matrix->columns[i];
		const struct kpi_row *row = figures_find(&data->now, c->id, c->stat, &value, 1, c->category);

		if (row && !isnan(row->value) && row->n > 0)
			return c;
	}
	return &matrix->columns[0];
}

/* Verdicts stand out where what is as usual is a dot. */
static const char *exceptional(const struct kpi_row *row, struct arena *arena)
{
	return row->status == KPI_USUAL ? figures_verdict(row, arena).glyph : figures_verdict_text(row, arena);
}

static void fill_row(const struct matrix *matrix, const struct panel_context *context, const struct matrix_data *data,
	const char *value, struct list_row *out, struct arena *arena)
{
	const struct matrix_column *first = &matrix->columns[0];
	const struct kpi_row *row = figures_find(&data->now, first->id, first->stat, &value, 1, first->category);
	const struct matrix_column *told = telling_column(matrix, data, value);
	const struct kpi_row *telling = figures_find(&data->now, told->id, told->stat, &value, 1, told->category);
	size_t n = 0;

	out->cells[n++] = (struct list_cell){ .text = names_value_in(context, matrix->dim, value, arena), .role = CANVAS_LABEL };
	for (size_t i = 0; i < matrix->n_columns; i++) {
		const struct matrix_column *c = &matrix->columns[i];

		out->cells[n++] = cell_of(figures_find(&data->now, c->id, c->stat, &value, 1, c->category), c, arena);
	}
	if (matrix->verdict)
		out->cells[n++] = (struct list_cell){ .text = row ? exceptional(row, arena) : "", .role = figures_verdict(row, arena).role };
	if (matrix->trend) {
		const double *trend = figures_trend(&data->then, &data->trend, first->id, first->stat, value, first->category, arena);

		out->cells[n++] = (struct list_cell){ .role = CANVAS_MUTED, .trend = trend, .n_trend = trend ? data->trend.n : 0 };
	}
	if (telling) {
		focus_row(telling, &out->focus);
		if (told->category)
			snprintf(out->focus.category, sizeof(out->focus.category), "%s", told->category);
	}
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "%s", matrix->dim);
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", value);
	if (row)
		list_except(out, row->status == KPI_WORSE ? figures_excess(row) : 0, context);
}

static bool seen(const struct list *list, const char *value)
{
	for (size_t i = 0; i < list->n_rows; i++)
		if (strcmp(list->rows[i]->focus.filter_value, value) == 0)
			return true;
	return false;
}

bool matrix_load(const struct matrix *wanted, const struct panel_context *context, struct arena *arena, struct err *err)
{
	struct matrix_data data = { .trend = { .n = 0 } };
	struct matrix_column columns[MATRIX_COLUMNS];
	struct matrix filled = *wanted, *matrix = &filled;

	if (!load_data(wanted, context, arena, &data, err))
		return false;
	filled.columns = columns;
	filled.n_columns = 0;
	for (size_t i = 0; i < wanted->n_columns; i++)
		if (i == 0 || has_values(&wanted->columns[i], &data.now))
			columns[filled.n_columns++] = wanted->columns[i];
	lay_columns(matrix);
	if (!list_begin(matrix->list, matrix->drawn, 1 + matrix->n_columns + matrix->verdict + matrix->trend, data.now.n, arena,
		err))
		return false;
	for (size_t i = 0; i < data.now.n; i++) {
		const struct kpi_row *row = &data.now.rows[i];

		if (row->n_dims && !seen(matrix->list, row->dims[0].value))
			fill_row(matrix, context, &data, row->dims[0].value, list_add(matrix->list), arena);
	}
	list_end(matrix->list);
	return true;
}
