/* world.h - what every simulated file has in common: traders, the calendar of each post, what is drawn how
 * often.
 *
 * Simulated time is in local seconds since `origin_day` (32 bits: 68 years), a few weeks before the period
 * begins, so that the queues are in their stride when the first file is written. */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "random.h"
#include "sim/scenario.h"

#define SIM_NEVER INT32_MAX
#define SIM_HOUR 3600
#define SIM_DAY 86400

enum { SIM_WARM_UP = 21, SIM_DRAIN = 120, SIM_LEAD_DAYS = 4 };

typedef int32_t
	sim_time; /* seconds since midnight of origin_day; SIM_NEVER = has not happened, and will not */

struct sim_trader {
	double risk;		/* multiple of the average */
	int32_t since;		/* day of its first consignment */
	int broker;		/* the one it mostly works with */
	bool aeo;
};

/* One day of one post. */
struct sim_post_day {
	bool open;
	int16_t opens, closes;	/* minutes */
	float arrivals;		/* expected declarations */
	float staff;		/* factor on the presence of officers */
};

struct sim_world {
	const struct sim_scenario *scenario;
	uint64_t seed;
	int32_t origin_day, from_day, until_day;	/* the period: from_day <= day < until_day */
	int32_t n_days;			/* of the tables, from origin_day on */
	int64_t rows;
	double scale;			/* arrivals as a multiple of the scenario's */
	int teams;			/* staff as a multiple of the scenario's */
	struct sim_post_day *days;	/* [post][day] */
	struct sim_trader *importers, *exporters;
	int n_importers, n_exporters;
	struct sim_pick importer, exporter, broker, origin, hour[SIM_KINDS], goods[SIM_KINDS];
	double goods_risk[SIM_KINDS];	/* mean, by which risks are divided */
};

bool sim_world_init(struct sim_world *world, struct arena *arena, const struct sim_scenario *scenario,
	int32_t days, int64_t rows, uint64_t seed);
const struct sim_post_day *sim_world_day(
	const struct sim_world *world, int post, int32_t day); /* day: since origin */
/* The share that a ramp has reached on a day since origin. */
double sim_world_ramp(const struct sim_world *world, struct sim_ramp ramp, int32_t day);
/* Relative expected arrivals on any day, past the period too; the basis of seasonal targets. */
double sim_world_expected(const struct sim_world *world, int post, int32_t absolute_day);
int sim_world_importer(const struct sim_world *world, struct sim_random *random, int32_t day);
/* The next instant, not before t, at which the post is open. */
sim_time sim_world_open(const struct sim_world *world, int post, sim_time t);
/* Same for the hours of banks and agencies: 08:00-15:00 on the country's working days. */
sim_time sim_world_bank(const struct sim_world *world, sim_time t);
/* When a broker who is ready at t files: brokers of posts that close keep office hours. */
sim_time sim_world_filing(const struct sim_world *world, int post, sim_time t, struct sim_random *random);
int64_t sim_world_local(const struct sim_world *world, sim_time t);	/* local seconds since 1970 */
sim_time sim_world_time(const struct sim_world *world, int64_t local);

#endif
