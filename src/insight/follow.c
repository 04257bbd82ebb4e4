/* follow.c - see follow.h. A figure is asked for twice, over the days that were looked at and over as many now, and judged as the screens judge
 * a comparison: better or worse only beyond chance. */
#include "insight/follow.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "base/width.h"
#include "insight/outcome.h"
#include "insight/phrases.h"
#include "insight/rest.h"
#include "insight/reform.h"
#include "note_query.h"
#include "phrase.h"
#include "store/rows.h"
#include "window.h"

enum { IN_HAND = 2 };		/* actions told beside a finding; more are counted */

struct following {
	const struct kpi_env *env;
	const struct notes *notes;
	const char *currency;
	int32_t to, today;
	struct arena *arena;
	struct follow *out;
};

static const char *keep(struct following *f, struct text *text)
{
	const char *kept = text->failed ? NULL : arena_strdup(f->arena, text->data);

	text_finish(text);
	return kept ? kept : "";
}

/* ---- findings: what rests, what is in hand */

void follow_about(const struct finding *finding, struct note_about *ret_about)
{
	*ret_about = (struct note_about){ .kpi = finding->def->id, .stat = finding->stat, .category = finding->category, .value = NAN };
	if (finding->office)
		ret_about->filters[ret_about->n_filters++] = (struct note_filter){ "office", finding->office };
	if (finding->lane)
		ret_about->filters[ret_about->n_filters++] = (struct note_filter){ "lane", finding->lane };
}

static bool is_noted(void *closure, const struct finding *finding, double size)
{
	const struct following *f = closure;
	struct note_about about;

	follow_about(finding, &about);
	return notes_rest(f->notes, &about, size, f->today) != NULL;
}

/* As on the screens: what is worse can rest, good news is told. */
static bool rests(struct following *f, const struct finding *finding)
{
	return finding->verdict == KPI_WORSE && f->notes && finding_rests(f->env, NULL, 0, finding, f->to, is_noted, f);
}

static bool is_open(const struct note *note)
{
	return note->kind == NOTE_ACTION && note->state == NOTE_OPEN;
}

static const char *day_in(struct following *f, int32_t day)
{
	struct text text = TEXT_INIT;

	phrase_day(&text, day, PHRASE_DATE);
	return keep(f, &text);
}

static const char *owner_in(struct following *f, const struct note *note)
{
	const char *both = note->owner[0] && note->department[0] ? ", " : "";

	return width_safe(arena_printf(f->arena, "%s%s%s", note->owner, both, note->department), f->arena);
}

static const char *when_in(struct following *f, const struct note *note, int32_t day)
{
	bool review = note->kind == NOTE_DECISION;
	struct text span = TEXT_INIT;
	const char *text;

	phrase_span(&span, day < f->today ? f->today - day : 1);
	text = PHRASE_IN(f->arena, day < f->today ? review ? PHRASE_REVIEW_SINCE : PHRASE_DUE_SINCE : day == f->today ?
		review ? PHRASE_REVIEW_TODAY : PHRASE_DUE_TODAY : review ? PHRASE_REVIEW_ON : PHRASE_DUE_ON, { "day", day_in(f, day) },
		{ "span", span.data });
	text_finish(&span);
	return text;
}

/* What is written may end as a sentence does; it stands in one. */
static const char *unstopped(struct following *f, const char *s)
{
	size_t n = strlen(s);
	const char *text = n && s[n - 1] == '.' ? arena_strndup(f->arena, s, n - 1) : s;

	return text ? text : "";
}

static void put_in_hand(struct following *f, const struct note *note, struct text *out)
{
	const char *owner = owner_in(f, note), *due = note->due == TIME_DAY_NONE ? "" : when_in(f, note, note->due);

	text_append(out, out->len ? " " : "");
	PHRASE_PUT(out, owner[0] ? due[0] ? PHRASE_IN_HAND : PHRASE_IN_HAND_OWNER : due[0] ? PHRASE_IN_HAND_DUE : PHRASE_IN_HAND_ALONE,
		{ "text", unstopped(f, width_safe(note->text, f->arena)) }, { "owner", owner }, { "when", due });
}

static const char *in_hand(struct following *f, const struct finding *finding)
{
	struct text text = TEXT_INIT;
	struct note_about about;
	size_t n = 0;
	char more[24];

	follow_about(finding, &about);
	for (size_t i = 0; i < notes_count(f->notes); i++)
		if (is_open(notes_at(f->notes, i)) && notes_same_figure(&notes_at(f->notes, i)->about, &about) && n++ < IN_HAND)
			put_in_hand(f, notes_at(f->notes, i), &text);
	if (n > IN_HAND) {
		snprintf(more, sizeof(more), "%zu", n - IN_HAND);
		text_put(&text, ' ');
		PHRASE_PUT(&text, n == IN_HAND + 1 ? PHRASE_LATER_1 : PHRASE_LATER, { "n", more });
	}
	return keep(f, &text);
}

/* One that is on its review is the finding itself. */
static bool reform_beside(struct following *f, const struct finding *finding, const char **ret_text, struct err *err)
{
	struct reforms reforms;

	*ret_text = "";
	if (finding->review || finding->lane || finding->broker || finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE)
		return true;
	if (!reforms_of(f->env, f->to, finding->def, finding->category, finding->office, f->arena, &reforms, err))
		return false;
	if (reforms.n)
		*ret_text = reform_quote(&reforms.items[0], f->arena);
	return true;
}

static bool choose(struct following *f, const struct findings *all, bool with_all, struct err *err)
{
	struct finding *items = arena_array(f->arena, all->n + 1, sizeof(*items));
	const char **hands = arena_array(f->arena, all->n + 1, sizeof(*hands)), **reforms = arena_array(f->arena, all->n + 1, sizeof(*reforms));
	size_t n = 0;

	if (!items || !hands || !reforms)
		return err_memory(err);
	for (size_t i = 0; i < all->n; i++) {
		bool at_rest = rests(f, &all->items[i]);

		if (at_rest && !with_all) {
			f->out->n_resting++;
			continue;
		}
		hands[n] = in_hand(f, &all->items[i]);
		if (!reform_beside(f, &all->items[i], &reforms[n], err))
			return false;
		items[n++] = all->items[i];
	}
	f->out->findings = *all;
	f->out->findings.items = items;
	f->out->findings.n = n;
	f->out->in_hand = hands;
	f->out->reform = reforms;
	return true;
}

/* ---- where */

static bool office_name(struct following *f, const char *code, const char **ret_name, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	*ret_name = code;
	if (!store_rows_open(f->env->store, "panel_posts", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1)
		if (!store_rows_is_null(rows, 1) && strcmp(store_rows_text(rows, 0), code) == 0)
			*ret_name = arena_strdup(f->arena, store_rows_text(rows, 1));
	store_rows_close(rows);
	return got == 0 && (*ret_name || err_memory(err));
}

/* It begins a sentence. */
static bool place_in(struct following *f, struct follow_item *item, const char **ret_place, struct err *err)
{
	struct text text = TEXT_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < item->n_dims; i++) {
		struct finding_driver part = { .dim = item->dims[i].name, .value = item->dims[i].value, .label = item->dims[i].value };

		if (strcmp(part.dim, "office") == 0)
			ok = office_name(f, part.value, &part.label, err);
		text_append(&text, i ? ", " : "");
		if (ok)
			phrase_part(&text, &part);
	}
	if (text.len && !text.failed)
		text.data[0] = (char)toupper((unsigned char)text.data[0]);
	else
		text_append(&text, phrase_text(PHRASE_ALL_POSTS));
	*ret_place = keep(f, &text);
	return ok;
}

/* ---- the figure then and now */

static bool figure_at(struct following *f, const struct follow_item *item, struct kpi_query query, int32_t from, int32_t to, struct kpi_row **ret_row,
	struct err *err)
{
	struct kpi_row *rows;
	size_t n;

	query.from = from;
	query.to = to;
	if (!kpi_evaluate(f->env, &item->def, 1, &query, f->arena, &rows, &n, err))
		return false;
	*ret_row = (struct kpi_row *)window_row(rows, n, item->def, item->stat, item->category);
	return true;
}

/* Periods that share days are not set against each other. */
static bool then_and_now(struct following *f, struct follow_item *item, struct kpi_query query, struct err *err)
{
	const struct note_about *about = &item->note->about;
	int32_t days = about->from != TIME_DAY_NONE && about->to != TIME_DAY_NONE ? about->to - about->from + 1 : WINDOW_BASE_DAYS;
	struct kpi_row *now, *then;

	item->then = about->value;
	item->then_to = about->to;
	if (about->to != TIME_DAY_NONE && about->to >= f->to)
		return true;
	if (!figure_at(f, item, query, f->to - days + 1, f->to, &now, err))
		return false;
	item->now = now ? now->value : NAN;
	if (!now || about->to == TIME_DAY_NONE || f->to - days + 1 <= about->to)
		return true;
	if (!figure_at(f, item, query, about->from, about->to, &then, err))
		return false;
	if (then)
		kpi_compare(now, 1, then, 1, NULL, "");
	item->status = then ? now->status : KPI_UNKNOWN;
	return true;
}

static const char *value_in(struct following *f, double value, const struct kpi_def *def)
{
	struct text text = TEXT_INIT;

	phrase_value(&text, value, def->unit, f->currency);
	return keep(f, &text);
}

static bool word_figure(struct following *f, struct follow_item *item, struct err *err)
{
	static const enum phrase words[] = { [KPI_UNKNOWN] = PHRASE_THEN_NOW, [KPI_USUAL] = PHRASE_THEN_NOW_CHANCE,
		[KPI_BETTER] = PHRASE_THEN_NOW_BETTER, [KPI_WORSE] = PHRASE_THEN_NOW_WORSE };
	struct text figure = TEXT_INIT;
	const char *place;

	if (isnan(item->then) && isnan(item->now))
		return true;
	if (!place_in(f, item, &place, err))
		return false;
	phrase_subject(&figure, item->def, item->stat, item->category);
	item->figure = PHRASE_IN(f->arena, isnan(item->now) ? PHRASE_THEN_ALONE : isnan(item->then) ? PHRASE_NOW_ALONE : words[item->status],
		{ "place", place }, { "figure", figure.data }, { "then", value_in(f, item->then, item->def) }, { "now", value_in(f, item->now, item->def) });
	text_finish(&figure);
	return true;
}

static const char *weeks_in(struct following *f, struct outcome_span days)
{
	struct text text = TEXT_INIT;

	phrase_span(&text, days.to - days.from + 1);
	return keep(f, &text);
}

/* "Amber Hill Airport: pre-arrival 33 % in the 26 weeks before 1 Sep, 55 % in the eleven weeks since." */
static bool word_outcome(struct following *f, struct follow_item *item, const struct outcome *outcome, struct err *err)
{
	struct text figure = TEXT_INIT;
	const char *place;

	item->outcome = arena_printf(f->arena, "%s%s%s", outcome->sentence, outcome->reform[0] ? " " : "", outcome->reform);
	if (!item->outcome)
		return err_memory(err);
	if (!outcome->before)
		return true;
	if (!place_in(f, item, &place, err))
		return false;
	phrase_subject(&figure, item->def, item->stat, item->category);
	item->figure = PHRASE_IN(f->arena, outcome->after ? PHRASE_BEFORE_AFTER : PHRASE_BEFORE_ALONE, { "place", place }, { "figure", figure.data },
		{ "before", value_in(f, item->then, item->def) }, { "after", value_in(f, item->now, item->def) },
		{ "span_before", weeks_in(f, outcome->first) }, { "span_after", outcome->after ? weeks_in(f, outcome->last) : "" },
		{ "day", day_in(f, outcome->start) });
	text_finish(&figure);
	return true;
}

static bool follow_decision(struct following *f, struct follow_item *item, struct err *err)
{
	struct outcome outcome;
	int32_t first, last;

	if (!cube_span(f->env->cube, CUBE_AT_REGISTERED, &first, &last))
		return true;
	if (!outcome_load(f->env, item->note, first, f->to, f->arena, &outcome, err))
		return false;
	if (outcome.start == TIME_DAY_NONE)
		return true;
	item->then = outcome.before ? outcome.before->value : NAN;
	item->now = outcome.after ? outcome.after->value : NAN;
	item->then_to = outcome.first.to;
	item->status = outcome.verdict;
	return word_outcome(f, item, &outcome, err);
}

static bool follow_figure(struct following *f, struct follow_item *item, struct err *err)
{
	const struct note_about *about = &item->note->about;
	struct kpi_query query = { .n_filters = 0 };
	bool known = false;

	item->def = kpi_find(about->kpi);
	if (!item->def)
		return true;
	item->stat = about->stat[0] ? arena_strdup(f->arena, about->stat) : item->def->headline;
	item->category = about->category[0] ? arena_strdup(f->arena, about->category) : NULL;
	for (size_t i = 0; i < about->n_filters; i++) {
		const struct note_filter *filter = &about->filters[i];

		item->dims[item->n_dims++] = (struct kpi_dim_value){ .name = arena_strdup(f->arena, filter->name),
			.value = mask_is_personal(filter->name) ? phrase_pseudonym(filter->value, f->arena) : arena_strdup(f->arena, filter->value) };
	}
	if (item->note->kind == NOTE_DECISION)
		return follow_decision(f, item, err);
	return note_query(about, f->arena, &query, &known, err) && (!known || then_and_now(f, item, query, err)) && word_figure(f, item, err);
}

/* ---- what is due */

static int32_t day_of(const struct note *note)
{
	if (is_open(note))
		return note->due;
	return note->kind == NOTE_DECISION && note->state == NOTE_OPEN && !note->result[0] ? note->review : TIME_DAY_NONE;
}

static bool take(struct following *f, const struct note *note, int32_t day, struct err *err)
{
	struct follow_item *item = &f->out->items[f->out->n++];

	*item = (struct follow_item){ .note = note, .late = note_is_late(note, f->today), .day = day, .text = width_safe(note->text, f->arena),
		.owner = owner_in(f, note), .when = when_in(f, note, day), .then = NAN, .now = NAN, .then_to = TIME_DAY_NONE, .figure = "", .outcome = "" };
	return follow_figure(f, item, err);
}

static int compare_items(const void *a, const void *b)
{
	const struct follow_item *x = a, *y = b;

	if (x->late != y->late)
		return x->late ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return strcmp(x->note->id, y->note->id);
}

static bool due(struct following *f, struct err *err)
{
	size_t n = notes_count(f->notes);

	f->out->items = arena_array(f->arena, n + 1, sizeof(*f->out->items));
	if (!f->out->items)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		const struct note *note = notes_at(f->notes, i);
		int32_t day = day_of(note);

		if (day != TIME_DAY_NONE && day <= f->today + FOLLOW_AHEAD_DAYS) {
			if (!take(f, note, day, err))
				return false;
		} else {
			f->out->n_later += is_open(note);
		}
	}
	if (f->out->n)
		qsort(f->out->items, f->out->n, sizeof(*f->out->items), compare_items);
	return true;
}

bool follow_load(const struct kpi_env *env, const struct findings *findings, const struct notes *notes, bool with_all, struct arena *arena,
	struct follow *ret_follow, struct err *err)
{
	struct following f = { .env = env, .notes = notes, .to = findings->to, .today = time_day_of(env->now), .arena = arena, .out = ret_follow };

	*ret_follow = (struct follow){ .n = 0 };
	f.currency = arena_strdup(arena, kpi_currency(env));
	if (!f.currency)
		return err_memory(err);
	return choose(&f, findings, with_all, err) && due(&f, err);
}
