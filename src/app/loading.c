/* loading.c - ingest and store brought together for a list of paths. */
#include "loading.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "cube/build.h"
#include "progress.h"
#include "rejects.h"
#include "store/sink.h"

struct run {
	struct loading *loading;
	struct session *session;	/* may be NULL */
	struct progress progress;
};

static bool on_progress(void *context, int64_t done, int64_t total, int64_t rows)
{
	struct run *run = context;

	return progress_step(&run->progress, done, total, rows);
}

static void on_reject(void *context, const char *path, const struct model_reject *reject)
{
	struct run *run = context;
	if (run->loading->rejects)
		rejects_add(run->loading->rejects, path, reject);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Amounts of files without a currency column are in the reporting currency: the database's, else that of an earlier file. */
static const char *reporting_currency(const struct run *run, size_t done)
{
	const char *fact = run->session && run->session->store ? store_fact(run->session->store, "currency") : NULL;

	for (size_t i = 0; i < done && !fact; i++) {
		const struct model_account *account = &run->loading->results[i].report.account;

		if (account->n_money > 0 && account->money[0].currency[0] != '\0')
			fact = account->money[0].currency;
	}
	return fact;
}

static bool one_file(struct run *run, struct model_sink *sink, struct loading_result *result)
{
	struct loading *loading = run->loading;
	struct ingest_options options = loading->options;
	const char *currency = reporting_currency(run, (size_t)(result - loading->results));
	char kept[8] = "";

	if (currency && strlen(currency) < sizeof(kept))	/* a fact is borrowed until the next */
		memcpy(kept, currency, strlen(currency) + 1);
	options.currency = kept;
	options.progress = on_progress;
	options.on_reject = on_reject;
	options.context = run;
	ingest_report_init(&result->report);
	progress_start(&run->progress, base_name(result->path));
	run->progress.enabled = run->progress.enabled && loading->progress;
	if (loading->check_only)
		result->ok = ingest_check(result->path, &options, &result->report, &result->err);
	else
		result->ok = ingest_file(result->path, &options, sink, &result->report, &result->err);
	progress_end(&run->progress);
	return result->ok || result->err.code != ERR_INTERRUPTED;
}

/* A pack that says of itself that nothing in it is real. */
static bool folder_is_synthetic(const char *path)
{
	char *marker = NULL;
	struct stat s;
	bool is = false;

	if (stat(path, &s) == 0 && S_ISDIR(s.st_mode) && asprintf(&marker, "%s/SYNTHETIC", path) >= 0) {
		is = access(marker, F_OK) == 0;
		free(marker);
	}
	return is;
}

static bool mark_synthetic(struct session *session, const char *const *paths, size_t n_paths, struct err *err)
{
	for (size_t i = 0; i < n_paths; i++) {
		const char *fact = store_fact(session->store, "synthetic");

		if (folder_is_synthetic(paths[i]) && !(fact && strcmp(fact, "1") == 0))
			return store_set_fact(session->store, "synthetic", "1", err);
	}
	return true;
}

static bool results_create(struct loading *loading, const char *const *files, struct err *err)
{
	size_t n = 0;

	while (files[n])
		n++;
	loading->results = calloc(n ? n : 1, sizeof(*loading->results));
	if (!loading->results)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		loading->results[i].path = strdup(files[i]);
		if (!loading->results[i].path)
			return err_memory(err);
		ingest_report_init(&loading->results[i].report);
		loading->n_results++;
	}
	return true;
}

bool loading_run(struct loading *loading, struct session *session, const char *const *paths, size_t n_paths, struct err *err)
{
	struct run run = {.loading = loading, .session = session};
	struct model_sink *sink = NULL;
	struct cube_watch *watch = NULL;
	struct store_watch calls;
	const char *const *files;
	struct arena arena;
	size_t done = 0;
	bool ok;

	arena_init(&arena);
	ok = ingest_expand(paths, n_paths, &loading->options, &arena, &files, err) && results_create(loading, files, err);
	if (ok && !loading->check_only)
		ok = cube_watch_create(session->store, &watch, &calls, err) && store_sink_create(session->store, &calls, &sink, err);
	while (ok && done < loading->n_results && one_file(&run, sink, &loading->results[done]))
		done++;
	if (ok && done < loading->n_results)
		loading->n_results = done + 1;
	if (ok && !loading->check_only && !loading_failure(loading))
		ok = mark_synthetic(session, paths, n_paths, err);
	store_sink_destroy(sink);
	cube_watch_destroy(watch);
	arena_finish(&arena);
	return ok;
}

void loading_finish(struct loading *loading)
{
	for (size_t i = 0; i < loading->n_results; i++) {
		ingest_report_finish(&loading->results[i].report);
		free((char *)loading->results[i].path);
	}
	free(loading->results);
	loading->results = NULL;
	loading->n_results = 0;
}

const struct err *loading_failure(const struct loading *loading)
{
	for (size_t i = 0; i < loading->n_results; i++) {
		if (!loading->results[i].ok)
			return &loading->results[i].err;
	}
	return NULL;
}

bool loading_folder(struct session *session, const char *folder, bool progress, struct err *err)
{
	struct loading loading = {.options = INGEST_OPTIONS_INIT, .progress = progress};
	bool ok = loading_run(&loading, session, &folder, 1, err);
	const struct err *failure = loading_failure(&loading);

	if (ok && failure) {
		*err = *failure;
		ok = false;
	}
	loading_finish(&loading);
	return ok;
}
