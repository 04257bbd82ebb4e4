/* spec.h - the features of a model: what they are made of, and the figures of the training window they rely on.
 *
 * Made from a training window alone and kept with the model. A tuple (key.h) gives two features: the smoothed rate of hits among
 * its earlier inspections, te = (S + 10 p) / (C + 10), missing while C = 0, and ct = ln(1 + C); p is the rate over all earlier
 * inspections. The other features are figures of the declaration itself. Codes become their place in the sorted words of the
 * window; a word that the window has not is missing. */
#ifndef RISK_SPEC_H
#define RISK_SPEC_H

#include "data.h"
#include "history.h"
#include "key.h"
#include "median.h"

enum { RISK_PRIOR_WEIGHT = 10, RISK_SPEC_VERSION = 1 };

enum risk_feature_kind {
	RISK_FEATURE_RATE, RISK_FEATURE_COUNT,	/* of a tuple; the order in which they stand side by side */
	RISK_FEATURE_NUMBER, RISK_FEATURE_LOG, RISK_FEATURE_UNIT_VALUE, RISK_FEATURE_UNIT_VALUE_HS6,
	RISK_FEATURE_UNIT_VALUE_HS6_ORIGIN, RISK_FEATURE_MASS_HS6, RISK_FEATURE_IS_ZERO, RISK_FEATURE_SAME_COUNTRY,
	RISK_FEATURE_HS, RISK_FEATURE_CODE, RISK_FEATURE_ABSENT, RISK_FEATURE_WEEKDAY, RISK_FEATURE_MONTH_DAY,
	RISK_FEATURE_KINDS
};

struct risk_feature {
	enum risk_feature_kind kind;
	const char *of;		/* name of a tuple, a code, a number; digits of the commodity code; "" */
	const char *name;	/* "rate:goods", "log:mass" */
	const char **words;	/* RISK_FEATURE_CODE: sorted */
	int n_words;
	struct risk_record *records;	/* by word: what was found in the training window; NULL: a model of before that was kept */
	int index;		/* RATE, COUNT: of the tuple among keys; HS: digits; else of the column in the data bound last */
};

struct risk_spec {
	struct arena arena;
	int *keys;		/* tuples in use, as key.h counts them */
	int n_keys;
	struct risk_feature *features;
	int n_features;
	double prior;		/* the p of te where it stands still; 0: the rate over all earlier inspections */
	struct risk_medians unit_hs6, unit_hs6_origin, mass_hs6;	/* natural logarithms */
};

/* Rows by features, NaN where missing. */
struct risk_matrix {
	float *x;
	size_t n, width;
};

/* All tuples and features that the rows can tell. `data` is sorted (risk_data_sort). */
bool risk_spec_make(struct risk_spec *spec, struct risk_data *data);
/* The same without some tuples: keep[i] for the i-th of spec->keys. */
bool risk_spec_narrow(struct risk_spec *spec, const bool *keep);
void risk_spec_finish(struct risk_spec *spec);		/* accepts what is all zero */
/* Looks the columns up in other data than it was made from. */
void risk_spec_bind(struct risk_spec *spec, const struct risk_data *data);

const char *risk_feature_kind_name(enum risk_feature_kind kind);
int risk_feature_kind_find(const char *name);	/* -1 */
enum risk_group risk_feature_group(const struct risk_feature *feature);

#endif
