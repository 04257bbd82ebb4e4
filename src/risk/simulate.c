/* simulate.c - see risk/simulate.h. Every week is what `risk train` and `risk score` would do on that Monday, on what was picked before. */
#include "simulate_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "hash.h"
#include "key.h"
#include "plain.h"
#include "read.h"

enum {
	WEEK = RISK_SIM_WEEK, ROUNDS = 80,
	WEEKS_MIN = 12,
	OUTCOMES_MIN = 5	/* of either kind, to learn from; until then chance picks */
};

/* ------------------------------------------------------------------------------------------ */
/* The pool */

struct goods {
	uint64_t key, place;
	double hits, n;
};

static int by_key(const void *a, const void *b)
{
	const struct goods *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static int by_place(const void *a, const void *b)
{
	const struct goods *x = a, *y = b;

	return x->place != y->place ? (x->place > y->place) - (x->place < y->place) : by_key(a, b);
}

/* Half of all goods, each once, with how often they were hits. */
static size_t goods_collect(struct risk_data *pool, struct goods *goods)
{
	size_t n = 0, distinct = 0;

	for (size_t i = 0; i < pool->n; i++) {
		uint64_t key = risk_key_hash(RISK_KEY_GOODS, pool, i);

		if (key && (risk_mix(key + 1) & 1))
			goods[n++] = (struct goods){.key = key, .place = risk_mix(key + 2), .hits = pool->rows[i].label == 1, .n = 1};
	}
	if (n > 0)
		qsort(goods, n, sizeof(*goods), by_key);
	for (size_t i = 0; i < n; i++) {
		if (distinct > 0 && goods[distinct - 1].key == goods[i].key) {
			goods[distinct - 1].hits += goods[i].hits;
			goods[distinct - 1].n++;
		} else {
			goods[distinct++] = goods[i];
		}
	}
	return distinct;
}

/* Each of the chosen goods takes the usual outcome of the next in a ring that has no order but chance. */
static bool rotation_make(struct risk_simulating *sim)
{
	struct risk_data *pool = &sim->pool;
	struct goods *goods = malloc((pool->n + 1) * sizeof(*goods));
	struct goods *ring;
	size_t n;

	if (!goods)
		return false;
	n = goods_collect(pool, goods);
	ring = malloc((n + 1) * sizeof(*ring));
	if (!ring) {
		free(goods);
		return false;
	}
	memcpy(ring, goods, n * sizeof(*ring));
	if (n > 0)
		qsort(ring, n, sizeof(*ring), by_place);
	for (size_t i = 0; i < n; i++) {
		struct goods *own = bsearch(&ring[i], goods, n, sizeof(*goods), by_key);

		own->place = ring[(i + 1) % n].hits * 2 > ring[(i + 1) % n].n;	/* from here on: the outcome it takes */
	}
	for (size_t i = 0; i < pool->n; i++) {
		struct goods wanted = {.key = risk_key_hash(RISK_KEY_GOODS, pool, i)};
		const struct goods *found = n ? bsearch(&wanted, goods, n, sizeof(*goods), by_key) : NULL;

		sim->after[i] = found ? (int8_t)found->place : pool->rows[i].label;
	}
	free(ring);
	free(goods);
	return true;
}

static bool weeks_lay(struct risk_simulating *sim, int32_t from)
{
	size_t row = 0;

	sim->first = arena_array(sim->arena, (size_t)sim->weeks + 1, sizeof(*sim->first));
	if (!sim->first)
		return false;
	for (int week = 0; week <= sim->weeks; week++) {
		while (row < sim->pool.n && sim->pool.rows[row].day < from + week * WEEK)
			row++;
		sim->first[week] = row;
	}
	return true;
}

/* Cut to whole weeks that end on the last day on which something was inspected: no empty week counts. */
static bool pool_lay(struct risk_simulating *sim, int32_t *ret_from)
{
	const struct risk_sim_options *options = sim->options;
	const struct risk_data *pool = &sim->pool;
	int wanted = options->weeks + options->start, there = pool->n ? (pool->rows[pool->n - 1].day - pool->rows[0].day + 1) / WEEK : 0;

	if (there < options->start + WEEKS_MIN)
		return err_set(sim->err, ERR_DATA, "results of inspections span %d weeks here; to play a year of selection it takes at least %d", there,
			options->start + WEEKS_MIN);
	sim->weeks = there < wanted ? there : wanted;
	*ret_from = pool->rows[pool->n - 1].day + 1 - sim->weeks * WEEK;
	sim->after = arena_alloc(sim->arena, pool->n + 1);
	sim->ranked = malloc((pool->n + 1) * sizeof(*sim->ranked));
	sim->picked = calloc(pool->n + 1, sizeof(*sim->picked));
	return (sim->after && sim->ranked && sim->picked && weeks_lay(sim, *ret_from) && rotation_make(sim)) || err_memory(sim->err);
}

int8_t risk_sim_label(const struct risk_simulating *sim, size_t row, int week)
{
	bool rotated = sim->options->rotate > 0 && week - sim->options->start >= sim->options->rotate - 1;

	return rotated ? sim->after[row] : sim->pool.rows[row].label;
}

/* ------------------------------------------------------------------------------------------ */
/* One week */

/* The columns of the pool, no rows: words and names stay the pool's. */
static struct risk_data rows_none(const struct risk_data *pool)
{
	struct risk_data none = *pool;

	none.rows = NULL;
	none.codes = NULL;
	none.numbers = NULL;
	none.n = none.cap = 0;
	return none;
}

static void rows_finish(struct risk_data *data)
{
	free(data->rows);
	free(data->codes);
	free(data->numbers);
}

static bool row_append(struct risk_data *to, const struct risk_data *from, size_t row, int8_t label)
{
	if (!risk_data_add(to))
		return false;
	to->rows[to->n - 1] = from->rows[row];
	to->rows[to->n - 1].label = label;
	memcpy(risk_data_codes(to, to->n - 1), risk_data_codes(from, row), (size_t)from->n_codes * sizeof(*from->codes));
	memcpy(risk_data_numbers(to, to->n - 1), risk_data_numbers(from, row), (size_t)from->n_numbers * sizeof(*from->numbers));
	return true;
}

/* What is known on the morning of a day, in the order of time. */
static bool known_take(struct risk_simulating *sim, int32_t today, size_t *ret_hits)
{
	sim->known.n = 0;
	*ret_hits = 0;
	for (size_t i = 0; i < sim->seen.n; i++) {
		if (sim->seen.rows[i].known >= today)
			continue;
		if (!row_append(&sim->known, &sim->seen, i, sim->seen.rows[i].label))
			return false;
		*ret_hits += sim->seen.rows[i].label == 1;
	}
	return true;
}

struct learnt {
	struct risk_spec spec;
	struct risk_history history;
	struct risk_fit *fit;
};

static void learnt_finish(const struct risk_simulating *sim, struct learnt *learnt)
{
	sim->engine->destroy(learnt->fit);
	risk_history_finish(&learnt->history);
	risk_spec_finish(&learnt->spec);
}

static bool learn(struct risk_simulating *sim, int32_t today, uint64_t seed, struct learnt *learnt)
{
	struct risk_training training = {.seed = seed, .threads = 1, .rounds = ROUNDS};
	struct risk_matrix matrix = {0};
	float *labels = malloc((sim->known.n + 1) * sizeof(*labels));
	bool ok = labels && risk_spec_make(&learnt->spec, &sim->known);

	learnt->spec.prior = sim->random > 0 ? sim->random_hits / sim->random : 0;
	ok = ok && risk_encode_training(&learnt->spec, &sim->known, &matrix) &&
		  risk_history_learn(&learnt->history, &learnt->spec, &sim->known, today - 1);

	for (size_t i = 0; ok && i < sim->known.n; i++)
		labels[i] = sim->known.rows[i].label == 1;
	ok = ok ? sim->engine->train(&learnt->spec, &matrix, labels, &training, &learnt->fit, sim->err) : err_memory(sim->err);
	risk_matrix_finish(&matrix);
	free(labels);
	return ok;
}

static bool week_score(struct risk_simulating *sim, struct learnt *learnt, size_t first, size_t end)
{
	struct risk_data rows = risk_data_slice(&sim->pool, first, end);
	struct risk_matrix matrix = {0};
	float *margins = malloc((rows.n + 1) * sizeof(*margins));
	bool ok = (margins && risk_encode_scoring(&learnt->spec, &learnt->history, &rows, &matrix)) || err_memory(sim->err);

	ok = ok && sim->engine->margins(learnt->fit, &matrix, 0, margins, sim->err);
	for (size_t i = 0; ok && i < rows.n; i++) {
		double margin = (double)margins[i];

		sim->ranked[i] = (struct risk_sim_ranked){.row = first + i,
			.rank = risk_rank(sim->options->rule, margin, risk_logistic(margin), rows.rows[i].stake)};
	}
	risk_matrix_finish(&matrix);
	free(margins);
	return ok;
}

int risk_sim_by_rank(const void *a, const void *b)
{
	const struct risk_sim_ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? 1 : -1;
	return (x->row > y->row) - (x->row < y->row);
}

/* Chance that can be audited: who knows the seed can draw it again. */
static double draw_of(const struct risk_simulating *sim, size_t row, uint64_t seed)
{
	return (double)(risk_hash_more(risk_mix(seed + 7), (uint64_t)sim->pool.rows[row].id) >> 11);
}

static void ranked_by_chance(struct risk_simulating *sim, size_t n, uint64_t seed)
{
	for (size_t i = 0; i < n; i++)
		sim->ranked[i].rank = draw_of(sim, sim->ranked[i].row, seed);
	qsort(sim->ranked, n, sizeof(*sim->ranked), risk_sim_by_rank);
}

struct picks {
	size_t n, model, random;	/* registered; picked by each */
	double model_hits, random_hits, money;
};

/* The first n of the ranking are picked. */
static void pick(struct risk_simulating *sim, int week, size_t n, double *hits, double *money)
{
	for (size_t i = 0; i < n; i++) {
		size_t row = sim->ranked[i].row;
		bool hit = risk_sim_label(sim, row, week) == 1;

		sim->picked[row] = true;
		*hits += hit;
		*money += hit && sim->pool.rows[row].stake > 0 ? sim->pool.rows[row].stake : 0;
	}
}

static size_t rest_collect(struct risk_simulating *sim, size_t first, size_t end)
{
	size_t n = 0;

	for (size_t row = first; row < end; row++) {
		if (!sim->picked[row])
			sim->ranked[n++] = (struct risk_sim_ranked){.row = row};
	}
	return n;
}

static bool model_picks(struct risk_simulating *sim, int week, int32_t today, uint64_t seed, struct picks *picks)
{
	size_t first = sim->first[week], hits;
	struct learnt learnt = {0};
	bool ok;

	if (!known_take(sim, today, &hits))
		return err_memory(sim->err);
	if (hits < OUTCOMES_MIN || sim->known.n - hits < OUTCOMES_MIN) {
		picks->random += picks->model;
		picks->model = 0;
		return true;
	}
	ok = learn(sim, today, seed, &learnt) && week_score(sim, &learnt, first, first + picks->n);
	learnt_finish(sim, &learnt);
	if (!ok)
		return false;
	qsort(sim->ranked, picks->n, sizeof(*sim->ranked), risk_sim_by_rank);
	pick(sim, week, picks->model, &picks->model_hits, &picks->money);
	return true;
}

/* Goods that come for the first time reward no memory: they are counted apart, before the week's picks become known. */
static void fresh_count(struct risk_simulating *sim, int week, struct risk_sim_play *play)
{
	bool counts = week >= sim->options->start;

	for (size_t row = sim->first[week]; counts && row < sim->first[week + 1]; row++) {
		bool hit = risk_sim_label(sim, row, week) == 1;

		if (risk_history_find(&sim->inspected, risk_key_hash(RISK_KEY_GOODS, &sim->pool, row)).n > 0)
			continue;
		play->fresh_all++;
		play->fresh_all_hits += hit;
		play->fresh_picked += sim->picked[row];
		play->fresh_hits += sim->picked[row] && hit;
	}
}

static bool inspected_add(struct risk_simulating *sim, int week)
{
	for (size_t row = sim->first[week]; row < sim->first[week + 1]; row++) {
		if (sim->picked[row] && !risk_history_add(&sim->inspected, risk_key_hash(RISK_KEY_GOODS, &sim->pool, row), false))
			return err_memory(sim->err);
	}
	return true;
}

static bool week_play(struct risk_simulating *sim, int week, int32_t today, uint64_t seed, struct picks *picks)
{
	size_t first = sim->first[week], end = sim->first[week + 1], k, rest;
	bool starts = week < sim->options->start;

	*picks = (struct picks){.n = end - first};
	k = risk_budget_size(sim->options->budget, picks->n);
	picks->random = starts ? k : (size_t)floor((double)k * sim->explore + risk_random_uniform(&(struct risk_random){risk_mix(seed * 64 + (uint64_t)week)}));
	picks->random = picks->random > k ? k : picks->random;
	picks->model = k - picks->random;
	memset(sim->picked + first, 0, picks->n * sizeof(*sim->picked));
	if (picks->model > 0 && !model_picks(sim, week, today, seed, picks))
		return false;
	rest = rest_collect(sim, first, end);
	if (rest > 0)
		ranked_by_chance(sim, rest, seed);
	pick(sim, week, picks->random, &picks->random_hits, &picks->money);
	sim->random += (double)picks->random;
	sim->random_hits += picks->random_hits;
	for (size_t row = first; row < end; row++) {
		if (sim->picked[row] && !row_append(&sim->seen, &sim->pool, row, risk_sim_label(sim, row, week)))
			return err_memory(sim->err);
	}
	return true;
}

/* ------------------------------------------------------------------------------------------ */
/* One year */

static void week_count(const struct risk_simulating *sim, struct risk_sim_play *play, int week, const struct picks *picks)
{
	int counted = week - sim->options->start, weeks = sim->weeks - sim->options->start, quarter;

	if (counted < 0)
		return;
	quarter = counted * RISK_SIM_QUARTERS / weeks;
	play->week_picked[counted] = (double)(picks->model + picks->random);
	play->week_hits[counted] = picks->model_hits + picks->random_hits;
	play->week_random[counted] = (double)picks->random;
	play->week_random_hits[counted] = picks->random_hits;
	play->picked += play->week_picked[counted];
	play->hits += play->week_hits[counted];
	play->money += picks->money;
	play->quarter_picked[quarter] += play->week_picked[counted];
	play->quarter_hits[quarter] += play->week_hits[counted];
	play->quarter_all[quarter] += (double)picks->n;
	play->quarter_model[quarter] += (double)picks->model;
	play->quarter_model_hits[quarter] += picks->model_hits;
	play->quarter_random[quarter] += (double)picks->random;
	play->quarter_random_hits[quarter] += picks->random_hits;
}

static bool play_init(const struct risk_simulating *sim, struct risk_sim_play *play)
{
	size_t weeks = (size_t)(sim->weeks - sim->options->start) + 1;

	*play = (struct risk_sim_play){.week_picked = arena_array(sim->arena, weeks, sizeof(double)), .week_hits = arena_array(sim->arena, weeks, sizeof(double)),
		.week_random = arena_array(sim->arena, weeks, sizeof(double)), .week_random_hits = arena_array(sim->arena, weeks, sizeof(double))};
	return play->week_picked && play->week_hits && play->week_random && play->week_random_hits;
}

static bool year_play(struct risk_simulating *sim, int32_t from, uint64_t seed, struct risk_sim_play *play)
{
	if (!play_init(sim, play))
		return err_memory(sim->err);
	sim->seen.n = 0;
	risk_history_finish(&sim->inspected);
	sim->random = sim->random_hits = 0;
	for (int week = 0; week < sim->weeks; week++) {
		struct picks picks;

		if (sim->options->step && !sim->options->step(sim->options->user, sim->done++, sim->all))
			return err_set(sim->err, ERR_INTERRUPTED, "stopped");
		if (!week_play(sim, week, from + week * WEEK, seed, &picks))
			return false;
		week_count(sim, play, week, &picks);
		fresh_count(sim, week, play);
		if (!inspected_add(sim, week))
			return false;
	}
	return true;
}

static bool arm_play(struct risk_simulating *sim, int32_t from, double explore, struct risk_sim_arm *arm)
{
	int seeds = sim->options->seeds;
	struct risk_sim_play *plays = arena_array(sim->arena, (size_t)seeds, sizeof(*plays));

	if (!plays)
		return err_memory(sim->err);
	sim->explore = explore;
	for (int i = 0; i < seeds; i++) {
		if (!year_play(sim, from, risk_mix(sim->options->seed + (uint64_t)i), &plays[i]))
			return false;
	}
	return risk_sim_arm_tell(sim, plays, seeds, arm) || err_memory(sim->err);
}

static bool simulate(struct risk_simulating *sim, struct risk_simulation *simulation)
{
	int32_t from;

	if (!pool_lay(sim, &from))
		return false;
	sim->seen = rows_none(&sim->pool);
	sim->known = rows_none(&sim->pool);
	sim->all = sim->weeks * sim->options->seeds * (sim->options->alone ? 1 : 2);
	risk_sim_pool_tell(sim, from, simulation);
	return arm_play(sim, from, sim->options->explore, &simulation->with) &&
	       (sim->options->alone || arm_play(sim, from, 0, &simulation->without));
}

bool risk_play(struct risk_data *pool, const struct risk_sim_options *options, struct arena *arena, struct risk_simulation *ret_simulation,
	struct err *err)
{
	struct risk_simulating sim = {.options = options, .pool = *pool, .arena = arena, .err = err,
		.engine = options->engine ? risk_engine_find(options->engine) : &risk_ridge};
	struct risk_simulation simulation = {0};
	struct risk_plain plain;
	bool ok;

	if (!sim.engine)
		return err_set(err, ERR_USAGE, "there is no kind of model '%s': boost or ridge", options->engine);
	plain = risk_plain_begin();
	ok = simulate(&sim, &simulation);
	risk_plain_end(plain);
	risk_history_finish(&sim.inspected);
	rows_finish(&sim.seen);
	rows_finish(&sim.known);
	free(sim.ranked);
	free(sim.picked);
	if (ok)
		*ret_simulation = simulation;
	return ok;
}

bool risk_simulate(struct store *store, const struct risk_sim_options *options, struct arena *arena, struct risk_simulation *ret_simulation,
	struct err *err)
{
	struct risk_window window = {.from = options->from, .to = options->to, .known_by = INT32_MAX, .judged = true};
	struct risk_data pool = {0};
	bool ok;

	if (!risk_read(store, &window, &pool, err))
		return false;
	ok = risk_play(&pool, options, arena, ret_simulation, err);
	risk_data_finish(&pool);
	return ok;
}
