/* words.c - the few words of figures: units, verdicts, values for people. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "kpi/kpi.h"
#include "model/kind.h"

const char *kpi_status_word(enum kpi_status status)
{
	static const char *const words[] = {[KPI_UNKNOWN] = "unknown", [KPI_USUAL] = "usual", [KPI_BETTER] = "better", [KPI_WORSE] = "worse"};

	return words[status];
}

const char *kpi_unit_name(enum kpi_unit unit)
{
	static const char *const names[] = {[KPI_ONE] = "1", [KPI_HOURS] = "h", [KPI_MONEY] = "money", [KPI_COUNT] = "count", [KPI_TIMES] = "x"};

	return names[unit];
}

const char *kpi_better_word(enum kpi_better better)
{
	static const char *const words[] = {[KPI_HIGHER] = "higher", [KPI_LOWER] = "lower", [KPI_BAND] = "band"};

	return words[better];
}

const char *kpi_currency(const struct kpi_env *env)
{
	const char *currency = store_fact(env->store, "currency");

	return currency ? currency : "";
}

static void append_sign(struct text *out, double value, bool ascii)
{
	text_append(out, value >= 0 ? "" : ascii ? "-" : "−");
}

/* 1 234 567 with thin spaces (plain ones in ASCII). */
static void append_grouped(struct text *out, double value, bool ascii)
{
	char digits[40];
	int n = snprintf(digits, sizeof(digits), "%.0f", fabs(value));

	append_sign(out, strcmp(digits, "0") == 0 ? 0 : value, ascii);
	for (int i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			text_append(out, ascii ? " " : "\u2009");
		text_put(out, digits[i]);
	}
}

/* Three significant figures. */
static void append_short(struct text *out, double value, bool ascii)
{
	double size = fabs(value);

	if (size >= 99.95) {
		append_grouped(out, value, ascii);
		return;
	}
	append_sign(out, size < 0.005 ? 0 : value, ascii);
	text_appendf(out, "%.*f", size >= 9.995 ? 1 : 2, size);
}

static void append_scaled(struct text *out, double value, bool ascii)
{
	static const struct {
		double unit;
		const char *name;
	} scales[] = {{1e12, "tn"}, {1e9, "bn"}, {1e6, "M"}, {1e5, "k"}};

	for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++) {
		double unit = scales[i].unit == 1e5 ? 1e3 : scales[i].unit;

		if (fabs(value) >= scales[i].unit * 0.9995) {
			append_short(out, value / unit, ascii);
			text_appendf(out, " %s", scales[i].name);
			return;
		}
	}
	append_grouped(out, value, ascii);
}

void kpi_format_value(double value, enum kpi_unit unit, bool ascii, struct text *out)
{
	if (!isfinite(value)) {
		text_append(out, ascii ? "-" : "–");
		return;
	}
	switch (unit) {
	case KPI_ONE:
		append_short(out, value * 100, ascii);
		text_append(out, " %");
		break;
	case KPI_HOURS:
		append_short(out, value, ascii);
		text_append(out, " h");
		break;
	case KPI_TIMES:
		append_short(out, value, ascii);
		text_append(out, "x");
		break;
	case KPI_COUNT:		/* of things, or of things for each of others */
		if (value != floor(value) && fabs(value) < 99.95)
			append_short(out, value, ascii);
		else
			append_scaled(out, value, ascii);
		break;
	default:
		append_scaled(out, value, ascii);
		break;
	}
}
