/* findings.c - looks at every figure, dates what changed, says through what, ranks, and leaves out what says the same twice. */
#include "insight/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "advise.h"
#include "because.h"
#include "largest.h"
#include "phrase.h"
#include "search.h"
#include "store/rows.h"
#include "watch.h"
#include "weigh.h"

enum { EXPLAINED = 8, CALENDAR_BACK = 800, NEAR_EVENT = 3, NEAR_INITIATIVE = 14, MANY_POSTS = 3 };

/* False alarms that a brief allows itself in a quiet week: so many of all charts of the first screen together, of the others, and of
 * those by day. */
#define ALLOWED_CORE 0.40
#define ALLOWED_REST 0.15
#define ALLOWED_DAYS 0.05
#define SCORE_MOST 40.0

/* ---- what is known */

static int post_number(const struct search *search, const char *code)
{
	for (size_t i = 0; i < search->n_posts; i++)
		if (strcmp(search->posts[i].code, code) == 0)
			return (int)i;
	return -1;
}

static bool post_add(struct search *search, size_t *cap, const char *code, const char *name, const char *weekend)
{
	struct calendar_post *post;

	if (search->n_posts == *cap) {
		struct calendar_post *more = arena_array(search->arena, *cap = *cap ? 2 * *cap : 32, sizeof(*more));

		if (!more)
			return false;
		if (search->n_posts)
			memcpy(more, search->posts, search->n_posts * sizeof(*more));
		search->posts = more;
	}
	post = &search->posts[search->n_posts++];
	post->code = arena_strdup(search->arena, code);
	post->name = arena_strdup(search->arena, name);
	post->weekend = arena_strdup(search->arena, weekend);
	return post->code && post->name && post->weekend;
}

/* The posts file, and whoever else declares something. */
static bool posts_load(struct search *search, struct err *err)
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

		if (code[0] && post_number(search, code) < 0 && !post_add(search, &cap, code, code, ""))
			return err_memory(err);
	}
	search->is_behind = arena_array(search->arena, search->n_posts + 1, sizeof(*search->is_behind));
	return search->is_behind || err_memory(err);
}

int search_post(const struct search *search, enum cut cut, const struct kpi_row *row)
{
	return cut == CUT_OFFICE ? post_number(search, row->dims[0].value) : -1;
}

const struct kpi_dim_value *search_category(enum cut cut, const struct kpi_row *row)
{
	size_t n_by = cut == CUT_WHOLE ? 0 : 1;

	return row->n_dims > n_by ? &row->dims[n_by] : NULL;
}

/* A figure that the data cannot tell by the cut comes as one row without it. */
static size_t rows_cut(struct kpi_row *rows, size_t n, size_t n_by)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].n_dims >= n_by)
			rows[kept++] = rows[i];
	return kept;
}

static bool is_by(const struct kpi_row *row, bool lanes)
{
	return row->n_dims > 0 && strcmp(row->dims[0].name, lanes ? "lane" : "office") == 0;
}

bool search_courses(struct search *search, const struct kpi_def *const *defs, size_t n_defs, bool lanes, int32_t to, int32_t days,
	int points, struct courses ret_courses[CUTS], struct err *err)
{
	const struct kpi_by by = { .dim = lanes ? KPI_DIM_LANE : KPI_DIM_OFFICE };
	struct kpi_query query = { .from = to - days + 1, .to = to, .filters = search->filters, .n_filters = search->n_filters,
		.by = &by, .n_by = 1, .without_status = true, .points = points, .step = days, .with_whole = !lanes };
	enum cut cut = lanes ? CUT_LANE : CUT_OFFICE;
	struct courses all;
	size_t n[CUTS] = { 0 }, n_whole = 0;

	if (n_defs == 0)
		return true;
	if (!kpi_evaluate(search->env, defs, n_defs, &query, &search->scratch, &all.rows, &all.n, err))
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

static bool figures_load(struct search *search, struct err *err)
{
	const struct kpi_def *of_lanes[FIGURES];
	size_t n_of_lanes = 0;

	for (size_t i = 0; i < kpi_count() && search->n_defs < FIGURES; i++)
		if (watch_has_chart(kpi_at(i)))
			search->defs[search->n_defs++] = kpi_at(i);
	for (size_t i = 0; i < search->n_defs; i++)
		if (is_of_lanes(search->defs[i]))
			of_lanes[n_of_lanes++] = search->defs[i];
	return search_courses(search, search->defs, search->n_defs, false, search->to, WEEK, FINDING_WEEKS, search->weekly, err) &&
	       search_courses(search, of_lanes, n_of_lanes, true, search->to, WEEK, FINDING_WEEKS, search->weekly, err);
}

/* The four weeks, of all that stands in the tables of what is watched. */
static bool now_load(struct search *search, struct err *err)
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
	if (!kpi_evaluate(search->env, defs, n_defs, &query, search->arena, &search->now, &search->n_now, err))
		return false;
	query.n_by = 1;
	query.against = KPI_AGAINST_TARGET;	/* no look back over a year */
	if (!kpi_evaluate(search->env, defs, n_defs, &query, search->arena, &search->now_by_office, &search->n_now_by_office, err))
		return false;
	search->n_now_by_office = rows_cut(search->now_by_office, search->n_now_by_office, query.n_by);
	return true;
}

static const struct kpi_row *now_of(const struct search *search, const struct kpi_def *def, const char *category, const char *office)
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
	/* Charts that there may be: those that turn out to have too little to say leave their part unused. */
	double core = 0, rest = 0;

	for (int cut = 0; cut < CUTS; cut++) {
		for (size_t i = 0; i < search->weekly[cut].n; i++) {
			const struct kpi_row *row = &search->weekly[cut].rows[i];
			const struct kpi_dim_value *its = search_category((enum cut)cut, row);

			if (watch_is_core(row->def, its ? its->value : NULL))
				core++;
			else
				rest++;
		}
	}
	if (by_day)
		return ALLOWED_DAYS / fmax(core, 1);
	return watch_is_core(def, category) ? ALLOWED_CORE / fmax(core, 1) : ALLOWED_REST / fmax(rest, 1);
}

enum kpi_status search_towards(const struct kpi_def *def, bool up)
{
	if (def->better == KPI_BAND)
		return KPI_UNKNOWN;
	return up == (def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
}

static const char *name_of_post(const struct search *search, const char *code)
{
	int post = post_number(search, code);

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
		.hours = NAN, .extra = NAN, .paid = NAN, .without_largest = NAN };
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

/* ---- what changed */

/* What is wanted of the figure; of one with a band, whether it has left it. */
static void target_take(const struct search *search, struct finding *finding)
{
	const struct kpi_row *row = finding->lane ? NULL : now_of(search, finding->def, finding->category, finding->office);

	if (!row)
		return;
	finding->target = row->target;
	finding->target_low = row->target_low;
	finding->target_high = row->target_high;
	if (finding->def->better == KPI_BAND && row->status == KPI_WORSE && (isfinite(row->target_low) || isfinite(row->target_high)))
		finding->verdict = KPI_WORSE;
}

static bool is_told(const struct search *search, const struct kpi_def *def, const char *category, const char *office)
{
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *told = &search->items[i];

		if (told->def == def && !told->lane && told->verdict != KPI_BETTER && (!told->category) == (!category) && (!category || strcmp(told->category, category) == 0) &&
		    (!told->office) == (!office) && (!office || strcmp(told->office, office) == 0))
			return true;
	}
	return false;
}

/* Targets missed over the four weeks, where no change says it already. */
static void look_at_target(struct search *search, const struct watch *watch, const char *office)
{
	const struct kpi_def *def = kpi_find(watch->id);
	const struct kpi_row *row = def ? now_of(search, def, watch->category, office) : NULL;
	struct finding *finding;
	double bound, scale;

	if (!row || row->status != KPI_WORSE || is_told(search, def, watch->category, office) || (isnan(row->target) && isnan(row->target_low) && isnan(row->target_high)))
		return;
	finding = search_add(search, def, office ? CUT_OFFICE : CUT_WHOLE, row);
	if (!finding)
		return;
	finding->kind = FINDING_LIMIT;
	finding->verdict = KPI_WORSE;
	finding->value = row->value;
	finding->n = row->n;
	target_take(search, finding);
	bound = !isnan(row->target) ? row->target : !isnan(row->target_high) && row->value > row->target_high ? row->target_high : row->target_low;
	scale = fabs(bound) > 1e-9 ? fabs(bound) : 1;
	/* Known for long, so it ranks below what is new and as far off. */
	finding->score = fmin(fabs(row->value - bound) / scale, 3) * (1 + log10(1 + (double)row->n));
}

static bool courses_keep(struct search *search)
{
	struct finding_course *courses = arena_array(search->arena, n_watches, sizeof(*courses));

	for (size_t i = 0; courses && i < n_watches; i++) {
		const struct kpi_def *def = kpi_find(watches[i].id);
		struct finding_course *course = &courses[search->out.n_courses];

		if (!def || !watch_has_chart(def))
			continue;
		*course = (struct finding_course){ .def = def, .category = watches[i].category };
		for (size_t k = 0; k < FINDING_WEEKS; k++)
			course->weeks[k] = NAN;
		for (size_t r = 0; r < search->weekly[CUT_WHOLE].n; r++) {
			const struct kpi_row *row = &search->weekly[CUT_WHOLE].rows[r];
			const struct kpi_dim_value *category = search_category(CUT_WHOLE, row);

			if (row->def != def || !row->course || (course->category && (!category || strcmp(category->value, course->category) != 0)))
				continue;
			for (size_t k = 0; k < FINDING_WEEKS; k++)
				course->weeks[k] = row->course[FINDING_WEEKS - 1 - k].value;
			break;
		}
		search->out.n_courses++;
	}
	search->out.courses = courses;
	return courses != NULL;
}

/* ---- what is known beside it */

/* An event counts for what began with it or while its traces were still worked off. */
static void name_events(struct search *search)
{
	for (size_t i = 0; i < search->out.n; i++) {
		struct finding *finding = &search->items[i];
		int post = finding->office ? post_number(search, finding->office) : -1;

		if (finding->since == TIME_DAY_NONE || finding->kind == FINDING_DRIFT)
			continue;
		finding->event = calendar_event(search->calendar, post, finding->since - NEAR_EVENT, finding->since + NEAR_EVENT, &finding->event_since);
	}
}

static bool is_in_list(const char *list, const char *office)
{
	const char *at = office ? strstr(list, office) : NULL;
	size_t n = office ? strlen(office) : 0;

	while (at && ((at > list && at[-1] != '|' && at[-1] != ',' && at[-1] != ' ') || (at[n] && at[n] != '|' && at[n] != ',' && at[n] != ' ')))
		at = strstr(at + 1, office);
	return at != NULL;
}

/* A figure that an initiative is about changed where it began: that is its effect, as far as one can see. */
static bool name_initiatives(struct search *search, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(search->env->store, "insight_initiatives", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		int32_t starts = (int32_t)store_rows_int(rows, 1);
		const char *offices = store_rows_text(rows, 2), *kpi = store_rows_text(rows, 3);
		char *title = arena_strdup(search->arena, store_rows_text(rows, 0));

		for (size_t i = 0; i < search->out.n && title; i++) {
			struct finding *finding = &search->items[i];
			bool here = offices[0] ? is_in_list(offices, finding->office) : !finding->office;

			if (finding->kind > FINDING_DRIFT || finding->since == TIME_DAY_NONE || finding->lane || !here ||
			    abs(finding->since - starts) > NEAR_INITIATIVE)
				continue;
			finding->initiative = title;
			if (strcmp(kpi, finding->def->id) == 0 && finding->kind == FINDING_SHIFT)
				finding->kind = FINDING_REFORM;
		}
		if (!title) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

int finding_weeks(const struct finding *finding, int32_t to)
{
	int weeks = finding->since == TIME_DAY_NONE ? 0 : (int)(to - finding->since + 1 + WEEK / 2) / WEEK;

	return finding->since != TIME_DAY_NONE && weeks < 1 ? 1 : weeks;
}

bool finding_is_change(const struct finding *finding)
{
	return finding->kind <= FINDING_DRIFT || finding->kind == FINDING_REFORM;
}

/* ---- what is told */

static bool is_same(const char *a, const char *b)
{
	return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

static bool same_place(const struct finding *a, const struct finding *b)
{
	return is_same(a->office, b->office) && is_same(a->lane, b->lane);
}

static bool is_about_volume(const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	return family == FAMILY_VOLUME || family == FAMILY_REVENUE;
}

/* By how far it stands out and how much it concerns; the figures of the first screen before the rest. What is missed for long ranks
 * below what is new. */
static void score(struct finding *finding)
{
	double weight = watch_is_core(finding->def, finding->category) ? 1 : 0.6;

	/* What a lane gained, others lost: the one that grew tells it. */
	if (finding->category && watch_family_of(finding->def, finding->category) == FAMILY_LANES && finding->z < 0)
		weight *= 0.7;

	if (finding->kind <= FINDING_DRIFT)
		finding->score = weight * fmin(fabs(finding->score), SCORE_MOST) * (1 + log10(1 + (double)finding->n));
}

/* By score; what has no good direction of its own among what got worse (a rule that moves a lane is the cause of much that got worse),
 * good news after it. */
static int compare_findings(const void *a, const void *b)
{
	static const int order[] = { [KPI_WORSE] = 0, [KPI_UNKNOWN] = 0, [KPI_USUAL] = 0, [KPI_BETTER] = 1 };
	const struct finding *x = a, *y = b;
	int by;

	if (order[x->verdict] != order[y->verdict])
		return order[x->verdict] - order[y->verdict];
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	by = strcmp(x->def->id, y->def->id);
	return by ? by : strcmp(x->office ? x->office : "", y->office ? y->office : "");
}

/* Said already: the same family at the same place by a stronger finding; volumes of a silent post; the whole or a lane, by its one
 * post. */
static bool is_repeated(const struct search *search, size_t n, const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	for (size_t i = 0; i < n; i++) {
		const struct finding *told = &search->items[i];

		/* A review is owed, and hides nothing else. */
		if (finding->review || told->review)
			continue;
		if (!same_place(told, finding)) {
			if (!finding->office && told->office && told->verdict == finding->verdict &&
			    (told->def == finding->def || family == watch_family_of(told->def, told->category)))
				return true;
			/* A lane tells what the whole tells already. */
			if (finding->lane && !told->office && !told->lane && family == watch_family_of(told->def, told->category))
				return true;
			continue;
		}
		if ((told->kind == FINDING_SILENT || told->kind == FINDING_LATE) && is_about_volume(finding))
			return true;
		if (family == watch_family_of(told->def, told->category))
			return true;
	}
	return false;
}

/* A figure of the first screen tells it, if less loudly. */
static bool is_part_of_core(const struct search *search, const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	if (finding->review || watch_is_core(finding->def, finding->category))
		return false;
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *other = &search->items[i];

		if (other->kind <= FINDING_DRIFT && watch_is_core(other->def, other->category) && same_place(other, finding) &&
		    other->verdict == finding->verdict && family == watch_family_of(other->def, other->category))
			return true;
	}
	return false;
}

/* A lane has no verdict of its own where its post has a band: there the direction is enough. */
static bool is_same_figure(const struct finding *a, const struct finding *b)
{
	return a->def == b->def && is_same(a->category, b->category) && finding_is_change(a) && finding_is_change(b) &&
		(a->lane ? a->z * b->z > 0 : a->verdict == b->verdict);
}

/* What many posts did at once is told of the whole; what a post or two did is told of them; a lane only speaks where neither does. */
static bool is_told_elsewhere(const struct search *search, const struct finding *finding)
{
	size_t posts = 0;
	bool whole = false;

	if (!finding_is_change(finding))
		return false;
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *other = &search->items[i];

		if (!is_same_figure(finding, other) || other->lane)
			continue;
		posts += other->office != NULL;
		whole = whole || !other->office;
	}
	if (finding->lane)
		return whole || posts > 0;
	return finding->office ? whole && posts >= MANY_POSTS : posts > 0 && posts < MANY_POSTS;
}

static void thin(struct search *search)
{
	bool drop[FINDINGS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < search->out.n; i++)
		drop[i] = is_part_of_core(search, &search->items[i]) || is_told_elsewhere(search, &search->items[i]);
	for (size_t i = 0; i < search->out.n; i++)
		if (!drop[i])
			search->items[n++] = search->items[i];
	search->out.n = n;
	n = 0;
	for (size_t i = 0; i < search->out.n; i++) {
		struct finding finding = search->items[i];

		if (!is_repeated(search, n, &finding))
			search->items[n++] = finding;
	}
	search->out.n = n;
}

/* The figure over the days of the change, and how many declarations that concerns. */
static bool measure(struct search *search, struct finding *finding, struct err *err)
{
	struct kpi_by by = { .dim = finding->office ? KPI_DIM_OFFICE : KPI_DIM_LANE };
	bool is_cut = finding->office || finding->lane;
	struct kpi_query query = { .from = finding->since, .to = finding->days ? finding->since + finding->days - 1 : search->to,
		.filters = search->filters, .n_filters = search->n_filters, .by = &by, .n_by = is_cut, .without_status = true };
	const char *place = finding->office ? finding->office : finding->lane;
	struct kpi_row *rows;
	size_t n;

	if (!kpi_evaluate(search->env, &finding->def, 1, &query, &search->scratch, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct kpi_row *row = &rows[i];

		if (strcmp(row->stat, finding->stat) != 0 || row->n_dims != query.n_by + (finding->category != NULL) ||
		    (is_cut && strcmp(row->dims[0].value, place) != 0) ||
		    (finding->category && strcmp(row->dims[query.n_by].value, finding->category) != 0))
			continue;
		finding->value = row->value;
		finding->n = row->n;
	}
	return true;
}

/* The weeks of the figure at its place, for a chart. */
static bool course_keep(struct search *search, struct finding *finding)
{
	enum cut cut = finding->office ? CUT_OFFICE : finding->lane ? CUT_LANE : CUT_WHOLE;
	double *course = arena_array(search->arena, FINDING_WEEKS, sizeof(*course));
	const struct kpi_row *row = search_row(&search->weekly[cut], cut, finding);

	for (size_t i = 0; course && i < FINDING_WEEKS; i++)
		course[i] = row ? row->course[FINDING_WEEKS - 1 - i].value : NAN;
	finding->course = course;
	return course != NULL;
}

/* Why, how much, and what to do about it: only of those that stand high enough to be read. */
static bool explain(struct search *search, struct finding *finding, struct err *err)
{
	const struct kpi_env *env = search->env;

	/* What only misses a target did not change: there is nothing to explain. */
	if (finding_is_change(finding) &&
	    (!because_fill(env, search->filters, search->n_filters, finding, search->to, search->arena, err) ||
	     !weigh_fill(env, search->filters, search->n_filters, finding, search->to, search->arena, err) ||
	     !largest_fill(env, search->filters, search->n_filters, finding, search->to, search->arena, err)))
		return false;
	return advise_fill(env, search->filters, search->n_filters, finding, watch_find(finding->def, finding->category), search->to,
		search->arena, err);
}

/* An initiative is named once at a place. */
static bool is_named(const struct search *search, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_same(search->items[k].initiative, search->items[i].initiative) && same_place(&search->items[k], &search->items[i]))
			return true;
	return false;
}

static bool word(struct search *search, struct err *err)
{
	const char *currency = arena_strdup(search->arena, kpi_currency(search->env));

	for (size_t i = 0; i < search->out.n; i++) {
		struct finding *finding = &search->items[i];

		if (finding->review) {
			if (!course_keep(search, finding))
				return err_memory(err);
			continue;
		}
		finding->action = finding->owner = "";
		if (finding_is_change(finding) && !measure(search, finding, err))
			return false;
		if (i < EXPLAINED && !explain(search, finding, err))
			return false;
		if (!phrase_finding(finding, &search->out, search->to, currency, !is_named(search, i), search->arena) ||
		    (finding->kind != FINDING_SILENT && finding->kind != FINDING_LATE && !course_keep(search, finding)))
			return err_memory(err);
	}
	return true;
}

static void look_at_targets(struct search *search)
{
	for (size_t i = 0; i < n_watches; i++) {
		look_at_target(search, &watches[i], NULL);
		for (size_t k = 0; k < search->n_posts; k++)
			look_at_target(search, &watches[i], search->posts[k].code);
	}
}

/* What one look reads is let go when it is over: with many posts the courses of all looks together fill a small machine. */
static bool look(struct search *search, bool (*at)(struct search *, struct err *), struct err *err)
{
	struct arena kept = search->scratch;
	bool ok;

	arena_init(&search->scratch);
	ok = at(search, err);
	arena_finish(&search->scratch);
	search->scratch = kept;
	return ok;
}

static bool look_everywhere(struct search *search, struct err *err)
{
	if (!look(search, search_silence, err) || !look(search, search_weeks, err) || !look(search, search_days, err) ||
	    !look(search, search_seasons, err))
		return false;
	for (size_t i = 0; i < search->out.n; i++) {
		target_take(search, &search->items[i]);
		score(&search->items[i]);
	}
	if (!search_pairs(search, err))
		return false;
	name_events(search);
	if (!name_initiatives(search, err) || !search_reviews(search, err))
		return false;
	look_at_targets(search);
	return true;
}

bool findings_load(const struct kpi_env *env, int32_t to, const struct kpi_filter *filters, size_t n_filters, struct arena *arena,
	struct findings *ret_findings, struct err *err)
{
	struct search *search = calloc(1, sizeof(*search));
	bool ok = false;

	if (!search)
		return err_memory(err);
	*search = (struct search){ .env = env, .filters = filters, .n_filters = n_filters, .from = to - DAYS + 1, .to = to, .arena = arena };
	arena_init(&search->scratch);
	if (!figures_load(search, err) || !posts_load(search, err) ||
	    !calendar_load(env, search->posts, search->n_posts, to - CALENDAR_BACK, to, arena, &search->calendar, err) || !now_load(search, err) || !look_everywhere(search, err))
		goto out;
	qsort(search->items, search->out.n, sizeof(search->items[0]), compare_findings);
	thin(search);
	if (!courses_keep(search)) {
		err_memory(err);
		goto out;
	}
	if (!word(search, err))
		goto out;
	search->out.items = arena_array(arena, search->out.n + 1, sizeof(*search->out.items));
	if (!search->out.items) {
		err_memory(err);
		goto out;
	}
	memcpy(search->out.items, search->items, search->out.n * sizeof(*search->out.items));
	search->out.from = search->from;
	search->out.to = to;
	search->out.tiles = search->now;
	search->out.n_tiles = search->n_now;
	*ret_findings = search->out;
	ok = true;
out:
	arena_finish(&search->scratch);
	free(search);
	return ok;
}

const char *finding_kind_name(enum finding_kind kind)
{
	static const char *const names[] = { [FINDING_SPIKE] = "spike", [FINDING_SHIFT] = "shift", [FINDING_DRIFT] = "drift",
		[FINDING_SILENT] = "silent", [FINDING_LATE] = "late", [FINDING_LIMIT] = "limit",
		[FINDING_REFORM] = "reform" };

	return names[kind];
}
