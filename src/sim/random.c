/* random.c - splitmix64 streams and what is drawn from them.
 *
 * Only additions, multiplications, divisions and square roots are used, which IEEE 754 rounds in one way; the
 * room is built with -ffp-contract=off so that no compiler fuses them. Knows nothing of customs. */
#include "random.h"

#include <math.h>
#include <string.h>

struct sim_random sim_random_make(uint64_t seed, enum sim_stream stream, uint64_t a, uint64_t b)
{
	struct sim_random random = { sim_random_mix(seed + UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)stream) };

	random.state = sim_random_mix(random.state ^ (a * UINT64_C(0xd1342543de82ef95) + 1));
	random.state = sim_random_mix(random.state ^ (b * UINT64_C(0xaf251af3b0f025b5) + 2));
	return random;
}

double sim_random_normal(struct sim_random *random)
{
	return sim_normal_quantile(sim_random_uniform(random));
}

double sim_random_lognormal(struct sim_random *random, double median, double sigma)
{
	return median * sim_exp(sigma * sim_random_normal(random));
}

int64_t sim_random_poisson(struct sim_random *random, double mean)
{
	double limit, product = 1;
	int64_t n = -1;

	if (mean <= 0)
		return 0;
	if (mean > 40) {
		double x = mean + sqrt(mean) * sim_random_normal(random);

		return x < 0 ? 0 : (int64_t)(x + 0.5);
	}
	limit = sim_exp(-mean);
	do {
		product *= sim_random_uniform(random);
		n++;
	} while (product > limit);
	return n;
}

static double scale(double x, int exponent)
{
	uint64_t bits = (uint64_t)(exponent + 1023) << 52;
	double power;

	memcpy(&power, &bits, sizeof power);
	return x * power;
}

double sim_exp(double x)
{
	/* 1 / k! */
	static const double c[] = {1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040,
		1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600,
		1.0 / 6227020800.0};
	static const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
	double k, r, r2, even, odd;

	if (x > 700)
		x = 700;
	if (x < -700)
		return 0;
	k = floor(x * 1.4426950408889634 + 0.5);
	r = (x - k * ln2_high) - k * ln2_low;
	r2 = r * r;
	even = c[12];
	odd = c[13];
	for (int i = 10; i >= 0; i -= 2) {
		even = even * r2 + c[i];
		odd = odd * r2 + c[i + 1];
	}
	return scale(even + odd * r, (int)k);
}

double sim_log(double x)
{
	static const double ln2 = 0.69314718055994530942;
	static const double c[] = {1, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15,
		1.0 / 17, 1.0 / 19, 1.0 / 21};
	uint64_t bits;
	int exponent;
	double s, s2, sum = 0;

	memcpy(&bits, &x, sizeof bits);
	exponent = (int)(bits >> 52) - 1023;
	bits = (bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000);
	memcpy(&x, &bits, sizeof x);
	if (x > 1.4142135623730951) {
		x *= 0.5;
		exponent++;
	}
	s = (x - 1) / (x + 1);
	s2 = s * s;
	for (int i = 10; i >= 0; i--)
		sum = sum * s2 + c[i];
	return exponent * ln2 + 2 * s * sum;
}

double sim_power(double x, double y)
{
	return sim_exp(y * sim_log(x));
}

static double polynomial(const double *c, double x)
{
	double sum = c[7];

	for (int i = 6; i >= 0; i--)
		sum = sum * x + c[i];
	return sum;
}

double sim_normal_quantile(double p)
{
	static const double a[] = {3.3871328727963666080e0, 1.3314166789178437745e+2,
		1.9715909503065514427e+3, 1.3731693765509461125e+4, 4.5921953931549871457e+4,
		6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
	static const double b[] = { 1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2,
		5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4,
		2.8729085735721942674e+4, 5.2264952788528545610e+3 };
	static const double c[] = {1.42343711074968357734e0, 4.63033784615654529590e0,
		5.76949722146069140550e0, 3.64784832476320460504e0, 1.27045825245236838258e0,
		2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
	static const double d[] = { 1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
		6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
		5.47593808499534494600e-4, 1.05075007164441684324e-9 };
	static const double e[] = {6.65790464350110377720e0, 5.46378491116411436990e0,
		1.78482653991729133580e0, 2.96560571828504891230e-1, 2.65321895265761230930e-2,
		1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
	static const double f[] = { 1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
		1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
		1.42151175831644588870e-7, 2.04426310338993978564e-15 };
	double q = p - 0.5, r, x;

	if (fabs(q) <= 0.425) {
		r = 0.180625 - q * q;
		return q * polynomial(a, r) / polynomial(b, r);
	}
	r = sqrt(-sim_log(q < 0 ? p : 1 - p));
	if (r <= 5)
		x = polynomial(c, r - 1.6) / polynomial(d, r - 1.6);
	else
		x = polynomial(e, r - 5) / polynomial(f, r - 5);
	return q < 0 ? -x : x;
}

bool sim_pick_init(struct sim_pick *pick, struct arena *arena, const double *weights, int n)
{
	double *cumulative = arena_array(arena, (size_t)n, sizeof *cumulative), sum = 0;
	int *guide = arena_array(arena, (size_t)n, sizeof *guide);

	if (!cumulative || !guide)
		return false;
	for (int i = 0; i < n; i++)
		cumulative[i] = sum += weights[i];
	for (int i = 0, at = 0; i < n; i++) {
		while (at < n - 1 && cumulative[at] <= sum * i / n)
			at++;
		guide[i] = at;
	}
	*pick = (struct sim_pick){ cumulative, guide, n };
	return true;
}

int sim_pick_draw(const struct sim_pick *pick, struct sim_random *random)
{
	double u = sim_random_uniform(random), x = u * pick->cumulative[pick->n - 1];
	int i = pick->guide[(int)(u * pick->n)];

	/* Rounding may have put the guide one place too far. */
	while (i > 0 && pick->cumulative[i - 1] > x)
		i--;
	while (i < pick->n - 1 && pick->cumulative[i] <= x)
		i++;
	return i;
}
