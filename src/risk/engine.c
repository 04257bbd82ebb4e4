/* engine.c - see engine.h. */
#include "engine.h"

#include <math.h>
#include <string.h>

static const struct risk_engine *const engines[] = {&risk_boost, &risk_ridge};

const struct risk_engine *risk_engine_find(const char *name)
{
	for (size_t i = 0; i < sizeof(engines) / sizeof(*engines); i++) {
		if (strcmp(engines[i]->name, name) == 0)
			return engines[i];
	}
	return NULL;
}

const struct risk_engine *risk_engine_default(void)
{
	return risk_boost_is_built() ? &risk_boost : &risk_ridge;
}

double risk_logistic(double margin)
{
	return 1 / (1 + exp(-margin));
}

double risk_logit(double p)
{
	p = fmin(fmax(p, 1e-6), 1 - 1e-6);
	return log(p / (1 - p));
}
