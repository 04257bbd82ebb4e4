/* value.c - one reader for each type of column, in one table. Texts stay where they are (in the row); what must be changed
 * goes to the scratch of the field. */
#include "value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "fold.h"
#include "show.h"
#include "words.h"

static bool refuse(struct value_reading *reading, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static bool refuse(struct value_reading *reading, const char *code, const char *format, ...)
{
	va_list args;

	reading->code = code;
	va_start(args, format);
	vsnprintf(reading->reason, VALUE_REASON_MAX, format, args);
	va_end(args);
	return false;
}

static const char *cell_shown(const struct value_reading *reading, char buffer[SHOW_MAX])
{
	return show(buffer, reading->s, reading->n);
}

static __attribute__((noinline)) bool refuse_type(struct value_reading *reading, const char *what)
{
	char buffer[SHOW_MAX];

	return refuse(reading, "type-error", "'%s' is no %s", cell_shown(reading, buffer), what);
}

static __attribute__((noinline)) bool refuse_exponent(struct value_reading *reading)
{
	char buffer[SHOW_MAX];

	return refuse(reading, "type-error", "'%s' was written by a spreadsheet that threw digits away: format the column as text "
		"there and export it again", cell_shown(reading, buffer));
}

enum { FIGURES_BEGIN = 946684800 };	/* 2000-01-01T00:00:00 */

static __attribute__((noinline)) bool refuse_early(struct value_reading *reading)
{
	char buffer[SHOW_MAX];

	return refuse(reading, "constraint-error", "'%s' lies before 2000, where figures begin", cell_shown(reading, buffer));
}

/* ---- text ---- */

static void text_set(struct model_value *value, const char *s, size_t n)
{
	value->present = true;
	value->text = s;
	value->len = n;
}

/* Text of our own making goes to the scratch; s must not stand there itself. */
static bool text_keep(struct value_reading *reading, struct model_value *value, const char *s, size_t n)
{
	text_clear(reading->scratch);
	text_append_n(reading->scratch, s, n);
	if (reading->scratch->failed)
		return refuse(reading, "size-error", "memory is out");
	text_set(value, reading->scratch->data, n);
	return true;
}

static bool read_text(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	if (field->is_zone && !time_zone_find(reading->s))
		return refuse_type(reading, "time zone, as Asia/Amman or +03:00");
	text_set(value, reading->s, reading->n);
	return true;
}

/* Spaces around, also hard ones, are nobody's code. */
static void trim(struct value_reading *reading)
{
	const char *s = reading->s, *end = s + reading->n;

	for (;;) {
		if (s < end && (*s == ' ' || *s == '\t'))
			s++;
		else if (end - s >= 2 && memcmp(s, "\xc2\xa0", 2) == 0)
			s += 2;
		else
			break;
	}
	for (;;) {
		if (end > s && (end[-1] == ' ' || end[-1] == '\t'))
			end--;
		else if (end - s >= 2 && memcmp(end - 2, "\xc2\xa0", 2) == 0)
			end -= 2;
		else
			break;
	}
	reading->s = s;
	reading->n = (size_t)(end - s);
}

/* What was trimmed still stands before the NUL, and the scratch may be where it stands. */
static __attribute__((noinline)) bool keep_trimmed(struct value_reading *reading, struct model_value *value)
{
	char copy[VALUE_CODE_MAX];

	memcpy(copy, reading->s, reading->n);
	return text_keep(reading, value, copy, reading->n);
}

static bool read_code(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	trim(reading);
	if (reading->n == 0)
		return true;
	if (reading->n > VALUE_CODE_MAX)
		return refuse(reading, "size-error", "a code is longer than %d bytes", VALUE_CODE_MAX);
	if (number_is_exponent(reading->s, reading->n))
		return refuse_exponent(reading);
	text_set(value, reading->s, reading->n);
	return reading->s[reading->n] == '\0' || keep_trimmed(reading, value);
}

static bool is_three_letters(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((s[i] | 0x20) < 'a' || (s[i] | 0x20) > 'z')
			return false;
	return n == 3;
}

/* Codes of ISO lists are written in capitals. */
static bool read_listed_code(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	char capitals[4];
	bool changed = false;

	if (!read_code(field, reading, value))
		return false;
	if (!value->present || (!field->is_currency && !field->is_country))
		return true;
	if (field->is_currency && !is_three_letters(value->text, value->len))
		return refuse_type(reading, "currency of three letters");
	if (value->len > 3)
		return true;
	for (size_t i = 0; i < value->len; i++) {
		char c = value->text[i];

		capitals[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
		changed = changed || capitals[i] != c;
	}
	return !changed || text_keep(reading, value, capitals, value->len);
}

static __attribute__((noinline)) bool refuse_value(const struct plan_field *field, struct value_reading *reading)
{
	char buffer[SHOW_MAX], known[200] = "";
	size_t len = 0;

	for (const char *const *value = field->column->values; *value && len + 24 < sizeof(known); value++)
		len += (size_t)snprintf(known + len, sizeof(known) - len, "%s%s", len ? ", " : "", *value);
	return refuse(reading, "constraint-error", "'%s' is none of %s; a profile can say what it means, as `%s: \"%s\" = %s`",
		cell_shown(reading, buffer), known, field->column->name, buffer, field->column->values[0]);
}

static bool read_enum(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	const char *found = words_find(field->column, reading->s, reading->n);

	if (!found)
		return refuse_value(field, reading);
	if (*found)
		text_set(value, found, strlen(found));
	return true;
}

/* Digits alone; a chapter that lost its leading zero gets it back, since codes have an even number of digits. */
static bool read_hs(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	char out[16] = "0";	/* in case that it is lost */
	size_t digits = 0, n = 1, took;

	while (digits < reading->n && reading->s[digits] >= '0' && reading->s[digits] <= '9')
		digits++;
	if (digits == reading->n && digits % 2 == 0 && digits >= 2 && digits <= 12) {
		text_set(value, reading->s, reading->n);
		return true;
	}
	if (number_is_exponent(reading->s, reading->n))
		return refuse_exponent(reading);
	for (size_t i = 0; i < reading->n; i += took) {
		int32_t code = width_decode(reading->s + i, reading->n - i, &took);
		uint32_t folded = code < 0 ? '?' : fold_code((uint32_t)code);

		if (folded == '.' || folded == ' ' || folded == 0xa0 || folded == '-' || folded == '\'')
			continue;
		if (folded < '0' || folded > '9' || n > 12)
			return refuse_type(reading, "commodity code");
		out[n++] = (char)folded;
	}
	if (n == 1)
		return refuse_type(reading, "commodity code");
	return n % 2 == 0 ? text_keep(reading, value, out, n) : text_keep(reading, value, out + 1, n - 1);
}

/* ---- numbers ---- */

static __attribute__((noinline)) bool refuse_number(struct value_reading *reading, enum number_status status, const char *what)
{
	char buffer[SHOW_MAX];

	switch (status) {
	case NUMBER_AMBIGUOUS:
		return refuse(reading, "type-error", "'%s' may be thousands or decimals: say `decimal = ,` or `decimal = .` in a "
			"profile", cell_shown(reading, buffer));
	case NUMBER_EXPONENT:
		return refuse_exponent(reading);
	case NUMBER_TOO_LARGE:
		return refuse(reading, "constraint-error", "'%s' is too large", cell_shown(reading, buffer));
	default:
		return refuse_type(reading, what);
	}
}

static bool read_int(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	enum number_status status = number_read_int(reading->s, reading->n, reading->number, &value->integer);

	if (status != NUMBER_OK)
		return refuse_number(reading, status, "whole number");
	value->present = true;
	return true;
}

static bool read_number(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	enum number_status status = number_read_double(reading->s, reading->n, reading->number, &value->number);

	if (status != NUMBER_OK)
		return refuse_number(reading, status, "number");
	value->present = true;
	return true;
}

static bool read_money(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	enum number_status status = number_read_money(reading->s, reading->n, reading->number, reading->decimals,
		&value->integer, &reading->rounded);

	if (status != NUMBER_OK)
		return refuse_number(reading, status, "amount");
	value->present = true;
	return true;
}

static bool read_bool(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	value->integer = words_find_bool(reading->s, reading->n);
	if (value->integer < 0)
		return refuse_type(reading, "yes or no (1 or 0)");
	value->present = true;
	return true;
}

/* ---- time ---- */

static __attribute__((noinline)) bool refuse_order(struct value_reading *reading)
{
	char buffer[SHOW_MAX];

	return refuse(reading, "type-error", "'%s' may be day/month or month/day: say `date_order = dmy` or "
		"`date_order = mdy` in a profile", cell_shown(reading, buffer));
}

static bool read_moment(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	struct time_stamp stamp;

	switch (date_read(reading->s, reading->n, &field->date, &field->last_date, &stamp)) {
	case DATE_OK:
		value->present = true;
		value->integer = stamp.seconds;
		value->form = stamp.form;
		return true;
	case DATE_NULL:
		return true;
	case DATE_AMBIGUOUS:
		return refuse_order(reading);
	default:
		return refuse_type(reading, "date");
	}
}

/* A stamp that every row needs and that no figure counts: 1970-01-01 is what a clock says that was never set. A zone moves it by less
 * than a day. */
static bool read_stamp(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	if (!read_moment(field, reading, value))
		return false;
	return !field->is_required || !value->present || value->integer >= FIGURES_BEGIN - TIME_DAY_SECONDS || refuse_early(reading);
}

static bool read_day(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	if (!read_moment(field, reading, value))
		return false;
	if (value->present)
		value->integer = time_day_of(value->integer);
	value->form = TIME_FORM_NONE;
	return true;
}

/* 8:00, 08:00:00, 0800, 24:00. */
static bool read_clock(struct plan_field *field, struct value_reading *reading, struct model_value *value)
{
	int parts[3] = {0}, n = 0, digits = 0;

	for (size_t i = 0; i < reading->n; i++) {
		char c = reading->s[i];

		if (c >= '0' && c <= '9' && ++digits <= 4)
			parts[n] = parts[n] * 10 + (c - '0');
		else if ((c == ':' || c == 'h' || c == '.') && digits > 0 && n < 2)
			n++, digits = 0;
		else
			return refuse_type(reading, "time of day");
	}
	if (n == 0 && digits >= 3) {
		parts[1] = parts[0] % 100;
		parts[0] /= 100;
	}
	value->integer = parts[0] * 60 + parts[1];
	if (parts[1] > 59 || parts[2] > 59 || value->integer > 24 * 60 || (n == 0 && digits < 3))
		return refuse_type(reading, "time of day");
	value->present = true;
	return true;
}

typedef bool read_function(struct plan_field *field, struct value_reading *reading, struct model_value *value);

static read_function *const readers[] = {
	[MODEL_TEXT] = read_text,
	[MODEL_ID] = read_code,
	[MODEL_CODE] = read_listed_code,
	[MODEL_ENUM] = read_enum,
	[MODEL_HS] = read_hs,
	[MODEL_BOOL] = read_bool,
	[MODEL_INT] = read_int,
	[MODEL_NUMBER] = read_number,
	[MODEL_MONEY] = read_money,
	[MODEL_STAMP] = read_stamp,
	[MODEL_DAY] = read_day,
	[MODEL_CLOCK] = read_clock,
};

/* ---- what comes before the type: nothing, words of the profile, words looked up lately ---- */

static bool means_empty(const struct value_reading *reading)
{
	static const char *const words[] = {"NULL", "null", "\\N", "(null)", "#N/A", "#VALUE!", "NaT"};

	switch (*reading->s) {
	case '\0':
		return reading->n == 0;
	case 'N': case 'n': case '\\': case '(': case '#':
		break;
	default:
		return false;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i][1] == reading->s[1] && strcmp(words[i], reading->s) == 0)
			return true;
	return false;
}

static const char *map_find(const struct plan_field *field, const char *s)
{
	for (size_t i = 0; i < field->n_maps; i++)
		if (strcmp(field->maps[i]->theirs, s) == 0)
			return field->maps[i]->ours;
	for (size_t i = 0; i < field->n_maps; i++)
		if (fold_is_same(field->maps[i]->theirs, s))
			return field->maps[i]->ours;
	return NULL;
}

/* A word of the profile stands for the one of ours that it is given. */
static bool read_mapped(struct plan_field *field, read_function *read, struct value_reading *reading,
	struct model_value *value)
{
	const char *ours = field->n_maps > 0 ? map_find(field, reading->s) : NULL;

	if (ours) {
		reading->s = ours;
		reading->n = strlen(ours);
	}
	return (ours && reading->n == 0) || read(field, reading, value);
}

/* Codes and words of closed lists: read once, then remembered. */
static bool read_word(struct plan_field *field, read_function *read, struct value_reading *reading,
	struct model_value *value)
{
	const char *theirs = reading->s;
	size_t n = reading->n;
	uint32_t number = reading->memo ? memo_find(reading->memo, theirs, n) : 0;

	*value = (struct model_value){0};
	if (number) {
		const struct memo_word *word = &reading->memo->words[number - 1];

		value->present = word->ours != NULL;
		value->text = word->ours;
		value->len = word->ours_len;
		value->word = number;
		return true;
	}
	if (!means_empty(reading) && !read_mapped(field, read, reading, value))
		return false;
	if (reading->memo)
		value->word = memo_add(reading->memo, theirs, n, value->text, value->len);
	return true;
}

bool value_read(struct plan_field *field, struct value_reading *reading, struct model_value *ret_value)
{
	enum model_type type = field->column ? field->column->type : field->is_measure ? MODEL_NUMBER : MODEL_CODE;

	if (type == MODEL_CODE || type == MODEL_ENUM || type == MODEL_HS)
		return read_word(field, readers[type], reading, ret_value);
	*ret_value = (struct model_value){0};
	if (means_empty(reading))
		return true;
	return read_mapped(field, readers[type], reading, ret_value);
}
