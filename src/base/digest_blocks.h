/* digest_blocks.h - whole blocks of SHA-256 by the processor's own instructions, where it has them. */
#ifndef BASE_DIGEST_BLOCKS_H
#define BASE_DIGEST_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool digest_blocks_are_fast(void);
/* Takes n blocks of 64 bytes into the state; only where digest_blocks_are_fast(). */
void digest_blocks(uint32_t state[8], const unsigned char *data, size_t n);

#endif
