/* command_doctor.c - is everything in order? Terminal, locale, database, optional parts, in plain words. */
#include "app.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/time.h"
#include "base/width.h"
#include "cube/build.h"
#include "progress.h"
#include "risk/model.h"
#include "session.h"

struct doctor {
	struct text out;
	bool fault;
};

static void finding(struct doctor *doctor, const char *mark, const char *what, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* mark: "ok", "note" or "FAULT"; only a fault changes the exit status. */
static void finding(struct doctor *doctor, const char *mark, const char *what, const char *format, ...)
{
	struct text raw = TEXT_INIT;
	va_list args;

	va_start(args, format);
	text_appendv(&raw, format, args);
	va_end(args);
	text_appendf(&doctor->out, "%-6s %-10s ", mark, what);
	width_filter(&doctor->out, raw.data, raw.len);
	text_put(&doctor->out, '\n');
	text_finish(&raw);
	doctor->fault |= strcmp(mark, "FAULT") == 0;
}

static void look_at_terminal(struct doctor *doctor)
{
	const char *name = getenv("TERM"), *no_color = getenv("NO_COLOR");
	struct winsize size = {0};

	if (!isatty(STDOUT_FILENO))
		finding(doctor, "note", "terminal", "standard output is no terminal: the dashboard will not open here, all other commands work");
	else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && (size.ws_col < 80 || size.ws_row < 24))
		finding(doctor, "note", "terminal", "%s, %d x %d: everything works, 80 x 24 shows more", name ? name : "TERM is not set",
			size.ws_col, size.ws_row);
	else
		finding(doctor, "ok", "terminal", "%s, %d x %d", name ? name : "TERM is not set: taken for vt100", size.ws_col, size.ws_row);
	if (name && strncmp(name, "linux", 5) == 0)
		finding(doctor, "note", "signs", "the fonts of this console have no blocks: charts are drawn in ASCII; a graphical terminal shows more");
	if (no_color && *no_color)
		finding(doctor, "note", "colour", "NO_COLOR is set: the dashboard draws without colour");
}

static void look_at_locale(struct doctor *doctor)
{
	const char *codeset = nl_langinfo(CODESET);

	if (strcmp(codeset, "UTF-8") == 0)
		finding(doctor, "ok", "locale", "UTF-8");
	else
		finding(doctor, "note", "locale", "%s: charts are drawn in ASCII and names in other scripts cannot be shown; "
			"LC_ALL=C.UTF-8 gives more", codeset);
}

static void look_at_data(struct doctor *doctor, struct session *session)
{
	int32_t first, last;
	char from[32], to[32];

	if (!cube_span(session->cube, CUBE_AT_REGISTERED, &first, &last))
		finding(doctor, "note", "data", "no declarations yet: load some with `tidewaiter load FILE`");
	else
		finding(doctor, "ok", "data", "%lld declarations registered from %s to %s%s", (long long)cube_rows(session->cube),
			time_day_format(first, from), time_day_format(last, to), session->synthetic ? ", SYNTHETIC" : "");
}

static bool on_day(void *context, int64_t done, int64_t total)
{
	return progress_step(context, done, total, -1);
}

/* What SQLite cannot see: each figure against the records it was made from. */
static bool figures_agree(struct store *store, struct err *err)
{
	struct progress bar;
	struct cube_progress progress = {.step = on_day, .context = &bar};
	bool ok;

	progress_start(&bar, "checking");
	ok = cube_verify(store, &progress, err);
	progress_end(&bar);
	return ok;
}

static void look_at_sound(struct doctor *doctor, struct session *session)
{
	finding(doctor, "ok", "database", "%s is sound, and its figures are those of its records", store_path(session->store));
	look_at_data(doctor, session);
}

static void look_at_database(struct doctor *doctor, const struct app *app)
{
	struct app looker = *app;
	struct session session = {0};
	struct err err = {0};

	looker.read_only = true;	/* looks, and puts nothing right */
	if (!session_open(&looker, STORE_READ_ONLY, NULL, &session, &err)) {
		finding(doctor, err.code == ERR_NO_INPUT || err.code == ERR_REFUSED ? "note" : "FAULT", "database", "%s", err.text);
		return;
	}
	if (!store_check(session.store, &err))
		finding(doctor, "FAULT", "database", "%s", err.text);
	else if (figures_agree(session.store, &err) && session_read(&session, app, &err))
		look_at_sound(doctor, &session);
	else
		finding(doctor, err.code == ERR_REFUSED ? "note" : "FAULT", "data", "%s", err.text);
	session_close(&session);
}

static void look_at_parts(struct doctor *doctor)
{
	char *sample = paths_sample_data();

	if (sample)
		finding(doctor, "ok", "sample", "%s", sample);
	else
		finding(doctor, "note", "sample", "the sample pack is not installed: `tidewaiter demo` needs it");
	free(sample);
	finding(doctor, "ok", "risk model", "%s", risk_engine_title());
	if (time_zone_find("Asia/Amman"))
		finding(doctor, "ok", "time zones", "the system's time zone database is there");
	else
		finding(doctor, "note", "time zones", "the system has no time zone database: posts need offsets such as +03:00, or install tzdata");
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct doctor doctor = {.out = TEXT_INIT};
	bool ok;

	look_at_terminal(&doctor);
	look_at_locale(&doctor);
	look_at_database(&doctor, app);
	look_at_parts(&doctor);
	ok = output_write(NULL, &doctor.out, err);
	*ret_status = doctor.fault ? ERR_NOT_SO : 0;
	text_finish(&doctor.out);
	return ok;
}

const struct command command_doctor = {
	.name = "doctor",
	.synopsis = "",
	.summary = "checks terminal, locale, database and optional parts",
	.description = "Looks at the terminal, the locale, the database (integrity, keys, every figure against the records it is made from) and the optional parts, "
		"and says in plain words what is in order, what is worth knowing, and what is a fault. Exit status 1 when there is a fault.",
	.example = "  tidewaiter doctor",
	.run = run,
};
