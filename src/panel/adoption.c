/* adoption.c - see adoption.h.
 *
 * A share that is measured alone is driven up alone: filing early by amending later, releasing at once by not looking. So no figure
 * stands here without the one that would tell, and both are judged the same way. */
#include "adoption.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "figures.h"

enum { MOST = 24 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Counter-figures are the catalogue's. */
static const char *const adoption_ids[] = {
	"pre_arrival_rate", "released_on_arrival_rate", "paperless_rate", "epay_share", "sw_share", "aeo_share",
};

static const struct chart_column columns[] = {
	{ .title = "figure", .cells = 27 },
	{ .title = "value", .cells = 8, .right = true },
	{ .title = "n", .cells = 7, .right = true, .priority = 4 },
	{ .title = "year ago", .cells = 8, .right = true, .priority = 2 },
	{ .title = "since then", .cells = 11, .priority = 3 },
	{ .title = "target, usual", .cells = 13, .priority = 6 },
	{ .title = "verdict", .cells = 13, .priority = 1 },
	{ .title = "12 months", .cells = 12, .priority = 5 },
};

/* Of data that is no year old. */
static const struct chart_column young_columns[] = {
	{ .title = "figure", .cells = 27 },
	{ .title = "value", .cells = 8, .right = true },
	{ .title = "n", .cells = 7, .right = true, .priority = 3 },
	{ .title = "target, usual", .cells = 15, .priority = 4 },
	{ .title = "verdict", .cells = 20, .priority = 1 },
	{ .title = "12 months", .cells = 12, .priority = 2 },
};

struct adoption {
	const struct panel_context *context;
	const char *ids[MOST];		/* figure, counter, figure, counter ... */
	size_t n_ids;
	struct figures now, year, months;
	struct scope_trend trend;
	bool has_year;
	struct arena *arena;
};

static void choose(struct adoption *adoption)
{
	for (size_t i = 0; i < COUNT(adoption_ids); i++) {
		const struct kpi_def *def = kpi_find(adoption_ids[i]);

		if (!def || adoption->n_ids + 2 > MOST)
			continue;
		adoption->ids[adoption->n_ids++] = def->id;
		if (def->counter)
			adoption->ids[adoption->n_ids++] = def->counter;
	}
}

static bool has_values(const struct figures *figures)
{
	for (size_t i = 0; i < figures->n; i++)
		if (!isnan(figures->rows[i].value))
			return true;
	return false;
}

/* The same a year before, and its months. */
static bool load_beside(struct adoption *adoption, struct err *err)
{
	struct panel_scope months = *adoption->context->scope;
	struct panel_context context = *adoption->context;

	if (!figures_load_year_ago(&context, adoption->ids, adoption->n_ids, false, adoption->arena, &adoption->year, err))
		return false;
	adoption->has_year = has_values(&adoption->year);
	months.grain = PANEL_MONTH;
	months.compare = PANEL_VS_BOTH;
	context.scope = &months;
	context.record = NULL;
	return figures_trend_load(&context, adoption->ids, adoption->n_ids, NULL, adoption->arena, &adoption->months, &adoption->trend, err);
}

/* Whether a year made a difference beyond chance. */
static struct list_cell since_cell(const struct kpi_row *row, const struct kpi_row *then)
{
	struct kpi_row judged = *row;

	if (!then || isnan(then->value))
		return (struct list_cell){ .text = "–", .role = CANVAS_MUTED };
	kpi_compare(&judged, 1, then, 1, NULL, "a year ago");
	if (judged.status == KPI_BETTER)
		return (struct list_cell){ .text = "✓ better", .role = CANVAS_GOOD };
	if (judged.status == KPI_WORSE)
		return (struct list_cell){ .text = "✗ worse", .role = CANVAS_BAD };
	return (struct list_cell){ .text = judged.status == KPI_USUAL ? "· as then" : "· not told", .role = CANVAS_MUTED };
}

static const char *name_of(const struct kpi_row *row, bool beside, struct arena *arena)
{
	const char *title = figures_title(row->def, row->stat, NULL, arena), *name = beside ? arena_printf(arena, "beside %s", title) : title;

	return name ? name : title;
}

static void fill_row(struct adoption *adoption, const struct kpi_row *row, bool beside, struct list_row *out)
{
	struct arena *arena = adoption->arena;
	const struct kpi_row *then = figures_get(&adoption->year, row->def->id, row->stat, NULL);
	struct figures_verdict verdict = figures_verdict(row, arena);
	size_t n = 0;

	out->cells[n++] = (struct list_cell){ .text = name_of(row, beside, arena), .role = beside ? CANVAS_PLAIN : CANVAS_LABEL };
	out->cells[n++] = (struct list_cell){ .text = figures_value(row, arena), .role = CANVAS_VALUE, .sort = row->value };
	out->cells[n++] = (struct list_cell){ .text = isnan(row->value) ? "" : figures_count(row->n, arena), .sort = (double)row->n };
	if (adoption->has_year) {
		out->cells[n++] = (struct list_cell){ .text = then ? figures_value(then, arena) : "–", .sort = then ? then->value : NAN };
		out->cells[n++] = isnan(row->value) ? (struct list_cell){ .text = "" } : since_cell(row, then);
	}
	out->cells[n++] = (struct list_cell){ .text = figures_target(row, arena), .role = CANVAS_MUTED };
	out->cells[n++] = (struct list_cell){ .text = figures_verdict_text(row, arena), .role = verdict.role };
	out->cells[n] = (struct list_cell){ .role = CANVAS_MUTED, .n_trend = adoption->trend.n,
		.trend = figures_trend(&adoption->months, &adoption->trend, row->def->id, row->stat, NULL, NULL, arena) };
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "%s", row->def->id);
	snprintf(out->focus.stat, sizeof(out->focus.stat), "%s", row->stat);
	out->focus.drills = !isnan(row->value) && row->n > 0;
	list_except(out, row->status == KPI_WORSE ? figures_excess(row) : 0, adoption->context);
}

/* Where neither is known, what the first one lacks is enough to say. */
static void fill_pair(struct adoption *adoption, const struct kpi_def *def, struct list *list)
{
	const struct kpi_row *row = figures_get(&adoption->now, def->id, NULL, NULL);
	const struct kpi_row *beside = def->counter ? figures_get(&adoption->now, def->counter, NULL, NULL) : NULL;
	struct list_row *out = row ? list_add(list) : NULL;

	if (out)
		fill_row(adoption, row, false, out);
	if (beside && row && isnan(beside->value) && isnan(row->value))
		return;
	out = beside ? list_add(list) : NULL;
	if (out)
		fill_row(adoption, beside, true, out);
}

bool adoption_load(struct list *list, const struct panel_context *context, struct arena *arena, struct err *err)
{
	struct adoption adoption = { .context = context, .arena = arena };
	struct figures_query query = { .ids = adoption.ids, .with_status = true };

	choose(&adoption);
	query.n_ids = adoption.n_ids;
	list->title = "Digital adoption";
	list->note = "beside each, what could pay for it; by target or usual";
	list->empty = "No declaration says how it was filed or paid.";
	list->paired = true;
	if (!figures_load(context, &query, arena, &adoption.now, err) || !load_beside(&adoption, err) ||
	    !list_begin(list, adoption.has_year ? columns : young_columns, adoption.has_year ? COUNT(columns) : COUNT(young_columns), adoption.n_ids,
		arena, err))
		return false;
	for (size_t i = 0; i < COUNT(adoption_ids); i++)
		if (kpi_find(adoption_ids[i]))
			fill_pair(&adoption, kpi_find(adoption_ids[i]), list);
	list_end(list);
	return true;
}
