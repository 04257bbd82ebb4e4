/* books.c - what the country's books say: revenue by head, targets, arrears, attendance, seizures by patrols.
 *
 * Revenue is what the declarations paid, day by day, so that both agree. Targets are set as a ministry would:
 * last year's shape of the year with something added, here from the expected arrivals of each month. */
#include "reference.h"

#include "base/time.h"
#include "columns.h"

static int64_t revenue_at(const struct sim_record *record, int post, int32_t day, int head)
{
	return record->revenue[((int64_t)post * record->world->n_days + day) * SIM_HEADS + head];
}

bool sim_write_revenue(const struct sim_record *record, struct sim_pack *pack, struct err *err)
{
	static const char *const heads[SIM_HEADS] = { "duty", "vat", "excise", "other" };
	const struct sim_world *world = record->world;
	struct sim_out *out;

	if (!sim_pack_add(pack, "revenue.csv", "day,office,head,collected,refunds", &out, err))
		return false;
	for (int32_t day = 0; day < world->n_days; day++)
		for (int p = 0; p < world->scenario->n_posts; p++)
			for (int h = 0; h < SIM_HEADS; h++) {
				struct sim_random random = sim_random_make(world->seed, SIM_STREAM_NOISE,
					(uint64_t)(p * SIM_HEADS + h) + 10000,
					(uint64_t)(world->origin_day + day));
				int64_t collected = revenue_at(record, p, day, h);

				if (!collected)
					continue;
				sim_out_day(out, world->origin_day + day);
				sim_out_text(out, world->scenario->posts[p].id);
				sim_out_text(out, heads[h]);
				sim_out_decimal(out, collected, 3);
				sim_out_decimal(out,
					sim_random_chance(&random, 0.03) ? collected / 50000 * 1000 : 0, 3);
				sim_out_end(out);
			}
	return true;
}

/* Money that one unit of expected arrivals has brought to a post. */
static double yield_of(const struct sim_record *record, int post)
{
	const struct sim_world *world = record->world;
	double money = 0, expected = 0;

	for (int32_t day = SIM_WARM_UP; day < record->horizons[post] / SIM_DAY; day++) {
		for (int h = 0; h < SIM_HEADS; h++)
			money += (double)revenue_at(record, post, day, h);
		expected += sim_world_expected(world, post, world->origin_day + day);
	}
	return expected > 0 ? money / expected : 0;
}

static double target_of(const struct sim_record *record, int post, int32_t from, int32_t to)
{
	double sum = 0;

	for (int32_t day = from; day <= to; day++)
		sum += sim_world_expected(record->world, post, day);
	return sum * yield_of(record, post) * record->world->scenario->world.revenue_target;
}

/* A country without aims for its revenue has none, rather than one of nothing. */
static void target_put(struct sim_out *out, const char *office, int32_t from, int32_t to, double value)
{
	if (!(value > 0))
		return;
	sim_out_text(out, "revenue_collected");
	sim_out_text(out, office);
	sim_out_empty(out);
	sim_out_empty(out);
	sim_out_day(out, from);
	sim_out_day(out, to);
	sim_out_int(out, (int64_t)(value / 1e6 + 0.5) * 1000);
	sim_out_empty(out);
	sim_out_empty(out);
	sim_out_end(out);
}

static void targets_for(const struct sim_record *record, struct sim_out *out, int32_t from, int32_t to)
{
	const struct sim_scenario *scenario = record->world->scenario;
	double total = 0;

	for (int p = 0; p < scenario->n_posts; p++) {
		double value = target_of(record, p, from, to);

		target_put(out, scenario->posts[p].id, from, to, value);
		total += value;
	}
	target_put(out, "", from, to, total);
}

static void fixed_targets(const struct sim_scenario *scenario, struct sim_out *out)
{
	for (int i = 0; i < scenario->n_targets; i++) {
		const struct sim_target *target = &scenario->targets[i];

		sim_out_text(out, target->kpi);
		sim_out_text(out, target->office);
		sim_out_text(out, target->flow);
		sim_out_text(out, target->mode);
		sim_out_day(out, target->from);
		sim_out_day(out, target->to);
		sim_out_text(out, target->value);
		sim_out_text(out, target->low);
		sim_out_text(out, target->high);
		sim_out_end(out);
	}
}

bool sim_write_targets(const struct sim_record *record, struct sim_pack *pack, struct err *err)
{
	const struct sim_world *world = record->world;
	struct time_civil month = time_civil_from_day(world->from_day + 27);
	int last = time_civil_from_day(world->until_day - 1).year;
	struct sim_out *out;

	if (!sim_pack_add(pack, "targets.csv", "kpi,office,flow,mode,from,to,value,low,high", &out, err))
		return false;
	fixed_targets(world->scenario, out);
	targets_for(record, out, time_day_from_civil(last, 1, 1), time_day_from_civil(last, 12, 31));
	while (month.year <= last) {
		int32_t from = time_day_from_civil(month.year, month.month, 1);

		month = month.month == 12 ? (struct time_civil){ month.year + 1, 1, 1 } :
			(struct time_civil){ month.year, month.month + 1, 1 };
		targets_for(record, out, from, time_day_from_civil(month.year, month.month, 1) - 1);
	}
	return true;
}

bool sim_write_arrears(const struct sim_world *world, struct sim_pack *pack, struct err *err)
{
	struct sim_out *out;

	if (!sim_pack_add(pack, "arrears.csv", "trader_id,due_on,balance,disputed", &out, err))
		return false;
	for (int i = 0; i < world->n_importers; i++) {
		struct sim_random random = sim_random_make(world->seed, SIM_STREAM_ARREARS, (uint64_t)i, 0);
		int32_t age = 5 + (int32_t)sim_random_lognormal(&random, 110, 1.1);

		if (!sim_random_chance(&random, 0.16))
			continue;
		sim_out_id(out, "T", i + 1, 4);
		sim_out_day(out, world->until_day - (age < 1500 ? age : 1500));
		sim_out_decimal(out, (int64_t)sim_random_lognormal(&random, 6500, 1.3) * 1000, 3);
		sim_out_int(out, sim_random_chance(&random, 0.18));
		sim_out_end(out);
	}
	return true;
}

static void present(struct sim_out *out, const struct sim_desk *desk, char role, int32_t day)
{
	const struct sim_world *world = desk->world;

	for (int i = 0; i < desk->n * world->teams; i++) {
		struct sim_shift shift = sim_desk_shift(desk, i, day);

		if (shift.from >= shift.to)
			continue;
		sim_put_officer(out, world, desk->post, role, i);
		sim_out_day(out, world->origin_day + day);
		sim_out_decimal(out, (shift.to - shift.from) / 360, 1);
		sim_out_end(out);
	}
}

bool sim_write_attendance(
	const struct sim_record *record, struct sim_pack *pack, struct arena *arena, struct err *err)
{
	const struct sim_world *world = record->world;
	struct sim_out *out;

	if (!sim_pack_add(pack, "attendance.csv", "officer_id,day,hours", &out, err))
		return false;
	for (int p = 0; p < world->scenario->n_posts; p++) {
		struct sim_desk assessors, examiners;

		if (!sim_desk_init(&assessors, arena, world, p, SIM_ASSESSOR) ||
			!sim_desk_init(&examiners, arena, world, p, SIM_EXAMINER))
			return err_memory(err);
		for (int32_t day = SIM_WARM_UP; day < record->horizons[p] / SIM_DAY; day++) {
			present(out, &assessors, 'A', day);
			present(out, &examiners, 'X', day);
		}
	}
	return true;
}

void sim_write_patrols(struct sim_record *record)
{
	static const char *const types[] = {
		"drugs", "currency", "environment", "heritage", "revenue", "security", "ipr"};
	static const char *const units[] = {"kg", "pieces", "pieces", "pieces", "litres", "pieces", "pieces"};
	static const char *const methods[] = { "passenger", "patrol", "tip-off", "dog" };
	const struct sim_world *world = record->world;
	struct sim_out *out = record->seizures;

	for (int p = 0; p < world->scenario->n_posts; p++)
		for (int32_t day = SIM_WARM_UP; day < record->horizons[p] / SIM_DAY; day++) {
			struct sim_random random = sim_random_make(world->seed, SIM_STREAM_PATROL,
				(uint64_t)p, (uint64_t)(world->origin_day + day));
			int type = sim_random_below(&random, 7);

			if (!sim_random_chance(&random, 0.012))
				continue;
			sim_out_id(out, "S", ++record->n_seizures, 5);
			sim_put_time(out, world, day * SIM_DAY + sim_random_below(&random, SIM_DAY));
			sim_out_text(out, world->scenario->posts[p].id);
			sim_out_text(out, types[type]);
			sim_out_text(out, methods[sim_random_below(&random, 4)]);
			sim_out_int(out, 1 + (int64_t)sim_random_lognormal(&random, 12, 1.3));
			sim_out_text(out, units[type]);
			sim_out_decimal(out, (int64_t)sim_random_lognormal(&random, 4000, 1.4) * 1000, 3);
			sim_out_empty(out);
			sim_out_end(out);
		}
}
