/* profile.c - see profile.h. */
#include "profile.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "kinds.h"

#define SAME 1e-9	/* of effective time: two sums of the same days */

int32_t day_of_earlier_year(int32_t day, int years)
{
	struct time_civil civil = time_civil_from_day(day);

	if (!time_civil_is_valid(civil.year - years, civil.month, civil.day))
		civil.day = 28;
	return time_day_from_civil(civil.year - years, civil.month, civil.day);
}

/* The last day of a month stays the last day, whatever its length. */
static int32_t last_of_earlier_year(int32_t day, int years)
{
	return day_of_earlier_year(day + 1, years) - 1;
}

/* First and last day on which anything was collected; false: on none. */
static bool known_days(const struct course *course, int32_t *ret_first, int32_t *ret_last)
{
	size_t first = 0, last = course->n;

	while (first < course->n && course->count[first] == 0)
		first++;
	while (last > first && course->count[last - 1] == 0)
		last--;
	*ret_first = course->first + (int32_t)first;
	*ret_last = course->first + (int32_t)last - 1;
	return last > first;
}

/* Effective time up to the end of each day, as a share of the whole; false where no day counts. */
static bool lay_out(struct kinds *kinds, const struct targets *targets, uint32_t office, int32_t from, int32_t to, double *ret_time)
{
	double sum = 0;

	for (int32_t day = from; day <= to; day++) {
		const struct kind *kind = kinds_of(kinds, targets, office, day);

		sum += kind_length(kind);
		ret_time[day - from] = sum;
	}
	for (int32_t day = from; day <= to && sum > 0; day++)
		ret_time[day - from] /= sum;
	return sum > 0;
}

/* An earlier period: its effective time and the share of its total, both up to the end of each day. */
struct earlier {
	const double *time, *share;
	size_t n;
};

/* The share that had come when so much of the time had passed: between two ends of days along a line, after days without any length
 * all that they brought. */
static double share_at(const struct earlier *earlier, double time)
{
	double t0 = 0, s0 = 0;
	size_t k = 0;

	while (k < earlier->n && earlier->time[k] <= time + SAME) {
		t0 = earlier->time[k];
		s0 = earlier->share[k++];
	}
	if (k == earlier->n)
		return 1;
	return s0 + (time - t0) / (earlier->time[k] - t0) * (earlier->share[k] - s0);
}

/* false: memory is out. n 0: those days are not known, or brought nothing. */
static bool earlier_make(struct kinds *kinds, const struct targets *targets, uint32_t office, int32_t from, int32_t to,
	const struct course *course, struct arena *arena, struct earlier *ret_earlier)
{
	size_t n = (size_t)(to - from) + 1;
	double *time = arena_array(arena, n, sizeof(*time)), *share = arena_array(arena, n, sizeof(*share));
	int64_t total = course_sum(course, from, to, NULL), sum = 0;

	*ret_earlier = (struct earlier){.n = 0};
	if (!time || !share)
		return false;
	if (total <= 0 || !lay_out(kinds, targets, office, from, to, time))
		return true;
	for (size_t i = 0; i < n; i++) {
		sum += course->sum[from - course->first + (int32_t)i];
		share[i] = (double)sum / (double)total;
	}
	*ret_earlier = (struct earlier){.time = time, .share = share, .n = n};
	return true;
}

/* Free days before the first one on record miss nothing. */
static bool add_years(struct kinds *kinds, const struct targets *targets, uint32_t office, const struct course *course, int32_t first,
	const double *time, double *share, struct arena *arena, struct profile *profile)
{
	size_t n = (size_t)(profile->to - profile->from) + 1;

	for (int back = 1; back <= COURSE_YEARS; back++) {
		int32_t from = day_of_earlier_year(profile->from, back), to = last_of_earlier_year(profile->to, back);
		struct earlier earlier;

		if (targets_working_days(targets, office, from, first - 1) > 0 || to >= profile->from)
			return true;
		if (!earlier_make(kinds, targets, office, from, to, course, arena, &earlier))
			return false;
		if (earlier.n == 0)
			continue;
		for (size_t i = 0; i < n; i++)
			share[i] += share_at(&earlier, time[i]);
		if (profile->years++ == 0)
			profile->newest = time_civil_from_day(from).year;
	}
	return true;
}

static void by_working_days(const struct targets *targets, uint32_t office, const struct profile *profile, double *share)
{
	int32_t all = targets_working_days(targets, office, profile->from, profile->to), passed = 0;

	for (int32_t day = profile->from; day <= profile->to; day++) {
		passed += targets_day(targets, office, day, NULL);
		share[day - profile->from] = all ? (double)passed / all : 0;
	}
}

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

bool profile_make(const struct targets *targets, uint32_t office, int32_t from, int32_t to, const struct course *course,
	struct arena *arena, struct profile *ret_profile)
{
	size_t n = (size_t)(to - from) + 1;
	struct profile profile = {.from = from, .to = to};
	double *time = arena_array(arena, n, sizeof(*time)), *share = arena_array(arena, n, sizeof(*share));
	int32_t first, last;
	struct kinds kinds;

	if (!time || !share)
		return false;
	memset(share, 0, n * sizeof(*share));
	if (known_days(course, &first, &last)) {
		kinds_learn(&kinds, targets, office, course, later(first, day_of_earlier_year(from, COURSE_YEARS)),
			last < from ? last : from - 1);
		if (lay_out(&kinds, targets, office, from, to, time) &&
		    !add_years(&kinds, targets, office, course, first, time, share, arena, &profile))
			return false;
	}
	if (profile.years == 0)
		by_working_days(targets, office, &profile, share);
	for (size_t i = 0; i < n && profile.years > 0; i++)
		share[i] /= profile.years;
	profile.share = share;
	*ret_profile = profile;
	return true;
}

double profile_part(const struct profile *profile, int32_t from, int32_t to)
{
	from = from < profile->from ? profile->from : from;
	to = to > profile->to ? profile->to : to;
	if (to < from)
		return 0;
	return profile->share[to - profile->from] - (from > profile->from ? profile->share[from - profile->from - 1] : 0);
}
