/* post.c - the event loop of one post.
 *
 * Arrivals come one by one or in bunches with their means of transport. Each is known at first only by a
 * number and an arrival time, so that files far in the future take no room; a file exists from registration
 * until all of its future is known and the files before it were handed over. */
#include "post.h"

#include <stdlib.h>

#include "base/time.h"

enum { PROBES = 2000 };

/* What the risk engine would be asked about over half a year. */
static void probe(const struct sim_room *room, double *weights)
{
	for (uint64_t i = 0; i < PROBES; i++) {
		struct sim_case c;

		sim_case_begin(&c, room, UINT64_MAX - i, (sim_time)(i * SIM_DAY / 10));
		sim_case_describe(&c, room);
		weights[i] = sim_case_weight(&c);
	}
}

/* Chances are capped, so the pull that gives a lane its share is found by trying. */
static void pull_set(struct sim_room *room)
{
	const double *lanes = room->world->scenario->posts[room->post].lanes;
	double random = sim_case_random_share(room);
	double wanted[SIM_LANES] = { [SIM_YELLOW] = lanes[SIM_YELLOW] - random * (1 - SIM_RANDOM_RED),
		[SIM_ORANGE] = lanes[SIM_ORANGE], [SIM_RED] = lanes[SIM_RED] - random * SIM_RANDOM_RED };
	double weights[PROBES];

	probe(room, weights);
	for (int lane = SIM_YELLOW; lane <= SIM_RED; lane++)
		room->pull[lane] = wanted[lane] > 0 ? wanted[lane] : 0;
	for (int round = 0; round < 25; round++) {
		double got[SIM_LANES] = { 0 };

		for (int i = 0; i < PROBES; i++) {
			double chances[SIM_LANES];

			sim_case_chances(room, weights[i], chances);
			for (int lane = SIM_YELLOW; lane <= SIM_RED; lane++)
				got[lane] += chances[lane] / PROBES;
		}
		for (int lane = SIM_YELLOW; lane <= SIM_RED; lane++)
			if (got[lane] > 0)
				room->pull[lane] *= wanted[lane] / (1 - random) / got[lane];
	}
}

static void stories_apply(struct sim_place *place)
{
	struct sim_room *room = &place->room;
	const struct sim_world *world = room->world;

	for (int i = 0; i < world->scenario->n_stories; i++) {
		const struct sim_story *story = &world->scenario->stories[i];
		struct sim_desk *scanner = &room->desks[SIM_SCANNER];

		if (story->post != room->post)
			continue;
		if (story->tale == SIM_TALE_SILENT && sim_world_time(world, story->from) < place->horizon)
			place->horizon = sim_world_time(world, story->from);
		if (story->tale == SIM_TALE_OUTAGE) {
			scanner->outage_from = sim_world_time(world, story->from);
			scanner->outage_to = sim_world_time(world, story->to);
			scanner->outage_hours = story->hours;
		}
		if (story->tale == SIM_TALE_LATE)
			room->late = story;
		if (story->tale == SIM_TALE_PAIR)
			room->pair = story;
		if (story->tale == SIM_TALE_REFORM) {
			room->reform_pre_arrival = story->pre_arrival;
			room->reform_single_window = story->single_window;
			room->reform_from = sim_world_time(world, story->from);
		}
	}
}

bool sim_place_init(struct sim_place *place, struct arena *arena, const struct sim_world *world, int post)
{
	*place = (struct sim_place){
		.room = {.world = world, .post = post}, .cap_ring = 1024, .cap_heap = 1024};
	place->horizon = (world->until_day - world->origin_day) * SIM_DAY;
	place->ring = calloc(place->cap_ring, sizeof *place->ring);
	place->heap = calloc(place->cap_heap, sizeof *place->heap);
	if (!place->ring || !place->heap)
		return false;
	for (int role = 0; role < SIM_ROLES; role++)
		if (!sim_desk_init(&place->room.desks[role], arena, world, post, (enum sim_role)role))
			return false;
	stories_apply(place);
	pull_set(&place->room);
	return true;
}

void sim_place_finish(struct sim_place *place)
{
	free(place->ring);
	free(place->heap);
	place->ring = NULL;
	place->heap = NULL;
}

/* Arrivals of one day: calls fn with the number and arrival time of each. */
struct arrivals {
	const struct sim_place *place;
	bool (*fn)(struct arrivals *arrivals, uint64_t number, sim_time at);
	struct sim_place *into;
	struct err *err;
	int64_t count;
};

/* Lines keep a timetable, and miss it: call k is due at k / rate and comes up to a day and a half later. */
static bool bunches(struct arrivals *arrivals, int32_t day, double mean, uint64_t *number)
{
	const struct sim_room *room = &arrivals->place->room;
	const struct sim_world *world = room->world;
	double rate = world->scenario->posts[room->post].calls / 7, today = world->origin_day + day;

	for (int64_t k = (int64_t)((today - 1.5) * rate); (double)k / rate < today + 1; k++) {
		struct sim_random random = sim_random_make(
			world->seed, SIM_STREAM_CALL, (uint64_t)room->post + 1000, (uint64_t)k);
		double at = (double)k / rate + 1.5 * sim_random_uniform(&random) - today;
		int64_t n =
			sim_random_poisson(&random, mean / rate * sim_random_lognormal(&random, 0.95, 0.32));

		for (int64_t i = 0; i < n && at >= 0 && at < 1; i++)
			if (!arrivals->fn(arrivals, ++*number, day * SIM_DAY + (sim_time)(at * SIM_DAY)))
				return false;
	}
	return true;
}

static bool one_by_one(
	struct arrivals *arrivals, struct sim_random *random, int32_t day, double mean, uint64_t *number)
{
	const struct sim_room *room = &arrivals->place->room;
	const struct sim_pick *hours = &room->world->hour[room->world->scenario->posts[room->post].kind];
	int64_t n = sim_random_poisson(random, mean * sim_random_lognormal(random, 0.995, 0.1));

	for (int64_t i = 0; i < n; i++) {
		int hour = sim_pick_draw(hours, random);

		if (!arrivals->fn(arrivals, ++*number, day * SIM_DAY + hour * SIM_HOUR +
			sim_random_below(random, SIM_HOUR)))
			return false;
	}
	return true;
}

static bool arrivals_walk(struct arrivals *arrivals, int32_t day)
{
	const struct sim_room *room = &arrivals->place->room;
	const struct sim_world *world = room->world;
	const struct sim_post *post = &world->scenario->posts[room->post];
	int32_t absolute = world->origin_day + day;
	struct sim_random random = sim_random_make(world->seed, SIM_STREAM_CALL, (uint64_t)room->post,
		(uint64_t)absolute);
	double mean = (double)sim_world_day(world, room->post, day)->arrivals;
	uint64_t number = (uint64_t)absolute << 32;

	if (post->calls > 0)
		return bunches(arrivals, day, mean, &number);
	return one_by_one(arrivals, &random, day, mean, &number);
}

static bool is_in_period(const struct sim_place *place, sim_time t)
{
	return t >= SIM_WARM_UP * SIM_DAY && t < place->horizon;
}

/* Nobody files more than two months late, so far from both ends of the period everything counts. */
enum { FARTHEST = 75 };

static bool arrival_count(struct arrivals *arrivals, uint64_t number, sim_time at)
{
	struct sim_case c;

	if (at > (SIM_WARM_UP + FARTHEST) * SIM_DAY && at < arrivals->place->horizon - FARTHEST * SIM_DAY) {
		arrivals->count++;
		return true;
	}
	sim_case_begin(&c, &arrivals->place->room, number, at);
	arrivals->count += is_in_period(arrivals->place, c.at[SIM_LDG]);
	return true;
}

int64_t sim_place_count(const struct sim_place *place, int32_t day)
{
	struct arrivals arrivals = { .place = place, .fn = arrival_count };

	arrivals_walk(&arrivals, day);
	return arrivals.count;
}

static bool is_before(const struct sim_event_entry *a, const struct sim_event_entry *b)
{
	if (a->at != b->at)
		return a->at < b->at;
	return a->event != b->event ? a->event < b->event : a->key < b->key;
}

static bool heap_push(struct sim_place *place, struct sim_event_entry entry, struct err *err)
{
	size_t i = place->n_heap;

	if (i == place->cap_heap) {
		struct sim_event_entry *heap = realloc(place->heap, 2 * i * sizeof *heap);

		if (!heap)
			return err_memory(err);
		place->heap = heap;
		place->cap_heap = 2 * i;
	}
	place->n_heap++;
	for (; i > 0 && is_before(&entry, &place->heap[(i - 1) / 2]); i = (i - 1) / 2)
		place->heap[i] = place->heap[(i - 1) / 2];
	place->heap[i] = entry;
	return true;
}

static struct sim_event_entry heap_pop(struct sim_place *place)
{
	struct sim_event_entry first = place->heap[0], last = place->heap[--place->n_heap];
	size_t i = 0;

	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= place->n_heap)
			break;
		if (child + 1 < place->n_heap && is_before(&place->heap[child + 1], &place->heap[child]))
			child++;
		if (!is_before(&place->heap[child], &last))
			break;
		place->heap[i] = place->heap[child];
		i = child;
	}
	place->heap[i] = last;
	return first;
}

static bool arrival_push(struct arrivals *arrivals, uint64_t number, sim_time at)
{
	struct sim_case c;

	sim_case_begin(&c, &arrivals->into->room, number, at);
	return heap_push(arrivals->into,
		(struct sim_event_entry){
			.at = c.at[SIM_LDG], .arrival = at, .key = number, .event = SIM_REGISTER},
		arrivals->err);
}

bool sim_place_arrive(struct sim_place *place, int32_t day, struct err *err)
{
	struct arrivals arrivals = { .place = place, .fn = arrival_push, .into = place, .err = err };

	return arrivals_walk(&arrivals, day);
}

static bool ring_grow(struct sim_place *place, struct err *err)
{
	size_t cap = place->cap_ring * 2;
	struct sim_case *ring = calloc(cap, sizeof *ring);

	if (!ring)
		return err_memory(err);
	for (uint64_t i = place->head; i != place->tail; i++)
		ring[i & (cap - 1)] = place->ring[i & (place->cap_ring - 1)];
	free(place->ring);
	place->ring = ring;
	place->cap_ring = cap;
	return true;
}

static struct sim_case *ring_at(const struct sim_place *place, uint64_t i)
{
	return &place->ring[i & (place->cap_ring - 1)];
}

static void number_give(struct sim_place *place, struct sim_case *c)
{
	const struct sim_world *world = place->room.world;
	int year = time_civil_from_day(world->origin_day + c->at[SIM_LDG] / SIM_DAY).year;

	if (year != place->year) {
		place->year = year;
		place->serial = 0;
	}
	c->year = (int16_t)year;
	c->serial = ++place->serial;
}

/* Files outside the period are simulated too, for they stand in the queues, but get no number. */
static bool enter(struct sim_place *place, const struct sim_event_entry *entry, struct sim_thinning *thinning,
	uint64_t *ret_key, struct err *err)
{
	struct sim_case *c;
	bool counted = is_in_period(place, entry->at);
	int64_t before = 0, after = 1;

	if (counted) {
		before = thinning->seen * thinning->keep / thinning->of;
		after = ++thinning->seen * thinning->keep / thinning->of;
	}
	*ret_key = UINT64_MAX;
	if (before == after)
		return true;
	if (place->tail - place->head == place->cap_ring && !ring_grow(place, err))
		return false;
	*ret_key = place->tail++;
	c = ring_at(place, *ret_key);
	sim_case_begin(c, &place->room, entry->key, entry->arrival);
	sim_case_describe(c, &place->room);
	sim_case_select(c, &place->room);
	if (counted)
		number_give(place, c);
	return true;
}

static bool event_handle(struct sim_place *place, struct sim_event_entry entry, struct sim_thinning *thinning,
	struct err *err)
{
	struct sim_event_entry next = entry;

	if (entry.event == SIM_REGISTER && !enter(place, &entry, thinning, &next.key, err))
		return false;
	if (next.key == UINT64_MAX)
		return true;
	next.event = sim_case_step(ring_at(place, next.key), &place->room, entry.event, entry.at, &next.at);
	return next.event == SIM_DONE || heap_push(place, next, err);
}

bool sim_place_run(struct sim_place *place, sim_time until, struct sim_thinning *thinning, sim_case_fn fn,
	void *user, struct err *err)
{
	while (place->n_heap && place->heap[0].at < until)
		if (!event_handle(place, heap_pop(place), thinning, err))
			return false;
	while (place->head != place->tail && ring_at(place, place->head)->settled) {
		const struct sim_case *c = ring_at(place, place->head++);

		if (c->serial && !fn(user, c, &place->room))
			return false;
	}
	return true;
}
