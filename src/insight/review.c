/* review.c - initiatives on their review, eight and 26 weeks after the start: did it work, or can nobody tell? Either is told once, in the
 * words of the view Reform, whatever else changed there. */
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "base/width.h"
#include "insight/odds.h"
#include "insight/phrases.h"
#include "insight/reform.h"
#include "search.h"

#define SCORE_REAL 8.0			/* standard errors that a certain effect counts for; one that nobody can tell ranks low */
#define SCORE_OPEN 2.0

static const char *claim_of(const struct reform *reform, int32_t to, struct arena *arena)
{
	struct text span = TEXT_INIT;
	const char *text;

	phrase_span(&span, to - reform->starts + 1);
	text = PHRASE_IN(arena, PHRASE_REVIEW_CLAIM, { "title", width_safe(reform->title, arena) }, { "span", span.data }, { "verdict", reform->verdict_text });
	text_finish(&span);
	return text;
}

static const char *certainty_of(const struct reform *reform, struct arena *arena)
{
	struct text odds = TEXT_INIT;
	char after[24];
	const char *text;

	odds_append(&odds, reform->impact.p);
	text = PHRASE_IN(arena, reform->state == REFORM_REAL ? PHRASE_REVIEW_SURE : PHRASE_REVIEW_OPEN, { "odds", odds.data },
		{ "weeks", phrase_number((int)reform->impact.after, after) });
	text_finish(&odds);
	return text;
}

static const char *action_of(const struct reform *reform, int32_t to, struct arena *arena)
{
	bool late = to - reform->starts >= WEEK * REFORM_REVIEW_LATER;
	enum phrase phrase = reform->state == REFORM_CHANCE ? late ? PHRASE_REVIEW_END : PHRASE_REVIEW_WAIT :
		reform->verdict == KPI_WORSE ? PHRASE_REVIEW_STOP : PHRASE_REVIEW_KEEP;

	return PHRASE_IN(arena, phrase, { "title", width_safe(reform->title, arena) });
}

static const char *expected_of(const struct reform *reform, struct arena *arena)
{
	return reform->expected[0] ? PHRASE_IN(arena, PHRASE_REVIEW_EXPECTED, { "expected", width_safe(reform->expected, arena) },
		{ "found", reform->found }) : "";
}

static bool is_its_figure(const struct finding *finding, const struct reform *reform, const char *office)
{
	return finding_is_change(finding) && finding->def == reform->def && !finding->lane && !finding->office == !office &&
	       (!office || strcmp(finding->office, office) == 0);
}

/* The change that the weeks may have told of the same figure is what is reviewed: it is not told twice. */
static struct finding *place_for(struct search *search, const struct reform *reform, const char *office)
{
	for (size_t i = 0; i < search->out.n; i++)
		if (is_its_figure(&search->items[i], reform, office))
			return &search->items[i];
	return search->out.n < FINDINGS_MAX ? &search->items[search->out.n++] : NULL;
}

static void review(struct search *search, const struct reform *reform)
{
	struct arena *arena = search->arena;
	bool real = reform->state == REFORM_REAL;
	const struct stats_impact *impact = &reform->impact;
	const char *office = reform->n_offices == 1 ? reform->offices[0].code : NULL;
	struct finding *finding = place_for(search, reform, office);

	if (!finding)
		return;
	*finding = (struct finding){ .kind = FINDING_REFORM, .def = reform->def, .stat = reform->stat, .category = reform->category,
		.category_name = reform->category_name, .office = office, .office_name = office ? reform->offices[0].name : NULL,
		.since = reform->starts, .weeks = (int)(search->to - reform->starts + 1) / WEEK, .event_since = TIME_DAY_NONE,
		.verdict = real ? reform->verdict : KPI_USUAL, .value = impact->mean_after, .usual_low = impact->mean_after - impact->high,
		.usual_high = impact->mean_after - impact->low, .target = NAN, .target_low = NAN, .target_high = NAN, .n = reform->n_declarations,
		.score = (real ? SCORE_REAL : SCORE_OPEN) * (1 + log10(1 + (double)reform->n_declarations)), .evidence = -log10(fmax(impact->p, 1e-12)),
		.initiative = reform->title, .z = NAN, .hours = NAN, .extra = NAN };
	finding->claim = finding->review = claim_of(reform, search->to, arena);
	finding->cause = expected_of(reform, arena);
	finding->size = "";
	finding->certainty = certainty_of(reform, arena);
	finding->action = action_of(reform, search->to, arena);
	finding->owner = reform->owner[0] ? width_safe(reform->owner, arena) : phrase_text(PHRASE_OWNER_OPERATIONS);
	finding->text = finding->cause[0] ? arena_printf(arena, "%s %s", finding->claim, finding->cause) : finding->claim;
}

bool search_reviews(struct search *search, struct err *err)
{
	struct reforms due;

	if (!reforms_on_review(search->env, search->to, search->filters, search->n_filters, search->arena, &due, err))
		return false;
	for (size_t i = 0; i < due.n; i++)
		if (due.items[i].state == REFORM_REAL || due.items[i].state == REFORM_CHANCE)
			review(search, &due.items[i]);
	return true;
}
