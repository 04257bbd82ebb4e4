/* course.c - see course.h. */
#include "course.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "profile.h"

static const char revenue[] = "revenue_collected";
static const enum kpi_dim dims[] = {KPI_DIM_OFFICE, KPI_DIM_FLOW, KPI_DIM_MODE};

enum { DIMS = sizeof(dims) / sizeof(*dims), PIECES = 1 << DIMS, LEAD_DAYS = 92 };

struct courses {
	const struct evaluation *evaluation;
	struct arena arena;
	struct groups scopes;
	struct course *items;		/* by number of the scope */
	size_t n_items;
	bool loaded[PIECES];		/* by which of the three a scope names */
	struct profile *profiles;	/* by number of the target; share NULL: not made yet */
	int32_t from, to;
};

/* The years before the first target that the question touches, up to its last day. */
static void span_of(struct courses *courses)
{
	const struct evaluation *e = courses->evaluation;
	int32_t today = evaluation_today(e);

	courses->to = e->period.to < today ? e->period.to : today;
	courses->from = e->period.from;
	for (size_t i = 0; i < e->targets->n; i++) {
		const struct target *target = &e->targets->items[i];

		if (strcmp(target->kpi, revenue) == 0 && target_overlaps(target, e->period.from, e->period.to) &&
		    target->from < courses->from)
			courses->from = target->from;
	}
	/* What came shortly before tells that the first of those days were known, though they brought nothing. */
	courses->from = day_of_earlier_year(courses->from, COURSE_YEARS) - LEAD_DAYS;
}

struct courses *courses_create(const struct evaluation *evaluation)
{
	struct courses *courses = calloc(1, sizeof(*courses));

	if (!courses)
		return NULL;
	courses->evaluation = evaluation;
	courses->profiles = calloc(evaluation->targets->n + 1, sizeof(*courses->profiles));
	if (!courses->profiles) {
		free(courses);
		return NULL;
	}
	arena_init(&courses->arena);
	groups_init(&courses->scopes, DIMS);
	span_of(courses);
	return courses;
}

void courses_destroy(struct courses *courses)
{
	if (!courses)
		return;
	groups_finish(&courses->scopes);
	arena_finish(&courses->arena);
	free(courses->items);
	free(courses->profiles);
	free(courses);
}

static struct course *course_at(struct courses *courses, const uint32_t keys[DIMS])
{
	uint32_t number = groups_at(&courses->scopes, keys);
	size_t days = courses->to < courses->from ? 0 : (size_t)(courses->to - courses->from) + 1;

	if (number == GROUPS_NONE)
		return NULL;
	if (number >= courses->n_items) {
		struct course *grown = realloc(courses->items, courses->scopes.cap * sizeof(*grown));

		if (!grown)
			return NULL;
		courses->items = grown;
		for (; courses->n_items <= number; courses->n_items++) {
			int64_t *sum = arena_array(&courses->arena, days + 1, sizeof(*sum));
			int64_t *count = arena_array(&courses->arena, days + 1, sizeof(*count));

			if (!sum || !count)
				return NULL;
			memset(sum, 0, (days + 1) * sizeof(*sum));
			memset(count, 0, (days + 1) * sizeof(*count));
			grown[courses->n_items] = (struct course){.first = courses->from, .n = days, .sum = sum, .count = count};
		}
	}
	return &courses->items[number];
}

/* One row of revenue_collected by day: the day is its last dimension. */
static bool take(struct courses *courses, const struct kpi_row *row, unsigned piece)
{
	const struct evaluation *e = courses->evaluation;
	uint32_t keys[DIMS] = {0};
	struct course *course;
	size_t at = 0;
	int32_t day;

	for (size_t i = 0; i < DIMS; i++) {
		if (piece & 1u << i) {
			keys[i] = (uint32_t)store_code_find(e->env->store, row->dims[at].name, row->dims[at].value);
			at++;
		}
	}
	if (isnan(row->value) || !time_day_parse(row->dims[at].value, &day) || day < courses->from || day > courses->to)
		return true;
	course = course_at(courses, keys);
	if (!course)
		return false;
	((int64_t *)(uintptr_t)course->sum)[day - courses->from] += llround(row->value * e->facts.minor_units);
	((int64_t *)(uintptr_t)course->count)[day - courses->from] += row->n;
	return true;
}

static bool load(struct courses *courses, unsigned piece, struct err *err)
{
	const struct evaluation *e = courses->evaluation;
	const struct kpi_def *def = kpi_find(revenue);
	struct kpi_by by[DIMS + 1];
	struct kpi_query query = {.from = courses->from, .to = courses->to, .filters = e->query->filters,
		.n_filters = e->query->n_filters, .by = by, .without_status = true};
	struct arena arena;
	struct kpi_row *rows = NULL;
	size_t n = 0;
	bool ok;

	if (courses->to < courses->from)
		return true;
	for (size_t i = 0; i < DIMS; i++) {
		if (piece & 1u << i)
			by[query.n_by++] = (struct kpi_by){.dim = dims[i]};
	}
	by[query.n_by++] = (struct kpi_by){.dim = KPI_DIM_DAY};
	arena_init(&arena);
	ok = kpi_evaluate(e->env, &def, 1, &query, &arena, &rows, &n, err);
	for (size_t i = 0; ok && i < n; i++)
		ok = take(courses, &rows[i], piece) || err_memory(err);
	arena_finish(&arena);
	return ok;
}

bool courses_find(struct courses *courses, const struct target_scope *scope, const struct course **ret_course, struct err *err)
{
	const uint32_t keys[DIMS] = {scope->office, scope->flow, scope->mode};
	unsigned piece = 0;

	for (size_t i = 0; i < DIMS; i++)
		piece |= keys[i] ? 1u << i : 0;
	if (!courses->loaded[piece] && !load(courses, piece, err))
		return false;
	courses->loaded[piece] = true;
	*ret_course = course_at(courses, keys);
	return *ret_course || err_memory(err);
}

bool courses_profile(struct courses *courses, const struct target *target, const struct course *course, struct profile *ret_profile)
{
	const struct targets *targets = courses->evaluation->targets;
	struct profile *profile = &courses->profiles[target - targets->items];

	if (!profile->share &&
	    !profile_make(targets, target->office, target->from, target->to, course, &courses->arena, profile))
		return false;
	*ret_profile = *profile;
	return true;
}

int64_t course_sum(const struct course *course, int32_t from, int32_t to, int64_t *ret_count)
{
	int32_t last = course->first + (int32_t)course->n - 1;
	int64_t sum = 0, count = 0;

	from = from < course->first ? course->first : from;
	to = to > last ? last : to;
	for (int32_t day = from; day <= to; day++) {
		sum += course->sum[day - course->first];
		count += course->count[day - course->first];
	}
	if (ret_count)
		*ret_count = count;
	return sum;
}
