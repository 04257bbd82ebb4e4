/* review.c - an interrupted time series of weeks that begin on the weekday of the decision, so that no week is half before and half
 * after. Judged by stats/impact.h, which sets the course before (level, trend, memory) against the time after, and asks the days
 * on which nothing began. Of other posts it knows nothing: that is the Reform view's. */
#include "review.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "stats/impact.h"

enum { WEEK = 7 };

int32_t review_start(const struct note *note)
{
	if (note->state == NOTE_WITHDRAWN)
		return TIME_DAY_NONE;
	return note->kind == NOTE_DECISION ? note->on : note->kind == NOTE_ACTION && note->state == NOTE_DONE ? note->closed : TIME_DAY_NONE;
}

struct span {
	int32_t from, to;
};

/* The figure of some days in the scope of the note; NULL where there is none. */
static bool figure_of(const struct panel_context *context, const struct note_about *about, struct span days, struct arena *arena,
	const struct kpi_row **ret_row, struct err *err)
{
	const char *ids[] = { about->kpi };
	struct figures_query query = { .ids = ids, .n_ids = 1, .from = days.from, .to = days.to };
	struct figures figures = { 0 };

	if (!figures_load(context, &query, arena, &figures, err))
		return false;
	*ret_row = figures_get(&figures, about->kpi, about->stat[0] ? about->stat : NULL, about->category[0] ? about->category : NULL);
	return true;
}

struct weeks {
	double values[REVIEW_BEFORE + REVIEW_AFTER];
	size_t n, start;
	struct span first, last;	/* all days before, and after */
};

/* One scan for all weeks, where the figure has a course. */
static bool load_course(const struct panel_context *context, const struct note_about *about, struct arena *arena, struct weeks *weeks,
	bool *ret_found, struct err *err)
{
	const struct kpi_def *def = kpi_find(about->kpi);
	struct kpi_row *rows = NULL;
	struct kpi_query query;
	size_t n = 0;

	*ret_found = false;
	if (weeks->n < 2 || (about->stat[0] && strcmp(about->stat, def->headline) != 0) || about->category[0])
		return true;
	if (!scope_query(context->scope, arena, &query, err))
		return false;
	query.to = weeks->first.from + (int32_t)weeks->n * WEEK - 1;
	query.from = query.to - WEEK + 1;
	query.without_status = true;
	query.points = (int)weeks->n;
	query.step = WEEK;
	if (!kpi_evaluate(context->env, &def, 1, &query, arena, &rows, &n, err))
		return false;
	*ret_found = n == 1 && rows[0].course;
	for (size_t i = 0; *ret_found && i < weeks->n; i++)
		weeks->values[i] = rows[0].course[weeks->n - 1 - i].value;
	return true;
}

static bool load_weeks(const struct panel_context *context, const struct note *note, int32_t start, int32_t end, struct arena *arena,
	struct weeks *weeks, struct err *err)
{
	int32_t first = context->scope->first_day, before = (start - first) / WEEK, after = (end - start + 1) / WEEK;
	bool found;

	before = before > REVIEW_BEFORE ? REVIEW_BEFORE : before < 0 ? 0 : before;
	after = after > REVIEW_AFTER ? REVIEW_AFTER : after < 0 ? 0 : after;
	*weeks = (struct weeks){ .n = (size_t)(before + after), .start = (size_t)before,
		.first = { start - before * WEEK, start - 1 }, .last = { start, start + after * WEEK - 1 } };
	if (!load_course(context, &note->about, arena, weeks, &found, err))
		return false;
	for (size_t i = 0; i < weeks->n && !found; i++) {
		int32_t from = weeks->first.from + (int32_t)i * WEEK;
		const struct kpi_row *row = NULL;

		if (!figure_of(context, &note->about, (struct span){ from, from + WEEK - 1 }, arena, &row, err))
			return false;
		weeks->values[i] = row ? row->value : NAN;
	}
	return true;
}

static const char *days_text(struct span days, struct arena *arena)
{
	struct panel_scope scope = { .grain = PANEL_SPAN, .from = days.from, .to = days.to };
	struct text text = TEXT_INIT;
	const char *copy;

	scope_text(&scope, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}

/* "31.4 h, 95 % interval 30.1–32.6, n 1 204, 28 May–25 Nov 2026" */
static const char *figure_text(const struct kpi_row *row, struct span days, struct arena *arena)
{
	const char *interval = row ? figures_interval(row, arena) : "", *text;

	if (!row)
		return "nothing was counted";
	text = arena_printf(arena, "%s%s%s, n %s, %s", figures_value(row, arena), interval[0] ? ", 95 % interval " : "", interval,
		figures_count(row->n, arena), days_text(days, arena));
	return text ? text : "";
}

static bool logs_fit(const struct weeks *weeks, enum kpi_unit unit)
{
	for (size_t i = 0; i < weeks->n; i++)
		if (weeks->values[i] <= 0)
			return false;
	return unit == KPI_HOURS || unit == KPI_MONEY;
}

static const char *signed_number(double value, enum kpi_unit unit, struct arena *arena)
{
	const char *text = arena_printf(arena, "%s%s", value < 0 ? "−" : "+", figures_number(fabs(value), unit, arena));

	return text ? text : "";
}

static const char *unit_word(enum kpi_unit unit)
{
	return unit == KPI_HOURS ? " h" : unit == KPI_ONE ? " points" : "";
}

/* What the weeks allow to be said, the most careful first. */
static void put_words(const struct stats_impact *impact, const struct kpi_def *def, struct arena *arena, struct review *out)
{
	size_t after = impact->after;
	bool up = impact->effect > 0, good = def->better == KPI_HIGHER ? up : !up;
	const char *weeks = arena_printf(arena, "%zu %s", after, after == 1 ? "week" : "weeks"), *text = NULL;

	out->glyph = "·";
	out->role = CANVAS_VALUE;
	switch (impact->state) {
	case STATS_IMPACT_BEFORE_SHORT:
		text = arena_printf(arena, "Cannot be judged: %zu weeks before it have the figure, and %zu are needed to know what is usual.",
			impact->before, impact->need_before);
		break;
	case STATS_IMPACT_AFTER_SHORT:
		text = arena_printf(arena, "Too early to tell: %s since, and at least %zu are needed.", weeks, impact->need_after);
		break;
	case STATS_IMPACT_TOLD:
		if (!stats_impact_is_real(impact)) {
			text = arena_printf(arena, "Cannot be told apart from chance: in the %s since, the figure did no more than it does when nothing "
				"begins.", weeks);
			break;
		}
		out->glyph = def->better == KPI_BAND ? "·" : good ? "✓" : "✗";
		out->role = def->better == KPI_BAND ? CANVAS_VALUE : good ? CANVAS_GOOD : CANVAS_BAD;
		text = arena_printf(arena, "%s, and more than chance: in the %s since it is %s than its course before led to expect.",
			def->better == KPI_BAND ? "Changed" : good ? "Better" : "Worse", weeks, up ? "higher" : "lower");
		break;
	default:
		text = "Cannot be judged: season, trend and change cannot be told from each other here.";
	}
	out->sentence = text ? text : "";
}

static void put_effect(const struct stats_impact *impact, const struct kpi_def *def, struct arena *arena, struct review *review)
{
	if (impact->state != STATS_IMPACT_TOLD)
		return;
	review->effect = arena_printf(arena, "%s%s, 95 %% interval %s to %s; expected %s, was %s", signed_number(impact->effect, def->unit, arena),
		unit_word(def->unit), signed_number(impact->low, def->unit, arena), signed_number(impact->high, def->unit, arena),
		figures_number(impact->mean_expected, def->unit, arena), figures_number(impact->mean_after, def->unit, arena));
}

static bool judge(struct weeks *weeks, const struct kpi_def *def, struct arena *arena, struct review *review, struct err *err)
{
	struct stats_impact_options options = { .start = weeks->start, .logarithms = logs_fit(weeks, def->unit) };
	struct stats_impact impact = { .before = weeks->start, .after = weeks->n - weeks->start };

	if (weeks->n == 0) {
		review->sentence = "Cannot be judged: the data has no week beside it.";
		return true;
	}
	if (!stats_impact(weeks->values, weeks->n, &options, arena, &impact))
		return err_memory(err);
	put_words(&impact, def, arena, review);
	put_effect(&impact, def, arena, review);
	return review->effect || err_memory(err);
}

static bool put_history(const struct weeks *weeks, const struct kpi_def *def, const struct note *note, int32_t start, struct arena *arena,
	struct review *review, struct err *err)
{
	double *values = arena_array(arena, weeks->n + 1, sizeof(*values));
	struct history_mark *marks = arena_array(arena, 1, sizeof(*marks));

	if (!values || !marks)
		return err_memory(err);
	memcpy(values, weeks->values, weeks->n * sizeof(*values));
	marks[0] = (struct history_mark){ .day = start, .text = arena_strdup(arena, note->text) };
	review->history = (struct history){ .title = figures_title(def, note->about.stat[0] ? note->about.stat : NULL, note->about.category, arena),
		.span = days_text((struct span){ weeks->first.from, weeks->last.to >= start ? weeks->last.to : start - 1 }, arena),
		.values = values, .n = weeks->n, .first_day = weeks->first.from, .step_days = WEEK, .unit = history_unit(def->unit), .target = NAN,
		.marks = marks, .n_marks = marks[0].text != NULL };
	history_limits(&review->history, weeks->start);
	return true;
}

bool review_load(const struct panel_context *context, const struct note *note, struct arena *arena, struct review *ret_review,
	struct err *err)
{
	const struct kpi_def *def = kpi_find(note->about.kpi);
	int32_t start = review_start(note), end = context->scope->last_day;
	struct review review = { .before = "", .after = "", .effect = "", .glyph = "", .sentence = "", .start = start };
	const struct kpi_row *before = NULL, *after = NULL;
	struct weeks weeks;

	*ret_review = review;
	if (!def || start == TIME_DAY_NONE || end == TIME_DAY_NONE || !figures_has_trend(note->about.kpi))
		return true;
	if (note->review != TIME_DAY_NONE && note->review < end)
		end = note->review;
	review.end = end;
	if (!load_weeks(context, note, start, end, arena, &weeks, err))
		return false;
	if (weeks.start > 0 && !figure_of(context, &note->about, weeks.first, arena, &before, err))
		return false;
	if (weeks.n > weeks.start && !figure_of(context, &note->about, weeks.last, arena, &after, err))
		return false;
	review.told = before && after;
	review.before = figure_text(before, weeks.first, arena);
	review.after = weeks.n > weeks.start ? figure_text(after, weeks.last, arena) : "not a whole week yet";
	if (!judge(&weeks, def, arena, &review, err) || (weeks.n && !put_history(&weeks, def, note, start, arena, &review, err)))
		return false;
	*ret_review = review;
	return true;
}
