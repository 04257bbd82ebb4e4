/* panels.c - from a key to a frame, in process: each view loaded and painted at 80x24 over a database given on the command line.
 *
 * Prints one JSON object: for each period, filter and view the milliseconds, the best of several runs; columns are in memory
 * after the first. Filters take the values of a declaration in the middle of the data. Words after the database name the
 * periods, filters and views wanted, for a look with a profiler: `panels t.db days30 all time`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/time.h"
#include "cube/cube.h"
#include "drill.h"
#include "names.h"
#include "scope.h"
#include "store/store.h"

enum { RUNS = 5, COLS = 80, ROWS = 24 };

static const struct {
	const char *name;
	enum panel_grain grain;
	int days;			/* 0: as the grain says; -1: all there are */
} periods[] = {
	{ "day", PANEL_DAY, 0 }, { "days30", PANEL_FOUR_WEEKS, 30 }, { "year", PANEL_YEAR, 0 }, { "whole", PANEL_YEAR, -1 },
};

static const struct {
	const char *name;
	enum cube_column column;
} filters[] = {
	{ "all", 0 }, { "broker", CUBE_BROKER }, { "hs_chapter", CUBE_HS_CHAPTER }, { "importer", CUBE_IMPORTER },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct bench {
	char **words;			/* NULL-terminated */
	struct kpi_env env;
	struct names names;
	struct panel_scope everything;
	uint32_t codes[COUNT(filters)];
	struct canvas *canvas;
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool take_codes(void *context, const struct cube_batch *batch)
{
	struct bench *bench = context;
	uint32_t row = batch->rows[batch->n / 2];

	for (size_t i = 1; i < COUNT(filters); i++)
		bench->codes[i] = batch->u32[filters[i].column][row];
	return false;
}

static bool find_codes(struct bench *bench, struct err *err)
{
	int32_t middle = bench->everything.first_day + (bench->everything.last_day - bench->everything.first_day) / 2;
	struct cube_slice slice = { .stamp = CUBE_AT_REGISTERED, .flags_mask = CUBE_LIVE, .flags_value = CUBE_LIVE,
		.from = (int64_t)(middle - CUBE_EPOCH_DAY) * TIME_DAY_SECONDS, .to = INT32_MAX };
	int columns[COUNT(filters) - 1];

	for (size_t i = 1; i < COUNT(filters); i++)
		columns[i - 1] = filters[i].column;
	return cube_scan(bench->env.cube, &slice, columns, COUNT(columns), take_codes, bench, err);
}

static bool bench_open(struct bench *bench, const char *path, struct err *err)
{
	int32_t first, last;

	if (!store_open(path, STORE_READ_ONLY, &bench->env.store, err) || !cube_open(bench->env.store, &bench->env.cube, err))
		return false;
	if (!cube_span(bench->env.cube, CUBE_AT_REGISTERED, &first, &last))
		return err_set(err, ERR_NO_INPUT, "%s holds no declarations", path);
	bench->env.now = ((int64_t)last + 1) * TIME_DAY_SECONDS - 1;
	return names_load(bench->env.store, &bench->names, err) && scope_open(&bench->env, &bench->everything, err) &&
	       find_codes(bench, err) && canvas_create(COLS, ROWS, false, &bench->canvas, err);
}

static struct panel_scope scope_for(const struct bench *bench, size_t period, size_t filter)
{
	struct panel_scope scope = bench->everything;

	scope_set_grain(&scope, periods[period].grain);
	if (periods[period].days > 0)
		scope.from = scope.to - periods[period].days + 1;
	if (periods[period].days < 0)
		scope.from = scope.first_day;
	if (filter > 0)
		scope_filter_set(&scope, filters[filter].name, store_code_text(bench->env.store, bench->codes[filter]));
	return scope;
}

/* Nothing is remembered from one run to the next. */
static double key_to_frame(const struct bench *bench, const struct panel_ops *ops, const struct panel_scope *scope)
{
	struct kpi_env env = bench->env;
	struct panel_context context = { .env = &env, .scope = scope, .names = &bench->names, .mask_names = true };
	double best = 1e9;

	for (int run = 0; run < RUNS; run++) {
		double start = now_ms(), took;
		struct panel *panel = panel_create(ops, NULL);

		env.memory = kpi_memory_create();
		if (!panel || !env.memory)
			exit(1);
		panel_load(panel, &context);
		if (panel->failed[0]) {
			fprintf(stderr, "panels: %s: %s\n", ops->name, panel->failed);
			exit(1);
		}
		canvas_clear(bench->canvas);
		ops->paint(panel, canvas_rows(canvas_whole(bench->canvas), 2, ROWS - 3));
		panel_destroy(panel);
		kpi_memory_destroy(env.memory);
		took = now_ms() - start;
		best = took < best ? took : best;
	}
	return best;
}

static bool is_one_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Wanted by name, or none of its kind (names) was asked for. */
static bool is_wanted(const struct bench *bench, const char *name, const char *const *names, size_t n)
{
	bool asked = false;

	for (char **word = bench->words; *word; word++) {
		if (strcmp(*word, name) == 0)
			return true;
		asked = asked || is_one_of(*word, names, n);
	}
	return !asked;
}

static void measure(const struct bench *bench, size_t period, size_t filter)
{
	struct panel_scope scope = scope_for(bench, period, filter);
	const char *names[16], *separator = "";
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);

	for (size_t i = 0; i < n; i++)
		names[i] = views[i]->name;
	printf("{");
	for (size_t i = 0; i < n; i++) {
		if (!is_wanted(bench, names[i], names, n))
			continue;
		printf("%s\"%s\": %.3f", separator, names[i], key_to_frame(bench, views[i], &scope));
		separator = ", ";
	}
	printf("}");
}

static void measure_period(const struct bench *bench, size_t period)
{
	const char *names[COUNT(filters)], *separator = "";

	for (size_t i = 0; i < COUNT(filters); i++)
		names[i] = filters[i].name;
	for (size_t i = 0; i < COUNT(filters); i++) {
		if (!is_wanted(bench, names[i], names, COUNT(filters)))
			continue;
		printf("%s\n  \"%s\": ", separator, names[i]);
		measure(bench, period, i);
		separator = ",";
	}
}

int main(int argc, char **argv)
{
	struct bench bench = { .words = argv + (argc < 2 ? 1 : 2) };
	const char *names[COUNT(periods)];
	struct rusage usage;
	struct err err = { 0 };

	if (argc < 2 || !bench_open(&bench, argv[1], &err)) {
		fprintf(stderr, "usage: panels DATABASE [PERIOD|FILTER|VIEW]...: %s\n", err.text);
		return 64;
	}
	for (size_t i = 0; i < COUNT(periods); i++)
		names[i] = periods[i].name;
	printf("{\"rows\": %lld", (long long)cube_rows(bench.env.cube));
	for (size_t i = 0; i < COUNT(periods); i++) {
		if (!is_wanted(&bench, names[i], names, COUNT(periods)))
			continue;
		printf(",\n \"%s\": {", names[i]);
		measure_period(&bench, i);
		printf("}");
	}
	getrusage(RUSAGE_SELF, &usage);
	printf(",\n \"peak_kib\": %ld}\n", usage.ru_maxrss);
	canvas_destroy(bench.canvas);
	names_finish(&bench.names);
	cube_close(bench.env.cube);
	store_close(bench.env.store);
	return 0;
}
