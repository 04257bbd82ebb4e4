/* reason.c - see risk/reason.h. Facts are phrases of one line; what reads them puts names and marks around. */
#include "risk/reason.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "encode.h"
#include "model/words.h"
#include "model_private.h"
#include "plain.h"
#include "read.h"
#include "store/rows.h"

static const char *const group_titles[RISK_GROUPS] = {
	[RISK_GROUP_GOODS] = "goods",
	[RISK_GROUP_LANE] = "lane",
	[RISK_GROUP_PARTY] = "trader",
	[RISK_GROUP_VALUE] = "value",
	[RISK_GROUP_MASS] = "mass",
	[RISK_GROUP_CALENDAR] = "calendar",
	[RISK_GROUP_PAPERS] = "papers",
};

const char *risk_group_title(enum risk_group group)
{
	return group_titles[group];
}

/* What is asked about: some declarations, their features, what each feature adds. */
enum { CLEARS = 30 };		/* inspections without a find, from which on they say something */

struct asking {
	struct store *store;
	struct risk_model *model;
	struct risk_data data;
	struct risk_matrix matrix;
	float *parts;		/* [row][width + 1] */
	struct arena *arena;
	struct err *err;
};

/* ------------------------------------------------------------------------------------------ */
/* Facts in words */

static void ratio_put(struct text *out, const char *what, double ln, const char *of)
{
	double ratio = exp(ln);

	if (fabs(ln) < 0.05)
		text_appendf(out, "%s as usual for %s", what, of);
	else if (ratio < 1)
		text_appendf(out, "%s %.0f %% below the usual of %s", what, (1 - ratio) * 100, of);
	else if (ratio < 2)
		text_appendf(out, "%s %.0f %% above the usual of %s", what, (ratio - 1) * 100, of);
	else
		text_appendf(out, "%s %.3g times the usual of %s", what, ratio, of);
}

/* "attribute.import_use" is "import use" to people. */
static void name_put(struct text *out, const char *name)
{
	const char *dot = strchr(name, '.');

	for (const char *s = dot ? dot + 1 : name; *s; s++)
		text_put(out, *s == '_' ? ' ' : *s);
}

static double usual_rate(const struct asking *asking)
{
	const struct risk_card *card = &asking->model->card;

	return card->n ? (double)card->hits / (double)card->n : NAN;
}

/* Beside what is usual. A clean record that raises the risk all the same is a short one; any other that by itself speaks against what it
 * is told for says so. */
static void record_put(struct text *out, const char *title, struct risk_record record, double usual, double push)
{
	double rate = record.n ? (double)record.hits / record.n : NAN;
	const char *against = push > 0 && rate < usual ? ", which alone would lower it" : push < 0 && rate > usual ? ", which alone would raise it" : "";

	if (record.n == 0)
		text_appendf(out, "%s: never inspected before", title);
	else if (record.n == 1)
		text_appendf(out, "%s: inspected once, %s", title, record.hits ? "irregular" : push > 0 ? "too little to clear it" : "in order");
	else if (record.hits == 0)
		text_appendf(out, "%s: %u inspected, none irregular%s", title, record.n, push > 0 && record.n < CLEARS ? ", too few to clear it" : against);
	else if (record.hits == record.n)
		text_appendf(out, "%s: all %u inspected were irregular%s", title, record.n, against);
	else
		text_appendf(out, "%s: %u inspected, %u irregular (%.0f %%; usual %.0f %%)%s", title, record.n, record.hits, rate * 100, usual * 100, against);
}

static void plain_number_put(struct text *out, const char *name, double value)
{
	name_put(out, name);
	if (isnan(value))
		text_append(out, " not told");
	else
		text_appendf(out, " %.6g", value);
}

/* Where most declarations that the model learnt from lie, if this one lies at either end. */
static void place_put(struct text *out, const struct asking *asking, const char *feature, float x)
{
	const struct risk_reference *reference = risk_model_reference(asking->model, feature);
	double below = 0, there;
	int bin = 0;

	if (!reference || isnan(x) || reference->n_edges < 4)
		return;
	for (; bin < reference->n_edges && (double)x >= reference->edges[bin]; bin++)
		below += reference->shares[bin];
	there = 1 - reference->shares[reference->n_edges + 1];
	if (below / there >= 0.745)
		text_appendf(out, ", more than %.0f of 100 others", below / there * 100);
	else if ((below + reference->shares[bin]) / there <= 0.255)
		text_appendf(out, ", less than %.0f of 100 others", 100 - (below + reference->shares[bin]) / there * 100);
}

static const char *currency_of(const struct asking *asking)
{
	const char *currency = store_fact(asking->store, "currency");

	return currency ? currency : "";
}

/* Four digits say enough, and no exponent. */
static void size_put(struct text *out, double size)
{
	text_appendf(out, size >= 1000 ? "%.0f" : "%.4g", size);
}

static void usual_mass_put(struct text *out, struct asking *asking, size_t row)
{
	double usual = risk_medians_find(&asking->model->spec.mass_hs6, risk_hs_hash(&asking->data, row, 6));

	if (isnan(usual))
		return;
	text_append(out, ", usual of this commodity ");
	size_put(out, exp(usual));
	text_append(out, " kg");
}

static void number_put(struct text *out, struct asking *asking, const struct risk_feature *feature, size_t row, double value, float x)
{
	const char *name = feature->of;

	if (strcmp(name, "aeo") == 0 && !isnan(value)) {
		text_append(out, value > 0 ? "an authorised trader" : "not an authorised trader");
	} else if (strcmp(name, "paper") == 0 && !isnan(value)) {
		text_append(out, value > 0 ? "declared on paper" : "declared without paper");
	} else if (strcmp(name, "assessed") == 0 && !isnan(value)) {
		text_appendf(out, "tax assessed at first %.1f %% of the value", value * 100);
		place_put(out, asking, feature->name, x);
	} else if (feature->index == RISK_MASS && !isnan(value)) {
		text_appendf(out, "mass %.6g kg", value);
		usual_mass_put(out, asking, row);
	} else if (feature->index == RISK_VALUE && !isnan(value)) {
		text_appendf(out, "value %.0f %s", value, currency_of(asking));
		place_put(out, asking, feature->name, x);
	} else {
		plain_number_put(out, name, value);
		place_put(out, asking, feature->name, x);
	}
}

/* Against what is usual for the commodity and origin, or else for the commodity. */
static void unit_value_put(struct text *out, struct asking *asking, size_t row, double ln)
{
	const struct risk_spec *spec = &asking->model->spec;
	double usual = risk_medians_find(&spec->unit_hs6_origin, risk_hs_origin_hash(&asking->data, row));
	const char *of = "this commodity and origin";

	if (isnan(ln)) {
		text_append(out, "no value a kilogram");
		return;
	}
	if (isnan(usual)) {
		usual = risk_medians_find(&spec->unit_hs6, risk_hs_hash(&asking->data, row, 6));
		of = "this commodity";
	}
	text_append(out, "value a kilogram ");
	size_put(out, exp(ln));
	text_appendf(out, " %s%s", currency_of(asking), isnan(usual) ? ", and no usual one is known" : ", usual of ");
	if (isnan(usual))
		return;
	text_appendf(out, "%s ", of);
	size_put(out, exp(usual));
}

/* How far it lies from the usual, and what that is. */
static void distance_put(struct text *out, struct asking *asking, const struct risk_feature *feature, size_t row, float x)
{
	const struct risk_spec *spec = &asking->model->spec;
	bool mass = feature->kind == RISK_FEATURE_MASS_HS6, lane = feature->kind == RISK_FEATURE_UNIT_VALUE_HS6_ORIGIN;
	uint64_t key = lane ? risk_hs_origin_hash(&asking->data, row) : risk_hs_hash(&asking->data, row, 6);
	double usual = risk_medians_find(mass ? &spec->mass_hs6 : lane ? &spec->unit_hs6_origin : &spec->unit_hs6, key);

	if (isnan(x)) {
		text_appendf(out, "no usual %s of these goods", mass ? "mass" : "value");
		return;
	}
	ratio_put(out, mass ? "mass" : "value a kilogram", (double)x, lane ? "this commodity and origin" : "this commodity");
	text_append(out, " (");
	size_put(out, exp(usual + (double)x));
	text_append(out, " against ");
	size_put(out, exp(usual));
	text_appendf(out, " %s)", mass ? "kg" : currency_of(asking));
}

/* "mail (mode 5)", "home use (regime 4000)", "Red Sands Rail (office RSD)". Reasons are read by others than who declared: people and firms go
 * by their pseudonyms. */
static void code_put(struct text *out, const struct asking *asking, const char *name, const char *code)
{
	const char *word = strcmp(name, "mode") == 0 ? model_mode_word(code) : strcmp(name, "regime") == 0 ? model_regime_word(code) : NULL;
	struct store_rows *rows = NULL;
	char pseudonym[MASK_PSEUDONYM];

	if (code[0] && mask_is_personal(name))
		code = mask_pseudonym(code, pseudonym);
	if (strcmp(name, "office") == 0 && store_rows_open(asking->store, "risk_post", &rows, NULL)) {
		store_rows_bind_text(rows, 1, code);
		if (store_rows_next(rows, NULL) == 1 && !store_rows_is_null(rows, 0))
			word = arena_strdup(asking->arena, store_rows_text(rows, 0));
		store_rows_close(rows);
	}
	if (word && strcmp(word, code) != 0)
		text_appendf(out, "%s (", word);
	name_put(out, name);
	text_appendf(out, " %s%s", code[0] ? code : "not told", word && strcmp(word, code) != 0 ? ")" : "");
}

static void own_put(struct text *out, struct asking *asking, const struct risk_feature *feature, size_t row, float x)
{
	static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
	const uint32_t *codes = risk_data_codes(&asking->data, row);
	const double *numbers = risk_data_numbers(&asking->data, row);
	bool there = feature->index >= 0;

	switch (feature->kind) {
	case RISK_FEATURE_NUMBER:
	case RISK_FEATURE_LOG:
		number_put(out, asking, feature, row, there ? numbers[feature->index] : NAN, x);
		break;
	case RISK_FEATURE_UNIT_VALUE:
		unit_value_put(out, asking, row, (double)x);
		break;
	case RISK_FEATURE_UNIT_VALUE_HS6:
	case RISK_FEATURE_UNIT_VALUE_HS6_ORIGIN:
	case RISK_FEATURE_MASS_HS6:
		distance_put(out, asking, feature, row, x);
		break;
	case RISK_FEATURE_IS_ZERO:
		text_appendf(out, x > 0 ? "%s is zero" : "%s is not zero", feature->of);
		break;
	case RISK_FEATURE_SAME_COUNTRY:
		text_append(out, isnan(x) ? "departure or origin not told" : x > 0 ? "departs from its origin" : "departs from elsewhere than its origin");
		break;
	case RISK_FEATURE_HS:
		text_appendf(out, "commodity %s", risk_data_text(&asking->data, codes[RISK_HS]));
		break;
	case RISK_FEATURE_CODE:
		code_put(out, asking, feature->of, there && codes[feature->index] ? risk_data_text(&asking->data, codes[feature->index]) : "");
		break;
	case RISK_FEATURE_ABSENT:
		text_append(out, x > 0 ? "no " : "");
		name_put(out, feature->of);
		text_append(out, " named");
		break;
	case RISK_FEATURE_WEEKDAY:
		text_appendf(out, "registered on a %s", weekdays[(int)x % 7]);
		break;
	default:
		text_appendf(out, "registered on day %d of the month", (int)x);
		break;
	}
}

/* Of a tuple, or of a code as it was found in the training window; all zero where none is kept. */
static struct risk_record record_of(struct asking *asking, size_t row, const struct risk_feature *feature)
{
	if (feature->kind == RISK_FEATURE_CODE) {
		float x = asking->matrix.x[row * asking->matrix.width + (size_t)(feature - asking->model->spec.features)];

		return feature->records && x >= 0 && (int)x < feature->n_words ? feature->records[(int)x] : (struct risk_record){0};
	}
	return risk_history_find(&asking->model->history, risk_key_hash((size_t)asking->model->spec.keys[feature->index], &asking->data, row));
}

static bool fact_tell(struct asking *asking, size_t row, size_t f, struct risk_reason *reason)
{
	const struct risk_feature *feature = &asking->model->spec.features[f];
	struct text title = TEXT_INIT, words = TEXT_INIT;
	struct risk_record record = {0};

	if (feature->kind <= RISK_FEATURE_COUNT || feature->kind == RISK_FEATURE_CODE)
		record = record_of(asking, row, feature);
	reason->inspected = record.n;
	reason->hits = record.hits;
	if (feature->kind > RISK_FEATURE_COUNT)
		own_put(&title, asking, feature, row, asking->matrix.x[row * asking->matrix.width + f]);
	else
		text_append(&title, risk_key_title((size_t)asking->model->spec.keys[feature->index]));
	if (feature->kind <= RISK_FEATURE_COUNT || record.n > 0)
		record_put(&words, title.data, record, usual_rate(asking), reason->push);
	else
		text_append(&words, title.data);
	reason->fact = words.failed ? NULL : arena_strdup(asking->arena, words.data);
	text_finish(&title);
	text_finish(&words);
	return reason->fact != NULL;
}

/* ------------------------------------------------------------------------------------------ */

static int by_push(const void *a, const void *b)
{
	double x = fabs(((const struct risk_reason *)a)->push), y = fabs(((const struct risk_reason *)b)->push);

	return (x < y) - (x > y);
}

/* Whether a reader would take the feature's fact for what it is told for: a record of few hits for a push down, of many for one up. */
static bool agrees(struct asking *asking, size_t row, const struct risk_feature *feature, double push)
{
	struct risk_record record;

	if (feature->kind > RISK_FEATURE_COUNT && feature->kind != RISK_FEATURE_CODE)
		return true;
	record = record_of(asking, row, feature);
	return record.n == 0 || (push > 0) == ((double)record.hits / record.n >= usual_rate(asking));
}

/* The feature of a group that pushes most the way in which the group pushes; of those whose fact agrees, if one of them does half as much. */
static size_t strongest(struct asking *asking, size_t row, const float *parts, enum risk_group group, double push)
{
	const struct risk_spec *spec = &asking->model->spec;
	size_t best = 0, plain = 0;
	double most = -INFINITY, most_plain = -INFINITY;

	for (size_t f = 0; f < (size_t)spec->n_features; f++) {
		double part = push < 0 ? -(double)parts[f] : (double)parts[f];

		if (risk_feature_group(&spec->features[f]) != group)
			continue;
		if (part > most) {
			most = part;
			best = f;
		}
		if (part > most_plain && agrees(asking, row, &spec->features[f], push)) {
			most_plain = part;
			plain = f;
		}
	}
	return most_plain >= most / 2 ? plain : best;
}

static bool reasons_make(struct asking *asking, size_t row, struct risk_explanation *explanation)
{
	const struct risk_spec *spec = &asking->model->spec;
	const float *parts = asking->parts + row * (asking->matrix.width + 1);
	double sums[RISK_GROUPS] = {0};
	bool used[RISK_GROUPS] = {false};

	for (int f = 0; f < spec->n_features; f++) {
		enum risk_group group = risk_feature_group(&spec->features[f]);

		sums[group] += (double)parts[f];
		used[group] = true;
	}
	explanation->base = (double)parts[spec->n_features];
	for (int group = 0; group < RISK_GROUPS; group++) {
		struct risk_reason *reason = &explanation->reasons[explanation->n_reasons];

		if (!used[group])
			continue;
		*reason = (struct risk_reason){.group = (enum risk_group)group, .push = sums[group]};
		if (!fact_tell(asking, row, strongest(asking, row, parts, reason->group, reason->push), reason))
			return false;
		explanation->n_reasons++;
	}
	qsort(explanation->reasons, explanation->n_reasons, sizeof(*explanation->reasons), by_push);
	return true;
}

static bool parts_get(struct asking *asking)
{
	struct risk_model *model = asking->model;
	struct risk_plain plain;
	bool ok;

	risk_spec_bind(&model->spec, &asking->data);
	asking->parts = malloc((asking->data.n * ((size_t)model->spec.n_features + 1) + 1) * sizeof(float));
	if (!asking->parts || !risk_encode_scoring(&model->spec, &model->history, &asking->data, &asking->matrix))
		return err_memory(asking->err);
	plain = risk_plain_begin();
	ok = model->engine->contributions(model->fit, &asking->matrix, asking->parts, asking->err);
	risk_plain_end(plain);
	return ok;
}

static bool row_explain(struct asking *asking, size_t row, float margin, double p, bool is_new,
	struct risk_explanation *ret_explanation)
{
	const struct risk_row *r = &asking->data.rows[row];

	*ret_explanation = (struct risk_explanation){.id = r->id, .name = arena_strdup(asking->arena, r->name), .day = r->day,
		.margin = (double)margin, .p = p, .is_new = is_new};
	return ret_explanation->name && reasons_make(asking, row, ret_explanation);
}

static size_t row_find(const struct risk_data *data, int64_t id)
{
	size_t row = 0;

	while (row < data->n && data->rows[row].id != id)
		row++;
	return row;
}

static bool all_explain(struct asking *asking, const int64_t *ids, size_t n, struct risk_explanation *explanations)
{
	size_t rows = asking->data.n;
	float *margins = malloc((rows + 1) * sizeof(*margins));
	double *p = malloc((rows + 1) * sizeof(*p));
	bool *is_new = malloc(rows + 1);
	bool ok = (margins && p && is_new) || err_memory(asking->err);

	ok = ok && risk_model_ask(asking->model, &asking->data, margins, p, is_new, asking->err);
	for (size_t i = 0; ok && i < n; i++) {
		size_t row = row_find(&asking->data, ids[i]);

		if (row == rows)
			ok = err_set(asking->err, ERR_NO_INPUT, "declaration number %lld is not there, or was cancelled", (long long)ids[i]);
		else
			ok = row_explain(asking, row, margins[row], p[row], is_new[row], &explanations[i]) || err_memory(asking->err);
	}
	free(is_new);
	free(p);
	free(margins);
	return ok;
}

bool risk_explain(struct store *store, struct risk_model *model, const int64_t *ids, size_t n, struct arena *arena,
	struct risk_explanation **ret_explanations, struct err *err)
{
	struct risk_window window = {.known_by = INT32_MAX, .ids = ids, .n_ids = n};
	struct asking asking = {.store = store, .model = model, .arena = arena, .err = err};
	struct risk_explanation *explanations = arena_array(arena, n ? n : 1, sizeof(*explanations));
	bool ok;

	if (!explanations)
		return err_memory(err);
	if (!risk_read(store, &window, &asking.data, err))
		return false;
	ok = parts_get(&asking) && all_explain(&asking, ids, n, explanations);
	free(asking.parts);
	risk_matrix_finish(&asking.matrix);
	risk_data_finish(&asking.data);
	if (ok)
		*ret_explanations = explanations;
	return ok;
}

static bool similar_take(struct store *store, const char *query, struct risk_explanation *explanation, struct arena *arena, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok = true;
	int got = 0;

	if (!store_rows_open(store, query, &rows, err))
		return false;
	store_rows_bind_int(rows, 1, explanation->id);
	store_rows_bind_int(rows, 2, RISK_SIMILAR_MAX);
	while (ok && explanation->n_similar < RISK_SIMILAR_MAX && (got = store_rows_next(rows, err)) == 1) {
		struct risk_similar *similar = &explanation->similar[explanation->n_similar++];

		*similar = (struct risk_similar){.name = arena_strdup(arena, store_rows_text(rows, 0)), .day = (int32_t)store_rows_int(rows, 1),
			.hit = store_rows_int(rows, 2) != 0, .same_importer = store_rows_int(rows, 3) != 0};
		explanation->similar_judged = (size_t)store_rows_int(rows, 4);
		explanation->similar_hits = (size_t)store_rows_int(rows, 5);
		ok = similar->name || err_memory(err);
	}
	store_rows_close(rows);
	return ok && got >= 0;
}

bool risk_similar_read(struct store *store, struct risk_explanation *explanation, struct arena *arena, struct err *err)
{
	explanation->n_similar = explanation->similar_judged = explanation->similar_hits = 0;
	if (!similar_take(store, "risk_similar", explanation, arena, err))
		return false;
	explanation->similar_by_importer = explanation->n_similar == 0;
	return !explanation->similar_by_importer || similar_take(store, "risk_similar_importer", explanation, arena, err);
}

void risk_model_looks(const struct risk_model *model, double ret_shares[RISK_GROUPS])
{
	double *importance = calloc((size_t)model->spec.n_features + 1, sizeof(*importance)), all = 0;

	for (int group = 0; group < RISK_GROUPS; group++)
		ret_shares[group] = 0;
	if (importance && model->engine->importance(model->fit, &model->spec, importance, NULL)) {
		for (int f = 0; f < model->spec.n_features; f++) {
			ret_shares[risk_feature_group(&model->spec.features[f])] += importance[f];
			all += importance[f];
		}
	}
	for (int group = 0; group < RISK_GROUPS && all > 0; group++)
		ret_shares[group] /= all;
	free(importance);
}
