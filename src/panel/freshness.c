/* freshness.c - see freshness.h. Quiet about what cannot be known. */
#include "freshness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "figures.h"

struct freshness_load {
	struct job job;
	struct panel_scope scope;
	struct panel_context context;
	struct freshness result;
};

static void compute(const struct panel_context *context, struct freshness *ret)
{
	static const char *const ids[] = { "data_freshness" };
	struct figures_query query = { .ids = ids, .n_ids = 1, .with_status = true };
	struct figures figures = { 0 };
	struct arena arena;
	const struct kpi_row *row;

	ret->text[0] = '\0';
	arena_init(&arena);
	row = figures_load(context, &query, &arena, &figures, NULL) ? figures_get(&figures, ids[0], NULL, NULL) : NULL;
	if (row && row->value >= 0) {
		bool fresh = row->value < FIGURES_STALE_HOURS;

		snprintf(ret->text, sizeof(ret->text), row->value < 48 ? "data %.0f h %s" : "data %.0f d %s",
			row->value < 48 ? row->value : row->value / 24, fresh ? "✓" : "!");
		ret->role = fresh ? CANVAS_GOOD : CANVAS_WARNING;
	}
	arena_finish(&arena);
}

static void run(struct job *job)
{
	struct freshness_load *load = (struct freshness_load *)job;

	compute(&load->context, &load->result);
}

static void release(struct job *job)
{
	free(job);
}

/* As of now, not of the last day there is data of: a load that did not come is what this tells first. */
static int32_t until(const struct panel_context *context)
{
	int32_t today = time_day_of(context->env->now), last = context->scope->last_day;

	return today > last ? today : last;
}

void freshness_load(struct freshness *freshness, const struct panel_context *context, struct jobs *jobs)
{
	struct freshness_load *load;

	freshness_close(freshness, jobs);
	load = calloc(1, sizeof(*load));
	if (!load)
		return;
	*load = (struct freshness_load){ .job = { .run = run, .release = release }, .scope = *context->scope, .context = *context };
	load->scope.n_filters = 0;
	load->scope.to = until(context);
	load->context.scope = &load->scope;
	if (jobs) {
		freshness->load = load;
		jobs_add(jobs, &load->job);
		return;
	}
	compute(&load->context, freshness);
	free(load);
}

bool freshness_settle(struct freshness *freshness, struct jobs *jobs)
{
	struct freshness_load *load = freshness->load;
	bool changed;

	if (!load || !jobs_is_done(jobs, &load->job))
		return false;
	changed = strcmp(load->result.text, freshness->text) != 0;
	*freshness = load->result;
	free(load);
	return changed;
}

void freshness_close(struct freshness *freshness, struct jobs *jobs)
{
	if (freshness->load)
		jobs_drop(jobs, &freshness->load->job);
	freshness->load = NULL;
}
