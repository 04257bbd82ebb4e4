/* hands.c - see hands.h. */
#include "hands.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/thread.h"

enum { COHORTS = KPI_AT_STOCK + 1, MANY = 6 /* figures of a cohort that two share, though both then look for its rows */ };

struct hands {
	struct kpi_env env;
};

struct hands *hands_open(const struct kpi_env *env)
{
	struct hands *hands = sysconf(_SC_NPROCESSORS_ONLN) > 1 ? calloc(1, sizeof(*hands)) : NULL;

	if (!hands)
		return NULL;
	hands->env = *env;
	hands->env.store = NULL;
	hands->env.cube = NULL;
	hands->env.memory = NULL;
	if (store_open_twin(env->store, &hands->env.store, NULL) && cube_open(hands->env.store, &hands->env.cube, NULL)) {
		cube_follow(hands->env.cube, env->cube);
		return hands;
	}
	hands_close(hands);
	return NULL;
}

void hands_close(struct hands *hands)
{
	if (!hands)
		return;
	cube_close(hands->env.cube);
	store_close(hands->env.store);
	free(hands);
}

void hands_keep(struct hands *hands, const struct kpi_env *env, size_t bytes)
{
	if (!env->memory)
		cube_keep(env->cube, bytes);
	if (hands)
		cube_keep(hands->env.cube, bytes);
}

/* ---- one work, two threads ---- */

struct sharing {
	hands_work *work;
	void *context;
	size_t n;
	atomic_size_t next;
};

struct worker {
	struct sharing *sharing;
	const struct kpi_env *env;
	struct arena arena;
	struct err err;
	size_t failed;			/* the piece that did; n: none */
};

static void *work_on(void *context)
{
	struct worker *worker = context;
	struct sharing *sharing = worker->sharing;

	worker->failed = sharing->n;
	for (size_t i; (i = atomic_fetch_add(&sharing->next, 1)) < sharing->n;) {
		if (sharing->work(worker->env, i, &worker->arena, sharing->context, &worker->err))
			continue;
		worker->failed = i;
		atomic_store(&sharing->next, sharing->n);	/* nobody begins another */
	}
	return NULL;
}

bool hands_share(struct hands *hands, const struct kpi_env *env, size_t n, hands_work *work, void *context, struct arena *arena,
	struct err *err)
{
	struct sharing sharing = { .work = work, .context = context, .n = n };
	struct worker first = { .sharing = &sharing, .env = env }, second = { .sharing = &sharing, .failed = n };
	const struct worker *failed;
	pthread_t thread;
	bool helped;

	atomic_init(&sharing.next, 0);
	arena_init(&first.arena);
	arena_init(&second.arena);
	if (hands)
		second.env = &hands->env;
	helped = hands && n > 1 && thread_begin(&thread, work_on, &second);
	work_on(&first);
	if (helped)
		pthread_join(thread, NULL);
	arena_join(arena, &first.arena);
	arena_join(arena, &second.arena);
	failed = first.failed <= second.failed ? &first : &second;
	return failed->failed == n || err_set(err, failed->err.code, "%s", failed->err.text);
}

/* ---- figures by cohort ---- */

/* What takes longest is begun first. */
static const enum kpi_cohort order[COHORTS] = { KPI_BY_RELEASE, KPI_BY_REGISTRATION, KPI_AT_STOCK, KPI_BY_DEADLINE, KPI_BY_PAYMENT,
	KPI_BY_ASSESSMENT, KPI_BY_OWN_DAY };

struct question {
	const struct kpi_query *query;
	size_t n;
	struct part {
		const struct kpi_def **defs;
		size_t n_defs;
		struct kpi_row *rows;
		size_t n_rows, taken;
	} parts[2 * COHORTS];
};

static bool answer_part(const struct kpi_env *env, size_t index, struct arena *arena, void *context, struct err *err)
{
	struct question *question = context;
	struct part *part = &question->parts[index];
	struct kpi_env alone = *env;

	alone.memory = NULL;
	return kpi_evaluate(&alone, part->defs, part->n_defs, question->query, arena, &part->rows, &part->n_rows, err);
}

/* Half of a cohort's figures, the first or the second, are a part of their own where they are many. */
static bool question_cut(struct question *question, const struct kpi_def *const *defs, size_t n_defs, struct arena *arena)
{
	for (size_t i = 0; i < COHORTS; i++) {
		const struct kpi_def **its = arena_array(arena, n_defs + 1, sizeof(*its));
		size_t n = 0, first;

		if (!its)
			return false;
		for (size_t k = 0; k < n_defs; k++)
			if (defs[k]->cohort == order[i])
				its[n++] = defs[k];
		first = n < MANY ? n : n / 2;
		if (first > 0)
			question->parts[question->n++] = (struct part){ .defs = its, .n_defs = first };
		if (n > first)
			question->parts[question->n++] = (struct part){ .defs = its + first, .n_defs = n - first };
	}
	return true;
}

/* Rows of the parts, in the order in which the figures were asked for; those of a part are in that order already. */
static bool rows_merge(struct question *question, const struct kpi_def *const *defs, size_t n_defs, struct arena *arena,
	struct kpi_row **ret_rows, size_t *ret_n)
{
	struct kpi_row *rows;
	size_t n = 0;

	for (size_t i = 0; i < question->n; i++)
		n += question->parts[i].n_rows;
	rows = arena_array(arena, n + 1, sizeof(*rows));
	if (!rows)
		return false;
	n = 0;
	for (size_t k = 0; k < n_defs; k++) {
		for (size_t i = 0; i < question->n; i++) {
			struct part *part = &question->parts[i];

			while (part->taken < part->n_rows && part->rows[part->taken].def == defs[k])
				rows[n++] = part->rows[part->taken++];
		}
	}
	*ret_rows = rows;
	*ret_n = n;
	return true;
}

static bool is_one_state(struct hands *hands, const struct kpi_env *env, int64_t version)
{
	return store_version(env->store) == version && store_version(hands->env.store) == version;
}

/* A load that ends meanwhile may be seen by one of the two and not by the other: then it is asked anew, by one. */
bool hands_evaluate(struct hands *hands, const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs,
	const struct kpi_query *query, struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n, struct err *err)
{
	int64_t version = hands ? store_version(env->store) : 0;
	struct question question = { .query = query };

	if (!hands || (env->memory && query->points <= 1) || !is_one_state(hands, env, version))
		return kpi_evaluate(env, defs, n_defs, query, arena, ret_rows, ret_n, err);
	if (!question_cut(&question, defs, n_defs, arena))
		return err_memory(err);
	if (!hands_share(hands, env, question.n, answer_part, &question, arena, err))
		return false;
	if (!is_one_state(hands, env, version))
		return kpi_evaluate(env, defs, n_defs, query, arena, ret_rows, ret_n, err);
	return rows_merge(&question, defs, n_defs, arena, ret_rows, ret_n) || err_memory(err);
}
