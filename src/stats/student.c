/* student.c - see student.h. The regularised incomplete beta function by its continued fraction (Lentz's method; Press et al.,
 * Numerical Recipes, 6.4): twelve digits, far more than a p value needs. */
#include "student.h"

#include <math.h>

enum { TERMS = 500, HALVINGS = 200 };

static const double tiny = 1e-300, enough = 1e-14;

static double kept_from_zero(double x)
{
	return fabs(x) < tiny ? tiny : x;
}

static double beta_fraction(double x, double a, double b)
{
	double c = 1, d = 1 / kept_from_zero(1 - (a + b) * x / (a + 1)), value = d;

	for (int m = 1; m < TERMS; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), step;

		d = 1 / kept_from_zero(1 + even * d);
		c = kept_from_zero(1 + even / c);
		value *= d * c;
		d = 1 / kept_from_zero(1 + odd * d);
		c = kept_from_zero(1 + odd / c);
		step = d * c;
		value *= step;
		if (fabs(step - 1) < enough)
			break;
	}
	return value;
}

static double beta_share(double x, double a, double b)
{
	double front;

	if (x <= 0 || x >= 1)
		return x <= 0 ? 0 : 1;
	front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(x, a, b) / a;
	return 1 - front * beta_fraction(1 - x, b, a) / b;
}

double student_two_sided(double t, double df)
{
	return isnan(t) || isnan(df) ? NAN : beta_share(df / (df + t * t), df / 2, 0.5);
}

double student_limit(double chance, double df)
{
	double low = 0, high = 1;

	while (student_two_sided(high, df) > chance && high < 1e12)
		high *= 2;
	for (int i = 0; i < HALVINGS && high - low > 1e-12 * high; i++) {
		double middle = (low + high) / 2;

		if (student_two_sided(middle, df) > chance)
			low = middle;
		else
			high = middle;
	}
	return high;
}
