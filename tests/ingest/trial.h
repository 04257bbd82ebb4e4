/* trial.h - a file of a test, read into a sink that writes down what it was told. No database. */
#ifndef TESTS_INGEST_TRIAL_H
#define TESTS_INGEST_TRIAL_H

#include "base/text.h"
#include "ingest/ingest.h"

struct trial_reject {
	long line;
	int column;
	char code[24], column_name[64], reason[512], raw[256];
	size_t raw_len;
};

enum { TRIAL_REJECTS = 256 };

struct trial {
	struct model_sink sink;
	struct ingest_options options;
	struct ingest_report report;
	struct err err;
	bool ok;
	char path[256];
	char profile[256];		/* "" without */

	int begun, finished, abandoned;
	bool claim_seen;		/* begin says that the file was loaded before */
	struct text log;		/* one line a record: kind, then column=value of what is present */
	size_t n_records;
	struct trial_reject rejects[TRIAL_REJECTS];	/* the first of them */
	size_t n_rejects;
	struct model_account account;	/* as finish was told */
	char sha256[65];
};

/* `name` is the file's name, which may have an ending that matters; contents are copied to a private folder. */
struct trial *trial_create(const char *name, const char *content, size_t n);
void trial_destroy(struct trial *trial);
void trial_profile(struct trial *trial, const char *content);
void trial_run(struct trial *trial);

/* All in one: text of the file, profile or NULL. */
struct trial *trial_of(const char *content, const char *profile);

/* The n-th record of the log, from 0; "" when there is none. Borrowed until the next call. */
const char *trial_record(struct trial *trial, size_t n);
/* Writes a gzip member of the content; returns its length. The buffer is the caller's to free. */
size_t trial_gzip(const void *content, size_t n, char **ret_packed);

/* The account closes: rows by effect, money read = stored + rejected, the sink heard the same. */
void trial_check_account(const struct trial *trial);

#endif
