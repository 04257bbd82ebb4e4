/* gate.c - see risk/gate.h. */
#include "risk/gate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"

enum { MONTH = 30, RESULTS_MIN = 100 };

static const double best_share = 0.10, errors = 2;

static int by_id(const void *a, const void *b)
{
	const struct risk_case *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int by_margin(const void *a, const void *b)
{
	const struct risk_case *x = a, *y = b;

	if (x->margin != y->margin)
		return x->margin < y->margin ? 1 : -1;
	return strcmp(x->name, y->name);
}

static bool judged(struct store *store, struct risk_model *model, const struct risk_gate *gate, struct risk_cases *cases, struct err *err)
{
	const struct risk_scope scope = {.from = gate->from, .to = gate->to, .judged = true};

	return risk_model_score(store, model, &scope, cases, err);
}

static double miss_of(const struct risk_case *c)
{
	return (c->p - c->label) * (c->p - c->label);
}

static double precision_of(struct risk_cases *cases)
{
	size_t k = risk_budget_size(best_share, cases->n), hits = 0;

	qsort(cases->cases, cases->n, sizeof(*cases->cases), by_margin);
	for (size_t i = 0; i < k; i++)
		hits += cases->cases[i].label == 1;
	return k ? (double)hits / (double)k : NAN;
}

static double brier_of(const struct risk_cases *cases)
{
	double sum = 0;

	for (size_t i = 0; i < cases->n; i++)
		sum += miss_of(&cases->cases[i]);
	return cases->n ? sum / (double)cases->n : NAN;
}

/* Spread of the mean of what each declaration says: of one model's misses, or of the differences of two. */
static double error_of(const double *values, size_t n)
{
	double sum = 0, squares = 0, mean;

	for (size_t i = 0; i < n; i++)
		sum += values[i];
	mean = sum / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (values[i] - mean) * (values[i] - mean);
	return n > 1 ? sqrt(squares / ((double)n - 1) / (double)n) : NAN;
}

/* Square of the standard error of a precision at the share that is compared, of n cases. */
static double precision_variance(double precision, size_t n)
{
	return precision * (1 - precision) / (double)risk_budget_size(best_share, n);
}

/* n: cases of the champion; the challenger's are the gate's. */
static void verdict(struct risk_gate *gate, enum risk_gate_on on, size_t n)
{
	gate->precision_error = sqrt(precision_variance(gate->precision[0], n) + precision_variance(gate->precision[1], gate->n));
	gate->on = on;
	gate->holds = gate->precision[1] >= gate->precision[0] - errors * gate->precision_error - 1e-12 &&
		gate->brier[1] <= gate->brier[0] + errors * gate->brier_error + 1e-12;
}

static void results_count(const struct risk_cases *cases, struct risk_gate *gate)
{
	gate->n = cases->n;
	gate->hits = 0;
	for (size_t i = 0; i < cases->n; i++)
		gate->hits += cases->cases[i].label == 1;
}

/* Both on the same declarations: their misses are compared one by one. */
static bool compare_both(struct risk_cases *old, struct risk_cases *new, struct risk_gate *gate)
{
	double *differences = calloc(old->n + 1, sizeof(*differences));

	if (!differences)
		return false;
	qsort(old->cases, old->n, sizeof(*old->cases), by_id);
	qsort(new->cases, new->n, sizeof(*new->cases), by_id);
	for (size_t i = 0; i < old->n; i++)
		differences[i] = miss_of(&new->cases[i]) - miss_of(&old->cases[i]);
	gate->brier_error = error_of(differences, old->n);
	free(differences);
	gate->brier[0] = brier_of(old);
	gate->brier[1] = brier_of(new);
	gate->precision[0] = precision_of(old);
	gate->precision[1] = precision_of(new);
	verdict(gate, RISK_GATE_LATER, gate->n);
	return true;
}

static bool later_compare(struct store *store, struct risk_model *champion, struct risk_model *challenger, struct risk_gate *gate,
	struct err *err)
{
	struct risk_cases old = {0}, new = {0};
	bool ok = judged(store, champion, gate, &old, err) && judged(store, challenger, gate, &new, err);

	if (ok) {
		results_count(&old, gate);
		if (gate->n >= RESULTS_MIN && new.n == old.n)
			ok = compare_both(&old, &new, gate) || err_memory(err);
	}
	risk_cases_finish(&old);
	risk_cases_finish(&new);
	return ok;
}

/* Of the challenger only what its trial told is left: its spread is taken to be the champion's. */
static bool held_back_compare(struct store *store, struct risk_model *champion, const struct risk_probe *probe, struct risk_gate *gate,
	struct err *err)
{
	struct risk_cases old = {0};
	double *misses = NULL;
	bool ok = judged(store, champion, gate, &old, err);

	if (ok) {
		results_count(&old, gate);
		misses = calloc(old.n + 1, sizeof(*misses));
		ok = misses || err_memory(err);
	}
	if (ok && gate->n >= RESULTS_MIN) {
		for (size_t i = 0; i < old.n; i++)
			misses[i] = miss_of(&old.cases[i]);
		gate->brier_error = sqrt(2) * error_of(misses, old.n);
		gate->brier[0] = brier_of(&old);
		gate->brier[1] = probe->brier;
		gate->precision[0] = precision_of(&old);
		gate->precision[1] = probe->precision_10;
		verdict(gate, RISK_GATE_HELD_BACK, gate->n);
	}
	free(misses);
	risk_cases_finish(&old);
	return ok;
}

/* Half of the days that the challenger held back were held back from the champion's trial, too. */
static bool trials_meet(const struct risk_card *old, const struct risk_card *new)
{
	int32_t from = old->probe.from > new->probe.from ? old->probe.from : new->probe.from;
	int32_t to = old->trained_until < new->trained_until ? old->trained_until : new->trained_until;

	return old->probe.from != TIME_DAY_NONE && new->probe.from != TIME_DAY_NONE && old->probe.n >= RESULTS_MIN &&
		new->probe.n >= RESULTS_MIN && 2 * (to - from + 1) >= new->trained_until - new->probe.from + 1;
}

/* Of both only what their trials told is left. Misses lie between 0 and 1, so that those of mean b spread by b (1 - b) at most. */
static void trials_compare(const struct risk_card *old, const struct risk_card *new, struct risk_gate *gate)
{
	const struct risk_probe *probes[] = {&old->probe, &new->probe};
	double variance = 0;

	for (int i = 0; i < 2; i++) {
		gate->precision[i] = probes[i]->precision_10;
		gate->brier[i] = probes[i]->brier;
		variance += probes[i]->brier * (1 - probes[i]->brier) / (double)probes[i]->n;
	}
	gate->from = new->probe.from;
	gate->to = new->trained_until;
	gate->n = new->probe.n;
	gate->hits = new->probe.hits;
	gate->brier_error = sqrt(variance);
	verdict(gate, RISK_GATE_TRIALS, old->probe.n);
}

bool risk_gate_compare(struct store *store, struct risk_model *champion, struct risk_model *challenger, int32_t to,
	struct risk_gate *ret_gate, struct err *err)
{
	const struct risk_card *old = risk_model_card(champion), *new = risk_model_card(challenger);
	int32_t after = old->trained_until > new->trained_until ? old->trained_until : new->trained_until;
	struct risk_gate gate = {.from = to - MONTH + 1 > after + 1 ? to - MONTH + 1 : after + 1, .to = to, .holds = true};
	bool ok = gate.from > to || later_compare(store, champion, challenger, &gate, err);

	if (ok && gate.on == RISK_GATE_NOTHING && after + 1 <= to && gate.from > after + 1) {
		gate.from = after + 1;
		ok = later_compare(store, champion, challenger, &gate, err);
	}
	if (ok && gate.on == RISK_GATE_NOTHING && new->probe.from != TIME_DAY_NONE && new->probe.from > old->trained_until) {
		gate.from = new->probe.from;
		gate.to = new->trained_until;
		ok = held_back_compare(store, champion, &new->probe, &gate, err);
	}
	if (ok && gate.on == RISK_GATE_NOTHING && trials_meet(old, new))
		trials_compare(old, new, &gate);
	if (ok)
		*ret_gate = gate;
	return ok;
}
