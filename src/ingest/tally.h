/* tally.h - what a reading counted: rows by effect, money by currency, timestamps, reasons of rejects. */
#ifndef INGEST_TALLY_H
#define INGEST_TALLY_H

#include "base/id_set.h"
#include "ingest/ingest.h"
#include "validate.h"

struct ingest_tally_coverage {
	struct ingest_coverage told;
	int slot;			/* of the column in the record */
};

struct tally {
	struct ingest_report *report;	/* filled in place; its arena owns the texts */
	struct plan *plan;
	struct model_money *money;
	size_t n_money, cap_money;
	struct ingest_reason *reasons;
	size_t n_reasons, cap_reasons;
	struct ingest_tally_coverage *coverage;
	size_t n_coverage;
	int key;			/* slot of declaration_id in declarations, else -1 */
	struct id_set seen;		/* declarations whose money was counted */
	int64_t repeated;		/* rows of declarations that stand earlier in the file */
};

/* A record that was taken, in the currency that its amounts are in. */
struct ingest_tally_record {
	const struct model_value *values;
	const char *currency;
};

bool ingest_tally_init(struct tally *tally, struct ingest_report *report, struct plan *plan, struct err *err);
void ingest_tally_finish(struct tally *tally);

/* One row of the file, with its strongest effect. */
void ingest_tally_row(struct tally *tally, enum model_effect effect, int64_t rounded);
/* One record of the main kind: its money, once a declaration, and its timestamps. */
bool ingest_tally_record(struct tally *tally, const struct ingest_tally_record *record, struct err *err);
bool ingest_tally_reject(struct tally *tally, const struct validator *validator, const struct model_reject *reject,
	struct err *err);
/* Puts what was counted into the report. */
bool ingest_tally_close(struct tally *tally, double seconds, struct err *err);

#endif
