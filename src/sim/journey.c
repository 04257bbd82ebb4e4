/* journey.c - the way of a declaration through the desks of its post, one event at a time.
 *
 * Events of a post are handled in the order of time, so that asking a desk for its first free server is first
 * come, first served. Each step works out what is certain and says when the case must be looked at again. */
#include "case.h"

enum { AUTO_BLUE_AFTER = 36 * SIM_HOUR };

static sim_time minutes(struct sim_case *c, double median, double sigma)
{
	double m = sim_random_lognormal(&c->random, median, sigma);

	return (sim_time)((m < 2880 ? m : 2880) * 60) + 1;
}

static void reroute(struct sim_case *c, sim_time at, enum sim_lane lane, bool automatic, const char *reason)
{
	if (c->n_reroutes == SIM_REROUTES || c->lane_final == lane)
		return;
	c->reroutes[c->n_reroutes++] = (struct sim_reroute){.at = at,
		.from = c->lane_final,
		.to = (uint8_t)lane,
		.automatic = automatic,
		.reason = reason};
	c->lane_final = (uint8_t)lane;
}

static enum sim_event assess(struct sim_case *c, const struct sim_room *room, sim_time at)
{
	c->at[SIM_ASM] = at;
	sim_case_settle(c, room);
	return SIM_DONE;
}

/* Nobody looks: the system assesses, but now and then an officer has to press the key. */
static enum sim_event pass(struct sim_case *c, struct sim_room *room, sim_time at)
{
	const struct sim_desk *desk = &room->desks[SIM_ASSESSOR];

	if (sim_random_chance(&c->random, 0.16)) {
		c->officer = c->team * desk->n + sim_random_below(&c->random, desk->n);
		c->assigned = SIM_BY_SYSTEM;
		c->at[SIM_ASG] = sim_desk_start(desk, c->officer, at) + minutes(c, 3, 0.8);
		return assess(c, room, c->at[SIM_ASG] + minutes(c, 25, 0.9));
	}
	return assess(c, room, at + minutes(c, 4, 0.9));
}

static enum sim_event registered(struct sim_case *c, struct sim_room *room, sim_time now, sim_time *ret_next)
{
	c->at[SIM_DIS] = c->at[SIM_ARR] + sim_case_span(c, room, SIM_STAGE_DISCHARGE, 1);
	if (c->end == SIM_END_REJECTED) {
		sim_case_settle(c, room);
		return SIM_DONE;
	}
	c->at[SIM_SEL] = now + 5 + sim_random_below(&c->random, 80);
	c->lane_final = c->lane;
	if (c->end == SIM_END_CANCELLED) {
		sim_case_settle(c, room);
		return SIM_DONE;
	}
	if (c->lane == SIM_GREEN || c->lane == SIM_BLUE)
		return pass(c, room, c->at[SIM_SEL]);
	*ret_next = c->at[SIM_SEL] + minutes(c, 8, 0.8);
	return SIM_CHECK;
}

static enum sim_event call(struct sim_case *c, struct sim_room *room, enum sim_exam_type type, sim_time now,
	sim_time *ret_next)
{
	bool again = c->n_exams > 0 && c->exams[c->n_exams - 1].type != SIM_DOCUMENT;
	struct sim_exam *exam = &c->exams[c->n_exams++];
	sim_time there = c->at[SIM_DIS] > c->at[SIM_ARR] ? c->at[SIM_DIS] : c->at[SIM_ARR];

	*exam = (struct sim_exam){
		.type = (uint8_t)type, .officer = -1, .started = SIM_NEVER, .ended = SIM_NEVER};
	exam->called =
		sim_world_open(room->world, room->post, (now > there ? now : there) + minutes(c, 15, 0.8));
	exam->presented = exam->called + sim_case_span(c, room, SIM_STAGE_POSITION, again ? 0.4 : 1);
	exam->containers = (uint8_t)(1 + sim_random_poisson(&c->random, 0.5));
	*ret_next = exam->presented;
	return SIM_PRESENTED;
}

static enum sim_event decide_later(struct sim_case *c, sim_time at, sim_time *ret_next)
{
	*ret_next = at + minutes(c, 20, 0.8);
	return SIM_DECIDE;
}

/* After the documents: red and orange are opened or scanned, yellow only on suspicion or where its rule says
 * so. */
static enum sim_event route(struct sim_case *c, struct sim_room *room, sim_time at, sim_time *ret_next)
{
	const struct sim_scenario *scenario = room->world->scenario;
	const struct sim_post *post = &scenario->posts[room->post];
	bool scans = post->scanners > 0;

	if (c->pair && sim_random_chance(&c->random, 0.5)) {
		if (c->lane == SIM_RED || c->lane == SIM_ORANGE)
			reroute(c, at, SIM_YELLOW, false, "");
		return decide_later(c, at, ret_next);
	}
	if (c->lane == SIM_RED && sim_random_chance(&c->random, 0.04)) {
		reroute(c, at, SIM_YELLOW, false, "documents sufficient");
		return decide_later(c, at, ret_next);
	}
	if (c->lane == SIM_ORANGE ||
		(scans && ((c->lane == SIM_RED && sim_random_chance(&c->random, post->scan_red)) ||
				  (c->lane == SIM_YELLOW && !c->own_pick &&
					  (c->reason == SIM_REASON_RANDOM ||
						  sim_random_chance(&c->random, post->scan_yellow))))))
		return call(c, room, scans ? SIM_SCAN : SIM_PHYSICAL, at, ret_next);
	if (c->lane == SIM_RED)
		return call(c, room, SIM_PHYSICAL, at, ret_next);
	if (c->own_pick && sim_random_chance(&c->random, scenario->rules[c->rules[0]].exam))
		return call(c, room, SIM_PHYSICAL, at, ret_next);
	if (!c->own_pick && (c->reason == SIM_REASON_RANDOM ||
		sim_random_chance(&c->random, post->exam_yellow * (c->illicit ? 4 : 0.9)))) {
		if (c->reason != SIM_REASON_RANDOM)
			reroute(c, at, SIM_RED, false, "documents in doubt");
		return call(c, room, SIM_PHYSICAL, at, ret_next);
	}
	return decide_later(c, at, ret_next);
}

static sim_time queries(
	struct sim_case *c, struct sim_room *room, sim_time from, sim_time work, sim_time ended)
{
	static const double chance[SIM_LANES] = { [SIM_YELLOW] = 0.22, [SIM_ORANGE] = 0.15, [SIM_RED] = 0.3 };

	if (c->pair)
		return ended;
	for (int i = 0; i < SIM_LOOPS; i++) {
		sim_time asked = i == 0 ? from + (ended - from) / 2 : ended;

		if (!sim_random_chance(&c->random, i == 0 ? chance[c->lane] : 0.15))
			break;
		c->queries[i].from = asked;
		c->queries[i].to = asked + sim_case_span(c, room, SIM_STAGE_QUERY, 1);
		c->n_queries++;
		ended = sim_world_open(room->world, room->post, c->queries[i].to) + work / 3 +
			minutes(c, 12, 0.7);
	}
	return ended;
}

static void pair_up(struct sim_case *c, const struct sim_room *room, sim_time now)
{
	const struct sim_story *pair = room->pair;
	int64_t local = pair ? sim_world_local(room->world, now) : 0;

	if (pair && local >= pair->from && local < pair->to && c->broker == pair->broker - 1 &&
		c->team == 0 && sim_random_chance(&c->random, pair->share)) {
		c->pair = true;
		c->officer = pair->officer - 1;
	}
}

/* A yellow file that nobody has looked at for too long moves to blue by itself. */
static enum sim_event give_up(struct sim_case *c, struct sim_room *room)
{
	sim_time at = c->at[SIM_SEL] + AUTO_BLUE_AFTER;

	reroute(c, at, SIM_BLUE, true, "not examined in time");
	c->officer = -1;
	return assess(c, room, at + 60);
}

static enum sim_event check(struct sim_case *c, struct sim_room *room, sim_time now, sim_time *ret_next)
{
	struct sim_desk *desk = &room->desks[SIM_ASSESSOR];
	double u = sim_random_uniform(&c->random);
	sim_time start, ended,
		work = sim_case_span(c, room, SIM_STAGE_DOCUMENT, c->lane == SIM_RED ? 1.2 : 1);

	pair_up(c, room, now);
	if (c->pair) {
		start = sim_desk_start(desk, c->officer, now);
		work = (sim_time)((double)work / room->pair->speed);
	} else {
		c->officer = sim_desk_find(desk, c->team, now, &c->random, &start);
		if (c->lane == SIM_YELLOW && !c->own_pick && start - c->at[SIM_SEL] > AUTO_BLUE_AFTER &&
			(double)c->score < 0.45)
			return give_up(c, room);
	}
	c->assigned = c->pair    ? SIM_BY_MANUAL
		      : u < 0.92 ? SIM_BY_SYSTEM
		      : u < 0.98 ? SIM_BY_MANUAL
				 : SIM_BY_SELF;
	c->at[SIM_ASG] = now;
	c->at[SIM_DOC_S] = start;
	ended = sim_desk_take(desk, c->officer, start, work);
	ended = queries(c, room, start, work, ended);
	c->at[SIM_DOC_E] = ended;
	if (c->lane != SIM_ORANGE) {
		struct sim_exam *exam = &c->exams[c->n_exams++];

		*exam = (struct sim_exam){ .type = SIM_DOCUMENT, .officer = c->officer, .called = SIM_NEVER,
			.presented = SIM_NEVER, .started = SIM_NEVER, .ended = ended };
		sim_case_judge(c, room, exam);
	}
	return route(c, room, ended, ret_next);
}

/* Some examinations send a sample to the laboratory, which takes days. */
static sim_time laboratory(struct sim_case *c, struct sim_room *room, sim_time at)
{
	struct sim_exam *exam;
	sim_time days;

	if (c->n_exams == SIM_EXAMS || room->world->scenario->goods[c->hs].permit < 0.3 ||
		!sim_random_chance(&c->random, 0.08))
		return at;
	days = (sim_time)(sim_random_lognormal(&c->random, 2.5, 0.5) * SIM_DAY);
	exam = &c->exams[c->n_exams++];
	*exam = (struct sim_exam){ .type = SIM_LABORATORY, .officer = -1, .called = at, .presented = at + 60,
		.started = at + days / 2, .ended = at + days };
	sim_case_judge(c, room, exam);
	return sim_world_open(room->world, room->post, exam->ended);
}

static enum sim_event examine(struct sim_case *c, struct sim_room *room, sim_time now, sim_time *ret_next)
{
	struct sim_exam *exam = &c->exams[c->n_exams - 1];
	bool scan = exam->type == SIM_SCAN;
	struct sim_desk *desk = &room->desks[scan ? SIM_SCANNER : SIM_EXAMINER];
	int server = sim_desk_find(desk, c->team, now, &c->random, &exam->started);

	exam->ended = sim_desk_take(desk, server, exam->started,
		sim_case_span(c, room, scan ? SIM_STAGE_SCAN : SIM_STAGE_EXAM, 1));
	exam->officer = scan ? -1 : server;
	now = exam->ended;
	sim_case_judge(c, room, exam);
	if (scan && c->n_exams < SIM_EXAMS && (c->lane == SIM_RED || exam->outcome == SIM_NONCOMPLIANT ||
		sim_random_chance(&c->random, 0.04))) {
		if (c->lane != SIM_RED)
			reroute(c, now, SIM_RED, false, "image in doubt");
		return call(c, room, SIM_PHYSICAL, now, ret_next);
	}
	if (!scan)
		now = laboratory(c, room, now);
	if (c->end == SIM_END_SEIZED) {
		sim_case_settle(c, room);
		return SIM_DONE;
	}
	return decide_later(c, now, ret_next);
}

/* The officer of the file assesses it, or whoever of the team is on duty when it is ready. */
static enum sim_event decide(struct sim_case *c, const struct sim_room *room, sim_time ready)
{
	const struct sim_desk *desk = &room->desks[SIM_ASSESSOR];
	sim_time at = ready;

	if (c->pair)
		at = sim_desk_start(desk, c->officer, ready);
	else
		c->officer = sim_desk_sign(desk, c->officer, ready, &at);
	return assess(c, room, at);
}

enum sim_event sim_case_step(struct sim_case *c, struct sim_room *room, enum sim_event event, sim_time now,
	sim_time *ret_next)
{
	switch (event) {
	case SIM_REGISTER:
		return registered(c, room, now, ret_next);
	case SIM_CHECK:
		return check(c, room, now, ret_next);
	case SIM_PRESENTED:
		return examine(c, room, now, ret_next);
	case SIM_DECIDE:
		return decide(c, room, sim_world_open(room->world, room->post, now));
	case SIM_DONE:
		break;
	}
	return SIM_DONE;
}
