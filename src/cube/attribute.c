/* attribute.c - see attribute.h. */
#include "attribute.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "store/rows.h"

static bool add(struct cube_attributes *attributes, uint32_t number, const char *name, uint32_t code)
{
	char *copy = strdup(name ? name : "");

	if (!copy ||
		!cube_grow(&attributes->at, &attributes->cap, attributes->n + 1, sizeof(*attributes->at))) {
		free(copy);
		return false;
	}
	attributes->at[attributes->n++] =
		(struct cube_attribute){.name = copy, .number = number, .code = code};
	return true;
}

bool cube_attributes_load(struct cube_attributes *attributes, struct store *store, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(store, "cube_attributes", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!add(attributes, (uint32_t)store_rows_int(rows, 0), store_rows_text(rows, 1),
			    (uint32_t)store_rows_int(rows, 2))) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

void cube_attributes_finish(struct cube_attributes *attributes)
{
	for (size_t i = 0; i < attributes->n; i++)
		free(attributes->at[i].name);
	free(attributes->at);
	*attributes = (struct cube_attributes){0};
}

bool cube_attributes_add_new(struct store *store, struct err *err)
{
	struct store_rows *rows = NULL;
	bool ok;

	if (!store_rows_open(store, "cube_attributes_add", &rows, err))
		return false;
	ok = store_rows_run(rows, err);
	store_rows_close(rows);
	return ok;
}

int cube_attributes_find(const struct cube_attributes *attributes, const char *name)
{
	for (size_t i = 0; i < attributes->n; i++) {
		if (strcmp(attributes->at[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

int cube_attributes_by_code(const struct cube_attributes *attributes, uint32_t code)
{
	for (size_t i = 0; i < attributes->n; i++) {
		if (attributes->at[i].code == code)
			return (int)i;
	}
	return -1;
}
