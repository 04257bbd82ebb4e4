/* period.c - see period.h. */
#include "period.h"

#include <string.h>

static int earlier_periods(int32_t from, int32_t step, int32_t first_data)
{
	int64_t n = ((int64_t)from - first_data) / step;

	if (n > PERIOD_HISTORY)
		n = PERIOD_HISTORY;
	return n < PERIOD_HISTORY_MIN ? 0 : (int)n;
}

/* Which period each day belongs to. */
static bool days_fill(struct period *period, struct arena *arena)
{
	size_t length = (size_t)(period->to - period->from + 1);

	period->first = period->from - (period->n - 1) * period->step;
	if (period->n == 1)
		return true;
	period->of_day = arena_array(arena, (size_t)(period->to - period->first + 1), 1);
	if (!period->of_day)
		return false;
	memset(period->of_day, PERIOD_NONE, (size_t)(period->to - period->first + 1));
	for (int k = 0; k < period->n; k++)
		memset(period->of_day + (period->from - k * period->step - period->first), k, length);
	return true;
}

bool period_init(int32_t from, int32_t to, int32_t first_data, bool with_history, struct arena *arena,
	struct period *ret_period)
{
	int32_t length = to - from + 1;
	struct period period = {.from = from, .to = to, .step = (length + 6) / 7 * 7, .n = 1};

	if (with_history)
		period.n += earlier_periods(from, period.step, first_data);
	if (!days_fill(&period, arena))
		return false;
	*ret_period = period;
	return true;
}

bool period_init_course(int32_t from, int32_t to, int32_t step, int n, struct arena *arena, struct period *ret_period)
{
	int32_t length = to - from + 1;
	struct period period = {.from = from, .to = to, .step = step < length ? length : step, .n = n < PERIOD_MOST ? n : PERIOD_MOST};

	if (!days_fill(&period, arena))
		return false;
	*ret_period = period;
	return true;
}
