/* live.c - session, dashboard and terminal brought together. New data on disk appears without a restart. */
#include "live.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "canvas/theme.h"
#include "demo_model.h"
#include "live_play.h"
#include "notes/notes.h"
#include "panel/dashboard.h"
#include "risk/pick.h"
#include "risk/trail.h"
#include "tui/loop.h"
#include "tui/term.h"

enum { CLOCK_SECONDS = 3600 };	/* ages on the screen are told in hours */

/* The file that is followed, and a session on what it holds now. */
struct watch {
	const struct app *app;
	struct session *session;	/* in use */
	const char *path;		/* NULL: nothing is followed */
	struct stat seen;
	int64_t version;
	struct session fetched;
	struct stat found;		/* of what was fetched */
	struct stat journal;		/* as it lay there at the last look */
	struct live_play *play;		/* a year, behind the screen; NULL: none is played */
	bool has_played;		/* and what it found is the next thing that is new */
	bool is_fetched, is_mended;	/* a load that was killed was rolled back on the way */
};

static struct stat identity(const char *path)
{
	struct stat s;

	return path && stat(path, &s) == 0 ? s : (struct stat){0};
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Ages would be wrong on a screen that stays open over night. */
static bool clock_went_on(const struct watch *watch)
{
	return !watch->app->now_text && time(NULL) - watch->session->env.now >= CLOCK_SECONDS;
}

static struct stat journal_of(const struct watch *watch)
{
	struct stat journal = {0};
	char *path = NULL;

	if (watch->path && asprintf(&path, "%s-journal", watch->path) >= 0) {
		journal = identity(path);
		free(path);
	}
	return journal;
}

/* What a load writes there moves; what a killed one left lies still, and nobody can read until it is rolled back. */
static bool journal_lies_still(struct watch *watch)
{
	struct stat before = watch->journal;

	watch->journal = journal_of(watch);
	return watch->journal.st_size > 0 && watch->journal.st_size == before.st_size && watch->journal.st_mtim.tv_sec == before.st_mtim.tv_sec &&
	       watch->journal.st_mtim.tv_nsec == before.st_mtim.tv_nsec;
}

static bool is_as_seen(const struct watch *watch, const struct stat *now)
{
	return is_same_file(now, &watch->seen) && now->st_mtim.tv_sec == watch->seen.st_mtim.tv_sec && now->st_mtim.tv_nsec == watch->seen.st_mtim.tv_nsec;
}

/* An idle dashboard costs two stat() in two seconds and no bytes. */
static bool differs(void *context)
{
	struct watch *watch = context;
	struct stat now = identity(watch->path);

	return now.st_ino != 0 && (journal_lies_still(watch) || !is_as_seen(watch, &now) || clock_went_on(watch));
}

/* A file that is being written, or is none of ours, is looked at again later; what is shown stays. */
static void fetch(void *context)
{
	struct watch *watch = context;
	struct app app = *watch->app;
	struct err ignored;

	session_close(&watch->fetched);
	watch->is_fetched = false;
	watch->is_mended = journal_of(watch).st_size > 0;
	watch->found = identity(watch->path);
	if (!app.now_text)
		app.now = (int64_t)time(NULL);
	if (session_open(&app, STORE_READ_ONLY, watch->path, &watch->fetched, &ignored))
		watch->is_fetched = session_read(&watch->fetched, &app, &ignored);
	watch->is_mended = watch->is_mended && journal_of(watch).st_size == 0;
}

static void replace(void *context, struct dashboard *dashboard)
{
	struct watch *watch = context;
	struct session before = *watch->session;
	int64_t version;
	bool changed;

	if (!watch->is_fetched)
		return;
	version = store_version(watch->fetched.store);
	changed = version != watch->version || watch->is_mended || !is_same_file(&watch->found, &watch->seen);
	watch->is_fetched = false;
	watch->seen = watch->found;
	watch->version = version;
	if (!changed && !clock_went_on(watch))
		return;
	*watch->session = watch->fetched;
	watch->fetched = (struct session){0};
	dashboard_replace(dashboard, &watch->session->env, watch->session->synthetic, changed && !watch->has_played);
	if (changed && watch->has_played)
		dashboard_tell(dashboard, "The year was played and kept: it stands beside the price of chance.");
	watch->has_played = false;
	session_close(&before);
}

static bool save(void *context, const char *path, const struct text *content, struct err *err)
{
	const struct app *app = context;

	if (app->read_only)
		return err_set(err, ERR_REFUSED, "%s: nothing is written with --read-only.", path);
	if (strcmp(path, "-") == 0)
		return err_set(err, ERR_USAGE, "Standard output is the screen here: give the name of a file.");
	return output_write(path, content, err);
}

static const char *who_am_i(void)
{
	const char *who = getenv("LOGNAME");

	who = who && *who ? who : getenv("USER");
	return who && *who ? who : "unknown";
}

/* The screen reads; what is said there is written through a connection of its own, which is closed at once. Data of a demo is in a file
 * that nobody else can open. */
struct writing {
	struct watch *watch;
	bool was_seen;			/* nobody else had written since the last look */
	struct session own;
	struct store *store;
	int64_t now;
};

static bool writing_begin(struct watch *watch, const char *refused, struct writing *writing, struct err *err)
{
	struct stat now = identity(watch->path);

	*writing = (struct writing){.watch = watch, .was_seen = is_as_seen(watch, &now), .store = watch->session->store,
		.now = watch->app->now_text ? watch->session->env.now : (int64_t)time(NULL)};
	if (watch->app->read_only)
		return err_set(err, ERR_REFUSED, "Nothing is written with --read-only: %s.", refused);
	if (watch->path && !session_open(watch->app, STORE_READ_WRITE, watch->path, &writing->own, err))
		return false;
	writing->store = watch->path ? writing->own.store : writing->store;
	return true;
}

/* What was written here is no news to the screen, which reads it again by itself. */
static bool writing_end(struct writing *writing, bool ok)
{
	session_close(&writing->own);
	if (ok && writing->was_seen && writing->watch->path)
		writing->watch->seen = identity(writing->watch->path);
	return ok;
}

static bool opine(void *context, int64_t declaration, bool agrees, struct err *err)
{
	struct writing writing;
	bool ok = writing_begin(context, "the officer's word was not kept", &writing, err) &&
		  risk_opine(writing.store, declaration, agrees, who_am_i(), NULL, writing.now, err);

	return writing_end(&writing, ok);
}

static bool pick(void *context, const struct panel_picks *picks, struct err *err)
{
	struct writing writing;
	bool ok = writing_begin(context, "no picks were kept", &writing, err) &&
		  risk_picks_keep(writing.store, picks->picks, picks->n, picks->model, who_am_i(), picks->note, writing.now, err);

	return writing_end(&writing, ok);
}

static bool play(void *context, const struct panel_year *year, struct err *err)
{
	struct watch *watch = context;

	if (!year) {
		live_play_stop(watch->play);
		return true;
	}
	if (watch->app->read_only)
		return err_set(err, ERR_REFUSED, "Nothing is kept with --read-only: tidewaiter risk simulate plays a year and prints it.");
	if (!watch->path)
		return err_set(err, ERR_REFUSED, "The demo plays a year by itself, once nothing is typed for a moment.");
	return live_play_begin(watch->app, watch->path, year, &watch->play, err);
}

/* What was kept comes as other data on disk does. */
static bool tick(void *context, struct dashboard *dashboard)
{
	struct watch *watch = context;
	bool was_playing = watch->play != NULL;
	struct err over;
	int percent = live_play_look(&watch->play, &over);
	char text[40] = "";

	if (percent >= 0)
		snprintf(text, sizeof(text), "playing %d %%", percent);
	watch->has_played |= was_playing && percent < 0 && !over.code;
	if (was_playing && percent < 0 && over.code && over.code != ERR_INTERRUPTED)
		dashboard_tell(dashboard, over.text);
	return dashboard_tell_work(dashboard, text);
}

/* The configuration's word, else what the terminal says of its background in the environment: "15;0" is dark, "0;15" light. */
static bool theme_choose(const struct app *app, struct dashboard *dashboard, struct err *err)
{
	const char *name = settings_find(app->config, "screen", "theme"), *colours = getenv("COLORFGBG");
	const char *background = colours ? strrchr(colours, ';') : NULL;

	if (!name)
		name = background && (strcmp(background, ";7") == 0 || strcmp(background, ";15") == 0) ? "light" : "dark";
	for (size_t i = 0; i < theme_count(); i++) {
		if (strcmp(theme_at(i)->name, name) == 0) {
			dashboard_set_theme(dashboard, i);
			return true;
		}
	}
	return err_set(err, ERR_CONFIG, "%s: there is no theme '%s': dark, light, contrast or mono", settings_path(app->config), name);
}

const struct option_def live_options[] = {
	{.name = "script", .argument = "FILE", .help = "plays a script of keys and captions in its own time; Space goes on, . holds, Esc stops"},
	{.name = "record", .argument = "FILE", .help = "writes what is typed as a script, for --script and for tests"},
	{.name = "present", .argument = "SLIDES", .help = "begins a presentation: 'figures:30, brief, time:45', with seconds or until a key; '' as configured"},
	{.name = NULL},
};

struct live_walk live_walk_of(const struct args *args)
{
	return (struct live_walk){.script = args_get(args, "script"), .record = args_get(args, "record"), .slides = args_get(args, "present")};
}

/* A recording begins before anything is played or presented: it holds what is typed meanwhile. */
static bool walk_begin(const struct live_walk *walk, struct dashboard *dashboard, struct err *err)
{
	return (!walk->record || dashboard_record(dashboard, walk->record, err)) &&
	       (!walk->slides || dashboard_present(dashboard, walk->slides, err)) &&
	       (!walk->script || dashboard_play(dashboard, walk->script, err));
}

bool live_notes_open(const struct app *app, enum live_notes how, struct notes **ret_notes, struct err *err)
{
	char *path = how == LIVE_NOTES_IN_MEMORY ? NULL : paths_notes(app);
	const struct passwd *account = getpwuid(getuid());
	struct notes_options options = {.path = path, .by = account ? account->pw_name : "", .tries = how == LIVE_NOTES_TRIED,
		.refused = app->read_only ? "Nothing is written down with --read-only." : NULL};
	bool ok = path || how == LIVE_NOTES_IN_MEMORY;

	if (!ok)
		return err_set(err, ERR_CONFIG, "no place for notes: set HOME, or name a file in [notes] of the configuration");
	ok = notes_open(&options, ret_notes, err);
	free(path);
	return ok;
}

/* A dashboard without its notes is better than none: what is wrong with the file is told on the screen. */
static struct notes *notes_or_none(const struct app *app, enum live_notes how, struct err *told)
{
	struct notes *notes = NULL;

	return live_notes_open(app, how, &notes, told) ? notes : NULL;
}

bool live_run(struct app *app, struct session *session, const struct live_walk *walk, const char *first_run, const char *follow,
	bool *ret_demo, struct err *err)
{
	struct term_options term_options = {.ascii = app->ascii, .mono = app->mono};
	struct dashboard_options options = {.env = &session->env, .synthetic = session->synthetic, .view = "brief", .first_run = first_run,
		.offers_demo = ret_demo != NULL, .save = save, .save_context = app, .opine = opine,
		.pick = pick, .play = play, .background = true};
	struct watch watch = {.app = app, .session = session, .path = follow, .seen = identity(follow)};
	struct demo_model model = {.session = session};
	const struct loop_hooks following = {.context = &watch, .differs = differs, .fetch = fetch, .tick = tick,
		.replace = replace};
	const struct loop_hooks learning = {.context = &model, .differs = demo_model_is_due, .fetch = demo_model_learn, .replace = demo_model_show};
	struct dashboard *dashboard = NULL;
	struct term *term = NULL;
	struct err told = {0};
	bool ok;

	if (!term_can_draw())
		return live_plain(app, session, first_run, LIVE_FIRST_VIEW, err);
	watch.version = store_version(session->store);
	options.notes = notes_or_none(app, follow ? LIVE_NOTES : LIVE_NOTES_IN_MEMORY, &told);
	options.demo_hint = told.text[0] ? told.text : NULL;
	options.write_context = &watch;
	ok = dashboard_create(&options, &dashboard, err) && theme_choose(app, dashboard, err) && walk_begin(walk, dashboard, err) &&
	     term_open(&term_options, &term, err) && loop_run(term, dashboard, session->follows_data ? &learning : &following, err);
	term_close(term);
	live_play_end(&watch.play);
	ok = ok && dashboard_record(dashboard, NULL, err);
	if (ret_demo)
		*ret_demo = ok && dashboard_wants_demo(dashboard);
	dashboard_destroy(dashboard);
	notes_close(options.notes);
	session_close(&watch.fetched);
	return ok;
}

bool live_plain(struct app *app, struct session *session, const char *first_run, enum live_plain what, struct err *err)
{
	struct dashboard_options options = {.env = &session->env, .synthetic = session->synthetic, .view = "brief", .first_run = first_run};
	struct dashboard *dashboard = NULL;
	struct text out = TEXT_INIT;
	struct err told = {0};
	bool ok;

	options.notes = notes_or_none(app, LIVE_NOTES_TRIED, &told);
	ok = dashboard_create(&options, &dashboard, err) &&
	     dashboard_write_plain(dashboard, what == LIVE_ALL_VIEWS ? DASHBOARD_ALL_VIEWS : DASHBOARD_SHOWN, &out, err);
	if (what == LIVE_FIRST_VIEW && !first_run)
		text_append(&out, "\nThis terminal cannot place a cursor, so this is the first view in words. The others: tidewaiter --plain show time (or\n"
				  "control, revenue, posts, risk, reform, data, actions); all at once: tidewaiter --plain.\n");
	ok = ok && output_write(NULL, &out, err);
	dashboard_destroy(dashboard);
	notes_close(options.notes);
	text_finish(&out);
	return ok;
}
