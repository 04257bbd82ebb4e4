/* plan.h - how the cells of one file become a record: made once from its header, walked for each row. */
#ifndef INGEST_PLAN_H
#define INGEST_PLAN_H

#include "base/arena.h"
#include "date.h"
#include "profile.h"
#include "reader.h"

enum { PLAN_PARTS_MAX = 4, PLAN_COLUMNS_MAX = 64 };

struct plan_field {
	const char *label;			/* header in the file, or our name where it is a constant */
	int cells[PLAN_PARTS_MAX];		/* cells it is read from; several are joined */
	int n_cells;				/* 0: a constant */
	const char *constant;
	const struct model_column *column;	/* NULL: an extra */
	int slot, item_slot;			/* places in the two records; -1: not in it */
	int extra;				/* place among the extras, or -1 */
	bool is_measure, is_required;
	bool is_currency, is_country, is_zone;	/* what its codes are, as far as reading them goes */
	const struct profile_map **maps;
	size_t n_maps;
	struct date_format date;
	struct date_memo last_date;
	size_t last_money;			/* a hint of the account: where its sums stood last */
};

struct plan {
	const struct model_kind *kind;
	const struct model_kind *items;	/* not NULL: one row is one item of a declaration, header values are repeated */
	bool value_is_of_item;			/* then: cif_value is the item's, not the declaration's */
	struct plan_field *fields;		/* the currency first: amounts need it */
	size_t n_fields;
	uint64_t columns;			/* of the kind, that some row may fill: a bit for each */
	size_t n_cells;				/* of a row */
	const char *const *labels;		/* n_cells of them */
	int key, value, item_value;		/* fields of declaration_id, cif_value (shared with items); or -1 */
	bool has_currency;
	char usual_currency[4];			/* the most frequent of the sample's rows; "" when none names any */
	size_t n_extras;
	const char **extra_names;
	const char **warnings;			/* sentences */
	size_t n_warnings;
};

/* kind NULL: told from the header. `shown` names the file in sentences. All lives in the arena. */
bool plan_make(const char *shown, const struct reader_cell *header, size_t n, const struct model_kind *kind,
	const struct profile *profile, struct arena *arena, struct plan **ret_plan, struct err *err);

/* The kind alone; NULL in *ret_kind when the header does not tell. Fails only when memory is out. */
bool plan_kind(const char *shown, const struct reader_cell *header, size_t n, const struct profile *profile,
	struct arena *arena, const struct model_kind **ret_kind, struct err *err);

/* How many cells of a row are names of columns, ours, aliases or the profile's. */
size_t plan_header_hits(const struct profile *profile, const struct reader_cell *cells, size_t n);

#endif
