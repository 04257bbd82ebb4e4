/* pairs.c - a broker and an officer who meet more often than files are dealt: a prompt to look, never proof.
 *
 * The figure marks them (kpi pair_lift: ten files or more, twice what dealing them at random brings, at an adjusted p below 0.01); here
 * the strongest of each post becomes a finding, both under a pseudonym. */
#include <math.h>
#include <string.h>

#include "phrase.h"
#include "search.h"

enum { QUARTER_WEEKS = 13, LEAST_WEEKS = 2, ENOUGH_FILES = 150000 };

#define SCORE_MOST 30.0
#define EXACT 15.0	/* digits to which a chance is known: it is one less those of fewer meetings */
#define CHANCE 0.001	/* a brief is read every day, and files of a broker come in bunches: stricter than the mark */

static const char *dim_of(const struct kpi_row *row, const char *name)
{
	for (size_t i = 0; i < row->n_dims; i++)
		if (strcmp(row->dims[i].name, name) == 0)
			return row->dims[i].value;
	return "";
}

static double evidence_of(const struct kpi_row *row)
{
	return fmin(-log10(fmax(row->p, 1e-300)), EXACT);
}

/* By chance; where both are beyond what is known of it, by the meetings that dealing does not bring. */
static bool is_stronger(const struct finding *told, const struct kpi_row *row)
{
	double evidence = evidence_of(row);

	return evidence != told->evidence ? evidence > told->evidence :
		(double)row->n - row->denominator > (double)told->n - told->expected;
}

static void tell(struct search *search, const struct kpi_row *row, int weeks)
{
	const char *office = dim_of(row, "office");
	struct kpi_dim_value place = { .name = "office", .value = office };
	struct kpi_row at = { .def = row->def, .dims = &place, .n_dims = 1 };
	struct finding *finding;

	for (size_t i = 0; i < search->out.n; i++) {
		finding = &search->items[i];
		if (finding->def == row->def && finding->office && strcmp(finding->office, office) == 0) {
			if (!is_stronger(finding, row))
				return;
			*finding = search->items[--search->out.n];	/* the stronger one takes its place */
			break;
		}
	}
	finding = search_add(search, row->def, CUT_OFFICE, &at);
	if (!finding)
		return;
	finding->kind = FINDING_LIMIT;
	finding->verdict = KPI_WORSE;
	finding->weeks = weeks;
	finding->value = row->value;
	finding->n = row->n;
	finding->expected = row->denominator;
	finding->evidence = evidence_of(row);
	finding->broker = phrase_pseudonym(dim_of(row, "broker"), search->arena);
	finding->officer = phrase_pseudonym(dim_of(row, "officer"), search->arena);
	finding->broker_code = arena_strdup(search->arena, dim_of(row, "broker"));
	finding->officer_code = arena_strdup(search->arena, dim_of(row, "officer"));
	finding->score = fmin(2 * finding->evidence, SCORE_MOST) * (1 + log10(1 + (double)finding->n));
}

/* A quarter; of a large country as many whole weeks as hold enough files, two at least: a pair shows in them as well. */
static int32_t days_of(const struct search *search)
{
	int64_t files = 0;

	for (size_t i = 0; i < search->weekly[CUT_WHOLE].n; i++) {
		const struct kpi_row *row = &search->weekly[CUT_WHOLE].rows[i];

		for (size_t k = 0; strcmp(row->def->id, "declarations_registered") == 0 && k < QUARTER_WEEKS; k++)
			files += row->course[k].n;
	}
	if (files <= ENOUGH_FILES)
		return QUARTER_WEEKS * WEEK;
	files = QUARTER_WEEKS * ENOUGH_FILES / files;
	return (files < LEAST_WEEKS ? LEAST_WEEKS : (int32_t)files) * WEEK;
}

bool search_pairs(struct search *search, struct err *err)
{
	int32_t days = days_of(search);
	static const struct kpi_by by[] = { { .dim = KPI_DIM_OFFICE }, { .dim = KPI_DIM_BROKER }, { .dim = KPI_DIM_OFFICER } };
	const struct kpi_def *def = kpi_find("pair_lift");
	struct kpi_query query = { .from = search->to - days + 1, .to = search->to, .filters = search->filters,
		.n_filters = search->n_filters, .by = by, .n_by = 3, .against = KPI_AGAINST_TARGET };
	struct kpi_row *rows;
	size_t n;

	if (!kpi_evaluate(search->env, &def, 1, &query, &search->scratch, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (rows[i].status == KPI_WORSE && rows[i].p <= CHANCE && rows[i].n_dims == 3 && !rows[i].missing && dim_of(&rows[i], "broker")[0])
			tell(search, &rows[i], days / WEEK);
	return true;
}
