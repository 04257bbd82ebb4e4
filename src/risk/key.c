/* key.c - see key.h. */
#include "key.h"

#include <math.h>
#include <string.h>

#include "hash.h"

enum part_kind { PART_NONE, PART_CODE, PART_HS, PART_NUMBER, PART_UNIT_VALUE };

enum part_need {
	NEED_ROW,	/* a row without it has no such tuple */
	NEED_SOME,	/* without it is a tuple of its own, where others have it */
	NEED_NONE	/* the tuple says something though nobody has it */
};

struct part {
	enum part_kind kind;
	int of;		/* code, number, or digits */
	enum part_need need;
};

enum { PARTS_MAX = 6 };

struct key {
	const char *name, *title;
	enum risk_group group;
	struct part parts[PARTS_MAX];
};

#define CODE(code) {.kind = PART_CODE, .of = (code)}
#define CODE_IF_THERE(code) {.kind = PART_CODE, .of = (code), .need = NEED_NONE}
#define HS(digits) {.kind = PART_HS, .of = (digits)}
#define NUMBER(number) {.kind = PART_NUMBER, .of = (number)}
#define NUMBER_IF_THERE(number) {.kind = PART_NUMBER, .of = (number), .need = NEED_NONE}

static const struct key keys[] = {
	[RISK_KEY_GOODS] = {
		.name = "goods",
		.title = "this very goods: commodity, departure, origin, rate, tax type and mass",
		.group = RISK_GROUP_GOODS,
		.parts = {HS(6), CODE_IF_THERE(RISK_DEPARTURE), CODE_IF_THERE(RISK_ORIGIN), NUMBER_IF_THERE(RISK_RATE),
			CODE_IF_THERE(RISK_TAX_TYPE), NUMBER_IF_THERE(RISK_MASS)},
	},
	{
		.name = "trade",
		.title = "this commodity with this departure, origin, rate and tax type",
		.group = RISK_GROUP_GOODS,
		.parts = {HS(6), CODE_IF_THERE(RISK_DEPARTURE), CODE_IF_THERE(RISK_ORIGIN), NUMBER_IF_THERE(RISK_RATE),
			CODE_IF_THERE(RISK_TAX_TYPE)},
	},
	{
		.name = "hs6",
		.title = "this commodity",
		.group = RISK_GROUP_GOODS,
		.parts = {HS(6)},
	},
	{
		.name = "hs6_origin",
		.title = "this commodity from this origin",
		.group = RISK_GROUP_LANE,
		.parts = {HS(6), CODE(RISK_ORIGIN)},
	},
	{
		.name = "hs2_origin",
		.title = "this chapter from this origin",
		.group = RISK_GROUP_LANE,
		.parts = {HS(2), CODE(RISK_ORIGIN)},
	},
	{
		.name = "hs6_price",
		.title = "this commodity at this value a kilogram",
		.group = RISK_GROUP_VALUE,
		.parts = {HS(6), {.kind = PART_UNIT_VALUE, .need = NEED_SOME}},
	},
	{
		.name = "hs6_mass",
		.title = "this commodity in exactly this mass",
		.group = RISK_GROUP_MASS,
		.parts = {HS(6), NUMBER(RISK_MASS)},
	},
	{
		.name = "mass",
		.title = "exactly this mass",
		.group = RISK_GROUP_MASS,
		.parts = {NUMBER(RISK_MASS)},
	},
	{
		.name = "value",
		.title = "exactly this value",
		.group = RISK_GROUP_VALUE,
		.parts = {NUMBER(RISK_VALUE)},
	},
	{
		.name = "importer",
		.title = "this importer",
		.group = RISK_GROUP_PARTY,
		.parts = {CODE(RISK_IMPORTER)},
	},
	{
		.name = "broker",
		.title = "this declarant",
		.group = RISK_GROUP_PARTY,
		.parts = {CODE(RISK_BROKER)},
	},
	{
		.name = "seller",
		.title = "this seller",
		.group = RISK_GROUP_PARTY,
		.parts = {CODE(RISK_SELLER)},
	},
	{
		.name = "importer_hs2",
		.title = "this importer with this chapter",
		.group = RISK_GROUP_PARTY,
		.parts = {CODE(RISK_IMPORTER), HS(2)},
	},
	{
		.name = "importer_broker",
		.title = "this importer with this declarant",
		.group = RISK_GROUP_PARTY,
		.parts = {CODE(RISK_IMPORTER), CODE(RISK_BROKER)},
	},
	{
		.name = "office_hs2",
		.title = "this chapter at this office",
		.group = RISK_GROUP_LANE,
		.parts = {CODE(RISK_OFFICE), HS(2)},
	},
	{
		.name = "office_origin",
		.title = "this origin at this office",
		.group = RISK_GROUP_LANE,
		.parts = {CODE(RISK_OFFICE), CODE(RISK_ORIGIN)},
	},
};

size_t risk_key_count(void)
{
	return sizeof(keys) / sizeof(*keys);
}

const char *risk_key_name(size_t key)
{
	return keys[key].name;
}

const char *risk_key_title(size_t key)
{
	return keys[key].title;
}

enum risk_group risk_key_group(size_t key)
{
	return keys[key].group;
}

int risk_key_find(const char *name)
{
	for (size_t i = 0; i < risk_key_count(); i++) {
		if (strcmp(keys[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

static bool code_is_there(const struct risk_data *data, int code)
{
	for (size_t i = 0; i < data->n; i++) {
		if (risk_data_codes(data, i)[code])
			return true;
	}
	return false;
}

static bool number_is_there(const struct risk_data *data, int number)
{
	for (size_t i = 0; i < data->n; i++) {
		if (!isnan(risk_data_numbers(data, i)[number]))
			return true;
	}
	return false;
}

static bool part_is_there(const struct part *part, const struct risk_data *data)
{
	switch (part->kind) {
	case PART_CODE:
		return code_is_there(data, part->of);
	case PART_HS:
		return code_is_there(data, RISK_HS);
	case PART_NUMBER:
		return number_is_there(data, part->of);
	case PART_UNIT_VALUE:
		return number_is_there(data, RISK_VALUE) && number_is_there(data, RISK_MASS);
	default:
		return true;
	}
}

bool risk_key_is_there(size_t key, const struct risk_data *data)
{
	for (int i = 0; i < PARTS_MAX; i++) {
		const struct part *part = &keys[key].parts[i];

		if (part->need != NEED_NONE && !part_is_there(part, data))
			return false;
	}
	return true;
}

uint64_t risk_hs_hash(const struct risk_data *data, size_t row, size_t digits)
{
	const char *hs = risk_data_text(data, risk_data_codes(data, row)[RISK_HS]);

	return strnlen(hs, digits) == digits ? risk_hash_text(hs, digits) | 1 : 0;
}

uint64_t risk_hs_origin_hash(struct risk_data *data, size_t row)
{
	uint64_t hs = risk_hs_hash(data, row, 6), origin = risk_data_hash(data, risk_data_codes(data, row)[RISK_ORIGIN]);

	return hs && origin ? risk_hash_more(hs, origin) | 1 : 0;
}

static uint64_t number_hash(double number)
{
	uint64_t bits;

	if (isnan(number))
		return 0;
	number += 0.0;	/* one zero */
	memcpy(&bits, &number, sizeof(bits));
	return risk_mix(bits) | 1;
}

/* Four significant digits stand for the kind of goods; 0 where there is no value a kilogram. */
static uint64_t unit_value_hash(const double *numbers)
{
	double price = numbers[RISK_VALUE] / numbers[RISK_MASS], exponent;

	if (!(numbers[RISK_VALUE] > 0) || !(numbers[RISK_MASS] > 0) || !isfinite(price))
		return 0;
	exponent = floor(log10(price));
	return number_hash(nearbyint(price / pow(10, exponent - 3)) * 1000 + exponent);
}

static uint64_t part_hash(const struct part *part, struct risk_data *data, size_t row)
{
	switch (part->kind) {
	case PART_CODE:
		return risk_data_hash(data, risk_data_codes(data, row)[part->of]);
	case PART_HS:
		return risk_hs_hash(data, row, (size_t)part->of);
	case PART_NUMBER:
		return number_hash(risk_data_numbers(data, row)[part->of]);
	case PART_UNIT_VALUE:
		return unit_value_hash(risk_data_numbers(data, row));
	default:
		return 0;
	}
}

uint64_t risk_key_hash(size_t key, struct risk_data *data, size_t row)
{
	uint64_t hash = risk_hash_text(keys[key].name, strlen(keys[key].name));

	for (int i = 0; i < PARTS_MAX && keys[key].parts[i].kind; i++) {
		uint64_t part = part_hash(&keys[key].parts[i], data, row);

		if (!part && keys[key].parts[i].need == NEED_ROW)
			return 0;
		hash = risk_hash_more(hash, part);
	}
	hash >>= 64 - RISK_KEY_HASH_BITS;
	return hash ? hash : 1;
}
