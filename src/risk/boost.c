/* boost.c - gradient boosted trees by XGBoost: the only file that sees its header.
 *
 * Trees are grown by histogram on as many threads as asked for (the same model whatever their number), scored on one: a process
 * that has used two hangs in a child that does (dmlc/xgboost #7044). Models go in and out as JSON, which refuses damage where
 * the binary form crashes. Numbers reach the library as constants, so that no decimal comma can.
 *
 * The library is opened when trees are first asked for: to link it would cost every start of the program, of which few want any,
 * three times what the rest of a start takes. */
#include "engine.h"

#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xgboost/c_api.h>

#define FUNCTIONS(X) \
	X(XGBGetLastError) \
	X(XGBoosterCreate) \
	X(XGBoosterFeatureScore) \
	X(XGBoosterFree) \
	X(XGBoosterGetNumFeature) \
	X(XGBoosterLoadModelFromBuffer) \
	X(XGBoosterPredictFromDMatrix) \
	X(XGBoosterSaveModelToBuffer) \
	X(XGBoosterSetParam) \
	X(XGBoosterSetStrFeatureInfo) \
	X(XGBoosterUpdateOneIter) \
	X(XGDMatrixCreateFromMat_omp) \
	X(XGDMatrixFree) \
	X(XGDMatrixSetFloatInfo)

static struct {
	bool tried, there;
#define X(name) __typeof__(name) *name;
	FUNCTIONS(X)
#undef X
} library;

/* One by one, for a pointer to an object is no pointer to a function to ISO C. */
static bool find(void *handle, const char *name, void *ret_function)
{
	void *found = dlsym(handle, name);

	memcpy(ret_function, &found, sizeof(found));
	return found != NULL;
}

static bool library_open(void)
{
	static const char *const files[] = {"libxgboost.so.0", "libxgboost.so"};
	void *handle = NULL;

	if (library.tried)
		return library.there;
	library.tried = true;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]) && !handle; i++)
		handle = dlopen(files[i], RTLD_NOW | RTLD_LOCAL);
	library.there = handle != NULL;
#define X(name) library.there = library.there && find(handle, #name, &library.name);
	FUNCTIONS(X)
#undef X
	return library.there;
}

struct risk_fit {
	BoosterHandle booster;
	size_t width;
};

bool risk_boost_is_built(void)
{
	return library_open();
}

static bool fail(struct err *err, const char *what)
{
	const char *words = library.XGBGetLastError();
	size_t n = strcspn(words, "\n");

	return err_set(err, ERR_DATA, "the trees cannot be %s: %.*s", what, (int)(n < 300 ? n : 300), words);
}

static bool fail_closed(struct err *err)
{
	return err_set(err, ERR_NOT_BUILT, "boosted trees need a library that is not here: install libxgboost0, or train with --engine ridge");
}

static void fit_destroy(struct risk_fit *fit)
{
	if (!fit)
		return;
	if (fit->booster)
		library.XGBoosterFree(fit->booster);
	free(fit);
}

static bool matrix_open(const struct risk_matrix *matrix, DMatrixHandle *ret_handle, struct err *err)
{
	if (library.XGDMatrixCreateFromMat_omp(matrix->x, matrix->n, matrix->width, NAN, ret_handle, 1) != 0)
		return fail(err, "given their rows");
	return true;
}

static bool whole_number_set(BoosterHandle booster, const char *name, unsigned long long value)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu", value);
	return library.XGBoosterSetParam(booster, name, text) == 0;
}

static bool parameters_set(BoosterHandle booster, const struct risk_training *training)
{
	/* Chosen on the validation quarter of the published data; see docs/risk.md. */
	static const char *const fixed[][2] = {
		{"objective", "binary:logistic"}, {"tree_method", "hist"}, {"max_depth", "6"},
		{"subsample", "0.8"}, {"colsample_bytree", "0.6"}, {"min_child_weight", "2"}, {"lambda", "1"},
		{"verbosity", "0"}, {"validate_parameters", "0"},
	};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++) {
		if (library.XGBoosterSetParam(booster, fixed[i][0], fixed[i][1]) != 0)
			return false;
	}
	return library.XGBoosterSetParam(booster, "eta", training->quick ? "0.15" : "0.05") == 0 &&
	       library.XGBoosterSetParam(booster, "max_bin", training->quick ? "128" : "256") == 0 &&
	       whole_number_set(booster, "seed", training->seed & 0x7fffffff) &&
	       whole_number_set(booster, "nthread", training->threads > 0 ? (unsigned)training->threads : 1);
}

static bool names_set(BoosterHandle booster, const struct risk_spec *spec)
{
	const char **names = calloc((size_t)spec->n_features + 1, sizeof(*names));
	bool ok = names != NULL;

	for (int i = 0; ok && i < spec->n_features; i++)
		names[i] = spec->features[i].name;
	ok = ok && library.XGBoosterSetStrFeatureInfo(booster, "feature_name", names, (bst_ulong)spec->n_features) == 0;
	free(names);
	return ok;
}

static bool rounds_run(struct risk_fit *fit, DMatrixHandle rows, const struct risk_training *training, struct err *err)
{
	int rounds = (training->rounds > 0 ? training->rounds : risk_boost.rounds) / (training->quick ? RISK_QUICK : 1);

	for (int i = 0; i < rounds; i++) {
		if (training->step && !training->step(training->user, i, rounds))
			return err_set(err, ERR_INTERRUPTED, "stopped: no model was made");
		if (library.XGBoosterUpdateOneIter(fit->booster, i, rows) != 0)
			return fail(err, "grown");
	}
	return true;
}

static bool train(const struct risk_spec *spec, const struct risk_matrix *matrix, const float *labels,
	const struct risk_training *training, struct risk_fit **ret_fit, struct err *err)
{
	struct risk_fit *fit;
	DMatrixHandle rows = NULL;
	bool ok = false;

	if (!library_open())
		return fail_closed(err);
	fit = calloc(1, sizeof(*fit));
	if (!fit)
		return err_memory(err);
	fit->width = matrix->width;
	if (!matrix_open(matrix, &rows, err))
		goto out;
	if (library.XGDMatrixSetFloatInfo(rows, "label", labels, matrix->n) != 0 || library.XGBoosterCreate(&rows, 1, &fit->booster) != 0 ||
		!parameters_set(fit->booster, training)) {
		fail(err, "set up");
		goto out;
	}
	ok = rounds_run(fit, rows, training, err) && (names_set(fit->booster, spec) || fail(err, "named"));
out:
	if (rows)
		library.XGDMatrixFree(rows);
	if (ok)
		*ret_fit = fit;
	else
		fit_destroy(fit);
	return ok;
}

/* type 1: margins; 2: exact contributions. */
static bool predict(struct risk_fit *fit, const struct risk_matrix *matrix, int type, int rounds, size_t per_row, float *ret,
	struct err *err)
{
	DMatrixHandle rows = NULL;
	bst_ulong const *shape;
	bst_ulong dimensions, n = 1;
	float const *result;
	char config[160];
	bool ok = false;

	if (matrix->n == 0)
		return true;
	if (!matrix_open(matrix, &rows, err))
		return false;
	snprintf(config, sizeof(config),
		"{\"type\":%d,\"training\":false,\"iteration_begin\":0,\"iteration_end\":%d,\"strict_shape\":false}", type, rounds);
	if (library.XGBoosterPredictFromDMatrix(fit->booster, rows, config, &shape, &dimensions, &result) != 0) {
		fail(err, "asked");
		goto out;
	}
	for (bst_ulong i = 0; i < dimensions; i++)
		n *= shape[i];
	if (n != matrix->n * per_row) {
		err_set(err, ERR_DATA, "the trees gave %llu numbers for %zu rows", (unsigned long long)n, matrix->n);
		goto out;
	}
	memcpy(ret, result, n * sizeof(*ret));
	ok = true;
out:
	library.XGDMatrixFree(rows);
	return ok;
}

static bool margins(struct risk_fit *fit, const struct risk_matrix *matrix, int rounds, float *ret_margins, struct err *err)
{
	return predict(fit, matrix, 1, rounds, 1, ret_margins, err);
}

static bool contributions(struct risk_fit *fit, const struct risk_matrix *matrix, float *ret_contributions, struct err *err)
{
	return predict(fit, matrix, 2, 0, matrix->width + 1, ret_contributions, err);
}

/* The library tells only features that some tree uses, by the names that it was given. */
static bool importance(struct risk_fit *fit, const struct risk_spec *spec, double *ret_importance, struct err *err)
{
	const char **names;
	const float *scores;
	const bst_ulong *shape;
	bst_ulong n, dimensions;

	memset(ret_importance, 0, (size_t)spec->n_features * sizeof(*ret_importance));
	if (library.XGBoosterFeatureScore(fit->booster, "{\"importance_type\":\"total_gain\"}", &n, &names, &dimensions, &shape, &scores) != 0)
		return fail(err, "asked what they look at");
	for (int f = 0; f < spec->n_features; f++) {
		for (bst_ulong i = 0; i < n; i++)
			ret_importance[f] += strcmp(names[i], spec->features[f].name) == 0 ? (double)scores[i] : 0;
	}
	return true;
}

static bool write(struct risk_fit *fit, struct text *out, struct err *err)
{
	const char *bytes;
	bst_ulong n;

	if (library.XGBoosterSaveModelToBuffer(fit->booster, "{\"format\":\"json\"}", &n, &bytes) != 0)
		return fail(err, "written");
	text_append_n(out, bytes, n);
	return !out->failed || err_memory(err);
}

static bool read(const struct risk_spec *spec, const char *json, size_t n, struct risk_fit **ret_fit, struct err *err)
{
	struct risk_fit *fit;
	bst_ulong width = 0;
	bool ok = false;

	if (!library_open())
		return fail_closed(err);
	fit = calloc(1, sizeof(*fit));
	if (!fit)
		return err_memory(err);
	if (library.XGBoosterCreate(NULL, 0, &fit->booster) != 0 || !whole_number_set(fit->booster, "nthread", 1) ||
		library.XGBoosterSetParam(fit->booster, "verbosity", "0") != 0 || library.XGBoosterLoadModelFromBuffer(fit->booster, json, n) != 0 ||
		!whole_number_set(fit->booster, "nthread", 1) || library.XGBoosterGetNumFeature(fit->booster, &width) != 0)
		fail(err, "read");
	else if (width != (bst_ulong)spec->n_features)
		err_set(err, ERR_DATA, "the trees know %llu features and the model names %d", (unsigned long long)width, spec->n_features);
	else
		ok = true;
	fit->width = width;
	if (ok)
		*ret_fit = fit;
	else
		fit_destroy(fit);
	return ok;
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
	.destroy = fit_destroy,
};
