/* profile.h - how to read somebody else's export: an INI file that a user writes.
 *
 *	[file]					settings of the file
 *	kind = declarations			the word of --kind
 *	delimiter = ;				, ; | or tab
 *	encoding = windows-1252			utf-8 utf-16le utf-16be iso-8859-1 windows-1252 windows-1256
 *	decimal = ,				the decimal mark, . or ,
 *	date_order = dmy			dmy or mdy
 *	calendar = hijri			when dates are Islamic
 *	timezone = UTC				of times without an offset; else they are the post's own wall clock
 *	currency = JOD				of amounts where the file has no column for it
 *
 *	[columns]				our name = their header
 *	registered_at = Date d'enregistrement
 *	declaration_id = Bureau + Annee + Numero	several headers, joined by - (times: by a space)
 *	flow = "import"				in quotes: a constant
 *	lane_initial: "rouge" = red		in quotes after a colon: what a word of theirs means
 *	attribute.seller = Seller ID		kept as a code, can be filtered by
 *	measure.tax_rate = Tax Rate		kept as a number
 *
 * Both sections may be left out: then a key is a setting where it can be one, else a column (`currency` is the column then;
 * `kind` and `timezone` are settings). A section named by a kind ([milestones]) holds columns of that kind alone, so that
 * one profile serves a folder of several kinds. */
#ifndef INGEST_PROFILE_H
#define INGEST_PROFILE_H

#include "base/arena.h"
#include "base/settings.h"
#include "date.h"
#include "encoding.h"
#include "model/kind.h"

enum profile_role { PROFILE_COLUMN, PROFILE_ATTRIBUTE, PROFILE_MEASURE };

struct profile_column {
	enum profile_role role;
	const struct model_kind *kind;	/* NULL: every kind that has it */
	const char *name;		/* our name, or NAME of attribute.NAME */
	const char *header;		/* theirs; NULL for a constant */
	const char *constant;
	int line;
};

struct profile_map {
	const struct model_kind *kind;
	const char *column, *theirs, *ours;
	int line;
};

struct profile {
	struct settings *settings;
	struct arena arena;
	const char *path;
	const struct model_kind *kind;	/* NULL: told from the header */
	char delimiter;			/* 0: told from the file */
	enum encoding encoding;
	char decimal;			/* 0: told from the file */
	enum date_order date_order;
	bool hijri;
	const struct time_zone *zone;
	const char *currency;		/* NULL: none named */
	struct profile_column *columns;
	size_t n_columns;
	struct profile_map *maps;
	size_t n_maps;
};

/* With path NULL a profile that says nothing. */
bool profile_open(const char *path, struct profile **ret_profile, struct err *err);
void profile_close(struct profile *profile);

#endif
