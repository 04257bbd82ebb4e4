/* trial.c - see trial.h. */
#include "trial.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "history.h"

static uint64_t hash_of(const char *name)
{
	return risk_hash_text(name, strlen(name));
}

void risk_trial_finish(struct risk_trial *trial)
{
	free(trial->rows);
	*trial = (struct risk_trial){0};
}

bool risk_trial_make(struct risk_trial *trial, size_t n)
{
	trial->rows = calloc(n + 1, sizeof(*trial->rows));
	trial->n = trial->rows ? n : 0;
	return trial->rows != NULL;
}

void risk_trial_set(struct risk_trial *trial, size_t row, const char *name, float margin, bool is_new)
{
	trial->rows[row] = (struct risk_tried){.name = hash_of(name), .margin = margin, .is_new = is_new};
}

static int by_name(const void *a, const void *b)
{
	uint64_t x = ((const struct risk_tried *)a)->name, y = ((const struct risk_tried *)b)->name;

	return (x > y) - (x < y);
}

void risk_trial_sort(struct risk_trial *trial)
{
	if (trial->n > 0)
		qsort(trial->rows, trial->n, sizeof(*trial->rows), by_name);
}

const struct risk_tried *risk_trial_find(const struct risk_trial *trial, const char *name)
{
	const struct risk_tried wanted = {.name = hash_of(name)};

	return trial->n ? bsearch(&wanted, trial->rows, trial->n, sizeof(*trial->rows), by_name) : NULL;
}

bool risk_trial_write(const struct risk_trial *trial, struct text *out)
{
	uint64_t before = 0;

	risk_varint_write(out, trial->n);
	for (size_t i = 0; i < trial->n; i++) {
		uint32_t bits;

		memcpy(&bits, &trial->rows[i].margin, sizeof(bits));
		risk_varint_write(out, trial->rows[i].name - before);
		risk_varint_write(out, (uint64_t)bits * 2 + trial->rows[i].is_new);
		before = trial->rows[i].name;
	}
	return !out->failed;
}

static bool tried_read(struct risk_tried *tried, uint64_t before, const unsigned char **at, const unsigned char *end)
{
	uint64_t step, word;
	uint32_t bits;

	if (!risk_varint_read(at, end, &step) || !risk_varint_read(at, end, &word) || word >> 33)
		return false;
	bits = (uint32_t)(word >> 1);
	tried->name = before + step;
	tried->is_new = word & 1;
	memcpy(&tried->margin, &bits, sizeof(bits));
	return true;
}

bool risk_trial_read(struct risk_trial *trial, const unsigned char **at, const unsigned char *end)
{
	struct risk_trial read = {0};
	uint64_t n;

	if (!risk_varint_read(at, end, &n) || n > (uint64_t)(end - *at) || !risk_trial_make(&read, (size_t)n))
		return false;
	for (size_t i = 0; i < read.n; i++) {
		if (!tried_read(&read.rows[i], i ? read.rows[i - 1].name : 0, at, end)) {
			risk_trial_finish(&read);
			return false;
		}
	}
	risk_trial_finish(trial);
	*trial = read;
	return true;
}
