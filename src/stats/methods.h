/* methods.h - the ways to forecast that are tried against each other: each takes a past and gives the steps ahead. */
#ifndef STATS_METHODS_H
#define STATS_METHODS_H

#include <stdbool.h>
#include <stddef.h>

struct past {
	const double *values;	/* NaN: missing */
	size_t n;
	size_t season, longer;	/* 1 and 0: none */
};

struct method {
	const char *name;
	double trust;		/* weight before any trial, against the others */
	bool (*applies)(const struct past *past);
	/* false when memory is out; means may be NaN where it cannot tell. */
	bool (*run)(const struct past *past, size_t horizon, double *ret_means);
	bool ignores_season;	/* needs none, so that a short past will do */
};

/* The seasonal naive forecast is the first of them. */
extern const struct method methods[];
extern const size_t n_methods;

/* Repeats the last season that is known; the last value without a season. */
bool method_naive(const struct past *past, size_t horizon, double *ret_means);
/* Theta: the mean of the straight line through the values and simple exponential smoothing of their double curvature, that is,
 * smoothing with half of the line's slope as drift (Hyndman and Billah 2003), on values without their season. */
bool method_theta(const struct past *past, size_t horizon, double *ret_means);

#endif
