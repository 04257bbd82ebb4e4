/* sniff_values.c - what only the values can tell: see sniff_values().
 *
 * ISO dates and plain numbers are settled by the sample. A day above 12 settles a column of dates; where there is none, the
 * user is asked, since a wrong guess would move half of the dates and nobody would see it. */
#include "sniff.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "show.h"
#include "value.h"

enum { SAMPLE_ROWS = 2000, CLEAR_MAJORITY = 20, PULSE_ROWS = 8192, CURRENCIES = 16 };

struct hint {
	int64_t either, dmy, mdy;
	long line;			/* of the first that may be either */
	char text[SHOW_MAX];
};

struct currency_count {
	char code[4];
	int64_t rows;
};

struct sniffing {
	const struct source *source;
	struct plan *plan;
	struct hint *dates;		/* one a field */
	bool wants_dates, wants_number;
	int64_t dots, commas;
	struct hint number;		/* values that may be thousands or decimals */
	struct currency_count currencies[CURRENCIES];	/* as they were met; the rest is empty */
};

static const struct reader_cell *cell_of(const struct plan_field *field, const struct reader_row *row)
{
	return field->n_cells > 0 ? &row->cells[field->cells[0]] : NULL;
}

static bool is_date(const struct plan_field *field)
{
	return field->column && (field->column->type == MODEL_STAMP || field->column->type == MODEL_DAY);
}

static bool is_number(const struct plan_field *field)
{
	if (!field->column)
		return field->is_measure;
	return field->column->type == MODEL_NUMBER || field->column->type == MODEL_MONEY || field->column->type == MODEL_INT;
}

static void hint_first(struct hint *hint, const struct reader_row *row, const struct reader_cell *cell)
{
	if (hint->either++ > 0)
		return;
	hint->line = row->line;
	show(hint->text, cell->s, cell->len);
}

static void date_look(struct hint *hint, const struct reader_row *row, const struct reader_cell *cell)
{
	switch (date_hint(cell->s, cell->len)) {
	case DATE_HINT_EITHER:
		hint_first(hint, row, cell);
		break;
	case DATE_HINT_DMY:
		hint->dmy++;
		break;
	case DATE_HINT_MDY:
		hint->mdy++;
		break;
	default:
		break;
	}
}

static void number_look(struct sniffing *sniffing, const struct reader_row *row, const struct reader_cell *cell)
{
	char hint = number_hint(cell->s, cell->len);

	sniffing->dots += hint == '.';
	sniffing->commas += hint == ',';
	if (hint == '?')
		hint_first(&sniffing->number, row, cell);
}

/* Rows that name no currency are in the usual one of the file: their amounts have its decimals. */
static void currency_look(struct sniffing *sniffing, const struct reader_cell *cell)
{
	struct text scratch = TEXT_INIT;
	char reason[VALUE_REASON_MAX];
	struct value_reading reading = {.s = cell->s, .n = cell->len, .scratch = &scratch, .reason = reason};
	struct currency_count *counts = sniffing->currencies;
	struct model_value value;

	if (value_read(&sniffing->plan->fields[0], &reading, &value) && value.present && value.len < sizeof(counts->code)) {
		for (size_t i = 0; i < CURRENCIES; i++) {
			if (!counts[i].rows)
				memcpy(counts[i].code, value.text, value.len + 1);
			if (strcmp(counts[i].code, value.text) == 0) {
				counts[i].rows++;
				break;
			}
		}
	}
	text_finish(&scratch);
}

/* Of several that are as frequent the first, as where the reporting currency is chosen. */
static void currency_settle(struct sniffing *sniffing)
{
	const struct currency_count *best = &sniffing->currencies[0];

	for (size_t i = 1; i < CURRENCIES; i++) {
		if (sniffing->currencies[i].rows > best->rows)
			best = &sniffing->currencies[i];
	}
	memcpy(sniffing->plan->usual_currency, best->code, sizeof(best->code));
}

static void row_look(struct sniffing *sniffing, const struct reader_row *row, bool in_sample)
{
	struct plan *plan = sniffing->plan;

	for (size_t i = 0; i < plan->n_fields; i++) {
		const struct reader_cell *cell = cell_of(&plan->fields[i], row);

		if (!cell || cell->len == 0)
			continue;
		if (sniffing->wants_dates && is_date(&plan->fields[i]))
			date_look(&sniffing->dates[i], row, cell);
		else if (in_sample && sniffing->wants_number && is_number(&plan->fields[i]))
			number_look(sniffing, row, cell);
	}
	if (in_sample && plan->has_currency && cell_of(&plan->fields[0], row))
		currency_look(sniffing, cell_of(&plan->fields[0], row));
}

/* After the sample: does the rest of the file have to be seen for its dates? */
static bool dates_are_open(const struct sniffing *sniffing)
{
	bool any_marked = false, all_settled = true;

	for (size_t i = 0; i < sniffing->plan->n_fields; i++) {
		const struct hint *hint = &sniffing->dates[i];

		if (!is_date(&sniffing->plan->fields[i]))
			continue;
		any_marked = any_marked || hint->either || hint->dmy || hint->mdy;
		all_settled = all_settled && hint->dmy + hint->mdy > 0;
	}
	return sniffing->wants_dates && any_marked && !all_settled;
}

static bool rows_look(struct sniffing *sniffing, struct reader *reader, bool (*pulse)(void *), void *context,
	struct err *err)
{
	struct reader_row row;
	int64_t rows = 0;
	int got;

	while ((got = reader_next(reader, &row, err)) == 1) {
		bool in_sample = ++rows <= SAMPLE_ROWS;

		if (!in_sample && rows % PULSE_ROWS == 0 && !pulse(context))
			return err_set(err, ERR_INTERRUPTED, "%s: interrupted; nothing of it was kept",
				source_shown(sniffing->source));
		if (!in_sample && rows % 64 == 1 && !dates_are_open(sniffing))
			break;
		if (!row.fault && row.n == sniffing->plan->n_cells)
			row_look(sniffing, &row, in_sample);
	}
	return got >= 0;
}

static bool date_settle(const struct sniffing *sniffing, struct plan_field *field, const struct hint *hint, struct err *err)
{
	int64_t most = hint->dmy > hint->mdy ? hint->dmy : hint->mdy;
	int64_t least = hint->dmy + hint->mdy - most;

	if (most == 0 && hint->either == 0)
		return true;
	if (most == 0)
		return err_set(err, ERR_DATA, "%s, line %ld: %s '%s' may be day/month or month/day, and no day above 12 in its column "
			"tells; say `date_order = dmy` or `date_order = mdy` in a profile (--map FILE)",
			source_shown(sniffing->source), hint->line, field->column->name, hint->text);
	if (least * CLEAR_MAJORITY > most)
		return err_set(err, ERR_DATA, "%s: the dates of %s are day/month in some rows and month/day in others; export it "
			"again with one order, or say `date_order = dmy` or `date_order = mdy` in a profile (--map FILE)",
			source_shown(sniffing->source), field->column->name);
	field->date.order = most == hint->dmy ? DATE_ORDER_DMY : DATE_ORDER_MDY;
	return true;
}

static bool number_settle(const struct sniffing *sniffing, struct number_format *ret_number, struct err *err)
{
	if (!sniffing->wants_number)
		return true;
	*ret_number = (struct number_format){.decimal = '.'};
	if (sniffing->dots > CLEAR_MAJORITY * sniffing->commas)
		ret_number->sure = true;
	else if (sniffing->commas > CLEAR_MAJORITY * sniffing->dots)
		*ret_number = (struct number_format){.decimal = ',', .sure = true};
	else if (sniffing->dots && sniffing->number.either > 0)
		return err_set(err, ERR_DATA, "%s, line %ld: '%s' may be thousands or decimals, "
			"and other numbers of the file tell both; say `decimal = ,` or `decimal = .` in a profile (--map FILE)",
			source_shown(sniffing->source), sniffing->number.line, sniffing->number.text);
	else if (sniffing->number.either > 0)
		return err_set(err, ERR_DATA, "%s, line %ld: '%s' may be thousands or decimals; say `decimal = ,` or `decimal = .` "
			"in a profile (--map FILE)", source_shown(sniffing->source), sniffing->number.line,
			sniffing->number.text);
	return true;
}

bool sniff_values(struct source *source, const struct sniff *sniff, const struct profile *profile, struct plan *plan,
	bool (*pulse)(void *context), void *context, struct number_format *ret_number, struct err *err)
{
	struct sniffing sniffing = {
		.source = source, .plan = plan,
		.wants_dates = profile->date_order == DATE_ORDER_UNKNOWN, .wants_number = !profile->decimal,
	};
	struct decoder decoder;
	struct reader *reader = NULL;
	struct reader_row row;
	bool ok = false;

	*ret_number = (struct number_format){.decimal = profile->decimal, .sure = true};
	sniffing.dates = calloc(plan->n_fields + 1, sizeof(*sniffing.dates));
	if (!sniffing.dates)
		return err_memory(err);
	if (!sniff_reader(source, sniff, &decoder, &reader, err) || reader_next(reader, &row, err) < 0)
		goto out;
	reader_expect(reader, plan->n_cells);
	if (!rows_look(&sniffing, reader, pulse, context, err) || !number_settle(&sniffing, ret_number, err))
		goto out;
	ok = true;
	currency_settle(&sniffing);
	for (size_t i = 0; i < plan->n_fields && ok && sniffing.wants_dates; i++)
		ok = date_settle(&sniffing, &plan->fields[i], &sniffing.dates[i], err);
out:
	reader_destroy(reader);
	free(sniffing.dates);
	return ok;
}
