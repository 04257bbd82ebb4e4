/* filter.h - a set that may say "perhaps" but never a wrong "no": a Bloom filter in blocks of one cache line.
 *
 * It lets a large load number new declarations without asking the index for each. Twelve bits a member: about
 * one in two hundred strangers is taken for a member, and then the index is asked. */
#ifndef STORE_FILTER_H
#define STORE_FILTER_H

#include <stdbool.h>
#include <stddef.h>

struct filter;

struct filter *filter_create(size_t members); /* NULL when memory is out */
void filter_destroy(struct filter *filter);   /* accepts NULL */

/* Was it in before, perhaps? It is in afterwards. */
bool filter_add(struct filter *filter, const char *text, size_t len);
/* It holds more than twice what it was made for: "perhaps" has become too frequent to be of use. */
bool filter_is_full(const struct filter *filter);

#endif
