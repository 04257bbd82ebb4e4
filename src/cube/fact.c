/* fact.c - see fact.h. */
#include "fact.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "interval.h"

#define CUBE_EPOCH ((int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS)

enum { DEFERRED = 1 };

void cube_vocabulary_load(struct cube_vocabulary *vocabulary, struct store *store)
{
	static const char *const statuses[] = {
		[CUBE_STATUS_REGISTERED - 1] = "registered",
		[CUBE_STATUS_SELECTED - 1] = "selected",
		[CUBE_STATUS_ASSESSED - 1] = "assessed",
		[CUBE_STATUS_PAID - 1] = "paid",
		[CUBE_STATUS_RELEASED - 1] = "released",
		[CUBE_STATUS_EXITED - 1] = "exited",
		[CUBE_STATUS_CANCELLED - 1] = "cancelled",
		[CUBE_STATUS_REJECTED - 1] = "rejected",
		[CUBE_STATUS_SEIZED - 1] = "seized",
		[CUBE_STATUS_ABANDONED - 1] = "abandoned",
		[CUBE_STATUS_TEST - 1] = "test",
	};
	static const char *const lanes[] = {"green", "blue", "yellow", "orange", "red"};
	static const char *const modes[] = {[DEFERRED - 1] = "deferred"};

	cube_words_load(&vocabulary->status, store, "status", statuses, sizeof(statuses) / sizeof(*statuses));
	cube_words_load(&vocabulary->lane, store, "lane", lanes, sizeof(lanes) / sizeof(*lanes));
	cube_words_load(
		&vocabulary->payment_mode, store, "payment_mode", modes, sizeof(modes) / sizeof(*modes));
}

uint32_t cube_local(const struct cube_moment *moment)
{
	int64_t local = moment->local - CUBE_EPOCH;

	return !cube_moment_is_there(moment) || local < 0 || !CUBE_IS_VALUE((uint64_t)local)
		       ? CUBE_NONE
		       : (uint32_t)local;
}

static void put_dimensions(const struct cube_declaration *d, uint32_t *u32)
{
	u32[CUBE_DECLARATION] = (uint32_t)d->id;
	u32[CUBE_OFFICE] = d->office;
	u32[CUBE_FLOW] = d->flow;
	u32[CUBE_REGIME] = d->regime;
	u32[CUBE_MODE] = d->mode;
	u32[CUBE_LANE] = d->lane_initial;
	u32[CUBE_LANE_FINAL] = d->lane_final    ? d->lane_final
			       : d->rerouted_to ? d->rerouted_to
						: d->lane_initial;
	u32[CUBE_IMPORTER] = d->importer;
	u32[CUBE_BROKER] = d->broker;
	u32[CUBE_OFFICER] = d->officer;
	u32[CUBE_ORIGIN] = d->origin;
	u32[CUBE_SELECT_REASON] = d->select_reason;
	u32[CUBE_RULE] = d->rule_set;
	u32[CUBE_PAYMENT_MODE] = d->payment_mode;
	u32[CUBE_STATUS] = d->status;
	u32[CUBE_ASSIGNED_BY] = d->assigned_by;
	u32[CUBE_REROUTE_REASON] = d->reroute_reason;
	u32[CUBE_N_SEIZURES] = d->n_seizures;
}

static void put_stamps(
	const struct cube_declaration *d, const struct cube_moment *at, uint32_t newest, uint32_t *u32)
{
	const struct cube_moment *revenue =
		cube_moment_is_there(&at[CUBE_PAY]) ? &at[CUBE_PAY] : &at[CUBE_REL];

	u32[CUBE_AT_REGISTERED] = cube_local(&at[CUBE_LDG]);
	u32[CUBE_AT_ARRIVED] = cube_local(&at[CUBE_ARR]);
	u32[CUBE_AT_ASSESSED] = cube_local(&at[CUBE_ASM]);
	u32[CUBE_AT_PAID] = cube_local(&at[CUBE_PAY]);
	u32[CUBE_AT_RELEASED] = cube_local(&at[CUBE_REL]);
	u32[CUBE_AT_EXITED] = cube_local(&at[CUBE_GOUT]);
	u32[CUBE_AT_REVENUE] = cube_local(revenue);
	u32[CUBE_AT_NEWEST] = newest;
}

/* A date alone is as new as the end of its day. */
static uint32_t later(uint32_t newest, const struct cube_moment *moment)
{
	uint32_t local = cube_local(moment);

	if (local != CUBE_NONE && moment->form == TIME_FORM_DAY)
		local += TIME_DAY_SECONDS - 1;
	return local != CUBE_NONE && (newest == CUBE_NONE || local > newest) ? local : newest;
}

/* Before the weaker sources are dropped: what they tell was recorded, too. */
static uint32_t newest_of(const struct cube_declaration *d)
{
	uint32_t newest = later(later(CUBE_NONE, &d->registered), &d->rerouted);

	for (size_t i = 0; i < d->n_events; i++)
		newest = later(newest, &d->events[i].at);
	return newest;
}

static uint32_t stamp_flags(const struct cube_moment *at)
{
	static const struct {
		enum cube_milestone code;
		uint32_t flag;
	} day_only[] = {
		{.code = CUBE_LDG, .flag = CUBE_REGISTERED_DAY_ONLY},
		{.code = CUBE_ARR, .flag = CUBE_ARRIVED_DAY_ONLY},
		{.code = CUBE_ASM, .flag = CUBE_ASSESSED_DAY_ONLY},
		{.code = CUBE_PAY, .flag = CUBE_PAID_DAY_ONLY},
		{.code = CUBE_REL, .flag = CUBE_RELEASED_DAY_ONLY},
	};
	uint32_t flags = 0;

	for (size_t i = 0; i < sizeof(day_only) / sizeof(*day_only); i++) {
		if (at[day_only[i].code].form == TIME_FORM_DAY)
			flags |= day_only[i].flag;
	}
	return flags;
}

static uint32_t status_flags(enum cube_status status)
{
	if (status == CUBE_STATUS_CANCELLED)
		return CUBE_CANCELLED;
	if (status == CUBE_STATUS_REJECTED || status == CUBE_STATUS_TEST)
		return 0;
	if (status == CUBE_STATUS_RELEASED || status == CUBE_STATUS_EXITED || status == CUBE_STATUS_SEIZED ||
		status == CUBE_STATUS_ABANDONED)
		return CUBE_LIVE;
	return CUBE_LIVE | CUBE_MAY_BE_OPEN;
}

static uint32_t lane_flags(
	const struct cube_vocabulary *vocabulary, const struct cube_declaration *d, uint32_t lane_final)
{
	unsigned first = cube_words_number(&vocabulary->lane, d->lane_initial);
	unsigned last = cube_words_number(&vocabulary->lane, lane_final);
	uint32_t flags = d->rerouted_automatically ? CUBE_REROUTED_AUTO : 0;

	if (first && last > first)
		flags |= CUBE_REROUTED_UP;
	if (last && last < first)
		flags |= CUBE_REROUTED_DOWN;
	return flags;
}

static uint32_t plain_flags(const struct cube_declaration *d)
{
	return (d->aeo >= 0 ? CUBE_AEO_KNOWN : 0) | (d->aeo > 0 ? CUBE_AEO : 0) |
	       (d->paper >= 0 ? CUBE_PAPER_KNOWN : 0) | (d->paper > 0 ? CUBE_PAPER : 0) |
	       (d->amended ? CUBE_AMENDED : 0) | (d->audited ? CUBE_AUDITED : 0) |
	       (d->audit_hit ? CUBE_AUDIT_HIT : 0);
}

/* What an outcome of each type counts as; scanner and laboratory findings are hits like physical ones. */
static const struct {
	uint32_t present, outcome, hit;
} type_flags[] = {
	[CUBE_INSPECTION_PHYSICAL] = {.outcome = CUBE_OUTCOME | CUBE_PHYSICAL_OUTCOME,
		.hit = CUBE_HIT | CUBE_PHYSICAL_HIT},
	[CUBE_INSPECTION_DOCUMENT] = {.present = CUBE_DOCUMENT,
		.outcome = CUBE_DOCUMENT_OUTCOME,
		.hit = CUBE_DOCUMENT_HIT},
	[CUBE_INSPECTION_SCANNER] = {.present = CUBE_SCANNER,
		.outcome = CUBE_OUTCOME,
		.hit = CUBE_HIT | CUBE_SCANNER_SUSPECT},
	[CUBE_INSPECTION_LABORATORY] = {.outcome = CUBE_OUTCOME, .hit = CUBE_HIT},
};

/* INS_S told by the milestone file or the declaration's own row, not by an inspection's. */
static bool start_is_told_elsewhere(const struct cube_declaration *d)
{
	for (size_t i = 0; i < d->n_events; i++) {
		if (d->events[i].code == CUBE_INS_S && d->events[i].source != CUBE_FROM_INSPECTION)
			return true;
	}
	return false;
}

static bool is_physical(const struct cube_declaration *d, bool started_elsewhere)
{
	bool any = false, other = false;

	for (size_t i = 0; i < d->n_inspections; i++) {
		const struct cube_inspection *x = &d->inspections[i];

		if (x->type == CUBE_INSPECTION_PHYSICAL) {
			any = true;
			if (x->started || x->outcome)
				return true;
		}
		other |= x->type == CUBE_INSPECTION_SCANNER || x->type == CUBE_INSPECTION_LABORATORY;
	}
	return started_elsewhere && (any || !other);
}

static uint32_t inspection_flags(const struct cube_declaration *d, bool started_elsewhere)
{
	uint32_t flags = is_physical(d, started_elsewhere) ? CUBE_PHYSICAL : 0;
	bool prohibited = false;

	for (size_t i = 0; i < d->n_inspections; i++) {
		const struct cube_inspection *x = &d->inspections[i];
		bool hit = x->outcome == CUBE_OUTCOME_NONCOMPLIANT;

		flags |= type_flags[x->type].present;
		flags |= x->outcome ? type_flags[x->type].outcome : 0;
		flags |= hit ? type_flags[x->type].hit : 0;
		prohibited |= hit && x->prohibited && x->type != CUBE_INSPECTION_DOCUMENT;
	}
	if (flags & CUBE_HIT && (prohibited || d->n_seizures))
		flags |= CUBE_SERIOUS;
	return flags;
}

static void add_money(int64_t *sum, int64_t amount)
{
	if (amount == CUBE_MONEY_NONE)
		return;
	if (*sum == CUBE_MONEY_NONE)
		*sum = 0;
	if (__builtin_add_overflow(*sum, amount, sum))
		*sum = CUBE_MONEY_NONE;
}

/* NONE where there is none, and where no rate converts it: then its bit is set. */
static int64_t convert(const struct cube_rates *rates, uint32_t currency, int32_t day, int64_t amount, int column, uint32_t *unrated)
{
	int64_t converted = cube_rates_convert(rates, currency, day, amount);

	if (amount != CUBE_MONEY_NONE && converted == CUBE_MONEY_NONE)
		*unrated |= 1u << (column - CUBE_U32_COLUMNS);
	return converted;
}

static void put_inspections(
	const struct cube_rates *rates, const struct cube_declaration *d, int32_t day, int64_t *money, uint32_t *unrated)
{
	static const int columns[] = {CUBE_TAX_ADJUSTMENT, CUBE_HIT_ADJUSTMENT, CUBE_PENALTY, CUBE_PENALTY_PAID};
	int64_t *sums[4];

	for (int i = 0; i < 4; i++) {
		sums[i] = &money[columns[i] - CUBE_U32_COLUMNS];
		*sums[i] = CUBE_MONEY_NONE;
	}
	for (size_t i = 0; i < d->n_inspections; i++) {
		const struct cube_inspection *x = &d->inspections[i];
		uint32_t currency = x->wide ? d->currency : 0;
		int64_t amount = convert(rates, currency, day, x->tax_adjustment, CUBE_TAX_ADJUSTMENT, unrated);

		add_money(sums[0], amount);
		if (x->outcome == CUBE_OUTCOME_NONCOMPLIANT && x->type != CUBE_INSPECTION_DOCUMENT)
			add_money(sums[1], amount);
		add_money(sums[2], convert(rates, currency, day, x->penalty, CUBE_PENALTY, unrated));
		if (x->penalty != CUBE_MONEY_NONE && x->penalty > 0)	/* what was paid without a penalty was paid for something else */
			add_money(sums[3], convert(rates, currency, day, x->penalty_paid, CUBE_PENALTY_PAID, unrated));
	}
}

static void put_money(const struct cube_facts *facts, const struct cube_declaration *d, int64_t *money, uint32_t *ret_unrated)
{
	static const int columns[CUBE_AMOUNTS] = {
		[CUBE_AMOUNT_CIF] = CUBE_CIF,
		[CUBE_AMOUNT_ASSESSED_INITIAL] = CUBE_ASSESSED_INITIAL,
		[CUBE_AMOUNT_ASSESSED_FINAL] = CUBE_ASSESSED_FINAL,
		[CUBE_AMOUNT_PAID] = CUBE_PAID,
		[CUBE_AMOUNT_EXEMPT] = CUBE_EXEMPT,
	};
	const struct cube_moment *at = facts->resolved.at;
	const struct cube_moment *paid = cube_moment_is_there(&at[CUBE_PAY])   ? &at[CUBE_PAY]
					 : cube_moment_is_there(&at[CUBE_REL]) ? &at[CUBE_REL]
									       : &d->registered;
	int32_t day = time_day_of(d->registered.local), paid_day = time_day_of(paid->local);

	*ret_unrated = 0;
	for (int i = 0; i < CUBE_AMOUNTS; i++)
		money[columns[i] - CUBE_U32_COLUMNS] = convert(facts->rates, d->currency, i == CUBE_AMOUNT_PAID ? paid_day : day,
			d->amounts[i], columns[i], ret_unrated);
	put_inspections(facts->rates, d, day, money, ret_unrated);
}

static int u32_compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool count_permits(struct cube_facts *facts, const struct cube_declaration *d, uint32_t *u32)
{
	size_t n = 0;
	uint32_t distinct = 0, single_window = 0;

	if (d->n_permits > 0 &&
		!cube_grow(&facts->agencies, &facts->cap_agencies, d->n_permits, sizeof(*facts->agencies)))
		return false;
	for (size_t i = 0; i < d->n_permits; i++) {
		single_window += d->permits[i].single_window;
		if (d->permits[i].inspected)
			facts->agencies[n++] = d->permits[i].agency;
	}
	if (n > 1)
		qsort(facts->agencies, n, sizeof(*facts->agencies), u32_compare);
	for (size_t i = 0; i < n; i++)
		distinct += i == 0 || facts->agencies[i] != facts->agencies[i - 1];
	u32[CUBE_N_PERMITS] = (uint32_t)d->n_permits;
	u32[CUBE_N_PERMITS_SW] = single_window;
	u32[CUBE_N_AGENCIES_INSPECTED] = distinct;
	return true;
}

static void count_inspections(const struct cube_declaration *d, uint32_t *u32)
{
	u32[CUBE_N_INSPECTIONS] = (uint32_t)d->n_inspections;
	u32[CUBE_N_INSPECTIONS_RECORDED] = 0;
	for (size_t i = 0; i < d->n_inspections; i++)
		u32[CUBE_N_INSPECTIONS_RECORDED] += d->inspections[i].outcome != CUBE_OUTCOME_NONE;
}

static struct cube_eligibility eligibility_of(
	const struct cube_facts *facts, const struct cube_declaration *d)
{
	int64_t due = d->amounts[CUBE_AMOUNT_ASSESSED_FINAL];
	struct cube_eligibility e = {
		.deferred = cube_words_number(&facts->vocabulary.payment_mode, d->payment_mode) == DEFERRED,
	};

	if (due == CUBE_MONEY_NONE)
		due = d->amounts[CUBE_AMOUNT_ASSESSED_INITIAL];
	e.zero_duty = due == 0;
	e.agency_permit = d->n_permits > 0;	/* named or not: permits are of other agencies */
	for (size_t i = 0; i < d->n_inspections; i++)
		e.examined |= d->inspections[i].type != CUBE_INSPECTION_DOCUMENT;
	return e;
}

static void put_owners(const struct cube_sweep *sweep, uint32_t *u32)
{
	int64_t owned[CUBE_OWNERS] = {0};

	for (size_t i = 0; i < sweep->n; i++)
		owned[sweep->stretches[i].owner] += sweep->stretches[i].to - sweep->stretches[i].from;
	for (int i = 0; i < CUBE_OWNERS; i++)
		u32[CUBE_OWN_CUSTOMS + i] = sweep->has_window && CUBE_IS_VALUE((uint64_t)owned[i])
						    ? (uint32_t)owned[i]
						    : CUBE_NONE;
}

bool cube_fact(struct cube_facts *facts, struct cube_declaration *d, struct cube_row *ret_row)
{
	uint32_t *u32 = ret_row->u32, newest = newest_of(d), flags;
	const struct cube_moment *at = facts->resolved.at;
	struct cube_eligibility eligibility = eligibility_of(facts, d);
	bool started_elsewhere = start_is_told_elsewhere(d);

	if (!cube_resolve(d->events, &d->n_events, &facts->resolved) ||
		!cube_sweep_run(&facts->sweep, &facts->resolved))
		return false;
	put_dimensions(d, u32);
	u32[CUBE_HS_CHAPTER] = 0;
	put_stamps(d, at, newest, u32);
	put_owners(&facts->sweep, u32);
	count_inspections(d, u32);
	if (!count_permits(facts, d, u32))
		return false;
	put_money(facts, d, ret_row->money, &u32[CUBE_UNRATED]);
	u32[CUBE_T_HANDLING] = cube_handling_time(&facts->resolved);
	flags = status_flags(cube_words_number(&facts->vocabulary.status, d->status)) | stamp_flags(at) |
		plain_flags(d) | lane_flags(&facts->vocabulary, d, u32[CUBE_LANE_FINAL]) |
		inspection_flags(d, started_elsewhere);
	if (cube_moment_is_there(&at[CUBE_SEL]) || d->lane_initial)
		flags |= CUBE_SELECTED;
	if (facts->resolved.pairs[CUBE_QUERY].started)
		flags |= CUBE_QUERIED;
	if (cube_intervals(&facts->resolved, &eligibility, u32 + CUBE_INTERVAL_FIRST))
		flags |= CUBE_SEQUENCE_ERROR;
	u32[CUBE_FLAGS] = flags;
	return true;
}

void cube_facts_finish(struct cube_facts *facts)
{
	cube_resolved_finish(&facts->resolved);
	cube_sweep_finish(&facts->sweep);
	free(facts->agencies);
}
