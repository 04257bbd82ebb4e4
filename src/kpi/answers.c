/* answers.c - what was asked before is not computed again: rows by figure and question, kept for as long as the data stays as it
 * is.
 *
 * Views ask many of the same figures, and who steps from tab to tab, or back, asks all of them again. A question is told by
 * its text: period, groups, filters. When what is kept grows beyond a bound, all of it is forgotten: a screen's worth is soon
 * there again. Long answers, one row for each of many traders, are not kept: copies of them would be most of the memory. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/word.h"
#include "evaluate.h"

enum { BUCKETS = 512, ROWS_MAX = 20000, ROWS_LONG = 5000 };

struct answer {
	struct answer *next;
	const struct kpi_def *def;
	const char *question;
	const struct kpi_row *rows;
	size_t n;
};

struct kpi_memory {
	struct arena arena;
	struct answer *buckets[BUCKETS];
	size_t n_rows;
	int depth;		/* evaluations under way: figures that rest on others ask for them in turn */
	int64_t version, now;
	const struct settings *config;
};

struct kpi_memory *kpi_memory_create(void)
{
	struct kpi_memory *memory = calloc(1, sizeof(*memory));

	if (memory)
		arena_init(&memory->arena);
	return memory;
}

static void forget(struct kpi_memory *memory)
{
	arena_finish(&memory->arena);
	memset(memory->buckets, 0, sizeof(memory->buckets));
	memory->n_rows = 0;
}

void kpi_memory_destroy(struct kpi_memory *memory)
{
	if (!memory)
		return;
	forget(memory);
	free(memory);
}

/* Under another clock or on other data nothing holds any more. */
static void begin(struct kpi_memory *memory, const struct kpi_env *env)
{
	int64_t version = store_version(env->store);

	if (memory->depth++ > 0)
		return;
	if (memory->version != version || memory->now != env->now || memory->config != env->config || memory->n_rows > ROWS_MAX)
		forget(memory);
	memory->version = version;
	memory->now = env->now;
	memory->config = env->config;
}

/* ---- questions ---- */

static void append_by(struct text *out, const struct kpi_by *by)
{
	char buffer[80];

	text_appendf(out, "%s\n", kpi_by_name(by, buffer));
}

/* Values come last, each with its length: no two questions read the same. */
static void question_of(const struct kpi_query *query, struct text *out)
{
	text_appendf(out, "%d %d %d%d%d %a\n", query->from, query->to, query->without_status, query->exact, (int)query->against,
		query->above_hours);
	for (size_t i = 0; query->stats && query->stats[i]; i++)
		text_appendf(out, "%s ", query->stats[i]);
	text_append(out, "\n");
	for (size_t i = 0; i < query->n_by; i++)
		append_by(out, &query->by[i]);
	for (size_t i = 0; i < query->n_filters; i++) {
		const struct kpi_filter *filter = &query->filters[i];

		text_append(out, "=");
		append_by(out, &filter->by);
		for (size_t k = 0; k < filter->n_values; k++)
			text_appendf(out, "%zu %s\n", strlen(filter->values[k]), filter->values[k]);
	}
}

static size_t bucket_of(const struct kpi_def *def, const char *question)
{
	return (size_t)(word_hash((uint64_t)(uintptr_t)def, question) >> 24) % BUCKETS;
}

static const struct answer *find(const struct kpi_memory *memory, const struct kpi_def *def, const char *question)
{
	const struct answer *answer = memory->buckets[bucket_of(def, question)];

	while (answer && (answer->def != def || strcmp(answer->question, question) != 0))
		answer = answer->next;
	return answer;
}

/* ---- rows ---- */

static bool copy_dims(const struct kpi_row *from, struct kpi_row *to, struct arena *arena)
{
	struct kpi_dim_value *dims = arena_array(arena, from->n_dims + 1, sizeof(*dims));

	for (size_t i = 0; dims && i < from->n_dims; i++) {
		dims[i].name = arena_strdup(arena, from->dims[i].name);
		dims[i].value = arena_strdup(arena, from->dims[i].value);
		if (!dims[i].name || !dims[i].value)
			return false;
	}
	to->dims = dims;
	return dims != NULL;
}

static bool copy_rows(const struct kpi_row *from, size_t n, struct kpi_row *to, struct arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		to[i] = from[i];
		if (!copy_dims(&from[i], &to[i], arena))
			return false;
		if (from[i].basis && !(to[i].basis = arena_strdup(arena, from[i].basis)))
			return false;
		if (from[i].missing && !(to[i].missing = arena_strdup(arena, from[i].missing)))
			return false;
	}
	return true;
}

static bool keep(struct kpi_memory *memory, const struct kpi_def *def, const char *question, const struct kpi_row *rows, size_t n)
{
	struct answer *answer = arena_alloc(&memory->arena, sizeof(*answer));
	struct kpi_row *copies = arena_array(&memory->arena, n + 1, sizeof(*copies));
	const char *its_question = arena_strdup(&memory->arena, question);
	size_t bucket = bucket_of(def, question);

	if (!answer || !copies || !its_question || !copy_rows(rows, n, copies, &memory->arena))
		return false;
	*answer = (struct answer){.next = memory->buckets[bucket], .def = def, .question = its_question, .rows = copies, .n = n};
	memory->buckets[bucket] = answer;
	memory->n_rows += n;
	return true;
}

/* Rows come in the order of the figures asked for. */
static bool keep_all(struct kpi_memory *memory, const struct kpi_def *const *defs, size_t n_defs, const char *question,
	const struct kpi_row *rows, size_t n_rows)
{
	size_t from = 0;

	for (size_t i = 0; i < n_defs; i++) {
		size_t to = from;

		while (to < n_rows && rows[to].def == defs[i])
			to++;
		if (!keep(memory, defs[i], question, rows + from, to - from))
			return false;
		from = to;
	}
	return true;
}

static bool collect(const struct kpi_memory *memory, const struct kpi_def *const *defs, size_t n_defs, const char *question,
	struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n)
{
	struct kpi_row *rows;
	size_t n = 0;

	for (size_t i = 0; i < n_defs; i++)
		n += find(memory, defs[i], question)->n;
	rows = arena_array(arena, n + 1, sizeof(*rows));
	n = 0;
	for (size_t i = 0; rows && i < n_defs; i++) {
		const struct answer *answer = find(memory, defs[i], question);

		if (!copy_rows(answer->rows, answer->n, rows + n, arena))
			return false;
		n += answer->n;
	}
	*ret_rows = rows;
	*ret_n = n;
	return rows != NULL;
}

/* ---- */

static bool answer(const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs, const struct kpi_query *query,
	const char *question, struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n, struct err *err)
{
	struct kpi_memory *memory = env->memory;
	const struct kpi_def **missing = arena_array(arena, n_defs + 1, sizeof(*missing));
	struct kpi_row *rows;
	size_t n_missing = 0, n_rows;

	if (!missing)
		return err_memory(err);
	for (size_t i = 0; i < n_defs; i++) {
		bool asked = false;

		for (size_t k = 0; k < n_missing; k++)
			asked = asked || missing[k] == defs[i];
		if (!asked && !find(memory, defs[i], question))
			missing[n_missing++] = defs[i];
	}
	if (n_missing && !evaluate(env, missing, n_missing, query, arena, &rows, &n_rows, err))
		return false;
	if (n_missing == n_defs && n_defs && n_rows > ROWS_LONG) {
		*ret_rows = rows;
		*ret_n = n_rows;
		return true;
	}
	if (n_missing && !(keep_all(memory, missing, n_missing, question, rows, n_rows) || err_memory(err)))
		return false;
	return collect(memory, defs, n_defs, question, arena, ret_rows, ret_n) || err_memory(err);
}

bool kpi_evaluate(const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs, const struct kpi_query *query,
	struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n, struct err *err)
{
	struct text question = TEXT_INIT;
	bool ok;

	if (!env->memory || query->points > 1)	/* courses are long, and asked once */
		return evaluate(env, defs, n_defs, query, arena, ret_rows, ret_n, err);
	begin(env->memory, env);
	question_of(query, &question);
	ok = question.failed ? err_memory(err) :
		answer(env, defs, n_defs, query, question.data, arena, ret_rows, ret_n, err);
	env->memory->depth--;
	text_finish(&question);
	return ok;
}
