/* boost_none.c - stands where boost.c does when the program is built without XGBoost. */
#include "engine.h"

bool risk_boost_is_built(void)
{
	return false;
}

static bool refuse(struct err *err)
{
	return err_set(err, ERR_NOT_BUILT, "boosted trees are not built in: install libxgboost-dev and build again, or train with --engine ridge");
}

static bool train(const struct risk_spec *spec, const struct risk_matrix *matrix, const float *labels,
	const struct risk_training *training, struct risk_fit **ret_fit, struct err *err)
{
	return refuse(err);
}

static bool margins(struct risk_fit *fit, const struct risk_matrix *matrix, int rounds, float *ret_margins, struct err *err)
{
	return refuse(err);
}

static bool contributions(struct risk_fit *fit, const struct risk_matrix *matrix, float *ret_contributions, struct err *err)
{
	return refuse(err);
}

static bool importance(struct risk_fit *fit, const struct risk_spec *spec, double *ret_importance, struct err *err)
{
	return refuse(err);
}

static bool write(struct risk_fit *fit, struct text *out, struct err *err)
{
	return refuse(err);
}

static bool read(const struct risk_spec *spec, const char *json, size_t n, struct risk_fit **ret_fit, struct err *err)
{
	return refuse(err);
}

static void destroy(struct risk_fit *fit)
{
}

const struct risk_engine risk_boost = {
	.name = "boost",
	.title = "boosted trees (XGBoost)",
	.rounds = 300,
	.train = train,
	.margins = margins,
	.contributions = contributions,
	.importance = importance,
	.write = write,
	.read = read,
	.destroy = destroy,
};
