/* thin.c - what is told first, and what is left out since another finding says the same. */
#include <math.h>
#include <string.h>

#include "search.h"
#include "watch.h"

enum { MANY_POSTS = 3 };

#define SCORE_MOST 40.0

bool search_is_same(const char *a, const char *b)
{
	return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

bool search_same_place(const struct finding *a, const struct finding *b)
{
	return search_is_same(a->office, b->office) && search_is_same(a->lane, b->lane);
}

static bool is_about_volume(const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	return family == FAMILY_VOLUME || family == FAMILY_REVENUE;
}

/* By how far it stands out and how much it concerns; the figures of the first screen before the rest. What is missed for long ranks
 * below what is new. */
void search_score(struct finding *finding)
{
	double weight = watch_is_core(finding->def, finding->category) ? 1 : 0.6;

	/* What a lane gained, others lost: the one that grew tells it. */
	if (finding->category && watch_family_of(finding->def, finding->category) == FAMILY_LANES && finding->z < 0)
		weight *= 0.7;

	if (finding->kind <= FINDING_DRIFT)
		finding->score = weight * fmin(fabs(finding->score), SCORE_MOST) * (1 + log10(1 + (double)finding->n));
}

/* By score; what has no good direction of its own among what got worse (a rule that moves a lane is the cause of much that got worse),
 * good news after it. */
int search_compare(const void *a, const void *b)
{
	static const int order[] = { [KPI_WORSE] = 0, [KPI_UNKNOWN] = 0, [KPI_USUAL] = 0, [KPI_BETTER] = 1 };
	const struct finding *x = a, *y = b;
	int by;

	if (order[x->verdict] != order[y->verdict])
		return order[x->verdict] - order[y->verdict];
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	by = strcmp(x->def->id, y->def->id);
	return by ? by : strcmp(x->office ? x->office : "", y->office ? y->office : "");
}

/* Said already: the same family at the same place by a stronger finding; volumes of a silent post; the whole or a lane, by its one
 * post. */
static bool is_repeated(const struct search *search, size_t n, const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	for (size_t i = 0; i < n; i++) {
		const struct finding *told = &search->items[i];

		/* A review is owed, and hides nothing else. */
		if (finding->review || told->review)
			continue;
		if (!search_same_place(told, finding)) {
			if (!finding->office && told->office && told->verdict == finding->verdict &&
			    (told->def == finding->def || family == watch_family_of(told->def, told->category)))
				return true;
			/* A lane tells what the whole tells already. */
			if (finding->lane && !told->office && !told->lane && family == watch_family_of(told->def, told->category))
				return true;
			continue;
		}
		if ((told->kind == FINDING_SILENT || told->kind == FINDING_LATE) && is_about_volume(finding))
			return true;
		if (family == watch_family_of(told->def, told->category))
			return true;
	}
	return false;
}

/* A figure of the first screen tells it, if less loudly. */
static bool is_part_of_core(const struct search *search, const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	if (finding->review || watch_is_core(finding->def, finding->category))
		return false;
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *other = &search->items[i];

		if (other->kind <= FINDING_DRIFT && watch_is_core(other->def, other->category) && search_same_place(other, finding) &&
		    other->verdict == finding->verdict && family == watch_family_of(other->def, other->category))
			return true;
	}
	return false;
}

/* A lane has no verdict of its own where its post has a band: there the direction is enough. */
static bool is_same_figure(const struct finding *a, const struct finding *b)
{
	return a->def == b->def && search_is_same(a->category, b->category) && finding_is_change(a) && finding_is_change(b) &&
		(a->lane ? a->z * b->z > 0 : a->verdict == b->verdict);
}

/* What many posts did at once is told of the whole; what a post or two did is told of them; a lane only speaks where neither does. */
static bool is_told_elsewhere(const struct search *search, const struct finding *finding)
{
	size_t posts = 0;
	bool whole = false;

	if (!finding_is_change(finding))
		return false;
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *other = &search->items[i];

		if (!is_same_figure(finding, other) || other->lane)
			continue;
		posts += other->office != NULL;
		whole = whole || !other->office;
	}
	if (finding->lane)
		return whole || posts > 0;
	return finding->office ? whole && posts >= MANY_POSTS : posts > 0 && posts < MANY_POSTS;
}

void search_thin(struct search *search)
{
	bool drop[FINDINGS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < search->out.n; i++)
		drop[i] = is_part_of_core(search, &search->items[i]) || is_told_elsewhere(search, &search->items[i]);
	for (size_t i = 0; i < search->out.n; i++)
		if (!drop[i])
			search->items[n++] = search->items[i];
	search->out.n = n;
	n = 0;
	for (size_t i = 0; i < search->out.n; i++) {
		struct finding finding = search->items[i];

		if (!is_repeated(search, n, &finding))
			search->items[n++] = finding;
	}
	search->out.n = n;
}
