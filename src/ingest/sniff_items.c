/* sniff_items.c - see sniff_items.h.
 *
 * Values that differ within a declaration are its items' own; the same value in all of its rows is the declaration's, repeated. One
 * declaration that was amended or told twice in a long file does not decide: at least one in twenty of those with several rows
 * has to differ. The first pass only compares neighbours, and is all that a file in order costs; where a declaration comes back, a
 * second one sums by declaration, since the sums have to be known when the declaration is met first. */
#include "sniff_items.h"

#include <string.h>

#include "base/id_set.h"
#include "base/text.h"

enum { PULSE_ROWS = 8192, ONE_IN = 20 };

struct items {
	struct source *source;
	const struct sniff *sniff;
	struct validator *validator;
	bool (*pulse)(void *context);
	void *context;

	struct id_set seen;
	struct text id, value;		/* of the row before, the value that of the declaration's first row */
	bool differs, several;		/* the declaration of the row before */
	int64_t n_several, n_differing;
	bool comes_back;
	struct totals *totals;
};

typedef bool items_row(struct items *items, const struct reader_row *row, struct err *err);

static bool rows_each(struct items *items, items_row *look, struct err *err)
{
	struct decoder decoder;
	struct reader *reader = NULL;
	struct reader_row row;
	int64_t rows = 0;
	int got;
	bool ok = false;

	if (!sniff_reader(items->source, items->sniff, &decoder, &reader, err) || reader_next(reader, &row, err) < 0)
		goto out;
	reader_expect(reader, items->validator->plan->n_cells);
	while ((got = reader_next(reader, &row, err)) == 1) {
		if (++rows % PULSE_ROWS == 0 && !items->pulse(items->context)) {
			err_set(err, ERR_INTERRUPTED, "%s: interrupted; nothing of it was kept", source_shown(items->source));
			goto out;
		}
		if (!look(items, &row, err))
			goto out;
	}
	ok = got == 0;
out:
	reader_destroy(reader);
	return ok;
}

static bool is_same(const struct text *text, const char *s, size_t n)
{
	return text->len == n && memcmp(text->data, s, n) == 0;
}

static void declaration_count(struct items *items)
{
	items->n_several += items->several;
	items->n_differing += items->differs;
	items->several = items->differs = false;
}

static bool neighbour_look(struct items *items, const struct reader_row *row, struct err *err)
{
	const struct plan *plan = items->validator->plan;
	const char *id, *value;
	size_t n_id, n_value;
	bool first;

	if (row->fault || row->n != plan->n_cells)
		return true;
	if (!validator_text(items->validator, row, (size_t)plan->key, &id, &n_id, err) ||
		!validator_text(items->validator, row, (size_t)plan->item_value, &value, &n_value, err))
		return false;
	if (n_id == 0 || n_value == 0)
		return true;
	if (is_same(&items->id, id, n_id)) {
		items->several = true;
		items->differs = items->differs || !is_same(&items->value, value, n_value);
		return true;
	}
	declaration_count(items);
	if (!id_set_add(&items->seen, id, n_id, &first))
		return err_memory(err);
	items->comes_back = items->comes_back || !first;
	text_clear(&items->id);
	text_append_n(&items->id, id, n_id);
	text_clear(&items->value);
	text_append_n(&items->value, value, n_value);
	return !(items->id.failed || items->value.failed) || err_memory(err);
}

static bool value_sum(struct items *items, const struct reader_row *row, struct err *err)
{
	const struct plan *plan = items->validator->plan;
	const struct model_value *values = items->validator->values;
	struct verdict verdict;

	if (!validator_judge(items->validator, row, &verdict, err))
		return false;
	if (verdict.code || !values[plan->fields[plan->item_value].slot].present)
		return true;
	return totals_add(items->totals, values[plan->fields[plan->key].slot].text, values[plan->fields[plan->key].slot].len,
		values[plan->fields[plan->item_value].slot].integer, err);
}

static bool is_of_item(int64_t several, int64_t differing)
{
	return differing > 0 && differing * ONE_IN >= several;
}

/* Where rows of a declaration stand apart, neighbours tell too little. */
static bool sum_all(struct items *items, struct plan *plan, struct err *err)
{
	id_set_finish(&items->seen);
	if (!totals_create(&items->totals, err) || !rows_each(items, value_sum, err) || !totals_settle(items->totals, err))
		return false;
	plan->value_is_of_item = is_of_item(totals_several(items->totals), totals_differing(items->totals));
	return true;
}

bool sniff_items(struct source *source, const struct sniff *sniff, struct validator *validator, bool (*pulse)(void *context), void *context,
	struct totals **ret_totals, struct err *err)
{
	struct plan *plan = validator->plan;
	struct items items = {.source = source, .sniff = sniff, .validator = validator, .pulse = pulse, .context = context,
		.id = TEXT_INIT, .value = TEXT_INIT};
	bool ok;

	*ret_totals = NULL;
	if (!plan->items || plan->item_value < 0 || plan->key < 0)
		return true;
	id_set_init(&items.seen);
	ok = rows_each(&items, neighbour_look, err);
	declaration_count(&items);
	plan->value_is_of_item = is_of_item(items.n_several, items.n_differing);
	ok = ok && (!items.comes_back || sum_all(&items, plan, err));
	if (ok && plan->value_is_of_item) {
		*ret_totals = items.totals;
		items.totals = NULL;
	}
	totals_destroy(items.totals);
	id_set_finish(&items.seen);
	text_finish(&items.id);
	text_finish(&items.value);
	return ok;
}
