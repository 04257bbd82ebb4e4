/* group.c - see group.h. Items go to the sink as they come; the declaration waits until its rows end, since its value may be the
 * sum of theirs. A declaration that comes back later in the file only adds items: its header was taken already, and in such a
 * file the sums were found before (totals.h). Whether cif_value is the item's own was settled by sniff_items.c; else it is the
 * declaration's, and items have none. */
#include "group.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool group_init(struct group *group, const struct plan *plan, const struct totals *totals, struct model_sink *sink, struct tally *tally,
	struct err *err)
{
	*group = (struct group){.plan = plan, .totals = totals, .sink = sink, .tally = tally, .value_slot = -1, .item_value_slot = -1};
	text_init(&group->bytes);
	group->values = calloc(plan->kind->n_columns, sizeof(*group->values));
	group->extras = calloc(plan->n_extras + 1, sizeof(*group->extras));
	if (!group->values || !group->extras) {
		group_finish(group);
		return err_memory(err);
	}
	group->id_slot = model_column_find(plan->kind, "declaration_id");
	if (plan->item_value >= 0) {
		group->value_slot = plan->fields[plan->item_value].slot;
		group->item_value_slot = plan->fields[plan->item_value].item_slot;
	}
	return true;
}

void group_finish(struct group *group)
{
	free(group->values);
	free(group->extras);
	text_finish(&group->bytes);
	*group = (struct group){0};
	text_init(&group->bytes);
}

/* Texts are copied one after the other, and found again once the buffer stands still. */
static bool copy_texts(struct group *group, const struct validator *validator)
{
	size_t at = 0;

	text_clear(&group->bytes);
	for (size_t i = 0; i < group->plan->kind->n_columns; i++)
		if (validator->values[i].text)
			text_append_n(&group->bytes, validator->values[i].text, validator->values[i].len + 1);
	for (size_t i = 0; i < validator->n_extras; i++)
		if (validator->extras[i].text)
			text_append_n(&group->bytes, validator->extras[i].text, strlen(validator->extras[i].text) + 1);
	if (group->bytes.failed)
		return false;
	for (size_t i = 0; i < group->plan->kind->n_columns; i++) {
		if (!group->values[i].text)
			continue;
		group->values[i].text = group->bytes.data + at;
		at += group->values[i].len + 1;
	}
	for (size_t i = 0; i < group->n_extras; i++) {
		if (!group->extras[i].text)
			continue;
		group->extras[i].text = group->bytes.data + at;
		at += strlen(group->extras[i].text) + 1;
	}
	return true;
}

/* What all items of the declaration are worth, wherever they stand in the file. */
static bool value_find(struct group *group, struct err *err)
{
	const struct model_value *id = &group->values[group->id_slot];
	struct model_value *sum = group->value_slot >= 0 ? &group->values[group->value_slot] : NULL;
	int found;

	if (!group->totals || !sum)
		return true;
	found = totals_find(group->totals, id->text, id->len, &sum->integer, err);
	sum->present = sum->present || found == 1;
	return found >= 0;
}

static bool group_start(struct group *group, const struct validator *validator, long line, struct err *err)
{
	group->open = true;
	group->line = line;
	group->rounded = validator->rounded;
	snprintf(group->currency, sizeof(group->currency), "%s", validator->currency);
	memcpy(group->values, validator->values, group->plan->kind->n_columns * sizeof(*group->values));
	memcpy(group->extras, validator->extras, validator->n_extras * sizeof(*group->extras));
	group->n_extras = validator->n_extras;
	return copy_texts(group, validator) ? value_find(group, err) : err_memory(err);
}

static bool item_put(struct group *group, const struct validator *validator, long line, enum model_effect *ret_effect,
	struct err *err)
{
	struct model_record record = {.kind = group->plan->items, .values = validator->item_values, .line = line};

	if (group->item_value_slot >= 0 && !group->plan->value_is_of_item)
		validator->item_values[group->item_value_slot] = (struct model_value){0};
	*ret_effect = MODEL_INSERTED;
	return !group->sink || group->sink->put(group->sink, &record, ret_effect, err);
}

static bool value_add(struct group *group, const struct validator *validator, struct err *err)
{
	struct model_value *sum;
	const struct model_value *value;

	if (group->value_slot < 0 || !group->plan->value_is_of_item || group->totals)
		return true;
	sum = &group->values[group->value_slot];
	value = &validator->values[group->value_slot];
	if (!value->present)
		return true;
	sum->present = true;
	if (__builtin_add_overflow(sum->integer, value->integer, &sum->integer))
		return err_set(err, ERR_DATA, "the items of the declaration in line %ld are worth more than can be counted exactly; "
			"look for amounts that are no amounts", group->line);
	return true;
}

static bool is_same(const struct model_value *a, const struct model_value *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

bool group_close(struct group *group, struct err *err)
{
	struct model_record record = {
		.kind = group->plan->kind, .values = group->values, .extras = group->extras, .n_extras = group->n_extras,
		.line = group->line,
	};
	enum model_effect effect = MODEL_INSERTED;

	if (!group->open)
		return true;
	group->open = false;
	if (group->sink && !group->sink->put(group->sink, &record, &effect, err))
		return false;
	ingest_tally_row(group->tally, effect > group->effect ? effect : group->effect, group->rounded);
	return ingest_tally_record(group->tally, &(struct ingest_tally_record){group->values, group->currency}, err);
}

bool group_add(struct group *group, const struct validator *validator, long line, struct err *err)
{
	const struct model_value *id = &validator->values[group->id_slot];
	enum model_effect effect;
	bool goes_on = group->open && is_same(id, &group->values[group->id_slot]), is_new;

	if (!goes_on && !group_close(group, err))
		return false;
	is_new = !goes_on && !id_set_has(&group->tally->seen, id->text, id->len);
	if (is_new && !group_start(group, validator, line, err))
		return false;
	if (goes_on && !value_add(group, validator, err))
		return false;
	if (!item_put(group, validator, line, &effect, err))
		return false;
	if (is_new)
		group->effect = effect;	/* counted with the declaration */
	else
		ingest_tally_row(group->tally, effect, validator->rounded);
	return true;
}
