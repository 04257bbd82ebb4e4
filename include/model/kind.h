/* kind.h - the kinds of record that go in, and their columns: one table that ingest, store, help and the simulator walk.
 *
 * The canonical form of data.md: names, types, which columns are required, which make the key. Adding a column here
 * (and to the schema) is enough for it to be read, checked, stored and explained. */
#ifndef MODEL_KIND_H
#define MODEL_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* In the order in which a folder is loaded: what others refer to comes first. */
enum model_kind_id {
	MODEL_POSTS, MODEL_OFFICERS, MODEL_TRADERS, MODEL_CALENDAR, MODEL_RATES, MODEL_TARGETS, MODEL_INITIATIVES,
	MODEL_DECLARATIONS, MODEL_ITEMS, MODEL_MILESTONES, MODEL_INSPECTIONS, MODEL_REROUTES, MODEL_SEIZURES,
	MODEL_PERMITS, MODEL_ARREARS, MODEL_MIRROR, MODEL_AUDITS, MODEL_REVENUE, MODEL_ATTENDANCE,
	MODEL_KINDS
};

enum model_type {
	MODEL_TEXT,	/* kept as written (valid UTF-8, no NUL) */
	MODEL_ID,	/* text that names a record of some kind; spaces at the ends trimmed */
	MODEL_CODE,	/* text out of an open list: office, importer, regime ...; stored through the dictionary */
	MODEL_ENUM,	/* text out of a closed list (values); stored through the dictionary */
	MODEL_HS,	/* digits of a commodity code: dots and spaces taken out, a lost leading zero put back */
	MODEL_BOOL,	/* 0/1 (yes/no, true/false, y/n, oui/non are read too) */
	MODEL_INT,
	MODEL_NUMBER,	/* a plain decimal: weight, quantity, rate, hours */
	MODEL_MONEY,	/* decimal text in, integer minor units of the row's currency inside */
	MODEL_STAMP,	/* date and time, or a date alone: struct time_stamp */
	MODEL_DAY,	/* a date */
	MODEL_CLOCK,	/* HH:MM, in minutes after midnight */
};

struct model_column {
	const char *name;
	enum model_type type;
	bool required, key;
	const char *const *values;	/* MODEL_ENUM: NULL-terminated; else NULL */
	const char *list;		/* MODEL_CODE, MODEL_ENUM: its dictionary list, shared where the codes are the same
					 * things (office, trader for importer_id and broker_id, officer, hs, country, lane ...) */
	const char *help;		/* one line for people */
};

struct model_kind {
	enum model_kind_id id;
	const char *name;		/* "declarations": the word of --kind */
	const char *table;		/* "declaration": its table in the store */
	const struct model_column *columns;
	size_t n_columns;
};

/* All kinds, in loading order; never NULL. */
const struct model_kind *model_kind_get(enum model_kind_id id);
const struct model_kind *model_kind_find(const char *name);		/* NULL when there is none */
/* Index of a column, or -1. */
int model_column_find(const struct model_kind *kind, const char *name);

/* Decimals of an ISO 4217 currency: 0 (JPY, KRW ...), 3 (JOD, KWD, BHD, OMR, TND, IQD, LYD), else 2; also 2 for "" . */
int model_currency_decimals(const char *currency);

#endif
