/* watch.c - see risk/watch.h. A week at a time is read and scored, so that memory does not grow with the period. */
#include "risk/watch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "encode.h"
#include "model_private.h"
#include "read.h"
#include "stats/stats.h"

enum { WEEK = 7, YEAR = 364 /* the same weekdays */, HOLDS = 4 /* weeks: chance alone once in 160,000 */,
	FIRST_WEEKS = 4, FIRST_MIN = 100 /* results; fewer are no measure */ };

static const double z_99 = 2.576, z_975 = 2.241, z_95 = 1.96, best_share = 0.10;

static const char *const signal_titles[RISK_SIGNALS] = {
	[RISK_SIGNAL_SCORES] = "scores spread otherwise",
	[RISK_SIGNAL_NEW_GOODS] = "share of new goods",
	[RISK_SIGNAL_FOUND] = "found against expected",
	[RISK_SIGNAL_RANDOM] = "what random picks find",
};

const char *risk_signal_title(enum risk_signal signal)
{
	return signal_titles[signal];
}

struct watching {
	struct store *store;
	struct risk_model *model;
	const struct risk_only *only;
	struct risk_data data;
	float *margins;
	double *p;
	bool *is_new;
	struct err *err;
};

/* A judged declaration, kept until the best tenth of all weeks is known. */
struct judged {
	float margin;
	double p;
	size_t week;
	bool hit;
};

static bool week_read(struct watching *watching, int32_t from, int32_t to)
{
	struct risk_window window = {.from = from, .to = to, .known_by = INT32_MAX, .only = watching->only};

	if (!risk_read(watching->store, &window, &watching->data, watching->err))
		return false;
	watching->margins = malloc((watching->data.n + 1) * sizeof(*watching->margins));
	watching->p = malloc((watching->data.n + 1) * sizeof(*watching->p));
	watching->is_new = malloc((watching->data.n + 1) * sizeof(*watching->is_new));
	if (!watching->margins || !watching->p || !watching->is_new)
		return err_memory(watching->err);
	return risk_model_ask(watching->model, &watching->data, watching->margins, watching->p, watching->is_new, watching->err);
}

static void week_forget(struct watching *watching)
{
	free(watching->margins);
	free(watching->p);
	free(watching->is_new);
	watching->margins = NULL;
	watching->p = NULL;
	watching->is_new = NULL;
	risk_data_finish(&watching->data);
}

/* Share of rows whose tuple no inspection had seen; NaN where the model keeps no record of such tuples. */
static double unseen_share(struct watching *watching, const char *key_name)
{
	int key = risk_key_find(key_name);
	size_t unseen = 0, told = 0;
	bool kept = false;

	for (int i = 0; i < watching->model->spec.n_keys; i++)
		kept |= watching->model->spec.keys[i] == key;
	for (size_t row = 0; kept && row < watching->data.n; row++) {
		uint64_t hash = risk_key_hash((size_t)key, &watching->data, row);

		told += hash != 0;
		unseen += hash != 0 && risk_history_find(&watching->model->history, hash).n == 0;
	}
	return told ? (double)unseen / (double)told : NAN;
}

static void week_count(const struct watching *watching, struct risk_week *week)
{
	for (size_t i = 0; i < watching->data.n; i++) {
		const struct risk_row *row = &watching->data.rows[i];
		bool hit = row->label == 1;

		week->n_new += watching->is_new[i];
		if (row->label == RISK_UNJUDGED)
			continue;
		week->judged++;
		week->hits += hit;
		week->expected += watching->p[i];
		week->spread += watching->p[i] * (1 - watching->p[i]);
		if (row->choice != RISK_CHOICE_RANDOM)
			continue;
		week->random_n++;
		week->random_hits += hit;
	}
	week->spread = sqrt(week->spread);
}

/* What share of new goods the held-back part had, and what chance makes of it at this n. Judged declarations on both sides. */
static void novelty_limit(const struct watching *watching, struct risk_week *week)
{
	const struct risk_probe *probe = &watching->model->card.probe;
	double share = probe->n ? (double)probe->n_new / (double)probe->n : NAN, width;

	week->new_low = week->new_high = NAN;
	if (isnan(share) || week->judged == 0)
		return;
	width = z_99 * sqrt(share * (1 - share) * (1 / (double)week->judged + 1 / (double)probe->n));
	week->new_low = fmax(share - width, 0);
	week->new_high = fmin(share + width, 1);
}

static bool judged_keep(const struct watching *watching, size_t at, struct judged **judged, size_t *n, size_t *cap)
{
	for (size_t i = 0; i < watching->data.n; i++) {
		if (watching->data.rows[i].label == RISK_UNJUDGED)
			continue;
		if (*n == *cap) {
			size_t more = *cap ? *cap * 2 : 1024;
			struct judged *grown = realloc(*judged, more * sizeof(*grown));

			if (!grown)
				return false;
			*judged = grown;
			*cap = more;
		}
		(*judged)[(*n)++] = (struct judged){.margin = watching->margins[i], .p = watching->p[i], .week = at, .hit = watching->data.rows[i].label == 1};
	}
	return true;
}

static int by_margin(const void *a, const void *b)
{
	const struct judged *x = a, *y = b;

	if (x->margin != y->margin)
		return x->margin < y->margin ? 1 : -1;
	return (x->week > y->week) - (x->week < y->week);
}

static void best_tell(struct judged *judged, size_t n, struct risk_watch *watch)
{
	size_t k = risk_budget_size(best_share, n), hits = 0;

	if (n > 0)
		qsort(judged, n, sizeof(*judged), by_margin);
	for (size_t i = 0; i < k; i++) {
		struct risk_week *week = &watch->weeks[judged[i].week];

		week->picked++;
		week->picked_hits += judged[i].hit;
		week->picked_expected += judged[i].p;
		week->picked_spread += judged[i].p * (1 - judged[i].p);
		hits += judged[i].hit;
	}
	for (size_t i = 0; i < watch->n; i++)
		watch->weeks[i].picked_spread = sqrt(watch->weeks[i].picked_spread);
	watch->picked_rate = k ? (double)hits / (double)k : NAN;
}

static double new_share_of_judged(const struct watching *watching)
{
	size_t judged = 0, fresh = 0;

	for (size_t i = 0; i < watching->data.n; i++) {
		if (watching->data.rows[i].label == RISK_UNJUDGED)
			continue;
		judged++;
		fresh += watching->is_new[i];
	}
	return judged ? (double)fresh / (double)judged : NAN;
}

static bool week_look(struct watching *watching, struct risk_week *week, size_t at, struct judged **judged, size_t *n, size_t *cap)
{
	double share;

	if (!week_read(watching, week->day, week->day + WEEK - 1)) {
		week_forget(watching);
		return false;
	}
	week->n = watching->data.n;
	week_count(watching, week);
	week->psi = week->psi_chance = NAN;
	novelty_limit(watching, week);
	week->unseen_importers = unseen_share(watching, "importer");
	week->unseen_hs = unseen_share(watching, "hs6");
	share = new_share_of_judged(watching);
	week->signals[RISK_SIGNAL_NEW_GOODS] = week->judged >= RISK_WATCH_FEW && (share < week->new_low || share > week->new_high);
	if (!judged_keep(watching, at, judged, n, cap)) {
		week_forget(watching);
		return err_memory(watching->err);
	}
	week_forget(watching);
	return true;
}

/* Beyond what chance makes of the probabilities. Two looks at one question, among all and among the best: each at 2.5 %, so that
 * together they err in one week of twenty. Half a hit is the step between whole numbers. */
static bool is_off(double hits, double expected, double spread)
{
	return fabs(hits - expected) > z_975 * spread + 0.5;
}

/* Risks that only moved elsewhere leave the sum of hits as it was: what the best ranked bring tells. */
static void found_judge(struct risk_watch *watch)
{
	for (size_t i = 0; i < watch->n; i++) {
		struct risk_week *week = &watch->weeks[i];

		week->signals[RISK_SIGNAL_FOUND] = (week->judged > 0 && is_off((double)week->hits, week->expected, week->spread)) ||
			(week->picked > 0 && is_off((double)week->picked_hits, week->picked_expected, week->picked_spread));
	}
}

/* The margins of the weeks first..last, which stand one week after the other. */
static size_t margins_take(const struct judged *judged, size_t n, size_t first, size_t last, float *margins)
{
	size_t taken = 0;

	for (size_t i = 0; i < n; i++) {
		if (judged[i].week >= first && judged[i].week <= last)
			margins[taken++] = judged[i].margin;
	}
	return taken;
}

/* Against what the same model gave in its first weeks: its trial was another model, and on what it learnt from it is surer than it
 * will ever be again. */
static bool scores_judge(const struct judged *judged, size_t n, struct risk_watch *watch)
{
	float *margins = malloc((n + 1) * sizeof(*margins));
	struct risk_reference first;
	double shares[RISK_REFERENCE_BINS + 2];
	size_t taken;
	bool ok = margins != NULL;

	taken = ok ? margins_take(judged, n, 0, FIRST_WEEKS - 1, margins) : 0;
	ok = ok && (taken < FIRST_MIN || risk_reference_make("score", margins, taken, 1, &first));
	for (size_t week = FIRST_WEEKS; ok && taken >= FIRST_MIN && week < watch->n; week++) {
		size_t now = margins_take(judged, n, week, week, margins);

		if (now == 0)
			continue;
		risk_reference_shares(&first, margins, now, 1, shares);
		watch->weeks[week].psi = risk_reference_psi(&first, shares);
		watch->weeks[week].psi_chance = risk_reference_chance(&first, now);
		watch->weeks[week].signals[RISK_SIGNAL_SCORES] = watch->weeks[week].psi > watch->weeks[week].psi_chance;
	}
	free(margins);
	return ok;
}

static void random_judge(struct risk_watch *watch)
{
	for (size_t i = 0; i < watch->n; i++) {
		watch->random_n += watch->weeks[i].random_n;
		watch->random_hits += watch->weeks[i].random_hits;
	}
	watch->random_rate = watch->random_n ? (double)watch->random_hits / (double)watch->random_n : NAN;
	for (size_t i = 0; i < watch->n; i++) {
		struct risk_week *week = &watch->weeks[i];
		double rate = watch->random_rate, width;

		week->random_low = week->random_high = NAN;
		if (week->random_n == 0)
			continue;
		width = z_95 * sqrt(rate * (1 - rate) / (double)week->random_n);
		week->random_low = fmax(rate - width, 0);
		week->random_high = fmin(rate + width, 1);
		week->signals[RISK_SIGNAL_RANDOM] = fabs((double)week->random_hits - rate * (double)week->random_n) > width * (double)week->random_n + 0.5;
	}
}

static bool holds(const struct risk_watch *watch, size_t week, int signal)
{
	for (size_t back = 0; back < HOLDS; back++) {
		if (back > week || !watch->weeks[week - back].signals[signal])
			return false;
	}
	return true;
}

static void alarms_set(struct risk_watch *watch)
{
	for (size_t i = 0; i < watch->n; i++) {
		int raised = 0;
		bool held = false;

		for (int s = 0; s < RISK_SIGNALS; s++) {
			raised += watch->weeks[i].signals[s] || (i > 0 && watch->weeks[i - 1].signals[s]);
			held |= holds(watch, i, s);
		}
		watch->weeks[i].alarm = raised >= 2 || held;
	}
}

static int32_t monday_after(int32_t day)
{
	return day + 1 + (WEEK - time_weekday(day + 1)) % WEEK;
}

bool risk_watch(struct store *store, struct risk_model *model, int32_t to, size_t most, const struct risk_only *only, struct arena *arena,
	struct risk_watch *ret_watch, struct err *err)
{
	struct watching watching = {.store = store, .model = model, .only = only, .err = err};
	int32_t first = monday_after(model->card.trained_until);
	size_t n = to >= first + WEEK - 1 ? (size_t)(to + 1 - first) / WEEK : 0, n_judged = 0, cap = 0;
	struct risk_watch watch = {.picked_rate = NAN, .random_rate = NAN};
	struct judged *judged = NULL;
	bool ok = true;

	if (n > most) {
		first += (int32_t)(n - most) * WEEK;
		n = most;
	}
	watch.n = n;
	watch.weeks = arena_array(arena, n + 1, sizeof(*watch.weeks));
	if (!watch.weeks)
		return err_memory(err);
	for (size_t i = 0; ok && i < n; i++) {
		watch.weeks[i].day = first + (int32_t)i * WEEK;
		ok = week_look(&watching, &watch.weeks[i], i, &judged, &n_judged, &cap);
	}
	ok = ok && (scores_judge(judged, n_judged, &watch) || err_memory(err));
	if (ok) {
		best_tell(judged, n_judged, &watch);
		found_judge(&watch);
		random_judge(&watch);
		alarms_set(&watch);
		*ret_watch = watch;
	}
	free(judged);
	return ok;
}

/* ------------------------------------------------------------------------------------------ */
/* The season */

struct span {
	struct risk_data data;
	struct risk_matrix matrix;
};

static bool span_take(struct store *store, struct risk_model *model, int32_t from, int32_t to, bool judged, struct span *span,
	struct err *err)
{
	struct risk_window window = {.from = from, .to = to, .known_by = INT32_MAX, .judged = judged};

	if (!risk_read(store, &window, &span->data, err))
		return false;
	risk_spec_bind(&model->spec, &span->data);
	return risk_encode_scoring(&model->spec, &model->history, &span->data, &span->matrix) || err_memory(err);
}

static void span_finish(struct span *span)
{
	risk_matrix_finish(&span->matrix);
	risk_data_finish(&span->data);
}

static int by_excess(const void *a, const void *b)
{
	const struct risk_shift *x = a, *y = b;
	double left = x->psi - x->chance, right = y->psi - y->chance;

	if (left != right)
		return left < right ? 1 : -1;
	return strcmp(x->name, y->name);
}

/* Days and months differ between any two seasons: the calendar is no shift. */
static bool is_compared(const struct risk_feature *feature)
{
	return feature->kind > RISK_FEATURE_COUNT && feature->kind != RISK_FEATURE_WEEKDAY && feature->kind != RISK_FEATURE_MONTH_DAY;
}

static bool shifts_make(const struct risk_model *model, const struct span *now, const struct span *before, struct arena *arena,
	struct risk_season *season)
{
	for (int f = 0; f < model->spec.n_features; f++) {
		const struct risk_feature *feature = &model->spec.features[f];
		const struct risk_reference *reference = risk_model_reference(model, feature->name);
		struct risk_reference last;
		double shares[RISK_REFERENCE_BINS + 2];
		struct risk_shift *shift = &season->shifts[season->n_shifts];

		if (!is_compared(feature) || !reference)
			continue;
		if (season->is_last_year) {
			if (!risk_reference_make(feature->name, before->matrix.x + f, before->data.n, before->matrix.width, &last))
				return false;
			reference = &last;
		}
		risk_reference_shares(reference, now->matrix.x + f, now->data.n, now->matrix.width, shares);
		*shift = (struct risk_shift){.name = arena_strdup(arena, feature->name), .psi = risk_reference_psi(reference, shares),
			.chance = risk_reference_chance(reference, now->data.n)};
		if (!shift->name)
			return false;
		season->n_shifts += !isnan(shift->chance);
	}
	qsort(season->shifts, season->n_shifts, sizeof(*season->shifts), by_excess);
	return true;
}

bool risk_season(struct store *store, struct risk_model *model, int32_t from, int32_t to, struct arena *arena,
	struct risk_season *ret_season, struct err *err)
{
	struct risk_season season = {.from = from, .to = to};
	struct span now = {0}, before = {0};
	bool ok = span_take(store, model, from, to, false, &now, err) && span_take(store, model, from - YEAR, to - YEAR, false, &before, err);

	/* A year before that is half empty was not loaded whole. The training window holds judged declarations only: against it, like
	 * is compared with like. */
	season.is_last_year = ok && before.data.n > 0 && before.data.n * 2 >= now.data.n;
	if (ok && !season.is_last_year) {
		span_finish(&now);
		now = (struct span){0};
		ok = span_take(store, model, from, to, true, &now, err);
	}
	if (ok) {
		season.n = now.data.n;
		season.n_before = season.is_last_year ? before.data.n : model->card.n;
		season.shifts = arena_array(arena, (size_t)model->spec.n_features + 1, sizeof(*season.shifts));
		ok = (season.shifts && (now.data.n == 0 || shifts_make(model, &now, &before, arena, &season))) || err_memory(err);
	}
	span_finish(&now);
	span_finish(&before);
	if (ok)
		*ret_season = season;
	return ok;
}
