/* text.c - the growing string, and the four ways a string leaves the program: JSON, CSV, XML, plain.
 *
 * It knows no terminal: what is harmless on a screen is width.c's business. */
#include "base/text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/width.h"

static char empty[1];

void text_init(struct text *text)
{
	*text = (struct text){.data = empty};
}

void text_finish(struct text *text)
{
	if (text->cap)
		free(text->data);
	text_init(text);
}

void text_clear(struct text *text)
{
	text->len = 0;
	text->failed = false;
	if (text->cap)
		text->data[0] = '\0';
}

static bool reserve(struct text *text, size_t more)
{
	size_t need, cap = text->cap ? text->cap : 64;
	char *data;

	if (__builtin_add_overflow(text->len, more, &need) || need > SIZE_MAX / 4) {
		text->failed = true;
		return false;
	}
	if (need < text->cap)
		return true;
	while (cap <= need)
		cap *= 2;
	data = realloc(text->cap ? text->data : NULL, cap);
	if (!data) {
		text->failed = true;
		return false;
	}
	if (!text->cap)
		data[0] = '\0';
	text->data = data;
	text->cap = cap;
	return true;
}

void text_append_n(struct text *text, const char *s, size_t n)
{
	if (n == 0 || !reserve(text, n))
		return;
	memcpy(text->data + text->len, s, n);
	text->len += n;
	text->data[text->len] = '\0';
}

void text_append(struct text *text, const char *s)
{
	text_append_n(text, s, strlen(s));
}

void text_put(struct text *text, char c)
{
	text_append_n(text, &c, 1);
}

void text_appendv(struct text *text, const char *format, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n > 0 && reserve(text, (size_t)n)) {
		vsnprintf(text->data + text->len, (size_t)n + 1, format, again);
		text->len += (size_t)n;
	}
	va_end(again);
}

void text_appendf(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_appendv(text, format, args);
	va_end(args);
}

static void append_json_char(struct text *text, const char *s, size_t len, int32_t code)
{
	if (code < 0)
		text_append(text, "\\ufffd");
	else if (code == '"' || code == '\\')
		text_appendf(text, "\\%c", (char)code);
	else if (code == '\n')
		text_append(text, "\\n");
	else if (code == '\t')
		text_append(text, "\\t");
	else if (code == '\r')
		text_append(text, "\\r");
	else if (code >= 0x20 && !width_is_harmful((uint32_t)code))
		text_append_n(text, s, len);
	else if (code < 0x10000)
		text_appendf(text, "\\u%04x", (unsigned)code);
	else
		text_appendf(text, "\\u%04x\\u%04x", 0xd7c0u + ((unsigned)code >> 10),
			0xdc00u | (code & 0x3ff));
}

void text_append_json(struct text *text, const char *s, size_t n)
{
	size_t len;

	text_put(text, '"');
	for (size_t i = 0; i < n; i += len) {
		int32_t code = width_decode(s + i, n - i, &len);

		append_json_char(text, s + i, len, code);
	}
	text_put(text, '"');
}

void text_append_json_number(struct text *text, double value)
{
	char buffer[40];

	if (!isfinite(value)) {
		text_append(text, "null");
		return;
	}
	if (value == floor(value) && fabs(value) < 1e15) {
		text_appendf(text, "%.0f", value == 0 ? 0.0 : value);
		return;
	}
	for (int digits = 9; digits <= 17; digits++) {
		snprintf(buffer, sizeof(buffer), "%.*g", digits, value);
		if (strtod(buffer, NULL) == value)
			break;
	}
	text_append(text, buffer);
}

void text_append_csv(struct text *text, const char *s, size_t n)
{
	bool formula = n > 0 && strchr("=+-@\t\r", s[0]) != NULL;
	bool quote = formula || memchr(s, ',', n) || memchr(s, '"', n) || memchr(s, '\n', n) ||
		     memchr(s, '\r', n) || (n > 0 && (s[0] == ' ' || s[n - 1] == ' '));

	if (!quote) {
		text_append_n(text, s, n);
		return;
	}
	text_put(text, '"');
	if (formula)
		text_put(text, '\'');
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			text_put(text, '"');
		text_put(text, s[i]);
	}
	text_put(text, '"');
}

static const char *xml_entity(int32_t code)
{
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void text_append_xml(struct text *text, const char *s, size_t n)
{
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		int32_t code = width_decode(s + i, n - i, &len);
		const char *entity = xml_entity(code);

		if (entity)
			text_append(text, entity);
		else if (code < 0 || (width_is_harmful((uint32_t)code) && code != '\n' && code != '\t'))
			text_append(text, "\xef\xbf\xbd");
		else
			text_append_n(text, s + i, len);
	}
}
