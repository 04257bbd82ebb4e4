/* reform_words.c - see reform_words.h. A verdict is a sentence that can be repeated without the screen: what, where, by how much more than
 * elsewhere, and how often chance alone does that. */
#include "reform_words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "insight/odds.h"
#include "insight/phrases.h"

enum { PLACES_TOLD = 2, WEEK = 7 };

static const char *keep(struct text *text, struct arena *arena)
{
	const char *kept = text->failed ? NULL : arena_strdup(arena, text->data);

	text_finish(text);
	return kept ? kept : "";
}

static const char *place_of(const struct reform *reform, struct arena *arena)
{
	char n[24];

	if (reform->n_offices == 0)
		return phrase_text(PHRASE_ALL_POSTS);
	if (reform->n_offices == 1)
		return width_safe(reform->offices[0].name, arena);
	if (reform->n_offices == PLACES_TOLD)
		return PHRASE_IN(arena, PHRASE_REFORM_TWO_PLACES, { "first", width_safe(reform->offices[0].name, arena) },
			{ "second", width_safe(reform->offices[1].name, arena) });
	return PHRASE_IN(arena, PHRASE_REFORM_PLACES, { "n", phrase_number((int)reform->n_offices, n) });
}

/* "14 points", "6.2 h": a difference, without its sign. */
static void put_size(struct text *out, const struct kpi_def *def, double value, const char *currency)
{
	struct text number = TEXT_INIT;

	if (def->unit == KPI_ONE) {
		phrase_value(&number, 100 * fabs(value), KPI_TIMES, NULL);
		while (number.len && !isdigit((unsigned char)number.data[number.len - 1]))
			number.data[--number.len] = '\0';
		PHRASE_PUT(out, PHRASE_REFORM_POINTS, { "n", number.data });
	} else {
		phrase_value(out, fabs(value), def->unit, currency);
	}
	text_finish(&number);
}

static void put_signed(struct text *out, const struct kpi_def *def, double value, const char *currency)
{
	text_append(out, value < 0 ? "−" : "+");
	put_size(out, def, value, currency);
}

static const char *signed_in(struct arena *arena, const struct kpi_def *def, double value, const char *currency)
{
	struct text text = TEXT_INIT;

	put_signed(&text, def, value, currency);
	return keep(&text, arena);
}

/* Where the unit begins: behind the last digit. */
static size_t unit_at(const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && !isdigit((unsigned char)s[n - 1]))
		n--;
	return n;
}

/* "+26.2 to +42.9 points": the unit once. */
static const char *range_in(struct arena *arena, const struct kpi_def *def, double low, double high, const char *currency)
{
	const char *first = signed_in(arena, def, low, currency), *second = signed_in(arena, def, high, currency), *text;
	bool same = strcmp(first + unit_at(first), second + unit_at(second)) == 0;

	text = PHRASE_IN(arena, PHRASE_REFORM_RANGE, { "low", same ? arena_strndup(arena, first, unit_at(first)) : first }, { "high", second });
	return text;
}

static const char *size_in(struct arena *arena, const struct kpi_def *def, double value, const char *currency)
{
	struct text text = TEXT_INIT;

	put_size(&text, def, value, currency);
	return keep(&text, arena);
}

static const char *subject_in(struct arena *arena, const struct kpi_def *def, const char *stat, const char *category)
{
	struct text text = TEXT_INIT;

	phrase_subject(&text, def, stat, category);
	return keep(&text, arena);
}

/* A sentence begins with a capital. */
static const char *begun(struct text *text, struct arena *arena)
{
	char *kept = text->failed ? NULL : arena_strdup(arena, text->data);

	text_finish(text);
	if (kept)
		kept[0] = (char)toupper((unsigned char)kept[0]);
	return kept ? kept : "";
}

static const char *odds_in(struct arena *arena, double p)
{
	struct text text = TEXT_INIT;

	odds_append(&text, p);
	return keep(&text, arena);
}

static const char *at_in(struct arena *arena, const struct reform *reform)
{
	return reform->n_offices == 0 ? phrase_text(PHRASE_REFORM_AT_ALL) : PHRASE_IN(arena, PHRASE_REFORM_AT, { "place", reform->place });
}

/* An effect that came late, or did not last: its mean alone would hide that. */
static void put_halves(struct text *out, struct arena *arena, const struct reform *reform, const char *currency)
{
	if (isnan(reform->halves[0]))
		return;
	text_put(out, ' ');
	PHRASE_PUT(out, PHRASE_REFORM_HALVES, { "first", signed_in(arena, reform->def, reform->halves[0], currency) },
		{ "second", signed_in(arena, reform->def, reform->halves[1], currency) });
}

static void put_twin(struct text *out, struct arena *arena, const struct reform *reform)
{
	struct text day = TEXT_INIT;

	if (!reform->twin)
		return;
	phrase_day(&day, reform->twin_starts, PHRASE_DATE);
	text_put(out, ' ');
	PHRASE_PUT(out, PHRASE_REFORM_TWIN, { "title", width_safe(reform->twin, arena) }, { "day", day.data });
	text_finish(&day);
}

/* "fell by 6 h more than at posts like it", or where it went the other way all the same, "is 6 h lower than ... let expect". */
static const char *real_in(struct arena *arena, const struct reform *reform, const char *currency)
{
	const struct stats_impact *impact = &reform->impact;
	double own = impact->mean_after - impact->mean_before;
	bool fell = impact->effect < 0, alone = impact->n_used == 0, moved = own * impact->effect > 0;
	enum phrase phrase = alone ? moved ? PHRASE_REFORM_MOVED_ALONE : PHRASE_REFORM_LEVEL_ALONE :
		moved ? PHRASE_REFORM_MOVED : PHRASE_REFORM_LEVEL;
	struct text out = TEXT_INIT;

	PHRASE_PUT(&out, phrase, { "subject", subject_in(arena, reform->def, reform->stat, reform->category) }, { "at", at_in(arena, reform) },
		{ "average", isnan(reform->halves[0]) ? "" : phrase_text(PHRASE_REFORM_ON_AVERAGE) }, { "moved", phrase_text(fell ? PHRASE_REFORM_FELL : PHRASE_REFORM_ROSE) },
		{ "level", phrase_text(fell ? PHRASE_REFORM_LOWER : PHRASE_REFORM_HIGHER) },
		{ "size", size_in(arena, reform->def, impact->effect, currency) }, { "odds", odds_in(arena, impact->p) });
	put_halves(&out, arena, reform, currency);
	put_twin(&out, arena, reform);
	return begun(&out, arena);
}

static const char *chance_in(struct arena *arena, const struct reform *reform, const char *currency)
{
	const struct stats_impact *impact = &reform->impact;
	char tried[24], as_large[24];
	struct text out = TEXT_INIT;

	snprintf(tried, sizeof(tried), "%zu", impact->placebos);
	PHRASE_PUT(&out, impact->p < 0.05 && impact->placebos ? PHRASE_REFORM_PLACEBO : PHRASE_REFORM_CHANCE,
		{ "subject", subject_in(arena, reform->def, reform->stat, reform->category) }, { "at", at_in(arena, reform) },
		{ "range", range_in(arena, reform->def, impact->low, impact->high, currency) },
		{ "n", tried }, { "as_large", phrase_number((int)impact->placebos_as_large, as_large) });
	return begun(&out, arena);
}

static const char *short_in(struct arena *arena, const struct reform *reform)
{
	const struct stats_impact *impact = &reform->impact;
	bool early = reform->state == REFORM_EARLY;
	size_t have = early ? impact->after : impact->before, need = early ? impact->need_after : impact->need_before;
	struct text day = TEXT_INIT;
	char of_have[24], of_need[24];
	/* The weeks are over, and most had too few values: waiting alone brings none. */
	bool gaps = early && !reform->ended && reform->n_weeks >= reform->start + need;
	const char *text;

	phrase_day(&day, reform->first + WEEK * (int32_t)(reform->start + need), PHRASE_DATE);
	text = PHRASE_IN(arena, !early ? PHRASE_REFORM_NO_PAST : gaps ? PHRASE_REFORM_GAPS : reform->ended ? PHRASE_REFORM_ENDED : PHRASE_REFORM_EARLY,
		{ "subject", subject_in(arena, reform->def, reform->stat, reform->category) }, { "need", phrase_number((int)need, of_need) },
		{ "have", have ? phrase_number((int)have, of_have) : phrase_text(PHRASE_REFORM_NO_WEEK) },
		{ "day", day.data });
	text_finish(&day);
	return text;
}

static const char *planned_in(struct arena *arena, const struct reform *reform)
{
	struct text day = TEXT_INIT;
	const char *text;

	phrase_day(&day, reform->starts, PHRASE_DATE_LONG);
	text = PHRASE_IN(arena, PHRASE_REFORM_PLANNED, { "day", day.data });
	text_finish(&day);
	return text;
}

static const char *verdict_in(struct arena *arena, const struct reform *reform, const char *currency)
{
	switch (reform->state) {
	case REFORM_PLANNED:
		return planned_in(arena, reform);
	case REFORM_NO_FIGURE:
		return reform->figure[0] ? PHRASE_IN(arena, PHRASE_REFORM_UNKNOWN_FIGURE, { "kpi", width_safe(reform->figure, arena) }) :
			phrase_text(PHRASE_REFORM_NO_FIGURE);
	case REFORM_NO_DATA:
		return PHRASE_IN(arena, PHRASE_REFORM_NO_DATA, { "subject", subject_in(arena, reform->def, reform->stat, reform->category) },
			{ "at", at_in(arena, reform) });
	case REFORM_EARLY:
	case REFORM_NO_PAST:
		return short_in(arena, reform);
	case REFORM_CHANCE:
		return chance_in(arena, reform, currency);
	case REFORM_REAL:
		break;
	}
	return real_in(arena, reform, currency);
}

static const char *found_in(struct arena *arena, const struct reform *reform, const char *currency)
{
	const struct stats_impact *impact = &reform->impact;

	if (reform->state != REFORM_CHANCE && reform->state != REFORM_REAL)
		return "–";
	return PHRASE_IN(arena, PHRASE_REFORM_FOUND, { "effect", signed_in(arena, reform->def, impact->effect, currency) },
		{ "range", range_in(arena, reform->def, impact->low, impact->high, currency) });
}

/* "-10%", "+5 points", "-2 h": a number and its unit and nothing else. Parts of a rate might be meant as points: those say nothing. */
static bool expectation_read(const struct reform *reform, double *ret_value, bool *ret_in_parts)
{
	static const struct {
		const char *unit;
		enum kpi_unit of;
		double size;
	} units[] = { { "points", KPI_ONE, 0.01 }, { "point", KPI_ONE, 0.01 }, { "pp", KPI_ONE, 0.01 }, { "h", KPI_HOURS, 1 }, { "hours", KPI_HOURS, 1 },
		{ "days", KPI_HOURS, 24 }, { "d", KPI_HOURS, 24 } };
	const char *s = reform->expected;
	bool minus = strncmp(s, "−", strlen("−")) == 0;
	double value, sign = minus ? -1 : 1;
	char *end;

	s += minus ? strlen("−") : 0;
	value = sign * strtod(s, &end);
	if (end == s || !isfinite(value))
		return false;
	while (*end == ' ')
		end++;
	*ret_in_parts = strcmp(end, "%") == 0;
	*ret_value = *ret_in_parts ? value / 100 : value;
	if (*ret_in_parts)
		return reform->def->unit != KPI_ONE;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(end, units[i].unit) == 0 && units[i].of == reform->def->unit) {
			*ret_value = value * units[i].size;
			return true;
		}
	}
	return *end == '\0' && (reform->def->unit == KPI_COUNT || reform->def->unit == KPI_MONEY);
}

/* "more than expected"; where parts were expected, with the parts found: hours say nothing beside them. */
static const char *against_in(struct arena *arena, const struct reform *reform)
{
	enum phrase phrase;
	const struct stats_impact *impact = &reform->impact;
	double expected, effect, low, high;
	bool in_parts;
	char parts[40];

	if (reform->state != REFORM_REAL || !expectation_read(reform, &expected, &in_parts))
		return "";
	effect = in_parts ? impact->relative : impact->effect;
	low = in_parts ? impact->relative_low : impact->low;
	high = in_parts ? impact->relative_high : impact->high;
	phrase = expected >= low && expected <= high ? PHRASE_REFORM_AS_EXPECTED : effect * expected < 0 ? PHRASE_REFORM_OTHER_WAY :
		fabs(effect) > fabs(expected) ? PHRASE_REFORM_MORE_THAN : PHRASE_REFORM_LESS_THAN;
	if (!in_parts)
		return phrase_text(phrase);
	snprintf(parts, sizeof(parts), "%s%.0f\u00a0%%", effect < 0 ? "−" : "+", 100 * fabs(effect));
	return PHRASE_IN(arena, PHRASE_REFORM_IN_PARTS, { "parts", parts }, { "verdict", phrase_text(phrase) });
}

/* How it was estimated: with i, for whoever is asked. */
static const char *method_in(struct arena *arena, const struct reform *reform)
{
	const struct stats_impact *impact = &reform->impact;
	struct text out = TEXT_INIT;
	char before[24], after[24], number[24], p[24], memory[24], tried[24], as_large[24];

	if (reform->state != REFORM_CHANCE && reform->state != REFORM_REAL)
		return "";
	snprintf(before, sizeof(before), "%zu", impact->before);
	snprintf(after, sizeof(after), "%zu", impact->after);
	snprintf(p, sizeof(p), impact->p < 1e-15 ? "below 1e-15" : impact->p < 0.0001 ? "%.0e" : "%.4f", impact->p);
	snprintf(memory, sizeof(memory), "%.2f", impact->rho);
	snprintf(tried, sizeof(tried), "%zu", impact->placebos);
	snprintf(as_large, sizeof(as_large), "%zu", impact->placebos_as_large);
	PHRASE_PUT(&out, impact->n_used ? PHRASE_REFORM_METHOD_OTHERS : PHRASE_REFORM_METHOD_ALONE, { "before", before }, { "after", after },
		{ "n", phrase_number((int)impact->n_used, number) });
	PHRASE_PUT(&out, impact->trend ? PHRASE_REFORM_METHOD_TREND : PHRASE_REFORM_METHOD_NO_TREND, { "n", NULL });
	PHRASE_PUT(&out, PHRASE_REFORM_METHOD_ERRORS, { "memory", memory }, { "p", p });
	if (!isnan(impact->placebo_p))
		PHRASE_PUT(&out, PHRASE_REFORM_METHOD_DATES, { "n", tried }, { "as_large", as_large });
	if (impact->donors) {
		snprintf(tried, sizeof(tried), "%zu", impact->donors);
		snprintf(as_large, sizeof(as_large), "%zu", impact->donors_as_large);
		PHRASE_PUT(&out, PHRASE_REFORM_METHOD_POSTS, { "n", tried }, { "as_large", as_large });
	}
	return keep(&out, arena);
}

static const char *beside_in(struct arena *arena, const struct reform_beside *beside, const char *currency)
{
	const struct stats_impact *impact = &beside->impact;
	char before[24], after[24];	/* digits: a cell is short */

	snprintf(before, sizeof(before), "%zu", impact->before);
	snprintf(after, sizeof(after), "%zu", impact->after);
	if (!beside->told)
		return impact->before == 0 && impact->after == 0 ? phrase_text(PHRASE_REFORM_BESIDE_NONE) :
			PHRASE_IN(arena, PHRASE_REFORM_BESIDE_SHORT, { "before", before }, { "after", after });
	if (!beside->real)
		return PHRASE_IN(arena, PHRASE_REFORM_BESIDE_CHANCE, { "range", range_in(arena, beside->def, impact->low, impact->high, currency) });
	return PHRASE_IN(arena, PHRASE_REFORM_BESIDE, { "effect", signed_in(arena, beside->def, impact->effect, currency) },
		{ "range", range_in(arena, beside->def, impact->low, impact->high, currency) });
}

/* What paid for it, the counter-figure first. */
static const char *worse_in(struct arena *arena, const struct reform *reform)
{
	struct text out = TEXT_INIT;
	int n_told = 0;
	char n[24];

	for (size_t i = 0; i < reform->n_beside; i++) {
		const struct reform_beside *beside = &reform->beside[i];

		n_told += beside->told;
		if (beside->verdict != KPI_WORSE)
			continue;
		text_append(&out, out.len ? "; " : "");
		PHRASE_PUT(&out, PHRASE_REFORM_WORSE_BESIDE, { "figure", subject_in(arena, beside->def, beside->stat, beside->category) },
			{ "effect", beside->text });
	}
	if (!out.len && n_told)
		PHRASE_PUT(&out, PHRASE_REFORM_NONE_BESIDE, { "n", phrase_number(n_told, n) });
	return keep(&out, arena);
}

static const char *compared_in(struct arena *arena, const struct reform *reform)
{
	struct text out = TEXT_INIT;

	for (size_t i = 0; i < reform->n_donors; i++)
		text_appendf(&out, "%s%s %.0f\u00a0%%", i ? ", " : "", width_safe(reform->donors[i].name, arena), 100 * reform->donors[i].weight);
	return keep(&out, arena);
}

bool reform_word_it(struct reform *reform, const char *currency, struct arena *arena)
{
	reform->place = place_of(reform, arena);
	reform->verdict_text = verdict_in(arena, reform, currency);
	reform->found = found_in(arena, reform, currency);
	reform->range = reform->state == REFORM_REAL || reform->state == REFORM_CHANCE ? range_in(arena, reform->def, reform->impact.low,
		reform->impact.high, currency) : "";
	reform->against = against_in(arena, reform);
	reform->method = method_in(arena, reform);
	for (size_t i = 0; i < reform->n_beside; i++)
		reform->beside[i].text = beside_in(arena, &reform->beside[i], currency);
	reform->worse = worse_in(arena, reform);
	reform->compared = compared_in(arena, reform);
	return reform->place[0] && reform->verdict_text[0];
}

const char *reform_quote(const struct reform *reform, struct arena *arena)
{
	struct text day = TEXT_INIT;
	const char *text;

	phrase_day(&day, reform->starts, PHRASE_DATE);
	text = PHRASE_IN(arena, reform->state == REFORM_REAL ? PHRASE_REFORM_QUOTE_REAL : PHRASE_REFORM_QUOTE, { "title", width_safe(reform->title, arena) },
		{ "day", day.data }, { "verdict", reform->verdict_text }, { "range", reform->range });
	text_finish(&day);
	return text;
}

bool reform_paid(const struct reform *reform)
{
	for (size_t i = 0; i < reform->n_beside; i++)
		if (reform->beside[i].verdict == KPI_WORSE)
			return true;
	return false;
}

const char *reform_word(const struct reform *reform)
{
	switch (reform->state) {
	case REFORM_PLANNED:
		return phrase_text(PHRASE_REFORM_WORD_PLANNED);
	case REFORM_EARLY:
		return phrase_text(reform->ended ? PHRASE_REFORM_WORD_ENDED : reform->n_weeks >= reform->start + reform->impact.need_after ?
			PHRASE_REFORM_WORD_NONE : PHRASE_REFORM_WORD_EARLY);
	case REFORM_CHANCE:
		return phrase_text(PHRASE_REFORM_WORD_CHANCE);
	case REFORM_REAL:
		return phrase_text(reform->verdict == KPI_BETTER ? reform_paid(reform) ? PHRASE_REFORM_WORD_PRICE :
			reform->twin && reform->twin_same ? PHRASE_REFORM_WORD_SHARED : PHRASE_REFORM_WORD_WORKS : reform->verdict == KPI_WORSE ? PHRASE_REFORM_WORD_HARMS :
			PHRASE_REFORM_WORD_MOVED);
	default:
		return phrase_text(PHRASE_REFORM_WORD_NONE);
	}
}
