/* phrase.c - from a finding to one or two sentences: who, what, how much against what is usual, since when, through what. */
#include "phrase.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "watch.h"

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static void append_day(struct text *out, int32_t day)
{
	struct time_civil civil = time_civil_from_day(day);

	text_appendf(out, "%d %s", civil.day, months[civil.month - 1]);
}

static void append_value(struct text *out, const struct kpi_def *def, double value)
{
	kpi_format_value(value, def->unit, false, out);
}

/* "28.1–36.2 h": the unit once. */
static void append_range(struct text *out, const struct kpi_def *def, double low, double high)
{
	struct text first = TEXT_INIT;
	size_t n;

	kpi_format_value(low, def->unit, false, &first);
	n = first.len;
	while (n > 0 && !isdigit((unsigned char)first.data[n - 1]))
		n--;
	text_append_n(out, first.data, n);
	text_append(out, "–");
	kpi_format_value(high, def->unit, false, out);
	text_finish(&first);
}

/* The title in mid-sentence, with its statistic; not an acronym's first letter. */
static void append_subject(struct text *out, const struct finding *finding)
{
	const char *title = finding->def->short_title;
	static const struct {
		const char *kpi, *format;
	} categories[] = { { "open_aged", "open files > %s" }, { "channel_share", "share of the %s lane" } };

	for (size_t i = 0; finding->category && i < 2; i++) {
		if (strcmp(categories[i].kpi, finding->def->id) == 0) {
			text_appendf(out, categories[i].format, strcmp(finding->category, "72h") == 0 ? "72 h" : finding->category);
			return;
		}
	}
	if (isupper((unsigned char)title[0]) && !isupper((unsigned char)title[1]))
		text_appendf(out, "%c%s", tolower((unsigned char)title[0]), title + 1);
	else
		text_append(out, title);
	if (strcmp(finding->stat, "p50") == 0 || strcmp(finding->stat, "p90") == 0)
		text_appendf(out, " P%s", finding->stat + 1);
}

static void append_driver(struct text *out, const struct finding *finding, const struct finding_driver *driver)
{
	bool stage = strcmp(driver->dim, "stage") == 0, owner = strcmp(driver->dim, "owner") == 0;
	const char *kind = strcmp(driver->dim, "lane") == 0 ? " lane" : "";
	const char *prefix = strcmp(driver->dim, "broker") == 0 ? "broker " : strcmp(driver->dim, "hs_chapter") == 0 ? "HS " : "";

	if (driver->share > 1)
		text_append(out, "All");
	else
		text_appendf(out, "%.0f %%", 100 * driver->share);
	text_appendf(out, " of the change is %s%s%s", owner ? "time owned by the " : prefix, driver->label, kind);
	if (stage && isfinite(driver->now) && isfinite(driver->base)) {
		text_append(out, " (P50 ");
		append_value(out, finding->def, driver->base);
		text_append(out, " to ");
		append_value(out, finding->def, driver->now);
		text_append(out, ")");
	}
}

/* A pseudonym for a declarant: findings go into mails. */
static void mask_drivers(struct finding *finding, struct arena *arena)
{
	for (size_t i = 0; i < finding->n_drivers; i++) {
		struct finding_driver *driver = &finding->drivers[i];
		uint32_t hash = 2166136261u;	/* FNV-1a, as on the screens */
		const char *label;

		if (strcmp(driver->dim, "broker") != 0)
			continue;
		for (const char *s = driver->value; *s; s++)
			hash = (hash ^ (unsigned char)*s) * 16777619u;
		label = arena_printf(arena, "%04x", (hash >> 16 ^ hash) & 0xffff);
		driver->label = driver->value = label ? label : "";
	}
}

static void append_course(struct text *out, const struct finding *finding, int32_t to)
{
	if (isfinite(finding->usual_low) && isfinite(finding->usual_high)) {
		text_append(out, ", usually ");
		append_range(out, finding->def, finding->usual_low, finding->usual_high);
	}
	if (isfinite(finding->target_low) && isfinite(finding->target_high)) {
		text_append(out, ", band ");
		append_range(out, finding->def, finding->target_low, finding->target_high);
	} else if (isfinite(finding->target)) {
		text_append(out, ", target ");
		append_value(out, finding->def, finding->target);
	}
	if (finding->since == TIME_DAY_NONE)
		return;
	if (finding->kind == FINDING_DRIFT)
		text_append(out, ", moving steadily since ");
	else
		text_append(out, ", since ");
	append_day(out, finding->since);
	if (to - finding->since >= 13)
		text_appendf(out, " (%d weeks)", (int)(to - finding->since + 1) / 7);
}

static void append_silence(struct text *out, const struct finding *finding)
{
	if (finding->value < 96)
		text_appendf(out, ": no records for %.0f h", finding->value);
	else
		text_appendf(out, ": no records for %.0f days", finding->value / 24);
	text_append(out, finding->kind == FINDING_SILENT ? ". A silent post is not a quiet post." : ", later than the other posts.");
}

bool phrase_finding(struct finding *finding, int32_t to, struct arena *arena)
{
	struct text out = TEXT_INIT;

	mask_drivers(finding, arena);
	text_append(&out, finding->office ? finding->office_name : "All posts");
	if (finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE) {
		append_silence(&out, finding);
	} else {
		text_append(&out, ": ");
		append_subject(&out, finding);
		text_put(&out, ' ');
		append_value(&out, finding->def, finding->value);
		append_course(&out, finding, to);
		text_put(&out, '.');
		for (size_t i = 0; i < finding->n_drivers && i < 2; i++) {
			text_append(&out, i ? ". " : " ");
			append_driver(&out, finding, &finding->drivers[i]);
		}
		if (finding->n_drivers)
			text_put(&out, '.');
		if (finding->def->unit != KPI_COUNT)
			text_appendf(&out, " n %lld.", (long long)finding->n);
	}
	finding->text = arena_strdup(arena, out.data);
	text_finish(&out);
	return finding->text != NULL;
}

bool phrase_action(struct finding *finding, const char *by_watch, struct arena *arena)
{
	const char *place = finding->office ? finding->office_name : "all posts", *format = by_watch;

	finding->action = "";
	if (finding->verdict == KPI_BETTER)
		return true;
	if (finding->kind == FINDING_SILENT || finding->kind == FINDING_LATE)
		format = "Call %s: is the line down, or the office closed?";
	for (size_t i = 0; i < n_watch_stages && finding->n_drivers; i++)
		if (strcmp(finding->drivers[0].dim, "stage") == 0 && strcmp(finding->drivers[0].value, watch_stages[i].id) == 0)
			format = watch_stages[i].action;
	if (!format)
		return true;
	finding->action = arena_printf(arena, format, place);
	return finding->action != NULL;
}
