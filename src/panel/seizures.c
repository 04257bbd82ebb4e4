/* seizures.c - see seizures.h. Their number and their value, the types with most first, beside the same time a year ago; a rise is no
 * verdict. */
#include "seizures.h"

#include <math.h>
#include <stdio.h>

#include "figures.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const ids[] = { "seizure_count", "seizure_value" };

static const struct chart_column columns[] = {
	{ .title = "type", .cells = 16 },
	{ .title = "seizures", .cells = 9, .right = true },
	{ .title = "year ago", .cells = 9, .right = true, .priority = 1 },
	{ .title = "value", .cells = 10, .right = true },
	{ .title = "with a value", .cells = 13, .right = true, .priority = 2 },
};

static void fill_row(const struct kpi_row *count, const struct figures *figures, const struct figures *year, struct arena *arena,
	struct list_row *out)
{
	const char *type = count->dims[count->n_dims - 1].value, *name = arena_strdup(arena, type[0] ? type : "not recorded");
	const struct kpi_row *value = figures_get(figures, ids[1], NULL, type), *then = figures_get(year, ids[0], NULL, type);
	double before = then && !isnan(then->value) ? then->value : year->n ? 0 : NAN;

	out->cells[0] = (struct list_cell){ .text = name ? name : "", .role = CANVAS_LABEL };
	out->cells[1] = (struct list_cell){ .text = figures_count(count->n, arena), .sort = (double)count->n, .role = CANVAS_VALUE };
	out->cells[2] = (struct list_cell){ .text = isnan(before) ? "–" : figures_count((int64_t)before, arena), .sort = before };
	out->cells[3] = (struct list_cell){ .text = value && value->n ? figures_value(value, arena) : "–", .sort = value ? value->value : NAN };
	out->cells[4] = (struct list_cell){ .text = figures_count(value ? value->n : 0, arena), .sort = value ? (double)value->n : 0,
		.role = CANVAS_MUTED };
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "%s", ids[0]);
	snprintf(out->focus.category, sizeof(out->focus.category), "%s", type);
}

bool seizures_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	struct figures_query query = { .ids = ids, .n_ids = COUNT(ids) };
	struct figures figures, year;

	list->title = "Seizures by type";
	list->note = "passengers and patrols too; more is not better in itself";
	list->empty = "No seizure in this period; they are told by post and time alone.";
	/* Half a year's count says nothing beside a whole one's. */
	if (!figures_load(context, &query, arena, &figures, err) || !figures_load_year_ago(context, ids, 1, true, arena, &year, err) ||
	    !list_begin(list, columns, COUNT(columns), figures.n, arena, err))
		return false;
	for (size_t i = 0; i < figures.n; i++)
		if (figures.rows[i].def == kpi_find(ids[0]) && figures.rows[i].n_dims && figures.rows[i].n > 0)
			fill_row(&figures.rows[i], &figures, &year, arena, list_add(list));
	if (list->sort < 0)
		list->sort = 1;
	list_end(list);
	return true;
}
