/* span.c - see span.h. Sorting throughout: a dummy declaration number can gather a hundred thousand
 * milestones. */
#include "span.h"

#include <stdlib.h>

#include "grow.h"

static int span_compare(const void *a, const void *b)
{
	const struct cube_span *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

void cube_spans_unite(struct cube_spans *spans)
{
	size_t kept = 0;

	if (spans->n < 2)
		return;
	qsort(spans->at, spans->n, sizeof(*spans->at), span_compare);
	for (size_t i = 1; i < spans->n; i++) {
		struct cube_span *last = &spans->at[kept];

		if (spans->at[i].from > last->to)
			spans->at[++kept] = spans->at[i];
		else if (spans->at[i].to > last->to)
			last->to = spans->at[i].to;
	}
	spans->n = kept + 1;
}

bool cube_spans_add(struct cube_spans *spans, int64_t from, int64_t to)
{
	if (!cube_grow(&spans->at, &spans->cap, spans->n + 1, sizeof(*spans->at)))
		return false;
	spans->at[spans->n++] = (struct cube_span){.from = from, .to = to};
	return true;
}

int64_t cube_spans_total(const struct cube_spans *spans)
{
	int64_t total = 0;

	for (size_t i = 0; i < spans->n; i++)
		total += spans->at[i].to - spans->at[i].from;
	return total;
}

static int end_compare_time(const struct cube_end *x, const struct cube_end *y)
{
	return (x->at.utc > y->at.utc) - (x->at.utc < y->at.utc);
}

static int by_pair(const void *a, const void *b)
{
	const struct cube_end *x = a, *y = b;

	if (x->pair != y->pair)
		return x->pair < y->pair ? -1 : 1;
	return end_compare_time(x, y);
}

static int by_time(const void *a, const void *b)
{
	return end_compare_time(a, b);
}

static void sort_ends(struct cube_ends *ends, int (*compare)(const void *, const void *))
{
	if (ends->n > 1)
		qsort(ends->at, ends->n, sizeof(*ends->at), compare);
}

/* Drops the used ones. */
static void keep_free(struct cube_ends *ends)
{
	size_t kept = 0;

	for (size_t i = 0; i < ends->n; i++) {
		if (!ends->at[i].used)
			ends->at[kept++] = ends->at[i];
	}
	ends->n = kept;
}

static bool join(struct cube_end *start, struct cube_end *end, struct cube_spans *spans, bool *ret_reversed)
{
	start->used = end->used = true;
	if (cube_moment_compare(&end->at, &start->at) < 0) {
		*ret_reversed = true;
		return true;
	}
	if (!cube_moment_has_hour(&start->at) || !cube_moment_has_hour(&end->at))
		return true;
	return cube_spans_add(spans, start->at.utc, end->at.utc);
}

static bool join_same_number(
	struct cube_ends *starts, struct cube_ends *ends, struct cube_spans *spans, bool *ret_reversed)
{
	size_t i = 0, j = 0;

	sort_ends(starts, by_pair);
	sort_ends(ends, by_pair);
	while (i < starts->n && j < ends->n) {
		if (starts->at[i].pair < ends->at[j].pair)
			i++;
		else if (starts->at[i].pair > ends->at[j].pair)
			j++;
		else if (!join(&starts->at[i++], &ends->at[j++], spans, ret_reversed))
			return false;
	}
	keep_free(starts);
	keep_free(ends);
	return true;
}

static bool join_in_time(
	struct cube_ends *starts, struct cube_ends *ends, struct cube_spans *spans, bool *ret_reversed)
{
	size_t i = 0, j = 0, left_starts, left_ends = 0;

	sort_ends(starts, by_time);
	sort_ends(ends, by_time);
	while (i < starts->n && j < ends->n) {
		if (cube_moment_compare(&ends->at[j].at, &starts->at[i].at) < 0) {
			left_ends++;
			j++;
		} else if (!join(&starts->at[i++], &ends->at[j++], spans, ret_reversed)) {
			return false;
		}
	}
	left_starts = starts->n - i;
	if (left_starts > 0 && left_ends > 0)
		*ret_reversed = true;
	return true;
}

bool cube_spans_pair(struct cube_ends *starts, struct cube_ends *ends, bool by_time, struct cube_spans *spans,
	bool *ret_reversed)
{
	if (starts->n == 0 || ends->n == 0)
		return true;
	if (!join_same_number(starts, ends, spans, ret_reversed))
		return false;
	if (by_time && !join_in_time(starts, ends, spans, ret_reversed))
		return false;
	cube_spans_unite(spans);
	return true;
}
