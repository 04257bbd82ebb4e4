/* notes.c - see notes.h. The content is read anew whenever it changed: files of notes are small, and a fold of all lines in one order
 * cannot depend on what was known before. */
#include "notes/notes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/time.h"
#include "file.h"
#include "line.h"

#define GROWN 1.25	/* an exception that is larger than that by now has become worse */

struct notes {
	char *path, *by, *refused;	/* path, refused: may be NULL */
	struct notes_file file;
	struct arena arena;		/* of what was read */
	struct line *lines;
	size_t n_lines;
	struct note *items;
	size_t n;
	uint64_t counter;		/* the largest seen */
	size_t unread, first_unread;
};

static const char *const kinds[NOTE_KINDS] = {
	[NOTE_NOTE] = "note", [NOTE_ACTION] = "action", [NOTE_DECISION] = "decision", [NOTE_SEEN] = "seen", [NOTE_SNOOZE] = "snooze",
};

static const struct {
	const char *verb;
	enum note_state state;
} states[] = { { "done", NOTE_DONE }, { "reopen", NOTE_OPEN }, { "restore", NOTE_OPEN }, { "withdraw", NOTE_WITHDRAWN } };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *note_kind_name(enum note_kind kind)
{
	return kinds[kind];
}

/* ---- reading */

static struct note *find(const struct notes *notes, const char *id)
{
	for (size_t i = 0; i < notes->n; i++)
		if (strcmp(notes->items[i].id, id) == 0)
			return &notes->items[i];
	return NULL;
}

static int32_t day_or_none(const char *value)
{
	int32_t day;

	return time_day_parse(value, &day) ? day : TIME_DAY_NONE;
}

static double number_or_nan(const char *value)
{
	char *end;
	double number = strtod(value, &end);

	return end != value && *end == '\0' ? number : NAN;
}

/* "office:NGT" */
static void take_filter(struct note *note, const char *value, struct arena *arena)
{
	const char *colon = strchr(value, ':');
	struct note_filter *filter = &note->about.filters[note->about.n_filters];

	if (!colon || note->about.n_filters == NOTE_FILTERS)
		return;
	filter->name = arena_strndup(arena, value, (size_t)(colon - value));
	filter->value = colon + 1;
	note->about.n_filters += filter->name != NULL;
}

static void take_pair(struct note *note, const struct line_pair *pair, struct arena *arena)
{
	const struct {
		const char *key, **text;
		int32_t *day;
		double *number;
	} fields[] = {
		{ .key = "kpi", .text = &note->about.kpi }, { .key = "stat", .text = &note->about.stat },
		{ .key = "category", .text = &note->about.category }, { .key = "text", .text = &note->text },
		{ .key = "owner", .text = &note->owner }, { .key = "department", .text = &note->department },
		{ .key = "result", .text = &note->result }, { .key = "by", .text = &note->by },
		{ .key = "from", .day = &note->about.from }, { .key = "to", .day = &note->about.to }, { .key = "on", .day = &note->on },
		{ .key = "due", .day = &note->due }, { .key = "review", .day = &note->review }, { .key = "until", .day = &note->until },
		{ .key = "value", .number = &note->about.value }, { .key = "size", .number = &note->size },
	};

	if (strcmp(pair->key, "filter") == 0)
		take_filter(note, pair->value, arena);
	if (strcmp(pair->key, "n") == 0)
		note->about.n = strtoll(pair->value, NULL, 10);
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (strcmp(fields[i].key, pair->key) != 0)
			continue;
		if (fields[i].text)
			*fields[i].text = pair->value;
		else if (fields[i].day)
			*fields[i].day = day_or_none(pair->value);
		else
			*fields[i].number = number_or_nan(pair->value);
	}
}

static void begin_note(struct notes *notes, const struct line *line, enum note_kind kind)
{
	struct note *note = &notes->items[notes->n];

	if (find(notes, line->id))
		return;		/* the same line, joined twice */
	*note = (struct note){ .kind = kind, .at = line->at, .by = "", .text = "", .owner = "", .department = "", .result = "",
		.on = TIME_DAY_NONE, .due = TIME_DAY_NONE, .review = TIME_DAY_NONE, .until = TIME_DAY_NONE, .closed = TIME_DAY_NONE, .size = NAN };
	note->about = (struct note_about){ .kpi = "", .stat = "", .category = "", .from = TIME_DAY_NONE, .to = TIME_DAY_NONE, .value = NAN };
	snprintf(note->id, sizeof(note->id), "%s", line->id);
	for (size_t i = 0; i < line->n_pairs; i++)
		take_pair(note, &line->pairs[i], &notes->arena);
	notes->n++;
}

/* Only what can change later: what a note is about cannot. */
static void change_note(struct notes *notes, struct note *note, const struct line *line)
{
	static const char *const changeable[] = { "text", "owner", "department", "result", "due", "review", "until" };

	for (size_t i = 0; i < line->n_pairs; i++)
		for (size_t k = 0; k < COUNT(changeable); k++)
			if (strcmp(line->pairs[i].key, changeable[k]) == 0)
				take_pair(note, &line->pairs[i], &notes->arena);
}

static void close_note(struct note *note, const struct line *line, enum note_state state)
{
	note->state = state;
	note->closed = state == NOTE_DONE ? time_day_of(line->at) : TIME_DAY_NONE;
	for (size_t i = 0; i < line->n_pairs; i++)
		if (state == NOTE_DONE && strcmp(line->pairs[i].key, "on") == 0)
			note->closed = day_or_none(line->pairs[i].value);
}

static void apply(struct notes *notes, const struct line *line)
{
	struct note *note;

	for (int kind = 0; kind < NOTE_KINDS; kind++)
		if (strcmp(kinds[kind], line->verb) == 0)
			begin_note(notes, line, (enum note_kind)kind);
	note = find(notes, line->id);
	if (!note)
		return;
	if (strcmp(line->verb, "set") == 0)
		change_note(notes, note, line);
	for (size_t i = 0; i < COUNT(states); i++)
		if (strcmp(states[i].verb, line->verb) == 0)
			close_note(note, line, states[i].state);
}

static void add_line(struct notes *notes, const char *s, size_t n, size_t number, bool *memory_out)
{
	if (n == 0 || s[0] == '#')
		return;
	if (line_read(s, n, &notes->arena, &notes->lines[notes->n_lines], memory_out)) {
		if (notes->lines[notes->n_lines].counter > notes->counter)
			notes->counter = notes->lines[notes->n_lines].counter;
		notes->n_lines++;
	} else if (!*memory_out && notes->unread++ == 0) {
		notes->first_unread = number;
	}
}

static size_t count_lines(const char *s)
{
	size_t n = 1;

	for (; (s = strchr(s, '\n')); s++)
		n++;
	return n;
}

/* Lines are put into the order in which they hold; what is left of a line whose writer died is passed over. */
static bool fold(struct notes *notes, struct err *err)
{
	const char *s = notes->file.content.data, *end = s + notes->file.content.len;
	bool memory_out = false;
	size_t cap;

	arena_finish(&notes->arena);
	notes->items = NULL;
	notes->n = notes->n_lines = notes->unread = notes->first_unread = 0;
	notes->counter = 0;
	cap = count_lines(s);
	notes->lines = arena_array(&notes->arena, cap, sizeof(*notes->lines));
	notes->items = arena_array(&notes->arena, cap, sizeof(*notes->items));
	if (!notes->lines || !notes->items)
		return err_memory(err);
	for (size_t number = 1; s < end && number <= cap && !memory_out; number++) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((stop ? stop : end) - s);

		add_line(notes, s, n && s[n - 1] == '\r' ? n - 1 : n, number, &memory_out);
		s += n + 1;
	}
	if (memory_out)
		return err_memory(err);
	qsort(notes->lines, notes->n_lines, sizeof(*notes->lines), line_compare);
	for (size_t i = 0; i < notes->n_lines; i++)
		apply(notes, &notes->lines[i]);
	return true;
}

bool notes_refresh(struct notes *notes, bool *ret_changed, struct err *err)
{
	bool changed = false, ok = !notes->path || notes_file_read(&notes->file, &changed, err);

	if (ret_changed)
		*ret_changed = ok && changed;
	return ok && (!changed || fold(notes, err));
}

static char *copy(const char *s)
{
	return s ? strdup(s) : NULL;
}

bool notes_open(const struct notes_options *options, struct notes **ret_notes, struct err *err)
{
	struct notes *notes = calloc(1, sizeof(*notes));

	if (!notes)
		return err_memory(err);
	arena_init(&notes->arena);
	text_init(&notes->file.content);
	notes->path = copy(options->path);
	notes->by = copy(options->by ? options->by : "");
	notes->refused = copy(options->refused);
	notes->file.path = notes->path;
	if (!notes->by || (options->path && !notes->path) || (options->refused && !notes->refused)) {
		notes_close(notes);
		return err_memory(err);
	}
	if (!notes_refresh(notes, NULL, err)) {
		notes_close(notes);
		return false;
	}
	if (options->tries) {
		free(notes->path);
		notes->path = NULL;
		notes->file.path = NULL;
	}
	*ret_notes = notes;
	return true;
}

void notes_close(struct notes *notes)
{
	if (!notes)
		return;
	arena_finish(&notes->arena);
	notes_file_finish(&notes->file);
	free(notes->path);
	free(notes->by);
	free(notes->refused);
	free(notes);
}

size_t notes_count(const struct notes *notes)
{
	return notes ? notes->n : 0;
}

const struct note *notes_at(const struct notes *notes, size_t index)
{
	return index < notes->n ? &notes->items[index] : NULL;
}

const struct note *notes_find(const struct notes *notes, const char *id)
{
	return notes ? find(notes, id) : NULL;
}

size_t notes_unread(const struct notes *notes, size_t *ret_line)
{
	*ret_line = notes ? notes->first_unread : 0;
	return notes ? notes->unread : 0;
}

const char *notes_path(const struct notes *notes)
{
	return notes->path;
}

const char *notes_refused(const struct notes *notes)
{
	return notes->refused;
}

/* ---- writing */

/* A line in the making: its counter is known when the file is locked. */
struct writing {
	struct notes *notes;
	int64_t now;
	const char *id, *verb;
	const struct note *draft;	/* NULL: key and value */
	const char *key, *value;
	int32_t today;
};

static void put_draft(struct text *out, const struct note *draft)
{
	const struct note_about *about = &draft->about;

	line_put(out, "kpi", about->kpi);
	line_put(out, "stat", about->stat);
	line_put(out, "category", about->category);
	for (size_t i = 0; i < about->n_filters; i++) {
		struct text filter = TEXT_INIT;

		text_appendf(&filter, "%s:%s", about->filters[i].name, about->filters[i].value);
		line_put(out, "filter", filter.data);
		text_finish(&filter);
	}
	line_put_day(out, "from", about->from);
	line_put_day(out, "to", about->to);
	line_put_number(out, "value", about->value);
	if (about->n > 0)
		line_put_number(out, "n", (double)about->n);
	line_put(out, "text", draft->text);
	line_put(out, "owner", draft->owner);
	line_put(out, "department", draft->department);
	line_put_day(out, "on", draft->on);
	line_put_day(out, "due", draft->due);
	line_put_day(out, "review", draft->review);
	line_put_day(out, "until", draft->until);
	line_put_number(out, "size", draft->size);
}

static bool write_line(void *context, struct text *out, struct err *err)
{
	struct writing *writing = context;
	struct notes *notes = writing->notes;

	if (!fold(notes, err))
		return false;
	if (!writing->draft && !find(notes, writing->id))
		return err_set(err, ERR_DATA, "This note is not in %s any more.", notes->path ? notes->path : "memory");
	if (notes->file.content.len == 0)
		text_append(out, "# Notes, actions and decisions of Tidewaiter, format 1: a line each, only ever added (docs/notes.md).\n");
	line_begin(out, notes->counter + 1, writing->now, writing->id, writing->verb);
	if (writing->draft)
		put_draft(out, writing->draft);
	if (writing->key)
		line_put_even_empty(out, writing->key, writing->value);	/* takes away what was there */
	line_put_day(out, "on", writing->today);
	line_put(out, "by", notes->by);
	line_end(out);
	return true;
}

static bool add_in_memory(struct notes *notes, struct writing *writing, struct err *err)
{
	struct text line = TEXT_INIT;
	bool torn = notes->file.content.len && notes->file.content.data[notes->file.content.len - 1] != '\n';
	bool ok = write_line(writing, &line, err) && (!line.failed || err_memory(err));

	if (ok && torn)
		text_put(&notes->file.content, '\n');
	if (ok)
		text_append_n(&notes->file.content, line.data, line.len);
	text_finish(&line);
	return ok && (!notes->file.content.failed || err_memory(err));
}

static bool add(struct writing *writing, struct err *err)
{
	struct notes *notes = writing->notes;
	bool ok;

	if (notes->refused)
		return err_set(err, ERR_REFUSED, "%s", notes->refused);
	ok = notes->path ? notes_file_add(&notes->file, write_line, writing, err) : add_in_memory(notes, writing, err);
	return fold(notes, ok ? err : NULL) && ok;
}

static bool random_id(char ret_id[NOTE_ID + 1], struct err *err)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char bytes[NOTE_ID];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return err_set(err, ERR_IO, "the system gives no random numbers");
	for (size_t i = 0; i < NOTE_ID; i++)
		ret_id[i] = letters[bytes[i] % (sizeof(letters) - 1)];
	ret_id[NOTE_ID] = '\0';
	return true;
}

bool notes_add(struct notes *notes, const struct note *draft, int64_t now, char ret_id[NOTE_ID + 1], struct err *err)
{
	char id[NOTE_ID + 1];
	struct writing writing = { .notes = notes, .now = now, .id = id, .verb = kinds[draft->kind], .draft = draft, .today = TIME_DAY_NONE };

	if (!random_id(id, err) || !add(&writing, err))
		return false;
	memcpy(ret_id, id, sizeof(id));
	return true;
}

bool notes_set_state(struct notes *notes, const char *id, enum note_state state, int64_t now, int32_t today, struct err *err)
{
	char own[NOTE_ID + 1];
	struct writing writing = { .notes = notes, .now = now, .id = own, .today = state == NOTE_DONE ? today : TIME_DAY_NONE };
	const struct note *note = find(notes, id);

	snprintf(own, sizeof(own), "%s", id);
	for (size_t i = 0; i < COUNT(states); i++)
		if (states[i].state == state)
			writing.verb = states[i].verb;
	if (state == NOTE_OPEN && note && note->state == NOTE_DONE)
		writing.verb = "reopen";
	return add(&writing, err);
}

bool notes_set(struct notes *notes, const char *id, const char *key, const char *value, int64_t now, struct err *err)
{
	char own[NOTE_ID + 1];
	struct writing writing = { .notes = notes, .now = now, .id = own, .verb = "set", .key = key, .value = value, .today = TIME_DAY_NONE };

	snprintf(own, sizeof(own), "%s", id);
	return add(&writing, err);
}

/* ---- what stands beside a figure */

static const char *known(const char *s)
{
	return s ? s : "";
}

static bool has_filter(const struct note_about *about, const struct note_filter *wanted)
{
	for (size_t i = 0; i < about->n_filters; i++)
		if (strcmp(about->filters[i].name, wanted->name) == 0 && strcmp(about->filters[i].value, wanted->value) == 0)
			return true;
	return false;
}

bool notes_same_figure(const struct note_about *a, const struct note_about *b)
{
	if (strcmp(known(a->kpi), known(b->kpi)) != 0 || strcmp(known(a->stat), known(b->stat)) != 0 ||
	    strcmp(known(a->category), known(b->category)) != 0 || a->n_filters != b->n_filters)
		return false;
	for (size_t i = 0; i < a->n_filters; i++)
		if (!has_filter(b, &a->filters[i]))
			return false;
	return true;
}

bool note_is_late(const struct note *note, int32_t today)
{
	if (note->state != NOTE_OPEN)
		return false;
	return (note->kind == NOTE_ACTION && note->due != TIME_DAY_NONE && note->due < today) ||
	       (note->kind == NOTE_DECISION && note->review != TIME_DAY_NONE && note->review <= today && !note->result[0]);
}

const struct note *notes_rest(const struct notes *notes, const struct note_about *about, double size, int32_t today)
{
	const struct note *rest = NULL;

	for (size_t i = 0; notes && i < notes->n; i++) {
		const struct note *note = &notes->items[i];

		if ((note->kind != NOTE_SEEN && note->kind != NOTE_SNOOZE) || note->state != NOTE_OPEN || size > note->size * GROWN)
			continue;
		if (note->until != TIME_DAY_NONE && note->until < today)
			continue;
		if (notes_same_figure(&note->about, about))
			rest = note;
	}
	return rest;
}
