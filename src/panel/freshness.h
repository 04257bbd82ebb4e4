/* freshness.h - how old the data is, for the scope bar of every screen: "data 1 h", with a mark. */
#ifndef PANEL_FRESHNESS_H
#define PANEL_FRESHNESS_H

#include "jobs.h"
#include "panel/panel.h"

struct freshness_load;

struct freshness {
	char text[40];			/* "" when it cannot be known */
	enum canvas_role role;
	struct freshness_load *load;	/* being read; NULL otherwise */
};

/* For all posts up to the last day with data, whatever the filters are. jobs NULL: at once. */
void freshness_load(struct freshness *freshness, const struct panel_context *context, struct jobs *jobs);
bool freshness_settle(struct freshness *freshness, struct jobs *jobs);	/* true when it looks different now */
void freshness_close(struct freshness *freshness, struct jobs *jobs);

#endif
