/* view.h - what an export shows of a file: not all that happened, and not all of it right. */
#ifndef SIM_VIEW_H
#define SIM_VIEW_H

#include "case.h"

enum sim_status {
	SIM_REGISTERED,
	SIM_SELECTED,
	SIM_ASSESSED,
	SIM_PAID,
	SIM_RELEASED,
	SIM_EXITED,
	SIM_CANCELLED,
	SIM_REJECTED,
	SIM_SEIZED,
	SIM_ABANDONED
};

struct sim_view {
	const struct sim_case *c;
	const struct sim_room *room;
	sim_time at[SIM_MARKS];		/* SIM_NEVER = not shown */
	unsigned day_only;		/* bit per mark: shown as a date */
	sim_time updated, horizon;
	enum sim_status status;
	enum sim_lane lane_final;
	int32_t version;
	bool assessed, paid;		/* the amounts are known */
	bool changed;			/* `updated` says more than the last milestone does */
	bool amended_late, twice;
};

void sim_view_init(
	struct sim_view *view, const struct sim_case *c, const struct sim_room *room, sim_time horizon);
/* Whether something that happened at t has reached the export. */
bool sim_view_knows(const struct sim_view *view, sim_time t);
int64_t sim_view_paid(const struct sim_view *view);
/* The day (since origin) on which its money counts; -1 when it does not. */
int32_t sim_view_pay_day(const struct sim_view *view);

#endif
