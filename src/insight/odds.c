/* odds.c - see odds.h. */
#include "insight/odds.h"

#include <math.h>
#include <stdio.h>

#include "insight/phrases.h"

/* 1 234 becomes 1 200, 0.7 becomes 1. */
static double two_digits(double value)
{
	double unit = value >= 100 ? pow(10, floor(log10(value)) - 1) : 1;

	return fmax(floor(value / unit + 0.5) * unit, 1);
}

void odds_append(struct text *out, double p)
{
	struct text number = TEXT_INIT;
	char digits[32];
	size_t n;

	if (!(p > 1e-6)) {
		text_append(out, phrase_text(PHRASE_ODDS_NEVER));
		return;
	}
	if (p > 2.0 / 3) {
		text_append(out, phrase_text(PHRASE_ODDS_ALWAYS));
		return;
	}
	n = (size_t)snprintf(digits, sizeof(digits), "%.0f", two_digits(1 / p));
	for (size_t i = 0; i < n; i++) {
		text_put(&number, digits[i]);
		if (i + 1 < n && (n - i - 1) % 3 == 0)
			text_append(&number, "\u2009");
	}
	PHRASE_PUT(out, PHRASE_ODDS, { "n", number.data });
	text_finish(&number);
}
