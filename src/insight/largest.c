/* largest.c - see largest.h. */
#include "largest.h"

#include <math.h>
#include <string.h>

#include "course.h"
#include "model/kind.h"
#include "store/store.h"
#include "window.h"

#define NEARLY 1e-6		/* the sums of this scan and the figure are about the same declarations */
#define HALF 0.5

/* What figures are made of that one declaration can rule, by declaration: money, and counts of what one may have many of. NONE: a sum.
 * The collection ratio is not among them: a week of it is known a month later, so it has no chart. */
enum { NONE = -1 };
static const struct made_of {
	const char *id;
	int numerator, denominator;
	bool both;			/* the numerator is part of the denominator as well */
	uint32_t flag;			/* only those with it are in the numerator; 0: all */
	bool is_electronic;		/* only what was paid so */
} made_of[] = {
	{ .id = "revenue_collected", .numerator = CUBE_PAID, .denominator = NONE },
	{ .id = "effective_tax_rate", .numerator = CUBE_ASSESSED_FINAL, .denominator = CUBE_CIF },
	{ .id = "exemption_ratio", .numerator = CUBE_EXEMPT, .denominator = CUBE_PAID, .both = true },
	{ .id = "aeo_share", .numerator = CUBE_CIF, .denominator = CUBE_CIF, .flag = CUBE_AEO },
	{ .id = "epay_share", .numerator = CUBE_PAID, .denominator = CUBE_PAID, .is_electronic = true },
	{ .id = "sw_share", .numerator = CUBE_N_PERMITS_SW, .denominator = CUBE_N_PERMITS },
	{ .id = "result_recorded_rate", .numerator = CUBE_N_INSPECTIONS_RECORDED, .denominator = CUBE_N_INSPECTIONS },
};

void largest_add(struct largest *largest, double numerator, double denominator)
{
	double moves = largest->is_sum ? numerator : fabs(numerator - largest->level * denominator);

	largest->numerator += numerator;
	largest->denominator += denominator;
	if (moves > largest->most) {
		largest->most = moves;
		largest->top_numerator = numerator;
		largest->top_denominator = denominator;
	}
}

double largest_without(const struct largest *largest, double value)
{
	double numerator = largest->numerator - largest->top_numerator, denominator = largest->denominator - largest->top_denominator;

	if (largest->is_sum)
		return largest->numerator > 0 ? value * numerator / largest->numerator : NAN;
	if (!(denominator > 0) || fabs(largest->numerator / largest->denominator - value) > NEARLY * fmax(fabs(value), 1))
		return NAN;
	return numerator / denominator;
}

struct money {
	struct largest largest;
	int made;			/* place in made_of; NONE */
	double paid;
	bool is_known;
	uint32_t electronic;		/* its code; 0: nothing is known to be paid so */
	int interval;			/* column of seconds; NONE. Hours in all are ruled by the longest */
	uint32_t longest;		/* seconds */
	double seconds;			/* of all that have it */
	int64_t n;
};

double largest_hours_without(double hours, int64_t n, double mean, double longest)
{
	/* hours = n (mean - before), so before = mean - hours / n; without the longest n - 1 are held against it. */
	return n > 1 ? hours - longest + mean - hours / (double)n : NAN;
}

static void add_interval(struct money *money, uint32_t seconds)
{
	if (!CUBE_IS_VALUE(seconds))
		return;
	money->longest = seconds > money->longest ? seconds : money->longest;
	money->seconds += seconds;
	money->n++;
}

static bool counts(const struct money *money, const struct cube_batch *batch, uint32_t row)
{
	const struct made_of *made = &made_of[money->made];

	return (!made->flag || batch->u32[CUBE_FLAGS][row] & made->flag) &&
		(!made->is_electronic || (money->electronic && batch->u32[CUBE_PAYMENT_MODE][row] == money->electronic));
}

static double amount(const struct cube_batch *batch, int column, uint32_t row, bool *ret_known)
{
	int64_t value = column < CUBE_U32_COLUMNS ? (int64_t)batch->u32[column][row] : batch->money[column - CUBE_U32_COLUMNS][row];

	*ret_known = value != CUBE_MONEY_NONE;
	return *ret_known ? (double)value : 0;
}

static bool add(void *context, const struct cube_batch *batch)
{
	struct money *money = context;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t row = batch->rows[i];
		bool known, top_known, bottom_known = true;
		double paid = amount(batch, CUBE_PAID, row, &known), top, bottom = 0;

		money->is_known = money->is_known || known;
		money->paid += paid;
		if (money->interval != NONE)
			add_interval(money, batch->u32[money->interval][row]);
		if (money->made == NONE)
			continue;
		top = amount(batch, made_of[money->made].numerator, row, &top_known);
		if (made_of[money->made].denominator != NONE)
			bottom = amount(batch, made_of[money->made].denominator, row, &bottom_known);
		if (made_of[money->made].both ? top_known || bottom_known : top_known && bottom_known)
			largest_add(&money->largest, counts(money, batch, row) ? top : 0, bottom + (made_of[money->made].both ? top : 0));
	}
	return true;
}

static int made_find(const char *id)
{
	for (size_t i = 0; i < sizeof(made_of) / sizeof(made_of[0]); i++)
		if (strcmp(made_of[i].id, id) == 0)
			return (int)i;
	return NONE;
}

static size_t columns_of(const struct money *money, int columns[5])
{
	const struct made_of *made = money->made != NONE ? &made_of[money->made] : NULL;
	size_t n = 0;

	columns[n++] = CUBE_PAID;
	if (money->interval != NONE)
		columns[n++] = money->interval;
	if (!made)
		return n;
	if (made->numerator != CUBE_PAID)
		columns[n++] = made->numerator;
	if (made->denominator != NONE && made->denominator != CUBE_PAID && made->denominator != made->numerator)
		columns[n++] = made->denominator;
	if (made->flag)
		columns[n++] = CUBE_FLAGS;
	if (made->is_electronic)
		columns[n++] = CUBE_PAYMENT_MODE;
	return n;
}

/* Of a lane's share, the declarations of that lane. */
static const struct kpi_filter *with_lane(const struct finding *finding, const struct kpi_filter *filters, size_t *n_filters, struct arena *arena)
{
	struct kpi_filter *all = arena_array(arena, *n_filters + 1, sizeof(*all));
	const char **lane = arena_array(arena, 1, sizeof(*lane));

	if (!all || !lane)
		return NULL;
	if (*n_filters)
		memcpy(all, filters, *n_filters * sizeof(*all));
	lane[0] = finding->category;
	all[(*n_filters)++] = (struct kpi_filter){ .by = { .dim = KPI_DIM_LANE }, .values = lane, .n_values = 1 };
	return all;
}

static void take(const struct money *money, const struct kpi_env *env, struct finding *finding)
{
	if (money->is_known && money->paid > 0)
		finding->paid = money->paid / pow(10, model_currency_decimals(kpi_currency(env)));
	if (money->made != NONE)
		finding->without_largest = largest_without(&money->largest, finding->value);
	if (money->interval != NONE && money->n > 0 && isfinite(finding->hours))
		finding->hours_without = largest_hours_without(finding->hours, money->n, money->seconds / 3600 / (double)money->n, money->longest / 3600.0);
}

bool largest_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct arena *arena, struct err *err)
{
	struct money money = { .made = made_find(finding->def->id), .interval = kpi_interval(finding->def) };
	bool is_of_lane = finding->category && finding->category_name && strcmp(finding->category_name, "lane") == 0;
	int columns[5];
	size_t n;
	struct window window;
	struct cube_slice slice;

	finding->paid = finding->without_largest = finding->hours_without = NAN;
	if (!finding_is_change(finding) || finding->def->cohort == KPI_AT_STOCK || (finding->category && !is_of_lane))
		return true;
	if (is_of_lane && !(filters = with_lane(finding, filters, &n_filters, arena)))
		return err_memory(err);
	if (money.made != NONE) {
		money.largest.is_sum = made_of[money.made].denominator == NONE;
		money.largest.level = finding->value;
		money.electronic = (uint32_t)store_code_find(env->store, "payment_mode", "electronic");
	}
	n = columns_of(&money, columns);
	if (!window_of(finding, filters, n_filters, to, arena, &window, err) ||
	    !kpi_slice(env, finding->def, &window.now, arena, &slice, err) || !cube_scan(env->cube, &slice, columns, n, add, &money, err))
		return false;
	take(&money, env, finding);
	return true;
}

static bool is_less_than_half(double without, double all)
{
	return isfinite(without) && isfinite(all) && without * all < HALF * all * all;
}

bool largest_rules(const struct finding *finding, double told, double told_without)
{
	enum scale scale = scale_of(finding->def);
	double level = (scale_onto(scale, finding->usual_low) + scale_onto(scale, finding->usual_high)) / 2;

	return is_less_than_half(scale_onto(scale, told_without) - level, scale_onto(scale, told) - level);
}

bool largest_rules_hours(const struct finding *finding)
{
	return is_less_than_half(finding->hours_without, finding->hours);
}
