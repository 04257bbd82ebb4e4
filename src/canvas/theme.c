/* theme.c - four tables from roles to looks.
 *
 * Colours start from Okabe and Ito's and are entries of the 256-colour palette, so that the terminal and a page
 * show the same. Chosen so that verdicts, owners, lanes and the lines of a chart stay apart among themselves for all kinds of
 * colour-blind eyes, and all text keeps a contrast of 4.5 to its background (7 in "contrast"); the tests compute both. Labels, values and
 * tabs stay in the terminal's own colour, what is muted in a fainter shade of it: they can be read on any background, and most of a
 * screen needs no switch of colours.
 * Meaning never rests on colour alone. */
#include "canvas/theme.h"

#include <string.h>

#define NO_BG .bg16 = -1, .bg256 = -1, .bg_rgb = UINT32_MAX
#define FG(c16, c256, rgb) .fg16 = (c16), .fg256 = (c256), .fg_rgb = (rgb)
#define INK(c16, c256, rgb) FG(c16, c256, rgb), NO_BG
#define BG(c16, c256, rgb) .bg16 = (c16), .bg256 = (c256), .bg_rgb = (rgb)
#define OWN(rgb) FG(-1, -1, rgb), NO_BG

static const struct theme themes[] = {
	{
		.name = "dark", .page_fg = 0xdadada, .page_bg = 0x101418,
		.styles = {
			[CANVAS_PLAIN] = { OWN(0xdadada) },
			[CANVAS_LABEL] = { OWN(0xdadada) },
			[CANVAS_VALUE] = { OWN(0xdadada), .bold = true },
			[CANVAS_TITLE] = { INK(15, 153, 0xafd7ff), .bold = true },
			[CANVAS_MUTED] = { INK(7, 246, 0x949494), .faint = true },
			[CANVAS_ACCENT] = { INK(14, 117, 0x87d7ff), .bold = true },
			[CANVAS_GOOD] = { INK(10, 79, 0x5fd7af) },
			[CANVAS_BAD] = { INK(9, 202, 0xff5f00), .bold = true },
			[CANVAS_WARNING] = { INK(11, 228, 0xffff87) },
			[CANVAS_SELECTION] = { FG(0, 16, 0x000000), BG(6, 117, 0x87d7ff) },
			[CANVAS_BAR] = { FG(15, 254, 0xe4e4e4), BG(4, 237, 0x3a3a3a) },
			[CANVAS_TAB] = { OWN(0xdadada) },
			[CANVAS_TAB_ACTIVE] = { OWN(0xdadada), .bold = true, .underline = true },
			[CANVAS_KEY] = { INK(14, 117, 0x87d7ff) },	/* bold would cost 16 bytes a key on a slow line */
			[CANVAS_RULE] = { INK(7, 246, 0x949494), .faint = true },
			[CANVAS_AXIS] = { INK(7, 246, 0x949494), .faint = true },
			[CANVAS_SERIES] = { INK(14, 75, 0x5fafff) },
			[CANVAS_SERIES_2] = { INK(5, 175, 0xd787af) },
			[CANVAS_LIMIT] = { INK(3, 179, 0xd7af5f) },
			[CANVAS_OWNER_CUSTOMS] = { INK(12, 33, 0x0087ff) },
			[CANVAS_OWNER_AGENCY] = { INK(13, 169, 0xd75faf) },
			[CANVAS_OWNER_TRADER] = { INK(3, 214, 0xffaf00) },
			[CANVAS_OWNER_TERMINAL] = { INK(14, 153, 0xafd7ff) },
			[CANVAS_OWNER_SHARED] = { INK(7, 144, 0xafaf87) },
			[CANVAS_LANE_GREEN] = { INK(10, 79, 0x5fd7af) },
			[CANVAS_LANE_BLUE] = { INK(12, 33, 0x0087ff) },
			[CANVAS_LANE_YELLOW] = { INK(11, 228, 0xffff87) },
			[CANVAS_LANE_ORANGE] = { INK(3, 214, 0xffaf00) },
			[CANVAS_LANE_RED] = { INK(9, 203, 0xff5f5f) },
		},
	},
	{
		.name = "light", .page_fg = 0x262626, .page_bg = 0xffffff,
		.styles = {
			[CANVAS_PLAIN] = { OWN(0x262626) },
			[CANVAS_LABEL] = { OWN(0x262626) },
			[CANVAS_VALUE] = { OWN(0x262626), .bold = true },
			[CANVAS_TITLE] = { INK(4, 24, 0x005f87), .bold = true },
			[CANVAS_MUTED] = { INK(0, 242, 0x6c6c6c), .faint = true },
			[CANVAS_ACCENT] = { INK(4, 25, 0x005faf), .bold = true },
			[CANVAS_GOOD] = { INK(2, 29, 0x00875f) },
			[CANVAS_BAD] = { INK(1, 124, 0xaf0000), .bold = true },
			[CANVAS_WARNING] = { INK(3, 130, 0xaf5f00) },
			[CANVAS_SELECTION] = { FG(15, 231, 0xffffff), BG(4, 24, 0x005f87) },
			[CANVAS_BAR] = { FG(0, 234, 0x1c1c1c), BG(7, 253, 0xdadada) },
			[CANVAS_TAB] = { OWN(0x262626) },
			[CANVAS_TAB_ACTIVE] = { OWN(0x262626), .bold = true, .underline = true },
			[CANVAS_KEY] = { INK(4, 25, 0x005faf) },
			[CANVAS_RULE] = { INK(0, 242, 0x6c6c6c), .faint = true },
			[CANVAS_AXIS] = { INK(0, 242, 0x6c6c6c), .faint = true },
			[CANVAS_SERIES] = { INK(4, 25, 0x005faf) },
			[CANVAS_SERIES_2] = { INK(5, 96, 0x875f87) },
			[CANVAS_LIMIT] = { INK(3, 94, 0x875f00) },
			[CANVAS_OWNER_CUSTOMS] = { INK(4, 27, 0x005fff) },
			[CANVAS_OWNER_AGENCY] = { INK(5, 53, 0x5f005f) },
			[CANVAS_OWNER_TRADER] = { INK(3, 52, 0x5f0000) },
			[CANVAS_OWNER_TERMINAL] = { INK(6, 97, 0x875faf) },
			[CANVAS_OWNER_SHARED] = { INK(0, 237, 0x3a3a3a) },
			[CANVAS_LANE_GREEN] = { INK(2, 29, 0x00875f) },
			[CANVAS_LANE_BLUE] = { INK(4, 27, 0x005fff) },
			[CANVAS_LANE_YELLOW] = { INK(3, 58, 0x5f5f00) },
			[CANVAS_LANE_ORANGE] = { INK(3, 130, 0xaf5f00), .bold = true },	/* sixteen colours have no orange */
			[CANVAS_LANE_RED] = { INK(1, 88, 0x870000) },
		},
	},
	{
		.name = "contrast", .page_fg = 0xffffff, .page_bg = 0x000000,
		.styles = {
			[CANVAS_PLAIN] = { INK(15, 231, 0xffffff) },
			[CANVAS_LABEL] = { INK(15, 231, 0xffffff) },
			[CANVAS_VALUE] = { INK(15, 231, 0xffffff), .bold = true },
			[CANVAS_TITLE] = { INK(11, 229, 0xffffaf), .bold = true },
			[CANVAS_MUTED] = { INK(7, 252, 0xd0d0d0) },
			[CANVAS_ACCENT] = { INK(14, 123, 0x87ffff), .bold = true },
			[CANVAS_GOOD] = { INK(10, 49, 0x00ffaf) },
			[CANVAS_BAD] = { INK(9, 203, 0xff5f5f), .bold = true },
			[CANVAS_WARNING] = { INK(11, 226, 0xffff00), .bold = true },
			[CANVAS_SELECTION] = { FG(0, 16, 0x000000), BG(15, 231, 0xffffff) },
			[CANVAS_BAR] = { FG(0, 16, 0x000000), BG(7, 252, 0xd0d0d0), .bold = true },
			[CANVAS_TAB] = { INK(15, 231, 0xffffff) },
			[CANVAS_TAB_ACTIVE] = { FG(0, 16, 0x000000), BG(15, 231, 0xffffff), .bold = true },
			[CANVAS_KEY] = { INK(14, 123, 0x87ffff), .bold = true },
			[CANVAS_RULE] = { INK(7, 252, 0xd0d0d0) },
			[CANVAS_AXIS] = { INK(7, 252, 0xd0d0d0) },
			[CANVAS_SERIES] = { INK(12, 75, 0x5fafff) },
			[CANVAS_SERIES_2] = { INK(13, 205, 0xff5faf) },
			[CANVAS_LIMIT] = { INK(11, 220, 0xffd700) },
			[CANVAS_OWNER_CUSTOMS] = { INK(12, 141, 0xaf87ff) },
			[CANVAS_OWNER_AGENCY] = { INK(13, 219, 0xffafff) },
			[CANVAS_OWNER_TRADER] = { INK(3, 172, 0xd78700) },
			[CANVAS_OWNER_TERMINAL] = { INK(14, 195, 0xd7ffff) },
			[CANVAS_OWNER_SHARED] = { INK(7, 109, 0x87afaf) },
			[CANVAS_LANE_GREEN] = { INK(10, 49, 0x00ffaf) },
			[CANVAS_LANE_BLUE] = { INK(12, 75, 0x5fafff) },
			[CANVAS_LANE_YELLOW] = { INK(11, 226, 0xffff00) },
			[CANVAS_LANE_ORANGE] = { INK(3, 214, 0xffaf00) },
			[CANVAS_LANE_RED] = { INK(9, 203, 0xff5f5f) },
		},
	},
	{
		.name = "mono", .page_fg = 0x000000, .page_bg = 0xffffff,
		.styles = {
			[CANVAS_PLAIN] = { OWN(0x000000) },
			[CANVAS_LABEL] = { OWN(0x000000) },
			[CANVAS_VALUE] = { OWN(0x000000), .bold = true },
			[CANVAS_TITLE] = { OWN(0x000000), .bold = true },
			[CANVAS_MUTED] = { OWN(0x000000) },
			[CANVAS_ACCENT] = { OWN(0x000000), .bold = true },
			[CANVAS_GOOD] = { OWN(0x000000) },
			[CANVAS_BAD] = { OWN(0x000000), .bold = true },
			[CANVAS_WARNING] = { OWN(0x000000), .underline = true },
			[CANVAS_SELECTION] = { OWN(0x000000), .reverse = true },
			[CANVAS_BAR] = { OWN(0x000000), .reverse = true },
			[CANVAS_TAB] = { OWN(0x000000) },
			[CANVAS_TAB_ACTIVE] = { OWN(0x000000), .bold = true, .underline = true },
			[CANVAS_KEY] = { OWN(0x000000), .bold = true },
			[CANVAS_RULE] = { OWN(0x000000) },
			[CANVAS_AXIS] = { OWN(0x000000) },
			[CANVAS_SERIES] = { OWN(0x000000) },
			[CANVAS_SERIES_2] = { OWN(0x000000) },
			[CANVAS_LIMIT] = { OWN(0x000000) },
			[CANVAS_OWNER_CUSTOMS] = { OWN(0x000000) },
			[CANVAS_OWNER_AGENCY] = { OWN(0x000000) },
			[CANVAS_OWNER_TRADER] = { OWN(0x000000) },
			[CANVAS_OWNER_TERMINAL] = { OWN(0x000000) },
			[CANVAS_OWNER_SHARED] = { OWN(0x000000) },
			[CANVAS_LANE_GREEN] = { OWN(0x000000) },
			[CANVAS_LANE_BLUE] = { OWN(0x000000) },
			[CANVAS_LANE_YELLOW] = { OWN(0x000000) },
			[CANVAS_LANE_ORANGE] = { OWN(0x000000) },
			[CANVAS_LANE_RED] = { OWN(0x000000) },
		},
	},
};

size_t theme_count(void)
{
	return sizeof(themes) / sizeof(themes[0]);
}

const struct theme *theme_at(size_t index)
{
	return &themes[index % theme_count()];
}

const struct theme *theme_find(const char *name)
{
	for (size_t i = 0; name && i < theme_count(); i++) {
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	}
	return NULL;
}
