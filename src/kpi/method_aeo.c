/* method_aeo.c - authorised operators against others, for the same mix of goods.
 *
 * A kind of goods is a chapter and a mode. Where only one side has it, it says nothing and is left out; the others'
 * declarations are weighted so that their kinds have the shares that the authorised ones have. */
#include <math.h>
#include <stdlib.h>

#include "stats/stats.h"
#include "task.h"

struct stay {
	uint32_t cell, goods, seconds;
	bool aeo;
};

struct advantage {
	struct groups goods;	/* chapter, mode */
	struct stay *stays;
	size_t n, cap;
};

struct weighted {
	double weight;
	uint32_t seconds;
};

static void aeo_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_FLAGS);
	column_set_add(set, CUBE_HS_CHAPTER);
	column_set_add(set, CUBE_MODE);
	column_set_add(set, CUBE_T_RELEASE_TOTAL);
}

static struct advantage *advantage_of(struct task *task)
{
	struct advantage *advantage = task->own;

	if (!advantage) {
		advantage = calloc(1, sizeof(*advantage));
		if (advantage)
			groups_init(&advantage->goods, 2);
		task->own = advantage;
	}
	return advantage;
}

static bool stay_add(struct advantage *advantage, struct stay stay)
{
	if (advantage->n == advantage->cap) {
		size_t cap = advantage->cap ? advantage->cap * 2 : 1024;
		struct stay *stays = realloc(advantage->stays, cap * sizeof(*stays));

		if (!stays)
			return false;
		advantage->stays = stays;
		advantage->cap = cap;
	}
	advantage->stays[advantage->n++] = stay;
	return stay.goods != GROUPS_NONE;
}

static bool aeo_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *const *u32 = pairs->batch->u32;
	struct advantage *advantage = advantage_of(task);

	if (!advantage)
		return false;
	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i], seconds = u32[CUBE_T_RELEASE_TOTAL][row], flags = u32[CUBE_FLAGS][row];
		const uint32_t keys[] = {u32[CUBE_HS_CHAPTER][row], u32[CUBE_MODE][row]};
		struct tally *tally = &task->tallies[pairs->cell[i]];

		if (!CUBE_IS_VALUE(seconds)) {
			tally->missed++;
			continue;
		}
		tally->used++;
		if (!stay_add(advantage, (struct stay){.cell = pairs->cell[i], .goods = groups_at(&advantage->goods, keys),
				.seconds = seconds, .aeo = (flags & CUBE_AEO) != 0}))
			return false;
	}
	return true;
}

static int compare_stays(const void *a, const void *b)
{
	const struct stay *x = a, *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return (x->goods > y->goods) - (x->goods < y->goods);
}

static int compare_weighted(const void *a, const void *b)
{
	const struct weighted *x = a, *y = b;

	return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

static bool aeo_settle(struct task *task)
{
	struct advantage *advantage = advantage_of(task);

	if (advantage && advantage->n)
		qsort(advantage->stays, advantage->n, sizeof(*advantage->stays), compare_stays);
	return advantage != NULL;
}

/* The first stay of a cell, or of one after it. */
static size_t first_of(const struct advantage *advantage, uint32_t cell)
{
	size_t low = 0, high = advantage->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (advantage->stays[middle].cell < cell)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The smallest value up to which half of the weight lies. */
static double weighted_median(struct weighted *items, size_t n)
{
	double total = 0, sum = 0;

	qsort(items, n, sizeof(*items), compare_weighted);
	for (size_t i = 0; i < n; i++)
		total += items[i].weight;
	for (size_t i = 0; i < n; i++) {
		sum += items[i].weight;
		if (sum >= total / 2 * (1 - 1e-12))
			return items[i].seconds / 3600.0;
	}
	return NAN;
}

/* Takes the stays of one kind of goods into both sides when both have it. */
static void take_goods(const struct stay *stays, size_t n, struct weighted *aeo, size_t *n_aeo, struct weighted *others,
	size_t *n_others)
{
	size_t its_aeo = 0;

	for (size_t i = 0; i < n; i++)
		its_aeo += stays[i].aeo;
	if (its_aeo == 0 || its_aeo == n)
		return;
	for (size_t i = 0; i < n; i++) {
		if (stays[i].aeo)
			aeo[(*n_aeo)++] = (struct weighted){.weight = 1, .seconds = stays[i].seconds};
		else
			others[(*n_others)++] = (struct weighted){.weight = (double)its_aeo / (double)(n - its_aeo),
				.seconds = stays[i].seconds};
	}
}

static size_t aeo_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct advantage *advantage = task->own;
	const struct tally *tally = &task->tallies[cell];
	size_t from = first_of(advantage, (uint32_t)cell), to = first_of(advantage, (uint32_t)cell + 1), n_aeo = 0, n_others = 0;
	struct weighted *aeo = malloc((to - from + 1) * sizeof(*aeo)), *others = malloc((to - from + 1) * sizeof(*others));

	figures[0] = figure_empty("ratio");
	for (size_t i = from, end; aeo && others && i < to; i = end) {
		end = i;
		while (end < to && advantage->stays[end].goods == advantage->stays[i].goods)
			end++;
		take_goods(&advantage->stays[i], end - i, aeo, &n_aeo, others, &n_others);
	}
	figures[0].n = (int64_t)(n_aeo + n_others);
	figures[0].coverage = figure_coverage(figures[0].n, tally->used + tally->missed - figures[0].n);
	if (n_aeo && n_others) {
		figures[0].numerator = weighted_median(others, n_others);
		figures[0].denominator = weighted_median(aeo, n_aeo);
		figures[0].value = figure_ratio(figures[0].numerator, figures[0].denominator);
	}
	free(aeo);
	free(others);
	return 1;
}

static void aeo_release(struct task *task)
{
	struct advantage *advantage = task->own;

	if (!advantage)
		return;
	groups_finish(&advantage->goods);
	free(advantage->stays);
	free(advantage);
	task->own = NULL;
}

const struct method method_aeo = {.slots = 1, .columns = aeo_columns, .add = aeo_add, .settle = aeo_settle, .read = aeo_read,
	.release = aeo_release, .keeps_values = true};
