/* method_case_mix.c - hits against those that the same cases bring on average: a case is a lane, an HS chapter and a reason of
 * selection, and its average that of all declarations asked about. So who is given the hard files is held against hard files.
 *
 * Few results swing far by chance: ratios are shrunk towards the mean of all groups by the global empirical Bayes estimator
 * (Marshall, Applied Statistics 40, 1991): with r the ratio of a group, E its expected hits, m the mean of all, A what the ratios vary
 * beyond chance, it is m + A / (A + m / E) (r - m). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "task.h"

struct count {
	int64_t n, hits;
};

struct shrink {
	double mean, beyond;	/* m and A of a period */
};

struct mix {
	struct groups cases;		/* period, lane, chapter, reason */
	struct groups parts;		/* cell, case */
	struct count *of_case, *of_part;
	size_t cap_cases, cap_parts;
	double *expected;		/* by cell */
	int64_t *hits;
	size_t n_cells;
	struct shrink shrinks[PERIOD_HISTORY + 1];
};

static void mix_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_FLAGS);
	column_set_add(set, CUBE_LANE);
	column_set_add(set, CUBE_HS_CHAPTER);
	column_set_add(set, CUBE_SELECT_REASON);
}

static struct mix *mix_of(struct task *task)
{
	struct mix *mix = task->own;

	if (!mix && (mix = calloc(1, sizeof(*mix)))) {
		groups_init(&mix->cases, 4);
		groups_init(&mix->parts, 2);
	}
	task->own = mix;
	return mix;
}

/* The number of the tuple, its count zeroed where it is new. */
static uint32_t count_at(struct groups *groups, const uint32_t *keys, struct count **counts, size_t *cap)
{
	size_t n = groups->n;
	uint32_t number = groups_at(groups, keys);

	if (number == GROUPS_NONE)
		return GROUPS_NONE;
	if (groups->n > *cap) {
		struct count *grown = realloc(*counts, groups->cap * sizeof(*grown));

		if (!grown)
			return GROUPS_NONE;
		*counts = grown;
		*cap = groups->cap;
	}
	if (groups->n > n)
		(*counts)[number] = (struct count){.n = 0};
	return number;
}

static bool mix_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *const *u32 = pairs->batch->u32;
	struct mix *mix = mix_of(task);

	if (!mix)
		return false;
	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i], flags = u32[CUBE_FLAGS][row], number, part;
		const uint32_t keys[] = {pairs->period[i], u32[CUBE_LANE][row], u32[CUBE_HS_CHAPTER][row], u32[CUBE_SELECT_REASON][row]};
		uint32_t of_part[2] = {pairs->cell[i]};

		if (!(flags & CUBE_OUTCOME)) {
			task->tallies[pairs->cell[i]].missed += (flags & (CUBE_PHYSICAL | CUBE_SCANNER)) != 0;
			continue;
		}
		number = of_part[1] = count_at(&mix->cases, keys, &mix->of_case, &mix->cap_cases);
		if (number == GROUPS_NONE)
			return false;
		part = count_at(&mix->parts, of_part, &mix->of_part, &mix->cap_parts);
		if (part == GROUPS_NONE)
			return false;
		mix->of_part[part].n++;
		mix->of_part[part].hits += (flags & CUBE_HIT) != 0;
		task->tallies[pairs->cell[i]].used++;
	}
	return true;
}

/* A declaration with several rules stands in several groups: averages are over what stands in them. */
static void cases_add(struct mix *mix)
{
	for (uint32_t i = 0; i < mix->parts.n; i++) {
		struct count *of_case = &mix->of_case[groups_keys(&mix->parts, i)[1]];

		of_case->n += mix->of_part[i].n;
		of_case->hits += mix->of_part[i].hits;
	}
}

static void expect(struct mix *mix)
{
	for (uint32_t i = 0; i < mix->parts.n; i++) {
		const uint32_t *keys = groups_keys(&mix->parts, i);
		const struct count *of_case = &mix->of_case[keys[1]];

		mix->expected[keys[0]] += (double)mix->of_part[i].n * (double)of_case->hits / (double)of_case->n;
		mix->hits[keys[0]] += mix->of_part[i].hits;
	}
}

static struct shrink shrink_of(const struct mix *mix, size_t k, size_t periods)
{
	double hits = 0, expected = 0, spread = 0, groups = 0, mean;

	for (size_t cell = k; cell < mix->n_cells; cell += periods) {
		hits += (double)mix->hits[cell];
		expected += mix->expected[cell];
		groups += mix->expected[cell] > 0;
	}
	if (!(expected > 0))
		return (struct shrink){NAN, 0};
	mean = hits / expected;
	for (size_t cell = k; cell < mix->n_cells; cell += periods) {
		double e = mix->expected[cell];

		if (e > 0)
			spread += e * ((double)mix->hits[cell] / e - mean) * ((double)mix->hits[cell] / e - mean);
	}
	return (struct shrink){mean, fmax(0, spread / expected - mean / (expected / groups))};
}

static bool mix_settle(struct task *task)
{
	size_t periods = (size_t)task->evaluation->period.n;
	struct mix *mix = mix_of(task);

	if (!mix)
		return false;
	mix->n_cells = task_cells(task);
	mix->expected = calloc(mix->n_cells + 1, sizeof(*mix->expected));
	mix->hits = calloc(mix->n_cells + 1, sizeof(*mix->hits));
	if (!mix->expected || !mix->hits)
		return false;
	cases_add(mix);
	expect(mix);
	for (size_t k = 0; k < periods; k++)
		mix->shrinks[k] = shrink_of(mix, k, periods);
	return true;
}

static size_t mix_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct mix *mix = task->own;
	const struct tally *tally = &task->tallies[cell];
	struct shrink shrink = mix->shrinks[cell % (size_t)task->evaluation->period.n];
	double expected = cell < mix->n_cells ? mix->expected[cell] : 0, weight, half;

	figures[0] = figure_empty("ratio");
	figures[0].n = tally->used;
	figures[0].coverage = figure_coverage(tally->used, tally->missed);
	if (!(expected > 0))
		return 1;
	figures[0].numerator = (double)mix->hits[cell];
	figures[0].denominator = expected;
	weight = shrink.beyond / (shrink.beyond + shrink.mean / expected);
	figures[0].value = shrink.mean + weight * (figures[0].numerator / expected - shrink.mean);
	if (shrink.beyond > 0) {
		half = 1.959963984540054 * sqrt(weight * shrink.mean / expected);
		figures[0].low = fmax(0, figures[0].value - half);
		figures[0].high = figures[0].value + half;
	}
	return 1;
}

static void mix_release(struct task *task)
{
	struct mix *mix = task->own;

	if (!mix)
		return;
	groups_finish(&mix->cases);
	groups_finish(&mix->parts);
	free(mix->of_case);
	free(mix->of_part);
	free(mix->expected);
	free(mix->hits);
	free(mix);
	task->own = NULL;
}

const struct method method_case_mix = {.slots = 1, .columns = mix_columns, .add = mix_add, .settle = mix_settle, .read = mix_read,
	.release = mix_release};
