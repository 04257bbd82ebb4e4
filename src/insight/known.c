/* known.c - what a search for findings begins with: the posts, every figure week by week, the four weeks with their verdicts; and how
 * the parts of the search name a row, a place, a new finding. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "cube/cube.h"
#include "search.h"
#include "store/rows.h"
#include "watch.h"

/* False alarms that a brief allows itself in a quiet week: so many of all charts of the first screen together, of the others, and of
 * those by day. */
#define ALLOWED_CORE 0.40
#define ALLOWED_REST 0.15
#define ALLOWED_DAYS 0.05

/* Of the first `n` places in the order of codes, how many come before the code. */
static size_t places_before(const struct search *search, size_t n, const char *code)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(search->posts[search->by_code[middle]].code, code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Asked for each chart of each post: looking at every post took minutes where there are thousands. */
int search_post_number(const struct search *search, const char *code)
{
	size_t place = places_before(search, search->n_posts, code);

	return place < search->n_posts && strcmp(search->posts[search->by_code[place]].code, code) == 0 ? (int)search->by_code[place] : -1;
}

static bool post_add(struct search *search, size_t *cap, const char *code, const char *name, const char *weekend)
{
	struct calendar_post *post;
	size_t place;

	if (search->n_posts == *cap) {
		struct calendar_post *more = arena_array(search->arena, *cap = *cap ? 2 * *cap : 32, sizeof(*more));
		size_t *by_code = arena_array(search->arena, *cap, sizeof(*by_code));

		if (!more || !by_code)
			return false;
		if (search->n_posts) {
			memcpy(more, search->posts, search->n_posts * sizeof(*more));
			memcpy(by_code, search->by_code, search->n_posts * sizeof(*by_code));
		}
		search->posts = more;
		search->by_code = by_code;
	}
	post = &search->posts[search->n_posts];
	post->code = arena_strdup(search->arena, code);
	post->name = arena_strdup(search->arena, name);
	post->weekend = arena_strdup(search->arena, weekend);
	if (!post->code || !post->name || !post->weekend)
		return false;
	place = places_before(search, search->n_posts, code);
	memmove(search->by_code + place + 1, search->by_code + place, (search->n_posts - place) * sizeof(*search->by_code));
	search->by_code[place] = search->n_posts++;
	return true;
}

/* The posts file, and whoever else declares something. */
bool search_read_posts(struct search *search, struct err *err)
{
	struct store_rows *rows = NULL;
	size_t cap = 0;
	int got;

	if (!store_rows_open(search->env->store, "insight_posts", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!post_add(search, &cap, store_rows_text(rows, 0), store_rows_text(rows, 1), store_rows_text(rows, 2))) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	if (got != 0)
		return false;
	for (size_t i = 0; i < search->weekly[CUT_OFFICE].n; i++) {
		const char *code = search->weekly[CUT_OFFICE].rows[i].dims[0].value;

		if (code[0] && search_post_number(search, code) < 0 && !post_add(search, &cap, code, code, ""))
			return err_memory(err);
	}
	search->is_behind = arena_array(search->arena, search->n_posts + 1, sizeof(*search->is_behind));
	/* Each figure once by week, those of the first screen by day as well, and releases where an event is known. */
	search->quiet = arena_array(search->arena, 2 * search->n_core + search->n_rest + search->n_posts + 2, sizeof(*search->quiet));
	search->out.quiet = search->quiet;
	return (search->is_behind && search->quiet) || err_memory(err);
}

int search_post(const struct search *search, enum cut cut, const struct kpi_row *row)
{
	return cut == CUT_OFFICE ? search_post_number(search, row->dims[0].value) : -1;
}

const struct kpi_dim_value *search_category(enum cut cut, const struct kpi_row *row)
{
	size_t n_by = cut == CUT_WHOLE ? 0 : 1;

	return row->n_dims > n_by ? &row->dims[n_by] : NULL;
}

static bool is_by(const struct kpi_row *row, bool lanes)
{
	return row->n_dims > 0 && strcmp(row->dims[0].name, lanes ? "lane" : "office") == 0;
}

bool search_courses_at(struct search *search, const struct kpi_def *const *defs, size_t n_defs, bool lanes, const char *const *places,
	size_t n_places, int32_t to, int32_t days, int points, struct courses ret_courses[CUTS], struct err *err)
{
	const struct kpi_by by = { .dim = lanes ? KPI_DIM_LANE : KPI_DIM_OFFICE };
	struct kpi_filter *filters = arena_array(&search->scratch, search->n_filters + 1, sizeof(*filters));
	struct kpi_query query = { .from = to - days + 1, .to = to, .filters = filters, .n_filters = search->n_filters,
		.by = &by, .n_by = 1, .without_status = true, .points = points, .step = days, .with_whole = !lanes && !places };
	enum cut cut = lanes ? CUT_LANE : CUT_OFFICE;
	struct courses all;
	size_t n[CUTS] = { 0 }, n_whole = 0;

	if (n_defs == 0)
		return true;
	if (!filters)
		return err_memory(err);
	if (search->n_filters)
		memcpy(filters, search->filters, search->n_filters * sizeof(*filters));
	if (places)
		filters[query.n_filters++] = (struct kpi_filter){ .by = by, .values = places, .n_values = n_places };
	if (!hands_evaluate(search->hands, search->env, defs, n_defs, &query, &search->scratch, &all.rows, &all.n, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		n_whole += !is_by(&all.rows[i], lanes);
	if (!lanes && !(ret_courses[CUT_WHOLE].rows = arena_array(&search->scratch, n_whole + 1, sizeof(*all.rows))))
		return err_memory(err);
	ret_courses[cut].rows = all.rows;	/* in their own place: they are many */
	for (size_t i = 0; i < all.n; i++) {
		enum cut its = is_by(&all.rows[i], lanes) ? cut : CUT_WHOLE;

		if (its == cut || !lanes)
			ret_courses[its].rows[n[its]++] = all.rows[i];
	}
	for (int i = 0; i < CUTS; i++)
		if (lanes == (i == CUT_LANE))
			ret_courses[i].n = n[i];
	return true;
}

bool search_courses(struct search *search, const struct kpi_def *const *defs, size_t n_defs, bool lanes, int32_t to, int32_t days,
	int points, struct courses ret_courses[CUTS], struct err *err)
{
	return search_courses_at(search, defs, n_defs, lanes, NULL, 0, to, days, points, ret_courses, err);
}

void search_place_add(const char **places, size_t *n, const char *place)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(places[i], place) == 0)
			return;
	places[(*n)++] = place;
}

/* A lane makes a difference to times, to inspections and to traffic; it says nothing of lanes themselves, of money or of who files. */
static bool is_of_lanes(const struct kpi_def *def)
{
	static const char *const ids[] = { "release_time_total", "customs_clearance_time", "lodgement_to_release", "assess_time",
		"inspection_time", "inspection_wait", "sla_met_rate", "physical_inspection_rate", "hit_rate", "hit_rate_significant", "query_rate",
		"reroute_down_rate", "reroute_up_rate", "result_recorded_rate", "declarations_registered" };

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (strcmp(ids[i], def->id) == 0)
			return true;
	return false;
}

/* Charts that there may be: those that turn out to have too little to say leave their part unused. */
static void charts_count(struct search *search)
{
	for (int cut = 0; cut < CUTS; cut++) {
		for (size_t i = 0; i < search->weekly[cut].n; i++) {
			const struct kpi_row *row = &search->weekly[cut].rows[i];
			const struct kpi_dim_value *its = search_category((enum cut)cut, row);
			bool is_core = watch_is_core(row->def, its ? its->value : NULL);

			search->n_core += is_core;
			search->n_rest += !is_core;
		}
	}
}

bool search_is_before(const struct search *search, int32_t from, int32_t days, const struct kpi_point *point)
{
	return search->first != TIME_DAY_NONE && from < search->first && (point->n == 0 || from + days > search->first);
}

bool search_read_figures(struct search *search, struct err *err)
{
	int32_t last;
	const struct kpi_def *of_lanes[FIGURES];
	size_t n_of_lanes = 0;

	if (!cube_span(search->env->cube, CUBE_AT_REGISTERED, &search->first, &last))
		search->first = TIME_DAY_NONE;
	for (size_t i = 0; i < kpi_count() && search->n_defs < FIGURES; i++)
		if (watch_has_chart(kpi_at(i)))
			search->defs[search->n_defs++] = kpi_at(i);
	for (size_t i = 0; i < search->n_defs; i++)
		if (is_of_lanes(search->defs[i]))
			of_lanes[n_of_lanes++] = search->defs[i];
	if (!search_courses(search, search->defs, search->n_defs, false, search->to, WEEK, FINDING_WEEKS, search->weekly, err) ||
	    !search_courses(search, of_lanes, n_of_lanes, true, search->to, WEEK, FINDING_WEEKS, search->weekly, err))
		return false;
	charts_count(search);
	return true;
}

/* The four weeks, of all that stands in the tables of what is watched. */
bool search_read_now(struct search *search, struct err *err)
{
	static const struct kpi_by office = { .dim = KPI_DIM_OFFICE };
	struct kpi_query query = { .from = search->from, .to = search->to, .filters = search->filters, .n_filters = search->n_filters,
		.by = &office };
	const struct kpi_def *defs[FIGURES];
	size_t n_defs = 0;

	for (size_t i = 0; i < n_watches && n_defs < FIGURES; i++) {
		const struct kpi_def *def = kpi_find(watches[i].id);
		size_t k = 0;

		while (def && k < n_defs && defs[k] != def)
			k++;
		if (def && k == n_defs)
			defs[n_defs++] = def;
	}
	if (!hands_evaluate(search->hands, search->env, defs, n_defs, &query, search->arena, &search->now, &search->n_now, err))
		return false;
	query.n_by = 1;
	query.against = KPI_AGAINST_TARGET;	/* no look back over a year */
	if (!hands_evaluate(search->hands, search->env, defs, n_defs, &query, search->arena, &search->now_by_office, &search->n_now_by_office, err))
		return false;
	search->n_now_by_office = kpi_rows_grouped(search->now_by_office, search->n_now_by_office, query.n_by);
	return true;
}

const struct kpi_row *search_now_of(const struct search *search, const struct kpi_def *def, const char *category, const char *office)
{
	const struct kpi_row *rows = office ? search->now_by_office : search->now;
	size_t n = office ? search->n_now_by_office : search->n_now, n_by = office ? 1 : 0;

	for (size_t i = 0; i < n; i++) {
		const struct kpi_row *row = &rows[i];

		if (row->def == def && strcmp(row->stat, def->headline) == 0 && row->n_dims == n_by + (category != NULL) &&
		    (!office || strcmp(row->dims[0].value, office) == 0) && (!category || strcmp(row->dims[n_by].value, category) == 0))
			return row;
	}
	return NULL;
}

const struct kpi_row *search_row(const struct courses *courses, enum cut cut, const struct finding *finding)
{
	const char *place = finding->office ? finding->office : finding->lane;

	for (size_t i = 0; i < courses->n; i++) {
		const struct kpi_row *row = &courses->rows[i];
		const struct kpi_dim_value *category = search_category(cut, row);

		if (row->def == finding->def && row->course && (cut == CUT_WHOLE || strcmp(row->dims[0].value, place) == 0) &&
		    !category == !finding->category && (!category || strcmp(category->value, finding->category) == 0))
			return row;
	}
	return NULL;
}

double search_chance(const struct search *search, const struct kpi_def *def, const char *category, bool by_day)
{
	double core = fmax((double)search->n_core, 1), rest = fmax((double)search->n_rest, 1);

	if (by_day)
		return ALLOWED_DAYS / core;
	return watch_is_core(def, category) ? ALLOWED_CORE / core : ALLOWED_REST / rest;
}

void search_looked(struct search *search, double quiet)
{
	search->quiet[search->out.n_charts++] = quiet;
	search->out.false_alarms += quiet;
}

enum kpi_status search_towards(const struct kpi_def *def, bool up)
{
	if (def->better == KPI_BAND)
		return KPI_UNKNOWN;
	return up == (def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
}

static const char *name_of_post(const struct search *search, const char *code)
{
	int post = search_post_number(search, code);

	return post >= 0 ? search->posts[post].name : code;
}

struct finding *search_add(struct search *search, const struct kpi_def *def, enum cut cut, const struct kpi_row *row)
{
	const struct kpi_dim_value *category = search_category(cut, row);
	struct finding *finding;

	if (search->out.n == FINDINGS_MAX)
		return NULL;
	finding = &search->items[search->out.n++];
	*finding = (struct finding){ .def = def, .stat = def->headline, .since = TIME_DAY_NONE, .event_since = TIME_DAY_NONE,
		.usual_low = NAN, .usual_high = NAN, .target = NAN, .target_low = NAN, .target_high = NAN, .value = NAN, .z = NAN,
		.hours = NAN, .extra = NAN, .paid = NAN, .missed = NAN, .missed_paid = NAN, .hours_without = NAN, .without_largest = NAN };
	if (category) {
		finding->category = arena_strdup(search->arena, category->value);
		finding->category_name = arena_strdup(search->arena, category->name);
	}
	if (cut == CUT_OFFICE) {
		finding->office = arena_strdup(search->arena, row->dims[0].value);
		finding->office_name = name_of_post(search, row->dims[0].value);
	} else if (cut == CUT_LANE) {
		finding->lane = arena_strdup(search->arena, row->dims[0].value);
	}
	return finding;
}
