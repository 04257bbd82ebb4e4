/* rows.c - figures become rows, in the natural order of the dimensions. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "task.h"

/* A stock that nobody asked the end of is that of today. */
static int32_t last_day(const struct evaluation *e, const struct kpi_def *def)
{
	int32_t today = evaluation_today(e);

	if (def->cohort != KPI_AT_STOCK || e->query->to != TIME_DAY_NONE || today < e->period.from)
		return e->period.to;
	return today;
}

void row_fill(struct kpi_row *row, const struct task *task, const struct figure *figure)
{
	const struct evaluation *e = task->evaluation;

	*row = (struct kpi_row){
		.def = task->def, .stat = figure->stat, .from = e->period.from, .to = last_day(e, task->def),
		.value = figure->value, .numerator = figure->numerator, .denominator = figure->denominator, .n = figure->n,
		.coverage = figure->coverage, .low = figure->low, .high = figure->high, .p = NAN,
		.target = NAN, .target_low = NAN, .target_high = NAN, .usual_low = NAN, .usual_high = NAN, .base = NAN,
	};
}

bool row_missing(struct task *task, struct row_list *list)
{
	struct figure figure = figure_empty(task->def->headline);
	struct kpi_row *row = row_list_add(list);

	if (!row)
		return false;
	row_fill(row, task, &figure);
	row->missing = task->missing;
	return true;
}

/* Rows are wide, and of traders there are many: places are sorted, and each row is moved once. */
struct order {
	const struct kpi_row *row;
	size_t place;
};

static int compare(const void *a, const void *b, void *context)
{
	const struct evaluation *e = context;
	const struct order *one = a, *two = b;

	for (size_t i = 0; i < e->n_dims && i < one->row->n_dims && i < two->row->n_dims; i++) {
		int c = dim_compare(e->dims[i].by.dim, one->row->dims[i].value, two->row->dims[i].value);

		if (c)
			return c;
	}
	return one->place < two->place ? -1 : one->place > two->place;
}

/* The row that belongs to each place comes there, along one ring of places after the other. */
static void put_in_order(struct kpi_row *rows, struct order *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct kpi_row first = rows[i];
		size_t at = i;

		while (order[at].place != i) {
			size_t next = order[at].place;

			rows[at] = rows[next];
			order[at].place = at;
			at = next;
		}
		rows[at] = first;
		order[at].place = at;
	}
}

bool rows_sort(const struct evaluation *evaluation, struct kpi_row *rows, size_t n, struct err *err)
{
	struct order *order = malloc((n ? n : 1) * sizeof(*order));

	if (!order)
		return err_memory(err);
	for (size_t i = 0; i < n; i++)
		order[i] = (struct order){.row = &rows[i], .place = i};
	qsort_r(order, n, sizeof(*order), compare, (void *)evaluation);
	put_in_order(rows, order, n);
	free(order);
	return true;
}
