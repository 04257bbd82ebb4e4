/* encode.c - see encode.h. A day's features are computed before its results are added. */
#include "encode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"

enum { CACHE = 256 };

/* Codes turned into their place among the words; few are in use at a time. */
struct code_cache {
	uint32_t code;
	float value;
};

struct encoder {
	const struct risk_spec *spec;
	struct risk_data *data;
	struct code_cache (*caches)[CACHE];	/* one a feature */
};

void risk_matrix_finish(struct risk_matrix *matrix)
{
	free(matrix->x);
	*matrix = (struct risk_matrix){0};
}

static bool matrix_make(const struct risk_spec *spec, const struct risk_data *data, struct risk_matrix *ret_matrix)
{
	size_t cells;

	*ret_matrix = (struct risk_matrix){.n = data->n, .width = (size_t)spec->n_features};
	if (__builtin_mul_overflow(ret_matrix->n, ret_matrix->width, &cells))
		return false;
	ret_matrix->x = malloc((cells ? cells : 1) * sizeof(*ret_matrix->x));
	return ret_matrix->x != NULL;
}

static bool encoder_init(struct encoder *encoder, const struct risk_spec *spec, struct risk_data *data)
{
	*encoder = (struct encoder){.spec = spec, .data = data};
	encoder->caches = calloc((size_t)spec->n_features + 1, sizeof(*encoder->caches));
	return encoder->caches != NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static float code_value(struct encoder *encoder, int feature, uint32_t code)
{
	struct code_cache *cache = &encoder->caches[feature][code % CACHE];
	const struct risk_feature *f = &encoder->spec->features[feature];
	const char *text, **found;

	if (!code)
		return NAN;
	if (cache->code == code)
		return cache->value;
	text = risk_data_text(encoder->data, code);
	found = bsearch(&text, f->words, (size_t)f->n_words, sizeof(*f->words), by_text);
	*cache = (struct code_cache){.code = code, .value = found ? (float)(found - f->words) : NAN};
	return cache->value;
}

static double ln_unit_value(const double *numbers)
{
	double ratio = numbers[RISK_VALUE] / numbers[RISK_MASS];

	return numbers[RISK_VALUE] > 0 && numbers[RISK_MASS] > 0 ? log(ratio) : NAN;
}

static double ln_positive(double x)
{
	return x > 0 ? log(x) : NAN;
}

static double hs_number(const struct risk_data *data, size_t row, int digits)
{
	const char *hs = risk_data_text(data, risk_data_codes(data, row)[RISK_HS]);
	double number = 0;

	for (int i = 0; i < digits; i++) {
		if (hs[i] < '0' || hs[i] > '9')
			return NAN;
		number = number * 10 + (hs[i] - '0');
	}
	return number;
}

static double same_country(const uint32_t *codes, struct risk_data *data)
{
	if (!codes[RISK_DEPARTURE] || !codes[RISK_ORIGIN])
		return NAN;
	return risk_data_hash(data, codes[RISK_DEPARTURE]) == risk_data_hash(data, codes[RISK_ORIGIN]);
}

/* Signed, so that measures of any kind fit. */
static double ln_size(double x)
{
	return copysign(log1p(fabs(x)), x);
}

/* A figure of the declaration itself. */
static float own_value(struct encoder *encoder, int feature, size_t row)
{
	const struct risk_feature *f = &encoder->spec->features[feature];
	struct risk_data *data = encoder->data;
	const uint32_t *codes = risk_data_codes(data, row);
	const double *numbers = risk_data_numbers(data, row);
	const struct risk_spec *spec = encoder->spec;

	switch (f->kind) {
	case RISK_FEATURE_NUMBER:
		return f->index < 0 ? NAN : (float)numbers[f->index];
	case RISK_FEATURE_LOG:
		return f->index < 0 ? NAN : (float)ln_size(numbers[f->index]);
	case RISK_FEATURE_UNIT_VALUE:
		return (float)ln_unit_value(numbers);
	case RISK_FEATURE_UNIT_VALUE_HS6:
		return (float)(ln_unit_value(numbers) - risk_medians_find(&spec->unit_hs6, risk_hs_hash(data, row, 6)));
	case RISK_FEATURE_UNIT_VALUE_HS6_ORIGIN:
		return (float)(ln_unit_value(numbers) - risk_medians_find(&spec->unit_hs6_origin, risk_hs_origin_hash(data, row)));
	case RISK_FEATURE_MASS_HS6:
		return (float)(ln_positive(numbers[RISK_MASS]) - risk_medians_find(&spec->mass_hs6, risk_hs_hash(data, row, 6)));
	case RISK_FEATURE_IS_ZERO:
		return f->index < 0 || isnan(numbers[f->index]) ? NAN : numbers[f->index] == 0;
	case RISK_FEATURE_SAME_COUNTRY:
		return (float)same_country(codes, data);
	case RISK_FEATURE_HS:
		return (float)hs_number(data, row, f->index);
	case RISK_FEATURE_CODE:
		return f->index < 0 ? NAN : code_value(encoder, feature, codes[f->index]);
	case RISK_FEATURE_ABSENT:
		return f->index < 0 || codes[f->index] == 0;
	case RISK_FEATURE_WEEKDAY:
		return (float)time_weekday(data->rows[row].day);
	case RISK_FEATURE_MONTH_DAY:
		return (float)time_civil_from_day(data->rows[row].day).day;
	default:
		return NAN;
	}
}

double risk_rate(struct risk_record record, struct risk_record all)
{
	double prior = all.n ? (double)all.hits / all.n : 0;

	return record.n ? (record.hits + RISK_PRIOR_WEIGHT * prior) / (record.n + RISK_PRIOR_WEIGHT) : NAN;
}

static void own_values(struct encoder *encoder, struct risk_matrix *matrix)
{
	for (size_t row = 0; row < matrix->n; row++) {
		float *x = matrix->x + row * matrix->width;

		for (int f = 0; f < encoder->spec->n_features; f++) {
			if (encoder->spec->features[f].kind > RISK_FEATURE_COUNT)
				x[f] = own_value(encoder, f, row);
		}
	}
}

static double rate_of(const struct risk_spec *spec, struct risk_record record, struct risk_record all)
{
	if (!(spec->prior > 0) || record.n == 0)
		return risk_rate(record, all);
	return (record.hits + RISK_PRIOR_WEIGHT * spec->prior) / (record.n + RISK_PRIOR_WEIGHT);
}

/* Rates and counts of a row by what the history knows now. keys: one for each tuple of the spec. */
static void known_values(const struct risk_spec *spec, const struct risk_history *history, const uint64_t *keys, float *x)
{
	for (int f = 0; f < spec->n_features; f++) {
		const struct risk_feature *feature = &spec->features[f];
		struct risk_record record;

		if (feature->kind > RISK_FEATURE_COUNT)
			continue;
		record = risk_history_find(history, keys[feature->index]);
		x[f] = feature->kind == RISK_FEATURE_RATE ? (float)rate_of(spec, record, history->all) : (float)log1p(record.n);
	}
}

static uint64_t *keys_of(const struct risk_spec *spec, struct risk_data *data)
{
	size_t width = (size_t)spec->n_keys;
	uint64_t *keys = calloc(data->n * width + 1, sizeof(*keys));

	for (size_t row = 0; keys && row < data->n; row++) {
		for (size_t k = 0; k < width; k++)
			keys[row * width + k] = risk_key_hash((size_t)spec->keys[k], data, row);
	}
	return keys;
}

static bool learn(struct risk_history *history, const uint64_t *keys, int n_keys, bool hit)
{
	history->all.n++;
	history->all.hits += hit;
	for (int k = 0; k < n_keys; k++) {
		if (!risk_history_add(history, keys[k], hit))
			return false;
	}
	return true;
}

struct result {
	int32_t known;
	size_t row;
};

static int by_known(const void *a, const void *b)
{
	const struct result *x = a, *y = b;

	if (x->known != y->known)
		return x->known > y->known ? 1 : -1;
	return (x->row > y->row) - (x->row < y->row);
}

static struct result *results_in_order(const struct risk_data *data)
{
	struct result *results = malloc((data->n ? data->n : 1) * sizeof(*results));

	if (!results)
		return NULL;
	for (size_t i = 0; i < data->n; i++)
		results[i] = (struct result){.known = data->rows[i].known, .row = i};
	qsort(results, data->n, sizeof(*results), by_known);
	return results;
}

static bool walk_days(const struct risk_spec *spec, const struct risk_data *data, const uint64_t *keys,
	const struct result *results, struct risk_matrix *matrix)
{
	struct risk_history history = {0};
	size_t width = (size_t)spec->n_keys, next = 0;
	bool ok = true;

	for (size_t row = 0; ok && row < data->n; row++) {
		while (ok && next < data->n && results[next].known < data->rows[row].day) {
			size_t judged = results[next++].row;

			ok = learn(&history, keys + judged * width, spec->n_keys, data->rows[judged].label == 1);
		}
		known_values(spec, &history, keys + row * width, matrix->x + row * matrix->width);
	}
	risk_history_finish(&history);
	return ok;
}

bool risk_encode_training(const struct risk_spec *spec, struct risk_data *data, struct risk_matrix *ret_matrix)
{
	struct encoder encoder = {0};
	uint64_t *keys = keys_of(spec, data);
	struct result *results = results_in_order(data);
	struct risk_matrix matrix = {0};
	bool ok = keys && results && encoder_init(&encoder, spec, data) && matrix_make(spec, data, &matrix) &&
		  walk_days(spec, data, keys, results, &matrix);

	if (ok) {
		own_values(&encoder, &matrix);
		*ret_matrix = matrix;
	} else {
		risk_matrix_finish(&matrix);
	}
	free(encoder.caches);
	free(results);
	free(keys);
	return ok;
}

bool risk_encode_scoring(const struct risk_spec *spec, const struct risk_history *history, struct risk_data *data,
	struct risk_matrix *ret_matrix)
{
	struct encoder encoder = {0};
	uint64_t *keys = keys_of(spec, data);
	struct risk_matrix matrix = {0};
	bool ok = keys && encoder_init(&encoder, spec, data) && matrix_make(spec, data, &matrix);

	for (size_t row = 0; ok && row < data->n; row++)
		known_values(spec, history, keys + row * (size_t)spec->n_keys, matrix.x + row * matrix.width);
	if (ok) {
		own_values(&encoder, &matrix);
		*ret_matrix = matrix;
	} else {
		risk_matrix_finish(&matrix);
	}
	free(encoder.caches);
	free(keys);
	return ok;
}

bool risk_history_learn(struct risk_history *history, const struct risk_spec *spec, struct risk_data *data, int32_t known_by)
{
	uint64_t *keys = keys_of(spec, data);
	bool ok = keys != NULL;

	for (size_t row = 0; ok && row < data->n; row++) {
		const struct risk_row *r = &data->rows[row];

		if (r->label != RISK_UNJUDGED && r->known <= known_by)
			ok = learn(history, keys + row * (size_t)spec->n_keys, spec->n_keys, r->label == 1);
	}
	free(keys);
	return ok;
}
