/* tally.c - the account of one file.
 *
 * Money counts once a declaration: a declaration that a file names again (an item of it, a duplicate, an amendment) adds nothing to
 * the sums, and the report says how many such rows there were. Sums that overflow are an error, never a wrong figure. */
#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool coverage_init(struct tally *tally)
{
	const struct model_kind *kind = tally->plan->kind;
	struct arena *arena = &tally->report->arena;
	int code = kind->id == MODEL_MILESTONES ? model_column_find(kind, "code") : -1;

	tally->coverage = arena_array(arena, tally->plan->n_fields + PLAN_COLUMNS_MAX, sizeof(*tally->coverage));
	if (!tally->coverage)
		return false;
	for (size_t i = 0; code >= 0 && kind->columns[code].values[i]; i++)
		tally->coverage[tally->n_coverage++] = (struct ingest_tally_coverage){
			.told.column = kind->columns[code].values[i], .slot = code};
	for (size_t i = 0; code < 0 && i < tally->plan->n_fields; i++) {
		const struct plan_field *field = &tally->plan->fields[i];

		if (field->slot >= 0 && field->column->type == MODEL_STAMP)
			tally->coverage[tally->n_coverage++] = (struct ingest_tally_coverage){
				.told.column = field->column->name, .slot = field->slot};
	}
	return true;
}

bool ingest_tally_init(struct tally *tally, struct ingest_report *report, struct plan *plan, struct err *err)
{
	*tally = (struct tally){.report = report, .plan = plan, .key = -1};
	id_set_init(&tally->seen);
	if (plan->kind->id == MODEL_DECLARATIONS)
		tally->key = model_column_find(plan->kind, "declaration_id");
	return coverage_init(tally) || err_memory(err);
}

void ingest_tally_finish(struct tally *tally)
{
	id_set_finish(&tally->seen);
	free(tally->money);
	free(tally->reasons);
}

static bool array_reserve(void **array, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 16;
	void *grown;

	if (n < *cap)
		return true;
	grown = realloc(*array, more * size);
	if (!grown)
		return false;
	*array = grown;
	*cap = more;
	return true;
}

/* The sums of a column in a currency; NULL when memory is out. */
static struct model_money *money_of(struct tally *tally, struct plan_field *field, const char *currency)
{
	struct model_money *money = &tally->money[field->last_money];

	if (field->last_money < tally->n_money && money->column == field->column->name &&
	    strcmp(money->currency, currency) == 0)
		return money;
	for (size_t i = 0; i < tally->n_money; i++) {
		money = &tally->money[i];
		if (money->column == field->column->name && strcmp(money->currency, currency) == 0) {
			field->last_money = i;
			return money;
		}
	}
	if (!array_reserve((void **)&tally->money, tally->n_money, &tally->cap_money, sizeof(*tally->money)))
		return NULL;
	field->last_money = tally->n_money;
	money = &tally->money[tally->n_money++];
	*money = (struct model_money){.column = field->column->name};
	snprintf(money->currency, sizeof(money->currency), "%s", currency);
	return money;
}

static bool money_add(struct tally *tally, const struct ingest_tally_record *record, bool accepted, struct err *err)
{
	for (size_t i = 0; i < tally->plan->n_fields; i++) {
		struct plan_field *field = &tally->plan->fields[i];
		const struct model_value *value;
		struct model_money *money;

		if (!field->column || field->column->type != MODEL_MONEY || field->slot < 0)
			continue;
		value = &record->values[field->slot];
		if (!value->present)
			continue;
		money = money_of(tally, field, record->currency);
		if (!money)
			return err_memory(err);
		if (__builtin_add_overflow(money->read, value->integer, &money->read) ||
		    __builtin_add_overflow(accepted ? money->stored : money->rejected, value->integer,
			    accepted ? &money->stored : &money->rejected))
			return err_set(err, ERR_DATA, "the sum of %s is too large to be counted exactly; look for amounts that are "
				"no amounts, or load the file in parts", field->column->name);
	}
	return true;
}

static void coverage_add(struct tally *tally, const struct model_value *values)
{
	bool is_code = tally->plan->kind->id == MODEL_MILESTONES;

	for (size_t i = 0; i < tally->n_coverage; i++) {
		struct ingest_tally_coverage *coverage = &tally->coverage[i];
		const struct model_value *value = &values[coverage->slot];

		coverage->told.rows += value->present && (!is_code || strcmp(value->text, coverage->told.column) == 0);
	}
}

void ingest_tally_row(struct tally *tally, enum model_effect effect, int64_t rounded)
{
	struct model_account *account = &tally->report->account;

	account->rows++;
	account->inserted += effect == MODEL_INSERTED;
	account->updated += effect == MODEL_UPDATED;
	account->unchanged += effect == MODEL_UNCHANGED;
	account->rounded += rounded;
}

bool ingest_tally_record(struct tally *tally, const struct ingest_tally_record *record, struct err *err)
{
	const struct model_value *id = tally->key >= 0 ? &record->values[tally->key] : NULL;
	bool first = true;

	if (id && id->present && !id_set_add(&tally->seen, id->text, id->len, &first))
		return err_memory(err);
	coverage_add(tally, record->values);
	tally->repeated += !first;
	return !first || money_add(tally, record, true, err);
}

static struct ingest_reason *reason_of(struct tally *tally, const struct model_reject *reject)
{
	struct arena *arena = &tally->report->arena;
	const char *column = reject->column_name ? reject->column_name : "";
	struct ingest_reason *reason;

	for (size_t i = 0; i < tally->n_reasons; i++) {
		reason = &tally->reasons[i];
		if (strcmp(reason->code, reject->code) == 0 && strcmp(reason->column, column) == 0)
			return reason;
	}
	if (!array_reserve((void **)&tally->reasons, tally->n_reasons, &tally->cap_reasons, sizeof(*tally->reasons)))
		return NULL;
	reason = &tally->reasons[tally->n_reasons];
	*reason = (struct ingest_reason){
		.code = reject->code, .column = arena_strdup(arena, column),
		.reason = arena_strdup(arena, reject->reason), .line = reject->line,
	};
	if (!reason->column || !reason->reason)
		return NULL;
	tally->n_reasons++;
	return reason;
}

bool ingest_tally_reject(struct tally *tally, const struct validator *validator, const struct model_reject *reject,
	struct err *err)
{
	struct ingest_tally_record record = {.values = validator->values, .currency = validator->currency};
	const struct model_value *id = tally->key >= 0 ? &record.values[tally->key] : NULL;
	struct ingest_reason *reason = reason_of(tally, reject);

	tally->report->account.rows++;
	tally->report->account.rejected++;
	if (!reason)
		return err_memory(err);
	reason->rows++;
	if (id && id->present && id_set_has(&tally->seen, id->text, id->len))
		return true;
	return money_add(tally, &record, false, err);
}

static int by_rows(const void *a, const void *b)
{
	const struct ingest_reason *one = a, *two = b;

	if (one->rows != two->rows)
		return one->rows < two->rows ? 1 : -1;
	return one->line < two->line ? -1 : one->line > two->line;
}

static void *copy(struct arena *arena, const void *from, size_t n, size_t size)
{
	void *to = arena_array(arena, n ? n : 1, size);

	if (to && n)
		memcpy(to, from, n * size);
	return to;
}

static bool coverage_close(struct tally *tally)
{
	struct ingest_report *report = tally->report;

	report->coverage = arena_array(&report->arena, tally->n_coverage + 1, sizeof(*report->coverage));
	for (size_t i = 0; report->coverage && i < tally->n_coverage; i++)
		if (tally->coverage[i].told.rows > 0 || tally->plan->kind->id != MODEL_MILESTONES)
			report->coverage[report->n_coverage++] = tally->coverage[i].told;
	return report->coverage != NULL;
}

static bool warn_repeated(struct tally *tally)
{
	struct ingest_report *report = tally->report;
	const char **warnings;

	if (tally->repeated == 0)
		return true;
	warnings = arena_array(&report->arena, report->n_warnings + 1, sizeof(*warnings));
	if (!warnings)
		return false;
	for (size_t i = 0; i < report->n_warnings; i++)
		warnings[i] = report->warnings[i];
	warnings[report->n_warnings] = arena_printf(&report->arena, "%lld rows name a declaration that stands earlier in the "
		"file; the sums count its money once, as it stands there", (long long)tally->repeated);
	if (!warnings[report->n_warnings])
		return false;
	report->warnings = warnings;
	report->n_warnings++;
	return true;
}

bool ingest_tally_close(struct tally *tally, double seconds, struct err *err)
{
	struct ingest_report *report = tally->report;

	if (tally->n_reasons)
		qsort(tally->reasons, tally->n_reasons, sizeof(*tally->reasons), by_rows);
	report->account.seconds = seconds;
	report->account.money = copy(&report->arena, tally->money, tally->n_money, sizeof(*tally->money));
	report->account.n_money = tally->n_money;
	report->reasons = copy(&report->arena, tally->reasons, tally->n_reasons, sizeof(*tally->reasons));
	report->n_reasons = tally->n_reasons;
	if (!report->account.money || !report->reasons || !coverage_close(tally) || !warn_repeated(tally)) {
		report->account.n_money = report->n_reasons = 0;
		return err_memory(err);
	}
	return true;
}
