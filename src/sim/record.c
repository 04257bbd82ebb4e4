/* record.c - a file of the simulation as rows: one declaration, and whatever hangs on it.
 *
 * Queries and holds can repeat, so they stand in milestones.csv; the times of examinations stand with their
 * inspection. */
#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "columns.h"

static const char *const type_names[] = { "document", "physical", "scanner", "laboratory" };
static const char *const outcome_names[] = { "", "conform", "minor", "noncompliant" };
static const char *const finding_names[] = {
	"", "value", "classification", "origin", "quantity", "undeclared", "prohibited", "ipr"};

static void milestone(struct sim_record *record, const struct sim_view *view, const char *code, sim_time at,
	const char *party, int sequence)
{
	struct sim_out *out = record->milestones;

	if (!sim_view_knows(view, at))
		return;
	sim_put_id(out, view);
	sim_out_text(out, code);
	sim_put_time(out, record->world, at);
	sim_out_text(out, party);
	if (!strcmp(code, "QRY_S"))
		sim_put_assessor(out, view);
	else
		sim_out_empty(out);
	sim_out_int(out, sequence);
	sim_out_end(out);
}

static void loops(struct sim_record *record, const struct sim_view *view)
{
	const struct sim_case *c = view->c;

	for (int i = 0; i < c->n_queries; i++) {
		milestone(record, view, "QRY_S", c->queries[i].from, "customs", i + 1);
		milestone(record, view, "QRY_E", c->queries[i].to, "trader", i + 1);
	}
	for (int i = 0; i < c->n_holds; i++) {
		milestone(record, view, "OGA_S", c->holds[i].from, "agency", i + 1);
		milestone(record, view, "OGA_E", c->holds[i].to, "agency", i + 1);
	}
}

static void inspection_id(struct sim_out *out, const struct sim_view *view, int number)
{
	const struct sim_case *c = view->c;
	const char rest[] = {(char)('0' + c->year / 10 % 10), (char)('0' + c->year % 10), 'X',
		(char)('1' + number), '-', '\0'};
	char buffer[24];

	sim_id_prefix(buffer, view->room->world, c->post, rest);
	sim_out_id(out, buffer, c->serial, 5);
}

static void inspection_times(struct sim_out *out, const struct sim_view *view, const struct sim_exam *exam,
	struct sim_random *random)
{
	const sim_time times[] = { exam->called, exam->presented, exam->started, exam->ended };

	for (int i = 0; i < 4; i++) {
		bool lost = sim_random_chance(random, view->room->world->scenario->world.missing / 2);

		sim_put_time(out, view->room->world, !lost && sim_view_knows(view, times[i]) &&
			exam->type != SIM_DOCUMENT ? times[i] : SIM_NEVER);
	}
}

static void inspection(
	struct sim_record *record, const struct sim_view *view, int number, struct sim_random *random)
{
	const struct sim_exam *exam = &view->c->exams[number];
	struct sim_out *out = record->inspections;
	bool done = sim_view_knows(view, exam->ended), found = done && exam->outcome > SIM_CONFORM;

	if (!sim_view_knows(view, exam->type == SIM_DOCUMENT ? exam->ended : exam->called))
		return;
	inspection_id(out, view, number);
	sim_put_id(out, view);
	sim_out_text(out, type_names[exam->type]);
	if (exam->officer < 0)
		sim_out_empty(out);
	else
		sim_put_officer(out, record->world, view->c->post, exam->type == SIM_DOCUMENT ? 'A' : 'X',
			exam->officer);
	inspection_times(out, view, exam, random);
	sim_out_text(out, done ? outcome_names[exam->outcome] : "");
	sim_out_text(out, found ? finding_names[exam->finding] : "");
	sim_out_decimal(out, done ? exam->adjustment : 0, 3);
	sim_out_decimal(out, done ? exam->penalty : 0, 3);
	sim_out_decimal(out, done ? exam->penalty_paid : 0, 3);
	if (exam->type == SIM_DOCUMENT)
		sim_out_empty(out);
	else
		sim_out_int(out, exam->containers);
	sim_out_end(out);
}

static void reroutes(struct sim_record *record, const struct sim_view *view)
{
	struct sim_out *out = record->reroutes;

	for (int i = 0; i < view->c->n_reroutes; i++) {
		const struct sim_reroute *reroute = &view->c->reroutes[i];

		if (!sim_view_knows(view, reroute->at))
			continue;
		sim_put_id(out, view);
		sim_put_time(out, record->world, reroute->at);
		sim_out_text(out, sim_lane_name((enum sim_lane)reroute->from));
		sim_out_text(out, sim_lane_name((enum sim_lane)reroute->to));
		if (reroute->automatic)
			sim_out_empty(out);
		else
			sim_put_assessor(out, view);
		sim_out_int(out, reroute->automatic);
		sim_out_text(out, reroute->reason);
		sim_out_end(out);
	}
}

static const char *agency_of(const char *hs, int number)
{
	if (number)
		return "standards";
	if (strncmp(hs, "25", 2) < 0)
		return hs[0] == '0' && hs[1] < '6' ? "veterinary" : "food safety";
	return !strncmp(hs, "30", 2) ? "medicines" : !strncmp(hs, "85", 2) ? "telecoms" : "environment";
}

static void permits(struct sim_record *record, const struct sim_view *view, struct sim_random *random)
{
	struct sim_out *out = record->permits;

	for (int i = 0; i < view->c->n_permits; i++) {
		sim_put_id(out, view);
		sim_out_id(out, i ? "Q" : "P", (int64_t)(sim_random_next(random) >> 44), 7);
		sim_out_text(out, agency_of(record->world->scenario->goods[view->c->hs].hs, i));
		sim_out_int(out, view->c->single_window[i]);
		sim_put_time(out, record->world,
			sim_view_knows(view, view->c->permit_at[i]) ? view->c->permit_at[i] : SIM_NEVER);
		sim_out_int(out, sim_random_chance(random, 0.22));
		sim_out_end(out);
	}
}

static void seizure(struct sim_record *record, const struct sim_view *view, const struct sim_exam *exam,
	struct sim_random *random)
{
	static const char *const prohibited[] = { "drugs", "drugs", "environment", "security", "heritage" };
	struct sim_out *out = record->seizures;
	bool ipr = exam->finding == SIM_FOUND_IPR;

	sim_out_id(out, "S", ++record->n_seizures, 5);
	sim_put_time(out, record->world, exam->ended);
	sim_put_office(out, view);
	sim_out_text(out, ipr                                     ? "ipr"
			  : exam->finding == SIM_FOUND_PROHIBITED ? prohibited[sim_random_below(random, 5)]
								  : "revenue");
	sim_out_text(out, exam->type == SIM_SCAN ? "scanner" : "examination");
	sim_out_int(out, 1 + (int64_t)sim_random_lognormal(random, ipr ? 400 : 25, 1.2));
	sim_out_text(out, ipr ? "pieces" : "kg");
	sim_out_decimal(out, view->c->cif / 4 / 1000 * 1000, 3);
	sim_put_id(out, view);
	sim_out_end(out);
}

static void audit(struct sim_record *record, const struct sim_view *view, struct sim_random *random)
{
	const struct sim_case *c = view->c;
	double u = sim_random_uniform(random), chance = c->lane_final == SIM_BLUE ? 0.035 : 0.004;
	int32_t horizon = view->horizon / SIM_DAY, opened, closed;
	bool hit = sim_random_chance(random, c->illicit && !c->adjustment ? 0.8 : 0.22);
	int64_t assessed =
		hit ? (int64_t)((double)c->cif * sim_random_lognormal(random, 0.03, 1.3)) / 1000 * 1000 : 0;
	struct sim_out *out = record->audits;

	if (u > chance || c->flow != SIM_IMPORT || view->at[SIM_REL] == SIM_NEVER)
		return;
	opened = view->at[SIM_REL] / SIM_DAY + 20 + sim_random_below(random, 70);
	closed = opened + 15 + sim_random_below(random, 90);
	if (opened >= horizon)
		return;
	sim_out_id(out, "A", ++record->n_audits, 4);
	sim_put_id(out, view);
	sim_put_importer(out, view);
	sim_out_day(out, record->world->origin_day + opened);
	if (closed < horizon) {
		sim_out_day(out, record->world->origin_day + closed);
		sim_out_decimal(out, assessed, 3);
		sim_out_decimal(out, sim_random_chance(random, 0.7) ? assessed : assessed / 5000 * 2000, 3);
	} else {
		sim_out_empty(out);
		sim_out_empty(out);
		sim_out_empty(out);
	}
	sim_out_end(out);
}

static void details(struct sim_record *record, const struct sim_view *view)
{
	struct sim_random random = sim_random_make(
		record->world->seed, SIM_STREAM_NOISE, (uint64_t)view->c->post, view->c->number);

	loops(record, view);
	for (int i = 0; i < view->c->n_exams; i++) {
		const struct sim_exam *exam = &view->c->exams[i];

		inspection(record, view, i, &random);
		if (exam->outcome == SIM_NONCOMPLIANT && exam->type == SIM_PHYSICAL &&
			sim_view_knows(view, exam->ended) &&
			(exam->finding >= SIM_FOUND_PROHIBITED ||
				(exam->finding == SIM_FOUND_UNDECLARED && view->c->number % 3 == 0)))
			seizure(record, view, exam, &random);
	}
	reroutes(record, view);
	permits(record, view, &random);
	audit(record, view, &random);
}

static void revenue(struct sim_record *record, const struct sim_view *view)
{
	int32_t day = sim_view_pay_day(view);
	int64_t *heads;

	if (day < 0 || day >= record->world->n_days)
		return;
	heads = record->revenue + ((int64_t)view->c->post * record->world->n_days + day) * SIM_HEADS;
	for (int h = 0; h < SIM_HEADS; h++)
		heads[h] += view->c->heads[h];
	heads[SIM_DUTY] += view->c->adjustment;
}

static bool keep(struct sim_record *record, const struct sim_view *view, struct err *err)
{
	if (record->n_later == record->cap_later) {
		size_t cap = record->cap_later ? record->cap_later * 2 : 64;
		struct sim_later *later = realloc(record->later, cap * sizeof *later);

		if (!later)
			return err_memory(err);
		record->later = later;
		record->cap_later = cap;
	}
	record->later[record->n_later++] = (struct sim_later){ *view->c, view->room, view->amended_late };
	return true;
}

/* As it was declared at first, before somebody corrected the value. */
static void first_version(struct sim_record *record, struct sim_view view)
{
	struct sim_case first = *view.c;

	first.cif -= first.cif / 14000 * 1000;
	view.c = &first;
	sim_columns_row(record->declarations, &view, false);
}

bool sim_record_put(
	struct sim_record *record, const struct sim_case *c, const struct sim_room *room, struct err *err)
{
	struct sim_view view;

	sim_view_init(&view, c, room, record->horizons[c->post]);
	revenue(record, &view);
	record->rows++;
	if (record->wide) {
		sim_columns_row(record->declarations, &view, record->wide);
		return true;
	}
	if (view.amended_late)
		first_version(record, view);
	else
		sim_columns_row(record->declarations, &view, false);
	details(record, &view);
	return !(view.amended_late || view.twice) || keep(record, &view, err);
}

void sim_record_finish(struct sim_record *record)
{
	for (size_t i = 0; i < record->n_later; i++) {
		const struct sim_later *later = &record->later[i];
		struct sim_view view;

		sim_view_init(&view, &later->c, later->room, record->horizons[later->c.post]);
		if (later->amended) {
			view.version++;
			view.changed = true;
			view.updated += (2 + (sim_time)(later->c.number % 18)) * SIM_DAY;
			if (view.updated >= view.horizon)
				view.updated = view.horizon - 60;
		}
		sim_columns_row(record->declarations, &view, false);
	}
}

bool sim_record_open(struct sim_record *record, struct sim_pack *pack, struct arena *arena,
	const struct sim_world *world, const sim_time *horizons, bool wide, struct err *err)
{
	size_t cells = (size_t)world->scenario->n_posts * (size_t)world->n_days * SIM_HEADS;

	*record = (struct sim_record){ .world = world, .wide = wide, .horizons = horizons,
		.revenue = arena_array(arena, cells, sizeof(int64_t)) };
	if (!record->revenue)
		return err_memory(err);
	if (!sim_pack_add(pack, "declarations.csv", NULL, &record->declarations, err))
		return false;
	sim_columns_header(record->declarations, wide);
	return wide ||
	       (sim_pack_add(pack, "milestones.csv", "declaration_id,code,at,party,user_id,sequence",
			&record->milestones, err) &&
		       sim_pack_add(pack, "inspections.csv",
			       "inspection_id,declaration_id,type,officer_id,called_at,presented_at,"
			       "started_at,ended_at,outcome,finding,tax_adjustment,penalty,penalty_paid,"
			       "container_count",
			       &record->inspections, err) &&
		       sim_pack_add(pack, "reroutes.csv",
			       "declaration_id,at,lane_from,lane_to,officer_id,automatic,reason",
			       &record->reroutes, err) &&
		       sim_pack_add(pack, "permits.csv",
			       "declaration_id,permit_id,agency,single_window,issued_at,inspected",
			       &record->permits, err) &&
		       sim_pack_add(pack, "seizures.csv",
			       "seizure_id,at,office,type,method,quantity,unit,value,declaration_id",
			       &record->seizures, err) &&
		       sim_pack_add(pack, "audits.csv",
			       "audit_id,declaration_id,importer_id,opened_on,closed_on,assessed,collected",
			       &record->audits, err));
}

void sim_record_close(struct sim_record *record)
{
	free(record->later);
	record->later = NULL;
}
