/* demo_model.c - see demo_model.h. What `risk train` and `risk simulate` do, on the private database of the demo: the model learns until
 * three months before the end of the data, so that the view can judge it on what came after. */
#include "demo_model.h"

#include "base/time.h"
#include "cube/cube.h"
#include "risk/model.h"
#include "risk/played.h"
#include "risk/trail.h"

enum { HELD_BACK = 91, WEEKS = 52, START = 4, PLAYS = 3 };

static const char who[] = "demo";

bool demo_model_is_due(void *context)
{
	return !((const struct demo_model *)context)->tried;
}

/* The ridge: it takes a tenth of a second, and is the same with and without a library. */
static bool learn(struct session *session, int32_t until, struct err *err)
{
	const struct risk_train_options options = {.from = TIME_DAY_NONE, .until = until, .seed = 1, .threads = 1, .engine = "ridge"};
	struct risk_model *model = NULL;
	bool ok = risk_train(session->store, &options, &model, err) && risk_model_keep(session->store, model, session->env.now, who, err) &&
		  risk_use(session->store, risk_model_card(model)->version, who, "learnt by the demo, on its sample", session->env.now, err);

	risk_model_close(model);
	return ok;
}

/* Without a year of inspections there is no year to show, and the view says so. */
static bool play(struct session *session, int32_t first, int32_t last, struct err *err)
{
	const struct risk_sim_options options = {.from = first, .to = last, .budget = 0.05, .explore = 0.1, .weeks = WEEKS, .start = START,
		.seeds = PLAYS, .seed = 1};
	struct risk_simulation simulation;
	struct arena arena;
	bool ok;

	arena_init(&arena);
	ok = risk_simulate(session->store, &options, &arena, &simulation, err) &&
	     risk_played_keep(session->store, &options, &simulation, session->env.now, err);
	arena_finish(&arena);
	return ok;
}

/* What was stopped in its middle, for a key had something to be read, is begun anew later. */
void demo_model_learn(void *context)
{
	struct demo_model *model = context;
	int32_t first, last;
	struct err err = {0};

	model->tried = true;
	if (!cube_span(model->session->cube, CUBE_AT_REGISTERED, &first, &last))
		return;
	model->made = model->made || learn(model->session, last - HELD_BACK, &err);
	if (model->made)
		play(model->session, first, last, &err);
	model->tried = err.code != ERR_INTERRUPTED;
}

void demo_model_show(void *context, struct dashboard *dashboard)
{
	struct demo_model *model = context;

	if (model->made)
		dashboard_replace(dashboard, &model->session->env, model->session->synthetic, false);
}
