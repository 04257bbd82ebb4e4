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
#include "insight/rest.h"
#include "search.h"
#include "stake.h"
#include "store/rows.h"
#include "watch.h"
#include "weigh.h"

/* Courses of half a year are more than any memory keeps until they are read again; why something changed is asked of a few weeks, many times. */
enum { KEEPS_OF_COURSES = 4 << 20, KEEPS_OF_CAUSES = 20 << 20 };

enum { EXPLAINED = 8, CALENDAR_BACK = 800, NEAR_EVENT = 3, NEAR_INITIATIVE = 14 };

/* ---- what changed */

/* What is wanted of the figure; of one with a band, whether it has left it. */
static void target_take(const struct search *search, struct finding *finding)
{
	const struct kpi_row *row = finding->lane ? NULL : search_now_of(search, finding->def, finding->category, finding->office);

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
	const struct kpi_row *row = def ? search_now_of(search, def, watch->category, office) : NULL;
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

/* Weeks that begin before the data hold nothing, or a part of one: a chart would show them as low. */
static double week_of(const struct search *search, const struct kpi_row *row, size_t back)
{
	bool before = search_is_before(search, search->to - WEEK * (int32_t)(back + 1) + 1, WEEK, &row->course[back]);

	return before ? NAN : row->course[back].value;
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
				course->weeks[k] = week_of(search, row, FINDING_WEEKS - 1 - k);
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
		int post = finding->office ? search_post_number(search, finding->office) : -1;

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

double finding_wanted(const struct finding *finding, int32_t to, int *ret_edge)
{
	return kpi_wanted(finding_told_value(finding, to), finding_by_week(finding, finding->target), finding_by_week(finding, finding->target_low),
		finding_by_week(finding, finding->target_high), ret_edge);
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

/* ---- in words */

/* The figure over the days of the change, and how many declarations that concerns. */
bool finding_measure(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct err *err)
{
	struct kpi_by by = { .dim = finding->office ? KPI_DIM_OFFICE : KPI_DIM_LANE };
	bool is_cut = finding->office || finding->lane;
	struct kpi_query query = { .from = finding->since, .to = finding->days ? finding->since + finding->days - 1 : to,
		.filters = filters, .n_filters = n_filters, .by = &by, .n_by = is_cut, .without_status = true };
	const char *place = finding->office ? finding->office : finding->lane;
	struct arena scratch;
	struct kpi_row *rows;
	size_t n;
	bool ok;

	arena_init(&scratch);
	ok = kpi_evaluate(env, &finding->def, 1, &query, &scratch, &rows, &n, err);
	for (size_t i = 0; ok && i < n; i++) {
		const struct kpi_row *row = &rows[i];

		if (strcmp(row->stat, finding->stat) != 0 || row->n_dims != query.n_by + (finding->category != NULL) ||
		    (is_cut && strcmp(row->dims[0].value, place) != 0) ||
		    (finding->category && strcmp(row->dims[query.n_by].value, finding->category) != 0))
			continue;
		finding->value = row->value;
		finding->n = row->n;
	}
	arena_finish(&scratch);
	return ok;
}

/* The weeks of the figure at its place, for a chart. */
static bool course_keep(struct search *search, struct finding *finding)
{
	enum cut cut = finding->office ? CUT_OFFICE : finding->lane ? CUT_LANE : CUT_WHOLE;
	double *course = arena_array(search->arena, FINDING_WEEKS, sizeof(*course));
	const struct kpi_row *row = search_row(&search->weekly[cut], cut, finding);

	for (size_t i = 0; course && i < FINDING_WEEKS; i++)
		course[i] = row ? week_of(search, row, FINDING_WEEKS - 1 - i) : NAN;
	finding->course = course;
	return course != NULL;
}

/* A post is told by its name, several as a list. */
static void name_posts(const struct search *search, struct finding_driver *driver, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *named;

	for (const char *code = driver->value; *code;) {
		size_t n = search_post_number(search, code) >= 0 ? strlen(code) : strcspn(code, ",");
		const char *one = arena_strndup(arena, code, n);
		int post = one ? search_post_number(search, one) : -1;

		if (code > driver->value)
			text_append(&text, code[n] ? ", " : phrase_text(PHRASE_AND));
		text_append_n(&text, post >= 0 ? search->posts[post].name : code, post >= 0 ? strlen(search->posts[post].name) : n);
		code += n + (code[n] == ',');
	}
	named = text.failed ? NULL : arena_strdup(arena, text.data);
	driver->label = named ? named : driver->label;
	text_finish(&text);
}

/* Why, how much, and what to do about it: only of those that stand high enough to be read. */
static bool explain(const struct search *search, const struct kpi_env *env, struct finding *finding, struct arena *arena, struct err *err)
{
	/* What only misses a target did not change: there is nothing to explain. */
	if (finding_is_change(finding) &&
	    (!because_fill(env, search->filters, search->n_filters, finding, search->to, arena, err) ||
	     !weigh_fill(env, search->filters, search->n_filters, finding, search->to, arena, err) ||
	     !largest_fill(env, search->filters, search->n_filters, finding, search->to, arena, err)))
		return false;
	for (size_t i = 0; i < finding->n_drivers; i++)
		if (strcmp(finding->drivers[i].dim, "office") == 0)
			name_posts(search, &finding->drivers[i], arena);
	if (!stake_fill(env, search->filters, search->n_filters, finding, arena, err))
		return false;
	return advise_fill(env, search->filters, search->n_filters, finding, watch_find(finding->def, finding->category), search->to, arena, err);
}

/* A piece of work: findings do not touch each other. */
static bool look_into(const struct kpi_env *env, size_t index, struct arena *arena, void *context, struct err *err)
{
	struct search *search = context;
	struct finding *finding = &search->items[index];

	if (finding->review)
		return true;
	finding->action = finding->owner = "";
	return (!finding_is_change(finding) || finding_measure(env, search->filters, search->n_filters, finding, search->to, err)) && (index >= EXPLAINED || explain(search, env, finding, arena, err));
}

/* An initiative is named once at a place. */
static bool is_named(const struct search *search, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (search_is_same(search->items[k].initiative, search->items[i].initiative) && search_same_place(&search->items[k], &search->items[i]))
			return true;
	return false;
}

static bool word(struct search *search, struct err *err)
{
	const char *currency = arena_strdup(search->arena, kpi_currency(search->env));

	hands_keep(search->hands, search->env, KEEPS_OF_CAUSES);
	if (!hands_share(search->hands, search->env, search->out.n, look_into, search, search->arena, err))
		return false;
	for (size_t i = 0; i < search->out.n; i++) {
		struct finding *finding = &search->items[i];
		bool has_course = finding->kind != FINDING_SILENT && finding->kind != FINDING_LATE && !finding->broker;

		if ((finding->review || has_course) && !course_keep(search, finding))
			return err_memory(err);
		if (!finding->review && !phrase_finding(finding, &search->out, search->to, currency, !is_named(search, i), search->arena))
			return err_memory(err);
		finding->excess = finding_excess(finding, search->to);
		for (struct finding *left_out = finding->left_out; left_out; left_out = left_out->left_out)
			if (finding_is_change(left_out) && !course_keep(search, left_out))
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
		search_score(&search->items[i]);
	}
	if (!search_pairs(search, err))
		return false;
	name_events(search);
	if (!name_initiatives(search, err) || !search_reviews(search, err))
		return false;
	look_at_targets(search);
	return true;
}

static int weeks_known(const struct search *search)
{
	int32_t weeks = search->first == TIME_DAY_NONE ? 0 : (search->to - search->first + 1) / WEEK;

	return weeks < 0 ? 0 : weeks > FINDING_WEEKS ? FINDING_WEEKS : (int)weeks;
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
	search->hands = hands_open(env);
	hands_keep(search->hands, env, KEEPS_OF_COURSES);
	if (!search_read_figures(search, err) || !search_read_posts(search, err) ||
	    !calendar_load(env, search->posts, search->n_posts, to - CALENDAR_BACK, to, arena, &search->calendar, err) || !search_read_now(search, err) || !look_everywhere(search, err))
		goto out;
	qsort(search->items, search->out.n, sizeof(search->items[0]), search_compare);
	search_thin(search);
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
	search->out.n_weeks = weeks_known(search);
	search->out.tiles = search->now;
	search->out.n_tiles = search->n_now;
	*ret_findings = search->out;
	ok = true;
out:
	hands_close(search->hands);
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
