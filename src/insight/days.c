/* days.c - the figures of the first screen day by day: what happened in one day or a few; and the first day of what weeks told. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "search.h"
#include "stats/stats.h"
#include "watch.h"

enum { LEAST_N = 15, LEAST_COUNT = 8, LATEST = 7, BACK = 28, REFINE_DAYS = 8, MONTH_END_DAYS = 2 };

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

static void tell(struct search *search, enum cut cut, const struct kpi_row *row, const struct daily *daily, double z, double chance,
	double share)
{
	const struct kpi_def *def = row->def;
	struct finding *finding;
	size_t first = 0, run = 1;
	double limit = daily_limit(chance), level, error;

	daily_strangest(daily, &first, &run);
	level = daily->level[first % WEEK];
	error = sqrt(daily->spread + daily->own_usual) * limit;
	finding = search_add(search, def, cut, row);
	if (!finding)
		return;
	finding->kind = FINDING_SPIKE;
	finding->since = search->to - (int32_t)(DAILY - 1 - first);
	finding->usual_low = scale_back(scale_of(def), level - error);
	finding->usual_high = scale_back(scale_of(def), level + error);
	finding->verdict = search_towards(def, z > 0);
	finding->evidence = -log10(fmax(share, 1e-300));
	finding->value = row->course[DAILY - 1 - first].value;
	for (size_t i = first; i < first + run; i++)
		finding->n += row->course[DAILY - 1 - i].n;
	finding->days = (int)run;
	finding->score = finding->z = z;
}

static void judge(struct search *search, enum cut cut, const struct kpi_row *row)
{
	const struct kpi_dim_value *category = search_category(cut, row);
	double chance = search_chance(search, row->def, category ? category->value : NULL, true), z, share, middle = 0;
	int post = search_post(search, cut, row);
	struct daily daily;
	size_t first = 0, run = 1, known = 0;

	if (!row->course || row->missing || row->def->cohort == KPI_AT_STOCK || watch_settles(row->def) > 0 ||
	    (post >= 0 && search->is_behind[post]))
		return;
	daily_fill(search, post, row, &daily);
	for (size_t i = DAILY - LATEST; i < DAILY; i++)
		known += isfinite(daily.values[i]);
	for (size_t k = 0; k < WEEK; k++)
		middle = fmax(middle, isfinite(daily.level[k]) ? scale_back(scale_of(row->def), daily.level[k]) : 0);
	if (!daily.known || known == 0 || (scale_of(row->def) == SCALE_ROOT && middle < LEAST_COUNT))
		return;
	search->out.n_charts++;
	search->out.false_alarms += chance;
	z = daily_strangest(&daily, &first, &run);
	share = daily_chance(z);
	if (share > chance)
		return;
	search->out.n_alarms++;
	if (!told_by_week(search, row, cut))
		tell(search, cut, row, &daily, z, chance, share);
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

/* What is looked at by day, and what the weeks told of; nothing of stocks, and what is not known at once only to date it. */
static size_t defs_of(const struct search *search, bool lanes, const struct kpi_def **defs)
{
	size_t n = 0;

	for (size_t i = 0; i < search->n_defs; i++) {
		const struct kpi_def *def = search->defs[i];
		bool wanted = false;

		for (size_t k = 0; k < n_watches && !lanes; k++)
			wanted = wanted || (strcmp(watches[k].id, def->id) == 0 && watches[k].is_core && watch_settles(def) == 0);
		for (size_t k = 0; k < search->out.n && !wanted; k++)
			wanted = search->items[k].def == def && search->items[k].kind <= FINDING_SHIFT && (search->items[k].lane != NULL) == lanes;
		if (wanted && def->cohort != KPI_AT_STOCK)
			defs[n++] = def;
	}
	return n;
}

bool search_days(struct search *search, struct err *err)
{
	const struct kpi_def *defs[FIGURES];

	for (int lanes = 0; lanes < 2; lanes++) {
		size_t n = defs_of(search, lanes, defs);

		if (!search_courses(search, defs, n, lanes, search->to, 1, DAILY, search->daily, err))
			return false;
	}
	for (int cut = 0; cut < CUTS; cut++) {
		date(search, (enum cut)cut);
		for (size_t i = 0; i < search->daily[cut].n && cut != CUT_LANE; i++) {
			const struct kpi_row *row = &search->daily[cut].rows[i];
			const struct kpi_dim_value *category = search_category((enum cut)cut, row);

			if (watch_is_core(row->def, category ? category->value : NULL))
				judge(search, (enum cut)cut, row);
		}
	}
	return true;
}
