/* frame.h - one scan that serves all KPIs of the same cohort.
 *
 * It decides which rows of the cube belong to which period and group, and hands them, a batch at a time, to the methods.
 * Decoding a column, finding a row's group and looking at its day are done once for all of them. */
#ifndef KPI_FRAME_H
#define KPI_FRAME_H

#include "task.h"

enum frame_kind {
	FRAME_REGISTERED, FRAME_REGISTERED_ALL, FRAME_RELEASED, FRAME_REVENUE, FRAME_ASSESSED, FRAME_SLOW,
	FRAME_SLA, FRAME_OPEN, FRAME_NEWEST, FRAMES, FRAME_NONE = FRAMES
};

enum { FRAME_PASSES = 2 };

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
	/* One batch. */
	uint32_t *row, *cell;
	int64_t *at;			/* of cohorts by deadline; else NULL */
	size_t cap;
	int pass;
	bool failed;
	struct standards *standards;
};

bool frame_run(struct frame *frame, struct err *err);
void frame_finish(struct frame *frame);

/* Slices of the frame's cohort over the periods of the evaluation, one for each pass; they borrow the selection. */
int frame_slices(enum frame_kind kind, const struct evaluation *evaluation, struct cube_slice ret_slices[FRAME_PASSES]);

#endif
