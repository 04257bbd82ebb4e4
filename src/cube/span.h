/* span.h - stretches of time, and ends of them being matched and united. UTC seconds, [from, to). */
#ifndef CUBE_SPAN_H
#define CUBE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moment.h"

struct cube_span {
	int64_t from, to;
};

struct cube_spans {
	struct cube_span *at;
	size_t n, cap;
};

/* Sorts and merges what overlaps or touches. */
void cube_spans_unite(struct cube_spans *spans);
bool cube_spans_add(struct cube_spans *spans, int64_t from, int64_t to); /* false when memory is out */
int64_t cube_spans_total(const struct cube_spans *spans);

/* The starts, or the ends, of one kind of pair. */
struct cube_end {
	struct cube_moment at;
	int64_t pair;
	bool used;
};

struct cube_ends {
	struct cube_end *at;
	size_t n, cap;
};

/* Matches starts with ends that carry the same number; by_time, the rest too: each start with the first free
 * end not before it. Complete pairs with hours at both ends are added to spans and united; what is left
 * unpaired is ignored. *ret_reversed tells that an end lies before its start. false when memory is out. */
bool cube_spans_pair(struct cube_ends *starts, struct cube_ends *ends, bool by_time, struct cube_spans *spans,
	bool *ret_reversed);

#endif
