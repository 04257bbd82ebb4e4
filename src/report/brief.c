/* brief.c - from findings to a page, or to JSON as the command line promises it. */
#include "report/brief.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "document.h"

enum { ACTIONS_MAX = 5, NEWS_MAX = 8, GOOD_MAX = 3 };

/* The figures of the page: what a leader is asked about. */
static const struct {
	const char *id, *category;
} figures[] = {
	{ "release_time_total", NULL }, { "customs_clearance_time", NULL }, { "sla_met_rate", NULL }, { "open_aged", "72h" },
	{ "physical_inspection_rate", NULL }, { "hit_rate", NULL }, { "hit_rate_significant", NULL }, { "result_recorded_rate", NULL },
	{ "pre_arrival_rate", NULL }, { "revenue_vs_target", NULL }, { "revenue_collected", NULL }, { "declarations_registered", NULL },
};

static void append_date(struct text *out, int32_t day)
{
	static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	struct time_civil civil = time_civil_from_day(day);

	text_appendf(out, "%s %d %s %d", days[time_weekday(day)], civil.day, months[civil.month - 1], civil.year);
}

static enum document_mark mark_of(const struct finding *finding)
{
	return finding->verdict == KPI_WORSE ? MARK_WORSE : finding->verdict == KPI_BETTER ? MARK_BETTER : MARK_CHANGED;
}

static void put_findings(const struct findings *findings, struct document *document)
{
	size_t told = 0, good = 0, left = 0;

	document_add(document, DOCUMENT_HEADING, MARK_NONE, "What changed");
	for (size_t i = 0; i < findings->n; i++) {
		bool is_good = findings->items[i].verdict == KPI_BETTER;

		if (is_good ? good == GOOD_MAX : told == NEWS_MAX) {
			left++;
			continue;
		}
		good += is_good;
		told += !is_good;
		document_add(document, DOCUMENT_ITEM, mark_of(&findings->items[i]), findings->items[i].text);
	}
	if (findings->n == 0)
		document_add(document, DOCUMENT_PARAGRAPH, MARK_NONE, "Nothing that chance alone does not explain.");
	if (left)
		document_addf(document, DOCUMENT_NOTE, "%zu more, smaller ones are in the dashboard.", left);
}

/* Each kind of step once for a place; the number says which finding it answers, counted as they stand. */
static size_t put_actions(const struct findings *findings, struct document *document)
{
	size_t n = 0;

	for (size_t i = 0; i < findings->n && n < ACTIONS_MAX; i++) {
		struct document_block *block;

		if (!findings->items[i].action[0])
			continue;
		if (n == 0)
			document_add(document, DOCUMENT_HEADING, MARK_NONE, "What to do");
		block = document_add(document, DOCUMENT_STEP, MARK_NONE, findings->items[i].action);
		if (block)
			block->number = (int)++n;
	}
	return n;
}

static const struct kpi_row *tile(const struct findings *findings, const char *id, const char *category)
{
	for (size_t i = 0; i < findings->n_tiles; i++) {
		const struct kpi_row *row = &findings->tiles[i];

		if (strcmp(row->def->id, id) == 0 && strcmp(row->stat, row->def->headline) == 0 &&
		    (category ? row->n_dims == 1 && strcmp(row->dims[0].value, category) == 0 : row->n_dims == 0))
			return row;
	}
	return NULL;
}

static const double *course(const struct findings *findings, const char *id, const char *category)
{
	for (size_t i = 0; i < findings->n_courses; i++)
		if (strcmp(findings->courses[i].def->id, id) == 0 && (!category) == (!findings->courses[i].category) &&
		    (!category || strcmp(category, findings->courses[i].category) == 0))
			return findings->courses[i].weeks;
	return NULL;
}

static const char *against(const struct kpi_row *row, struct document *document)
{
	struct text text = TEXT_INIT;
	const char *kept;

	if (!isnan(row->target_low) && !isnan(row->target_high)) {
		text_append(&text, "band ");
		kpi_format_value(row->target_low, row->def->unit, false, &text);
		text_append(&text, " to ");
		kpi_format_value(row->target_high, row->def->unit, false, &text);
	} else if (!isnan(row->target)) {
		text_append(&text, "target ");
		kpi_format_value(row->target, row->def->unit, false, &text);
	} else if (!isnan(row->usual_low) && !isnan(row->usual_high)) {
		text_append(&text, "usual ");
		kpi_format_value(row->usual_low, row->def->unit, false, &text);
		text_append(&text, " to ");
		kpi_format_value(row->usual_high, row->def->unit, false, &text);
	}
	kept = document_keep(document, text.data);
	text_finish(&text);
	return kept;
}

static void put_figures(const struct findings *findings, struct document *document)
{
	static const struct {
		const char *word;
		enum document_mark mark;
	} words[] = { [KPI_UNKNOWN] = { "", MARK_NONE }, [KPI_USUAL] = { "as usual", MARK_USUAL }, [KPI_BETTER] = { "better", MARK_BETTER },
		[KPI_WORSE] = { "worse", MARK_WORSE } };

	document_add(document, DOCUMENT_HEADING, MARK_NONE, "The figures");
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		const struct kpi_row *row = tile(findings, figures[i].id, figures[i].category);
		struct document_block *block;
		struct text value = TEXT_INIT;

		if (!row || isnan(row->value))
			continue;
		block = document_addf(document, DOCUMENT_FIGURE, "%s%s%s", row->def->short_title, figures[i].category ? " > 72 h" : "",
			strcmp(row->stat, "p50") == 0 ? ", P50" : "");
		kpi_format_value(row->value, row->def->unit, false, &value);
		if (block) {
			block->value = document_keep(document, value.data);
			block->verdict = words[row->status].word;
			block->mark = words[row->status].mark;
			block->against = against(row, document);
			block->course = course(findings, figures[i].id, figures[i].category);
			block->n_course = block->course ? FINDING_WEEKS : 0;
		}
		text_finish(&value);
	}
}

static void document_fill(const struct findings *findings, const struct report_options *options, struct document *document)
{
	struct text date = TEXT_INIT;

	append_date(&date, findings->to);
	document_addf(document, DOCUMENT_TITLE, "Customs brief, %s%s", date.data, options->synthetic ? " (SYNTHETIC data)" : "");
	document_addf(document, DOCUMENT_PARAGRAPH, "%s, four weeks to this day. Changes are judged week by week against half a year.",
		options->scope);
	put_findings(findings, document);
	put_actions(findings, document);
	put_figures(findings, document);
	document_addf(document, DOCUMENT_NOTE, "%zu figures of the whole and of each post were looked at; in a quiet week chance alone raises %.1f of them.%s%s%s "
		"Definitions: tidewaiter kpi --explain ID.", findings->n_charts, findings->false_alarms, options->fingerprint[0] ? " Data " : "",
		options->fingerprint, options->fingerprint[0] ? "." : "");
	text_finish(&date);
}

/* ---- JSON */

static void json_string(struct text *out, const char *name, const char *value)
{
	text_appendf(out, "\"%s\":", name);
	text_append_json(out, value, strlen(value));
}

static void json_drivers(const struct finding *finding, struct text *out)
{
	text_append(out, ",\"drivers\":[");
	for (size_t i = 0; i < finding->n_drivers; i++) {
		const struct finding_driver *driver = &finding->drivers[i];

		text_append(out, i ? ",{\"what\":{" : "{\"what\":{");
		json_string(out, driver->dim, driver->value);
		text_append(out, "},\"share\":");
		text_append_json_number(out, round(driver->share * 1e4) / 1e4);
		text_put(out, '}');
	}
	text_put(out, ']');
}

static void json_finding(const struct finding *finding, size_t rank, struct text *out)
{
	char day[32];

	text_appendf(out, "{\"rank\":%zu,", rank);
	json_string(out, "kind", finding_kind_name(finding->kind));
	text_put(out, ',');
	json_string(out, "kpi", finding->def->id);
	text_append(out, ",\"dims\":{");
	if (finding->office)
		json_string(out, "office", finding->office);
	if (finding->category) {
		text_append(out, finding->office ? "," : "");
		json_string(out, strcmp(finding->def->id, "open_aged") == 0 ? "age" : "lane", finding->category);
	}
	text_append(out, "},\"since\":");
	if (finding->since == TIME_DAY_NONE)
		text_append(out, "null");
	else
		text_appendf(out, "\"%s\"", time_day_format(finding->since, day));
	text_appendf(out, ",\"verdict\":\"%s\",\"value\":", kpi_status_word(finding->verdict));
	text_append_json_number(out, finding->value);
	if (isnan(finding->usual_low) || isnan(finding->usual_high)) {
		text_append(out, ",\"usual\":null");
	} else {
		text_append(out, ",\"usual\":[");
		text_append_json_number(out, finding->usual_low);
		text_put(out, ',');
		text_append_json_number(out, finding->usual_high);
		text_put(out, ']');
	}
	text_append(out, ",\"score\":");
	text_append_json_number(out, round(finding->score * 1e4) / 1e4);
	text_appendf(out, ",\"n\":%lld", (long long)finding->n);
	json_drivers(finding, out);
	text_put(out, ',');
	json_string(out, "text", finding->text);
	text_put(out, '}');
}

/* The rows as `kpi --format json` writes them, without its frame. */
static void json_tiles(const struct kpi_env *env, const struct findings *findings, struct text *out)
{
	struct text rows = TEXT_INIT;
	const char *from, *to;

	kpi_write_json(env, findings->tiles, findings->n_tiles, &rows);
	from = strchr(rows.data, '[');
	to = strrchr(rows.data, ']');
	if (from && to)
		text_append_n(out, from, (size_t)(to - from + 1));
	text_finish(&rows);
}

static void write_json(const struct kpi_env *env, const struct findings *findings, const struct report_options *options, struct text *out)
{
	char day[32];
	size_t n = 0;

	text_appendf(out, "{\"date\":\"%s\",\"scope\":{", time_day_format(findings->to, day));
	json_string(out, "words", options->scope);
	text_appendf(out, ",\"synthetic\":%s},\"tiles\":", options->synthetic ? "true" : "false");
	json_tiles(env, findings, out);
	text_append(out, ",\"findings\":[");
	for (size_t i = 0; i < findings->n; i++) {
		text_append(out, i ? ",\n" : "\n");
		json_finding(&findings->items[i], i + 1, out);
	}
	text_append(out, "],\"actions\":[");
	for (size_t i = 0; i < findings->n && n < ACTIONS_MAX; i++) {
		if (!findings->items[i].action[0])
			continue;
		text_append(out, n++ ? ",{" : "{");
		json_string(out, "text", findings->items[i].action);
		text_appendf(out, ",\"finding\":%zu}", i + 1);
	}
	text_appendf(out, "],\"charts\":%zu,\"expected_false_alarms\":", findings->n_charts);
	text_append_json_number(out, round(findings->false_alarms * 100) / 100);
	text_append(out, "}\n");
}

void report_brief(const struct kpi_env *env, const struct findings *findings, const struct report_options *options,
	enum report_format format, struct text *out)
{
	struct document document;

	if (format == REPORT_JSON) {
		write_json(env, findings, options, out);
		return;
	}
	document_init(&document);
	document_fill(findings, options, &document);
	if (format == REPORT_MARKDOWN)
		document_write_markdown(&document, out);
	else if (format == REPORT_HTML)
		document_write_html(&document, out);
	else
		document_write_text(&document, options->ascii, out);
	out->failed |= document.failed;
	document_finish(&document);
}
