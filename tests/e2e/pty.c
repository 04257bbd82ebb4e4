/* pty.c - forkpty(3) and libvterm. Time is only a deadline here: tests wait for what they expect to see. */
#include "pty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "base/width.h"

/* Of libutil; its header has the name of ours. */
int openpty(int *master, int *slave, char *name, const struct termios *termios, const struct winsize *size);
pid_t forkpty(int *fd, char *name, const struct termios *termios, const struct winsize *size);

enum { DEADLINE_MS = 10000 };

struct pty {
	int fd;
	pid_t pid;
	int status;
	bool ended;
	VTerm *vterm;
	VTermScreen *screen;
	struct termios modes;	/* before the program started */
	int cols, rows;
	char *bytes;
	size_t n_bytes, cap_bytes;
	size_t judged;		/* of these, by libvterm */
	char row[4096];
};

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void child(const struct pty_options *options, char *const *argv)
{
	const char *home = getenv("HOME"), *path = getenv("PATH"), *asan = getenv("ASAN_OPTIONS");
	const char *sample = getenv("TIDEWAITER_SAMPLE_DATA"), *ubsan = getenv("UBSAN_OPTIONS");
	const char *data = getenv("XDG_DATA_HOME");

	clearenv();
	setenv("HOME", home ? home : "/", 1);
	setenv("PATH", path ? path : "/usr/bin:/bin", 1);
	if (options->term)
		setenv("TERM", options->term, 1);
	setenv("LC_ALL", options->locale, 1);
	if (data)
		setenv("XDG_DATA_HOME", data, 1);
	if (sample)
		setenv("TIDEWAITER_SAMPLE_DATA", sample, 1);
	if (asan)
		setenv("ASAN_OPTIONS", asan, 1);
	if (ubsan)
		setenv("UBSAN_OPTIONS", ubsan, 1);
	for (const char *const *e = options->environment; e && *e; e++)
		putenv(strdup(*e));
	execv(argv[0], argv);
	_exit(127);
}

/* As a new terminal has them. */
static bool fresh_modes(struct termios *ret_modes)
{
	int master, slave;
	bool ok;

	if (openpty(&master, &slave, NULL, NULL, NULL) != 0)
		return false;
	ok = tcgetattr(slave, ret_modes) == 0;
	close(slave);
	close(master);
	return ok;
}

struct pty *pty_start(const struct pty_options *options, char *const *argv)
{
	struct winsize size = {.ws_col = (unsigned short)options->cols, .ws_row = (unsigned short)options->rows};
	struct pty *pty = calloc(1, sizeof(*pty));

	if (!pty || !fresh_modes(&pty->modes)) {
		free(pty);
		return NULL;
	}
	pty->pid = forkpty(&pty->fd, NULL, &pty->modes, &size);
	if (pty->pid == 0)
		child(options, argv);
	if (pty->pid < 0) {
		free(pty);
		return NULL;
	}
	pty->cols = options->cols;
	pty->rows = options->rows;
	pty->vterm = vterm_new(options->rows, options->cols);
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
	return pty;
}

int pty_exit(struct pty *pty, int ms)
{
	long end = now_ms() + ms;

	while (!pty->ended) {
		if (waitpid(pty->pid, &pty->status, WNOHANG) == pty->pid) {
			pty->ended = true;
			break;
		}
		if (now_ms() >= end)
			return -1;
		if (pty->fd >= 0)
			pty_listen(pty, 10);
		else
			usleep(10000);
	}
	return pty->status;
}

void pty_stop(struct pty *pty)
{
	if (!pty)
		return;
	if (!pty->ended && pty_exit(pty, 0) == -1) {
		kill(pty->pid, SIGKILL);
		waitpid(pty->pid, &pty->status, 0);
	}
	if (pty->fd >= 0)
		close(pty->fd);
	vterm_free(pty->vterm);
	free(pty->bytes);
	free(pty);
}

/* libvterm 0.1 does not put characters together that come in two parts: it is given whole ones. */
static void judge(struct pty *pty)
{
	size_t end = pty->n_bytes;

	for (size_t back = 1; back <= 3 && back <= end - pty->judged; back++) {
		unsigned char byte = (unsigned char)pty->bytes[end - back];

		if (byte >= 0xc0) {
			size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;

			end -= length > back ? back : 0;
			break;
		}
		if (byte < 0x80)
			break;
	}
	vterm_input_write(pty->vterm, pty->bytes + pty->judged, end - pty->judged);
	pty->judged = end;
}

static void keep(struct pty *pty, const char *data, size_t n)
{
	if (pty->n_bytes + n > pty->cap_bytes) {
		pty->cap_bytes = (pty->n_bytes + n) * 2;
		pty->bytes = realloc(pty->bytes, pty->cap_bytes);
		if (!pty->bytes)
			abort();
	}
	memcpy(pty->bytes + pty->n_bytes, data, n);
	pty->n_bytes += n;
	judge(pty);
}

/* Bytes read, 0 after wait_ms without any, -1 when the link ended. */
static ssize_t read_some(struct pty *pty, int wait_ms)
{
	struct pollfd link = {.fd = pty->fd, .events = POLLIN};
	char buffer[65536];
	ssize_t n;

	if (pty->fd < 0 || poll(&link, 1, wait_ms) <= 0)
		return pty->fd < 0 ? -1 : 0;
	n = read(pty->fd, buffer, sizeof(buffer));
	if (n > 0)
		keep(pty, buffer, (size_t)n);
	return n > 0 ? n : -1;
}

size_t pty_settle(struct pty *pty, int quiet_ms)
{
	size_t before = pty->n_bytes;
	long end = now_ms() + DEADLINE_MS;

	while (now_ms() < end && read_some(pty, quiet_ms) > 0)
		continue;
	return pty->n_bytes - before;
}

size_t pty_listen(struct pty *pty, int ms)
{
	size_t before = pty->n_bytes;
	long end = now_ms() + ms, left;

	while ((left = end - now_ms()) > 0 && read_some(pty, (int)left) >= 0)
		continue;
	return pty->n_bytes - before;
}

bool pty_wait_that(struct pty *pty, bool (*holds)(struct pty *pty, void *context), void *context)
{
	long end = now_ms() + DEADLINE_MS * 3;

	while (!holds(pty, context)) {
		if (now_ms() > end || read_some(pty, 200) < 0)
			return holds(pty, context);
	}
	return true;
}

static bool shows(struct pty *pty, void *text)
{
	return pty_shows(pty, text);
}

static bool shows_not(struct pty *pty, void *text)
{
	return !pty_shows(pty, text);
}

bool pty_wait(struct pty *pty, const char *text)
{
	return pty_wait_that(pty, shows, (void *)text);
}

bool pty_wait_gone(struct pty *pty, const char *text)
{
	return pty_wait_that(pty, shows_not, (void *)text);
}

bool pty_wait_bytes(struct pty *pty, size_t n, int ms)
{
	long end = now_ms() + ms, left;

	while (pty->n_bytes <= n && (left = end - now_ms()) > 0) {
		if (read_some(pty, (int)left) < 0)
			break;
	}
	return pty->n_bytes > n;
}

void pty_type_bytes(struct pty *pty, const void *bytes, size_t n)
{
	const char *from = bytes;

	while (n > 0 && pty->fd >= 0) {
		struct pollfd link = {.fd = pty->fd, .events = POLLIN | POLLOUT};
		ssize_t done;

		if (poll(&link, 1, DEADLINE_MS) <= 0 || (link.revents & (POLLIN | POLLOUT)) == 0)
			return;
		if ((link.revents & POLLIN) && read_some(pty, 0) < 0)
			return;
		if (!(link.revents & POLLOUT))
			continue;
		done = write(pty->fd, from, n < 64 ? n : 64);
		if (done <= 0)
			return;
		from += done;
		n -= (size_t)done;
	}
}

void pty_type(struct pty *pty, const char *bytes)
{
	pty_type_bytes(pty, bytes, strlen(bytes));
}

void pty_resize(struct pty *pty, int cols, int rows)
{
	struct winsize size = {.ws_col = (unsigned short)cols, .ws_row = (unsigned short)rows};

	if (cols > 0 && rows > 0 && cols <= 1000 && rows <= 1000)
		vterm_set_size(pty->vterm, pty->rows = rows, pty->cols = cols);
	ioctl(pty->fd, TIOCSWINSZ, &size);
}

void pty_close_link(struct pty *pty)
{
	close(pty->fd);
	pty->fd = -1;
}

pid_t pty_process(const struct pty *pty)
{
	return pty->pid;
}

const char *pty_row(struct pty *pty, int row)
{
	VTermRect rect = {.start_row = row, .end_row = row + 1, .start_col = 0, .end_col = pty->cols};
	size_t n = vterm_screen_get_text(pty->screen, pty->row, sizeof(pty->row) - 1, rect);

	while (n > 0 && (pty->row[n - 1] == ' ' || pty->row[n - 1] == '\n'))
		n--;
	pty->row[n] = '\0';
	return pty->row;
}

bool pty_shows(struct pty *pty, const char *text)
{
	for (int row = 0; row < pty->rows; row++) {
		if (strstr(pty_row(pty, row), text))
			return true;
	}
	return false;
}

bool pty_wait_row(struct pty *pty, int row, const char *text)
{
	long end = now_ms() + DEADLINE_MS;

	while (strcmp(pty_row(pty, row), text) != 0) {
		if (now_ms() > end || read_some(pty, 100) < 0)
			return strcmp(pty_row(pty, row), text) == 0;
	}
	return true;
}

bool pty_wait_cursor(struct pty *pty, int row)
{
	long end = now_ms() + DEADLINE_MS;
	int col, now;

	for (;;) {
		pty_cursor(pty, &col, &now);
		if (now == row || now_ms() > end || read_some(pty, 100) < 0)
			return now == row;
	}
}

void pty_cursor(struct pty *pty, int *ret_col, int *ret_row)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &at);
	*ret_col = at.col;
	*ret_row = at.row;
}

const char *pty_bytes(const struct pty *pty, size_t *ret_n)
{
	*ret_n = pty->n_bytes;
	return pty->bytes ? pty->bytes : "";
}

bool pty_modes_are_back(struct pty *pty)
{
	struct termios now;

	return tcgetattr(pty->fd, &now) == 0 && now.c_iflag == pty->modes.c_iflag && now.c_oflag == pty->modes.c_oflag &&
	       now.c_cflag == pty->modes.c_cflag && now.c_lflag == pty->modes.c_lflag &&
	       memcmp(now.c_cc, pty->modes.c_cc, sizeof(now.c_cc)) == 0;
}

size_t pty_answers(struct pty *pty)
{
	return vterm_output_get_buffer_current(pty->vterm);
}

static int colour_of(const VTermColor *colour, bool is_own)
{
	return is_own ? -1 : VTERM_COLOR_IS_INDEXED(colour) ? colour->indexed.idx : -2;
}

void pty_cell(struct pty *pty, int col, int row, char ret_text[PTY_CELL])
{
	VTermScreenCell cell = {0};
	size_t n = 0;

	vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = col}, &cell);
	for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1 && n + 4 < PTY_CELL; i++)
		n += width_encode(cell.chars[i], ret_text + n);
	if (n == 0 && cell.chars[0] == 0)
		ret_text[n++] = ' ';
	ret_text[n] = '\0';
}

struct pty_look pty_look(struct pty *pty, int col, int row)
{
	VTermScreenCell cell = {0};

	vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = col}, &cell);
	return (struct pty_look){.fg = colour_of(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)),
		.bg = colour_of(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)), .bold = cell.attrs.bold,
		.underline = cell.attrs.underline != 0, .reverse = cell.attrs.reverse};
}

struct pty_look pty_pen(struct pty *pty)
{
	VTermState *state = vterm_obtain_state(pty->vterm);
	VTermValue fg, bg, bold, underline, reverse;

	vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &fg);
	vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &bg);
	vterm_state_get_penattr(state, VTERM_ATTR_BOLD, &bold);
	vterm_state_get_penattr(state, VTERM_ATTR_UNDERLINE, &underline);
	vterm_state_get_penattr(state, VTERM_ATTR_REVERSE, &reverse);
	return (struct pty_look){.fg = colour_of(&fg.color, VTERM_COLOR_IS_DEFAULT_FG(&fg.color)),
		.bg = colour_of(&bg.color, VTERM_COLOR_IS_DEFAULT_BG(&bg.color)), .bold = bold.boolean != 0,
		.underline = underline.number != 0, .reverse = reverse.boolean != 0};
}
