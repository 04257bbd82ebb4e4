/* builder.h - what building segments takes, opened once for a load or for all days. */
#ifndef CUBE_BUILDER_H
#define CUBE_BUILDER_H

#include "attribute.h"
#include "code_cache.h"
#include "fact.h"
#include "late.h"
#include "source.h"
#include "table.h"

struct cube_builder {
	struct store *store;
	struct cube_attributes attributes;
	struct cube_source *source;
	struct cube_rates *rates;
	struct cube_code_cache *codes;
	struct cube_table *table; /* the day that is made at present */
	struct cube_late *late;
	struct cube_facts facts;
};

/* Zero it first; close copes with one that is half open. */
bool cube_builder_open(struct cube_builder *builder, struct store *store, struct err *err);
/* For cube_builder_gather() alone, which writes nothing where all words are known. */
bool cube_builder_open_to_read(struct cube_builder *builder, struct store *store, struct err *err);
void cube_builder_close(struct cube_builder *builder);

/* What one declaration comes to. Reorders its events. */
bool cube_builder_fact(struct cube_builder *builder, struct cube_declaration *declaration, struct cube_row *ret_row,
	struct err *err);

/* A day from the truth alone, into the table. */
bool cube_builder_gather(struct cube_builder *builder, int32_t day, struct err *err);
/* Makes a day from the truth alone. is_new: the store has no segments of it. */
bool cube_builder_day(struct cube_builder *builder, int32_t day, bool is_new, struct err *err);

/* What changes on a day; the rest of it stays as its segments have it. */
struct cube_changes {
	const int64_t *touched; /* in order: to be read from the truth, and gone where they are filed elsewhere now */
	size_t n_touched;
	const struct cube_row *const *rows; /* facts of declarations that no segment has */
	size_t n_rows;
};

bool cube_builder_change(struct cube_builder *builder, int32_t day, const struct cube_changes *changes, struct err *err);

#endif
