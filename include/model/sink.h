/* sink.h - the interface that takes records: the store provides one, tests another, so that reading CSV is tested without
 * a database and a training scenario is just one more source.
 *
 * Protocol, for each file: begin, then any number of put (and reject), then finish or abandon. Between begin and finish
 * nothing is visible to others; finish makes all of it durable, abandon leaves no trace. */
#ifndef MODEL_SINK_H
#define MODEL_SINK_H

#include "base/err.h"
#include "model/record.h"

enum model_effect {
	MODEL_UNCHANGED, MODEL_UPDATED, MODEL_INSERTED	/* weakest first */
};

/* One row that was refused. Text fields are as they came from the file and must be filtered before they are shown. */
struct model_reject {
	long line;			/* physical line, from 1 */
	int column;			/* field number from 1, 0 when it is about the whole row */
	const char *column_name;	/* as in the file; may be NULL */
	const char *code;		/* missing-cell extra-cell duplicate-label blank-row type-error encoding-error
					 * constraint-error quote-error size-error nul-error total-row */
	const char *reason;		/* one sentence */
	const char *raw;		/* the row, at most 1 MiB kept */
	size_t raw_len;
};

struct model_file {
	const char *path;		/* as given by the user */
	const char *sha256;		/* of the bytes of the file, hex; "" when unknown (stdin is hashed too) */
	const struct model_kind *kind;	/* the main kind */
	int64_t bytes;
};

/* What the source counted; the sink stores it with the batch. Money is in minor units of the reporting column per
 * currency; see struct model_money. */
struct model_money {
	char currency[8];		/* "" when the file names none */
	const char *column;		/* "paid_amount", "cif_value" ...: canonical name */
	int64_t read, stored;		/* sum in the file; sum of accepted records, once a declaration */
	int64_t rejected;		/* sum of the readable ones in rejected rows */
};

struct model_account {
	int64_t rows, inserted, updated, unchanged, rejected;
	const struct model_money *money;
	size_t n_money;
	double seconds;
	int64_t rounded;		/* amounts with more decimals than their currency has */
};

struct model_sink {
	/* *ret_seen: this very file (same sha256) was loaded before and nothing need be read; *ret_before then holds its
	 * old account (rows, rejected) and finish must still be called, with the account told as unchanged + rejected. */
	bool (*begin)(struct model_sink *sink, const struct model_file *file, bool *ret_seen,
		struct model_account *ret_before, struct err *err);
	/* A bad reference or a duplicate is no error. *ret_effect is the effect of this record alone. */
	bool (*put)(struct model_sink *sink, const struct model_record *record, enum model_effect *ret_effect,
		struct err *err);
	bool (*reject)(struct model_sink *sink, const struct model_reject *reject, struct err *err);
	bool (*finish)(struct model_sink *sink, const struct model_account *account, struct err *err);
	void (*abandon)(struct model_sink *sink);
};

#endif
