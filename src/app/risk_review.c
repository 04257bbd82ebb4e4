/* risk_review.c - beyond the model: values far below the usual, what partners say they exported, pairs of broker and officer, rules and what
 * they find. Each list is a prompt for a review and says so. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "base/width.h"
#include "kpi/review.h"
#include "risk.h"

enum { SHOWN = 20, DEAD_RESULTS = 50, TELLING_RESULTS = 30 };

static const char prompt[] = "A prompt for a review, and no proof: ";

static void number(struct text *out, const char *name, double value)
{
	text_appendf(out, ",\"%s\":", name);
	text_append_json_number(out, value);
}

static void word(struct text *out, const char *name, const char *value)
{
	text_appendf(out, "%s\"%s\":", out->len && out->data[out->len - 1] == '{' ? "" : ",", name);
	if (value)
		text_append_json(out, value, strlen(value));
	else
		text_append(out, "null");
}

/* Left-aligned in so many cells, whatever the data holds. */
static void cell(struct text *out, const char *value, int cells)
{
	struct text fit = TEXT_INIT;

	width_fit_ellipsis(&fit, value && value[0] ? value : "-", value && value[0] ? strlen(value) : 1, cells, false);
	text_append(out, fit.data);
	for (int i = width_of(fit.data, fit.len); i <= cells; i++)
		text_put(out, ' ');
	text_finish(&fit);
}

static bool formats_take(struct risk_call *call, bool *ret_json, int64_t *ret_top, struct err *err)
{
	static const char *const formats[] = {"text", "json", NULL};
	const char *format;

	if (!risk_format(call->args, formats, &format, err))
		return false;
	*ret_json = strcmp(format, "json") == 0;
	*ret_top = *ret_json ? 1000000 : SHOWN;
	return args_int(call->args, "top", 1, 1000000, ret_top, err);
}

static bool data_read(struct risk_call *call, struct err *err)
{
	return call->session.cube || session_read(&call->session, call->app, err);
}

/* A year that ends with the data, unless told otherwise. */
static bool days_take(struct risk_call *call, int32_t *ret_from, int32_t *ret_to, struct err *err)
{
	int32_t first;

	if (!risk_span(call->session.store, &first, ret_to, err) || !risk_day(call->args, "to", ret_to, err))
		return false;
	*ret_from = *ret_to - 364 > first ? *ret_to - 364 : first;
	return risk_day(call->args, "from", ret_from, err);
}

/* ---- values far below the usual */

static void outlier_text(struct text *out, const struct kpi_outlier *o)
{
	char day[32];

	cell(out, o->name, 16);
	text_appendf(out, "%s ", time_day_format(o->day, day));
	cell(out, o->office, 8);
	cell(out, o->hs, 8);
	cell(out, o->origin, 3);
	text_appendf(out, "%11.4g %11.4g %5.0f %% %6zu %12.0f ", o->each, o->usual, 100 * (1 - o->each / o->usual), o->n, o->gap);
	if (isnan(o->tax))
		text_appendf(out, "%12s\n", "-");
	else
		text_appendf(out, "%12.0f\n", o->tax);
}

static void outliers_text(struct text *out, const struct kpi_outliers *outliers, const char *currency)
{
	text_appendf(out, "%zu of %zu %s lie below the fence of their goods (commodity, origin and unit: median less three deviations, of at least twenty); "
		"tax at stake %.0f %s\n\n", outliers->n_all, outliers->n_looked, outliers->of_items ? "items" : "declarations (there are no items)", outliers->tax,
		currency);
	text_append(out, "declaration      registered office   goods    from  value/unit       usual below     of    to usual   its tax\n");
	for (size_t i = 0; i < outliers->n; i++)
		outlier_text(out, &outliers->items[i]);
	text_appendf(out, "\n%sold stock, quality and quantity discounts are cheap, too; a reference is no value for duty.\n", prompt);
}

static void outliers_json(struct text *out, const struct kpi_outliers *outliers, const char *currency)
{
	char day[32];

	text_appendf(out, "{\"of\":\"%s\",\"looked\":%zu,\"found\":%zu,\"currency\":\"%s\"", outliers->of_items ? "items" : "declarations", outliers->n_looked,
		outliers->n_all, currency);
	number(out, "tax", outliers->tax);
	text_append(out, ",\"rows\":[");
	for (size_t i = 0; i < outliers->n; i++) {
		const struct kpi_outlier *o = &outliers->items[i];

		text_appendf(out, "%s\n{", i ? "," : "");
		word(out, "declaration_id", o->name);
		word(out, "registered", time_day_format(o->day, day));
		word(out, "office", o->office);
		word(out, "hs", o->hs);
		word(out, "origin", o->origin);
		word(out, "unit", o->unit[0] ? o->unit : "kg");
		number(out, "unit_value", o->each);
		number(out, "usual", o->usual);
		number(out, "fence", o->fence);
		number(out, "quantity", o->quantity);
		text_appendf(out, ",\"n\":%zu", o->n);
		number(out, "gap", o->gap);
		number(out, "tax", o->tax);
		text_put(out, '}');
	}
	text_append(out, "]}\n");
}

bool risk_run_outliers(struct risk_call *call, struct err *err)
{
	struct kpi_outliers outliers;
	int32_t from, to;
	int64_t top;
	bool json;

	if (!formats_take(call, &json, &top, err) || !days_take(call, &from, &to, err) || !data_read(call, err) ||
		!kpi_outliers_read(&call->session.env, from, to, args_get(call->args, "office"), (size_t)top, &call->arena, &outliers, err))
		return false;
	(json ? outliers_json : outliers_text)(&call->out, &outliers, kpi_currency(&call->session.env));
	return true;
}

/* ---- mirror */

static void mirror_text(struct text *out, const struct kpi_mirrors *mirrors, size_t top, const char *currency)
{
	if (mirrors->n == 0) {
		text_append(out, "No mirror file is loaded: hs6, partner, year, export_value (see docs/data.md).\n");
		return;
	}
	text_appendf(out, "What partners say they exported to us, with freight and insurance, less what was declared here; %s\n\n", currency);
	text_append(out, "year goods  from    exports     declared          gap  of declared  tax at stake  more declared in\n");
	for (size_t i = 0; i < mirrors->n && i < top; i++) {
		const struct kpi_mirror *m = &mirrors->items[i];

		text_appendf(out, "%d ", m->year);
		cell(out, m->hs6, 6);
		cell(out, m->partner, 3);
		text_appendf(out, "%11.0f %12.0f %12.0f ", m->exports, m->declared, m->gap);
		if (isnan(m->share))
			text_appendf(out, "%12s ", "none");
		else
			text_appendf(out, "%10.0f %% ", m->share * 100);
		if (isnan(m->tax))
			text_appendf(out, "%13s  ", "-");
		else
			text_appendf(out, "%13.0f  ", m->tax);
		text_appendf(out, "%s\n", m->neighbour ? m->neighbour : "");
	}
	text_appendf(out, "\n%sgoods on their way, re-exports, other codes, confidential trade, and a year of which a part is loaded make gaps, too.\n", prompt);
}

static void mirror_json(struct text *out, const struct kpi_mirrors *mirrors, size_t top, const char *currency)
{
	text_appendf(out, "{\"currency\":\"%s\",\"rows\":[", currency);
	for (size_t i = 0; i < mirrors->n && i < top; i++) {
		const struct kpi_mirror *m = &mirrors->items[i];

		text_appendf(out, "%s\n{\"year\":%d", i ? "," : "", m->year);
		word(out, "hs6", m->hs6);
		word(out, "partner", m->partner);
		number(out, "exports", m->exports);
		number(out, "published", m->published);
		number(out, "declared", m->declared);
		text_appendf(out, ",\"n\":%lld", (long long)m->n);
		number(out, "gap", m->gap);
		number(out, "share", m->share);
		number(out, "tax", m->tax);
		word(out, "neighbour", m->neighbour);
		text_put(out, '}');
	}
	text_append(out, "]}\n");
}

bool risk_run_mirror(struct risk_call *call, struct err *err)
{
	struct kpi_mirrors mirrors;
	const char *text = args_get(call->args, "margin");
	const double *margin;
	int64_t top, year = 0;
	size_t n;
	bool json;

	if (!formats_take(call, &json, &top, err) || !args_int(call->args, "year", 1900, 2200, &year, err) ||
		!risk_shares(call->args, "margin", "10%", &call->arena, &margin, &n, err) || !data_read(call, err))
		return false;
	if (text && n != 1)
		return err_set(err, ERR_USAGE, "--margin takes one share such as 10%%");
	if (!kpi_mirror_read(&call->session.env, margin[0], (int)year, &call->arena, &mirrors, err))
		return false;
	(json ? mirror_json : mirror_text)(&call->out, &mirrors, (size_t)top, kpi_currency(&call->session.env));
	return true;
}

/* ---- figures of the catalogue, row by row */

static bool rows_get(struct risk_call *call, const char *id, const struct kpi_by *by, size_t n_by, struct kpi_row **ret_rows, size_t *ret_n,
	struct err *err)
{
	struct kpi_query query = {.by = by, .n_by = n_by, .without_status = true};
	const struct kpi_def *def = kpi_find(id);

	if (!def)
		return err_set(err, ERR_NOT_BUILT, "the catalogue has no figure %s", id);
	return days_take(call, &query.from, &query.to, err) && data_read(call, err) &&
	       kpi_evaluate(&call->session.env, &def, 1, &query, &call->arena, ret_rows, ret_n, err);
}

static int by_value(const void *a, const void *b)
{
	const struct kpi_row *x = a, *y = b;

	return x->value != y->value ? (x->value < y->value ? 1 : -1) : x->n != y->n ? (x->n < y->n ? 1 : -1) : 0;
}

/* Headline rows that say something, the largest first. */
static size_t rows_keep(struct kpi_row *rows, size_t n, size_t n_dims)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool told = rows[i].n_dims >= n_dims && !isnan(rows[i].value) && strcmp(rows[i].stat, rows[i].def->headline) == 0;

		for (size_t d = 0; told && d < n_dims; d++)
			told = rows[i].dims[d].value[0] != '\0';
		if (told)
			rows[kept++] = rows[i];
	}
	if (kept > 0)
		qsort(rows, kept, sizeof(*rows), by_value);
	return kept;
}

/* What people read goes by pseudonyms, as on the screens, unless codes are asked for. */
static void person_cell(struct risk_call *call, const struct kpi_dim_value *person, int cells)
{
	char pseudonym[MASK_PSEUDONYM], name[40];

	if (args_has(call->args, "names") || !person->value[0]) {
		cell(&call->out, person->value, cells);
		return;
	}
	snprintf(name, sizeof(name), "%s %s", person->name, mask_pseudonym(person->value, pseudonym));
	cell(&call->out, name, cells);
}

bool risk_run_pairs(struct risk_call *call, struct err *err)
{
	static const struct kpi_by by[] = {{.dim = KPI_DIM_BROKER}, {.dim = KPI_DIM_OFFICER}};
	struct kpi_row *rows;
	int64_t top;
	size_t n;
	bool json;

	if (!formats_take(call, &json, &top, err) || !rows_get(call, "pair_lift", by, 2, &rows, &n, err))
		return false;
	if (json) {
		kpi_write_json(&call->session.env, rows, n, &call->out);
		return true;
	}
	n = rows_keep(rows, n, 2);
	text_append(&call->out, "Brokers and officers who met at least ten times, over what dealing by chance within their pool and day lets expect\n\n"
		"broker         officer          met  expected   times  (95 % interval)\n");
	for (size_t i = 0; i < n && i < (size_t)top; i++) {
		person_cell(call, &rows[i].dims[0], 14);
		person_cell(call, &rows[i].dims[1], 14);
		text_appendf(&call->out, "%5.0f %9.1f %7.2f  (%.2f to %.2f)\n", rows[i].numerator, rows[i].denominator, rows[i].value, rows[i].low, rows[i].high);
	}
	if (n == 0)
		text_append(&call->out, "no pair met ten times\n");
	text_appendf(&call->out, "\n%sa special duty, one language or one kind of goods brings people together, too. `kpi pairs_flagged` tests them.\n", prompt);
	return true;
}

/* ---- rules */

static double random_rate(struct risk_call *call, struct err *err, bool *ret_ok)
{
	static const struct kpi_by by[] = {{.dim = KPI_DIM_SELECT_REASON}};
	struct kpi_row *rows;
	size_t n;

	*ret_ok = rows_get(call, "hit_rate", by, 1, &rows, &n, err);
	for (size_t i = 0; *ret_ok && i < n; i++)
		if (rows[i].n_dims && strcmp(rows[i].dims[0].value, "random") == 0)
			return rows[i].value;
	return NAN;
}

static const char *rule_word(const struct kpi_row *row, double random)
{
	if (row->n < TELLING_RESULTS)
		return "too few to tell";
	if (isnan(random))
		return "no random picks to compare with";
	if (row->n >= DEAD_RESULTS && row->high < random)
		return "DEAD: below random picks";
	return row->low > random ? "above random picks" : "like random picks";
}

static void rule_json(struct text *out, const struct kpi_row *row, double money, double random)
{
	text_put(out, '{');
	word(out, "rule", row->dims[0].value);
	text_appendf(out, ",\"results\":%lld", (long long)row->n);
	number(out, "hit_rate", row->value);
	number(out, "low", row->low);
	number(out, "high", row->high);
	number(out, "adjustment_per_inspection", money);
	word(out, "word", rule_word(row, random));
	text_put(out, '}');
}

static double money_of(const struct kpi_row *money, size_t n, const char *rule)
{
	for (size_t i = 0; i < n; i++)
		if (money[i].n_dims && strcmp(money[i].dims[0].value, rule) == 0 && strcmp(money[i].stat, money[i].def->headline) == 0)
			return money[i].value;
	return NAN;
}

bool risk_run_rules(struct risk_call *call, struct err *err)
{
	static const struct kpi_by by[] = {{.dim = KPI_DIM_RULE}};
	struct kpi_row *rows, *money;
	size_t n, n_money;
	int64_t top;
	double random;
	bool json, ok;

	if (!formats_take(call, &json, &top, err) || !rows_get(call, "hit_rate", by, 1, &rows, &n, err) ||
		!rows_get(call, "adjustment_per_inspection", by, 1, &money, &n_money, err))
		return false;
	random = random_rate(call, err, &ok);
	if (!ok)
		return false;
	n = rows_keep(rows, n, 1);
	if (json)
		text_append(&call->out, "{\"random\":");
	if (json)
		text_append_json_number(&call->out, random);
	if (json)
		text_append(&call->out, ",\"rules\":[");
	else
		text_appendf(&call->out, "Random picks find %.1f of 100\n\nrule           results  hits of 100  (95 %% interval)   money an inspection\n", random * 100);
	for (size_t i = 0; i < n && i < (size_t)top; i++) {
		double each = money_of(money, n_money, rows[i].dims[0].value);

		if (json) {
			text_append(&call->out, i ? ",\n" : "\n");
			rule_json(&call->out, &rows[i], each, random);
			continue;
		}
		cell(&call->out, rows[i].dims[0].value, 14);
		text_appendf(&call->out, "%7lld %12.1f  (%4.1f to %5.1f) ", (long long)rows[i].n, rows[i].value * 100, rows[i].low * 100, rows[i].high * 100);
		if (isnan(each))
			text_appendf(&call->out, "%12s", "-");
		else
			text_appendf(&call->out, "%12.0f", each);
		text_appendf(&call->out, "  %s\n", rule_word(&rows[i], random));
	}
	text_append(&call->out, json ? "]}\n" : "\nA rule that deters or is demanded by law may find nothing and still be right; others that find less than chance "
		"cost inspections.\n");
	return true;
}
