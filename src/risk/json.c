/* json.c - see json.h. By recursive descent over bytes that were hashed and found whole before. */
#include "json.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32 };

struct reader {
	struct arena *arena;
	const char *at, *end;
	locale_t plain;		/* a dot is a dot */
	int depth;
};

static struct risk_json *value_read(struct reader *reader, const char *name);

static void space_skip(struct reader *reader)
{
	while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
		reader->at++;
}

static bool take(struct reader *reader, char c)
{
	space_skip(reader);
	if (reader->at == reader->end || *reader->at != c)
		return false;
	reader->at++;
	return true;
}

static int hex_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = c ? strchr(digits, c | 0x20) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* \uXXXX below the surrogates: more is never written. */
static char *unicode_read(struct reader *reader, char *out)
{
	unsigned code = 0;

	if (reader->end - reader->at < 4)
		return NULL;
	for (int i = 0; i < 4; i++) {
		int digit = hex_value(*reader->at++);

		if (digit < 0)
			return NULL;
		code = code * 16 + (unsigned)digit;
	}
	if (code >= 0xd800 && code < 0xe000)
		code = 0xfffd;
	if (code < 0x80) {
		*out++ = (char)code;
	} else if (code < 0x800) {
		*out++ = (char)(0xc0 | code >> 6);
		*out++ = (char)(0x80 | (code & 0x3f));
	} else {
		*out++ = (char)(0xe0 | code >> 12);
		*out++ = (char)(0x80 | (code >> 6 & 0x3f));
		*out++ = (char)(0x80 | (code & 0x3f));
	}
	return out;
}

static char *escape_read(struct reader *reader, char *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *found;
	char c;

	if (reader->at == reader->end)
		return NULL;
	c = *reader->at++;
	if (c == 'u')
		return unicode_read(reader, out);
	found = c ? strchr(from, c) : NULL;
	if (!found)
		return NULL;
	*out++ = to[found - from];
	return out;
}

/* After the opening quote. No text grows when it is read. */
static const char *text_read(struct reader *reader)
{
	const char *quote = reader->at;
	char *text, *out;

	while (quote < reader->end && *quote != '"')
		quote += *quote == '\\' ? 2 : 1;
	if (quote >= reader->end)
		return NULL;
	out = text = arena_alloc(reader->arena, (size_t)(quote - reader->at) + 1);
	while (out && reader->at < reader->end && *reader->at != '"') {
		if (*reader->at != '\\')
			*out++ = *reader->at++;
		else if (reader->at++, !(out = escape_read(reader, out)))
			return NULL;
	}
	return out && take(reader, '"') ? text : NULL;
}

static bool children_read(struct reader *reader, struct risk_json *parent, char close)
{
	struct risk_json **place = &parent->first;

	if (take(reader, close))
		return true;
	do {
		const char *name = NULL;

		if (close == '}' && (!take(reader, '"') || !(name = text_read(reader)) || !take(reader, ':')))
			return false;
		*place = value_read(reader, name);
		if (!*place)
			return false;
		place = &(*place)->next;
		parent->n++;
	} while (take(reader, ','));
	return take(reader, close);
}

static bool number_read(struct reader *reader, double *ret_number)
{
	char digits[64];
	size_t n = 0;
	char *end;

	while (reader->at + n < reader->end && n < sizeof(digits) - 1 && strchr("+-.0123456789eE", reader->at[n]) && reader->at[n])
		n++;
	memcpy(digits, reader->at, n);
	digits[n] = '\0';
	*ret_number = strtod_l(digits, &end, reader->plain);
	if (n == 0 || *end)
		return false;
	reader->at += n;
	return true;
}

static bool word_take(struct reader *reader, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(reader->end - reader->at) < n || memcmp(reader->at, word, n) != 0)
		return false;
	reader->at += n;
	return true;
}

static bool value_fill(struct reader *reader, struct risk_json *value)
{
	if (take(reader, '{')) {
		value->type = RISK_JSON_OBJECT;
		return children_read(reader, value, '}');
	}
	if (take(reader, '[')) {
		value->type = RISK_JSON_ARRAY;
		return children_read(reader, value, ']');
	}
	if (take(reader, '"')) {
		value->type = RISK_JSON_TEXT;
		return (value->text = text_read(reader)) != NULL;
	}
	if (word_take(reader, "null"))
		return true;
	value->type = RISK_JSON_BOOL;
	if (word_take(reader, "true")) {
		value->number = 1;
		return true;
	}
	if (word_take(reader, "false"))
		return true;
	value->type = RISK_JSON_NUMBER;
	return number_read(reader, &value->number);
}

static struct risk_json *value_read(struct reader *reader, const char *name)
{
	struct risk_json *value = arena_alloc(reader->arena, sizeof(*value));
	bool ok;

	if (!value || ++reader->depth > DEPTH_MAX)
		return NULL;
	value->name = name;
	ok = value_fill(reader, value);
	reader->depth--;
	return ok ? value : NULL;
}

const struct risk_json *risk_json_parse(struct arena *arena, const char *text, size_t n)
{
	struct reader reader = {.arena = arena, .at = text, .end = text + n, .plain = newlocale(LC_ALL_MASK, "C", (locale_t)0)};
	struct risk_json *value;

	if (!reader.plain)
		return NULL;
	value = value_read(&reader, NULL);
	space_skip(&reader);
	freelocale(reader.plain);
	return value && reader.at == reader.end ? value : NULL;
}

const struct risk_json *risk_json_get(const struct risk_json *object, const char *name)
{
	const struct risk_json *child = object && object->type == RISK_JSON_OBJECT ? object->first : NULL;

	while (child && strcmp(child->name, name) != 0)
		child = child->next;
	return child;
}

double risk_json_number(const struct risk_json *value, double otherwise)
{
	return value && value->type == RISK_JSON_NUMBER ? value->number : otherwise;
}

const char *risk_json_text(const struct risk_json *value, const char *otherwise)
{
	return value && value->type == RISK_JSON_TEXT ? value->text : otherwise;
}

bool risk_json_numbers(const struct risk_json *array, double *ret_numbers, size_t n)
{
	const struct risk_json *child;
	size_t i = 0;

	if (!array || array->type != RISK_JSON_ARRAY || array->n != n)
		return false;
	for (child = array->first; child; child = child->next) {
		if (child->type != RISK_JSON_NUMBER && child->type != RISK_JSON_NULL)
			return false;
		ret_numbers[i++] = child->type == RISK_JSON_NULL ? NAN : child->number;
	}
	return true;
}
