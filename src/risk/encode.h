/* encode.h - rows into features, so that no result of an inspection ever reaches the row it belongs to.
 *
 * A result counts from the day on which it was recorded; a row of the training window sees the results of earlier days only.
 * A row that is scored sees all that the model was trained on, and nothing later. */
#ifndef RISK_ENCODE_H
#define RISK_ENCODE_H

#include "spec.h"

void risk_matrix_finish(struct risk_matrix *matrix);

/* Features of the rows that the model learns from: sorted, all of them judged, `spec` bound to them. */
bool risk_encode_training(const struct risk_spec *spec, struct risk_data *data, struct risk_matrix *ret_matrix);
/* Features of rows to be scored, by what the history knows. */
bool risk_encode_scoring(const struct risk_spec *spec, const struct risk_history *history, struct risk_data *data,
	struct risk_matrix *ret_matrix);
/* Adds all judged rows whose result was known by that day. */
bool risk_history_learn(struct risk_history *history, const struct risk_spec *spec, struct risk_data *data, int32_t known_by);

/* te of the head comment; NaN for a tuple never seen. */
double risk_rate(struct risk_record record, struct risk_record all);

#endif
