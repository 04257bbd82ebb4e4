/* write.c - rows as JSON and CSV for programs, and as a table for people. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "kpi/kpi.h"

static void json_text(struct text *out, const char *key, const char *value)
{
	text_appendf(out, "\"%s\":", key);
	text_append_json(out, value, strlen(value));
}

static void json_number(struct text *out, const char *key, double value)
{
	text_appendf(out, ",\"%s\":", key);
	text_append_json_number(out, value);
}

static void json_dims(struct text *out, const struct kpi_row *row)
{
	text_append(out, ",\"dims\":{");
	for (size_t i = 0; i < row->n_dims; i++) {
		text_append(out, i ? "," : "");
		json_text(out, row->dims[i].name, row->dims[i].value);
	}
	text_put(out, '}');
}

static void json_row(struct text *out, const struct kpi_row *row)
{
	char day[32];

	text_put(out, '{');
	json_text(out, "kpi", row->def->id);
	text_append(out, ",");
	json_text(out, "stat", row->stat);
	text_append(out, ",");
	json_text(out, "unit", kpi_unit_name(row->def->unit));
	text_appendf(out, ",\"from\":\"%s\"", time_day_format(row->from, day));
	text_appendf(out, ",\"to\":\"%s\"", time_day_format(row->to, day));
	json_dims(out, row);
	json_number(out, "value", row->value);
	text_appendf(out, ",\"n\":%lld", (long long)row->n);
	json_number(out, "coverage", row->coverage);
	json_number(out, "low", row->low);
	json_number(out, "high", row->high);
	if (!isnan(row->p))
		json_number(out, "p", row->p);
	json_number(out, "target", row->target);
	text_appendf(out, ",\"status\":\"%s\"", kpi_status_word(row->status));
	json_number(out, "numerator", row->numerator);
	json_number(out, "denominator", row->denominator);
	if (row->basis) {
		text_append(out, ",");
		json_text(out, "basis", row->basis);
	}
	if (row->missing) {
		text_append(out, ",");
		json_text(out, "missing", row->missing);
	}
	text_put(out, '}');
}

void kpi_write_json(const struct kpi_env *env, const struct kpi_row *rows, size_t n, struct text *out)
{
	const char *currency = kpi_currency(env);

	text_put(out, '{');
	json_text(out, "currency", currency);
	text_append(out, ",\"rows\":[");
	for (size_t i = 0; i < n; i++) {
		text_append(out, i ? ",\n" : "\n");
		json_row(out, &rows[i]);
	}
	text_append(out, "]}\n");
}

/* Names of all dimensions that any row has, in the order in which they are met. */
static size_t names_of(const struct kpi_row *rows, size_t n, const char *names[16])
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < rows[i].n_dims; k++) {
			size_t at = 0;

			while (at < found && strcmp(names[at], rows[i].dims[k].name) != 0)
				at++;
			if (at == found && found < 16)
				names[found++] = rows[i].dims[k].name;
		}
	}
	return found;
}

static const char *value_of(const struct kpi_row *row, const char *name)
{
	for (size_t i = 0; i < row->n_dims; i++) {
		if (strcmp(row->dims[i].name, name) == 0)
			return row->dims[i].value;
	}
	return "";
}

static void csv_text(struct text *out, const char *s)
{
	width_append_csv(out, s, strlen(s));
	text_put(out, ',');
}

static void csv_number(struct text *out, double value)
{
	if (isfinite(value))
		text_append_json_number(out, value);
	text_put(out, ',');
}

void kpi_write_csv(const struct kpi_env *env, const struct kpi_row *rows, size_t n, struct text *out)
{
	const char *names[16], *currency = kpi_currency(env);
	size_t n_names = names_of(rows, n, names);
	char day[32];

	text_append(out, "kpi,stat,unit,from,to,");
	for (size_t i = 0; i < n_names; i++)
		csv_text(out, names[i]);
	text_append(out, "value,n,coverage,low,high,target,status,currency\n");
	for (size_t i = 0; i < n; i++) {
		const struct kpi_row *row = &rows[i];

		text_appendf(out, "%s,%s,%s,", row->def->id, row->stat, kpi_unit_name(row->def->unit));
		text_appendf(out, "%s,", time_day_format(row->from, day));
		text_appendf(out, "%s,", time_day_format(row->to, day));
		for (size_t k = 0; k < n_names; k++)
			csv_text(out, value_of(row, names[k]));
		csv_number(out, row->value);
		text_appendf(out, "%lld,", (long long)row->n);
		csv_number(out, row->coverage);
		csv_number(out, row->low);
		csv_number(out, row->high);
		csv_number(out, row->target);
		text_appendf(out, "%s,%s\n", kpi_status_word(row->status), row->def->unit == KPI_MONEY ? currency : "");
	}
}

static void cell_left(struct text *out, const char *s, int cells, bool ascii)
{
	struct text fit = TEXT_INIT;

	width_fit_ellipsis(&fit, s, strlen(s), cells, ascii);
	text_append(out, fit.data);
	for (int i = width_of(fit.data, fit.len); i < cells + 1; i++)
		text_put(out, ' ');
	text_finish(&fit);
}

static void cell_right(struct text *out, double value, enum kpi_unit unit, int cells, bool ascii)
{
	struct text word = TEXT_INIT;

	kpi_format_value(value, unit, ascii, &word);
	for (int i = width_of(word.data, word.len); i < cells; i++)
		text_put(out, ' ');
	text_append(out, word.data);
	text_put(out, ' ');
	text_finish(&word);
}

static void table_row(struct text *out, const struct kpi_row *row, bool repeated, bool ascii)
{
	struct text label = TEXT_INIT;

	for (size_t i = 0; i < row->n_dims; i++) {
		text_append(&label, i ? " " : "");
		width_filter(&label, row->dims[i].value[0] ? row->dims[i].value : "(none)", row->dims[i].value[0] ? strlen(row->dims[i].value) : 6);
	}
	cell_left(out, repeated ? "" : row->def->id, 24, ascii);
	cell_left(out, label.data, 13, ascii);
	cell_left(out, row->stat, 5, ascii);
	cell_right(out, row->value, row->def->unit, 9, ascii);
	if (row->missing) {
		if (strncmp(row->missing, "settings.", 9) == 0)
			text_appendf(out, "needs %s under [kpi] of the configuration\n", row->missing + 9);
		else
			text_appendf(out, "needs %s\n", row->missing);
	} else {
		text_appendf(out, "n %-7lld", (long long)row->n);
		if (!isnan(row->low)) {
			cell_right(out, row->low, row->def->unit, 0, ascii);
			text_append(out, "to ");
			cell_right(out, row->high, row->def->unit, 0, ascii);
		}
		text_appendf(out, "%s\n", row->status == KPI_UNKNOWN ? "" : kpi_status_word(row->status));
	}
	text_finish(&label);
}

void kpi_write_table(const struct kpi_env *env, const struct kpi_row *rows, size_t n, bool ascii, struct text *out)
{
	char from[32], to[32];

	if (n == 0) {
		text_append(out, "Nothing matches.\n");
		return;
	}
	text_appendf(out, "%s to %s", time_day_format(rows[0].from, from), time_day_format(rows[0].to, to));
	text_appendf(out, "%s%s\n", *kpi_currency(env) ? ", money in " : "", kpi_currency(env));
	for (size_t i = 0; i < n; i++)
		table_row(out, &rows[i], i > 0 && rows[i].def == rows[i - 1].def, ascii);
}
