/* lab.h - a database in memory, fed with records written as "column=value" through the store's sink, its cube
 * built by the load itself, and questions put to the cube in the words of the dictionary. */
#ifndef TESTS_CUBE_LAB_H
#define TESTS_CUBE_LAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cube/build.h"
#include "cube/cube.h"
#include "model/sink.h"
#include "store/sink.h"
#include "store/store.h"

struct lab {
	struct store *store;
	struct cube_watch *watch;
	struct model_sink *sink;
	struct model_account account;
	const struct model_kind *kind;
	struct cube *cube; /* opened by the first question */
	long line;
	struct err err;
};

void lab_open(struct lab *lab);
void lab_open_at(struct lab *lab, const char *path); /* a file; NULL: in memory */
void lab_close(struct lab *lab);

/* A file of one kind. Cells are "column=value", amounts in minor units, attribute.NAME= and measure.NAME= are
 * extras; the list ends with NULL. */
void lab_begin(struct lab *lab, const char *kind);
void lab_put(struct lab *lab, ...) __attribute__((sentinel));
void lab_end(struct lab *lab);
/* One file of one row. */
#define lab_row(lab, kind, ...) (lab_begin(lab, kind), lab_put(lab, __VA_ARGS__, NULL), lab_end(lab))

/* Number of a declaration, which is the order in which they were first put: D1 is 1, if it came first. */
uint32_t lab_u32(struct lab *lab, int64_t declaration, int column);
int64_t lab_money(struct lab *lab, int64_t declaration, int column);
bool lab_has(struct lab *lab, int64_t declaration, uint32_t flag);
const char *lab_text(struct lab *lab, int64_t declaration, int column); /* of a code; "" for none */
struct cube *lab_cube(struct lab *lab);
/* Of every byte of every segment, and of the days. */
void lab_digest(struct lab *lab, char hex[65]);

/* Seconds as columns hold them, and UTC seconds, of "2026-03-01T08:00:00". */
uint32_t lab_at(const char *stamp);
int64_t lab_utc(const char *stamp);

#endif
