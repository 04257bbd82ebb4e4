/* request.c - the one table of keys. Input, the hint line, help and the manual page walk it, so they cannot disagree.
 *
 * Letters come first, function keys double them. Names of keys are read generously (tmux and people's names alike)
 * and written one way. What a request does is not known here. */
#include "panel/request.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/width.h"

#define CTRL(letter) ((letter) & 0x1f)
#define F(n) (KEY_F1_ + (n) - 1)

static struct request_binding bindings[] = {
	{ .request = REQ_VIEW_1, .keys = { '1' }, .name = "view-1", .help = "Brief: the first screen" },
	{ .request = REQ_VIEW_2, .keys = { '2' }, .name = "view-2", .help = "Time: stages, owners, posts" },
	{ .request = REQ_VIEW_3, .keys = { '3' }, .name = "view-3", .help = "Control: lanes, inspections, hits, rules" },
	{ .request = REQ_VIEW_4, .keys = { '4' }, .name = "view-4", .help = "Revenue: collected, target, heads, posts" },
	{ .request = REQ_VIEW_5, .keys = { '5' }, .name = "view-5", .help = "Posts: one row a post" },
	{ .request = REQ_VIEW_6, .keys = { '6' }, .name = "view-6" },
	{ .request = REQ_VIEW_7, .keys = { '7' }, .name = "view-7", .help = "Risk: what the model is worth, the budget, reasons" },
	{ .request = REQ_VIEW_8, .keys = { '8' }, .name = "view-8", .help = "Reform: initiatives, and what they did" },
	{ .request = REQ_VIEW_9, .keys = { '9' }, .name = "view-9" },
	{ .request = REQ_VIEW_0, .keys = { '0' }, .name = "view-0", .help = "Data: loads, rejects, coverage, freshness" },
	{ .request = REQ_DRILL, .keys = { KEY_ENTER_, '\n' }, .name = "drill", .hint = "why", .rank = 1,
	  .help = "why: by post, lane, broker, then the declarations" },
	{ .request = REQ_BACK, .keys = { KEY_ESCAPE_, KEY_BACKSPACE_, CTRL('h') }, .name = "back", .hint = "back", .rank = 2,
	  .help = "back to where one was: period, filters, row" },
	{ .request = REQ_UP, .keys = { KEY_UP_, 'k' }, .name = "up", .help = "one up" },
	{ .request = REQ_DOWN, .keys = { KEY_DOWN_, 'j' }, .name = "down", .help = "one down" },
	{ .request = REQ_LEFT, .keys = { KEY_LEFT_, 'h' }, .name = "left", .hint = "budget", .rank = 3, .pair = REQ_RIGHT, .help = "one to the left; in Risk, a smaller budget" },
	{ .request = REQ_RIGHT, .keys = { KEY_RIGHT_, 'l' }, .name = "right", .help = "one to the right; in Risk, a larger budget" },
	{ .request = REQ_FIRST, .keys = { 'g', KEY_HOME_ }, .name = "first", .help = "first row" },
	{ .request = REQ_LAST, .keys = { 'G', KEY_END_ }, .name = "last", .help = "last row" },
	{ .request = REQ_PAGE_UP, .keys = { KEY_PAGE_UP_, CTRL('u') }, .name = "page-up", .help = "one page up" },
	{ .request = REQ_PAGE_DOWN, .keys = { KEY_PAGE_DOWN_, CTRL('d') }, .name = "page-down", .help = "one page down" },
	{ .request = REQ_PANE_NEXT, .keys = { KEY_TAB_ }, .name = "pane-next", .hint = "part", .rank = 5,
	  .help = "next part of the panel" },
	{ .request = REQ_PANE_PREVIOUS, .keys = { KEY_BACKTAB_ }, .name = "pane-previous", .help = "previous part" },
	{ .request = REQ_EXCEPTION_NEXT, .keys = { 'e', F(12) }, .name = "exception-next", .hint = "exception", .rank = 3,
	  .help = "next exception, worst first" },
	{ .request = REQ_EXCEPTION_PREVIOUS, .keys = { 'E' }, .name = "exception-previous", .help = "previous exception" },
	{ .request = REQ_PROOF, .keys = { 'i', F(2) }, .name = "proof", .hint = "proof", .rank = 6,
	  .help = "why this number: definition, what was counted, what was left out" },
	{ .request = REQ_PERIOD_PREVIOUS, .keys = { '[' }, .name = "period-previous", .hint = "period", .rank = 4,
	  .pair = REQ_PERIOD_NEXT, .help = "previous period" },
	{ .request = REQ_PERIOD_NEXT, .keys = { ']' }, .name = "period-next", .help = "next period" },
	{ .request = REQ_FINER, .keys = { '{' }, .name = "finer", .hint = "length", .rank = 13, .pair = REQ_COARSER,
	  .help = "shorter period: year, quarter, month, 4 weeks, week, day" },
	{ .request = REQ_COARSER, .keys = { '}' }, .name = "coarser", .help = "longer period" },
	{ .request = REQ_PERIOD, .keys = { 't' }, .name = "period-named", .hint = "dates", .rank = 12,
	  .help = "a period by its name or dates: last month, 2026-Q3, ramadan 2026" },
	{ .request = REQ_COMPARE, .keys = { 'c', F(3) }, .name = "comparison", .hint = "compare", .rank = 9,
	  .help = "judge by: usual, previous, last year, feast, target, another post" },
	{ .request = REQ_FIND, .keys = { '/', F(7) }, .name = "search", .hint = "find", .rank = 10,
	  .help = "find a figure, a post, a trader, a declaration" },
	{ .request = REQ_FIND_NEXT, .keys = { 'n' }, .name = "search-next", .help = "the next thing found" },
	{ .request = REQ_FIND_PREVIOUS, .keys = { 'N' }, .name = "search-previous", .help = "the thing found before" },
	{ .request = REQ_FILTER, .keys = { 'f', F(4) }, .name = "filter", .hint = "filter", .rank = 8,
	  .help = "keep only what is selected, in every panel" },
	{ .request = REQ_FILTER_CLEAR, .keys = { 'F' }, .name = "filter-clear", .hint = "all", .rank = 8,
	  .help = "drop all filters" },
	{ .request = REQ_SORT, .keys = { 's', F(6) }, .name = "sort", .hint = "sort", .rank = 11, .help = "sort by the next column" },
	{ .request = REQ_SORT_REVERSE, .keys = { 'r' }, .name = "sort-reverse", .help = "turn the order round" },
	{ .request = REQ_VIEW_MODE, .keys = { 'v' }, .name = "view-mode", .hint = "chart", .rank = 7,
	  .help = "another chart, or another way to break down" },
	{ .request = REQ_PLAIN, .keys = { 'V' }, .name = "in-words", .help = "the figures of this panel in words, one a line" },
	{ .request = REQ_STRIP_LEFT, .keys = { '<' }, .name = "strip-left", .hint = "more", .rank = 11, .pair = REQ_STRIP_RIGHT,
	  .help = "turn the strip of tiles back; in Posts, the figure before; in Risk, less of the budget by chance" },
	{ .request = REQ_STRIP_RIGHT, .keys = { '>' }, .name = "strip-right", .help = "turn the strip of tiles on; in Posts, the next figure; in Risk, more of it" },
	{ .request = REQ_DIAL, .keys = { 'd' }, .name = "dial", .hint = "hits or money", .rank = 6,
	  .help = "Risk: rank for the most hits, for hits and money, for the most money" },
	{ .request = REQ_AGREE, .keys = { '+' }, .name = "agree", .hint = "agree or not", .rank = 6, .pair = REQ_DISAGREE,
	  .help = "Risk: the officer agrees that this declaration should be looked at" },
	{ .request = REQ_DISAGREE, .keys = { '-' }, .name = "disagree", .help = "Risk: the officer does not agree" },
	{ .request = REQ_PICK, .keys = { 'P' }, .name = "pick", .hint = "pick", .rank = 6,
	  .help = "Risk: the day's picks, by rank and by chance; twice more: into the audit trail" },
	{ .request = REQ_PLAY, .keys = { 'y' }, .name = "play-year", .hint = "play a year", .rank = 10,
	  .help = "Risk: play a year of picks at this budget, behind the screen; again: stop it" },
	{ .request = REQ_NOTE, .keys = { 'a' }, .name = "note", .hint = "note", .rank = 9,
	  .help = "write down: an action with owner and day, a note, a decision; seen, or not before a day" },
	{ .request = REQ_ACTIONS, .keys = { 'A' }, .name = "actions",
	  .help = "what is to be done, what was decided and what came of it" },
	{ .request = REQ_UNDO, .keys = { 'u' }, .name = "undo", .hint = "undo", .rank = 14,
	  .help = "undo a change of period, comparison, filters, sort or chart, or a note" },
	{ .request = REQ_REDO, .keys = { 'U' }, .name = "redo", .help = "do it again" },
	{ .request = REQ_EXPORT, .keys = { 'x', F(8) }, .name = "export", .hint = "export", .rank = 14,
	  .help = "write what is shown: text, ANSI, SVG, HTML, or its numbers as CSV" },
	{ .request = REQ_PRESENT, .keys = { 'p', F(11) }, .name = "present",
	  .help = "present to a room: large figures, names masked; Space next, b blank, . freeze" },
	{ .request = REQ_COMMAND, .keys = { ':', F(9) }, .name = "command", .help = "everything by name, with Tab to complete" },
	{ .request = REQ_MASK, .keys = { 'm' }, .name = "mask", .help = "mask or show names of traders and officers" },
	{ .request = REQ_THEME, .keys = { 'T' }, .name = "theme", .help = "next theme: dark, light, high contrast, mono" },
	{ .request = REQ_RELOAD, .keys = { CTRL('r'), F(5) }, .name = "reload", .help = "compute again" },
	{ .request = REQ_REDRAW, .keys = { CTRL('l') }, .name = "redraw", .help = "draw the screen again" },
	{ .request = REQ_CANCEL, .keys = { CTRL('c') }, .name = "cancel", .help = "stop what is running; twice: quit" },
	{ .request = REQ_HELP, .keys = { '?', F(1) }, .name = "help", .hint = "help", .rank = 15, .help = "the keys of this panel" },
	{ .request = REQ_QUIT, .keys = { 'q', F(10) }, .name = "quit", .hint = "quit", .rank = 16,
	  .help = "back; from a view, quit" },
};

struct key_name {
	const char *name;
	uint32_t key;
};

/* The first name of a key is the one that is written. */
static const struct key_name key_names[] = {
	{ "Enter", KEY_ENTER_ }, { "Return", KEY_ENTER_ }, { "Esc", KEY_ESCAPE_ }, { "Escape", KEY_ESCAPE_ },
	{ "Tab", KEY_TAB_ }, { "S-Tab", KEY_BACKTAB_ }, { "BTab", KEY_BACKTAB_ },
	{ "Backspace", KEY_BACKSPACE_ }, { "BSpace", KEY_BACKSPACE_ }, { "Space", ' ' },
	{ "Up", KEY_UP_ }, { "Down", KEY_DOWN_ }, { "Left", KEY_LEFT_ }, { "Right", KEY_RIGHT_ },
	{ "Home", KEY_HOME_ }, { "End", KEY_END_ },
	{ "PgUp", KEY_PAGE_UP_ }, { "PageUp", KEY_PAGE_UP_ }, { "PPage", KEY_PAGE_UP_ },
	{ "PgDn", KEY_PAGE_DOWN_ }, { "PageDown", KEY_PAGE_DOWN_ }, { "NPage", KEY_PAGE_DOWN_ },
	{ "Del", KEY_DELETE_ }, { "Delete", KEY_DELETE_ }, { "DC", KEY_DELETE_ },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const struct request_binding *request_bindings(size_t *ret_n)
{
	*ret_n = COUNT(bindings);
	return bindings;
}

const struct request_binding *request_binding_of(enum request request)
{
	for (size_t i = 0; i < COUNT(bindings); i++)
		if (bindings[i].request == request)
			return &bindings[i];
	return NULL;
}

enum request request_of_key(uint32_t key)
{
	if (key == 0)
		return REQ_NONE;
	for (size_t i = 0; i < COUNT(bindings); i++)
		for (size_t k = 0; k < COUNT(bindings[i].keys) && bindings[i].keys[k]; k++)
			if (bindings[i].keys[k] == key)
				return bindings[i].request;
	return REQ_NONE;
}

/* Other requests lose the keys that this one takes. */
static void take_key(uint32_t key)
{
	for (size_t i = 0; i < COUNT(bindings); i++) {
		size_t kept = 0;

		for (size_t k = 0; k < COUNT(bindings[i].keys); k++)
			if (bindings[i].keys[k] != key)
				bindings[i].keys[kept++] = bindings[i].keys[k];
		while (kept < COUNT(bindings[i].keys))
			bindings[i].keys[kept++] = 0;
	}
}

static struct request_binding *binding_named(const char *name)
{
	for (size_t i = 0; i < COUNT(bindings); i++)
		if (strcasecmp(bindings[i].name, name) == 0)
			return &bindings[i];
	return NULL;
}

static bool bind(const struct settings *settings, const struct settings_entry *entry, struct err *err)
{
	struct request_binding *binding = binding_named(entry->key);
	uint32_t keys[COUNT(bindings[0].keys)] = { 0 };
	const char *s = entry->value;
	size_t n = 0, len;

	if (!binding)
		return err_set(err, ERR_CONFIG, "%s, line %d: there is no request '%s' to bind keys to: the man page lists them",
			settings_path(settings), entry->line, entry->key);
	for (s += strspn(s, " ,"); *s; s += len + strspn(s + len, " ,")) {
		if (n == COUNT(keys))
			return err_set(err, ERR_CONFIG, "%s, line %d: at most %zu keys for one request", settings_path(settings), entry->line,
				COUNT(keys));
		len = request_key_parse(s, &keys[n++]);
		if (len == 0 || (s[len] && s[len] != ' ' && s[len] != ','))
			return err_set(err, ERR_CONFIG, "%s, line %d: '%s' is no key: write Enter, F5, C-l, PgUp or a character",
				settings_path(settings), entry->line, s);
	}
	for (size_t k = 0; k < n; k++)
		take_key(keys[k]);
	memcpy(binding->keys, keys, sizeof(keys));
	return true;
}

bool request_configure(const struct settings *settings, struct err *err)
{
	static const enum request needed[] = { REQ_QUIT, REQ_HELP, REQ_BACK };
	const struct settings_entry *entry;
	size_t cursor = 0;

	while (settings && (entry = settings_next(settings, &cursor)))
		if (strcasecmp(entry->section, "keys") == 0 && !bind(settings, entry, err))
			return false;
	for (size_t i = 0; i < COUNT(needed); i++)
		if (!request_binding_of(needed[i])->keys[0])
			return err_set(err, ERR_CONFIG, "%s: [keys] leaves %s without a key", settings_path(settings),
				request_binding_of(needed[i])->name);
	return true;
}

const char *request_key_name(uint32_t key, char buffer[16])
{
	char utf8[4];
	size_t n;

	for (size_t i = 0; i < COUNT(key_names); i++)
		if (key_names[i].key == key)
			return key_names[i].name;
	if (key >= KEY_F1_ && key < KEY_F1_ + 12) {
		snprintf(buffer, 16, "F%u", (unsigned)(key - KEY_F1_ + 1));
	} else if (key < ' ') {
		snprintf(buffer, 16, "C-%c", (char)(key | 0x60));
	} else if (key <= 0x10ffff) {
		n = width_encode(key, utf8);
		snprintf(buffer, 16, "%.*s", (int)n, utf8);
	} else {
		snprintf(buffer, 16, "?");
	}
	return buffer;
}

/* The longest name that s starts with, so that "Esc" does not hide "Escape". */
static size_t named_key(const char *s, uint32_t *ret_key)
{
	size_t best = 0;

	for (size_t i = 0; i < COUNT(key_names); i++) {
		size_t n = strlen(key_names[i].name);

		if (n > best && strncmp(s, key_names[i].name, n) == 0) {
			best = n;
			*ret_key = key_names[i].key;
		}
	}
	return best;
}

static size_t function_key(const char *s, uint32_t *ret_key)
{
	unsigned n = 0;
	size_t len = 1;

	if (s[0] != 'F')
		return 0;
	while (len < 3 && s[len] >= '0' && s[len] <= '9')
		n = n * 10 + (unsigned)(s[len++] - '0');
	if (n < 1 || n > 12)
		return 0;
	*ret_key = F(n);
	return len;
}

size_t request_key_parse(const char *s, uint32_t *ret_key)
{
	size_t n = strlen(s), len;
	int32_t code;

	if (n == 0)
		return 0;
	if ((len = named_key(s, ret_key)) || (len = function_key(s, ret_key)))
		return len;
	if (n >= 3 && s[0] == 'C' && s[1] == '-' && ((s[2] >= 'a' && s[2] <= 'z') || (s[2] >= 'A' && s[2] <= 'Z'))) {
		*ret_key = CTRL((uint32_t)s[2]);
		return 3;
	}
	code = width_decode(s, n, &len);
	if (code <= 0)
		return 0;
	*ret_key = (uint32_t)code;
	return len;
}
