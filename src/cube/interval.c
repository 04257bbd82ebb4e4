/* interval.c - see interval.h. One function an interval, each returning seconds or one of the values that are
 * none. */
#include "interval.h"

typedef uint32_t interval_of(const struct cube_resolved *r, const struct cube_eligibility *e);

/* What to say when the end lies before the start. */
enum reversal { IS_REVERSED, IS_ZERO };

static bool is_there(const struct cube_resolved *r, enum cube_milestone code)
{
	return cube_moment_is_there(&r->at[code]);
}

/* Both are there and b lies before a. */
static bool is_before(const struct cube_resolved *r, enum cube_milestone b, enum cube_milestone a)
{
	return is_there(r, a) && is_there(r, b) && cube_moment_compare(&r->at[b], &r->at[a]) < 0;
}

bool cube_release_is_reversed(const struct cube_resolved *r)
{
	return is_before(r, CUBE_REL, CUBE_LDG);
}

static uint32_t seconds(int64_t value)
{
	return value < 0 || !CUBE_IS_VALUE((uint64_t)value) ? CUBE_NONE : (uint32_t)value;
}

static uint32_t between(const struct cube_moment *from, const struct cube_moment *to, enum reversal reversal)
{
	if (!cube_moment_is_there(from) || !cube_moment_is_there(to))
		return CUBE_NONE;
	if (reversal == IS_REVERSED && cube_moment_compare(to, from) < 0)
		return CUBE_REVERSED;
	if (!cube_moment_has_hour(from) || !cube_moment_has_hour(to))
		return CUBE_NONE;
	return to->utc < from->utc ? 0 : seconds(to->utc - from->utc);
}

static uint32_t span(const struct cube_resolved *r, enum cube_milestone from, enum cube_milestone to)
{
	return between(&r->at[from], &r->at[to], IS_REVERSED);
}

/* From the later of lodgement and arrival. An end before the lodgement is an error, one before the arrival is
 * early. */
static uint32_t from_later(const struct cube_resolved *r, enum cube_milestone end)
{
	const struct cube_moment *ldg = &r->at[CUBE_LDG], *arr = &r->at[CUBE_ARR];

	if (is_before(r, end, CUBE_LDG))
		return CUBE_REVERSED;
	if (!cube_moment_has_hour(ldg) || !cube_moment_has_hour(arr))
		return CUBE_NONE;
	return between(ldg->utc > arr->utc ? ldg : arr, &r->at[end], IS_ZERO);
}

static uint32_t release_total(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	if (cube_release_is_reversed(r))
		return CUBE_REVERSED;
	return between(&r->at[CUBE_ARR], &r->at[CUBE_REL], IS_ZERO);
}

static uint32_t clearance(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return from_later(r, CUBE_REL);
}

static uint32_t lodgement_to_release(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return span(r, CUBE_LDG, CUBE_REL);
}

static uint32_t port_dwell(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return span(r, CUBE_ARR, CUBE_GOUT);
}

static uint32_t lodgement_lag(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return between(&r->at[CUBE_ARR], &r->at[CUBE_LDG], IS_ZERO);
}

static uint32_t assess(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return from_later(r, CUBE_ASM);
}

uint32_t cube_handling_time(const struct cube_resolved *r)
{
	return span(r, CUBE_ASG, CUBE_ASM);
}

static uint32_t payment_lag(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	if (e->deferred || e->zero_duty)
		return CUBE_NOT_APPLICABLE;
	return span(r, CUBE_ASM, CUBE_PAY);
}

static uint32_t pay_to_release(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	static const enum cube_milestone preconditions[] = {
		CUBE_ASM, CUBE_INS_E, CUBE_DOC_E, CUBE_QRY_E, CUBE_OGA_E};

	if (e->deferred || e->zero_duty)
		return CUBE_NOT_APPLICABLE;
	for (size_t i = 0; i < sizeof(preconditions) / sizeof(*preconditions); i++) {
		if (is_before(r, CUBE_PAY, preconditions[i]))
			return CUBE_NOT_APPLICABLE;
	}
	return cube_release_is_reversed(r) ? CUBE_REVERSED : span(r, CUBE_PAY, CUBE_REL);
}

static bool is_examined(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return e->examined || is_there(r, CUBE_INS_REQ) || is_there(r, CUBE_INS_PRES) ||
	       is_there(r, CUBE_INS_S) || is_there(r, CUBE_INS_E);
}

static uint32_t inspection(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return is_examined(r, e) ? span(r, CUBE_SEL, CUBE_INS_E) : CUBE_NOT_APPLICABLE;
}

static uint32_t inspection_wait(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return is_examined(r, e) ? span(r, CUBE_INS_REQ, CUBE_INS_S) : CUBE_NOT_APPLICABLE;
}

static uint32_t united(const struct cube_pairs *pairs)
{
	if (pairs->spans.n == 0)
		return pairs->reversed ? CUBE_REVERSED : CUBE_NONE;
	return seconds(cube_spans_total(&pairs->spans));
}

static uint32_t oga_hold(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return r->pairs[CUBE_HOLD].started || e->agency_permit ? united(&r->pairs[CUBE_HOLD])
							       : CUBE_NOT_APPLICABLE;
}

static uint32_t query(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return r->pairs[CUBE_QUERY].started ? united(&r->pairs[CUBE_QUERY]) : CUBE_NOT_APPLICABLE;
}

static uint32_t removal_lag(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	return span(r, CUBE_REL, CUBE_GOUT);
}

static interval_of *const intervals[CUBE_INTERVALS] = {
	[CUBE_T_RELEASE_TOTAL - CUBE_INTERVAL_FIRST] = release_total,
	[CUBE_T_CLEARANCE - CUBE_INTERVAL_FIRST] = clearance,
	[CUBE_T_LODGEMENT_TO_RELEASE - CUBE_INTERVAL_FIRST] = lodgement_to_release,
	[CUBE_T_PORT_DWELL - CUBE_INTERVAL_FIRST] = port_dwell,
	[CUBE_T_LODGEMENT_LAG - CUBE_INTERVAL_FIRST] = lodgement_lag,
	[CUBE_T_ASSESS - CUBE_INTERVAL_FIRST] = assess,
	[CUBE_T_PAYMENT_LAG - CUBE_INTERVAL_FIRST] = payment_lag,
	[CUBE_T_PAY_TO_RELEASE - CUBE_INTERVAL_FIRST] = pay_to_release,
	[CUBE_T_INSPECTION - CUBE_INTERVAL_FIRST] = inspection,
	[CUBE_T_INSPECTION_WAIT - CUBE_INTERVAL_FIRST] = inspection_wait,
	[CUBE_T_OGA_HOLD - CUBE_INTERVAL_FIRST] = oga_hold,
	[CUBE_T_QUERY - CUBE_INTERVAL_FIRST] = query,
	[CUBE_T_REMOVAL_LAG - CUBE_INTERVAL_FIRST] = removal_lag,
};

/* Impossible whatever is measured; arrivals after lodgement or release are not. */
static const struct {
	enum cube_milestone first, then;
	bool unless_deferred;
} orders[] = {
	{.first = CUBE_ARR, .then = CUBE_DIS},
	{.first = CUBE_ARR, .then = CUBE_GOUT},
	{.first = CUBE_LDG, .then = CUBE_SEL},
	{.first = CUBE_LDG, .then = CUBE_ASG},
	{.first = CUBE_LDG, .then = CUBE_ASM},
	{.first = CUBE_LDG, .then = CUBE_PAY},
	{.first = CUBE_LDG, .then = CUBE_REL},
	{.first = CUBE_LDG, .then = CUBE_GOUT},
	{.first = CUBE_SEL, .then = CUBE_INS_E},
	{.first = CUBE_INS_REQ, .then = CUBE_INS_PRES},
	{.first = CUBE_INS_REQ, .then = CUBE_INS_S},
	{.first = CUBE_ASM, .then = CUBE_PAY, .unless_deferred = true},
	{.first = CUBE_PAY, .then = CUBE_REL, .unless_deferred = true},
	{.first = CUBE_REL, .then = CUBE_GOUT},
};

static bool has_sequence_error(const struct cube_resolved *r, const struct cube_eligibility *e)
{
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		if (is_before(r, orders[i].then, orders[i].first) &&
			!(orders[i].unless_deferred && e->deferred))
			return true;
	}
	for (int i = 0; i < CUBE_PAIRS; i++) {
		if (r->pairs[i].reversed)
			return true;
	}
	return false;
}

bool cube_intervals(const struct cube_resolved *resolved, const struct cube_eligibility *eligibility,
	uint32_t ret_values[CUBE_INTERVALS])
{
	for (int i = 0; i < CUBE_INTERVALS; i++)
		ret_values[i] = intervals[i](resolved, eligibility);
	return has_sequence_error(resolved, eligibility);
}
