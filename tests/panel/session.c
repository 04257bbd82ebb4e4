#include "session.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "canvas/writers.h"
#include "cube/build.h"
#include "golden.h"
#include "ingest/ingest.h"
#include "store/sink.h"

static void load_file(struct session *session, const char *path, const char *profile)
{
	struct ingest_options options = INGEST_OPTIONS_INIT;
	struct model_sink *sink = NULL;
	struct cube_watch *watch = NULL;
	struct store_watch calls;
	struct ingest_report report;
	struct err err = { 0 };

	options.profile = profile;
	options.currency = store_fact(session->store, "currency");
	ck_assert_msg(cube_watch_create(session->store, &watch, &calls, &err), "%s", err.text);
	ck_assert_msg(store_sink_create(session->store, &calls, &sink, &err), "%s", err.text);
	ingest_report_init(&report);
	ck_assert_msg(ingest_file(path, &options, sink, &report, &err), "%s: %s", path, err.text);
	ingest_report_finish(&report);
	store_sink_destroy(sink);
	cube_watch_destroy(watch);
}

static void load_folder(struct session *session, const char *path, const char *profile)
{
	struct ingest_options options = INGEST_OPTIONS_INIT;
	const char *const *files;
	struct err err = { 0 };
	struct arena arena;

	options.profile = profile;
	arena_init(&arena);
	ck_assert_msg(ingest_expand(&path, 1, &options, &arena, &files, &err), "%s", err.text);
	for (; *files; files++)
		load_file(session, *files, profile);
	arena_finish(&arena);
}

static int64_t clock_of(const struct session *session, const char *now)
{
	struct time_stamp stamp;
	int32_t first, last;

	if (now[0] && time_stamp_parse(now, strlen(now), &stamp))
		return stamp.seconds;
	ck_assert(cube_span(session->cube, CUBE_AT_REGISTERED, &first, &last));
	return ((int64_t)last + 1) * TIME_DAY_SECONDS - 1;
}

void session_load(struct session *session, const char *path, const char *profile, const char *now)
{
	char from_root[1024], profile_from_root[1024];
	struct err err = { 0 };

	*session = (struct session){ 0 };
	/* By names from the root of the source, since screens tell where a file was loaded from. */
	ck_assert_int_eq(chdir(TEST_SOURCE_ROOT), 0);
	snprintf(from_root, sizeof(from_root), "%s", path);
	if (profile)
		snprintf(profile_from_root, sizeof(profile_from_root), TEST_SOURCE_ROOT "/%s", profile);
	ck_assert_msg(store_open(NULL, STORE_MEMORY, &session->store, &err), "%s", err.text);
	store_set_clock(session->store, 1795435200);	/* 2026-11-23T12:00Z: screens that tell when a file was loaded repeat */
	load_folder(session, from_root, profile ? profile_from_root : NULL);
	ck_assert_msg(cube_open(session->store, &session->cube, &err), "%s", err.text);
	session->env = (struct kpi_env){ .store = session->store, .cube = session->cube, .now = clock_of(session, now) };
}

void session_open(struct session *session, const char *view, bool ascii)
{
	struct dashboard_options options = { .env = &session->env, .synthetic = true, .ascii = ascii, .view = view,
		.notes = session->notes };
	struct err err = { 0 };

	dashboard_destroy(session->dashboard);
	session->dashboard = NULL;
	session->ascii = ascii;
	ck_assert_msg(dashboard_create(&options, &session->dashboard, &err), "%s", err.text);
}

void session_close(struct session *session)
{
	dashboard_destroy(session->dashboard);
	cube_close(session->cube);
	store_close(session->store);
	*session = (struct session){ 0 };
}

void session_press(struct session *session, const char *keys)
{
	while (*keys) {
		uint32_t key;
		size_t n;

		if (*keys == ' ') {
			keys++;
			continue;
		}
		n = request_key_parse(keys, &key);
		ck_assert_uint_gt(n, 0);
		ck_assert(dashboard_key(session->dashboard, key));
		keys += n;
	}
}

struct canvas *session_paint(struct session *session, int cols, int rows)
{
	struct canvas *canvas = NULL;

	ck_assert(canvas_create(cols, rows, session->ascii, &canvas, NULL));
	dashboard_paint(session->dashboard, canvas);
	return canvas;
}

void session_text(struct session *session, int cols, int rows, struct text *out)
{
	struct canvas *canvas = session_paint(session, cols, rows);

	canvas_write_text(canvas, out);
	canvas_destroy(canvas);
}

/* When the files were loaded, and how large SQLite made the file, is not what the screen is checked for. */
static void forget_loads(struct text *text)
{
	for (char *s = text->data; (s = strstr(s, ":")); s++)
		if (s - text->data >= 13 && s[-6] == '-' && s[-9] == '-' && s[-3] == ' ')
			memcpy(s - 13, "YYYY-MM-DD hh:mm", 16);
	for (char *s = text->data; (s = strstr(s, " MB")); s++)
		for (char *digit = s - 1; digit > text->data && *digit != ' '; digit--)
			*digit = *digit == '.' ? '.' : 'N';
}

void session_append(struct session *session, int cols, int rows, bool with_roles, struct text *out)
{
	struct canvas *canvas = session_paint(session, cols, rows);
	struct text text = TEXT_INIT;

	if (with_roles)
		canvas_write_golden(canvas, &text);
	else
		canvas_write_text(canvas, &text);
	if (strstr(text.data, "Database"))
		forget_loads(&text);
	text_append(out, text.data);
	text_finish(&text);
	canvas_destroy(canvas);
}
