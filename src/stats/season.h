/* season.h - a series parted into a level and the shape of its season. */
#ifndef STATS_SEASON_H
#define STATS_SEASON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Centred moving average over one season (2 x m where m is even, by the textbook); NaN where half a season is not there on
 * both sides, or more than half of it is missing. */
void season_trend(const double *values, size_t n, size_t season, double *ret_trend);

/* Classical decomposition: what each place of the season adds to the trend (or multiplies it by), the mean (median where `robust`)
 * over all seasons; they sum to 0 (average to 1). 0 (1) for a place that never had a value. Needs two seasons. */
bool season_shape(const double *values, size_t n, size_t season, bool multiplicative, bool robust, double *ret_shape);

/* Missing values: the same place one season before (or after), moved by the difference of levels; else the nearest value. Nothing
 * after the end is needed, so a series cut short is filled as it would have been then, but for its last season. */
void season_fill(double *values, size_t n, size_t season);

#endif
