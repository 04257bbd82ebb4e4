/* risk_lists.c - see risk_lists.h. Every figure for all goods stands beside the one for new goods. */
#include "risk_lists.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"
#include "names.h"
#include "scope.h"
#include "stats/stats.h"

enum { NEXT_RESULTS = 30 };	/* fewer say too little of where to stop */

static const char *percent(double share, struct arena *arena)
{
	if (isnan(share))
		return "–";
	return arena_printf(arena, share > 0 && share < 0.0995 ? "%.1f %%" : "%.0f %%", share * 100);
}

static const char *of_hundred(double rate, double low, double high, struct arena *arena)
{
	if (isnan(rate))
		return "–";
	if (isnan(low))
		return arena_printf(arena, "%.0f", rate * 100);
	return arena_printf(arena, "%.0f  (%.0f–%.0f)", rate * 100, low * 100, high * 100);
}

/* ---- the budget */

const struct risk_budget *risk_budget_at(const struct risk_view *view, const struct risk_place *place, bool fresh)
{
	const struct risk_evaluation *evaluation = &view->by_rule[place->rule];
	const struct risk_stratum *stratum = fresh ? &evaluation->fresh : &evaluation->all;

	return stratum->n > 0 && stratum->n_budgets >= (size_t)place->share ? &stratum->budgets[place->share - 1] : NULL;
}

static double a_day(const struct risk_view *view, const struct risk_place *place)
{
	if (view->recent_days <= 0)
		return NAN;
	return (double)risk_budget_size(place->share / 100.0, view->n_recent) / view->recent_days;
}

static const char *day_count(double count, struct arena *arena)
{
	return arena_printf(arena, count < 9.95 ? "%.1f" : "%.0f", count);
}

static const struct chart_column budget_columns[] = {
	{ .title = "of what was judged since", .cells = 26 },
	{ .title = "all goods", .cells = 13, .right = true },
	{ .title = "new goods", .cells = 13, .right = true },
	{ .title = "", .cells = 46, .priority = 1 },
};
static const struct chart_column trial_columns[] = {
	{ .title = "of what its trial held back", .cells = 27 },
	{ .title = "all goods", .cells = 13, .right = true },
	{ .title = "new goods", .cells = 13, .right = true },
	{ .title = "", .cells = 46, .priority = 1 },
};

struct budget_table {
	struct list *list;
	struct arena *arena;
};

static void put(const struct budget_table *table, const char *what, const char *all, const char *fresh, const char *note)
{
	struct list_row *row = list_add(table->list);

	if (!row)
		return;
	risk_cell(row, 0, what, NAN, CANVAS_LABEL);
	risk_cell(row, 1, all, NAN, CANVAS_VALUE);
	risk_cell(row, 2, fresh, NAN, CANVAS_VALUE);
	risk_cell(row, 3, note, NAN, CANVAS_MUTED);
}

/* Where the next inspection no longer pays. */
static const char *stop_note(const struct risk_view *view, double marginal, struct arena *arena)
{
	if (isnan(marginal))
		return "";
	if (!(marginal > 0))
		return "nothing found there: stop before";
	if (!isnan(view->cost) && !isnan(view->mean_recovered))
		return arena_printf(arena, "brings %.0f an inspection, costs %.0f: %s", marginal * view->mean_recovered, view->cost,
			marginal * view->mean_recovered < view->cost ? "stop here" : "go on");
	return arena_printf(arena, "stop where a hit brings < %.1f times its cost", 1 / marginal);
}

/* What a part of the budget spent by chance costs today in hits, and how well the true rate is then known after a year. */
static void put_learning(const struct budget_table *table, const struct risk_view *view, const struct risk_place *place,
	const struct risk_budget *all, const struct risk_budget *fresh)
{
	double share = place->learning / 100.0, year = a_day(view, place) * 365 * share, rate = all->random;
	double width = year >= 1 ? 1.96 * sqrt(rate * (1 - rate) / year) : NAN;
	const char *what = arena_printf(table->arena, "%d %% of it by chance costs", place->learning);
	const char *cost = arena_printf(table->arena, "−%.1f of 100", share * (all->precision - all->random) * 100);
	const char *cost_fresh = fresh ? arena_printf(table->arena, "−%.1f of 100", share * (fresh->precision - fresh->random) * 100) : "–";

	put(table, what, cost, cost_fresh, isnan(width) ? "then the true rate is never known; > spends some" :
		arena_printf(table->arena, "buys the true rate to ±%.1f points a year; < >", width * 100));
}

static const char *played_note(const struct risk_played *played, struct arena *arena)
{
	double change = (played->with - played->without) * 100;

	switch (risk_played_judge(played)) {
	case RISK_PLAYED_COST: return arena_printf(arena, "simulated: chance cost %.1f hits of 100", -change);
	case RISK_PLAYED_GAINED: return arena_printf(arena, "simulated: chance gained %.1f hits of 100", change);
	case RISK_PLAYED_ALIKE: return "simulated: no difference that it can tell";
	default: return "not played without chance";
	}
}

static const char *hits_text(double rate, struct arena *arena)
{
	return isnan(rate) ? "–" : arena_printf(arena, "%.1f of 100", rate * 100);
}

/* What the same part by chance did over a simulated year: this price is of hits; what chance buys is the true rate. */
static void put_played(const struct budget_table *table, const struct risk_view *view)
{
	const struct risk_played *played = &view->played;

	if (!played->at) {
		put(table, "a year of that, simulated", "not played", "not played", "y plays it, or tidewaiter risk simulate");
		return;
	}
	put(table, arena_printf(table->arena, "year at %.3g %%, %.0f %% chance", played->budget * 100, played->explore * 100),
		hits_text(played->with, table->arena), hits_text(played->with_new, table->arena), played_note(played, table->arena));
	if (!isnan(played->without) && played->explore > 0)
		put(table, "the same year, no chance", hits_text(played->without, table->arena), hits_text(played->without_new, table->arena),
			isnan(played->half_width) ? "" : arena_printf(table->arena, "and the true rate unknown; with it ±%.1f points", played->half_width * 100));
}

/* The one rate that no selection has bent. */
static void put_truth(const struct budget_table *table, const struct risk_view *view)
{
	size_t n = view->random_n, hits = view->random_hits;
	struct stats_interval interval = stats_wilson((int64_t)hits, (int64_t)n);

	put(table, "true rate, by random picks", n ? of_hundred((double)hits / (double)n, interval.low, interval.high, table->arena) : "–", "",
		n ? arena_printf(table->arena, "%zu random picks judged%s", n, view->on_trial ? "" : " since") : "nothing was picked at random: it is not known");
}

/* How many hundredths more hold enough results to say whether one should go on, and what they found. */
static int next_step(const struct risk_view *view, const struct risk_place *place, bool fresh, double *ret_rate)
{
	const struct risk_evaluation *evaluation = &view->by_rule[place->rule];
	const struct risk_stratum *stratum = fresh ? &evaluation->fresh : &evaluation->all;
	const struct risk_point *from = stratum->curve ? &stratum->curve[place->share] : NULL, *to = from;
	int step = 0;

	*ret_rate = NAN;
	while (from && place->share + step + 1 < RISK_CURVE_POINTS && (step == 0 || to->k - from->k < NEXT_RESULTS))
		to = &stratum->curve[place->share + ++step];
	if (from && to->k > from->k)
		*ret_rate = (double)(to->hits - from->hits) / (double)(to->k - from->k);
	return step;
}

static void put_next(const struct budget_table *table, const struct risk_view *view, const struct risk_place *place)
{
	double all, fresh;
	int step = next_step(view, place, false, &all), step_fresh = next_step(view, place, true, &fresh);

	put(table, arena_printf(table->arena, "next %d %%: hits of 100", step), of_hundred(all, NAN, NAN, table->arena),
		step_fresh == step || isnan(fresh) ? of_hundred(fresh, NAN, NAN, table->arena) :
		arena_printf(table->arena, "%.0f in %d %%", fresh * 100, step_fresh), stop_note(view, all, table->arena));
}

static bool budget_fill(struct list *list, const struct risk_view *view, const struct risk_place *place, struct arena *arena)
{
	const struct budget_table table = { .list = list, .arena = arena };
	const struct risk_budget *all = risk_budget_at(view, place, false), *fresh = risk_budget_at(view, place, true);
	const struct risk_evaluation *evaluation = &view->by_rule[place->rule];
	static const struct risk_budget none = { .precision = NAN, .low = NAN, .high = NAN, .recall = NAN, .revenue_recall = NAN,
		.stake_recall = NAN, .random = NAN, .current = NAN, .marginal = NAN };
	const struct risk_budget *f = fresh ? fresh : &none;

	list->title = arena_printf(arena, "A budget of %d %%, ranked for %s", place->share, risk_rule_title(place->rule));
	list->note = view->n_recent ? arena_printf(arena, "%s inspections a day", day_count(a_day(view, place), arena)) : NULL;
	list->empty = "Nothing registered after the model's last day has a result yet: what a budget finds is not known.";
	if (!list_begin(list, view->on_trial ? trial_columns : budget_columns, 4, 13, arena, NULL))
		return false;
	if (!all) {
		list_end(list);
		return true;
	}
	put(&table, "hits of 100 inspected", of_hundred(all->precision, all->low, all->high, arena), of_hundred(f->precision, f->low, f->high, arena),
		"95 % interval");
	put(&table, "picked blindly", of_hundred(all->random, NAN, NAN, arena), of_hundred(f->random, NAN, NAN, arena), "");
	put(&table, "today's practice", of_hundred(all->current, NAN, NAN, arena), of_hundred(f->current, NAN, NAN, arena),
		isnan(all->current) ? "it recorded no score and no reason" : "");
	put(&table, "of all hits, found", percent(all->recall, arena), percent(f->recall, arena), "");
	if (!isnan(all->revenue_recall))
		put(&table, "of money recovered, found", percent(all->revenue_recall, arena), percent(f->revenue_recall, arena), "d turns the dial");
	if (!isnan(all->stake_recall))
		put(&table, "of tax at stake, found", percent(all->stake_recall, arena), percent(f->stake_recall, arena),
			"an upper bound; d turns the dial");
	put_next(&table, view, place);
	put_learning(&table, view, place, all, fresh);
	put_played(&table, view);
	put_truth(&table, view);
	put(&table, "judged, of them hits", arena_printf(arena, "%zu, %zu", evaluation->all.n, evaluation->all.hits),
		arena_printf(arena, "%zu, %zu", evaluation->fresh.n, evaluation->fresh.hits), "what nobody inspected is not known");
	if (view->on_trial)
		put(&table, "judged since", arena_printf(arena, "%zu", view->since), "", arena_printf(arena, "from %d on these figures are of them",
			RISK_VIEW_RESULTS));
	list_end(list);
	return true;
}

void risk_budget_line(const struct risk_view *view, const struct risk_place *place, struct text *out)
{
	const struct risk_budget *all = risk_budget_at(view, place, false), *fresh = risk_budget_at(view, place, true);

	if (!all)
		return;
	text_appendf(out, "%s %d %%: %.0f %% hit (%.0f–%.0f)", view->on_trial ? "Trial, budget" : "Budget", place->share, all->precision * 100, all->low * 100, all->high * 100);
	if (fresh)
		text_appendf(out, ", new %.0f %% (%.0f–%.0f)", fresh->precision * 100, fresh->low * 100, fresh->high * 100);
	text_appendf(out, ", chance %.0f", all->random * 100);
	if (!isnan(all->current))
		text_appendf(out, ", today %.0f", all->current * 100);
	if (view->n_recent)
		text_appendf(out, a_day(view, place) < 9.95 ? ", %.1f a day" : ", %.0f a day", a_day(view, place));
}

/* ---- inspections a day by office */

static const struct chart_column office_columns[] = {
	{ .title = "post", .cells = 18 },
	{ .title = "declared a day", .cells = 14, .right = true },
	{ .title = "to inspect", .cells = 10, .right = true },
	{ .title = "share", .cells = 7, .right = true, .priority = 2 },
	{ .title = "expected hits", .cells = 13, .right = true, .priority = 1 },
	{ .title = "expected of 100", .cells = 15, .right = true, .priority = 3 },
	{ .title = "picks now", .cells = 9, .right = true, .priority = 4 },
	{ .title = "by chance", .cells = 9, .right = true, .priority = 5 },
};
enum { OFFICE_COLUMNS = sizeof(office_columns) / sizeof(office_columns[0]) };

static int by_rank(const void *a, const void *b)
{
	const struct risk_recent *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? 1 : -1;
	return (x->office > y->office) - (x->office < y->office);
}

struct office_sum {
	double n, picked, expected;
	size_t picks, by_chance;	/* of what is open, at this budget */
};

size_t risk_office_at(const struct risk_office_name *names, size_t n_names, uint32_t code)
{
	size_t at = 0;

	while (at < n_names && names[at].code != code)
		at++;
	return at;
}

static void offices_sum(const struct risk_view *view, const struct risk_place *place, const struct risk_office_name *names, size_t n_names,
	struct office_sum *sums)
{
	size_t k = risk_budget_size(place->share / 100.0, view->n_recent);

	for (size_t i = 0; i < view->n_recent; i++)
		view->recent[i].rank = risk_rank(place->rule, view->recent[i].margin, view->recent[i].p, view->recent[i].stake);
	if (view->n_recent)
		qsort(view->recent, view->n_recent, sizeof(*view->recent), by_rank);
	for (size_t i = 0; i < view->n_recent; i++) {
		size_t o = risk_office_at(names, n_names, view->recent[i].office);

		if (o == n_names)
			continue;
		sums[o].n++;
		sums[o].picked += i < k;
		sums[o].expected += i < k ? view->recent[i].p : 0;
	}
}

/* The picks that are proposed, post by post. */
static void picks_sum(const struct risk_view *view, const struct risk_place *place, const struct risk_case *sorted,
	const struct risk_office_name *names, size_t n_names, struct office_sum *sums)
{
	size_t n_chance, n = risk_picks_size(view, place, &n_chance);

	for (size_t i = 0; i < n; i++) {
		size_t o = risk_office_at(names, n_names, sorted[i].office);

		if (o == n_names)
			continue;
		sums[o].picks++;
		sums[o].by_chance += i >= n - n_chance;
	}
}

static bool offices_fill(struct list *list, const struct risk_view *view, const struct risk_place *place, const struct risk_case *sorted,
	const struct risk_office_name *names, size_t n_names, struct arena *arena)
{
	struct office_sum *sums = arena_array(arena, n_names + 1, sizeof(*sums));
	double days = view->recent_days > 0 ? view->recent_days : 1;

	list->title = arena_printf(arena, "Inspections a day by post, of %d %% of all", place->share);
	list->note = arena_printf(arena, "by the last %d days", view->recent_days);
	list->empty = "Nothing was registered lately.";
	if (!sums || !list_begin(list, office_columns, OFFICE_COLUMNS, n_names, arena, NULL))
		return false;
	offices_sum(view, place, names, n_names, sums);
	picks_sum(view, place, sorted, names, n_names, sums);
	for (size_t o = 0; o < n_names; o++) {
		struct list_row *row = list_add(list);

		if (!row)
			return false;
		risk_cell(row, 0, names[o].name, NAN, CANVAS_LABEL);
		risk_cell(row, 1, day_count(sums[o].n / days, arena), sums[o].n, CANVAS_PLAIN);
		risk_cell(row, 2, day_count(sums[o].picked / days, arena), sums[o].picked, CANVAS_VALUE);
		risk_cell(row, 3, percent(sums[o].n > 0 ? sums[o].picked / sums[o].n : NAN, arena), sums[o].n > 0 ? sums[o].picked / sums[o].n : NAN, CANVAS_PLAIN);
		risk_cell(row, 4, day_count(sums[o].expected / days, arena), sums[o].expected, CANVAS_PLAIN);
		risk_cell(row, 5, of_hundred(sums[o].picked > 0 ? sums[o].expected / sums[o].picked : NAN, NAN, NAN, arena),
			sums[o].picked > 0 ? sums[o].expected / sums[o].picked : NAN, CANVAS_PLAIN);
		risk_cell(row, 6, figures_count((int64_t)sums[o].picks, arena), (double)sums[o].picks, CANVAS_VALUE);
		risk_cell(row, 7, figures_count((int64_t)sums[o].by_chance, arena), (double)sums[o].by_chance, CANVAS_PLAIN);
		snprintf(row->focus.filter_name, sizeof(row->focus.filter_name), "office");
		snprintf(row->focus.filter_value, sizeof(row->focus.filter_value), "%s", names[o].code_text);
	}
	list_end(list);
	return true;
}

/* ---- open declarations */

static const struct chart_column open_columns[] = {
	{ .title = "declaration", .cells = 16 },
	{ .title = "post", .cells = 12 },
	{ .title = "chance", .cells = 7, .right = true },
	{ .title = "at stake", .cells = 9, .right = true, .priority = 3 },
	{ .title = "goods", .cells = 6, .priority = 4 },
	{ .title = "officer", .cells = 8, .priority = 5 },
	{ .title = "strongest reason", .cells = 40, .priority = 1 },
	{ .title = "then", .cells = 40, .priority = 6 },
	{ .title = "then", .cells = 40, .priority = 7 },
};

struct ranked {
	const struct risk_open *open;
	double rank;
};

static int by_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? 1 : -1;
	return strcmp(x->open->of.name, y->open->of.name);
}

static const char *reason_text(const struct risk_open *open, size_t i, struct arena *arena)
{
	if (!open->why || i >= open->why->n_reasons)
		return "";
	return arena_printf(arena, "%s %s", open->why->reasons[i].push > 0 ? "+" : "−", open->why->reasons[i].fact);
}

static void open_row(struct list_row *row, const struct risk_open *open, struct arena *arena)
{
	const struct risk_case *c = &open->of;

	risk_cell(row, 0, c->name, NAN, CANVAS_PLAIN);
	risk_cell(row, 1, open->name, NAN, CANVAS_LABEL);
	risk_cell(row, 2, arena_printf(arena, "%.0f %%", c->p * 100), c->p, CANVAS_VALUE);
	risk_cell(row, 3, isnan(c->stake) ? "–" : figures_number(c->stake, KPI_MONEY, arena), c->stake, CANVAS_PLAIN);
	risk_cell(row, 4, c->is_new ? "new" : "known", NAN, c->is_new ? CANVAS_WARNING : CANVAS_MUTED);
	risk_cell(row, 5, open->opinion > 0 ? "✓ agreed" : open->opinion < 0 ? "✗ not so" : "", NAN, open->opinion < 0 ? CANVAS_WARNING : CANVAS_GOOD);
	for (size_t i = 0; i < 3; i++)
		risk_cell(row, RISK_REASON + (int)i, reason_text(open, i, arena), NAN, CANVAS_PLAIN);
	row->focus.declaration = c->id;
	row->focus.drills = true;
}

static bool open_fill(struct list *list, const struct risk_view *view, const struct risk_place *place, struct arena *arena)
{
	struct ranked *ranked = arena_array(arena, view->n_open + 1, sizeof(*ranked));

	list->title = "Open declarations, the riskiest of each post";
	list->note = view->n_open_all > view->n_open ? arena_printf(arena, "%zu of %zu open", view->n_open, view->n_open_all) : "an officer decides";
	list->empty = arena_printf(arena, "No declaration of the last %d days is open: all are released or inspected.", RISK_VIEW_OPEN_DAYS);
	if (!ranked || !list_begin(list, open_columns, 9, view->n_open, arena, NULL))
		return false;
	for (size_t i = 0; i < view->n_open; i++)
		ranked[i] = (struct ranked){ .open = &view->open[i],
			.rank = risk_rank(place->rule, view->open[i].of.margin, view->open[i].of.p, view->open[i].of.stake) };
	if (view->n_open)
		qsort(ranked, view->n_open, sizeof(*ranked), by_ranked);
	for (size_t i = 0; i < view->n_open; i++)
		open_row(list_add(list), ranked[i].open, arena);
	list_end(list);
	return true;
}

bool risk_lists_move(struct list *lists, const struct risk_view *view, const struct risk_place *place,
	const struct risk_office_name *names, size_t n_names, struct arena *moved)
{
	const struct risk_case *sorted;

	arena_finish(moved);
	sorted = risk_picks_sorted(view, place, moved);
	return sorted && open_fill(&lists[RISK_LIST_OPEN], view, place, moved) && budget_fill(&lists[RISK_LIST_BUDGET], view, place, moved) &&
	       offices_fill(&lists[RISK_LIST_OFFICES], view, place, sorted, names, n_names, moved) &&
	       risk_picks_fill(&lists[RISK_LIST_PICKS], view, place, sorted, names, n_names, moved);
}

/* ---- weeks */

static const struct chart_column week_columns[] = {
	{ .title = "week of", .cells = 12 },
	{ .title = "judged", .cells = 7, .right = true, .priority = 2 },
	{ .title = "hits", .cells = 6, .right = true },
	{ .title = "expected", .cells = 8, .right = true, .priority = 1 },
	{ .title = "best tenth", .cells = 11, .right = true, .priority = 3 },
	{ .title = "random", .cells = 11, .right = true, .priority = 1 },
	{ .title = "new goods", .cells = 10, .right = true, .priority = 4 },
	{ .title = "new traders", .cells = 11, .right = true, .priority = 6 },
	{ .title = "PSI (chance)", .cells = 13, .right = true, .priority = 5 },
	{ .title = "signals", .cells = 30 },
};

static const char *rate_of(size_t hits, size_t n, struct arena *arena)
{
	return n ? arena_printf(arena, "%zu of %zu", hits, n) : "–";
}

static const char *signals_text(const struct risk_week *week, struct arena *arena)
{
	static const char *const words[RISK_SIGNALS] = { "scores", "new goods", "found", "random" };
	struct text out = TEXT_INIT;
	const char *copy;

	for (int s = 0; s < RISK_SIGNALS; s++)
		if (week->signals[s])
			text_appendf(&out, "%s%s", out.len ? ", " : week->alarm ? "✗ " : "! ", words[s]);
	copy = out.len ? arena_strdup(arena, out.data) : week->judged >= RISK_WATCH_FEW ? "· none" : week->judged ? "too few to tell" :
		"– nothing judged";
	text_finish(&out);
	return copy;
}

bool risk_weeks_fill(struct list *list, const struct risk_view *view, struct arena *arena, struct err *err)
{
	list->title = RISK_WEEKS_TITLE;
	list->note = "alarm: two signals in two weeks, or one for four";
	list->empty = "Not one whole week lies between the model's last day and the end of the period; ] goes on to a later one.";
	if (!list_begin(list, week_columns, 10, view->watch.n, arena, err))
		return false;
	for (size_t i = view->watch.n; i-- > 0;) {
		const struct risk_week *week = &view->watch.weeks[i];
		struct list_row *row = list_add(list);

		risk_cell(row, 0, scope_day_in(week->day, arena), week->day, CANVAS_LABEL);
		risk_cell(row, 1, figures_count((int64_t)week->judged, arena), (double)week->judged, CANVAS_PLAIN);
		risk_cell(row, 2, figures_count((int64_t)week->hits, arena), (double)week->hits, CANVAS_VALUE);
		risk_cell(row, 3, arena_printf(arena, "%.0f ±%.0f", week->expected, 1.96 * week->spread), week->expected, CANVAS_PLAIN);
		risk_cell(row, 4, rate_of(week->picked_hits, week->picked, arena), week->picked ? (double)week->picked_hits / (double)week->picked : NAN, CANVAS_PLAIN);
		risk_cell(row, 5, rate_of(week->random_hits, week->random_n, arena), week->random_n ? (double)week->random_hits / (double)week->random_n : NAN,
			CANVAS_PLAIN);
		risk_cell(row, 6, week->n ? percent((double)week->n_new / (double)week->n, arena) : "–", (double)week->n_new, CANVAS_PLAIN);
		risk_cell(row, 7, percent(week->unseen_importers, arena), week->unseen_importers, CANVAS_PLAIN);
		risk_cell(row, 8, isnan(week->psi) ? "–" : arena_printf(arena, "%.2f (%.2f)", week->psi, week->psi_chance), week->psi, CANVAS_PLAIN);
		risk_cell(row, 9, signals_text(week, arena), NAN, week->alarm ? CANVAS_BAD : CANVAS_MUTED);
		row->exception = week->alarm ? (double)(i + 1) : 0;
		row->focus.exception = week->alarm;
	}
	list_end(list);
	return true;
}

/* ---- what it looks at, and the card */

static const struct chart_column looks_columns[] = {
	{ .title = "what it looks at", .cells = 20 },
	{ .title = "share", .cells = 7, .right = true },
	{ .title = "", .cells = 60, .priority = 1 },
};

static bool looks_fill(struct list *list, const struct risk_view *view, struct arena *arena, struct err *err)
{
	static const char *const what[RISK_GROUPS] = {
		[RISK_GROUP_GOODS] = "the commodity, and what was found in it", [RISK_GROUP_LANE] = "where it comes from, and what was found there",
		[RISK_GROUP_PARTY] = "importer, declarant, seller and their record", [RISK_GROUP_VALUE] = "value, tax, value a kilogram against the usual",
		[RISK_GROUP_MASS] = "mass, alone and against the usual", [RISK_GROUP_CALENDAR] = "day of the week, of the month",
		[RISK_GROUP_PAPERS] = "office, regime, other codes of the declaration",
	};

	list->title = "Reasons in all: what moves its scores";
	list->note = NULL;
	list->empty = "Nothing is known of what it looks at.";
	if (!list_begin(list, looks_columns, 3, RISK_GROUPS, arena, err))
		return false;
	for (int group = 0; group < RISK_GROUPS; group++) {
		struct list_row *row = list_add(list);

		risk_cell(row, 0, risk_group_title((enum risk_group)group), NAN, CANVAS_LABEL);
		risk_cell(row, 1, percent(view->looks[group], arena), view->looks[group], CANVAS_VALUE);
		risk_cell(row, 2, what[group], NAN, CANVAS_MUTED);
	}
	list_end(list);
	return true;
}

/* One column: the words need all the room there is. */
static const struct chart_column card_columns[] = { { .title = "what stands on it", .cells = 100 } };

static void card_put(struct list *list, struct arena *arena, const char *what, const char *text)
{
	struct list_row *row = text ? list_add(list) : NULL;

	if (row)
		risk_cell(row, 0, arena_printf(arena, "%-16s %s", what, text), NAN, CANVAS_PLAIN);
}

static const char *event_text(const struct risk_event *event, const char *none, struct arena *arena)
{
	if (!event)
		return none;
	return arena_printf(arena, "%s, %s%s%s", event->who, scope_day_in((int32_t)(event->at / TIME_DAY_SECONDS), arena), event->note ? ": " : "",
		event->note ? event->note : "");
}

static const char *probe_text(const struct risk_probe *probe, struct arena *arena)
{
	if (probe->from == TIME_DAY_NONE)
		return "too few outcomes to hold any back";
	return arena_printf(arena, "from %s: AUC %.3f, %.0f of 100 at 10 %%; new goods AUC %.3f, %.0f of 100", scope_day_in(probe->from, arena), probe->auc,
		probe->precision_10 * 100, probe->new_auc, probe->new_precision_10 * 100);
}

static const char *overrides_text(const struct risk_state *state, struct arena *arena)
{
	size_t all = state->agreed + state->disagreed;

	if (all == 0)
		return "no officer has said anything yet: + agrees, - does not";
	return arena_printf(arena, "%zu of %zu not agreed to (%.0f %%); of %zu judged since, %zu were hits", state->disagreed, all,
		100.0 * (double)state->disagreed / (double)all, state->disagreed_judged, state->disagreed_hits);
}

static const char *picked_text(const struct risk_picked *arms, struct arena *arena)
{
	const struct risk_picked *rank = &arms[RISK_ARM_RANK], *chance = &arms[RISK_ARM_CHANCE];

	if (rank->n + chance->n == 0)
		return "nothing yet: tidewaiter risk pick writes the day's list down";
	return arena_printf(arena, "by rank %zu, %zu of %zu judged hits; by chance %zu, %zu of %zu; %zu released unseen", rank->n, rank->hits, rank->judged,
		chance->n, chance->hits, chance->judged, rank->passed + chance->passed);
}

static bool card_fill(struct list *list, const struct risk_view *view, struct arena *arena, struct err *err)
{
	const struct risk_card *card = view->card;
	struct text keys = TEXT_INIT;

	list->title = "Model card";
	list->note = card && card->synthetic ? "SYNTHETIC" : NULL;
	list->empty = "There is no model.";
	if (!list_begin(list, card_columns, 1, 14, arena, err))
		return false;
	if (card) {
		for (size_t i = 0; i < card->n_keys; i++)
			text_appendf(&keys, "%s%s", i ? ", " : "", card->keys[i]);
		card_put(list, arena, "version", arena_printf(arena, "%lld, %s, seed %llu", (long long)card->version, card->engine_title,
			(unsigned long long)card->seed));
		card_put(list, arena, "learnt from", arena_printf(arena, "%s inspections, %s hits, %s to %s", figures_count((int64_t)card->n, arena),
			figures_count((int64_t)card->hits, arena),
			scope_day_in(card->trained_from, arena), scope_day_in(card->trained_until, arena)));
		card_put(list, arena, "owner, approval", event_text(view->state.approval, "nobody has approved it: tidewaiter risk approve", arena));
		card_put(list, arena, "switch", view->state.off ? event_text(view->state.switched, "off", arena) : "on; tidewaiter risk off turns it off");
		card_put(list, arena, "officers", overrides_text(&view->state, arena));
		card_put(list, arena, "picked", picked_text(view->picked, arena));
		card_put(list, arena, "held back", probe_text(&card->probe, arena));
		card_put(list, arena, "probabilities", card->calibrated ? "bent to what was found in the part held back" : "as the engine gives them");
		card_put(list, arena, "keeps record of", arena_strdup(arena, keys.data));
		card_put(list, arena, "sha256", arena_strdup(arena, card->sha256));
		text_finish(&keys);
	}
	list_end(list);
	return true;
}

bool risk_lists_read(struct list *lists, const struct risk_view *view, const struct panel_context *context,
	struct arena *arena, struct err *err)
{
	return looks_fill(&lists[RISK_LIST_LOOKS], view, arena, err) &&
	       card_fill(&lists[RISK_LIST_CARD], view, arena, err) &&
	       risk_trail_fill(&lists[RISK_LIST_TRAIL], view, arena, err) &&
	       risk_picked_fill(&lists[RISK_LIST_PICKED], view, context, arena, err);
}
