/* trial.h - what a model said in its own trial of the last part of its window, which the trial had not learnt from: kept with the model, so
 * that its worth can be shown before anything came after its last day.
 *
 * Declarations are told by a hash of their ids, so that the same training gives the same bytes wherever it is loaded. As bytes: how many,
 * and for each, in the order of its hash, the step from the one before and the bits of its margin, doubled, with one for new goods. */
#ifndef RISK_TRIAL_H
#define RISK_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct risk_tried {
	uint64_t name;
	float margin;
	bool is_new;
};

struct risk_trial {
	struct risk_tried *rows;	/* by name */
	size_t n;
};

void risk_trial_finish(struct risk_trial *trial);	/* accepts what is all zero */
bool risk_trial_make(struct risk_trial *trial, size_t n);	/* room for n rows */
void risk_trial_set(struct risk_trial *trial, size_t row, const char *name, float margin, bool is_new);
void risk_trial_sort(struct risk_trial *trial);
const struct risk_tried *risk_trial_find(const struct risk_trial *trial, const char *name);	/* NULL: it was not tried on */

bool risk_trial_write(const struct risk_trial *trial, struct text *out);
/* Reads from *at on and moves it; false when the bytes are no trial. */
bool risk_trial_read(struct risk_trial *trial, const unsigned char **at, const unsigned char *end);

#endif
