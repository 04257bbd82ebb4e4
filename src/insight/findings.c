/* findings.c - looks at every watched figure, dates what changed, says through what, ranks, and leaves out what says the same twice. */
#include "insight/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "advise.h"
#include "because.h"
#include "course.h"
#include "phrase.h"
#include "store/rows.h"
#include "watch.h"
#include "weigh.h"

enum { DAYS = 28, WEEK = 7, EXPLAINED = 12, FINDINGS_MAX = 400, DEFS_MAX = 32, REFINE_DAYS = 6 };

enum { SILENT_HOURS = 24, SILENT_TIMES = 3, LATE_HOURS = 12 };

struct post {
	const char *code, *name;
};

struct search {
	const struct kpi_env *env;
	const struct kpi_filter *filters;
	size_t n_filters;
	int32_t from, to;
	const struct kpi_def *defs[DEFS_MAX];	/* first those that have a course */
	size_t n_defs, n_courses;
	struct course_week weeks[FINDING_WEEKS], by_office[FINDING_WEEKS];	/* the newest first */
	struct course_week now, now_by_office;					/* the four weeks, with verdicts */
	struct post *posts;
	size_t n_posts;
	struct arena *arena, scratch;
	struct findings out;
	struct finding items[FINDINGS_MAX];
};

/* ---- what is known */

static bool posts_load(struct search *search, struct err *err)
{
	struct store_rows *rows = NULL;
	size_t cap = 0;
	int got;

	if (!store_rows_open(search->env->store, "panel_posts", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		struct post *post;

		if (search->n_posts == cap) {
			struct post *more = arena_array(search->arena, cap = cap ? 2 * cap : 32, sizeof(*more));

			if (!more) {
				err_memory(err);
				got = -1;
				break;
			}
			if (search->n_posts)
				memcpy(more, search->posts, search->n_posts * sizeof(*more));
			search->posts = more;
		}
		post = &search->posts[search->n_posts++];
		post->code = arena_strdup(search->arena, store_rows_text(rows, 0));
		post->name = arena_strdup(search->arena, store_rows_text(rows, 1));
		if (!post->code || !post->name) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

static const char *post_name(const struct search *search, const char *code)
{
	for (size_t i = 0; i < search->n_posts; i++)
		if (strcmp(search->posts[i].code, code) == 0)
			return search->posts[i].name;
	return code;
}

static void defs_collect(struct search *search, bool to_date)
{
	for (size_t i = 0; i < n_watches && search->n_defs < DEFS_MAX; i++) {
		const struct kpi_def *def = kpi_find(watches[i].id);
		size_t k = 0;

		while (def && k < search->n_defs && search->defs[k] != def)
			k++;
		if (def && watches[i].is_to_date == to_date && k == search->n_defs)
			search->defs[search->n_defs++] = def;
	}
}

static bool ask(struct search *search, int32_t from, int32_t to, bool by_office, bool with_status, struct arena *arena,
	struct course_week *ret_week, struct err *err)
{
	static const struct kpi_by office = { .dim = KPI_DIM_OFFICE };
	struct kpi_query query = { .from = from, .to = to, .filters = search->filters, .n_filters = search->n_filters, .by = &office,
		.n_by = by_office ? 1 : 0, .without_status = !with_status };
	struct kpi_row *rows;

	if (!kpi_evaluate(search->env, search->defs, with_status ? search->n_defs : search->n_courses, &query, arena, &rows, &ret_week->n, err))
		return false;
	ret_week->rows = rows;
	return true;
}

static bool figures_load(struct search *search, struct err *err)
{
	for (int i = 0; i < FINDING_WEEKS; i++) {
		int32_t to = search->to - WEEK * i;

		if (!ask(search, to - WEEK + 1, to, false, false, &search->scratch, &search->weeks[i], err) ||
		    !ask(search, to - WEEK + 1, to, true, false, &search->scratch, &search->by_office[i], err))
			return false;
	}
	return ask(search, search->from, search->to, false, true, search->arena, &search->now, err) &&
	       ask(search, search->from, search->to, true, true, search->arena, &search->now_by_office, err);
}

/* ---- what changed */

static enum kpi_status towards(const struct kpi_def *def, bool up)
{
	if (def->better == KPI_BAND)
		return KPI_UNKNOWN;
	return up == (def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
}

static struct finding *finding_add(struct search *search, const struct kpi_def *def, const char *stat, const char *category,
	const char *office)
{
	struct finding *finding;

	if (search->out.n == FINDINGS_MAX)
		return NULL;
	finding = &search->items[search->out.n++];
	*finding = (struct finding){ .def = def, .stat = stat, .category = category, .since = TIME_DAY_NONE, .usual_low = NAN,
		.usual_high = NAN, .target = NAN, .target_low = NAN, .target_high = NAN, .value = NAN, .z = NAN, .hours = NAN, .extra = NAN };
	if (office) {
		finding->office = arena_strdup(search->arena, office);
		finding->office_name = post_name(search, office);
	}
	return finding;
}

/* The figure over the days of the change, and how many declarations that concerns. */
static bool measure(struct search *search, struct finding *finding, struct err *err)
{
	struct course_week days;

	if (!ask(search, finding->since, search->to, finding->office != NULL, false, &search->scratch, &days, err))
		return false;
	const struct kpi_row *row = course_row(&days, finding->def, finding->stat, finding->category, finding->office);

	if (row) {
		finding->value = row->value;
		finding->n = row->n;
	}
	return true;
}

/* The day that parts the daily values best, within a week of where the blocks say. */
static bool refine(struct search *search, struct finding *finding, struct err *err)
{
	struct kpi_by by[2] = { { .dim = KPI_DIM_DAY }, { .dim = KPI_DIM_OFFICE } };
	int32_t first = finding->since - 4 * WEEK, days = search->to - first + 1;
	struct kpi_query query = { .from = first, .to = search->to, .filters = search->filters, .n_filters = search->n_filters, .by = by,
		.n_by = finding->office ? 2 : 1, .without_status = true };
	double *value = arena_array(&search->scratch, (size_t)days, sizeof(*value)), best = -1;
	double *weight = arena_array(&search->scratch, (size_t)days, sizeof(*weight));
	struct kpi_row *rows;
	int32_t since = finding->since, day;
	size_t n;

	if (!value || !weight)
		return err_memory(err);
	if (!kpi_evaluate(search->env, &finding->def, 1, &query, &search->scratch, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].stat, finding->stat) != 0 || isnan(rows[i].value) || rows[i].n_dims != query.n_by + (finding->category != NULL) ||
		    (finding->office && strcmp(rows[i].dims[1].value, finding->office) != 0) ||
		    (finding->category && strcmp(rows[i].dims[query.n_by].value, finding->category) != 0) ||
		    !time_day_parse(rows[i].dims[0].value, &day) || day < first || day > search->to)
			continue;
		value[day - first] = finding->def->unit == KPI_HOURS && rows[i].value > 0 ? log(rows[i].value) : rows[i].value;
		weight[day - first] = (double)(rows[i].n > 0 ? rows[i].n : 1);
	}
	for (int32_t split = finding->since - REFINE_DAYS; split <= finding->since + REFINE_DAYS && split <= search->to; split++) {
		double sum[2] = { 0, 0 }, all[2] = { 0, 0 }, gain;

		for (int32_t i = 0; i < days; i++) {
			int side = first + i >= split;

			sum[side] += value[i] * weight[i];
			all[side] += weight[i];
		}
		if (!(all[0] > 0 && all[1] > 0))
			continue;
		gain = all[0] * all[1] / (all[0] + all[1]) * pow(sum[1] / all[1] - sum[0] / all[0], 2);
		if (gain > best) {
			best = gain;
			since = split;
		}
	}
	finding->since = since;
	return true;
}

/* What is wanted of the figure; of one with a band, whether it has left it. */
static void target_take(const struct search *search, struct finding *finding)
{
	const struct kpi_row *row = course_row(finding->office ? &search->now_by_office : &search->now, finding->def, finding->stat,
		finding->category, finding->office);

	if (!row)
		return;
	finding->target = row->target;
	finding->target_low = row->target_low;
	finding->target_high = row->target_high;
	if (finding->def->better == KPI_BAND && row->status == KPI_WORSE)
		finding->verdict = KPI_WORSE;
}

static bool is_told(const struct search *search, const struct kpi_def *def, const char *category, const char *office)
{
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *told = &search->items[i];

		if (told->def == def && told->verdict != KPI_BETTER && (!told->category) == (!category) && (!category || strcmp(told->category, category) == 0) &&
		    (!told->office) == (!office) && (!office || strcmp(told->office, office) == 0))
			return true;
	}
	return false;
}

static bool look(struct search *search, const struct watch *watch, const char *office, struct err *err)
{
	static const enum finding_kind kinds[] = { [STATS_CHANGE_SPIKE] = FINDING_SPIKE, [STATS_CHANGE_SHIFT] = FINDING_SHIFT,
		[STATS_CHANGE_DRIFT] = FINDING_DRIFT };
	const struct kpi_def *def = kpi_find(watch->id);
	struct course course;
	struct finding *finding;

	if (!def || watch->is_to_date || !course_of(office ? search->by_office : search->weeks, def, def->headline, watch->category, office, &course))
		return true;
	search->out.n_charts++;
	if (course.change.kind == STATS_CHANGE_NONE)
		return true;
	finding = finding_add(search, def, def->headline, watch->category, office);
	if (!finding)
		return true;
	finding->kind = kinds[course.change.kind];
	finding->weeks = (int)course.change.blocks;
	finding->since = search->to - WEEK * finding->weeks + 1;
	finding->usual_low = course.usual_low;
	finding->usual_high = course.usual_high;
	finding->verdict = towards(def, course.change.z > 0);
	finding->z = course.change.z;
	target_take(search, finding);
	if (def->cohort != KPI_AT_STOCK && finding->kind != FINDING_DRIFT && !refine(search, finding, err))
		return false;
	if (!measure(search, finding, err))
		return false;
	finding->score = fabs(course.change.z) * (1 + log10(1 + (double)finding->n));
	return true;
}

/* Targets missed over the four weeks, where no change says it already. */
static void look_at_target(struct search *search, const struct watch *watch, const char *office)
{
	const struct kpi_def *def = kpi_find(watch->id);
	const struct kpi_row *row = def ? course_row(office ? &search->now_by_office : &search->now, def, def->headline, watch->category,
		office) : NULL;
	struct finding *finding;
	double bound, scale;

	if (!row || row->status != KPI_WORSE || is_told(search, def, watch->category, office) || (isnan(row->target) && isnan(row->target_low) && isnan(row->target_high)))
		return;
	finding = finding_add(search, def, def->headline, watch->category, office);
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

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static bool look_for_silence(struct search *search, struct err *err)
{
	const struct kpi_def *def = kpi_find("data_freshness");
	static const struct kpi_by office = { .dim = KPI_DIM_OFFICE };
	struct kpi_query query = { .from = search->from, .to = search->to, .filters = search->filters, .n_filters = search->n_filters,
		.by = &office, .n_by = 1, .without_status = true };
	struct kpi_row *rows;
	double *ages, middle;
	size_t n, known = 0;

	if (!kpi_evaluate(search->env, &def, 1, &query, search->arena, &rows, &n, err))
		return false;
	ages = arena_array(&search->scratch, n + 1, sizeof(*ages));
	if (!ages)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].stat, def->headline) == 0 && !isnan(rows[i].value))
			ages[known++] = rows[i].value;
	if (known < 2)
		return true;
	qsort(ages, known, sizeof(*ages), compare_doubles);
	middle = ages[(known - 1) / 2];
	for (size_t i = 0; i < n; i++) {
		bool silent = rows[i].value > SILENT_HOURS && rows[i].value > SILENT_TIMES * middle;
		bool late = rows[i].value > LATE_HOURS && rows[i].value > SILENT_TIMES * middle;
		struct finding *finding;

		if (strcmp(rows[i].stat, def->headline) != 0 || !late || !rows[i].n_dims || !rows[i].dims[0].value[0])
			continue;
		finding = finding_add(search, def, def->headline, NULL, rows[i].dims[0].value);
		if (!finding)
			return true;
		finding->kind = silent ? FINDING_SILENT : FINDING_LATE;
		finding->verdict = KPI_WORSE;
		finding->value = rows[i].value;
		finding->score = silent ? 1000 + rows[i].value : rows[i].value;
		finding->since = search->to - (int32_t)(rows[i].value / 24);
	}
	return true;
}

static bool courses_keep(struct search *search)
{
	struct finding_course *courses = arena_array(search->arena, n_watches, sizeof(*courses));

	for (size_t i = 0; courses && i < n_watches; i++) {
		const struct kpi_def *def = kpi_find(watches[i].id);
		struct finding_course *course = &courses[search->out.n_courses];

		if (!def)
			continue;
		*course = (struct finding_course){ .def = def, .category = watches[i].category };
		for (size_t k = 0; k < FINDING_WEEKS; k++) {
			const struct kpi_row *row = course_row(&search->weeks[FINDING_WEEKS - 1 - k], def, def->headline, course->category, NULL);

			course->weeks[k] = row ? row->value : NAN;
		}
		search->out.n_courses++;
	}
	search->out.courses = courses;
	return courses != NULL;
}

/* ---- what is told */

static const struct watch *watch_of(const struct finding *finding)
{
	for (size_t i = 0; i < n_watches; i++)
		if (strcmp(watches[i].id, finding->def->id) == 0 && (!watches[i].category) == (!finding->category) &&
		    (!finding->category || strcmp(watches[i].category, finding->category) == 0))
			return &watches[i];
	return NULL;
}

static bool same_place(const struct finding *a, const struct finding *b)
{
	return (!a->office && !b->office) || (a->office && b->office && strcmp(a->office, b->office) == 0);
}

static bool is_about_volume(const struct finding *finding)
{
	const struct watch *watch = watch_of(finding);

	return watch && (watch->family == FAMILY_VOLUME || watch->family == FAMILY_REVENUE);
}

/* Worse first, then what has no direction, then good news; silent posts before all, whose other figures look quiet. */
static int compare_findings(const void *a, const void *b)
{
	static const int order[] = { [KPI_WORSE] = 0, [KPI_UNKNOWN] = 1, [KPI_USUAL] = 1, [KPI_BETTER] = 2 };
	const struct finding *x = a, *y = b;
	int by;

	if (order[x->verdict] != order[y->verdict])
		return order[x->verdict] - order[y->verdict];
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	by = strcmp(x->def->id, y->def->id);
	return by ? by : strcmp(x->office ? x->office : "", y->office ? y->office : "");
}

/* Said already: the same family at the same place by a stronger finding; volumes of a silent post; the whole, by its one post. */
static bool is_repeated(const struct search *search, size_t n, const struct finding *finding)
{
	const struct watch *watch = watch_of(finding), *other;

	for (size_t i = 0; i < n; i++) {
		const struct finding *told = &search->items[i];

		if (!same_place(told, finding)) {
			if (!finding->office && told->def == finding->def && told->verdict == finding->verdict && told->office)
				return true;
			continue;
		}
		if ((told->kind == FINDING_SILENT || told->kind == FINDING_LATE) && is_about_volume(finding))
			return true;
		other = watch_of(told);
		if (watch && other && watch->family == other->family)
			return true;
	}
	return false;
}

static void thin(struct search *search)
{
	size_t n = 0;

	for (size_t i = 0; i < search->out.n; i++) {
		struct finding finding = search->items[i];

		if (!is_repeated(search, n, &finding))
			search->items[n++] = finding;
	}
	search->out.n = n;
}

/* The weeks of the figure at its place, for a chart. */
static bool course_keep(struct search *search, struct finding *finding)
{
	const struct course_week *weeks = finding->office ? search->by_office : search->weeks;
	double *course = arena_array(search->arena, FINDING_WEEKS, sizeof(*course));

	for (size_t i = 0; course && i < FINDING_WEEKS; i++) {
		const struct kpi_row *row = course_row(&weeks[FINDING_WEEKS - 1 - i], finding->def, finding->stat, finding->category, finding->office);

		course[i] = row ? row->value : NAN;
	}
	finding->course = course;
	return course != NULL;
}

/* Why, how much, and what to do about it: only of those that stand high enough to be read. */
static bool explain(struct search *search, struct finding *finding, const struct watch *watch, struct err *err)
{
	const struct kpi_env *env = search->env;

	/* What only misses a target did not change: there is nothing to explain. */
	if (finding->kind <= FINDING_DRIFT &&
	    (!because_fill(env, search->filters, search->n_filters, finding, search->to, search->arena, err) ||
	     !weigh_fill(env, search->filters, search->n_filters, finding, search->to, search->arena, err)))
		return false;
	return advise_fill(env, search->filters, search->n_filters, finding, watch, search->to, search->arena, err);
}

static bool word(struct search *search, struct err *err)
{
	const char *currency = arena_strdup(search->arena, kpi_currency(search->env));

	for (size_t i = 0; i < search->out.n; i++) {
		struct finding *finding = &search->items[i];

		finding->action = finding->owner = "";
		if (i < EXPLAINED && !explain(search, finding, watch_of(finding), err))
			return false;
		if (!phrase_finding(finding, search->to, currency, search->arena) ||
		    (finding->kind != FINDING_SILENT && finding->kind != FINDING_LATE && !course_keep(search, finding)))
			return err_memory(err);
	}
	return true;
}

static bool look_everywhere(struct search *search, struct err *err)
{
	if (!look_for_silence(search, err))
		return false;
	for (size_t i = 0; i < n_watches; i++) {
		if (!look(search, &watches[i], NULL, err))
			return false;
		for (size_t k = 0; k < search->n_posts; k++)
			if (!look(search, &watches[i], search->posts[k].code, err))
				return false;
	}
	for (size_t i = 0; i < n_watches; i++) {
		look_at_target(search, &watches[i], NULL);
		for (size_t k = 0; k < search->n_posts; k++)
			look_at_target(search, &watches[i], search->posts[k].code);
	}
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
	defs_collect(search, false);
	search->n_courses = search->n_defs;
	defs_collect(search, true);
	if (!posts_load(search, err) || !figures_load(search, err) || !look_everywhere(search, err))
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
	search->out.tiles = search->now.rows;
	search->out.n_tiles = search->now.n;
	search->out.false_alarms = STATS_CHANGE_FALSE * (double)search->out.n_charts;
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
		[FINDING_SILENT] = "silent", [FINDING_LATE] = "late", [FINDING_LIMIT] = "limit" };

	return names[kind];
}
