/* json.h - reads back the JSON that models are kept as. Strict; numbers with a dot whatever the locale says. */
#ifndef RISK_JSON_H
#define RISK_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum risk_json_type { RISK_JSON_NULL, RISK_JSON_BOOL, RISK_JSON_NUMBER, RISK_JSON_TEXT, RISK_JSON_ARRAY, RISK_JSON_OBJECT };

struct risk_json {
	enum risk_json_type type;
	const char *name;		/* of a member of an object; else NULL */
	double number;			/* NUMBER; BOOL: 0 or 1 */
	const char *text;		/* TEXT: UTF-8 */
	struct risk_json *first, *next;	/* children; the next child of the same parent */
	size_t n;			/* number of children */
};

/* NULL for what is no JSON, for nesting beyond 32, and when memory is out. Lives in the arena. */
const struct risk_json *risk_json_parse(struct arena *arena, const char *text, size_t n);
/* NULL-safe. */
const struct risk_json *risk_json_get(const struct risk_json *object, const char *name);
double risk_json_number(const struct risk_json *value, double otherwise);
const char *risk_json_text(const struct risk_json *value, const char *otherwise);
/* Exactly n numbers of an array; null reads as NaN. */
bool risk_json_numbers(const struct risk_json *array, double *ret_numbers, size_t n);

#endif
