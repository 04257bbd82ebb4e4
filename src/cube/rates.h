/* rates.h - amounts in the one currency that figures are reported in. */
#ifndef CUBE_RATES_H
#define CUBE_RATES_H

#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct cube_rates;

bool cube_rates_load(struct store *store, struct cube_rates **ret_rates, struct err *err);
void cube_rates_destroy(struct cube_rates *rates); /* accepts NULL */

/* Code of the currency that figures are reported in; 0 while none is known. */
uint32_t cube_rates_reporting(const struct cube_rates *rates);

/* An amount in minor units of a currency (0: the reporting one) with the latest rate on or before the day,
 * rounded half away from zero; CUBE_MONEY_NONE without such a rate, or for CUBE_MONEY_NONE. */
int64_t cube_rates_convert(const struct cube_rates *rates, uint32_t currency, int32_t day, int64_t amount);

#endif
