/* wide.h - columns of three-byte codes, as most stamps and intervals are, eight rows at a time: a compiler does not find out how.
 *
 * Where the processor cannot, they do nothing and say so by the rows done: the caller does the rest. Values may be read up to
 * CUBE_BLOB_SLACK bytes beyond the rows. */
#ifndef CUBE_WIDE_H
#define CUBE_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* out[i] = code + shift; with reserved, codes below 3 are UINT32_MAX - code. Returns the rows done, from the first. */
size_t cube_wide_decode(const uint8_t *values, size_t n, uint32_t shift, bool reserved, uint32_t *out);
/* Rows whose code lies in [low, low + range] and whose byte passes (bytes NULL: all do) go to kept, from *ret_kept on. Returns the
 * rows looked at. kept has room for n. */
size_t cube_wide_keep(const uint8_t *values, uint32_t low, uint32_t range, const uint8_t *bytes, const uint8_t *pass, size_t n,
	uint32_t *kept, size_t *ret_kept);

#endif
