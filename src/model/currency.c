/* currency.c - how many decimals an amount of a currency has (ISO 4217, list one).
 *
 * Only what differs from two is listed. The four-decimal units of account (CLF, UYW) are not money that customs collects. */
#include "model/kind.h"

#include <string.h>

static bool is_listed(const char *const *codes, const char *code)
{
	while (*codes && strcmp(*codes, code) != 0)
		codes++;
	return *codes != NULL;
}

int model_currency_decimals(const char *currency)
{
	static const char *const none[] = {
		"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
		"XOF", "XPF", NULL,
	};
	static const char *const three[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL};

	if (is_listed(none, currency))
		return 0;
	return is_listed(three, currency) ? 3 : 2;
}
