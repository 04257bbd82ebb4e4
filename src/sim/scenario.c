/* scenario.c - an INI file becomes a struct sim_scenario.
 *
 * Two passes: the first finds what there is (so that a story may name a post that stands below it), the
 * second fills it in. What a section may contain stands in a table of fields each; a key that no table knows
 * is a mistake, not noise. */
#include "sim/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/settings.h"
#include "base/time.h"
#include "field.h"

#define AT(type, member) offsetof(struct type, member)

static const struct field world_fields[] = {
	{ "name", FIELD_TEXT, AT(sim_world_settings, name) },
	{ "timezone", FIELD_TEXT, AT(sim_world_settings, timezone) },
	{ "currency", FIELD_TEXT, AT(sim_world_settings, currency) },
	{ "seed", FIELD_NUMBER, AT(sim_world_settings, seed) },
	{ "until", FIELD_DAY, AT(sim_world_settings, until) },
	{ "days", FIELD_INT, AT(sim_world_settings, days) },
	{ "rows", FIELD_NUMBER, AT(sim_world_settings, rows) },
	{ "importers", FIELD_INT, AT(sim_world_settings, importers) },
	{ "exporters", FIELD_INT, AT(sim_world_settings, exporters) },
	{ "brokers", FIELD_INT, AT(sim_world_settings, brokers) },
	{ "aeo", FIELD_SHARE, AT(sim_world_settings, aeo) },
	{ "illicit", FIELD_SHARE, AT(sim_world_settings, illicit) },
	{ "random_share", FIELD_SHARE, AT(sim_world_settings, random_share) },
	{ "growth", FIELD_NUMBER, AT(sim_world_settings, growth) },
	{ "vat", FIELD_SHARE, AT(sim_world_settings, vat) },
	{ "revenue_target", FIELD_NUMBER, AT(sim_world_settings, revenue_target) },
	{ "epay", FIELD_RAMP, AT(sim_world_settings, epay) },
	{ "paper", FIELD_RAMP, AT(sim_world_settings, paper) },
	{ "single_window", FIELD_RAMP, AT(sim_world_settings, single_window) },
	{ 0 }
};

static const struct field mess_fields[] = {
	{ "missing", FIELD_SHARE, AT(sim_world_settings, missing) },
	{ "day_only", FIELD_SHARE, AT(sim_world_settings, day_only) },
	{ "skew", FIELD_SHARE, AT(sim_world_settings, skew) },
	{ "amended", FIELD_SHARE, AT(sim_world_settings, amended) },
	{ "late_amended", FIELD_SHARE, AT(sim_world_settings, late_amended) },
	{ "duplicates", FIELD_SHARE, AT(sim_world_settings, duplicates) },
	{ "cancelled", FIELD_SHARE, AT(sim_world_settings, cancelled) },
	{ "rejected", FIELD_SHARE, AT(sim_world_settings, rejected) },
	{ "unrecorded", FIELD_SHARE, AT(sim_world_settings, unrecorded) },
	{ 0 }
};

#define STAGE(stage) AT(sim_post, stages) + sizeof(struct sim_span) * SIM_STAGE_##stage

static const struct field post_fields[] = {
	{ "name", FIELD_TEXT, AT(sim_post, name) },
	{ "locode", FIELD_TEXT, AT(sim_post, locode) },
	{ "kind", FIELD_KIND, AT(sim_post, kind) },
	{ "hours", FIELD_HOURS, AT(sim_post, hours) },
	{ "weekend", FIELD_WEEKEND, AT(sim_post, weekend) },
	{ "shifts", FIELD_INT, AT(sim_post, shifts) },
	{ "assessors", FIELD_INT, AT(sim_post, assessors) },
	{ "examiners", FIELD_INT, AT(sim_post, examiners) },
	{ "scanners", FIELD_INT, AT(sim_post, scanners) },
	{ "arrivals", FIELD_NUMBER, AT(sim_post, arrivals) },
	{ "calls", FIELD_NUMBER, AT(sim_post, calls) },
	{ "value", FIELD_NUMBER, AT(sim_post, value) },
	{ "exam_yellow", FIELD_SHARE, AT(sim_post, exam_yellow) },
	{ "scan_red", FIELD_SHARE, AT(sim_post, scan_red) },
	{ "scan_yellow", FIELD_SHARE, AT(sim_post, scan_yellow) },
	{ "skip_arrival", FIELD_SHARE, AT(sim_post, skip_arrival) },
	{ "skip_exit", FIELD_SHARE, AT(sim_post, skip_exit) },
	{ "lanes", FIELD_LANES, AT(sim_post, lanes) },
	{ "flows", FIELD_FLOWS, AT(sim_post, flows) },
	{ "pre_arrival", FIELD_RAMP, AT(sim_post, pre_arrival) },
	{ "discharge", FIELD_SPAN, STAGE(DISCHARGE) },
	{ "lodge", FIELD_SPAN, STAGE(LODGE) },
	{ "lead", FIELD_SPAN, STAGE(LEAD) },
	{ "document", FIELD_SPAN, STAGE(DOCUMENT) },
	{ "query", FIELD_SPAN, STAGE(QUERY) },
	{ "position", FIELD_SPAN, STAGE(POSITION) },
	{ "scan", FIELD_SPAN, STAGE(SCAN) },
	{ "exam", FIELD_SPAN, STAGE(EXAM) },
	{ "hold", FIELD_SPAN, STAGE(HOLD) },
	{ "pay", FIELD_SPAN, STAGE(PAY) },
	{ "release", FIELD_SPAN, STAGE(RELEASE) },
	{ "remove", FIELD_SPAN, STAGE(REMOVE) },
	{ 0 }
};

static const struct field rule_fields[] = {
	{ "title", FIELD_TEXT, AT(sim_rule, title) },
	{ "chapters", FIELD_TEXT, AT(sim_rule, chapters) },
	{ "min_value", FIELD_NUMBER, AT(sim_rule, min_value) },
	{ "newcomers", FIELD_BOOL, AT(sim_rule, newcomers) },
	{ "office", FIELD_POST, AT(sim_rule, post) },
	{ "lane", FIELD_LANE, AT(sim_rule, lane) },
	{ "from", FIELD_DAY, AT(sim_rule, from) },
	{ "to", FIELD_DAY, AT(sim_rule, to) },
	{ "share", FIELD_SHARE, AT(sim_rule, share) },
	{ "exam", FIELD_SHARE, AT(sim_rule, exam) },
	{ 0 }
};

static const struct field season_fields[] = {
	{ "tag", FIELD_TEXT, AT(sim_season, tag) },
	{ "office", FIELD_POST, AT(sim_season, post) },
	{ "from", FIELD_DAY, AT(sim_season, from) },
	{ "to", FIELD_DAY, AT(sim_season, to) },
	{ "closed", FIELD_BOOL, AT(sim_season, closed) },
	{ "arrivals", FIELD_NUMBER, AT(sim_season, arrivals) },
	{ "staff", FIELD_SHARE, AT(sim_season, staff) },
	{ "shorter", FIELD_NUMBER, AT(sim_season, shorter) },
	{ 0 }
};

static const struct field story_fields[] = {
	{ "title", FIELD_TEXT, AT(sim_story, title) },
	{ "tale", FIELD_TALE, AT(sim_story, tale) },
	{ "office", FIELD_POST, AT(sim_story, post) },
	{ "rule", FIELD_RULE, AT(sim_story, rule) },
	{ "broker", FIELD_INT, AT(sim_story, broker) },
	{ "officer", FIELD_INT, AT(sim_story, officer) },
	{ "importer", FIELD_INT, AT(sim_story, importer) },
	{ "from", FIELD_STAMP, AT(sim_story, from) },
	{ "to", FIELD_STAMP, AT(sim_story, to) },
	{ "share", FIELD_SHARE, AT(sim_story, share) },
	{ "speed", FIELD_NUMBER, AT(sim_story, speed) },
	{ "delay", FIELD_NUMBER, AT(sim_story, delay) },
	{ "value", FIELD_SHARE, AT(sim_story, value) },
	{ "pre_arrival", FIELD_SHARE, AT(sim_story, pre_arrival) },
	{ "single_window", FIELD_SHARE, AT(sim_story, single_window) },
	{ "hours", FIELD_HOURS, AT(sim_story, hours) },
	{ 0 }
};

static const struct field initiative_fields[] = {
	{ "title", FIELD_TEXT, AT(sim_initiative, title) },
	{ "starts", FIELD_DAY, AT(sim_initiative, starts) },
	{ "ends", FIELD_DAY, AT(sim_initiative, ends) },
	{ "offices", FIELD_TEXT, AT(sim_initiative, offices) },
	{ "owner", FIELD_TEXT, AT(sim_initiative, owner) },
	{ "kpi", FIELD_TEXT, AT(sim_initiative, kpi) },
	{ "effect", FIELD_TEXT, AT(sim_initiative, effect) },
	{ "note", FIELD_TEXT, AT(sim_initiative, note) },
	{ 0 }
};

static const struct field target_fields[] = {
	{ "kpi", FIELD_TEXT, AT(sim_target, kpi) },
	{ "office", FIELD_TEXT, AT(sim_target, office) },
	{ "flow", FIELD_TEXT, AT(sim_target, flow) },
	{ "mode", FIELD_TEXT, AT(sim_target, mode) },
	{ "from", FIELD_DAY, AT(sim_target, from) },
	{ "to", FIELD_DAY, AT(sim_target, to) },
	{ "value", FIELD_TEXT, AT(sim_target, value) },
	{ "low", FIELD_TEXT, AT(sim_target, low) },
	{ "high", FIELD_TEXT, AT(sim_target, high) },
	{ 0 }
};

/* Objects start as these; a section fills in what differs. [post] alone, without an id, changes every post's.
 */
static const struct sim_post post_default = { .name = "", .locode = "", .hours = { 480, 960 }, .shifts = 1,
	.value = 1, .lanes = { 1 }, .flows = { 1 } };
static const struct sim_rule rule_default = { .title = "", .chapters = "", .post = -1, .lane = SIM_YELLOW,
	.from = INT32_MIN, .to = INT32_MAX };
static const struct sim_season season_default = { .tag = "", .post = -1, .arrivals = 1, .staff = 1,
	.from = INT32_MAX, .to = INT32_MIN };
static const struct sim_story story_default = { .title = "", .tale = SIM_TALES, .post = -1, .rule = -1,
	.from = INT64_MAX, .to = INT64_MAX, .speed = 1 };
static const struct sim_initiative initiative_default = { .title = "", .offices = "", .owner = "", .kpi = "",
	.effect = "", .note = "", .starts = TIME_DAY_NONE, .ends = TIME_DAY_NONE };
static const struct sim_target target_default = {.kpi = "",
	.office = "",
	.flow = "",
	.mode = "",
	.value = "",
	.low = "",
	.high = "",
	.from = TIME_DAY_NONE,
	.to = TIME_DAY_NONE};

enum group { GROUP_POST, GROUP_RULE, GROUP_SEASON, GROUP_STORY, GROUP_INITIATIVE, GROUP_TARGET, GROUPS };

/* offset: of the array in the scenario; the id is the first member of every object but a target's. */
static const struct {
	const char *word;
	const struct field *fields;
	const void *initial;
	size_t size, offset, count;
	bool has_id;
} groups[] = {
	[GROUP_POST] = {"post", post_fields, &post_default, sizeof post_default, AT(sim_scenario, posts),
		AT(sim_scenario, n_posts), true},
	[GROUP_RULE] = {"rule", rule_fields, &rule_default, sizeof rule_default, AT(sim_scenario, rules),
		AT(sim_scenario, n_rules), true},
	[GROUP_SEASON] = {"season", season_fields, &season_default, sizeof season_default,
		AT(sim_scenario, seasons), AT(sim_scenario, n_seasons), true},
	[GROUP_STORY] = {"story", story_fields, &story_default, sizeof story_default,
		AT(sim_scenario, stories), AT(sim_scenario, n_stories), true},
	[GROUP_INITIATIVE] = {"initiative", initiative_fields, &initiative_default, sizeof initiative_default,
		AT(sim_scenario, initiatives), AT(sim_scenario, n_initiatives), true},
	[GROUP_TARGET] = {"target", target_fields, &target_default, sizeof target_default,
		AT(sim_scenario, targets), AT(sim_scenario, n_targets), false},
};

struct loader {
	struct sim_scenario *scenario;
	const struct settings *settings;
	struct sim_post post_initial;
	const char **ids[GROUPS];	/* sections in the order of their first line */
	int n_ids[GROUPS];
	struct err *err;
};

/* "post PSL": the group and its id; an id of "" is the section without one. */
static int group_of(const char *section, const char **ret_id)
{
	for (int g = 0; g < GROUPS; g++) {
		size_t n = strlen(groups[g].word);

		if (strncasecmp(section, groups[g].word, n) || (section[n] && section[n] != ' '))
			continue;
		*ret_id = section + n + strspn(section + n, " ");
		return g;
	}
	return -1;
}

static int id_find(const struct loader *loader, int group, const char *id)
{
	for (int i = 0; i < loader->n_ids[group]; i++)
		if (!strcasecmp(loader->ids[group][i], id))
			return i;
	return -1;
}

static size_t entries_count(const struct settings *settings)
{
	size_t cursor = 0, n = 0;

	while (settings_next(settings, &cursor))
		n++;
	return n;
}

static void *objects_create(struct loader *loader, int group)
{
	struct sim_scenario *scenario = loader->scenario;
	const void *initial = group == GROUP_POST ? &loader->post_initial : groups[group].initial;
	int n = loader->n_ids[group];
	char *objects = arena_array(&scenario->arena, (size_t)n + 1, groups[group].size);

	if (!objects)
		return NULL;
	for (int i = 0; i < n; i++) {
		char *object = objects + (size_t)i * groups[group].size;

		memcpy(object, initial, groups[group].size);
		if (groups[group].has_id)
			*(const char **)(void *)object = loader->ids[group][i];
	}
	memcpy((char *)scenario + groups[group].offset, &objects, sizeof objects);
	memcpy((char *)scenario + groups[group].count, &n, sizeof n);
	return objects;
}

/* First pass: which objects there are. */
static bool sections_collect(struct loader *loader)
{
	struct arena *arena = &loader->scenario->arena;
	size_t n = entries_count(loader->settings) + 1, cursor = 0;
	const struct settings_entry *entry;

	for (int g = 0; g < GROUPS; g++)
		if (!(loader->ids[g] = arena_array(arena, n, sizeof *loader->ids[g])))
			return err_memory(loader->err);
	while ((entry = settings_next(loader->settings, &cursor))) {
		const char *id = "";
		int g = group_of(entry->section, &id);

		if (g < 0 || !*id || id_find(loader, g, id) >= 0)
			continue;
		if (!(loader->ids[g][loader->n_ids[g]++] = arena_strdup(arena, id)))
			return err_memory(loader->err);
	}
	return true;
}

static bool entry_apply(struct loader *loader, const struct field *fields, void *object,
	const struct settings_entry *entry)
{
	for (const struct field *field = fields; field->key; field++)
		if (!strcasecmp(field->key, entry->key))
			return field_read(loader->scenario, field, entry, object, loader->err);
	return err_set(loader->err, ERR_CONFIG, "%s, line %d: [%s] has no key \"%s\"", loader->scenario->path,
		entry->line, entry->section, entry->key);
}

static bool goods_add(struct loader *loader, const struct settings_entry *entry)
{
	struct sim_scenario *scenario = loader->scenario;
	struct sim_goods *goods = &scenario->goods[scenario->n_goods++];
	double x[7];

	if (field_numbers(entry->value, x, 7) != 7 || strlen(entry->key) != 6 ||
		strspn(entry->key, "0123456789") != 6 || x[0] < 0 || x[1] < 0 || x[5] <= 0 || x[6] <= 0)
		return err_set(loader->err, ERR_CONFIG,
			"%s, line %d: expected six digits of the HS = "
			"weight risk duty excise permit value kilo, all numbers",
			scenario->path, entry->line);
	*goods = (struct sim_goods){.hs = arena_strdup(&scenario->arena, entry->key),
		.weight = x[0],
		.risk = x[1],
		.duty = x[2],
		.excise = x[3],
		.permit = x[4],
		.value = x[5],
		.kilo = x[6]};
	return goods->hs || err_memory(loader->err);
}

static bool origin_add(struct loader *loader, const struct settings_entry *entry)
{
	struct sim_scenario *scenario = loader->scenario;
	struct sim_origin *origin = &scenario->origins[scenario->n_origins++];
	double x[2];

	if (field_numbers(entry->value, x, 2) != 2 || x[0] < 0)
		return err_set(loader->err, ERR_CONFIG,
			"%s, line %d: expected COUNTRY = weight preference(0/1)", scenario->path,
			entry->line);
	*origin = (struct sim_origin){ arena_strdup(&scenario->arena, entry->key), x[0], x[1] > 0 };
	return origin->code || err_memory(loader->err);
}

static bool object_apply(struct loader *loader, const struct settings_entry *entry)
{
	const char *id = "";
	int g = group_of(entry->section, &id);
	char *objects;

	if (g < 0 || (!*id && g != GROUP_POST))
		return err_set(loader->err, ERR_CONFIG, "%s, line %d: no such section: [%s]",
			loader->scenario->path, entry->line, entry->section);
	if (!*id)
		return true;	/* [post]: applied before the posts were made */
	memcpy(&objects, (char *)loader->scenario + groups[g].offset, sizeof objects);
	return entry_apply(
		loader, groups[g].fields, objects + (size_t)id_find(loader, g, id) * groups[g].size, entry);
}

static bool entry_route(struct loader *loader, const struct settings_entry *entry)
{
	if (!strcasecmp(entry->section, "world"))
		return entry_apply(loader, world_fields, &loader->scenario->world, entry);
	if (!strcasecmp(entry->section, "mess"))
		return entry_apply(loader, mess_fields, &loader->scenario->world, entry);
	if (!strcasecmp(entry->section, "goods"))
		return goods_add(loader, entry);
	if (!strcasecmp(entry->section, "origins"))
		return origin_add(loader, entry);
	return object_apply(loader, entry);
}

static bool scenario_fill(struct loader *loader)
{
	struct sim_scenario *scenario = loader->scenario;
	size_t n = entries_count(loader->settings) + 1, cursor = 0;
	const struct settings_entry *entry;

	scenario->goods = arena_array(&scenario->arena, n, sizeof *scenario->goods);
	scenario->origins = arena_array(&scenario->arena, n, sizeof *scenario->origins);
	if (!scenario->goods || !scenario->origins)
		return err_memory(loader->err);
	loader->post_initial = post_default;
	while ((entry = settings_next(loader->settings, &cursor)))
		if (!strcasecmp(entry->section, "post") &&
			!entry_apply(loader, post_fields, &loader->post_initial, entry))
			return false;
	for (int g = 0; g < GROUPS; g++)
		if (!objects_create(loader, g))
			return err_memory(loader->err);
	cursor = 0;
	while ((entry = settings_next(loader->settings, &cursor)))
		if (!entry_route(loader, entry))
			return false;
	return true;
}

bool sim_scenario_open(const char *path, struct sim_scenario **ret_scenario, struct err *err)
{
	struct loader loader = { .err = err };
	struct settings *settings = NULL;
	bool ok = false;

	if (!(loader.scenario = calloc(1, sizeof *loader.scenario)))
		return err_memory(err);
	arena_init(&loader.scenario->arena);
	if (!settings_open(path, &settings, err))
		goto out;
	loader.settings = settings;
	loader.scenario->world = (struct sim_world_settings){ .name = "", .timezone = "UTC", .currency = "" };
	if (!(loader.scenario->path = arena_strdup(&loader.scenario->arena, path))) {
		err_memory(err);
		goto out;
	}
	ok = sections_collect(&loader) && scenario_fill(&loader) && sim_scenario_check(loader.scenario, err);
	if (ok) {
		*ret_scenario = loader.scenario;
		loader.scenario = NULL;
	}
out:
	settings_close(settings);
	sim_scenario_close(loader.scenario);
	return ok;
}

void sim_scenario_close(struct sim_scenario *scenario)
{
	if (!scenario)
		return;
	arena_finish(&scenario->arena);
	free(scenario);
}
