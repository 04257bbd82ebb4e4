/* tiles.c - from KPI rows to tiles.
 *
 * The order is the order of a leader's morning. Where the data cannot give a figure but can give its plainer sister (no
 * arrivals: lodgement to release), the sister stands in under her own name. Each tile shows what would be gamed if it were
 * watched alone: P90 beside a P50, else the catalogue's counter-KPI. */
#include "tiles.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/width.h"

struct wanted {
	const char *id, *category;
	const char *instead;		/* the plainer sister */
};

/* Names that say both endpoints and the statistic in 18 cells, and words that leave room for a value beside them. */
struct short_name {
	const char *id, *name, *aside;
};

static const struct short_name short_names[] = {
	{ .id = "release_time_total", .name = "Arrive-release P50", .aside = "arr.-release" },
	{ .id = "lodgement_to_release", .name = "Lodged-release P50", .aside = "lodg.-release" },
	{ .id = "customs_clearance_time", .name = "Ready-release P50", .aside = "to release" },
	{ .id = "assess_time", .name = "Ready-assessed P50", .aside = "to assess" },
	{ .id = "physical_inspection_rate", .name = "Inspected", .aside = "inspected" },
	{ .id = "amendment_rate", .aside = "amended" }, { .id = "green_leakage", .aside = "leakage" },
	{ .id = "open_aged", .aside = "open > 72 h" }, { .id = "document_check_rate", .aside = "checked" },
	{ .id = "random_share", .aside = "random" }, { .id = "hit_rate", .aside = "hits" },
	{ .id = "exemption_ratio", .aside = "exempted" }, { .id = "revenue_vs_target", .aside = "of target" }, { .id = "declarations_registered", .aside = "registered" },
};

static const struct wanted dozen[] = {
	{ .id = "release_time_total", .instead = "lodgement_to_release" },
	{ .id = "hit_rate_significant", .instead = "hit_rate" },
	{ .id = "physical_inspection_rate" },
	{ .id = "revenue_vs_target", .instead = "revenue_collected" },
	{ .id = "open_aged", .category = "72h" },
	{ .id = "lift_vs_random", .instead = "result_recorded_rate" },
	{ .id = "pre_arrival_rate" },
	{ .id = "data_freshness" },
	{ .id = "customs_clearance_time", .instead = "assess_time" },
	{ .id = "channel_share", .category = "green" },
	{ .id = "required_daily_rate", .instead = "control_adjustment_yield" },
	{ .id = "sla_met_rate", .instead = "query_rate" },
};

/* What is left when there are no milestones. */
static const struct wanted given[] = {
	{ .id = "declarations_registered" }, { .id = "hit_rate" }, { .id = "hit_rate_significant" }, { .id = "document_hit_rate" }, { .id = "physical_inspection_rate" },
	{ .id = "result_recorded_rate" }, { .id = "effective_tax_rate" }, { .id = "revenue_collected" }, { .id = "exemption_ratio" },
	{ .id = "aeo_share" }, { .id = "pre_arrival_rate" }, { .id = "data_freshness" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct tile_source {
	const struct panel_context *context;
	struct figures now, then;	/* the scope, the periods before it */
	struct scope_trend trend;
	struct arena *arena;
};

/* The age of the newest record looks at all posts: no part of a sketch. */
static bool is_sketched(const char *id)
{
	return figures_has_trend(id);
}

static bool source_load(const struct panel_context *context, const struct wanted *wanted, size_t n, struct arena *arena,
	struct tile_source *ret_source, struct err *err)
{
	struct tile_source source = { .context = context, .arena = arena };
	const char *ids[3 * TILES_MAX] = { NULL };
	struct figures_query query = { .ids = ids, .with_status = !context->sketch };
	size_t n_ids = 0, n_shown;

	for (size_t i = 0; i < n; i++) {
		if (context->sketch && !is_sketched(wanted[i].id))
			continue;
		ids[n_ids++] = wanted[i].id;
		if (wanted[i].instead)
			ids[n_ids++] = wanted[i].instead;
	}
	n_shown = n_ids;
	for (size_t i = 0; i < n; i++) {
		const struct kpi_def *def = kpi_find(wanted[i].id);

		if (def && def->counter)
			ids[n_ids++] = def->counter;
	}
	query.n_ids = n_ids;
	if (!figures_load(context, &query, arena, &source.now, err) || (!context->sketch && !figures_trend_load(context, ids, n_shown, NULL, arena, &source.then, &source.trend, err)))
		return false;
	*ret_source = source;
	return true;
}

static const struct short_name *short_name_find(const char *id)
{
	for (size_t i = 0; i < COUNT(short_names); i++)
		if (strcmp(short_names[i].id, id) == 0)
			return &short_names[i];
	return NULL;
}

static const char *counter_text(const struct tile_source *source, const struct kpi_row *row)
{
	const struct kpi_row *other = NULL;
	const char *text = NULL;

	if (strcmp(row->stat, "p50") == 0) {
		other = figures_get(&source->now, row->def->id, "p90", NULL);
		if (other)
			text = arena_printf(source->arena, "P90 %s", figures_value(other, source->arena));
	} else if (row->def->counter) {
		const struct short_name *name = short_name_find(row->def->counter);

		other = figures_get(&source->now, row->def->counter, NULL,
			strcmp(row->def->counter, "open_aged") == 0 ? "72h" : NULL);
		if (other && !isnan(other->value))
			text = arena_printf(source->arena, "%s %s", name ? name->aside : other->def->short_title,
				figures_value(other, source->arena));
	}
	return text ? text : "";
}

static void tile_fill(const struct tile_source *source, const struct kpi_row *row, const char *category, struct tile *tile)
{
	struct arena *arena = source->arena;
	const struct short_name *name = short_name_find(row->def->id);
	const char *count = row->def->unit == KPI_COUNT || isnan(row->value) ? "" :
		arena_printf(arena, "n %s", figures_count(row->n, arena));

	*tile = (struct tile){ .name = figures_title(row->def, row->stat, category, arena),
		.value = figures_value(row, arena), .target = figures_target(row, arena),
		.verdict = figures_verdict(row, arena), .counter = counter_text(source, row), .count = count ? count : "",
		.has_value = !isnan(row->value) };
	tile->short_name = name && name->name ? name->name : tile->name;
	if (source->context->sketch) {
		tile->target = "";
		if (tile->has_value)
			tile->verdict = (struct figures_verdict){ .word = "", .role = CANVAS_MUTED, .glyph = "" };
	} else if (figures_has_trend(row->def->id)) {
		tile->trend = figures_trend(&source->then, &source->trend, row->def->id, row->stat, NULL, category, arena);
		tile->n_trend = tile->trend ? source->trend.n : 0;
		history_of(source->context, &source->then, &source->trend, row, category, NULL, arena, &tile->history);
	}
	snprintf(tile->focus.kpi, sizeof(tile->focus.kpi), "%s", row->def->id);
	snprintf(tile->focus.stat, sizeof(tile->focus.stat), "%s", row->stat);
	if (category)
		snprintf(tile->focus.category, sizeof(tile->focus.category), "%s", category);
	tile->focus.drills = tile->has_value;
	tile->focus.exception = row->status == KPI_WORSE;
	tile->focus.size = tile->focus.exception ? figures_excess(row) : 0;
}

/* The wanted row, or its sister where only she has a value. */
static const struct kpi_row *choose(const struct tile_source *source, const struct wanted *wanted, const char **ret_category)
{
	const struct kpi_row *row = figures_get(&source->now, wanted->id, NULL, wanted->category), *sister;

	*ret_category = wanted->category;
	if ((row && !isnan(row->value)) || !wanted->instead)
		return row;
	sister = figures_get(&source->now, wanted->instead, NULL, NULL);
	if (row && (!sister || isnan(sister->value)))
		return row;
	*ret_category = NULL;
	return sister;
}

/* How many posts report says more than one age: the tile counts them and names the silent one. */
static void tile_of_posts(const struct exceptions *exceptions, struct arena *arena, struct tile *tile)
{
	if (exceptions->n_posts < 2)
		return;
	tile->name = tile->short_name = "Posts reporting";
	tile->value = arena_printf(arena, "%s of %s", figures_count((int64_t)(exceptions->n_posts - exceptions->n_silent), arena),
		figures_count((int64_t)exceptions->n_posts, arena));
	tile->counter = exceptions->n_silent ? exceptions->silent : "no silent post";
	tile->count = tile->target = "";
	tile->verdict = exceptions->n_silent ?
		(struct figures_verdict){ .word = "silent post", .role = CANVAS_BAD, .glyph = "✗" } :
		(struct figures_verdict){ .word = "all report", .role = CANVAS_GOOD, .glyph = "✓" };
}

static void add_tiles(const struct tile_source *source, const struct wanted *wanted, size_t n, bool only_values,
	struct tiles *tiles)
{
	for (size_t i = 0; i < n && tiles->n < TILES_MAX; i++) {
		const char *category;
		const struct kpi_row *row = choose(source, &wanted[i], &category);

		if (!row || (only_values && isnan(row->value)))
			continue;
		tile_fill(source, row, category, &tiles->items[tiles->n]);
		tiles->n_values += tiles->items[tiles->n++].has_value;
	}
}

bool tiles_sketch(const struct panel_context *context, struct arena *arena, struct tiles *ret_tiles, struct err *err)
{
	static const struct tile blank = { .name = "", .short_name = "", .value = " ", .target = "", .counter = "", .count = "",
		.verdict = { .word = "", .glyph = "" } };
	struct tile_source source;
	struct tiles tiles = { .n = 0 };

	if (!source_load(context, dozen, COUNT(dozen), arena, &source, err))
		return false;
	for (size_t i = 0; i < COUNT(dozen); i++) {
		const char *category;
		const struct kpi_row *row = choose(&source, &dozen[i], &category);

		tiles.items[tiles.n] = blank;
		if (row)
			tile_fill(&source, row, category, &tiles.items[tiles.n]);
		tiles.n_values += tiles.items[tiles.n++].has_value;
	}
	*ret_tiles = tiles;
	return true;
}

static void name_posts(const struct exceptions *exceptions, struct arena *arena, struct tiles *tiles)
{
	for (size_t i = 0; i < tiles->n; i++)
		if (strcmp(tiles->items[i].focus.kpi, "data_freshness") == 0)
			tile_of_posts(exceptions, arena, &tiles->items[i]);
}

bool tiles_load(const struct panel_context *context, const struct exceptions *exceptions, struct arena *arena,
	struct tiles *ret_tiles, struct err *err)
{
	struct tile_source source;
	struct tiles tiles = { .n = 0 };

	if (!source_load(context, dozen, COUNT(dozen), arena, &source, err))
		return false;
	add_tiles(&source, dozen, COUNT(dozen), false, &tiles);
	name_posts(exceptions, arena, &tiles);
	*ret_tiles = tiles;
	return true;
}

bool tiles_load_given(const struct panel_context *context, const struct exceptions *exceptions, struct arena *arena,
	struct tiles *ret_tiles, struct err *err)
{
	struct tile_source source;
	struct tiles tiles = { .n = 0 };

	if (!source_load(context, given, COUNT(given), arena, &source, err))
		return false;
	add_tiles(&source, given, COUNT(given), true, &tiles);
	name_posts(exceptions, arena, &tiles);
	*ret_tiles = tiles;
	return true;
}

/* Words where there is room for eight cells. */
static const char *short_word(const char *word)
{
	static const char *const words[][2] = {
		{ "too few to tell", "too few" }, { "silent post", "silent" }, { "none to count", "none" }, { "all report", "all" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(words[i][0], word) == 0)
			return words[i][1];
	return word;
}

void tiles_paint(const struct tile *tile, struct canvas_area area, bool selected)
{
	bool narrow = area.cols < 26;
	char detail[200];
	struct chart_tile chart = { .name = narrow ? tile->short_name : tile->name, .value = tile->value,
		.verdict = narrow ? short_word(tile->verdict.word) : tile->verdict.word,
		.verdict_role = tile->verdict.role, .trend = tile->trend, .n_trend = tile->n_trend, .target = tile->target,
		.detail = detail, .selected = selected };
	bool both = tile->counter[0] && tile->count[0];

	snprintf(detail, sizeof(detail), "%s%s%s", tile->counter, both ? "  " : "", tile->count);
	/* The gutter and one cell of air; the counter-figure goes before n where only one fits. */
	if (both && width_of(detail, strlen(detail)) > area.cols - 2)
		snprintf(detail, sizeof(detail), "%s", tile->counter);
	chart_tile(area, &chart);
}

void tiles_paint_line(const struct tile *tile, struct canvas_area area, int row, bool selected)
{
	int verdict = area.cols >= 56 ? 20 : 10, value = 8, name = area.cols - verdict - value - 3;
	char word[80];

	snprintf(word, sizeof(word), "%s%s%s", tile->verdict.glyph, tile->verdict.glyph[0] ? " " : "",
		verdict >= 17 ? tile->verdict.word : tile->verdict.role == CANVAS_WARNING ? "worse" : short_word(tile->verdict.word));
	canvas_put(area, 0, row, CANVAS_ACCENT, selected ? "▶" : " ");
	canvas_put_left(area, 1, row, name, CANVAS_LABEL, name < 26 ? tile->short_name : tile->name);
	canvas_put_right(area, 1 + name, row, value, CANVAS_VALUE, tile->value);
	canvas_put_left(area, 3 + name + value, row, verdict, tile->verdict.role, word);
	if (selected)
		canvas_focus(area, 0, row);
}
