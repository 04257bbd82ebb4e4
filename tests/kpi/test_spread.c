/* Seconds by cell, kept or in bins: what is read is the same however many there are and whichever way they came. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "spread.h"
#include "stats/stats.h"
#include "suite.h"

enum { PERIODS = 2, GROUPS = 2, CELLS = PERIODS * GROUPS, BATCH = 4096, BATCHES = 60 /* more than 65,535 rows in a cell */ };

struct truth {
	uint32_t *value;
	size_t n, missed;
	double sum;
};

static struct spread *spread;
static struct truth truths[CELLS];
static struct tally tallies[CELLS + PERIODS];

static void setup(void)
{
	spread = spread_create(PERIODS, false);
	ck_assert_ptr_nonnull(spread);
	memset(tallies, 0, sizeof(tallies));
	for (int i = 0; i < CELLS; i++)
		truths[i] = (struct truth){.value = malloc((size_t)BATCH * BATCHES * sizeof(uint32_t))};
}

static void teardown(void)
{
	for (int i = 0; i < CELLS; i++)
		free(truths[i].value);
	spread_destroy(spread);
}

static uint32_t some_value(void)
{
	int what = rand() % 10;

	if (what == 0)
		return rand() % 2 ? CUBE_NONE : CUBE_NOT_APPLICABLE;
	return (uint32_t)(rand() % (what < 6 ? 7200 : 3000000));
}

/* A batch into one cell, or row by row into any below `cells`. */
static void add(uint32_t cell, uint32_t cells)
{
	static uint32_t seconds[BATCH], row[BATCH], its[BATCH];
	struct pairs pairs = {.n = BATCH, .row = row, .cell = its, .one_cell = cells == 0};

	for (uint32_t i = 0; i < BATCH; i++) {
		struct truth *truth;

		row[i] = BATCH - 1 - i;
		its[i] = cells ? (uint32_t)rand() % cells : cell;
		seconds[row[i]] = some_value();
		truth = &truths[its[i]];
		if (CUBE_IS_VALUE(seconds[row[i]])) {
			truth->value[truth->n++] = seconds[row[i]];
			truth->sum += seconds[row[i]];
		} else {
			truth->missed += seconds[row[i]] == CUBE_NONE;
		}
	}
	ck_assert(spread_add(spread, seconds, &pairs, tallies, CELLS));
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void check_read(size_t cell, const struct truth *truth)
{
	static const double p[] = {0.5, 0.9};
	struct figure figures[3] = {{0}};

	qsort(truth->value, truth->n, sizeof(*truth->value), compare);
	spread_read(spread, cell, SPREAD_USUAL, figures);
	for (int i = 0; i < 2; i++) {
		double exact = truth->value[stats_rank(p[i], (int64_t)truth->n) - 1] / 3600.0;

		ck_assert_double_le(fabs(figures[i].value - exact), 0.004 * exact);
	}
	ck_assert_double_le(fabs(figures[2].value - truth->sum / (double)truth->n / 3600), 1e-9 * figures[2].value);
}

static void check_all(void)
{
	struct truth all[PERIODS] = {{.n = 0}};

	ck_assert(spread_settle(spread, tallies, CELLS));
	for (size_t i = 0; i < CELLS; i++) {
		ck_assert_int_eq(tallies[i].used, (int64_t)truths[i].n);
		ck_assert_int_eq(tallies[i].missed, (int64_t)truths[i].missed);
	}
	ck_assert(spread_whole(spread, GROUPS));
	for (size_t i = 0; i < CELLS; i++) {
		struct truth *whole = &all[i % PERIODS];

		check_read(i, &truths[i]);
		whole->value = realloc(whole->value, (whole->n + truths[i].n + 1) * sizeof(uint32_t));
		memcpy(whole->value + whole->n, truths[i].value, truths[i].n * sizeof(uint32_t));
		whole->n += truths[i].n;
		whole->sum += truths[i].sum;
	}
	for (size_t k = 0; k < PERIODS; k++) {
		check_read(CELLS + k, &all[k]);
		free(all[k].value);
	}
}

START_TEST(more_rows_than_a_count_holds_are_counted)
{
	srand(1);
	for (int i = 0; i < BATCHES; i++)
		add(1, 0);
	for (uint32_t i = 0; i < 4; i++)
		add(i, 0);
	ck_assert_uint_gt(truths[1].n, 3 * UINT16_MAX);
	check_all();
}
END_TEST

START_TEST(one_value_more_often_than_a_count_holds_is_found)
{
	static uint32_t seconds[BATCH], row[BATCH], cell[BATCH];
	struct figure figures[3] = {{0}};
	struct pairs pairs = {.n = BATCH, .row = row, .cell = cell};

	for (uint32_t i = 0; i < BATCH; i++) {
		row[i] = i;
		cell[i] = 3;
		seconds[i] = 90 * 60;
	}
	for (int i = 0; i < BATCHES; i++) {
		pairs.one_cell = i % 2;
		ck_assert(spread_add(spread, seconds, &pairs, tallies, CELLS));
	}
	ck_assert(spread_settle(spread, tallies, CELLS));
	ck_assert_int_eq(tallies[3].used, BATCH * BATCHES);
	spread_read(spread, 3, SPREAD_USUAL, figures);
	ck_assert_double_le(fabs(figures[0].value - 1.5), 0.004 * 1.5);
	ck_assert_double_eq(figures[2].value, 1.5);
}
END_TEST

START_TEST(rows_of_all_cells_in_any_order_are_counted)
{
	srand(2);
	for (int i = 0; i < BATCHES; i++)
		add(0, i % 5 ? CELLS : 2);
	check_all();
}
END_TEST

START_TEST(few_rows_are_counted)
{
	srand(3);
	add(0, CELLS);
	check_all();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("spread");
	TCase *tc = tcase_create("spread");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, more_rows_than_a_count_holds_are_counted);
	tcase_add_test(tc, one_value_more_often_than_a_count_holds_is_found);
	tcase_add_test(tc, rows_of_all_cells_in_any_order_are_counted);
	tcase_add_test(tc, few_rows_are_counted);
	suite_add_tcase(suite, tc);
	return support_run(suite);
}
