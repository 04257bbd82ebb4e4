/* sweep.c - see sweep.h. Every instant at which the owner may change is a cut; between two cuts one owner
 * holds. */
#include "sweep.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "interval.h"

/* Spans in order, asked about at growing instants. */
struct cursor {
	const struct cube_spans *spans;
	size_t next;
};

static bool is_open(struct cursor *cursor, int64_t at)
{
	const struct cube_spans *spans = cursor->spans;

	while (cursor->next < spans->n && spans->at[cursor->next].to <= at)
		cursor->next++;
	return cursor->next < spans->n && spans->at[cursor->next].from <= at;
}

static bool add_stretch(struct cube_sweep *sweep, int64_t from, int64_t to, enum cube_owner owner)
{
	struct cube_stretch *last = sweep->n > 0 ? &sweep->stretches[sweep->n - 1] : NULL;

	if (to <= from)
		return true;
	if (last && last->owner == owner) {
		last->to = to;
		return true;
	}
	if (!cube_grow(&sweep->stretches, &sweep->cap, sweep->n + 1, sizeof(*sweep->stretches)))
		return false;
	sweep->stretches[sweep->n++] = (struct cube_stretch){.from = from, .to = to, .owner = owner};
	return true;
}

static int cut_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Few as a rule: insertion sort beats qsort there, and hands over to it where a file is odd. */
static void sort_cuts(int64_t *cuts, size_t n)
{
	if (n > 24) {
		qsort(cuts, n, sizeof(*cuts), cut_compare);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		int64_t cut = cuts[i];
		size_t j = i;

		for (; j > 0 && cuts[j - 1] > cut; j--)
			cuts[j] = cuts[j - 1];
		cuts[j] = cut;
	}
}

static void add_cut(struct cube_sweep *sweep, size_t *n, int64_t at, int64_t from, int64_t to)
{
	if (at > from && at < to)
		sweep->cuts[(*n)++] = at;
}

static void add_span_cuts(
	struct cube_sweep *sweep, size_t *n, const struct cube_spans *spans, int64_t from, int64_t to)
{
	for (size_t i = 0; i < spans->n; i++) {
		add_cut(sweep, n, spans->at[i].from, from, to);
		add_cut(sweep, n, spans->at[i].to, from, to);
	}
}

/* The span of two single milestones, empty when one is missing or they are not in order. */
static struct cube_span single(
	const struct cube_resolved *resolved, enum cube_milestone from, enum cube_milestone to)
{
	const struct cube_moment *a = &resolved->at[from], *b = &resolved->at[to];

	if (!cube_moment_has_hour(a) || !cube_moment_has_hour(b) || b->utc <= a->utc)
		return (struct cube_span){0};
	return (struct cube_span){.from = a->utc, .to = b->utc};
}

static bool holds(struct cube_span span, int64_t at)
{
	return span.from <= at && at < span.to;
}

static bool unite_work(struct cube_sweep *sweep, const struct cube_resolved *resolved)
{
	static const enum cube_pair work[] = {CUBE_DOCUMENT_CHECK, CUBE_EXAM};

	sweep->work.n = 0;
	for (size_t i = 0; i < sizeof(work) / sizeof(*work); i++) {
		const struct cube_spans *spans = &resolved->pairs[work[i]].spans;

		for (size_t j = 0; j < spans->n; j++) {
			if (!cube_spans_add(&sweep->work, spans->at[j].from, spans->at[j].to))
				return false;
		}
	}
	cube_spans_unite(&sweep->work);
	return true;
}

/* From the later of lodgement and arrival to the release. */
static bool sweep_clearance(
	struct cube_sweep *sweep, const struct cube_resolved *resolved, int64_t from, int64_t to)
{
	const struct cube_spans *queries = &resolved->pairs[CUBE_QUERY].spans,
				*held = &resolved->pairs[CUBE_HOLD].spans;
	struct cursor query = {.spans = queries}, hold = {.spans = held}, work = {.spans = &sweep->work};
	struct cube_span called = single(resolved, CUBE_INS_REQ, CUBE_INS_PRES);
	struct cube_span unpaid = single(resolved, CUBE_ASM, CUBE_PAY);
	size_t n = 0;

	if (!unite_work(sweep, resolved) ||
		!cube_grow(&sweep->cuts, &sweep->cuts_cap, 2 * (queries->n + held->n + sweep->work.n) + 6,
			sizeof(*sweep->cuts)))
		return false;
	sweep->cuts[n++] = from;
	sweep->cuts[n++] = to;
	add_span_cuts(sweep, &n, queries, from, to);
	add_span_cuts(sweep, &n, held, from, to);
	add_span_cuts(sweep, &n, &sweep->work, from, to);
	add_span_cuts(sweep, &n, &(struct cube_spans){.at = &called, .n = 1}, from, to);
	add_span_cuts(sweep, &n, &(struct cube_spans){.at = &unpaid, .n = 1}, from, to);
	sort_cuts(sweep->cuts, n);
	for (size_t i = 0; i + 1 < n; i++) {
		int64_t at = sweep->cuts[i];
		bool works = is_open(&work, at);
		enum cube_owner owner = is_open(&query, at)  ? CUBE_OWNER_TRADER
					: is_open(&hold, at) ? works ? CUBE_OWNER_SHARED : CUBE_OWNER_AGENCY
					: holds(called, at)  ? CUBE_OWNER_TERMINAL
					: holds(unpaid, at)  ? CUBE_OWNER_TRADER
							     : CUBE_OWNER_CUSTOMS;

		if (!add_stretch(sweep, at, sweep->cuts[i + 1], owner))
			return false;
	}
	return true;
}

/* From the arrival until both goods and declaration are there. */
static bool sweep_arrival(
	struct cube_sweep *sweep, const struct cube_resolved *resolved, int64_t from, int64_t to)
{
	const struct cube_moment *discharged = &resolved->at[CUBE_DIS];
	int64_t until = from;

	if (cube_moment_has_hour(discharged) && discharged->utc > from)
		until = discharged->utc < to ? discharged->utc : to;
	return add_stretch(sweep, from, until, CUBE_OWNER_TERMINAL) &&
	       add_stretch(sweep, until, to, CUBE_OWNER_TRADER);
}

bool cube_sweep_run(struct cube_sweep *sweep, const struct cube_resolved *resolved)
{
	const struct cube_moment *arr = &resolved->at[CUBE_ARR], *ldg = &resolved->at[CUBE_LDG];
	const struct cube_moment *rel = &resolved->at[CUBE_REL];
	int64_t start;

	sweep->n = 0;
	sweep->has_window = cube_moment_has_hour(arr) && cube_moment_has_hour(ldg) &&
			    cube_moment_has_hour(rel) && !cube_release_is_reversed(resolved);
	if (!sweep->has_window || rel->utc <= arr->utc)
		return true;
	start = ldg->utc > arr->utc ? ldg->utc : arr->utc;
	return sweep_arrival(sweep, resolved, arr->utc, start) &&
	       sweep_clearance(sweep, resolved, start, rel->utc);
}

void cube_sweep_finish(struct cube_sweep *sweep)
{
	free(sweep->stretches);
	free(sweep->work.at);
	free(sweep->cuts);
	memset(sweep, 0, sizeof(*sweep));
}
