/* command_manual.c - the manual page, printed from the tables that the program itself runs on. */
#include "app.h"

static bool run(struct app *app, const struct args *args, int *ret_status, struct err *err)
{
	struct text page = TEXT_INIT;
	bool ok;

	help_write_manual(&page);
	ok = output_write(NULL, &page, err);
	text_finish(&page);
	return ok;
}

const struct command command_manual = {
	.name = "manual",
	.synopsis = "",
	.summary = "prints the manual page (roff), as man/tidewaiter.1 has it",
	.description = "Prints the manual page in roff, from the same tables that the program runs on.",
	.example = "  tidewaiter manual | man -l -",
	.run = run,
};
