/* signals.c - see stats/signals.h. Several baselines (season, longer season or none; levels of different quickness) run side by side; the
 * one whose expectations were nearest so far is asked. Each keeps its own record of what is usual for it. */
#include "stats/signals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "baseline.h"
#include "stats/stats.h"
#include "tail.h"

/* What special days of one number added, the newest: to the level alone (closed on a feast, whatever weekday it is), or to level and
 * shape (shorter hours in a month that has all weekdays). */
enum { TO_LEVEL, TO_SHAPE };

enum { BASELINES = 10, SMOOTH = 48, SPECIALS = 256, SPECIAL_KNOWN = 3, SPECIAL_KEPT = 24, DRIFT_STEPS = 10, KNOWN_MIN = 20, SPIKES_PRIOR = 15, SHIFTS_PRIOR = 4 };
/* Steps in which an alarm is not repeated: a season, but no longer than an event lasts when steps are minutes. */
enum { LASTING_PLAIN = 7, HOLD_MOST = 72 };

/* What is news while an alarm holds, or in the same excursion: half as much evidence again. */
static const double every_default = 100, size_max = 1e6, more_evidence = 1.5;
/* Of the mean, its standard deviation for white noise inverted (sqrt((2 - 0.2) / 0.2)), and where single sizes are cut, so that a spike
 * is no shift. */
static const double weight_of_new = 0.2, mean_to_sd = 3, size_cut = 6;

struct watch {
	struct baseline baseline;
	struct tail spikes[2], shifts[2];	/* downwards, upwards: money and times are lopsided */
	double mean;		/* exponentially weighted, of sizes against the slow level; in its own standard deviations for white noise */
	double peak;		/* of its present excursion to one side */
	size_t known;		/* steps judged */
	double error;		/* typical absolute error of the quick expectation, in the series' unit */
	bool ready;
	double effect;		/* of the present step, if it is a special day */
	double spike_size, shift_size, spike_side;
	size_t outside;		/* steps since the mean was last near zero */
	double best, told;	/* most evidence of its present excursion so far, and that of its last alarm; 0: none */
};

struct judging {
	const double *values;
	size_t n;
	const struct stats_signals_options *options;
	struct watch watches[BASELINES];
	size_t n_watches;
	size_t hold;		/* steps in which an alarm is not repeated */
	size_t lasting;		/* steps after which what began with an alarm is there to stay: a season, or an odd day would be learnt as one */
	double limit;		/* evidence of an alarm at the present step */
	struct stats_signal *signals;
	size_t alarm;		/* step of the last one; n: none */
	double alarm_score;
	struct special {
		double rests[2][SPECIAL_KEPT];
		size_t n;
	} specials[SPECIALS];
};

static double evidence(double chance)
{
	return -log10(chance);
}

/* ---- special days ---- */

static unsigned special_at(const struct judging *judging, size_t t)
{
	return judging->options->special ? judging->options->special[t] : 0;
}

static bool special_is_known(const struct judging *judging, unsigned special)
{
	return judging->specials[special].n >= SPECIAL_KNOWN;
}

static double middle_and_spread(const double *rests, size_t n, double *ret_spread)
{
	double work[SPECIAL_KEPT], middle;

	memcpy(work, rests, n * sizeof(*work));
	middle = stats_median(work, n);
	*ret_spread = stats_mad(work, n, middle);
	return middle;
}

/* What a special day adds to level and shape of a baseline; whichever of the two ways was steadier. */
static double special_effect(const struct judging *judging, unsigned number, const struct baseline *baseline)
{
	const struct special *special = &judging->specials[number];
	size_t n = special->n < SPECIAL_KEPT ? special->n : SPECIAL_KEPT;
	double to_level, to_shape, level_spread, shape_spread;

	if (number == 0 || n < SPECIAL_KNOWN)
		return 0;
	to_level = middle_and_spread(special->rests[TO_LEVEL], n, &level_spread);
	to_shape = middle_and_spread(special->rests[TO_SHAPE], n, &shape_spread);
	return level_spread < shape_spread ? to_level - baseline->shape : to_shape;
}

static void special_learn(struct judging *judging, unsigned number, double value, const struct baseline *baseline)
{
	struct special *special = &judging->specials[number];
	size_t at = special->n % SPECIAL_KEPT;

	if (number == 0 || isnan(value))
		return;
	special->rests[TO_LEVEL][at] = value - baseline->slow;
	special->rests[TO_SHAPE][at] = value - baseline->slow - baseline->shape;
	special->n++;
}

/* ---- one watch, one step ---- */

/* Own uncertainty of a value comes on top of what usually happens. */
static double scale_with(const struct judging *judging, size_t t, double scale)
{
	double own = judging->options->own ? judging->options->own[t] : 0;

	return own > 0 ? fmax(scale, own) : scale;
}

static double size_of(double rest, double scale)
{
	if (rest == 0)
		return 0;
	return fmin(fabs(rest) / fmax(scale, fabs(rest) / size_max), size_max);
}

static int side_of(double distance)
{
	return distance > 0;
}

/* Chance that one step is so far off, or begins an excursion that goes so far, on either side: each side has half of it. */
static double chance_of(const struct watch *watch, struct tail tails[2], double size, double distance)
{
	struct tail *tail = &tails[side_of(distance)];
	double share = ((double)tail->n + 1) / ((double)watch->known + 2);

	if (size == 0)
		return 1;
	/* No deviation was ever seen to measure this one by: it is as rare as the history is long. */
	if (size >= size_max)
		return share;
	return fmin(2 * share * tail_chance(tail, size), 1);
}

/* An excursion ends where the mean crosses zero; the peaks of excursions are what the next one is measured by, since their steps go
 * together. */
static void mean_move(struct judging *judging, struct watch *watch, size_t t, double rest)
{
	double size = fmin(size_of(rest, scale_with(judging, t, watch->baseline.scale_slow)), size_cut), before = watch->mean;

	watch->mean += weight_of_new * (copysign(size * mean_to_sd, rest) - before);
	if (before * watch->mean < 0) {
		tail_add(&watch->shifts[side_of(before)], watch->peak);
		watch->peak = watch->best = watch->told = 0;
	}
	watch->shift_size = fabs(watch->mean);
	watch->peak = fmax(watch->peak, watch->shift_size);
	watch->outside = watch->shift_size > 1 ? watch->outside + 1 : 0;
}

static void watch_expect(struct judging *judging, struct watch *watch, size_t t, unsigned special)
{
	struct baseline *baseline = &watch->baseline;
	double plain;

	watch->ready = baseline_expect(baseline) && !isnan(baseline->quick);
	watch->effect = special_effect(judging, special, baseline);
	watch->spike_size = watch->shift_size = 0;
	plain = judging->values[t] - watch->effect - baseline->shape;
	if (!watch->ready || isnan(plain))
		return;
	watch->spike_side = plain - baseline->quick;
	watch->spike_size = size_of(watch->spike_side, scale_with(judging, t, baseline->scale_quick));
	mean_move(judging, watch, t, plain - baseline->slow);
}

static void watch_learn(struct judging *judging, struct watch *watch, size_t t, bool learn)
{
	double rest = fabs(watch->spike_side);

	if (watch->ready && learn && !isnan(judging->values[t])) {
		tail_add(&watch->spikes[side_of(watch->spike_side)], watch->spike_size);
		watch->known++;
		rest = watch->baseline.scale_quick > 0 ? fmin(rest, 5 * watch->baseline.scale_quick) : rest;
		watch->error += (rest - watch->error) / fmin((double)watch->known, 500);
	}
	baseline_learn(&watch->baseline, watch->effect, learn);
}

/* ---- which of them is asked ---- */

static struct watch *watch_best(struct judging *judging)
{
	struct watch *best = NULL;

	for (size_t i = 0; i < judging->n_watches; i++) {
		struct watch *watch = &judging->watches[i];

		if (watch->ready && watch->known >= KNOWN_MIN && (!best || watch->error < best->error))
			best = watch;
	}
	return best;
}

/* ---- alarms ---- */

static double recent_best(const struct judging *judging, size_t t)
{
	double best = 0;

	for (size_t k = t >= judging->hold ? t - judging->hold + 1 : 0; k < t; k++)
		best = fmax(best, fmax(judging->signals[k].spike, judging->signals[k].shift));
	return best;
}

/* One alarm in each hold and for each excursion of the mean, but for what is far rarer. */
static enum stats_signal_kind alarm_judge(struct judging *judging, struct watch *watch, size_t t, double fresh, bool is_shift)
{
	bool held = judging->alarm < t && t - judging->alarm < judging->hold;

	if (fresh < judging->limit || (held && fresh < more_evidence * judging->alarm_score) || (is_shift && fresh < more_evidence * watch->told))
		return STATS_SIGNAL_NONE;
	judging->alarm = t;
	judging->alarm_score = fresh;
	if (!is_shift)
		return STATS_SIGNAL_SPIKE;
	watch->told = fresh;
	return watch->outside > DRIFT_STEPS ? STATS_SIGNAL_DRIFT : STATS_SIGNAL_SHIFT;
}

/* Where the limits of single values lie; NaN where so little is known that nothing would be news. */
static double limit_at(struct judging *judging, struct watch *watch, double side)
{
	struct tail *tail = &watch->spikes[side_of(side)];
	double share = ((double)tail->n + 1) / ((double)watch->known + 2), size = tail_size(tail, fmin(pow(10, -judging->limit) / (2 * share), 1));

	return size < size_max ? side * size : NAN;
}

/* What happens once in thousands of steps cannot be told from a few hundred: nothing in them would ever be so rare. */
double stats_signals_every(const struct stats_signals_options *options, size_t known)
{
	double every = options->every > 0 ? options->every : every_default;

	return options->every_first > 0 ? fmin(every, fmax(options->every_first, (double)known)) : every;
}

static void signal_judge(struct judging *judging, struct watch *watch, size_t t)
{
	struct stats_signal *signal = &judging->signals[t];
	struct baseline *baseline = &watch->baseline;
	double scale = scale_with(judging, t, baseline->scale_quick), fresh_shift, fresh;
	bool is_shift;

	judging->limit = log10(stats_signals_every(judging->options, watch->known));
	signal->expected = baseline->quick + baseline->shape + watch->effect;
	signal->low = signal->expected + scale * limit_at(judging, watch, -1);
	signal->high = signal->expected + scale * limit_at(judging, watch, 1);
	if (isnan(judging->values[t]))
		return;
	signal->spike = evidence(chance_of(watch, watch->spikes, watch->spike_size, watch->spike_side));
	signal->shift = evidence(chance_of(watch, watch->shifts, watch->shift_size && !(baseline->scale_slow > 0) ? size_max : watch->shift_size,
		watch->mean));
	fresh_shift = signal->shift > watch->best ? signal->shift : 0;
	watch->best = fmax(watch->best, signal->shift);
	is_shift = fresh_shift > signal->spike;
	fresh = fmax(signal->spike, fresh_shift);
	signal->direction = (is_shift ? watch->mean : watch->spike_side) < 0 ? -1 : 1;
	signal->score = fresh > recent_best(judging, t) ? fresh : 0;
	if (signal->score > 0)
		signal->kind = alarm_judge(judging, watch, t, fresh, is_shift);
	/* Whoever sets a limit of his own is told of an event as often as who takes ours. */
	if (signal->kind == STATS_SIGNAL_NONE && signal->score >= judging->limit)
		signal->score = 0;
}

/* An excursion that outlives a season is the new usual. */
static void shift_settle(struct judging *judging, size_t t)
{
	if (judging->alarm >= judging->n || t != judging->alarm + judging->lasting)
		return;
	for (size_t i = 0; i < judging->n_watches; i++) {
		struct watch *watch = &judging->watches[i];

		if (watch->ready && watch->outside >= judging->lasting / 2)
			baseline_restart(&watch->baseline, t + 1 - (watch->outside < judging->lasting ? watch->outside : judging->lasting));
	}
}

static void step_judge(struct judging *judging, size_t t)
{
	unsigned special = special_at(judging, t);
	bool judged = special == 0 || special_is_known(judging, special);
	struct watch *best;

	for (size_t i = 0; i < judging->n_watches; i++) {
		watch_expect(judging, &judging->watches[i], t, special);
		if (!judged)
			judging->watches[i].mean *= 1 - weight_of_new;
	}
	best = watch_best(judging);
	judging->signals[t] = (struct stats_signal){.expected = NAN, .low = NAN, .high = NAN};
	if (best && judged)
		signal_judge(judging, best, t);
	if (best)
		special_learn(judging, special, judging->values[t], &best->baseline);
	for (size_t i = 0; i < judging->n_watches; i++)
		watch_learn(judging, &judging->watches[i], t, judged);
	shift_settle(judging, t);
}

static bool watch_add(struct judging *judging, size_t season, size_t reach, double quickness)
{
	struct watch *watch = &judging->watches[judging->n_watches++];

	for (int side = 0; side < 2; side++) {
		if (!tail_init(&watch->spikes[side], SPIKES_PRIOR) || !tail_init(&watch->shifts[side], SHIFTS_PRIOR))
			return false;
	}
	return baseline_init(&watch->baseline, judging->values, judging->n, season, reach, quickness);
}

static bool watches_make(struct judging *judging)
{
	size_t seasons[] = {1, judging->options->season, judging->options->longer};
	static const double quicknesses[] = {0.1, 0.4};

	for (size_t s = 0; s < 3; s++) {
		if (s > 0 && seasons[s] <= 1)
			continue;
		for (size_t q = 0; q < 2; q++) {
			/* Fine places are noisy alone and blunt together. */
			if (!watch_add(judging, seasons[s], seasons[s] / SMOOTH, quicknesses[q]) ||
				(seasons[s] >= SMOOTH && !watch_add(judging, seasons[s], 0, quicknesses[q])))
				return false;
		}
	}
	return true;
}

struct stats_signal *stats_signals(const double *values, size_t n, const struct stats_signals_options *options, struct arena *arena)
{
	struct judging *judging = arena_alloc(arena, sizeof(*judging));
	struct stats_signal *signals = arena_array(arena, n + 1, sizeof(*signals));
	bool ok;

	if (!judging || !signals)
		return NULL;
	*judging = (struct judging){.values = values, .n = n, .options = options, .signals = signals, .alarm = n,
		.lasting = options->season > 1 ? options->season : LASTING_PLAIN};
	judging->hold = judging->lasting < HOLD_MOST ? judging->lasting : HOLD_MOST;
	ok = watches_make(judging);
	for (size_t t = 0; ok && t < n; t++)
		step_judge(judging, t);
	for (size_t i = 0; i < judging->n_watches; i++) {
		baseline_finish(&judging->watches[i].baseline);
		for (int side = 0; side < 2; side++) {
			tail_finish(&judging->watches[i].spikes[side]);
			tail_finish(&judging->watches[i].shifts[side]);
		}
	}
	return ok ? signals : NULL;
}
