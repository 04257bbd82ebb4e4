/* sniff_values.c - what the values of a file tell of how they are written: the decimal mark, and the order of day and month.
 *
 * A sample settles nearly every file. Only where dates leave their order open are all rows looked at, and only where all of
 * them leave it open is the reader asked. */
#include <string.h>

#include "show.h"
#include "sniff.h"

enum { SAMPLE_ROWS = 2000, DATES_MAX = PLAN_COLUMNS_MAX };

struct look {
	struct plan *plan;
	const struct profile *profile;
	long points, commas, either;
	bool open[DATES_MAX], dmy[DATES_MAX], mdy[DATES_MAX];	/* by field */
	char shown[DATES_MAX][SHOW_MAX];			/* a date that leaves it open */
	bool values_differ;					/* cif_value within one declaration */
	char key[256], value[64];
};

static bool is_number(const struct plan_field *field)
{
	return field->is_measure || (field->column && (field->column->type == MODEL_MONEY || field->column->type == MODEL_NUMBER));
}

static bool is_date(const struct plan_field *field)
{
	return field->column && (field->column->type == MODEL_STAMP || field->column->type == MODEL_DAY) &&
	       field->date.order == DATE_ORDER_UNKNOWN;
}

static void look_at_number(struct look *look, const struct reader_cell *cell)
{
	char hint = number_hint(cell->s, cell->len);

	look->points += hint == '.';
	look->commas += hint == ',';
	look->either += hint == '?';
}

static void look_at_date(struct look *look, size_t field, const struct reader_cell *cell)
{
	switch (date_hint(cell->s, cell->len)) {
	case DATE_HINT_DMY:
		look->dmy[field] = true;
		break;
	case DATE_HINT_MDY:
		look->mdy[field] = true;
		break;
	case DATE_HINT_EITHER:
		if (!look->open[field])
			show(look->shown[field], cell->s, cell->len);
		look->open[field] = true;
		break;
	default:
		break;
	}
}

static const struct reader_cell *cell_of(const struct look *look, const struct reader_row *row, int field)
{
	const struct plan_field *f = field >= 0 ? &look->plan->fields[field] : NULL;

	return f && f->n_cells == 1 && (size_t)f->cells[0] < row->n ? &row->cells[f->cells[0]] : NULL;
}

/* Rows of one declaration with different values: they are those of its items. */
static void look_at_items(struct look *look, const struct reader_row *row)
{
	const struct reader_cell *key = cell_of(look, row, look->plan->key), *value = cell_of(look, row, look->plan->value);

	if (!look->plan->items || !key || !value || key->len >= sizeof(look->key) || value->len >= sizeof(look->value))
		return;
	if (strcmp(look->key, key->s) == 0 && strcmp(look->value, value->s) != 0)
		look->values_differ = true;
	memcpy(look->key, key->s, key->len + 1);
	memcpy(look->value, value->s, value->len + 1);
}

static void look_at_row(struct look *look, const struct reader_row *row)
{
	for (size_t i = 0; i < look->plan->n_fields && i < DATES_MAX; i++) {
		const struct plan_field *field = &look->plan->fields[i];

		for (int k = 0; k < field->n_cells && (size_t)field->cells[k] < row->n; k++) {
			const struct reader_cell *cell = &row->cells[field->cells[k]];

			if (cell->len && is_number(field))
				look_at_number(look, cell);
			if (cell->len && is_date(field))
				look_at_date(look, i, cell);
		}
	}
	look_at_items(look, row);
}

static bool is_settled(const struct look *look)
{
	for (size_t i = 0; i < look->plan->n_fields && i < DATES_MAX; i++) {
		if (look->open[i] && !look->dmy[i] && !look->mdy[i])
			return false;
	}
	return true;
}

static bool rows_look(struct source *source, const struct sniff *sniff, struct look *look, struct err *err)
{
	struct decoder decoder;
	struct reader *reader;
	struct reader_row row;
	long rows = 0;
	int got;

	if (!sniff_reader(source, sniff, &decoder, &reader, err))
		return false;
	reader_expect(reader, look->plan->n_cells);
	got = reader_next(reader, &row, err);
	while (got == 1 && (rows < SAMPLE_ROWS || !is_settled(look)) && (got = reader_next(reader, &row, err)) == 1) {
		if (!row.fault)
			look_at_row(look, &row);
		rows++;
	}
	reader_destroy(reader);
	return got >= 0;
}

/* Columns of one export are written alike: what one date settles holds for the others that leave it open. */
static bool dates_settle(struct look *look, const char *shown, struct err *err)
{
	bool dmy = false, mdy = false;

	for (size_t i = 0; i < look->plan->n_fields && i < DATES_MAX; i++) {
		struct plan_field *field = &look->plan->fields[i];

		if (look->dmy[i] != look->mdy[i])
			field->date.order = look->dmy[i] ? DATE_ORDER_DMY : DATE_ORDER_MDY;
		else if (look->dmy[i])
			return err_set(err, ERR_DATA, "%s: column %s has dates with the day first and with the month first; export it again "
				"with one order, best as 2026-12-31", shown, field->label);
		dmy |= look->dmy[i];
		mdy |= look->mdy[i];
	}
	for (size_t i = 0; i < look->plan->n_fields && i < DATES_MAX; i++) {
		struct plan_field *field = &look->plan->fields[i];

		if (!look->open[i] || field->date.order != DATE_ORDER_UNKNOWN)
			continue;
		if (dmy == mdy)
			return err_set(err, ERR_DATA, "%s: column %s: %s may be day/month or month/day; say date_order = dmy (or mdy) in a "
				"profile and load with --map", shown, field->label, look->shown[i]);
		field->date.order = dmy ? DATE_ORDER_DMY : DATE_ORDER_MDY;
	}
	return true;
}

bool sniff_values(struct source *source, const struct sniff *sniff, const struct profile *profile, struct plan *plan,
	struct number_format *ret_number, struct err *err)
{
	struct look look = {.plan = plan, .profile = profile};

	if (!rows_look(source, sniff, &look, err) || !dates_settle(&look, source_shown(source), err))
		return false;
	if (plan->items && look.values_differ && plan->value >= 0) {
		plan->value_is_of_item = true;
		plan->fields[plan->value].slot = -1;
	} else if (plan->items && plan->value >= 0 && plan->value == plan->item_value) {
		plan->fields[plan->value].item_slot = -1;
	}
	if (profile->decimal)
		*ret_number = (struct number_format){.decimal = profile->decimal, .sure = true};
	else if (look.points || look.commas)
		*ret_number = (struct number_format){.decimal = look.commas > look.points ? ',' : '.', .sure = true};
	else
		*ret_number = (struct number_format){.decimal = '.', .sure = look.either == 0};
	return true;
}
