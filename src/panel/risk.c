/* risk.c - the risk model as a leader needs it: what it is worth at the budget there is, against chance and today's practice, where
 * it stops paying, whether it is ageing, and what it would look at first.
 *
 * All goods and new goods always stand side by side: the first reward memory, the second show what was learnt. Left and right move
 * the budget, d turns the dial between hits and money; neither reads anything again. The score advises, an officer decides: + and -
 * put his word into the audit trail. */
#include "risk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "names.h"
#include "risk_lists.h"
#include "scope.h"

enum { COURSE_GAIN, COURSE_NEXT, COURSE_MONEY, COURSE_WEEKS, COURSES };
enum { POINTS = RISK_VIEW_SHARES + 1, REASONS = 3, MOST_OFFICES = 400, BARE_LISTS = 5, UNJUDGED_LISTS = 9 };

struct curves {				/* of one stratum, or one rule */
	double model[POINTS], low[POINTS], high[POINTS], random[POINTS], current[POINTS];
};

/* What is read behind the picture: the ageing of the model, and what needs no model. */
struct risk_later {
	struct panel_more more;
	struct risk_watch watch;
	struct list weeks, fair, reviews[RISK_REVIEWS];
};

struct risk {
	struct panel panel;
	struct risk_view view;
	struct list lists[RISK_LISTS];
	struct arena moved;		/* what changes with budget and dial */
	struct risk_office_name *names;
	size_t n_names;
	struct curves gain[2], next[2];		/* all goods, new goods */
	double hits[RISK_RANK_RULES][POINTS], money[RISK_RANK_RULES][POINTS];
	double weeks[RISK_VIEW_WEEKS_MOST], random_weeks[RISK_VIEW_WEEKS_MOST], psi[RISK_VIEW_WEEKS_MOST];
	double psi_chance, weeks_low, weeks_high;
	bool has_money;
	struct risk_later *later;	/* behind the picture */
	char unread[600];
	/* outlives a load */
	bool opened;
	int pane, chart;
	struct risk_place place;
};

/* ---- curves */

static void gain_fill(struct curves *curves, const struct risk_stratum *stratum)
{
	for (int i = 0; i < POINTS; i++) {
		const struct risk_point *point = stratum->curve ? &stratum->curve[i] : NULL;

		curves->model[i] = point ? point->recall : NAN;
		curves->low[i] = point ? point->low : NAN;
		curves->high[i] = point ? point->high : NAN;
		curves->current[i] = point ? point->current : NAN;
		curves->random[i] = i / 100.0;
	}
}

static void next_fill(struct curves *curves, const struct risk_stratum *stratum)
{
	for (int i = 0; i < POINTS; i++) {
		const struct risk_budget *budget = i > 0 && stratum->n ? &stratum->budgets[i - 1] : NULL;

		curves->model[i] = stratum->curve ? stratum->curve[i].marginal : NAN;
		curves->current[i] = budget ? budget->precision : NAN;	/* here: of all picked so far */
		curves->random[i] = stratum->n ? (double)stratum->hits / (double)stratum->n : NAN;
	}
}

static void rules_fill(struct risk *risk)
{
	risk->has_money = false;
	for (int rule = 0; rule < RISK_RANK_RULES; rule++) {
		const struct risk_stratum *all = &risk->view.by_rule[rule].all;

		for (int i = 0; i < POINTS; i++) {
			const struct risk_budget *budget = i > 0 && all->n ? &all->budgets[i - 1] : NULL;
			double money = !budget ? NAN : isnan(budget->revenue_recall) ? budget->stake_recall : budget->revenue_recall;

			risk->hits[rule][i] = budget ? budget->precision : NAN;
			risk->money[rule][i] = i == 0 && all->n ? 0 : money;
			risk->has_money |= !isnan(money);
		}
	}
}

static void curves_fill(struct risk *risk)
{
	const struct risk_evaluation *evaluation = &risk->view.by_rule[risk->place.rule];

	gain_fill(&risk->gain[0], &evaluation->all);
	gain_fill(&risk->gain[1], &evaluation->fresh);
	next_fill(&risk->next[0], &evaluation->all);
	next_fill(&risk->next[1], &evaluation->fresh);
	rules_fill(risk);
}

static void weeks_fill(struct risk *risk)
{
	const struct risk_watch *watch = &risk->view.watch;
	double picked = 0, rate = watch->picked_rate, width;

	risk->psi_chance = NAN;
	for (size_t i = 0; i < watch->n; i++) {
		const struct risk_week *week = &watch->weeks[i];

		risk->weeks[i] = week->picked ? (double)week->picked_hits / (double)week->picked : NAN;
		risk->random_weeks[i] = week->random_n ? (double)week->random_hits / (double)week->random_n : NAN;
		risk->psi[i] = week->psi;
		risk->psi_chance = isnan(week->psi_chance) ? risk->psi_chance : week->psi_chance;
		picked += (double)week->picked;
	}
	picked = watch->n ? picked / (double)watch->n : 0;
	width = picked > 0 ? 3 * sqrt(rate * (1 - rate) / picked) : NAN;
	risk->weeks_low = fmax(rate - width, 0);
	risk->weeks_high = fmin(rate + width, 1);
}

/* ---- load */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct risk_office_name *)a)->name, ((const struct risk_office_name *)b)->name);
}

static bool name_add(struct risk *risk, const struct panel_context *context, uint32_t code)
{
	struct risk_office_name *name = &risk->names[risk->n_names];
	const char *text = store_code_text(context->env->store, code);

	for (size_t i = 0; i < risk->n_names; i++)
		if (risk->names[i].code == code)
			return true;
	if (risk->n_names == MOST_OFFICES)
		return true;
	name->code = code;
	name->code_text = arena_strdup(&risk->panel.arena, text ? text : "");
	name->name = names_value_in(context, "office", text ? text : "", &risk->panel.arena);
	risk->n_names++;
	return name->code_text != NULL;
}

static bool names_fill(struct risk *risk, const struct panel_context *context, struct err *err)
{
	risk->n_names = 0;
	risk->names = arena_array(&risk->panel.arena, MOST_OFFICES, sizeof(*risk->names));
	if (!risk->names)
		return err_memory(err);
	for (size_t i = 0; i < risk->view.n_recent; i++)
		if (!name_add(risk, context, risk->view.recent[i].office))
			return err_memory(err);
	for (size_t i = 0; i < risk->view.candidates.n; i++)
		if (!name_add(risk, context, risk->view.candidates.cases[i].office))
			return err_memory(err);
	qsort(risk->names, risk->n_names, sizeof(*risk->names), by_name);
	return true;
}

static bool move(struct risk *risk)
{
	curves_fill(risk);
	return risk_lists_move(risk->lists, &risk->view, &risk->place, risk->names, risk->n_names, &risk->moved);
}

static void open_first(struct risk *risk)
{
	for (int i = 0; i < RISK_LISTS && !risk->opened; i++)
		list_init(&risk->lists[i]);
	if (!risk->opened)
		risk->place = (struct risk_place){ .share = 5, .learning = 10 };
	risk->opened = true;
}

static void append_day(struct text *out, int32_t day)
{
	scope_day_text(day, false, out);
}

static bool is_judged(const struct risk *risk)
{
	return risk->view.card && !risk->view.state.off && risk->view.by_rule[RISK_RANK_P].all.n > 0;
}

/* What there is instead of figures, in whole sentences. */
static void absence(const struct risk *risk, struct text *out)
{
	const struct risk_view *view = &risk->view;
	const struct risk_state *state = &view->state;
	char at[32];

	if (state->off) {
		text_appendf(out, "The model is switched off, by %s on %s%s%s. Nothing is ranked by it: pick by chance and by your rules. `tidewaiter "
			"risk on` brings it back.", state->switched ? state->switched->who : "someone",
			state->switched ? time_seconds_format(state->switched->at, at) : "a day not told", state->switched && state->switched->note ? ", saying: " : "",
			state->switched && state->switched->note ? state->switched->note : "");
	} else if (!view->card && view->stale_model) {
		text_appendf(out, "The model cannot be used: %s", view->trouble ? view->trouble : "it cannot be read");
	} else if (!view->card) {
		text_append(out, "No risk model has been trained on this data. One command trains one, from declarations whose inspection has a "
			"recorded result, and keeps it in the database:");
	} else {
		text_appendf(out, "No declaration%s registered after ", view->filter ? " that the filters leave was" : "");
		append_day(out, view->card->trained_until);
		text_append(out, view->filter ? " and has a result. F drops the filters." : view->card->probe.from == TIME_DAY_NONE ?
			" has a result yet, and it learnt from too few to hold any back: what the model is worth is not known. Train until an earlier "
			"day to see it judged on what came after." :
			" has a result yet, so what the model is worth is not known. Train anew to see its own trial drawn, or until an earlier day to "
			"see it judged on what came after; what its trial told stands on its card.");
	}
}

/* For those who read words instead of the drawn panel. */
static bool absence_keep(struct risk *risk)
{
	struct text out = TEXT_INIT;
	char *copy;

	absence(risk, &out);
	if (!risk->view.card && !risk->view.stale_model && !risk->view.state.off)
		text_append(&out, " tidewaiter risk train");
	copy = arena_strdup(&risk->panel.arena, out.data);
	text_finish(&out);
	risk->lists[RISK_LIST_CARD].empty = copy;
	return copy != NULL;
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct risk *risk = (struct risk *)panel;

	open_first(risk);
	risk_review_await(&risk->lists[RISK_LIST_OUTLIERS]);
	list_await(&risk->lists[RISK_LIST_WEEKS], RISK_WEEKS_TITLE);
	list_await(&risk->lists[RISK_LIST_FAIR], RISK_FAIR_TITLE);
	if (!risk_view_read(context, &panel->arena, &risk->view, err) || !names_fill(risk, context, err))
		return false;
	if (!risk_lists_read(risk->lists, &risk->view, context, &panel->arena, err))
		return false;
	weeks_fill(risk);
	if (!is_judged(risk) && !absence_keep(risk))
		return err_memory(err);
	return move(risk) || err_memory(err);
}

static struct panel_more *more(const struct panel_context *context, struct err *err)
{
	struct risk_later *later = panel_more_create(sizeof(*later), err);
	struct risk_view view;
	bool ok = later && risk_view_read_later(context, &later->more.arena, &view, err);

	if (ok) {
		list_init(&later->weeks);
		list_init(&later->fair);
		for (int i = 0; i < RISK_REVIEWS; i++)
			list_init(&later->reviews[i]);
		later->watch = view.watch;
		ok = risk_weeks_fill(&later->weeks, &view, &later->more.arena, err) &&
		     risk_fair_fill(&later->fair, &view, context, &later->more.arena, err) &&
		     risk_review_read(later->reviews, context, &later->more.arena, err);
	}
	return panel_more_finish(later, ok);
}

static void adopt(struct panel *panel, struct panel_more *more, const char *failed)
{
	struct risk *risk = (struct risk *)panel;

	if (risk->later)
		panel_more_free(&risk->later->more);
	risk->later = (struct risk_later *)more;
	snprintf(risk->unread, sizeof(risk->unread), "%s", failed);
	list_adopt(&risk->lists[RISK_LIST_WEEKS], more ? &risk->later->weeks : NULL, risk->unread);
	list_adopt(&risk->lists[RISK_LIST_FAIR], more ? &risk->later->fair : NULL, risk->unread);
	for (int i = 0; i < RISK_REVIEWS; i++)
		list_adopt(&risk->lists[RISK_LIST_OUTLIERS + i], more ? &risk->later->reviews[i] : NULL, risk->unread);
	risk->view.watch = more ? risk->later->watch : (struct risk_watch){ .picked_rate = NAN, .random_rate = NAN };
	weeks_fill(risk);
}

static void unload(struct panel *panel)
{
	struct risk *risk = (struct risk *)panel;

	adopt(panel, NULL, "");
	for (int i = 0; i < RISK_LISTS; i++)
		list_forget(&risk->lists[i]);
	arena_finish(&risk->moved);
	risk->view = (struct risk_view){ 0 };
	risk->names = NULL;
	risk->n_names = 0;
}

/* ---- paint: what stands at the top */

/* What a narrow screen cuts stands last. */
static void model_line(const struct risk *risk, struct text *out)
{
	const struct risk_view *view = &risk->view;

	if (is_judged(risk) && view->on_trial) {
		text_appendf(out, "Judged on its own trial, %zu results from ", view->by_rule[RISK_RANK_P].all.n);
		append_day(out, view->from);
		text_append(out, ": ");
	}
	text_appendf(out, "%s %lld, %s, to ", is_judged(risk) && view->on_trial ? "model" : "Model", (long long)view->card->version,
		strcmp(view->card->engine, "boost") == 0 ? "boosted trees" : "ridge regression");
	append_day(out, view->card->trained_until);
	if (!view->state.approval)
		text_append(out, ", not approved");
	if (is_judged(risk) && !view->on_trial)
		text_appendf(out, "; judged on %zu since", view->by_rule[RISK_RANK_P].all.n);
	if (view->filter)
		text_appendf(out, ", only %s", view->filter);
	if (view->passed_over)
		text_append(out, "; filters by time and AEO do not apply");
}

/* Returns the rows it took. */
static int paint_absence(const struct risk *risk, struct canvas_area area)
{
	struct text out = TEXT_INIT;
	bool none = !risk->view.card && !risk->view.stale_model && !risk->view.state.off;
	int row;

	absence(risk, &out);
	row = canvas_wrap(area, 0, area.rows, CANVAS_PLAIN, out.data);
	if (none && area.rows > row + 1) {
		canvas_put(area, 4, row + 1, CANVAS_ACCENT, "tidewaiter risk train");
		row += 3 + canvas_wrap(canvas_rows(area, row + 3, area.rows - row - 3), 0, 6, CANVAS_MUTED,
			"With --until DATE it learns nothing registered later, and this view judges it on what came after: precision at your budget, "
			"against chance and against today's practice, for all goods and for new goods alone. What stands below needs no model.");
	}
	text_finish(&out);
	return row;
}

/* ---- paint: charts */

static const char *stratum_name(int fresh)
{
	return fresh ? "New goods only" : "All goods";
}

static void stratum_heading(const struct risk *risk, int fresh, const char *what, struct canvas_area area)
{
	const struct risk_evaluation *evaluation = &risk->view.by_rule[risk->place.rule];
	const struct risk_stratum *stratum = fresh ? &evaluation->fresh : &evaluation->all;
	char title[80], note[60];

	snprintf(title, sizeof(title), "%s: %s", stratum_name(fresh), what);
	if (isnan(stratum->auc))
		snprintf(note, sizeof(note), "n %zu", stratum->n);
	else
		snprintf(note, sizeof(note), "AUC %.2f, n %zu", stratum->auc, stratum->n);
	canvas_heading(area, 0, title, area.cols >= 36 ? note : NULL);
}

static void paint_gain(const struct risk *risk, int fresh, struct canvas_area area)
{
	const struct curves *curves = &risk->gain[fresh];
	const struct chart_gain_line lines[] = {
		{ .name = "model", .values = curves->model, .role = CANVAS_SERIES },
		{ .name = "chance", .values = curves->random, .role = CANVAS_MUTED, .dash = 2, .ascii = "-" },
		{ .name = "today", .values = curves->current, .role = CANVAS_SERIES_2, .dash = 3, .ascii = "~" },
	};
	const struct chart_gain gain = { .lines = lines, .n_lines = 3, .n = POINTS, .x_high = RISK_VIEW_SHARES / 100.0, .y_high = 1,
		.low = curves->low, .high = curves->high, .cursor = risk->place.share / 100.0 };

	stratum_heading(risk, fresh, "hits found", area);
	chart_gain(canvas_below_heading(area), &gain);
}

static void paint_next(const struct risk *risk, int fresh, struct canvas_area area)
{
	const struct curves *curves = &risk->next[fresh];
	const struct chart_gain_line lines[] = {
		{ .name = "the next 1 %", .values = curves->model, .role = CANVAS_SERIES },
		{ .name = "all so far", .values = curves->current, .role = CANVAS_SERIES_2, .dash = 3, .ascii = "~" },
		{ .name = "chance", .values = curves->random, .role = CANVAS_MUTED, .dash = 2, .ascii = "-" },
	};
	const struct chart_gain gain = { .lines = lines, .n_lines = 3, .n = POINTS, .x_high = RISK_VIEW_SHARES / 100.0, .y_high = 1,
		.cursor = risk->place.share / 100.0 };

	stratum_heading(risk, fresh, "hit rate", area);
	chart_gain(canvas_below_heading(area), &gain);
}

/* Left what is hit, right what money is found, for the three positions of the dial. */
static void paint_money(const struct risk *risk, int right, struct canvas_area area)
{
	struct chart_gain_line lines[RISK_RANK_RULES];
	static const char *const ascii[] = { "o", "~", "-" };
	static const enum canvas_role roles[] = { CANVAS_SERIES, CANVAS_SERIES_2, CANVAS_MUTED };
	struct chart_gain gain = { .lines = lines, .n_lines = RISK_RANK_RULES, .n = POINTS, .x_high = RISK_VIEW_SHARES / 100.0, .y_high = 1,
		.cursor = risk->place.share / 100.0 };

	for (int i = 0; i < RISK_RANK_RULES; i++) {
		int rule = (i + (int)risk->place.rule) % RISK_RANK_RULES;	/* the dial's own first */

		lines[i] = (struct chart_gain_line){ .name = risk_rule_title((enum risk_rank_rule)rule), .values = right ? risk->money[rule] : risk->hits[rule],
			.role = roles[i], .dash = i == 0 ? 0 : 4 - i, .ascii = ascii[i] };
	}
	canvas_heading(area, 0, right ? "Money found, of all" : "Hit rate by what is ranked for", "all goods");
	if (right && !risk->has_money)
		canvas_wrap(canvas_below_heading(area), 0, 3, CANVAS_MUTED, "Neither money recovered nor tax at stake is recorded.");
	else
		chart_gain(canvas_below_heading(area), &gain);
}

static void paint_weeks(const struct risk *risk, int right, struct canvas_area area)
{
	const struct risk_watch *watch = &risk->view.watch;
	struct chart_series series = { .values = right ? risk->psi : risk->weeks, .second = right ? NULL : risk->random_weeks, .n = watch->n,
		.first_day = watch->n ? watch->weeks[0].day : 0, .step_days = 7, .unit = right ? CHART_COUNT : CHART_PERCENT, .target = NAN,
		.limit_low = right ? NAN : risk->weeks_low, .limit_high = right ? risk->psi_chance : risk->weeks_high,
		.name = right ? "PSI" : "best tenth", .second_name = "random", .selected = -1 };

	canvas_heading(area, 0, right ? "Scores spread otherwise: PSI" : "Hit rate by week", right ? "limit: chance" : "limits 99.7 %");
	chart_series(canvas_below_heading(area), &series);
}

typedef void paint_half(const struct risk *risk, int right, struct canvas_area area);
static paint_half *const halves[COURSES] = {
	[COURSE_GAIN] = paint_gain, [COURSE_NEXT] = paint_next, [COURSE_MONEY] = paint_money, [COURSE_WEEKS] = paint_weeks,
};

static void paint_charts(const struct risk *risk, struct canvas_area area)
{
	int half = (area.cols - 2) / 2;

	halves[risk->chart](risk, 0, canvas_cols(area, 0, half));
	halves[risk->chart](risk, 1, canvas_cols(area, half + 2, area.cols - half - 2));
}

/* ---- paint: lists */

/* How many reasons a list tells of each row. */
static int reasons_of(int shown)
{
	return shown == RISK_LIST_OPEN ? REASONS : shown == RISK_LIST_PICKS || shown == RISK_LIST_PICKED ? 1 : 0;
}

/* The reasons of the row under the cursor, where its columns have no room for them. */
static void paint_reasons(const struct risk *risk, int shown, struct canvas_area area)
{
	const struct list_row *row = list_selected(&risk->lists[shown]);

	for (int i = 0; row && i < reasons_of(shown) && i < area.rows; i++)
		canvas_put(area, 2, i, i ? CANVAS_MUTED : CANVAS_PLAIN, row->cells[RISK_REASON + i].text ? row->cells[RISK_REASON + i].text : "");
}

static bool is_small(const struct panel *panel)
{
	return panel->rows < 14 || panel->cols < 57;
}

static bool is_tall(const struct panel *panel)
{
	return panel->rows >= 30;
}

/* Without a model, or a judgement, there are fewer. */
static int parts(const struct risk *risk)
{
	if (!risk->view.card)
		return BARE_LISTS;
	return is_judged(risk) ? RISK_LISTS : UNJUDGED_LISTS;
}

/* In a small window the budget is what one came for: it takes the place of the open declarations as the first list. */
static int list_of_part(const struct risk *risk, int part)
{
	static const int small[RISK_LISTS] = { RISK_LIST_BUDGET, RISK_LIST_OPEN, RISK_LIST_OFFICES, RISK_LIST_PICKS, RISK_LIST_PICKED,
		RISK_LIST_WEEKS, RISK_LIST_LOOKS, RISK_LIST_CARD, RISK_LIST_FAIR, RISK_LIST_TRAIL, RISK_LIST_OUTLIERS, RISK_LIST_MIRROR, RISK_LIST_PAIRS, RISK_LIST_RULES };
	static const int unjudged[UNJUDGED_LISTS] = { RISK_LIST_CARD, RISK_LIST_PICKS, RISK_LIST_PICKED, RISK_LIST_FAIR, RISK_LIST_TRAIL,
		RISK_LIST_OUTLIERS, RISK_LIST_MIRROR, RISK_LIST_PAIRS, RISK_LIST_RULES };
	static const int bare[BARE_LISTS] = { RISK_LIST_OUTLIERS, RISK_LIST_MIRROR, RISK_LIST_PAIRS, RISK_LIST_RULES, RISK_LIST_TRAIL };

	if (!risk->view.card)
		return bare[part];
	if (!is_judged(risk))
		return unjudged[part];
	return is_small(&risk->panel) ? small[part] : part;
}

static int shown_list(const struct risk *risk)
{
	return list_of_part(risk, risk->pane % parts(risk));
}

/* What else there is room for on a tall screen. */
static void paint_more(const struct risk *risk, int shown, struct canvas_area area)
{
	int row = 0;

	for (int i = 1; is_tall(&risk->panel) && i < RISK_LISTS; i++) {
		const struct list *list = &risk->lists[(shown + i) % RISK_LISTS];
		int room = area.rows - row, height = list_height(list);

		if (list->pending)
			break;
		if (list->n_rows == 0 || (shown + i) % RISK_LISTS == RISK_LIST_BUDGET)
			continue;
		if (room < 5)
			break;
		list_paint(list, canvas_rows(area, row, height < room ? height : room), false);
		row += height + 1;
	}
}

static void paint_list(const struct risk *risk, struct canvas_area area)
{
	int shown = shown_list(risk), reasons = risk->lists[shown].n_rows && area.rows >= 8 && area.cols < 150 ? reasons_of(shown) : 0;
	int height = area.rows - reasons, needed = list_height(&risk->lists[shown]);

	if (is_tall(&risk->panel) && height > 24 && needed > height / 2)
		needed = height / 2;
	if (needed < height)
		height = needed;
	list_paint(&risk->lists[shown], canvas_rows(area, 0, height), risk->panel.active);
	paint_reasons(risk, shown, canvas_rows(area, height, reasons));
	paint_more(risk, shown, canvas_rows(area, height + reasons + 1, area.rows - height - reasons - 1));
}

static void paint_small(const struct risk *risk, struct canvas_area area)
{
	struct text line = TEXT_INIT;
	int used = 0;

	if (area.rows >= 6 && is_judged(risk)) {
		model_line(risk, &line);
		canvas_put(area, 2, 0, CANVAS_MUTED, line.data);
		used = 1;
	}
	list_paint(&risk->lists[shown_list(risk)], canvas_rows(area, used, area.rows - used), risk->panel.active);
	text_finish(&line);
}

static void paint_judged(const struct risk *risk, struct canvas_area area)
{
	bool tall = is_tall(&risk->panel);
	int charts = area.rows >= 46 ? 15 : area.rows >= 38 ? 12 : tall ? 10 : area.rows >= 19 ? 9 : 6, row = 1;
	struct text line = TEXT_INIT;

	model_line(risk, &line);
	canvas_put(area, 2, 0, CANVAS_MUTED, line.data);
	paint_charts(risk, canvas_rows(area, row, charts));
	row += charts;
	text_clear(&line);
	if (tall && shown_list(risk) != RISK_LIST_BUDGET) {
		int height = list_height(&risk->lists[RISK_LIST_BUDGET]);

		list_paint(&risk->lists[RISK_LIST_BUDGET], canvas_rows(area, row, height), false);
		row += height + 1;
	} else if (!tall && shown_list(risk) != RISK_LIST_BUDGET) {
		risk_budget_line(&risk->view, &risk->place, &line);
		canvas_put(area, 2, row, CANVAS_VALUE, line.data);
		row++;
	}
	paint_list(risk, canvas_rows(area, row, area.rows - row));
	text_finish(&line);
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct risk *risk = (const struct risk *)panel;

	if (!is_judged(risk)) {
		struct canvas_area words = canvas_sub(area, 1, area.rows > 3, area.cols - 2, area.rows);
		int used = paint_absence(risk, words) + 2;

		if (area.rows > used + 3 && risk->view.card)
			paint_list(risk, canvas_rows(area, used, area.rows - used));
		else if (area.rows > used + 3)
			list_paint(&risk->lists[shown_list(risk)], canvas_rows(area, used, area.rows - used), panel->active);
	} else if (is_small(panel)) {
		paint_small(risk, area);
	} else {
		paint_judged(risk, area);
	}
}

/* ---- keys */

static enum request step(struct risk *risk, int delta)
{
	int share = risk->place.share + delta;

	risk->place.share = share < 1 ? 1 : share > RISK_VIEW_SHARES ? RISK_VIEW_SHARES : share;
	move(risk);
	return REQ_NONE;
}

static enum request learn(struct risk *risk, int delta)
{
	int share = risk->place.learning + delta;

	risk->place.learning = share < 0 ? 0 : share > 50 ? 50 : share;
	move(risk);
	return REQ_NONE;
}

/* e and E go through all parts. */
static enum request hop(struct risk *risk, enum request request)
{
	struct list *lists[RISK_LISTS];
	int n = parts(risk);

	risk->pane %= n;
	for (int i = 0; i < n; i++)
		lists[i] = &risk->lists[list_of_part(risk, i)];
	return list_hop_across(lists, (size_t)n, (size_t)risk->pane, &risk->pane, request == REQ_EXCEPTION_NEXT) ? REQ_NONE : request;
}

static bool any_exception(const struct risk *risk)
{
	for (int i = 0; i < parts(risk); i++)
		if (list_any_exception(&risk->lists[list_of_part(risk, i)]))
			return true;
	return false;
}

static bool any_pending(const struct risk *risk)
{
	for (int i = 0; i < parts(risk); i++)
		if (risk->lists[list_of_part(risk, i)].pending)
			return true;
	return false;
}

/* P shows what it would write before it writes. */
static enum request pick(struct risk *risk)
{
	for (int i = 0; i < parts(risk) && risk->view.card && shown_list(risk) != RISK_LIST_PICKS; i++) {
		if (list_of_part(risk, i) != RISK_LIST_PICKS)
			continue;
		risk->pane = i;
		return REQ_NONE;
	}
	return REQ_PICK;
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct risk *risk = (struct risk *)panel;

	switch (request) {
	case REQ_PANE_NEXT: risk->pane = (risk->pane + 1) % parts(risk); return REQ_NONE;
	case REQ_PANE_PREVIOUS: risk->pane = (risk->pane % parts(risk) + parts(risk) - 1) % parts(risk); return REQ_NONE;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS: return hop(risk, request);
	case REQ_PICK: return pick(risk);
	case REQ_VIEW_MODE: risk->chart = (risk->chart + 1) % COURSES; return REQ_NONE;
	case REQ_LEFT: return step(risk, -1);
	case REQ_RIGHT: return step(risk, 1);
	case REQ_STRIP_LEFT: return learn(risk, -5);
	case REQ_STRIP_RIGHT: return learn(risk, 5);
	case REQ_DIAL:
		risk->place.rule = (enum risk_rank_rule)((risk->place.rule + 1) % RISK_RANK_RULES);
		move(risk);
		return REQ_NONE;
	default: return list_on_request(&risk->lists[shown_list(risk)], request, panel->rows / 2);
	}
}

/* Among rows that are still to come one cannot move; and they may be what e looks for. */
static bool waits(const struct panel *panel, enum request request)
{
	const struct risk *risk = (const struct risk *)panel;

	if (request == REQ_EXCEPTION_NEXT || request == REQ_EXCEPTION_PREVIOUS)
		return any_pending(risk);
	return risk->lists[shown_list(risk)].pending && list_waits(request);
}

static bool can(const struct panel *panel, enum request request)
{
	const struct risk *risk = (const struct risk *)panel;
	bool open = shown_list(risk) == RISK_LIST_OPEN && risk->lists[RISK_LIST_OPEN].n_rows;

	switch (request) {
	case REQ_PANE_NEXT: return true;
	case REQ_VIEW_MODE: return is_judged(risk) && !is_small(panel);
	case REQ_LEFT:
	case REQ_STRIP_LEFT:
	case REQ_DIAL: return is_judged(risk) || shown_list(risk) == RISK_LIST_PICKS;
	case REQ_PICK: return risk->view.candidates.n > 0;
	case REQ_PLAY: return is_judged(risk);
	case REQ_AGREE: return open;
	case REQ_EXCEPTION_NEXT:
	case REQ_EXCEPTION_PREVIOUS: return any_exception(risk);
	default: return list_can(&risk->lists[shown_list(risk)], request);
	}
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct risk *risk = (const struct risk *)panel;

	list_focus(&risk->lists[shown_list(risk)], ret_focus);
}

static const struct panel_ops *drill(const struct panel *panel)
{
	int shown = shown_list((const struct risk *)panel);

	return shown == RISK_LIST_OPEN || shown == RISK_LIST_PICKS ? &panel_risk_case : NULL;
}

static void line(const struct panel *panel, struct text *out)
{
	const struct risk *risk = (const struct risk *)panel;

	if (is_judged(risk))
		risk_budget_line(&risk->view, &risk->place, out);
	else
		absence(risk, out);
}

static const struct list *lists(const struct panel *panel, size_t *ret_n)
{
	const struct risk *risk = (const struct risk *)panel;

	int first = is_judged(risk) ? 0 : risk->view.card ? RISK_LIST_PICKS : RISK_LIST_CARD;

	*ret_n = (size_t)(RISK_LISTS - first);
	return &risk->lists[first];
}

static bool picks(const struct panel *panel, const struct panel_context *context, struct arena *arena, struct panel_picks *ret_picks, struct err *err)
{
	const struct risk *risk = (const struct risk *)panel;

	if (!risk->view.card)
		return err_set(err, ERR_NO_INPUT, "Nothing is picked without a model: tidewaiter risk train --until DATE makes one.");
	return risk_picks_ask(&risk->view, &risk->place, context, arena, ret_picks, err);
}

static void year(const struct panel *panel, struct panel_year *ret_year)
{
	const struct risk *risk = (const struct risk *)panel;

	*ret_year = (struct panel_year){ .budget = risk->place.share / 100.0, .explore = risk->place.learning / 100.0, .rule = (int)risk->place.rule };
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct risk *risk = (struct risk *)panel;

	panel_look_add(parts, &risk->pane, sizeof(risk->pane));
	panel_look_add(parts, &risk->chart, sizeof(risk->chart));
	for (size_t i = 0; i < RISK_LISTS; i++)
		list_look(&risk->lists[i], parts);
}

const struct panel_ops panel_risk = {
	.name = "risk",
	.title = "Risk",
	.key = '7',
	.size = sizeof(struct risk),
	.load = load,
	.paint = paint,
	.more = more,
	.adopt = adopt,
	.waits = waits,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.drill = drill,
	.line = line,
	.lists = lists,
	.picks = picks,
	.year = year,
	.look = look,
	.unload = unload,
};
