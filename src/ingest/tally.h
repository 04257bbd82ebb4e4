/* tally.h - what a reading counted: rows by effect, money by currency, timestamps, reasons of rejects. */
#ifndef INGEST_TALLY_H
#define INGEST_TALLY_H

#include "ingest/ingest.h"
#include "validate.h"

enum { TALLY_MONEY_MAX = 64, TALLY_REASONS_MAX = 64, TALLY_COVERAGE_MAX = 32 };

struct tally {
	struct ingest_report *report;	/* filled in place; its arena owns the texts */
	const struct plan *plan;
	struct model_money money[TALLY_MONEY_MAX];
	size_t n_money;
	struct ingest_reason reasons[TALLY_REASONS_MAX];
	size_t n_reasons;
	struct ingest_coverage coverage[TALLY_COVERAGE_MAX];
	size_t n_coverage;
	uint64_t last_key;		/* of the declaration counted last: money counts once a declaration */
};

void tally_init(struct tally *tally, struct ingest_report *report, const struct plan *plan);
void tally_accept(struct tally *tally, const struct validator *validator, enum model_effect effect);
bool tally_reject(struct tally *tally, const struct validator *validator, const struct model_reject *reject,
	struct err *err);
/* Puts what was counted into the report. */
bool tally_close(struct tally *tally, double seconds, struct err *err);

#endif
