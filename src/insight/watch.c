/* watch.c - the tables of what is watched. */
#include "watch.h"

#include <string.h>

const struct watch watches[] = {
	{ .id = "release_time_total", .is_core = true, .family = FAMILY_TIME, .action = PHRASE_ACT_SLOWEST },
	{ .id = "customs_clearance_time", .is_core = true, .family = FAMILY_TIME, .action = PHRASE_ACT_SLOWEST },
	{ .id = "lodgement_to_release", .is_core = true, .family = FAMILY_TIME, .action = PHRASE_ACT_SLOWEST },
	{ .id = "sla_met_rate", .is_core = true, .family = FAMILY_TIME, .action = PHRASE_ACT_PAST_STANDARD },
	{ .id = "inspection_wait", .is_core = true, .family = FAMILY_CONTROL, .action = PHRASE_ACT_INSPECTION_HOURS },
	{ .id = "query_rate", .is_core = true, .family = FAMILY_CONTROL, .action = PHRASE_ACT_QUERIES },
	{ .id = "open_aged", .category = "72h", .is_core = true, .family = FAMILY_STOCK, .action = PHRASE_ACT_OLD_FILES },
	{ .id = "hit_rate_significant", .is_core = true, .family = FAMILY_HITS, .action = PHRASE_ACT_RULES },
	{ .id = "hit_rate", .family = FAMILY_HITS, .action = PHRASE_ACT_RULES },
	{ .id = "physical_inspection_rate", .is_core = true, .family = FAMILY_INSPECTIONS, .action = PHRASE_ACT_BAND },
	{ .id = "channel_share", .category = "green", .is_core = true, .family = FAMILY_LANES, .action = PHRASE_ACT_GREEN },
	{ .id = "channel_share", .category = "yellow", .is_core = true, .family = FAMILY_LANES, .action = PHRASE_ACT_YELLOW },
	{ .id = "channel_share", .category = "red", .is_core = true, .family = FAMILY_LANES, .action = PHRASE_ACT_RED },
	{ .id = "result_recorded_rate", .family = FAMILY_DATA, .action = PHRASE_ACT_RESULTS },
	{ .id = "reroute_down_rate", .family = FAMILY_CONTROL, .action = PHRASE_ACT_REROUTES },
	{ .id = "pre_arrival_rate", .is_core = true, .family = FAMILY_FACILITATION, .action = PHRASE_ACT_FILING },
	{ .id = "revenue_collected", .is_core = true, .family = FAMILY_REVENUE, .action = PHRASE_ACT_PAYERS },
	{ .id = "revenue_vs_target", .family = FAMILY_REVENUE, .action = PHRASE_ACT_PAYERS_TARGET },
	{ .id = "declarations_registered", .is_core = true, .family = FAMILY_VOLUME, .action = PHRASE_ACT_TRAFFIC },
	{ .id = "amendment_rate", .family = FAMILY_FACILITATION, .action = PHRASE_ACT_AMENDED },
	{ .id = "sequence_error_rate", .family = FAMILY_DATA, .action = PHRASE_ACT_TIMESTAMPS },
};
const size_t n_watches = sizeof(watches) / sizeof(watches[0]);

const struct watch_stage watch_stages[] = {
	{ .id = "lodgement_lag", .label = PHRASE_STAGE_LODGEMENT, .action = PHRASE_ACT_DECLARANTS },
	{ .id = "assess_time", .label = PHRASE_STAGE_ASSESSMENT, .action = PHRASE_ACT_ASSESSORS },
	{ .id = "inspection_wait", .label = PHRASE_STAGE_WAIT, .action = PHRASE_ACT_SCANNER },
	{ .id = "inspection_time", .label = PHRASE_STAGE_INSPECTION, .action = PHRASE_ACT_LONG },
	{ .id = "oga_hold_time", .label = PHRASE_STAGE_HOLDS, .action = PHRASE_ACT_HOLDS },
	{ .id = "query_time", .label = PHRASE_STAGE_QUERIES, .action = PHRASE_ACT_UNANSWERED },
	{ .id = "payment_lag", .label = PHRASE_STAGE_PAYMENT, .action = PHRASE_ACT_PAYMENT },
	{ .id = "pay_to_release", .label = PHRASE_STAGE_RELEASE, .action = PHRASE_ACT_PAID },
};
const size_t n_watch_stages = sizeof(watch_stages) / sizeof(watch_stages[0]);

const struct watch *watch_find(const struct kpi_def *def, const char *category)
{
	for (size_t i = 0; i < n_watches; i++)
		if (strcmp(watches[i].id, def->id) == 0 && (!watches[i].category || (category && strcmp(watches[i].category, category) == 0)))
			return &watches[i];
	return NULL;
}

enum watch_family watch_family_of(const struct kpi_def *def, const char *category)
{
	static const struct {
		const char *group;
		enum watch_family family;
	} groups[] = { { "time", FAMILY_TIME }, { "control", FAMILY_CONTROL }, { "revenue", FAMILY_REVENUE },
		{ "facilitation", FAMILY_FACILITATION }, { "integrity", FAMILY_INTEGRITY } };
	const struct watch *watch = watch_find(def, category);

	for (size_t i = 0; !watch && i < n_watches; i++)	/* another part of the same figure */
		watch = strcmp(watches[i].id, def->id) == 0 ? &watches[i] : NULL;
	if (watch)
		return watch->family;
	if (def->unit == KPI_COUNT)
		return FAMILY_VOLUME;
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(groups[i].group, def->group) == 0)
			return groups[i].family;
	return FAMILY_DATA;
}

bool watch_is_core(const struct kpi_def *def, const char *category)
{
	const struct watch *watch = watch_find(def, category);

	return watch && watch->is_core;
}

static bool is_one_of(const char *id, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], id) == 0)
			return true;
	return false;
}

bool watch_has_chart(const struct kpi_def *def)
{
	/* To date, or of stocks whose past is not kept, or ruled by a case or two, or by parts that have charts of their own. */
	static const char *const never[] = { "data_freshness", "revenue_vs_target", "required_daily_rate", "arrears_ratio", "unit_value_gap",
		"aeo_advantage", "lift_vs_random", "rule_yield", "control_adjustment_yield", "predictability_ratio", "milestone_coverage", "pair_lift", "pairs_flagged",
		"officer_hit_rate_adj", "workload_balance", "penalty_recovery_rate", "seizure_value", "pca_strike_rate", "pca_yield",
		"pca_recovery_rate", "arrears_aged", "arrears_recovery_rate" };

	if (is_one_of(def->id, never, sizeof(never) / sizeof(never[0])))
		return false;
	if (def->better != KPI_BAND || (def->unit == KPI_COUNT && strcmp(def->headline, "count") == 0))
		return true;
	for (size_t i = 0; i < n_watches; i++)
		if (strcmp(watches[i].id, def->id) == 0)
			return true;
	return false;
}

bool watch_is_of_waiting(const struct kpi_def *def)
{
	static const char *const ids[] = { "same_day_rate", "sla_met_rate", "slow_file_rate", "reroute_down_rate" };

	return is_one_of(def->id, ids, sizeof(ids) / sizeof(ids[0]));
}

int watch_settles(const struct kpi_def *def)
{
	static const char *const known_at_once[] = { "channel_share", "declarations_registered", "same_day_rate", "aeo_share",
		"aeo_share_count", "paperless_rate", "sw_share", "random_share" };

	static const char *const ends_later[] = { "removal_lag", "port_dwell_time" };	/* counted by release, ended by the gate */

	if (is_one_of(def->id, ends_later, sizeof(ends_later) / sizeof(ends_later[0])))
		return 1;
	if (def->cohort != KPI_BY_REGISTRATION)
		return 0;
	return is_one_of(def->id, known_at_once, sizeof(known_at_once) / sizeof(known_at_once[0])) ? 0 : 1;
}
