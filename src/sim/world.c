/* world.c - builds what all files share, once: traders by Zipf's law, a table of days per post, weights.
 *
 * Feasts, Ramadan, the rush before the end of the fiscal year are seasons of the scenario; here they only
 * become factors of a day. */
#include "world.h"

#include <string.h>

#include "base/time.h"

/* When means of transport (or trucks) arrive, per hour of the day. */
static const unsigned char hours[SIM_KINDS][24] = {
	[SIM_SEA] = { 4, 4, 4, 4, 5, 6, 6, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 4, 4, 4, 4 },
	[SIM_AIR] = { 6, 7, 7, 6, 5, 4, 3, 3, 3, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6 },
	[SIM_LAND] = { 2, 1, 1, 1, 2, 4, 6, 8, 9, 9, 8, 7, 6, 6, 6, 5, 5, 5, 4, 4, 3, 3, 2, 2 },
	[SIM_RAIL] = { 2, 2, 4, 6, 8, 8, 6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 3, 4, 4, 3, 2, 2, 2, 2 },
	[SIM_INLAND] = { 0, 0, 0, 0, 1, 3, 6, 8, 9, 9, 8, 7, 6, 6, 5, 4, 3, 2, 1, 1, 0, 0, 0, 0 },
	[SIM_MAIL] = { 0, 0, 0, 0, 2, 8, 9, 6, 4, 3, 3, 3, 3, 4, 5, 3, 2, 1, 0, 0, 0, 0, 0, 0 },
};

/* Arrivals by weekday, Monday first: the week of the roads and the mail is not that of the vessels. */
static const double weekdays[SIM_KINDS][7] = {
	[SIM_SEA] = { 1, 1, 1, 1, 1, 1, 1 },
	[SIM_AIR] = { 1, 1.05, 1.05, 1.1, 0.9, 0.9, 1 },
	[SIM_LAND] = { 1.1, 1.1, 1.1, 1.15, 0.6, 0.8, 1.15 },
	[SIM_RAIL] = { 1, 1, 1, 1, 1, 1, 1 },
	[SIM_INLAND] = { 1.2, 1.2, 1.2, 1.15, 0.35, 0.6, 1.3 },
	[SIM_MAIL] = { 1.2, 1.2, 1.2, 1.2, 0.2, 0.7, 1.3 },
};

/* Light and dear goods fly, heavy and cheap ones do not: exponent on the value of a kilogram. */
static const double dearness[SIM_KINDS] = {
	[SIM_SEA] = -0.05,
	[SIM_AIR] = 0.7,
	[SIM_LAND] = -0.25,
	[SIM_RAIL] = -0.3,
	[SIM_INLAND] = 0,
	[SIM_MAIL] = 0.8,
};

double sim_world_ramp(const struct sim_world *world, struct sim_ramp ramp, int32_t day)
{
	const struct sim_world_settings *settings = &world->scenario->world;
	double done = (double)(world->origin_day + day - (settings->until - settings->days)) / settings->days;

	if (done < 0)
		done = 0;
	if (done > 1)
		done = 1;
	return ramp.first + (ramp.last - ramp.first) * done;
}

static bool season_holds(const struct sim_season *season, int post, int32_t day)
{
	return day >= season->from && day <= season->to && (season->post < 0 || season->post == post);
}

double sim_world_expected(const struct sim_world *world, int post, int32_t day)
{
	const struct sim_scenario *scenario = world->scenario;
	const struct sim_post *p = &scenario->posts[post];
	struct time_civil civil = time_civil_from_day(day);
	double years = (day - (scenario->world.until - scenario->world.days)) / 365.25;
	double factor =
		p->arrivals * weekdays[p->kind][time_weekday(day)] * (1 + scenario->world.growth * years);

	if (civil.day >= 27)
		factor *= 1.22;
	else if (civil.day <= 4)
		factor *= 0.85;
	for (int i = 0; i < scenario->n_seasons; i++)
		if (season_holds(&scenario->seasons[i], post, day))
			factor *= scenario->seasons[i].arrivals;
	return factor;
}

static void day_fill(const struct sim_world *world, int post, int32_t day, struct sim_post_day *ret_day)
{
	const struct sim_scenario *scenario = world->scenario;
	const struct sim_post *p = &scenario->posts[post];
	double staff = 1, shorter = 0;
	bool open = !(p->weekend >> time_weekday(day) & 1);

	for (int i = 0; i < scenario->n_seasons; i++) {
		const struct sim_season *season = &scenario->seasons[i];

		if (!season_holds(season, post, day))
			continue;
		staff *= season->staff;
		open = open && !(season->closed && p->weekend);
		if (season->shorter > shorter)
			shorter = season->shorter;
	}
	*ret_day = (struct sim_post_day){ .open = open, .opens = (int16_t)p->hours.opens,
		.closes = (int16_t)p->hours.closes, .staff = (float)staff,
		.arrivals = (float)sim_world_expected(world, post, day) };
	if (p->hours.closes - p->hours.opens < 1440)
		ret_day->closes = (int16_t)(ret_day->closes - shorter * 60);
	if (ret_day->closes <= ret_day->opens)
		ret_day->open = false;
}

static bool days_init(struct sim_world *world, struct arena *arena)
{
	int n_posts = world->scenario->n_posts;

	world->n_days = world->until_day - world->origin_day + SIM_DRAIN;
	world->days = arena_array(arena, (size_t)n_posts * (size_t)world->n_days, sizeof *world->days);
	if (!world->days)
		return false;
	for (int p = 0; p < n_posts; p++)
		for (int32_t d = 0; d < world->n_days; d++)
			day_fill(world, p, world->origin_day + d, &world->days[p * world->n_days + d]);
	return true;
}

/* The scenario's own rate is what its arrivals a day add to over its period; rows asks for another. */
static void scale_days(struct sim_world *world)
{
	const struct sim_world_settings *settings = &world->scenario->world;
	double expected = 0, factor;

	for (int p = 0; p < world->scenario->n_posts; p++)
		for (int32_t d = world->from_day; d < world->until_day; d++)
			expected += sim_world_day(world, p, d - world->origin_day)->arrivals;
	factor = (double)world->rows / expected;
	for (int i = 0; i < world->scenario->n_posts * world->n_days; i++)
		world->days[i].arrivals = (float)(world->days[i].arrivals * factor);
	world->scale = ((double)world->rows / (world->until_day - world->from_day)) /
		       (settings->rows / settings->days);
	world->teams = world->scale > 1 ? (int)(world->scale + 0.5) : 1;
}

static void importer_make(const struct sim_world *world, int number, struct sim_trader *ret_trader)
{
	const struct sim_world_settings *settings = &world->scenario->world;
	struct sim_random random = sim_random_make(world->seed, SIM_STREAM_TRADER, 1, (uint64_t)number);
	int32_t start = settings->until - settings->days;

	ret_trader->risk = sim_random_lognormal(&random, 0.35, 1.45);
	ret_trader->broker = sim_pick_draw(&world->broker, &random);
	ret_trader->since = INT32_MIN;
	if (number >= 20 && sim_random_chance(&random, 0.22))
		ret_trader->since =
			start + sim_random_below(&random, settings->days - 1 > 0 ? settings->days - 1 : 1);
	ret_trader->aeo = number < 60 ? sim_random_chance(&random, settings->aeo * 4) :
		ret_trader->since == INT32_MIN && sim_random_chance(&random, settings->aeo * 0.5);
}

static bool zipf(struct sim_pick *pick, struct arena *arena, int n, double exponent)
{
	double *weights = arena_array(arena, (size_t)n, sizeof *weights);

	if (!weights)
		return false;
	for (int i = 0; i < n; i++)
		weights[i] = 1 / sim_power(i + 3, exponent);
	return sim_pick_init(pick, arena, weights, n);
}

static bool traders_init(struct sim_world *world, struct arena *arena)
{
	const struct sim_world_settings *settings = &world->scenario->world;
	double growth = world->scale > 1 ? sim_power(world->scale, 0.6) : 1;

	world->n_importers = (int)(settings->importers * growth);
	world->n_exporters = (int)(settings->exporters * growth);
	world->importers = arena_array(arena, (size_t)world->n_importers, sizeof *world->importers);
	world->exporters = arena_array(arena, (size_t)world->n_exporters, sizeof *world->exporters);
	if (!world->importers || !world->exporters ||
		!zipf(&world->importer, arena, world->n_importers, 0.95) ||
		!zipf(&world->exporter, arena, world->n_exporters, 0.9) ||
		!zipf(&world->broker, arena, settings->brokers, 0.9))
		return false;
	for (int i = 0; i < world->n_importers; i++)
		importer_make(world, i, &world->importers[i]);
	for (int i = 0; i < world->n_exporters; i++) {
		struct sim_random random = sim_random_make(world->seed, SIM_STREAM_TRADER, 2, (uint64_t)i);

		world->exporters[i] = (struct sim_trader){ .risk = 0.4, .since = INT32_MIN,
			.broker = sim_pick_draw(&world->broker, &random),
			.aeo = sim_random_chance(&random, settings->aeo * 2) };
	}
	return true;
}

static bool goods_init(struct sim_world *world, struct arena *arena, double *weights)
{
	const struct sim_scenario *scenario = world->scenario;

	for (int kind = 0; kind < SIM_KINDS; kind++) {
		double sum = 0, risk = 0;

		for (int i = 0; i < scenario->n_goods; i++) {
			const struct sim_goods *goods = &scenario->goods[i];

			weights[i] = goods->weight * sim_power(goods->kilo, dearness[kind]);
			sum += weights[i];
			risk += weights[i] * goods->risk;
		}
		if (sum <= 0 || !sim_pick_init(&world->goods[kind], arena, weights, scenario->n_goods))
			return false;
		world->goods_risk[kind] = risk > 0 ? risk / sum : 1;
	}
	return true;
}

static bool picks_init(struct sim_world *world, struct arena *arena)
{
	const struct sim_scenario *scenario = world->scenario;
	int n = scenario->n_goods + scenario->n_origins + 24;
	double *weights = arena_array(arena, (size_t)n, sizeof *weights);

	if (!weights || !goods_init(world, arena, weights))
		return false;
	for (int i = 0; i < scenario->n_origins; i++)
		weights[i] = scenario->origins[i].weight;
	if (!sim_pick_init(&world->origin, arena, weights, scenario->n_origins))
		return false;
	for (int kind = 0; kind < SIM_KINDS; kind++) {
		for (int h = 0; h < 24; h++)
			weights[h] = hours[kind][h];
		if (!sim_pick_init(&world->hour[kind], arena, weights, 24))
			return false;
	}
	return true;
}

bool sim_world_init(struct sim_world *world, struct arena *arena, const struct sim_scenario *scenario,
	int32_t days, int64_t rows, uint64_t seed)
{
	*world = (struct sim_world){ .scenario = scenario, .seed = seed, .rows = rows };
	world->until_day = scenario->world.until;
	world->from_day = world->until_day - days;
	world->origin_day = world->from_day - SIM_WARM_UP;
	if (!days_init(world, arena))
		return false;
	scale_days(world);
	return traders_init(world, arena) && picks_init(world, arena);
}

const struct sim_post_day *sim_world_day(const struct sim_world *world, int post, int32_t day)
{
	if (day >= world->n_days)
		day = world->n_days - 7 + day % 7;	/* beyond the tables: some week like the last */
	return &world->days[post * world->n_days + (day < 0 ? 0 : day)];
}

int sim_world_importer(const struct sim_world *world, struct sim_random *random, int32_t day)
{
	int number = 0;

	for (int i = 0; i < 6; i++) {
		number = sim_pick_draw(&world->importer, random);
		if (world->importers[number].since <= day)
			return number;
	}
	return number % 20;	/* the largest were always there */
}

sim_time sim_world_open(const struct sim_world *world, int post, sim_time t)
{
	for (int32_t day = t / SIM_DAY;; day++) {
		const struct sim_post_day *today = sim_world_day(world, post, day);
		sim_time opens = day * SIM_DAY + today->opens * 60,
			 closes = day * SIM_DAY + today->closes * 60;

		if (day >= world->n_days)
			return t;
		if (today->open && t < closes)
			return t > opens ? t : opens;
	}
}

sim_time sim_world_bank(const struct sim_world *world, sim_time t)
{
	for (int32_t day = t / SIM_DAY;; day++) {
		int weekday = time_weekday(world->origin_day + day);
		sim_time opens = day * SIM_DAY + 8 * SIM_HOUR, closes = day * SIM_DAY + 15 * SIM_HOUR;

		if (weekday == 4 || weekday == 5 || t >= closes)
			continue;
		return t > opens ? t : opens;
	}
}

sim_time sim_world_filing(const struct sim_world *world, int post, sim_time t, struct sim_random *random)
{
	static const double stays[7] = { 1, 1, 1, 1, 0.45, 0.7, 1 };
	const struct sim_post *p = &world->scenario->posts[post];
	double u = sim_random_uniform(random), late = sim_random_uniform(random);

	if (p->hours.closes - p->hours.opens == 1440)
		return t;
	for (int32_t day = t / SIM_DAY;; day++) {
		const struct sim_post_day *today = sim_world_day(world, post, day);
		sim_time opens = day * SIM_DAY + 7 * SIM_HOUR, closes = day * SIM_DAY + 21 * SIM_HOUR;
		double chance =
			stays[time_weekday(world->origin_day + day)] * (today->staff < 0.7F ? 0.3 : 1);

		if (t >= closes || (u >= chance && day < world->n_days))
			continue;
		return t > opens ? t : opens - (sim_time)(3 * SIM_HOUR * sim_log(late));
	}
}

int64_t sim_world_local(const struct sim_world *world, sim_time t)
{
	return (int64_t)world->origin_day * SIM_DAY + t;
}

sim_time sim_world_time(const struct sim_world *world, int64_t local)
{
	int64_t t = local - (int64_t)world->origin_day * SIM_DAY;

	return t > SIM_NEVER - 1 ? SIM_NEVER - 1 : t < 0 ? 0 : (sim_time)t;
}
