/* funnel.h - who differs by more than chance from units of the same kind: k of n each, held against all k over all n of their kind.
 *
 * The mean of a kind is that of its units but for those that are outside: one that is far off must not make the others look so. It is
 * found in three rounds, of which the first begins from the weighted median. Of two units nobody can tell which one is off.
 *
 * Limits are mean ± z sqrt(mean (1 - mean) / n) (Spiegelhalter 2005, funnel plots). Units differ for reasons that are no fault of
 * any, so limits are as wide as they really spread: the root of the mean of their squared z, the outermost cut back to the ones next
 * to them, made up for what cutting takes off a normal sample; never narrower than chance. How they spread is told by the units of one
 * kind where there are FUNNEL_OWN of them, else by those of all kinds, each around the mean of its own; since few units tell it
 * poorly, z is then Student's. Below FUNNEL_LEAST degrees of freedom nobody can know it: limits are those of chance alone, and
 * `spread_known` says so.
 *
 * Beyond the 99.8 % limit is outside only what the exact binomial chance calls so as well: of 20 with 3 % expected, three are no news. */
#ifndef STATS_FUNNEL_H
#define STATS_FUNNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FUNNEL_OWN = 12, FUNNEL_LEAST = 5 };

struct funnel_unit {
	int64_t k, n;			/* 0 <= k <= n; n 0: nothing was counted */
	size_t kind;			/* below n_kinds */
	/* what comes of it */
	double z;			/* in standard errors of chance; NaN without peers, or where it says nothing */
	double low, high;		/* 99.8 % limits at its n, within 0..1; NaN likewise */
	bool outside;
};

struct funnel_kind {
	size_t n_units;			/* that counted anything */
	int64_t k, n;			/* of those that the mean is of */
	double mean;			/* NaN without any */
	double z_95, z_998;		/* limits in standard errors of chance */
	bool spread_known;
};

/* scratch: room for n doubles. */
void stats_funnel(struct funnel_unit *units, size_t n, struct funnel_kind *kinds, size_t n_kinds, double *scratch);

#endif
