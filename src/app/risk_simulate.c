/* risk_simulate.c - `risk simulate`: what a year of weekly selection would find, what chance in it costs, and what it buys. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "progress.h"
#include "risk.h"
#include "risk/played.h"

static bool step(void *user, int done, int all)
{
	return progress_step(user, done, all, -1);
}

static bool options_take(struct risk_call *call, struct risk_sim_options *options, struct err *err)
{
	const struct args *args = call->args;
	int64_t weeks = 52, start = 4, seeds = 5, rotate = 0;
	int32_t first, last;

	if (!risk_span(call->session.store, &first, &last, err))
		return false;
	*options = (struct risk_sim_options){.from = first, .to = last, .seed = 1, .engine = args_get(args, "engine"), .alone = args_has(args, "alone")};
	if (!risk_day(args, "from", &options->from, err) || !risk_day(args, "to", &options->to, err) || !risk_seed(args, &options->seed, err) ||
		!risk_rule(args, &options->rule, err) || !risk_share(args, "budget", 0.05, &call->arena, &options->budget, err) ||
		!risk_share(args, "explore", 0.10, &call->arena, &options->explore, err) || !args_int(args, "weeks", 12, 260, &weeks, err) ||
		!args_int(args, "start", 1, 52, &start, err) || !args_int(args, "seeds", 1, 1000, &seeds, err) ||
		!args_int(args, "rotate", 1, 260, &rotate, err))
		return false;
	if (options->budget <= 0)
		return err_set(err, ERR_USAGE, "--budget takes a share above 0 such as 5%%");
	options->weeks = (int)weeks;
	options->start = (int)start;
	options->seeds = (int)seeds;
	options->rotate = (int)rotate;
	return true;
}

/* ---- JSON */

static void number(struct text *out, const char *name, double value)
{
	text_appendf(out, ",\"%s\":", name);
	text_append_json_number(out, value);
}

static void figure_json(struct text *out, const char *name, struct risk_sim_figure figure)
{
	text_appendf(out, ",\"%s\":{\"mean\":", name);
	text_append_json_number(out, figure.mean);
	number(out, "low", figure.low);
	number(out, "high", figure.high);
	text_put(out, '}');
}

static void numbers_json(struct text *out, const char *name, const double *values, int n)
{
	text_appendf(out, ",\"%s\":[", name);
	for (int i = 0; i < n; i++) {
		if (i)
			text_put(out, ',');
		text_append_json_number(out, values[i]);
	}
	text_put(out, ']');
}

static void arm_json(struct text *out, const char *name, const struct risk_sim_arm *arm, int weeks)
{
	static const char *const quarters[] = {"q1", "q2", "q3", "q4"};

	text_appendf(out, ",\n\"%s\":{\"explore\":", name);
	text_append_json_number(out, arm->explore);
	figure_json(out, "year", arm->year);
	for (int q = 0; q < RISK_SIM_QUARTERS; q++)
		figure_json(out, quarters[q], arm->quarters[q]);
	figure_json(out, "new", arm->fresh);
	number(out, "new_share", arm->fresh_share);
	number(out, "new_random", arm->fresh_random);
	figure_json(out, "found", arm->found);
	figure_json(out, "money", arm->money);
	figure_json(out, "rate", arm->rate);
	number(out, "half_width", arm->half_width);
	number(out, "cover", arm->cover);
	text_appendf(out, ",\"intervals\":%d", arm->n_intervals);
	number(out, "before", arm->before);
	number(out, "after", arm->after);
	numbers_json(out, "weekly", arm->weekly, weeks);
	numbers_json(out, "weekly_random", arm->weekly_random, weeks);
	text_put(out, '}');
}

static void simulation_json(struct text *out, const struct risk_simulation *s, const struct risk_sim_options *options)
{
	char from[32], to[32];

	text_appendf(out, "{\"from\":\"%s\",\"to\":\"%s\",\"weeks\":%d,\"start\":%d,\"seeds\":%d,\"n\":%zu,\"hits\":%zu", time_day_format(s->from, from),
		time_day_format(s->to, to), s->weeks, s->start, s->seeds, s->n, s->hits);
	number(out, "budget", options->budget);
	text_appendf(out, ",\"rank\":\"%s\",\"rotate\":%d", risk_rank_rule_name(options->rule), options->rotate);
	number(out, "random", s->random);
	number(out, "current", s->current);
	arm_json(out, "with", &s->with, s->weeks);
	if (!options->alone)
		arm_json(out, "without", &s->without, s->weeks);
	text_append(out, "}\n");
}

/* ---- for people */

static void cell(struct text *out, struct risk_sim_figure figure)
{
	if (isnan(figure.mean))
		text_appendf(out, "%19s", "-");
	else if (isnan(figure.low))
		text_appendf(out, "%19.1f", figure.mean * 100);
	else
		text_appendf(out, "%6.1f (%4.1f to %4.1f)", figure.mean * 100, fmax(figure.low, 0) * 100, fmin(figure.high, 1) * 100);
}

static void row(struct text *out, const char *what, struct risk_sim_figure with, const struct risk_sim_figure *without)
{
	text_appendf(out, "%-34s", what);
	cell(out, with);
	if (without) {
		text_append(out, "  ");
		cell(out, *without);
	}
	text_put(out, '\n');
}

static void plain_row(struct text *out, const char *what, double value)
{
	if (!isnan(value))
		text_appendf(out, "%-34s%6.1f\n", what, value * 100);
}

static void table(struct text *out, const struct risk_simulation *s, const struct risk_sim_options *options)
{
	static const char *const quarters[] = {"  first quarter", "  second quarter", "  third quarter", "  fourth quarter"};
	const struct risk_sim_arm *without = options->alone ? NULL : &s->without;

	text_appendf(out, "%-34s%17.0f %%%s\n", "of the picks by chance", options->explore * 100, without ? "                0 %" : "");
	row(out, "hits of 100 picked, the year", s->with.year, without ? &without->year : NULL);
	for (int q = 0; q < RISK_SIM_QUARTERS; q++)
		row(out, quarters[q], s->with.quarters[q], without ? &without->quarters[q] : NULL);
	row(out, "of goods never picked before", s->with.fresh, without ? &without->fresh : NULL);
	plain_row(out, "  such goods, of 100 picked", s->with.fresh_share);
	plain_row(out, "  picking such goods blindly", s->with.fresh_random);
	row(out, "share of all hits found, %", s->with.found, without ? &without->found : NULL);
	row(out, "share of the tax at stake, %", s->with.money, without ? &without->money : NULL);
	plain_row(out, "picking blindly", s->random);
	if (isnan(s->current))
		text_appendf(out, "%-34s     -  (it recorded no score and no reason)\n", "today's practice");
	else
		plain_row(out, "today's practice", s->current);
}

/* What exploring did here, in a sentence that can go either way. */
static void sentence(struct text *out, const struct risk_simulation *s, const struct risk_sim_options *options)
{
	double change = (s->with.year.mean - s->without.year.mean) * 100, spread = (s->without.year.high - s->without.year.low) / 2 * 100 / sqrt(s->seeds);

	text_put(out, '\n');
	if (!options->alone && options->explore > 0) {
		if (change < -spread)
			text_appendf(out, "Exploring did not pay in hits here: %.0f %% of the picks by chance cost %.1f hits of every 100.\n", options->explore * 100, -change);
		else if (change > spread)
			text_appendf(out, "Exploring paid here: with %.0f %% of the picks by chance, %.1f hits more of every 100.\n", options->explore * 100, change);
		else
			text_appendf(out, "Exploring cost and gained nothing that these seeds can tell apart (%+.1f hits of 100).\n", change);
	}
	if (options->explore > 0)
		text_appendf(out, "What it buys is the true rate: %.1f %% estimated, within %.1f points after the year; it was %.1f %%. Of %d quarterly intervals of 95 %%, "
			"%.0f %% held it.\n", s->with.rate.mean * 100, s->with.half_width * 100, s->random * 100, s->with.n_intervals, s->with.cover * 100);
	else
		text_append(out, "Without picks by chance, nobody knows the true rate, nor whether the model still sees what there is.\n");
	if (!isnan(s->with.before))
		text_appendf(out, "Goods changed their outcome in week %d: %.1f of 100 in the quarter before, %.1f in the second quarter after (%.0f %% of it).\n",
			options->rotate, s->with.before * 100, s->with.after * 100, 100 * s->with.after / s->with.before);
	text_append(out, "Played on what was inspected; of what nobody looked at, nothing is known.\n");
}

static void simulation_text(struct text *out, const struct risk_simulation *s, const struct risk_sim_options *options)
{
	char from[32], to[32];

	text_appendf(out, "A year of weekly selection: %d weeks, %s to %s, %.1f %% of each week (%.0f picked), ranked by %s\n", s->weeks,
		time_day_format(s->from, from), time_day_format(s->to, to), options->budget * 100, s->picked, risk_rank_rule_name(options->rule));
	text_appendf(out, "%s, learning anew each week from what was picked; %d weeks by chance before; %d times over, in brackets where 95 %% of years lie\n\n",
		s->engine_title, s->start, s->seeds);
	table(out, s, options);
	sentence(out, s, options);
}

bool risk_run_simulate(struct risk_call *call, struct err *err)
{
	static const char *const formats[] = {"table", "json", NULL};
	struct risk_simulation simulation;
	struct risk_sim_options options;
	struct progress progress;
	const char *format;
	bool ok = risk_format(call->args, formats, &format, err) && options_take(call, &options, err);

	if (!ok)
		return false;
	progress_start(&progress, "playing");
	options.step = step;
	options.user = &progress;
	ok = risk_simulate(call->session.store, &options, &call->arena, &simulation, err);
	progress_end(&progress);
	ok = ok && (call->app->read_only || risk_played_keep(call->session.store, &options, &simulation, call->app->now, err));
	if (ok && strcmp(format, "json") == 0)
		simulation_json(&call->out, &simulation, &options);
	else if (ok)
		simulation_text(&call->out, &simulation, &options);
	return ok;
}
