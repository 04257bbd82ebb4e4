/* live.c - session, dashboard and terminal brought together. New data on disk appears without a restart. */
#include "live.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/time.h"
#include "base/width.h"
#include "panel/dashboard.h"
#include "tui/loop.h"
#include "tui/term.h"

struct watch {
	struct app *app;
	struct session *session;
	const char *path;
	struct timespec seen;
	int64_t version;
};

static struct timespec changed_at(const char *path)
{
	struct stat s;

	return path && stat(path, &s) == 0 ? s.st_mtim : (struct timespec){0};
}

/* Looks at the file's time first: an idle dashboard costs one stat() in two seconds and no bytes. */
static bool refresh(void *context, struct dashboard *dashboard)
{
	struct watch *watch = context;
	struct timespec now = changed_at(watch->path);
	struct err err = {0};
	int64_t version;

	if (!watch->path || (now.tv_sec == watch->seen.tv_sec && now.tv_nsec == watch->seen.tv_nsec))
		return false;
	watch->seen = now;
	version = store_version(watch->session->store);
	if (version == watch->version)
		return false;
	watch->version = version;
	if (session_read(watch->session, watch->app, &err))
		dashboard_replace(dashboard, &watch->session->env, "New data was loaded: figures are up to date.");
	else
		dashboard_replace(dashboard, &watch->session->env, err.text);
	return true;
}

static bool save(void *context, const char *path, const struct text *content, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return err_set(err, ERR_USAGE, "Standard output is the screen here: give the name of a file.");
	return output_write(path, content, err);
}

bool live_run(struct app *app, struct session *session, const char *first_run, const char *follow, bool *ret_demo,
	struct err *err)
{
	struct term_options term_options = {.ascii = app->ascii, .mono = app->mono};
	struct dashboard_options options = {.env = &session->env, .synthetic = session->synthetic, .view = "brief", .first_run = first_run,
		.offers_demo = ret_demo != NULL, .save = save, .background = true};
	struct watch watch = {.app = app, .session = session, .path = follow, .seen = changed_at(follow)};
	struct loop_hooks hooks = {.context = &watch, .refresh = refresh};
	struct dashboard *dashboard = NULL;
	struct term *term = NULL;
	bool ok;

	watch.version = store_version(session->store);
	if (!dashboard_create(&options, &dashboard, err))
		return false;
	ok = term_open(&term_options, &term, err) && loop_run(term, dashboard, &hooks, err);
	term_close(term);
	if (ret_demo)
		*ret_demo = ok && dashboard_wants_demo(dashboard);
	dashboard_destroy(dashboard);
	return ok;
}

bool live_plain(struct app *app, struct session *session, const char *first_run, struct err *err)
{
	struct dashboard_options options = {.env = &session->env, .synthetic = session->synthetic, .view = "brief", .first_run = first_run};
	struct dashboard *dashboard = NULL;
	struct text out = TEXT_INIT;
	bool ok = dashboard_create(&options, &dashboard, err) && dashboard_write_plain(dashboard, &out, err) && output_write(NULL, &out, err);

	dashboard_destroy(dashboard);
	text_finish(&out);
	return ok;
}
