/* number.h - numbers as people write them: decimal marks, groups of digits, Arabic-Indic digits, accountants' minus signs. */
#ifndef INGEST_NUMBER_H
#define INGEST_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct number_format {
	char decimal;	/* '.' or ',' */
	bool sure;	/* told by a profile, or seen in the file; else 1,234 may be either and is refused */
};

enum number_status {
	NUMBER_OK, NUMBER_BAD,
	NUMBER_AMBIGUOUS,	/* 1,234: thousands or decimals? */
	NUMBER_EXPONENT,	/* 1.23E+11: a spreadsheet has thrown digits away */
	NUMBER_TOO_LARGE,
};

/* Exact: mantissa / 10^scale. */
struct number {
	int64_t mantissa;
	int scale;
};

/* Reads all of s. An exponent is refused here; number_read_double() takes one. */
enum number_status number_read(const char *s, size_t n, struct number_format format, struct number *ret_number);
enum number_status number_read_double(const char *s, size_t n, struct number_format format, double *ret_value);
/* A whole number; 3.0 is one. */
enum number_status number_read_int(const char *s, size_t n, struct number_format format, int64_t *ret_value);
/* In units of 10^-decimals, half away from zero; *ret_rounded when digits were lost. */
enum number_status number_read_money(const char *s, size_t n, struct number_format format, int decimals,
	int64_t *ret_minor, bool *ret_rounded);

/* Looks like 1.23457E+11: what a spreadsheet makes of a long code. */
bool number_is_exponent(const char *s, size_t n);

/* What one value tells of the decimal mark: '.', ',', '?' (1,234: may be either), 0 (nothing). */
char number_hint(const char *s, size_t n);

#endif
