/* post.h - one post as a queueing system: arrivals, a calendar of events, the files it holds, oldest first.
 */
#ifndef SIM_POST_H
#define SIM_POST_H

#include "base/err.h"
#include "case.h"

/* What is done with a file whose whole future is known; files come in the order of registration. */
typedef bool (*sim_case_fn)(void *user, const struct sim_case *c, const struct sim_room *room);

struct sim_event_entry {
	sim_time at, arrival;
	uint64_t key;		/* REGISTER: the number of the entity; else the place in the ring */
	enum sim_event event;
};

/* Keeps n of every m files, evenly; which is how exactly as many come out as were asked for. */
struct sim_thinning {
	int64_t keep, of, seen;
};

struct sim_place {
	struct sim_room room;
	struct sim_event_entry *heap;
	size_t n_heap, cap_heap;
	struct sim_case *ring;		/* cap_ring is a power of two */
	uint64_t head, tail;
	size_t cap_ring;
	int32_t year, serial;
	sim_time horizon;		/* nothing registered from here on is known */
};

bool sim_place_init(struct sim_place *place, struct arena *arena, const struct sim_world *world, int post);
void sim_place_finish(struct sim_place *place);

/* How many of the files that arrive on a day are registered within the period. */
int64_t sim_place_count(const struct sim_place *place, int32_t day);
/* Arrivals of a day join the calendar. Days are since origin, to be called in order. */
bool sim_place_arrive(struct sim_place *place, int32_t day, struct err *err);
/* Runs until an instant and hands over all files that are done and not behind one that is not. */
bool sim_place_run(struct sim_place *place, sim_time until, struct sim_thinning *thinning, sim_case_fn fn,
	void *user, struct err *err);

#endif
