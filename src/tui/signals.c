/* signals.c - handlers set flags and write to an eventfd, so that nothing that waits can miss one. */
#include "signals.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static volatile sig_atomic_t happened[SIGNALS_EVENTS];
static int event_fd = -1;
static struct termios modes;
static char restore_bytes[256];
static volatile size_t n_restore;
static bool suspends;			/* under a shell with job control */

static const struct {
	int number;
	enum signals_event event;
} events[] = {
	{SIGHUP, SIGNALS_HANGUP}, {SIGTERM, SIGNALS_HANGUP}, {SIGINT, SIGNALS_INTERRUPT}, {SIGWINCH, SIGNALS_RESIZE},
	{SIGTSTP, SIGNALS_SUSPEND}, {SIGCONT, SIGNALS_CONTINUE},
};

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};

void signals_raise(enum signals_event event)
{
	uint64_t one = 1;
	ssize_t ignored;

	happened[event] = 1;
	ignored = write(event_fd, &one, sizeof(one));
	(void)ignored;
}

static void on_signal(int number)
{
	for (size_t i = 0; i < COUNT(events); i++) {
		if (events[i].number == number)
			signals_raise(events[i].event);
	}
}

static void restore(void)
{
	ssize_t ignored;

	if (n_restore == 0)
		return;
	ignored = write(STDOUT_FILENO, restore_bytes, n_restore);
	(void)ignored;
	n_restore = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

static void on_crash(int number)
{
	restore();
	signal(number, SIG_DFL);
	raise(number);
}

static void catch(int number, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static bool is_ignored(int number)
{
	struct sigaction now;

	return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

bool signals_open(struct err *err)
{
	static bool at_exit;

	memset((void *)happened, 0, sizeof(happened));
	tcgetattr(STDIN_FILENO, &modes);
	event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	suspends = !is_ignored(SIGTSTP);
	for (size_t i = 0; i < COUNT(events); i++) {
		if (events[i].number != SIGTSTP || suspends)
			catch(events[i].number, on_signal);
	}
	for (size_t i = 0; i < COUNT(crashes); i++)
		catch(crashes[i], on_crash);
	catch(SIGPIPE, SIG_IGN);
	if (!at_exit)
		at_exit = atexit(restore) == 0;
	return event_fd >= 0 || err_set(err, ERR_IO, "no descriptor is left to wait for signals: too many files are open");
}

void signals_close(void)
{
	n_restore = 0;
	for (size_t i = 0; i < COUNT(events); i++) {
		if (events[i].number != SIGTSTP || suspends)
			catch(events[i].number, SIG_DFL);
	}
	for (size_t i = 0; i < COUNT(crashes); i++)
		catch(crashes[i], SIG_DFL);
	if (event_fd >= 0)
		close(event_fd);
	event_fd = -1;
}

void signals_restore_with(const char *bytes, size_t n)
{
	n_restore = 0;
	if (n > sizeof(restore_bytes))
		return;
	memcpy(restore_bytes, bytes, n);
	n_restore = n;
}

bool signals_pending(enum signals_event event)
{
	return happened[event];
}

bool signals_take(enum signals_event event)
{
	bool was = happened[event];

	if (event != SIGNALS_HANGUP)
		happened[event] = 0;
	return was;
}

int signals_fd(void)
{
	return event_fd;
}

void signals_heed(void)
{
	uint64_t n;
	ssize_t ignored = read(event_fd, &n, sizeof(n));

	(void)ignored;
}

void signals_stop_process(void)
{
	catch(SIGTSTP, SIG_DFL);
	raise(SIGTSTP);
	catch(SIGTSTP, on_signal);
}
