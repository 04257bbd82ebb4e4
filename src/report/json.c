/* json.c - the findings as the command line promises them: numbers plain, nothing rounded that somebody may count with. */
#include "json.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "compose.h"

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

/* What is unknown is null. */
static void json_weight(const struct finding *finding, struct text *out)
{
	text_append(out, ",\"z\":");
	text_append_json_number(out, round(finding->z * 1e4) / 1e4);
	text_append(out, ",\"hours\":");
	text_append_json_number(out, round(finding->hours * 1e4) / 1e4);
	text_append(out, ",\"extra\":");
	text_append_json_number(out, round(finding->extra * 1e4) / 1e4);
	text_append(out, ",\"paid\":");
	text_append_json_number(out, round(finding->paid * 1e3) / 1e3);
	text_append(out, ",\"missed\":");
	text_append_json_number(out, round(finding->missed * 1e2) / 1e2);
	text_append(out, ",\"missed_paid\":");
	text_append_json_number(out, round(finding->missed_paid * 1e3) / 1e3);
	text_append(out, ",\"without_largest\":");
	text_append_json_number(out, finding->without_largest);
}

static void json_dims(const struct finding *finding, struct text *out)
{
	const struct {
		const char *name, *value;
	} dims[] = { { "office", finding->office }, { "broker", finding->broker }, { "officer", finding->broker ? finding->officer : NULL },
		{ "lane", finding->lane }, { finding->category_name, finding->category } };
	const char *comma = "";

	text_append(out, ",\"dims\":{");
	for (size_t i = 0; i < sizeof(dims) / sizeof(dims[0]); i++) {
		if (!dims[i].value)
			continue;
		text_append(out, comma);
		json_string(out, dims[i].name, dims[i].value);
		comma = ",";
	}
	text_put(out, '}');
}

/* The 26 weeks up to the day, the oldest first. */
static void json_weeks(const struct finding *finding, struct text *out)
{
	if (!finding->course)
		return;
	text_append(out, ",\"weeks\":[");
	for (size_t i = 0; i < FINDING_WEEKS; i++) {
		text_append(out, i ? "," : "");
		text_append_json_number(out, finding->course[i]);
	}
	text_put(out, ']');
}

static void json_finding(const struct finding *finding, size_t rank, const char *in_hand, const char *reform, struct text *out)
{
	char day[32];

	text_appendf(out, "{\"rank\":%zu,", rank);
	json_string(out, "kind", finding_kind_name(finding->kind));
	text_put(out, ',');
	json_string(out, "kpi", finding->def->id);
	text_put(out, ',');
	json_string(out, "stat", finding->stat);
	json_dims(finding, out);
	text_append(out, ",\"since\":");
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
	json_weight(finding, out);
	text_append(out, ",\"excess\":");
	text_append_json_number(out, round(finding->excess * 1e4) / 1e4);
	json_weeks(finding, out);
	if (finding->event) {
		text_put(out, ',');
		json_string(out, "event", finding->event);
	}
	if (finding->initiative) {
		text_put(out, ',');
		json_string(out, "initiative", finding->initiative);
	}
	text_put(out, ',');
	json_string(out, "certainty", finding->certainty);
	text_put(out, ',');
	json_string(out, "owner", finding->owner);
	text_put(out, ',');
	if (reform[0]) {
		json_string(out, "reform", reform);
		text_put(out, ',');
	}
	if (in_hand[0]) {
		json_string(out, "in_hand", in_hand);
		text_put(out, ',');
	}
	json_string(out, "text", finding->text);
	text_put(out, '}');
}

static void json_day(const char *name, int32_t day, struct text *out)
{
	char text[32];

	if (day == TIME_DAY_NONE)
		text_appendf(out, ",\"%s\":null", name);
	else
		text_appendf(out, ",\"%s\":\"%s\"", name, time_day_format(day, text));
}

static void json_due(const struct follow_item *item, struct text *out)
{
	const struct note *note = item->note;

	text_append(out, "{");
	json_string(out, "id", note->id);
	text_appendf(out, ",\"kind\":\"%s\",\"late\":%s,", note_kind_name(note->kind), item->late ? "true" : "false");
	json_string(out, "text", item->text);
	text_put(out, ',');
	json_string(out, "owner", item->owner);
	json_day(note->kind == NOTE_DECISION ? "review" : "due", item->day, out);
	text_append(out, ",\"kpi\":");
	if (item->def)
		text_appendf(out, "\"%s\"", item->def->id);
	else
		text_append(out, "null");
	text_append(out, ",\"dims\":{");
	for (size_t i = 0; i < item->n_dims; i++) {
		text_append(out, i ? "," : "");
		json_string(out, item->dims[i].name, item->dims[i].value);
	}
	text_append(out, "},\"then\":");
	text_append_json_number(out, item->then);
	json_day("then_to", item->then_to, out);
	text_append(out, ",\"now\":");
	text_append_json_number(out, item->now);
	text_appendf(out, ",\"status\":\"%s\",", kpi_status_word(item->status));
	json_string(out, "figure", item->figure);
	text_put(out, ',');
	json_string(out, "outcome", item->outcome);
	text_put(out, '}');
}

/* What people wrote: those that rest are counted, what is due is told. */
static void json_follow(const struct follow *follow, struct text *out)
{
	text_appendf(out, ",\"resting\":%zu,\"due\":[", follow ? follow->n_resting : 0);
	for (size_t i = 0; follow && i < follow->n; i++) {
		text_append(out, i ? ",\n" : "\n");
		json_due(&follow->items[i], out);
	}
	text_appendf(out, "],\"open_later\":%zu", follow ? follow->n_later : 0);
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

void json_write(const struct kpi_env *env, const struct findings *found, const struct report_options *options, struct text *out)
{
	const struct findings *findings = options->follow ? &options->follow->findings : found;
	size_t from[DOCUMENT_STEPS], n = compose_steps(findings, from);
	char day[32];

	/* The brief is one of all posts: no dimension limits it. */
	text_appendf(out, "{\"date\":\"%s\",\"scope\":{},", time_day_format(findings->to, day));
	json_string(out, "scope_words", options->scope);
	json_day("newest", compose_newest(env), out);
	text_appendf(out, ",\"synthetic\":%s,\"tiles\":", options->synthetic ? "true" : "false");
	json_tiles(env, findings, out);
	text_append(out, ",\"findings\":[");
	for (size_t i = 0; i < findings->n; i++) {
		text_append(out, i ? ",\n" : "\n");
		json_finding(&findings->items[i], i + 1, options->follow ? options->follow->in_hand[i] : "",
			options->follow ? options->follow->reform[i] : "", out);
	}
	text_append(out, "],\"actions\":[");
	for (size_t i = 0; i < n; i++) {
		text_append(out, i ? ",{" : "{");
		json_string(out, "text", findings->items[from[i]].action);
		text_appendf(out, ",\"finding\":%zu,", from[i] + 1);
		json_string(out, "owner", findings->items[from[i]].owner);
		text_put(out, '}');
	}
	text_appendf(out, "],\"charts\":%zu,\"alarms\":%zu,\"seasonal\":%zu,\"expected_false_alarms\":", findings->n_charts,
		findings->n_alarms, findings->n_seasonal);
	text_append_json_number(out, round(findings->false_alarms * 100) / 100);
	json_follow(options->follow, out);
	text_append(out, "}\n");
}
