/* brief_private.h - what the files of the first screen share: its parts, how they are laid out, and what stands below the figures. */
#ifndef PANEL_BRIEF_PRIVATE_H
#define PANEL_BRIEF_PRIVATE_H

#include "bare.h"
#include "exceptions.h"
#include "tiles.h"
#include "told.h"

/* What comes in behind the picture. */
struct brief_later {
	struct panel_more more;		/* its source: what is told */
	struct exceptions exceptions;	/* where there are no findings */
	bool without_findings;
};

enum { PANE_TILES, PANE_OWNERS, PANE_NEWS, PANE_STEPS, PANE_POSTS, PANE_CHAPTERS };
struct brief {
	struct panel panel;
	struct tiles tiles;
	struct exceptions exceptions;
	struct chart_share shares[8];
	size_t n_shares;
	const char *against;		/* heading of the exceptions: what they are judged by */
	char due[64];			/* of what people wrote down to be done: "1 overdue, 2 due this week: A"; "" none */
	bool sketched;			/* tiles and shares alone, without verdicts */
	bool compares;			/* with another period or post: exceptions, not findings */
	bool is_bare;			/* data without milestones */
	struct brief_later *later;
	struct told *told;		/* of later; NULL until they came in */
	char untold[200];		/* why they did not */
	/* outlives a load */
	struct bare bare;
	bool opened, moved;		/* moved: a key was pressed; until then small screens show the figures */
	int pane;
	size_t tile, share, news, step, strip;
};

struct brief_grid {
	int across, down, height;	/* tiles; rows of cells each takes */
	bool lines;			/* one line per KPI instead */
};

struct brief_grid brief_grid_of(const struct brief *brief);		/* by the size of its last paint */
bool brief_has_owners(const struct brief *brief);			/* whose time it was, in a row of its own */
bool brief_has_pane(const struct brief *brief, int pane);
int brief_shown_pane(const struct brief *brief, const struct brief_grid *grid);
size_t brief_shown(const struct brief_grid *grid);			/* tiles */

/* Exceptions stand where findings cannot: not wanted, or the data too short for them. */
bool brief_shows_exceptions(const struct brief *brief);
bool brief_is_pending(const struct brief *brief);			/* findings are still to come */
size_t brief_news_n(const struct brief *brief);				/* findings, or exceptions */
size_t brief_news_worse(const struct brief *brief);
size_t brief_steps_n(const struct brief *brief);
size_t brief_news_at(const struct brief *brief);			/* the selected one, within what there is */
size_t brief_step_at(const struct brief *brief);
const struct finding *brief_finding_in_focus(const struct brief *brief);	/* NULL: none */

void brief_paint(const struct panel *panel, struct canvas_area area);

#endif
