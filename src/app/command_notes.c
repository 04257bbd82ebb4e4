/* command_notes.c - what people wrote beside the figures, for scripts, meetings and the morning's mail. */
#include "app.h"

#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "base/width.h"
#include "live.h"
#include "notes/notes.h"

static const struct option_def options[] = {
	{.name = "open", .help = "only actions that are still to be done"},
	{.name = "format", .argument = "FORMAT", .help = "table, csv or json (default: table)"},
	{.name = "output", .letter = 'o', .argument = "FILE", .help = "write there, whole or not at all"},
	{.name = "fail-on", .argument = "overdue", .help = "exit with 1 when an action is overdue or a review is due"},
	{.name = NULL},
};

struct listing {
	const struct notes *notes;
	int32_t today;
	bool open_only;
};

static bool is_listed(const struct listing *listing, const struct note *note)
{
	if (note->state == NOTE_WITHDRAWN)
		return false;
	return !listing->open_only || (note->kind == NOTE_ACTION && note->state == NOTE_OPEN);
}

static const char *state_word(const struct listing *listing, const struct note *note)
{
	if (note->state == NOTE_DONE)
		return "done";
	return note_is_late(note, listing->today) ? note->kind == NOTE_ACTION ? "overdue" : "review" : "open";
}

/* Lists go round in meetings: traders and officers under their pseudonyms. */
static const char *value_shown(const struct note_filter *filter, char pseudonym[MASK_PSEUDONYM])
{
	return mask_is_personal(filter->name) && filter->value[0] ? mask_pseudonym(filter->value, pseudonym) : filter->value;
}

static void append_filters(const struct note *note, struct text *out)
{
	char pseudonym[MASK_PSEUDONYM];

	for (size_t i = 0; i < note->about.n_filters; i++)
		text_appendf(out, "%s%s=%s", i ? " " : "", note->about.filters[i].name, value_shown(&note->about.filters[i], pseudonym));
}

static const char *day_text(int32_t day, char buffer[32])
{
	return day == TIME_DAY_NONE ? "" : time_day_format(day, buffer);
}

enum { FIELDS = 13 };

static const char *const names[FIELDS] = {"kind", "state", "text", "owner", "department", "on", "due", "review", "until", "kpi", "filters",
	"result", "id"};

/* The fields of a note as texts; days are written into the buffers. */
static void fields_of(const struct listing *listing, const struct note *note, struct text *filters, char days[4][32], const char *fields[FIELDS])
{
	const char *const all[FIELDS] = {note_kind_name(note->kind), state_word(listing, note), note->text, note->owner, note->department,
		day_text(note->on, days[0]), day_text(note->due, days[1]), day_text(note->review, days[2]), day_text(note->until, days[3]),
		note->about.kpi, filters->data, note->result, note->id};

	memcpy(fields, all, sizeof(all));
}

static void write_csv(const struct listing *listing, const struct note *note, const char *const *fields, struct text *out)
{
	for (int i = 0; i < FIELDS; i++) {
		if (i)
			text_put(out, ',');
		width_append_csv(out, fields[i], strlen(fields[i]));
	}
	text_put(out, '\n');
}

static void write_json(const struct listing *listing, const struct note *note, const char *const *fields, bool first, struct text *out)
{
	text_append(out, first ? "" : ",\n");
	for (int i = 0; i < FIELDS; i++) {
		text_appendf(out, "%s\"%s\":", i ? "," : "{", names[i]);
		if (fields[i][0])
			text_append_json(out, fields[i], strlen(fields[i]));
		else
			text_append(out, "null");
	}
	text_append(out, ",\"value\":");
	text_append_json_number(out, note->about.value);
	text_put(out, '}');
}

/* "overdue  2026-11-20  Call the brokers (Head of Port Salim; open_aged office=PSL)" */
static void write_line(const struct listing *listing, const struct note *note, const char *const *fields, struct text *out)
{
	const char *day = fields[6][0] ? fields[6] : fields[7][0] ? fields[7] : fields[8][0] ? fields[8] : fields[5];
	struct text text = TEXT_INIT;

	width_filter(&text, fields[2], strlen(fields[2]));
	text_appendf(out, "%-8s  %-8s  %-10s  %s", fields[0], fields[1], day, text.data);
	text_clear(&text);
	for (int i = 3; i <= 10; i++) {
		if ((i > 4 && i < 9) || !fields[i][0])
			continue;
		text_append(&text, text.len ? "; " : "");
		width_filter(&text, fields[i], strlen(fields[i]));
	}
	text_appendf(out, text.len ? " (%s)\n" : "%s\n", text.data);
	text_finish(&text);
}

static bool write_notes(const struct listing *listing, const char *format, struct text *out, struct err *err)
{
	bool csv = strcmp(format, "csv") == 0, json = strcmp(format, "json") == 0, first = true;

	if (!csv && !json && strcmp(format, "table") != 0)
		return err_set(err, ERR_USAGE, "--format takes table, csv or json, not '%s'", format);
	for (int i = 0; csv && i < FIELDS; i++)
		text_appendf(out, "%s%s", names[i], i + 1 < FIELDS ? "," : "\n");
	text_append(out, json ? "{\"notes\":[\n" : "");
	for (size_t i = 0; i < notes_count(listing->notes); i++) {
		const struct note *note = notes_at(listing->notes, i);
		struct text filters = TEXT_INIT;
		const char *fields[FIELDS];
		char days[4][32];

		if (!is_listed(listing, note))
			continue;
		append_filters(note, &filters);
		fields_of(listing, note, &filters, days, fields);
		if (csv)
			write_csv(listing, note, fields, out);
		else if (json)
			write_json(listing, note, fields, first, out);
		else
			write_line(listing, note, fields, out);
		first = false;
		text_finish(&filters);
	}
	text_append(out, json ? "\n]}\n" : "");
	return true;
}

static void tell_unread(const struct notes *notes)
{
	size_t line, n = notes_unread(notes, &line);

	if (n)
		output_say("tidewaiter: %s, line %zu: cannot be read and is passed over%s\n", notes_path(notes), line, n > 1 ? ", as others" : "");
}

static bool any_late(const struct listing *listing)
{
	for (size_t i = 0; i < notes_count(listing->notes); i++)
		if (note_is_late(notes_at(listing->notes, i), listing->today))
			return true;
	return false;
}

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct listing listing = {.today = time_day_of(app->now), .open_only = args_has(args, "open")};
	const char *format = args_get(args, "format"), *fail_on = args_get(args, "fail-on");
	struct text out = TEXT_INIT;
	struct notes *notes = NULL;
	bool ok;

	if (args->n_rest)
		return err_set(err, ERR_USAGE, "notes takes no words; options are told by notes --help");
	if (fail_on && strcmp(fail_on, "overdue") != 0)
		return err_set(err, ERR_USAGE, "--fail-on takes overdue, not '%s'", fail_on);
	if (!live_notes_open(app, LIVE_NOTES, &notes, err))
		return false;
	listing.notes = notes;
	ok = write_notes(&listing, format ? format : "table", &out, err) && output_write(args_get(args, "output"), &out, err);
	if (ok)
		tell_unread(notes);
	if (ok && fail_on && any_late(&listing))
		*ret_status = ERR_NOT_SO;
	text_finish(&out);
	notes_close(notes);
	return ok;
}

const struct command command_notes = {
	.name = "notes",
	.synopsis = "[OPTION...]",
	.summary = "lists actions, decisions and notes that were written beside the figures",
	.description = "Lists what was written down with a in the dashboard: actions with owner and due day, decisions with their review day, "
		"exceptions that rest, notes. As a table, CSV or JSON, for meetings and scripts; --fail-on overdue tells monitoring and cron that "
		"something waits. The file is told in the manual page under FILES.",
	.example = "  tidewaiter notes --open\n  tidewaiter notes --format csv -o actions.csv",
	.options = options,
	.run = run,
};
