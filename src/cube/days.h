/* days.h - the days of a load: facts that wait until their day is made, and what else is known to have changed.
 *
 * Facts wait in a pool of fixed size. Files come in some order of time, so that the day longest untouched can be made
 * when the pool is full; one that goes on after all is made again, and soon left to the truth. */
#ifndef CUBE_DAYS_H
#define CUBE_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fact.h"

struct cube_load_day {
	int32_t day;
	uint32_t first, last, n; /* facts that wait: chained places in the pool */
	uint64_t used;           /* when it last was given one */
	uint8_t made;            /* how often it was made in this load */
	bool from_truth;         /* what is known of it here is not enough */
	int64_t *touched;        /* declarations to be read from the truth */
	size_t n_touched, cap_touched;
};

struct cube_load_days;

/* With room for so many facts, 16 MiB for 64 Ki of them; NULL when memory is out. */
struct cube_load_days *cube_load_days_create(size_t facts);
void cube_load_days_destroy(struct cube_load_days *days); /* accepts NULL */
void cube_load_days_clear(struct cube_load_days *days);

/* The day, added when it is not there yet; NULL when memory is out. Valid until the next is added. */
struct cube_load_day *cube_load_day_get(struct cube_load_days *days, int32_t day);
struct cube_load_day *cube_load_day_find(struct cube_load_days *days, int32_t day); /* may be NULL */
/* Every day, in no order; false at the end. Start with *at 0. */
bool cube_load_days_next(struct cube_load_days *days, size_t *at, struct cube_load_day **ret_day);

/* Is it time to make the oldest day? While the days are many there may be no place for another fact. */
bool cube_load_days_are_many(const struct cube_load_days *days);
/* Where the next fact may be put down. */
struct cube_row *cube_load_days_place(struct cube_load_days *days);
/* The fact that was put there is one of the day. */
void cube_load_day_keep(struct cube_load_days *days, struct cube_load_day *day);
/* The day with facts that was longest given none; NULL when no facts wait. */
struct cube_load_day *cube_load_days_oldest(struct cube_load_days *days);
/* The facts that wait, in the order of a segment: borrowed until the next call. NULL when memory is out. */
const struct cube_row *const *cube_load_day_rows(struct cube_load_days *days, const struct cube_load_day *day);
void cube_load_day_let_go(struct cube_load_days *days, struct cube_load_day *day);

/* false when memory is out. So many that they fill memory leave the day to the truth. */
bool cube_load_day_touch(struct cube_load_days *days, struct cube_load_day *day, int64_t declaration);
void cube_load_day_leave_to_truth(struct cube_load_days *days, struct cube_load_day *day);
/* Puts the touched declarations in order, each once. */
void cube_load_day_settle(struct cube_load_day *day);

#endif
