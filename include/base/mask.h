/* mask.h - who is not named before others: the dimensions that tell people and firms apart, and the names they get instead.
 *
 * A pseudonym is a short hash of the code, stable so that a class can talk about "broker 3f2a" for a whole week; it is no
 * protection against someone who holds the list of codes. */
#ifndef BASE_MASK_H
#define BASE_MASK_H

#include <stdbool.h>

enum { MASK_PSEUDONYM = 5 };

/* "importer", "broker", "officer", and attributes that a profile keeps under such a name: "attribute.seller", "attribute.exporter_name",
 * "attribute.inspecteur". */
bool mask_is_personal(const char *dim);
/* "3f2a": the same for the same code on every screen and in every session. */
const char *mask_pseudonym(const char *code, char buffer[MASK_PSEUDONYM]);

#endif
