/* method_stock.c - what stands at a moment: open files by age, and the newest record of each post.
 *
 * Earlier periods are earlier moments of the same stock, so one scan answers for all of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "moments.h"
#include "ranks.h"
#include "stats/stats.h"
#include "task.h"

enum { HOUR = 3600, DAY = 86400, AGES = 3, DOUBT = 2 * HOUR };

static const int ages[AGES] = {24, 72, 168};
static const char *const age_names[AGES] = {"24h", "72h", "168h"};

/* Local times of a declaration; an hour that is not known is taken as the last one of its day. */
struct stay {
	int64_t registered, since, arrived, released;	/* arrived, released: negative, not known */
};

static void open_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_OFFICE);
	column_set_add(set, CUBE_AT_ARRIVED);
	column_set_add(set, CUBE_AT_RELEASED);
}

static struct stay stay_of(const struct cube_batch *batch, uint32_t row)
{
	uint32_t flags = batch->u32[CUBE_FLAGS][row];
	uint32_t arrived = batch->u32[CUBE_AT_ARRIVED][row], released = batch->u32[CUBE_AT_RELEASED][row];
	struct stay stay = {.registered = batch->u32[CUBE_AT_REGISTERED][row], .arrived = -1, .released = -1};

	stay.since = stay.registered + (flags & CUBE_REGISTERED_DAY_ONLY ? DAY : 0);
	if (CUBE_IS_VALUE(arrived))
		stay.arrived = (int64_t)arrived + (flags & CUBE_ARRIVED_DAY_ONLY ? DAY : 0);
	if (CUBE_IS_VALUE(released))
		stay.released = released;
	return stay;
}

/* Hours that went by; the clock on the wall is asked only where moving it can make the difference. */
static bool is_older(const struct clocks *clocks, uint32_t office, int64_t since, int64_t moment, int64_t limit)
{
	int64_t age = moment - since;

	if (age <= limit - DOUBT || age > limit + DOUBT)
		return age > limit;
	return clocks_elapsed(clocks, office, since, moment) > limit;
}

/* Adds the stay to the moments at which it was open. Moments come newest first. */
static void open_count(const struct stay *stay, bool from_lodgement, const struct clocks *clocks, uint32_t office, const int64_t *moments,
	size_t n, struct tally *tallies)
{
	for (size_t k = n; k-- > 0;) {
		int64_t moment = moments[k];
		bool waits = !from_lodgement && stay->arrived > stay->since && stay->arrived <= moment;
		int64_t since = waits ? stay->arrived : stay->since;

		if (stay->registered > moment)
			continue;
		if (stay->released >= 0 && stay->released <= moment)
			return;		/* and at all later ones */
		tallies[k * AGES].used++;
		for (int i = 0; i < AGES; i++)
			tallies[k * AGES + (size_t)i].numerator +=
				is_older(clocks, office, since, moment, (int64_t)ages[i] * HOUR);
	}
}

static bool open_add(struct task *task, const struct pairs *pairs)
{
	const struct evaluation *e = task->evaluation;
	struct office_moments moments = {.known = false};

	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i], office = pairs->batch->u32[CUBE_OFFICE][row];
		struct stay stay = stay_of(pairs->batch, row);

		/* The second pass has everything with a release. */
		if (pairs->pass == 0 && stay.released >= 0)
			continue;
		open_count(&stay, task->def->argument[0] == OPEN_SINCE_LODGEMENT, &e->facts.clocks, office,
			office_moments_of(&moments, e, office), (size_t)e->period.n, &task->tallies[pairs->cell[i] * (size_t)AGES]);
	}
	return true;
}

static size_t open_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tallies = &task->tallies[cell * (size_t)task->slots];

	for (int i = 0; i < AGES; i++) {
		figures[i] = figure_empty("count");
		figures[i].category = "age";
		figures[i].category_value = age_names[i];
		figures[i].n = tallies[0].used;
		figures[i].value = (double)tallies[i].numerator;
		figures[i].coverage = tallies[0].used ? 1 : NAN;
	}
	return AGES;
}

/* The newest stamp of each post in each group. */
struct newest {
	struct groups places;	/* group, office */
	int64_t *at;
	uint32_t last_keys[2], last;	/* the place taken last: the next row is often of the same */
};

static const struct {
	int column;
	uint32_t day_only;	/* flag of a stamp without an hour, which is as new as the end of its day */
} stamps[] = {
	{CUBE_AT_NEWEST, 0}, {CUBE_AT_REGISTERED, CUBE_REGISTERED_DAY_ONLY}, {CUBE_AT_ARRIVED, CUBE_ARRIVED_DAY_ONLY},
	{CUBE_AT_ASSESSED, CUBE_ASSESSED_DAY_ONLY}, {CUBE_AT_PAID, CUBE_PAID_DAY_ONLY},
	{CUBE_AT_RELEASED, CUBE_RELEASED_DAY_ONLY}, {CUBE_AT_EXITED, 0},
};

enum { DAYS_ONLY = CUBE_REGISTERED_DAY_ONLY | CUBE_ARRIVED_DAY_ONLY | CUBE_ASSESSED_DAY_ONLY | CUBE_PAID_DAY_ONLY };

static void newest_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_OFFICE);
	for (size_t i = 0; i < sizeof(stamps) / sizeof(*stamps); i++)
		column_set_add(set, stamps[i].column);
}

static bool newest_take(struct newest *newest, uint32_t group, uint32_t office, int64_t at)
{
	const uint32_t keys[] = {group, office};
	size_t n = newest->places.n;
	uint32_t number = newest->last;
	int64_t *grown;

	if (n == 0 || newest->last_keys[0] != group || newest->last_keys[1] != office) {
		number = groups_at(&newest->places, keys);
		if (number == GROUPS_NONE)
			return false;
	}
	if (newest->places.n > n) {
		grown = realloc(newest->at, newest->places.cap * sizeof(*grown));
		if (!grown)
			return false;
		newest->at = grown;
		newest->at[number] = at;
	}
	if (at > newest->at[number])
		newest->at[number] = at;
	newest->last = number;
	memcpy(newest->last_keys, keys, sizeof(keys));
	return true;
}

/* The newest stamp of the row that does not lie after the moment; negative: none. For a moment of the past the segment knows no
 * more than the main stamps. */
static int64_t newest_by(const struct cube_batch *batch, uint32_t row, int64_t moment)
{
	uint32_t flags = batch->u32[CUBE_FLAGS][row];
	int64_t best = batch->u32[CUBE_AT_NEWEST][row];

	if (CUBE_IS_VALUE(best) && best <= moment && !(flags & (DAYS_ONLY | CUBE_RELEASED_DAY_ONLY)))
		return best;	/* no other is newer */
	best = -1;
	for (size_t i = 0; i < sizeof(stamps) / sizeof(*stamps); i++) {
		uint32_t at = batch->u32[stamps[i].column][row];
		int64_t end = (int64_t)at + (flags & stamps[i].day_only ? DAY - 1 : 0);

		if (!CUBE_IS_VALUE(at) || at > moment)
			continue;
		end = end < moment ? end : moment;
		best = end > best ? end : best;
	}
	return best;
}

/* Is the row of the place taken last, and all of it, to the end of its day, older than what is known of that place? */
static bool is_old(const struct newest *newest, const struct cube_batch *batch, uint32_t row, uint32_t group, uint32_t office)
{
	uint32_t at = batch->u32[CUBE_AT_NEWEST][row];

	return newest->places.n > 0 && newest->last_keys[0] == group && newest->last_keys[1] == office && CUBE_IS_VALUE(at) &&
	       (int64_t)at + DAY <= newest->at[newest->last];
}

static bool newest_add(struct task *task, const struct pairs *pairs)
{
	const struct evaluation *e = task->evaluation;
	struct office_moments moments = {.known = false};

	if (!task->own) {
		struct newest *newest = calloc(1, sizeof(*newest));

		if (!newest)
			return false;
		groups_init(&newest->places, 2);
		task->own = newest;
	}
	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i], office = pairs->batch->u32[CUBE_OFFICE][row], group = pairs->cell[i] / (uint32_t)e->period.n;
		int64_t at;

		if (is_old(task->own, pairs->batch, row, group, office))
			continue;
		at = newest_by(pairs->batch, row, *office_moments_of(&moments, e, office));
		if (at >= 0 && !newest_take(task->own, group, office, at))
			return false;
	}
	return true;
}

/* Nothing new can stand in a segment all of whose possible posts are known. */
static bool all_known(const struct groups *offices, const struct cube_bytes *bytes)
{
	size_t i = 0;

	while (bytes->values && i < bytes->n && groups_find(offices, &bytes->codes[i]) != GROUPS_NONE)
		i++;
	return bytes->values && i == bytes->n;
}

static bool note_offices(void *context, const struct cube_batch *batch)
{
	struct groups *offices = context;
	const struct cube_bytes *bytes = &batch->bytes[CUBE_OFFICE];
	bool seen[256] = {false};

	if (all_known(offices, bytes))
		return true;
	for (size_t i = 0; i < batch->n && bytes->values; i++)
		seen[bytes->values[batch->rows[i]]] = true;
	for (size_t i = 0; i < 256; i++) {
		if (seen[i])
			groups_at(offices, &bytes->codes[i]);
	}
	for (size_t i = 0; i < batch->n && !bytes->values; i++)
		groups_at(offices, &batch->u32[CUBE_OFFICE][batch->rows[i]]);
	return !offices->failed;
}

/* Posts that were not heard from lately, in codes that live in the evaluation's scratch. */
static bool find_silent(const struct task *task, struct cube_filter *ret_filter, struct err *err)
{
	static const int columns[] = {CUBE_AS_BYTES(CUBE_OFFICE)};
	const struct evaluation *e = task->evaluation;
	const struct newest *newest = task->own;
	const struct cube_slice all = {.stamp = -1};
	struct groups offices;
	uint32_t *codes;
	size_t n = 0;
	bool ok;

	groups_init(&offices, 1);
	ok = cube_scan(e->env->cube, &all, columns, 1, note_offices, &offices, err);
	codes = ok ? arena_array(&task->evaluation->scratch, offices.n + 1, sizeof(*codes)) : NULL;
	for (uint32_t i = 0; codes && i < offices.n; i++) {
		uint32_t office = *groups_keys(&offices, i), group = e->n_dims ? groups_find(task->groups, &office) : 0;
		const uint32_t keys[] = {group, office};

		if (!newest || groups_find(&newest->places, keys) == GROUPS_NONE)
			codes[n++] = office;
	}
	*ret_filter = (struct cube_filter){.column = CUBE_OFFICE, .codes = codes, .n_codes = n};
	ok = ok && ((codes && !offices.failed) || err_memory(err));
	groups_finish(&offices);
	return ok;
}

/* What is heard of a post lately is its newest, whatever else is asked; of other groups nothing is known yet. */
static bool newest_look_on(struct task *task, bool *ret_more, struct cube_filter *ret_filter, struct err *err)
{
	const struct evaluation *e = task->evaluation;

	if (e->n_dims > 1 || (e->n_dims == 1 && e->dims[0].by.dim != KPI_DIM_OFFICE) || e->selection.n_residuals > 0)
		return true;
	if (!find_silent(task, ret_filter, err))
		return false;
	*ret_more = ret_filter->n_codes > 0;
	return true;
}

static bool newest_settle(struct task *task)
{
	const struct evaluation *e = task->evaluation;
	const struct newest *newest = task->own;

	for (uint32_t i = 0; newest && i < newest->places.n; i++) {
		const uint32_t *keys = groups_keys(&newest->places, i);
		uint32_t cell = keys[0] * (uint32_t)e->period.n;
		int64_t age = clocks_elapsed(&e->facts.clocks, keys[1], newest->at[i], evaluation_moment(e, 0, keys[1]));

		if (!values_add(&task->values, (uint32_t)(age < CUBE_NOT_APPLICABLE ? age : CUBE_NOT_APPLICABLE - 1), cell))
			return false;
		task->tallies[cell].used++;
	}
	return values_settle(&task->values, task_cells(task));
}

static bool newest_whole(struct task *task)
{
	return values_whole(&task->values, (size_t)task->evaluation->period.n);
}

static size_t newest_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	size_t n = task->values.start[cell + 1] - task->values.start[cell];
	int64_t rank = n ? stats_rank(0.5, (int64_t)n) : 0;
	uint32_t age;

	figures[0] = figure_empty("p50");
	figures[0].n = (int64_t)n;
	if (n && ranks_read(task->values.value + task->values.start[cell], n, &rank, 1, &age)) {
		figures[0].value = age / (double)HOUR;
		figures[0].coverage = 1;
	}
	return 1;
}

static void newest_release(struct task *task)
{
	struct newest *newest = task->own;

	if (!newest)
		return;
	groups_finish(&newest->places);
	free(newest->at);
	free(newest);
	task->own = NULL;
}

const struct method method_open = {.slots = AGES, .columns = open_columns, .add = open_add, .read = open_read};
const struct method method_freshness = {.slots = 1, .columns = newest_columns, .add = newest_add, .look_on = newest_look_on,
	.settle = newest_settle, .whole = newest_whole, .read = newest_read, .release = newest_release};
