/* method_balance.c - how evenly the work lies on those who are present: the Gini coefficient of load an hour over the officers of a duty
 * pool, hours as weights; several pools by their loads. 0: all carry the same; near 1: one carries it all. */
#include <math.h>
#include <stdlib.h>

#include "records.h"
#include "roster.h"

struct bearer {
	uint32_t cell, officer, pool;
	int64_t load;			/* thousandths */
	double hours;
};

struct balance {
	struct groups keys;		/* cell, officer */
	struct bearer *bearers;		/* by number of the key; settled: by cell, pool, load an hour */
	size_t cap;
};

static void balance_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_LANE);
	column_set_add(set, CUBE_OFFICER);
}

static struct balance *balance_of(struct task *task)
{
	struct balance *balance = task->own;

	if (!balance && (balance = calloc(1, sizeof(*balance))))
		groups_init(&balance->keys, 2);
	task->own = balance;
	return balance;
}

static struct bearer *bearer_at(struct balance *balance, uint32_t cell, uint32_t officer)
{
	const uint32_t keys[] = {cell, officer};
	size_t n = balance->keys.n;
	uint32_t number = groups_at(&balance->keys, keys);

	if (number == GROUPS_NONE)
		return NULL;
	if (balance->keys.n > balance->cap) {
		size_t cap = balance->keys.cap;
		struct bearer *grown = realloc(balance->bearers, cap * sizeof(*grown));

		if (!grown)
			return NULL;
		balance->bearers = grown;
		balance->cap = cap;
	}
	if (balance->keys.n > n)
		balance->bearers[number] = (struct bearer){.cell = cell, .officer = officer};
	return &balance->bearers[number];
}

static bool balance_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *lane = pairs->batch->u32[CUBE_LANE], *officer = pairs->batch->u32[CUBE_OFFICER];
	struct balance *balance = balance_of(task);

	if (!balance)
		return false;
	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i];
		struct bearer *bearer;

		if (!officer[row])
			continue;
		bearer = bearer_at(balance, pairs->cell[i], officer[row]);
		if (!bearer)
			return false;
		bearer->load += facts_load(&task->evaluation->facts, lane[row]);
		task->tallies[pairs->cell[i]].denominator++;	/* the cell is not empty */
	}
	return true;
}

/* Hours of one shift, in the cell of its office and day. */
static bool shift_add(struct task *task, const struct shift *shift)
{
	const struct record record = {.office = shift->office, .officer = shift->officer, .local = period_second(shift->day), .day_only = true};
	const struct period *period = &task->evaluation->period;
	unsigned k = period_of(period, record.local);
	struct bearer *bearer;
	bool selected;
	uint32_t group;

	if (k == PERIOD_NONE || (shift->role && shift->role != 'a'))
		return true;
	group = record_group(task, &record, &selected);
	if (!selected)
		return true;
	if (group == GROUPS_NONE || !tallies_reserve(task))
		return false;
	bearer = bearer_at(task->own, group * (uint32_t)period->n + k, shift->officer);
	if (!bearer)
		return false;
	bearer->hours += shift->hours;
	bearer->pool = shift->pool;
	return true;
}

static double pace(const struct bearer *bearer)
{
	return bearer->hours > 0 ? (double)bearer->load / bearer->hours : 0;
}

static int compare(const void *a, const void *b)
{
	const struct bearer *x = a, *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	if (x->pool != y->pool)
		return x->pool < y->pool ? -1 : 1;
	if ((x->hours > 0) != (y->hours > 0))
		return x->hours > 0 ? 1 : -1;
	if (pace(x) != pace(y))
		return pace(x) < pace(y) ? -1 : 1;
	return (x->officer > y->officer) - (x->officer < y->officer);
}

static bool balance_complete(struct task *task, struct err *err)
{
	const struct period *period = &task->evaluation->period;
	struct balance *balance = balance_of(task);
	struct roster *roster = NULL;
	bool ok;

	if (!balance)
		return err_memory(err);
	if (records_lack(task->evaluation, RECORD_OFFICE | RECORD_NO_HOURS)) {
		task->missing = "attendance.declaration_id";
		return true;
	}
	ok = roster_load(task->evaluation->env->store, period->first, period->to, &roster, err);
	for (size_t i = 0; ok && i < roster->n; i++)
		ok = shift_add(task, &roster->shifts[i]) || err_memory(err);
	roster_destroy(roster);
	if (ok && balance->keys.n)
		qsort(balance->bearers, balance->keys.n, sizeof(*balance->bearers), compare);
	return ok;
}

/* Of officers in the order of their pace: twice the area between the line of equality and the Lorenz curve. */
static double gini(const struct bearer *bearers, size_t n, double *ret_load)
{
	double hours = 0, load = 0, before = 0, sum = 0;

	for (size_t i = 0; i < n; i++) {
		hours += bearers[i].hours;
		load += (double)bearers[i].load;
	}
	for (size_t i = 0; i < n; i++) {
		sum += (double)bearers[i].load * (2 * before + bearers[i].hours - hours);
		before += bearers[i].hours;
	}
	*ret_load = load;
	return load > 0 && hours > 0 ? sum / (load * hours) : NAN;
}

static size_t first_of(const struct balance *balance, size_t cell)
{
	size_t low = 0, high = balance->keys.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (balance->bearers[middle].cell < cell)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The end of the pool that begins at `from`; those who were never on the roster have none. */
static size_t pool_end(const struct balance *balance, size_t from, size_t to)
{
	size_t end = from;

	while (end < to && balance->bearers[end].pool == balance->bearers[from].pool)
		end++;
	return end;
}

static size_t balance_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct balance *balance = task->own;
	size_t to = first_of(balance, cell + 1);
	double top = 0, bottom = 0, load, all = 0, known = 0;

	figures[0] = figure_empty("ratio");
	figures[0].n = 0;
	for (size_t from = first_of(balance, cell), end; from < to; from = end) {
		size_t present = from;
		double its;

		end = pool_end(balance, from, to);
		for (size_t i = from; i < end; i++)
			all += (double)balance->bearers[i].load;
		while (present < end && balance->bearers[present].hours <= 0)
			present++;	/* without hours there is no pace: they stand first */
		its = gini(balance->bearers + present, end - present, &load);
		known += load;
		if (end - present < 2 || isnan(its))
			continue;
		top += its * load;
		bottom += load;
		figures[0].n += (int64_t)(end - present);
	}
	figures[0].coverage = figure_ratio(known, all);
	figures[0].value = figure_ratio(top, bottom);
	return 1;
}

static void balance_release(struct task *task)
{
	struct balance *balance = task->own;

	if (!balance)
		return;
	groups_finish(&balance->keys);
	free(balance->bearers);
	free(balance);
	task->own = NULL;
}

const struct method method_balance = {.slots = 1, .columns = balance_columns, .add = balance_add, .complete = balance_complete,
	.read = balance_read, .release = balance_release};
