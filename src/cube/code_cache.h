/* code_cache.h - codes that no file names by itself, made once while segments are built: the chapter of a
 * commodity code, the single rules of a set. */
#ifndef CUBE_CODE_CACHE_H
#define CUBE_CODE_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct cube_code_cache;

struct cube_code_cache *cube_code_cache_create(struct store *store); /* NULL when memory is out */
void cube_code_cache_destroy(struct cube_code_cache *cache);         /* accepts NULL */

/* Code (list hs_chapter) of the first two digits of a commodity code (list hs); 0 for 0. */
bool cube_code_chapter(struct cube_code_cache *cache, uint32_t hs, uint32_t *ret_chapter, struct err *err);
/* Sees to it that each rule of a set such as "R1|R7" (list rule_set) has a code of its own (list rule). */
bool cube_code_rules(struct cube_code_cache *cache, uint32_t rule_set, struct err *err);

#endif
