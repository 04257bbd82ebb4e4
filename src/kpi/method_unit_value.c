/* method_unit_value.c - items declared far below the usual value of the same goods: a scan of the cube says which declarations count,
 * and in which group each stands; the walk over the items (unit_value.h) then tells what is missing. */
#include <math.h>
#include <stdlib.h>

#include "frame.h"
#include "unit_value.h"

struct member {
	uint32_t declaration, group;
};

struct members {
	struct member *members;
	size_t n, cap;
};

static void member_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_DECLARATION);
}

static bool member_add(struct task *task, const struct pairs *pairs)
{
	struct members *members = task->own;

	if (members->n + pairs->n > members->cap) {
		size_t cap = (members->n + pairs->n) * 2;
		struct member *grown = realloc(members->members, cap * sizeof(*grown));

		if (!grown)
			return false;
		members->members = grown;
		members->cap = cap;
	}
	for (size_t i = 0; i < pairs->n; i++)
		members->members[members->n++] = (struct member){
			.declaration = pairs->batch->u32[CUBE_DECLARATION][pairs->row[i]], .group = pairs->cell[i]};
	return true;
}

static const struct method method_member = {.slots = 1, .columns = member_columns, .add = member_add};

static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return (x->declaration > y->declaration) - (x->declaration < y->declaration);
}

/* Which declarations count. The groups of the scan become those of the task. */
static bool members_read(struct task *task, struct members *members, struct err *err)
{
	struct evaluation evaluation = *task->evaluation;
	struct task scan = {.def = task->def, .method = &method_member, .evaluation = &evaluation, .slots = 1, .own = members};
	struct task *tasks[] = {&scan};
	struct frame frame = {.kind = FRAME_REGISTERED, .evaluation = &evaluation, .tasks = tasks, .n_tasks = 1};
	bool ok;

	evaluation.period.n = 1;
	evaluation.period.of_day = NULL;
	evaluation.period.first = evaluation.period.from;
	ok = frame_run(&frame, err);
	for (uint32_t g = 0; ok && g < frame.groups.n; g++) {
		if (groups_at(task->groups, groups_keys(&frame.groups, g)) == GROUPS_NONE)
			ok = err_memory(err);
	}
	free(scan.tallies);
	frame_finish(&frame);
	if (ok && members->n)
		qsort(members->members, members->n, sizeof(*members->members), compare_members);
	return ok && (tallies_reserve(task) || err_memory(err));
}

struct gaps {
	struct task *task;
	const struct members *members;
};

static void gap_add(void *context, const struct unit_value *item)
{
	const struct gaps *gaps = context;
	const struct members *members = gaps->members;
	struct member key = {.declaration = item->declaration};
	const struct member *found = members->n == 0 ? NULL :
		bsearch(&key, members->members, members->n, sizeof(key), compare_members);
	size_t periods = (size_t)gaps->task->evaluation->period.n;

	while (found && found > members->members && found[-1].declaration == item->declaration)
		found--;
	for (; found && found < members->members + members->n && found->declaration == item->declaration; found++) {
		struct tally *tally = &gaps->task->tallies[found->group * periods];

		if (isnan(item->rate)) {
			tally->missed++;
			continue;
		}
		tally->used++;
		tally->numerator += (int64_t)llround(unit_value_gap(item));
	}
}

static bool unit_value_gather(struct task *task, struct err *err)
{
	const struct evaluation *e = task->evaluation;
	struct members members = {.n = 0};
	struct gaps gaps = {.task = task, .members = &members};
	bool ok = members_read(task, &members, err) && unit_value_walk(e->env->store, "kpi_items", e->period.from, e->period.to,
		(uint32_t)store_code_find(e->env->store, "currency", kpi_currency(e->env)), gap_add, &gaps, err);

	free(members.members);
	return ok;
}

static size_t unit_value_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tally = &task->tallies[cell];

	figures[0] = figure_empty("sum");
	figures[0].n = tally->used;
	figures[0].coverage = figure_coverage(tally->used, tally->missed);
	if (tally->used)
		figures[0].value = (double)tally->numerator / task->evaluation->facts.minor_units;
	return 1;
}

const struct method method_unit_value = {.slots = 1, .gather = unit_value_gather, .read = unit_value_read};
