/* view.c - from what happened to what is on file: cut at the end of the record, with gaps, dates without
 * times, clocks that disagree, and posts whose reports come late.
 *
 * A stream of chance of its own keeps the mess apart from the events: more mess does not change what
 * happened. */
#include "view.h"

static sim_time delay_of(const struct sim_view *view, sim_time t)
{
	const struct sim_story *late = view->room->late;

	if (!late || t < sim_world_time(view->room->world, late->from) ||
		t >= sim_world_time(view->room->world, late->to))
		return 0;
	return (sim_time)(late->delay * SIM_HOUR);
}

bool sim_view_knows(const struct sim_view *view, sim_time t)
{
	return t != SIM_NEVER && t < view->horizon - delay_of(view, t);
}

static enum sim_status status_of(const struct sim_view *view)
{
	static const struct {
		enum sim_mark mark;
		enum sim_status status;
	} steps[] = {
		{SIM_GOUT, SIM_EXITED},
		{SIM_REL, SIM_RELEASED},
		{SIM_PAY, SIM_PAID},
		{SIM_ASM, SIM_ASSESSED},
		{SIM_SEL, SIM_SELECTED},
	};
	const struct sim_case *c = view->c;

	if (c->end == SIM_END_CANCELLED)
		return SIM_CANCELLED;
	if (c->end == SIM_END_REJECTED)
		return SIM_REJECTED;
	if (c->end == SIM_END_SEIZED && sim_view_knows(view, c->exams[c->n_exams - 1].ended))
		return SIM_SEIZED;
	if (c->end == SIM_END_ABANDONED && view->horizon - c->at[SIM_LDG] > 45 * SIM_DAY)
		return SIM_ABANDONED;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (view->at[steps[i].mark] != SIM_NEVER)
			return steps[i].status;
	return SIM_REGISTERED;
}

static void gaps(struct sim_view *view, struct sim_random *random)
{
	const struct sim_scenario *scenario = view->room->world->scenario;
	const struct sim_post *post = &scenario->posts[view->room->post];
	const double missing = scenario->world.missing;
	const double share[SIM_MARKS] = {[SIM_ARR] = post->skip_arrival,
		[SIM_DIS] = missing * 2,
		[SIM_SEL] = missing / 2,
		[SIM_ASG] = missing,
		[SIM_DOC_S] = missing,
		[SIM_DOC_E] = missing,
		[SIM_ASM] = missing / 2,
		[SIM_PAY] = missing / 2,
		[SIM_REL] = missing / 8,
		[SIM_GOUT] = post->skip_exit};
	static const unsigned day_only = 1u << SIM_ARR | 1u << SIM_DIS | 1u << SIM_PAY | 1u << SIM_GOUT;

	for (int m = 0; m < SIM_MARKS; m++) {
		double u = sim_random_uniform(random);

		if (u < share[m])
			view->at[m] = SIM_NEVER;
		else if (day_only >> m & 1 && u > 1 - scenario->world.day_only)
			view->day_only |= 1u << m;
	}
}

/* Two systems, two clocks: now and then a later step bears an earlier stamp. */
static void skew(struct sim_view *view, struct sim_random *random)
{
	static const enum sim_mark pairs[][2] = {
		{ SIM_REL, SIM_GOUT }, { SIM_LDG, SIM_PAY }, { SIM_DOC_S, SIM_DOC_E }, { SIM_PAY, SIM_REL },
		{ SIM_SEL, SIM_ASM },
	};
	const enum sim_mark *pair = pairs[sim_random_below(random, 5)];
	sim_time back = 60 + sim_random_below(random, 1500);

	if (sim_random_chance(random, view->room->world->scenario->world.skew) &&
		view->at[pair[0]] != SIM_NEVER && view->at[pair[1]] != SIM_NEVER && view->at[pair[0]] > back)
		view->at[pair[1]] = view->at[pair[0]] - back;
}

static void updated(struct sim_view *view, struct sim_random *random)
{
	sim_time last = view->at[SIM_LDG], latest, delay;

	for (int m = SIM_SEL; m < SIM_MARKS; m++)
		if (view->at[m] != SIM_NEVER && view->at[m] > last)
			last = view->at[m];
	latest = last;
	view->version = view->c->version;
	if (view->version > 1)
		last += (sim_time)(sim_random_uniform(random) * 30 * SIM_HOUR);
	delay = last > view->at[SIM_LDG] + SIM_HOUR ? delay_of(view, last) : 0;
	view->updated = last + delay < view->horizon ? last + delay : latest;
	view->changed = view->version > 1 || delay;
}

static bool happened(const struct sim_view *view, enum sim_mark mark)
{
	sim_time t = view->c->at[mark];

	return mark == SIM_LDG || mark == SIM_SEL ? t < view->horizon : sim_view_knows(view, t);
}

void sim_view_init(
	struct sim_view *view, const struct sim_case *c, const struct sim_room *room, sim_time horizon)
{
	const struct sim_world_settings *settings = &room->world->scenario->world;
	struct sim_random random =
		sim_random_make(room->world->seed, SIM_STREAM_EXPORT, (uint64_t)room->post, c->number);

	*view = (struct sim_view){
		.c = c, .room = room, .horizon = horizon, .lane_final = (enum sim_lane)c->lane};
	for (int m = 0; m < SIM_MARKS; m++)
		view->at[m] = happened(view, (enum sim_mark)m) ? c->at[m] : SIM_NEVER;
	for (int i = 0; i < c->n_reroutes; i++)
		if (sim_view_knows(view, c->reroutes[i].at))
			view->lane_final = (enum sim_lane)c->reroutes[i].to;
	view->assessed = view->at[SIM_ASM] != SIM_NEVER;
	view->paid = view->at[SIM_PAY] != SIM_NEVER;
	view->status = status_of(view);
	updated(view, &random);
	view->amended_late = view->version == 1 && view->at[SIM_REL] != SIM_NEVER &&
		sim_random_chance(&random, settings->late_amended);
	view->twice = !view->amended_late && sim_random_chance(&random, settings->duplicates);
	skew(view, &random);
	gaps(view, &random);
}

int64_t sim_view_paid(const struct sim_view *view)
{
	const struct sim_case *c = view->c;

	return c->heads[SIM_DUTY] + c->heads[SIM_VAT] + c->heads[SIM_EXCISE] + c->heads[SIM_OTHER] +
	       c->adjustment;
}

int32_t sim_view_pay_day(const struct sim_view *view)
{
	if (!view->paid)
		return -1;
	if (view->at[SIM_PAY] != SIM_NEVER)
		return view->at[SIM_PAY] / SIM_DAY;
	return view->at[SIM_REL] != SIM_NEVER ? view->at[SIM_REL] / SIM_DAY : -1;
}
