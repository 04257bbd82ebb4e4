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

/* What says the same hangs on what tells it: a note beside the one counts for the other. */
static void leave_out(const struct search *search, struct finding *told, const struct finding *finding)
{
	struct finding *kept = finding->verdict == told->verdict && finding->kind != FINDING_SILENT && told->kind != FINDING_SILENT ?
		arena_array(search->arena, 1, sizeof(*kept)) : NULL;
	struct finding *last = kept;

	if (!kept)
		return;		/* or memory is out: then a note holds for its own figure alone */
	*kept = *finding;
	while (last->left_out)
		last = last->left_out;
	last->left_out = told->left_out;
	told->left_out = kept;
}

/* Said already: the same family at the same place by a stronger finding; volumes of a silent post; the whole or a lane, by its one
 * post. Which finding says it; NULL: none does. */
static struct finding *repeated_by(struct search *search, size_t n, const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	for (size_t i = 0; i < n; i++) {
		struct finding *told = &search->items[i];

		/* A review is owed, and hides nothing else. */
		if (finding->review || told->review)
			continue;
		if (!search_same_place(told, finding)) {
			if (!finding->office && told->office && told->verdict == finding->verdict &&
			    (told->def == finding->def || family == watch_family_of(told->def, told->category)))
				return told;
			/* A lane tells what the whole tells already. */
			if (finding->lane && !told->office && !told->lane && family == watch_family_of(told->def, told->category))
				return told;
			continue;
		}
		if ((told->kind == FINDING_SILENT || told->kind == FINDING_LATE) && is_about_volume(finding))
			return told;
		if (family == watch_family_of(told->def, told->category))
			return told;
	}
	return NULL;
}

/* A figure of the first screen tells it, if less loudly: its place among the findings; -1 none does. */
static long core_of(const struct search *search, const struct finding *finding)
{
	enum watch_family family = watch_family_of(finding->def, finding->category);

	if (finding->review || watch_is_core(finding->def, finding->category))
		return -1;
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *other = &search->items[i];

		if (other->kind <= FINDING_DRIFT && watch_is_core(other->def, other->category) && search_same_place(other, finding) &&
		    other->verdict == finding->verdict && family == watch_family_of(other->def, other->category))
			return (long)i;
	}
	return -1;
}

/* A lane has no verdict of its own where its post has a band: there the direction is enough. */
static bool is_same_figure(const struct finding *a, const struct finding *b)
{
	return a->def == b->def && search_is_same(a->category, b->category) && finding_is_change(a) && finding_is_change(b) &&
		(a->lane ? a->z * b->z > 0 : a->verdict == b->verdict);
}

/* What many posts did at once is told of the whole; what a post or two did is told of them; a lane only speaks where neither does. Who tells it;
 * -1: it does. */
static long told_elsewhere(const struct search *search, const struct finding *finding)
{
	long posts = 0, whole = -1, post = -1;
	bool is_told;

	if (!finding_is_change(finding))
		return -1;
	for (size_t i = 0; i < search->out.n; i++) {
		const struct finding *other = &search->items[i];

		if (!is_same_figure(finding, other) || other->lane)
			continue;
		posts += other->office != NULL;
		post = other->office && post < 0 ? (long)i : post;
		whole = !other->office ? (long)i : whole;
	}
	is_told = finding->lane ? whole >= 0 || posts > 0 : finding->office ? whole >= 0 && posts >= MANY_POSTS : posts > 0 && posts < MANY_POSTS;
	return !is_told ? -1 : finding->office || posts == 0 ? whole : post;
}

/* By figures of the first screen, and by other places. */
static void leave_out_told(struct search *search)
{
	long by[FINDINGS_MAX], at;
	size_t n = 0, steps;

	for (size_t i = 0; i < search->out.n; i++) {
		by[i] = core_of(search, &search->items[i]);
		by[i] = by[i] >= 0 ? by[i] : told_elsewhere(search, &search->items[i]);
	}
	for (size_t i = 0; i < search->out.n; i++) {
		for (at = by[i], steps = 0; at >= 0 && by[at] >= 0 && steps < search->out.n; steps++)
			at = by[at];	/* who tells it may be told elsewhere as well */
		if (at >= 0 && by[at] < 0)
			leave_out(search, &search->items[at], &search->items[i]);
	}
	for (size_t i = 0; i < search->out.n; i++)
		if (by[i] < 0)
			search->items[n++] = search->items[i];
	search->out.n = n;
}

void search_thin(struct search *search)
{
	size_t n = 0;

	leave_out_told(search);
	for (size_t i = 0; i < search->out.n; i++) {
		struct finding finding = search->items[i], *told = repeated_by(search, n, &finding);

		if (told)
			leave_out(search, told, &finding);
		else
			search->items[n++] = finding;
	}
	search->out.n = n;
}
