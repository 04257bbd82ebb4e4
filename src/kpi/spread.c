/* spread.c - see spread.h. */
#include "spread.h"

#include <stdlib.h>
#include <string.h>

#include "ranks.h"
#include "stats/stats.h"

#define HOUR 3600.0

enum {
	BINS_FROM = 1024,	/* values in a cell from which bins take less room */
	EXACT_VALUES = 1 << 16,	/* of the period shown that are kept in any case */
	BINNED_CELLS = 4096,	/* beyond, cells are too many to have bins, and too small to need them */
	CHECK_VALUES = 4096	/* kept since the cells were last looked at */
};

/* Small counts: what is added up lies in the processor's cache. */
struct bins {
	uint64_t sum;
	uint32_t n;		/* counted since the counts were last moved to `wide`: none of them can be more */
	uint32_t *wide;		/* what came before, or NULL */
	uint16_t count[STATS_BINS];
};

struct spread {
	unsigned n_periods;
	bool exact;
	struct values kept;
	struct bins **bins;	/* by cell; NULL: its seconds are kept */
	uint32_t *n_kept;	/* by cell: how many were, before it had bins */
	size_t n_cells, checked;
	size_t n_moving;	/* of the kept seconds, those whose cells have bins by now */
};

struct spread *spread_create(unsigned n_periods, bool exact)
{
	struct spread *spread = calloc(1, sizeof(*spread));

	if (spread) {
		spread->n_periods = n_periods;
		spread->exact = exact;
	}
	return spread;
}

void spread_destroy(struct spread *spread)
{
	if (!spread)
		return;
	for (size_t i = 0; i < spread->n_cells; i++) {
		if (spread->bins[i])
			free(spread->bins[i]->wide);
		free(spread->bins[i]);
	}
	free(spread->bins);
	free(spread->n_kept);
	values_finish(&spread->kept);
	free(spread);
}

static bool cells_reserve(struct spread *spread, size_t n)
{
	size_t cap = spread->n_cells * 2 > n ? spread->n_cells * 2 : n;
	struct bins **bins;
	uint32_t *n_kept;

	if (n <= spread->n_cells)
		return true;
	bins = realloc(spread->bins, cap * sizeof(struct bins *));
	if (!bins)
		return false;
	spread->bins = bins;
	n_kept = realloc(spread->n_kept, cap * sizeof(*n_kept));
	if (!n_kept)
		return false;
	spread->n_kept = n_kept;
	for (size_t i = spread->n_cells; i < cap; i++) {
		bins[i] = NULL;
		n_kept[i] = 0;
	}
	spread->n_cells = cap;
	return true;
}

static bool bins_widen(struct bins *bins)
{
	if (!bins->wide && !(bins->wide = calloc(STATS_BINS, sizeof(*bins->wide))))
		return false;
	for (size_t i = 0; i < STATS_BINS; i++)
		bins->wide[i] += bins->count[i];
	memset(bins->count, 0, sizeof(bins->count));
	bins->n = 0;
	return true;
}

/* Room for n more. */
static inline bool bins_reserve(struct bins *bins, size_t n)
{
	return __builtin_expect(bins->n + n <= UINT16_MAX, 1) || bins_widen(bins);
}

static inline bool bins_add(struct bins *bins, uint32_t value)
{
	if (!bins_reserve(bins, 1))
		return false;
	bins->sum += value;
	bins->n++;
	bins->count[stats_bin(value)]++;
	return true;
}

static void bins_counts(const struct bins *bins, uint32_t ret_counts[STATS_BINS])
{
	for (size_t i = 0; i < STATS_BINS; i++)
		ret_counts[i] = bins->count[i];
	for (size_t i = 0; bins->wide && i < STATS_BINS; i++)
		ret_counts[i] += bins->wide[i];
}

/* Is what the period shown has kept more than is kept in any case? */
static bool shows_too_many(const struct spread *spread)
{
	size_t n = 0;

	for (size_t i = 0; i < spread->n_cells; i += spread->n_periods)
		n += spread->n_kept[i];
	return n > EXACT_VALUES;
}

/* Seconds kept before their cells had bins go there as soon as they are half of all that is kept. Days come one after the other: otherwise
 * the first thousand of every week and post would stay until the end. */
static bool kept_move(struct spread *spread)
{
	struct values *kept = &spread->kept;
	size_t n = 0;

	if (spread->n_moving * 2 < kept->n)
		return true;
	for (size_t i = 0; i < kept->n; i++) {
		uint32_t cell = kept->cell[i];

		if (spread->bins[cell]) {
			if (!bins_add(spread->bins[cell], kept->value[i]))
				return false;
			continue;
		}
		kept->value[n] = kept->value[i];
		kept->cell[n++] = cell;
	}
	kept->n = n;
	spread->n_moving = 0;
	return true;
}

/* Gives bins to the cells that have grown large. */
static bool cells_check(struct spread *spread, size_t n_cells)
{
	bool too_many;

	spread->checked = spread->kept.n;
	if (spread->exact || n_cells > BINNED_CELLS)
		return true;
	too_many = shows_too_many(spread);
	for (size_t i = 0; i < n_cells; i++) {
		if (spread->bins[i] || spread->n_kept[i] < BINS_FROM || (i % spread->n_periods == 0 && !too_many))
			continue;
		spread->bins[i] = calloc(1, sizeof(struct bins));
		if (!spread->bins[i])
			return false;
		spread->n_moving += spread->n_kept[i];
	}
	if (!kept_move(spread))
		return false;
	spread->checked = spread->kept.n;
	return true;
}

static void miss(struct tally *tally, uint32_t value)
{
	tally->missed += value != CUBE_NOT_APPLICABLE;
}

static bool add_to_one(struct bins *restrict bins, const uint32_t *restrict seconds, const struct pairs *pairs,
	struct tally *tally)
{
	const uint32_t *restrict row = pairs->row;
	size_t n = pairs->n;
	uint64_t sum = 0;

	if (!bins_reserve(bins, n))
		return false;
	for (size_t i = 0; i < n; i++) {
		uint32_t value = seconds[row[i]];

		if (__builtin_expect(!CUBE_IS_VALUE(value), 0)) {
			miss(tally, value);
			continue;
		}
		sum += value;
		bins->count[stats_bin(value)]++;
	}
	bins->sum += sum;
	bins->n += (uint32_t)n;
	return true;
}

static bool add_to_each(struct spread *spread, const uint32_t *restrict seconds, const struct pairs *pairs,
	struct tally *tallies)
{
	const uint32_t *restrict row = pairs->row, *restrict cell = pairs->cell;
	uint32_t *restrict value_kept = spread->kept.value, *restrict cell_kept = spread->kept.cell;
	struct bins *const *restrict bins = spread->bins;
	uint32_t *restrict n_kept = spread->n_kept;
	size_t kept = spread->kept.n, n = pairs->n;

	for (size_t i = 0; i < n; i++) {
		uint32_t value = seconds[row[i]];
		struct bins *its = bins[cell[i]];

		if (__builtin_expect(!CUBE_IS_VALUE(value), 0)) {
			miss(&tallies[cell[i]], value);
		} else if (its) {
			if (!bins_add(its, value))
				return false;
		} else {
			value_kept[kept] = value;
			cell_kept[kept++] = cell[i];
			n_kept[cell[i]]++;
		}
	}
	spread->kept.n = kept;
	return true;
}

bool spread_add(struct spread *spread, const uint32_t *seconds, const struct pairs *pairs, struct tally *tallies, size_t n_cells)
{
	if (!cells_reserve(spread, n_cells))
		return false;
	if (pairs->one_cell && spread->bins[pairs->cell[0]] && pairs->n <= UINT16_MAX)
		return add_to_one(spread->bins[pairs->cell[0]], seconds, pairs, &tallies[pairs->cell[0]]);
	if (!values_reserve(&spread->kept, spread->kept.n + pairs->n) || !add_to_each(spread, seconds, pairs, tallies))
		return false;
	return spread->kept.n - spread->checked < CHECK_VALUES || cells_check(spread, n_cells);
}

/* What was kept of a cell before it had bins. */
static bool move_to_bins(struct spread *spread, size_t cell)
{
	for (size_t i = spread->kept.start[cell]; i < spread->kept.start[cell + 1]; i++)
		if (!bins_add(spread->bins[cell], spread->kept.value[i]))
			return false;
	return true;
}

static int64_t bins_total(const struct bins *bins)
{
	uint64_t n = 0;

	for (size_t i = 0; i < STATS_BINS; i++)
		n += bins->count[i];
	for (size_t i = 0; bins->wide && i < STATS_BINS; i++)
		n += bins->wide[i];
	return (int64_t)n;
}

bool spread_settle(struct spread *spread, struct tally *tallies, size_t n_cells)
{
	if (!cells_reserve(spread, n_cells) || !values_settle(&spread->kept, n_cells))
		return false;
	for (size_t i = 0; i < n_cells; i++) {
		tallies[i].used = (int64_t)(spread->kept.start[i + 1] - spread->kept.start[i]);
		if (!spread->bins[i])
			continue;
		if (!move_to_bins(spread, i))
			return false;
		tallies[i].used = bins_total(spread->bins[i]);
	}
	return true;
}

/* Into bins that have the wide counts. */
static void bins_merge(struct bins *into, const struct spread *spread, size_t cell)
{
	const struct bins *from = spread->bins[cell];

	for (size_t i = 0; from && i < STATS_BINS; i++)
		into->wide[i] += from->count[i];
	for (size_t i = 0; from && from->wide && i < STATS_BINS; i++)
		into->wide[i] += from->wide[i];
	into->sum += from ? from->sum : 0;
	for (size_t i = spread->kept.start[cell]; !from && i < spread->kept.start[cell + 1]; i++) {
		into->wide[stats_bin(spread->kept.value[i])]++;
		into->sum += spread->kept.value[i];
	}
}

static bool whole_in_bins(struct spread *spread, size_t n_groups, size_t n_cells)
{
	for (size_t k = 0; k < spread->n_periods; k++) {
		struct bins *bins = calloc(1, sizeof(*bins));

		if (!bins)
			return false;
		spread->bins[n_cells + k] = bins;
		if (!bins_widen(bins))
			return false;
		for (size_t group = 0; group < n_groups; group++)
			bins_merge(bins, spread, group * spread->n_periods + k);
		spread->kept.start[n_cells + k + 1] = spread->kept.start[n_cells];
	}
	return true;
}

static bool whole_kept(struct spread *spread, size_t n_groups, size_t n_cells)
{
	struct values *kept = &spread->kept;
	size_t n = kept->start[n_cells];
	uint32_t *grown = realloc(kept->value, (2 * n + 1) * sizeof(*grown));

	if (!grown)
		return false;
	kept->value = grown;
	for (size_t k = 0; k < spread->n_periods; k++) {
		for (size_t group = 0; group < n_groups; group++) {
			size_t cell = group * spread->n_periods + k, from = kept->start[cell], count = kept->start[cell + 1] - from;

			memcpy(kept->value + n, kept->value + from, count * sizeof(*grown));
			n += count;
		}
		kept->start[n_cells + k + 1] = n;
	}
	return true;
}

bool spread_whole(struct spread *spread, size_t n_groups)
{
	size_t n_cells = n_groups * spread->n_periods;
	size_t *start;
	bool has_bins = false;

	if (!cells_reserve(spread, n_cells + spread->n_periods))
		return false;
	start = realloc(spread->kept.start, (n_cells + spread->n_periods + 2) * sizeof(*start));
	if (!start)
		return false;
	spread->kept.start = start;
	for (size_t i = 0; i < n_cells; i++)
		has_bins = has_bins || spread->bins[i];
	return has_bins ? whole_in_bins(spread, n_groups, n_cells) : whole_kept(spread, n_groups, n_cells);
}

/* ---- reading ---- */

struct wanted_ranks {
	int64_t rank[RANKS_MAX];
	bool bounded[2];
	size_t n;
};

/* p50 and p90, each with the order statistics that bound it; wide: about twice as far out, as far as there are values. */
static struct wanted_ranks ranks_of(int64_t n, enum spread_interval interval)
{
	static const double p[2] = {0.5, 0.9};
	struct wanted_ranks wanted = {.n = 0};

	for (int i = 0; i < 2; i++) {
		int64_t *at = &wanted.rank[wanted.n];

		at[0] = stats_rank(p[i], n);
		wanted.bounded[i] = interval != SPREAD_BARE && stats_quantile_ranks(n, p[i], &at[1], &at[2]);
		if (wanted.bounded[i] && interval == SPREAD_WIDE) {
			at[1] = at[0] - 2 * (at[0] - at[1]) < 1 ? 1 : at[0] - 2 * (at[0] - at[1]);
			at[2] = at[0] + 2 * (at[2] - at[0]) > n ? n : at[0] + 2 * (at[2] - at[0]);
		}
		wanted.n += wanted.bounded[i] ? 3 : 1;
	}
	return wanted;
}

static void quantiles_fill(const struct wanted_ranks *wanted, const double *found, struct figure figures[2])
{
	for (size_t i = 0, k = 0; i < 2; i++) {
		figures[i].value = found[k++] / HOUR;
		if (wanted->bounded[i]) {
			figures[i].low = found[k++] / HOUR;
			figures[i].high = found[k++] / HOUR;
		}
	}
}

static void mean_fill(double sum, double squares, int64_t n, bool with_interval, struct figure *figure)
{
	struct stats_interval interval = stats_mean_interval(sum, squares, n);

	figure->value = sum / (double)n / HOUR;
	if (!with_interval)
		return;
	figure->low = interval.low / HOUR;
	figure->high = interval.high / HOUR;
}

static void read_kept(uint32_t *values, size_t n, enum spread_interval interval, struct figure figures[3])
{
	struct wanted_ranks wanted = ranks_of((int64_t)n, interval);
	uint32_t seconds[RANKS_MAX];
	double found[RANKS_MAX], squares = 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		sum += values[i];
		squares += (double)values[i] * values[i];
	}
	if (!ranks_read(values, n, wanted.rank, wanted.n, seconds))
		return;
	for (size_t i = 0; i < wanted.n; i++)
		found[i] = seconds[i];
	quantiles_fill(&wanted, found, figures);
	mean_fill((double)sum, squares, (int64_t)n, interval == SPREAD_USUAL, &figures[2]);
}

static double middle(unsigned bin)
{
	return ((double)stats_bin_low(bin) + (double)stats_bin_high(bin)) / 2;
}

/* As if the values of a bin lay evenly in it: only the interval of the mean rests on it. */
static double squares_of(const uint32_t counts[STATS_BINS])
{
	double squares = 0;

	for (unsigned i = 0; i < STATS_BINS; i++) {
		if (counts[i])
			squares += counts[i] * middle(i) * middle(i);
	}
	return squares;
}

static void read_bins(const struct bins *bins, int64_t n, enum spread_interval interval, struct figure figures[3])
{
	struct wanted_ranks wanted = ranks_of(n, interval);
	uint32_t counts[STATS_BINS];
	unsigned bin[RANKS_MAX];
	int64_t below[RANKS_MAX];
	double found[RANKS_MAX];

	bins_counts(bins, counts);
	stats_bin_ranks(counts, wanted.rank, wanted.n, bin, below);
	for (size_t i = 0; i < wanted.n; i++)
		found[i] = middle(bin[i]);
	quantiles_fill(&wanted, found, figures);
	mean_fill((double)bins->sum, interval == SPREAD_USUAL ? squares_of(counts) : 0, n, interval == SPREAD_USUAL, &figures[2]);
}

void spread_read(const struct spread *spread, size_t cell, enum spread_interval interval, struct figure figures[3])
{
	size_t from = spread->kept.start[cell], to = spread->kept.start[cell + 1];

	if (spread->bins[cell])
		read_bins(spread->bins[cell], bins_total(spread->bins[cell]), interval, figures);
	else if (to > from)
		read_kept(spread->kept.value + from, to - from, interval, figures);
}

int64_t spread_above(const struct spread *spread, size_t cell, double hours, size_t *ret_n)
{
	size_t from = spread->kept.start[cell], to = spread->kept.start[cell + 1];
	int64_t above = 0;

	for (size_t i = from; i < to; i++)
		above += spread->kept.value[i] > hours * HOUR;
	*ret_n = to - from;
	return above;
}
