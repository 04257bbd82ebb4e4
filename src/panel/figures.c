/* figures.c - between the catalogue and the panels: asks for rows, finds them again, words them.
 *
 * One place decides when a verdict may be spoken and what is said when it may not, so that no panel colours noise. Words
 * are made when a panel loads; painting only copies them. */
#include "figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "model/kind.h"

enum { INDEX_FROM = 400 };

static size_t known_defs(const struct figures_query *query, const struct kpi_def **defs)
{
	size_t n = 0;

	for (size_t i = 0; i < query->n_ids && n < FIGURES_MAX; i++) {
		const struct kpi_def *def = query->ids[i] ? kpi_find(query->ids[i]) : NULL;
		size_t k = 0;

		while (def && k < n && defs[k] != def)
			k++;
		if (def && k == n)
			defs[n++] = def;
	}
	return n;
}

static bool add_filter(struct kpi_query *query, const struct panel_scope_filter *also, struct arena *arena, struct err *err)
{
	struct kpi_filter *filters = arena_array(arena, query->n_filters + 1, sizeof(*filters));
	const char **values = arena_array(arena, 1, sizeof(*values));

	if (!filters || !values)
		return err_memory(err);
	if (query->n_filters)
		memcpy(filters, query->filters, query->n_filters * sizeof(*filters));
	values[0] = also->value;
	if (!kpi_by_parse(also->name, &filters[query->n_filters].by, err))
		return false;
	filters[query->n_filters].values = values;
	filters[query->n_filters].n_values = 1;
	query->filters = filters;
	query->n_filters++;
	return true;
}

/* Targets are set for all, for posts, flows and kinds of transport. */
static bool dim_has_targets(enum kpi_dim dim)
{
	return dim == KPI_DIM_OFFICE || dim == KPI_DIM_FLOW || dim == KPI_DIM_MODE || dim == KPI_DIM_DAY || dim == KPI_DIM_WEEK ||
	       dim == KPI_DIM_MONTH;
}

static bool has_targets(const struct kpi_query *query)
{
	for (size_t i = 0; i < query->n_by; i++)
		if (!dim_has_targets(query->by[i].dim))
			return false;
	for (size_t i = 0; i < query->n_filters; i++)
		if (!dim_has_targets(query->filters[i].by.dim))
			return false;
	return true;
}

/* A red lane is not worse because it misses the target of all lanes: parts that have no target of their own get no word by
 * it. */
static void forget_targets(struct kpi_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (isnan(rows[i].target) && isnan(rows[i].target_low) && isnan(rows[i].target_high))
			continue;
		rows[i].target = rows[i].target_low = rows[i].target_high = NAN;
		rows[i].status = KPI_UNKNOWN;
	}
}

static bool has_period_dim(const struct kpi_query *query)
{
	for (size_t i = 0; i < query->n_by; i++)
		if (query->by[i].dim == KPI_DIM_DAY || query->by[i].dim == KPI_DIM_WEEK || query->by[i].dim == KPI_DIM_MONTH)
			return true;
	return false;
}

static const char *base_name(const struct panel_context *context, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *name;

	compare_text(context, &text);
	name = arena_strdup(arena, text.data);
	text_finish(&text);
	return name;
}

/* Rows judged by those of another period or post; without any there, they say so. */
static bool compare_rows(const struct panel_context *context, const struct kpi_def *const *defs, size_t n_defs,
	const struct kpi_query *query, struct kpi_row *rows, size_t n, struct arena *arena, struct err *err)
{
	bool by_post = context->scope->compare == PANEL_VS_POST;
	const char *name = base_name(context, arena);
	struct kpi_query kpi = *query, scoped;
	struct panel_scope base;
	struct kpi_row *base_rows = NULL;
	size_t n_base = 0;

	if (!name)
		return err_memory(err);
	kpi.without_status = true;
	if (compare_scope(context->scope, &base)) {
		if (!scope_query(&base, arena, &scoped, err))
			return false;
		kpi.from = base.from;
		kpi.to = base.to;
		if (by_post) {
			kpi.filters = scoped.filters;
			kpi.n_filters = scoped.n_filters;
		}
		if (!kpi_evaluate(context->env, defs, n_defs, &kpi, arena, &base_rows, &n_base, err))
			return false;
	}
	kpi_compare(rows, n, base_rows, n_base, by_post ? "office" : NULL, name);
	return true;
}

void figures_record_begin(struct figures_record *record)
{
	*record = (struct figures_record){ .n = 0 };
	arena_init(&record->arena);
}

void figures_record_finish(struct figures_record *record)
{
	arena_finish(&record->arena);
	record->rows = NULL;
	record->n = record->cap = 0;
}

static bool is_recorded(const struct figures_record *record, const struct kpi_row *row)
{
	for (size_t i = 0; i < record->n; i++) {
		const struct kpi_row *other = &record->rows[i];
		bool same = other->def == row->def && strcmp(other->stat, row->stat) == 0 && other->from == row->from && other->to == row->to &&
			other->n_dims == row->n_dims;

		for (size_t k = 0; same && k < row->n_dims; k++)
			same = strcmp(other->dims[k].name, row->dims[k].name) == 0 && strcmp(other->dims[k].value, row->dims[k].value) == 0;
		if (same)
			return true;
	}
	return false;
}

/* The rows' texts live in the arena of the panel that is being loaded, which outlives the record. */
static bool record_rows(struct figures_record *record, const struct kpi_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (is_recorded(record, &rows[i]))
			continue;
		if (record->n == record->cap) {
			size_t cap = record->cap ? record->cap * 2 : 256;
			struct kpi_row *more = arena_array(&record->arena, cap, sizeof(*more));

			if (!more)
				return false;
			if (record->n)
				memcpy(more, record->rows, record->n * sizeof(*more));
			record->rows = more;
			record->cap = cap;
		}
		record->rows[record->n++] = rows[i];
	}
	return true;
}

static int by_first_value(const void *a, const void *b, void *context)
{
	const struct kpi_row *rows = context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = strcmp(rows[x].dims[0].value, rows[y].dims[0].value);

	return order ? order : (x > y) - (x < y);
}

/* Thousands of posts ask for each of their figures and periods: looking through all rows each time took minutes. */
static bool index_rows(struct figures *figures, struct arena *arena)
{
	size_t *places;

	if (figures->n < INDEX_FROM || figures->n_by == 0)
		return true;
	places = arena_array(arena, figures->n, sizeof(*places));
	if (!places)
		return false;
	for (size_t i = 0; i < figures->n; i++)
		places[i] = i;
	qsort_r(places, figures->n, sizeof(*places), by_first_value, (void *)(uintptr_t)figures->rows);
	figures->by_first = places;
	return true;
}

bool figures_load(const struct panel_context *context, const struct figures_query *query, struct arena *arena,
	struct figures *ret_figures, struct err *err)
{
	const struct kpi_def *defs[FIGURES_MAX];
	size_t n_defs = known_defs(query, defs), n = 0;
	struct kpi_row *rows = NULL;
	struct kpi_query kpi;

	if (!scope_query(context->scope, arena, &kpi, err))
		return false;
	if (query->from || query->to) {
		kpi.from = query->from;
		kpi.to = query->to;
	}
	kpi.by = query->by;
	kpi.n_by = query->n_by;
	kpi.without_status = !query->with_status;
	kpi.against = context->scope->compare == PANEL_VS_TARGET ? KPI_AGAINST_TARGET :
		context->scope->compare == PANEL_VS_BOTH ? KPI_AGAINST_TARGET_OR_USUAL : KPI_AGAINST_USUAL;
	if (query->also && !add_filter(&kpi, query->also, arena, err))
		return false;
	if (n_defs && !kpi_evaluate(context->env, defs, n_defs, &kpi, arena, &rows, &n, err))
		return false;
	if (!has_targets(&kpi))
		forget_targets(rows, n);
	if (query->with_status && n_defs && context->scope->compare >= PANEL_VS_PREVIOUS && !has_period_dim(&kpi) &&
	    !compare_rows(context, defs, n_defs, &kpi, rows, n, arena, err))
		return false;
	n = kpi_rows_grouped(rows, n, query->n_by);
	if (context->record && !record_rows(context->record, rows, n))
		return err_memory(err);
	*ret_figures = (struct figures){ .rows = rows, .n = n, .n_by = query->n_by };
	return index_rows(ret_figures, arena) || err_memory(err);
}

bool figures_load_year_ago(const struct panel_context *context, const char *const *ids, size_t n_ids, bool whole, struct arena *arena,
	struct figures *ret_year, struct err *err)
{
	struct panel_scope scope = *context->scope, year;
	struct figures_query query = { .ids = ids, .n_ids = n_ids };
	struct panel_context unrecorded = *context;

	*ret_year = (struct figures){ .n = 0 };
	unrecorded.record = NULL;
	scope.compare = PANEL_VS_LAST_YEAR;
	if (!compare_scope(&scope, &year) || (whole && year.from < scope.first_day))
		return true;
	query.from = year.from;
	query.to = year.to;
	return figures_load(&unrecorded, &query, arena, ret_year, err);
}

static bool row_is(const struct kpi_row *row, const char *const *values, size_t n_values, size_t n_by, const char *category)
{
	for (size_t i = 0; i < n_values; i++)
		if (i >= row->n_dims || strcmp(row->dims[i].value, values[i]) != 0)
			return false;
	return !category || (row->n_dims > n_by && strcmp(row->dims[n_by].value, category) == 0);
}

/* Where the rows of a value of the first dimension begin in the index. */
static size_t first_place(const struct figures *figures, const char *value)
{
	size_t low = 0, high = figures->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(figures->rows[figures->by_first[middle]].dims[0].value, value) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct kpi_row *figures_find(const struct figures *figures, const char *id, const char *stat, const char *const *values,
	size_t n_values, const char *category)
{
	bool indexed = figures->by_first && n_values > 0;

	for (size_t i = indexed ? first_place(figures, values[0]) : 0; i < figures->n; i++) {
		const struct kpi_row *row = &figures->rows[indexed ? figures->by_first[i] : i];

		if (strcmp(row->def->id, id) == 0 && strcmp(row->stat, stat ? stat : row->def->headline) == 0 &&
		    row_is(row, values, n_values, figures->n_by, category))
			return row;
		if (indexed && strcmp(row->dims[0].value, values[0]) != 0)
			return NULL;
	}
	return NULL;
}

const struct kpi_row *figures_get(const struct figures *figures, const char *id, const char *stat, const char *category)
{
	return figures_find(figures, id, stat, NULL, 0, category);
}

bool figures_has_trend(const char *id)
{
	return strcmp(id, "data_freshness") != 0;
}

bool figures_trend_load(const struct panel_context *context, const char *const *ids, size_t n_ids, const struct kpi_by *first,
	struct arena *arena, struct figures *ret_figures, struct scope_trend *ret_trend, struct err *err)
{
	struct scope_trend trend = scope_trend_of(context->scope, FIGURES_TREND);
	const char *kept_ids[FIGURES_MAX];
	struct figures_query query = { .ids = kept_ids, .from = trend.from, .to = trend.to };

	for (size_t i = 0; i < n_ids && query.n_ids < FIGURES_MAX; i++) {
		if (ids[i] && figures_has_trend(ids[i]))
			kept_ids[query.n_ids++] = ids[i];
	}

	if (first)
		query.by[query.n_by++] = *first;
	query.by[query.n_by++] = (struct kpi_by){ .dim = trend.dim };
	if (!figures_load(context, &query, arena, ret_figures, err))
		return false;
	*ret_trend = trend;
	return true;
}

const double *figures_trend(const struct figures *of, const struct scope_trend *trend, const char *id, const char *stat,
	const char *first_value, const char *category, struct arena *arena)
{
	double *values = arena_array(arena, trend->n, sizeof(*values));

	for (size_t i = 0; values && i < trend->n; i++) {
		char label[32];
		const char *by[2] = { first_value, label };
		const struct kpi_row *row;

		scope_trend_label(trend->dim, scope_trend_day(trend, trend->n - 1 - i), label);
		row = first_value ? figures_find(of, id, stat, by, 2, category) : figures_find(of, id, stat, by + 1, 1, category);
		values[i] = row ? row->value : NAN;
	}
	return values;
}

static const char *kept(struct text *text, struct arena *arena)
{
	const char *copy = arena_strdup(arena, text->data);

	text_finish(text);
	return copy ? copy : "";
}

static const char *number(double value, enum kpi_unit unit, int significant, struct arena *arena);

/* Nobody asks for the age of a record to the hundredth of an hour. */
static void append_age(double hours, struct text *out)
{
	if (hours >= FIGURES_DAYS_FROM)
		text_appendf(out, "%.0f d", hours / 24);
	else if (hours < 0.995)
		text_appendf(out, "%.0f min", fmax(hours, 0) * 60);
	else
		text_appendf(out, hours < 9.95 ? "%.1f h" : "%.0f h", hours);
}

/* Money in a column of money is read by its first digits: "27.2 k" under "227 k". Counts stay exact. */
const char *figures_value(const struct kpi_row *row, struct arena *arena)
{
	struct text text = TEXT_INIT;

	if (row && row->def->unit == KPI_MONEY)
		return number(row->value, KPI_MONEY, 3, arena);
	if (row && strcmp(row->def->id, "data_freshness") == 0 && isfinite(row->value)) {
		append_age(row->value, &text);
		return kept(&text, arena);
	}
	kpi_format_value(row ? row->value : NAN, row ? row->def->unit : KPI_COUNT, false, &text);
	return kept(&text, arena);
}

/* Significant figures without an exponent. */
static void append_figures(double value, int significant, struct text *out)
{
	double size = fabs(value);
	int decimals = significant - (size >= 100 ? 3 : size >= 10 ? 2 : 1);
	char buffer[64];
	size_t n;

	if (value == floor(value))
		decimals = 0;
	snprintf(buffer, sizeof(buffer), "%.*f", decimals > 0 ? decimals : 0, size);
	n = strlen(buffer);
	while (decimals > 0 && n > 1 && buffer[n - 1] == '0')
		buffer[--n] = '\0';
	if (decimals > 0 && buffer[n - 1] == '.')
		buffer[n - 1] = '\0';
	text_append(out, value < 0 && strspn(buffer, "0.") < strlen(buffer) ? "−" : "");
	text_append(out, buffer);
}

struct magnitude {
	double size;
	const char *name;
};

static const struct magnitude *magnitude_of(double value)
{
	static const struct magnitude magnitudes[] = { { 1e3, " k" }, { 1e6, " M" }, { 1e9, " bn" }, { 1e12, " tn" } };
	size_t i = 0;

	while (i + 1 < sizeof(magnitudes) / sizeof(magnitudes[0]) && fabs(value) >= 999.5 * magnitudes[i].size)
		i++;
	return &magnitudes[i];
}

static const char *number(double value, enum kpi_unit unit, int significant, struct arena *arena)
{
	struct text text = TEXT_INIT;

	if (isnan(value)) {
		text_append(&text, "–");
	} else if (fabs(value) >= 10000) {
		append_figures(value / magnitude_of(value)->size, significant, &text);
		text_append(&text, magnitude_of(value)->name);
	} else if (fabs(value) >= 1000) {
		kpi_format_value(value, KPI_COUNT, false, &text);
	} else {
		append_figures(unit == KPI_ONE ? value * 100 : value, significant, &text);
	}
	return kept(&text, arena);
}

const char *figures_number(double value, enum kpi_unit unit, struct arena *arena)
{
	return number(value, unit, 3, arena);
}

const char *figures_count(int64_t n, struct arena *arena)
{
	struct text text = TEXT_INIT;
	char digits[32];
	size_t len;

	snprintf(digits, sizeof(digits), "%lld", (long long)n);
	len = strlen(digits);
	for (size_t i = 0; i < len; i++) {
		text_put(&text, digits[i]);
		if (i + 1 < len && (len - i - 1) % 3 == 0 && digits[i] != '-')
			text_append(&text, "\u2009");
	}
	return kept(&text, arena);
}

double figures_money_unit(const char *currency)
{
	double unit = 1;

	for (int i = model_currency_decimals(currency ? currency : ""); i > 0; i--)
		unit *= 10;
	return unit;
}

/* Limits are not known to more than two figures; a dash after a minus would not be read. */
static const char *usual_text(const struct kpi_row *row, struct arena *arena)
{
	const char *low = number(row->usual_low, row->def->unit, 2, arena), *high = number(row->usual_high, row->def->unit, 2, arena);

	if (strcmp(low, high) == 0)
		return arena_printf(arena, "usual %s", low);
	return arena_printf(arena, "usual %s%s%s", low, row->usual_low < 0 ? " to " : "–", high);
}

const char *figures_target(const struct kpi_row *row, struct arena *arena)
{
	enum kpi_unit unit = row->def->unit;
	const char *dash = "–", *text = "";

	if (row->base_name)
		text = arena_printf(arena, "%s %s", isnan(row->base) ? "then" : "was", figures_number(row->base, unit, arena));
	else if (!isnan(row->target_low) && !isnan(row->target_high))
		text = arena_printf(arena, "band %s%s%s", figures_number(row->target_low, unit, arena), dash,
			figures_number(row->target_high, unit, arena));
	else if (!isnan(row->target))
		text = arena_printf(arena, "target %s", figures_number(row->target, unit, arena));
	else if (!isnan(row->usual_low) && !isnan(row->usual_high))
		text = usual_text(row, arena);
	return text ? text : "";
}

const char *figures_interval(const struct kpi_row *row, struct arena *arena)
{
	const char *text;

	if (isnan(row->low) || isnan(row->high))
		return "";
	text = arena_printf(arena, "%s%s%s", figures_number(row->low, row->def->unit, arena), row->low < 0 ? " to " : "–",
		figures_number(row->high, row->def->unit, arena));
	return text ? text : "";
}

const char *figures_missing(const struct kpi_row *row)
{
	const char *dot = row->missing ? strchr(row->missing, '.') : NULL;

	return dot ? dot + 1 : row->missing;
}

/* Why there is no word, for a figure that history, coverage or n cannot judge. */
static const char *unjudged(const struct kpi_row *row, struct arena *arena)
{
	const char *text = NULL;

	if (row->missing && strncmp(row->missing, "declarations.", 13) == 0)
		text = arena_printf(arena, "needs %s", figures_missing(row));
	else if (row->missing && strncmp(row->missing, "settings.", 9) == 0)
		return "needs a setting";
	else if (row->missing)		/* "targets.value": a file of its own, whose name says more than its column's */
		text = arena_printf(arena, "needs %.*s", (int)strcspn(row->missing, "."), row->missing);
	else if (isnan(row->value))
		return "none to count";
	else if (row->base_name && isnan(row->base))
		return "nothing then";
	else if (row->base_name && row->base_n < 30 && row->def->unit != KPI_COUNT && row->def->unit != KPI_MONEY)
		return "too few then";
	else if (row->n < 30 && row->def->cohort != KPI_AT_STOCK && row->def->unit != KPI_COUNT && row->def->unit != KPI_MONEY)
		return "too few to tell";
	else if (row->coverage < 0.8)
		text = arena_printf(arena, "only %.0f %% known", row->coverage * 100);
	else if (row->base_name)
		return row->def->better == KPI_BAND ? "changed" : "cannot tell";
	else if (isnan(row->target) && isnan(row->target_low))
		return "no target";
	return text ? text : "";
}

bool figures_is_new(const struct kpi_row *row)
{
	return (row->status == KPI_WORSE || row->status == KPI_BETTER) && row->before != KPI_UNKNOWN && row->before != row->status;
}

const char *figures_rule_word(const struct kpi_row *row, double random_rate, enum canvas_role *ret_role)
{
	*ret_role = CANVAS_MUTED;
	if (row->n < FIGURES_TELLING)
		return "too few to tell";
	if (isnan(random_rate))
		return "no random picks to compare";
	if (row->n >= FIGURES_DEAD && row->high < random_rate) {
		*ret_role = CANVAS_BAD;
		return "✗ dead: below random";
	}
	if (row->low > random_rate) {
		*ret_role = CANVAS_GOOD;
		return "✓ above random";
	}
	return "· like random";
}

enum canvas_role figures_role(const struct kpi_row *row)
{
	if (figures_is_new(row))
		return row->status == KPI_WORSE ? CANVAS_WARNING : CANVAS_PLAIN;
	return row->status == KPI_WORSE ? CANVAS_BAD : row->status == KPI_BETTER ? CANVAS_GOOD : CANVAS_PLAIN;
}

struct figures_verdict figures_verdict(const struct kpi_row *row, struct arena *arena)
{
	if (!row)
		return (struct figures_verdict){ .word = "", .role = CANVAS_MUTED, .glyph = "" };
	switch (row->status) {
	case KPI_WORSE:
		if (figures_is_new(row))
			return (struct figures_verdict){ .word = "worse new", .role = CANVAS_WARNING, .glyph = "!" };
		return (struct figures_verdict){ .word = "worse", .role = CANVAS_BAD, .glyph = "✗" };
	case KPI_BETTER:
		if (figures_is_new(row))
			return (struct figures_verdict){ .word = "better new", .role = CANVAS_MUTED, .glyph = "·" };
		return (struct figures_verdict){ .word = "better", .role = CANVAS_GOOD, .glyph = "✓" };
	case KPI_USUAL:
		return (struct figures_verdict){ .word = row->base_name ? "no change" : "as usual", .role = CANVAS_MUTED, .glyph = "·" };
	default:
		return (struct figures_verdict){ .word = unjudged(row, arena), .role = CANVAS_LABEL, .glyph = "" };
	}
}

const char *figures_verdict_text(const struct kpi_row *row, struct arena *arena)
{
	struct figures_verdict verdict = figures_verdict(row, arena);
	const char *text = verdict.glyph[0] ? arena_printf(arena, "%s %s", verdict.glyph, verdict.word) : verdict.word;

	return text ? text : "";
}

/* The edge of what is accepted that lies nearest to the value: target, band or limits of what is usual. */
static double nearest_bound(const struct kpi_row *row)
{
	double low = !isnan(row->target_low) ? row->target_low : row->usual_low;
	double high = !isnan(row->target_high) ? row->target_high : row->usual_high;

	if (row->base_name)
		return row->base;
	if (isnan(row->target_low) && !isnan(row->target))
		return row->target;
	if (!isnan(high) && row->value > high)
		return high;
	if (!isnan(low) && row->value < low)
		return low;
	return NAN;
}

double figures_excess(const struct kpi_row *row)
{
	double bound, scale;

	if (!row || isnan(row->value) || (row->status != KPI_WORSE && row->status != KPI_BETTER))
		return 0;
	bound = nearest_bound(row);
	if (isnan(bound))
		return 1e-6;
	scale = fabs(bound) > 1e-9 ? fabs(bound) : 1;
	return fmax(fabs(row->value - bound) / scale * sqrt((double)(row->n > 0 ? row->n : 1)), 1e-6);
}

const char *figures_stat_word(const char *stat)
{
	if (strcmp(stat, "p50") == 0)
		return "P50";
	if (strcmp(stat, "p90") == 0)
		return "P90";
	return strcmp(stat, "mean") == 0 ? "mean" : "";
}

struct category_title {
	const char *kpi, *format;
};

/* A KPI with categories shows one of them: what it is then called. */
static const struct category_title category_titles[] = {
	{ "open_aged", "Open files > %s" }, { "channel_share", "Given %s lane" }, { "channel_final_share", "%s lane in the end" },
	{ "party_time_share", "Time owned by %s" },
};

/* The newest record of one post is no median; of several posts it is, and the definition says so. */
static const char *stat_in_title(const struct kpi_def *def, const char *stat)
{
	return strcmp(def->id, "data_freshness") == 0 ? "" : figures_stat_word(stat ? stat : def->headline);
}

static const char *category_word(const char *category)
{
	if (strcmp(category, "24h") == 0)
		return "24 h";
	if (strcmp(category, "72h") == 0)
		return "72 h";
	return strcmp(category, "168h") == 0 ? "7 days" : category;
}

static const char *category_title(const struct kpi_def *def, const char *category, struct arena *arena)
{
	for (size_t i = 0; i < sizeof(category_titles) / sizeof(category_titles[0]); i++)
		if (strcmp(category_titles[i].kpi, def->id) == 0)
			return arena_printf(arena, category_titles[i].format, category_word(category));
	return arena_printf(arena, "%s: %s", def->short_title, category_word(category));
}

const char *figures_title(const struct kpi_def *def, const char *stat, const char *category, struct arena *arena)
{
	const char *word = stat_in_title(def, stat), *text = def->short_title;

	if (category && category[0])
		text = category_title(def, category, arena);
	else if (word[0])
		text = arena_printf(arena, "%s, %s", def->short_title, word);
	return text ? text : "";
}

const char *figures_subject(const struct kpi_def *def, const char *stat, const char *category, struct arena *arena)
{
	const char *word = stat_in_title(def, stat);
	char *text = category && category[0] ? arena_strdup(arena, figures_title(def, stat, category, arena)) :
		arena_printf(arena, "%s%s%s", def->short_title, word[0] ? " " : "", word);

	if (!text)
		return def->short_title;
	/* Not the first letter of an acronym. */
	if (text[0] >= 'A' && text[0] <= 'Z' && !(text[1] >= 'A' && text[1] <= 'Z'))
		text[0] = (char)(text[0] - 'A' + 'a');
	return text;
}
