/* fingerprint.c - see store_fingerprint(). */
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "store/rows.h"
#include "store/store.h"

bool store_fingerprint(struct store *store, char ret_hex[STORE_FINGERPRINT + 1], struct err *err)
{
	struct digest *digest = digest_create();
	struct store_rows *rows = NULL;
	char hex[65], counted[64];
	int got = -1;

	if (!digest)
		return err_memory(err);
	if (store_rows_open(store, "fingerprint", &rows, err)) {
		while ((got = store_rows_next(rows, err)) == 1) {
			int n = snprintf(counted, sizeof(counted), " %lld %.30s\n", (long long)store_rows_int(rows, 1), store_rows_text(rows, 2));

			digest_add(digest, store_rows_text(rows, 0), strlen(store_rows_text(rows, 0)));
			digest_add(digest, counted, (size_t)n);
		}
		store_rows_close(rows);
	}
	digest_hex(digest, hex);
	digest_destroy(digest);
	memcpy(ret_hex, hex, STORE_FINGERPRINT);
	ret_hex[STORE_FINGERPRINT] = '\0';
	return got == 0;
}
