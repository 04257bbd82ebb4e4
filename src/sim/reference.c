/* reference.c - the files that describe the country: posts, officers, traders, calendar, initiatives. */
#include "reference.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "columns.h"

static const char *const weekday_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static void clock_put(struct sim_out *out, int minutes)
{
	char text[6] = "00:00";

	if (minutes >= 1440)
		minutes = 1439;
	text[0] = (char)('0' + minutes / 600);
	text[1] = (char)('0' + minutes / 60 % 10);
	text[3] = (char)('0' + minutes % 60 / 10);
	text[4] = (char)('0' + minutes % 10);
	sim_out_text(out, text);
}

static void weekend_put(struct sim_out *out, unsigned weekend)
{
	char text[32] = "";
	size_t n = 0;

	for (int d = 0; d < 7; d++)
		if (weekend >> d & 1) {
			if (n)
				text[n++] = ',';
			memcpy(text + n, weekday_names[d], 4);
			n += 3;
		}
	sim_out_text(out, text);
}

static const char *pool_of(enum sim_kind kind)
{
	return kind == SIM_SEA ? "coast" : kind == SIM_LAND || kind == SIM_RAIL ? "border" : "centre";
}

bool sim_write_posts(const struct sim_world *world, struct sim_pack *pack, struct err *err)
{
	struct sim_out *out;

	if (!sim_pack_add(pack, "posts.csv", "office,name,locode,kind,timezone,opens,closes,weekend,pool",
		    &out, err))
		return false;
	for (int i = 0; i < world->scenario->n_posts; i++) {
		const struct sim_post *post = &world->scenario->posts[i];

		sim_out_text(out, post->id);
		sim_out_text(out, post->name);
		sim_out_text(out, post->locode);
		sim_out_text(out, sim_kind_name(post->kind));
		sim_out_text(out, world->scenario->world.timezone);
		clock_put(out, post->hours.opens);
		clock_put(out, post->hours.closes);
		weekend_put(out, post->weekend);
		sim_out_text(out, pool_of(post->kind));
		sim_out_end(out);
	}
	return true;
}

static void officer_put(
	struct sim_out *out, const struct sim_world *world, int post, char role, const char *word, int number)
{
	static const char *const first[] = {
		"Ka", "Me", "Ro", "Sa", "Ti", "Na", "Lu", "Be", "Do", "Ha", "Vi", "Yo"};
	static const char *const last[] = {
		"ram", "len", "vik", "dor", "mas", "nel", "rith", "san", "tal", "ban"};
	const struct sim_scenario *scenario = world->scenario;
	struct sim_random random = sim_random_make(
		world->seed, SIM_STREAM_OFFICER, (uint64_t)(post * 128 + role), (uint64_t)number);
	char initial = (char)('A' + sim_random_below(&random, 26)), name[32];
	int32_t from = scenario->world.until - scenario->world.days - sim_random_below(&random, 1500);

	snprintf(name, sizeof name, "%c. %s%s", initial, first[sim_random_below(&random, 12)],
		last[sim_random_below(&random, 10)]);
	sim_put_officer(out, world, post, role, number);
	sim_out_text(out, name);
	sim_out_text(out, scenario->posts[post].id);
	sim_out_text(out, word);
	sim_out_text(out, pool_of(scenario->posts[post].kind));
	sim_out_day(out, from);
	sim_out_empty(out);
	sim_out_end(out);
}

bool sim_write_officers(const struct sim_world *world, struct sim_pack *pack, struct err *err)
{
	struct sim_out *out;

	if (!sim_pack_add(pack, "officers.csv", "officer_id,name,office,role,pool,from,to", &out, err))
		return false;
	for (int p = 0; p < world->scenario->n_posts; p++) {
		const struct sim_post *post = &world->scenario->posts[p];

		for (int i = 0; i < post->assessors * world->teams; i++)
			officer_put(out, world, p, 'A', "assessor", i);
		for (int i = 0; i < post->examiners * world->teams; i++)
			officer_put(out, world, p, 'X', "examiner", i);
		officer_put(out, world, p, 'S', "supervisor", 0);
	}
	officer_put(out, world, 0, 'N', "analyst", 0);
	officer_put(out, world, 0, 'N', "analyst", 1);
	return true;
}

static void trader_put(struct sim_out *out, const struct sim_world *world, char role, int number, bool aeo)
{
	static const char *const first[] = {"Amber", "Blue Heron", "Cedar", "Delta", "Eastern", "Falcon",
		"Golden Gate", "Harbour", "Ivory", "Juniper", "Keystone", "Lantern", "Meridian", "Northern",
		"Olive", "Pearl", "Quarry", "River", "Silver", "Tamarisk", "Union", "Valley", "White Sand",
		"Zenith"};
	static const char *const last[] = {"Trading", "Foods", "Textiles", "Motors", "Electronics", "Pharma",
		"Metals", "Building Supplies"};
	static const char *const sectors[] = {"general", "food", "textiles", "vehicles", "electronics",
		"medicines", "metals", "construction"};
	struct sim_random random = sim_random_make(world->seed, SIM_STREAM_TRADER, (uint64_t)role + 1000,
		(uint64_t)number);
	int sector = sim_random_below(&random, 8);
	char name[64];

	snprintf(name, sizeof name, "%s %s", first[sim_random_below(&random, 24)],
		role == 'B' ? "Customs Brokers" : last[sector]);
	sim_out_id(out, (char[]){ role, '\0' }, number + 1, role == 'B' ? 2 : 4);
	sim_out_text(out, name);
	sim_out_text(out, role == 'T' ? "importer" : role == 'E' ? "exporter" : "broker");
	sim_out_int(out, aeo);
	sim_out_text(out, role == 'B' ? "brokerage" : sectors[sector]);
	sim_out_text(out, number < 25 ? "large" : number < 120 ? "medium" : "small");
	sim_out_end(out);
}

bool sim_write_traders(const struct sim_world *world, struct sim_pack *pack, struct err *err)
{
	struct sim_out *out;

	if (!sim_pack_add(pack, "traders.csv", "trader_id,name,role,aeo,sector,size", &out, err))
		return false;
	for (int i = 0; i < world->n_importers; i++)
		trader_put(out, world, 'T', i, world->importers[i].aeo);
	for (int i = 0; i < world->n_exporters; i++)
		trader_put(out, world, 'E', i, world->exporters[i].aeo);
	for (int i = 0; i < world->scenario->world.brokers; i++)
		trader_put(out, world, 'B', i, i % 9 == 2);
	return true;
}

/* A day is named once for each office; where seasons overlap, the one that stands last in the scenario has
 * it. */
static void calendar_day(struct sim_out *out, const struct sim_world *world, int post, int32_t day)
{
	const struct sim_scenario *scenario = world->scenario;
	const struct sim_season *named = NULL;

	for (int i = 0; i < scenario->n_seasons; i++) {
		const struct sim_season *season = &scenario->seasons[i];

		if (*season->tag && season->post == post && day >= season->from && day <= season->to)
			named = season;
	}
	if (!named)
		return;
	sim_out_day(out, day);
	sim_out_text(out, post < 0 ? "" : scenario->posts[post].id);
	sim_out_int(out, !named->closed);
	sim_out_text(out, named->tag);
	sim_out_end(out);
}

bool sim_write_calendar(const struct sim_world *world, struct sim_pack *pack, struct err *err)
{
	struct sim_out *out;

	if (!sim_pack_add(pack, "calendar.csv", "day,office,working,tag", &out, err))
		return false;
	for (int32_t day = world->from_day; day < world->until_day + 60; day++)
		for (int post = -1; post < world->scenario->n_posts; post++)
			calendar_day(out, world, post, day);
	return true;
}

static void day_put(struct sim_out *out, int32_t day)
{
	if (day == TIME_DAY_NONE)
		sim_out_empty(out);
	else
		sim_out_day(out, day);
}

bool sim_write_initiatives(const struct sim_world *world, struct sim_pack *pack, struct err *err)
{
	struct sim_out *out;

	if (!sim_pack_add(pack, "initiatives.csv",
		    "initiative_id,title,starts_on,ends_on,office,owner,kpi,expected_effect,"
		    "note",
		    &out, err))
		return false;
	for (int i = 0; i < world->scenario->n_initiatives; i++) {
		const struct sim_initiative *initiative = &world->scenario->initiatives[i];

		sim_out_text(out, initiative->id);
		sim_out_text(out, initiative->title);
		day_put(out, initiative->starts);
		day_put(out, initiative->ends);
		sim_out_text(out, initiative->offices);
		sim_out_text(out, initiative->owner);
		sim_out_text(out, initiative->kpi);
		sim_out_text(out, initiative->effect);
		sim_out_text(out, initiative->note);
		sim_out_end(out);
	}
	return true;
}
