/* validate.c - judges one row after the other against the plan. Nothing is allocated for a plain row.
 *
 * Fields are read by the type of their column; the first that cannot be read refuses the row. What a refused row is worth is
 * read all the same, since the account must close for money too. Only value.c knows the types. */
#include "validate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

static void currency_set(struct validator *validator, const struct model_value *value)
{
	const char *code = value->present ? value->text : validator->default_currency;

	if (strcmp(validator->currency, code) == 0 && validator->currency[0] != '\0')
		return;
	snprintf(validator->currency, sizeof(validator->currency), "%s", code);
	validator->decimals = value->present ? model_currency_decimals(code) : validator->default_decimals;
}

bool validator_init(struct validator *validator, struct plan *plan, struct number_format number, const char *currency,
	struct err *err)
{
	*validator = (struct validator){.plan = plan, .default_currency = currency ? currency : ""};
	validator->reading.number = number;
	validator->reading.reason = validator->reason;
	validator->default_decimals = model_currency_decimals(validator->default_currency);
	validator->values = calloc(plan->kind->n_columns, sizeof(*validator->values));
	validator->item_values = calloc(model_kind_get(MODEL_ITEMS)->n_columns, sizeof(*validator->item_values));
	validator->extras = calloc(plan->n_extras + 1, sizeof(*validator->extras));
	validator->joined = calloc(plan->n_fields + 1, sizeof(*validator->joined));
	validator->memos = calloc(plan->n_fields + 1, sizeof(*validator->memos));
	if (!validator->values || !validator->item_values || !validator->extras || !validator->joined || !validator->memos) {
		validator_finish(validator);
		return err_memory(err);
	}
	for (size_t i = 0; i < plan->n_fields; i++) {
		text_init(&validator->joined[i]);
		memo_init(&validator->memos[i]);
	}
	currency_set(validator, &(struct model_value){0});
	return true;
}

void validator_finish(struct validator *validator)
{
	for (size_t i = 0; validator->joined && i < validator->plan->n_fields; i++)
		text_finish(&validator->joined[i]);
	for (size_t i = 0; validator->memos && i < validator->plan->n_fields; i++)
		memo_finish(&validator->memos[i]);
	free(validator->values);
	free(validator->item_values);
	free(validator->extras);
	free(validator->joined);
	free(validator->memos);
	*validator = (struct validator){0};
}

bool validator_text(struct validator *validator, const struct reader_row *row, size_t field, const char **ret_s,
	size_t *ret_n, struct err *err)
{
	const struct plan_field *plan = &validator->plan->fields[field];
	struct text *joined = &validator->joined[field];
	bool is_time = plan->column && plan->column->type == MODEL_STAMP;

	if (plan->n_cells == 1) {
		*ret_s = row->cells[plan->cells[0]].s;
		*ret_n = row->cells[plan->cells[0]].len;
		return true;
	}
	if (plan->n_cells == 0) {
		*ret_s = plan->constant;
		*ret_n = strlen(plan->constant);
		return true;
	}
	text_clear(joined);
	for (int i = 0; i < plan->n_cells; i++) {
		const struct reader_cell *cell = &row->cells[plan->cells[i]];

		if (cell->len > 0 && joined->len > 0)
			text_append(joined, is_time ? " " : "-");
		text_append_n(joined, cell->s, cell->len);
	}
	*ret_s = joined->data;
	*ret_n = joined->len;
	return joined->failed ? err_memory(err) : true;
}

static void refuse(struct verdict *verdict, const struct plan_field *field, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static void refuse(struct verdict *verdict, const struct plan_field *field, const char *code, const char *format, ...)
{
	va_list args;

	verdict->code = code;
	verdict->column = field && field->n_cells ? field->cells[0] + 1 : 0;
	verdict->column_name = field ? field->label : NULL;
	va_start(args, format);
	vsnprintf(verdict->reason, sizeof(verdict->reason), format, args);
	va_end(args);
}

static void extra_put(struct validator *validator, const struct plan_field *field, const struct model_value *value)
{
	if (!value->present)
		return;
	validator->extras[validator->n_extras++] = (struct model_extra){
		.name = validator->plan->extra_names[field->extra], .is_measure = field->is_measure,
		.text = value->text, .number = value->number,
	};
}

static void value_put(struct validator *validator, const struct plan_field *field, const struct model_value *value)
{
	if (field->slot >= 0)
		validator->values[field->slot] = *value;
	if (field->item_slot >= 0)
		validator->item_values[field->item_slot] = *value;
	if (field->extra >= 0)
		extra_put(validator, field, value);
}

/* One field of a row into its places; verdict->code is set when the row must be refused. */
static bool field_judge(struct validator *validator, const struct reader_row *row, size_t index, struct verdict *verdict,
	struct err *err)
{
	struct plan_field *field = &validator->plan->fields[index];
	struct value_reading *reading = &validator->reading;
	bool one_place = field->slot >= 0 && field->item_slot < 0 && field->extra < 0;
	struct model_value elsewhere, *value = one_place ? &validator->values[field->slot] : &elsewhere;

	if (field->n_cells == 1) {
		reading->s = row->cells[field->cells[0]].s;
		reading->n = row->cells[field->cells[0]].len;
	} else if (!validator_text(validator, row, index, &reading->s, &reading->n, err)) {
		return false;
	}
	reading->decimals = validator->decimals;
	reading->scratch = &validator->joined[index];
	reading->memo = &validator->memos[index];
	reading->rounded = false;
	if (!value_read(field, reading, value)) {
		refuse(verdict, field, reading->code, "%s: %s", field->column ? field->column->name : field->label,
			reading->reason);
		*value = (struct model_value){0};
		return true;
	}
	if (!value->present && field->is_required) {
		refuse(verdict, field, "missing-cell", "%s is empty, and every row needs it", field->column->name);
		return true;
	}
	validator->rounded += reading->rounded;
	if (!one_place)
		value_put(validator, field, value);
	if (index == 0 && validator->plan->has_currency)
		currency_set(validator, value);
	return true;
}

/* Amounts of a refused row and whose they are, as far as they can be read; everything else is absent. */
static bool amounts_read(struct validator *validator, const struct reader_row *row, struct err *err)
{
	memset(validator->values, 0, validator->plan->kind->n_columns * sizeof(*validator->values));
	for (size_t i = 0; i < validator->plan->n_fields; i++) {
		const struct plan_field *field = &validator->plan->fields[i];
		bool is_currency = i == 0 && validator->plan->has_currency, is_key = (int)i == validator->plan->key;
		struct verdict ignored = {0};

		if (is_currency || is_key || (field->column && field->column->type == MODEL_MONEY))
			if (!field_judge(validator, row, i, &ignored, err))
				return false;
	}
	return true;
}

static bool row_is_blank(const struct reader_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].len > 0)
			return false;
	return true;
}

static bool row_is_total(const struct reader_row *row)
{
	for (size_t i = 0; i < row->n && i < 3; i++)
		if (row->cells[i].len > 0 && words_is_total(row->cells[i].s, row->cells[i].len))
			return true;
	return false;
}

/* Rows that are no records say so under their own code. */
static void verdict_refine(const struct reader_row *row, struct verdict *verdict)
{
	if (row_is_blank(row))
		refuse(verdict, NULL, "blank-row", "the row is blank");
	else if (row_is_total(row))
		refuse(verdict, NULL, "total-row", "this is a row of totals, not a record");
}

static bool cells_are_counted(const struct validator *validator, const struct reader_row *row, struct verdict *verdict)
{
	size_t want = validator->plan->n_cells;

	if (row->n == want)
		return true;
	refuse(verdict, NULL, row->n < want ? "missing-cell" : "extra-cell",
		"the row has %zu cells where the header has %zu: a delimiter is missing, or stands inside a field without quotes",
		row->n, want);
	return false;
}

bool validator_judge(struct validator *validator, const struct reader_row *row, struct verdict *ret_verdict,
	struct err *err)
{
	ret_verdict->code = NULL;
	validator->n_extras = 0;
	validator->rounded = 0;
	if (row->fault) {
		refuse(ret_verdict, NULL, row->fault, "%s", row->fault_text);
	} else if (cells_are_counted(validator, row, ret_verdict)) {
		for (size_t i = 0; i < validator->plan->n_fields && !ret_verdict->code; i++)
			if (!field_judge(validator, row, i, ret_verdict, err))
				return false;
		if (!ret_verdict->code)
			return true;
		if (!amounts_read(validator, row, err))
			return false;
		verdict_refine(row, ret_verdict);
		return true;
	}
	memset(validator->values, 0, validator->plan->kind->n_columns * sizeof(*validator->values));
	if (!row->fault)
		verdict_refine(row, ret_verdict);
	return true;
}
