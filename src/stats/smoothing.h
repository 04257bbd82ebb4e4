/* smoothing.h - exponential smoothing in its error correction form: level, damped trend, up to two additive seasons.
 *
 *	forecast = level + damping slope + shape[place] + shape2[place] + memory * last error
 *	level += damping slope + alpha error;  slope = damping slope + beta error;  shape[place] += gamma error
 *
 * Holt-Winters with a damped trend (Gardner and McKenzie 1985), two seasons and the remembered error after Taylor (2003). A missing
 * value moves time on and teaches nothing. */
#ifndef STATS_SMOOTHING_H
#define STATS_SMOOTHING_H

#include <stdbool.h>
#include <stddef.h>

struct smoothing {
	size_t season, longer;		/* 1 and 0: none */
	bool has_trend;
	double alpha, beta, damping, gamma, gamma_longer, memory;	/* beta is for the slope itself: alpha beta* of the textbooks */
	double level, slope, error;
	double *shape, *shape_longer;	/* by place: index modulo season */
	size_t at;			/* values seen */
};

/* Beginning from the first seasons of the values; parameters are left as they are. false when memory is out. */
bool smoothing_init(struct smoothing *model, const double *values, size_t n, size_t season, size_t longer, bool has_trend);
void smoothing_finish(struct smoothing *model);

/* Goes on over values; returns the mean absolute error of the one-step forecasts after the first `skip` of them. */
double smoothing_run(struct smoothing *model, const double *values, size_t n, size_t skip);

/* Parameters found for a shorter past of the same series: a better place to begin the search for a longer one. Zeroed at first. */
struct smoothing_guess {
	bool known;
	double parameters[6];
};

/* Parameters with the least mean absolute one-step error, then run: the model stands at the end of the values. guess: where the search
 * begins, and then what it found; NULL: none. */
bool smoothing_fit(struct smoothing *model, const double *values, size_t n, size_t season, size_t longer, bool has_trend,
	struct smoothing_guess *guess);

void smoothing_forecast(const struct smoothing *model, size_t horizon, double *ret_means);

#endif
