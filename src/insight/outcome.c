/* outcome.c - see outcome.h. */
#include "insight/outcome.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "insight/phrases.h"
#include "insight/reform.h"
#include "note_query.h"
#include "window.h"

enum { WEEK = 7 };

struct asking {
	const struct kpi_env *env;
	const struct note *note;
	struct kpi_query query;
	const char *stat, *category;
	struct arena *arena;
	struct outcome *out;
};

int32_t outcome_start(const struct note *note)
{
	if (note->state == NOTE_WITHDRAWN)
		return TIME_DAY_NONE;
	return note->kind == NOTE_DECISION ? note->on : note->kind == NOTE_ACTION && note->state == NOTE_DONE ? note->closed : TIME_DAY_NONE;
}

/* NULL where there is none. */
static bool figure_of(const struct asking *a, struct outcome_span days, const struct kpi_row **ret_row, struct err *err)
{
	struct kpi_query query = a->query;
	struct kpi_row *rows;
	size_t n;

	query.from = days.from;
	query.to = days.to;
	query.without_status = true;
	if (!kpi_evaluate(a->env, &a->out->def, 1, &query, a->arena, &rows, &n, err))
		return false;
	*ret_row = window_row(rows, n, a->out->def, a->stat, a->category);
	return true;
}

/* One scan for all weeks, where the figure has a course. */
static bool load_course(const struct asking *a, bool *ret_found, struct err *err)
{
	struct outcome *out = a->out;
	struct kpi_query query = a->query;
	struct kpi_row *rows = NULL;
	size_t n = 0;

	*ret_found = false;
	if (out->n < 2 || strcmp(a->stat, out->def->headline) != 0 || a->category)
		return true;
	query.to = out->first.from + (int32_t)out->n * WEEK - 1;
	query.from = query.to - WEEK + 1;
	query.without_status = true;
	query.points = (int)out->n;
	query.step = WEEK;
	if (!kpi_evaluate(a->env, &out->def, 1, &query, a->arena, &rows, &n, err))
		return false;
	*ret_found = n == 1 && rows[0].course;
	for (size_t i = 0; *ret_found && i < out->n; i++)
		out->values[i] = rows[0].course[out->n - 1 - i].value;
	return true;
}

static bool load_weeks(const struct asking *a, int32_t first, int32_t end, struct err *err)
{
	struct outcome *out = a->out;
	int32_t before = (out->start - first) / WEEK, after = (end - out->start + 1) / WEEK;
	bool found;

	before = before > OUTCOME_BEFORE ? OUTCOME_BEFORE : before < 0 ? 0 : before;
	after = after > OUTCOME_AFTER ? OUTCOME_AFTER : after < 0 ? 0 : after;
	out->n = (size_t)(before + after);
	out->n_before = (size_t)before;
	out->first = (struct outcome_span){ out->start - before * WEEK, out->start - 1 };
	out->last = (struct outcome_span){ out->start, out->start + after * WEEK - 1 };
	out->values = arena_array(a->arena, out->n + 1, sizeof(*out->values));
	if (!out->values)
		return err_memory(err);
	if (!load_course(a, &found, err))
		return false;
	for (size_t i = 0; i < out->n && !found; i++) {
		int32_t from = out->first.from + (int32_t)i * WEEK;
		const struct kpi_row *row = NULL;

		if (!figure_of(a, (struct outcome_span){ from, from + WEEK - 1 }, &row, err))
			return false;
		out->values[i] = row ? row->value : NAN;
	}
	return true;
}

static bool logs_fit(const struct outcome *out)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->values[i] <= 0)
			return false;
	return out->def->unit == KPI_HOURS || out->def->unit == KPI_MONEY;
}

static const char *weeks_in(size_t n, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_span(&text, (int32_t)n * WEEK);
	kept = arena_strdup(arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

/* What the weeks allow to be said, the most careful first. */
static const char *sentence_of(const struct asking *a)
{
	const struct stats_impact *impact = &a->out->impact;
	bool up = impact->effect > 0;
	char need[24], have[24];
	enum phrase phrase;

	switch (impact->state) {
	case STATS_IMPACT_BEFORE_SHORT:
		phrase = PHRASE_OUTCOME_NO_PAST;
		break;
	case STATS_IMPACT_AFTER_SHORT:
		phrase = impact->after ? PHRASE_OUTCOME_EARLY : PHRASE_OUTCOME_EARLY_NONE;
		break;
	case STATS_IMPACT_TOLD:
		phrase = a->out->verdict == KPI_USUAL ? PHRASE_OUTCOME_CHANCE : a->out->verdict == KPI_BETTER ? PHRASE_OUTCOME_BETTER :
			a->out->verdict == KPI_WORSE ? PHRASE_OUTCOME_WORSE : PHRASE_OUTCOME_CHANGED;
		break;
	default:
		phrase = PHRASE_OUTCOME_SEASON;
	}
	return PHRASE_IN(a->arena, phrase, { "weeks", impact->after ? weeks_in(impact->after, a->arena) : "" },
		{ "direction", phrase_text(up ? PHRASE_REFORM_HIGHER : PHRASE_REFORM_LOWER) },
		{ "have", phrase_number((int)impact->before, have) },
		{ "need", phrase_number((int)(impact->state == STATS_IMPACT_AFTER_SHORT ? impact->need_after : impact->need_before), need) });
}

static bool judge(const struct asking *a, struct err *err)
{
	struct outcome *out = a->out;
	struct stats_impact_options options = { .start = out->n_before, .logarithms = logs_fit(out) };
	bool up;

	if (out->n == 0) {
		out->sentence = phrase_text(PHRASE_OUTCOME_NO_WEEK);
		return true;
	}
	out->impact = (struct stats_impact){ .before = out->n_before, .after = out->n - out->n_before };
	if (!stats_impact(out->values, out->n, &options, a->arena, &out->impact))
		return err_memory(err);
	up = out->impact.effect > 0;
	if (out->impact.state == STATS_IMPACT_TOLD)
		out->verdict = !stats_impact_is_real(&out->impact) ? KPI_USUAL : out->def->better == KPI_BAND ? KPI_UNKNOWN :
			up == (out->def->better == KPI_HIGHER) ? KPI_BETTER : KPI_WORSE;
	out->sentence = sentence_of(a);
	return true;
}

static bool ask(struct asking *a, int32_t first_day, int32_t end, struct err *err)
{
	struct outcome *out = a->out;
	struct reforms reforms;

	if (!load_weeks(a, first_day, end, err))
		return false;
	if (out->n_before > 0 && !figure_of(a, out->first, &out->before, err))
		return false;
	if (out->n > out->n_before && !figure_of(a, out->last, &out->after, err))
		return false;
	if (!judge(a, err) || !reforms_of(a->env, end, out->def, a->category, note_office(&a->note->about), a->arena, &reforms, err))
		return false;
	if (reforms.n)
		out->reform = reform_quote(&reforms.items[0], a->arena);
	return true;
}

const char *outcome_word(const struct outcome *outcome)
{
	if (outcome->start == TIME_DAY_NONE || outcome->n == 0)
		return "";
	if (outcome->impact.state == STATS_IMPACT_AFTER_SHORT)
		return phrase_text(PHRASE_OUTCOME_WORD_EARLY);
	if (outcome->impact.state != STATS_IMPACT_TOLD)
		return "";
	return phrase_text(outcome->verdict == KPI_BETTER ? PHRASE_BETTER : outcome->verdict == KPI_WORSE ? PHRASE_WORSE :
		outcome->verdict == KPI_USUAL ? PHRASE_OUTCOME_WORD_CHANCE : PHRASE_OUTCOME_WORD_CHANGED);
}

bool outcome_load(const struct kpi_env *env, const struct note *note, int32_t first_day, int32_t last_day, struct arena *arena,
	struct outcome *ret_outcome, struct err *err)
{
	const struct kpi_def *def = kpi_find(note->about.kpi);
	int32_t end = note->review != TIME_DAY_NONE && note->review < last_day ? note->review : last_day;
	struct asking a = { .env = env, .note = note, .arena = arena, .out = ret_outcome };
	bool known;

	*ret_outcome = (struct outcome){ .start = TIME_DAY_NONE, .def = def, .sentence = "", .reform = "", .verdict = KPI_UNKNOWN };
	/* How old records are is known of this moment alone. */
	if (!def || last_day == TIME_DAY_NONE || outcome_start(note) == TIME_DAY_NONE || strcmp(def->id, "data_freshness") == 0)
		return true;
	if (!note_query(&note->about, arena, &a.query, &known, err))
		return false;
	if (!known)
		return true;
	ret_outcome->start = outcome_start(note);
	a.stat = note->about.stat[0] ? note->about.stat : def->headline;
	a.category = note->about.category[0] ? note->about.category : NULL;
	return ask(&a, first_day, end, err);
}
