/* term.c - the only user of curses.h. ncurses does the diffing: what did not change is not sent.
 *
 * Signals only set flags; a crash writes the strings that were prepared at start and lets the signal go on. It knows
 * cells and keys, and nothing of what they mean. */
#include "tui/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/width.h"

enum { MAX_COLS = 500, MAX_ROWS = 300, ESCAPE_DELAY_MS = 150 };

struct term {
	SCREEN *screen;
	FILE *out;
	bool ascii, mono;
	const struct theme *theme;
	attr_t attributes[CANVAS_ROLES];
	short pairs[CANVAS_ROLES];
};

/* What a signal handler may touch: flags, and the way back to a sane terminal. */
static volatile sig_atomic_t got_hangup, got_interrupt, got_resize;
static struct termios saved_termios;
static char restore_sequence[256];
static size_t restore_length;

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};

static void on_signal(int number)
{
	if (number == SIGINT)
		got_interrupt = 1;
	else if (number == SIGWINCH)
		got_resize = 1;
	else
		got_hangup = 1;
}

static void on_crash(int number)
{
	ssize_t ignored = write(STDOUT_FILENO, restore_sequence, restore_length);

	(void)ignored;
	tcsetattr(STDIN_FILENO, TCSANOW, &saved_termios);
	signal(number, SIG_DFL);
	raise(number);
}

static void catch(int number, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static void signals_set(void)
{
	got_hangup = got_interrupt = got_resize = 0;
	catch(SIGHUP, on_signal);
	catch(SIGTERM, on_signal);
	catch(SIGINT, on_signal);
	catch(SIGWINCH, on_signal);
	catch(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof(crash_signals) / sizeof(crash_signals[0]); i++)
		catch(crash_signals[i], on_crash);
}

static void signals_reset(void)
{
	static const int others[] = {SIGHUP, SIGTERM, SIGINT, SIGWINCH};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		catch(others[i], SIG_DFL);
	for (size_t i = 0; i < sizeof(crash_signals) / sizeof(crash_signals[0]); i++)
		catch(crash_signals[i], SIG_DFL);
}

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static void window_size(int *ret_cols, int *ret_rows)
{
	struct winsize size = {0};
	bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;

	*ret_cols = known ? clamp(size.ws_col, 1, MAX_COLS) : 80;
	*ret_rows = known ? clamp(size.ws_row, 1, MAX_ROWS) : 24;
}

/* ncurses takes the size from the environment here, since an SSH client may ask for 65535 x 65535 cells. */
static void size_into_environment(void)
{
	char number[16];
	int cols, rows;

	window_size(&cols, &rows);
	snprintf(number, sizeof(number), "%d", cols);
	setenv("COLUMNS", number, 1);
	snprintf(number, sizeof(number), "%d", rows);
	setenv("LINES", number, 1);
}

static void remember_restore(void)
{
	static const char *const names[] = {"rmkx", "sgr0", "cnorm", "rmcup"};

	restore_length = 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *sequence = tigetstr(names[i]);
		size_t n = sequence && sequence != (char *)-1 ? strlen(sequence) : 0;

		if (n && restore_length + n < sizeof(restore_sequence)) {
			memcpy(restore_sequence + restore_length, sequence, n);
			restore_length += n;
		}
	}
}

static bool locale_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The Linux console has no braille and few blocks; vt terminals have neither. */
static bool draws_utf8(const char *name)
{
	static const char *const plain[] = {"vt1", "vt2", "vt3", "vt4", "vt5", "dumb", "ansi"};

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (strncmp(name, plain[i], strlen(plain[i])) == 0)
			return false;
	}
	return locale_is_utf8();
}

static bool screen_open(struct term *term, char name[64], struct err *err)
{
	const char *wanted = getenv("TERM");
	bool plausible = wanted && *wanted && strlen(wanted) < 60 && !strpbrk(wanted, "/ \t\n\033");

	snprintf(name, 64, "%s", plausible ? wanted : "vt100");
	size_into_environment();
	term->screen = newterm(name, term->out, stdin);
	if (!term->screen) {
		snprintf(name, 64, "vt100");
		term->screen = newterm(name, term->out, stdin);
	}
	if (!term->screen)
		return err_set(err, ERR_IO, "this terminal is not known here: set TERM to one that is, for example TERM=vt100");
	set_term(term->screen);
	return true;
}

bool term_open(const struct term_options *options, struct term **ret_term, struct err *err)
{
	const char *no_color = getenv("NO_COLOR");
	struct term *term;
	char name[64];

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE,
			"the dashboard needs a terminal; without one use `tidewaiter show brief` or `tidewaiter kpi`");
	term = calloc(1, sizeof(*term));
	if (!term)
		return err_memory(err);
	term->out = stdout;
	tcgetattr(STDIN_FILENO, &saved_termios);
	signals_set();
	if (!screen_open(term, name, err)) {
		signals_reset();
		free(term);
		return false;
	}
	remember_restore();
	set_escdelay(ESCAPE_DELAY_MS);
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	term->ascii = options->ascii || !draws_utf8(name);
	term->mono = options->mono || (no_color && *no_color) || !has_colors() || start_color() == ERR;
	if (!term->mono)
		use_default_colors();
	*ret_term = term;
	return true;
}

void term_close(struct term *term)
{
	if (!term)
		return;
	set_term(term->screen);
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
	endwin();
	delscreen(term->screen);
	signals_reset();
	free(term);
}

bool term_is_ascii(const struct term *term)
{
	return term->ascii;
}

bool term_is_mono(const struct term *term)
{
	return term->mono;
}

void term_size(const struct term *term, int *ret_cols, int *ret_rows)
{
	*ret_cols = COLS;
	*ret_rows = LINES;
}

static attr_t style_attributes(const struct theme_style *style)
{
	return (style->bold ? A_BOLD : 0) | (style->underline ? A_UNDERLINE : 0) | (style->reverse ? A_REVERSE : 0) |
	       (style->dim ? A_DIM : 0);
}

static short colour_of(int16_t colour16, int16_t colour256, attr_t *attributes)
{
	if (COLORS >= 256)
		return colour256;
	if (colour16 >= 8 && COLORS < 16) {
		*attributes |= A_BOLD;
		return (short)(colour16 - 8);
	}
	return colour16;
}

/* One colour pair a role, set up again when the theme changes. */
static void theme_use(struct term *term, const struct theme *theme)
{
	if (term->theme == theme)
		return;
	for (int role = 0; role < CANVAS_ROLES; role++) {
		const struct theme_style *style = &theme->styles[role];
		attr_t ignored = 0;

		term->attributes[role] = style_attributes(style);
		term->pairs[role] = 0;
		if (term->mono || role + 1 >= COLOR_PAIRS)
			continue;
		init_pair((short)(role + 1), colour_of(style->fg16, style->fg256, &term->attributes[role]),
			colour_of(style->bg16, style->bg256, &ignored));
		term->pairs[role] = (short)(role + 1);
	}
	term->theme = theme;
}

static void cell_show(struct term *term, int row, int col, const struct canvas_cell *cell)
{
	wchar_t wide[8];
	size_t n = 0, at = 0, len = strlen(cell->text), took;
	cchar_t c;

	while (at < len && n < 7) {
		int32_t code = width_decode(cell->text + at, len - at, &took);

		wide[n++] = code < 0 ? L'?' : (wchar_t)code;
		at += took;
	}
	if (n == 0)
		wide[n++] = L' ';
	wide[n] = L'\0';
	if (setcchar(&c, wide, term->attributes[cell->role], term->pairs[cell->role], NULL) == OK)
		mvadd_wch(row, col, &c);
}

/* Spaces look alike in every role without a background: they keep the role before them, which costs no bytes. */
static bool is_bare(const struct term *term, uint8_t role)
{
	const struct theme_style *style = &term->theme->styles[role];

	return style->bg256 < 0 && !style->reverse && !style->underline;
}

static struct canvas_cell cheapest(const struct term *term, const struct canvas_cell *cell, uint8_t before)
{
	struct canvas_cell cheap = *cell;

	if (strcmp(cell->text, " ") == 0 && is_bare(term, cell->role))
		cheap.role = is_bare(term, before) ? before : CANVAS_PLAIN;
	return cheap;
}

void term_show(struct term *term, const struct canvas *canvas, const struct theme *theme)
{
	int rows = canvas->rows < LINES ? canvas->rows : LINES, cols = canvas->cols < COLS ? canvas->cols : COLS;

	theme_use(term, theme);
	erase();
	for (int row = 0; row < rows; row++) {
		uint8_t before = CANVAS_PLAIN;

		for (int col = 0; col < cols; col++) {
			const struct canvas_cell cell = cheapest(term, canvas_at(canvas, col, row), before);

			if (cell.width > 0)
				cell_show(term, row, col, &cell);
			before = cell.role;
		}
	}
	if (canvas->cursor_col >= 0 && canvas->cursor_row >= 0)
		move(clamp(canvas->cursor_row, 0, LINES - 1), clamp(canvas->cursor_col, 0, COLS - 1));
	else
		move(LINES - 1, 0);
	wnoutrefresh(stdscr);
	doupdate();
}

void term_redraw(struct term *term)
{
	clearok(curscr, TRUE);
}

static void apply_resize(void)
{
	int cols, rows;

	got_resize = 0;
	window_size(&cols, &rows);
	if (cols != COLS || rows != LINES)
		resizeterm(rows, cols);
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
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (table[i].curses == code)
			return table[i].key;
	}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return KEY_F1_ + (uint32_t)(code - KEY_F(1));
	return KEY_NONE_;
}

static bool link_is_gone(void)
{
	struct pollfd link = {.fd = STDIN_FILENO, .events = POLLIN};

	return poll(&link, 1, 0) > 0 && (link.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

uint32_t term_key(struct term *term, int timeout_ms)
{
	wint_t code = 0;
	int got;

	timeout(timeout_ms);
	errno = 0;
	got = got_hangup || got_interrupt || got_resize ? ERR : get_wch(&code);
	if (got_hangup || (got == ERR && (errno == EIO || link_is_gone())))
		return TERM_HANGUP;
	if (got_interrupt) {
		got_interrupt = 0;
		return TERM_INTERRUPT;
	}
	if (got_resize || (got == KEY_CODE_YES && code == KEY_RESIZE)) {
		apply_resize();
		return KEY_RESIZE_;
	}
	if (got == ERR)
		return KEY_NONE_;
	if (got == KEY_CODE_YES)
		return key_of_curses(code);
	return code == '\n' ? KEY_ENTER_ : code == 8 ? KEY_BACKSPACE_ : (uint32_t)code;
}
