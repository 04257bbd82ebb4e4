/* data.h - declarations as the risk model sees them: codes, numbers, and what an inspection found.
 *
 * Only what the trader declared and who the trader is: never a lane, a reason of selection, an officer, a payment or an
 * assessment made later, since those know the result. A declaration that was amended is read as it was declared first.
 * It knows nothing of the store but numbers of codes, whose words it asks for. */
#ifndef RISK_DATA_H
#define RISK_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Codes with a meaning of their own; the attributes that only a profile knows follow from RISK_CODES on. */
enum risk_code {
	RISK_OFFICE, RISK_FLOW, RISK_REGIME, RISK_MODE, RISK_IMPORTER, RISK_BROKER, RISK_SELLER, RISK_ORIGIN,
	RISK_DEPARTURE, RISK_HS, RISK_TAX_TYPE, RISK_CODES
};

/* Numbers with a meaning of their own; the measures that only a profile knows follow from RISK_NUMBERS on. */
enum risk_number {
	RISK_MASS,	/* kilograms, net where known */
	RISK_VALUE,	/* of the goods, in units of the reporting currency */
	RISK_RATE,	/* of tax, as written */
	RISK_ITEMS, RISK_AEO, RISK_PAPER,
	RISK_ASSESSED,	/* tax that was assessed at first, over the value */
	RISK_NUMBERS
};

enum risk_choice { RISK_CHOICE_UNKNOWN, RISK_CHOICE_RANDOM, RISK_CHOICE_TARGETED };

enum { RISK_UNJUDGED = -1 };

struct risk_row {
	int64_t id;		/* declaration_key.id */
	const char *name;	/* declaration_id */
	int32_t day;		/* registered */
	int32_t known;		/* day of the last inspection result; never before `day` */
	int8_t label;		/* 1 a hit, 0 none, RISK_UNJUDGED */
	uint32_t currency;	/* of its amounts; 0 the reporting one */
	int8_t choice;		/* enum risk_choice: how today's practice came to it */
	double recovered;	/* tax adjustment of a hit, money units; NaN not recorded */
	double stake;		/* tax at stake if it is irregular, money units; NaN unknown */
	double score;		/* what today's practice gave it; NaN none */
};

/* The words of codes. Hashes are of the words, so that nothing depends on the order in which they were loaded. */
struct risk_words {
	const char *(*text)(void *context, uint32_t code);	/* NULL unknown; borrowed for the life of the data */
	void *context;
	uint64_t *hashes;	/* by code; 0 not asked yet */
	size_t n;
};

struct risk_data {
	struct arena arena;	/* names */
	struct risk_words *words;
	const char **code_names, **number_names;
	int n_codes, n_numbers;
	struct risk_row *rows;
	uint32_t *codes;	/* [row][n_codes]; 0 not recorded */
	double *numbers;	/* [row][n_numbers]; NaN not recorded */
	size_t n, cap;
};

/* Extra codes and numbers by their names, in their order (sorted by the caller, who keeps nothing). */
bool risk_data_init(struct risk_data *data, const char *const *attributes, int n_attributes, const char *const *measures,
	int n_measures);
void risk_data_finish(struct risk_data *data);	/* accepts what is all zero */
/* Rows from `first` to before `end`, borrowed: never finished, never added to. */
struct risk_data risk_data_slice(const struct risk_data *data, size_t first, size_t end);

/* A row of zeros and NaN at the end; NULL when memory is out. Valid until the next call. */
struct risk_row *risk_data_add(struct risk_data *data);
static inline uint32_t *risk_data_codes(const struct risk_data *data, size_t row)
{
	return data->codes + row * (size_t)data->n_codes;
}
static inline double *risk_data_numbers(const struct risk_data *data, size_t row)
{
	return data->numbers + row * (size_t)data->n_numbers;
}

/* By day, then by declaration id: the order that everything else relies on. */
bool risk_data_sort(struct risk_data *data);
/* By id, for what is read in the order of ids. */
bool risk_data_sort_by_id(struct risk_data *data);
void risk_data_move(struct risk_data *data, size_t to, size_t from);	/* one row over another */
/* Drops the rows from n on. */
void risk_data_cut(struct risk_data *data, size_t n);

int risk_data_code_find(const struct risk_data *data, const char *name);	/* -1: there is none */
int risk_data_number_find(const struct risk_data *data, const char *name);

const char *risk_data_text(const struct risk_data *data, uint32_t code);	/* "" for none */
uint64_t risk_data_hash(struct risk_data *data, uint32_t code);			/* 0 for none */

#endif
