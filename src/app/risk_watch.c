/* risk_watch.c - `risk drift` and `risk fairness`: whether the model ages, and whom the inspections fall on. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "base/width.h"
#include "risk.h"
#include "risk/fair.h"
#include "risk/watch.h"

enum { SEASON = 28, SHIFTS_SHOWN = 8, WEEKS_MOST = 260 };

static void number(struct text *out, const char *name, double value)
{
	text_appendf(out, ",\"%s\":", name);
	text_append_json_number(out, value);
}

static double share(size_t some, size_t all)
{
	return all ? (double)some / (double)all : NAN;
}

/* ---- drift */

struct drift {
	const struct risk_card *card;
	struct risk_watch watch;
	struct risk_season season;
};

static void week_json(struct text *out, const struct risk_week *week)
{
	char day[32];

	text_appendf(out, "{\"week\":\"%s\",\"n\":%zu,\"judged\":%zu,\"hits\":%zu", time_day_format(week->day, day), week->n, week->judged, week->hits);
	number(out, "expected", week->expected);
	number(out, "spread", week->spread);
	text_appendf(out, ",\"best\":{\"n\":%zu,\"hits\":%zu", week->picked, week->picked_hits);
	number(out, "expected", week->picked_expected);
	text_appendf(out, "},\"random\":{\"n\":%zu,\"hits\":%zu}", week->random_n, week->random_hits);
	number(out, "new_goods", share(week->n_new, week->n));
	number(out, "unseen_importers", week->unseen_importers);
	number(out, "unseen_hs", week->unseen_hs);
	number(out, "psi", week->psi);
	number(out, "psi_chance", week->psi_chance);
	text_append(out, ",\"signals\":[");
	for (int s = 0, any = 0; s < RISK_SIGNALS; s++)
		if (week->signals[s])
			text_appendf(out, "%s\"%s\"", any++ ? "," : "", risk_signal_title((enum risk_signal)s));
	text_appendf(out, "],\"alarm\":%s}", week->alarm ? "true" : "false");
}

static void drift_json(struct text *out, const struct drift *drift)
{
	char until[32], from[32], to[32];

	text_appendf(out, "{\"model\":%lld,\"trained_until\":\"%s\",\"weeks\":[", (long long)drift->card->version,
		time_day_format(drift->card->trained_until, until));
	for (size_t i = 0; i < drift->watch.n; i++) {
		text_append(out, i ? ",\n" : "\n");
		week_json(out, &drift->watch.weeks[i]);
	}
	text_appendf(out, "],\n\"season\":{\"from\":\"%s\",\"to\":\"%s\",\"n\":%zu,\"against\":\"%s\",\"shifts\":[", time_day_format(drift->season.from, from),
		time_day_format(drift->season.to, to), drift->season.n, drift->season.is_last_year ? "the same days a year before" : "the training window");
	for (size_t i = 0; i < drift->season.n_shifts; i++) {
		text_appendf(out, "%s{\"figure\":\"%s\"", i ? ",\n" : "\n", drift->season.shifts[i].name);
		number(out, "psi", drift->season.shifts[i].psi);
		number(out, "chance", drift->season.shifts[i].chance);
		text_put(out, '}');
	}
	text_append(out, "]}}\n");
}

static void rate_cell(struct text *out, size_t hits, size_t n)
{
	if (n)
		text_appendf(out, " %5zu of %-5zu", hits, n);
	else
		text_appendf(out, " %14s", "- ");
}

static void percent_cell(struct text *out, double value)
{
	if (isnan(value))
		text_appendf(out, " %6s", "-");
	else
		text_appendf(out, " %5.1f%%", value * 100);
}

static void week_text(struct text *out, const struct risk_week *week)
{
	char day[32];
	int any = 0;

	text_appendf(out, "%s %7zu %5zu  %5.0f +-%-3.0f", time_day_format(week->day, day), week->judged, week->hits, week->expected, 1.96 * week->spread);
	rate_cell(out, week->picked_hits, week->picked);
	rate_cell(out, week->random_hits, week->random_n);
	percent_cell(out, share(week->n_new, week->n));
	percent_cell(out, week->unseen_importers);
	percent_cell(out, week->unseen_hs);
	if (isnan(week->psi))
		text_appendf(out, " %12s ", "-");
	else
		text_appendf(out, "  %4.2f (%4.2f) ", week->psi, week->psi_chance);
	text_append(out, week->alarm ? " ALARM: " : " ");
	for (int s = 0; s < RISK_SIGNALS; s++)
		if (week->signals[s])
			text_appendf(out, "%s%s", any++ ? "; " : "", risk_signal_title((enum risk_signal)s));
	text_put(out, '\n');
}

static void season_text(struct text *out, const struct risk_season *season)
{
	size_t beyond = 0;
	char from[32], to[32];

	while (beyond < season->n_shifts && season->shifts[beyond].psi > season->shifts[beyond].chance)
		beyond++;
	text_appendf(out, "\nFigures of the declarations themselves, %s to %s (n %zu), against %s (n %zu): %zu of %zu lie beyond what chance exceeds in one of twenty",
		time_day_format(season->from, from), time_day_format(season->to, to), season->n,
		season->is_last_year ? "the same days a year before" : "the training window (judged declarations; no year before is loaded)", season->n_before,
		beyond, season->n_shifts);
	text_append(out, beyond ? "; the farthest:\n" : ".\n");
	for (size_t i = 0; i < beyond && i < SHIFTS_SHOWN; i++)
		text_appendf(out, "  %-32s PSI %.3f, chance %.3f\n", season->shifts[i].name, season->shifts[i].psi, season->shifts[i].chance);
}

static void drift_text(struct text *out, const struct drift *drift)
{
	const struct risk_week *last = drift->watch.n ? &drift->watch.weeks[drift->watch.n - 1] : NULL;
	char until[32];

	text_appendf(out, "Model %lld, learnt until %s%s\n\n", (long long)drift->card->version, time_day_format(drift->card->trained_until, until),
		drift->card->synthetic ? ", SYNTHETIC" : "");
	if (!last) {
		text_append(out, "Not one whole week has passed since its last day: nothing can be said yet.\n");
		return;
	}
	text_append(out, "week of     judged  hits   expected     best tenth        random   new goods traders  HS6   PSI (chance)\n");
	for (size_t i = 0; i < drift->watch.n; i++)
		week_text(out, &drift->watch.weeks[i]);
	season_text(out, &drift->season);
	text_append(out, last->alarm ? "\nThe last week alarms. Train anew; if it still alarms then, review what changed.\n"
				     : "\nThe last week does not alarm: two signals within two weeks would, or one for four weeks.\n");
}

bool risk_run_drift(struct risk_call *call, struct err *err)
{
	static const char *const formats[] = {"text", "json", NULL};
	struct drift drift = {0};
	struct risk_model *model = NULL;
	const char *format;
	int32_t first, to;
	bool ok = risk_format(call->args, formats, &format, err) && risk_span(call->session.store, &first, &to, err) &&
		  risk_day(call->args, "to", &to, err) && risk_model_in_use(call, &model, err);

	ok = ok && risk_watch(call->session.store, model, to, WEEKS_MOST, NULL, &call->arena, &drift.watch, err) &&
	     risk_season(call->session.store, model, to - SEASON + 1, to, &call->arena, &drift.season, err);
	if (ok) {
		drift.card = risk_model_card(model);
		(strcmp(format, "json") == 0 ? drift_json : drift_text)(&call->out, &drift);
		if (args_has(call->args, "fail-on-alarm") && drift.watch.n && drift.watch.weeks[drift.watch.n - 1].alarm)
			call->status = ERR_NOT_SO;
	}
	risk_model_close(model);
	return ok;
}

/* ---- fairness */

static const char *const words[] = {
	[RISK_FAIR_UNKNOWN] = "too few", [RISK_FAIR_ALIKE] = "alike", [RISK_FAIR_TOO_OFTEN] = "too often", [RISK_FAIR_TOO_SELDOM] = "too seldom",
};

static const char *group_name(const struct risk_fair_group *group)
{
	return group->dim == RISK_FAIR_DIMS ? "all" : group->code[0] ? group->code : "not recorded";
}

static void side_text(struct text *out, double inspected, const struct risk_fair_side *side, bool all)
{
	const char *word = all ? "" : words[side->word];

	percent_cell(out, inspected);
	if (side->judged)
		text_appendf(out, " %5zu %5.1f%% (%4.1f to %5.1f)  %-10s", side->judged, side->rate * 100, side->low * 100, side->high * 100, word);
	else
		text_appendf(out, " %5d %6s %16s  %-10s", 0, "-", "", word);
}

/* Brokers by their pseudonyms, as on the screens, unless codes are asked for. */
static void group_text(struct text *out, const struct risk_fair_group *group, bool names)
{
	struct text name = TEXT_INIT;
	const char *text = group_name(group);
	char pseudonym[MASK_PSEUDONYM], masked[20];

	if (group->dim == RISK_FAIR_BROKER && group->code[0] && !names) {
		snprintf(masked, sizeof(masked), "broker %s", mask_pseudonym(group->code, pseudonym));
		text = masked;
	}
	width_fit_ellipsis(&name, text, strlen(text), 26, false);
	text_appendf(out, "%s", name.data);
	for (int i = width_of(name.data, name.len); i < 26; i++)
		text_put(out, ' ');
	text_appendf(out, " %7zu ", group->n);
	side_text(out, group->inspected, &group->practice, group->dim == RISK_FAIR_DIMS);
	side_text(out, group->picked, &group->model, group->dim == RISK_FAIR_DIMS);
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	text_put(out, '\n');
	text_finish(&name);
}

static void fair_text(struct text *out, const struct risk_fair *fair, const struct risk_card *card, bool names)
{
	char from[32], to[32];

	text_appendf(out, "Declarations from %s to %s, after model %lld's last day%s\n\n", time_day_format(fair->from, from), time_day_format(fair->to, to),
		(long long)card->version, card->synthetic ? ", SYNTHETIC" : "");
	text_appendf(out, "%-26s %7s  today's practice: inspected, results, hits  %12s  best tenth of the model: share, results, hits\n", "", "n", "");
	group_text(out, &fair->all, names);
	for (size_t i = 0; i < fair->n_groups; i++) {
		if (i == 0 || fair->groups[i].dim != fair->groups[i - 1].dim)
			text_appendf(out, "\nby %s\n", risk_fair_dim_name(fair->groups[i].dim));
		group_text(out, &fair->groups[i], names);
	}
	text_append(out, "\nEqual hit rates are the test, not equal inspection rates. \"too often\": what is found there lies below all others (1 %, at least 30 "
		"results); \"too seldom\": above.\nA reason to look, not a proof: goods and routes differ between groups, too.\n");
}

static void side_json(struct text *out, const char *name, double part, const struct risk_fair_side *side)
{
	text_appendf(out, ",\"%s\":{\"share\":", name);
	text_append_json_number(out, part);
	text_appendf(out, ",\"judged\":%zu,\"hits\":%zu", side->judged, side->hits);
	number(out, "rate", side->rate);
	number(out, "low", side->low);
	number(out, "high", side->high);
	text_appendf(out, ",\"word\":\"%s\"}", words[side->word]);
}

static void group_json(struct text *out, const struct risk_fair_group *group)
{
	text_appendf(out, "{\"by\":\"%s\",\"value\":", group->dim == RISK_FAIR_DIMS ? "all" : risk_fair_dim_name(group->dim));
	text_append_json(out, group_name(group), strlen(group_name(group)));
	text_appendf(out, ",\"n\":%zu", group->n);
	side_json(out, "practice", group->inspected, &group->practice);
	side_json(out, "model", group->picked, &group->model);
	text_put(out, '}');
}

static void fair_json(struct text *out, const struct risk_fair *fair, const struct risk_card *card)
{
	char from[32], to[32];

	text_appendf(out, "{\"model\":%lld,\"from\":\"%s\",\"to\":\"%s\",\"groups\":[\n", (long long)card->version, time_day_format(fair->from, from),
		time_day_format(fair->to, to));
	group_json(out, &fair->all);
	for (size_t i = 0; i < fair->n_groups; i++) {
		text_append(out, ",\n");
		group_json(out, &fair->groups[i]);
	}
	text_append(out, "]}\n");
}

bool risk_run_fairness(struct risk_call *call, struct err *err)
{
	static const char *const formats[] = {"text", "json", NULL};
	struct risk_model *model = NULL;
	struct risk_fair fair;
	const char *format;
	int32_t from = TIME_DAY_NONE, first, to;
	bool ok = risk_format(call->args, formats, &format, err) && risk_span(call->session.store, &first, &to, err) &&
		  risk_day(call->args, "from", &from, err) && risk_day(call->args, "to", &to, err) && risk_model_in_use(call, &model, err) &&
		  risk_fair_read(call->session.store, model, from, to, NULL, &call->arena, &fair, err);

	if (ok && strcmp(format, "json") == 0)
		fair_json(&call->out, &fair, risk_model_card(model));
	else if (ok)
		fair_text(&call->out, &fair, risk_model_card(model), args_has(call->args, "names"));
	risk_model_close(model);
	return ok;
}
