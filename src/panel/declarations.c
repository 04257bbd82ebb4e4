/* declarations.c - the declarations behind a number, the most telling first.
 *
 * They come from the very slice the figure was computed from, so the list and the figure cannot disagree. At most LIST_MAX
 * rows are kept: the largest by the figure's own measure; the heading says how many there are. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "drill.h"
#include "figures.h"
#include "list.h"
#include "names.h"
#include "store/rows.h"

enum { LIST_MAX = 1000 };

/* What a figure measures on a single declaration. */
struct measure {
	const char *kpi;
	const char *title;
	int column;			/* seconds or money; -1: a flag or an age */
	uint32_t flag;
	const char *yes;		/* said where the flag is set */
};

#define TIME(id, c) { .kpi = id, .title = "hours", .column = c }
#define FLAG(id, name, f, word) { .kpi = id, .title = name, .column = -1, .flag = f, .yes = word }

static const struct measure measures[] = {
	TIME("release_time_total", CUBE_T_RELEASE_TOTAL), TIME("customs_clearance_time", CUBE_T_CLEARANCE),
	TIME("lodgement_to_release", CUBE_T_LODGEMENT_TO_RELEASE), TIME("port_dwell_time", CUBE_T_PORT_DWELL),
	TIME("lodgement_lag", CUBE_T_LODGEMENT_LAG), TIME("assess_time", CUBE_T_ASSESS), TIME("payment_lag", CUBE_T_PAYMENT_LAG),
	TIME("pay_to_release", CUBE_T_PAY_TO_RELEASE), TIME("inspection_time", CUBE_T_INSPECTION),
	TIME("inspection_wait", CUBE_T_INSPECTION_WAIT), TIME("oga_hold_time", CUBE_T_OGA_HOLD), TIME("query_time", CUBE_T_QUERY),
	TIME("removal_lag", CUBE_T_REMOVAL_LAG), TIME("sla_met_rate", CUBE_T_RELEASE_TOTAL),
	TIME("slow_file_rate", CUBE_T_ASSESS), TIME("predictability_ratio", CUBE_T_RELEASE_TOTAL),
	TIME("party_time_share", CUBE_T_RELEASE_TOTAL),
	{ .kpi = "revenue_collected", .title = "paid", .column = CUBE_PAID },
	{ .kpi = "revenue_vs_target", .title = "paid", .column = CUBE_PAID },
	{ .kpi = "required_daily_rate", .title = "paid", .column = CUBE_PAID },
	{ .kpi = "epay_share", .title = "paid", .column = CUBE_PAID },
	{ .kpi = "effective_tax_rate", .title = "assessed", .column = CUBE_ASSESSED_FINAL },
	{ .kpi = "exemption_ratio", .title = "exempt", .column = CUBE_EXEMPT },
	{ .kpi = "control_adjustment_yield", .title = "adjustment", .column = CUBE_TAX_ADJUSTMENT },
	{ .kpi = "adjustment_per_inspection", .title = "adjustment", .column = CUBE_TAX_ADJUSTMENT },
	{ .kpi = "trivial_adjustment_share", .title = "adjustment", .column = CUBE_TAX_ADJUSTMENT },
	{ .kpi = "hit_rate_significant", .title = "adjustment", .column = CUBE_HIT_ADJUSTMENT, .flag = CUBE_HIT },
	FLAG("hit_rate", "result", CUBE_HIT, "hit"), FLAG("lift_vs_random", "result", CUBE_HIT, "hit"),
	FLAG("document_hit_rate", "result", CUBE_DOCUMENT_HIT, "hit"),
	FLAG("physical_inspection_rate", "inspected", CUBE_PHYSICAL, "yes"),
	FLAG("document_check_rate", "checked", CUBE_DOCUMENT, "yes"), FLAG("nii_rate", "scanned", CUBE_SCANNER, "yes"),
	FLAG("query_rate", "query", CUBE_QUERIED, "yes"), FLAG("amendment_rate", "amended", CUBE_AMENDED, "yes"),
	FLAG("aeo_share", "trusted", CUBE_AEO, "yes"), FLAG("reroute_up_rate", "rerouted", CUBE_REROUTED_UP, "up"),
	FLAG("reroute_down_rate", "rerouted", CUBE_REROUTED_DOWN, "down"),
	FLAG("sequence_error_rate", "order", CUBE_SEQUENCE_ERROR, "wrong"),
	FLAG("red_not_inspected", "inspected", CUBE_PHYSICAL, "yes"),
};
static const struct measure age_measure = { .title = "age", .column = -1 };
static const struct measure plain_measure = { .title = "value of goods", .column = CUBE_CIF };

struct found {
	uint32_t declaration, office, lane, broker, status;
	double value;			/* hours, money, 1/0 of a flag; NaN when not recorded */
	uint32_t registered;
};

struct search {
	const struct measure *measure;
	double now;			/* local seconds since 2000, roughly: for ages */
	double older_than;		/* hours; 0: no limit */
	struct found *heap;		/* the smallest on top */
	size_t n;
	int64_t total;
	double money_unit;
};

struct declarations {
	struct panel panel;
	struct list list;
	char title[200], note[80];
	struct chart_column columns[7];
	bool opened;
};

/* The time of one owner; of none it is the time from arrival to release. */
static const struct measure *measure_of_owner(const char *owner)
{
	static const struct measure own[] = {
		TIME("customs", CUBE_OWN_CUSTOMS), TIME("agency", CUBE_OWN_AGENCY), TIME("trader", CUBE_OWN_TRADER),
		TIME("terminal", CUBE_OWN_TERMINAL), TIME("shared", CUBE_OWN_SHARED),
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(own[i].kpi, owner) == 0)
			return &own[i];
	return NULL;
}

static const struct measure *measure_of(const char *kpi, const char *category)
{
	const struct measure *own = strcmp(kpi, "party_time_share") == 0 ? measure_of_owner(category) : NULL;

	if (own)
		return own;
	if (strcmp(kpi, "open_aged") == 0)
		return &age_measure;
	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]); i++)
		if (strcmp(measures[i].kpi, kpi) == 0)
			return &measures[i];
	return &plain_measure;
}

bool drill_lists(const char *kpi)
{
	return measure_of(kpi, "") != &plain_measure;
}

static double rank_of(const struct found *found)
{
	return isnan(found->value) ? -1 : found->value;
}

static bool smaller(const struct found *a, const struct found *b)
{
	double left = rank_of(a), right = rank_of(b);

	return left < right || (left == right && a->declaration > b->declaration);
}

static void sift_down(struct search *search, size_t at)
{
	for (;;) {
		size_t least = at;

		for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < search->n; child++)
			if (smaller(&search->heap[child], &search->heap[least]))
				least = child;
		if (least == at)
			return;
		struct found swap = search->heap[at];

		search->heap[at] = search->heap[least];
		search->heap[least] = swap;
		at = least;
	}
}

static void keep(struct search *search, const struct found *found)
{
	if (search->n < LIST_MAX) {
		search->heap[search->n++] = *found;
		if (search->n == LIST_MAX)
			for (size_t i = LIST_MAX / 2 + 1; i-- > 0;)
				sift_down(search, i);
	} else if (smaller(&search->heap[0], found)) {
		search->heap[0] = *found;
		sift_down(search, 0);
	}
}

static double age_of(const struct search *search, const struct cube_batch *batch, uint32_t row)
{
	uint32_t registered = batch->u32[CUBE_AT_REGISTERED][row], arrived = batch->u32[CUBE_AT_ARRIVED][row];
	double start = registered;

	if (arrived != CUBE_NONE && arrived > registered && arrived <= search->now)
		start = arrived;
	return (search->now - start) / 3600;
}

static double value_of(const struct search *search, const struct cube_batch *batch, uint32_t row)
{
	const struct measure *measure = search->measure;

	if (measure == &age_measure)
		return age_of(search, batch, row);
	if (measure->column >= 0 && measure->column < CUBE_U32_COLUMNS) {
		uint32_t seconds = batch->u32[measure->column][row];

		return CUBE_IS_VALUE(seconds) ? seconds / 3600.0 : NAN;
	}
	if (measure->column >= 0) {
		int64_t money = batch->money[measure->column - CUBE_U32_COLUMNS][row];

		return money == CUBE_MONEY_NONE ? NAN : (double)money / search->money_unit;
	}
	return batch->u32[CUBE_FLAGS][row] & measure->flag ? 1 : 0;
}

static bool in_hours(const struct measure *measure)
{
	return measure->column >= 0 && measure->column < CUBE_U32_COLUMNS;
}

static bool visit(void *context, const struct cube_batch *batch)
{
	struct search *search = context;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		struct found found = { .declaration = batch->u32[CUBE_DECLARATION][row], .office = batch->u32[CUBE_OFFICE][row],
			.lane = batch->u32[CUBE_LANE][row], .broker = batch->u32[CUBE_BROKER][row],
			.status = batch->u32[CUBE_STATUS][row], .registered = batch->u32[CUBE_AT_REGISTERED][row],
			.value = value_of(search, batch, row) };

		if (in_hours(search->measure) && isnan(found.value))
			continue;
		if (search->measure == &age_measure && !(found.value > search->older_than))
			continue;
		search->total++;
		keep(search, &found);
	}
	return true;
}

static bool collect(struct declarations *declarations, const struct panel_context *context, struct search *search,
	struct err *err)
{
	int columns[12] = { CUBE_DECLARATION, CUBE_OFFICE, CUBE_LANE, CUBE_BROKER, CUBE_STATUS, CUBE_AT_REGISTERED, CUBE_FLAGS,
		CUBE_AT_ARRIVED };
	size_t n = 8;
	struct arena *arena = &declarations->panel.arena;
	const struct kpi_def *def = kpi_find(declarations->panel.subject.kpi);
	struct kpi_query query;
	struct cube_slice slice;

	if (!def)
		return err_set(err, ERR_USAGE, "There is no figure whose declarations could be listed.");
	search->heap = arena_array(arena, LIST_MAX, sizeof(*search->heap));
	if (!search->heap)
		return err_memory(err);
	if (search->measure->column >= 0)
		columns[n++] = search->measure->column;
	return scope_query(context->scope, arena, &query, err) && kpi_slice(context->env, def, &query, arena, &slice, err) &&
	       cube_scan(context->env->cube, &slice, columns, n, visit, search, err);
}

static int compare_found(const void *a, const void *b)
{
	return smaller(a, b) ? 1 : smaller(b, a) ? -1 : 0;
}

static const char *value_text(const struct search *search, double value, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *copy;

	if (search->measure->column < 0 && search->measure != &age_measure)
		return value > 0 ? search->measure->yes : "-";
	if (search->measure == &age_measure || in_hours(search->measure))
		kpi_format_value(value, KPI_HOURS, false, &text);
	else
		kpi_format_value(value, KPI_MONEY, false, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}

static const char *code_text(const struct panel_context *context, uint32_t code)
{
	const char *text = code ? store_code_text(context->env->store, code) : NULL;

	return text ? text : "";
}

static const char *registered_text(uint32_t seconds, struct arena *arena)
{
	char buffer[32];
	char *text = arena_strdup(arena, time_seconds_format((int64_t)seconds + (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS,
		buffer));

	if (!text || strlen(text) < 16)
		return "";
	text[10] = ' ';
	text[16] = '\0';
	return text;
}

static bool id_of(struct store_rows *rows, uint32_t declaration, struct arena *arena, const char **ret_id, struct err *err)
{
	int got;

	store_rows_bind_int(rows, 1, declaration);
	got = store_rows_next(rows, err);
	if (got < 0)
		return false;
	*ret_id = got == 1 ? arena_strdup(arena, store_rows_text(rows, 0)) : "";
	while (got == 1)
		got = store_rows_next(rows, err);
	return got == 0;
}

static bool fill(struct declarations *declarations, const struct panel_context *context, const struct search *search,
	struct err *err)
{
	struct arena *arena = &declarations->panel.arena;
	struct store_rows *rows = NULL;
	bool ok = store_rows_open(context->env->store, "panel_declaration_id", &rows, err);

	for (size_t i = 0; ok && i < search->n; i++) {
		const struct found *found = &search->heap[i];
		struct list_row *out = list_add(&declarations->list);
		const char *id = "";

		ok = id_of(rows, found->declaration, arena, &id, err);
		out->cells[0] = (struct list_cell){ .text = id, .sort = NAN };
		out->cells[1] = (struct list_cell){ .text = value_text(search, found->value, arena), .role = CANVAS_VALUE,
			.sort = found->value };
		out->cells[2] = (struct list_cell){ .text = names_value_in(context, "office", code_text(context, found->office), arena) };
		out->cells[3] = (struct list_cell){ .text = code_text(context, found->lane) };
		out->cells[4] = (struct list_cell){ .text = found->broker ?
			names_value_in(context, "broker", code_text(context, found->broker), arena) : "" };
		out->cells[5] = (struct list_cell){ .text = code_text(context, found->status) };
		out->cells[6] = (struct list_cell){ .text = registered_text(found->registered, arena), .role = CANVAS_MUTED,
			.sort = found->registered };
		out->focus.declaration = found->declaration;
		out->focus.drills = true;
		snprintf(out->focus.kpi, sizeof(out->focus.kpi), "%s", declarations->panel.subject.kpi);
		snprintf(out->focus.category, sizeof(out->focus.category), "%s", declarations->panel.subject.category);
	}
	store_rows_close(rows);
	return ok;
}

static void lay_columns(struct declarations *declarations, const struct search *search)
{
	const struct chart_column columns[] = {
		{ .title = "declaration", .cells = 18 },
		{ .title = search->measure->title, .cells = 12, .right = true },
		{ .title = "post", .cells = 14, .priority = 2 },
		{ .title = "lane", .cells = 7, .priority = 3 },
		{ .title = "broker", .cells = 12, .priority = 4 },
		{ .title = "status", .cells = 10, .priority = 1 },
		{ .title = "registered", .cells = 17, .priority = 5, .right = true },
	};

	memcpy(declarations->columns, columns, sizeof(columns));
}

/* Local time of the posts is close enough to UTC to age a file by hours; its own page has it to the minute. */
static double stock_time(const struct panel_context *context)
{
	int64_t end = (int64_t)(context->scope->to + 1) * TIME_DAY_SECONDS;
	int64_t at = end < context->env->now ? end : context->env->now;

	return (double)(at - (int64_t)CUBE_EPOCH_DAY * TIME_DAY_SECONDS);
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct declarations *declarations = (struct declarations *)panel;
	struct search search = { .measure = measure_of(panel->subject.kpi, panel->subject.category), .now = stock_time(context),
		.money_unit = figures_money_unit(kpi_currency(context->env)) };
	const struct kpi_def *def = kpi_find(panel->subject.kpi);

	if (!declarations->opened)
		list_init(&declarations->list);
	declarations->opened = true;
	if (search.measure == &age_measure)
		search.older_than = strtod(panel->subject.category, NULL);
	if (!collect(declarations, context, &search, err))
		return false;
	lay_columns(declarations, &search);
	qsort(search.heap, search.n, sizeof(*search.heap), compare_found);
	if (!list_begin(&declarations->list, declarations->columns, 7, search.n, &panel->arena, err) ||
	    !fill(declarations, context, &search, err))
		return false;
	snprintf(declarations->title, sizeof(declarations->title), "Declarations behind %s",
		figures_subject(def, panel->subject.stat[0] ? panel->subject.stat : NULL, panel->subject.category, &panel->arena));
	if (search.total > LIST_MAX)
		snprintf(declarations->note, sizeof(declarations->note), "the first %d of %s", LIST_MAX,
			figures_count(search.total, &panel->arena));
	else
		snprintf(declarations->note, sizeof(declarations->note), "%s", figures_count(search.total, &panel->arena));
	declarations->list.title = declarations->title;
	declarations->list.note = declarations->note;
	declarations->list.empty = "No declaration stands behind this figure in this period.";
	list_end(&declarations->list);
	return true;
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	list_paint(&((const struct declarations *)panel)->list, area, panel->active);
}

static enum request on_request(struct panel *panel, enum request request)
{
	return list_on_request(&((struct declarations *)panel)->list, request, panel->rows - 3);
}

static bool can(const struct panel *panel, enum request request)
{
	return list_can(&((const struct declarations *)panel)->list, request);
}

static void focus(const struct panel *panel, struct panel_focus *ret_focus)
{
	list_focus(&((const struct declarations *)panel)->list, ret_focus);
}

static void unload(struct panel *panel)
{
	list_forget(&((struct declarations *)panel)->list);
}

static const struct list *lists(const struct panel *panel, size_t *ret_n)
{
	*ret_n = 1;
	return &((const struct declarations *)panel)->list;
}

static void look(struct panel *panel, struct panel_look *parts)
{
	struct declarations *declarations = (struct declarations *)panel;

	list_look(&declarations->list, parts);
}

const struct panel_ops panel_declarations = {
	.name = "declarations",
	.title = "declarations",
	.size = sizeof(struct declarations),
	.load = load,
	.paint = paint,
	.on_request = on_request,
	.focus = focus,
	.can = can,
	.lists = lists,
	.look = look,
	.unload = unload,
};
