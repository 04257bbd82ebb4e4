/* folder.h - a folder for one test, and CSV files read back from it. */
#ifndef TEST_SIM_FOLDER_H
#define TEST_SIM_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

char *folder_make(void);				/* a new empty folder; the caller frees the name */
void folder_remove(char *folder);			/* with what is in it; frees the name */
int folder_count(const char *folder);			/* files in it, hidden ones too */
char *folder_read(const char *folder, const char *name, size_t *ret_len); /* NULL when it is not there */
void folder_write(const char *folder, const char *name, const char *content);

/* A CSV file in memory; its quoted cells hold no quotes. */
struct table {
	char *data;
	char **cells;		/* n_rows x n_columns; the header is apart */
	char **names;
	size_t n_rows, n_columns;
};

bool table_open(struct table *table, const char *folder, const char *name);
void table_close(struct table *table);
const char *table_cell(const struct table *table, size_t row, const char *column);
/* Minutes since some day of "2026-11-22T08:15"; -1 when the cell holds none. */
long table_minutes(const struct table *table, size_t row, const char *column);

#endif
