/* moments.c - see moments.h. */
#include "moments.h"

#include <stdlib.h>

const int64_t *office_moments_of(struct office_moments *moments, const struct evaluation *evaluation, uint32_t office)
{
	if (moments->known && moments->office == office && moments->evaluation == evaluation)
		return moments->at;
	for (int k = 0; k < evaluation->period.n; k++)
		moments->at[k] = evaluation_moment(evaluation, (unsigned)k, office);
	moments->evaluation = evaluation;
	moments->office = office;
	moments->known = true;
	return moments->at;
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool moments_init(struct moments *moments, const struct evaluation *evaluation)
{
	const struct groups *offices = &evaluation->facts.clocks.offices;
	size_t periods = (size_t)evaluation->period.n, n = 0, kept = 0;
	struct office_moments of = {.known = false};

	moments->at = malloc((offices->n + 1) * periods * sizeof(*moments->at));
	if (!moments->at)
		return false;
	for (size_t i = 0; i <= offices->n; i++) {	/* the last: offices that nothing is known of */
		const int64_t *at = office_moments_of(&of, evaluation, i < offices->n ? *groups_keys(offices, (uint32_t)i) : 0);

		for (size_t k = 0; k < periods; k++)
			moments->at[n++] = at[k];
	}
	qsort(moments->at, n, sizeof(*moments->at), compare);
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || moments->at[i] != moments->at[kept - 1])
			moments->at[kept++] = moments->at[i];
	}
	moments->n = kept;
	return true;
}

void moments_finish(struct moments *moments)
{
	free(moments->at);
	*moments = (struct moments){.n = 0};
}

int64_t moments_from_day(const void *context, int32_t day)
{
	const struct moments *moments = context;
	int64_t midnight = period_second(day);

	for (size_t i = 0; i < moments->n; i++) {
		if (moments->at[i] >= midnight)
			return moments->at[i];
	}
	return INT64_MAX;
}
