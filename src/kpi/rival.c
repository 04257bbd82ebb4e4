/* rival.c - which definitions compete with which, as a table, and how each is computed from what the catalogue has: another entry,
 * another statistic, one more filter, or what was left out counted in. */
#include "kpi/rival.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "catalogue.h"
#include "kpi/forecast.h"

enum rival_way {
	WAY_KPI,		/* another entry; category "=": the same one */
	WAY_STAT,		/* another statistic of the same */
	WAY_FILTER,		/* the same with one more filter */
	WAY_COVERED,		/* what has no value counts as not holding: numerator over all that are eligible */
	WAY_ASSESSED,		/* the numerator of another entry */
	WAY_FILTERS_RATIO,	/* another entry without the filter's value over it with the value */
	WAY_STRAIGHT,		/* a target to date by days of the calendar */
	WAY_VARIANT,		/* the same entry with another argument of its method */
};

struct rival {
	const char *kpi;		/* "" : every time */
	enum rival_way way;
	const char *other, *stat, *category;
	const char *dim, *value, *without;	/* of filters */
	int argument;			/* of a variant */
	const char *const *needs;	/* columns that it needs; NULL: those of the entry */
	const char *name;
};

static const struct rival rivals[] = {
	{ "release_time_total", WAY_KPI, .other = "lodgement_to_release", .stat = "p50", .name = "from lodgement instead of arrival" },
	{ "release_time_total", WAY_KPI, .other = "port_dwell_time", .stat = "p50", .name = "to the gate instead of the release" },
	{ "release_time_total", WAY_KPI, .other = "sla_met_rate", .name = "as a share within the promised time" },
	{ "customs_clearance_time", WAY_KPI, .other = "lodgement_to_release", .stat = "p50", .name = "from lodgement alone, though the goods are still at sea" },
	{ "customs_clearance_time", WAY_KPI, .other = "release_time_total", .stat = "p50", .name = "from arrival, whoever caused the wait" },
	{ "lodgement_to_release", WAY_KPI, .other = "customs_clearance_time", .stat = "p50", .name = "from the later of lodgement and arrival" },
	{ "port_dwell_time", WAY_KPI, .other = "release_time_total", .stat = "p50", .name = "to the release instead of the gate" },
	{ "", WAY_STAT, .stat = "mean", .name = "the mean, as publications print it: a few very long ones decide it" },
	{ "channel_share", WAY_KPI, .other = "channel_final_share", .category = "=", .name = "after rerouting by officers" },
	{ "channel_final_share", WAY_KPI, .other = "channel_share", .category = "=", .name = "as the risk engine gave it first" },
	{ "physical_inspection_rate", WAY_KPI, .other = "channel_share", .category = "red", .name = "red lane as given: what was ordered, not what was done" },
	{ "physical_inspection_rate", WAY_KPI, .other = "channel_final_share", .category = "red", .name = "red lane after rerouting" },
	{ "hit_rate", WAY_COVERED, .name = "of all inspected: results that are missing count as clean" },
	{ "hit_rate", WAY_KPI, .other = "hit_rate_significant", .name = "significant findings alone" },
	{ "hit_rate_significant", WAY_KPI, .other = "hit_rate", .name = "anything noncompliant, however small" },
	{ "hit_rate_significant", WAY_COVERED, .name = "of all inspected: results that are missing count as clean" },
	{ "document_hit_rate", WAY_COVERED, .name = "of all checked: results that are missing count as clean" },
	{ "rule_yield", WAY_VARIANT, .argument = MEASURE_RULE_ALONE, .name = "where the rule was the only one that fired" },
	{ "sla_met_rate", WAY_VARIANT, .argument = MEASURE_SLA_RELEASED, .name = "of released files alone: those that are stuck are hidden" },
	{ "open_aged", WAY_VARIANT, .category = "=", .argument = OPEN_SINCE_LODGEMENT, .name = "from lodgement alone: goods that are still at sea age as well" },
	{ "arrears_ratio", WAY_VARIANT, .argument = ARREARS_UNDISPUTED,
	  .needs = NEEDS("arrears.balance", "arrears.disputed", "declarations.paid_amount|revenue.collected"),
	  .name = "without what is disputed: what can be recovered" },
	{ "revenue_collected", WAY_VARIANT, .argument = REVENUE_NET, .needs = NEEDS("revenue.refunds", "declarations.paid_amount|revenue.collected"),
	  .name = "net of refunds" },
	{ "green_leakage", WAY_FILTER, .dim = "select_reason", .value = "random", .name = "random inspections alone: the unbiased line" },
	{ "rule_yield", WAY_COVERED, .name = "of all that were picked: results that are missing count as clean" },
	{ "revenue_collected", WAY_ASSESSED, .other = "effective_tax_rate", .name = "what was assessed on the declarations registered in the period" },
	{ "revenue_vs_target", WAY_STRAIGHT, .name = "against a straight line over the days of the calendar" },
	{ "aeo_share", WAY_KPI, .other = "aeo_share_count", .name = "by number of declarations" },
	{ "aeo_share_count", WAY_KPI, .other = "aeo_share", .name = "by value" },
	{ "aeo_advantage", WAY_FILTERS_RATIO, .other = "release_time_total", .stat = "p50", .dim = "aeo", .value = "1", .without = "0",
	  .name = "without matching goods: it then measures what they trade" },
	{ "epay_share", WAY_KPI, .other = "epay_share_count", .name = "by number of payments" },
	{ "epay_share_count", WAY_KPI, .other = "epay_share", .name = "by amount" },
	{ "pre_arrival_rate", WAY_KPI, .other = "released_on_arrival_rate", .name = "released within an hour of arrival: what early filing is for" },
	{ "same_day_rate", WAY_KPI, .other = "slow_file_rate", .name = "told from the other end: not assessed within 120 hours" },
};

#define SAME 1e-6
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct kpi_row empty_row(const struct kpi_row *of)
{
	struct kpi_row row = *of;

	row.value = row.numerator = row.denominator = row.coverage = row.low = row.high = row.target = row.target_low = row.target_high = NAN;
	row.usual_low = row.usual_high = row.base = NAN;
	row.n = 0;
	row.status = KPI_UNKNOWN;
	row.missing = NULL;
	row.course = NULL;
	return row;
}

static bool competes(const struct rival *rival, const struct kpi_row *row)
{
	if (rival->kpi[0])
		return strcmp(rival->kpi, row->def->id) == 0 && (rival->way != WAY_STRAIGHT || row->basis);
	return row->def->unit == KPI_HOURS && strcmp(row->stat, "p50") == 0;
}

static const char *category_of(const struct kpi_row *row)
{
	return row->n_dims ? row->dims[row->n_dims - 1].value : NULL;
}

/* The row of one figure; an empty one where there is none. */
static bool one_of(const struct kpi_env *env, const struct kpi_def *def, const char *stat, const char *category, const struct kpi_query *query,
	struct arena *arena, struct kpi_row *ret_row, struct err *err)
{
	struct kpi_query own = *query;
	struct kpi_row *rows = NULL;
	size_t n = 0;

	own.by = NULL;
	own.n_by = 0;
	own.without_status = true;
	own.points = 0;
	if (!def)
		return true;
	if (!kpi_evaluate(env, &def, 1, &own, arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *its = category_of(&rows[i]);

		if (strcmp(rows[i].stat, stat ? stat : def->headline) == 0 && (!category || (its && strcmp(its, category) == 0))) {
			*ret_row = rows[i];
			return true;
		}
	}
	return true;
}

static bool one(const struct kpi_env *env, const char *id, const char *stat, const char *category, const struct kpi_query *query,
	struct arena *arena, struct kpi_row *ret_row, struct err *err)
{
	return one_of(env, kpi_find(id), stat, category, query, arena, ret_row, err);
}

/* By an entry that is in no catalogue: the same but for the argument of its method. */
static bool variant(const struct kpi_env *env, const struct rival *rival, const struct kpi_row *row, const char *category,
	const struct kpi_query *query, struct arena *arena, struct kpi_row *out, struct err *err)
{
	struct kpi_def *def = arena_array(arena, 1, sizeof(*def));

	if (!def)
		return err_memory(err);
	*def = *row->def;
	def->argument[0] = rival->argument;
	def->needs = rival->needs ? rival->needs : def->needs;
	if (!one_of(env, def, row->stat, category, query, arena, out, err))
		return false;
	out->def = row->def;
	return true;
}

static bool filtered(const struct kpi_query *query, const struct rival *rival, const char *value, struct arena *arena,
	struct kpi_query *ret_query, struct err *err)
{
	struct kpi_filter *filters = arena_array(arena, query->n_filters + 1, sizeof(*filters));
	const char **values = arena_array(arena, 1, sizeof(*values));

	if (!filters || !values)
		return err_memory(err);
	if (query->n_filters)
		memcpy(filters, query->filters, query->n_filters * sizeof(*filters));
	values[0] = value;
	filters[query->n_filters] = (struct kpi_filter){ .values = values, .n_values = 1 };
	*ret_query = *query;
	ret_query->filters = filters;
	ret_query->n_filters = query->n_filters + 1;
	return kpi_by_parse(rival->dim, &filters[query->n_filters].by, err);
}

/* What is missed lowers the coverage: so n over the coverage is all that are eligible. */
static void covered(const struct kpi_row *row, struct kpi_row *out)
{
	if (isnan(row->value) || isnan(row->coverage))
		return;
	out->value = row->value * row->coverage;
	out->n = row->coverage > 0 ? (int64_t)((double)row->n / row->coverage + 0.5) : row->n;
}

static bool ratio(const struct kpi_env *env, const struct rival *rival, const struct kpi_query *query, struct arena *arena,
	struct kpi_row *out, struct err *err)
{
	struct kpi_row with = *out, without = *out;
	struct kpi_query own;

	if (!filtered(query, rival, rival->value, arena, &own, err) || !one(env, rival->other, rival->stat, NULL, &own, arena, &with, err) ||
	    !filtered(query, rival, rival->without, arena, &own, err) || !one(env, rival->other, rival->stat, NULL, &own, arena, &without, err))
		return false;
	if (isnan(with.value) || isnan(without.value) || with.value <= 0)
		return true;
	out->value = without.value / with.value;
	out->n = with.n + without.n;
	return true;
}

/* What was due from day to day, by the season and by a straight line, over the targets in force one after another; NaN where one is
 * wanting. */
static bool due_between(const struct kpi_env *env, const struct kpi_query *query, int32_t from, int32_t to, bool longest, struct arena *arena,
	double *ret_season, double *ret_line, struct err *err)
{
	*ret_season = *ret_line = 0;
	for (int32_t day = from; day <= to;) {
		struct kpi_target_path path;
		int32_t end;

		if (!kpi_target_path(env, query, day, longest, arena, &path, err))
			return false;
		if (path.from > day || path.to < day) {
			*ret_season = *ret_line = NAN;
			return true;
		}
		end = to < path.to ? to : path.to;
		*ret_season += path.due[end - path.from] - (day > path.from ? path.due[day - 1 - path.from] : 0);
		*ret_line += path.whole * (end - day + 1) / (path.to - path.from + 1);
		day = end + 1;
	}
	return true;
}

/* As a target is often read: so many days of it are over, so much should be there. Of several targets the row was held against those by
 * which as much was due. */
static bool straight(const struct kpi_env *env, const struct kpi_row *row, const struct kpi_query *query, struct arena *arena,
	struct kpi_row *out, struct err *err)
{
	int32_t today = time_day_of(env->now), to = row->to < today ? row->to : today;

	for (int longest = 0; longest < 2 && isnan(out->value); longest++) {
		double season, line;

		if (!due_between(env, query, row->from, to, longest, arena, &season, &line, err))
			return false;
		if (isnan(season) || !(fabs(season - row->denominator) <= SAME * fabs(row->denominator)) || line <= 0)
			continue;
		out->numerator = row->numerator;
		out->denominator = line;
		out->value = row->numerator / line;
		out->n = row->n;
	}
	return true;
}

static bool answer(const struct kpi_env *env, const struct rival *rival, const struct kpi_row *row, const struct kpi_query *query,
	struct arena *arena, struct kpi_rival *out, struct err *err)
{
	const char *category = rival->category && strcmp(rival->category, "=") == 0 ? category_of(row) : rival->category;
	struct kpi_query own;
	struct kpi_row other;

	*out = (struct kpi_rival){ .name = rival->name, .row = empty_row(row) };
	switch (rival->way) {
	case WAY_KPI:
		out->is_kpi = true;
		out->row.def = kpi_find(rival->other) ? kpi_find(rival->other) : row->def;
		return one(env, rival->other, rival->stat, category, query, arena, &out->row, err);
	case WAY_STAT:
		return one(env, row->def->id, rival->stat, NULL, query, arena, &out->row, err);
	case WAY_FILTER:
		return filtered(query, rival, rival->value, arena, &own, err) &&
		       one(env, row->def->id, row->stat, NULL, &own, arena, &out->row, err);
	case WAY_COVERED:
		covered(row, &out->row);
		return true;
	case WAY_ASSESSED:
		other = out->row;
		if (!one(env, rival->other, NULL, NULL, query, arena, &other, err))
			return false;
		out->row.value = other.numerator;
		out->row.n = other.n;
		return true;
	case WAY_FILTERS_RATIO:
		return ratio(env, rival, query, arena, &out->row, err);
	case WAY_STRAIGHT:
		return straight(env, row, query, arena, &out->row, err);
	case WAY_VARIANT:
		return variant(env, rival, row, category, query, arena, &out->row, err);
	}
	return true;
}

bool kpi_rivals(const struct kpi_env *env, const struct kpi_row *row, const struct kpi_query *query, struct arena *arena,
	struct kpi_rival **ret_rivals, size_t *ret_n, struct err *err)
{
	struct kpi_rival *out = arena_array(arena, COUNT(rivals), sizeof(*out));
	size_t n = 0;

	if (!out)
		return err_memory(err);
	for (size_t i = 0; i < COUNT(rivals); i++) {
		if (!competes(&rivals[i], row))
			continue;
		if (!answer(env, &rivals[i], row, query, arena, &out[n], err))
			return false;
		n += rivals[i].way != WAY_STAT || !isnan(out[n].row.value);	/* not every figure has each statistic */
	}
	*ret_rivals = out;
	*ret_n = n;
	return true;
}
