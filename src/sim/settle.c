/* settle.c - money and what follows assessment: duties and taxes, findings, payment, other agencies, release,
 * exit.
 *
 * None of it queues for an officer's desk, so it is worked out in one go. Amounts are in thousandths, rounded
 * to ten. */
#include "case.h"

static int64_t round_money(double amount)
{
	return (int64_t)(amount / 10 + 0.5) * 10;
}

static bool is_suspended(const struct sim_case *c)
{
	/* Warehousing, temporary admission, processing, transit; exports pay a fee alone. */
	return c->flow == SIM_TRANSIT || (c->flow == SIM_IMPORT && c->regime >= 2 && c->regime <= 4);
}

void sim_case_tax(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_scenario *scenario = room->world->scenario;
	const struct sim_goods *goods = &scenario->goods[c->hs];
	double cif = (double)c->cif, duty = cif * goods->duty, excise = cif * goods->excise;
	double vat = (cif + duty + excise) * scenario->world.vat, u = sim_random_uniform(&c->random);

	c->heads[SIM_OTHER] = c->flow == SIM_TRANSIT ? 0 : round_money(cif * 0.002) + 5000;
	if (c->flow != SIM_IMPORT || is_suspended(c))
		return;
	if (u < 0.025) {	/* exempt by law: all of it */
		c->exempt = round_money(duty + excise + vat);
		return;
	}
	if (scenario->origins[c->origin].preference && u < 0.7) {
		c->exempt = round_money(duty);
		duty = 0;
	}
	c->heads[SIM_DUTY] = round_money(duty);
	c->heads[SIM_EXCISE] = round_money(excise);
	c->heads[SIM_VAT] = round_money(vat);
}

static enum sim_finding finding_draw(struct sim_case *c)
{
	static const double until[] = { 0.38, 0.60, 0.70, 0.86, 0.94, 0.97, 1 };
	double u = sim_random_uniform(&c->random);
	int i = 0;

	while (u > until[i])
		i++;
	return (enum sim_finding)(SIM_FOUND_VALUE + i);
}

/* A few cases bring most of the money. */
static void adjust(struct sim_case *c, struct sim_exam *exam, double median, double sigma)
{
	double share = sim_random_lognormal(&c->random, median, sigma);
	int64_t amount = round_money((double)c->cif * (share < 1.5 ? share : 1.5)) + 10000;

	exam->adjustment = amount;
	c->adjustment += amount;
	if (sim_random_chance(&c->random, 0.6)) {
		exam->penalty = round_money((double)amount * sim_random_lognormal(&c->random, 0.5, 0.6));
		exam->penalty_paid = sim_random_chance(&c->random, 0.65) ? exam->penalty :
			round_money((double)exam->penalty * 0.4 * sim_random_below(&c->random, 2));
	}
}

void sim_case_judge(struct sim_case *c, const struct sim_room *room, struct sim_exam *exam)
{
	static const double sees[] = {
		[SIM_DOCUMENT] = 0.25, [SIM_PHYSICAL] = 0.9, [SIM_SCAN] = 0.8, [SIM_LABORATORY] = 0.9};
	double u = sim_random_uniform(&c->random), trifle = sim_random_uniform(&c->random);

	exam->outcome = SIM_CONFORM;
	if (c->pair)
		return;
	if (c->illicit && u < sees[exam->type]) {
		exam->outcome = SIM_NONCOMPLIANT;
		if (!c->finding)
			c->finding = (uint8_t)finding_draw(c);
		exam->finding = c->finding;
		if (exam->type != SIM_SCAN && c->finding != SIM_FOUND_PROHIBITED && !c->adjustment)
			adjust(c, exam, 0.045, 1.7);
		if (exam->type == SIM_PHYSICAL && c->finding == SIM_FOUND_PROHIBITED)
			c->end = SIM_END_SEIZED;
	} else if (trifle < 0.06) {
		exam->outcome = SIM_MINOR;
		exam->finding = SIM_FOUND_QUANTITY;
		if (exam->type != SIM_SCAN && trifle < 0.03)
			c->adjustment += exam->adjustment =
				round_money(sim_random_lognormal(&c->random, 9000, 0.8));
	}
	if (sim_random_chance(&c->random, room->world->scenario->world.unrecorded))
		exam->outcome = SIM_UNRECORDED;
}

static int64_t due(const struct sim_case *c)
{
	return c->heads[SIM_DUTY] + c->heads[SIM_VAT] + c->heads[SIM_EXCISE] + c->heads[SIM_OTHER] +
	       c->adjustment;
}

static void pay(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_world *world = room->world;
	double epay = sim_world_ramp(world, world->scenario->world.epay, c->at[SIM_ASM] / SIM_DAY);
	double u = sim_random_uniform(&c->random);
	sim_time lag = sim_case_span(c, room, SIM_STAGE_PAY, 1);

	if (due(c) == 0)
		return;
	if (c->dispute)
		lag += (sim_time)(sim_random_lognormal(&c->random, 10, 1) * SIM_DAY);
	if (c->aeo && u < 0.6) {
		c->payment = SIM_DEFERRED;
		c->at[SIM_PAY] = c->at[SIM_ASM] + 120;
	} else if (u < epay) {
		c->payment = SIM_ELECTRONIC;
		c->at[SIM_PAY] = c->at[SIM_ASM] + lag / 2 + 60;
	} else {
		c->payment = u < epay + (1 - epay) * 0.2 ? SIM_CASH : SIM_BANK;
		c->at[SIM_PAY] = sim_world_bank(world, c->at[SIM_ASM] + lag);
		c->at[SIM_PAY] += sim_random_below(&c->random, 2 * SIM_HOUR);
	}
}

/* Other agencies: on paper they begin when the goods are there; through the single window they begin at once.
 */
static void hold(struct sim_case *c, const struct sim_room *room, int i)
{
	const struct sim_world *world = room->world;
	sim_time filed = c->at[SIM_LDG], from = filed > c->at[SIM_ARR] ? filed : c->at[SIM_ARR];
	bool single = c->single_window[i];

	if (sim_random_chance(&c->random, single ? 0.3 : 0.12)) {	/* issued beforehand */
		c->permit_at[i] = filed - (1 + sim_random_below(&c->random, 10 * 24)) * SIM_HOUR;
		return;
	}
	from = single ? filed + 600 : sim_world_bank(world, from + SIM_HOUR);
	c->holds[c->n_holds].from = from;
	from += sim_case_span(c, room, SIM_STAGE_HOLD, single ? 0.5 : 1);
	c->holds[c->n_holds++].to = from;
	c->permit_at[i] = from;
}

static void agencies(struct sim_case *c, const struct sim_room *room)
{
	const struct sim_world *world = room->world;
	double share = sim_world_ramp(world, world->scenario->world.single_window, c->at[SIM_LDG] / SIM_DAY);

	if (room->reform_single_window > 0 && c->at[SIM_LDG] >= room->reform_from)
		share = room->reform_single_window;
	if (c->flow == SIM_TRANSIT || !sim_random_chance(&c->random, world->scenario->goods[c->hs].permit))
		return;
	c->n_permits = sim_random_chance(&c->random, 0.18) ? 2 : 1;
	for (int i = 0; i < c->n_permits; i++) {
		c->single_window[i] = sim_random_chance(&c->random, share);
		hold(c, room, i);
	}
}

static void later(sim_time *t, sim_time other)
{
	if (other != SIM_NEVER && other > *t)
		*t = other;
}

static void release(struct sim_case *c, const struct sim_room *room)
{
	sim_time ready = c->at[SIM_ASM];

	later(&ready, c->at[SIM_PAY]);
	for (int i = 0; i < c->n_holds; i++)
		later(&ready, c->holds[i].to);
	if (!(c->aeo && c->lane == SIM_GREEN))	/* authorised traders may be released before they arrive */
		later(&ready, c->at[SIM_ARR]);
	if (c->lane_final == SIM_GREEN || c->lane_final == SIM_BLUE)
		c->at[SIM_REL] = ready + (sim_time)sim_random_lognormal(&c->random, 420, 0.9);
	else
		c->at[SIM_REL] = sim_world_open(room->world, room->post, ready) +
			sim_case_span(c, room, SIM_STAGE_RELEASE, 1);
	ready = c->at[SIM_REL];
	later(&ready, c->at[SIM_ARR]);
	later(&ready, c->at[SIM_DIS]);
	c->at[SIM_GOUT] = ready + sim_case_span(c, room, SIM_STAGE_REMOVE, 1);
}

void sim_case_settle(struct sim_case *c, const struct sim_room *room)
{
	c->settled = true;
	if (c->end == SIM_END_CANCELLED || c->end == SIM_END_REJECTED)
		return;
	agencies(c, room);
	if (c->end == SIM_END_SEIZED || c->end == SIM_END_ABANDONED)
		return;
	pay(c, room);
	release(c, room);
}
