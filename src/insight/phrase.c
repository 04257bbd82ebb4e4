/* phrase.c - from a finding to its sentences: what is so, against what is usual, since when; through what; how much; how sure. */
#include "phrase.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "base/width.h"
#include "insight/phrases.h"
#include "language.h"
#include "largest.h"

enum { FEW = 30, CAUSES_TOLD = 2, WEEK = 7, FOUR_WEEKS = 28 };

#define SURE_HIGH 520.0			/* weeks in which chance alone would raise one like it, of all that is looked at: ten years */
#define SURE_MIDDLE 52.0

/* Names of posts come from data. */
const char *phrase_place(const struct finding *finding, bool inside, struct arena *arena)
{
	const char *name;

	if (finding->lane)
		return PHRASE_IN(arena, inside ? PHRASE_LANE_PLACE_INSIDE : PHRASE_LANE_PLACE, { "lane", finding->lane });
	if (!finding->office)
		return phrase_text(inside ? PHRASE_ALL_POSTS_INSIDE : PHRASE_ALL_POSTS);
	name = width_safe(finding->office_name, arena);
	return strcmp(finding->office_name, finding->office) == 0 ? PHRASE_IN(arena, inside ? PHRASE_POST_INSIDE : PHRASE_POST, { "code", name }) : name;
}

static const char *party(const char *owner)
{
	static const struct {
		const char *owner;
		enum phrase phrase;
	} parties[] = { { "customs", PHRASE_PARTY_CUSTOMS }, { "agency", PHRASE_PARTY_AGENCY }, { "trader", PHRASE_PARTY_TRADER },
		{ "terminal", PHRASE_PARTY_TERMINAL }, { "shared", PHRASE_PARTY_SHARED } };

	for (size_t i = 0; i < sizeof(parties) / sizeof(parties[0]); i++)
		if (strcmp(parties[i].owner, owner) == 0)
			return phrase_text(parties[i].phrase);
	return owner;
}

void phrase_part(struct text *out, const struct finding_driver *driver)
{
	static const struct {
		const char *dim;
		enum phrase phrase;
	} parts[] = { { "lane", PHRASE_PART_LANE }, { "broker", PHRASE_PART_BROKER }, { "hs_chapter", PHRASE_PART_CHAPTER },
		{ "office", PHRASE_PART_OFFICE }, { "owner", PHRASE_PART_OWNER }, { "importer", PHRASE_PART_IMPORTER }, { "officer", PHRASE_PART_OFFICER } };
	enum phrase phrase = PHRASE_PART_OTHER;
	struct text safe = TEXT_INIT;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i].dim, driver->dim) == 0)
			phrase = parts[i].phrase;
	width_filter(&safe, driver->label, strlen(driver->label));
	PHRASE_PUT(out, phrase, { "part", phrase == PHRASE_PART_OWNER ? party(driver->value) : safe.data });
	text_finish(&safe);
}

const char *phrase_pseudonym(const char *code, struct arena *arena)
{
	char pseudonym[MASK_PSEUDONYM];
	const char *text = arena_strdup(arena, mask_pseudonym(code, pseudonym));

	return text ? text : "";
}

/* Of a list each. */
static const char *pseudonyms(const char *list, struct arena *arena)
{
	const char *out = "";

	while (out && *list) {
		size_t n = strcspn(list, ",");
		char *one = arena_printf(arena, "%.*s", (int)n, list);

		out = one ? arena_printf(arena, "%s%s%s", out, *out ? "," : "", phrase_pseudonym(one, arena)) : NULL;
		list += n + (list[n] == ',');
	}
	return out ? out : "";
}

/* "8, 61 and 87" */
static const char *list_of(const char *list, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *kept;

	for (; *list; list++) {
		if (*list != ',')
			text_put(&text, *list);
		else
			text_append(&text, strchr(list + 1, ',') ? ", " : phrase_text(PHRASE_AND));
	}
	kept = arena_strdup(arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

void phrase_mask(struct finding_driver *driver, struct arena *arena)
{
	if (mask_is_personal(driver->dim))
		driver->label = driver->value = pseudonyms(driver->value, arena);
	if (strcmp(driver->label, driver->value) == 0 && strchr(driver->label, ','))
		driver->label = list_of(driver->label, arena);
}

static const char *value_in(struct arena *arena, const struct finding *finding, double value, const char *currency)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_value(&text, value, finding->def->unit, currency);
	kept = arena_strdup(arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

static const char *range_in(struct arena *arena, const struct finding *finding, double low, double high, const char *currency)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_range(&text, low, high, finding->def->unit, currency);
	kept = arena_strdup(arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

static bool adds_up(const struct finding *finding)
{
	return (finding->def->unit == KPI_MONEY || finding->def->unit == KPI_COUNT) && finding->def->cohort != KPI_AT_STOCK;
}

double finding_by_week(const struct finding *finding, double of_four_weeks)
{
	return adds_up(finding) ? of_four_weeks * WEEK / FOUR_WEEKS : of_four_weeks;
}

/* What days told is told by the day. */
static bool is_daily(const struct finding *finding)
{
	return adds_up(finding) && finding->days > 0;
}

/* Sums and counts are told by the week, as their usual range is. */
double finding_told_value(const struct finding *finding, int32_t to)
{
	if (finding->kind == FINDING_LIMIT)
		return finding_by_week(finding, finding->value);
	if (!adds_up(finding) || finding->since == TIME_DAY_NONE || !finding_is_change(finding))
		return finding->value;
	if (finding->days > 0)
		return finding->value / finding->days;
	if (to - finding->since + 1 < WEEK && finding->course && isfinite(finding->course[FINDING_WEEKS - 1]))
		return finding->course[FINDING_WEEKS - 1];
	return finding->value * WEEK / (to - finding->since + 1);
}

/* No time at all has words of its own. */
static bool is_none(const struct finding *finding, int32_t to)
{
	return finding_told_value(finding, to) == 0 && !finding->category && phrase_claim(finding->def->id, LANGUAGE_CLAIM_NONE);
}

static void put_figure(struct text *out, const struct finding *finding, int32_t to, const char *currency, struct arena *arena)
{
	const char *none = is_none(finding, to) ? phrase_claim(finding->def->id, LANGUAGE_CLAIM_NONE) : NULL;
	const char *claim = none ? none : phrase_claim(finding->def->id, is_daily(finding) ? LANGUAGE_CLAIM_DAY : finding->category);
	const char *value = value_in(arena, finding, finding_told_value(finding, to), currency);

	if (claim) {
		phrase_fill(out, claim, (const struct phrase_slot[]){ { "value", value } }, 1);
		return;
	}
	phrase_subject(out, finding->def, finding->stat, finding->category);
	text_appendf(out, " %s", value);
	if (adds_up(finding))
		text_append(out, phrase_text(is_daily(finding) ? PHRASE_A_DAY : PHRASE_A_WEEK));
}

static void put_since(struct text *out, const struct finding *finding, int32_t to)
{
	struct text day = TEXT_INIT, span = TEXT_INIT;

	phrase_day(&day, finding->since, PHRASE_DATE);
	phrase_span(&span, finding->days > 0 ? finding->days : to - finding->since + 1);
	PHRASE_PUT(out, finding->days > 0 ? PHRASE_ON_DAYS : finding->kind == FINDING_DRIFT ? PHRASE_DRIFTING : PHRASE_SINCE, { "day", day.data }, { "span", span.data });
	text_finish(&day);
	text_finish(&span);
}

static void put_target(struct text *out, const struct finding *finding, const char *currency, struct arena *arena)
{
	bool band = isfinite(finding->target_low) && isfinite(finding->target_high);
	const char *target = band ? range_in(arena, finding, finding_by_week(finding, finding->target_low),
		finding_by_week(finding, finding->target_high), currency) :
		isfinite(finding->target) ? value_in(arena, finding, finding_by_week(finding, finding->target), currency) : NULL;

	if (finding->kind == FINDING_LIMIT && target)
		PHRASE_PUT(out, PHRASE_STANDING, { "target", target });
	else
		text_put(out, '.');
	if (finding->kind != FINDING_LIMIT && target)
		PHRASE_PUT(out, band ? PHRASE_BAND : PHRASE_TARGET, { "target", target });
}

static void put_silence(struct text *out, const struct finding *finding, const char *place)
{
	struct text age = TEXT_INIT;

	phrase_value(&age, finding->value, KPI_HOURS, NULL);
	PHRASE_PUT(out, finding->kind == FINDING_SILENT ? PHRASE_SILENT : finding->is_overdue ? PHRASE_LATE_DATA : PHRASE_LATE, { "place", place }, { "age", age.data });
	text_finish(&age);
}

static void put_pair(struct text *out, const struct finding *finding, const char *place)
{
	struct text n = TEXT_INIT, expected = TEXT_INIT, span = TEXT_INIT;

	phrase_value(&n, (double)finding->n, KPI_COUNT, NULL);
	phrase_value(&expected, round(finding->expected), KPI_COUNT, NULL);
	if (finding->weeks == 13)
		text_append(&span, phrase_text(PHRASE_QUARTER));
	else
		phrase_span(&span, 7 * finding->weeks);
	PHRASE_PUT(out, PHRASE_PAIR, { "place", place }, { "broker", finding->broker }, { "officer", finding->officer }, { "n", n.data },
		{ "expected", expected.data }, { "span", span.data });
	text_finish(&span);
	text_finish(&n);
	text_finish(&expected);
}

static void put_claim(struct text *out, const struct finding *finding, int32_t to, const char *currency, struct arena *arena)
{
	const char *place = phrase_place(finding, false, arena);
	struct text figure = TEXT_INIT;

	if (finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE) {
		put_silence(out, finding, place);
		return;
	}
	if (finding->broker) {
		put_pair(out, finding, place);
		return;
	}
	put_figure(&figure, finding, to, currency, arena);
	PHRASE_PUT(out, PHRASE_CLAIM, { "place", place }, { "claim", figure.data });
	text_finish(&figure);
	if (isfinite(finding->usual_low) && isfinite(finding->usual_high) && finding->kind != FINDING_LIMIT)
		PHRASE_PUT(out, is_none(finding, to) ? PHRASE_USUALLY_LATER : PHRASE_USUALLY, { "usual", range_in(arena, finding, finding->usual_low, finding->usual_high, currency) });
	if (finding->since != TIME_DAY_NONE)
		put_since(out, finding, to);
	put_target(out, finding, currency, arena);
}

static bool rose(const struct finding *finding)
{
	if (adds_up(finding) && isfinite(finding->z))
		return finding->z > 0;		/* its value is of all its days, what is usual of a week */
	return finding->def->better == KPI_HIGHER ? finding->verdict == KPI_BETTER : finding->def->better == KPI_LOWER ?
		finding->verdict == KPI_WORSE : finding->value > (finding->usual_low + finding->usual_high) / 2;
}

/* Stages overlap: what is told second is no further part where both together would be more than all. */
static enum phrase cause_phrase(const struct finding *finding, const struct finding_driver *driver, bool has_values)
{
	bool all = driver->share >= 0.995;

	if (driver > finding->drivers && driver->share + finding->drivers[0].share > 1.005 && has_values)
		return PHRASE_CAUSE_ALSO;
	return has_values ? all ? PHRASE_CAUSE_MOVED_ALL : PHRASE_CAUSE_MOVED : all ? PHRASE_CAUSE_ALL : PHRASE_CAUSE;
}

static void put_cause(struct text *out, const struct finding *finding, const struct finding_driver *driver, const char *currency,
	struct arena *arena)
{
	const char *change = phrase_text(rose(finding) ? PHRASE_RISE : PHRASE_FALL);
	const char *before = value_in(arena, finding, driver->base, currency), *now = value_in(arena, finding, driver->now, currency);
	/* A part that is as it was told for itself brought the change by its size. */
	bool has_values = isfinite(driver->now) && isfinite(driver->base) && finding->def->unit != KPI_MONEY && finding->def->unit != KPI_COUNT &&
		strcmp(before, now) != 0;
	struct text part = TEXT_INIT;
	char share[24];

	phrase_part(&part, driver);
	snprintf(share, sizeof(share), "%.0f\u00a0%%", 100 * driver->share);
	PHRASE_PUT(out, cause_phrase(finding, driver, has_values), { "share", share }, { "change", change }, { "part", part.data },
		{ "before", before }, { "now", now });
	text_finish(&part);
}

/* Sums and counts: how much more or less a week; of some days, on each of them. */
static void put_weekly(struct text *out, const struct finding *finding, const char *currency, struct arena *arena)
{
	bool is_money = finding->def->unit == KPI_MONEY, more = finding->extra > 0;
	double extra = is_money ? fabs(finding->extra) : round(fabs(finding->extra));

	if (!(extra > 0))
		return;
	PHRASE_PUT(out, is_money ? (more ? PHRASE_SIZE_MONEY_MORE : PHRASE_SIZE_MONEY_LESS) : more ? PHRASE_SIZE_COUNT_MORE : PHRASE_SIZE_COUNT_FEWER,
		{ "a_time", phrase_text(is_daily(finding) ? PHRASE_A_DAY : PHRASE_A_WEEK) },
		{ "money", value_in(arena, finding, extra, currency) }, { "extra", value_in(arena, finding, extra, currency) });
}

static void put_cases(struct text *out, const struct finding *finding, struct arena *arena)
{
	struct text n = TEXT_INIT, amount = TEXT_INIT;
	enum phrase phrase = PHRASE_SIZE_N;

	phrase_declarations(&n, finding->n);
	if (isfinite(finding->hours)) {
		phrase_value(&amount, fabs(finding->hours), KPI_COUNT, NULL);
		phrase = finding->hours > 0 ? PHRASE_SIZE_LONGER : PHRASE_SIZE_SHORTER;
	} else if (finding->def->unit == KPI_ONE && isfinite(finding->extra) && fabs(finding->extra) >= 1) {
		phrase_value(&amount, round(fabs(finding->extra)), KPI_COUNT, NULL);
		phrase = finding->extra > 0 ? PHRASE_SIZE_MORE : PHRASE_SIZE_FEWER;
	}
	PHRASE_PUT(out, phrase, { "n", n.data }, { "extra", amount.data },
		{ "hours", isfinite(finding->hours) ? phrase_hours(fabs(finding->hours), arena) : "" });
	text_finish(&n);
	text_finish(&amount);
}

/* What so many usual days bring there. Not what is lost: most of it comes later. */
static void put_stake(struct text *out, const struct finding *finding, const char *currency)
{
	bool is_late = finding->kind == FINDING_LATE && !finding->is_overdue, has_money = finding->missed_paid > 0;
	struct text n = TEXT_INIT, money = TEXT_INIT;

	if (!(finding->missed >= 1))
		return;
	phrase_declarations(&n, (int64_t)round(finding->missed));
	phrase_value(&money, finding->missed_paid, KPI_MONEY, currency);
	PHRASE_PUT(out, is_late ? has_money ? PHRASE_SIZE_UNRELEASED_MONEY : PHRASE_SIZE_UNRELEASED : has_money ? PHRASE_SIZE_MISSED_MONEY : PHRASE_SIZE_MISSED,
		{ "n", n.data }, { "money", money.data });
	text_finish(&n);
	text_finish(&money);
}

static void put_money(struct text *out, const struct finding *finding, const char *currency)
{
	struct text money = TEXT_INIT;

	if (!isfinite(finding->paid) || finding->def->unit == KPI_MONEY)
		return;
	phrase_value(&money, finding->paid, KPI_MONEY, currency);
	text_append(out, out->len ? " " : "");
	PHRASE_PUT(out, finding->category ? PHRASE_SIZE_MONEY_LANE : PHRASE_SIZE_MONEY, { "money", money.data }, { "lane", finding->category });
	text_finish(&money);
}

/* In the unit that fits: hours and declarations of times, declarations of rates, each with the money paid on them; a week's difference
 * of sums and counts. And what is left of it without the one declaration that rules it. */
static void put_size(struct text *out, const struct finding *finding, int32_t to, const char *currency, struct arena *arena)
{
	double told = finding_told_value(finding, to), without = told * (finding->without_largest / finding->value);

	if (finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE) {
		put_stake(out, finding, currency);
		return;
	}
	if (finding->n <= 0 || finding->broker)
		return;
	if (finding->def->unit == KPI_MONEY || finding->def->unit == KPI_COUNT)
		put_weekly(out, finding, currency, arena);
	else
		put_cases(out, finding, arena);
	put_money(out, finding, currency);
	if (largest_rules_hours(finding)) {
		text_append(out, out->len ? " " : "");
		PHRASE_PUT(out, finding->hours_without * finding->hours > 0 ? PHRASE_SIZE_LARGEST_HOURS : PHRASE_SIZE_LARGEST_NONE,
			{ "hours", phrase_hours(fabs(finding->hours_without), arena) });
	}
	if (largest_rules(finding, told, without)) {
		text_append(out, out->len ? " " : "");
		PHRASE_PUT(out, PHRASE_SIZE_LARGEST, { "value", value_in(arena, finding, without, currency) });
	}
}

/* Weeks until chance alone raises one that stands out as far, among all charts: not oftener than it raises any. NaN where it was not
 * worked out. */
static double weeks_by_chance(const struct finding *finding, const struct findings *all)
{
	double share = pow(10, -finding->evidence), sum = 0;

	for (size_t i = 0; i < all->n_charts; i++)
		sum += fmin(all->quiet[i], share);
	return finding->evidence > 0 && sum > 0 ? 1 / sum : NAN;
}

/* "once in 40 weeks", "once in more than ten years" */
static void put_rarity(struct text *out, double weeks)
{
	struct text n = TEXT_INIT;

	if (weeks >= SURE_HIGH) {
		text_append(out, phrase_text(PHRASE_RARE_DECADE));
	} else {
		phrase_value(&n, fmax(1, round(weeks)), KPI_COUNT, NULL);
		PHRASE_PUT(out, weeks < 1.5 ? PHRASE_RARE_WEEK : PHRASE_RARE_WEEKS, { "n", n.data });
	}
	text_finish(&n);
}

/* The word goes by how rarely chance does as much; that stands behind it for whoever asks. */
static void put_change_certainty(struct text *out, const struct finding *finding, const struct findings *all)
{
	double weeks = weeks_by_chance(finding, all);
	struct text n = TEXT_INIT, rarity = TEXT_INIT;

	phrase_value(&n, (double)finding->n, KPI_COUNT, NULL);
	if (isfinite(weeks))
		put_rarity(&rarity, weeks);
	text_append(out, phrase_text(weeks >= SURE_HIGH ? PHRASE_SURE_HIGH : weeks >= SURE_MIDDLE ? PHRASE_SURE_MIDDLE : PHRASE_SURE_LOW));
	PHRASE_PUT(out, rarity.len ? PHRASE_SURE_FIGURES : PHRASE_SURE_N, { "rarity", rarity.data }, { "n", n.data });
	text_finish(&n);
	text_finish(&rarity);
}

static void put_certainty(struct text *out, const struct finding *finding, const struct findings *all)
{
	struct text n = TEXT_INIT;

	switch (finding->kind) {
	case FINDING_SILENT:
	case FINDING_LATE:
		text_append(out, phrase_text(finding->kind == FINDING_LATE ? PHRASE_SURE_LATE : PHRASE_SURE_SILENT));
		return;
	case FINDING_LIMIT:
		phrase_value(&n, (double)finding->n, KPI_COUNT, NULL);
		text_append(out, phrase_text(finding->broker ? PHRASE_SURE_PAIR : PHRASE_SURE_TARGET));
		PHRASE_PUT(out, PHRASE_SURE_N, { "n", n.data });
		break;
	default:
		put_change_certainty(out, finding, all);
	}
	if (finding->n < FEW && finding->def->unit != KPI_COUNT)
		text_append(out, phrase_text(PHRASE_FEW));
	text_finish(&n);
}

static const char *keep(struct text *text, struct arena *arena)
{
	const char *kept;

	while (text->len && text->data[text->len - 1] == ' ')
		text->data[--text->len] = '\0';
	kept = text->failed ? NULL : arena_strdup(arena, text->data);
	text_clear(text);
	return kept;
}

/* The sentences as one paragraph. */
static const char *join(const struct finding *finding, struct arena *arena)
{
	return arena_printf(arena, "%s%s%s%s%s", finding->claim, finding->cause[0] ? " " : "", finding->cause, finding->size[0] ? " " : "",
		finding->size);
}

/* What was going on there by the calendar, and what was begun there: no proof, but the first to ask about. */
static void put_known(struct text *out, const struct finding *finding, bool with_initiative)
{
	struct text event = TEXT_INIT, day = TEXT_INIT;

	if (finding->event) {
		width_filter(&event, finding->event, strlen(finding->event));
		for (size_t i = 0; i < event.len; i++)
			event.data[i] = event.data[i] == '_' ? ' ' : event.data[i];
		phrase_day(&day, finding->event_since, PHRASE_DATE);
		PHRASE_PUT(out, PHRASE_EVENT, { "event", event.data }, { "day", day.data });
	}
	if (finding->initiative && with_initiative) {
		text_clear(&event);
		width_filter(&event, finding->initiative, strlen(finding->initiative));
		text_append(out, finding->event ? " " : "");
		PHRASE_PUT(out, PHRASE_INITIATIVE, { "initiative", event.data });
	}
	text_finish(&event);
	text_finish(&day);
}

bool phrase_finding(struct finding *finding, const struct findings *all, int32_t to, const char *currency, bool with_initiative, struct arena *arena)
{
	struct text out = TEXT_INIT;

	for (size_t i = 0; i < finding->n_drivers; i++)
		phrase_mask(&finding->drivers[i], arena);
	put_claim(&out, finding, to, currency, arena);
	finding->claim = keep(&out, arena);
	for (size_t i = 0; i < finding->n_drivers && i < CAUSES_TOLD; i++) {
		text_append(&out, i ? " " : "");
		put_cause(&out, finding, &finding->drivers[i], currency, arena);
	}
	if (finding->n_drivers && (finding->event || finding->initiative))
		text_put(&out, ' ');
	put_known(&out, finding, with_initiative);
	finding->cause = keep(&out, arena);
	put_size(&out, finding, to, currency, arena);
	finding->size = keep(&out, arena);
	put_certainty(&out, finding, all);
	finding->certainty = keep(&out, arena);
	text_finish(&out);
	finding->text = finding->claim && finding->cause && finding->size && finding->certainty ? join(finding, arena) : NULL;
	return finding->text != NULL;
}
