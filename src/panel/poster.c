/* poster.c - one figure for the back row: its name, the value in large characters, the verdict in words, what stands beside it, and
 * its course. Slides of the presentation are made of it; Left and Right walk the figures. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "canvas/big.h"
#include "drill.h"
#include "scope.h"
#include "tiles.h"

enum { CHART_ROWS_MIN = 7 };

struct poster {
	struct panel panel;
	struct exceptions exceptions;
	struct tiles tiles;
	size_t shown;			/* outlives a load */
};

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct poster *poster = (struct poster *)panel;
	struct tiles tiles;
	size_t n = 0;

	if (!exceptions_load_posts(context, &panel->arena, &poster->exceptions, err) ||
	    !tiles_load(context, &poster->exceptions, &panel->arena, &tiles, err))
		return false;
	if (tiles.n_values < 5 && !tiles_load_given(context, &poster->exceptions, &panel->arena, &tiles, err))
		return false;
	for (size_t i = 0; i < tiles.n; i++)
		if (tiles.items[i].has_value)
			tiles.items[n++] = tiles.items[i];
	tiles.n = n;
	poster->tiles = tiles;
	if (poster->shown >= n)
		poster->shown = n ? n - 1 : 0;
	return true;
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	const struct poster *poster = (const struct poster *)panel;
	const struct tile *tile = &poster->tiles.items[poster->shown];
	int chart = area.rows >= BIG_ROWS + 6 + CHART_ROWS_MIN ? (area.rows - BIG_ROWS - 6) / 2 : 0, scale, row;
	struct canvas_area inside = canvas_cols(area, 2, area.cols - 4), room;

	if (poster->tiles.n == 0) {
		canvas_wrap(inside, 1, area.rows - 1, CANVAS_WARNING, "This data gives none of the first figures.");
		return;
	}
	if (chart > 0 && chart < CHART_ROWS_MIN)
		chart = CHART_ROWS_MIN;
	canvas_put(inside, 0, area.rows > 8 ? 1 : 0, CANVAS_TITLE, tile->name);
	room = canvas_rows(inside, 3, area.rows - 6 - chart);
	scale = big_scale(room, tile->value);
	row = 3;
	if (scale > 0) {
		big_put(room, 0, 0, scale, tile->verdict.role == CANVAS_BAD || tile->verdict.role == CANVAS_GOOD ? tile->verdict.role : CANVAS_VALUE,
			tile->value);
		row += scale * BIG_ROWS + 1;
	} else {
		canvas_put(inside, 0, row++, CANVAS_VALUE, tile->value);
	}
	canvas_putf(inside, 0, row, tile->verdict.role, "%s%s%s", tile->verdict.glyph, tile->verdict.glyph[0] ? " " : "", tile->verdict.word);
	canvas_putf(inside, 22, row, CANVAS_LABEL, "%s", tile->target);
	canvas_putf(inside, 0, row + 1, CANVAS_PLAIN, "%s%s%s", tile->counter, tile->counter[0] && tile->count[0] ? "   " : "", tile->count);
	if (chart)	/* all that is left */
		history_chart(&tile->history, false, canvas_rows(inside, row + 3, area.rows - row - 3));
	canvas_focus(inside, 0, area.rows > 8 ? 1 : 0);
}

static enum request on_request(struct panel *panel, enum request request)
{
	struct poster *poster = (struct poster *)panel;

	if ((request == REQ_RIGHT || request == REQ_DOWN) && poster->shown + 1 < poster->tiles.n)
		poster->shown++;
	else if ((request == REQ_LEFT || request == REQ_UP) && poster->shown > 0)
		poster->shown--;
	else
		return request;
	return REQ_NONE;
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	const struct poster *poster = (const struct poster *)panel;

	if (poster->tiles.n)
		*ret_focus = poster->tiles.items[poster->shown].focus;
}

static void unload(struct panel *panel)
{
	struct poster *poster = (struct poster *)panel;

	poster->tiles.n = 0;
	poster->exceptions = (struct exceptions){ .n = 0 };
}

const struct panel_ops panel_poster = {
	.name = "poster",
	.title = "Figures",
	.size = sizeof(struct poster),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.unload = unload,
};
