/* control.c - the individuals chart (Shewhart's XmR): what a series does when nothing special happens.
 *
 * 2.66 is 3 / d2 with d2 = 1.128 for ranges of two (Wheeler, Understanding Variation). Limits are not cut at
 * zero: whether a figure can be negative is known by who asks. */
#include "stats/stats.h"

#include <math.h>
#include <stdlib.h>

enum { VALUES_MIN = 8 };

bool stats_xmr(const double *values, size_t n, double *ret_centre, double *ret_low, double *ret_high)
{
	double sum = 0, ranges = 0, last = 0, centre, half;
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(values[i]))
			continue;
		if (count > 0)
			ranges += fabs(values[i] - last);
		last = values[i];
		sum += last;
		count++;
	}
	if (count < VALUES_MIN)
		return false;
	centre = sum / (double)count;
	half = 2.66 * ranges / (double)(count - 1);
	*ret_centre = centre;
	*ret_low = centre - half;
	*ret_high = centre + half;
	return true;
}
