/* score.c - a model asked: margins, probabilities, what is new to it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <string.h>

#include "base/time.h"
#include "encode.h"
#include "hash.h"
#include "model_private.h"
#include "plain.h"
#include "read.h"
#include "store/rows.h"

/* Reads at most about so many rows at a time. */
enum { CHUNK = 50000 };

static void novelty_tell(const struct risk_model *model, struct risk_data *data, bool *ret_new)
{
	for (size_t i = 0; i < data->n; i++) {
		uint64_t goods = risk_key_hash(RISK_KEY_GOODS, data, i);

		ret_new[i] = risk_history_find(&model->history, goods).n == 0;
	}
}

bool risk_model_ask(struct risk_model *model, struct risk_data *data, float *ret_margins, double *ret_p, bool *ret_new, struct err *err)
{
	struct risk_matrix matrix = {0};
	struct risk_plain plain;
	bool ok;

	risk_spec_bind(&model->spec, data);
	if (!risk_encode_scoring(&model->spec, &model->history, data, &matrix))
		return err_memory(err);
	plain = risk_plain_begin();
	ok = model->engine->margins(model->fit, &matrix, 0, ret_margins, err);
	risk_plain_end(plain);
	risk_matrix_finish(&matrix);
	for (size_t i = 0; ok && ret_p && i < data->n; i++)
		ret_p[i] = risk_calibration_apply(&model->calibration, risk_logistic((double)ret_margins[i]));
	if (ok && ret_new)
		novelty_tell(model, data, ret_new);
	return ok;
}

/* ------------------------------------------------------------------------------------------ */
/* Periods: a few days at a time, so that memory does not grow with them. */

struct scoring {
	struct store *store;
	struct risk_model *model;	/* NULL: by chance */
	uint64_t seed;			/* of that chance */
	const struct risk_trial *trial;	/* what this said, instead of the model; NULL */
	const struct risk_scope *scope;
	struct risk_cases *cases;
	size_t cap;
	struct err *err;
};

static bool cases_reserve(struct scoring *scoring, size_t more)
{
	struct risk_cases *cases = scoring->cases;
	size_t cap = scoring->cap ? scoring->cap * 2 : 1024;
	struct risk_case *grown;

	if (cases->n + more <= scoring->cap)
		return true;
	if (cap < cases->n + more)
		cap = cases->n + more;
	grown = realloc(cases->cases, cap * sizeof(*grown));
	if (!grown)
		return false;
	cases->cases = grown;
	scoring->cap = cap;
	return true;
}

static bool cases_take(struct scoring *scoring, struct risk_data *data, const float *margins, const double *p, const bool *is_new)
{
	struct risk_cases *cases = scoring->cases;

	if (!cases_reserve(scoring, data->n))
		return err_memory(scoring->err);
	for (size_t i = 0; i < data->n; i++) {
		const struct risk_row *row = &data->rows[i];
		struct risk_case *c;

		if (isnan(margins[i]))		/* it was not tried on */
			continue;
		c = &cases->cases[cases->n++];
		*c = (struct risk_case){.id = row->id, .name = arena_strdup(&cases->arena, row->name), .day = row->day,
			.office = risk_data_codes(data, i)[RISK_OFFICE], .importer = risk_data_codes(data, i)[RISK_IMPORTER],
			.broker = risk_data_codes(data, i)[RISK_BROKER], .origin = risk_data_codes(data, i)[RISK_ORIGIN], .p = p[i], .label = row->label, .choice = row->choice,
			.is_new = is_new[i], .recovered = row->recovered, .stake = row->stake, .current = row->score,
			.margin = (double)margins[i], .rank = risk_rank(scoring->scope->rule, (double)margins[i], p[i], row->stake)};
		if (!c->name)
			return err_memory(scoring->err);
	}
	return true;
}

double risk_draw(uint64_t seed, const char *name)
{
	struct risk_random random = {risk_hash_more(risk_mix(seed + 11), risk_hash_text(name, strlen(name)))};

	return risk_random_uniform(&random);
}

static bool cases_draw(struct scoring *scoring, const struct risk_data *data)
{
	struct risk_cases *cases = scoring->cases;

	if (!cases_reserve(scoring, data->n))
		return err_memory(scoring->err);
	for (size_t i = 0; i < data->n; i++) {
		const struct risk_row *row = &data->rows[i];
		struct risk_case *c = &cases->cases[cases->n++];

		*c = (struct risk_case){.id = row->id, .name = arena_strdup(&cases->arena, row->name), .day = row->day,
			.office = risk_data_codes(data, i)[RISK_OFFICE], .p = NAN, .margin = NAN, .label = row->label, .choice = row->choice,
			.recovered = row->recovered, .stake = row->stake, .current = row->score,
			.rank = (row->choice == RISK_CHOICE_TARGETED) + risk_draw(scoring->seed, row->name)};
		if (!c->name)
			return err_memory(scoring->err);
	}
	return true;
}

static bool trial_ask(const struct risk_trial *trial, const struct risk_data *data, float *ret_margins, double *ret_p, bool *ret_new)
{
	for (size_t i = 0; i < data->n; i++) {
		const struct risk_tried *tried = risk_trial_find(trial, data->rows[i].name);

		ret_margins[i] = tried ? tried->margin : NAN;
		ret_p[i] = risk_logistic((double)ret_margins[i]);
		ret_new[i] = tried && tried->is_new;
	}
	return true;
}

static bool chunk_score(struct scoring *scoring, int32_t from, int32_t to)
{
	struct risk_window window = {.from = from, .to = to,
		.known_by = scoring->trial ? scoring->model->card.trained_until : INT32_MAX, .judged = scoring->scope->judged,
		.open = scoring->scope->open, .only = scoring->scope->only};
	struct risk_data data = {0};
	float *margins = NULL;
	double *p = NULL;
	bool *is_new = NULL, ok = false;

	if (!risk_read(scoring->store, &window, &data, scoring->err))
		return false;
	if (!scoring->model) {
		ok = cases_draw(scoring, &data);
		risk_data_finish(&data);
		return ok;
	}
	margins = malloc((data.n + 1) * sizeof(*margins));
	p = malloc((data.n + 1) * sizeof(*p));
	is_new = malloc((data.n + 1) * sizeof(*is_new));
	if (!margins || !p || !is_new)
		err_memory(scoring->err);
	else
		ok = (scoring->trial ? trial_ask(scoring->trial, &data, margins, p, is_new) :
			risk_model_ask(scoring->model, &data, margins, p, is_new, scoring->err)) &&
		     cases_take(scoring, &data, margins, p, is_new);
	free(margins);
	free(p);
	free(is_new);
	risk_data_finish(&data);
	return ok;
}

/* Ends a chunk where it would grow too large. */
static bool chunks_score(struct scoring *scoring, struct store_rows *days)
{
	int32_t from = scoring->scope->from, last = from;
	int64_t rows = 0;
	bool any = false;
	int got;

	while ((got = store_rows_next(days, scoring->err)) == 1) {
		int32_t day = (int32_t)store_rows_int(days, 0);

		if (any && rows + store_rows_int(days, 1) > CHUNK) {
			if (!chunk_score(scoring, from, last))
				return false;
			from = day;
			rows = 0;
		}
		rows += store_rows_int(days, 1);
		last = day;
		any = true;
	}
	return got == 0 && (!any || chunk_score(scoring, from, last));
}

static bool period_score(struct scoring *scoring, struct risk_cases *ret_cases)
{
	struct risk_cases cases = {0};
	struct store_rows *days = NULL;
	bool ok;

	arena_init(&cases.arena);
	scoring->cases = &cases;
	if (!store_rows_open(scoring->store, "risk_days", &days, scoring->err))
		return false;
	store_rows_bind_int(days, 1, scoring->scope->from);
	store_rows_bind_int(days, 2, scoring->scope->to);
	ok = chunks_score(scoring, days);
	store_rows_close(days);
	if (ok)
		*ret_cases = cases;
	else
		risk_cases_finish(&cases);
	return ok;
}

bool risk_model_score(struct store *store, struct risk_model *model, const struct risk_scope *scope, struct risk_cases *ret_cases,
	struct err *err)
{
	struct scoring scoring = {.store = store, .model = model, .scope = scope, .err = err};

	return period_score(&scoring, ret_cases);
}

bool risk_chance_score(struct store *store, const struct risk_scope *scope, uint64_t seed, struct risk_cases *ret_cases, struct err *err)
{
	struct scoring scoring = {.store = store, .scope = scope, .seed = seed, .err = err};

	return period_score(&scoring, ret_cases);
}

bool risk_trial_score(struct store *store, struct risk_model *model, const struct risk_only *only, struct risk_cases *ret_cases,
	struct err *err)
{
	const struct risk_scope scope = {.from = model->card.probe.from, .to = model->card.trained_until, .judged = true, .only = only};
	struct scoring scoring = {.store = store, .model = model, .scope = &scope, .trial = &model->trial, .err = err};

	if (model->trial.n > 0)
		return period_score(&scoring, ret_cases);
	*ret_cases = (struct risk_cases){0};
	arena_init(&ret_cases->arena);
	return true;
}

void risk_cases_finish(struct risk_cases *cases)
{
	free(cases->cases);
	arena_finish(&cases->arena);
	*cases = (struct risk_cases){0};
}

/* ------------------------------------------------------------------------------------------ */

/* Those that are new come first; how many they are. */
static size_t part_new(struct risk_case *cases, size_t n)
{
	size_t fresh = 0;

	for (size_t i = 0; i < n; i++) {
		struct risk_case c = cases[i];

		if (!c.is_new)
			continue;
		cases[i] = cases[fresh];
		cases[fresh++] = c;
	}
	return fresh;
}

static bool period_check(const struct risk_model *model, const struct risk_evaluate_options *options, struct err *err)
{
	char until[32], from[32];

	if (options->to < options->from)
		return err_set(err, ERR_USAGE, "the period ends on %s, before it begins on %s: nothing can be judged in it",
			time_day_format(options->to, until), time_day_format(options->from, from));
	if (options->from > model->card.trained_until)
		return true;
	return err_set(err, ERR_USAGE, "the model was trained on declarations until %s and cannot be judged on those from %s: begin later, "
		"or name an older model", time_day_format(model->card.trained_until, until), time_day_format(options->from, from));
}

bool risk_trial_evaluate(struct risk_cases *cases, const struct risk_evaluate_options *options, struct arena *arena,
	struct risk_evaluation *ret_evaluation, struct err *err)
{
	struct risk_evaluation evaluation = {.from = options->from, .to = options->to};

	for (size_t i = 0; i < cases->n; i++)
		cases->cases[i].rank = risk_rank(options->rule, cases->cases[i].margin, cases->cases[i].p, cases->cases[i].stake);
	if (!risk_judge(cases->cases, cases->n, &options->question, arena, &evaluation.all) ||
		!risk_judge(cases->cases, part_new(cases->cases, cases->n), &options->question, arena, &evaluation.fresh))
		return err_memory(err);
	*ret_evaluation = evaluation;
	return true;
}

bool risk_cases_evaluate(const struct risk_model *model, struct risk_cases *cases, const struct risk_evaluate_options *options,
	struct arena *arena, struct risk_evaluation *ret_evaluation, struct err *err)
{
	return period_check(model, options, err) && risk_trial_evaluate(cases, options, arena, ret_evaluation, err);
}

bool risk_evaluate(struct store *store, struct risk_model *model, const struct risk_evaluate_options *options, struct arena *arena,
	struct risk_evaluation *ret_evaluation, struct err *err)
{
	struct risk_scope scope = {.from = options->from, .to = options->to, .judged = true, .rule = options->rule};
	struct risk_cases cases = {0};
	bool ok;

	if (!period_check(model, options, err) || !risk_model_score(store, model, &scope, &cases, err))
		return false;
	ok = risk_cases_evaluate(model, &cases, options, arena, ret_evaluation, err);
	risk_cases_finish(&cases);
	return ok;
}
