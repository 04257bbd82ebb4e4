/* reform.c - reads the initiatives, and asks of each what it did to the figure it should move; words stand in reform_words.c. */
#include "insight/reform.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "reform_weeks.h"
#include "reform_words.h"
#include "store/rows.h"

enum { WEEK = 7, DEFS = REFORM_BESIDE + 1, NOTHING_SHARE = 5 /* one week in five */ };
enum { HALF_LEAST = 4 /* weeks */, HALF_APART = 4 /* standard errors */ };

static const double chance_real = 0.05;

struct hunt {
	const struct kpi_env *env;
	const struct kpi_filter *filters;	/* but for the office */
	size_t n_filters;
	const struct kpi_filter *office;	/* NULL: all */
	int32_t to;
	bool with_beside;
	bool on_review;			/* only those that are */
	const struct kpi_def *only;	/* NULL: of every figure */
	const char *only_category, *only_office;
	struct reform_post *posts;
	size_t n_posts;
	struct arena *arena, scratch;		/* scratch: of one initiative */
	struct reforms out;
};

/* ---- what is planned, where ---- */

static bool grow(struct arena *arena, void **items, size_t n, size_t *cap, size_t size)
{
	void *more;

	if (n < *cap)
		return true;
	more = arena_array(arena, *cap ? 2 * *cap : 16, size);
	if (!more)
		return false;
	if (n)
		memcpy(more, *items, n * size);
	*items = more;
	*cap = *cap ? 2 * *cap : 16;
	return true;
}

static const char *text_at(struct arena *arena, const struct store_rows *rows, int column)
{
	const char *text = store_rows_text(rows, column);

	return text ? arena_strdup(arena, text) : "";
}

static bool posts_load(struct hunt *hunt, struct err *err)
{
	struct store_rows *rows = NULL;
	size_t cap = 0;
	int got;

	if (!store_rows_open(hunt->env->store, "panel_posts", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!grow(hunt->arena, (void **)&hunt->posts, hunt->n_posts, &cap, sizeof(*hunt->posts))) {
			got = -1;
			err_memory(err);
			break;
		}
		hunt->posts[hunt->n_posts++] = (struct reform_post){ .code = text_at(hunt->arena, rows, 0), .name = text_at(hunt->arena, rows, 1) };
	}
	store_rows_close(rows);
	return got == 0;
}

static const char *post_name(const struct hunt *hunt, const char *code)
{
	for (size_t i = 0; i < hunt->n_posts; i++)
		if (strcmp(hunt->posts[i].code, code) == 0 && hunt->posts[i].name[0])
			return hunt->posts[i].name;
	return code;
}

static bool is_between(char c)
{
	return c == '|' || c == ',' || c == ';' || isspace((unsigned char)c);
}

/* "NGT|PSL" */
static bool offices_split(struct hunt *hunt, const char *list, struct reform *reform)
{
	reform->offices = arena_array(hunt->arena, REFORM_OFFICES, sizeof(*reform->offices));
	if (!reform->offices)
		return false;
	while (*list && reform->n_offices < REFORM_OFFICES) {
		size_t n = 0;
		struct reform_post *post = &reform->offices[reform->n_offices];

		while (list[n] && !is_between(list[n]))
			n++;
		if (n > 0) {
			post->code = arena_strndup(hunt->arena, list, n);
			if (!post->code)
				return false;
			post->name = post_name(hunt, post->code);
			reform->n_offices++;
		}
		list += n + (list[n] != '\0');
	}
	return true;
}

static bool concerns(const struct reform *reform, const char *office)
{
	for (size_t i = 0; i < reform->n_offices; i++)
		if (strcmp(reform->offices[i].code, office) == 0)
			return true;
	return false;
}

static bool is_chosen(const struct hunt *hunt, const struct reform *reform)
{
	if (!hunt->office || reform->n_offices == 0)
		return true;
	for (size_t i = 0; i < hunt->office->n_values; i++)
		if (concerns(reform, hunt->office->values[i]))
			return true;
	return false;
}

static bool initiatives_load(struct hunt *hunt, struct err *err)
{
	struct store_rows *rows = NULL;
	struct arena *arena = hunt->arena;
	size_t cap = 0;
	bool ok = true;
	int got = 0;

	if (!store_rows_open(hunt->env->store, "insight_reforms", &rows, err))
		return false;
	while (ok && (got = store_rows_next(rows, err)) == 1) {
		struct reform reform = { .id = text_at(arena, rows, 0), .title = text_at(arena, rows, 1), .starts = (int32_t)store_rows_int(rows, 2),
			.ends = store_rows_is_null(rows, 3) ? TIME_DAY_NONE : (int32_t)store_rows_int(rows, 3), .owner = text_at(arena, rows, 5),
			.figure = text_at(arena, rows, 6), .expected = text_at(arena, rows, 7), .note = text_at(arena, rows, 8) };

		ok = offices_split(hunt, store_rows_is_null(rows, 4) ? "" : store_rows_text(rows, 4), &reform) &&
		     grow(arena, (void **)&hunt->out.items, hunt->out.n, &cap, sizeof(*hunt->out.items));
		if (ok)
			hunt->out.items[hunt->out.n++] = reform;
	}
	store_rows_close(rows);
	return ok ? got == 0 : err_memory(err);
}

/* ---- what it did ---- */

/* Another initiative for the same figure that began in the same time makes a post no comparison. */
static bool is_touched(const struct hunt *hunt, const struct reform *reform, const char *office)
{
	for (size_t i = 0; i < hunt->out.n; i++) {
		const struct reform *other = &hunt->out.items[i];

		if (strcmp(other->id, reform->id) != 0 && other->n_offices > 0 && strcmp(other->figure, reform->figure) == 0 && concerns(other, office) &&
		    other->starts > reform->starts - WEEK * REFORM_WEEKS_BEFORE && other->starts < reform->starts + WEEK * REFORM_WEEKS_AFTER &&
		    other->starts <= hunt->to)
			return true;
	}
	return false;
}

static bool same_posts(const struct reform *a, const struct reform *b)
{
	if (a->n_offices == 0 || b->n_offices == 0)
		return true;
	for (size_t i = 0; i < a->n_offices; i++)
		if (concerns(b, a->offices[i].code))
			return true;
	return false;
}

/* Another one there, at nearly the same time: one for the same figure rather than one for any. */
static void twin_find(const struct hunt *hunt, struct reform *reform)
{
	for (size_t i = 0; i < hunt->out.n; i++) {
		const struct reform *other = &hunt->out.items[i];
		bool same = strcmp(other->figure, reform->figure) == 0;

		if (strcmp(other->id, reform->id) == 0 || other->starts > hunt->to || abs(other->starts - reform->starts) > WEEK * REFORM_TOGETHER ||
		    !same_posts(reform, other) || (reform->twin && (reform->twin_same || !same)))
			continue;
		reform->twin = other->title;
		reform->twin_starts = other->starts;
		reform->twin_same = same;
	}
}

static double in_unit(const struct reform *reform, size_t week)
{
	return reform->values[week] - reform->impact.expected[week];
}

/* Whether it did more in one half of the time after than in the other, by far more than weeks differ within the halves. */
static void halves_judge(struct reform *reform)
{
	double sum[2] = { 0 }, square[2] = { 0 }, n[2] = { 0 }, spread;
	size_t middle = reform->start + (reform->n_weeks - reform->start) / 2;

	reform->halves[0] = reform->halves[1] = NAN;
	if (reform->state != REFORM_REAL || !reform->impact.expected)
		return;
	for (size_t week = reform->start; week < reform->n_weeks; week++) {
		double value = in_unit(reform, week);
		int half = week >= middle;

		if (isnan(value))
			continue;
		sum[half] += value;
		square[half] += value * value;
		n[half]++;
	}
	if (n[0] < HALF_LEAST || n[1] < HALF_LEAST)
		return;
	spread = (square[0] - sum[0] * sum[0] / n[0] + square[1] - sum[1] * sum[1] / n[1]) / (n[0] + n[1] - 2);
	if (fabs(sum[0] / n[0] - sum[1] / n[1]) < HALF_APART * sqrt(spread * (1 / n[0] + 1 / n[1])))
		return;
	reform->halves[0] = sum[0] / n[0];
	reform->halves[1] = sum[1] / n[1];
}

static int larger_first(const void *a, const void *b)
{
	const struct reform_course *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->office, y->office);
}

/* The other posts' weeks, those with most declarations first. */
static bool comparisons_take(struct hunt *hunt, const struct reform *reform, const struct reform_rows *rows, const struct kpi_def *def,
	const char *stat, const char *category, struct reform_course **ret_courses, size_t *ret_n, struct err *err)
{
	struct reform_course *courses = arena_array(&hunt->scratch, hunt->n_posts + 1, sizeof(*courses));
	size_t n = 0;

	if (!courses)
		return err_memory(err);
	for (size_t i = 0; i < hunt->n_posts && reform->n_offices > 0; i++) {
		const char *office = hunt->posts[i].code;

		if (concerns(reform, office) || is_touched(hunt, reform, office))
			continue;
		if (!reform_course_take(reform, rows, def, stat, category, office, &hunt->scratch, &courses[n]))
			return err_memory(err);
		n += courses[n].n > 0;
	}
	qsort(courses, n, sizeof(*courses), larger_first);
	*ret_courses = courses;
	*ret_n = n < STATS_IMPACT_CONTROLS ? n : STATS_IMPACT_CONTROLS;
	return true;
}

/* What is measured in parts: a third off is a third off at any post. */
static bool is_in_parts(const struct kpi_def *def)
{
	return def->unit == KPI_HOURS || def->unit == KPI_MONEY || def->unit == KPI_COUNT || def->unit == KPI_TIMES;
}

/* A week without time or money has no logarithm. A few of them are left out; where there are many, parts say nothing. */
static bool can_be_in_parts(double *values, size_t n)
{
	size_t known = 0, nothing = 0;

	for (size_t i = 0; i < n; i++) {
		known += !isnan(values[i]);
		nothing += values[i] <= 0;
	}
	if (nothing * NOTHING_SHARE > known)
		return false;
	for (size_t i = 0; i < n; i++)
		values[i] = values[i] <= 0 ? NAN : values[i];
	return true;
}

/* among: of so many figures beside it, which are not tried on other dates; 0: what it is about. */
static bool estimate(const struct reform *reform, const struct kpi_def *def, double *values,
	const struct reform_course *courses, size_t n, size_t among, struct arena *arena, struct stats_impact *ret_impact, struct err *err)
{
	const double *controls[STATS_IMPACT_CONTROLS];
	struct stats_impact_options options = { .start = reform->start, .controls = controls, .n_controls = n, .among = among, .without_placebos = among > 0 };

	options.logarithms = is_in_parts(def) && can_be_in_parts(values, reform->n_weeks);
	for (size_t i = 0; i < n; i++) {
		if (options.logarithms)
			can_be_in_parts(courses[i].values, reform->n_weeks);
		controls[i] = courses[i].values;
	}
	return stats_impact(values, reform->n_weeks, &options, arena, ret_impact) || err_memory(err);
}

static enum kpi_status towards(const struct kpi_def *def, double effect)
{
	return def->better == KPI_BAND ? KPI_UNKNOWN : (effect > 0) == (def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
}

static int heavier_first(const void *a, const void *b)
{
	const struct reform_post *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return strcmp(x->code, y->code);
}

static bool donors_keep(struct hunt *hunt, struct reform *reform, const struct reform_course *courses, size_t n)
{
	reform->donors = arena_array(hunt->arena, n + 1, sizeof(*reform->donors));
	reform->others = reform->impact.n_used ? arena_array(hunt->arena, reform->n_weeks + 1, sizeof(double)) : NULL;
	if (!reform->donors || (reform->impact.n_used && !reform->others))
		return false;
	for (size_t week = 0; reform->others && week < reform->n_weeks; week++) {
		double sum = 0, weight = 0;

		for (size_t i = 0; i < n; i++) {
			if (reform->impact.weights[i] > 0 && !isnan(courses[i].values[week])) {
				sum += reform->impact.weights[i] * courses[i].values[week];
				weight += reform->impact.weights[i];
			}
		}
		reform->others[week] = weight > 0.5 ? sum / weight : NAN;
	}
	for (size_t i = 0; i < n; i++)
		if (reform->impact.weights[i] >= 0.005)
			reform->donors[reform->n_donors++] = (struct reform_post){ .code = courses[i].office,
				.name = post_name(hunt, courses[i].office), .weight = reform->impact.weights[i] };
	qsort(reform->donors, reform->n_donors, sizeof(*reform->donors), heavier_first);
	return true;
}

static void judge(struct reform *reform)
{
	const struct stats_impact *impact = &reform->impact;

	reform->verdict = KPI_UNKNOWN;
	if (impact->before == 0 && impact->after == 0)
		reform->state = REFORM_NO_DATA;
	else if (impact->state == STATS_IMPACT_BEFORE_SHORT)
		reform->state = REFORM_NO_PAST;
	else if (impact->state == STATS_IMPACT_AFTER_SHORT)
		reform->state = REFORM_EARLY;
	else if (impact->state != STATS_IMPACT_TOLD)
		reform->state = REFORM_NO_DATA;
	else if (!stats_impact_is_real(impact))
		reform->state = REFORM_CHANCE;
	else
		reform->state = REFORM_REAL;
	if (reform->state == REFORM_REAL)
		reform->verdict = towards(reform->def, impact->effect);
}

/* ---- what moved beside it ---- */

static size_t beside_choose(const struct reform *reform, const struct kpi_def **defs)
{
	const char *ids[] = { reform->def->counter, "release_time_total", "hit_rate", "open_aged", "physical_inspection_rate", "amendment_rate" };
	size_t n = 0;

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]) && n < REFORM_BESIDE; i++) {
		const struct kpi_def *def = ids[i] ? kpi_find(ids[i]) : NULL;
		bool known = !def || def == reform->def;

		for (size_t k = 0; k < n; k++)
			known = known || defs[k] == def;
		if (!known)
			defs[n++] = def;
	}
	return n;
}

static bool beside_judge(struct hunt *hunt, struct reform *reform, const struct reform_rows *rows, const struct kpi_def *def, size_t looked_at,
	struct err *err)
{
	struct reform_beside *beside = &reform->beside[reform->n_beside];
	struct reform_course own, *courses;
	size_t n;

	*beside = (struct reform_beside){ .def = def, .stat = def->headline, .category = reform_category(def, NULL), .verdict = KPI_UNKNOWN,
		.before = NAN, .after = NAN };
	reform->n_beside++;
	if (!reform_course_take(reform, rows, def, beside->stat, beside->category, NULL, &hunt->scratch, &own))
		return err_memory(err);
	if (!comparisons_take(hunt, reform, rows, def, beside->stat, beside->category, &courses, &n, err) ||
	    !estimate(reform, def, own.values, courses, n, looked_at, &hunt->scratch, &beside->impact, err))
		return false;
	beside->told = beside->impact.state == STATS_IMPACT_TOLD;
	if (!beside->told)
		return true;
	beside->before = beside->impact.mean_before;
	beside->after = beside->impact.mean_after;
	/* Of several that are looked at, one would alarm by chance too often; its interval is as wide. */
	beside->real = beside->impact.p < chance_real / (double)looked_at;
	if (beside->real)
		beside->verdict = towards(def, beside->impact.effect);
	beside->impact.expected = NULL;
	return true;
}

/* ---- one initiative ---- */

static bool reform_judge(struct hunt *hunt, struct reform *reform, struct err *err)
{
	const struct kpi_def *defs[DEFS];
	struct reform_rows rows;
	struct reform_course own, *courses;
	size_t n, n_beside;

	reform->def = reform->figure[0] ? kpi_find(reform->figure) : NULL;
	reform->state = !reform->def ? REFORM_NO_FIGURE : reform->starts > hunt->to ? REFORM_PLANNED : REFORM_NO_DATA;
	if (reform->def) {
		reform->stat = reform->def->headline;
		reform->category = reform_category(reform->def, &reform->category_name);
	}
	if (!reform->def || reform->state == REFORM_PLANNED)
		return true;
	reform->ended = reform->ends != TIME_DAY_NONE && reform->ends >= reform->starts && reform->ends < hunt->to;
	defs[0] = reform->def;
	n_beside = hunt->with_beside ? beside_choose(reform, defs + 1) : 0;
	if (!reform_rows_load(hunt->env, reform, reform->ended ? reform->ends : hunt->to, defs, 1 + n_beside, hunt->filters, hunt->n_filters, &hunt->scratch, &rows, err))
		return false;
	if (!reform_course_take(reform, &rows, reform->def, reform->stat, reform->category, NULL, hunt->arena, &own))
		return err_memory(err);
	reform->values = own.values;
	reform->n_declarations = own.n_after;
	if (!comparisons_take(hunt, reform, &rows, reform->def, reform->stat, reform->category, &courses, &n, err) ||
	    !estimate(reform, reform->def, own.values, courses, n, 0, hunt->arena, &reform->impact, err))
		return false;
	judge(reform);
	twin_find(hunt, reform);
	halves_judge(reform);
	if (!donors_keep(hunt, reform, courses, n))
		return err_memory(err);
	for (size_t i = 0; i < n_beside; i++)
		if (!beside_judge(hunt, reform, &rows, defs[1 + i], n_beside, err))
			return false;
	return true;
}

static bool is_on_review(const struct reform *reform, int32_t to)
{
	int32_t weeks = (to - reform->starts + 1) / WEEK;

	return to >= reform->starts && (weeks == REFORM_REVIEW_FIRST || weeks == REFORM_REVIEW_LATER);
}

/* Whether what it did is part of what is told of the figure. */
static bool is_of_figure(const struct hunt *hunt, const struct reform *reform)
{
	const char *category = reform_category(hunt->only, NULL), *wanted = hunt->only_category;

	return strcmp(reform->figure, hunt->only->id) == 0 && (!wanted || (category && strcmp(wanted, category) == 0)) &&
		reform->starts <= hunt->to && reform->starts > hunt->to - WEEK * REFORM_WEEKS_AFTER &&
		(!hunt->only_office || reform->n_offices == 0 || concerns(reform, hunt->only_office));
}

static bool is_asked_for(const struct hunt *hunt, const struct reform *reform)
{
	return is_chosen(hunt, reform) && (!hunt->on_review || is_on_review(reform, hunt->to)) && (!hunt->only || is_of_figure(hunt, reform));
}

static bool filters_part(struct hunt *hunt, const struct kpi_filter *filters, size_t n)
{
	struct kpi_filter *kept = arena_array(hunt->arena, n + 1, sizeof(*kept));

	if (!kept)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (filters[i].by.dim == KPI_DIM_OFFICE)
			hunt->office = &filters[i];
		else
			kept[hunt->n_filters++] = filters[i];
	}
	hunt->filters = kept;
	return true;
}

static bool run(struct hunt *hunt, const struct kpi_filter *filters, size_t n_filters, struct err *err)
{
	const char *currency = arena_strdup(hunt->arena, kpi_currency(hunt->env));
	struct reform *judged;
	size_t n = 0;

	if (!currency || !filters_part(hunt, filters, n_filters))
		return err_memory(err);
	if (!posts_load(hunt, err) || !initiatives_load(hunt, err))
		return false;
	judged = arena_array(hunt->arena, hunt->out.n + 1, sizeof(*judged));
	if (!judged)
		return err_memory(err);
	/* The list stays whole until the end: each is no comparison for the others. */
	for (size_t i = 0; i < hunt->out.n; i++) {
		bool ok = true;

		if (!is_asked_for(hunt, &hunt->out.items[i]))
			continue;
		judged[n] = hunt->out.items[i];
		ok = reform_judge(hunt, &judged[n], err) && (reform_word_it(&judged[n], currency, hunt->arena) || err_memory(err));
		arena_finish(&hunt->scratch);
		if (!ok)
			return false;
		n++;
	}
	hunt->out = (struct reforms){ .items = judged, .n = n };
	return true;
}

bool reforms_load(const struct kpi_env *env, int32_t to, const struct kpi_filter *filters, size_t n_filters, bool with_beside,
	struct arena *arena, struct reforms *ret_reforms, struct err *err)
{
	struct hunt hunt = { .env = env, .to = to, .with_beside = with_beside, .arena = arena };

	arena_init(&hunt.scratch);
	if (!run(&hunt, filters, n_filters, err))
		return false;
	*ret_reforms = hunt.out;
	return true;
}

bool reforms_on_review(const struct kpi_env *env, int32_t to, const struct kpi_filter *filters, size_t n_filters, struct arena *arena,
	struct reforms *ret_reforms, struct err *err)
{
	struct hunt hunt = { .env = env, .to = to, .on_review = true, .arena = arena };

	arena_init(&hunt.scratch);
	if (!run(&hunt, filters, n_filters, err))
		return false;
	*ret_reforms = hunt.out;
	return true;
}

bool reforms_of(const struct kpi_env *env, int32_t to, const struct kpi_def *def, const char *category, const char *office, struct arena *arena,
	struct reforms *ret_reforms, struct err *err)
{
	struct hunt hunt = { .env = env, .to = to, .only = def, .only_category = category, .only_office = office, .arena = arena };

	arena_init(&hunt.scratch);
	if (!run(&hunt, NULL, 0, err))
		return false;
	*ret_reforms = hunt.out;
	return true;
}
