/* method_arrears.c - overdue balances against a year of collections: a stock of the whole administration. */
#include <math.h>

#include "store/rows.h"
#include "task.h"

static bool overdue_read(struct task *task, int32_t day, double *balance, int64_t *n, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(task->evaluation->env->store, "kpi_arrears", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day);
	got = store_rows_next(rows, err);
	*balance = got == 1 ? (double)store_rows_int(rows, 0) / task->evaluation->facts.minor_units : NAN;
	*n = got == 1 ? store_rows_int(rows, 1) : 0;
	store_rows_close(rows);
	return got >= 0;
}

static bool collected_read(struct task *task, int32_t to, double *collected, struct err *err)
{
	const struct kpi_def *revenue = kpi_find("revenue_collected");
	struct kpi_query query = {.from = to - 364, .to = to, .without_status = true};
	struct kpi_row *rows;
	size_t n;

	if (!kpi_evaluate(task->evaluation->env, &revenue, 1, &query, &task->evaluation->scratch, &rows, &n, err))
		return false;
	*collected = n ? rows[0].value : NAN;
	return true;
}

static bool arrears_emit(struct task *task, struct row_list *list, struct err *err)
{
	struct evaluation *e = task->evaluation;
	struct figure figure = figure_empty("ratio");
	struct kpi_row *row;
	int64_t n;

	if (e->n_dims || e->query->n_filters)
		return true;
	if (!overdue_read(task, e->period.to, &figure.numerator, &n, err) || !collected_read(task, e->period.to, &figure.denominator, err))
		return false;
	figure.n = n;
	figure.value = figure_ratio(figure.numerator, figure.denominator);
	figure.coverage = 1;
	row = row_list_add(list, e->arena);
	if (!row)
		return err_memory(err);
	row_fill(row, task, &figure);
	return true;
}

const struct method method_arrears = {.emit = arrears_emit};
