/* explain.c - the page of a KPI: everything a reader may ask before believing the number. */
#include <string.h>

#include "kpi/kpi.h"

enum { WIDTH = 78, INDENT = 12 };

static void paragraph(struct text *out, const char *label, const char *s)
{
	int col = INDENT;

	if (!s || !*s)
		return;
	text_appendf(out, "%-*s", INDENT, label);
	while (*s) {
		size_t word = strcspn(s, " ");

		if (col > INDENT && col + 1 + (int)word > WIDTH) {
			text_appendf(out, "\n%*s", INDENT, "");
			col = INDENT;
		} else if (col > INDENT) {
			text_put(out, ' ');
			col++;
		}
		text_append_n(out, s, word);
		col += (int)word;
		s += word;
		s += strspn(s, " ");
	}
	text_put(out, '\n');
}

static const char *cohort_words(enum kpi_cohort cohort)
{
	static const char *const words[] = {
		[KPI_BY_REGISTRATION] = "declarations registered in the period",
		[KPI_BY_RELEASE] = "declarations released in the period",
		[KPI_BY_PAYMENT] = "payments made in the period (on the day of release where no payment is on record)",
		[KPI_BY_ASSESSMENT] = "declarations assessed in the period",
		[KPI_BY_DEADLINE] = "declarations whose deadline falls into the period, released or not",
		[KPI_BY_OWN_DAY] = "what happened in the period, whenever its declaration was registered",
		[KPI_AT_STOCK] = "what stands at the end of the period, or now if that is earlier",
	};

	return words[cohort];
}

static const char *direction_words(enum kpi_better better)
{
	static const char *const words[] = {[KPI_HIGHER] = "higher is better", [KPI_LOWER] = "lower is better",
		[KPI_BAND] = "two-sided: too low is as bad as too high"};

	return words[better];
}

static void needs(struct text *out, const struct kpi_def *def)
{
	struct text line = TEXT_INIT;

	for (size_t i = 0; def->needs && def->needs[i]; i++) {
		text_append(&line, i ? "; " : "");
		for (const char *p = def->needs[i]; *p; p++) {
			if (*p == '|')
				text_append(&line, " or ");
			else
				text_put(&line, *p);
		}
	}
	paragraph(out, "Needs", line.data);
	text_finish(&line);
}

void kpi_explain(const struct kpi_def *def, struct text *out)
{
	struct text unit = TEXT_INIT;

	text_appendf(out, "%s\n%s\n%s\n\n", def->id, def->title, def->question);
	paragraph(out, "Definition", def->definition);
	paragraph(out, "Formula", def->formula);
	paragraph(out, "Numerator", def->numerator);
	paragraph(out, "Denominator", def->denominator);
	paragraph(out, "Counts", cohort_words(def->cohort));
	text_appendf(&unit, "%s; %s", def->unit == KPI_ONE ? "fraction, shown as %" : kpi_unit_name(def->unit), direction_words(def->better));
	paragraph(out, "Unit", unit.data);
	text_finish(&unit);
	if (def->counter)
		paragraph(out, "Read with", kpi_find(def->counter) ? kpi_find(def->counter)->title : def->counter);
	paragraph(out, "Rival", def->rival);
	needs(out, def);
	paragraph(out, "Source", def->source);
}
