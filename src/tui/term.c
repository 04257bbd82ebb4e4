/* term.c - the only user of curses.h: it knows the terminal's strings, its modes and its keys. What is drawn goes through
 * screen.c. Signals only set flags (signals.c). It knows cells and keys, and nothing of what they mean. */
#include "tui/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "keys.h"
#include "looks.h"
#include "screen.h"
#include "signals.h"

enum {
	MAX_COLS = 500, MAX_ROWS = 300,
	ESCAPE_DELAY_MS = 150,		/* over slow links 25 ms splits arrow keys */
	SEQUENCE_DELAY_MS = 50,		/* for the rest of a sequence that began */
	GIVE_UP_SECONDS = 2,		/* to leave a terminal that takes no more bytes */
};

/* Of term.h, which has a struct term of its own. */
int setupterm(const char *type, int fd, int *ret_status);
void *set_curterm(void *type);
int del_curterm(void *type);

struct term {
	SCREEN *curses;
	WINDOW *keys;			/* a pad: reading keys from it never draws */
	struct caps caps;
	struct screen *screen;
	int cols, rows;
	int line_cols, line_rows;	/* of a line that knows no size */
	bool ascii, letters, mono;
	const struct theme *theme;
	struct look looks[CANVAS_ROLES];
	int32_t held;			/* a character that was read too early; -1 none */
};

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static int number_in(const char *name, int otherwise)
{
	const char *value = getenv(name);
	long n = value ? strtol(value, NULL, 10) : 0;

	return n > 0 && n < 100000 ? (int)n : otherwise;
}

static void size_read(struct term *term)
{
	struct winsize size = {0};
	bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;

	term->cols = clamp(known ? size.ws_col : term->line_cols, 1, MAX_COLS);
	term->rows = clamp(known ? size.ws_row : term->line_rows, 1, MAX_ROWS);
}

/* ------------------------------------------------------------------------------------------ */
/* Capabilities */

/* Without "$<5>": padding was for terminals that could not keep up, and these say so with Ctrl-S. */
static void copy_unpadded(const char *from, char *to)
{
	while (*from) {
		const char *end = from[0] == '$' && from[1] == '<' ? strchr(from, '>') : NULL;

		if (end)
			from = end + 1;
		else
			*to++ = *from++;
	}
	*to = '\0';
}

static const char *string_of(struct caps *caps, size_t *used, const char *name)
{
	const char *value = tigetstr(name);
	char *copy = caps->storage + *used;

	if (!value || value == (char *)-1 || *used + strlen(value) + 1 > sizeof(caps->storage))
		return NULL;
	copy_unpadded(value, copy);
	if (!*copy)
		return NULL;
	*used += strlen(copy) + 1;
	return copy;
}

/* Numbers into "ESC [ %i %p1 %d ; %p2 %d H" and the like, as most strings are: a tenth of what tparm takes. false: it has more
 * to it. */
static bool expand_numbers(const char *string, int a, int b, char *out, size_t size)
{
	size_t used = 0;
	int number = 0;

	for (const char *at = string; *at; at++) {
		if (used + 12 > size)
			return false;
		if (*at != '%') {
			out[used++] = *at;
		} else if (strncmp(at, "%i", 2) == 0) {
			a++, b++, at++;
		} else if (strncmp(at, "%p1", 3) == 0 || strncmp(at, "%p2", 3) == 0) {
			number = at[2] == '1' ? a : b;
			at += 2;
		} else if (strncmp(at, "%d", 2) == 0 && number >= 0) {
			used += (size_t)snprintf(out + used, size - used, "%d", number);
			at++;
		} else {
			return false;
		}
	}
	out[used] = '\0';
	return true;
}

static const char *expand(const char *string, int a, int b)
{
	static char numbers[64];
	char *done;

	if (expand_numbers(string, a, b, numbers, sizeof(numbers)))
		return numbers;
	done = tparm((NCURSES_CONST char *)string, a, b, 0, 0, 0, 0, 0, 0, 0);
	return done ? done : "";
}

static bool is_sgr(const char *string)
{
	size_t n = string ? strlen(string) : 0;

	return n >= 4 && string[0] == '\033' && string[1] == '[' && string[n - 1] == 'm';
}

static bool is_true(const char *flag)
{
	return tigetflag(flag) > 0;
}

static void flags_read(struct caps *caps, const char *op)
{
	int colours = tigetnum("colors");

	caps->colours = caps->setaf && caps->setab && colours >= 8 ? colours : 0;
	caps->bce = is_true("bce");
	if (tigetnum("it") != 8)
		caps->ht = NULL;
	caps->wraps_at_once = is_true("am") && !is_true("xenl");
	caps->waits = is_true("am") && is_true("xenl");
	caps->ansi = (!caps->bold || is_sgr(caps->bold)) && caps->sgr0 && strstr(caps->sgr0, "\033[") &&
		     (!caps->colours || (is_sgr(expand(caps->setaf, 1, 0)) && is_sgr(expand(caps->setab, 1, 0))));
	caps->own_colours = caps->ansi && op && strcmp(op, "\033[39;49m") == 0;
	caps->partial = caps->own_colours;	/* colours came with the VT220's ways to take an attribute back */
}

bool caps_read(struct caps *ret_caps)
{
	struct caps *caps = ret_caps;
	const struct {
		const char **to, *name;
	} strings[] = {
		{&caps->cup, "cup"}, {&caps->hpa, "hpa"}, {&caps->vpa, "vpa"}, {&caps->cr, "cr"}, {&caps->cub1, "cub1"},
		{&caps->cuf1, "cuf1"}, {&caps->cud1, "cud1"}, {&caps->cuu1, "cuu1"}, {&caps->cub, "cub"}, {&caps->cuf, "cuf"},
		{&caps->cud, "cud"}, {&caps->cuu, "cuu"}, {&caps->clear, "clear"}, {&caps->ed, "ed"}, {&caps->el, "el"},
		{&caps->ech, "ech"}, {&caps->ht, "ht"}, {&caps->il, "il"}, {&caps->dl, "dl"},
		{&caps->csr, "csr"}, {&caps->ind, "ind"}, {&caps->ri, "ri"}, {&caps->indn, "indn"}, {&caps->rin, "rin"},
		{&caps->sgr0, "sgr0"}, {&caps->bold, "bold"}, {&caps->dim, "dim"}, {&caps->smul, "smul"}, {&caps->rev, "rev"},
		{&caps->setaf, "setaf"}, {&caps->setab, "setab"}, {&caps->smcup, "smcup"}, {&caps->rmcup, "rmcup"},
		{&caps->smkx, "smkx"}, {&caps->rmkx, "rmkx"}, {&caps->cnorm, "cnorm"},
	};
	const char *op;
	size_t used = 0;

	memset(caps, 0, sizeof(*caps));
	caps->expand = expand;
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		*strings[i].to = string_of(caps, &used, strings[i].name);
	op = string_of(caps, &used, "op");
	flags_read(caps, op);
	return caps->cup && caps->clear;
}

bool caps_open(const char *type, struct caps *ret_caps)
{
	int status;

	return setupterm(type, STDOUT_FILENO, &status) == OK && caps_read(ret_caps);
}

void caps_close(void)
{
	void *type = set_curterm(NULL);

	if (type)
		del_curterm(type);
}

/* ------------------------------------------------------------------------------------------ */
/* Opening and leaving */

static bool locale_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static bool is_one_of(const char *name, const char *const *beginnings)
{
	for (; *beginnings; beginnings++) {
		if (strncmp(name, *beginnings, strlen(*beginnings)) == 0)
			return true;
	}
	return false;
}

/* Terminals of glass have no blocks and no braille; nor has any font of the console of Linux, whose 512 glyphs are letters. */
static bool draws_utf8(const char *name)
{
	static const char *const plain[] = {"vt1", "vt2", "vt3", "vt4", "vt5", "dumb", "ansi", "linux", NULL};

	return !is_one_of(name, plain) && locale_is_utf8();
}

static bool has_letters(const char *name)
{
	static const char *const console[] = {"linux", NULL};

	return is_one_of(name, console) && locale_is_utf8();
}

static bool type_is_plausible(const char *name)
{
	return name && *name && strlen(name) < 60 && !strpbrk(name, "/ \t\n\033");
}

bool term_can_draw(void)
{
	const char *wanted = getenv("TERM");
	struct caps caps;
	int status;
	bool can = true;

	if (type_is_plausible(wanted) && setupterm(wanted, STDOUT_FILENO, &status) == OK)
		can = caps_read(&caps);
	caps_close();
	return can;
}

/* A serial line knows no size: then LINES and COLUMNS say it, else it is 80 x 24. curses draws nothing: that is enough for it. */
static void sizes_settle(struct term *term)
{
	term->line_cols = number_in("COLUMNS", 80);
	term->line_rows = number_in("LINES", 24);
	setenv("COLUMNS", "80", 1);
	setenv("LINES", "24", 1);
}

/* What TERM says, or vt100 where that is nothing known: nearly everything understands it. */
static bool curses_open(struct term *term, const char **ret_name)
{
	const char *wanted = getenv("TERM");
	const char *const names[] = {type_is_plausible(wanted) ? wanted : "vt100", "vt100"};

	sizes_settle(term);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !term->curses; i++) {
		term->curses = newterm(names[i], stdout, stdin);
		*ret_name = names[i];
	}
	return term->curses != NULL;
}

static void modes_set(struct term *term)
{
	set_term(term->curses);
	set_escdelay(ESCAPE_DELAY_MS);
	cbreak();
	noecho();
	nonl();
	intrflush(term->keys, FALSE);
	keypad(term->keys, TRUE);
	def_prog_mode();
}

/* false when the link is gone. A signal that ends the program also ends the waiting. */
static bool send(const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(STDOUT_FILENO, bytes, n);

		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		} else if (done < 0 && errno == EAGAIN) {
			struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

			poll(&out, 1, 100);
		} else if (done == 0 || errno != EINTR) {
			signals_raise(SIGNALS_HANGUP);
			return false;
		}
		if (n > 0 && signals_pending(SIGNALS_HANGUP))
			return false;
	}
	return true;
}

static void append(struct text *out, const char *sequence)
{
	if (sequence)
		text_append(out, sequence);
}

static const char *plain_pen(const struct term *term)
{
	return term->caps.ansi ? "\033[m" : term->caps.sgr0;
}

/* What curses sent when it was set up, again. The pen is plain before: it is what comes back with the screen of the shell. */
static void enter(struct term *term)
{
	struct text out = TEXT_INIT;

	append(&out, plain_pen(term));
	append(&out, term->caps.smcup);
	append(&out, term->caps.smkx);
	send(out.data, out.len);
	text_finish(&out);
	screen_forget(term->screen);
}

/* Onto the last row, plain, the screen as it was before where the terminal can do that. */
static void leaving_bytes(const struct term *term, struct text *out)
{
	append(out, plain_pen(term));
	text_append(out, term->caps.expand(term->caps.cup, term->rows - 1, 0));
	append(out, term->caps.el);
	append(out, term->caps.rmkx);
	append(out, term->caps.cnorm);
	append(out, term->caps.rmcup);
	append(out, plain_pen(term));
}

static void restore_prepare(const struct term *term)
{
	struct text out = TEXT_INIT;

	leaving_bytes(term, &out);
	signals_restore_with(out.data, out.len);
	text_finish(&out);
}

static void leave(struct term *term)
{
	struct text out = TEXT_INIT;

	leaving_bytes(term, &out);
	send(out.data, out.len);
	text_finish(&out);
	reset_shell_mode();
}

/* A line that turns tabulators into spaces would wipe out what they step over. */
static bool line_keeps_tabs(void)
{
	struct termios modes;

	return tcgetattr(STDOUT_FILENO, &modes) == 0 && (modes.c_oflag & TABDLY) != TAB3;
}

static bool set_up(struct term *term, const struct term_options *options, struct err *err)
{
	const char *no_color = getenv("NO_COLOR"), *name;

	if (!curses_open(term, &name))
		return err_set(err, ERR_IO, "this terminal is not known here: set TERM to one that is, for example TERM=vt100");
	if (!caps_read(&term->caps))
		return err_set(err, ERR_IO,
			"the terminal '%s' cannot place the cursor; use `tidewaiter --plain`, or set TERM to what it really is", name);
	if (!line_keeps_tabs())
		term->caps.ht = NULL;
	term->keys = newpad(1, 1);
	if (!term->keys || !screen_create(&term->caps, &term->screen, err))
		return err_memory(err);
	term->ascii = options->ascii || !draws_utf8(name);
	term->letters = !options->ascii && has_letters(name);
	term->mono = options->mono || (no_color && *no_color) || term->caps.colours == 0;
	return true;
}

static void release(struct term *term)
{
	if (term->keys)
		delwin(term->keys);
	if (term->curses)
		delscreen(term->curses);
	screen_destroy(term->screen);
	free(term);
}

bool term_open(const struct term_options *options, struct term **ret_term, struct err *err)
{
	struct term *term;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE,
			"the dashboard needs a terminal; without one use `tidewaiter show brief` or `tidewaiter kpi`");
	term = calloc(1, sizeof(*term));
	if (!term)
		return err_memory(err);
	term->held = -1;
	if (!signals_open(err) || !set_up(term, options, err)) {
		if (term->curses)
			reset_shell_mode();
		signals_close();
		release(term);
		return false;
	}
	size_read(term);
	modes_set(term);
	restore_prepare(term);
	*ret_term = term;
	return true;
}

void term_close(struct term *term)
{
	if (!term)
		return;
	if (signals_pending(SIGNALS_HANGUP))
		alarm(GIVE_UP_SECONDS);	/* a link that takes no bytes must not keep the process */
	leave(term);
	alarm(0);
	signals_close();
	release(term);
}

/* Ctrl-Z: the shell gets its terminal back, and we ours when it continues us. */
static void suspend(struct term *term)
{
	leave(term);
	signals_stop_process();
	signals_raise(SIGNALS_CONTINUE);
}

static void resume(struct term *term)
{
	reset_prog_mode();
	size_read(term);
	restore_prepare(term);
	enter(term);
}

/* ------------------------------------------------------------------------------------------ */
/* Showing */

bool term_is_ascii(const struct term *term)
{
	return term->ascii;
}

bool term_has_letters(const struct term *term)
{
	return term->letters;
}

bool term_is_mono(const struct term *term)
{
	return term->mono;
}

void term_size(const struct term *term, int *ret_cols, int *ret_rows)
{
	*ret_cols = term->cols;
	*ret_rows = term->rows;
}

bool term_show(struct term *term, const struct canvas *canvas, const struct theme *theme, struct err *err)
{
	struct text out = TEXT_INIT;
	bool ok;

	if (term->theme != theme)
		looks_of(&term->caps, theme, term->mono, term->looks);
	term->theme = theme;
	ok = screen_update(term->screen, canvas, term->cols, term->rows, term->looks, &out, err);
	if (ok)
		send(out.data, out.len);
	text_finish(&out);
	return ok;
}

void term_redraw(struct term *term)
{
	screen_forget(term->screen);
}

/* ------------------------------------------------------------------------------------------ */
/* Keys */

/* Keys with Shift, Ctrl or Alt have only names: "kUP5"; and what keyboards of one type send beside what curses knows: "kcbt2". */
static uint32_t key_of_name(const char *name)
{
	static const struct {
		const char *name;
		uint32_t key;
	} table[] = {
		{"kUP", KEY_UP_}, {"kDN", KEY_DOWN_}, {"kLFT", KEY_LEFT_}, {"kRIT", KEY_RIGHT_}, {"kHOM", KEY_HOME_},
		{"kEND", KEY_END_}, {"kPRV", KEY_PAGE_UP_}, {"kNXT", KEY_PAGE_DOWN_}, {"kDC", KEY_DELETE_},
		{"kcbt", KEY_BACKTAB_},
	};

	for (size_t i = 0; name && i < sizeof(table) / sizeof(table[0]); i++) {
		if (strncmp(name, table[i].name, strlen(table[i].name)) == 0)
			return table[i].key;
	}
	return KEY_NONE_;
}

static uint32_t key_of_curses(wint_t code)
{
	static const struct {
		wint_t curses;
		uint32_t key;
	} table[] = {
		{KEY_UP, KEY_UP_}, {KEY_DOWN, KEY_DOWN_}, {KEY_LEFT, KEY_LEFT_}, {KEY_RIGHT, KEY_RIGHT_},
		{KEY_HOME, KEY_HOME_}, {KEY_END, KEY_END_}, {KEY_PPAGE, KEY_PAGE_UP_}, {KEY_NPAGE, KEY_PAGE_DOWN_},
		{KEY_BTAB, KEY_BACKTAB_}, {KEY_DC, KEY_DELETE_}, {KEY_BACKSPACE, KEY_BACKSPACE_}, {KEY_ENTER, KEY_ENTER_},
		{KEY_SLEFT, KEY_LEFT_}, {KEY_SRIGHT, KEY_RIGHT_}, {KEY_SR, KEY_UP_}, {KEY_SF, KEY_DOWN_},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (table[i].curses == code)
			return table[i].key;
	}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return KEY_F1_ + (uint32_t)(code - KEY_F(1));
	return key_of_name(keyname((int)code));
}

static int32_t next_character(void *context)
{
	struct term *term = context;
	int32_t held = term->held;
	wint_t code;

	term->held = -1;
	if (held >= 0)
		return held;
	wtimeout(term->keys, SEQUENCE_DELAY_MS);
	return wget_wch(term->keys, &code) == OK ? (int32_t)code : -1;
}

static void hold(void *context, int32_t character)
{
	struct term *term = context;

	term->held = character;
}

static uint32_t key_of_character(const struct keys_source *source, wint_t code)
{
	switch (code) {
	case 27: return keys_after_escape(source);
	case '\n': return KEY_ENTER_;
	case 8: return KEY_BACKSPACE_;
	default: return (uint32_t)code;
	}
}

static bool key_read(struct term *term, uint32_t *ret_key)
{
	const struct keys_source source = {.context = term, .next = next_character, .back = hold};
	wint_t code;
	int got;

	if (term->held >= 0) {
		code = (wint_t)term->held;
		term->held = -1;
		got = OK;
	} else {
		wtimeout(term->keys, 0);
		got = wget_wch(term->keys, &code);
	}
	if (got == ERR)
		return false;
	if (got == KEY_CODE_YES && code == KEY_MOUSE)
		keys_skip_click(&source);
	*ret_key = got == KEY_CODE_YES ? key_of_curses(code) : key_of_character(&source, code);
	return true;
}

static bool signal_read(struct term *term, uint32_t *ret_key)
{
	*ret_key = KEY_RESIZE_;
	signals_heed();
	if (signals_take(SIGNALS_HANGUP)) {
		*ret_key = TERM_HANGUP;
		return true;
	}
	if (signals_take(SIGNALS_SUSPEND))
		suspend(term);
	if (signals_take(SIGNALS_CONTINUE)) {
		resume(term);
		return true;
	}
	if (signals_take(SIGNALS_RESIZE)) {
		size_read(term);
		restore_prepare(term);
		return true;
	}
	*ret_key = TERM_INTERRUPT;
	return signals_take(SIGNALS_INTERRUPT);
}

uint32_t term_key(struct term *term, int wake_fd, int timeout_ms)
{
	struct pollfd fds[] = {
		{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = signals_fd(), .events = POLLIN}, {.fd = wake_fd, .events = POLLIN},
	};
	uint32_t key;
	int n;

	if (signal_read(term, &key) || key_read(term, &key))
		return key;
	n = poll(fds, sizeof(fds) / sizeof(fds[0]), timeout_ms);
	if (n <= 0 && errno != EINTR)
		return KEY_NONE_;
	if (signal_read(term, &key) || key_read(term, &key))
		return key;
	if (n > 0 && (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)))
		return TERM_HANGUP;
	return n > 0 && (fds[2].revents & POLLIN) ? TERM_WAKE : KEY_NONE_;
}

bool term_has_key(const struct term *term)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

	return term->held >= 0 || (poll(&in, 1, 0) > 0 && (in.revents & POLLIN));
}
