/* prompt.h - one line that is typed at the foot of the screen, and above it what it could become.
 *
 * The owner fills the choices whenever the text changed, and is told when Enter or Esc ended it. Knows no panel. */
#ifndef PANEL_PROMPT_H
#define PANEL_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/canvas.h"

enum { PROMPT_TEXT = 240, PROMPT_CHOICES = 60, PROMPT_PAST = 50, PROMPT_LINES = 8 };

struct prompt_choice {
	char text[160];			/* what Tab writes and Enter takes */
	char note[100];			/* said beside it, "" none */
	char value[160];		/* the owner's: what it stands for */
	int what;			/* the owner's */
	int64_t number;
};

/* Who sees what is typed: the more they may see, the higher. */
enum prompt_audience { PROMPT_ROOM, PROMPT_DESK_MASKED, PROMPT_DESK };

/* What was typed before, newest last; lives beside the prompt. A line may name whoever was seen when it was typed: it is not recalled
 * before those who may see less. */
struct prompt_past {
	char lines[PROMPT_PAST][PROMPT_TEXT];
	enum prompt_audience before[PROMPT_PAST];
	size_t n;
};

struct prompt {
	char label[40];			/* "Period" */
	char text[PROMPT_TEXT];
	size_t len, cursor;		/* bytes, at the start of a character */
	char hint[400];			/* said where there are no choices: an example, or why the text was refused */
	bool refused;			/* the hint says what is wrong */
	struct prompt_choice choices[PROMPT_CHOICES];
	size_t n_choices;
	size_t selected;		/* n_choices: none, Enter takes the text */
	const char *noun;		/* what choices are: "found" tells their number behind the line; NULL: not told */
	bool more;			/* there are more than there is room for */
	bool picks;			/* a choice is always selected: Enter takes it */
	struct prompt_past *past;	/* may be NULL */
	enum prompt_audience audience;
	size_t recalled;		/* lines back; 0 is what is being typed */
};

enum prompt_end { PROMPT_GOES_ON, PROMPT_CHANGED, PROMPT_TAKEN, PROMPT_LEFT };

void prompt_open(struct prompt *prompt, const char *label, const char *text, struct prompt_past *past, enum prompt_audience audience);
enum prompt_end prompt_key(struct prompt *prompt, uint32_t key);
void prompt_clear_choices(struct prompt *prompt);
struct prompt_choice *prompt_add(struct prompt *prompt, int what, const char *text, const char *note);	/* NULL when full */
/* The selected choice; NULL when the text itself is meant. */
const struct prompt_choice *prompt_chosen(const struct prompt *prompt);
void prompt_refuse(struct prompt *prompt, const char *why);
void prompt_remember(struct prompt *prompt);	/* adds the text to the past */

int prompt_rows(const struct prompt *prompt, int room);		/* rows it needs: its line, and choices as far as room goes */
void prompt_paint(const struct prompt *prompt, struct canvas_area area);

#endif
