/* case.h - one declaration on its way: what is known of it, and what has happened so far.
 *
 * It carries its own stream of chance, so that what becomes of it depends on others only through queues. */
#ifndef SIM_CASE_H
#define SIM_CASE_H

#include "desk.h"
#include "world.h"

enum sim_mark {
	SIM_ARR,
	SIM_DIS,
	SIM_LDG,
	SIM_SEL,
	SIM_ASG,
	SIM_DOC_S,
	SIM_DOC_E,
	SIM_ASM,
	SIM_PAY,
	SIM_REL,
	SIM_GOUT,
	SIM_MARKS
};

enum sim_flow { SIM_IMPORT, SIM_EXPORT, SIM_TRANSIT };
enum sim_reason { SIM_REASON_NONE, SIM_REASON_RULE, SIM_REASON_RANDOM, SIM_REASON_MANUAL, SIM_REASON_MODEL,
	SIM_REASON_MANDATORY };
enum sim_payment { SIM_PAYMENT_NONE, SIM_CASH, SIM_BANK, SIM_ELECTRONIC, SIM_DEFERRED };
enum sim_assigned { SIM_ASSIGNED_NONE, SIM_BY_SYSTEM, SIM_BY_MANUAL, SIM_BY_SELF };
enum sim_exam_type { SIM_DOCUMENT, SIM_PHYSICAL, SIM_SCAN, SIM_LABORATORY };
enum sim_outcome { SIM_UNRECORDED, SIM_CONFORM, SIM_MINOR, SIM_NONCOMPLIANT };
enum sim_finding {
	SIM_FOUND_NOTHING,
	SIM_FOUND_VALUE,
	SIM_FOUND_CLASSIFICATION,
	SIM_FOUND_ORIGIN,
	SIM_FOUND_QUANTITY,
	SIM_FOUND_UNDECLARED,
	SIM_FOUND_PROHIBITED,
	SIM_FOUND_IPR,
	SIM_FINDINGS
};
enum sim_end { SIM_END_NORMAL, SIM_END_CANCELLED, SIM_END_REJECTED, SIM_END_SEIZED, SIM_END_ABANDONED };
enum sim_head { SIM_DUTY, SIM_VAT, SIM_EXCISE, SIM_OTHER, SIM_HEADS };

enum { SIM_EXAMS = 4, SIM_LOOPS = 2, SIM_REROUTES = 2 };

struct sim_loop {	/* a query or a hold */
	sim_time from, to;
};

struct sim_exam {
	uint8_t type, outcome, finding, containers;
	int32_t officer;
	sim_time called, presented, started, ended;
	int64_t adjustment, penalty, penalty_paid;
};

struct sim_reroute {
	sim_time at;
	uint8_t from, to;
	bool automatic;
	const char *reason;
};

struct sim_case {
	struct sim_random random;
	uint64_t number;		/* of the entity, never shown */
	int32_t serial;			/* within its office and year; 0 = before the period, not written */
	int16_t year, post, hs, origin;
	int32_t importer, broker, team;
	uint8_t flow, lane, lane_final, reason, payment, assigned, end, finding, regime, items;
	uint8_t n_queries, n_holds, n_exams, n_reroutes, n_permits, n_rules;
	bool aeo, pre_arrival, illicit, pair, paper, single_window[SIM_LOOPS], own_pick, dispute, settled;
	int16_t rules[2];
	int32_t officer;		/* assessor, -1 = none */
	int32_t version;
	float p, score;
	int64_t kilos, cif, heads[SIM_HEADS], exempt, adjustment;	/* money in minor units */
	sim_time at[SIM_MARKS];
	sim_time permit_at[SIM_LOOPS];
	struct sim_loop queries[SIM_LOOPS], holds[SIM_LOOPS];
	struct sim_exam exams[SIM_EXAMS];
	struct sim_reroute reroutes[SIM_REROUTES];
};

/* What a post does with a case at an event; each returns the next event of it, or SIM_DONE. */
enum sim_event { SIM_REGISTER, SIM_CHECK, SIM_PRESENTED, SIM_DECIDE, SIM_DONE };

struct sim_room {			/* the post at which it happens */
	const struct sim_world *world;
	int post;
	struct sim_desk desks[SIM_ROLES];
	double pull[SIM_LANES]; /* of a lane on a file of weight 1; set so that the lane gets its share */
	double reform_pre_arrival, reform_single_window;	/* 0 = no reform */
	sim_time reform_from;
	const struct sim_story *pair, *late;	/* NULL = none here */
};

/* begin: who brings what and when it is filed (cheap: also used to count). register: what it is, and its
 * lane. */
void sim_case_begin(struct sim_case *c, const struct sim_room *room, uint64_t number, sim_time arrival);
void sim_case_describe(struct sim_case *c, const struct sim_room *room);
void sim_case_select(struct sim_case *c, const struct sim_room *room);
double sim_case_weight(const struct sim_case *c);	/* how strongly the risk engine is drawn to it */
void sim_case_chances(const struct sim_room *room, double weight, double ret_chances[SIM_LANES]);
/* Share of all files that chance alone selects, and how much of that goes to red; the rest is yellow. */
double sim_case_random_share(const struct sim_room *room);
#define SIM_RANDOM_RED 0.3

enum sim_event sim_case_step(struct sim_case *c, struct sim_room *room, enum sim_event event, sim_time now,
	sim_time *ret_next);
/* Duties, payment, other agencies, release, exit: all that needs no desk. */
void sim_case_settle(struct sim_case *c, const struct sim_room *room);
void sim_case_tax(struct sim_case *c, const struct sim_room *room);
/* What an examination of this kind brings to light. */
void sim_case_judge(struct sim_case *c, const struct sim_room *room, struct sim_exam *exam);

sim_time sim_case_span(struct sim_case *c, const struct sim_room *room, enum sim_stage stage, double factor);

#endif
