/* prompt.c - the line editor and the list above it. Editing keys are those of the shell; up and down walk the choices, and where
 * there are none, what was typed before. */
#include "prompt.h"

#include <stdio.h>
#include <string.h>

#include "base/width.h"
#include "panel/request.h"

#define CTRL(letter) ((letter) & 0x1f)

enum { RULED_ROWS = 12 };	/* screens of so many rows can spare one for a rule above */

void prompt_open(struct prompt *prompt, const char *label, const char *text, struct prompt_past *past, enum prompt_audience audience)
{
	*prompt = (struct prompt){ .past = past, .audience = audience };
	snprintf(prompt->label, sizeof(prompt->label), "%s", label);
	snprintf(prompt->text, sizeof(prompt->text), "%s", text);
	prompt->len = prompt->cursor = strlen(prompt->text);
}

static void set_text(struct prompt *prompt, const char *text)
{
	snprintf(prompt->text, sizeof(prompt->text), "%s", text);
	prompt->len = prompt->cursor = strlen(prompt->text);
}

static size_t before(const struct prompt *prompt, size_t at)
{
	while (at > 0 && ((unsigned char)prompt->text[--at] & 0xc0) == 0x80)
		;
	return at;
}

static size_t behind(const struct prompt *prompt, size_t at)
{
	if (at < prompt->len)
		at++;
	while (at < prompt->len && ((unsigned char)prompt->text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static enum prompt_end cut(struct prompt *prompt, size_t from, size_t to)
{
	if (from == to)
		return PROMPT_GOES_ON;
	memmove(prompt->text + from, prompt->text + to, prompt->len - to + 1);
	prompt->len -= to - from;
	prompt->cursor = from;
	return PROMPT_CHANGED;
}

static size_t word_start(const struct prompt *prompt)
{
	size_t at = prompt->cursor;

	while (at > 0 && prompt->text[at - 1] == ' ')
		at--;
	while (at > 0 && prompt->text[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_end insert(struct prompt *prompt, uint32_t key)
{
	char utf8[4];
	size_t n;

	if (key < ' ' || key == KEY_BACKSPACE_ || key > 0x10ffff || (key >= 0x80 && key < 0xa0))
		return PROMPT_GOES_ON;
	n = width_encode(key, utf8);
	if (n == 0 || prompt->len + n >= sizeof(prompt->text))
		return PROMPT_GOES_ON;
	memmove(prompt->text + prompt->cursor + n, prompt->text + prompt->cursor, prompt->len - prompt->cursor + 1);
	memcpy(prompt->text + prompt->cursor, utf8, n);
	prompt->len += n;
	prompt->cursor += n;
	return PROMPT_CHANGED;
}

static enum prompt_end recall(struct prompt *prompt, bool older)
{
	size_t n = prompt->past ? prompt->past->n : 0, at = prompt->recalled;

	do {
		if (older ? at >= n : at == 0)
			return PROMPT_GOES_ON;
		at += older ? 1 : (size_t)-1;
	} while (at && prompt->past->before[n - at] > prompt->audience);
	prompt->recalled = at;
	set_text(prompt, at ? prompt->past->lines[n - at] : "");
	return PROMPT_CHANGED;
}

/* Down from the text is the first choice, up from the first is the text again. */
static enum prompt_end walk(struct prompt *prompt, bool down)
{
	size_t n = prompt->n_choices;

	if (n == 0 || (prompt->recalled && !prompt->picks))
		return recall(prompt, !down);
	if (prompt->picks)
		prompt->selected = down ? (prompt->selected + 1) % n : (prompt->selected + n - 1) % n;
	else if (down)
		prompt->selected = prompt->selected >= n ? 0 : prompt->selected + 1 < n ? prompt->selected + 1 : prompt->selected;
	else if (prompt->selected >= n)
		return recall(prompt, true);
	else
		prompt->selected = prompt->selected == 0 ? n : prompt->selected - 1;
	return PROMPT_GOES_ON;
}

/* One choice becomes the text; of several, what they have in common, then one after another. */
static enum prompt_end complete(struct prompt *prompt)
{
	size_t common;

	if (prompt->n_choices == 0)
		return PROMPT_GOES_ON;
	if (prompt->picks || prompt->selected < prompt->n_choices) {
		set_text(prompt, prompt->choices[prompt->selected].text);
		return PROMPT_CHANGED;
	}
	common = strlen(prompt->choices[0].text);
	for (size_t i = 1; i < prompt->n_choices; i++)
		for (size_t k = 0; k < common; k++)
			if (prompt->choices[i].text[k] != prompt->choices[0].text[k])
				common = k;
	while (common > 0 && ((unsigned char)prompt->choices[0].text[common] & 0xc0) == 0x80)
		common--;
	if (common > prompt->len) {
		char text[sizeof(prompt->choices[0].text)];

		snprintf(text, sizeof(text), "%.*s", (int)common, prompt->choices[0].text);
		set_text(prompt, text);
		return PROMPT_CHANGED;
	}
	prompt->selected = 0;
	return PROMPT_GOES_ON;
}

enum prompt_end prompt_key(struct prompt *prompt, uint32_t key)
{
	switch (key) {
	case KEY_ENTER_:
	case '\n':
		return PROMPT_TAKEN;
	case KEY_ESCAPE_:
	case CTRL('c'):
	case CTRL('g'):
		return PROMPT_LEFT;
	case KEY_BACKSPACE_:
	case CTRL('h'):
		if (prompt->len == 0)
			return PROMPT_LEFT;
		return cut(prompt, before(prompt, prompt->cursor), prompt->cursor);
	case KEY_DELETE_:
	case CTRL('d'): return cut(prompt, prompt->cursor, behind(prompt, prompt->cursor));
	case CTRL('u'): return cut(prompt, 0, prompt->cursor);
	case CTRL('k'): return cut(prompt, prompt->cursor, prompt->len);
	case CTRL('w'): return cut(prompt, word_start(prompt), prompt->cursor);
	case KEY_LEFT_: prompt->cursor = before(prompt, prompt->cursor); return PROMPT_GOES_ON;
	case KEY_RIGHT_: prompt->cursor = behind(prompt, prompt->cursor); return PROMPT_GOES_ON;
	case KEY_HOME_:
	case CTRL('a'): prompt->cursor = 0; return PROMPT_GOES_ON;
	case KEY_END_:
	case CTRL('e'): prompt->cursor = prompt->len; return PROMPT_GOES_ON;
	case KEY_DOWN_:
	case CTRL('n'): return walk(prompt, true);
	case KEY_UP_:
	case CTRL('p'): return walk(prompt, false);
	case KEY_TAB_: return complete(prompt);
	case KEY_BACKTAB_: return walk(prompt, false);
	default: return insert(prompt, key);
	}
}

void prompt_clear_choices(struct prompt *prompt)
{
	prompt->n_choices = prompt->selected = 0;
	prompt->more = false;
	prompt->hint[0] = '\0';
	prompt->refused = false;
}

struct prompt_choice *prompt_add(struct prompt *prompt, int what, const char *text, const char *note)
{
	struct prompt_choice *choice;

	if (prompt->n_choices == PROMPT_CHOICES) {
		prompt->more = true;
		return NULL;
	}
	choice = &prompt->choices[prompt->n_choices++];
	*choice = (struct prompt_choice){ .what = what };
	snprintf(choice->text, sizeof(choice->text), "%s", text);
	snprintf(choice->note, sizeof(choice->note), "%s", note ? note : "");
	prompt->selected = prompt->picks ? 0 : prompt->n_choices;
	return choice;
}

const struct prompt_choice *prompt_chosen(const struct prompt *prompt)
{
	return prompt->selected < prompt->n_choices ? &prompt->choices[prompt->selected] : NULL;
}

void prompt_refuse(struct prompt *prompt, const char *why)
{
	prompt->refused = true;
	snprintf(prompt->hint, sizeof(prompt->hint), "%s", why);
}

void prompt_remember(struct prompt *prompt)
{
	struct prompt_past *past = prompt->past;

	if (!past || !prompt->len || (past->n && strcmp(past->lines[past->n - 1], prompt->text) == 0))
		return;
	if (past->n == PROMPT_PAST) {
		memmove(past->lines[0], past->lines[1], sizeof(past->lines) - sizeof(past->lines[0]));
		memmove(&past->before[0], &past->before[1], sizeof(past->before) - sizeof(past->before[0]));
		past->n--;
	}
	past->before[past->n] = prompt->audience;
	memcpy(past->lines[past->n++], prompt->text, sizeof(prompt->text));
}

int prompt_rows(const struct prompt *prompt, int room)
{
	int above = prompt->n_choices ? (int)prompt->n_choices : prompt->hint[0] ? (room >= 20 ? 2 : 1) : 0;

	if (prompt->refused)
		above += prompt->n_choices ? 1 : 0;
	if (above > PROMPT_LINES)
		above = PROMPT_LINES;
	if (above > room / 3)
		above = room / 3;
	return above + 1 + (room >= RULED_ROWS);
}

static void paint_choices(const struct prompt *prompt, struct canvas_area area)
{
	size_t first = prompt->selected < prompt->n_choices && prompt->selected >= (size_t)area.rows ?
		prompt->selected - (size_t)area.rows + 1 : 0;
	int cells = 0;

	for (size_t i = first; i < prompt->n_choices && i < first + (size_t)area.rows; i++) {
		int n = width_of(prompt->choices[i].text, strlen(prompt->choices[i].text));

		cells = n > cells ? n : cells;
	}
	if (cells > area.cols * 2 / 3)
		cells = area.cols * 2 / 3;
	for (int row = 0; row < area.rows && first + (size_t)row < prompt->n_choices; row++) {
		const struct prompt_choice *choice = &prompt->choices[first + (size_t)row];
		bool selected = choice == prompt_chosen(prompt);

		canvas_put(area, 0, row, CANVAS_ACCENT, selected ? "▶" : " ");
		canvas_put_left(area, 2, row, cells, selected ? CANVAS_VALUE : CANVAS_PLAIN, choice->text);
		canvas_put(area, cells + 4, row, CANVAS_LABEL, choice->note);
	}
}

/* "3 of 12 found", at the right end. Returns the cells that are left for the line. */
static int paint_count(const struct prompt *prompt, struct canvas_area area)
{
	char count[60];
	int cells;

	if (!prompt->noun || !prompt->len)
		return area.cols;
	if (prompt->selected < prompt->n_choices)
		snprintf(count, sizeof(count), "%zu of %zu%s %s", prompt->selected + 1, prompt->n_choices, prompt->more ? "+" : "", prompt->noun);
	else
		snprintf(count, sizeof(count), "%zu%s %s", prompt->n_choices, prompt->more ? "+" : "", prompt->noun);
	cells = width_of(count, strlen(count));
	if (cells + 20 > area.cols)
		return area.cols;
	canvas_put(area, area.cols - cells - 1, 0, CANVAS_MUTED, count);
	return area.cols - cells - 2;
}

/* The end of a text that is longer than the line is what one is typing. */
static void paint_line(const struct prompt *prompt, struct canvas_area whole)
{
	struct canvas_area area = canvas_cols(whole, 0, paint_count(prompt, whole));
	int col = canvas_putf(area, 0, 0, CANVAS_KEY, "%s: ", prompt->label);
	size_t start = 0;
	int before_cursor;

	while ((before_cursor = width_of(prompt->text + start, prompt->cursor - start)) > area.cols - col - 2 && start < prompt->cursor)
		start = behind(prompt, start);
	canvas_put(area, col, 0, CANVAS_VALUE, prompt->text + start);
	canvas_focus(area, col + before_cursor, 0);
}

void prompt_paint(const struct prompt *prompt, struct canvas_area area)
{
	struct canvas_area above = canvas_rows(area, 0, area.rows - 1);

	if (area.canvas->rows >= RULED_ROWS) {
		canvas_fill(canvas_rows(above, 0, 1), CANVAS_RULE, "─");
		above = canvas_rows(above, 1, above.rows - 1);
	}
	if (prompt->hint[0] && (prompt->refused || !prompt->n_choices)) {
		int used = canvas_wrap(canvas_cols(above, 1, above.cols - 2), 0, above.rows, prompt->refused ? CANVAS_WARNING : CANVAS_LABEL,
			prompt->hint);

		above = canvas_rows(above, used, above.rows - used);
	}
	if (above.rows > 0)
		paint_choices(prompt, above);
	paint_line(prompt, canvas_rows(area, area.rows - 1, 1));
}
