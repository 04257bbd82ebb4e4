/* ar1.h - linear regression on a series whose errors remember the step before: generalised least squares with AR(1) errors.
 *
 * Plain least squares takes each day for a new witness. Where errors go together it alarms far too often: one null series in three at
 * a memory of 0.6. Here the memory is estimated with the rest by restricted maximum likelihood (Cooper and Thompson 1977; it corrects most of
 * the bias that few observations bring), steps that are missing are honoured by the distance between those that are there, and the degrees of
 * freedom are those of as many independent observations. */
#ifndef STATS_AR1_H
#define STATS_AR1_H

#include <stdbool.h>
#include <stddef.h>

enum { AR1_COLUMNS = 48, AR1_TRIES = 20 /* about so many passes over the data are made */ };

struct ar1_data {
	size_t n, k;			/* observations; columns, at most AR1_COLUMNS */
	size_t droppable;		/* so many of the leading columns may repeat others (a weekday that never comes): they are left out */
	size_t spent;			/* degrees of freedom that went into making y */
	const double *x;		/* n x k, row by row */
	const double *y;
	const size_t *at;		/* n: step of each observation, ascending */
};

struct ar1_fit {
	double beta[AR1_COLUMNS];
	double covariance[AR1_COLUMNS][AR1_COLUMNS];
	double rho;			/* memory: 0 to 0.98 */
	double variance;		/* of an error */
	double df;			/* for Student's t of any combination of beta */
	bool exact;			/* nothing is left over: the columns explain all */
};

/* False where columns depend on each other that are not droppable, or there are not more observations than columns. */
bool ar1_regress(const struct ar1_data *data, struct ar1_fit *ret_fit);
/* Standard error of a combination of the coefficients. */
double ar1_error(const struct ar1_fit *fit, size_t k, const double *combination);

#endif
