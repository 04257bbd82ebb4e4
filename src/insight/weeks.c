/* weeks.c - every figure of the whole, of each post and of each lane, week by week. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "chance.h"
#include "search.h"
#include "stats/stats.h"
#include "watch.h"

enum { LEAST_N = 10, LEAST_COUNT = 10, LEAST_USUAL = 10, LEAST_PEERS = 4, LONG_SEASON_DAYS = 3, NEWEST = 8,
	LEAST_ENDS = 3, MONTH_END_DAYS = 2 };

#define MAD_TO_SD 1.4826
#define MEDIAN_COSTS 1.5708	/* variance of a median over that of a mean, pi / 2 */
#define CLEAR 2.0		/* standard errors */

/* A day or two of Ramadan leave a week as it is; a feast, or a day off, does not. */
static unsigned kinds_of_week(const struct search *search, int post, int32_t last)
{
	unsigned kinds = 0, seasons = CALENDAR_RAMADAN | CALENDAR_YEAR_END;
	int ramadan = 0, year_end = 0;

	for (int32_t day = last - WEEK + 1; day <= last; day++) {
		unsigned of_day = calendar_kinds(search->calendar, post, day);

		kinds |= of_day & ~seasons;
		ramadan += (of_day & CALENDAR_RAMADAN) != 0;
		year_end += (of_day & CALENDAR_YEAR_END) != 0;
	}
	return kinds | (ramadan >= LONG_SEASON_DAYS ? CALENDAR_RAMADAN : 0u) | (year_end >= LONG_SEASON_DAYS ? CALENDAR_YEAR_END : 0u);
}

/* Money comes in, and files pile up, on the last days of a month and on its first. */
static bool ends_month(int32_t last)
{
	for (int32_t day = last - WEEK + 1; day <= last; day++)
		if (time_civil_from_day(day).day == 1 || time_civil_from_day(day + MONTH_END_DAYS).day <= MONTH_END_DAYS)
			return true;
	return false;
}

void chart_fill(const struct search *search, enum cut cut, const struct kpi_row *row, int32_t to, struct chart *ret_chart)
{
	struct chart chart = { .row = row, .settles = watch_settles(row->def), .post = search_post(search, cut, row) };

	chart.n = (size_t)(FINDING_WEEKS - chart.settles);
	for (size_t i = 0; i < FINDING_WEEKS; i++) {
		size_t back = FINDING_WEEKS - 1 - i;

		int32_t last = to - WEEK * (int32_t)back;
		bool unknown = row->missing || search_is_before(search, last - WEEK + 1, WEEK, &row->course[back]);

		chart.values[i] = unknown ? NAN : course_value(row->def, &row->course[back], LEAST_N, &chart.own[i]);
		chart.kinds[i] = kinds_of_week(search, chart.post, last);
		chart.ends_month[i] = ends_month(last);
	}
	*ret_chart = chart;
}

/* ---- weeks that the calendar sets apart */

/* Known events belong to their post: they are news, but no measure of what is usual. */
static bool is_apart(unsigned kinds)
{
	return (kinds & ~(unsigned)CALENDAR_EVENT) != 0;
}

static double usual_level(const struct chart *chart, size_t *ret_n)
{
	double kept[FINDING_WEEKS];
	size_t n = 0;

	for (size_t i = 0; i < chart->n; i++)
		if (!chart->kinds[i] && isfinite(chart->values[i]))
			kept[n++] = chart->values[i];
	*ret_n = n;
	return n ? stats_median(kept, n) : NAN;
}

/* How far a chart stood from its own level in a week; of counts as a part of it, since a season multiplies. */
static double departure(const struct chart *chart, double level, size_t week)
{
	double away = chart->values[week] - level;

	return scale_of(chart->row->def) == SCALE_ROOT ? (level > 0 ? away / level : NAN) : away;
}

/* What the others did in a week: the middle of it, and how much they differed. */
static bool peers_in(const struct chart *charts, const double *levels, size_t n, size_t self, size_t week, double *ret_effect,
	double *ret_spread)
{
	double kept[256], own = 0;
	size_t k = 0;

	for (size_t i = 0; i < n && k < sizeof(kept) / sizeof(kept[0]); i++) {
		double away = i == self || isnan(levels[i]) ? NAN : departure(&charts[i], levels[i], week);

		if (isfinite(away)) {
			kept[k++] = away;
			own += charts[i].own[week];
		}
	}
	if (k < LEAST_PEERS)
		return false;
	*ret_effect = stats_median(kept, k);
	*ret_spread = MAD_TO_SD * stats_mad(kept, k, *ret_effect) * (1 + 2 / (double)k) + own / (double)(k * k);
	return true;
}

static void correct(struct chart *chart, size_t week, double level, double effect, double spread)
{
	double unit = scale_of(chart->row->def) == SCALE_ROOT ? level : 1;

	chart->values[week] -= effect * unit;
	chart->own[week] = hypot(chart->own[week], spread * fabs(unit));
}

void charts_set_apart(struct chart *charts, size_t n)
{
	static const double unknown = NAN;
	double levels[256], effect, spread, before[256][FINDING_WEEKS];
	size_t usual[256], kept = n < 256 ? n : 256;

	for (size_t i = 0; i < kept; i++) {
		levels[i] = usual_level(&charts[i], &usual[i]);
		memcpy(before[i], charts[i].values, sizeof(before[i]));
	}
	for (size_t week = 0; week < FINDING_WEEKS; week++) {
		double corrected[256][2];
		bool known[256];

		for (size_t i = 0; i < kept; i++) {
			known[i] = is_apart(charts[i].kinds[week]) && usual[i] >= LEAST_USUAL / 2 &&
				peers_in(charts, levels, kept, i, week, &effect, &spread);
			corrected[i][0] = known[i] ? effect : unknown;
			corrected[i][1] = known[i] ? spread : unknown;
		}
		for (size_t i = 0; i < kept; i++) {
			struct chart *chart = &charts[i];

			if (known[i])
				correct(chart, week, levels[i], corrected[i][0], corrected[i][1]);
			else if (is_apart(chart->kinds[week]))
				chart->values[week] = NAN;
			chart->has_peers = chart->has_peers || known[i];
		}
	}
}

/* ---- ends of months */

/* Middle and variance of the weeks of one sort before the newest. */
static size_t middle_of(const struct chart *chart, bool ends, double *ret_middle, double *ret_variance)
{
	double kept[FINDING_WEEKS];
	size_t n = 0;

	for (size_t i = 0; i + NEWEST / 2 < chart->n; i++)
		if (isfinite(chart->values[i]) && chart->ends_month[i] == ends)
			kept[n++] = chart->values[i];
	if (n == 0)
		return 0;
	*ret_middle = stats_median(kept, n);
	*ret_variance = pow(MAD_TO_SD * stats_mad(kept, n, *ret_middle), 2);
	return n;
}

void chart_month_ends(struct chart *chart)
{
	double middle[2], variance[2], effect, error;
	size_t ends = middle_of(chart, true, &middle[0], &variance[0]), others = middle_of(chart, false, &middle[1], &variance[1]);

	if (ends < LEAST_ENDS || others < LEAST_USUAL / 2)
		return;
	effect = middle[0] - middle[1];
	/* Half a dozen ends of months hardly tell their own spread: that of all weeks together. */
	error = sqrt(MEDIAN_COSTS * (variance[0] * (double)ends + variance[1] * (double)others) / (double)(ends + others) *
		(1 / (double)ends + 1 / (double)others));
	if (!(fabs(effect) > CLEAR * error))
		return;
	for (size_t i = 0; i < FINDING_WEEKS; i++) {
		if (!chart->ends_month[i])
			continue;
		chart->values[i] -= effect;
		chart->own[i] = hypot(chart->own[i], error);
	}
}

/* ---- judging */

/* Of a handful of files, one more or less is no news. */
static bool is_of_few(const struct chart *chart, const struct stats_change *change)
{
	enum scale scale = scale_of(chart->row->def);

	return scale == SCALE_ROOT && scale_back(scale, change->before) < LEAST_COUNT &&
		scale_back(scale, chart->values[chart->n - 1]) < LEAST_COUNT;
}

static int64_t cases_of(const struct chart *chart, size_t weeks)
{
	int64_t n = 0;

	if (chart->row->def->cohort == KPI_AT_STOCK)
		return chart->row->course[0].n;
	for (size_t i = 0; i < weeks; i++)
		n += chart->row->course[(size_t)chart->settles + i].n;
	return n;
}

/* How rare so small a share by Student's t is on this chart. */
static double quiet_share(const struct chart *chart, double share)
{
	return chance_by_week(chart->row->def, chart->row->course[chart->settles].n, share);
}

static void tell(struct search *search, enum cut cut, const struct chart *chart, const struct stats_change *change)
{
	static const enum finding_kind kinds[] = { [STATS_CHANGE_SPIKE] = FINDING_SPIKE, [STATS_CHANGE_SHIFT] = FINDING_SHIFT,
		[STATS_CHANGE_DRIFT] = FINDING_DRIFT };
	const struct kpi_def *def = chart->row->def;
	struct finding *finding = search_add(search, def, cut, chart->row);

	if (!finding)
		return;
	finding->kind = kinds[change->kind];
	finding->weeks = (int)change->blocks;
	finding->since = search->to - WEEK * (finding->weeks + chart->settles) + 1;
	finding->usual_low = scale_back(scale_of(def), change->low);
	finding->usual_high = scale_back(scale_of(def), change->high);
	finding->verdict = search_towards(def, change->z > 0);
	finding->evidence = -log10(quiet_share(chart, pow(10, -change->evidence)));
	finding->n = cases_of(chart, change->blocks);
	finding->value = chart->row->course[chart->settles].value;
	finding->score = finding->z = change->z;
}

static void judge(struct search *search, enum cut cut, const struct chart *chart)
{
	const struct kpi_dim_value *category = search_category(cut, chart->row);
	double values[FINDING_WEEKS], chance = search_chance(search, chart->row->def, category ? category->value : NULL, false);
	struct stats_change change;

	/* What is open today was looked at before its end is known; of the past, files that ended without a release are gone from the
	 * stock. The two cannot be compared; rates that count open files as failures can (sla_met_rate, slow_file_rate). */
	if (chart->row->def->cohort == KPI_AT_STOCK || (chart->post >= 0 && search->is_behind[chart->post]))
		return;
	memcpy(values, chart->values, sizeof(values));
	/* A known event of the past is no measure of what is usual; the newest weeks are judged with it. */
	for (size_t i = 0; i + 9 < chart->n; i++)
		if (chart->kinds[i] & CALENDAR_EVENT)
			values[i] = NAN;
	if (!stats_change_find(values, chart->own, chart->n, chance, search->usual[chart->row->def->unit], &change))
		return;
	search_looked(search, is_of_few(chart, &change) ? 0 : quiet_share(chart, chance));
	if (change.kind == STATS_CHANGE_NONE || is_of_few(chart, &change))
		return;
	search->out.n_alarms++;
	tell(search, cut, chart, &change);
}

static bool is_same_figure(enum cut cut, const struct kpi_row *a, const struct kpi_row *b)
{
	const struct kpi_dim_value *x = search_category(cut, a), *y = search_category(cut, b);

	return a->def == b->def && !x == !y && (!x || strcmp(x->value, y->value) == 0);
}

static bool cut_look(struct search *search, enum cut cut, struct err *err)
{
	const struct courses *courses = &search->weekly[cut];
	struct chart *charts = arena_array(&search->scratch, courses->n + 1, sizeof(*charts));
	bool *done = arena_array(&search->scratch, courses->n + 1, sizeof(*done));

	if (!charts || !done)
		return err_memory(err);
	for (size_t i = 0; i < courses->n; i++) {
		size_t n = 0;

		if (done[i] || !courses->rows[i].course)
			continue;
		for (size_t k = i; k < courses->n && courses->rows[k].def == courses->rows[i].def; k++) {
			if (done[k] || !courses->rows[k].course || !is_same_figure(cut, &courses->rows[i], &courses->rows[k]))
				continue;
			done[k] = true;
			chart_fill(search, cut, &courses->rows[k], search->to, &charts[n++]);
		}
		charts_set_apart(charts, n);
		for (size_t k = 0; k < n; k++) {
			if (charts[k].row->def->unit == KPI_MONEY || charts[k].row->def->unit == KPI_COUNT)
				chart_month_ends(&charts[k]);
			judge(search, cut, &charts[k]);
		}
	}
	return true;
}

/* How much a week resembles the one before, of times, of shares, of counts, of money: from all their charts together. */
static void learn(struct search *search)
{
	struct stats_following following[UNITS] = { 0 };
	struct chart chart;

	for (int cut = 0; cut < CUTS; cut++) {
		for (size_t i = 0; i < search->weekly[cut].n; i++) {
			const struct kpi_row *row = &search->weekly[cut].rows[i];

			if (!row->course || row->def->cohort == KPI_AT_STOCK)
				continue;
			chart_fill(search, (enum cut)cut, row, search->to, &chart);
			for (size_t k = 0; k < chart.n; k++)
				if (chart.kinds[k])
					chart.values[k] = NAN;
			stats_following_add(&following[row->def->unit], chart.values, chart.own, chart.n - NEWEST);
		}
	}
	for (int unit = 0; unit < UNITS; unit++)
		search->usual[unit] = stats_following_usual(&following[unit]);
}

bool search_weeks(struct search *search, struct err *err)
{
	learn(search);
	for (int cut = 0; cut < CUTS; cut++)
		if (!cut_look(search, (enum cut)cut, err))
			return false;
	return true;
}
