/* phrases.c - see phrases.h: phrases with their places filled, and numbers as a sentence carries them. The words are those of a language. */
#include "insight/phrases.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "language.h"

static const struct language *const words = &language_english;

const char *phrase_text(enum phrase phrase)
{
	return words->phrases[phrase];
}

static const char *slot_value(const struct phrase_slot *slots, size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (slots[i].name && strncmp(slots[i].name, name, len) == 0 && slots[i].name[len] == '\0')
			return slots[i].value ? slots[i].value : "";
	return "";
}

void phrase_fill(struct text *out, const char *format, const struct phrase_slot *slots, size_t n)
{
	while (*format) {
		size_t plain = strcspn(format, "{"), len;

		text_append_n(out, format, plain);
		format += plain;
		if (!*format)
			return;
		len = strcspn(++format, "}");
		text_append(out, slot_value(slots, n, format, len));
		format += len + (format[len] == '}');
	}
}

void phrase_put(struct text *out, enum phrase phrase, const struct phrase_slot *slots, size_t n)
{
	phrase_fill(out, words->phrases[phrase], slots, n);
}

const char *phrase_in(struct arena *arena, enum phrase phrase, const struct phrase_slot *slots, size_t n)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_put(&text, phrase, slots, n);
	kept = text.failed ? NULL : arena_strdup(arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

/* ---- numbers */

/* Two figures below ten, whole numbers to 9999, three figures beyond: what a sentence can carry. */
static void append_figures(struct text *out, double value)
{
	double size = fabs(value);

	if (size < 9.95 && size != floor(size))
		text_appendf(out, size < 0.095 ? "%.2f" : "%.1f", value);
	else if (size < 9999.5)
		kpi_format_value(round(value), KPI_COUNT, false, out);
	else
		kpi_format_value(value, KPI_MONEY, false, out);
}

static void put_n(struct text *out, enum phrase phrase, double value)
{
	struct text n = TEXT_INIT;

	append_figures(&n, value);
	PHRASE_PUT(out, phrase, { "n", n.data });
	text_finish(&n);
}

static void put_hours(struct text *out, double hours)
{
	double size = fabs(hours);

	if (size > 0 && size < 0.95)
		put_n(out, PHRASE_MINUTES, fmax(1, round(60 * size)) * (hours < 0 ? -1 : 1));
	else if (size >= 96)
		put_n(out, PHRASE_DAYS, hours / 24);
	else
		put_n(out, PHRASE_HOURS_SHORT, hours);
}

/* "782 k" keeps together. */
static void put_money(struct text *out, double value)
{
	struct text text = TEXT_INIT;

	kpi_format_value(value, KPI_MONEY, false, &text);
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == ' ')
			text_append(out, "\u00a0");
		else
			text_put(out, text.data[i]);
	}
	out->failed |= text.failed;
	text_finish(&text);
}

void phrase_value(struct text *out, double value, enum kpi_unit unit, const char *currency)
{
	if (isnan(value)) {
		text_append(out, "–");
		return;
	}
	switch (unit) {
	case KPI_HOURS:
		put_hours(out, value);
		break;
	case KPI_ONE:
		append_figures(out, 100 * value);
		text_append(out, "\u00a0%");
		break;
	case KPI_MONEY:
		put_money(out, value);
		if (currency && currency[0])
			text_appendf(out, "\u00a0%s", currency);
		break;
	case KPI_COUNT:
		append_figures(out, value);
		break;
	default:
		kpi_format_value(value, unit, false, out);
	}
}

/* What follows the last digit. */
static size_t unit_at(const struct text *text)
{
	size_t n = text->len;

	while (n > 0 && !isdigit((unsigned char)text->data[n - 1]))
		n--;
	return n;
}

/* "45 min–2.1 h": two units stand both. */
void phrase_range(struct text *out, double low, double high, enum kpi_unit unit, const char *currency)
{
	struct text first = TEXT_INIT, second = TEXT_INIT;
	size_t n;

	phrase_value(&first, low, unit, currency);
	phrase_value(&second, high, unit, currency);
	n = strcmp(first.data + unit_at(&first), second.data + unit_at(&second)) == 0 ? unit_at(&first) : first.len;
	text_append_n(out, first.data, n);
	text_append(out, "–");
	text_append(out, second.data);
	text_finish(&first);
	text_finish(&second);
}

void phrase_day(struct text *out, int32_t day, enum phrase form)
{
	struct time_civil civil = time_civil_from_day(day);
	char d[8], y[16], mon[8], wd[8];

	snprintf(d, sizeof(d), "%d", civil.day);
	snprintf(y, sizeof(y), "%d", civil.year);
	snprintf(mon, sizeof(mon), "%.3s", words->months[civil.month - 1]);
	snprintf(wd, sizeof(wd), "%.3s", words->weekdays[time_weekday(day)]);
	PHRASE_PUT(out, form, { "d", d }, { "y", y }, { "mon", mon }, { "month", words->months[civil.month - 1] }, { "wd", wd },
		{ "weekday", words->weekdays[time_weekday(day)] });
}

const char *phrase_number(int n, char buffer[24])
{
	if (n >= 0 && n < LANGUAGE_NUMBERS)
		return words->numbers[n];
	snprintf(buffer, 24, "%d", n);
	return buffer;
}

void phrase_span(struct text *out, int32_t days)
{
	int weeks = (int)days / 7;
	char buffer[24];

	if (days == 7 || days == 1)
		text_append(out, words->phrases[days == 7 ? PHRASE_WEEK_1 : PHRASE_DAY_1]);
	else if (days < 14)
		PHRASE_PUT(out, PHRASE_DAYS_N, { "n", phrase_number((int)days, buffer) });
	else
		PHRASE_PUT(out, PHRASE_WEEKS_N, { "n", phrase_number(weeks, buffer) });
}

const char *phrase_hours(double hours, struct arena *arena)
{
	struct text n = TEXT_INIT;
	const char *text;

	append_figures(&n, hours);
	text = strcmp(n.data, "1") == 0 ? phrase_text(PHRASE_HOUR_1) : PHRASE_IN(arena, PHRASE_HOURS, { "n", n.data });
	text_finish(&n);
	return text;
}

void phrase_declarations(struct text *out, int64_t n)
{
	struct text count = TEXT_INIT;

	phrase_value(&count, (double)n, KPI_COUNT, NULL);
	PHRASE_PUT(out, n == 1 ? PHRASE_DECLARATION_1 : PHRASE_DECLARATIONS, { "n", count.data });
	text_finish(&count);
}

const char *phrase_claim(const char *kpi, const char *category)
{
	for (size_t i = 0; i < words->n_claims; i++)
		if (strcmp(words->claims[i].kpi, kpi) == 0 &&
		    (words->claims[i].category ? category && strcmp(words->claims[i].category, category) == 0 : !category))
			return words->claims[i].claim;
	return NULL;
}

/* Not an acronym's first letter. */
void phrase_subject(struct text *out, const struct kpi_def *def, const char *stat, const char *category)
{
	const char *title = def->short_title;
	struct text figure = TEXT_INIT;

	if (isupper((unsigned char)title[0]) && !isupper((unsigned char)title[1]))
		text_appendf(&figure, "%c%s", tolower((unsigned char)title[0]), title + 1);
	else
		text_append(&figure, title);
	if (category)
		text_appendf(&figure, " (%s)", category);
	if (strcmp(stat, "p50") == 0)
		PHRASE_PUT(out, PHRASE_STAT_MEDIAN, { "figure", figure.data });
	else if (strcmp(stat, "p90") == 0)
		PHRASE_PUT(out, PHRASE_STAT_P90, { "figure", figure.data });
	else
		text_append(out, figure.data);
	text_finish(&figure);
}
