/* spec.c - which features a training window can tell, and the words and medians they rely on. */
#include "spec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORDS_MAX = 64,		/* an attribute with more words is only there or not */
	WORDS_MAX_OWN = 1000,	/* offices, countries */
};

static const char *const kind_names[RISK_FEATURE_KINDS] = {
	[RISK_FEATURE_RATE] = "rate",
	[RISK_FEATURE_COUNT] = "count",
	[RISK_FEATURE_NUMBER] = "number",
	[RISK_FEATURE_LOG] = "log",
	[RISK_FEATURE_UNIT_VALUE] = "unit_value",
	[RISK_FEATURE_UNIT_VALUE_HS6] = "unit_value_hs6",
	[RISK_FEATURE_UNIT_VALUE_HS6_ORIGIN] = "unit_value_hs6_origin",
	[RISK_FEATURE_MASS_HS6] = "mass_hs6",
	[RISK_FEATURE_IS_ZERO] = "zero",
	[RISK_FEATURE_SAME_COUNTRY] = "same_country",
	[RISK_FEATURE_HS] = "hs",
	[RISK_FEATURE_CODE] = "code",
	[RISK_FEATURE_ABSENT] = "absent",
	[RISK_FEATURE_WEEKDAY] = "weekday",
	[RISK_FEATURE_MONTH_DAY] = "month_day",
};

const char *risk_feature_kind_name(enum risk_feature_kind kind)
{
	return kind_names[kind];
}

int risk_feature_kind_find(const char *name)
{
	for (int i = 0; i < RISK_FEATURE_KINDS; i++) {
		if (strcmp(kind_names[i], name) == 0)
			return i;
	}
	return -1;
}

static enum risk_group code_group(const char *code)
{
	if (strcmp(code, "importer") == 0 || strcmp(code, "broker") == 0 || strcmp(code, "seller") == 0)
		return RISK_GROUP_PARTY;
	if (strcmp(code, "office") == 0 || strcmp(code, "mode") == 0 || strcmp(code, "origin") == 0 || strcmp(code, "departure") == 0)
		return RISK_GROUP_LANE;
	return RISK_GROUP_PAPERS;
}

static enum risk_group number_group(const char *number)
{
	if (strcmp(number, "mass") == 0)
		return RISK_GROUP_MASS;
	if (strcmp(number, "value") == 0)
		return RISK_GROUP_VALUE;
	if (strcmp(number, "rate") == 0)
		return RISK_GROUP_GOODS;
	return strcmp(number, "aeo") == 0 ? RISK_GROUP_PARTY : RISK_GROUP_PAPERS;
}

enum risk_group risk_feature_group(const struct risk_feature *feature)
{
	int key;

	switch (feature->kind) {
	case RISK_FEATURE_RATE:
	case RISK_FEATURE_COUNT:
		key = risk_key_find(feature->of);
		return key < 0 ? RISK_GROUP_PAPERS : risk_key_group((size_t)key);
	case RISK_FEATURE_UNIT_VALUE:
	case RISK_FEATURE_UNIT_VALUE_HS6:
	case RISK_FEATURE_UNIT_VALUE_HS6_ORIGIN:
		return RISK_GROUP_VALUE;
	case RISK_FEATURE_MASS_HS6:
		return RISK_GROUP_MASS;
	case RISK_FEATURE_SAME_COUNTRY:
		return RISK_GROUP_LANE;
	case RISK_FEATURE_HS:
		return RISK_GROUP_GOODS;
	case RISK_FEATURE_WEEKDAY:
	case RISK_FEATURE_MONTH_DAY:
		return RISK_GROUP_CALENDAR;
	case RISK_FEATURE_CODE:
	case RISK_FEATURE_ABSENT:
		return code_group(feature->of);
	default:
		return number_group(feature->of);
	}
}

void risk_spec_finish(struct risk_spec *spec)
{
	risk_medians_finish(&spec->unit_hs6);
	risk_medians_finish(&spec->unit_hs6_origin);
	risk_medians_finish(&spec->mass_hs6);
	arena_finish(&spec->arena);
	*spec = (struct risk_spec){0};
}

static int column_of(const struct risk_feature *feature, const struct risk_data *data)
{
	switch (feature->kind) {
	case RISK_FEATURE_NUMBER:
	case RISK_FEATURE_LOG:
	case RISK_FEATURE_IS_ZERO:
		return risk_data_number_find(data, feature->of);
	case RISK_FEATURE_CODE:
	case RISK_FEATURE_ABSENT:
		return risk_data_code_find(data, feature->of);
	default:
		return feature->index;
	}
}

void risk_spec_bind(struct risk_spec *spec, const struct risk_data *data)
{
	for (int i = 0; i < spec->n_features; i++)
		spec->features[i].index = column_of(&spec->features[i], data);
}

/* Building: the arrays are as long as they can get. */
struct maker {
	struct risk_spec *spec;
	struct risk_data *data;
	bool failed;
};

static struct risk_feature *feature_add(struct maker *maker, enum risk_feature_kind kind, const char *of, int index)
{
	struct risk_spec *spec = maker->spec;
	struct risk_feature *feature = &spec->features[spec->n_features++];

	*feature = (struct risk_feature){.kind = kind, .index = index, .of = arena_strdup(&spec->arena, of),
		.name = arena_printf(&spec->arena, "%s%s%s", kind_names[kind], *of ? ":" : "", of)};
	maker->failed |= !feature->of || !feature->name;
	return feature;
}

static void keys_add(struct maker *maker)
{
	struct risk_spec *spec = maker->spec;

	for (size_t k = 0; k < risk_key_count(); k++) {
		if (!risk_key_is_there(k, maker->data))
			continue;
		spec->keys[spec->n_keys] = (int)k;
		feature_add(maker, RISK_FEATURE_RATE, risk_key_name(k), spec->n_keys);
		feature_add(maker, RISK_FEATURE_COUNT, risk_key_name(k), spec->n_keys);
		spec->n_keys++;
	}
}

static bool number_varies(const struct risk_data *data, int number)
{
	double first = data->n ? risk_data_numbers(data, 0)[number] : NAN;

	for (size_t i = 1; i < data->n; i++) {
		double x = risk_data_numbers(data, i)[number];

		if (isnan(x) != isnan(first) || x > first || x < first)
			return true;
	}
	return false;
}

static void numbers_add(struct maker *maker)
{
	const struct risk_data *data = maker->data;

	for (int i = 0; i < data->n_numbers; i++) {
		bool plain = i == RISK_RATE || i == RISK_AEO || i == RISK_PAPER || i == RISK_ASSESSED;

		if (!number_varies(data, i))
			continue;
		feature_add(maker, plain ? RISK_FEATURE_NUMBER : RISK_FEATURE_LOG, data->number_names[i], i);
		if (i == RISK_VALUE)
			feature_add(maker, RISK_FEATURE_IS_ZERO, data->number_names[i], i);
	}
}

static bool medians_fill(struct risk_spec *spec, struct risk_data *data)
{
	bool ok = true;

	for (size_t row = 0; ok && row < data->n; row++) {
		const double *numbers = risk_data_numbers(data, row);
		double mass = numbers[RISK_MASS], value = numbers[RISK_VALUE];
		double unit = mass > 0 && value > 0 ? log(value / mass) : NAN;
		uint64_t hs = risk_hs_hash(data, row, 6);

		ok = risk_medians_add(&spec->unit_hs6, hs, unit) &&
		     risk_medians_add(&spec->unit_hs6_origin, risk_hs_origin_hash(data, row), unit) &&
		     risk_medians_add(&spec->mass_hs6, hs, mass > 0 ? log(mass) : NAN);
	}
	risk_medians_settle(&spec->unit_hs6);
	risk_medians_settle(&spec->unit_hs6_origin);
	risk_medians_settle(&spec->mass_hs6);
	return ok;
}

static void usual_values_add(struct maker *maker)
{
	struct risk_spec *spec = maker->spec;

	maker->failed |= !medians_fill(spec, maker->data);
	if (spec->unit_hs6.n > 0) {
		feature_add(maker, RISK_FEATURE_UNIT_VALUE, "", 0);
		feature_add(maker, RISK_FEATURE_UNIT_VALUE_HS6, "", 0);
	}
	if (spec->unit_hs6_origin.n > 0)
		feature_add(maker, RISK_FEATURE_UNIT_VALUE_HS6_ORIGIN, "", 0);
	if (spec->mass_hs6.n > 0)
		feature_add(maker, RISK_FEATURE_MASS_HS6, "", 0);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The distinct codes of a column, 0 among them where one is missing; NULL when memory is out. */
static uint32_t *distinct(const struct risk_data *data, int code, size_t *ret_n)
{
	uint32_t *codes = malloc((data->n ? data->n : 1) * sizeof(*codes));
	size_t n = 0;

	if (!codes)
		return NULL;
	for (size_t i = 0; i < data->n; i++)
		codes[i] = risk_data_codes(data, i)[code];
	qsort(codes, data->n, sizeof(*codes), by_number);
	for (size_t i = 0; i < data->n; i++) {
		if (i == 0 || codes[i] != codes[i - 1])
			codes[n++] = codes[i];
	}
	*ret_n = n;
	return codes;
}

static void words_take(struct maker *maker, struct risk_feature *feature, const uint32_t *codes, size_t n)
{
	struct arena *arena = &maker->spec->arena;

	feature->words = arena_array(arena, n ? n : 1, sizeof(*feature->words));
	for (size_t i = 0; feature->words && i < n; i++) {
		feature->words[i] = arena_strdup(arena, risk_data_text(maker->data, codes[i]));
		if (!feature->words[i])
			break;
		feature->n_words++;
	}
	maker->failed |= feature->n_words != (int)n;
	if (!maker->failed && n)
		qsort(feature->words, n, sizeof(*feature->words), by_text);
}

static void code_add(struct maker *maker, int code)
{
	bool party = code == RISK_IMPORTER || code == RISK_BROKER || code == RISK_SELLER;
	const char *name = maker->data->code_names[code];
	size_t n = 0, zero;
	uint32_t *codes = distinct(maker->data, code, &n);

	maker->failed |= !codes;
	zero = codes && n && codes[0] == 0;
	if (n - zero > 0 && !party && n - zero <= (code < RISK_CODES ? WORDS_MAX_OWN : WORDS_MAX) && n > 1)
		words_take(maker, feature_add(maker, RISK_FEATURE_CODE, name, code), codes + zero, n - zero);
	else if (n - zero > 0 && zero)
		feature_add(maker, RISK_FEATURE_ABSENT, name, code);
	free(codes);
}

static void codes_add(struct maker *maker)
{
	static const char *const digits[] = {"2", "4", "6"};

	for (int i = 0; i < maker->data->n_codes; i++) {
		if (i != RISK_HS)
			code_add(maker, i);
	}
	for (int i = 0; i < 3 && risk_key_is_there((size_t)risk_key_find("hs6"), maker->data); i++)
		feature_add(maker, RISK_FEATURE_HS, digits[i], 2 * (i + 1));
}

static bool countries_are_there(const struct risk_data *data)
{
	for (size_t i = 0; i < data->n; i++) {
		const uint32_t *codes = risk_data_codes(data, i);

		if (codes[RISK_DEPARTURE] && codes[RISK_ORIGIN])
			return true;
	}
	return false;
}

bool risk_spec_make(struct risk_spec *spec, struct risk_data *data)
{
	struct maker maker = {.spec = spec, .data = data};
	size_t room = 2 * risk_key_count() + 2 * (size_t)data->n_numbers + (size_t)data->n_codes + 16;

	*spec = (struct risk_spec){0};
	arena_init(&spec->arena);
	spec->keys = arena_array(&spec->arena, risk_key_count(), sizeof(*spec->keys));
	spec->features = arena_array(&spec->arena, room, sizeof(*spec->features));
	if (!spec->keys || !spec->features) {
		risk_spec_finish(spec);
		return false;
	}
	keys_add(&maker);
	numbers_add(&maker);
	usual_values_add(&maker);
	if (countries_are_there(data))
		feature_add(&maker, RISK_FEATURE_SAME_COUNTRY, "", 0);
	codes_add(&maker);
	feature_add(&maker, RISK_FEATURE_WEEKDAY, "", 0);
	feature_add(&maker, RISK_FEATURE_MONTH_DAY, "", 0);
	if (maker.failed)
		risk_spec_finish(spec);
	return !maker.failed;
}

bool risk_spec_narrow(struct risk_spec *spec, const bool *keep)
{
	int *place = malloc((size_t)(spec->n_keys + 1) * sizeof(*place)), n_keys = 0, n_features = 0;

	if (!place)
		return false;
	for (int i = 0; i < spec->n_keys; i++) {
		place[i] = keep[i] ? n_keys : -1;
		if (keep[i])
			spec->keys[n_keys++] = spec->keys[i];
	}
	for (int i = 0; i < spec->n_features; i++) {
		struct risk_feature feature = spec->features[i];

		if (feature.kind <= RISK_FEATURE_COUNT && place[feature.index] < 0)
			continue;
		if (feature.kind <= RISK_FEATURE_COUNT)
			feature.index = place[feature.index];
		spec->features[n_features++] = feature;
	}
	spec->n_keys = n_keys;
	spec->n_features = n_features;
	free(place);
	return true;
}
