/* embedded.h - the SQL of schema/, as the build embeds it. */
#ifndef STORE_EMBEDDED_H
#define STORE_EMBEDDED_H

struct store_embedded {
	const char *name; /* file name without .sql; NULL ends the list */
	const char *sql;
};

extern const struct store_embedded store_embedded_migrations[]; /* in the order of their numbers */
extern const struct store_embedded store_embedded_queries[];

#endif
