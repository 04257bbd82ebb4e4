/* money.c - see money.h. Declarations come by days, so that the last answer is nearly always the next. */
#include "money.h"

#include <math.h>
#include <stdlib.h>

#include "model/kind.h"
#include "store/rows.h"

struct risk_money {
	struct store *store;
	uint32_t reporting;	/* 0: the data names none, and amounts are taken as they are */
	struct answer {
		uint32_t currency;
		int32_t day;
		double unit;
	} last;
};

static double minor_of(struct store *store, uint32_t currency)
{
	const char *text = store_code_text(store, currency);

	return pow(10, -model_currency_decimals(text ? text : ""));
}

bool risk_money_open(struct store *store, struct risk_money **ret_money, struct err *err)
{
	struct risk_money *money = calloc(1, sizeof(*money));

	if (!money)
		return err_memory(err);
	money->store = store;
	money->reporting = (uint32_t)store_code_find(store, "currency", store_fact(store, "currency"));
	money->last = (struct answer){.unit = minor_of(store, money->reporting)};
	*ret_money = money;
	return true;
}

void risk_money_close(struct risk_money *money)
{
	free(money);
}

static double rate_ask(struct risk_money *money, uint32_t currency, int32_t day)
{
	struct store_rows *rows = NULL;
	double rate = NAN;

	if (!store_rows_open(money->store, "risk_rate", &rows, NULL))
		return NAN;
	store_rows_bind_int(rows, 1, currency);
	store_rows_bind_int(rows, 2, day);
	if (store_rows_next(rows, NULL) == 1)
		rate = store_rows_double(rows, 0);
	store_rows_close(rows);
	return rate;
}

double risk_money_unit(struct risk_money *money, uint32_t currency, int32_t day)
{
	struct answer answer = {.currency = currency, .day = day};

	if (currency == money->last.currency && (day == money->last.day || currency == 0))
		return money->last.unit;
	answer.unit = minor_of(money->store, currency ? currency : money->reporting);
	if (currency && money->reporting && currency != money->reporting)
		answer.unit *= rate_ask(money, currency, day);
	money->last = answer;
	return answer.unit;
}
