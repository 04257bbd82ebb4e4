/* exceptions.c - one line for each (KPI, post) whose verdict is worse, ranked by how far beyond and how many it concerns.
 *
 * Verdicts are the catalogue's; here they are only ranked and put into words. A silent post stands first, since what it did
 * not send makes its other figures look quiet. At most two lines a post, so that one bad post does not hide the others. */
#include "exceptions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "names.h"
#include "note.h"

enum { PER_POST = 2, GOOD_NEWS = 3, SILENT_HOURS = 24 };

struct watched {
	const char *id, *category;
	const char *phrase;		/* in a sentence, where the title does not read well there */
};

/* What a leader is called about. Where a significant hit cannot be told, the plain hit rate stands in. */
static const struct watched watched[] = {
	{ .id = "release_time_total" }, { .id = "customs_clearance_time" }, { .id = "lodgement_to_release" },
	{ .id = "open_aged", .category = "72h" }, { .id = "sla_met_rate" }, { .id = "slow_file_rate" },
	{ .id = "hit_rate_significant" }, { .id = "hit_rate" }, { .id = "physical_inspection_rate" },
	{ .id = "inspection_wait" }, { .id = "result_recorded_rate" }, { .id = "reroute_down_rate" },
	{ .id = "red_not_inspected" }, { .id = "pre_arrival_rate" },
	{ .id = "revenue_vs_target", .phrase = "collected, of the target so far" },
	{ .id = "query_rate" }, { .id = "amendment_rate" }, { .id = "payment_lag" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool evaluate(const struct panel_context *context, bool posts_alone, struct arena *arena, struct figures *ret_figures, struct err *err)
{
	const char *ids[COUNT(watched) + 1];
	struct figures_query query = { .ids = ids, .by = { { .dim = KPI_DIM_OFFICE } }, .n_by = 1, .with_status = true };

	for (size_t i = 0; i < COUNT(watched) && !posts_alone; i++)
		ids[query.n_ids++] = watched[i].id;
	ids[query.n_ids++] = "data_freshness";
	return figures_load(context, &query, arena, ret_figures, err);
}

static const struct watched *watched_find(const struct kpi_row *row)
{
	for (size_t i = 0; i < COUNT(watched); i++)
		if (strcmp(watched[i].id, row->def->id) == 0)
			return &watched[i];
	return NULL;
}

/* The headline stat, and of KPIs with categories the one that is watched. */
static bool is_watched(const struct kpi_row *row, size_t n_by)
{
	const struct watched *w = watched_find(row);

	if (!w || strcmp(row->stat, row->def->headline) != 0)
		return false;
	return !w->category || (row->n_dims > n_by && strcmp(row->dims[n_by].value, w->category) == 0);
}

static void focus_on(const struct kpi_row *row, const char *category, struct panel_focus *focus)
{
	snprintf(focus->kpi, sizeof(focus->kpi), "%s", row->def->id);
	snprintf(focus->stat, sizeof(focus->stat), "%s", row->stat);
	if (category)
		snprintf(focus->category, sizeof(focus->category), "%s", category);
	snprintf(focus->filter_name, sizeof(focus->filter_name), "office");
	snprintf(focus->filter_value, sizeof(focus->filter_value), "%s", row->dims[0].value);
	focus->drills = true;
}

static const char *sentence(const struct panel_context *context, const struct kpi_row *row, const struct watched *w,
	struct arena *arena)
{
	const char *against = row->target == 1 ? "" : figures_target(row, arena);	/* 42 % of the target has said it */
	const char *count = row->def->unit == KPI_COUNT ? "" :
		arena_printf(arena, ", n\u00a0%s", figures_count(row->n, arena));
	const char *text = arena_printf(arena, "%s: %s %s%s%s%s%s", names_value_in(context, "office", row->dims[0].value, arena),
		w->phrase ? w->phrase : figures_subject(row->def, row->stat, w->category, arena), figures_value(row, arena), against[0] ? ", " : "",
		against, count ? count : "", figures_is_new(row) ? ", new" : "");

	return text ? text : "";
}

/* The one that was filled last, unless it was put off. */
static void keep(const struct panel_context *context, struct exceptions *list)
{
	const struct panel_focus *focus = &list->items[list->n].focus;

	if (focus->exception && note_rests(context, focus))
		list->n_resting++;
	else
		list->n++;
}

static void add(const struct panel_context *context, const struct kpi_row *row, struct exceptions *list, struct arena *arena)
{
	const struct watched *w = watched_find(row);
	struct exception *item = &list->items[list->n];
	bool worse = row->status == KPI_WORSE;

	*item = (struct exception){ .glyph = figures_verdict(row, arena).glyph, .role = figures_verdict(row, arena).role,
		.size = (worse ? 1 : -1) * figures_excess(row), .sentence = sentence(context, row, w, arena) };
	focus_on(row, w->category, &item->focus);
	item->focus.exception = worse;
	item->focus.size = worse ? item->size : 0;
	keep(context, list);
}

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* The age of the newest record, over the posts; the middle one tells a holiday from a silent post. */
static double middle_age(const struct figures *figures, struct arena *arena)
{
	double *ages = arena_array(arena, figures->n + 1, sizeof(*ages));
	size_t n = 0;

	for (size_t i = 0; ages && i < figures->n; i++)
		if (strcmp(figures->rows[i].def->id, "data_freshness") == 0 &&
		    strcmp(figures->rows[i].stat, figures->rows[i].def->headline) == 0 && !isnan(figures->rows[i].value))
			ages[n++] = figures->rows[i].value;
	if (n == 0)
		return NAN;
	qsort(ages, n, sizeof(*ages), compare_doubles);
	return ages[(n - 1) / 2];
}

static void add_silent(const struct panel_context *context, const struct kpi_row *row, double middle,
	struct exceptions *list, struct arena *arena)
{
	struct exception *item = &list->items[list->n];
	const char *age, *text, *name = names_value_in(context, "office", row->dims[0].value, arena);

	list->n_posts += !isnan(row->value);
	if (isnan(row->value) || (row->status != KPI_WORSE && !(row->value > SILENT_HOURS && row->value > 3 * middle)))
		return;
	age = row->value < 96 ? arena_printf(arena, "%.0f h", row->value) : arena_printf(arena, "%.0f days", row->value / 24);
	text = arena_printf(arena, "%s: no records for %s. A silent post is not a quiet post.", name, age ? age : "");
	list->n_silent++;
	if (row->value > list->silent_hours) {
		const char *short_age = row->value < 96 ? age : arena_printf(arena, "%.0f d", row->value / 24);
		const char *detail = arena_printf(arena, "%s: %s", name, short_age ? short_age : "");

		list->silent_hours = row->value;
		list->silent = detail ? detail : "";
	}
	*item = (struct exception){ .glyph = "✗", .role = CANVAS_BAD, .size = 1e6 + row->value, .sentence = text ? text : "" };
	focus_on(row, NULL, &item->focus);
	item->focus.exception = true;
	item->focus.size = row->value;
	keep(context, list);
}

static int compare_size(const void *a, const void *b)
{
	double left = ((const struct exception *)a)->size, right = ((const struct exception *)b)->size;

	if ((left < 0) != (right < 0))
		return left < 0 ? 1 : -1;
	return fabs(left) > fabs(right) ? -1 : fabs(left) < fabs(right);
}

static size_t same_post(const struct exceptions *list, size_t n, const struct exception *item)
{
	size_t same = 0;

	for (size_t i = 0; i < n; i++)
		same += strcmp(list->items[i].focus.filter_value, item->focus.filter_value) == 0 &&
			(list->items[i].size < 0) == (item->size < 0);
	return same;
}

/* The ranked list, thinned: few lines a post, little good news. */
static void thin(struct exceptions *list)
{
	size_t n = 0, good = 0;

	list->n_worse = 0;
	for (size_t i = 0; i < list->n; i++) {
		struct exception item = list->items[i];

		if (same_post(list, n, &item) >= PER_POST || (item.size < 0 && good == GOOD_NEWS))
			continue;
		good += item.size < 0;
		list->n_worse += item.size >= 0;
		list->items[n++] = item;
	}
	list->n = n;
}

static bool is_freshness(const struct kpi_row *row)
{
	return strcmp(row->def->id, "data_freshness") == 0;
}

static bool may_be_one(const struct kpi_row *row, size_t n_by)
{
	if (row->n_dims == 0 || row->dims[0].value[0] == '\0' || strcmp(row->stat, row->def->headline) != 0)
		return false;
	return is_freshness(row) || (is_watched(row, n_by) && (row->status == KPI_WORSE || row->status == KPI_BETTER));
}

static bool read(const struct panel_context *context, bool posts_alone, struct arena *arena, struct exceptions *ret_exceptions, struct err *err)
{
	struct exceptions list = { .silent = "" };
	struct figures figures = { 0 };
	size_t n = 0;
	double middle;

	if (!evaluate(context, posts_alone, arena, &figures, err))
		return false;
	for (size_t i = 0; i < figures.n; i++)
		n += may_be_one(&figures.rows[i], figures.n_by);
	list.items = arena_array(arena, n + 1, sizeof(*list.items));
	if (!list.items)
		return err_memory(err);
	middle = middle_age(&figures, arena);
	for (size_t i = 0; i < figures.n; i++) {
		const struct kpi_row *row = &figures.rows[i];

		if (!may_be_one(row, figures.n_by))
			continue;
		if (is_freshness(row))
			add_silent(context, row, middle, &list, arena);
		else
			add(context, row, &list, arena);
	}
	qsort(list.items, list.n, sizeof(*list.items), compare_size);
	thin(&list);
	if (posts_alone)
		list.n = list.n_worse = 0;
	*ret_exceptions = list;
	return true;
}

bool exceptions_load_posts(const struct panel_context *context, struct arena *arena, struct exceptions *ret_exceptions, struct err *err)
{
	return read(context, true, arena, ret_exceptions, err);
}

bool exceptions_load(const struct panel_context *context, struct arena *arena, struct exceptions *ret_exceptions, struct err *err)
{
	return read(context, false, arena, ret_exceptions, err);
}
