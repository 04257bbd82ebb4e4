/* because.c - see because.h. Parts come from the exact split of kpi/drivers.h; stages and owners from hours a declaration. */
#include "because.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kpi/drivers.h"
#include "watch.h"
#include "window.h"

enum { STAGES_MAX = 8 };

#define LEAST_SHARE 0.3		/* what explains less is not named */
#define LEAST_CONCENTRATION 1.5	/* a part is named when it explains that much more than its weight in declarations */

enum { LEAST_CASES = 10, SET_MOST = 3 };	/* a person or a firm with fewer declarations is chance; more names than three are no answer */

struct inquiry {
	const struct kpi_env *env;
	struct finding *finding;
	struct kpi_query now, base;
	double figures[2];		/* now and before */
	struct arena *arena;
};

static void add(struct finding *finding, struct finding_driver driver)
{
	size_t at = finding->n_drivers;

	if (fabs(driver.share) < LEAST_SHARE || driver.share < 0)
		return;
	if (at == FINDING_DRIVERS) {
		if (driver.share <= finding->drivers[at - 1].share)
			return;
		at--;
	} else {
		finding->n_drivers++;
	}
	for (; at > 0 && finding->drivers[at - 1].share < driver.share; at--)
		finding->drivers[at] = finding->drivers[at - 1];
	finding->drivers[at] = driver;
}

static bool is_of_persons(enum kpi_dim dim)
{
	return dim == KPI_DIM_BROKER || dim == KPI_DIM_IMPORTER || dim == KPI_DIM_OFFICER;
}

static bool is_sum(const struct finding *finding)
{
	return strcmp(finding->stat, "sum") == 0 || strcmp(finding->stat, "count") == 0;
}

static int compare_totals(const void *a, const void *b)
{
	const struct kpi_driver *x = a, *y = b;

	if (fabs(x->total) != fabs(y->total))
		return fabs(x->total) > fabs(y->total) ? -1 : 1;
	return strcmp(x->value, y->value);
}

/* Sums of two spans of unequal length: the one before counts as if it had lasted as long. */
static void equal_days(const struct inquiry *inquiry, struct kpi_change *change)
{
	double now = inquiry->now.to - inquiry->now.from + 1, base = inquiry->base.to - inquiry->base.from + 1;

	change->change = 0;
	for (size_t i = 0; i < change->n; i++) {
		struct kpi_driver *driver = &change->drivers[i];
		double before = isnan(driver->base) ? 0 : driver->base;

		driver->base = before * now / base;
		driver->total = (isnan(driver->now) ? 0 : driver->now) - driver->base;
		change->change += driver->total;
	}
	if (change->n)
		qsort(change->drivers, change->n, sizeof(*change->drivers), compare_totals);
	kpi_drivers_tell(change);
}

/* Values parted by commas, as --where takes them. */
static const char *values_of(const struct kpi_driver *const *parts, size_t n, struct arena *arena)
{
	const char *list = arena_strdup(arena, parts[0]->value);

	for (size_t i = 1; list && i < n; i++)
		list = arena_printf(arena, "%s,%s", list, parts[i]->value);
	return list ? list : "";
}

/* The fewest parts that explain most of the change, three at most; the largest alone where they are more, or none do. */
static size_t telling_of(const struct kpi_change *change, const struct kpi_driver *parts[SET_MOST])
{
	size_t n = 0;

	parts[0] = &change->drivers[0];
	if (change->n_telling < 2 || change->n_telling > SET_MOST || 2 * change->n_telling > change->n)
		return 1;
	for (size_t i = 0; i < change->n && n < SET_MOST; i++)
		if (change->drivers[i].is_telling && change->drivers[i].value[0])
			parts[n++] = &change->drivers[i];
	return n == change->n_telling ? n : 1;
}

/* Parts explain more than their weight among `all` declarations before; of persons and firms, from enough cases. */
static bool stands_out(const struct kpi_change *change, const struct kpi_driver *const *parts, size_t n, int64_t all, enum kpi_dim dim,
	double *ret_share)
{
	int64_t before = 0, cases = 0;

	*ret_share = 0;
	for (size_t i = 0; i < n; i++) {
		*ret_share += parts[i]->total / change->change;
		before += parts[i]->base_n;
		cases += parts[i]->n > parts[i]->base_n ? parts[i]->n : parts[i]->base_n;
	}
	return (all <= 0 || *ret_share >= LEAST_CONCENTRATION * (double)before / (double)all) && (!is_of_persons(dim) || cases >= LEAST_CASES);
}

/* The fewest parts of a dimension that explain most of it, unless they merely are as large as their weight, or of few cases. All parts
 * are in scratch: of traders there are many. */
static bool part_weigh(struct inquiry *inquiry, enum kpi_dim dim, struct arena *scratch, struct err *err)
{
	struct kpi_by by = { .dim = dim };
	struct finding *finding = inquiry->finding;
	struct kpi_change change;
	const struct kpi_driver *parts[SET_MOST];
	int64_t all = 0;	/* before the change: what grew is what is asked about */
	bool is_one;
	char name[80];
	double share = 0;
	size_t n;

	if (!kpi_drivers_of(inquiry->env, finding->def, finding->stat, inquiry->figures, &inquiry->now, &inquiry->base, &by, scratch, &change,
		    err))
		return false;
	if (is_sum(finding))
		equal_days(inquiry, &change);
	if (change.n < 2 || change.change == 0)
		return true;
	for (size_t i = 0; i < change.n; i++)
		all += change.drivers[i].base_n;
	/* What many parts share by their weight may still stand out in the largest of them. */
	n = telling_of(&change, parts);
	if (n > 1 && !stands_out(&change, parts, n, all, dim, &share))
		n = 1;
	if (n == 1)
		parts[0] = &change.drivers[0];
	if (!stands_out(&change, parts, n, all, dim, &share))
		return true;
	is_one = n == 1;
	add(finding, (struct finding_driver){ .dim = arena_strdup(inquiry->arena, kpi_by_name(&by, name)),
		.value = values_of(parts, n, inquiry->arena), .label = values_of(parts, n, inquiry->arena), .share = share,
		.now = is_one ? parts[0]->now : NAN, .base = is_one ? parts[0]->base : NAN });
	return true;
}

static bool part_of(struct inquiry *inquiry, enum kpi_dim dim, struct err *err)
{
	struct arena scratch;
	bool ok;

	arena_init(&scratch);
	ok = part_weigh(inquiry, dim, &scratch, err);
	arena_finish(&scratch);
	return ok;
}

/* Hours a declaration: of all that have the whole interval, those without the stage count none. */
static double hours_each(const struct kpi_row *rows, size_t n, const char *id, double all)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].def->id, id) == 0 && strcmp(rows[i].stat, "mean") == 0 && rows[i].n_dims == 0)
			return rows[i].n > 0 && all > 0 ? rows[i].value * (double)rows[i].n / all : 0;
	return 0;
}

static double median_of(const struct kpi_row *rows, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].def->id, id) == 0 && strcmp(rows[i].stat, "p50") == 0)
			return rows[i].value;
	return NAN;
}

static double released(const struct kpi_row *rows, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].def->id, id) == 0)
			return (double)rows[i].n;
	return 0;
}

/* Stages overlap, so their shares need not add up; owners do. Means are ruled by the longest files: where that of the whole moved less
 * than a stage did, or the other way, the shares are of what the stage that moved most did. */
static bool stages(struct inquiry *inquiry, struct err *err)
{
	const struct kpi_def *defs[STAGES_MAX + 1];
	struct kpi_row *rows[2];
	size_t n_defs = 0, n[2];
	const char *whole = inquiry->finding->def->id;
	double change, moved[STAGES_MAX];
	bool up;

	for (size_t i = 0; i < n_watch_stages; i++)
		defs[n_defs++] = kpi_find(watch_stages[i].id);
	defs[n_defs++] = inquiry->finding->def;
	if (!kpi_evaluate(inquiry->env, defs, n_defs, &inquiry->now, inquiry->arena, &rows[0], &n[0], err) ||
	    !kpi_evaluate(inquiry->env, defs, n_defs, &inquiry->base, inquiry->arena, &rows[1], &n[1], err))
		return false;
	up = median_of(rows[0], n[0], whole) >= median_of(rows[1], n[1], whole);
	change = hours_each(rows[0], n[0], whole, released(rows[0], n[0], whole)) -
		hours_each(rows[1], n[1], whole, released(rows[1], n[1], whole));
	change = up ? fmax(change, 0) : fmax(-change, 0);
	for (size_t i = 0; i < n_watch_stages; i++) {
		double now = hours_each(rows[0], n[0], watch_stages[i].id, released(rows[0], n[0], whole));
		double base = hours_each(rows[1], n[1], watch_stages[i].id, released(rows[1], n[1], whole));

		moved[i] = up ? now - base : base - now;
		change = fmax(change, moved[i]);
	}
	for (size_t i = 0; i < n_watch_stages && change > 1e-9; i++)
		add(inquiry->finding, (struct finding_driver){ .dim = "stage", .value = watch_stages[i].id, .label = phrase_text(watch_stages[i].label),
			.share = moved[i] / change, .now = median_of(rows[0], n[0], watch_stages[i].id),
			.base = median_of(rows[1], n[1], watch_stages[i].id) });
	return true;
}

/* Whose hours: they add up to the change of the mean. */
static bool owners(struct inquiry *inquiry, struct err *err)
{
	struct kpi_change change;

	if (!kpi_drivers_by_owner(inquiry->env, &inquiry->now, &inquiry->base, inquiry->arena, &change, err))
		return false;
	/* The mean went another way than the middle: a few long files, which is no answer. */
	if (change.n == 0 || change.change * (inquiry->figures[0] - inquiry->figures[1]) <= 0)
		return true;
	for (size_t i = 0; i < change.n; i++)
		add(inquiry->finding, (struct finding_driver){ .dim = "owner", .value = change.drivers[i].value, .label = change.drivers[i].value,
			.share = change.drivers[i].total / change.change, .now = change.drivers[i].now, .base = change.drivers[i].base });
	return true;
}

/* The figure itself over both spans. */
static bool figures_of(struct inquiry *inquiry, struct err *err)
{
	const struct kpi_query *const queries[2] = { &inquiry->now, &inquiry->base };

	for (int i = 0; i < 2; i++) {
		const struct kpi_row *row;
		struct kpi_row *rows;
		size_t n;

		if (!kpi_evaluate(inquiry->env, &inquiry->finding->def, 1, queries[i], inquiry->arena, &rows, &n, err))
			return false;
		row = window_row(rows, n, inquiry->finding->def, inquiry->finding->stat, NULL);
		inquiry->figures[i] = row ? row->value : NAN;
	}
	return true;
}

bool because_fill(const struct kpi_env *env, const struct kpi_filter *filters, size_t n_filters, struct finding *finding, int32_t to,
	struct arena *arena, struct err *err)
{
	static const enum kpi_dim dims[] = { KPI_DIM_OFFICE, KPI_DIM_LANE, KPI_DIM_BROKER, KPI_DIM_HS_CHAPTER, KPI_DIM_IMPORTER,
		KPI_DIM_OFFICER };
	struct window window;
	struct inquiry inquiry = { .env = env, .finding = finding, .arena = arena };
	bool is_release = strcmp(finding->def->id, "release_time_total") == 0 || strcmp(finding->def->id, "customs_clearance_time") == 0 ||
		strcmp(finding->def->id, "lodgement_to_release") == 0;

	if (finding->category || finding->def->cohort == KPI_AT_STOCK)
		return true;
	if (!window_of(finding, filters, n_filters, to, arena, &window, err))
		return false;
	inquiry.now = window.now;
	inquiry.base = window.base;
	if (!figures_of(&inquiry, err))
		return false;
	for (size_t i = 0; i < sizeof(dims) / sizeof(dims[0]); i++)
		if (!(finding->office && dims[i] == KPI_DIM_OFFICE) && !(finding->lane && dims[i] == KPI_DIM_LANE) && !part_of(&inquiry, dims[i], err))
			return false;
	if (is_release && !stages(&inquiry, err))
		return false;
	return !is_release || finding->n_drivers >= FINDING_DRIVERS || owners(&inquiry, err);
}
