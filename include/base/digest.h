/* digest.h - SHA-256, for telling files and snapshots apart. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

struct digest;

struct digest *digest_create(void);		/* NULL when memory is out */
void digest_add(struct digest *digest, const void *data, size_t n);
void digest_hex(struct digest *digest, char ret_hex[65]);	/* ends the sum; destroy it afterwards */
void digest_destroy(struct digest *digest);

#endif
