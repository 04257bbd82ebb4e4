/* select.c - what a consignment is, how likely something is wrong with it, and which lane it gets.
 *
 * Whether there is something to find is drawn from a probability that the risk engine sees only dimly; lanes
 * are then given in proportion to it, random picks regardless of it. That is why targeted hit rates come out
 * above random ones without being written anywhere. Origin plays no part: only goods, the trader and its age
 * do. */
#include "case.h"

#include <string.h>

#include "base/time.h"

sim_time sim_case_span(struct sim_case *c, const struct sim_room *room, enum sim_stage stage, double factor)
{
	const struct sim_span *span = &room->world->scenario->posts[room->post].stages[stage];
	double hours = sim_random_lognormal(&c->random, span->median * factor, span->sigma);

	double limit = stage == SIM_STAGE_QUERY
			       ? 300
			       : 1440; /* what is unanswered for so long is answered in person */

	return (sim_time)((hours < limit ? hours : limit) * SIM_HOUR) + 1;
}

static double pre_arrival_share(const struct sim_case *c, const struct sim_room *room, sim_time t)
{
	const struct sim_world *world = room->world;
	double share = sim_world_ramp(world, world->scenario->posts[room->post].pre_arrival, t / SIM_DAY);

	if (room->reform_pre_arrival > 0 && t >= room->reform_from)
		share = room->reform_pre_arrival;
	return c->aeo ? share + (1 - share) * 0.5 : share;
}

static void trader_draw(struct sim_case *c, const struct sim_world *world, int32_t day)
{
	const struct sim_trader *trader;

	if (c->flow == SIM_EXPORT) {
		c->importer = sim_pick_draw(&world->exporter, &c->random);
		trader = &world->exporters[c->importer];
	} else {
		c->importer = sim_world_importer(world, &c->random, world->origin_day + day);
		trader = &world->importers[c->importer];
	}
	c->aeo = trader->aeo;
	c->broker = sim_random_chance(&c->random, 0.8) ? trader->broker :
		sim_pick_draw(&world->broker, &c->random);
}

void sim_case_begin(struct sim_case *c, const struct sim_room *room, uint64_t number, sim_time arrival)
{
	const struct sim_world *world = room->world;
	const struct sim_post *post = &world->scenario->posts[room->post];
	double u;
	sim_time lead;

	*c = (struct sim_case){ .number = number, .post = (int16_t)room->post, .officer = -1,
		.random = sim_random_make(world->seed, SIM_STREAM_CASE, (uint64_t)room->post, number) };
	for (int i = 0; i < SIM_MARKS; i++)
		c->at[i] = SIM_NEVER;
	u = sim_random_uniform(&c->random);
	c->flow = u < post->flows[0]                    ? SIM_IMPORT
		  : u < post->flows[0] + post->flows[1] ? SIM_EXPORT
							: SIM_TRANSIT;
	trader_draw(c, world, arrival / SIM_DAY);
	c->at[SIM_ARR] = arrival;
	c->pre_arrival = sim_random_chance(&c->random, pre_arrival_share(c, room, arrival));
	if (c->pre_arrival) {
		lead = sim_case_span(c, room, SIM_STAGE_LEAD, 1);
		if (lead > SIM_LEAD_DAYS * SIM_DAY)
			lead = SIM_LEAD_DAYS * SIM_DAY;
		c->at[SIM_LDG] = arrival - lead;
	} else {
		c->at[SIM_LDG] = arrival + sim_case_span(c, room, SIM_STAGE_LODGE, 1);
	}
	c->at[SIM_LDG] =
		sim_world_filing(world, room->post, c->at[SIM_LDG] > 0 ? c->at[SIM_LDG] : 0, &c->random);
}

static bool is_newcomer(const struct sim_case *c, const struct sim_world *world)
{
	int32_t since = c->flow == SIM_EXPORT ? INT32_MIN : world->importers[c->importer].since;

	return since != INT32_MIN && world->origin_day + c->at[SIM_LDG] / SIM_DAY - since < 90;
}

static bool story_holds(const struct sim_story *story, const struct sim_case *c, const struct sim_room *room)
{
	int64_t local = sim_world_local(room->world, c->at[SIM_LDG]);

	return local >= story->from && local < story->to;
}

/* Which goods' risk these goods have, and which importer's that importer: others, once risks have been dealt out anew. */
static void rotate(const struct sim_case *c, const struct sim_room *room, int *goods, int *importer)
{
	const struct sim_world *world = room->world;
	const struct sim_scenario *scenario = world->scenario;

	for (int i = 0; i < scenario->n_stories; i++) {
		const struct sim_story *story = &scenario->stories[i];
		struct sim_random random;

		if (story->tale != SIM_TALE_ROTATE || !story_holds(story, c, room))
			continue;
		*goods = (c->hs + scenario->n_goods / 2) % scenario->n_goods;
		random = sim_random_make(world->seed, SIM_STREAM_PLANT, 1, (uint64_t)c->importer);
		if (c->flow != SIM_EXPORT && sim_random_chance(&random, story->share))
			*importer = (int)sim_random_below(&random, world->n_importers);
	}
}

/* What the stories put into it: a chance of its own, so that a scenario without them is the same as ever. */
static void plant(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_scenario *scenario = room->world->scenario;
	struct sim_random random = sim_random_make(room->world->seed, SIM_STREAM_PLANT, (uint64_t)room->post + 2, c->number);

	for (int i = 0; i < scenario->n_stories; i++) {
		const struct sim_story *story = &scenario->stories[i];
		bool drawn;

		if (story->tale < SIM_TALE_DISHONEST || story->tale == SIM_TALE_ROTATE || c->flow != SIM_IMPORT || !story_holds(story, c, room) ||
			(story->tale == SIM_TALE_DISHONEST && c->importer != story->importer - 1))
			continue;
		drawn = sim_random_chance(&random, story->share);
		if (story->tale == SIM_TALE_DISHONEST) {
			c->illicit = drawn;
		} else if (drawn) {
			c->illicit = true;
			c->finding = SIM_FOUND_VALUE;
			c->cif = (int64_t)((double)c->cif / 1000 * story->value + 1) * 1000;
		}
	}
}

static void risk_draw(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_world *world = room->world;
	enum sim_kind kind = world->scenario->posts[room->post].kind;
	int goods = c->hs, importer = c->importer;
	const struct sim_trader *trader;
	double p;

	rotate(c, room, &goods, &importer);
	trader = c->flow == SIM_EXPORT ? &world->exporters[importer] : &world->importers[importer];
	p = world->scenario->world.illicit * world->scenario->goods[goods].risk / world->goods_risk[kind];
	p *= trader->risk * (is_newcomer(c, world) ? 2 : 1) * (c->aeo ? 0.25 : 1);
	p *= c->flow == SIM_TRANSIT ? 0.5 : 1;
	if (p > 0.5)
		p = 0.5;
	c->p = (float)p;
	c->illicit = sim_random_chance(&c->random, p);
	p *= sim_random_lognormal(&c->random, 1, 0.25);	/* what the engine sees of it */
	c->score = (float)(p / (p + 0.06));
}

/* A consignment is small change or a fortune: most are near the median of their goods. */
static void goods_draw(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_world *world = room->world;
	const struct sim_post *post = &world->scenario->posts[room->post];
	const struct sim_goods *goods;
	double value, kilo, items;

	c->hs = (int16_t)sim_pick_draw(&world->goods[post->kind], &c->random);
	c->origin = (int16_t)sim_pick_draw(&world->origin, &c->random);
	goods = &world->scenario->goods[c->hs];
	value = sim_random_lognormal(&c->random, goods->value * post->value, 1.1);
	kilo = sim_random_lognormal(&c->random, goods->kilo, 0.35);
	c->cif = (int64_t)(value < 15 ? 15 : value) * 1000;
	c->kilos = (int64_t)((double)c->cif / 1000 / kilo) + 1;
	items = sim_random_lognormal(&c->random, 1.3, 1);
	c->items = (uint8_t)(items < 1 ? 1 : items > 99 ? 99 : items);
}

static void papers_draw(struct sim_case *c, const struct sim_room *room)
{
	static const double regimes[3][6] = {
		{ 0.86, 0.90, 0.96, 0.98, 0.99, 1 }, { 0.92, 0.95, 1, 1, 1, 1 }, { 1, 1, 1, 1, 1, 1 },
	};
	const struct sim_world *world = room->world;
	const struct sim_world_settings *settings = &world->scenario->world;
	int32_t day = c->at[SIM_LDG] / SIM_DAY;
	double u = sim_random_uniform(&c->random);

	while (u > regimes[c->flow][c->regime] && c->regime < 5)
		c->regime++;
	c->paper = sim_random_chance(&c->random, sim_world_ramp(world, settings->paper, day));
	u = sim_random_uniform(&c->random);
	c->end = u < settings->cancelled                                ? SIM_END_CANCELLED
		 : u < settings->cancelled + settings->rejected         ? SIM_END_REJECTED
		 : u < settings->cancelled + settings->rejected + 0.004 ? SIM_END_ABANDONED
									: SIM_END_NORMAL;
	c->dispute = sim_random_chance(&c->random, 0.022);
	c->version = sim_random_chance(&c->random, settings->amended)
			     ? 2 + (sim_random_below(&c->random, 8) == 0)
			     : 1;
}

void sim_case_describe(struct sim_case *c, const struct sim_room *room)
{
	goods_draw(c, room);
	papers_draw(c, room);
	risk_draw(c, room);
	plant(c, room);
	sim_case_tax(c, room);
	c->team = (int32_t)(sim_random_next(&c->random) % (uint64_t)room->world->teams);
}

double sim_case_weight(const struct sim_case *c)
{
	double odds = (double)c->score / (1 - (double)c->score);

	return (odds + 0.005) * (c->aeo ? 0.4 : 1) * (c->flow == SIM_IMPORT ? 1 : 0.45);
}

static double at_most(double x, double limit)
{
	return x < limit ? x : limit;
}

void sim_case_chances(const struct sim_room *room, double weight, double ret_chances[SIM_LANES])
{
	double red = at_most(room->pull[SIM_RED] * weight, 0.65);
	double orange = at_most(room->pull[SIM_ORANGE] * weight, (1 - red) * 0.5);

	ret_chances[SIM_RED] = red;
	ret_chances[SIM_ORANGE] = orange;
	ret_chances[SIM_YELLOW] = at_most(room->pull[SIM_YELLOW] * weight, 1 - red - orange - 0.02);
}

double sim_case_random_share(const struct sim_room *room)
{
	const double *lanes = room->world->scenario->posts[room->post].lanes;

	return (lanes[SIM_YELLOW] + lanes[SIM_ORANGE] + lanes[SIM_RED]) *
	       room->world->scenario->world.random_share;
}

static bool chapter_matches(const char *chapters, const char *hs)
{
	for (const char *s = chapters; *s; s += strcspn(s, ", ")) {
		s += strspn(s, ", ");
		if (!strncmp(s, hs, 2))
			return true;
	}
	return !*chapters;
}

static bool rule_matches(const struct sim_rule *rule, const struct sim_case *c, const struct sim_room *room)
{
	const struct sim_world *world = room->world;
	int32_t day = world->origin_day + c->at[SIM_LDG] / SIM_DAY;

	if ((rule->post >= 0 && rule->post != room->post) || day < rule->from || day > rule->to ||
		(double)c->cif / 1000 < rule->min_value || (rule->newcomers && !is_newcomer(c, world)))
		return false;
	return chapter_matches(rule->chapters, world->scenario->goods[c->hs].hs);
}

static double rule_share(const struct sim_world *world, int rule, int64_t local)
{
	const struct sim_scenario *scenario = world->scenario;
	double share = scenario->rules[rule].share;

	for (int i = 0; i < scenario->n_stories; i++) {
		const struct sim_story *story = &scenario->stories[i];

		if (story->tale == SIM_TALE_TIGHTEN && story->rule == rule && local >= story->from &&
			local < story->to)
			share = story->share;
	}
	return share;
}

/* A rule with picks of its own takes them whatever the risk. */
static bool own_pick(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_scenario *scenario = room->world->scenario;
	int64_t local = sim_world_local(room->world, c->at[SIM_LDG]);

	for (int i = 0; i < scenario->n_rules; i++) {
		const struct sim_rule *rule = &scenario->rules[i];

		if (rule->share <= 0 || !rule_matches(rule, c, room) ||
			!sim_random_chance(&c->random, rule_share(room->world, i, local)))
			continue;
		c->own_pick = true;
		c->lane = (uint8_t)rule->lane;
		c->reason = SIM_REASON_RULE;
		c->rules[0] = (int16_t)i;
		c->n_rules = 1;
		return true;
	}
	return false;
}

static void rules_name(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_scenario *scenario = room->world->scenario;

	for (int i = 0; i < scenario->n_rules && c->n_rules < 2; i++)
		if (scenario->rules[i].share <= 0 && rule_matches(&scenario->rules[i], c, room))
			c->rules[c->n_rules++] = (int16_t)i;
	if (c->n_rules == 2 && !sim_random_chance(&c->random, 0.5))
		c->n_rules = 1;
}

static void reason_give(struct sim_case *c, const struct sim_room *room)
{
	double u = sim_random_uniform(&c->random);

	rules_name(c, room);
	if (c->n_rules && u < 0.85)
		c->reason = SIM_REASON_RULE;
	else if (room->world->scenario->goods[c->hs].permit > 0.5 && u < 0.95)
		c->reason = SIM_REASON_MANDATORY;
	else
		c->reason = sim_random_chance(&c->random, 0.75) ? SIM_REASON_MODEL : SIM_REASON_MANUAL;
	if (c->reason != SIM_REASON_RULE)
		c->n_rules = 0;
}

void sim_case_select(struct sim_case *c, const struct sim_room *room)
{
	const double *lanes = room->world->scenario->posts[room->post].lanes;
	double random = sim_case_random_share(room), u = sim_random_uniform(&c->random), chances[SIM_LANES];
	double red, selected;

	if (own_pick(c, room))
		return;
	if (u < random) {
		c->reason = SIM_REASON_RANDOM;
		c->lane = u < random * SIM_RANDOM_RED ? SIM_RED : SIM_YELLOW;
		return;
	}
	sim_case_chances(room, sim_case_weight(c), chances);
	red = chances[SIM_RED];
	selected = red + chances[SIM_ORANGE] + chances[SIM_YELLOW];
	u = (u - random) / (1 - random);
	if (u < selected) {
		c->lane = u < red ? SIM_RED : u < red + chances[SIM_ORANGE] ? SIM_ORANGE : SIM_YELLOW;
		reason_give(c, room);
	} else {
		c->lane = sim_random_chance(
				  &c->random, lanes[SIM_BLUE] / (lanes[SIM_BLUE] + lanes[SIM_GREEN] + 1e-9))
				  ? SIM_BLUE
				  : SIM_GREEN;
	}
}
