/* key.h - what the model keeps a record of: goods, lanes, traders and pairs of them, each named by a tuple of codes.
 *
 * The tuples are those that separate well in the published data and those that customs officers profile by; which of them a
 * model uses is decided on its own training window (spec.h). Numbers in a tuple compare exactly. */
#ifndef RISK_KEY_H
#define RISK_KEY_H

#include "data.h"
#include "risk/reason.h"

/* Goods are told by the finest tuple; "new" is a declaration whose goods the model has never seen. */
enum { RISK_KEY_GOODS = 0, RISK_KEY_HASH_BITS = 48 };

size_t risk_key_count(void);
const char *risk_key_name(size_t key);		/* as models store it */
const char *risk_key_title(size_t key);		/* "this tuple of goods" */
enum risk_group risk_key_group(size_t key);
int risk_key_find(const char *name);		/* -1: there is none */

/* Whether any row records what the tuple cannot do without. */
bool risk_key_is_there(size_t key, const struct risk_data *data);
/* Names the row's tuple, and the key itself, in RISK_KEY_HASH_BITS bits; 0 where the row lacks what makes it. */
uint64_t risk_key_hash(size_t key, struct risk_data *data, size_t row);

/* Hash of the first digits of the commodity code, 0 where it has fewer. */
uint64_t risk_hs_hash(const struct risk_data *data, size_t row, size_t digits);
/* Of the first six digits and the origin; 0 where one is missing. */
uint64_t risk_hs_origin_hash(struct risk_data *data, size_t row);

#endif
