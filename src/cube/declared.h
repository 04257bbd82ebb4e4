/* declared.h - a new declaration as the load hands it over, before anybody reads it back from its table. */
#ifndef CUBE_DECLARED_H
#define CUBE_DECLARED_H

#include "declaration.h"
#include "fact.h"
#include "posts.h"
#include "store/sink.h"

struct cube_declared;

/* Reads what a load does not change: posts, traders. */
bool cube_declared_open(struct store *store, struct cube_declared **ret_declared, struct err *err);
void cube_declared_close(struct cube_declared *declared); /* accepts NULL */

/* *ret_declaration: borrowed until the next call. Attributes are left out. The vocabulary is loaded anew when the
 * declaration names a word that was made since. */
bool cube_declared_take(struct cube_declared *declared, const struct store_declared *from,
	struct cube_vocabulary *vocabulary, struct cube_declaration **ret_declaration, struct err *err);

#endif
