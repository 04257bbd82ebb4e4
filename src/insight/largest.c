/* largest.c - see largest.h. */
#include "largest.h"

#include <math.h>
#include <string.h>

#include "course.h"
#include "model/kind.h"
#include "window.h"

#define NEARLY 1e-6		/* the sums of this scan and the figure are about the same declarations */
#define HALF 0.5

/* What figures of money are made of, by declaration; NONE: a sum. */
enum { NONE = -1 };
static const struct {
	const char *id;
	int numerator, denominator;
	bool both;			/* the numerator is part of the denominator as well */
} made_of[] = {
	{ "revenue_collected", CUBE_PAID, NONE, false },
	{ "effective_tax_rate", CUBE_ASSESSED_FINAL, CUBE_CIF, false },
	{ "exemption_ratio", CUBE_EXEMPT, CUBE_PAID, true },
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
};

static double amount(const struct cube_batch *batch, int column, uint32_t row, bool *ret_known)
{
	int64_t value = batch->money[column - CUBE_U32_COLUMNS][row];

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
		if (money->made == NONE)
			continue;
		top = amount(batch, made_of[money->made].numerator, row, &top_known);
		if (made_of[money->made].denominator != NONE)
			bottom = amount(batch, made_of[money->made].denominator, row, &bottom_known);
		if (made_of[money->made].both ? top_known || bottom_known : top_known && bottom_known)
			largest_add(&money->largest, top, bottom + (made_of[money->made].both ? top : 0));
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

bool largest_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct arena *arena, struct err *err)
{
	struct money money = { .made = made_find(finding->def->id) };
	int columns[3] = { CUBE_PAID };
	size_t n = 1;
	struct window window;
	struct cube_slice slice;

	finding->paid = finding->without_largest = NAN;
	if (!finding_is_change(finding) || finding->def->cohort == KPI_AT_STOCK || finding->category)
		return true;
	if (money.made != NONE) {
		if (made_of[money.made].numerator != CUBE_PAID)
			columns[n++] = made_of[money.made].numerator;
		if (made_of[money.made].denominator != NONE && made_of[money.made].denominator != CUBE_PAID)
			columns[n++] = made_of[money.made].denominator;
		money.largest.is_sum = made_of[money.made].denominator == NONE;
		money.largest.level = finding->value;
	}
	if (!window_of(finding, filters, n_filters, to, arena, &window, err) ||
	    !kpi_slice(env, finding->def, &window.now, arena, &slice, err) || !cube_scan(env->cube, &slice, columns, n, add, &money, err))
		return false;
	if (money.is_known && money.paid > 0)
		finding->paid = money.paid / pow(10, model_currency_decimals(kpi_currency(env)));
	if (money.made != NONE)
		finding->without_largest = largest_without(&money.largest, finding->value);
	return true;
}

bool largest_rules(const struct finding *finding, double told, double told_without)
{
	enum scale scale = scale_of(finding->def);
	double level = (scale_onto(scale, finding->usual_low) + scale_onto(scale, finding->usual_high)) / 2;
	double all = scale_onto(scale, told) - level, without = scale_onto(scale, told_without) - level;

	return isfinite(without) && isfinite(all) && without * all < HALF * all * all;
}
