/* tally.c - the account of one file. Money counts once a declaration, also where each row is one item of it. */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

void tally_init(struct tally *tally, struct ingest_report *report, const struct plan *plan)
{
	const struct model_kind *kind = plan->kind;

	memset(tally, 0, sizeof(*tally));
	tally->report = report;
	tally->plan = plan;
	if (kind->id == MODEL_MILESTONES) {
		int code = model_column_find(kind, "code");

		for (size_t i = 0; code >= 0 && kind->columns[code].values[i] && tally->n_coverage < TALLY_COVERAGE_MAX; i++)
			tally->coverage[tally->n_coverage++].column = kind->columns[code].values[i];
		return;
	}
	for (size_t i = 0; i < plan->n_fields && tally->n_coverage < TALLY_COVERAGE_MAX; i++) {
		const struct plan_field *field = &plan->fields[i];

		if (field->slot >= 0 && field->column->type == MODEL_STAMP)
			tally->coverage[tally->n_coverage++].column = field->column->name;
	}
}

static struct model_money *money_of(struct tally *tally, const char *currency, const char *column)
{
	struct model_money *money;

	for (size_t i = 0; i < tally->n_money; i++) {
		money = &tally->money[i];
		if (strcmp(money->currency, currency) == 0 && strcmp(money->column, column) == 0)
			return money;
	}
	if (tally->n_money == TALLY_MONEY_MAX)
		return NULL;
	money = &tally->money[tally->n_money++];
	memcpy(money->currency, currency, strlen(currency) < sizeof(money->currency) ? strlen(currency) : sizeof(money->currency) - 1);
	money->column = column;
	return money;
}

static uint64_t key_of(const struct tally *tally, const struct validator *validator)
{
	uint64_t hash = 14695981039346656037u;
	const struct plan_field *field = tally->plan->key >= 0 ? &tally->plan->fields[tally->plan->key] : NULL;
	const struct model_value *value = field && field->slot >= 0 ? &validator->values[field->slot] : NULL;

	for (size_t i = 0; value && value->present && i < value->len; i++)
		hash = (hash ^ (unsigned char)value->text[i]) * 1099511628211u;
	return hash;
}

static void money_add(struct tally *tally, const struct validator *validator, bool accepted)
{
	for (size_t i = 0; i < tally->plan->n_fields; i++) {
		const struct plan_field *field = &tally->plan->fields[i];
		const struct model_value *value;
		struct model_money *money;

		if (!field->column || field->column->type != MODEL_MONEY || field->slot < 0)
			continue;
		value = &validator->values[field->slot];
		money = value->present ? money_of(tally, validator->currency, field->column->name) : NULL;
		if (!money || __builtin_add_overflow(money->read, value->integer, &money->read))
			continue;
		if (accepted)
			money->stored += value->integer;
		else
			money->rejected += value->integer;
	}
}

static void coverage_add(struct tally *tally, const struct validator *validator)
{
	const struct model_kind *kind = tally->plan->kind;

	for (size_t i = 0; i < tally->n_coverage; i++) {
		int column = model_column_find(kind, kind->id == MODEL_MILESTONES ? "code" : tally->coverage[i].column);
		const struct model_value *value = &validator->values[column];

		if (kind->id != MODEL_MILESTONES)
			tally->coverage[i].rows += value->present;
		else if (value->present && strcmp(value->text, tally->coverage[i].column) == 0)
			tally->coverage[i].rows++;
	}
}

void tally_accept(struct tally *tally, const struct validator *validator, enum model_effect effect)
{
	struct model_account *account = &tally->report->account;
	uint64_t key = tally->plan->items ? key_of(tally, validator) : 0;

	account->rows++;
	account->inserted += effect == MODEL_INSERTED;
	account->updated += effect == MODEL_UPDATED;
	account->unchanged += effect == MODEL_UNCHANGED;
	account->rounded += validator->rounded;
	if (!tally->plan->items || key != tally->last_key)
		money_add(tally, validator, true);
	tally->last_key = key;
	coverage_add(tally, validator);
}

bool tally_reject(struct tally *tally, const struct validator *validator, const struct model_reject *reject,
	struct err *err)
{
	struct arena *arena = &tally->report->arena;
	const char *column = reject->column_name ? reject->column_name : "";
	struct ingest_reason *reason;

	tally->report->account.rows++;
	tally->report->account.rejected++;
	money_add(tally, validator, false);
	for (size_t i = 0; i < tally->n_reasons; i++) {
		reason = &tally->reasons[i];
		if (strcmp(reason->code, reject->code) == 0 && strcmp(reason->column, column) == 0) {
			reason->rows++;
			return true;
		}
	}
	if (tally->n_reasons == TALLY_REASONS_MAX) {
		tally->reasons[TALLY_REASONS_MAX - 1].rows++;
		return true;
	}
	reason = &tally->reasons[tally->n_reasons];
	reason->code = reject->code;
	reason->column = arena_strdup(arena, column);
	reason->reason = arena_strdup(arena, reject->reason);
	reason->rows = 1;
	reason->line = reject->line;
	if (!reason->column || !reason->reason)
		return err_memory(err);
	tally->n_reasons++;
	return true;
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

bool tally_close(struct tally *tally, double seconds, struct err *err)
{
	struct ingest_report *report = tally->report;
	size_t kept = 0;

	for (size_t i = 0; i < tally->n_coverage; i++) {
		if (tally->coverage[i].rows > 0 || tally->plan->kind->id != MODEL_MILESTONES)
			tally->coverage[kept++] = tally->coverage[i];
	}
	qsort(tally->reasons, tally->n_reasons, sizeof(*tally->reasons), by_rows);
	report->account.seconds = seconds;
	report->account.money = copy(&report->arena, tally->money, tally->n_money, sizeof(*tally->money));
	report->account.n_money = tally->n_money;
	report->reasons = copy(&report->arena, tally->reasons, tally->n_reasons, sizeof(*tally->reasons));
	report->n_reasons = tally->n_reasons;
	report->coverage = copy(&report->arena, tally->coverage, kept, sizeof(*tally->coverage));
	report->n_coverage = kept;
	return (report->account.money && report->reasons && report->coverage) || err_memory(err);
}
