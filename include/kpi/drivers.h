/* drivers.h - why a figure moved: its change split over the values of a dimension, exactly.
 *
 * Rates and ratios, and means of times: by midpoint shares, a part contributes its change of weight times how far it stands from the
 * whole (mix), and its change of rate times its mean weight (performance):
 *	mix_i = (w1 - w0) ((r1 + r0) / 2 - (R1 + R0) / 2),	performance_i = (r1 - r0) (w1 + w0) / 2,	sum of both = R1 - R0.
 * A part that stands in one of the two periods alone is all mix.
 * Sums of money are S_i = N w_i v_i: declarations in all, the part's share of them, money a declaration. Each factor gets what it
 * changes averaged over all orders in which the three could have changed (Shapley 1953), so that volume, mix and performance of a part
 * add up to its own change. Counts have volume and mix alone.
 * P50 and P90: the share of declarations above the middle of the two quantiles is split as a rate, and scaled to the change of the
 * quantile (the recentred influence function of Firpo, Fortin and Lemieux 2009, at one threshold for both periods). */
#ifndef KPI_DRIVERS_H
#define KPI_DRIVERS_H

#include "kpi/kpi.h"

struct kpi_driver {
	const char *value;		/* of the dimension; "" not recorded */
	int64_t n, base_n;
	double now, base;		/* the figure of the part, in the KPI's unit; NaN where it has none */
	double volume, mix, performance;	/* in the KPI's unit; volume 0 of what is no sum */
	double total;			/* of the three */
	bool is_telling;		/* one of the fewest that explain at least 70 % of the change, all in its direction */
};

struct kpi_change {
	double now, base, change;	/* of the whole; NaN where one is missing */
	struct kpi_driver *drivers;	/* the largest first, by size of total; in the arena */
	size_t n;			/* 0: this figure cannot be split by this dimension */
	size_t n_telling;		/* how many of them are telling; 0 where no set explains so much */
	double volume, mix, performance;	/* sums over all parts */
};

/* queries: their `by` is not used. stat NULL: the headline. */
bool kpi_drivers(const struct kpi_env *env, const struct kpi_def *def, const char *stat, const struct kpi_query *now,
	const struct kpi_query *base, const struct kpi_by *by, struct arena *arena, struct kpi_change *ret_change, struct err *err);
/* The same where the figure itself is known of both periods already: figures[0] now, [1] before. */
bool kpi_drivers_of(const struct kpi_env *env, const struct kpi_def *def, const char *stat, const double figures[2],
	const struct kpi_query *now, const struct kpi_query *base, const struct kpi_by *by, struct arena *arena,
	struct kpi_change *ret_change, struct err *err);
/* The mean of arrival to release by who owned the hours: customs, agency, trader, terminal, shared. All performance. */
bool kpi_drivers_by_owner(const struct kpi_env *env, const struct kpi_query *now, const struct kpi_query *base, struct arena *arena,
	struct kpi_change *ret_change, struct err *err);
/* Counts again which drivers are telling, after somebody changed their totals. */
void kpi_drivers_tell(struct kpi_change *change);

#endif
