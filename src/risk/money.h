/* money.h - amounts of any currency in units of the reporting one. */
#ifndef RISK_MONEY_H
#define RISK_MONEY_H

#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

struct risk_money;

bool risk_money_open(struct store *store, struct risk_money **ret_money, struct err *err);
void risk_money_close(struct risk_money *money);	/* accepts NULL */
/* What one minor unit of a currency was worth on a day; NaN where no rate is loaded. Currency 0 is the reporting one. */
double risk_money_unit(struct risk_money *money, uint32_t currency, int32_t day);

#endif
