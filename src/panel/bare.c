/* bare.c - see bare.h. */
#include "bare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "canvas/charts.h"
#include "figures.h"
#include "names.h"

static const struct chart_column hit_columns[] = {
	{ .title = "", .cells = 16 },
	{ .title = "hit rate", .cells = 9, .right = true },
	{ .title = "95 % interval", .cells = 13, .right = true, .priority = 2 },
	{ .title = "results", .cells = 8, .right = true, .priority = 1 },
	{ .title = "verdict", .cells = 15, .priority = 3 },
};

struct day_counter {
	int32_t first;
	double *by_day;
};

static bool count_days(void *context, const struct cube_batch *batch)
{
	struct day_counter *counter = context;
	const uint32_t *at = batch->u32[CUBE_AT_REGISTERED];

	for (size_t i = 0; i < batch->n; i++) {
		int32_t day = (int32_t)(at[batch->rows[i]] / TIME_DAY_SECONDS) + CUBE_EPOCH_DAY - counter->first;

		if (day >= 0 && day < BARE_DAYS)
			counter->by_day[day]++;
	}
	return true;
}

static bool load_days(struct bare *bare, const struct panel_context *context, struct arena *arena, struct err *err)
{
	static const int columns[] = { CUBE_AT_REGISTERED };
	int32_t to = context->scope->to;
	struct kpi_query query;
	struct cube_slice slice;
	struct day_counter counter = { .first = to - BARE_DAYS + 1, .by_day = bare->by_day };
	const struct kpi_def *def = kpi_find("hit_rate");

	memset(bare->by_day, 0, sizeof(bare->by_day));
	bare->first_day = counter.first;
	if (!def || to == TIME_DAY_NONE)
		return true;
	if (!scope_query(context->scope, arena, &query, err))
		return false;
	query.from = counter.first;
	if (!kpi_slice(context->env, def, &query, arena, &slice, err))
		return false;
	return cube_scan(context->env->cube, &slice, columns, 1, count_days, &counter, err);
}

static void hit_row(const struct kpi_row *row, const char *name, const char *dim, struct list *list, struct arena *arena)
{
	struct list_row *out = list_add(list);

	if (!out)
		return;
	out->cells[0] = (struct list_cell){ .text = name, .role = CANVAS_PLAIN, .sort = NAN };
	out->cells[1] = (struct list_cell){ .text = figures_value(row, arena), .role = CANVAS_VALUE, .sort = row->value };
	out->cells[2] = (struct list_cell){ .text = figures_interval(row, arena), .role = CANVAS_MUTED, .sort = row->low };
	out->cells[3] = (struct list_cell){ .text = figures_count(row->n, arena), .role = CANVAS_PLAIN, .sort = (double)row->n };
	out->cells[4] = (struct list_cell){ .text = figures_verdict_text(row, arena), .role = figures_verdict(row, arena).role,
		.sort = NAN };
	snprintf(out->focus.kpi, sizeof(out->focus.kpi), "%s", row->def->id);
	snprintf(out->focus.filter_name, sizeof(out->focus.filter_name), "%s", dim);
	snprintf(out->focus.filter_value, sizeof(out->focus.filter_value), "%s", row->dims[0].value);
	out->focus.drills = true;
	out->focus.exception = row->status == KPI_WORSE;
	out->exception = row->status == KPI_WORSE ? figures_excess(row) : 0;
}

/* Hit rates by one dimension; groups of fewer than `least` results say nothing and are left out. */
static bool load_hits(struct bare *bare, const struct panel_context *context, enum kpi_dim dim, int64_t least, bool by_count,
	struct list *list, struct arena *arena, struct err *err)
{
	static const char *const ids[] = { "hit_rate" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .by = { { .dim = dim } }, .n_by = 1, .with_status = true };
	struct figures figures = { 0 };
	char buffer[80];
	const char *name = kpi_by_name(&query.by[0], buffer);
	struct chart_column *columns = bare->columns[list == &bare->chapters];

	if (!figures_load(context, &query, arena, &figures, err) ||
	    !list_begin(list, columns, sizeof(hit_columns) / sizeof(hit_columns[0]), figures.n, arena, err))
		return false;
	memcpy(columns, hit_columns, sizeof(hit_columns));
	columns[0].title = names_dim(name);
	for (size_t i = 0; i < figures.n; i++)
		if (figures.rows[i].n >= least && !isnan(figures.rows[i].value))
			hit_row(&figures.rows[i], names_value_in(context, name, figures.rows[i].dims[0].value, arena), name, list,
				arena);
	if (list->sort < 0)
		list->sort = by_count ? 3 : 1;
	list_end(list);
	return true;
}

/* "Times, lanes and revenue cannot be shown: the data has no released_at, lane_initial, paid_amount." */
static const char *cannot_show(const struct panel_context *context, struct arena *arena)
{
	static const struct {
		const char *what, *column, *milestone;
	} parts[] = {
		{ "times", "released_at", "REL" }, { "arrivals", "arrived_at", "ARR" }, { "lanes", "lane_initial", NULL },
		{ "revenue", "paid_amount", NULL }, { "results of inspection", "inspection_outcome", NULL },
	};
	struct text what = TEXT_INIT, columns = TEXT_INIT;
	const char *text = "";
	size_t n = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		bool there = names_has(context->names, "declarations", parts[i].column) ||
			(parts[i].milestone && names_has(context->names, "milestones", parts[i].milestone)) ||
			(i == 4 && names_has(context->names, "inspections", "outcome"));

		if (there)
			continue;
		text_appendf(&what, "%s%s", n ? ", " : "", parts[i].what);
		text_appendf(&columns, "%s%s", n ? ", " : "", parts[i].column);
		n++;
	}
	if (n)
		text = arena_printf(arena, "This data cannot show %s: it has no values in %s.",
			what.data, columns.data);
	text_finish(&what);
	text_finish(&columns);
	return text ? text : "";
}

bool bare_load(struct bare *bare, const struct panel_context *context, struct arena *arena, struct err *err)
{
	bare->posts.title = "Hits by post";
	bare->chapters.title = "Hits by goods (HS chapter)";
	bare->chapters.note = "at least 30 results";
	bare->posts.empty = bare->chapters.empty = "no results of inspection in this period";
	bare->cannot = cannot_show(context, arena);
	return load_days(bare, context, arena, err) && load_hits(bare, context, KPI_DIM_OFFICE, 1, true, &bare->posts, arena, err) &&
	       load_hits(bare, context, KPI_DIM_HS_CHAPTER, 30, false, &bare->chapters, arena, err);
}

void bare_paint_days(const struct bare *bare, struct canvas_area area)
{
	struct chart_series series = { .values = bare->by_day, .n = BARE_DAYS, .first_day = bare->first_day, .step_days = 1,
		.unit = CHART_COUNT, .target = NAN, .limit_low = NAN, .limit_high = NAN, .name = "declarations", .selected = -1 };

	canvas_heading(area, 0, "Declarations with a result, by day", "8 weeks");
	chart_series(canvas_sub(area, 1, 1, area.cols - 2, area.rows - 1), &series);
}
