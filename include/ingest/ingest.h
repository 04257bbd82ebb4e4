/* ingest.h - files in: a CSV of any shape becomes records in a sink, and an account that closes.
 *
 * One call reads one file: opened, hashed, unpacked, decoded, its delimiter, header and kind found, each row judged, handed
 * to the sink or refused with a reason. A file is taken whole or not at all: whatever fails, the sink is told to abandon.
 * Bad rows are data (rejects), not errors. Nothing here prints; every failure is one sentence in err. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/sink.h"

/* Called every few thousand rows and at the end; bytes are those of the file as it lies there (packed, for gzip). false
 * cancels: the sink abandons and the call fails with ERR_INTERRUPTED. */
typedef bool ingest_progress(void *context, int64_t bytes_done, int64_t bytes_total, int64_t rows);

/* Sees every refused row, also those of a file of which nothing is kept. The reject is borrowed. */
typedef void ingest_on_reject(void *context, const char *path, const struct model_reject *reject);

struct ingest_options {
	const struct model_kind *kind;	/* NULL: told from the header (or the profile) */
	const char *profile;		/* path of an INI file; NULL: none */
	const char *currency;		/* of amounts where the file names none: the reporting currency; may be NULL */
	const char *path_shown;		/* the path told to the sink and in sentences; NULL: the path itself */
	int64_t max_rejects;		/* rows; -1: max_rejects_percent counts */
	double max_rejects_percent;	/* of the rows of the file */
	ingest_progress *progress;	/* may be NULL */
	ingest_on_reject *on_reject;	/* may be NULL */
	void *context;			/* of both callbacks */
};

#define INGEST_OPTIONS_INIT { .max_rejects = -1, .max_rejects_percent = 10 }

struct ingest_coverage {
	const char *column;		/* canonical name; for milestones the code: ARR, LDG ... */
	int64_t rows;			/* accepted rows in which it is there */
};

struct ingest_reason {
	const char *code, *column;	/* column: as in the file; "" when it is about the whole row */
	const char *reason;		/* the sentence of the first of them */
	int64_t rows;
	long line;			/* of the first of them */
};

struct ingest_report {
	struct arena arena;			/* owns all that follows */
	const struct model_kind *kind;
	bool seen;				/* this very file was loaded before; nothing was read */
	char sha256[65];
	int64_t bytes;				/* of the file as it lies there */
	struct model_account account;		/* rows = inserted + updated + unchanged + rejected */
	struct ingest_coverage *coverage;	/* timestamps of the file, in the order of the columns */
	size_t n_coverage;
	struct ingest_reason *reasons;		/* commonest first */
	size_t n_reasons;
	const char **warnings;			/* sentences; text from the file in them is filtered */
	size_t n_warnings;
};

void ingest_report_init(struct ingest_report *report);
void ingest_report_finish(struct ingest_report *report);	/* accepts NULL */

/* Reads `path` ("-": standard input; a kind is needed then) into the sink. The report must be initialised, and keeps the reasons of
 * rejects and the warnings also when the call fails. */
bool ingest_file(const char *path, const struct ingest_options *options, struct model_sink *sink,
	struct ingest_report *report, struct err *err);

/* The same reading and judging, nothing written: accepted rows count as inserted. */
bool ingest_check(const char *path, const struct ingest_options *options, struct ingest_report *report,
	struct err *err);

/* Files that the paths stand for: a file stands for itself, a folder for the *.csv, *.csv.gz and *.tsv directly in it, in the
 * order of their kinds. A path that is not there, or a folder without any, is ERR_NO_INPUT. Options: kind and profile
 * count. The list ends with NULL and lives in the arena. */
bool ingest_expand(const char *const *paths, size_t n_paths, const struct ingest_options *options,
	struct arena *arena, const char *const **ret_files, struct err *err);

#endif
