/* check.c - whether a scenario that was read can be simulated: what is missing, named by section.
 *
 * Values were judged one by one when they were read, with their lines; here stands what only the whole can tell. */
#include <string.h>

#include "field.h"

static bool complain(const struct sim_scenario *scenario, const char *where, const char *id, const char *what,
	struct err *err)
{
	return err_set(err, ERR_CONFIG, "%s: [%s%s%s] %s", scenario->path, where, *id ? " " : "", id, what);
}

/* Ids go into files without quotes. */
static bool id_check(const struct sim_scenario *scenario, const char *where, const char *id, struct err *err)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";

	return (*id && strlen(id) <= 30 && strspn(id, plain) == strlen(id)) ||
	       complain(scenario, where, id,
		       "needs a name of at most 30 letters, digits, dots, dashes and underscores", err);
}

static bool ids_check(const struct sim_scenario *scenario, struct err *err)
{
	for (int i = 0; i < scenario->n_posts; i++)
		if (!id_check(scenario, "post", scenario->posts[i].id, err))
			return false;
	for (int i = 0; i < scenario->n_rules; i++)
		if (!id_check(scenario, "rule", scenario->rules[i].id, err))
			return false;
	for (int i = 0; i < scenario->n_origins; i++)
		if (!id_check(scenario, "origins", scenario->origins[i].code, err))
			return false;
	return id_check(scenario, "world: currency", scenario->world.currency, err);
}

static bool post_check(const struct sim_scenario *scenario, const struct sim_post *post, struct err *err)
{
	if (post->assessors < 1 || post->examiners < 1)
		return complain(
			scenario, "post", post->id, "needs at least one assessor and one examiner", err);
	if (post->shifts < 1 || post->shifts > 3)
		return complain(scenario, "post", post->id, "needs one, two or three shifts", err);
	if (post->arrivals <= 0)
		return complain(scenario, "post", post->id, "needs arrivals a day", err);
	for (int s = 0; s < SIM_STAGES; s++)
		if (post->stages[s].median <= 0)
			return complain(scenario, "post", post->id,
				"needs every stage (discharge lodge lead document query position scan exam "
				"hold pay release "
				"remove)",
				err);
	return true;
}

/* Stories of what there is to find hold everywhere. */
static bool risk_story_check(const struct sim_scenario *scenario, const struct sim_story *story, struct err *err)
{
	if (story->share <= 0)
		return complain(scenario, "story", story->id, "needs a share above 0", err);
	if (story->tale == SIM_TALE_DISHONEST && (story->importer < 1 || story->importer > scenario->world.importers))
		return complain(scenario, "story", story->id, "needs the number of an importer", err);
	if (story->tale == SIM_TALE_UNDERVALUE && (story->value <= 0 || story->value >= 1))
		return complain(scenario, "story", story->id, "needs the value as a share of what the goods are worth, below 1", err);
	return true;
}

static bool story_check(const struct sim_scenario *scenario, const struct sim_story *story, struct err *err)
{
	if (story->tale == SIM_TALES || story->from == INT64_MAX)
		return complain(
			scenario, "story", story->id, "needs a tale and the time from which it holds", err);
	if (story->tale >= SIM_TALE_DISHONEST)
		return risk_story_check(scenario, story, err);
	if (story->tale == SIM_TALE_TIGHTEN ? story->rule < 0 : story->post < 0)
		return complain(scenario, "story", story->id,
			"needs the office (or, to tighten, the rule) it is about", err);
	if (story->tale == SIM_TALE_PAIR && (story->broker < 1 || story->broker > scenario->world.brokers ||
		story->officer < 1 || story->officer > scenario->posts[story->post].assessors))
		return complain(scenario, "story", story->id,
			"needs the numbers of a broker and of an assessor", err);
	if (story->tale == SIM_TALE_OUTAGE && story->hours.closes == 0)
		return complain(
			scenario, "story", story->id, "needs the hours that are left to the scanner", err);
	if (story->tale == SIM_TALE_PAIR && story->speed <= 0)
		return complain(scenario, "story", story->id, "needs a speed above 0", err);
	return true;
}

bool sim_scenario_check(const struct sim_scenario *scenario, struct err *err)
{
	const struct sim_world_settings *world = &scenario->world;

	if (!scenario->n_posts || !scenario->n_goods || !scenario->n_origins)
		return err_set(err, ERR_CONFIG,
			"%s: needs at least one [post ID], and lines in [goods] and [origins]",
			scenario->path);
	if (world->until == 0 || world->days < 1 || world->rows < 1)
		return complain(scenario, "world", "", "needs until, days and rows", err);
	if (world->importers < 1 || world->exporters < 1 || world->brokers < 1)
		return complain(scenario, "world", "", "needs importers, exporters and brokers", err);
	if (!ids_check(scenario, err))
		return false;
	for (int i = 0; i < scenario->n_posts; i++)
		if (!post_check(scenario, &scenario->posts[i], err))
			return false;
	for (int i = 0; i < scenario->n_stories; i++)
		if (!story_check(scenario, &scenario->stories[i], err))
			return false;
	return true;
}
