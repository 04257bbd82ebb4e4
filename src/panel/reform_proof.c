/* reform_proof.c - i on an initiative: how its effect was estimated, beside what, and what could deceive. */
#include <math.h>
#include <string.h>

#include "reform.h"
#include "scope.h"

static const struct reform *find(const struct reforms *reforms, const char *id)
{
	for (size_t i = 0; i < reforms->n; i++)
		if (strcmp(reforms->items[i].id, id) == 0)
			return &reforms->items[i];
	return NULL;
}

static void put_means(struct page *page, const struct reform *reform)
{
	const struct stats_impact *impact = &reform->impact;
	struct text before = TEXT_INIT, after = TEXT_INIT, expected = TEXT_INIT;

	if (reform->state == REFORM_REAL || reform->state == REFORM_CHANCE) {
		kpi_format_value(impact->mean_before, reform->def->unit, false, &before);
		kpi_format_value(impact->mean_after, reform->def->unit, false, &after);
		kpi_format_value(impact->mean_expected, reform->def->unit, false, &expected);
		page_putf(page, CANVAS_PLAIN, "Mean of weeks", "%s before, %s after; without it %s would be expected", before.data, after.data,
			expected.data);
	}
	text_finish(&before);
	text_finish(&after);
	text_finish(&expected);
}

bool reform_proof_put(struct page *page, const struct panel_context *context, const char *id, struct err *err)
{
	struct kpi_query query;
	struct reforms reforms;
	const struct reform *reform;

	if (!scope_query(context->scope, page->arena, &query, err) ||
	    !reforms_load(context->env, context->scope->to, query.filters, query.n_filters, false, page->arena, &reforms, err))
		return false;
	reform = find(&reforms, id);
	if (!reform)
		return true;
	page_heading(page, reform->title);
	page_put(page, CANVAS_PLAIN, "Verdict", reform->verdict_text);
	page_put(page, CANVAS_PLAIN, "Expected", reform->expected);
	page_putf(page, CANVAS_PLAIN, "Found", "%s%s%s", reform->found, reform->against[0] ? ", " : "", reform->against);
	put_means(page, reform);
	page_put(page, CANVAS_PLAIN, "Compared with", reform->compared);
	page_put(page, CANVAS_PLAIN, "Method", reform->method);
	page_put(page, CANVAS_MUTED, "Beware", "What else began there in the same weeks looks the same. A change that the comparison posts made at the same time "
		"hides in them.");
	page_put(page, CANVAS_MUTED, "Source", "interrupted time series: Wagner et al. 2002; weights of posts: Abadie, Diamond and Hainmueller 2010");
	return true;
}
