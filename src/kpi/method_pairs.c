/* method_pairs.c - brokers and officers who meet more often than the draw of officers lets expect.
 *
 * Within one duty pool and one day files are dealt to whoever is there: of n files, the nb of a broker and the no of an officer
 * would meet nb no / n times on average, and how often in all days together is a sum of hypergeometric draws, whose distribution is
 * worked out exactly. Whoever shares shifts with a broker meets him more often and is expected to. Pairs that met ten times or more
 * are tested; their p are adjusted for their number (Benjamini and Hochberg 1995). It is a prompt to look, and proves nothing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "store/rows.h"

enum { LEAST_MEETINGS = 10 };

static const double flag_lift = 2, flag_p = 0.01;

struct meeting {
	uint32_t group, pool, day, broker, officer;
};

struct pair {
	uint32_t group, broker, officer;
	int64_t met;
	double expected, p;
	double *chance;		/* that they meet so many times, up to met - 1; NULL before the first day */
	size_t n_chances;	/* of them that are above zero, as far as days were looked at */
	bool tested;
};

struct deals {
	struct meeting *meetings;
	size_t n, cap;
	int64_t missed;
	struct groups pools;		/* officer */
	uint32_t *pool;			/* by number of the officer */
	size_t cap_pools;
	struct groups keys;		/* group, broker, officer */
	struct pair *pairs;
	size_t cap_pairs;
	struct pair **tested;		/* in the order of group, broker, officer */
	size_t n_tested;
	double *factorials;		/* the logarithm of i!, up to the files of the largest deal */
	double *next;			/* room for the chances of one pair */
};

/* ---- files as they were dealt ---- */

static void deal_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_OFFICE);
	column_set_add(set, CUBE_BROKER);
	column_set_add(set, CUBE_OFFICER);
	column_set_add(set, CUBE_AT_REGISTERED);
}

static uint32_t pool_of(const struct deals *deals, uint32_t officer, uint32_t office)
{
	uint32_t number = groups_find(&deals->pools, &officer);

	return number != GROUPS_NONE && deals->pool[number] ? deals->pool[number] | 1u << 31 : office;
}

static bool deal_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *const *u32 = pairs->batch->u32;
	struct deals *deals = task->own;

	if (deals->n + pairs->n > deals->cap) {
		size_t cap = (deals->n + pairs->n) * 2;
		struct meeting *grown = realloc(deals->meetings, cap * sizeof(*grown));

		if (!grown)
			return false;
		deals->meetings = grown;
		deals->cap = cap;
	}
	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i], officer = u32[CUBE_OFFICER][row], broker = u32[CUBE_BROKER][row];

		if (!officer)
			continue;	/* not dealt to anybody */
		if (!broker) {
			deals->missed++;
			continue;
		}
		deals->meetings[deals->n++] = (struct meeting){.group = pairs->cell[i], .broker = broker, .officer = officer,
			.pool = pool_of(deals, officer, u32[CUBE_OFFICE][row]), .day = u32[CUBE_AT_REGISTERED][row] / 86400};
	}
	return true;
}

static const struct method method_deal = {.slots = 1, .columns = deal_columns, .add = deal_add};

static bool pools_read(struct deals *deals, struct store *store, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "kpi_pools", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		uint32_t officer = (uint32_t)store_rows_int(rows, 0), number = groups_at(&deals->pools, &officer);

		if (number != GROUPS_NONE && deals->pools.n > deals->cap_pools) {
			uint32_t *grown = realloc(deals->pool, deals->pools.cap * sizeof(*grown));

			deals->pool = grown ? grown : deals->pool;
			deals->cap_pools = grown ? deals->pools.cap : deals->cap_pools;
		}
		if (number >= deals->cap_pools) {
			err_memory(err);
			got = -1;
			break;
		}
		deals->pool[number] = (uint32_t)store_rows_int(rows, 1);
	}
	store_rows_close(rows);
	return got == 0;
}

static int compare_codes(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_meetings(const void *a, const void *b)
{
	const struct meeting *x = a, *y = b;
	int by = compare_codes(x->group, y->group);

	by = by ? by : compare_codes(x->pool, y->pool);
	by = by ? by : compare_codes(x->day, y->day);
	by = by ? by : compare_codes(x->broker, y->broker);
	return by ? by : compare_codes(x->officer, y->officer);
}

/* ---- pairs ---- */

static struct pair *pair_at(struct deals *deals, uint32_t group, uint32_t broker, uint32_t officer)
{
	const uint32_t keys[] = {group, broker, officer};
	size_t n = deals->keys.n;
	uint32_t number = groups_at(&deals->keys, keys);

	if (number == GROUPS_NONE)
		return NULL;
	if (deals->keys.n > deals->cap_pairs) {
		struct pair *grown = realloc(deals->pairs, deals->keys.cap * sizeof(*grown));

		if (!grown)
			return NULL;
		deals->pairs = grown;
		deals->cap_pairs = deals->keys.cap;
	}
	if (deals->keys.n > n)
		deals->pairs[number] = (struct pair){.group = group, .broker = broker, .officer = officer, .p = NAN};
	return &deals->pairs[number];
}

static bool pairs_count(struct deals *deals)
{
	for (size_t i = 0; i < deals->n; i++) {
		const struct meeting *meeting = &deals->meetings[i];
		struct pair *pair = pair_at(deals, meeting->group, meeting->broker, meeting->officer);

		if (!pair)
			return false;
		pair->met++;
	}
	return true;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = *(struct pair *const *)a, *y = *(struct pair *const *)b;
	int by = compare_codes(x->group, y->group);

	by = by ? by : compare_codes(x->broker, y->broker);
	return by ? by : compare_codes(x->officer, y->officer);
}

/* Few pairs of all that there could be meet often: a deal asks for those of its brokers, not for each broker with each officer. */
static bool pairs_choose(struct deals *deals)
{
	deals->tested = malloc((deals->keys.n + 1) * sizeof(struct pair *));
	if (!deals->tested)
		return false;
	for (size_t i = 0; i < deals->keys.n; i++) {
		deals->pairs[i].tested = deals->pairs[i].met >= LEAST_MEETINGS;
		if (deals->pairs[i].tested)
			deals->tested[deals->n_tested++] = &deals->pairs[i];
	}
	qsort(deals->tested, deals->n_tested, sizeof(*deals->tested), compare_pairs);
	return true;
}

/* The first tested pair of a broker in a group, or where it would stand. */
static size_t pairs_of(const struct deals *deals, uint32_t group, uint32_t broker)
{
	size_t from = 0, to = deals->n_tested;

	while (from < to) {
		size_t at = (from + to) / 2;
		const struct pair *pair = deals->tested[at];

		if (pair->group < group || (pair->group == group && pair->broker < broker))
			from = at + 1;
		else
			to = at;
	}
	return from;
}

/* How many files one party had in a deal. */
struct hand {
	uint32_t code;
	int64_t n;
};

static int compare_hands(const void *a, const void *b)
{
	const struct hand *x = a, *y = b;

	return (x->code > y->code) - (x->code < y->code);
}

/* Unites what belongs to one code. */
static size_t hands_unite(struct hand *hands, size_t n)
{
	size_t kept = 0, in_order = 1;

	while (in_order < n && hands[in_order - 1].code <= hands[in_order].code)
		in_order++;
	if (in_order < n)
		qsort(hands, n, sizeof(*hands), compare_hands);
	for (size_t i = 0; i < n; i++) {
		if (kept && hands[kept - 1].code == hands[i].code)
			hands[kept - 1].n++;
		else
			hands[kept++] = (struct hand){.code = hands[i].code, .n = 1};
	}
	return kept;
}

/* One deal after another asks for the same few hundred factorials. */
static bool room_take(struct deals *deals, size_t most)
{
	int64_t met = 0;

	for (size_t i = 0; i < deals->keys.n; i++)
		met = deals->pairs[i].met > met ? deals->pairs[i].met : met;
	deals->next = malloc(((size_t)met + 1) * sizeof(*deals->next));
	deals->factorials = malloc((most + 1) * sizeof(*deals->factorials));
	for (size_t i = 0; deals->factorials && i <= most; i++)
		deals->factorials[i] = lgamma((double)i + 1);
	return deals->next && deals->factorials;
}

static double choose(const struct deals *deals, int64_t n, int64_t k)
{
	return deals->factorials[n] - deals->factorials[k] - deals->factorials[n - k];
}

/* Several at once, where the processor can. */
static void fold_one(double *restrict next, const double *restrict chance, size_t n, double p)
{
	for (size_t i = 0; i < n; i++)
		next[i] += chance[i] * p;
}

/* The chances to have met so and so often become those with one more day, on which nb of n files were the one's and no the other's. */
static bool pair_fold(const struct deals *deals, struct pair *pair, int64_t n, int64_t nb, int64_t no)
{
	int64_t most = nb < no ? nb : no, least = nb + no > n ? nb + no - n : 0;
	size_t room = (size_t)pair->met, n_next;
	double *next = deals->next, all = choose(deals, n, nb);

	if (!pair->chance && (pair->chance = calloc(room, sizeof(*pair->chance)))) {
		pair->chance[0] = 1;
		pair->n_chances = 1;
	}
	if (!pair->chance)
		return false;
	n_next = pair->n_chances + (size_t)most < room ? pair->n_chances + (size_t)most : room;
	memset(next, 0, n_next * sizeof(*next));
	for (int64_t k = least; k <= most && (size_t)k < room; k++)
		fold_one(next + k, pair->chance, pair->n_chances < room - (size_t)k ? pair->n_chances : room - (size_t)k,
			exp(choose(deals, no, k) + choose(deals, n - no, nb - k) - all));
	memcpy(pair->chance, next, n_next * sizeof(*next));
	pair->n_chances = n_next;
	return true;
}

/* One pool on one day: meetings of one group. */
static bool deal_take(struct deals *deals, const struct meeting *meetings, size_t n, struct hand *brokers, struct hand *officers)
{
	uint32_t group = meetings[0].group;
	size_t n_brokers, n_officers;

	for (size_t i = 0; i < n; i++) {
		brokers[i] = (struct hand){.code = meetings[i].broker, .n = 1};
		officers[i] = (struct hand){.code = meetings[i].officer, .n = 1};
	}
	n_brokers = hands_unite(brokers, n);
	n_officers = hands_unite(officers, n);
	for (size_t b = 0; b < n_brokers; b++) {
		size_t o = 0;

		for (size_t i = pairs_of(deals, group, brokers[b].code); i < deals->n_tested; i++) {
			struct pair *pair = deals->tested[i];

			if (pair->group != group || pair->broker != brokers[b].code)
				break;
			while (o < n_officers && officers[o].code < pair->officer)
				o++;
			if (o == n_officers || officers[o].code != pair->officer)
				continue;
			pair->expected += (double)brokers[b].n * (double)officers[o].n / (double)n;
			if (!pair_fold(deals, pair, (int64_t)n, brokers[b].n, officers[o].n))
				return false;
		}
	}
	return true;
}

/* The end of the deal that begins at `from`. */
static size_t deal_end(const struct deals *deals, size_t from)
{
	const struct meeting *first = &deals->meetings[from];
	size_t to = from;

	while (to < deals->n && deals->meetings[to].group == first->group && deals->meetings[to].pool == first->pool &&
		deals->meetings[to].day == first->day)
		to++;
	return to;
}

static bool pairs_expect(struct deals *deals, const struct cube *cube, struct err *err)
{
	struct hand *brokers, *officers;
	size_t most = 0;
	bool ok;

	for (size_t from = 0, to; from < deals->n; from = to) {
		to = deal_end(deals, from);
		most = to - from > most ? to - from : most;
	}
	brokers = malloc((most + 1) * sizeof(*brokers));
	officers = malloc((most + 1) * sizeof(*officers));
	ok = (brokers && officers && room_take(deals, most)) || err_memory(err);
	for (size_t from = 0, to; ok && from < deals->n; from = to) {
		to = deal_end(deals, from);
		if (cube_is_stopped(cube))
			ok = err_set(err, ERR_INTERRUPTED, "interrupted before all deals were looked at");
		else
			ok = deal_take(deals, &deals->meetings[from], to - from, brokers, officers) || err_memory(err);
	}
	free(brokers);
	free(officers);
	return ok;
}

static int compare_p(const void *a, const void *b)
{
	const struct pair *x = *(struct pair *const *)a, *y = *(struct pair *const *)b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->p > y->p) - (x->p < y->p);
}

/* The chance to meet at least as often, then adjusted for the number of pairs tested in the group: from the largest down, p times the
 * number over the rank, never above the one before. */
static void pairs_judge(struct deals *deals)
{
	struct pair **tested = deals->tested;
	size_t n = deals->n_tested;

	for (size_t i = 0; i < n; i++) {
		struct pair *pair = tested[i];

		pair->p = 1;
		for (int64_t k = 0; k < pair->met; k++)
			pair->p -= pair->chance[k];
		pair->p = fmin(1, fmax(0, pair->p));
	}
	qsort(tested, n, sizeof(*tested), compare_p);
	for (size_t from = 0, to; from < n; from = to) {
		double least = 1;

		for (to = from; to < n && tested[to]->group == tested[from]->group;)
			to++;
		for (size_t i = to; i-- > from;) {
			least = fmin(least, tested[i]->p * (double)(to - from) / (double)(i - from + 1));
			tested[i]->p = least;
		}
	}
}

static bool is_flagged(const struct pair *pair)
{
	return pair->tested && pair->p < flag_p && (double)pair->met >= flag_lift * pair->expected;
}

/* ---- rows ---- */

/* A row of the answer: the whole, or what the query tells apart. */
struct result {
	const struct pair *best;	/* of the largest lift */
	int64_t tested, flagged;
};

static double lift(const struct pair *pair)
{
	return (double)pair->met / pair->expected;
}

/* Byar's approximation to the Poisson limits of a count (Breslow and Day 1987), over what was expected. */
static void limits_set(struct kpi_row *row, const struct pair *pair)
{
	double low = (double)pair->met, high = low + 1;

	row->low = low * pow(1 - 1 / (9 * low) - 1.959963984540054 / (3 * sqrt(low)), 3) / pair->expected;
	row->high = high * pow(1 - 1 / (9 * high) + 1.959963984540054 / (3 * sqrt(high)), 3) / pair->expected;
}

static void result_fill(const struct task *task, const struct result *result, double coverage, struct kpi_row *row)
{
	struct figure figure = figure_empty(task->def->headline);

	figure.coverage = coverage;
	figure.n = result->tested;
	if (task->def->argument[0] == PAIRS_FLAGGED)
		figure.value = (double)result->flagged;
	row_fill(row, task, &figure);
	if (task->def->argument[0] != PAIRS_LIFT || !result->best)
		return;
	row->n = result->best->met;
	row->value = lift(result->best);
	row->numerator = (double)result->best->met;
	row->denominator = result->best->expected;
	row->p = result->best->p;
	row->status = is_flagged(result->best) ? KPI_WORSE : KPI_USUAL;
	limits_set(row, result->best);
}

static bool is_pair_dim(enum kpi_dim dim)
{
	return dim == KPI_DIM_BROKER || dim == KPI_DIM_OFFICER;
}

static bool dims_fill(const struct task *task, const uint32_t *keys, struct kpi_row *row)
{
	const struct evaluation *e = task->evaluation;
	struct kpi_dim_value *dims = arena_array(e->arena, e->n_dims + 1, sizeof(*dims));

	for (size_t i = 0; dims && i < e->n_dims; i++) {
		dims[i].name = arena_strdup(e->arena, e->dims[i].name);
		dims[i].value = dim_key_text(e->env, &e->dims[i], keys[i], e->arena);
		if (!dims[i].name || !dims[i].value)
			return false;
	}
	row->dims = dims;
	row->n_dims = e->n_dims;
	return dims != NULL;
}

/* The keys of a pair under the query's dimensions; other: those of its group. */
static void keys_of(const struct evaluation *e, const struct pair *pair, const uint32_t *other, uint32_t *keys)
{
	for (size_t i = 0, k = 0; i < e->n_dims; i++) {
		enum kpi_dim dim = e->dims[i].by.dim;

		keys[i] = dim == KPI_DIM_BROKER ? pair->broker : dim == KPI_DIM_OFFICER ? pair->officer : other[k++];
	}
}

static bool results_make(struct task *task, const struct deals *deals, const struct groups *groups, double coverage, struct row_list *rows)
{
	const struct evaluation *e = task->evaluation;
	struct groups answers;
	struct result *results = calloc(deals->keys.n + groups->n + 1, sizeof(*results));
	uint32_t keys[DIMS_MAX];
	bool ok = results != NULL, apart = false;

	groups_init(&answers, e->n_dims);
	for (size_t i = 0; i < e->n_dims; i++)
		apart = apart || is_pair_dim(e->dims[i].by.dim);
	/* Groups without a pair have their row, too; pairs that never met often have none. */
	for (uint32_t g = 0; ok && g < groups->n && !apart; g++)
		ok = groups_at(&answers, groups_keys(groups, g)) != GROUPS_NONE;
	ok = ok && (e->n_dims || groups_at(&answers, NULL) != GROUPS_NONE);
	for (size_t i = 0; ok && i < deals->keys.n; i++) {
		const struct pair *pair = &deals->pairs[i];
		struct result *result;
		uint32_t number;

		if (!pair->tested)
			continue;
		keys_of(e, pair, groups_keys(groups, pair->group), keys);
		number = groups_at(&answers, keys);
		ok = number != GROUPS_NONE;
		if (!ok)
			break;
		result = &results[number];
		result->tested++;
		result->flagged += is_flagged(pair);
		if (!result->best || lift(pair) > lift(result->best))
			result->best = pair;
	}
	for (uint32_t i = 0; ok && i < answers.n; i++) {
		struct kpi_row *row = row_list_add(rows);

		ok = row != NULL;
		if (ok) {
			result_fill(task, &results[i], coverage, row);
			ok = dims_fill(task, groups_keys(&answers, i), row);
		}
	}
	groups_finish(&answers);
	free(results);
	return ok;
}

static void deals_finish(struct deals *deals)
{
	for (size_t i = 0; i < deals->keys.n; i++)
		free(deals->pairs[i].chance);
	free(deals->pairs);
	free(deals->tested);
	free(deals->factorials);
	free(deals->next);
	free(deals->meetings);
	free(deals->pool);
	groups_finish(&deals->pools);
	groups_finish(&deals->keys);
}

/* The scan tells groups by all dimensions but the two of the pair. */
static bool deals_read(struct task *task, struct deals *deals, struct frame *frame, struct err *err)
{
	struct evaluation *e = frame->evaluation;

	e->n_dims = 0;
	for (size_t i = 0; i < task->evaluation->n_dims; i++) {
		if (!is_pair_dim(task->evaluation->dims[i].by.dim))
			e->dims[e->n_dims++] = task->evaluation->dims[i];
	}
	e->period.n = 1;
	e->period.of_day = NULL;
	e->period.first = e->period.from;
	if (!pools_read(deals, e->env->store, err) || !frame_run(frame, err))
		return false;
	if (deals->n)
		qsort(deals->meetings, deals->n, sizeof(*deals->meetings), compare_meetings);
	if (!pairs_count(deals) || !pairs_choose(deals))
		return err_memory(err);
	if (!pairs_expect(deals, e->env->cube, err))
		return false;
	pairs_judge(deals);
	return true;
}

static bool pairs_emit(struct task *task, struct row_list *rows, struct err *err)
{
	struct evaluation evaluation = *task->evaluation;
	struct deals deals = {.n = 0};
	struct task scan = {.def = task->def, .method = &method_deal, .evaluation = &evaluation, .slots = 1, .own = &deals};
	struct task *tasks[] = {&scan};
	struct frame frame = {.kind = FRAME_REGISTERED, .evaluation = &evaluation, .tasks = tasks, .n_tasks = 1};
	size_t first = rows->n;
	bool ok;

	groups_init(&deals.pools, 1);
	groups_init(&deals.keys, 3);
	ok = deals_read(task, &deals, &frame, err) &&
	     (results_make(task, &deals, &frame.groups, figure_coverage((int64_t)deals.n, deals.missed), rows) || err_memory(err));
	free(scan.tallies);
	frame_finish(&frame);
	deals_finish(&deals);
	return ok && rows_sort(task->evaluation, rows->rows + first, rows->n - first, err);
}

const struct method method_pairs = {.emit = pairs_emit};
