/* format.c - figures as people read them: three significant figures, grouped by thin spaces, the unit's sign
 * where it has one.
 *
 * Counts below 100 000 stay exact. Hours carry no sign here, since the heading or the tick says it. */
#include "canvas/charts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define THIN_SPACE "\xe2\x80\x89"

/* Digits before the point in groups of three; four digits are grouped too, so that columns align. */
static void append_grouped(struct text *out, const char *digits, bool ascii)
{
	size_t whole = strcspn(digits, ".");

	for (size_t i = 0; i < whole; i++) {
		text_put(out, digits[i]);
		if ((whole - i) % 3 == 1 && i + 1 < whole)
			text_append(out, ascii ? " " : THIN_SPACE);
	}
	text_append(out, digits + whole);
}

static void append_fixed(struct text *out, double value, int decimals, bool ascii)
{
	char digits[400];

	snprintf(digits, sizeof(digits), "%.*f", decimals, fabs(value));
	if (value < 0 && strspn(digits, "0.") < strlen(digits))
		text_append(out, ascii ? "-" : "−");
	append_grouped(out, digits, ascii);
}

/* Decimals that leave three significant figures, at most two. */
static int decimals_of(double value)
{
	double size = fabs(value);

	return size == 0 || size >= 99.95 ? 0 : size >= 0.995 ? 1 : 2;
}

static void append_scaled(struct text *out, double value, double exact_below, bool ascii)
{
	static const struct {
		double size;
		const char *name;
	} scales[] = {{1e12, " tn"}, {1e9, " bn"}, {1e6, " M"}, {1e3, " k"}};
	bool whole = value == round(value);

	if (fabs(value) < exact_below) {
		append_fixed(out, value, whole ? 0 : decimals_of(value), ascii);
		return;
	}
	for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++) {
		double scaled = value / scales[i].size;

		if (fabs(scaled) < 0.9995 && i + 1 < sizeof(scales) / sizeof(scales[0]))
			continue;
		append_fixed(out, scaled, decimals_of(scaled), ascii);
		text_append(out, scales[i].name);
		return;
	}
}

void chart_format(double value, enum chart_unit unit, bool ascii, struct text *out)
{
	if (!isfinite(value)) {
		text_append(out, ascii ? "-" : "–");
		return;
	}
	switch (unit) {
	case CHART_HOURS:
		append_fixed(out, value, decimals_of(value), ascii);
		break;
	case CHART_PERCENT:
		append_fixed(out, value * 100, decimals_of(value * 100), ascii);
		text_append(out, " %");
		break;
	case CHART_MONEY:
		append_scaled(out, value, 999.5, ascii);
		break;
	case CHART_COUNT:
		append_scaled(out, value, 99999.5, ascii);
		break;
	case CHART_TIMES:
		append_fixed(out, value, decimals_of(value), ascii);
		text_append(out, "x");
		break;
	}
}
