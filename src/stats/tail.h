/* tail.h - how rare a value is among those seen before, also beyond the largest of them. */
#ifndef STATS_TAIL_H
#define STATS_TAIL_H

#include <stdbool.h>
#include <stddef.h>

enum { TAIL_SEEN = 4096 };

struct tail {
	double *seen;			/* ring of the newest */
	double *sorted;			/* the same, ascending */
	size_t n, next;
	double threshold, scale, shape, share;	/* of the Pareto tail; scale 0: not made yet */
	size_t since;			/* values since it was made */
	double prior;
};

/* prior: how many values the belief in a normal one is worth. */
bool tail_init(struct tail *tail, double prior);
void tail_finish(struct tail *tail);

void tail_add(struct tail *tail, double size);		/* size >= 0 */
/* Chance that a value is at least so large; before many are seen that of the size of a normal value counts along. */
double tail_chance(struct tail *tail, double size);
/* The size that is reached with this chance. */
double tail_size(struct tail *tail, double chance);

#endif
