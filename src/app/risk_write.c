/* risk_write.c - what the verbs of `tidewaiter risk` print. The two strata always stand side by side. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "risk.h"

static void number(struct text *out, const char *name, double value)
{
	text_appendf(out, ",\"%s\":", name);
	text_append_json_number(out, value);
}

/* money: shares of the tax at stake, too, for those who rank by it. */
static void json_budget(struct text *out, const struct risk_budget *budget, bool money)
{
	text_append(out, "{\"share\":");
	text_append_json_number(out, budget->share);
	text_appendf(out, ",\"k\":%zu,\"hits\":%zu", budget->k, budget->hits);
	number(out, "precision", budget->precision);
	number(out, "low", budget->low);
	number(out, "high", budget->high);
	number(out, "recall", budget->recall);
	number(out, "revenue_recall", budget->revenue_recall);
	if (money)
		number(out, "stake_recall", budget->stake_recall);
	number(out, "random", budget->random);
	number(out, "current", budget->current);
	text_put(out, '}');
}

static void json_stratum(struct text *out, const char *name, const struct risk_stratum *stratum, bool money)
{
	text_appendf(out, "\"%s\":{\"n\":%zu,\"hits\":%zu", name, stratum->n, stratum->hits);
	number(out, "auc", stratum->auc);
	text_append(out, ",\"budgets\":[");
	for (size_t i = 0; i < stratum->n_budgets; i++) {
		text_append(out, i ? ",\n" : "\n");
		json_budget(out, &stratum->budgets[i], money);
	}
	text_append(out, "]}");
}

void risk_write_evaluation_json(const struct risk_card *card, const struct risk_evaluation *evaluation, bool money, struct text *out)
{
	char until[32], from[32], to[32];

	text_appendf(out, "{\"model\":{\"version\":%lld,\"trained_until\":\"%s\",\"n\":%zu,\"hits\":%zu},\"from\":\"%s\",\"to\":\"%s\",\n"
		"\"strata\":{", (long long)card->version, time_day_format(card->trained_until, until), card->n, card->hits,
		time_day_format(evaluation->from, from), time_day_format(evaluation->to, to));
	json_stratum(out, "all", &evaluation->all, money);
	text_append(out, ",\n");
	json_stratum(out, "new", &evaluation->fresh, money);
	text_append(out, "}}\n");
}

/* ------------------------------------------------------------------------------------------ */

static void percent(struct text *out, double share, int cells)
{
	if (isnan(share))
		text_appendf(out, "%*s", cells, "-");
	else
		text_appendf(out, "%*.1f", cells, share * 100);
}

static void figure(struct text *out, double value, int cells)
{
	if (isnan(value))
		text_appendf(out, "%*s", cells, "-");
	else
		text_appendf(out, "%*.3f", cells, value);
}

static void model_line(struct text *out, const struct risk_card *card)
{
	char from[32], until[32];

	text_appendf(out, "Model %lld, %s, learnt from %zu inspections (%zu hits), %s to %s%s\n", (long long)card->version,
		card->engine_title, card->n, card->hits, time_day_format(card->trained_from, from),
		time_day_format(card->trained_until, until), card->synthetic ? ", SYNTHETIC" : "");
}

/* A half of a line: one stratum at one budget. */
static void text_budget(struct text *out, const struct risk_budget *budget)
{
	text_appendf(out, "%6zu %5zu ", budget->k, budget->hits);
	percent(out, budget->precision, 5);
	if (isnan(budget->low)) {
		text_append(out, "              ");
	} else {
		text_append(out, " (");
		percent(out, budget->low, 4);
		text_append(out, " to ");
		percent(out, budget->high, 5);
		text_put(out, ')');
	}
	percent(out, budget->recall, 6);
}

static void text_head(struct text *out, const struct risk_evaluation *evaluation)
{
	const struct risk_stratum *strata[] = {&evaluation->all, &evaluation->fresh};
	char from[32], to[32];

	text_appendf(out, "Judged on what was inspected of the declarations from %s to %s, none of which it saw\n\n",
		time_day_format(evaluation->from, from), time_day_format(evaluation->to, to));
	text_appendf(out, "%-26s%14s%14s\n", "", "all", "new goods");
	text_appendf(out, "%-26s%14zu%14zu\n", "inspected and judged", strata[0]->n, strata[1]->n);
	text_appendf(out, "%-26s%14zu%14zu\n", "hits", strata[0]->hits, strata[1]->hits);
	text_appendf(out, "%-26s", "hits by picking blindly, %");
	for (int i = 0; i < 2; i++)
		percent(out, strata[i]->n ? (double)strata[i]->hits / (double)strata[i]->n : NAN, 14);
	text_appendf(out, "\n%-26s", "chance to rank a hit first");
	for (int i = 0; i < 2; i++)
		figure(out, strata[i]->auc, 14);
	text_appendf(out, "\n%-26s", "gap of probabilities (ECE)");
	for (int i = 0; i < 2; i++)
		figure(out, strata[i]->ece, 14);
	text_append(out, "\n\n");
}

static const char *repeated_words(const struct risk_evaluation *evaluation)
{
	double repeated = 1 - (double)evaluation->fresh.n / (double)evaluation->all.n;

	return repeated > 0.5 ? "Most goods here were inspected before: the figures for all reward memory. Believe those for new goods when the "
				"goods change.\n"
			      : "Goods are new where commodity, departure, origin, rate, tax type and mass were never inspected before together.\n";
}

void risk_write_evaluation_text(const struct risk_card *card, const struct risk_evaluation *evaluation, bool ascii, struct text *out)
{
	const char *bar = ascii ? "|" : "\xe2\x94\x82";

	model_line(out, card);
	text_head(out, evaluation);
	text_appendf(out, "budget %s   all: k  hits  precision, %%        recall %s   new: k  hits  precision, %%        recall %s today, %%\n", bar, bar,
		bar);
	for (size_t i = 0; i < evaluation->all.n_budgets; i++) {
		percent(out, evaluation->all.budgets[i].share, 4);
		text_appendf(out, " %% %s", bar);
		text_budget(out, &evaluation->all.budgets[i]);
		text_appendf(out, "  %s", bar);
		text_budget(out, &evaluation->fresh.budgets[i]);
		text_appendf(out, "  %s", bar);
		percent(out, evaluation->all.budgets[i].current, 6);
		text_put(out, '\n');
	}
	text_put(out, '\n');
	if (evaluation->all.n > 0)
		text_append(out, repeated_words(evaluation));
	text_append(out, "What nobody inspected is not known: all figures are of declarations that today's practice picked.\n");
}

void risk_write_trained(const struct risk_card *card, double seconds, struct text *out)
{
	char from[32];

	model_line(out, card);
	text_appendf(out, "%zu features, %zu kinds of records, %.1f MB, %.1f s, sha256 %.16s\n", card->n_features, card->n_keys,
		(double)card->bytes / 1e6, seconds, card->sha256);
	if (card->probe.from == TIME_DAY_NONE) {
		text_append(out, "Too few outcomes to hold any back: how good it is will be known when later ones come.\n");
		return;
	}
	text_appendf(out, "On the last part of its window (from %s, held back for this): ", time_day_format(card->probe.from, from));
	text_appendf(out, "AUC %.3f, precision at 10 %% ", card->probe.auc);
	percent(out, card->probe.precision_10, 1);
	text_append(out, " %; on new goods alone AUC ");
	figure(out, card->probe.new_auc, 1);
	text_append(out, ", precision at 10 % ");
	percent(out, card->probe.new_precision_10, 1);
	text_append(out, " %\n");
	if (card->calibrated)
		text_append(out, "Its probabilities were bent to what was found there.\n");
}
