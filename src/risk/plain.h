/* plain.h - numbers with a dot, whatever the locale: a decimal comma must reach neither our JSON nor a library. */
#ifndef RISK_PLAIN_H
#define RISK_PLAIN_H

#include <locale.h>

struct risk_plain {
	locale_t plain, before;
};

/* From here to the end, this thread counts as in C. */
static inline struct risk_plain risk_plain_begin(void)
{
	struct risk_plain plain = {.plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0)};

	if (plain.plain)
		plain.before = uselocale(plain.plain);
	return plain;
}

static inline void risk_plain_end(struct risk_plain plain)
{
	if (!plain.plain)
		return;
	uselocale(plain.before);
	freelocale(plain.plain);
}

#endif
