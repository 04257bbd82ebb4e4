/* digest.c - SHA-256 by libmd, behind a handle so that nobody else sees its header. Whole blocks go to the processor's own
 * instructions where it has them; beginning, rest and end are always libmd's. */
#include "base/digest.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sha2.h>

#include "digest_blocks.h"

struct digest {
	SHA2_CTX sha;
	bool is_fast;
};

struct digest *digest_create(void)
{
	struct digest *digest = calloc(1, sizeof(*digest));

	if (digest) {
		SHA256Init(&digest->sha);
		digest->is_fast = digest_blocks_are_fast();
	}
	return digest;
}

void digest_add(struct digest *digest, const void *data, size_t n)
{
	const unsigned char *bytes = data;
	size_t held = (size_t)(digest->sha.bitcount[0] / 8 % SHA256_BLOCK_LENGTH);
	size_t blocks = digest->is_fast && held == 0 ? n / SHA256_BLOCK_LENGTH : 0;

	if (blocks > 0) {
		digest_blocks(digest->sha.state.st32, bytes, blocks);
		digest->sha.bitcount[0] += (uint64_t)blocks * SHA256_BLOCK_LENGTH * 8;
		bytes += blocks * SHA256_BLOCK_LENGTH;
		n -= blocks * SHA256_BLOCK_LENGTH;
	}
	if (n)
		SHA256Update(&digest->sha, bytes, n);
}

void digest_hex(struct digest *digest, char ret_hex[65])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_LENGTH];

	SHA256Final(sum, &digest->sha);
	for (size_t i = 0; i < sizeof(sum); i++) {
		ret_hex[2 * i] = digits[sum[i] >> 4];
		ret_hex[2 * i + 1] = digits[sum[i] & 15];
	}
	ret_hex[64] = '\0';
}

void digest_destroy(struct digest *digest)
{
	free(digest);
}
