/* desk.c - shifts, presence and the queue before a desk. */
#include "desk.h"

#include "base/time.h"

/* Work that a shift's end would cut by less than this is finished the same day. */
enum { OVERTIME = 1200 };

bool sim_desk_init(struct sim_desk *desk, struct arena *arena, const struct sim_world *world, int post,
	enum sim_role role)
{
	const struct sim_post *p = &world->scenario->posts[post];
	const int n[SIM_ROLES] = { p->assessors, p->examiners, p->scanners };

	*desk = (struct sim_desk){ .world = world, .post = post, .n = n[role], .role = role,
		.outage_from = SIM_NEVER, .outage_to = SIM_NEVER };
	desk->free_at = arena_array(arena, (size_t)(n[role] * world->teams) + 1, sizeof *desk->free_at);
	return desk->free_at != NULL;
}

static struct sim_shift hours_on(int32_t day, int opens, int closes)
{
	return (struct sim_shift){ day * SIM_DAY + opens * 60, day * SIM_DAY + closes * 60 };
}

static bool officer_is_present(const struct sim_desk *desk, int server, int32_t day, double staff)
{
	const struct sim_world *world = desk->world;
	struct sim_random random;

	/* Posts that never close give each officer two days off a week, in turn. */
	if (!world->scenario->posts[desk->post].weekend && (world->origin_day + day + 2 * server) % 7 < 2)
		return false;
	random = sim_random_make(world->seed, SIM_STREAM_PRESENCE,
		(uint64_t)(desk->post * SIM_ROLES + (int)desk->role) << 32 | (uint64_t)server,
		(uint64_t)(world->origin_day + day));
	return sim_random_chance(&random, 0.94 * staff);
}

struct sim_shift sim_desk_shift(const struct sim_desk *desk, int server, int32_t day)
{
	const struct sim_post_day *today = sim_world_day(desk->world, desk->post, day);
	int shifts = desk->world->scenario->posts[desk->post].shifts;
	int length = today->closes - today->opens, mine;

	if (!today->open)
		return hours_on(day, 0, 0);
	if (desk->role == SIM_SCANNER) {
		sim_time noon = day * SIM_DAY + SIM_DAY / 2;

		if (noon >= desk->outage_from && noon < desk->outage_to)
			return hours_on(day, desk->outage_hours.opens, desk->outage_hours.closes);
		return hours_on(day, today->opens, today->closes);
	}
	if (!officer_is_present(desk, server, day, (double)today->staff))
		return hours_on(day, 0, 0);
	mine = (server + (desk->world->origin_day + day) / 7) % shifts;
	return hours_on(
		day, today->opens + length * mine / shifts, today->opens + length * (mine + 1) / shifts);
}

/* The first moment from t on at which the server is on duty. */
static sim_time on_duty(const struct sim_desk *desk, int server, sim_time t)
{
	for (int32_t day = t / SIM_DAY; day < desk->world->n_days; day++) {
		struct sim_shift shift = sim_desk_shift(desk, server, day);

		if (t < shift.to && shift.from < shift.to)
			return t > shift.from ? t : shift.from;
	}
	return t;
}

sim_time sim_desk_start(const struct sim_desk *desk, int server, sim_time t)
{
	return on_duty(desk, server, t > desk->free_at[server] ? t : desk->free_at[server]);
}

int sim_desk_sign(const struct sim_desk *desk, int server, sim_time t, sim_time *ret_at)
{
	int first = server - server % desk->n, best = server;

	*ret_at = on_duty(desk, server, t);
	for (int i = 1; i < desk->n && *ret_at > t; i++) {
		int colleague = first + (server - first + i) % desk->n;
		sim_time at = on_duty(desk, colleague, t);

		if (at < *ret_at) {
			*ret_at = at;
			best = colleague;
		}
	}
	return best;
}

int sim_desk_find(
	const struct sim_desk *desk, int team, sim_time t, struct sim_random *random, sim_time *ret_start)
{
	int best = team * desk->n, equals = 0;
	sim_time start = SIM_NEVER;

	for (int i = 0; i < desk->n; i++) {
		sim_time at = sim_desk_start(desk, team * desk->n + i, t);

		if (at < start) {
			start = at;
			best = team * desk->n + i;
			equals = 1;
		} else if (at == start && sim_random_below(random, ++equals) == 0) {
			best = team * desk->n + i;
		}
	}
	*ret_start = start;
	return best;
}

sim_time sim_desk_take(struct sim_desk *desk, int server, sim_time start, sim_time work)
{
	sim_time t = start;

	for (int32_t day = start / SIM_DAY; day < desk->world->n_days; day++) {
		struct sim_shift shift = sim_desk_shift(desk, server, day);
		sim_time from = t > shift.from ? t : shift.from;

		if (shift.from >= shift.to || from >= shift.to)
			continue;
		if (work <= shift.to - from + OVERTIME) {
			t = from + work;
			work = 0;
			break;
		}
		work -= shift.to - from;
		t = shift.to;
	}
	desk->free_at[server] = t + work;
	return t + work;
}
