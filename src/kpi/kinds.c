/* kinds.c - see kinds.h. */
#include "kinds.h"

#include <math.h>

struct kind *kinds_of(struct kinds *kinds, const struct targets *targets, uint32_t office, int32_t day)
{
	uint32_t tag;
	bool working = targets_day(targets, office, day, &tag);

	for (size_t i = 0; i < kinds->n; i++) {
		if (kinds->items[i].tag == tag && kinds->items[i].working == working)
			return &kinds->items[i];
	}
	if (kinds->n == KINDS_MAX)	/* more kinds than anybody tells apart: as if without a tag */
		return &kinds->items[!working];
	kinds->items[kinds->n] = (struct kind){.tag = tag, .working = working};
	return &kinds->items[kinds->n++];
}

static void lengths_set(struct kinds *kinds)
{
	const struct kind *ordinary = &kinds->items[0];
	double usual = ordinary->days ? (double)ordinary->sum / (double)ordinary->days : 0;

	for (size_t i = 0; i < kinds->n; i++) {
		struct kind *kind = &kinds->items[i];

		kind->length = kind->working;
		if (usual > 0 && kind->days >= KIND_DAYS_MIN)
			kind->length = fmax(0, (double)kind->sum / (double)kind->days / usual);
	}
}

void kinds_learn(struct kinds *kinds, const struct targets *targets, uint32_t office, const struct course *course, int32_t first,
	int32_t last)
{
	*kinds = (struct kinds){.items = {{.working = true}, {.working = false}}, .n = 2};
	for (int32_t day = first; day <= last; day++) {
		struct kind *kind = kinds_of(kinds, targets, office, day);

		kind->sum += course->sum[day - course->first];
		kind->days++;
	}
	lengths_set(kinds);
}
