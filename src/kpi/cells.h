/* cells.h - the group of each row of a batch, found one dimension after the other.
 *
 * The values of a dimension are numbered as they are met, by a table over its codes; pairs of numbers are numbered by a table
 * over both; the last table holds groups. A row then costs a few look-ups, and where a segment stores a dimension as bytes
 * nothing needs to be decoded. Tables that would grow beyond some megabytes are left to groups_at(). */
#ifndef KPI_CELLS_H
#define KPI_CELLS_H

#include "task.h"

struct cells;

/* Borrows both; NULL when memory is out. */
struct cells *cells_create(const struct dim *dims, size_t n_dims, struct groups *groups);
void cells_destroy(struct cells *cells);	/* accepts NULL */

/* Before each scan: what a segment's bytes mean may have changed since the one before. */
void cells_begin(struct cells *cells);

/* Some rows of a batch and the local time by which each belongs to its period. */
struct cells_rows {
	const struct cube_batch *batch;
	const uint32_t *row;
	size_t n;
	const uint32_t *stamp;		/* by row; NULL where no dimension asks for times, or at is given */
	const int64_t *at;		/* by place in row; or NULL */
	const void *context;
	bool (*day_only)(const void *context, const struct cube_batch *batch, uint32_t row);	/* the hour is not known */
};

enum cells_result { CELLS_FOUND, CELLS_TOO_MANY, CELLS_NO_MEMORY };

/* Writes the group of each of the rows. TOO_MANY: the dimensions have more values than tables are made for. */
enum cells_result cells_find(struct cells *cells, const struct cells_rows *rows, uint32_t *group);

/* The code of a column, however the segment stores it. */
static inline uint32_t cells_code(const struct cube_batch *batch, int column, uint32_t row)
{
	const struct cube_bytes *bytes = &batch->bytes[column];

	if (bytes->values)
		return bytes->codes[bytes->values[row]];
	return column < CUBE_U32_COLUMNS ? batch->u32[column][row] : batch->attribute[column - CUBE_COLUMNS][row];
}

#endif
