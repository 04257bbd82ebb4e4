/* evidence.c - see evidence.h. Each question is one function that writes its answer; what they share is asked once. */
#include "insight/evidence.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "kpi/drivers.h"
#include "insight/reform.h"
#include "phrase.h"
#include "window.h"

enum { WEEK = 7, YEAR_OF_WEEKDAYS = 364, WEEKS_LOOKED_AT = 26 };

#define MIX_LITTLE 0.25
#define MIX_MOST 0.6
#define ALONE 1.5			/* times as high as the middle post: stands out */

struct inquest {
	const struct kpi_env *env;
	const struct findings *findings;
	const struct finding *finding;
	const struct kpi_filter *filters;
	size_t n_filters;
	const char *currency, *place;
	struct window window;
	const struct kpi_row *now, *base;	/* of the place; NULL where there is none */
	double mix, change;			/* by lane; NaN unknown */
	struct arena *arena;
	struct evidence *out;
};

static const char *value_of(const struct inquest *q, double value)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_value(&text, value, q->finding->def->unit, q->currency);
	kept = arena_strdup(q->arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

static const char *count_of(const struct inquest *q, double n)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_value(&text, n, KPI_COUNT, NULL);
	kept = arena_strdup(q->arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

static const char *declarations_of(const struct inquest *q, int64_t n)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_declarations(&text, n);
	kept = arena_strdup(q->arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

static const char *percent_of(const struct inquest *q, double share)
{
	const char *text = arena_printf(q->arena, "%.0f\u00a0%%", 100 * share);

	return text ? text : "";
}

static struct evidence_answer *answer(struct inquest *q, enum phrase question)
{
	struct evidence_answer *answer = &q->out->answers[question - PHRASE_ASK_SINCE];

	answer->question = question;
	answer->from = q->window.now.from;
	answer->to = q->window.now.to;
	return answer;
}

/* ---- commands */

/* One word of a shell, whatever a code is made of. */
static void append_word(struct text *out, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-=:,/";

	if (s[strspn(s, plain)] == '\0' && *s) {
		text_append(out, s);
		return;
	}
	text_put(out, '\'');
	for (; *s; s++)
		text_append(out, *s == '\'' ? "'\\''" : (char[]){ *s, '\0' });
	text_put(out, '\'');
}

static const char *command(struct inquest *q, const char *kpi, const char *by, bool here, int32_t from, int32_t to)
{
	struct text out = TEXT_INIT, safe = TEXT_INIT;
	const char *kept;
	char day[32];

	text_appendf(&out, "tidewaiter kpi %s", kpi);
	if (here && (q->finding->office || q->finding->lane)) {
		text_appendf(&safe, "%s=%s", q->finding->office ? "office" : "lane", q->finding->office ? q->finding->office : q->finding->lane);
		text_append(&out, " --where ");
		append_word(&out, safe.data);
		text_clear(&safe);
	}
	text_appendf(&out, " --from %s", time_day_format(from, day));
	text_appendf(&out, " --to %s", time_day_format(to, day));
	if (by)
		text_appendf(&out, " --by %s", by);
	width_filter(&safe, out.data, out.len);
	kept = arena_strdup(q->arena, safe.data);
	text_finish(&out);
	text_finish(&safe);
	return kept ? kept : "";
}

/* ---- what is shared */

static bool measure(struct inquest *q, struct err *err)
{
	const struct finding *f = q->finding;
	struct kpi_row *rows;
	size_t n;

	if (!window_of(f, q->filters, q->n_filters, q->findings->to, q->arena, &q->window, err) ||
	    !kpi_evaluate(q->env, &f->def, 1, &q->window.now, q->arena, &rows, &n, err))
		return false;
	q->now = window_row(rows, n, f->def, f->stat, f->category);
	q->out->low = q->now ? q->now->low : NAN;
	q->out->high = q->now ? q->now->high : NAN;
	q->out->coverage = q->now ? q->now->coverage : NAN;
	q->out->base_from = q->out->base_to = TIME_DAY_NONE;
	if (!q->window.has_base)
		return true;
	q->out->base_from = q->window.base.from;
	q->out->base_to = q->window.base.to;
	if (!kpi_evaluate(q->env, &f->def, 1, &q->window.base, q->arena, &rows, &n, err))
		return false;
	q->base = window_row(rows, n, f->def, f->stat, f->category);
	return true;
}

static const char *label_of(struct inquest *q, const struct finding_driver *driver)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_part(&text, driver);
	kept = arena_strdup(q->arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

static struct evidence_part *part_add(struct inquest *q, const struct finding_driver *driver)
{
	struct evidence_part *part;

	if (q->out->n_parts == EVIDENCE_PARTS)
		return NULL;
	part = &q->out->parts[q->out->n_parts++];
	*part = (struct evidence_part){ .dim = driver->dim, .value = driver->value, .label = label_of(q, driver), .now = driver->now,
		.base = driver->base, .share = driver->share, .mix = NAN, .performance = NAN };
	return part;
}

static bool split(struct inquest *q, enum kpi_dim dim, struct err *err)
{
	struct kpi_by by = { .dim = dim };
	struct kpi_change change;
	char name[80];
	const char *dim_name = arena_strdup(q->arena, kpi_by_name(&by, name));

	if (!kpi_drivers(q->env, q->finding->def, q->finding->stat, &q->window.now, &q->window.base, &by, q->arena, &change, err))
		return false;
	if (change.n < 2 || change.change == 0 || !isfinite(change.change) || !dim_name)
		return true;
	if (dim == KPI_DIM_LANE) {
		q->mix = change.mix;
		q->change = change.change;
	}
	for (size_t i = 0; i < change.n && i < EVIDENCE_OF_DIM; i++) {
		const struct kpi_driver *driver = &change.drivers[i];
		struct finding_driver as = { .dim = dim_name, .value = driver->value, .label = driver->value[0] ? driver->value : phrase_text(PHRASE_NOT_RECORDED),
			.share = driver->total / change.change, .now = driver->now, .base = driver->base };
		struct evidence_part *part;

		if (dim == KPI_DIM_BROKER || dim == KPI_DIM_IMPORTER || dim == KPI_DIM_OFFICER)
			as.label = phrase_pseudonym(driver->value, q->arena);
		part = part_add(q, &as);
		if (!part)
			break;
		part->n = driver->n;
		part->base_n = driver->base_n;
		part->weekly = WEEK * (double)driver->n / q->window.days;
		part->base_weekly = WEEK * (double)driver->base_n / WINDOW_BASE_DAYS;
		part->mix = driver->mix / change.change;
		part->performance = driver->performance / change.change;
	}
	return true;
}

/* What only misses a target did not change; of stocks and shares of lanes parts are not known. */
static bool take_apart(struct inquest *q, struct err *err)
{
	static const enum kpi_dim dims[] = { KPI_DIM_LANE, KPI_DIM_OFFICE, KPI_DIM_HS_CHAPTER, KPI_DIM_BROKER, KPI_DIM_IMPORTER,
		KPI_DIM_OFFICER };

	q->mix = q->change = NAN;
	for (size_t i = 0; i < q->finding->n_drivers; i++)
		if (strcmp(q->finding->drivers[i].dim, "stage") == 0 || strcmp(q->finding->drivers[i].dim, "owner") == 0)
			part_add(q, &q->finding->drivers[i]);
	if (!q->window.has_base || !finding_is_change(q->finding) || q->finding->category || q->finding->def->cohort == KPI_AT_STOCK)
		return true;
	for (size_t i = 0; i < sizeof(dims) / sizeof(dims[0]); i++)
		if (!(dims[i] == KPI_DIM_OFFICE && q->finding->office) && !(dims[i] == KPI_DIM_LANE && q->finding->lane) && !split(q, dims[i], err))
			return false;
	return true;
}

/* ---- the questions */

static bool is_silence(const struct finding *finding)
{
	return finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE;
}

/* Its files come in, and none of them is released. */
static bool is_unreleased(const struct finding *finding)
{
	return finding->kind == FINDING_LATE && !finding->is_overdue;
}

static void since(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_SINCE);
	struct text day = TEXT_INIT, span = TEXT_INIT;

	if (is_silence(q->finding)) {
		phrase_day(&day, q->finding->since, PHRASE_DATE_SHORT);
		a->text = PHRASE_IN(q->arena, is_unreleased(q->finding) ? PHRASE_SAY_SINCE_UNRELEASED : PHRASE_SAY_SINCE_SILENT, { "day", day.data }, { "value", value_of(q, q->finding->value) });
	} else if (q->finding->since == TIME_DAY_NONE) {
		a->text = phrase_text(PHRASE_SAY_SINCE_NONE);
	} else {
		phrase_day(&day, q->finding->since, PHRASE_DATE_SHORT);
		phrase_span(&span, q->findings->to - q->finding->since + 1);
		a->text = PHRASE_IN(q->arena, q->base && !isnan(q->base->value) ? PHRASE_SAY_SINCE : PHRASE_SAY_SINCE_ALONE, { "day", day.data },
			{ "span", span.data }, { "before", q->base ? value_of(q, q->base->value) : "" });
	}
	a->from = q->window.has_base ? q->window.base.from : q->findings->from;
	a->command = command(q, q->finding->def->id, "day", true, a->from, a->to);
	text_finish(&day);
	text_finish(&span);
}

struct post_value {
	const char *code;
	double value;
};

static int compare_posts(const void *a, const void *b)
{
	const struct post_value *x = a, *y = b;

	return x->value != y->value ? (x->value > y->value ? -1 : 1) : strcmp(x->code, y->code);
}

/* The value of each post in the days of the change, the highest first. */
static bool posts(struct inquest *q, const struct kpi_def *def, const char *stat, struct post_value **ret_posts, size_t *ret_n, struct err *err)
{
	static const struct kpi_by by = { .dim = KPI_DIM_OFFICE };
	const struct finding *f = q->finding;
	struct kpi_query query = { .from = q->window.now.from, .to = q->window.now.to, .filters = q->filters, .n_filters = q->n_filters, .by = &by,
		.n_by = 1, .without_status = true };
	struct kpi_row *rows;
	size_t n, known = 0;

	if (!kpi_evaluate(q->env, &def, 1, &query, q->arena, &rows, &n, err))
		return false;
	*ret_posts = arena_array(q->arena, n + 1, sizeof(**ret_posts));
	if (!*ret_posts)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].stat, stat) == 0 && rows[i].n_dims == 1u + (f->category != NULL) && rows[i].dims[0].value[0] &&
		    !isnan(rows[i].value) && (!f->category || strcmp(rows[i].dims[1].value, f->category) == 0))
			(*ret_posts)[known++] = (struct post_value){ rows[i].dims[0].value, rows[i].value };
	qsort(*ret_posts, known, sizeof(**ret_posts), compare_posts);
	*ret_n = known;
	return true;
}

static const char *post_label(struct inquest *q, const char *code)
{
	if (q->finding->office && strcmp(code, q->finding->office) == 0)
		code = q->finding->office_name;
	return width_safe(code, q->arena);
}

/* Beside the posts that have files. */
static bool where_unreleased(struct inquest *q, struct evidence_answer *a, struct err *err)
{
	const struct kpi_def *in = kpi_find("declarations_registered"), *out = kpi_find("declarations_released");
	struct post_value *registered, *released;
	size_t n, n_released, none = 0;

	if (!posts(q, in, in->headline, &registered, &n, err) || !posts(q, out, out->headline, &released, &n_released, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		bool has = false;

		for (size_t k = 0; k < n_released; k++)
			has = has || (released[k].value > 0 && strcmp(released[k].code, registered[i].code) == 0);
		none += registered[i].value > 0 && !has;
	}
	a->text = PHRASE_IN(q->arena, none <= 1 ? PHRASE_SAY_WHERE_UNRELEASED : PHRASE_SAY_WHERE_UNRELEASED_SOME, { "place", q->place },
		{ "n", count_of(q, (double)none) }, { "posts", count_of(q, (double)n) });
	a->command = command(q, out->id, "office", false, a->from, a->to);
	return true;
}

static bool where(struct inquest *q, struct err *err)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_WHERE);
	struct post_value *post;
	size_t n = 0, rank = 0;
	const char *others;

	if (is_unreleased(q->finding))
		return where_unreleased(q, a, err);
	if (!posts(q, q->finding->def, q->finding->stat, &post, &n, err))
		return false;
	a->command = command(q, q->finding->def->id, "office", false, a->from, a->to);
	if (n < 2) {
		a->text = phrase_text(PHRASE_SAY_WHERE_ONE);
		return true;
	}
	others = value_of(q, post[n / 2].value);
	for (size_t i = 0; i < n; i++)
		if (q->finding->office && strcmp(post[i].code, q->finding->office) == 0)
			rank = i + 1;
	if (!q->finding->office)
		a->text = PHRASE_IN(q->arena, PHRASE_SAY_WHERE_MOST, { "place", post_label(q, post[0].code) }, { "value", value_of(q, post[0].value) },
			{ "posts", count_of(q, (double)n) }, { "others", others });
	else
		a->text = PHRASE_IN(q->arena, rank == 1 && post[0].value > ALONE * post[1].value ? PHRASE_SAY_WHERE_TOP : PHRASE_SAY_WHERE_RANK,
			{ "place", q->place }, { "rank", count_of(q, (double)rank) }, { "posts", count_of(q, (double)n) }, { "others", others });
	return true;
}

static void owner(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_OWNER);
	const struct finding_driver *first = q->finding->n_drivers ? &q->finding->drivers[0] : NULL;
	bool time = first && (strcmp(first->dim, "stage") == 0 || strcmp(first->dim, "owner") == 0);

	if (q->finding->verdict == KPI_BETTER || !q->finding->owner[0])
		return;		/* nobody has to act */
	a->text = PHRASE_IN(q->arena, time ? PHRASE_SAY_OWNER : PHRASE_SAY_OWNER_ALONE, { "share", time ? percent_of(q, fmin(first->share, 1)) : "" },
		{ "part", time ? label_of(q, first) : "" }, { "owner", q->finding->owner });
	a->command = command(q, "party_time_share", NULL, true, a->from, a->to);
}

static void noise(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_NOISE);
	char alarms[24];

	snprintf(alarms, sizeof(alarms), "%.1f", q->findings->false_alarms);
	a->text = PHRASE_IN(q->arena, PHRASE_SAY_NOISE, { "certainty", q->finding->certainty }, { "charts", count_of(q, (double)q->findings->n_charts) },
		{ "alarms", alarms });
	a->from = q->findings->to - WEEK * WEEKS_LOOKED_AT + 1;
	a->command = command(q, q->finding->def->id, "week", true, a->from, a->to);
}

static void sure(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_SURE);
	const struct kpi_row *now = q->now;
	struct text range = TEXT_INIT;
	const char *coverage = now && !isnan(now->coverage) ? percent_of(q, now->coverage) : "–", *n = declarations_of(q, now ? now->n : 0);

	if (now && !isnan(now->low) && !isnan(now->high)) {
		phrase_range(&range, now->low, now->high, q->finding->def->unit, q->currency);
		a->text = PHRASE_IN(q->arena, PHRASE_SAY_SURE, { "value", value_of(q, now->value) }, { "range", range.data }, { "n", n },
			{ "coverage", coverage });
	} else {
		a->text = PHRASE_IN(q->arena, PHRASE_SAY_SURE_ALONE, { "n", n }, { "coverage", coverage });
	}
	a->command = PHRASE_IN(q->arena, PHRASE_COMMAND_EXPLAIN, { "kpi", q->finding->def->id });
	text_finish(&range);
}

static void mix(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_MIX);
	double share = q->mix / q->change;

	a->text = !isfinite(share) ? phrase_text(PHRASE_SAY_MIX_UNKNOWN) :
		PHRASE_IN(q->arena, share > MIX_MOST ? PHRASE_SAY_MIX_YES : fabs(share) < MIX_LITTLE ? PHRASE_SAY_MIX_NO : PHRASE_SAY_MIX_PART,
			{ "share", percent_of(q, fmax(0, share)) });
	a->command = command(q, q->finding->def->id, "lane", true, a->from, a->to);
}

/* Ramadan, the days of both feasts, or the pilgrimage between them. */
static bool has_feast(int32_t from, int32_t to)
{
	for (int32_t day = from; day <= to; day++) {
		struct time_civil hijri = time_hijri_from_day(day);

		if (hijri.month == 9 || (hijri.month == 10 && hijri.day <= 4) || (hijri.month == 12 && hijri.day >= 8 && hijri.day <= 13))
			return true;
	}
	return false;
}

static int32_t hijri_year_before(int32_t day)
{
	struct time_civil hijri = time_hijri_from_day(day);

	return time_day_from_hijri(hijri.year - 1, hijri.month, hijri.day);
}

static bool year(struct inquest *q, struct err *err)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_YEAR);
	const struct kpi_row *then;
	struct kpi_query query = q->window.now;
	struct kpi_row *rows;
	size_t n;

	a->feast = has_feast(a->from, a->to) || has_feast(a->from - YEAR_OF_WEEKDAYS, a->to - YEAR_OF_WEEKDAYS);
	a->from = a->feast ? hijri_year_before(a->from) : a->from - YEAR_OF_WEEKDAYS;
	a->to = a->feast ? hijri_year_before(a->to) : a->to - YEAR_OF_WEEKDAYS;
	query.from = a->from;
	query.to = a->to;
	if (!kpi_evaluate(q->env, &q->finding->def, 1, &query, q->arena, &rows, &n, err))
		return false;
	then = window_row(rows, n, q->finding->def, q->finding->stat, q->finding->category);
	a->text = !then || isnan(then->value) || then->n == 0 ? phrase_text(PHRASE_SAY_YEAR_NONE) :
		PHRASE_IN(q->arena, a->feast ? PHRASE_SAY_FEAST : PHRASE_SAY_YEAR, { "value", value_of(q, then->value) },
			{ "n", declarations_of(q, then->n) });
	a->command = command(q, q->finding->def->id, NULL, true, a->from, a->to);
	return true;
}

/* What an initiative for the same figure did belongs to what happened since. */
static bool add_reform(struct inquest *q, struct evidence_answer *a, struct err *err)
{
	const struct finding *f = q->finding;
	struct reforms reforms;

	if (f->review || f->lane || f->broker)
		return true;
	if (!reforms_of(q->env, q->findings->to, f->def, f->category, f->office, q->arena, &reforms, err))
		return false;
	if (reforms.n)
		a->text = arena_printf(q->arena, "%s %s", a->text, reform_quote(&reforms.items[0], q->arena));
	return a->text || err_memory(err);
}

/* The last week against the first of the change, seen from the level before. */
static bool after(struct inquest *q, struct err *err)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_AFTER);
	const struct finding *f = q->finding;
	int weeks = finding_weeks(f, q->findings->to);
	double last = f->course ? f->course[FINDING_WEEKS - 1] : NAN, first = NAN, level = (f->usual_low + f->usual_high) / 2, part;
	enum phrase phrase = PHRASE_SAY_AFTER_HOLDS;

	if (weeks >= 2 && weeks <= FINDING_WEEKS && f->course)
		first = f->course[FINDING_WEEKS - weeks];
	part = (last - level) / (first - level);
	if (!isfinite(part))
		phrase = PHRASE_SAY_AFTER_NEW;
	else if (part > 1.25)
		phrase = PHRASE_SAY_AFTER_WORSE;
	else if (part < 0.75)
		phrase = PHRASE_SAY_AFTER_EASING;
	a->text = isnan(last) ? phrase_text(PHRASE_SAY_SINCE_NONE) : PHRASE_IN(q->arena, phrase, { "last", value_of(q, last) }, { "first", value_of(q, first) });
	a->from = f->since;
	a->command = command(q, f->def->id, "week", true, a->from, a->to);
	return add_reform(q, a, err);
}

static void files(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_FILES);
	bool open = q->finding->def->cohort == KPI_AT_STOCK;
	struct text keys = TEXT_INIT;

	a->text = open ? phrase_text(PHRASE_SAY_FILES_OPEN) : PHRASE_IN(q->arena, PHRASE_SAY_FILES, { "n", declarations_of(q, q->finding->n) });
	/* The keys that lead there from the first screen. */
	for (const struct finding *f = q->findings->items; f < q->finding; f++)
		text_append(&keys, "Down ");
	a->command = PHRASE_IN(q->arena, PHRASE_COMMAND_SHOW, { "keys", keys.data });
	text_finish(&keys);
}

static void cost(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_COST);
	const struct finding *f = q->finding;
	double days = q->window.days, extra = fabs(f->extra);

	a->text = f->verdict == KPI_BETTER ? "" : phrase_text(PHRASE_SAY_COST_UNKNOWN);		/* nothing is to be mended */
	if (f->verdict != KPI_BETTER && isfinite(f->hours) && f->hours > 0)
		a->text = PHRASE_IN(q->arena, PHRASE_SAY_COST_HOURS, { "hours", phrase_hours(f->hours / days, q->arena) });
	else if (f->verdict != KPI_BETTER && f->def->unit == KPI_ONE && extra >= 1)
		a->text = PHRASE_IN(q->arena, f->extra > 0 ? PHRASE_SAY_COST_FEWER : PHRASE_SAY_COST_MORE, { "extra", count_of(q, extra / days) });
	else if (f->verdict != KPI_BETTER && f->def->unit == KPI_MONEY && isfinite(extra))
		a->text = PHRASE_IN(q->arena, PHRASE_SAY_COST_MONEY, { "money", value_of(q, extra) },
			{ "a_time", phrase_text(f->days > 0 ? PHRASE_A_DAY : PHRASE_A_WEEK) });
	a->command = command(q, f->def->id, NULL, true, a->from, a->to);
}

static void minister(struct inquest *q)
{
	struct evidence_answer *a = answer(q, PHRASE_ASK_MINISTER);
	char day[32];

	a->text = phrase_text(PHRASE_SAY_MINISTER);
	a->command = PHRASE_IN(q->arena, PHRASE_COMMAND_BRIEF, { "date", time_day_format(q->findings->to, day) });
}

/* A pair has no weeks of its own, no parts, no year and no other post: what is left are its owner, its certainty and its files, which are
 * those of all the weeks that it was counted over. */
static void pair(struct inquest *q)
{
	owner(q);
	noise(q);
	files(q);
	answer(q, PHRASE_ASK_FILES)->from = q->findings->to - WEEK * q->finding->weeks + 1;
	minister(q);
}

bool evidence_load(const struct kpi_env *env, const struct findings *findings, size_t index, const struct kpi_filter *filters, size_t n_filters,
	struct arena *arena, struct evidence *ret_evidence, struct err *err)
{
	struct evidence *out = ret_evidence;
	struct inquest q = { .env = env, .findings = findings, .finding = &findings->items[index], .filters = filters, .n_filters = n_filters,
		.arena = arena, .out = out };

	*out = (struct evidence){ .n_parts = 0 };
	q.currency = arena_strdup(arena, kpi_currency(env));
	q.place = phrase_place(q.finding, false, arena);
	for (int i = 0; i < EVIDENCE_ANSWERS; i++)
		out->answers[i] = (struct evidence_answer){ .question = (enum phrase)(PHRASE_ASK_SINCE + i), .text = "", .command = "" };
	if (!measure(&q, err))
		return false;
	if (q.finding->broker) {
		pair(&q);
		return true;
	}
	if (!take_apart(&q, err) || !where(&q, err))
		return false;
	since(&q);
	owner(&q);
	noise(&q);
	files(&q);
	minister(&q);
	if (is_silence(q.finding))	/* what did not arrive has no mix and no year */
		return true;
	sure(&q);
	mix(&q);
	cost(&q);
	/* What has no first day holds no "since" either. */
	return (q.finding->since == TIME_DAY_NONE || after(&q, err)) && year(&q, err);
}
