/* number.c - from text to an exact decimal, without floating point and without the locale.
 *
 * Plain numbers take a short way. Others are first put into ASCII (digits, one mark for decimals, one for groups), then judged:
 * groups must be of three digits, or it is not a number. Nothing is guessed: see struct number_format. */
#include "number.h"

#include <stdlib.h>
#include <string.h>

#include "base/width.h"
#include "fold.h"

enum { LONGEST = 64, DIGITS_MAX = 18 };

static const int64_t powers[DIGITS_MAX + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000,
	1000000000000, 10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
	1000000000000000000,
};

/* ---- the short way: -123.45 ---- */

static bool read_plain(const char *s, size_t n, char decimal, struct number *ret_number)
{
	bool negative = n > 0 && *s == '-';
	const char *end = s + n, *mark = NULL;
	int64_t mantissa = 0;

	s += negative;
	if (end - s < 1 || end - s > DIGITS_MAX || (unsigned)(*s - '0') > 9 || (unsigned)(end[-1] - '0') > 9)
		return false;
	for (; s < end; s++) {
		unsigned digit = (unsigned char)*s - (unsigned)'0';

		if (digit <= 9)
			mantissa = mantissa * 10 + digit;
		else if (*s == decimal && !mark)
			mark = s;
		else
			return false;
	}
	*ret_number = (struct number){
		.mantissa = negative ? -mantissa : mantissa,
		.scale = mark ? (int)(end - mark - 1) : 0,
	};
	return true;
}

/* ---- the long way ---- */

/* Text as ASCII: digits, '.' and ',' as they were, '_' ' and ` for marks that can only part groups, '|' for one that can only
 * be a decimal mark, '-', 'e', '+', '(' and ')'. */
struct plain {
	char s[LONGEST + 1];
	size_t n;
};

static char plain_char(uint32_t code)
{
	switch (code) {
	case ' ': case 0xa0: case 0x202f: case 0x2009:
		return '_';
	case '\'': case 0x2019:
		return '\'';
	case 0x66c:
		return '`';
	case 0x66b:
		return '|';
	case 0x2212: case '-':
		return '-';
	case 'e': case 'E':
		return 'e';
	case '.': case ',': case '+': case '(': case ')':
		return (char)code;
	default:
		code = fold_code(code);
		return code >= '0' && code <= '9' ? (char)code : '\0';
	}
}

static bool plain_make(const char *s, size_t n, struct plain *plain)
{
	size_t took;

	plain->n = 0;
	for (size_t i = 0; i < n; i += took) {
		int32_t code = width_decode(s + i, n - i, &took);
		char c = code < 0 ? '\0' : plain_char((uint32_t)code);

		if (code == 0x200e || code == 0x200f || code == 0x61c)	/* direction marks around Arabic numbers */
			continue;
		if (c == '\0' || plain->n == LONGEST)
			return false;
		plain->s[plain->n++] = c;
	}
	while (plain->n > 0 && plain->s[plain->n - 1] == '_')
		plain->n--;
	plain->s[plain->n] = '\0';
	return plain->n > 0;
}

/* Takes the sign away, wherever it stands. false: two signs, or half a bracket. */
static bool sign_take(char **s, size_t *n, bool *ret_negative)
{
	size_t signs = 0;

	while (*n > 0 && **s == '_') {
		++*s;
		--*n;
	}
	if (*n >= 2 && **s == '(' && (*s)[*n - 1] == ')') {
		++*s;
		*n -= 2;
		signs++;
	} else if (*n > 0 && (**s == '-' || **s == '+')) {
		signs += **s == '-';
		++*s;
		--*n;
	} else if (*n > 0 && (*s)[*n - 1] == '-') {
		--*n;
		signs++;
	}
	while (*n > 0 && **s == '_') {
		++*s;
		--*n;
	}
	while (*n > 0 && (*s)[*n - 1] == '_')
		--*n;
	*ret_negative = signs > 0;
	return *n > 0 && !memchr(*s, '(', *n) && !memchr(*s, ')', *n);
}

static size_t count(const char *s, size_t n, char c)
{
	size_t times = 0;

	for (size_t i = 0; i < n; i++)
		times += s[i] == c;
	return times;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The integer part s[0..n): digits in groups of three, parted by one and the same mark. */
static bool groups_are_whole(const char *s, size_t n)
{
	size_t run = 0;
	char mark = '\0';

	for (size_t i = 0; i < n; i++) {
		if (is_digit(s[i])) {
			run++;
			continue;
		}
		if (run == 0 || run > 3 || (mark && (run != 3 || s[i] != mark)))
			return false;
		mark = s[i];
		run = 0;
	}
	return !mark || run == 3;
}

/* Where the decimals begin, as an index into s[0..n), or n; NUMBER_AMBIGUOUS when that cannot be known. */
static enum number_status mark_find(const char *s, size_t n, struct number_format format, size_t *ret_at)
{
	size_t dots = count(s, n, '.'), commas = count(s, n, ','), bars = count(s, n, '|');
	const char *last = NULL;

	*ret_at = n;
	if (bars == 1)
		last = strchr(s, '|');
	else if (dots && commas)	/* whichever stands last parts the decimals */
		last = strrchr(s, strrchr(s, '.') > strrchr(s, ',') ? '.' : ',');
	else if (dots + commas == 1) {
		char mark = dots ? '.' : ',';

		last = strchr(s, mark);
		if (mark != format.decimal) {
			bool three = s + n - last == 4 && groups_are_whole(s, n);

			if (!three && format.sure)
				return NUMBER_BAD;
			if (three && !format.sure)
				return NUMBER_AMBIGUOUS;
			if (three)
				last = NULL;
		}
	}
	if (!last)	/* no decimals: whatever marks there are part groups */
		return format.sure && memchr(s, format.decimal, n) ? NUMBER_BAD : NUMBER_OK;
	if (format.sure && *last != '|' && *last != format.decimal)
		return NUMBER_BAD;
	*ret_at = (size_t)(last - s);
	return memchr(last + 1, *last, n - *ret_at - 1) || memchr(s, *last, *ret_at) ? NUMBER_BAD : NUMBER_OK;
}

/* Digits of both parts, without leading zeros. */
static enum number_status digits_collect(const char *s, size_t n, size_t mark, struct number *ret_number)
{
	int64_t mantissa = 0;
	int digits = 0, scale = 0;

	if (!groups_are_whole(s, mark))
		return NUMBER_BAD;
	for (size_t i = 0; i < n; i++) {
		if (i == mark)
			continue;
		if (!is_digit(s[i])) {
			if (i > mark)
				return NUMBER_BAD;
			continue;
		}
		if (digits == DIGITS_MAX && i > mark) {
			if (s[i] != '0')
				return NUMBER_TOO_LARGE;
			continue;
		}
		if (digits == DIGITS_MAX)
			return NUMBER_TOO_LARGE;
		mantissa = mantissa * 10 + (s[i] - '0');
		digits += mantissa > 0;
		scale += i > mark;
	}
	if (scale > DIGITS_MAX)
		return NUMBER_TOO_LARGE;
	*ret_number = (struct number){.mantissa = mantissa, .scale = scale};
	return NUMBER_OK;
}

static __attribute__((noinline)) enum number_status read_any(const char *s, size_t n, struct number_format format,
	struct number *ret_number)
{
	struct plain plain;
	struct number number;
	enum number_status status;
	bool negative;
	char *at = plain.s;
	size_t mark;

	if (number_is_exponent(s, n))
		return NUMBER_EXPONENT;
	if (n > 4 * LONGEST || !plain_make(s, n, &plain) || !sign_take(&at, &plain.n, &negative))
		return NUMBER_BAD;
	at[plain.n] = '\0';
	if (memchr(at, 'e', plain.n) || memchr(at, '-', plain.n) || memchr(at, '+', plain.n) ||
	    !is_digit(at[plain.n - 1]) || count(at, plain.n, '|') > 1)
		return NUMBER_BAD;
	status = mark_find(at, plain.n, format, &mark);
	if (status == NUMBER_OK)
		status = digits_collect(at, plain.n, mark, &number);
	if (status != NUMBER_OK)
		return status;
	number.mantissa = negative ? -number.mantissa : number.mantissa;
	*ret_number = number;
	return NUMBER_OK;
}

enum number_status number_read(const char *s, size_t n, struct number_format format, struct number *ret_number)
{
	return read_plain(s, n, format.decimal, ret_number) ? NUMBER_OK : read_any(s, n, format, ret_number);
}

bool number_is_exponent(const char *s, size_t n)
{
	const char *end = s + n, *mark;

	if (n < 4 || (*s != '-' && !is_digit(*s)))
		return false;
	mark = memchr(s, 'E', n);
	if (!mark)
		mark = memchr(s, 'e', n);
	if (!mark || mark == s || end - mark < 2)
		return false;
	for (const char *p = s + (*s == '-'); p < mark; p++)
		if (!is_digit(*p) && *p != '.' && *p != ',')
			return false;
	/* 12E45 may be a code of someone's; a spreadsheet always writes the sign. */
	if (mark[1] != '+' && mark[1] != '-')
		return false;
	for (const char *p = mark + 2; p < end; p++)
		if (!is_digit(*p))
			return false;
	return end - mark > 2;
}

/* The decimal mark of an exponent form may be a comma. strtod() is given digits, a dot, an exponent: no locale is set for
 * numbers in this program. */
static enum number_status read_exponent(const char *s, size_t n, double *ret_value)
{
	char buffer[LONGEST + 1], *end;

	if (n > LONGEST)
		return NUMBER_BAD;
	memcpy(buffer, s, n);
	buffer[n] = '\0';
	for (char *p = buffer; *p; p++)
		if (*p == ',')
			*p = '.';
	*ret_value = strtod(buffer, &end);
	if (*end != '\0')
		return NUMBER_BAD;
	return *ret_value < 1e300 && *ret_value > -1e300 ? NUMBER_OK : NUMBER_TOO_LARGE;
}

/* More digits than an exact number has: read to the precision of a double. */
static enum number_status read_long(const char *s, size_t n, char decimal, double *ret_value)
{
	char buffer[LONGEST + 1], *end;

	if (n > LONGEST)
		return NUMBER_TOO_LARGE;
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(s[i]) && s[i] != decimal && !(i == 0 && s[i] == '-'))
			return NUMBER_TOO_LARGE;
		buffer[i] = s[i] == decimal ? '.' : s[i];
	}
	buffer[n] = '\0';
	*ret_value = strtod(buffer, &end);
	return *end == '\0' ? NUMBER_OK : NUMBER_BAD;
}

enum number_status number_read_double(const char *s, size_t n, struct number_format format, double *ret_value)
{
	struct number number;
	enum number_status status = number_read(s, n, format, &number);

	if (status == NUMBER_EXPONENT)
		return read_exponent(s, n, ret_value);
	if (status == NUMBER_TOO_LARGE)
		return read_long(s, n, format.decimal, ret_value);
	if (status != NUMBER_OK)
		return status;
	if (llabs(number.mantissa) >= (int64_t)1 << 53 && number.scale > 0 &&
	    read_long(s, n, format.decimal, ret_value) == NUMBER_OK)
		return NUMBER_OK;
	*ret_value = (double)number.mantissa / (double)powers[number.scale];
	return NUMBER_OK;
}

enum number_status number_read_int(const char *s, size_t n, struct number_format format, int64_t *ret_value)
{
	struct number number;
	enum number_status status = number_read(s, n, format, &number);

	if (status != NUMBER_OK)
		return status;
	if (number.mantissa % powers[number.scale] != 0)
		return NUMBER_BAD;
	*ret_value = number.mantissa / powers[number.scale];
	return NUMBER_OK;
}

enum number_status number_read_money(const char *s, size_t n, struct number_format format, int decimals,
	int64_t *ret_minor, bool *ret_rounded)
{
	struct number number;
	enum number_status status = number_read(s, n, format, &number);
	int64_t minor, unit, rest;

	if (status != NUMBER_OK)
		return status;
	if (number.scale <= decimals) {
		if (__builtin_mul_overflow(number.mantissa, powers[decimals - number.scale], &minor))
			return NUMBER_TOO_LARGE;
		*ret_minor = minor;
		*ret_rounded = false;
		return NUMBER_OK;
	}
	unit = powers[number.scale - decimals];
	minor = number.mantissa / unit;
	rest = number.mantissa % unit;
	if (llabs(rest) >= unit - llabs(rest))
		minor += rest < 0 ? -1 : 1;
	*ret_minor = minor;
	*ret_rounded = rest != 0;
	return NUMBER_OK;
}

char number_hint(const char *s, size_t n)
{
	struct plain plain;
	bool negative;
	char *at = plain.s, *last;
	size_t dots, commas;

	if (n > 4 * LONGEST || !plain_make(s, n, &plain) || !sign_take(&at, &plain.n, &negative))
		return 0;
	at[plain.n] = '\0';
	dots = count(at, plain.n, '.');
	commas = count(at, plain.n, ',');
	if (strspn(at, "0123456789.,_'`") != plain.n || !is_digit(at[plain.n - 1]) || dots + commas == 0)
		return 0;
	if (dots && commas) {
		last = strrchr(at, '.') > strrchr(at, ',') ? strrchr(at, '.') : strrchr(at, ',');
		return count(at, plain.n, *last) == 1 ? *last : 0;
	}
	last = strrchr(at, dots ? '.' : ',');
	if (dots + commas > 1)
		return groups_are_whole(at, plain.n) ? (dots ? ',' : '.') : 0;
	if (at + plain.n - last != 4 || !groups_are_whole(at, plain.n))
		return *last;
	/* One mark and three digits after it: a dot is a decimal mark in the canonical form, so it tells nothing. */
	return *last == ',' ? '?' : 0;
}
