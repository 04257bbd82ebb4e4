/* drill.c - the list of views, the life of a panel, and the order in which a number is taken apart.
 *
 * Office, lane, broker, then the declarations: each step that the data cannot take (no lanes recorded) is skipped. */
#include "drill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "scope.h"

static const struct panel_ops *const views[] = {
	&panel_brief, &panel_time, &panel_control, &panel_revenue, &panel_posts, &panel_risk, &panel_reform, &panel_data,
};

struct step {
	const char *dim, *column;	/* column of the declarations that carries it */
};

static const struct step steps[] = {
	{ "office", "office" }, { "lane", "lane_initial" }, { "broker", "broker_id" },
};

const struct panel_ops *const *panel_views(size_t *ret_n)
{
	*ret_n = sizeof(views) / sizeof(views[0]);
	return views;
}

const struct panel_ops *panel_view_find(const char *name)
{
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		if (strcmp(views[i]->name, name) == 0)
			return views[i];
	return strcmp(name, panel_actions.name) == 0 ? &panel_actions : NULL;
}

static const char *step_from(const struct panel_scope *scope, const struct names *names, size_t first)
{
	for (size_t i = first; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (!scope_filter_find(scope, steps[i].dim) && names_has(names, "declarations", steps[i].column))
			return steps[i].dim;
	return NULL;
}

const char *drill_dimension(const struct panel_scope *scope, const struct names *names)
{
	return step_from(scope, names, 0);
}

const char *drill_dimension_after(const struct panel_scope *scope, const struct names *names, const char *dim)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (strcmp(steps[i].dim, dim) == 0)
			return step_from(scope, names, i + 1);
	return NULL;
}

struct panel *panel_create(const struct panel_ops *ops, const struct panel_focus *subject)
{
	struct panel *panel = calloc(1, ops->size);

	if (!panel)
		return NULL;
	panel->ops = ops;
	panel->cols = 80;
	panel->rows = 21;
	arena_init(&panel->arena);
	if (subject)
		panel->subject = *subject;
	return panel;
}

void panel_destroy(struct panel *panel)
{
	if (!panel)
		return;
	panel->ops->unload(panel);
	arena_finish(&panel->arena);
	free(panel);
}

void panel_look_add(struct panel_look *look, void *at, size_t size)
{
	if (look->n == PANEL_LOOK_PARTS || look->bytes + size > PANEL_LOOK_BYTES)
		return;
	look->parts[look->n].at = at;
	look->parts[look->n++].size = size;
	look->bytes += size;
}

void panel_load(struct panel *panel, const struct panel_context *context)
{
	struct err err = { 0 };

	panel->ops->unload(panel);
	arena_finish(&panel->arena);
	panel->failed[0] = '\0';
	if (panel->ops->load(panel, context, &err))
		return;
	panel->ops->unload(panel);
	snprintf(panel->failed, sizeof(panel->failed), "%s", err.text[0] ? err.text : "This could not be computed.");
}

void panel_load_more(struct panel *panel, const struct panel_context *context)
{
	struct err err = { 0 };
	struct panel_more *more;

	if (panel->failed[0] || !panel->ops->more)
		return;
	more = panel->ops->more(context, &err);
	panel->ops->adopt(panel, more, more ? "" : err.text);
}

void *panel_more_create(size_t size, struct err *err)
{
	void *more = calloc(1, size);

	if (!more)
		err_memory(err);
	return more;
}

struct panel_more *panel_more_finish(void *more, bool ok)
{
	if (ok)
		return more;
	panel_more_free(more);
	return NULL;
}

void panel_more_free(struct panel_more *more)
{
	if (!more || __atomic_fetch_sub(&more->holders, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	arena_finish(&more->arena);
	panel_more_free(more->source);
	free(more);
}
