/* fair.c - see risk/fair.h. A handful of numbers is kept of each declaration, so that a year of a large country fits. */
#include "risk/fair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "stats/stats.h"

enum { MOST = 12, RESULTS_MIN = 30, LARGE = 100, MEDIUM = 10 };

static const double best_share = 0.10, z_99 = 2.576;

static const char *const dim_names[RISK_FAIR_DIMS] = {
	[RISK_FAIR_SIZE] = "importer size", [RISK_FAIR_OFFICE] = "office", [RISK_FAIR_ORIGIN] = "origin", [RISK_FAIR_BROKER] = "broker",
};
static const char *const sizes[] = {"importers of 100 and more", "importers of 10 to 99", "importers of less than 10", "importer not recorded"};

const char *risk_fair_dim_name(enum risk_fair_dim dim)
{
	return dim_names[dim];
}

struct member {
	uint32_t code;			/* of the dimension at hand */
	const struct risk_case *of;
	bool picked;
};

struct looking {
	struct store *store;
	const struct risk_cases *cases;
	bool *picked;
	struct member *members;
	struct arena *arena;
	struct risk_fair *fair;
};

static int by_code(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return (x->code > y->code) - (x->code < y->code);
}

static void member_count(struct risk_fair_group *group, const struct risk_case *c, bool picked, double *inspected, double *in_best)
{
	group->n++;
	*inspected += c->label >= 0;
	*in_best += picked;
	if (c->label < 0)
		return;
	group->practice.judged++;
	group->practice.hits += c->label == 1;
	group->model.judged += picked;
	group->model.hits += picked && c->label == 1;
}

static void side_tell(struct risk_fair_side *side)
{
	struct stats_interval interval = stats_wilson((int64_t)side->hits, (int64_t)side->judged);

	side->rate = side->judged ? (double)side->hits / (double)side->judged : NAN;
	side->low = interval.low;
	side->high = interval.high;
}

/* Against all others, by the two-sample z of pooled rates at 1 % (many groups are looked at). */
static enum risk_fair_word word_of(const struct risk_fair_side *side, const struct risk_fair_side *all)
{
	double n = (double)side->judged, m = (double)(all->judged - side->judged), rest, pooled, z;

	if (n < RESULTS_MIN || m < RESULTS_MIN)
		return RISK_FAIR_UNKNOWN;
	rest = (double)(all->hits - side->hits) / m;
	pooled = (double)all->hits / (double)all->judged;
	if (!(pooled > 0) || !(pooled < 1))
		return RISK_FAIR_ALIKE;
	z = (side->rate - rest) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
	return z < -z_99 ? RISK_FAIR_TOO_OFTEN : z > z_99 ? RISK_FAIR_TOO_SELDOM : RISK_FAIR_ALIKE;
}

static void group_tell(struct looking *looking, struct risk_fair_group *group, double inspected, double in_best)
{
	group->inspected = group->n ? inspected / (double)group->n : NAN;
	group->picked = group->n ? in_best / (double)group->n : NAN;
	side_tell(&group->practice);
	side_tell(&group->model);
	group->practice.word = group == &looking->fair->all ? RISK_FAIR_ALIKE : word_of(&group->practice, &looking->fair->all.practice);
	group->model.word = group == &looking->fair->all ? RISK_FAIR_ALIKE : word_of(&group->model, &looking->fair->all.model);
}

static int by_size(const void *a, const void *b)
{
	const struct risk_fair_group *x = a, *y = b;

	if (x->dim != y->dim)
		return x->dim < y->dim ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return strcmp(x->code, y->code);
}

static const char *code_of(struct looking *looking, enum risk_fair_dim dim, uint32_t code)
{
	const char *text;

	if (dim == RISK_FAIR_SIZE)
		return sizes[code];
	text = code ? store_code_text(looking->store, code) : "";
	return arena_strdup(looking->arena, text ? text : "");
}

/* The members are sorted by their code: one group each, the largest of them kept, the others together. */
static bool groups_make(struct looking *looking, enum risk_fair_dim dim)
{
	struct risk_fair *fair = looking->fair;
	size_t n = looking->cases->n, made = 0;
	struct risk_fair_group *groups = calloc(n + 1, sizeof(*groups));
	double *inspected = calloc(n + 1, sizeof(*inspected)), *in_best = calloc(n + 1, sizeof(*in_best));
	uint32_t *codes = calloc(n + 1, sizeof(*codes));
	bool ok = groups && inspected && in_best && codes;

	for (size_t i = 0; ok && i < n; i++) {
		const struct member *member = &looking->members[i];

		if (i == 0 || member->code != looking->members[i - 1].code) {
			codes[made] = member->code;
			groups[made++].dim = dim;
		}
		member_count(&groups[made - 1], member->of, member->picked, &inspected[made - 1], &in_best[made - 1]);
	}
	for (size_t i = 0; ok && i < made; i++) {
		groups[i].code = code_of(looking, dim, codes[i]);
		ok = groups[i].code != NULL;
		group_tell(looking, &groups[i], inspected[i], in_best[i]);
	}
	if (ok && made > 0)
		qsort(groups, made, sizeof(*groups), by_size);
	for (size_t i = 0; ok && i < made && i < MOST; i++)
		fair->groups[fair->n_groups++] = groups[i];
	free(codes);
	free(in_best);
	free(inspected);
	free(groups);
	return ok;
}

static uint32_t code_in(const struct risk_case *c, enum risk_fair_dim dim)
{
	return dim == RISK_FAIR_OFFICE ? c->office : dim == RISK_FAIR_ORIGIN ? c->origin : dim == RISK_FAIR_BROKER ? c->broker : c->importer;
}

/* Importers by how much they declare: the code of each becomes that of its size. */
static void sizes_lay(struct looking *looking)
{
	size_t n = looking->cases->n;

	for (size_t i = 0, next; i < n; i = next) {
		uint32_t code = looking->members[i].code, size;

		for (next = i; next < n && looking->members[next].code == code; next++)
			;
		size = code == 0 ? 3 : next - i >= LARGE ? 0 : next - i >= MEDIUM ? 1 : 2;
		for (size_t k = i; k < next; k++)
			looking->members[k].code = size;
	}
}

static bool dim_look(struct looking *looking, enum risk_fair_dim dim)
{
	size_t n = looking->cases->n;

	for (size_t i = 0; i < n; i++)
		looking->members[i] = (struct member){.code = code_in(&looking->cases->cases[i], dim), .of = &looking->cases->cases[i],
			.picked = looking->picked[i]};
	if (n > 0)
		qsort(looking->members, n, sizeof(*looking->members), by_code);
	if (dim == RISK_FAIR_SIZE) {
		sizes_lay(looking);
		if (n > 0)
			qsort(looking->members, n, sizeof(*looking->members), by_code);
	}
	return groups_make(looking, dim);
}

static int by_margin(const void *a, const void *b)
{
	const struct risk_case *x = a, *y = b;

	if (x->margin != y->margin)
		return x->margin < y->margin ? 1 : -1;
	return strcmp(x->name, y->name);
}

static bool look(struct looking *looking, struct risk_cases *cases)
{
	struct risk_fair *fair = looking->fair;
	size_t k = risk_budget_size(best_share, cases->n);
	double inspected = 0, in_best = 0;

	if (cases->n > 0)
		qsort(cases->cases, cases->n, sizeof(*cases->cases), by_margin);
	fair->n = cases->n;
	fair->all.dim = RISK_FAIR_DIMS;
	for (size_t i = 0; i < cases->n; i++) {
		looking->picked[i] = i < k;
		member_count(&fair->all, &cases->cases[i], i < k, &inspected, &in_best);
	}
	group_tell(looking, &fair->all, inspected, in_best);
	for (int dim = 0; dim < RISK_FAIR_DIMS; dim++) {
		if (!dim_look(looking, (enum risk_fair_dim)dim))
			return false;
	}
	return true;
}

bool risk_fair_read(struct store *store, struct risk_model *model, int32_t from, int32_t to, const struct risk_only *only, struct arena *arena,
	struct risk_fair *ret_fair, struct err *err)
{
	int32_t after = risk_model_card(model)->trained_until + 1;
	struct risk_fair fair = {.from = from > after ? from : after, .to = to};
	const struct risk_scope scope = {.from = fair.from, .to = to, .only = only};
	struct risk_cases cases = {0};
	struct looking looking = {.store = store, .cases = &cases, .arena = arena, .fair = &fair};
	bool ok;

	if (!risk_model_score(store, model, &scope, &cases, err))
		return false;
	fair.groups = arena_array(arena, (size_t)RISK_FAIR_DIMS * MOST + 1, sizeof(*fair.groups));
	looking.picked = calloc(cases.n + 1, sizeof(*looking.picked));
	looking.members = calloc(cases.n + 1, sizeof(*looking.members));
	ok = (fair.groups && looking.picked && looking.members && look(&looking, &cases)) || err_memory(err);
	free(looking.picked);
	free(looking.members);
	risk_cases_finish(&cases);
	if (ok)
		*ret_fair = fair;
	return ok;
}
