/* columns.c - declarations.csv: one table of columns, each with the few lines that write it.
 *
 * The wide form for benchmarks is a selection of the same table. Ids are made here, so that every file spells
 * them alike. */
#include "columns.h"

#include <string.h>

#include "base/time.h"

static const char *const flow_names[] = { "import", "export", "transit" };
static const char *const regimes[3][6] = {
	{"4000", "4071", "7100", "5300", "5100", "6021"},
	{"1000", "3071", "2100", "1000", "1000", "1000"},
	{"8000", "8000", "8000", "8000", "8000", "8000"},
};
static const char *const modes[] = { [SIM_SEA] = "1", [SIM_AIR] = "4", [SIM_LAND] = "3", [SIM_RAIL] = "2",
	[SIM_INLAND] = "3", [SIM_MAIL] = "5" };
static const char *const status_names[] = {"registered", "selected", "assessed", "paid", "released", "exited",
	"cancelled", "rejected", "seized", "abandoned"};
static const char *const reason_names[] = { "none", "rule", "random", "manual", "model", "mandatory" };
static const char *const payment_names[] = { "", "cash", "bank", "electronic", "deferred" };
static const char *const assigned_names[] = { "", "system", "manual", "self" };

void sim_put_time(struct sim_out *out, const struct sim_world *world, sim_time t)
{
	if (t == SIM_NEVER)
		sim_out_empty(out);
	else
		sim_out_stamp(out, sim_world_local(world, t));
}

void sim_id_prefix(char ret_prefix[24], const struct sim_world *world, int post, const char *rest)
{
	const char *office = world->scenario->posts[post].id;
	size_t n = strnlen(office, 12);

	memcpy(ret_prefix, office, n);
	memcpy(ret_prefix + n, rest, strnlen(rest, 11) + 1);
}

void sim_put_declaration(struct sim_out *out, const struct sim_world *world, const struct sim_case *c)
{
	const char rest[] = { (char)('0' + c->year / 10 % 10), (char)('0' + c->year % 10), '-', '\0' };
	char buffer[24];

	sim_id_prefix(buffer, world, c->post, rest);
	sim_out_id(out, buffer, c->serial, 5);
}

void sim_put_officer(struct sim_out *out, const struct sim_world *world, int post, char role, int number)
{
	const char rest[] = { '-', role, '\0' };
	char buffer[24];

	sim_id_prefix(buffer, world, post, rest);
	sim_out_id(out, buffer, number + 1, 2);
}

static void put_mark(struct sim_out *out, const struct sim_view *view, enum sim_mark mark)
{
	if (view->at[mark] != SIM_NEVER && view->day_only >> mark & 1)
		sim_out_day(out, view->room->world->origin_day + view->at[mark] / SIM_DAY);
	else
		sim_put_time(out, view->room->world, view->at[mark]);
}

static const struct sim_goods *goods_of(const struct sim_view *view)
{
	return &view->room->world->scenario->goods[view->c->hs];
}

void sim_put_id(struct sim_out *out, const struct sim_view *view)
{
	sim_put_declaration(out, view->room->world, view->c);
}

void sim_put_office(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, view->room->world->scenario->posts[view->c->post].id);
}

static void put_flow(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, flow_names[view->c->flow]);
}

static void put_regime(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, regimes[view->c->flow][view->c->regime]);
}

static void put_status(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, status_names[view->status]);
}

static void put_mode(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, modes[view->room->world->scenario->posts[view->c->post].kind]);
}

void sim_put_importer(struct sim_out *out, const struct sim_view *view)
{
	sim_out_id(out, view->c->flow == SIM_EXPORT ? "E" : "T", view->c->importer + 1, 4);
}

static void put_broker(struct sim_out *out, const struct sim_view *view)
{
	sim_out_id(out, "B", view->c->broker + 1, 2);
}

static void put_aeo(struct sim_out *out, const struct sim_view *view)
{
	sim_out_int(out, view->c->aeo);
}

static void put_origin(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, view->room->world->scenario->origins[view->c->origin].code);
}

static void put_hs(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, goods_of(view)->hs);
}

static void put_items(struct sim_out *out, const struct sim_view *view)
{
	sim_out_int(out, view->c->items);
}

static void put_kilos(struct sim_out *out, const struct sim_view *view)
{
	sim_out_int(out, view->c->kilos);
}

static void put_cif(struct sim_out *out, const struct sim_view *view)
{
	sim_out_decimal(out, view->c->cif, 3);
}

static void put_currency(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, view->room->world->scenario->world.currency);
}

static void put_initial(struct sim_out *out, const struct sim_view *view)
{
	sim_out_decimal(out, sim_view_paid(view) - view->c->adjustment, 3);
}

static void put_final(struct sim_out *out, const struct sim_view *view)
{
	if (view->assessed)
		sim_out_decimal(out, sim_view_paid(view), 3);
	else
		sim_out_empty(out);
}

static void put_paid(struct sim_out *out, const struct sim_view *view)
{
	if (view->paid)
		sim_out_decimal(out, sim_view_paid(view), 3);
	else
		sim_out_empty(out);
}

static void put_exempt(struct sim_out *out, const struct sim_view *view)
{
	sim_out_decimal(out, view->c->exempt, 3);
}

static void put_payment(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, view->paid ? payment_names[view->c->payment] : "");
}

static void put_paper(struct sim_out *out, const struct sim_view *view)
{
	sim_out_int(out, view->c->paper);
}

static bool is_selected(const struct sim_view *view)
{
	return view->c->end != SIM_END_REJECTED && view->c->at[SIM_SEL] < view->horizon;
}

static void put_lane(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, is_selected(view) ? sim_lane_name((enum sim_lane)view->c->lane) : "");
}

static void put_lane_final(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, is_selected(view) ? sim_lane_name(view->lane_final) : "");
}

static void put_reason(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(out, is_selected(view) ? reason_names[view->c->reason] : "");
}

static void put_rule(struct sim_out *out, const struct sim_view *view)
{
	const struct sim_scenario *scenario = view->room->world->scenario;
	const struct sim_case *c = view->c;
	char both[64];
	size_t n, m;

	if (c->n_rules < 2) {
		sim_out_word(out, c->n_rules && is_selected(view) ? scenario->rules[c->rules[0]].id : "");
		return;
	}
	n = strlen(scenario->rules[c->rules[0]].id) % 31;
	m = strlen(scenario->rules[c->rules[1]].id) % 31;
	memcpy(both, scenario->rules[c->rules[0]].id, n);
	both[n] = '|';
	memcpy(both + n + 1, scenario->rules[c->rules[1]].id, m);
	both[n + 1 + m] = '\0';
	sim_out_word(out, is_selected(view) ? both : "");
}

static void put_score(struct sim_out *out, const struct sim_view *view)
{
	sim_out_decimal(out, (int64_t)((double)view->c->score * 1000 + 0.5), 3);
}

void sim_put_assessor(struct sim_out *out, const struct sim_view *view)
{
	if (view->c->officer < 0 || !sim_view_knows(view, view->c->at[SIM_ASG]))
		sim_out_empty(out);
	else
		sim_put_officer(out, view->room->world, view->c->post, 'A', view->c->officer);
}

static void put_assigned(struct sim_out *out, const struct sim_view *view)
{
	sim_out_word(
		out, sim_view_knows(view, view->c->at[SIM_ASG]) ? assigned_names[view->c->assigned] : "");
}

static void put_version(struct sim_out *out, const struct sim_view *view)
{
	sim_out_int(out, view->version);
}

static void put_updated(struct sim_out *out, const struct sim_view *view)
{
	sim_put_time(out, view->room->world, view->changed ? view->updated : SIM_NEVER);
}

#define MARK(function, mark) static void function(struct sim_out *out, const struct sim_view *view) \
	{ put_mark(out, view, mark); }
MARK(put_arrived, SIM_ARR)
MARK(put_discharged, SIM_DIS)
MARK(put_registered, SIM_LDG)
MARK(put_selected_at, SIM_SEL)
MARK(put_assigned_at, SIM_ASG)
MARK(put_document_started, SIM_DOC_S)
MARK(put_document_ended, SIM_DOC_E)
MARK(put_assessed_at, SIM_ASM)
MARK(put_paid_at, SIM_PAY)
MARK(put_released_at, SIM_REL)
MARK(put_exited_at, SIM_GOUT)

static const struct {
	const char *name;
	void (*put)(struct sim_out *out, const struct sim_view *view);
	bool wide;
} columns[] = {
	{"declaration_id", sim_put_id, true},
	{"office", sim_put_office, true},
	{"flow", put_flow, true},
	{"registered_at", put_registered, true},
	{"regime", put_regime, true},
	{"status", put_status, true},
	{"mode", put_mode, true},
	{"importer_id", sim_put_importer, true},
	{"broker_id", put_broker, true},
	{"aeo", put_aeo, false},
	{"origin", put_origin, true},
	{"hs", put_hs, true},
	{"item_count", put_items, false},
	{"gross_kg", put_kilos, false},
	{"cif_value", put_cif, true},
	{"currency", put_currency, true},
	{"assessed_initial", put_initial, false},
	{"assessed_final", put_final, true},
	{"paid_amount", put_paid, true},
	{"exempt_amount", put_exempt, false},
	{"payment_mode", put_payment, false},
	{"paper", put_paper, false},
	{"lane_initial", put_lane, true},
	{"lane_final", put_lane_final, true},
	{"select_reason", put_reason, true},
	{"rule_id", put_rule, false},
	{"score", put_score, false},
	{"officer_id", sim_put_assessor, true},
	{"assigned_by", put_assigned, false},
	{"version", put_version, false},
	{"updated_at", put_updated, false},
	{"arrived_at", put_arrived, true},
	{"discharged_at", put_discharged, false},
	{"selected_at", put_selected_at, false},
	{"assigned_at", put_assigned_at, false},
	{"document_started_at", put_document_started, false},
	{"document_ended_at", put_document_ended, false},
	{"assessed_at", put_assessed_at, true},
	{"paid_at", put_paid_at, true},
	{"released_at", put_released_at, true},
	{"exited_at", put_exited_at, true},
};

void sim_columns_header(struct sim_out *out, bool wide)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (!wide || columns[i].wide)
			sim_out_word(out, columns[i].name);
	sim_out_end(out);
}

void sim_columns_row(struct sim_out *out, const struct sim_view *view, bool wide)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (!wide || columns[i].wide)
			columns[i].put(out, view);
	sim_out_end(out);
}
