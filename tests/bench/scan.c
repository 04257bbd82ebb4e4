/* scan.c - how long the questions take that panels ask, in process, over a database given on the command line.
 *
 * Prints one JSON object: milliseconds, the best of several runs, for one time KPI and one rate over the last 30 days and over
 * the whole range, filtered by broker, and grouped by office and lane; and the peak memory of all of it. A last word names the
 * one question to ask. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/arena.h"
#include "base/time.h"
#include "cube/cube.h"
#include "kpi/kpi.h"
#include "stats/stats.h"
#include "store/store.h"

enum { RUNS = 7 };

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double best_of(const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs, const struct kpi_query *query)
{
	double best = 1e9;

	for (int run = 0; run < RUNS; run++) {
		struct arena arena;
		struct kpi_row *rows;
		struct err err = {0};
		size_t n;
		double start = now_ms(), took;

		arena_init(&arena);
		if (!kpi_evaluate(env, defs, n_defs, query, &arena, &rows, &n, &err)) {
			fprintf(stderr, "scan: %s\n", err.text);
			exit(1);
		}
		took = now_ms() - start;
		arena_finish(&arena);
		best = took < best ? took : best;
	}
	return best;
}

static const char *only;

static void measure(const struct kpi_env *env, const char *name, int32_t from, int32_t to, const char *id, const char *broker,
	bool by_office_and_lane)
{
	const struct kpi_def *def = kpi_find(id);
	struct kpi_filter filter = {.by = {.dim = KPI_DIM_BROKER}, .values = &broker, .n_values = 1};
	static const struct kpi_by by[] = {{.dim = KPI_DIM_OFFICE}, {.dim = KPI_DIM_LANE}};
	struct kpi_query query = {.from = from, .to = to, .without_status = true};

	if (only && strcmp(only, name) != 0)
		return;
	if (broker) {
		query.filters = &filter;
		query.n_filters = 1;
	}
	if (by_office_and_lane) {
		query.by = by;
		query.n_by = 2;
	}
	printf("\"%s\": %.3f, ", name, best_of(env, &def, 1, &query));
}

/* How far the middle of a bin can be from the value that it stands for, of all bins. */
static double bins_error(void)
{
	double worst = 0;

	for (unsigned bin = 1; bin < STATS_BINS; bin++) {
		double low = stats_bin_low(bin), high = stats_bin_high(bin), error = ((low + high) / 2 - low) / low * 100;

		worst = error > worst ? error : worst;
	}
	return worst;
}

int main(int argc, char **argv)
{
	struct kpi_env env = {.now = (int64_t)1 << 40};
	struct rusage usage;
	struct err err = {0};
	int32_t first, last;

	if (argc < 3 || !store_open(argv[1], STORE_READ_ONLY, &env.store, &err) || !cube_open(env.store, &env.cube, &err)) {
		fprintf(stderr, "usage: scan DATABASE BROKER [QUESTION]: %s\n", err.text);
		return 64;
	}
	only = argc > 3 ? argv[3] : NULL;
	cube_span(env.cube, CUBE_AT_REGISTERED, &first, &last);
	printf("{\"rows\": %lld, ", (long long)cube_rows(env.cube));
	measure(&env, "days30_time", last - 29, last, "release_time_total", NULL, false);
	measure(&env, "days30_rate", last - 29, last, "pre_arrival_rate", NULL, false);
	measure(&env, "days30_broker", last - 29, last, "release_time_total", argv[2], false);
	measure(&env, "whole_time", first, last, "release_time_total", NULL, false);
	measure(&env, "whole_rate", first, last, "pre_arrival_rate", NULL, false);
	measure(&env, "whole_broker", first, last, "release_time_total", argv[2], false);
	measure(&env, "whole_by_office_lane", first, last, "release_time_total", NULL, true);
	cube_close(env.cube);
	store_close(env.store);
	getrusage(RUSAGE_SELF, &usage);
	printf("\"bins_error_percent\": %.3f, ", bins_error());
	printf("\"peak_kib\": %ld}\n", usage.ru_maxrss);
	return 0;
}
