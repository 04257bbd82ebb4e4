/* pen.c - attributes as bytes. On ECMA-48 terminals one sequence says all of a change, by its differences or after a reset,
 * whichever is shorter; on others each attribute is its own string after a reset. */
#include "pen.h"

#include <stdio.h>
#include <string.h>

bool look_equals(struct look a, struct look b)
{
	return a.fg == b.fg && a.bg == b.bg && a.bold == b.bold && a.dim == b.dim && a.underline == b.underline &&
	       a.reverse == b.reverse;
}

struct look look_of_blank(struct look look)
{
	if (look.underline || look.reverse)
		return look;
	return (struct look){.fg = -1, .bg = look.bg};
}

/* "38;5;250" out of "ESC [ 38;5;250 m". */
static void add_parameters(struct text *parameters, const char *sequence)
{
	size_t n = strlen(sequence);

	if (n < 4)
		return;
	if (parameters->len > 0)
		text_append(parameters, ";");
	text_append_n(parameters, sequence + 2, n - 3);
}

static void add(struct text *parameters, const char *number)
{
	if (parameters->len > 0)
		text_append(parameters, ";");
	text_append(parameters, number);
}

static void add_colour(const struct caps *caps, struct text *parameters, const char *set, int16_t colour, const char *own)
{
	if (colour < 0)
		add(parameters, own);
	else if (set)
		add_parameters(parameters, caps->expand(set, colour, 0));
}

static void differences(const struct caps *caps, struct look from, struct look to, struct text *parameters)
{
	bool weight = (from.bold && !to.bold) || (from.dim && !to.dim);

	if (weight)
		add(parameters, "22");
	if (to.bold && (weight || !from.bold))
		add(parameters, "1");
	if (to.dim && (weight || !from.dim))
		add(parameters, "2");
	if (from.underline != to.underline)
		add(parameters, to.underline ? "4" : "24");
	if (from.reverse != to.reverse)
		add(parameters, to.reverse ? "7" : "27");
	if (from.fg != to.fg)
		add_colour(caps, parameters, caps->setaf, to.fg, "39");
	if (from.bg != to.bg)
		add_colour(caps, parameters, caps->setab, to.bg, "49");
}

/* From a reset on; what is plain then is not said. */
static void anew(const struct caps *caps, struct look to, struct text *parameters)
{
	differences(caps, LOOK_PLAIN, to, parameters);
}

static bool can_differ(const struct caps *caps, struct look from, struct look to)
{
	bool off = (from.bold && !to.bold) || (from.dim && !to.dim) || (from.underline && !to.underline) ||
		   (from.reverse && !to.reverse);
	bool own = (from.fg >= 0 && to.fg < 0) || (from.bg >= 0 && to.bg < 0);

	return (!off || caps->partial) && (!own || caps->own_colours);
}

static void change_ansi(const struct caps *caps, struct look from, struct look to, bool known, struct text *out)
{
	struct text whole = TEXT_INIT, part = TEXT_INIT;
	bool by_difference = known && can_differ(caps, from, to);

	anew(caps, to, &whole);
	if (by_difference)
		differences(caps, from, to, &part);
	if (by_difference && part.len <= whole.len + (whole.len > 0 ? 2 : 0))
		text_appendf(out, "\033[%sm", part.data);
	else if (whole.len > 0)
		text_appendf(out, "\033[0;%sm", whole.data);
	else
		text_append(out, "\033[m");
	text_finish(&whole);
	text_finish(&part);
}

static void change_other(const struct caps *caps, struct look to, struct text *out)
{
	const struct {
		bool on;
		const char *sequence;
	} attributes[] = {{to.bold, caps->bold}, {to.dim, caps->dim}, {to.underline, caps->smul}, {to.reverse, caps->rev}};

	if (caps->sgr0)
		text_append(out, caps->sgr0);
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		if (attributes[i].on && attributes[i].sequence)
			text_append(out, attributes[i].sequence);
	}
	if (to.fg >= 0 && caps->setaf)
		text_append(out, caps->expand(caps->setaf, to.fg, 0));
	if (to.bg >= 0 && caps->setab)
		text_append(out, caps->expand(caps->setab, to.bg, 0));
}

void pen_change(const struct caps *caps, struct look from, struct look to, bool known, struct text *out)
{
	if (known && look_equals(from, to))
		return;
	if (caps->ansi)
		change_ansi(caps, from, to, known, out);
	else
		change_other(caps, to, out);
}
