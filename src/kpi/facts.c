/* facts.c - see facts.h. */
#include "facts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"
#include "model/kind.h"
#include "store/rows.h"

enum { WEEKEND_DEFAULT = 1 << 5 | 1 << 6 };

static uint32_t code_of(const struct kpi_env *env, const char *list, const char *text)
{
	int64_t code = store_code_find(env->store, list, text);

	return code ? (uint32_t)code : FACTS_NO_CODE;
}

static void codes_find(const struct kpi_env *env, struct facts *facts)
{
	static const char *const lanes[FACTS_LANES] = {"green", "blue", "yellow", "orange", "red"};

	for (int i = 0; i < FACTS_LANES; i++)
		facts->lane[i] = code_of(env, "lane", lanes[i]);
	facts->rule = code_of(env, "select_reason", "rule");
	facts->random = code_of(env, "select_reason", "random");
	facts->model = code_of(env, "select_reason", "model");
	facts->none = code_of(env, "select_reason", "none");
	facts->electronic = code_of(env, "payment_mode", "electronic");
	facts->released = code_of(env, "status", "released");
	facts->exited = code_of(env, "status", "exited");
	facts->system = code_of(env, "assigned_by", "system");
}

static bool suspended_init(const struct kpi_env *env, struct arena *arena, struct facts *facts, struct err *err)
{
	struct store_rows *rows = NULL;
	uint32_t *codes = NULL;
	int got;

	if (!store_rows_open(env->store, "kpi_suspended", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!codes)
			codes = arena_array(arena, (size_t)store_rows_int(rows, 1), sizeof(*codes));
		if (!codes) {
			err_memory(err);
			got = -1;
			break;
		}
		codes[facts->n_suspended++] = (uint32_t)store_rows_int(rows, 0);
	}
	store_rows_close(rows);
	facts->suspended = codes;
	return got == 0;
}

bool facts_is_suspended(const struct facts *facts, uint32_t regime)
{
	for (size_t i = 0; i < facts->n_suspended; i++) {
		if (facts->suspended[i] == regime)
			return true;
	}
	return false;
}

/* 0 where it is not set. */
static bool amount_read(const struct kpi_env *env, const char *name, double minor_units, int64_t *ret_amount, struct err *err)
{
	const char *text = settings_find(env->config, "kpi", name);
	char *end = NULL;
	double value;

	*ret_amount = 0;
	if (!text)
		text = settings_find(env->config, "", name);
	if (!text)
		return true;
	value = strtod(text, &end);
	if (end == text || *end || !(value >= 0 && value < 1e15))
		return err_set(err, ERR_CONFIG, "%s: %s is an amount of money such as 100, not '%s'", settings_path(env->config), name, text);
	*ret_amount = (int64_t)(value * minor_units + 0.5);
	return true;
}

/* What a file of each lane weighs. */
static bool loads_init(const struct kpi_env *env, struct facts *facts, struct err *err)
{
	static const char *const names[FACTS_LANES] = {"green", "blue", "yellow", "orange", "red"};
	static const int64_t usual[FACTS_LANES] = {1000, 1000, 3000, 3000, 10000};

	for (int i = 0; i < FACTS_LANES; i++) {
		const char *text = settings_find(env->config, "load", names[i]);
		char *end = NULL;
		double value = text ? strtod(text, &end) : 0;

		facts->load[i] = usual[i];
		if (!text)
			continue;
		if (end == text || *end || !(value >= 0 && value <= 1e6))
			return err_set(err, ERR_CONFIG, "%s: the load of the %s lane is a number such as 3, not '%s'",
				settings_path(env->config), names[i], text);
		facts->load[i] = (int64_t)(value * 1000 + 0.5);
	}
	return true;
}

int64_t facts_load(const struct facts *facts, uint32_t lane)
{
	for (int i = FACTS_LANES - 1; i > LANE_GREEN; i--) {
		if (facts->lane[i] == lane)
			return facts->load[i];
	}
	return facts->load[LANE_GREEN];
}

static bool money_init(const struct kpi_env *env, struct facts *facts, struct err *err)
{
	facts->minor_units = 1;
	for (int i = model_currency_decimals(kpi_currency(env)); i > 0; i--)
		facts->minor_units *= 10;
	return amount_read(env, "hit_floor", facts->minor_units, &facts->hit_floor, err) &&
	       amount_read(env, "inspection_cost", facts->minor_units, &facts->inspection_cost, err);
}

static uint8_t weekend_parse(const char *text)
{
	static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	uint8_t weekend = 0;

	for (size_t i = 0; text && i < sizeof(days) / sizeof(*days); i++) {
		if (strcasestr(text, days[i]))
			weekend |= (uint8_t)(1u << i);
	}
	return weekend;
}

static const struct time_zone *zone_of(const struct kpi_env *env, const char *name)
{
	const struct time_zone *zone = name && *name ? time_zone_find(name) : NULL;

	if (!zone) {
		const char *usual = store_fact(env->store, "timezone");

		zone = usual && *usual ? time_zone_find(usual) : NULL;
	}
	return zone ? zone : time_zone_utc();
}

static int64_t local_now(const struct kpi_env *env, const struct time_zone *zone)
{
	return time_local_from_utc(zone, env->now) - (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS;
}

static bool clocks_reserve(struct clocks *clocks, size_t n)
{
	int64_t *now = realloc(clocks->now, n * sizeof(*now));
	const struct time_zone **zone;
	uint8_t *weekend;

	if (!now)
		return false;
	clocks->now = now;
	zone = realloc(clocks->zone, n * sizeof(*zone));
	if (!zone)
		return false;
	clocks->zone = zone;
	weekend = realloc(clocks->weekend, n);
	if (!weekend)
		return false;
	clocks->weekend = weekend;
	return true;
}

static bool clocks_add(const struct kpi_env *env, struct clocks *clocks, uint32_t office, const char *zone, const char *weekend)
{
	uint32_t number = groups_at(&clocks->offices, &office);

	if (number == GROUPS_NONE || !clocks_reserve(clocks, clocks->offices.n))
		return false;
	clocks->zone[number] = zone_of(env, zone);
	clocks->now[number] = local_now(env, clocks->zone[number]);
	clocks->weekend[number] = weekend_parse(weekend);
	return true;
}

static uint8_t weekend_of_most(const struct clocks *clocks)
{
	size_t votes[128] = {0};
	uint8_t most = WEEKEND_DEFAULT;

	for (size_t i = 0; i < clocks->offices.n; i++)
		votes[clocks->weekend[i] & 127] += clocks->weekend[i] != 0;
	for (size_t i = 0; i < 128; i++) {
		if (votes[i] > votes[most])
			most = (uint8_t)i;
	}
	return most;
}

static bool clocks_init(const struct kpi_env *env, struct clocks *clocks, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	groups_init(&clocks->offices, 1);
	if (!store_rows_open(env->store, "kpi_posts", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!clocks_add(env, clocks, (uint32_t)store_rows_int(rows, 0), store_rows_text(rows, 1), store_rows_text(rows, 2))) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	clocks->zone_elsewhere = zone_of(env, NULL);
	clocks->now_elsewhere = local_now(env, clocks->zone_elsewhere);
	clocks->weekend_usual = weekend_of_most(clocks);
	return got == 0;
}

int64_t clocks_now(const struct clocks *clocks, uint32_t office)
{
	uint32_t number = groups_find(&clocks->offices, &office);

	return number == GROUPS_NONE ? clocks->now_elsewhere : clocks->now[number];
}

const struct time_zone *clocks_zone(const struct clocks *clocks, uint32_t office)
{
	uint32_t number = groups_find(&clocks->offices, &office);

	return number == GROUPS_NONE ? clocks->zone_elsewhere : clocks->zone[number];
}

static int64_t utc_of(const struct time_zone *zone, int64_t local)
{
	return time_utc_from_local(zone, local + (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS);
}

int64_t clocks_after(const struct clocks *clocks, uint32_t office, int64_t local, int64_t seconds)
{
	const struct time_zone *zone = clocks_zone(clocks, office);

	return time_local_from_utc(zone, utc_of(zone, local) + seconds) - (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS;
}

int64_t clocks_elapsed(const struct clocks *clocks, uint32_t office, int64_t from_local, int64_t to_local)
{
	const struct time_zone *zone = clocks_zone(clocks, office);

	return utc_of(zone, to_local) - utc_of(zone, from_local);
}

uint8_t clocks_weekend(const struct clocks *clocks, uint32_t office)
{
	uint32_t number = office ? groups_find(&clocks->offices, &office) : GROUPS_NONE;

	return number == GROUPS_NONE || !clocks->weekend[number] ? clocks->weekend_usual : clocks->weekend[number];
}

bool facts_init(const struct kpi_env *env, struct arena *arena, struct facts *facts, struct err *err)
{
	memset(facts, 0, sizeof(*facts));
	codes_find(env, facts);
	if (!suspended_init(env, arena, facts, err) || !money_init(env, facts, err) || !loads_init(env, facts, err) || !clocks_init(env, &facts->clocks, err) ||
	    !presence_init(env->store, arena, &facts->presence, err))
		return false;
	facts->has_reroute_reasons = presence_has(&facts->presence, "reroutes.reason");
	return true;
}

void facts_finish(struct facts *facts)
{
	groups_finish(&facts->clocks.offices);
	free(facts->clocks.now);
	free(facts->clocks.zone);
	free(facts->clocks.weekend);
	memset(facts, 0, sizeof(*facts));
}
