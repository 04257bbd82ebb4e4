/* advise.c - see advise.h. An action names the place, the rule, file, stage or declarant to begin with, and what it brings where the
 * data tells: hours of declarations a day, inspections a day. */
#include "advise.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "insight/phrases.h"
#include "phrase.h"
#include "store/rows.h"
#include "window.h"

enum { RULE_RESULTS = 15 };	/* fewer say nothing about a rule */

#define HOURS_WORTH 1.0			/* a day: less is not worth a word */
#define Z95 1.96

struct advice {
	const struct kpi_env *env;
	const struct kpi_filter *filters;
	size_t n_filters;
	struct finding *finding;
	const struct watch *watch;
	int32_t to;
	const char *place;
	struct arena *arena;
};

static const char *words(const struct advice *advice, double value, enum kpi_unit unit)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_value(&text, value, unit, NULL);
	kept = arena_strdup(advice->arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

/* ---- files */

struct oldest {
	double now;			/* local seconds since 2000, as the cube counts */
	uint32_t declaration;
	double age;			/* hours */
	int64_t n;
};

static bool look_for_oldest(void *context, const struct cube_batch *batch)
{
	struct oldest *oldest = context;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i], registered = batch->u32[CUBE_AT_REGISTERED][row], arrived = batch->u32[CUBE_AT_ARRIVED][row];
		double from = CUBE_IS_VALUE(arrived) && arrived > registered && arrived <= oldest->now ? arrived : registered;
		double age = (oldest->now - from) / 3600;

		oldest->n++;
		if (age > oldest->age) {
			oldest->age = age;
			oldest->declaration = batch->u32[CUBE_DECLARATION][row];
		}
	}
	return true;
}

static bool declaration_id(const struct advice *advice, uint32_t declaration, const char **ret_id, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	*ret_id = "";
	if (!store_rows_open(advice->env->store, "panel_declaration_id", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, declaration);
	while ((got = store_rows_next(rows, err)) == 1)
		*ret_id = width_safe(store_rows_text(rows, 0), advice->arena);
	store_rows_close(rows);
	return got == 0;
}

/* The same files that open_aged counts, at the end of the day of the brief. */
static bool oldest_file(const struct advice *advice, struct oldest *ret_oldest, const char **ret_id, struct err *err)
{
	static const int columns[] = { CUBE_AT_REGISTERED, CUBE_AT_ARRIVED, CUBE_DECLARATION };
	const struct kpi_def *def = kpi_find("open_aged");
	int64_t end = (int64_t)(advice->to + 1) * TIME_DAY_SECONDS, at = end < advice->env->now ? end : advice->env->now;
	struct oldest oldest = { .now = (double)(at - (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS) };
	struct window window;
	struct cube_slice slice;

	if (!window_of(advice->finding, advice->filters, advice->n_filters, advice->to, advice->arena, &window, err) ||
	    !kpi_slice(advice->env, def, &window.now, advice->arena, &slice, err) ||
	    !cube_scan(advice->env->cube, &slice, columns, 3, look_for_oldest, &oldest, err))
		return false;
	*ret_oldest = oldest;
	return declaration_id(advice, oldest.declaration, ret_id, err);
}

static bool call(struct advice *advice, struct err *err)
{
	struct oldest oldest = { .n = 0 };
	const char *id = "";
	int32_t first, last;

	/* Without releases every file would be open. */
	if (cube_span(advice->env->cube, CUBE_AT_RELEASED, &first, &last) && !oldest_file(advice, &oldest, &id, err))
		return false;
	advice->finding->action = PHRASE_IN(advice->arena, oldest.n > 1 && id[0] ? PHRASE_DO_CALL_FILES : PHRASE_DO_CALL, { "place", advice->place },
		{ "n", words(advice, (double)oldest.n, KPI_COUNT) }, { "file", id }, { "age", words(advice, oldest.age, KPI_HOURS) });
	return true;
}

/* ---- rules */

struct rule {
	const char *name;
	double results, hits, inspected;
};

static double upper_bound(double hits, double n)
{
	double p = hits / n, z2 = Z95 * Z95;

	return (p + z2 / (2 * n) + Z95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n);	/* Wilson */
}

static double inspected_by(const struct kpi_row *rows, size_t n, const char *rule)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].def->id, "physical_inspection_rate") == 0 && strcmp(rows[i].dims[0].value, rule) == 0)
			return rows[i].numerator;
	return 0;
}

/* The rule with the most results among those that surely find less than all picks together; none: name NULL. */
static bool dead_rule(const struct advice *advice, struct rule *ret_rule, struct err *err)
{
	static const struct kpi_by by = { .dim = KPI_DIM_RULE };
	const struct kpi_def *defs[] = { kpi_find("hit_rate"), kpi_find("physical_inspection_rate") };
	struct window window;
	struct kpi_row *rows;
	double results = 0, hits = 0;
	size_t n;

	*ret_rule = (struct rule){ .name = NULL };
	if (!window_of(advice->finding, advice->filters, advice->n_filters, advice->to, advice->arena, &window, err))
		return false;
	window.now.from = advice->to - WINDOW_BASE_DAYS + 1;
	window.now.by = &by;
	window.now.n_by = 1;
	if (!kpi_evaluate(advice->env, defs, 2, &window.now, advice->arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (rows[i].def == defs[0] && rows[i].n > 0) {
			results += (double)rows[i].n;
			hits += rows[i].numerator;
		}
	}
	for (size_t i = 0; i < n; i++) {
		const struct kpi_row *row = &rows[i];

		if (row->def != defs[0] || row->n_dims == 0 || !row->dims[0].value[0] || row->n < RULE_RESULTS || (double)row->n <= ret_rule->results)
			continue;
		if (row->numerator > 0 && (upper_bound(row->numerator, (double)row->n) > hits / results || results == (double)row->n))
			continue;
		*ret_rule = (struct rule){ .name = row->dims[0].value, .results = (double)row->n, .hits = row->numerator,
			.inspected = inspected_by(rows, n, row->dims[0].value) };
	}
	return true;
}

static bool cut_rule(struct advice *advice, struct err *err)
{
	double a_day;
	struct rule rule;
	const char *gain = "";

	if (!dead_rule(advice, &rule, err))
		return false;
	if (!rule.name)
		return true;
	a_day = rule.inspected / WINDOW_BASE_DAYS;
	if (a_day >= 0.5)
		gain = PHRASE_IN(advice->arena, fabs(a_day - 1) < 0.05 ? PHRASE_GAIN_INSPECTION_1 : PHRASE_GAIN_INSPECTIONS, { "n", words(advice,
			a_day < 2 ? a_day : round(a_day), KPI_COUNT) });
	advice->finding->action = PHRASE_IN(advice->arena, rule.hits > 0 ? PHRASE_DO_RULE : PHRASE_DO_RULE_NO_HIT,
		{ "rule", width_safe(rule.name, advice->arena) }, { "place", advice->place }, { "picks", words(advice, rule.results, KPI_COUNT) },
		{ "hits", words(advice, rule.hits, KPI_COUNT) }, { "gain", gain });
	return true;
}

/* ---- the rest */

static const struct watch_stage *stage_of(const struct finding *finding)
{
	for (size_t i = 0; finding->n_drivers && i < n_watch_stages; i++)
		if (strcmp(finding->drivers[0].dim, "stage") == 0 && strcmp(finding->drivers[0].value, watch_stages[i].id) == 0)
			return &watch_stages[i];
	return NULL;
}

/* A declarant, kind of goods or post that makes most of it is where to begin. */
static const struct finding_driver *part_of(const struct finding *finding)
{
	for (size_t i = 0; i < finding->n_drivers; i++)
		if (strcmp(finding->drivers[i].dim, "stage") != 0 && strcmp(finding->drivers[i].dim, "owner") != 0)
			return &finding->drivers[i];
	return NULL;
}

static double hours_a_day(const struct advice *advice)
{
	const struct finding *finding = advice->finding;
	const struct watch_stage *stage = stage_of(finding);
	double share = stage && finding->drivers[0].share < 1 ? finding->drivers[0].share : 1;

	if (!(finding->hours > 0) || finding->since == TIME_DAY_NONE)
		return 0;
	return share * finding->hours / (advice->to - finding->since + 1);
}

/* A question stops of itself. */
static bool ends(const char *action)
{
	return action[0] && action[strlen(action) - 1] == '?';
}

/* What the table says of most of them, turned for the others. */
static enum phrase suited(const struct finding *finding, enum phrase action)
{
	if (action == PHRASE_ACT_SLOWEST && !finding->office && !finding->lane)
		return PHRASE_ACT_SLOWEST_ALL;
	if (action == PHRASE_ACT_BAND && !isfinite(finding->target_low) && !isfinite(finding->target_high))
		return PHRASE_ACT_RULES;
	if (action == PHRASE_ACT_TRAFFIC && finding->z > 0)
		return PHRASE_ACT_TRAFFIC_MORE;
	return action;
}

static bool by_table(struct advice *advice, struct err *err)
{
	struct finding *finding = advice->finding;
	const struct watch_stage *stage = stage_of(finding);
	enum phrase phrase = stage ? stage->action : advice->watch ? suited(finding, advice->watch->action) : 0;
	const char *action;
	const struct finding_driver *part = part_of(finding);
	double a_day = hours_a_day(advice);
	struct text words_of_part = TEXT_INIT;
	char share[24];

	(void)err;
	if (!phrase)
		return true;
	action = PHRASE_IN(advice->arena, phrase, { "place", advice->place });
	if (part) {
		struct finding_driver masked = *part;

		phrase_mask(&masked, advice->arena);
		phrase_part(&words_of_part, &masked);
		snprintf(share, sizeof(share), "%.0f\u00a0%%", fmin(100, 100 * part->share));
	}
	finding->action = a_day >= HOURS_WORTH ? PHRASE_IN(advice->arena, strcmp(finding->def->id, "inspection_wait") == 0 ? PHRASE_DO_QUEUE :
		PHRASE_DO_GAIN, { "action", action }, { "hours", phrase_hours(a_day, advice->arena) }) :
		part ? PHRASE_IN(advice->arena, ends(action) ? PHRASE_DO_PART_QUESTION : PHRASE_DO_PART, { "action", action }, { "part", words_of_part.data }, { "share", share }) :
		PHRASE_IN(advice->arena, ends(action) ? PHRASE_DO_QUESTION : PHRASE_DO_ALONE, { "action", action });
	text_finish(&words_of_part);
	return true;
}

static bool close_oldest(struct advice *advice, struct err *err)
{
	struct oldest oldest;
	const char *id, *action;

	if (!by_table(advice, err) || !oldest_file(advice, &oldest, &id, err))
		return false;
	if (!id[0] || !advice->watch || !advice->watch->action)
		return true;
	action = PHRASE_IN(advice->arena, advice->watch->action, { "place", advice->place });
	advice->finding->action = PHRASE_IN(advice->arena, PHRASE_DO_OLDEST, { "action", action }, { "file", id },
		{ "age", words(advice, oldest.age, KPI_HOURS) });
	return true;
}

static bool is_about_picks(const struct advice *advice)
{
	const struct finding *finding = advice->finding;
	bool more = finding->value > (isfinite(finding->target_high) ? finding->target_high : finding->usual_high);

	if (!advice->watch)
		return false;
	return advice->watch->family == FAMILY_HITS ||
		((advice->watch->family == FAMILY_LANES || advice->watch->family == FAMILY_INSPECTIONS) && more &&
		!(finding->category && strcmp(finding->category, "green") == 0));
}

static enum phrase owner_of(const struct advice *advice)
{
	const struct finding *finding = advice->finding;
	const struct watch_stage *stage = stage_of(finding);
	enum watch_family family = advice->watch ? advice->watch->family : FAMILY_DATA;

	if (finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE)
		return PHRASE_OWNER_HEAD_IT;
	if (stage && strcmp(stage->id, "oga_hold_time") == 0)
		return PHRASE_OWNER_AGENCY;
	if (stage && (strcmp(stage->id, "lodgement_lag") == 0 || strcmp(stage->id, "payment_lag") == 0))
		return finding->office || finding->lane ? PHRASE_OWNER_TRADE : PHRASE_OWNER_TRADE_ALL;
	if (family == FAMILY_REVENUE)
		return PHRASE_OWNER_REVENUE;
	if (family == FAMILY_HITS || family == FAMILY_LANES || family == FAMILY_INSPECTIONS)
		return finding->office || finding->lane ? PHRASE_OWNER_RISK : PHRASE_OWNER_RISK_ALL;
	if (family == FAMILY_FACILITATION)
		return finding->office || finding->lane ? PHRASE_OWNER_TRADE : PHRASE_OWNER_TRADE_ALL;
	return finding->office ? PHRASE_OWNER_HEAD : PHRASE_OWNER_OPERATIONS;
}

bool advise_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding,
	const struct watch *watch, int32_t to, struct arena *arena, struct err *err)
{
	struct advice advice = { .env = env, .filters = filters, .n_filters = n_filters, .finding = finding, .watch = watch, .to = to, .arena = arena };

	advice.place = phrase_place(finding, true, arena);
	finding->action = "";
	finding->owner = PHRASE_IN(arena, owner_of(&advice), { "place", advice.place });
	if (finding->verdict == KPI_BETTER)
		return true;
	if (finding->broker) {
		finding->action = PHRASE_IN(arena, PHRASE_DO_PAIR, { "place", advice.place });
		return true;
	}
	if (finding->kind == FINDING_LATE) {
		finding->action = PHRASE_IN(arena, finding->is_overdue ? PHRASE_DO_ASK_DATA : PHRASE_DO_ASK_LATE, { "place", advice.place });
		return true;
	}
	if (finding->kind == FINDING_SILENT)
		return call(&advice, err);
	if (is_about_picks(&advice) && !cut_rule(&advice, err))
		return false;
	if (finding->action[0])
		return true;
	return strcmp(finding->def->id, "open_aged") == 0 ? close_oldest(&advice, err) : by_table(&advice, err);
}
