/* card.c - the card of a model as JSON and back: what it is made of, what it learnt from, how it was judged.
 *
 * When it was trained and which version it became are no part of it, so that the same training gives the same bytes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "json.h"
#include "model_private.h"

static void name_put(struct text *out, const char *name)
{
	if (out->len > 0 && !strchr("{[", out->data[out->len - 1]))
		text_put(out, ',');
	text_appendf(out, "\"%s\":", name);
}

static void word_put(struct text *out, const char *name, const char *word)
{
	name_put(out, name);
	text_append_json(out, word, strlen(word));
}

static void number_put(struct text *out, const char *name, double number)
{
	name_put(out, name);
	text_append_json_number(out, number);
}

static void day_put(struct text *out, const char *name, int32_t day)
{
	char buffer[32];

	if (day == TIME_DAY_NONE) {
		name_put(out, name);
		text_append(out, "null");
	} else {
		word_put(out, name, time_day_format(day, buffer));
	}
}

static void numbers_put(struct text *out, const char *name, const double *numbers, size_t n)
{
	name_put(out, name);
	text_put(out, '[');
	for (size_t i = 0; i < n; i++) {
		text_append(out, i ? "," : "");
		text_append_json_number(out, numbers[i]);
	}
	text_put(out, ']');
}

static void probe_put(struct text *out, const struct risk_probe *probe)
{
	name_put(out, "probe");
	text_put(out, '{');
	day_put(out, "from", probe->from);
	number_put(out, "n", (double)probe->n);
	number_put(out, "hits", (double)probe->hits);
	number_put(out, "new", (double)probe->n_new);
	number_put(out, "auc", probe->auc);
	number_put(out, "brier", probe->brier);
	number_put(out, "ece", probe->ece);
	number_put(out, "precision_5", probe->precision_5);
	number_put(out, "precision_10", probe->precision_10);
	number_put(out, "new_auc", probe->new_auc);
	number_put(out, "new_precision_10", probe->new_precision_10);
	text_put(out, '}');
}

/* n and hits of each word, one after the other. */
static void records_put(struct text *out, const struct risk_feature *feature)
{
	name_put(out, "found");
	text_put(out, '[');
	for (int w = 0; feature->records && w < feature->n_words; w++)
		text_appendf(out, "%s%u,%u", w ? "," : "", (unsigned)feature->records[w].n, (unsigned)feature->records[w].hits);
	text_put(out, ']');
}

static void features_put(struct text *out, const struct risk_spec *spec)
{
	name_put(out, "features");
	text_put(out, '[');
	for (int i = 0; i < spec->n_features; i++) {
		const struct risk_feature *feature = &spec->features[i];

		text_append(out, i ? ",\n{" : "\n{");
		word_put(out, "kind", risk_feature_kind_name(feature->kind));
		word_put(out, "of", feature->of);
		if (feature->kind == RISK_FEATURE_CODE) {
			text_append(out, ",\"words\":[");
			for (int w = 0; w < feature->n_words; w++) {
				text_append(out, w ? "," : "");
				text_append_json(out, feature->words[w], strlen(feature->words[w]));
			}
			text_put(out, ']');
			records_put(out, feature);
		}
		text_put(out, '}');
	}
	text_put(out, ']');
}

static void references_put(struct text *out, const struct risk_model *model)
{
	name_put(out, "references");
	text_put(out, '[');
	for (size_t i = 0; i < model->n_references; i++) {
		const struct risk_reference *reference = &model->references[i];

		text_append(out, i ? ",\n{" : "\n{");
		word_put(out, "name", reference->name);
		number_put(out, "n", reference->n);
		numbers_put(out, "edges", reference->edges, (size_t)reference->n_edges);
		numbers_put(out, "shares", reference->shares, (size_t)reference->n_edges + 2);
		text_put(out, '}');
	}
	text_put(out, ']');
}

bool risk_card_write(const struct risk_model *model, struct text *out)
{
	const struct risk_card *card = &model->card;
	char seed[32];

	text_put(out, '{');
	number_put(out, "spec", RISK_SPEC_VERSION);
	word_put(out, "engine", model->engine->name);
	day_put(out, "trained_from", card->trained_from);
	day_put(out, "trained_until", card->trained_until);
	number_put(out, "n", (double)card->n);
	number_put(out, "hits", (double)card->hits);
	snprintf(seed, sizeof(seed), "%llu", (unsigned long long)card->seed);
	word_put(out, "seed", seed);
	number_put(out, "rounds", card->rounds);
	name_put(out, "synthetic");
	text_append(out, card->synthetic ? "true" : "false");
	word_put(out, "data_sha256", card->data_sha256);
	probe_put(out, &card->probe);
	name_put(out, "calibration");
	text_put(out, '{');
	numbers_put(out, "told", model->calibration.told, model->calibration.n);
	numbers_put(out, "found", model->calibration.found, model->calibration.n);
	text_put(out, '}');
	features_put(out, &model->spec);
	references_put(out, model);
	text_append(out, "}\n");
	return !out->failed;
}

/* ------------------------------------------------------------------------------------------ */

static int32_t day_get(const struct risk_json *object, const char *name)
{
	int32_t day;

	return time_day_parse(risk_json_text(risk_json_get(object, name), ""), &day) ? day : TIME_DAY_NONE;
}

static double number_get(const struct risk_json *object, const char *name)
{
	return risk_json_number(risk_json_get(object, name), NAN);
}

static size_t count_get(const struct risk_json *object, const char *name)
{
	double number = number_get(object, name);

	return number >= 0 && number < 1e15 ? (size_t)number : 0;
}

static void probe_get(const struct risk_json *json, struct risk_probe *probe)
{
	*probe = (struct risk_probe){.from = day_get(json, "from"), .n = count_get(json, "n"), .hits = count_get(json, "hits"),
		.n_new = count_get(json, "new"), .auc = number_get(json, "auc"), .brier = number_get(json, "brier"),
		.ece = number_get(json, "ece"), .precision_5 = number_get(json, "precision_5"),
		.precision_10 = number_get(json, "precision_10"), .new_auc = number_get(json, "new_auc"),
		.new_precision_10 = number_get(json, "new_precision_10")};
}

static bool words_get(struct arena *arena, const struct risk_json *words, struct risk_feature *feature)
{
	const struct risk_json *word = words ? words->first : NULL;

	feature->words = arena_array(arena, words && words->n ? words->n : 1, sizeof(*feature->words));
	for (; feature->words && word; word = word->next) {
		feature->words[feature->n_words] = risk_json_text(word, NULL);
		if (!feature->words[feature->n_words++])
			return false;
	}
	return feature->words != NULL;
}

/* Models of before have none. */
static bool records_get(struct arena *arena, const struct risk_json *found, struct risk_feature *feature)
{
	size_t n = 2 * (size_t)feature->n_words;
	double *numbers;

	if (!found || found->n != n || n == 0)
		return true;
	numbers = arena_array(arena, n, sizeof(*numbers));
	feature->records = arena_array(arena, (size_t)feature->n_words, sizeof(*feature->records));
	if (!numbers || !feature->records || !risk_json_numbers(found, numbers, n))
		return false;
	for (int w = 0; w < feature->n_words; w++) {
		double all = numbers[2 * w], hits = numbers[2 * w + 1];

		if (!(hits >= 0) || !(hits <= all) || !(all < 4e9))
			return false;
		feature->records[w].n = (uint32_t)all;
		feature->records[w].hits = (uint32_t)hits;
	}
	return true;
}

/* The place of a tuple among those in use, which are added as they come. */
static int key_place(struct risk_spec *spec, const char *name)
{
	int key = risk_key_find(name);

	for (int i = 0; i < spec->n_keys; i++) {
		if (spec->keys[i] == key)
			return i;
	}
	if (key >= 0)
		spec->keys[spec->n_keys] = key;
	return key < 0 ? -1 : spec->n_keys++;
}

static bool feature_get(struct risk_model *model, const struct risk_json *json, struct risk_feature *feature)
{
	int kind = risk_feature_kind_find(risk_json_text(risk_json_get(json, "kind"), ""));

	feature->of = risk_json_text(risk_json_get(json, "of"), NULL);
	if (kind < 0 || !feature->of)
		return false;
	feature->kind = (enum risk_feature_kind)kind;
	feature->name = arena_printf(&model->arena, "%s%s%s", risk_feature_kind_name(feature->kind), *feature->of ? ":" : "",
		feature->of);
	if (kind <= RISK_FEATURE_COUNT)
		feature->index = key_place(&model->spec, feature->of);
	else if (kind == RISK_FEATURE_HS)
		feature->index = *feature->of >= '2' && *feature->of <= '6' ? *feature->of - '0' : -1;
	return feature->name && feature->index >= 0 &&
	       (kind != RISK_FEATURE_CODE || (words_get(&model->arena, risk_json_get(json, "words"), feature) &&
				   records_get(&model->arena, risk_json_get(json, "found"), feature)));
}

static bool features_get(struct risk_model *model, const struct risk_json *json)
{
	const struct risk_json *child = json ? json->first : NULL;
	struct risk_spec *spec = &model->spec;

	if (!child || json->type != RISK_JSON_ARRAY)
		return false;
	spec->keys = arena_array(&model->arena, risk_key_count(), sizeof(*spec->keys));
	spec->features = arena_array(&model->arena, json->n, sizeof(*spec->features));
	for (; spec->keys && spec->features && child; child = child->next) {
		if (!feature_get(model, child, &spec->features[spec->n_features++]))
			return false;
	}
	return spec->n_features > 0 && (size_t)spec->n_features == json->n;
}

static bool reference_get(const struct risk_json *json, struct risk_reference *reference)
{
	const struct risk_json *edges = risk_json_get(json, "edges");

	reference->name = risk_json_text(risk_json_get(json, "name"), NULL);
	reference->n = number_get(json, "n");
	if (!reference->name || !edges || edges->n >= RISK_REFERENCE_BINS)
		return false;
	reference->n_edges = (int)edges->n;
	return risk_json_numbers(edges, reference->edges, edges->n) &&
	       risk_json_numbers(risk_json_get(json, "shares"), reference->shares, edges->n + 2);
}

static bool references_get(struct risk_model *model, const struct risk_json *json)
{
	const struct risk_json *child = json ? json->first : NULL;

	model->references = arena_array(&model->arena, json && json->n ? json->n : 1, sizeof(*model->references));
	for (; model->references && child; child = child->next) {
		if (!reference_get(child, &model->references[model->n_references++]))
			return false;
	}
	return model->references != NULL;
}

static bool calibration_get(struct risk_model *model, const struct risk_json *json)
{
	const struct risk_json *told = risk_json_get(json, "told");
	struct risk_calibration *calibration = &model->calibration;

	calibration->n = told ? told->n : 0;
	calibration->told = arena_array(&model->arena, calibration->n + 1, sizeof(double));
	calibration->found = arena_array(&model->arena, calibration->n + 1, sizeof(double));
	model->card.calibrated = calibration->n > 0;
	return calibration->told && calibration->found && risk_json_numbers(told, calibration->told, calibration->n) &&
	       risk_json_numbers(risk_json_get(json, "found"), calibration->found, calibration->n);
}

static void facts_get(struct risk_card *card, const struct risk_json *json)
{
	const struct risk_json *synthetic = risk_json_get(json, "synthetic");

	card->trained_from = day_get(json, "trained_from");
	card->trained_until = day_get(json, "trained_until");
	card->n = count_get(json, "n");
	card->hits = count_get(json, "hits");
	card->seed = strtoull(risk_json_text(risk_json_get(json, "seed"), "0"), NULL, 10);
	card->rounds = (int)count_get(json, "rounds");
	card->synthetic = synthetic && synthetic->number > 0;
	snprintf(card->data_sha256, sizeof(card->data_sha256), "%s", risk_json_text(risk_json_get(json, "data_sha256"), ""));
	probe_get(risk_json_get(json, "probe"), &card->probe);
}

bool risk_card_read(struct risk_model *model, const char *json_text, size_t n, struct err *err)
{
	const struct risk_json *json = risk_json_parse(&model->arena, json_text, n);
	double spec = number_get(json, "spec");

	if (!json)
		return err_set(err, ERR_DATA, "its card cannot be read");
	if (spec != RISK_SPEC_VERSION)
		return err_set(err, ERR_DATA, "it was made by another version of this program (features of kind %g, this one knows %d): train "
			"anew", spec, RISK_SPEC_VERSION);
	model->engine = risk_engine_find(risk_json_text(risk_json_get(json, "engine"), ""));
	if (!model->engine)
		return err_set(err, ERR_DATA, "its card names an unknown kind of model");
	facts_get(&model->card, json);
	if (!features_get(model, risk_json_get(json, "features")) || !references_get(model, risk_json_get(json, "references")) ||
		!calibration_get(model, risk_json_get(json, "calibration")))
		return err_set(err, ERR_DATA, "its card is not whole");
	return true;
}
