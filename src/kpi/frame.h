/* frame.h - one scan that serves all KPIs of the same cohort.
 *
 * It decides which rows of the cube belong to which period and group, and hands them, a batch at a time, to the methods.
 * Decoding a column, finding a row's group and looking at its day are done once for all of them. */
#ifndef KPI_FRAME_H
#define KPI_FRAME_H

#include "moments.h"
#include "task.h"

enum frame_kind {
	FRAME_REGISTERED, FRAME_REGISTERED_ALL, FRAME_RELEASED, FRAME_REVENUE, FRAME_ASSESSED, FRAME_SLOW, FRAME_PENALTY,
	FRAME_SLA, FRAME_OPEN, FRAME_NEWEST, FRAMES, FRAME_NONE = FRAMES
};

enum { FRAME_PASSES = 3 };

/* The frame of a KPI; FRAME_NONE when its method gathers by itself. */
enum frame_kind frame_of(const struct kpi_def *def);

/* Serves the tasks: afterwards each has its groups, and is settled. The frame owns groups and presence. */
struct frame {
	enum frame_kind kind;
	struct evaluation *evaluation;
	struct task **tasks;
	size_t n_tasks;
	struct groups groups;
	struct present present;
	struct cells *cells;
	bool by_office;			/* groups are offices and times alone */
	bool row_by_row;		/* groups and filters that only a look at each row can tell */
	/* One batch. */
	uint32_t *row, *cell, *period;
	int64_t *at;			/* of cohorts by deadline; else NULL */
	size_t cap;
	int64_t *due;			/* deadlines of the rows of the batch, as far as they have come */
	size_t cap_due;
	unsigned filled_with;		/* what stands in the first `filled` of period */
	size_t filled;
	int pass;
	bool looks_for_groups;		/* the pass: nothing is added up */
	bool failed;
	struct standards *standards;
	struct moments moments;		/* of stocks of open files */
};

bool frame_run(struct frame *frame, struct err *err);
void frame_finish(struct frame *frame);

#endif
