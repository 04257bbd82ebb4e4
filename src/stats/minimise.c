/* minimise.c - see minimise.h. The same start gives the same end: nothing is random. */
#include "minimise.h"

#include <math.h>
#include <string.h>

struct vertex {
	double x[MINIMISE_MAX], cost;
};

struct simplex {
	minimise_cost *cost;
	void *context;
	size_t n;
	const double *low, *high;
	struct vertex vertices[MINIMISE_MAX + 1];
	int left;		/* evaluations */
};

static void vertex_judge(struct simplex *simplex, struct vertex *vertex)
{
	for (size_t i = 0; i < simplex->n; i++)
		vertex->x[i] = fmin(fmax(vertex->x[i], simplex->low[i]), simplex->high[i]);
	vertex->cost = simplex->cost(simplex->context, vertex->x);
	if (isnan(vertex->cost))
		vertex->cost = HUGE_VAL;
	simplex->left--;
}

/* Best first; a handful of them. */
static void simplex_sort(struct simplex *simplex)
{
	for (size_t i = 1; i <= simplex->n; i++) {
		struct vertex vertex = simplex->vertices[i];
		size_t at = i;

		for (; at > 0 && simplex->vertices[at - 1].cost > vertex.cost; at--)
			simplex->vertices[at] = simplex->vertices[at - 1];
		simplex->vertices[at] = vertex;
	}
}

static void simplex_init(struct simplex *simplex, const double *x, double part)
{
	for (size_t v = 0; v <= simplex->n; v++) {
		struct vertex *vertex = &simplex->vertices[v];

		memcpy(vertex->x, x, simplex->n * sizeof(*x));
		if (v > 0) {
			double width = simplex->high[v - 1] - simplex->low[v - 1], step = part * width;

			vertex->x[v - 1] += vertex->x[v - 1] + step > simplex->high[v - 1] ? -step : step;
		}
		vertex_judge(simplex, vertex);
	}
	simplex_sort(simplex);
}

/* The worst vertex moved through the middle of the others, `by` times its distance. */
static struct vertex vertex_moved(struct simplex *simplex, double by)
{
	size_t n = simplex->n;
	struct vertex moved = {.cost = 0};

	for (size_t i = 0; i < n; i++) {
		double middle = 0;

		for (size_t v = 0; v < n; v++)
			middle += simplex->vertices[v].x[i] / (double)n;
		moved.x[i] = middle + by * (simplex->vertices[n].x[i] - middle);
	}
	vertex_judge(simplex, &moved);
	return moved;
}

static void simplex_shrink(struct simplex *simplex)
{
	for (size_t v = 1; v <= simplex->n; v++) {
		for (size_t i = 0; i < simplex->n; i++)
			simplex->vertices[v].x[i] = (simplex->vertices[v].x[i] + simplex->vertices[0].x[i]) / 2;
		vertex_judge(simplex, &simplex->vertices[v]);
	}
}

static void simplex_step(struct simplex *simplex)
{
	struct vertex *worst = &simplex->vertices[simplex->n];
	struct vertex moved = vertex_moved(simplex, -1);

	if (moved.cost < simplex->vertices[0].cost) {
		struct vertex further = vertex_moved(simplex, -2);

		*worst = further.cost < moved.cost ? further : moved;
	} else if (moved.cost < simplex->vertices[simplex->n - 1].cost) {
		*worst = moved;
	} else {
		struct vertex nearer = vertex_moved(simplex, moved.cost < worst->cost ? -0.5 : 0.5);

		if (nearer.cost < fmin(moved.cost, worst->cost))
			*worst = nearer;
		else
			simplex_shrink(simplex);
	}
	simplex_sort(simplex);
}

static double simplex_width(const struct simplex *simplex)
{
	double width = 0;

	for (size_t i = 0; i < simplex->n; i++) {
		double range = simplex->high[i] - simplex->low[i];

		for (size_t v = 1; v <= simplex->n && range > 0; v++)
			width = fmax(width, fabs(simplex->vertices[v].x[i] - simplex->vertices[0].x[i]) / range);
	}
	return width;
}

double minimise(minimise_cost *cost, void *context, size_t n, double *x, const double *low, const double *high, double step,
	int evaluations)
{
	struct simplex simplex = {.cost = cost, .context = context, .n = n, .low = low, .high = high, .left = evaluations};

	simplex_init(&simplex, x, step);
	while (simplex.left > 0 && simplex_width(&simplex) > 1e-4)
		simplex_step(&simplex);
	memcpy(x, simplex.vertices[0].x, n * sizeof(*x));
	return simplex.vertices[0].cost;
}
