/* study.h - the parts of an estimate of an effect: a series with its comparison, and regressions on stretches of it.
 *
 * A trial is one regression on the steps before `end`, with a change at `start`; the answer and every placebo are trials. */
#ifndef STATS_STUDY_H
#define STATS_STUDY_H

#include <stdbool.h>
#include <stddef.h>

#include "ar1.h"
#include "donors.h"

enum { STUDY_PLACES_MOST = 31 };	/* a season with more places is drawn by waves */

struct study {
	const double *values;		/* on the scale of the regression */
	size_t n, start;
	size_t season, longer;
	bool slope, trend;
	const double *const *controls;	/* on that scale, too */
	size_t n_controls;
	double weights[DONORS_MAX];
	size_t n_used;			/* controls with a weight */
	double *mixture;		/* of the controls, taken off the values; NULL: there is none */
};

struct trial {
	struct ar1_fit fit;
	size_t k, step, slope;		/* columns; of the step, of the change of slope */
	size_t n_after;
	double effect, error, t;
	double middle;			/* of y, taken off before */
	double length, after_middle;	/* of the trend and slope columns */
};

/* Room for the rows of a regression on n steps. */
struct study_bench {
	double *x, *y;
	size_t *at;
};

bool study_bench_make(struct study_bench *bench, size_t n);
void study_bench_finish(struct study_bench *bench);

bool study_knows(const struct study *study, size_t t);
size_t study_known(const struct study *study, size_t from, size_t to);	/* how many steps of these */
double study_difference(const struct study *study, size_t t);		/* what the comparison does not explain */
/* The columns of a step; with_step false: those of the time before. Returns how many. */
size_t study_row(const struct study *study, const struct trial *trial, size_t start, size_t t, bool with_step, double *row);

void trial_scale(const struct study *study, size_t start, size_t end, struct trial *trial);
/* Rows and values of the steps that are known before `end`. */
void trial_rows(const struct study *study, const struct trial *trial, size_t start, size_t end, bool with_step, struct study_bench *bench,
	struct ar1_data *data);
/* False where the columns cannot be told apart. */
bool trial_run(const struct study *study, struct study_bench *bench, size_t start, size_t end, struct trial *trial);

/* comparison.c: weighs the controls by the time before the start and makes their mixture, to be freed. False when memory is out. */
bool study_compare(struct study *study, struct study_bench *bench);
bool study_control_is_whole(const struct study *study, const double *control);	/* else it is left out */

#endif
