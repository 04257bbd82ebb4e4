/* train.c - learning: which tuples carry signal, a trial on the last part of the window, then the model on all of it.
 *
 * Everything is decided inside the training window. The trial trains on the first four fifths and looks at the last: that tells
 * how many trees are enough, whether probabilities need bending, and what the card says of the model. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/time.h"
#include "encode.h"
#include "hash.h"
#include "model_private.h"
#include "plain.h"
#include "read.h"

enum {
	HITS_MIN = 10,		/* of either outcome, to learn anything at all */
	PROBE_HITS_MIN = 30,	/* of either outcome, in both parts of the trial */
	ROUNDS_STEPS = 5
};

static const double probe_share = 0.2, key_cover_min = 0.02, key_area_min = 0.52, key_deviations = 2, ece_max = 0.02, as_well = 1.005;

struct learning {
	struct risk_data *data;
	const struct risk_train_options *options;
	struct risk_model *model;
	struct risk_matrix matrix;	/* of all rows, as each saw the past */
	float *labels;
	struct err *err;
};

/* ------------------------------------------------------------------------------------------ */
/* Which tuples carry signal */

struct seen {
	float rate;
	int label;
};

static int by_rate(const void *a, const void *b)
{
	float x = ((const struct seen *)a)->rate, y = ((const struct seen *)b)->rate;

	return (x > y) - (x < y);
}

/* Whether the area under the curve stands clearly above the least that is worth a feature, by the rank sum (Mann, Whitney 1947). */
static bool tells_hits(struct seen *seen, size_t n)
{
	double hits = 0, ranks = 0, misses, area;

	qsort(seen, n, sizeof(*seen), by_rate);
	for (size_t i = 0, next; i < n; i = next) {
		for (next = i; next < n && seen[next].rate == seen[i].rate; next++)
			;
		for (size_t k = i; k < next; k++) {
			hits += seen[k].label;
			ranks += seen[k].label * ((double)(i + next) + 1) / 2;
		}
	}
	misses = (double)n - hits;
	if (hits < 1 || misses < 1)
		return false;
	area = (ranks - hits * (hits + 1) / 2) / (hits * misses);
	return area - key_deviations * sqrt(((double)n + 1) / (12 * hits * misses)) > key_area_min;
}

/* Judged on the second half of the window, where each row saw only its past. */
static bool key_has_signal(const struct learning *learning, size_t feature, struct seen *seen)
{
	const struct risk_matrix *matrix = &learning->matrix;
	size_t first = matrix->n / 2, n = 0;

	for (size_t row = first; row < matrix->n; row++) {
		float rate = matrix->x[row * matrix->width + feature];

		if (!isnan(rate))
			seen[n++] = (struct seen){.rate = rate, .label = learning->labels[row] > 0.5F};
	}
	return (double)n >= key_cover_min * (double)(matrix->n - first) && tells_hits(seen, n);
}

/* Goods, importers and declarants are always kept: people ask for them, and one dishonest trader is no signal in all. */
static bool key_is_essential(int key)
{
	return key == RISK_KEY_GOODS || strcmp(risk_key_name((size_t)key), "importer") == 0 ||
	       strcmp(risk_key_name((size_t)key), "broker") == 0;
}

/* Drops the columns of features that are no longer wanted; what stays keeps its order. */
static void columns_drop(struct risk_matrix *matrix, const bool *wanted)
{
	size_t width = 0, at = 0;

	for (size_t f = 0; f < matrix->width; f++)
		width += wanted[f];
	for (size_t row = 0; row < matrix->n; row++) {
		for (size_t f = 0; f < matrix->width; f++) {
			if (wanted[f])
				matrix->x[at++] = matrix->x[row * matrix->width + f];
		}
	}
	matrix->width = width;
}

static bool keys_choose(struct learning *learning)
{
	struct risk_spec *spec = &learning->model->spec;
	struct seen *seen = malloc((learning->matrix.n + 1) * sizeof(*seen));
	bool *keep = calloc((size_t)spec->n_keys + 1, sizeof(*keep)), *wanted = calloc((size_t)spec->n_features + 1, sizeof(*wanted));
	bool ok = seen && keep && wanted;

	for (int f = 0; ok && f < spec->n_features; f++) {
		const struct risk_feature *feature = &spec->features[f];

		if (feature->kind == RISK_FEATURE_RATE)
			keep[feature->index] = key_is_essential(spec->keys[feature->index]) || key_has_signal(learning, (size_t)f, seen);
		wanted[f] = feature->kind > RISK_FEATURE_COUNT || keep[feature->index];
	}
	if (ok) {
		columns_drop(&learning->matrix, wanted);
		ok = risk_spec_narrow(spec, keep);
	}
	free(wanted);
	free(keep);
	free(seen);
	return ok || err_memory(learning->err);
}

/* ------------------------------------------------------------------------------------------ */
/* The trial */

struct trial {
	size_t first;			/* row from which on it is judged */
	struct risk_data rows;		/* those, borrowed */
	struct risk_matrix known, asked;	/* rows to learn from; rows to judge */
	float *known_labels;
	struct risk_fit *fit;
	float *margins;
	bool *is_new;
};

static bool outcomes_suffice(const struct risk_data *data, size_t first, size_t end, int32_t known_before, size_t need)
{
	size_t hits = 0, n = 0;

	for (size_t i = first; i < end; i++) {
		if (data->rows[i].known >= known_before)
			continue;
		n++;
		hits += data->rows[i].label == 1;
	}
	return hits >= need && n - hits >= need;
}

/* The first row of the last fifth, moved to where its day begins; 0 where there is too little for a trial. */
static size_t trial_start(const struct risk_data *data)
{
	size_t first = data->n - risk_budget_size(probe_share, data->n);

	while (first > 0 && first < data->n && data->rows[first - 1].day == data->rows[first].day)
		first--;
	if (first == 0 || first == data->n || !outcomes_suffice(data, 0, first, data->rows[first].day, PROBE_HITS_MIN) ||
		!outcomes_suffice(data, first, data->n, INT32_MAX, PROBE_HITS_MIN))
		return 0;
	return first;
}

/* Rows whose result was known when the trial begins. */
static bool trial_known_take(struct learning *learning, struct trial *trial)
{
	const struct risk_matrix *matrix = &learning->matrix;
	int32_t begins = learning->data->rows[trial->first].day;
	struct risk_matrix *known = &trial->known;

	*known = (struct risk_matrix){.width = matrix->width, .x = malloc((trial->first * matrix->width + 1) * sizeof(float))};
	trial->known_labels = malloc((trial->first + 1) * sizeof(float));
	if (!known->x || !trial->known_labels)
		return err_memory(learning->err);
	for (size_t row = 0; row < trial->first; row++) {
		if (learning->data->rows[row].known >= begins)
			continue;
		memcpy(known->x + known->n * known->width, matrix->x + row * matrix->width, matrix->width * sizeof(float));
		trial->known_labels[known->n++] = learning->labels[row];
	}
	return true;
}

static bool trial_asked_take(struct learning *learning, struct trial *trial)
{
	struct risk_data before = risk_data_slice(learning->data, 0, trial->first);
	struct risk_history history = {0};
	bool ok;

	trial->rows = risk_data_slice(learning->data, trial->first, learning->data->n);
	ok = risk_history_learn(&history, &learning->model->spec, &before, trial->rows.rows[0].day - 1) &&
	     risk_encode_scoring(&learning->model->spec, &history, &trial->rows, &trial->asked);
	trial->margins = malloc((trial->rows.n + 1) * sizeof(float));
	trial->is_new = malloc((trial->rows.n + 1) * sizeof(bool));
	ok = ok && trial->margins && trial->is_new;
	for (size_t i = 0; ok && i < trial->rows.n; i++)
		trial->is_new[i] = risk_history_find(&history, risk_key_hash(RISK_KEY_GOODS, &trial->rows, i)).n == 0;
	risk_history_finish(&history);
	return ok || err_memory(learning->err);
}

static double brier_of(const struct trial *trial)
{
	double squares = 0;

	for (size_t i = 0; i < trial->rows.n; i++) {
		double miss = risk_logistic((double)trial->margins[i]) - trial->rows.rows[i].label;

		squares += miss * miss;
	}
	return squares / (double)trial->rows.n;
}

/* As few trees as tell as well as the best number of them, on rows that the trial did not learn from. */
static bool rounds_choose(struct learning *learning, struct trial *trial)
{
	const struct risk_engine *engine = learning->model->engine;
	double briers[ROUNDS_STEPS + 1], least = INFINITY;
	int steps = engine->rounds > 0 ? ROUNDS_STEPS : 0, chosen = 1;

	for (int i = 1; i <= steps; i++) {
		if (!engine->margins(trial->fit, &trial->asked, engine->rounds * i / ROUNDS_STEPS / RISK_QUICK, trial->margins, learning->err))
			return false;
		briers[i] = brier_of(trial);
		least = fmin(least, briers[i]);
	}
	while (chosen < steps && briers[chosen] > least * as_well)
		chosen++;
	learning->model->card.rounds = engine->rounds * chosen / ROUNDS_STEPS;
	return engine->margins(trial->fit, &trial->asked, learning->model->card.rounds / RISK_QUICK, trial->margins, learning->err);
}

static bool judge_trial(const struct trial *trial, bool only_new, struct arena *arena, struct risk_stratum *ret_stratum)
{
	static const double shares[] = {0.05, 0.10};
	struct risk_question question = {.shares = shares, .n_shares = 2, .draws = 1};
	struct risk_case *cases = malloc((trial->rows.n + 1) * sizeof(*cases));
	size_t n = 0;
	bool ok;

	if (!cases)
		return false;
	for (size_t i = 0; i < trial->rows.n; i++) {
		if (only_new && !trial->is_new[i])
			continue;
		cases[n++] = (struct risk_case){.name = trial->rows.rows[i].name, .rank = (double)trial->margins[i],
			.p = risk_logistic((double)trial->margins[i]), .label = trial->rows.rows[i].label, .recovered = NAN, .stake = NAN,
			.current = NAN};
	}
	ok = risk_judge(cases, n, &question, arena, ret_stratum);
	free(cases);
	return ok;
}

static bool probe_tell(struct learning *learning, const struct trial *trial)
{
	struct risk_probe *probe = &learning->model->card.probe;
	struct risk_stratum all, fresh;
	struct arena arena;
	bool ok;

	arena_init(&arena);
	ok = judge_trial(trial, false, &arena, &all) && judge_trial(trial, true, &arena, &fresh);
	if (ok) {
		*probe = (struct risk_probe){.from = trial->rows.rows[0].day, .n = all.n, .hits = all.hits, .n_new = fresh.n, .auc = all.auc,
			.brier = all.brier, .ece = all.ece, .precision_5 = all.budgets[0].precision,
			.precision_10 = all.budgets[1].precision, .new_auc = fresh.auc, .new_precision_10 = fresh.budgets[1].precision};
	}
	arena_finish(&arena);
	return ok || err_memory(learning->err);
}

/* Kept, so that the trial can be looked at as long as nothing came after the last day. */
static bool trial_keep(struct learning *learning, const struct trial *trial)
{
	struct risk_trial *kept = &learning->model->trial;

	if (!risk_trial_make(kept, trial->rows.n))
		return err_memory(learning->err);
	for (size_t i = 0; i < trial->rows.n; i++)
		risk_trial_set(kept, i, trial->rows.rows[i].name, trial->margins[i], trial->is_new[i]);
	risk_trial_sort(kept);
	return true;
}

/* Bends probabilities where the trial shows that they need it. */
static bool calibrate(struct learning *learning, const struct trial *trial)
{
	struct risk_model *model = learning->model;
	double *told = malloc((trial->rows.n + 1) * sizeof(*told));
	int *labels = malloc((trial->rows.n + 1) * sizeof(*labels));
	bool ok = told && labels;

	for (size_t i = 0; ok && i < trial->rows.n; i++) {
		told[i] = risk_logistic((double)trial->margins[i]);
		labels[i] = trial->rows.rows[i].label == 1;
	}
	if (ok && model->card.probe.ece > ece_max) {
		ok = risk_calibration_make(told, labels, trial->rows.n, &model->arena, &model->calibration);
		model->card.calibrated = ok;
	}
	free(labels);
	free(told);
	return ok || err_memory(learning->err);
}

static void trial_finish(const struct learning *learning, struct trial *trial)
{
	learning->model->engine->destroy(trial->fit);
	risk_matrix_finish(&trial->known);
	risk_matrix_finish(&trial->asked);
	free(trial->known_labels);
	free(trial->margins);
	free(trial->is_new);
}

static struct risk_training training_of(const struct learning *learning, int rounds)
{
	const struct risk_train_options *options = learning->options;

	return (struct risk_training){.seed = options->seed, .threads = options->threads, .rounds = rounds, .step = options->step,
		.user = options->user};
}

/* How scores were spread, to tell later whether they still are. */
static bool score_reference_make(struct learning *learning, const struct trial *trial)
{
	struct risk_model *model = learning->model;

	return risk_reference_make("score", trial->margins, trial->rows.n, 1, &model->references[model->n_references++]) ||
	       err_memory(learning->err);
}

static bool trial_run(struct learning *learning)
{
	struct trial trial = {.first = trial_start(learning->data)};
	struct risk_training training = training_of(learning, 0);
	const struct risk_engine *engine = learning->model->engine;
	bool ok;

	training.quick = true;
	learning->model->card.rounds = engine->rounds;
	learning->model->card.probe = (struct risk_probe){.from = TIME_DAY_NONE, .auc = NAN, .brier = NAN, .ece = NAN,
		.precision_5 = NAN, .precision_10 = NAN, .new_auc = NAN, .new_precision_10 = NAN};
	if (trial.first == 0)
		return true;
	ok = trial_known_take(learning, &trial) && trial_asked_take(learning, &trial) &&
	     engine->train(&learning->model->spec, &trial.known, trial.known_labels, &training, &trial.fit, learning->err) &&
	     rounds_choose(learning, &trial) && probe_tell(learning, &trial) && trial_keep(learning, &trial) && calibrate(learning, &trial) &&
	     score_reference_make(learning, &trial);
	trial_finish(learning, &trial);
	return ok;
}

/* ------------------------------------------------------------------------------------------ */

static bool references_make(struct learning *learning)
{
	struct risk_model *model = learning->model;
	const struct risk_matrix *matrix = &learning->matrix;

	model->references = arena_array(&model->arena, (size_t)model->spec.n_features + 1, sizeof(*model->references));
	if (!model->references)
		return err_memory(learning->err);
	for (int f = 0; f < model->spec.n_features; f++) {
		const struct risk_feature *feature = &model->spec.features[f];

		if (feature->kind <= RISK_FEATURE_COUNT)
			continue;
		if (!risk_reference_make(feature->name, matrix->x + f, matrix->n, matrix->width, &model->references[model->n_references++]))
			return err_memory(learning->err);
	}
	return true;
}

/* The sum of all that was learnt from: another row, another sum. */
static bool data_digest(struct risk_data *data, char ret_hex[65])
{
	struct digest *digest = digest_create();

	if (!digest)
		return false;
	for (size_t i = 0; i < data->n; i++) {
		const struct risk_row *row = &data->rows[i];
		int32_t facts[] = {row->day, row->known, row->label};

		digest_add(digest, row->name, strlen(row->name) + 1);
		digest_add(digest, facts, sizeof(facts));
		digest_add(digest, risk_data_numbers(data, i), (size_t)data->n_numbers * sizeof(double));
		for (int c = 0; c < data->n_codes; c++) {
			uint64_t word = risk_data_hash(data, risk_data_codes(data, i)[c]);

			digest_add(digest, &word, sizeof(word));
		}
	}
	digest_hex(digest, ret_hex);
	digest_destroy(digest);
	return true;
}

/* What each code was worth by itself: no figure of the model, but what a person asks of "office RSD". */
static bool codes_count(struct learning *learning)
{
	struct risk_spec *spec = &learning->model->spec;
	const struct risk_matrix *matrix = &learning->matrix;

	for (int f = 0; f < spec->n_features; f++) {
		struct risk_feature *feature = &spec->features[f];

		if (feature->kind != RISK_FEATURE_CODE)
			continue;
		feature->records = arena_array(&spec->arena, (size_t)feature->n_words + 1, sizeof(*feature->records));
		if (!feature->records)
			return err_memory(learning->err);
		for (size_t row = 0; row < matrix->n; row++) {
			float x = matrix->x[row * matrix->width + (size_t)f];

			if (isnan(x))
				continue;
			feature->records[(int)x].n++;
			feature->records[(int)x].hits += learning->labels[row] > 0.5F;
		}
	}
	return true;
}

static bool card_begin(struct learning *learning)
{
	struct risk_card *card = &learning->model->card;
	const struct risk_data *data = learning->data;

	card->engine = learning->model->engine->name;
	card->engine_title = learning->model->engine->title;
	card->seed = learning->options->seed;
	card->trained_until = learning->options->until;
	card->n = data->n;
	card->trained_from = data->rows[0].day;
	learning->labels = malloc(data->n * sizeof(*learning->labels));
	if (!learning->labels)
		return err_memory(learning->err);
	for (size_t i = 0; i < data->n; i++) {
		card->hits += data->rows[i].label == 1;
		learning->labels[i] = data->rows[i].label == 1;
	}
	return data_digest(learning->data, card->data_sha256) || err_memory(learning->err);
}

static bool enough(const struct risk_data *data, struct err *err)
{
	size_t hits = 0;

	for (size_t i = 0; i < data->n; i++)
		hits += data->rows[i].label == 1;
	if (hits >= HITS_MIN && data->n - hits >= HITS_MIN)
		return true;
	return err_set(err, ERR_DATA, "too little to learn from: %zu inspections with a recorded result until that day, %zu of them hits; at "
		"least %d hits and %d others are needed", data->n, hits, HITS_MIN, HITS_MIN);
}

static bool fit_make(struct learning *learning)
{
	struct risk_model *model = learning->model;
	struct risk_training training = training_of(learning, model->card.rounds);

	return model->engine->train(&model->spec, &learning->matrix, learning->labels, &training, &model->fit, learning->err) &&
	       (risk_history_learn(&model->history, &model->spec, learning->data, learning->options->until) ||
		       err_memory(learning->err));
}

static bool learn(struct learning *learning)
{
	struct risk_model *model = learning->model;

	if (!card_begin(learning))
		return false;
	if (!risk_spec_make(&model->spec, learning->data) || !risk_encode_training(&model->spec, learning->data, &learning->matrix))
		return err_memory(learning->err);
	return keys_choose(learning) && codes_count(learning) && references_make(learning) && trial_run(learning) && fit_make(learning) &&
	       risk_model_seal(model, learning->err);
}

bool risk_learn(struct risk_data *data, const struct risk_train_options *options, bool synthetic, struct risk_model **ret_model,
	struct err *err)
{
	struct learning learning = {.data = data, .options = options, .err = err};
	struct risk_plain plain;
	bool ok;

	if (!enough(data, err))
		return false;
	learning.model = risk_model_create();
	if (!learning.model)
		return err_memory(err);
	learning.model->card.synthetic = synthetic;
	learning.model->engine = options->engine ? risk_engine_find(options->engine) : risk_engine_default();
	if (!learning.model->engine) {
		risk_model_close(learning.model);
		return err_set(err, ERR_USAGE, "there is no kind of model '%s': boost or ridge", options->engine);
	}
	plain = risk_plain_begin();
	ok = learn(&learning);
	risk_plain_end(plain);
	risk_matrix_finish(&learning.matrix);
	free(learning.labels);
	if (ok)
		*ret_model = learning.model;
	else
		risk_model_close(learning.model);
	return ok;
}

bool risk_train(struct store *store, const struct risk_train_options *options, struct risk_model **ret_model, struct err *err)
{
	struct risk_window window = {.from = options->from, .to = options->until, .known_by = options->until, .judged = true};
	const char *synthetic = store_fact(store, "synthetic");
	struct risk_data data;
	bool ok;

	if (!risk_read(store, &window, &data, err))
		return false;
	ok = risk_learn(&data, options, synthetic && strcmp(synthetic, "0") != 0, ret_model, err);
	risk_data_finish(&data);
	return ok;
}
