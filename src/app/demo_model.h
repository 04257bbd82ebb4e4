/* demo_model.h - the demo's own risk model, so that its view Risk opens on something: learnt behind the screen, once nothing was typed
 * for a moment, so that neither the start nor a key waits for it. */
#ifndef APP_DEMO_MODEL_H
#define APP_DEMO_MODEL_H

#include "session.h"
#include "tui/loop.h"

struct demo_model {
	struct session *session;	/* borrowed; of a private database */
	bool tried;			/* once is enough, whatever came of it */
	bool made;
};

/* For loop_hooks, with a struct demo_model as context. */
bool demo_model_is_due(void *context);
void demo_model_learn(void *context);				/* where the store is in no other use */
void demo_model_show(void *context, struct dashboard *dashboard);

#endif
