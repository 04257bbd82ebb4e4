/* command_simulate.c - writes a CSV pack from a scenario. */
#include "app.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "progress.h"
#include "sim/sim.h"

static const struct option_def options[] = {
	{.name = "scenario", .argument = "FILE", .help = "the world to simulate (default: the sample's scenario.ini)"},
	{.name = "days", .argument = "N", .help = "length of the period (default: as the scenario says)"},
	{.name = "rows", .argument = "N", .help = "number of declarations; staff grows with the arrivals"},
	{.name = "seed", .argument = "N", .help = "another world by the same rules"},
	{.name = "wide", .help = "only declarations.csv, milestones as columns"},
	{.name = "output", .letter = 'o', .argument = "DIR", .help = "the folder to write"},
	{.name = NULL},
};

static bool step(void *user, int64_t done, int64_t total)
{
	return progress_step(user, done, total, done);
}

static bool seed_take(const struct args *args, struct sim_options *sim, struct err *err)
{
	const char *text = args_get(args, "seed");
	char *end;

	if (!text)
		return true;
	errno = 0;
	sim->seed = strtoull(text, &end, 10);
	sim->has_seed = true;
	if (errno || end == text || *end || *text == '-')
		return err_set(err, ERR_USAGE, "--seed takes a whole number, not '%s'", text);
	return true;
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct sim_options sim = {.scenario = args_get(args, "scenario"), .out = args_get(args, "output"),
		.wide_only = args_has(args, "wide"), .progress = step};
	char *sample = paths_sample_data(), *standard = NULL;
	struct progress progress;
	int64_t days = 0;
	bool ok = false;

	if (!sim.out)
		err_set(err, ERR_USAGE, "simulate writes into a folder: name it with -o DIR");
	else if (!sim.scenario && (!sample || asprintf(&standard, "%s/scenario.ini", sample) < 0))
		err_set(err, ERR_NO_INPUT, "the sample's scenario is not installed: name one with --scenario FILE");
	else if (app->read_only)
		err_set(err, ERR_REFUSED, "simulate writes files: not with --read-only");
	else
		ok = args_int(args, "days", 1, 3660, &days, err) && args_int(args, "rows", 1, 100000000, &sim.rows, err) &&
		     seed_take(args, &sim, err);
	if (ok) {
		sim.days = (int)days;
		sim.scenario = sim.scenario ? sim.scenario : standard;
		sim.user = &progress;
		progress_start(&progress, "simulating");
		ok = sim_run(&sim, err);
		progress_end(&progress);
	}
	free(standard);
	free(sample);
	return ok;
}

const struct command command_simulate = {
	.name = "simulate",
	.synopsis = "-o DIR [OPTION...]",
	.summary = "writes a synthetic CSV pack from a scenario",
	.description = "Simulates border posts - arrivals, opening hours, queues for examiners and scanners, selectivity, payment, the stories that "
		"the scenario plants - and writes the CSV files an administration would export, with a file SYNTHETIC beside them. The same "
		"scenario, days, rows and seed give the same bytes.",
	.example = "  tidewaiter simulate --days 90 --seed 7 -o pack && tidewaiter -d pack.db load pack",
	.options = options,
	.run = run,
};
