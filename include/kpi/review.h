/* review.h - what a leader should have looked at, as lists with their evidence: each row is a prompt for a review, and proves nothing. */
#ifndef KPI_REVIEW_H
#define KPI_REVIEW_H

#include "kpi/kpi.h"

/* An item far below the usual value of the same goods (the figure unit_value_gap counts their sum). Money in units of the currency. */
struct kpi_outlier {
	int64_t declaration;
	const char *name;		/* declaration_id */
	const char *hs, *origin, *unit, *office, *importer;	/* codes; "" not recorded; unit "" is the kilogram */
	int32_t day;
	double each, usual, fence;	/* value of a unit */
	double quantity;
	double gap;			/* what is missing to the usual value */
	double tax;			/* its tax; NaN where no rate is told */
	size_t n;			/* items of the same goods */
};

struct kpi_outliers {
	struct kpi_outlier *items;	/* the most tax at stake first, then the largest gap */
	size_t n, n_all;
	double tax;			/* of all of them */
	bool of_items;			/* else of declarations, which have no items here */
	size_t n_looked;		/* items, or declarations, of goods with enough of their kind */
};

/* Registered from..to; office NULL: all. At most `most`. */
bool kpi_outliers_read(const struct kpi_env *env, int32_t from, int32_t to, const char *office, size_t most, struct arena *arena,
	struct kpi_outliers *ret_outliers, struct err *err);

/* What a partner says it exported to us against what was declared here. */
struct kpi_mirror {
	int year;
	const char *hs6, *partner;
	double exports, published, declared;	/* published NaN: not told */
	double gap;			/* exports (1 + margin) - declared; below 0: more was declared here */
	double share;			/* gap / declared; NaN where nothing was */
	double tax;			/* of the gap at the rate of what was declared; NaN unknown */
	int64_t n;
	const char *neighbour;		/* the commodity of the same heading, partner and year where most more was declared than exported:
					 * goods may have been moved there; NULL none */
};

struct kpi_mirrors {
	struct kpi_mirror *items;	/* the largest gap first */
	size_t n;
};

/* margin: what freight and insurance add to exports, such as 0.1. year 0: all. */
bool kpi_mirror_read(const struct kpi_env *env, double margin, int year, struct arena *arena, struct kpi_mirrors *ret_mirrors,
	struct err *err);

#endif
