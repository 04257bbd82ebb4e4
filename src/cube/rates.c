/* rates.c - see rates.h. All rates are kept: a currency a day is little.
 *
 * A rate is a decimal that somebody published. The database keeps it as a binary number, which lies beside it: half a minor unit would
 * be rounded to the wrong side. So the shortest decimal that the number stands for is found again, and converted with exactly. */
#include "rates.h"

#include <math.h>
#include <stdlib.h>

#include "cube/cube.h"
#include "grow.h"
#include "model/kind.h"
#include "store/rows.h"

struct rate {
	int64_t day;
	int64_t digits; /* reporting minor units per minor unit are digits / divisor */
	int64_t divisor; /* 0: no short decimal, see about */
	double about;
};

enum { DECIMALS_MAX = 15 };

__extension__ typedef __int128 wide_int;

struct currency {
	uint32_t id;
	size_t first, n; /* its rates, in order of their day */
};

struct cube_rates {
	bool as_they_are; /* no reporting currency is known */
	uint32_t reporting;
	int decimals;
	struct currency *currencies;
	size_t n_currencies, cap_currencies;
	struct rate *rates;
	size_t n_rates, cap_rates;
};

static const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

/* How many decimals more the reporting currency has. */
static int more_decimals(const struct cube_rates *rates, struct store *store, uint32_t currency)
{
	return rates->decimals - model_currency_decimals(text_or_empty(store_code_text(store, currency)));
}

static int64_t power_of_ten(int n)
{
	int64_t power = 1;

	while (n-- > 0)
		power *= 10;
	return power;
}

/* `more`: decimals between the minor units of the two currencies. */
static struct rate rate_of(int64_t day, double told, int more)
{
	struct rate rate = {.day = day, .about = told * pow(10, more)};

	for (int decimals = 0; decimals <= DECIMALS_MAX && fabs(told) < 1e15; decimals++) {
		int64_t divisor = power_of_ten(decimals);
		double digits = round(told * (double)divisor);

		if (fabs(digits) >= 9e15)
			break;
		if (digits / (double)divisor != told)
			continue;
		rate.digits = (int64_t)digits * power_of_ten(more);	/* 1 when there are none more */
		rate.divisor = divisor * power_of_ten(-more);
		break;
	}
	return rate;
}

static bool add_rate(struct cube_rates *rates, struct store *store, uint32_t currency, int64_t day,
	double rate, int *more)
{
	struct currency *last = rates->n_currencies > 0 ? &rates->currencies[rates->n_currencies - 1] : NULL;

	if (!last || last->id != currency) {
		if (!cube_grow(&rates->currencies, &rates->cap_currencies, rates->n_currencies + 1,
			    sizeof(*last)))
			return false;
		last = &rates->currencies[rates->n_currencies++];
		*last = (struct currency){.id = currency, .first = rates->n_rates};
		*more = more_decimals(rates, store, currency);
	}
	if (!cube_grow(&rates->rates, &rates->cap_rates, rates->n_rates + 1, sizeof(*rates->rates)))
		return false;
	rates->rates[rates->n_rates++] = rate_of(day, rate, *more);
	last->n++;
	return true;
}

static bool read_rates(struct cube_rates *rates, struct store *store, struct err *err)
{
	struct store_rows *rows = NULL;
	int more = 0, got;

	if (!store_rows_open(store, "cube_rates", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		if (!add_rate(rates, store, (uint32_t)store_rows_int(rows, 0), store_rows_int(rows, 1),
			    store_rows_double(rows, 2), &more)) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

bool cube_rates_load(struct store *store, struct cube_rates **ret_rates, struct err *err)
{
	struct cube_rates *rates = calloc(1, sizeof(*rates));
	const char *reporting;

	if (!rates)
		return err_memory(err);
	reporting = text_or_empty(store_fact(store, "currency"));
	rates->as_they_are = !*reporting;
	rates->decimals = model_currency_decimals(reporting);
	rates->reporting = (uint32_t)store_code_find(store, "currency", reporting);
	if (!read_rates(rates, store, err)) {
		cube_rates_destroy(rates);
		return false;
	}
	*ret_rates = rates;
	return true;
}

void cube_rates_destroy(struct cube_rates *rates)
{
	if (!rates)
		return;
	free(rates->currencies);
	free(rates->rates);
	free(rates);
}

uint32_t cube_rates_reporting(const struct cube_rates *rates)
{
	return rates->as_they_are ? 0 : rates->reporting;
}

static const struct currency *currency_find(const struct cube_rates *rates, uint32_t id)
{
	for (size_t i = 0; i < rates->n_currencies; i++) {
		if (rates->currencies[i].id == id)
			return &rates->currencies[i];
	}
	return NULL;
}

/* The latest on or before the day, or NULL. */
static const struct rate *rate_find(
	const struct cube_rates *rates, const struct currency *currency, int32_t day)
{
	const struct rate *all = rates->rates + currency->first;
	size_t low = 0, high = currency->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all[middle].day <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &all[low - 1] : NULL;
}

/* Half a unit goes away from zero. */
static int64_t exactly(const struct rate *rate, int64_t amount)
{
	wide_int product = (wide_int)amount * rate->digits, half = rate->divisor / 2;
	wide_int value = (product + (product < 0 ? -half : half)) / rate->divisor;

	return value > -9000000000000000000 && value < 9000000000000000000 ? (int64_t)value : CUBE_MONEY_NONE;
}

int64_t cube_rates_convert(const struct cube_rates *rates, uint32_t currency, int32_t day, int64_t amount)
{
	const struct currency *found;
	const struct rate *rate;
	long double value;

	if (rates->as_they_are || amount == CUBE_MONEY_NONE || currency == 0 || currency == rates->reporting)
		return amount;
	found = currency_find(rates, currency);
	rate = found ? rate_find(rates, found, day) : NULL;
	if (!rate)
		return CUBE_MONEY_NONE;
	if (rate->divisor)
		return exactly(rate, amount);
	value = roundl((long double)amount * rate->about);
	return value > -9e18L && value < 9e18L ? (int64_t)value : CUBE_MONEY_NONE;
}
