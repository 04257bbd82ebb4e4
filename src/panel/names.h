/* names.h - what a database knows by name: its posts, its columns, and how codes are called on screens (posts by their name,
 * traders and officers by a pseudonym while names are masked). Read once for each state of the data. */
#ifndef PANEL_NAMES_H
#define PANEL_NAMES_H

#include "panel/panel.h"

struct name_of_post {
	const char *code, *name;
};

struct names {
	struct arena arena;
	const struct name_of_post *posts;
	size_t n_posts;
	const char **columns;		/* "kind.column" of those that have values */
	size_t n_columns;
};

bool names_load(struct store *store, struct names *names, struct err *err);	/* names: zeroed, or loaded before */
void names_finish(struct names *names);
/* "declarations", "lane_initial": whether any row has a value there. */
bool names_has(const struct names *names, const char *kind, const char *column);

/* The code of the post that is called so, by its code or its name; NULL when none is. */
const char *names_post_code(const struct names *names, const char *said);
/* "broker 3f2a": the same pseudonym for the same code on every screen and in every session. */
void names_pseudonym(const char *what, const char *code, struct text *out);
/* A value of a dimension for people: "Port Salim", "broker 3f2a", "HS 27", "not recorded". */
void names_value(const struct panel_context *context, const char *dim, const char *value, struct text *out);
/* The same as a string of the arena; never NULL. */
const char *names_value_in(const struct panel_context *context, const char *dim, const char *value, struct arena *arena);
/* Who has an action, wrote a note or switched the model: as written, or "person 3f2a" before a room. Never NULL. */
const char *names_person(const struct panel_context *context, const char *name, struct arena *arena);
/* "post", "lane", "trusted trader": the dimension's word for headings; attribute.X is X. */
const char *names_dim(const char *dim);

#endif
