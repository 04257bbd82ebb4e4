/* played.c - see risk/played.h. */
#include "risk/played.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "json.h"

static const char fact[] = "risk_simulation";

static void number_put(struct text *out, const char *name, double value)
{
	text_appendf(out, "%s\"%s\":", out->len > 1 ? "," : "", name);
	text_append_json_number(out, value);
}

bool risk_played_keep(struct store *store, const struct risk_sim_options *options, const struct risk_simulation *simulation, int64_t now,
	struct err *err)
{
	const struct risk_sim_figure *with = &simulation->with.year, *without = &simulation->without.year;
	struct text out = TEXT_INIT;
	bool ok;

	text_put(&out, '{');
	number_put(&out, "at", (double)now);
	number_put(&out, "from", simulation->from);
	number_put(&out, "to", simulation->to);
	number_put(&out, "weeks", simulation->weeks);
	number_put(&out, "seeds", simulation->seeds);
	number_put(&out, "budget", options->budget);
	number_put(&out, "explore", options->explore);
	number_put(&out, "with", with->mean);
	number_put(&out, "without", options->alone ? NAN : without->mean);
	number_put(&out, "with_new", simulation->with.fresh.mean);
	number_put(&out, "without_new", options->alone ? NAN : simulation->without.fresh.mean);
	number_put(&out, "spread", options->alone ? NAN : (without->high - without->low) / 2 / sqrt(simulation->seeds));
	number_put(&out, "random", simulation->random);
	number_put(&out, "current", simulation->current);
	number_put(&out, "rate", simulation->with.rate.mean);
	number_put(&out, "half_width", simulation->with.half_width);
	text_put(&out, '}');
	ok = out.failed ? err_memory(err) : store_set_fact(store, fact, out.data, err);
	text_finish(&out);
	return ok;
}

static void json_take(const struct risk_json *json, struct risk_played *played)
{
#define NUMBER(name) risk_json_number(risk_json_get(json, name), NAN)
	double at = NUMBER("at"), from = NUMBER("from"), to = NUMBER("to"), weeks = NUMBER("weeks"), seeds = NUMBER("seeds");

	if (isnan(at) || isnan(from) || isnan(to) || isnan(weeks) || isnan(seeds) || isnan(NUMBER("with")))
		return;
	*played = (struct risk_played){.at = (int64_t)at, .from = (int32_t)from, .to = (int32_t)to, .weeks = (int)weeks, .seeds = (int)seeds,
		.budget = NUMBER("budget"), .explore = NUMBER("explore"), .with = NUMBER("with"), .without = NUMBER("without"),
		.with_new = NUMBER("with_new"), .without_new = NUMBER("without_new"), .spread = NUMBER("spread"), .random = NUMBER("random"), .current = NUMBER("current"), .rate = NUMBER("rate"),
		.half_width = NUMBER("half_width")};
#undef NUMBER
}

struct risk_played risk_played_read(struct store *store)
{
	const char *text = store_fact(store, fact);
	struct risk_played played = {0};
	struct arena arena;

	if (!text)
		return played;
	arena_init(&arena);
	json_take(risk_json_parse(&arena, text, strlen(text)), &played);
	arena_finish(&arena);
	return played;
}

enum risk_played_word risk_played_judge(const struct risk_played *played)
{
	double change = played->with - played->without;

	if (!played->at || !(played->explore > 0) || isnan(change))
		return RISK_PLAYED_UNKNOWN;
	return change < -played->spread ? RISK_PLAYED_COST : change > played->spread ? RISK_PLAYED_GAINED : RISK_PLAYED_ALIKE;
}
