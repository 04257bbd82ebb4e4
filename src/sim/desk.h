/* desk.h - servers with working hours, first come first served.
 *
 * A desk is a kind of work at a post (assessors, examiners, scanners). Asking in the order of arrival for the
 * server that is free first is the same as one queue before all of them. Staff comes in teams of the
 * scenario's size, so that a larger country has more desks, not slower ones. */
#ifndef SIM_DESK_H
#define SIM_DESK_H

#include "world.h"

enum sim_role { SIM_ASSESSOR, SIM_EXAMINER, SIM_SCANNER, SIM_ROLES };

struct sim_desk {
	const struct sim_world *world;
	int post, n;		/* n: servers of one team */
	enum sim_role role;
	sim_time *free_at;	/* [team][server] */
	sim_time outage_from, outage_to;	/* while the scanner keeps only these hours */
	struct sim_hours outage_hours;
};

struct sim_shift {
	sim_time from, to;	/* equal when the server does not work that day */
};

bool sim_desk_init(struct sim_desk *desk, struct arena *arena, const struct sim_world *world, int post,
	enum sim_role role);
struct sim_shift sim_desk_shift(const struct sim_desk *desk, int server, int32_t day);
/* Who can start first, and when; among equals, chance decides. */
int sim_desk_find(
	const struct sim_desk *desk, int team, sim_time t, struct sim_random *random, sim_time *ret_start);
sim_time sim_desk_start(const struct sim_desk *desk, int server, sim_time t); /* when this one could start */
/* Who signs at t, a minute's work that needs no queue: `server` if on duty, else a colleague of the same team
 * who is, else the first of them to come. */
int sim_desk_sign(const struct sim_desk *desk, int server, sim_time t, sim_time *ret_at);
/* Occupies the server for `work` seconds of its shifts; returns when it is done. */
sim_time sim_desk_take(struct sim_desk *desk, int server, sim_time start, sim_time work);

#endif
