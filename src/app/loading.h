/* loading.h - files into a session's database: progress, Ctrl-C, rejects, the report. */
#ifndef APP_LOADING_H
#define APP_LOADING_H

#include "base/text.h"
#include "ingest/ingest.h"
#include "session.h"

struct rejects;

/* What became of one file. */
struct loading_result {
	const char *path;
	struct ingest_report report;
	bool ok;
	struct err err;			/* when not ok */
};

struct loading {
	struct ingest_options options;	/* kind, profile, limits: from the command line */
	bool check_only;
	bool progress;			/* a bar on stderr */
	struct rejects *rejects;	/* refused rows are added; NULL: not wanted */
	struct loading_result *results;
	size_t n_results;
};

/* Reads all paths, one transaction a file. A bad file does not stop the others; Ctrl-C does. session may be NULL for check_only. False
 * only when nothing could be tried. */
bool loading_run(struct loading *loading, struct session *session, const char *const *paths, size_t n_paths, struct err *err);
void loading_finish(struct loading *loading);
/* The first failure of any file; NULL when all went well. */
const struct err *loading_failure(const struct loading *loading);

void loading_write_json(const struct loading *loading, struct text *out);
void loading_write_report(const struct loading *loading, struct text *out);	/* for people */

/* A folder, whole, without words (demo). The first failure is the caller's. */
bool loading_folder(struct session *session, const char *folder, bool progress, struct err *err);

#endif
