/* loading_report.c - what became of the files: for people, and as the JSON that scripts rely on. */
#include "loading.h"

#include <string.h>

#include "base/width.h"

enum { MOST_REASONS = 5 };

static const struct model_account *account_of(const struct loading_result *result)
{
	static const struct model_account nothing;

	return result->ok ? &result->report.account : &nothing;
}

void loading_write_json(const struct loading *loading, struct text *out)
{
	text_append(out, "{\"files\":[");
	for (size_t i = 0; i < loading->n_results; i++) {
		const struct loading_result *result = &loading->results[i];
		const struct model_account *a = account_of(result);

		text_append(out, i ? ",\n{\"path\":" : "\n{\"path\":");
		text_append_json(out, result->path, strlen(result->path));
		text_appendf(out, ",\"kind\":%s%s%s", result->report.kind ? "\"" : "", result->report.kind ? result->report.kind->name : "null",
			result->report.kind ? "\"" : "");
		text_appendf(out, ",\"rows\":%lld,\"inserted\":%lld,\"updated\":%lld,\"unchanged\":%lld,\"rejected\":%lld,\"bytes\":%lld",
			(long long)a->rows, (long long)a->inserted, (long long)a->updated, (long long)a->unchanged, (long long)a->rejected,
			(long long)result->report.bytes);
		text_appendf(out, ",\"seconds\":%.3f", a->seconds);
		if (!result->ok) {
			text_append(out, ",\"error\":");
			text_append_json(out, result->err.text, strlen(result->err.text));
		}
		text_put(out, '}');
	}
	text_appendf(out, "],\n\"ok\":%s}\n", loading_failure(loading) ? "false" : "true");
}

static void append_safe(struct text *out, const char *s)
{
	width_filter(out, s, strlen(s));
}

static void append_money(struct text *out, int64_t minor, int decimals)
{
	uint64_t scale = decimals == 3 ? 1000 : decimals == 2 ? 100 : 1;
	uint64_t amount = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;

	text_appendf(out, "%s%llu", minor < 0 ? "-" : "", (unsigned long long)(amount / scale));
	if (decimals > 0)
		text_appendf(out, ".%0*llu", decimals, (unsigned long long)(amount % scale));
}

static void write_money(const struct model_account *account, struct text *out)
{
	for (size_t i = 0; i < account->n_money; i++) {
		const struct model_money *m = &account->money[i];
		int decimals = model_currency_decimals(m->currency);

		text_appendf(out, "  %-20s read ", m->column);
		append_money(out, m->read, decimals);
		text_append(out, ", stored ");
		append_money(out, m->stored, decimals);
		if (m->rejected) {
			text_append(out, ", in rejected rows ");
			append_money(out, m->rejected, decimals);
		}
		text_put(out, ' ');
		append_safe(out, m->currency);
		text_put(out, '\n');
	}
	if (account->rounded)
		text_appendf(out, "  %lld amounts had more decimals than their currency and were rounded\n", (long long)account->rounded);
}

static void write_coverage(const struct ingest_report *report, struct text *out)
{
	int64_t accepted = report->account.rows - report->account.rejected;

	if (report->n_coverage == 0 || accepted <= 0)
		return;
	text_append(out, "  timestamps:");
	for (size_t i = 0; i < report->n_coverage; i++)
		text_appendf(out, "%s %s %.0f %%", i && i % 4 == 0 ? "\n             " : i ? "," : "", report->coverage[i].column,
			100.0 * (double)report->coverage[i].rows / (double)accepted);
	text_put(out, '\n');
}

static void write_reasons(const struct ingest_report *report, struct text *out)
{
	for (size_t i = 0; i < report->n_reasons && i < MOST_REASONS; i++) {
		const struct ingest_reason *r = &report->reasons[i];

		text_appendf(out, "  rejected %lld, first in line %ld%s", (long long)r->rows, r->line, r->column[0] ? ", column " : "");
		append_safe(out, r->column);
		text_append(out, ": ");
		append_safe(out, r->reason);
		text_put(out, '\n');
	}
	if (report->n_reasons > MOST_REASONS)
		text_appendf(out, "  and %zu other reasons: --rejects FILE lists every row\n", report->n_reasons - MOST_REASONS);
}

static void write_file(const struct loading_result *result, bool check_only, struct text *out)
{
	const struct ingest_report *report = &result->report;
	const struct model_account *a = account_of(result);

	append_safe(out, result->path);
	if (!result->ok) {
		text_append(out, check_only ? ": cannot be loaded\n" : ": nothing of it was kept\n");
		write_reasons(report, out);
		return;
	}
	text_appendf(out, ": %s%s\n", report->kind ? report->kind->name : "", report->seen ? ", this very file was loaded before" : "");
	if (check_only)
		text_appendf(out, "  %lld rows = %lld good + %lld rejected", (long long)a->rows, (long long)(a->rows - a->rejected),
			(long long)a->rejected);
	else
		text_appendf(out, "  %lld rows = %lld inserted + %lld updated + %lld unchanged + %lld rejected", (long long)a->rows,
			(long long)a->inserted, (long long)a->updated, (long long)a->unchanged, (long long)a->rejected);
	text_appendf(out, "; %.2f s", a->seconds);
	if (a->seconds > 0 && !report->seen)
		text_appendf(out, ", %.0f rows/s", (double)a->rows / a->seconds);
	text_put(out, '\n');
	if (!report->seen) {
		write_money(a, out);
		write_coverage(report, out);
	}
	write_reasons(report, out);
	for (size_t i = 0; i < report->n_warnings; i++) {
		text_append(out, "  note: ");
		append_safe(out, report->warnings[i]);
		text_put(out, '\n');
	}
}

void loading_write_report(const struct loading *loading, struct text *out)
{
	for (size_t i = 0; i < loading->n_results; i++)
		write_file(&loading->results[i], loading->check_only, out);
}
