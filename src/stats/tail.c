/* tail.c - see tail.h.
 *
 * Peaks over a threshold (Pickands 1975; Siffer et al. 2017 for streams): the outermost tenth, at most fifty values, have a
 * generalised Pareto distribution. Its two parameters are taken from two quantiles of the excesses, not from their mean, so that a few
 * true events among them do not raise the bar for the next. */
#include "tail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PEAKS = 50, PEAKS_MIN = 8, REFIT = 16 };

static const double shape_max = 0.5;

bool tail_init(struct tail *tail, double prior)
{
	*tail = (struct tail){.prior = prior, .seen = malloc(TAIL_SEEN * sizeof(double)), .sorted = malloc((TAIL_SEEN + 1) * sizeof(double))};
	return tail->seen && tail->sorted;
}

void tail_finish(struct tail *tail)
{
	free(tail->seen);
	free(tail->sorted);
	tail->seen = tail->sorted = NULL;
}

/* Values below `size`. */
static size_t rank_of(const struct tail *tail, double size)
{
	size_t low = 0, high = tail->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (tail->sorted[middle] < size)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void tail_add(struct tail *tail, double size)
{
	size_t at;

	if (tail->n == TAIL_SEEN) {
		at = rank_of(tail, tail->seen[tail->next]);
		memmove(tail->sorted + at, tail->sorted + at + 1, (tail->n - at - 1) * sizeof(double));
		tail->n--;
	}
	at = rank_of(tail, size);
	memmove(tail->sorted + at + 1, tail->sorted + at, (tail->n - at) * sizeof(double));
	tail->sorted[at] = size;
	tail->seen[tail->next] = size;
	tail->next = (tail->next + 1) % TAIL_SEEN;
	tail->n++;
	tail->since++;
}

/* Shape from the ratio of the 0.9 to the 0.5 quantile of the excesses, (10^shape - 1) / (2^shape - 1); 3.32 for an exponential tail. */
static double shape_of(double ratio)
{
	double low = 0, high = shape_max;

	for (int i = 0; i < 30; i++) {
		double middle = (low + high) / 2, at = middle < 1e-6 ? log(10) / log(2) : (pow(10, middle) - 1) / (pow(2, middle) - 1);

		if (at < ratio)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static void tail_make(struct tail *tail)
{
	size_t peaks = tail->n / 10 < PEAKS ? tail->n / 10 : PEAKS, first;
	double half, most;

	tail->since = 0;
	tail->scale = 0;
	if (tail->n < 3 * PEAKS_MIN)
		return;
	peaks = peaks < PEAKS_MIN ? PEAKS_MIN : peaks;
	first = tail->n - peaks;
	tail->threshold = tail->sorted[first - 1];
	tail->share = (double)peaks / (double)tail->n;
	half = tail->sorted[first + peaks / 2] - tail->threshold;
	most = tail->sorted[first + peaks * 9 / 10] - tail->threshold;
	tail->shape = half > 0 ? shape_of(most / half) : 0;
	tail->scale = tail->shape > 1e-4 ? half * tail->shape / (pow(2, tail->shape) - 1) : half / log(2);
}

static void tail_refresh(struct tail *tail)
{
	if (tail->since >= REFIT || (tail->scale == 0 && tail->since > 0))
		tail_make(tail);
}

static double own_chance(const struct tail *tail, double size)
{
	double excess;

	if (tail->scale <= 0 || size <= tail->threshold)
		return ((double)(tail->n - rank_of(tail, size)) + 0.5) / ((double)tail->n + 1);
	excess = (size - tail->threshold) / tail->scale;
	return tail->share * (tail->shape > 1e-4 ? pow(1 + tail->shape * excess, -1 / tail->shape) : exp(-excess));
}

/* Of a Student's t with 6 degrees of freedom, scaled to the quartiles of a normal value: believed before much is seen. Closed
 * form of its distribution function (Abramowitz and Stegun 26.7.4). */
static double prior_chance(double size)
{
	double t = size * 0.7176 / 0.6745, c = 6 / (6 + t * t), s = t / sqrt(6 + t * t);

	return fmax(1 - s * (1 + c / 2 + 3 * c * c / 8), 1e-15);
}

double tail_chance(struct tail *tail, double size)
{
	double n = (double)tail->n, chance;

	tail_refresh(tail);
	chance = n > 0 ? (tail->prior * prior_chance(size) + n * own_chance(tail, size)) / (tail->prior + n) : prior_chance(size);
	return fmin(fmax(chance, 1e-15), 1);
}

double tail_size(struct tail *tail, double chance)
{
	double low = 0, high = 1;

	while (high < 1e12 && tail_chance(tail, high) > chance)
		high *= 2;
	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		if (tail_chance(tail, middle) > chance)
			low = middle;
		else
			high = middle;
	}
	return high;
}
