/* benchmark.c - see benchmark.h.
 *
 * Two posts are comparable when they are of one kind (sea, air, land ...) and their declarations of flow and lane overlap by LEAST_OVERLAP:
 * the sum over flows and lanes of the smaller of both shares. Without such a post the best of another kind with a similar mix stands in,
 * else the one that overlaps most, and the row says so. Best is the shortest release P50 of at least LEAST_RELEASES; a difference is one when the two 95 % intervals do not touch. */
#include "benchmark.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "names.h"
#include "store/rows.h"

enum { LEAST_RELEASES = 30, POSTS_MAX = 400 };

#define LEAST_OVERLAP 0.6
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct chart_column columns[] = {
	{ .title = "post", .cells = 16 },
	{ .title = "release P50", .cells = 11, .right = true },
	{ .title = "best comparable", .cells = 16 },
	{ .title = "its P50", .cells = 8, .right = true },
	{ .title = "same mix", .cells = 9, .right = true, .priority = 1 },
	{ .title = "verdict", .cells = 17 },
	{ .title = "hits for cases", .cells = 14, .right = true, .priority = 2 },
	{ .title = "load an officer", .cells = 15, .right = true, .priority = 3 },
};

static const char *const ids[] = { "release_time_total", "officer_hit_rate_adj", "load_per_officer_day" };

struct post {
	const char *code, *name, *kind;
	const struct kpi_row *time;		/* P50; NULL without one */
	double total;				/* declarations */
};

struct bench {
	struct post *posts;
	size_t n;
	struct figures mix;			/* by office, flow, lane */
	struct figures figures;			/* by office */
	double *shares;				/* [post * n_kinds + kind of mix] */
	size_t n_kinds;
	struct arena *arena;
};

static const char *said(const char *text)
{
	return text ? text : "";
}

/* The kind of each post, as the posts file tells it. */
static bool kinds_load(struct bench *bench, const struct panel_context *context, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(context->env->store, "panel_post_kinds", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		for (size_t i = 0; i < bench->n; i++) {
			if (strcmp(bench->posts[i].code, store_rows_text(rows, 0)) == 0)
				bench->posts[i].kind = said(arena_strdup(bench->arena, store_rows_text(rows, 1)));
		}
	}
	store_rows_close(rows);
	return got == 0;
}

static size_t post_find(const struct bench *bench, const char *code)
{
	size_t i = 0;

	while (i < bench->n && strcmp(bench->posts[i].code, code) != 0)
		i++;
	return i;
}

/* Which of the flows and lanes met so far a row is about; a new one when it is none of them. */
static size_t kind_find(struct bench *bench, const struct kpi_row **first, const struct kpi_row *row)
{
	size_t i = 0;

	while (i < bench->n_kinds && (strcmp(first[i]->dims[1].value, row->dims[1].value) != 0 ||
		strcmp(first[i]->dims[2].value, row->dims[2].value) != 0))
		i++;
	if (i == bench->n_kinds)
		first[bench->n_kinds++] = row;
	return i;
}

static bool shares_fill(struct bench *bench)
{
	const struct kpi_row **first = arena_array(bench->arena, bench->mix.n + 1, sizeof(*first));
	size_t most = bench->mix.n + 1;

	/* Kinds are few; room for as many as there are rows would be enough for any. */
	bench->shares = arena_array(bench->arena, (bench->n + 1) * most, sizeof(*bench->shares));
	if (!first || !bench->shares)
		return false;
	memset(bench->shares, 0, (bench->n + 1) * most * sizeof(*bench->shares));
	for (size_t i = 0; i < bench->mix.n; i++) {
		const struct kpi_row *row = &bench->mix.rows[i];
		size_t kind = kind_find(bench, first, row), post = post_find(bench, row->dims[0].value);

		if (post == bench->n)
			continue;
		bench->shares[post * most + kind] += row->value;
		bench->posts[post].total += row->value;
	}
	for (size_t i = 0; i < bench->n; i++) {		/* closer together, now that their number is known */
		for (size_t k = 0; k < bench->n_kinds; k++)
			bench->shares[i * bench->n_kinds + k] = bench->posts[i].total > 0 ? bench->shares[i * most + k] / bench->posts[i].total : 0;
	}
	return true;
}

static double overlap(const struct bench *bench, size_t a, size_t b)
{
	double sum = 0;

	for (size_t k = 0; k < bench->n_kinds; k++)
		sum += fmin(bench->shares[a * bench->n_kinds + k], bench->shares[b * bench->n_kinds + k]);
	return sum;
}

static bool can_be_held_against(const struct post *post)
{
	return post->time && !isnan(post->time->value) && post->time->n >= LEAST_RELEASES;
}

static bool is_shorter(const struct bench *bench, size_t a, size_t b)
{
	return b == bench->n || bench->posts[a].time->value < bench->posts[b].time->value;
}

/* bench->n: there is none. */
static size_t best_for(const struct bench *bench, size_t post, bool *ret_alike)
{
	size_t best = bench->n, other_kind = bench->n, nearest = bench->n;

	for (size_t i = 0; i < bench->n; i++) {
		const struct post *other = &bench->posts[i];
		bool same = other->kind[0] && strcmp(other->kind, bench->posts[post].kind) == 0;

		if (i == post || !can_be_held_against(other))
			continue;
		if (overlap(bench, post, i) >= LEAST_OVERLAP) {
			best = same && is_shorter(bench, i, best) ? i : best;
			other_kind = is_shorter(bench, i, other_kind) ? i : other_kind;
		}
		if (nearest == bench->n || overlap(bench, post, i) > overlap(bench, post, nearest))
			nearest = i;
	}
	*ret_alike = best < bench->n;
	return best < bench->n ? best : other_kind < bench->n ? other_kind : nearest;
}

/* What the post would take with the lanes and flows of the other: NaN where it has too little of them. */
static double with_mix_of(const struct bench *bench, const struct figures *times, size_t post, size_t other)
{
	double sum = 0, weight = 0;

	for (size_t i = 0; i < times->n; i++) {
		const struct kpi_row *row = &times->rows[i];

		if (strcmp(row->stat, "p50") != 0 || row->n < 5 || isnan(row->value) || strcmp(row->dims[0].value, bench->posts[post].code) != 0)
			continue;
		for (size_t k = 0; k < bench->mix.n; k++) {
			const struct kpi_row *part = &bench->mix.rows[k];

			if (strcmp(part->dims[0].value, bench->posts[other].code) == 0 && strcmp(part->dims[1].value, row->dims[1].value) == 0 &&
			    strcmp(part->dims[2].value, row->dims[2].value) == 0) {
				sum += row->value * part->value;
				weight += part->value;
			}
		}
	}
	return weight >= 0.8 * bench->posts[other].total && weight > 0 ? sum / weight : NAN;
}

static const char *verdict_of(const struct kpi_row *own, const struct kpi_row *best, bool alike, enum canvas_role *ret_role)
{
	*ret_role = CANVAS_MUTED;
	if (isnan(own->low) || isnan(best->low) || own->n < LEAST_RELEASES)
		return "· too few to tell";
	if (own->low > best->high) {
		*ret_role = alike ? CANVAS_BAD : CANVAS_MUTED;
		return alike ? "✗ slower" : "· slower";
	}
	if (own->high < best->low) {
		*ret_role = CANVAS_GOOD;
		return "✓ faster";
	}
	return "· within chance";
}

static struct list_cell value_cell(const struct kpi_row *row, enum canvas_role role, struct arena *arena)
{
	return (struct list_cell){ .text = row ? figures_value(row, arena) : "–", .sort = row ? row->value : NAN, .role = role };
}

static void fill_row(const struct bench *bench, const struct figures *times, size_t i, struct list_row *out)
{
	const struct post *post = &bench->posts[i];
	bool alike = false;
	size_t best = best_for(bench, i, &alike);
	const char *code = post->code;

	out->cells[1] = value_cell(post->time, CANVAS_VALUE, bench->arena);
	out->cells[6] = value_cell(figures_find(&bench->figures, ids[1], NULL, &code, 1, NULL), CANVAS_PLAIN, bench->arena);
	out->cells[7] = value_cell(figures_find(&bench->figures, ids[2], NULL, &code, 1, NULL), CANVAS_PLAIN, bench->arena);
	if (best == bench->n || !post->time) {
		for (int k = 2; k < 6; k++)
			out->cells[k] = (struct list_cell){ .text = k == 2 ? "none" : "–", .sort = NAN, .role = CANVAS_MUTED };
		return;
	}
	out->cells[2] = (struct list_cell){ .role = alike ? CANVAS_LABEL : CANVAS_MUTED,
		.text = alike ? bench->posts[best].name : said(arena_printf(bench->arena, "(%s)", bench->posts[best].name)) };
	out->cells[3] = value_cell(bench->posts[best].time, CANVAS_PLAIN, bench->arena);
	out->cells[4].sort = with_mix_of(bench, times, i, best);
	out->cells[4].text = isnan(out->cells[4].sort) ? "–" : said(arena_printf(bench->arena, "%s h", figures_number(out->cells[4].sort, KPI_HOURS,
		bench->arena)));
	out->cells[5].text = verdict_of(post->time, bench->posts[best].time, alike, &out->cells[5].role);
}

static bool bench_load(struct bench *bench, const struct panel_context *context, struct figures *ret_times, struct err *err)
{
	static const char *const volume[] = { "declarations_registered" };
	struct figures_query query = { .ids = ids, .n_ids = COUNT(ids), .by = { { .dim = KPI_DIM_OFFICE }, { .dim = KPI_DIM_FLOW },
		{ .dim = KPI_DIM_LANE } }, .n_by = 1 };

	if (!figures_load(context, &query, bench->arena, &bench->figures, err))
		return false;
	query.n_by = 3;
	query.n_ids = 1;
	if (!figures_load(context, &query, bench->arena, ret_times, err))
		return false;
	query.ids = volume;
	return figures_load(context, &query, bench->arena, &bench->mix, err) && (shares_fill(bench) || err_memory(err)) &&
	       kinds_load(bench, context, err);
}

bool benchmark_load(struct list *list, const struct list *posts, const struct panel_context *context, struct arena *arena, struct err *err)
{
	struct bench bench = { .arena = arena, .n = posts->n_rows < POSTS_MAX ? posts->n_rows : POSTS_MAX };
	struct figures times;

	list->title = "Posts beside the best comparable";
	list->note = "of one kind and mix; in brackets: of another kind";
	list->empty = "No post has records in this period.";
	bench.posts = arena_array(arena, bench.n + 1, sizeof(*bench.posts));
	if (!bench.posts || !list_begin(list, columns, COUNT(columns), bench.n, arena, err))
		return bench.posts ? false : err_memory(err);
	for (size_t i = 0; i < bench.n; i++)
		bench.posts[i] = (struct post){ .code = posts->rows[i]->focus.filter_value, .name = posts->rows[i]->cells[0].text, .kind = "" };
	if (!bench_load(&bench, context, &times, err))
		return false;
	for (size_t i = 0; i < bench.n; i++) {
		struct list_row *out = list_add(list);
		const char *code = bench.posts[i].code;

		bench.posts[i].time = figures_find(&bench.figures, ids[0], "p50", &code, 1, NULL);
		if (!out)
			continue;
		out->focus = posts->rows[i]->focus;
		out->focus.drills = true;
		out->cells[0] = posts->rows[i]->cells[0];
	}
	for (size_t i = 0; i < list->n_rows; i++)
		fill_row(&bench, &times, i, list->rows[i]);
	list_end(list);
	return true;
}
