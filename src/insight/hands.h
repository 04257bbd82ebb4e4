/* hands.h - two pairs of hands for one search: pieces of work that do not touch each other, shared between two threads.
 *
 * Neither a store nor a cube may be used by two threads, so that the second pair has its own way to the same file. Where there is none -
 * a database in memory, a machine without a thread to spare - one pair does it all, with the same results: what a piece of work says never
 * depends on who did it, nor on the order. */
#ifndef INSIGHT_HANDS_H
#define INSIGHT_HANDS_H

#include "kpi/kpi.h"

struct hands;

/* A second way to the data of env, which is borrowed; NULL: there is none. Asked to stop, the first stops the second. */
struct hands *hands_open(const struct kpi_env *env);
void hands_close(struct hands *hands);		/* accepts NULL */
/* How much of what was read both keep, of a cube that nobody else asks again (an env without a memory); without hands of one. */
void hands_keep(struct hands *hands, const struct kpi_env *env, size_t bytes);

/* Piece `index` of a work; results live in the arena. May be called on either thread, on each for one piece at a time. */
typedef bool hands_work(const struct kpi_env *env, size_t index, struct arena *arena, void *context, struct err *err);

/* Pieces 0 to n - 1, the first ones first. Of several failures the first piece's is told. */
bool hands_share(struct hands *hands, const struct kpi_env *env, size_t n, hands_work *work, void *context, struct arena *arena,
	struct err *err);

/* As kpi_evaluate(), figures of one cohort on one thread. What an env with a memory would remember is asked by one alone. */
bool hands_evaluate(struct hands *hands, const struct kpi_env *env, const struct kpi_def *const *defs, size_t n_defs,
	const struct kpi_query *query, struct arena *arena, struct kpi_row **ret_rows, size_t *ret_n, struct err *err);

#endif
