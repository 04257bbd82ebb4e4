/* simulate_tell.c - years that were played, in figures: hit rates with where years lie, the rate that no selection bent, today's practice. */
#include "simulate_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/stats.h"

static struct risk_sim_figure figure_of(const double *values, int n)
{
	double sum = 0, squares = 0, mean, sd;

	for (int i = 0; i < n; i++)
		sum += values[i];
	mean = sum / n;
	for (int i = 0; i < n; i++)
		squares += (values[i] - mean) * (values[i] - mean);
	sd = n > 1 ? sqrt(squares / (n - 1)) : NAN;
	return (struct risk_sim_figure){mean, mean - 1.96 * sd, mean + 1.96 * sd};
}

static double part(double some, double all)
{
	return all > 0 ? some / all : NAN;
}

/* All hits and their stake, of the weeks that count. */
static void truth_tell(const struct risk_simulating *sim, double *hits, double *money, double quarter_hits[RISK_SIM_QUARTERS])
{
	int start = sim->options->start;

	*hits = *money = 0;
	memset(quarter_hits, 0, RISK_SIM_QUARTERS * sizeof(*quarter_hits));
	for (int week = start; week < sim->weeks; week++) {
		for (size_t row = sim->first[week]; row < sim->first[week + 1]; row++) {
			if (risk_sim_label(sim, row, week) != 1)
				continue;
			++*hits;
			quarter_hits[(week - start) * RISK_SIM_QUARTERS / (sim->weeks - start)]++;
			*money += sim->pool.rows[row].stake > 0 ? sim->pool.rows[row].stake : 0;
		}
	}
}

/* The rate that no selection has bent, with its interval: what the model picked is known, of all else chance tells. */
static struct stats_interval rate_bounds(double all, double model, double model_hits, double random, double random_hits, double *ret_rate)
{
	struct stats_interval wilson = stats_wilson((int64_t)random_hits, (int64_t)random);

	*ret_rate = (model_hits + (all - model) * part(random_hits, random)) / all;
	return (struct stats_interval){(model_hits + (all - model) * wilson.low) / all, (model_hits + (all - model) * wilson.high) / all};
}

static bool rate_tell(const struct risk_simulating *sim, const struct risk_sim_play *plays, int n, struct risk_sim_arm *arm)
{
	double *rates = arena_array(sim->arena, (size_t)n, sizeof(*rates)), hits, money, truth[RISK_SIM_QUARTERS], held = 0, width = 0;

	if (!rates)
		return false;
	truth_tell(sim, &hits, &money, truth);
	for (int i = 0; i < n; i++) {
		const struct risk_sim_play *play = &plays[i];
		double all = 0, model = 0, model_hits = 0, random = 0, random_hits = 0;
		struct stats_interval bounds;

		for (int q = 0; q < RISK_SIM_QUARTERS; q++) {
			double rate;

			all += play->quarter_all[q];
			model += play->quarter_model[q];
			model_hits += play->quarter_model_hits[q];
			random += play->quarter_random[q];
			random_hits += play->quarter_random_hits[q];
			if (play->quarter_random[q] < 1)
				continue;
			bounds = rate_bounds(play->quarter_all[q], play->quarter_model[q], play->quarter_model_hits[q], play->quarter_random[q],
				play->quarter_random_hits[q], &rate);
			held += truth[q] / play->quarter_all[q] >= bounds.low && truth[q] / play->quarter_all[q] <= bounds.high;
			arm->n_intervals++;
		}
		bounds = rate_bounds(all, model, model_hits, random, random_hits, &rates[i]);
		width += (bounds.high - bounds.low) / 2 / n;
	}
	arm->rate = figure_of(rates, n);
	arm->half_width = width;
	arm->cover = part(held, arm->n_intervals);
	return true;
}

/* Hit rate of weeks from..to (counted from 0, both included), over all seeds. */
static double weeks_rate(const struct risk_sim_play *plays, int n, int from, int to)
{
	double picked = 0, hits = 0;

	for (int i = 0; i < n; i++) {
		for (int week = from; week <= to; week++) {
			picked += plays[i].week_picked[week];
			hits += plays[i].week_hits[week];
		}
	}
	return part(hits, picked);
}

static bool weeks_tell(const struct risk_simulating *sim, const struct risk_sim_play *plays, int n, struct risk_sim_arm *arm)
{
	int weeks = sim->weeks - sim->options->start, turn = sim->options->rotate - 1;

	arm->weekly = arena_array(sim->arena, (size_t)weeks + 1, sizeof(double));
	arm->weekly_random = arena_array(sim->arena, (size_t)weeks + 1, sizeof(double));
	arm->before = arm->after = NAN;
	if (!arm->weekly || !arm->weekly_random)
		return false;
	for (int week = 0; week < weeks; week++) {
		double random = 0, hits = 0;

		arm->weekly[week] = weeks_rate(plays, n, week, week);
		for (int i = 0; i < n; i++) {
			random += plays[i].week_random[week];
			hits += plays[i].week_random_hits[week];
		}
		arm->weekly_random[week] = part(hits, random);
	}
	if (turn >= RISK_SIM_QUARTER && turn + 2 * RISK_SIM_QUARTER <= weeks) {
		arm->before = weeks_rate(plays, n, turn - RISK_SIM_QUARTER, turn - 1);
		arm->after = weeks_rate(plays, n, turn + RISK_SIM_QUARTER, turn + 2 * RISK_SIM_QUARTER - 1);
	}
	return true;
}

/* Plays that picked none are left out: they say nothing. */
static void fresh_tell(const struct risk_sim_play *plays, int n, double *values, struct risk_sim_arm *arm)
{
	double fresh = 0, picked = 0, all = 0, all_hits = 0;
	int told = 0;

	for (int i = 0; i < n; i++) {
		if (plays[i].fresh_picked > 0)
			values[told++] = plays[i].fresh_hits / plays[i].fresh_picked;
		fresh += plays[i].fresh_picked;
		picked += plays[i].picked;
		all += plays[i].fresh_all;
		all_hits += plays[i].fresh_all_hits;
	}
	arm->fresh = told ? figure_of(values, told) : (struct risk_sim_figure){NAN, NAN, NAN};
	arm->fresh_share = part(fresh, picked);
	arm->fresh_random = part(all_hits, all);
}

bool risk_sim_arm_tell(const struct risk_simulating *sim, const struct risk_sim_play *plays, int n, struct risk_sim_arm *arm)
{
	double *values = arena_array(sim->arena, (size_t)n, sizeof(*values)), *found = arena_array(sim->arena, (size_t)n, sizeof(*found));
	double *money = arena_array(sim->arena, (size_t)n, sizeof(*money)), all_hits, all_money, truth[RISK_SIM_QUARTERS];

	if (!values || !found || !money)
		return false;
	truth_tell(sim, &all_hits, &all_money, truth);
	for (int i = 0; i < n; i++) {
		values[i] = part(plays[i].hits, plays[i].picked);
		found[i] = part(plays[i].hits, all_hits);
		money[i] = part(plays[i].money, all_money);
	}
	arm->explore = sim->explore;
	arm->year = figure_of(values, n);
	fresh_tell(plays, n, values, arm);
	arm->found = figure_of(found, n);
	arm->money = figure_of(money, n);
	for (int q = 0; q < RISK_SIM_QUARTERS; q++) {
		for (int i = 0; i < n; i++)
			values[i] = part(plays[i].quarter_hits[q], plays[i].quarter_picked[q]);
		arm->quarters[q] = figure_of(values, n);
	}
	arm->rate = (struct risk_sim_figure){NAN, NAN, NAN};
	arm->half_width = arm->cover = NAN;
	return (!(sim->explore > 0) || rate_tell(sim, plays, n, arm)) && weeks_tell(sim, plays, n, arm);
}

/* ------------------------------------------------------------------------------------------ */

/* Today's practice, week by week at the same budget, by the score it gave; where it gave none, of what it picked for a reason. */
static double practice(struct risk_simulating *sim)
{
	double scored = 0, all = 0, hits = 0, picked = 0, targeted = 0, targeted_hits = 0;

	for (int week = sim->options->start; week < sim->weeks; week++) {
		size_t n = 0, k = risk_budget_size(sim->options->budget, sim->first[week + 1] - sim->first[week]);

		for (size_t row = sim->first[week]; row < sim->first[week + 1]; row++) {
			bool hit = risk_sim_label(sim, row, week) == 1, aimed = sim->pool.rows[row].choice == RISK_CHOICE_TARGETED;

			all++;
			targeted += aimed;
			targeted_hits += aimed && hit;
			if (!isnan(sim->pool.rows[row].score))
				sim->ranked[n++] = (struct risk_sim_ranked){.row = row, .rank = sim->pool.rows[row].score};
		}
		scored += (double)n;
		if (n > 0)
			qsort(sim->ranked, n, sizeof(*sim->ranked), risk_sim_by_rank);
		for (size_t i = 0; i < k && i < n; i++) {
			picked++;
			hits += risk_sim_label(sim, sim->ranked[i].row, week) == 1;
		}
	}
	return scored >= 0.9 * all ? part(hits, picked) : part(targeted_hits, targeted);
}

void risk_sim_pool_tell(struct risk_simulating *sim, int32_t from, struct risk_simulation *simulation)
{
	int start = sim->options->start, weeks = sim->weeks - start;
	double hits, money, truth[RISK_SIM_QUARTERS];

	truth_tell(sim, &hits, &money, truth);
	simulation->from = from + start * RISK_SIM_WEEK;
	simulation->to = from + sim->weeks * RISK_SIM_WEEK - 1;
	simulation->weeks = weeks;
	simulation->start = start;
	simulation->seeds = sim->options->seeds;
	simulation->engine_title = sim->engine->title;
	simulation->n = sim->first[sim->weeks] - sim->first[start];
	simulation->hits = (size_t)hits;
	simulation->random = part(hits, (double)simulation->n);
	simulation->current = practice(sim);
	for (int week = start; week < sim->weeks; week++)
		simulation->picked += (double)risk_budget_size(sim->options->budget, sim->first[week + 1] - sim->first[week]) / weeks;
}

