/* codes.h - the dictionary in memory: texts to ids and back, without a statement for those already seen.
 *
 * Lists are kept apart so that a look-up compares texts alone. What is remembered is bounded: a list that
 * grows beyond the bound is forgotten and learnt again, so that memory does not follow the size of a load. */
#ifndef STORE_CODES_H
#define STORE_CODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;
struct codes;
struct code_list;

struct codes *codes_create(void); /* NULL when memory is out */
void codes_destroy(struct codes *codes);
/* Forgets everything: after a rollback ids may be given again. */
void codes_forget(struct codes *codes);

/* A list by its name; lives as long as codes, also when forgotten. NULL when memory is out. */
struct code_list *codes_list(struct codes *codes, const char *name);

/* Id of a text, given a new one when it is not in the dictionary yet. */
bool code_get(struct store *store, struct code_list *list, const char *text, size_t len, int64_t *ret_id,
	struct err *err);

#endif
