/* run.c - from a scenario to a folder of files.
 *
 * Posts are run side by side, a day at a time, so that memory holds only what is in flight. How many files a
 * scenario yields is counted beforehand (arrivals are cheap to draw), and the surplus thinned out evenly: the
 * number asked for comes out exactly. */
#include "sim/sim.h"

#include <stdlib.h>
#include <string.h>

#include "post.h"
#include "reference.h"

#define SYNTHETIC_LINE                                                                                       \
	"SYNTHETIC: every record in this folder was made by a simulation; no trader, officer or post is "    \
	"real."

struct run {
	const struct sim_options *options;
	struct sim_scenario *scenario;
	struct arena arena;
	struct sim_world world;
	struct sim_place *places;
	sim_time *horizons;
	struct sim_thinning thinning;
	struct sim_pack pack;
	struct sim_record record;
	struct err *err;
};

static void places_finish(struct run *run)
{
	for (int i = 0; run->places && i < run->scenario->n_posts; i++)
		sim_place_finish(&run->places[i]);
	run->places = NULL;
}

static bool places_init(struct run *run)
{
	size_t n = (size_t)run->scenario->n_posts;

	run->places = arena_array(&run->arena, n, sizeof *run->places);
	run->horizons = arena_array(&run->arena, n, sizeof *run->horizons);
	if (!run->places || !run->horizons)
		return err_memory(run->err);
	for (size_t i = 0; i < n; i++) {
		if (!sim_place_init(&run->places[i], &run->arena, &run->world, (int)i))
			return err_memory(run->err);
		run->horizons[i] = run->places[i].horizon;
	}
	return true;
}

static int32_t last_day(const struct run *run)
{
	return run->world.until_day - run->world.origin_day;
}

static int64_t count(const struct run *run)
{
	int64_t n = 0;

	for (int32_t day = 0; day < last_day(run) + SIM_LEAD_DAYS + 1; day++)
		for (int i = 0; i < run->scenario->n_posts; i++)
			n += sim_place_count(&run->places[i], day);
	return n;
}

static void arrivals_raise(struct sim_world *world, double factor)
{
	for (int32_t i = 0; i < world->scenario->n_posts * world->n_days; i++)
		world->days[i].arrivals = (float)(world->days[i].arrivals * factor);
}

/* Arrivals are raised until there are at least as many files as were asked for. */
static bool rows_ensure(struct run *run)
{
	run->thinning.keep = run->world.rows;
	for (int i = 0; i < 8; i++) {
		run->thinning.of = count(run);
		if (run->thinning.of >= run->world.rows)
			return true;
		arrivals_raise(&run->world,
			(double)run->world.rows / ((double)run->thinning.of + 1) * 1.005 + 0.002);
	}
	return err_set(run->err, ERR_CONFIG, "%s: the scenario cannot yield %lld declarations",
		run->scenario->path, (long long)run->world.rows);
}

static bool case_take(void *user, const struct sim_case *c, const struct sim_room *room)
{
	struct run *run = user;

	return sim_record_put(&run->record, c, room, run->err);
}

static bool day_run(struct run *run, int32_t day)
{
	for (int i = 0; i < run->scenario->n_posts; i++) {
		struct sim_place *place = &run->places[i];

		for (int32_t d = day ? day + SIM_LEAD_DAYS : 0; d <= day + SIM_LEAD_DAYS; d++)
			if (!sim_place_arrive(place, d, run->err))
				return false;
		if (!sim_place_run(place, (day + 1) * SIM_DAY, &run->thinning, case_take, run, run->err))
			return false;
	}
	if (run->options->progress &&
		!run->options->progress(run->options->user, run->record.rows, run->world.rows))
		return err_set(run->err, ERR_INTERRUPTED, "stopped; %s is as it was", run->pack.folder);
	return true;
}

static bool days_run(struct run *run)
{
	for (int32_t day = 0; day < last_day(run); day++)
		if (!day_run(run, day))
			return false;
	for (int i = 0; i < run->scenario->n_posts; i++)	/* what is open now has a future too */
		if (!sim_place_run(&run->places[i], SIM_NEVER, &run->thinning, case_take, run, run->err))
			return false;
	return true;
}

static bool files_write(struct run *run)
{
	struct sim_out *note;

	if (!sim_record_open(&run->record, &run->pack, &run->arena, &run->world, run->horizons,
		    run->options->wide_only, run->err) ||
		!sim_pack_add(&run->pack, "SYNTHETIC", SYNTHETIC_LINE, &note, run->err) || !days_run(run))
		return false;
	if (run->options->wide_only)
		return true;
	sim_record_finish(&run->record);
	sim_write_patrols(&run->record);
	return sim_write_posts(&run->world, &run->pack, run->err) &&
		sim_write_officers(&run->world, &run->pack, run->err) &&
		sim_write_traders(&run->world, &run->pack, run->err) &&
		sim_write_calendar(&run->world, &run->pack, run->err) &&
		sim_write_initiatives(&run->world, &run->pack, run->err) &&
		sim_write_revenue(&run->record, &run->pack, run->err) &&
		sim_write_targets(&run->record, &run->pack, run->err) &&
		sim_write_arrears(&run->world, &run->pack, run->err) &&
		sim_write_attendance(&run->record, &run->pack, &run->arena, run->err);
}

static bool world_make(struct run *run)
{
	const struct sim_options *options = run->options;
	const struct sim_world_settings *settings = &run->scenario->world;
	int days = options->days ? options->days : settings->days;
	int64_t rows =
		options->rows ? options->rows : (int64_t)(settings->rows * days / settings->days + 0.5);

	if (days < 1 || days > 20000)
		return err_set(run->err, ERR_USAGE, "days must lie between 1 and 20000, not %d", days);
	if (rows < 1 || rows > 1000000000)
		return err_set(run->err, ERR_USAGE, "rows must lie between 1 and 1000000000, not %lld",
			(long long)rows);
	if (!sim_world_init(&run->world, &run->arena, run->scenario, days, rows,
		options->has_seed ? options->seed : (uint64_t)settings->seed))
		return err_memory(run->err);
	return places_init(run) && rows_ensure(run);
}

bool sim_run(const struct sim_options *options, struct err *err)
{
	struct run run = { .options = options, .err = err };
	bool ok = false;

	arena_init(&run.arena);
	if (!sim_scenario_open(options->scenario, &run.scenario, err) || !world_make(&run) ||
		!sim_pack_open(&run.pack, &run.arena, options->out, options->wide_only, err) ||
		!files_write(&run))
		goto out;
	ok = sim_pack_commit(&run.pack, err);
out:
	sim_pack_abandon(&run.pack);
	sim_record_close(&run.record);
	if (run.scenario)
		places_finish(&run);
	arena_finish(&run.arena);
	sim_scenario_close(run.scenario);
	return ok;
}
