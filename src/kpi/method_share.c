/* method_share.c - one whole cut into categories: lanes, and who owned the time. */
#include <math.h>

#include "cube/timeline.h"
#include "task.h"

static const char *const lane_names[FACTS_LANES] = {"green", "blue", "yellow", "orange", "red"};

enum { LANE_UNKNOWN = FACTS_LANES };

static void lanes_columns(const struct task *task, struct column_set *set)
{
	column_set_add(set, CUBE_AS_BYTES(task->def->argument[0]));
	column_set_add(set, CUBE_FLAGS);
}

static int lane_slot(const struct facts *facts, uint32_t lane)
{
	for (int i = 0; i < FACTS_LANES; i++) {
		if (facts->lane[i] == lane)
			return i;
	}
	return LANE_UNKNOWN;
}

/* Where a segment stores its lanes as bytes, each byte is looked up once. */
static void add_bytes(struct task *task, const struct pairs *pairs, const struct cube_bytes *bytes)
{
	const struct facts *facts = &task->evaluation->facts;
	const uint32_t *restrict flags = pairs->batch->u32[CUBE_FLAGS], *restrict rows = pairs->row, *restrict cell = pairs->cell;
	const uint8_t *restrict lanes = bytes->values;
	struct tally *restrict tallies = task->tallies;
	size_t n = pairs->n, slots = (size_t)task->slots;
	uint8_t slot_of[256];
	bool met[256] = {false};

	for (size_t i = 0; i < bytes->n; i++)
		slot_of[i] = (uint8_t)lane_slot(facts, bytes->codes[i]);
	for (size_t i = 0; i < n; i++) {
		uint32_t row = rows[i];

		if (flags[row] & CUBE_SELECTED) {
			tallies[cell[i] * slots + slot_of[lanes[row]]].used++;
			met[lanes[row]] = true;
		}
	}
	for (size_t i = 0; i < bytes->n; i++)
		if (met[i])
			task->categories[slot_of[i]] = 1;
}

static bool lanes_add(struct task *task, const struct pairs *pairs)
{
	const struct facts *facts = &task->evaluation->facts;
	int column = task->def->argument[0];
	const uint32_t *lanes = pairs->batch->u32[column], *flags = pairs->batch->u32[CUBE_FLAGS];

	if (pairs->batch->bytes[column].values) {
		add_bytes(task, pairs, &pairs->batch->bytes[column]);
		return true;
	}
	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i];

		if (flags[row] & CUBE_SELECTED) {
			int slot = lane_slot(facts, lanes[row]);

			task->tallies[pairs->cell[i] * (size_t)task->slots + (size_t)slot].used++;
			task->categories[slot] = 1;
		}
	}
	return true;
}

/* Lanes that nothing in the period was sent to are left out; the same ones for every group. */
static size_t lanes_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tallies = &task->tallies[cell * (size_t)task->slots];
	int64_t all = 0;
	size_t n = 0;

	for (int i = 0; i < task->slots; i++)
		all += tallies[i].used;
	for (int i = 0; i < FACTS_LANES; i++) {
		struct figure *figure = &figures[n];

		if (!task->categories[i])
			continue;
		*figure = figure_empty("share");
		figure->category = task->def->argument[0] == CUBE_LANE ? "lane" : "lane_final";
		figure->category_value = lane_names[i];
		figure->n = all;
		figure->numerator = (double)tallies[i].used;
		figure->denominator = (double)all;
		figure->value = figure_ratio(figure->numerator, figure->denominator);
		figure->coverage = figure_coverage(all - tallies[LANE_UNKNOWN].used, tallies[LANE_UNKNOWN].used);
		n++;
	}
	return n;
}

static void owners_columns(const struct task *task, struct column_set *set)
{
	for (int i = 0; i < CUBE_OWNERS; i++)
		column_set_add(set, CUBE_OWN_CUSTOMS + i);
}

static bool owners_add(struct task *task, const struct pairs *pairs)
{
	const uint32_t *const *columns = pairs->batch->u32 + CUBE_OWN_CUSTOMS;

	for (size_t i = 0; i < pairs->n; i++) {
		uint32_t row = pairs->row[i];
		struct tally *tallies = &task->tallies[pairs->cell[i] * (size_t)task->slots];

		if (!CUBE_IS_VALUE(columns[0][row])) {
			tallies[0].missed++;
			continue;
		}
		tallies[0].used++;
		for (int k = 0; k < CUBE_OWNERS; k++)
			tallies[k].numerator += columns[k][row];
	}
	return true;
}

static size_t owners_read(const struct task *task, size_t cell, struct figure figures[FIGURES_MAX])
{
	const struct tally *tallies = &task->tallies[cell * (size_t)task->slots];
	int64_t all = 0;

	for (int i = 0; i < CUBE_OWNERS; i++)
		all += tallies[i].numerator;
	for (int i = 0; i < CUBE_OWNERS; i++) {
		figures[i] = figure_empty("share");
		figures[i].category = "owner";
		figures[i].category_value = cube_owner_name(i);
		figures[i].n = tallies[0].used;
		figures[i].numerator = (double)tallies[i].numerator / 3600;
		figures[i].denominator = (double)all / 3600;
		figures[i].value = figure_ratio((double)tallies[i].numerator, (double)all);
		figures[i].coverage = figure_coverage(tallies[0].used, tallies[0].missed);
	}
	return CUBE_OWNERS;
}

const struct method method_lanes = {.slots = FACTS_LANES + 1, .columns = lanes_columns, .add = lanes_add, .read = lanes_read};
const struct method method_owners = {.slots = CUBE_OWNERS, .columns = owners_columns, .add = owners_add, .read = owners_read};
