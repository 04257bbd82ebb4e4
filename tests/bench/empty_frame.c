/* empty_frame.c - the peer of the first frame: an ncurses screen full of characters, without any data behind it. */
#include <curses.h>
#include <locale.h>

int main(void)
{
	setlocale(LC_CTYPE, "");
	initscr();
	cbreak();
	noecho();
	for (int row = 0; row < LINES; row++)
		mvprintw(row, 0, "%*s", COLS - 1, "a row of a screen without any data behind it");
	refresh();
	getch();
	endwin();
	return 0;
}
