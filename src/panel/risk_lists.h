/* risk_lists.h - the lists of the view Risk, filled from what was read and from where the budget and the dial stand. */
#ifndef PANEL_RISK_LISTS_H
#define PANEL_RISK_LISTS_H

#include "risk.h"

enum { RISK_LIST_OPEN, RISK_LIST_BUDGET, RISK_LIST_OFFICES, RISK_LIST_PICKS, RISK_LIST_PICKED, RISK_LIST_WEEKS,
	RISK_LIST_LOOKS, RISK_LIST_CARD, RISK_LIST_FAIR, RISK_LIST_TRAIL, RISK_LIST_OUTLIERS, RISK_LIST_MIRROR,
	RISK_LIST_PAIRS, RISK_LIST_RULES, RISK_LISTS };

/* A cell of a row; text NULL: empty. */
static inline void risk_cell(struct list_row *row, int column, const char *text, double sort, enum canvas_role role)
{
	row->cells[column] = (struct list_cell){ .text = text ? text : "", .sort = sort, .role = role };
}

#define RISK_WEEKS_TITLE "Week by week since the model's last day"
#define RISK_FAIR_TITLE "Whom inspections fall on: equal hit rates are the test"

/* First column of reasons, in every list of declarations that tells any. */
enum { RISK_REASON = 6 };

struct risk_place {			/* where the keys have brought one to */
	int share;			/* budget, in hundredths */
	int learning;			/* of the budget, spent by chance; in hundredths */
	enum risk_rank_rule rule;
};

/* Those that stay while budget and dial move; all of it lives in the arena. */
bool risk_lists_read(struct list *lists, const struct risk_view *view, const struct panel_context *context,
	struct arena *arena, struct err *err);
/* Those that move with them; `moved` is emptied first. names: of offices, by their codes in view->recent. */
struct risk_office_name {
	uint32_t code;
	const char *code_text, *name;
};
/* The place of an office among them; n_names: it is none of them. */
size_t risk_office_at(const struct risk_office_name *names, size_t n_names, uint32_t code);
bool risk_lists_move(struct list *lists, const struct risk_view *view, const struct risk_place *place,
	const struct risk_office_name *names, size_t n_names, struct arena *moved);

/* risk_picks.c: the picks of the day at this budget, proposed and kept. */
size_t risk_picks_size(const struct risk_view *view, const struct risk_place *place, size_t *ret_chance);
/* Those that are picked come first, in the order of their places. NULL: memory is out. */
struct risk_case *risk_picks_sorted(const struct risk_view *view, const struct risk_place *place, struct arena *arena);
bool risk_picks_fill(struct list *list, const struct risk_view *view, const struct risk_place *place, const struct risk_case *sorted,
	const struct risk_office_name *names, size_t n_names, struct arena *arena);
bool risk_picked_fill(struct list *list, const struct risk_view *view, const struct panel_context *context, struct arena *arena, struct err *err);
/* As they go into the trail, each with its reason; it reads the store. */
bool risk_picks_ask(const struct risk_view *view, const struct risk_place *place, const struct panel_context *context, struct arena *arena,
	struct panel_picks *ret_picks, struct err *err);

/* risk_review.c */
/* What needs no model: RISK_LIST_OUTLIERS and those after it, in that order. A year is gone through: it is read behind the picture. */
enum { RISK_REVIEWS = RISK_LISTS - RISK_LIST_OUTLIERS };
void risk_review_await(struct list *lists);
bool risk_review_read(struct list *lists, const struct panel_context *context, struct arena *arena, struct err *err);
bool risk_weeks_fill(struct list *list, const struct risk_view *view, struct arena *arena, struct err *err);
/* risk_govern.c */
bool risk_fair_fill(struct list *list, const struct risk_view *view, const struct panel_context *context, struct arena *arena, struct err *err);
bool risk_trail_fill(struct list *list, const struct risk_view *view, struct arena *arena, struct err *err);

/* "Budget 5 %: 99 % hit (98-100), new 33 % (25-41), chance 21": the budget in one line. */
void risk_budget_line(const struct risk_view *view, const struct risk_place *place, struct text *out);
const struct risk_budget *risk_budget_at(const struct risk_view *view, const struct risk_place *place, bool fresh);	/* NULL none */

#endif
