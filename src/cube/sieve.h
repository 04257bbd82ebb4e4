/* sieve.h - what a row must pass to be kept by a scan: flags, a range of a stamp, a set of codes.
 *
 * A sieve is first put to a whole segment, which often settles it; only then to rows. */
#ifndef CUBE_SIEVE_H
#define CUBE_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cube_private.h"
#include "encode.h"

enum cube_sieve_kind { CUBE_SIEVE_FLAGS, CUBE_SIEVE_RANGE, CUBE_SIEVE_CODES };

enum cube_verdict { CUBE_SOME, CUBE_ALL, CUBE_NO_ROW };

struct cube_sieve {
	enum cube_sieve_kind kind;
	int column;
	size_t slot;          /* for the scan: where the column is decoded */
	uint32_t mask, value; /* flags */
	uint32_t from, to; /* range, both included; also the span of the codes. from > to: nothing passes */
	uint8_t *bits;     /* codes from..to; NULL when they are too far apart */
	uint32_t *codes;   /* then: in order */
	size_t n_codes;
	/* For the segment that cube_sieve_segment() was last asked about: */
	enum cube_verdict verdict;
	bool by_byte, by_code; /* the bytes of the segment tell, without being decoded */
	uint8_t pass[256];     /* by byte */
	uint32_t low, high;    /* by code: as the segment writes values, both included */
};

void cube_sieve_flags(struct cube_sieve *sieve, uint32_t mask, uint32_t value);
void cube_sieve_range(struct cube_sieve *sieve, int column, int64_t from, int64_t to); /* [from, to) */
void cube_sieve_bound(struct cube_sieve *sieve, int64_t from, int64_t to); /* another range of the same column */
bool cube_sieve_codes(
	struct cube_sieve *sieve, struct cube *cube, const struct cube_filter *filter, struct err *err);
void cube_sieve_finish(struct cube_sieve *sieve);

/* Judges a whole segment and readies the sieve for its rows. */
enum cube_verdict cube_sieve_segment(struct cube_sieve *sieve, const struct cube_blob *blob);

/* Keep of rows (n of them, or all from 0 to n when NULL) those that pass, into kept; return how many. kept
 * may be rows. By bytes: values of the segment from the first row on; by codes: the row of the segment that row 0
 * is; else decoded values. */
size_t cube_sieve_bytes(
	const struct cube_sieve *sieve, const uint8_t *bytes, const uint32_t *rows, size_t n, uint32_t *kept);
size_t cube_sieve_coded(const struct cube_sieve *sieve, const struct cube_blob *blob, size_t from,
	const uint32_t *rows, size_t n, uint32_t *kept);
/* All rows through one sieve by bytes and one by codes at once: what nearly every question asks. */
size_t cube_sieve_bytes_coded(const struct cube_sieve *bytes_sieve, const uint8_t *bytes,
	const struct cube_sieve *coded, const struct cube_blob *blob, size_t from, size_t n, uint32_t *kept);
size_t cube_sieve_values(const struct cube_sieve *sieve, const uint32_t *values, const uint32_t *rows,
	size_t n, uint32_t *kept);

#endif
