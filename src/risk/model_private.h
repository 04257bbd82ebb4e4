/* model_private.h - what a model consists of, for the files of this room. */
#ifndef RISK_MODEL_PRIVATE_H
#define RISK_MODEL_PRIVATE_H

#include "calibrate.h"
#include "engine.h"
#include "reference.h"
#include "risk/model.h"
#include "spec.h"
#include "trial.h"

struct risk_model {
	struct risk_card card;
	struct arena arena;
	struct risk_spec spec;
	struct risk_history history;
	struct risk_trial trial;
	const struct risk_engine *engine;
	struct risk_fit *fit;
	struct risk_calibration calibration;
	struct risk_reference *references;	/* features of the declaration itself, and the score */
	size_t n_references;
	struct text card_json, fit_json, memory;	/* the bytes that are hashed and kept */
};

struct risk_model *risk_model_create(void);	/* empty; NULL when memory is out */

/* Learns from sorted, judged rows (train.c). options: the window is the caller's matter. */
bool risk_learn(struct risk_data *data, const struct risk_train_options *options, bool synthetic, struct risk_model **ret_model,
	struct err *err);

/* card.c: everything but the fit and the memory, as JSON and back. */
bool risk_card_write(const struct risk_model *model, struct text *out);
bool risk_card_read(struct risk_model *model, const char *json, size_t n, struct err *err);
/* The bytes of a model and their sum (model.c). */
bool risk_model_seal(struct risk_model *model, struct err *err);

/* How a feature lay in the window; NULL: none is kept of it. */
const struct risk_reference *risk_model_reference(const struct risk_model *model, const char *name);

/* Margins, probabilities and novelty of rows (score.c); each array one a row, p and is_new may be NULL. */
bool risk_model_ask(struct risk_model *model, struct risk_data *data, float *ret_margins, double *ret_p, bool *ret_new,
	struct err *err);

#endif
