/* command_brief.c - the brief of a day as a page or as JSON; quiet, without a terminal, for cron. */
#include "app.h"

#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/time.h"
#include "live.h"
#include "report/brief.h"
#include "session.h"

static const struct option_def options[] = {
	{.name = "date", .argument = "DATE", .help = "the day it is about (default: the last whole day with data)"},
	{.name = "format", .argument = "FORMAT", .help = "text, markdown, html, pdf or json (default: text)"},
	{.name = "output", .letter = 'o', .argument = "FILE", .help = "write there, whole or not at all"},
	{.name = "all", .help = "findings that were seen or put off as well"},
	{.name = "fail-on", .argument = "worse", .help = "exit 1 when a finding is worse, for monitoring"},
	{.name = NULL},
};

static bool format_take(const struct args *args, enum report_format *ret_format, struct err *err)
{
	static const char *const names[REPORT_FORMATS] = { [REPORT_TEXT] = "text", [REPORT_MARKDOWN] = "markdown", [REPORT_HTML] = "html",
		[REPORT_PDF] = "pdf", [REPORT_JSON] = "json" };
	const char *name = args_get(args, "format") ? args_get(args, "format") : "text";

	if (strcmp(name, "pdf") == 0 && !report_has_pdf())
		return err_set(err, ERR_NOT_BUILT, "brief --format pdf is not built into this program (it needs pangocairo); print the page of --format html");
	for (int i = 0; i < REPORT_FORMATS; i++) {
		if (strcmp(names[i], name) == 0) {
			*ret_format = (enum report_format)i;
			return true;
		}
	}
	return err_set(err, ERR_USAGE, "--format takes text, markdown, html, pdf or json, not '%s'", name);
}

static bool no_such_day(int32_t day, int32_t first, int32_t last, bool asked, struct err *err)
{
	char at[32], from[32], to[32];

	time_day_format(day, at);
	time_day_format(first, from);
	time_day_format(last, to);
	if (asked)
		return err_set(err, ERR_USAGE, "--date: there is no data of %s; it goes from %s to %s", at, from, to);
	return err_set(err, ERR_NO_INPUT, "the clock says %s, and the data begins on %s: set the clock, or name a day with --date", at, from);
}

/* A day that is still running has half its declarations: the one before is whole, where there is one. */
static bool date_take(const struct args *args, const struct session *session, int32_t *ret_day, struct err *err)
{
	const char *text = args_get(args, "date");
	int32_t first, last, released_first, released_last, today = time_day_of(session->env.now);

	if (!cube_span(session->cube, CUBE_AT_REGISTERED, &first, &last))
		return err_set(err, ERR_NO_INPUT, "the database has no declarations yet: load some first");
	if (cube_span(session->cube, CUBE_AT_RELEASED, &released_first, &released_last) && released_last > last)
		last = released_last;
	*ret_day = last < today ? last : today > first ? today - 1 : today;
	if (text && !time_day_parse(text, ret_day))
		return err_set(err, ERR_USAGE, "--date takes YYYY-MM-DD, not '%s'", text);
	if (*ret_day < first || *ret_day > last)
		return no_such_day(*ret_day, first, last, text != NULL, err);
	return true;
}

/* A brief asks for tens of megabytes again and again, and is over soon: what it gives back need not go to the system in between. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

static bool is_worse(const struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		if (findings->items[i].verdict == KPI_WORSE)
			return true;
	}
	return false;
}

/* The morning's brief comes without its notes rather than not at all. */
static struct notes *notes_or_none(const struct app *app)
{
	struct notes *notes = NULL;
	struct err why;

	if (live_notes_open(app, LIVE_NOTES, &notes, &why))
		return notes;
	if (why.code != ERR_CONFIG)	/* without a home there are none */
		output_say("tidewaiter: %s; the brief is written without notes\n", why.text);
	return NULL;
}

static bool write_brief(struct app *app, const struct args *args, struct session *session, enum report_format format, int *ret_status,
	struct err *err)
{
	struct report_options report = {.synthetic = session->synthetic, .ascii = app->ascii, .scope = "All posts"};
	char fingerprint[STORE_FINGERPRINT + 1];
	struct notes *notes = NULL;
	struct findings findings;
	struct follow follow;
	struct text out = TEXT_INIT;
	struct arena arena;
	int32_t day;
	bool ok;

	keep_memory();
	arena_init(&arena);
	ok = date_take(args, session, &day, err) && store_fingerprint(session->store, fingerprint, err) &&
	     findings_load(&session->env, day, NULL, 0, &arena, &findings, err);
	if (ok) {
		notes = notes_or_none(app);
		ok = follow_load(&session->env, &findings, notes, args_has(args, "all"), &arena, &follow, err);
	}
	if (ok) {
		report.fingerprint = fingerprint;
		report.follow = &follow;
		ok = report_brief(&session->env, &findings, &report, format, &out, err) && output_write(args_get(args, "output"), &out, err);
	}
	if (ok && args_get(args, "fail-on") && is_worse(&follow.findings))
		*ret_status = ERR_NOT_SO;
	notes_close(notes);
	text_finish(&out);
	arena_finish(&arena);
	return ok;
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct session session = {0};
	enum report_format format;
	bool ok;

	if (args->n_rest)
		return err_set(err, ERR_USAGE, "brief takes no argument '%s'", args->rest[0]);
	if (args_get(args, "fail-on") && strcmp(args_get(args, "fail-on"), "worse") != 0)
		return err_set(err, ERR_USAGE, "--fail-on takes worse");
	ok = format_take(args, &format, err) && session_open(app, STORE_READ_ONLY, NULL, &session, err) &&
	     session_read(&session, app, err) && write_brief(app, args, &session, format, ret_status, err);
	session_close(&session);
	return ok;
}

const struct command command_brief = {
	.name = "brief",
	.synopsis = "[OPTION...]",
	.summary = "the daily brief: what changed, since when, through what, and what to do",
	.description = "Writes the brief of a day: findings, ranked, each with its day, what explains most of it, how many declarations and hours "
		"it is about, how sure it is and who is to act; what to do; and the figures of four weeks with their verdicts. HTML and Markdown "
		"answer what is asked next, each with the command that shows more; HTML is one part, without scripts or anything remote; PDF is one "
		"sheet of A4 and needs libpangocairo. The same data, clock, day and notes give the same bytes in every format. Worse findings come first.\n\n"
		"Findings that were seen or put off with a in the dashboard are passed over, and counted; --all tells them. Actions that are due within a "
		"week, or should have been done, and decisions whose review has come stand there with their figure as it was written and as it is now. "
		"--fail-on worse does not count what rests; it exits with 1 when a finding is worse, and with 64 to 78 when no brief could be made.",
	.example = "  tidewaiter brief --format html -o brief.html\n  tidewaiter brief --fail-on worse -o brief.txt; [ $? -eq 1 ] && mail ...",
	.options = options,
	.run = run,
};
