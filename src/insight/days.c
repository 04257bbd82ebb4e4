/* days.c - the figures of the first screen day by day: what happened in one day or a few; and the first day of what weeks told. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "chance.h"
#include "search.h"
#include "stats/stats.h"
#include "watch.h"

enum { LEAST_N = 15, LEAST_COUNT = 8, LATEST = 7, BACK = 28, REFINE_DAYS = 8, MONTH_END_DAYS = 2, EVENT_DAYS = 28, EVENT_NEAR = 10 };

/* False alarms that are allowed of one known event, all its figures together. Place and days are known beforehand: one question where charts at
 * large ask thousands, so what would be nothing elsewhere is news there. */
#define ALLOWED_EVENT 0.02

/* Days with a rule of their own are neither learnt from nor judged; known events are judged. */
static bool is_apart(const struct search *search, const struct kpi_def *def, int post, int32_t day)
{
	struct time_civil date = time_civil_from_day(day + MONTH_END_DAYS), next = time_civil_from_day(day - 1);

	if (calendar_kinds(search->calendar, post, day) & ~(unsigned)CALENDAR_EVENT)
		return true;
	/* Money comes in at the end of a month and on its first day. */
	return def->unit == KPI_MONEY && (date.day <= MONTH_END_DAYS || next.month != time_civil_from_day(day).month);
}

static void daily_fill(const struct search *search, int post, const struct kpi_row *row, struct daily *ret_daily)
{
	struct daily daily = { .known = false };
	bool is_event[DAILY];

	for (size_t i = 0; i < DAILY; i++) {
		int32_t day = search->to - (int32_t)(DAILY - 1 - i);

		is_event[i] = calendar_kinds(search->calendar, post, day) & CALENDAR_EVENT;
		daily.values[i] = course_value(row->def, &row->course[DAILY - 1 - i], LEAST_N, &daily.own[i]);
		if (is_apart(search, row->def, post, day) || search_is_before(search, day, 1, &row->course[DAILY - 1 - i]))
			daily.values[i] = NAN;
	}
	daily_learn(&daily, is_event);
	*ret_daily = daily;
}

/* ---- telling */

/* The same told by the week already: the days date it. */
static struct finding *told_by_week(struct search *search, const struct kpi_row *row, enum cut cut)
{
	const struct kpi_dim_value *category = search_category(cut, row);

	for (size_t i = 0; i < search->out.n; i++) {
		struct finding *finding = &search->items[i];

		if (finding->def == row->def && !finding->category == !category && (!category || strcmp(category->value, finding->category) == 0) &&
		    !finding->lane && !finding->office == (cut != CUT_OFFICE) && (cut != CUT_OFFICE || strcmp(finding->office, row->dims[0].value) == 0))
			return finding;
	}
	return NULL;
}

/* Days that stand out: the first and how many, in standard errors, the share of quiet weeks in which a chart does as much, and the distance at which
 * they are told. */
struct stretch {
	size_t first, run;
	double z, share, limit;
};

/* The mean of so many days, and where it would be told. */
static void usual_of(const struct daily *daily, const struct stretch *stretch, double *ret_level, double *ret_error)
{
	double level = 0, away = 0, n = 0;

	for (size_t i = stretch->first; i < stretch->first + stretch->run; i++) {
		if (!isfinite(daily->values[i]))
			continue;
		level += daily->level[i % WEEK];
		away += daily->values[i];
		n++;
	}
	*ret_level = level / n;
	*ret_error = fabs(away / n / stretch->z) * stretch->limit;
}

static void tell(struct search *search, enum cut cut, const struct kpi_row *row, const struct daily *daily, const struct stretch *stretch)
{
	const struct kpi_def *def = row->def;
	struct finding *finding = search_add(search, def, cut, row);
	double level, error;

	if (!finding)
		return;
	usual_of(daily, stretch, &level, &error);
	finding->kind = FINDING_SPIKE;
	finding->since = search->to - (int32_t)(DAILY - 1 - stretch->first);
	finding->usual_low = scale_back(scale_of(def), level - error);
	finding->usual_high = scale_back(scale_of(def), level + error);
	finding->verdict = search_towards(def, stretch->z > 0);
	finding->evidence = -log10(fmax(stretch->share, 1e-300));
	finding->value = row->course[DAILY - 1 - stretch->first].value;
	for (size_t i = stretch->first; i < stretch->first + stretch->run; i++)
		finding->n += row->course[DAILY - 1 - i].n;
	finding->days = (int)stretch->run;
	finding->score = finding->z = stretch->z;
}

/* Judged by day where an event is known, and not elsewhere: a post that does not work releases nothing, whoever still files there. */
static bool is_of_events(const struct kpi_def *def)
{
	return strcmp(def->id, "declarations_released") == 0;
}

/* Figures that are judged by day where an event is known, of one place. */
static size_t of_event_count(void)
{
	size_t n = 1;

	for (size_t i = 0; i < n_watches; i++) {
		const struct kpi_def *def = kpi_find(watches[i].id);

		n += def && watches[i].is_core && def->cohort != KPI_AT_STOCK && watch_settles(def) == 0;
	}
	return n;
}

/* What its allowance leaves for one of them. */
static double event_chance(void)
{
	return ALLOWED_EVENT / (double)of_event_count();
}

/* What the days of a known event of the place did, if it goes on or was over this week. */
static bool event_look(const struct search *search, int post, const struct daily *daily, struct stretch *ret_stretch)
{
	int32_t oldest = search->to - DAILY + 1, first, last;
	struct stretch stretch;

	if (!calendar_event_there(search->calendar, post, search->to - LATEST + 1, search->to, &first, &last))
		return false;
	first = first < search->to - EVENT_DAYS + 1 ? search->to - EVENT_DAYS + 1 : first;
	stretch = (struct stretch){ .first = (size_t)(first - oldest), .run = (size_t)(last - first + 1) };
	stretch.z = daily_distance(daily, stretch.first, stretch.run);
	if (isnan(stretch.z))
		return false;
	stretch.share = daily_distance_chance(stretch.z);
	stretch.limit = daily_distance_limit(event_chance());
	*ret_stretch = stretch;
	return true;
}

/* Of a handful of files, one more or less is no news. */
static bool is_of_few(const struct kpi_def *def, const struct daily *daily, const struct stretch *event)
{
	double most = 0, all = 0;

	if (scale_of(def) != SCALE_ROOT)
		return false;
	for (size_t k = 0; k < WEEK; k++)
		most = fmax(most, isfinite(daily->level[k]) ? scale_back(scale_of(def), daily->level[k]) : 0);
	for (size_t i = event->first; i < event->first + event->run; i++)
		all += isfinite(daily->level[i % WEEK]) ? scale_back(scale_of(def), daily->level[i % WEEK]) : 0;
	return most < LEAST_COUNT && all < LEAST_COUNT;
}

/* Of an event that shows, the calendar knows the first day. */
static void date_by_event(const struct search *search, struct finding *finding, const struct stretch *event)
{
	int32_t first = search->to - DAILY + 1 + (int32_t)event->first;

	if (finding->kind <= FINDING_SHIFT && abs(finding->since - first) <= EVENT_NEAR && finding->z * event->z > 0)
		finding->since = first;
}

static void judge(struct search *search, enum cut cut, const struct kpi_row *row)
{
	const struct kpi_dim_value *category = search_category(cut, row);
	double chance = search_chance(search, row->def, category ? category->value : NULL, true);
	int post = search_post(search, cut, row);
	struct stretch days = { .run = 1 }, event = { .run = 0 };
	struct finding *told;
	struct daily daily;
	size_t known = 0;
	bool is_event, shows, alone = is_of_events(row->def);

	if (!row->course || row->missing || row->def->cohort == KPI_AT_STOCK || watch_settles(row->def) > 0 ||
	    (post >= 0 && search->is_behind[post]))
		return;
	daily_fill(search, post, row, &daily);
	for (size_t i = DAILY - LATEST; i < DAILY; i++)
		known += isfinite(daily.values[i]);
	is_event = daily.known && event_look(search, post, &daily, &event);
	if (!daily.known || known == 0 || (alone && !is_event) || is_of_few(row->def, &daily, &event))
		return;
	search_looked(search, (alone ? 0 : chance_by_day(chance)) + (is_event ? event_chance() : 0));
	days.z = daily_strangest(&daily, &days.first, &days.run);
	days.share = chance_by_day(daily_chance(days.z));
	days.limit = daily_limit(chance);
	shows = is_event && fabs(event.z) >= event.limit;
	if ((alone || days.share > chance_by_day(chance)) && !shows)
		return;
	search->out.n_alarms++;
	told = told_by_week(search, row, cut);
	if (told && shows)
		date_by_event(search, told, &event);
	if (!told)
		tell(search, cut, row, &daily, shows ? &event : &days);
}

/* ---- dating */

/* The day that parts the daily values best, within a week of where the weeks say; later where that is clear, as the run of weeks that stands out
 * most may begin early by chance: its last weeks carry it. */
static void refine(const struct search *search, enum cut cut, const struct kpi_row *row, struct finding *finding)
{
	double value[DAILY], weight[DAILY], own;
	int post = search_post(search, cut, row);
	int32_t oldest = search->to - DAILY + 1, first = finding->since - BACK;
	double same[DAILY];

	for (size_t i = 0; i < DAILY; i++) {
		const struct kpi_point *point = &row->course[DAILY - 1 - i];
		int32_t day = oldest + (int32_t)i;

		value[i] = day >= first && !is_apart(search, row->def, post, day) ? course_value(row->def, point, 1, &own) : NAN;
		weight[i] = scale_of(row->def) == SCALE_ROOT || row->def->unit == KPI_MONEY ? 1 : (double)point->n;
	}
	/* Traffic differs by weekday: each is told by what it was before. */
	for (size_t k = 0; k < WEEK && (scale_of(row->def) == SCALE_ROOT || row->def->unit == KPI_MONEY); k++) {
		size_t n = 0;

		for (size_t i = k; i < DAILY && oldest + (int32_t)i < finding->since - WEEK; i += WEEK)
			if (isfinite(value[i]))
				same[n++] = value[i];
		for (size_t i = k; i < DAILY && n >= 2; i += WEEK)
			value[i] -= stats_median(same, n);
	}
	finding->since = oldest + (int32_t)daily_split(value, weight, (size_t)(finding->since - REFINE_DAYS - oldest),
		(size_t)(finding->since + REFINE_DAYS - oldest), (size_t)(finding->since - oldest));
}

static void date(struct search *search, enum cut cut)
{
	for (size_t i = 0; i < search->out.n; i++) {
		struct finding *finding = &search->items[i];
		enum cut its = finding->office ? CUT_OFFICE : finding->lane ? CUT_LANE : CUT_WHOLE;
		const struct kpi_row *row;

		if (its != cut || finding->kind > FINDING_SHIFT || finding->days > 0 || finding->def->cohort == KPI_AT_STOCK ||
		    finding->since - BACK < search->to - DAILY)
			continue;
		row = search_row(&search->daily[cut], cut, finding);
		if (row)
			refine(search, cut, row, finding);
	}
}

/* ---- */

static bool has_event(const struct search *search)
{
	int32_t first, last;

	for (int post = -1; post < (int)search->n_posts; post++)
		if (calendar_event_there(search->calendar, post, search->to - LATEST + 1, search->to, &first, &last))
			return true;
	return false;
}

/* What is looked at by day, and what the weeks told of; nothing of stocks, and what is not known at once only to date it. */
static size_t defs_of(const struct search *search, bool lanes, const struct kpi_def **defs)
{
	size_t n = 0;

	for (size_t i = 0; i < search->n_defs; i++) {
		const struct kpi_def *def = search->defs[i];
		bool wanted = false;

		for (size_t k = 0; k < n_watches && !lanes; k++)
			wanted = wanted || (strcmp(watches[k].id, def->id) == 0 && watches[k].is_core && watch_settles(def) == 0);
		wanted = wanted || (!lanes && is_of_events(def) && has_event(search));
		for (size_t k = 0; k < search->out.n && !wanted; k++)
			wanted = search->items[k].def == def && search->items[k].kind <= FINDING_SHIFT && (search->items[k].lane != NULL) == lanes;
		if (wanted && def->cohort != KPI_AT_STOCK)
			defs[n++] = def;
	}
	return n;
}

/* Lanes are only dated: those of which something is told. */
static bool lanes_read(struct search *search, struct err *err)
{
	const char **lanes = arena_array(&search->scratch, search->out.n + 1, sizeof(*lanes));
	const struct kpi_def *defs[FIGURES];
	size_t n_lanes = 0;

	if (!lanes)
		return err_memory(err);
	for (size_t i = 0; i < search->out.n; i++)
		if (search->items[i].lane)
			search_place_add(lanes, &n_lanes, search->items[i].lane);
	return search_courses_at(search, defs, defs_of(search, true, defs), true, lanes, n_lanes, search->to, 1, DAILY, search->daily, err);
}

bool search_days(struct search *search, struct err *err)
{
	const struct kpi_def *defs[FIGURES];

	if (!search_courses(search, defs, defs_of(search, false, defs), false, search->to, 1, DAILY, search->daily, err) ||
	    !lanes_read(search, err))
		return false;
	for (int cut = 0; cut < CUTS; cut++) {
		date(search, (enum cut)cut);
		for (size_t i = 0; i < search->daily[cut].n && cut != CUT_LANE; i++) {
			const struct kpi_row *row = &search->daily[cut].rows[i];
			const struct kpi_dim_value *category = search_category((enum cut)cut, row);

			if (watch_is_core(row->def, category ? category->value : NULL) || is_of_events(row->def))
				judge(search, (enum cut)cut, row);
		}
	}
	return true;
}
