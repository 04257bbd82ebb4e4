/* looks.c - see looks.h. What is faint in a theme is a grey where there is none for it in the terminal. */
#include "looks.h"

/* The bright half of sixteen colours is the bold of eight. */
static int16_t colour_of(const struct caps *caps, int16_t colour16, int16_t colour256, bool *bold)
{
	if (caps->colours >= 256)
		return colour256;
	if (colour16 >= 8 && caps->colours < 16) {
		*bold = true;
		return (int16_t)(colour16 - 8);
	}
	return colour16;
}

static struct look look_of(const struct caps *caps, const struct theme_style *style, bool mono)
{
	struct look look = {.fg = -1, .bg = -1, .bold = style->bold, .dim = style->dim, .underline = style->underline, .reverse = style->reverse};
	bool faint = style->faint && !mono && caps->colours >= 256 && caps->dim, ignored = false;

	look.dim = look.dim || faint;
	if (mono)
		return look;
	look.fg = faint ? -1 : colour_of(caps, style->fg16, style->fg256, &look.bold);
	look.bg = colour_of(caps, style->bg16, style->bg256, &ignored);
	return look;
}

void looks_of(const struct caps *caps, const struct theme *theme, bool mono, struct look ret_looks[CANVAS_ROLES])
{
	for (int role = 0; role < CANVAS_ROLES; role++)
		ret_looks[role] = look_of(caps, &theme->styles[role], mono);
}
