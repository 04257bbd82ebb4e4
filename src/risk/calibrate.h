/* calibrate.h - probabilities bent to what was found: isotonic regression (pool adjacent violators; Ayer and others 1955). */
#ifndef RISK_CALIBRATE_H
#define RISK_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Knots of a line that never falls; no knots leave probabilities as they are. */
struct risk_calibration {
	double *told, *found;
	size_t n;
};

/* From n probabilities and their outcomes (1 or 0), in any order. The knots live in the arena. */
bool risk_calibration_make(const double *told, const int *labels, size_t n, struct arena *arena,
	struct risk_calibration *ret_calibration);
double risk_calibration_apply(const struct risk_calibration *calibration, double p);

#endif
