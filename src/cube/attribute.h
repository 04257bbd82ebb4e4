/* attribute.h - attributes that profiles brought (attribute.NAME): each is a column of the cube. */
#ifndef CUBE_ATTRIBUTE_H
#define CUBE_ATTRIBUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct cube_attribute {
	char *name;
	uint32_t number; /* in table cube_attribute: it makes the ids of segments */
	uint32_t code;   /* of its name, in list attribute */
};

struct cube_attributes {
	struct cube_attribute *at; /* by number; its place is its index to callers */
	size_t n, cap;
};

bool cube_attributes_load(struct cube_attributes *attributes, struct store *store, struct err *err);
void cube_attributes_finish(struct cube_attributes *attributes);
/* Numbers those that came since. */
bool cube_attributes_add_new(struct store *store, struct err *err);

/* Place of an attribute, or -1. */
int cube_attributes_find(const struct cube_attributes *attributes, const char *name);
int cube_attributes_by_code(const struct cube_attributes *attributes, uint32_t code);

#endif
