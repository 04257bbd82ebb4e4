/* methods.h - the ways to forecast that are tried against each other: each takes a past and gives the steps ahead. */
#ifndef STATS_METHODS_H
#define STATS_METHODS_H

#include <stdbool.h>
#include <stddef.h>

struct smoothing_guess;

struct past {
	const double *values;	/* NaN: missing */
	size_t n, whole;	/* known at this moment; in the whole series, by which it is told once for all moments what applies */
	size_t season, longer;	/* 1 and 0: none */
	struct smoothing_guess *guess;	/* of the method; NULL: none */
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
/* Shape and level of the last weeks, moved as a year before: see year.c. */
bool method_year_applies(const struct past *past);
bool method_year(const struct past *past, size_t horizon, double *ret_means);
/* Exponential smoothing fitted to the values of a past, which may be others than its own. */
bool method_smooth(const struct past *past, const double *values, size_t season, size_t longer, bool has_trend, size_t horizon,
	double *ret_means);

#endif
