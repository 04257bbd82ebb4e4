/* digest.c - SHA-256 by libmd, behind a handle so that nobody else sees its header. */
#include "base/digest.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sha2.h>

struct digest {
	SHA2_CTX sha;
};

struct digest *digest_create(void)
{
	struct digest *digest = calloc(1, sizeof(*digest));

	if (digest)
		SHA256Init(&digest->sha);
	return digest;
}

void digest_add(struct digest *digest, const void *data, size_t n)
{
	if (n)
		SHA256Update(&digest->sha, data, n);
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
