/* text.h - a string that grows.
 *
 * data is always NUL-terminated and never NULL. When memory runs out the text keeps what it has and `failed` stays set:
 * check it once, at the end. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
	char *data;
	size_t len, cap;
	bool failed;
};

#define TEXT_INIT { .data = (char *)"" }

void text_init(struct text *text);
void text_finish(struct text *text);
void text_clear(struct text *text);			/* keeps the memory */
void text_put(struct text *text, char c);
void text_append(struct text *text, const char *s);
void text_append_n(struct text *text, const char *s, size_t n);
void text_appendf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_appendv(struct text *text, const char *format, va_list args);

/* One JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void text_append_json(struct text *text, const char *s, size_t n);
/* A JSON number with enough digits to read back the same double (at least nine); "null" for NaN and infinities. */
void text_append_json_number(struct text *text, double value);
/* One CSV field per RFC 4180. A text that a spreadsheet would run as a formula (= + - @ TAB CR first) gets a leading '. */
void text_append_csv(struct text *text, const char *s, size_t n);
/* HTML and SVG text or attribute value: & < > " ' escaped. */
void text_append_xml(struct text *text, const char *s, size_t n);

#endif
