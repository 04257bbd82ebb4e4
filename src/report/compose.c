/* compose.c - what of the findings stands on a page, in which words: the worst first, a few of the good ones, each step once. */
#include "compose.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "insight/evidence.h"
#include "insight/phrases.h"
#include "stats/stats.h"

enum { NEWS_MAX = 8, GOOD_MAX = 3, WEEK = 7, ENOUGH_WEEKS = 9, OLD_DAYS = 2 };

#define LEAST_SHARE 0.02		/* of a change: less is no part of its story */

/* The figures of the page: what a leader is asked about. */
static const struct {
	const char *id, *category;
} figures[] = {
	{ "release_time_total", NULL }, { "customs_clearance_time", NULL }, { "sla_met_rate", NULL }, { "open_aged", "72h" },
	{ "physical_inspection_rate", NULL }, { "hit_rate", NULL }, { "hit_rate_significant", NULL }, { "result_recorded_rate", NULL },
	{ "pre_arrival_rate", NULL }, { "revenue_vs_target", NULL }, { "revenue_collected", NULL }, { "declarations_registered", NULL },
};

struct composing {
	const struct kpi_env *env;
	const struct findings *findings;	/* that are shown */
	const struct report_options *options;
	const char *currency;
	struct document *out;
	struct arena *arena;
	size_t told[DOCUMENT_FINDINGS];		/* index among the findings */
};

static const char *keep(struct composing *c, struct text *text)
{
	const char *kept = text->failed ? NULL : arena_strdup(c->arena, text->data);

	text_clear(text);
	return kept ? kept : "";
}

static const char *count(struct composing *c, double n)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_value(&text, n, KPI_COUNT, NULL);
	kept = keep(c, &text);
	text_finish(&text);
	return kept;
}

static const char *value(struct composing *c, double number, enum kpi_unit unit)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_value(&text, number, unit, c->currency);
	kept = keep(c, &text);
	text_finish(&text);
	return kept;
}

/* ---- findings */

static enum document_mark mark_of(const struct finding *finding)
{
	return finding->verdict == KPI_WORSE ? MARK_WORSE : finding->verdict == KPI_BETTER ? MARK_BETTER : MARK_CHANGED;
}

static bool extremes(const double *values, size_t n, double *ret_low, double *ret_high)
{
	size_t known = 0;

	*ret_low = INFINITY;
	*ret_high = -INFINITY;
	for (size_t i = 0; i < n; i++) {
		if (!isfinite(values[i]))
			continue;
		*ret_low = fmin(*ret_low, values[i]);
		*ret_high = fmax(*ret_high, values[i]);
		known++;
	}
	return known >= 2;
}

/* What a mail program that draws nothing keeps of a chart. */
static void put_words(struct composing *c, struct document_course *course)
{
	struct text range = TEXT_INIT;
	double low, high, last;
	char weeks[24];

	course->range = course->words = "";
	if (!course->values || !extremes(course->values, course->n, &low, &high))
		return;
	last = course->values[course->n - 1];
	phrase_range(&range, low, high, course->unit, NULL);
	snprintf(weeks, sizeof(weeks), "%zu", course->n);
	course->words = PHRASE_IN(c->arena, isfinite(last) ? PHRASE_COURSE_WORDS : PHRASE_COURSE_WORDS_OLD, { "n", weeks }, { "range", range.data },
		{ "value", value(c, last, course->unit) });
	course->range = keep(c, &range);
	text_finish(&range);
}

/* All that the chart shows, in figures. */
static const char *weeks_text(struct composing *c, const struct document_course *course)
{
	struct text values = TEXT_INIT, day = TEXT_INIT;
	const char *text;

	if (!course->words[0])
		return "";
	for (size_t i = 0; i < course->n; i++) {
		text_append(&values, i ? ", " : "");
		phrase_value(&values, course->values[i], course->unit, NULL);
	}
	phrase_day(&day, course->to - WEEK * (int32_t)course->n + 1, PHRASE_DATE);
	text = PHRASE_IN(c->arena, PHRASE_COURSE_WEEKS, { "day", day.data }, { "values", values.data });
	text_finish(&values);
	text_finish(&day);
	return text;
}

/* "26 weeks": as far back as courses go and the data hold. */
static const char *span_of(struct composing *c)
{
	struct text span = TEXT_INIT;
	const char *kept;

	phrase_span(&span, (c->findings->n_weeks > 0 ? c->findings->n_weeks : 1) * WEEK);
	kept = keep(c, &span);
	text_finish(&span);
	return kept;
}

/* What changes are judged against. */
static const char *past_of(struct composing *c)
{
	if (c->findings->n_weeks >= FINDING_WEEKS || c->findings->n_weeks < 2)
		return phrase_text(c->findings->n_weeks < 2 ? PHRASE_PAST_NONE : PHRASE_PAST);
	return PHRASE_IN(c->arena, PHRASE_PAST_SHORT, { "span", span_of(c) });
}

static struct document_course course_of(struct composing *c, const struct finding *finding)
{
	struct document_course course = { .values = finding->course, .n = FINDING_WEEKS, .low = finding->usual_low, .high = finding->usual_high,
		.target = finding_wanted(finding, c->findings->to, NULL), .since = -1, .to = c->findings->to, .unit = finding->def->unit };
	int weeks = finding_weeks(finding, c->findings->to);
	struct text figure = TEXT_INIT;

	if (!finding->course)
		return (struct document_course){ .label = "", .range = "", .words = "" };
	if (weeks > 0 && weeks < FINDING_WEEKS)
		course.since = FINDING_WEEKS - weeks;
	phrase_subject(&figure, finding->def, finding->stat, finding->category);
	course.label = PHRASE_IN(c->arena, PHRASE_COURSE_LABEL, { "figure", figure.data }, { "span", span_of(c) }, { "value", value(c, finding->course[FINDING_WEEKS - 1],
		finding->def->unit) });
	put_words(c, &course);
	text_finish(&figure);
	return course;
}

/* "26 weeks: ▁▁▂▁▁▁▁█ (1.8–19 h)": the lowest and the highest week, a point where there is none; only weeks that the data hold. */
static const char *spark_of(struct composing *c, const struct document_course *course)
{
	static const char *const eighths[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	struct text spark = TEXT_INIT, range = TEXT_INIT;
	const char *text;
	size_t known = c->findings->n_weeks < (int)course->n ? (size_t)c->findings->n_weeks : course->n;
	double low, high;
	char weeks[24];

	if (!course->values || !extremes(course->values, course->n, &low, &high))
		return "";
	for (size_t i = course->n - known; i < course->n; i++)
		text_append(&spark, !isfinite(course->values[i]) ? "·" : eighths[high > low ? (int)(7.99 * (course->values[i] - low) / (high - low)) : 0]);
	phrase_range(&range, low, high, course->unit, NULL);
	snprintf(weeks, sizeof(weeks), "%zu", known);
	text = PHRASE_IN(c->arena, PHRASE_SPARK, { "n", weeks }, { "spark", spark.data }, { "range", range.data });
	text_finish(&range);
	text_finish(&spark);
	return text;
}

static const char *share_text(struct composing *c, double share)
{
	const char *text = isfinite(share) ? arena_printf(c->arena, "%.0f\u00a0%%", 100 * share) : "";

	return text ? text : "";
}

/* Declarations a week, before and now. */
static const char *volume(struct composing *c, const struct evidence_part *part)
{
	const char *text = part->n || part->base_n ? arena_printf(c->arena, "%s to %s", count(c, round(part->base_weekly)), count(c, round(part->weekly))) : "";

	return text ? text : "";
}

static void put_parts(struct composing *c, const struct finding *finding, const struct evidence *evidence, struct document_finding *out)
{
	for (size_t i = 0; i < evidence->n_parts && out->n_parts < DOCUMENT_PARTS; i++) {
		const struct evidence_part *part = &evidence->parts[i];

		if (fabs(part->share) < LEAST_SHARE)
			continue;
		out->parts[out->n_parts++] = (struct document_part){ .label = part->label, .base = value(c, part->base, finding->def->unit),
			.now = value(c, part->now, finding->def->unit), .n = volume(c, part),
			.share = share_text(c, part->share), .inner = share_text(c, part->performance) };
	}
}

static bool put_evidence(struct composing *c, size_t index, struct document_finding *out, struct err *err)
{
	struct evidence evidence;

	if (!evidence_load(c->env, c->findings, index, NULL, 0, c->arena, &evidence, err))
		return false;
	for (size_t i = 0; i < EVIDENCE_ANSWERS; i++)
		if (evidence.answers[i].text[0])	/* what nobody can answer is not asked */
			out->questions[out->n_questions++] = (struct document_question){ .text = phrase_text(evidence.answers[i].question),
				.answer = evidence.answers[i].text, .command = evidence.answers[i].command };
	put_parts(c, &c->findings->items[index], &evidence, out);
	return true;
}

static bool put_finding(struct composing *c, size_t index, bool with_evidence, struct err *err)
{
	const struct finding *finding = &c->findings->items[index];
	struct document_finding *out = &c->out->findings[c->out->n_findings];

	*out = (struct document_finding){ .mark = mark_of(finding), .claim = finding->claim, .cause = finding->cause, .size = finding->size,
		.certainty = finding->certainty, .owner = finding->verdict == KPI_BETTER ? "" : finding->owner, .course = course_of(c, finding),
		.reform = c->options->follow ? c->options->follow->reform[index] : "",
		.in_hand = c->options->follow ? c->options->follow->in_hand[index] : "" };
	out->spark = spark_of(c, &out->course);
	out->weeks = with_evidence ? weeks_text(c, &out->course) : "";
	c->told[c->out->n_findings++] = index;
	return !with_evidence || put_evidence(c, index, out, err);
}

void compose_more(size_t left, size_t good, struct text *out)
{
	char n[24], n_good[24];

	snprintf(n, sizeof(n), "%zu", left);
	snprintf(n_good, sizeof(n_good), "%zu", good);
	if (left == 1)
		text_append(out, phrase_text(good ? PHRASE_MORE_GOOD_1 : PHRASE_MORE_1));
	else if (left)
		PHRASE_PUT(out, good ? PHRASE_MORE_GOOD : PHRASE_MORE, { "n", n }, { "good", n_good });
}

static const char *more_in(struct arena *arena, size_t left, size_t good)
{
	struct text text = TEXT_INIT;
	const char *copy;

	compose_more(left, good, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}

static bool put_findings(struct composing *c, bool with_evidence, struct err *err)
{
	size_t told = 0, good = 0, left = 0;

	for (size_t i = 0; i < c->findings->n; i++) {
		bool is_good = c->findings->items[i].verdict == KPI_BETTER;

		if (is_good ? good == GOOD_MAX : told == NEWS_MAX) {
			left++;
			c->out->n_left_good += is_good;
			continue;
		}
		good += is_good;
		told += !is_good;
		if (!put_finding(c, i, with_evidence, err))
			return false;
	}
	c->out->n_left = left;
	c->out->more = more_in(c->arena, left, c->out->n_left_good);
	return true;
}

/* ---- steps */

static bool is_said(const struct findings *findings, const size_t *from, size_t n, const char *action)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(findings->items[from[i]].action, action) == 0)
			return true;
	return false;
}

size_t compose_steps(const struct findings *findings, size_t ret_from[DOCUMENT_STEPS])
{
	size_t n = 0;

	for (size_t i = 0; i < findings->n && n < DOCUMENT_STEPS; i++)
		if (findings->items[i].action[0] && !is_said(findings, ret_from, n, findings->items[i].action))
			ret_from[n++] = i;
	return n;
}

static void put_steps(struct composing *c)
{
	size_t from[DOCUMENT_STEPS], n = compose_steps(c->findings, from);

	for (size_t i = 0; i < n; i++) {
		const struct finding *finding = &c->findings->items[from[i]];
		size_t number = 0;

		for (size_t k = 0; k < c->out->n_findings; k++) {
			if (strcmp(c->findings->items[c->told[k]].action, finding->action) != 0)
				continue;
			c->out->findings[k].step = (int)c->out->n_steps + 1;
			number = number ? number : k + 1;
		}
		if (number)
			c->out->steps[c->out->n_steps++] = (struct document_step){ .text = finding->action, .owner = finding->owner, .finding = number };
	}
}

/* ---- what is due */

void compose_due_more(size_t left, struct text *out)
{
	char n[24];

	snprintf(n, sizeof(n), "%zu", left);
	if (left)
		PHRASE_PUT(out, left == 1 ? PHRASE_DUE_MORE_1 : PHRASE_DUE_MORE, { "n", n });
}

static const char *later_in(struct composing *c, size_t n)
{
	return PHRASE_IN(c->arena, n == 1 ? PHRASE_LATER_1 : PHRASE_LATER, { "n", count(c, (double)n) });
}

static void put_due(struct composing *c)
{
	const struct follow *follow = c->options->follow;
	struct text more = TEXT_INIT;
	size_t n;

	c->out->resting = c->out->due_more = "";
	if (!follow)
		return;
	if (follow->n_resting)
		c->out->resting = PHRASE_IN(c->arena, follow->n_resting == 1 ? PHRASE_RESTING_1 : PHRASE_RESTING, { "n", count(c, (double)follow->n_resting) });
	n = follow->n < DOCUMENT_DUE ? follow->n : DOCUMENT_DUE;
	for (size_t i = 0; i < n; i++)
		c->out->due[c->out->n_due++] = (struct document_due){ .text = follow->items[i].text, .owner = follow->items[i].owner,
			.when = follow->items[i].when, .figure = follow->items[i].figure, .outcome = follow->items[i].outcome, .late = follow->items[i].late };
	c->out->n_due_left = follow->n - n;
	compose_due_more(c->out->n_due_left, &more);
	c->out->due_more = more.len ? keep(c, &more) : follow->n_later ? later_in(c, follow->n_later) : "";
	text_finish(&more);
}

/* ---- figures */

static const struct kpi_row *tile(const struct findings *findings, const char *id, const char *category)
{
	for (size_t i = 0; i < findings->n_tiles; i++) {
		const struct kpi_row *row = &findings->tiles[i];

		if (strcmp(row->def->id, id) == 0 && strcmp(row->stat, row->def->headline) == 0 &&
		    (category ? row->n_dims == 1 && strcmp(row->dims[0].value, category) == 0 : row->n_dims == 0))
			return row;
	}
	return NULL;
}

static const double *weeks_of(const struct findings *findings, const char *id, const char *category)
{
	for (size_t i = 0; i < findings->n_courses; i++)
		if (strcmp(findings->courses[i].def->id, id) == 0 && (!category) == (!findings->courses[i].category) &&
		    (!category || strcmp(category, findings->courses[i].category) == 0))
			return findings->courses[i].weeks;
	return NULL;
}

static const char *against(struct composing *c, const struct kpi_row *row)
{
	bool band = !isnan(row->target_low) && !isnan(row->target_high), usual = !isnan(row->usual_low) && !isnan(row->usual_high);
	struct text range = TEXT_INIT;
	const char *text = "";

	if (band)
		phrase_range(&range, row->target_low, row->target_high, row->def->unit, NULL);
	else if (!isnan(row->target))
		phrase_value(&range, row->target, row->def->unit, NULL);
	else if (usual)
		phrase_range(&range, row->usual_low, row->usual_high, row->def->unit, NULL);
	if (range.len)
		text = PHRASE_IN(c->arena, band ? PHRASE_BY_BAND : !isnan(row->target) ? PHRASE_BY_TARGET : PHRASE_BY_USUAL, { "value", range.data });
	text_finish(&range);
	return text;
}

/* The limits of an individuals chart over the weeks before the last; of times on a log scale, since they are skewed. */
static void limits(const double *weeks, enum kpi_unit unit, struct document_course *course)
{
	double past[FINDING_WEEKS], centre, low, high;
	bool logs = unit == KPI_HOURS;

	course->low = course->high = NAN;
	for (size_t i = 0; i + 1 < FINDING_WEEKS; i++)
		past[i] = logs ? (weeks[i] > 0 ? log(weeks[i]) : NAN) : weeks[i];
	if (!stats_xmr(past, FINDING_WEEKS - 1, &centre, &low, &high))
		return;
	course->low = logs ? exp(low) : fmax(low, 0);
	course->high = logs ? exp(high) : unit == KPI_ONE ? fmin(high, fmax(1, centre)) : high;
}

static struct document_course figure_course(struct composing *c, const struct kpi_row *row, const char *category, const char *name)
{
	struct document_course course = { .n = FINDING_WEEKS, .since = -1, .to = c->findings->to, .unit = row->def->unit, .target = NAN, .label = "",
		.range = "", .words = "" };

	course.values = weeks_of(c->findings, row->def->id, category);
	if (!course.values)
		return course;
	limits(course.values, row->def->unit, &course);
	/* A week of a sum is no month of it: its target is another. */
	if (row->def->unit == KPI_HOURS || row->def->unit == KPI_ONE || row->def->unit == KPI_TIMES)
		course.target = kpi_wanted(row->value, row->target, row->target_low, row->target_high, NULL);
	course.label = PHRASE_IN(c->arena, PHRASE_COURSE_LABEL, { "figure", name }, { "span", span_of(c) }, { "value", value(c, course.values[FINDING_WEEKS - 1], row->def->unit) });
	put_words(c, &course);
	return course;
}

static const char *figure_since(struct composing *c, const char *name, int32_t from)
{
	struct text day = TEXT_INIT;
	const char *text;

	phrase_day(&day, from, PHRASE_DATE);
	text = PHRASE_IN(c->arena, PHRASE_FIGURE_SINCE, { "figure", name }, { "day", day.data });
	text_finish(&day);
	return text;
}

static const char *figure_name(struct composing *c, const struct kpi_row *row, const char *category)
{
	const char *name = row->def->short_title;

	if (category)
		return PHRASE_IN(c->arena, PHRASE_FIGURE_AGED, { "figure", name });
	/* To date: of other days than the figures beside it. */
	if (row->from != TIME_DAY_NONE && row->from != c->findings->from && row->def->cohort != KPI_AT_STOCK)
		return figure_since(c, name, row->from);
	return strcmp(row->stat, "p50") == 0 ? PHRASE_IN(c->arena, PHRASE_FIGURE_MEDIAN, { "figure", name }) : name;
}

/* A word for a figure; a colour only once it has held for two periods, as on the screens. */
static void put_verdict(const struct kpi_row *row, struct document_figure *out)
{
	bool is_new = row->before != KPI_UNKNOWN && row->before != row->status;

	switch (row->status) {
	case KPI_WORSE:
		out->verdict = phrase_text(is_new ? PHRASE_WORSE_NEW : PHRASE_WORSE);
		out->mark = is_new ? MARK_WARNED : MARK_WORSE;
		break;
	case KPI_BETTER:
		out->verdict = phrase_text(is_new ? PHRASE_BETTER_NEW : PHRASE_BETTER);
		out->mark = is_new ? MARK_USUAL : MARK_BETTER;
		break;
	default:
		out->verdict = phrase_text(row->status == KPI_USUAL ? PHRASE_USUAL : PHRASE_UNKNOWN);
		out->mark = row->status == KPI_USUAL ? MARK_USUAL : MARK_NONE;
	}
}

static void put_figures(struct composing *c)
{
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		const struct kpi_row *row = tile(c->findings, figures[i].id, figures[i].category);
		struct document_figure *out = &c->out->figures[c->out->n_figures];

		if (!row || isnan(row->value))
			continue;
		*out = (struct document_figure){ .name = figure_name(c, row, figures[i].category), .value = value(c, row->value, row->def->unit),
			.against = against(c, row) };
		put_verdict(row, out);
		out->course = figure_course(c, row, figures[i].category, out->name);
		c->out->n_figures++;
	}
}

/* ---- the frame */

static void put_terms(struct composing *c)
{
	struct document *out = c->out;

	out->terms[out->n_terms++] = (struct document_term){ .name = "", .meaning = phrase_text(PHRASE_MEDIAN_IS) };
	out->terms[out->n_terms++] = (struct document_term){ .name = "", .meaning = phrase_text(PHRASE_USUAL_IS) };
	for (size_t i = 0; i < out->n_figures; i++) {
		if (out->figures[i].mark != MARK_NONE)
			continue;
		out->terms[out->n_terms++] = (struct document_term){ .name = "", .meaning = phrase_text(PHRASE_NO_VERDICT_IS) };
		break;
	}
	if (c->options->synthetic)
		out->terms[out->n_terms++] = (struct document_term){ .name = "", .meaning = phrase_text(PHRASE_SYNTHETIC_IS) };
	out->n_short_terms = out->n_terms;
	out->terms[out->n_terms++] = (struct document_term){ .name = phrase_text(PHRASE_HEAD_INNER), .meaning = phrase_text(PHRASE_INNER_IS) };
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]) && out->n_terms < DOCUMENT_TERMS; i++) {
		const struct kpi_row *row = tile(c->findings, figures[i].id, figures[i].category);

		if (row && !isnan(row->value))
			out->terms[out->n_terms++] = (struct document_term){ .name = row->def->title, .meaning = row->def->definition };
	}
}

int32_t compose_newest(const struct kpi_env *env)
{
	int32_t first, registered, released;
	bool has_registered = cube_span(env->cube, CUBE_AT_REGISTERED, &first, &registered);

	if (!cube_span(env->cube, CUBE_AT_RELEASED, &first, &released))
		return has_registered ? registered : TIME_DAY_NONE;
	return !has_registered || released > registered ? released : registered;
}

/* The brief of the last day there is does not know that the next ones did not come: whoever reads it should. */
static void put_age(struct composing *c, struct text *out)
{
	int32_t newest = compose_newest(c->env), today = time_day_of(c->env->now);
	struct text day = TEXT_INIT, span = TEXT_INIT;

	if (newest == TIME_DAY_NONE || c->findings->to < newest || today - newest < OLD_DAYS)
		return;
	phrase_day(&day, newest, PHRASE_DATE);
	phrase_span(&span, today - newest);
	text_append(out, out->len ? " " : "");
	PHRASE_PUT(out, PHRASE_OLD_DATA, { "day", day.data }, { "span", span.data });
	text_finish(&day);
	text_finish(&span);
}

/* "8 worse, 2 better": what there is none of is not said. */
static void put_summary(struct composing *c)
{
	static const struct {
		enum kpi_status status;
		enum phrase phrase;
	} parts[] = { { KPI_WORSE, PHRASE_SUMMARY_WORSE }, { KPI_BETTER, PHRASE_SUMMARY_BETTER }, { KPI_UNKNOWN, PHRASE_SUMMARY_CHANGED } };
	size_t n[KPI_WORSE + 1] = { 0 };
	struct text text = TEXT_INIT;

	for (size_t i = 0; i < c->findings->n; i++)
		n[c->findings->items[i].verdict]++;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (n[parts[i].status] == 0)
			continue;
		text_append(&text, text.len ? ", " : "");
		PHRASE_PUT(&text, parts[i].phrase, { "n", count(c, (double)n[parts[i].status]) });
	}
	text_append(&text, text.len ? "." : "");
	put_age(c, &text);
	c->out->summary = keep(c, &text);
	text_finish(&text);
}

/* Nothing, or nothing that could be told. */
static void put_nothing(struct composing *c)
{
	struct text span = TEXT_INIT;
	int32_t first, last;

	if (c->findings->n == 0)
		c->out->nothing = phrase_text(c->options->follow && c->options->follow->n_resting ? PHRASE_NOTHING_ELSE_CHANGED : PHRASE_NOTHING_CHANGED);
	if (!cube_span(c->env->cube, CUBE_AT_REGISTERED, &first, &last) || (c->findings->to - first + 1) / WEEK >= ENOUGH_WEEKS)
		return;
	phrase_span(&span, c->findings->to - first + 1);
	c->out->nothing = PHRASE_IN(c->arena, PHRASE_TOO_SHORT, { "span", span.failed ? "" : span.data });
	text_finish(&span);
}

static void put_frame(struct composing *c)
{
	struct text date = TEXT_INIT, from = TEXT_INIT, to = TEXT_INIT;
	const char *scope = width_safe(c->options->scope ? c->options->scope : "", c->arena), *fingerprint = c->options->fingerprint;
	char alarms[24];

	phrase_day(&date, c->findings->to, PHRASE_DATE_LONG);
	phrase_day(&from, c->findings->from, PHRASE_DATE_LONG);
	phrase_day(&to, c->findings->to, PHRASE_DATE_LONG);
	c->out->title = phrase_text(PHRASE_TITLE);
	c->out->banner = c->options->synthetic ? phrase_text(PHRASE_TITLE_SYNTHETIC) : "";
	c->out->date = keep(c, &date);
	c->out->subtitle = PHRASE_IN(c->arena, PHRASE_SUBTITLE, { "scope", scope },
		{ "past", past_of(c) });
	c->out->head_course = PHRASE_IN(c->arena, PHRASE_HEAD_COURSE, { "span", span_of(c) });
	c->out->summary = c->out->nothing = c->out->more = "";
	c->out->made = c->env->now;
	snprintf(alarms, sizeof(alarms), "%.1f", c->findings->false_alarms);
	c->out->alarms = c->findings->n_charts == 0 ? "" : PHRASE_IN(c->arena, PHRASE_FALSE_ALARMS, { "charts", count(c, (double)c->findings->n_charts) },
		{ "alarms", alarms });
	c->out->foot = PHRASE_IN(c->arena, PHRASE_FOOT, { "scope", scope }, { "from", from.data }, { "to", to.data },
		{ "fingerprint", fingerprint && fingerprint[0] ? fingerprint : "–" }, { "version", TIDEWAITER_VERSION });
	text_finish(&date);
	text_finish(&from);
	text_finish(&to);
}

bool compose(const struct kpi_env *env, const struct findings *findings, const struct report_options *options, bool with_evidence,
	struct document *ret_document, struct err *err)
{
	struct composing c = { .env = env, .findings = findings, .options = options, .out = ret_document, .arena = &ret_document->arena };

	memset(ret_document, 0, sizeof(*ret_document));
	arena_init(&ret_document->arena);
	c.currency = arena_strdup(c.arena, kpi_currency(env));
	if (options->follow)
		c.findings = &options->follow->findings;
	put_frame(&c);
	put_summary(&c);
	put_nothing(&c);
	if (!put_findings(&c, with_evidence, err))
		return false;
	put_steps(&c);
	put_due(&c);
	put_figures(&c);
	put_terms(&c);
	return true;
}

void compose_finish(struct document *document)
{
	arena_finish(&document->arena);
}
