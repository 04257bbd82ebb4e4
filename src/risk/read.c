/* read.c - see read.h. Declarations first, then what hangs on them, merged in the order of their numbers. */
#include "read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/kind.h"
#include "money.h"
#include "store/rows.h"

/* What profiles call the things that have a place of their own here. */
static const struct alias {
	const char *name;
	bool is_measure;
	int of;
} aliases[] = {
	{.name = "departure", .of = RISK_DEPARTURE},
	{.name = "country_of_departure", .of = RISK_DEPARTURE},
	{.name = "dispatch", .of = RISK_DEPARTURE},
	{.name = "export_country", .of = RISK_DEPARTURE},
	{.name = "seller", .of = RISK_SELLER},
	{.name = "seller_id", .of = RISK_SELLER},
	{.name = "supplier", .of = RISK_SELLER},
	{.name = "consignor", .of = RISK_SELLER},
	{.name = "tax_type", .of = RISK_TAX_TYPE},
	{.name = "duty_type", .of = RISK_TAX_TYPE},
	{.name = "tax_rate", .is_measure = true, .of = RISK_RATE},
	{.name = "duty_rate", .is_measure = true, .of = RISK_RATE},
	{.name = "net_mass", .is_measure = true, .of = RISK_MASS},
	{.name = "net_kg", .is_measure = true, .of = RISK_MASS},
	{.name = "net_weight", .is_measure = true, .of = RISK_MASS},
};

/* One attribute or measure, and the column it goes to. */
struct extra {
	int64_t id;
	bool is_measure;
	int column;
};

struct reading {
	struct store *store;
	const struct risk_window *window;
	struct risk_data *data;
	struct risk_money *money;
	struct extra *extras;
	size_t n_extras;
	double *item_value;	/* value of the items read so far, one a row */
	struct err *err;
};

static const struct alias *alias_find(const char *name, bool is_measure)
{
	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++) {
		if (aliases[i].is_measure == is_measure && strcmp(aliases[i].name, name) == 0)
			return &aliases[i];
	}
	return NULL;
}

struct names {
	struct arena arena;
	const char **texts[2];	/* attributes, measures: those without an alias */
	int n[2];
	size_t room;
};

static bool extra_add(struct reading *reading, struct names *names, const struct store_rows *rows)
{
	const char *name = store_rows_text(rows, 1);
	bool is_measure = store_rows_int(rows, 2) != 0;
	const struct alias *alias = alias_find(name, is_measure);
	struct extra *grown = realloc(reading->extras, (reading->n_extras + 1) * sizeof(*grown));

	if (!grown)
		return false;
	reading->extras = grown;
	grown += reading->n_extras++;
	*grown = (struct extra){.id = store_rows_int(rows, 0), .is_measure = is_measure};
	if (alias) {
		grown->column = alias->of;
		return true;
	}
	if ((size_t)names->n[is_measure] == names->room)
		return false;
	grown->column = (is_measure ? (int)RISK_NUMBERS : (int)RISK_CODES) + names->n[is_measure];
	names->texts[is_measure][names->n[is_measure]] = arena_printf(&names->arena, "%s.%s",
		is_measure ? "measure" : "attribute", name);
	return names->texts[is_measure][names->n[is_measure]++] != NULL;
}

static bool names_read(struct reading *reading, struct names *names)
{
	struct store_rows *rows = NULL;
	int got;

	names->room = 256;
	for (int i = 0; i < 2; i++) {
		names->texts[i] = arena_array(&names->arena, names->room, sizeof(*names->texts[i]));
		if (!names->texts[i])
			return err_memory(reading->err);
	}
	if (!store_rows_open(reading->store, "risk_extra_names", &rows, reading->err))
		return false;
	while ((got = store_rows_next(rows, reading->err)) == 1) {
		if (!extra_add(reading, names, rows)) {
			got = -1;
			err_memory(reading->err);
			break;
		}
	}
	store_rows_close(rows);
	return got == 0;
}

static const char *word_of(void *context, uint32_t code)
{
	return store_code_text(context, code);
}

static bool columns_make(struct reading *reading)
{
	struct names names = {0};
	bool ok;

	arena_init(&names.arena);
	ok = names_read(reading, &names);
	if (ok && !risk_data_init(reading->data, names.texts[0], names.n[0], names.texts[1], names.n[1]))
		ok = err_memory(reading->err);
	else if (ok)
		*reading->data->words = (struct risk_words){.text = word_of, .context = reading->store};
	arena_finish(&names.arena);
	return ok;
}

static double number_of(const struct store_rows *rows, int column)
{
	return store_rows_is_null(rows, column) ? NAN : store_rows_double(rows, column);
}

/* The columns that a declaration and its earlier version have in common, the regime's first. */
static void declared_take(struct reading *reading, const struct store_rows *rows, int first, size_t row)
{
	static const enum risk_code codes[] = {RISK_REGIME, RISK_MODE, RISK_IMPORTER, RISK_BROKER, RISK_ORIGIN, RISK_HS};
	uint32_t *code = risk_data_codes(reading->data, row);
	double *number = risk_data_numbers(reading->data, row);
	uint32_t currency = (uint32_t)store_rows_int(rows, first + 9);
	double unit = risk_money_unit(reading->money, currency, reading->data->rows[row].day);

	reading->data->rows[row].currency = currency;
	for (int i = 0; i < 6; i++)
		code[codes[i]] = (uint32_t)store_rows_int(rows, first + i);
	number[RISK_ITEMS] = number_of(rows, first + 6);
	number[RISK_MASS] = number_of(rows, first + 7);
	number[RISK_VALUE] = number_of(rows, first + 8) * unit;
	number[RISK_ASSESSED] = number_of(rows, first + 10) * unit / number[RISK_VALUE];
	if (!isfinite(number[RISK_ASSESSED]))
		number[RISK_ASSESSED] = NAN;
}

static bool first_version_take(struct reading *reading, size_t row)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(reading->store, "risk_first_version", &rows, reading->err))
		return false;
	store_rows_bind_int(rows, 1, reading->data->rows[row].id);
	got = store_rows_next(rows, reading->err);
	if (got == 1)
		declared_take(reading, rows, 0, row);
	store_rows_close(rows);
	return got >= 0;
}

static int8_t choice_of(const char *reason)
{
	if (!reason || strcmp(reason, "none") == 0)
		return RISK_CHOICE_UNKNOWN;
	return strcmp(reason, "random") == 0 ? RISK_CHOICE_RANDOM : RISK_CHOICE_TARGETED;
}

static bool declaration_take(struct reading *reading, const struct store_rows *rows)
{
	struct risk_data *data = reading->data;
	struct risk_row *row = risk_data_add(data);
	size_t at = data->n - 1;

	if (!row)
		return err_memory(reading->err);
	row->id = store_rows_int(rows, 0);
	row->name = arena_strdup(&data->arena, store_rows_text(rows, 1));
	row->day = row->known = (int32_t)store_rows_int(rows, 2);
	row->score = number_of(rows, 19);
	row->choice = choice_of(store_rows_text(rows, 20));
	if (!row->name)
		return err_memory(reading->err);
	risk_data_codes(data, at)[RISK_OFFICE] = (uint32_t)store_rows_int(rows, 4);
	risk_data_codes(data, at)[RISK_FLOW] = (uint32_t)store_rows_int(rows, 5);
	declared_take(reading, rows, 6, at);
	risk_data_numbers(data, at)[RISK_AEO] = number_of(rows, 17);
	risk_data_numbers(data, at)[RISK_PAPER] = number_of(rows, 18);
	return store_rows_int(rows, 3) <= 1 || first_version_take(reading, at);
}

/* The ids as a JSON array; NULL where days are asked for. */
static const char *ids_text(const struct risk_window *window, struct text *out)
{
	if (!window->ids)
		return NULL;
	for (size_t i = 0; i < window->n_ids; i++)
		text_appendf(out, "%c%lld", i ? ',' : '[', (long long)window->ids[i]);
	text_append(out, window->n_ids ? "]" : "[]");
	return out->data;
}

static bool declarations_read(struct reading *reading)
{
	struct store_rows *rows = NULL;
	struct text ids = TEXT_INIT;
	int got;

	if (!store_rows_open(reading->store, "risk_declarations", &rows, reading->err))
		return false;
	store_rows_bind_text(rows, 4, ids_text(reading->window, &ids));
	store_rows_bind_int(rows, 1, reading->window->from);
	store_rows_bind_int(rows, 2, reading->window->to);
	store_rows_bind_int(rows, 3, reading->window->judged ? 1 : reading->window->open ? 2 : 0);
	while ((got = store_rows_next(rows, reading->err)) == 1) {
		if (!declaration_take(reading, rows)) {
			got = -1;
			break;
		}
	}
	store_rows_close(rows);
	text_finish(&ids);
	return got == 0;
}

typedef void take_child(struct reading *reading, const struct store_rows *rows, size_t row);

static void inspection_take(struct reading *reading, const struct store_rows *rows, size_t at)
{
	struct risk_row *row = &reading->data->rows[at];
	int32_t known = store_rows_is_null(rows, 2) ? row->day : (int32_t)store_rows_int(rows, 2);
	uint32_t currency = store_rows_int(rows, 4) ? row->currency : 0;	/* told in the declaration's own row */

	row->known = known > row->day ? known : row->day;
	if (row->known > reading->window->known_by)
		return;
	row->label = store_rows_int(rows, 1) > 0;
	if (!store_rows_is_null(rows, 3))
		row->recovered = store_rows_double(rows, 3) * risk_money_unit(reading->money, currency, row->day);
}

/* The first item stands for the declaration where its own row is silent; masses and rates are those of all items. */
static void item_take(struct reading *reading, const struct store_rows *rows, size_t at)
{
	uint32_t *code = risk_data_codes(reading->data, at);
	double *number = risk_data_numbers(reading->data, at);
	double kilograms = number_of(rows, 4), rate = number_of(rows, 6), value = store_rows_double(rows, 5);
	double *seen = &reading->item_value[at];

	if (!code[RISK_HS])
		code[RISK_HS] = (uint32_t)store_rows_int(rows, 1);
	if (!code[RISK_ORIGIN])
		code[RISK_ORIGIN] = (uint32_t)store_rows_int(rows, 2);
	if (!code[RISK_DEPARTURE])
		code[RISK_DEPARTURE] = (uint32_t)store_rows_int(rows, 3);
	if (isnan(*seen)) {
		*seen = 0;
		number[RISK_MASS] = isnan(kilograms) ? number[RISK_MASS] : 0;
	}
	if (!isnan(kilograms))
		number[RISK_MASS] += kilograms;
	if (isnan(rate) || !(value >= 0))
		return;
	if (isnan(number[RISK_RATE]))
		number[RISK_RATE] = rate;
	else if (*seen + value > 0)
		number[RISK_RATE] = (number[RISK_RATE] * *seen + rate * value) / (*seen + value);
	*seen += value;
}

static void extra_take(struct reading *reading, const struct store_rows *rows, size_t at)
{
	int64_t name = store_rows_int(rows, 1);

	for (size_t i = 0; i < reading->n_extras; i++) {
		const struct extra *extra = &reading->extras[i];

		if (extra->id != name)
			continue;
		if (extra->is_measure)
			risk_data_numbers(reading->data, at)[extra->column] = store_rows_double(rows, 3);
		else
			risk_data_codes(reading->data, at)[extra->column] = (uint32_t)store_rows_int(rows, 2);
	}
}

/* Rows of the query come in the order of declarations, as the data stands now: from row `first` to before `end`. */
static bool span_read(struct reading *reading, struct store_rows *rows, take_child *take, size_t first, size_t end)
{
	const struct risk_data *data = reading->data;
	size_t at = first;
	int got;

	store_rows_bind_int(rows, 1, data->rows[first].id);
	store_rows_bind_int(rows, 2, data->rows[end - 1].id);
	while ((got = store_rows_next(rows, reading->err)) == 1) {
		int64_t declaration = store_rows_int(rows, 0);

		while (at < end && data->rows[at].id < declaration)
			at++;
		if (at < end && data->rows[at].id == declaration)
			take(reading, rows, at);
	}
	return got == 0;
}

/* In one sweep, or one by one where a few were asked for from anywhere. */
static bool children_read(struct reading *reading, const char *query, take_child *take)
{
	size_t n = reading->data->n, step = reading->window->ids ? 1 : n;
	struct store_rows *rows = NULL;
	bool ok = true;

	if (n > 0 && !store_rows_open(reading->store, query, &rows, reading->err))
		return false;
	for (size_t first = 0; ok && first < n; first += step)
		ok = span_read(reading, rows, take, first, first + step);
	store_rows_close(rows);
	return ok;
}

static bool items_read(struct reading *reading)
{
	size_t n = reading->data->n;
	bool ok;

	reading->item_value = malloc((n ? n : 1) * sizeof(*reading->item_value));
	if (!reading->item_value)
		return err_memory(reading->err);
	for (size_t i = 0; i < n; i++)
		reading->item_value[i] = NAN;
	ok = children_read(reading, "risk_items", item_take);
	free(reading->item_value);
	return ok;
}

/* Rates come as written: 0.05 to some, 5 to others. */
static double rate_unit(const struct risk_data *data)
{
	for (size_t i = 0; i < data->n; i++) {
		if (risk_data_numbers(data, i)[RISK_RATE] > 1)
			return 0.01;
	}
	return 1;
}

/* Tax at stake: what the declared value would bring at its rate, or what was assessed at first. An upper bound. */
static void stakes_fill(struct risk_data *data)
{
	double unit = rate_unit(data);

	for (size_t i = 0; i < data->n; i++) {
		const double *number = risk_data_numbers(data, i);
		double rate = isnan(number[RISK_RATE]) ? number[RISK_ASSESSED] : number[RISK_RATE] * unit;

		data->rows[i].stake = number[RISK_VALUE] * rate;
	}
}

/* What nobody has judged by then is left out, where only the judged are wanted. */
static void unjudged_drop(struct risk_data *data)
{
	size_t n = 0;

	for (size_t i = 0; i < data->n; i++) {
		if (data->rows[i].label == RISK_UNJUDGED)
			continue;
		if (n != i)
			risk_data_move(data, n, i);
		n++;
	}
	risk_data_cut(data, n);
}

static void others_drop(struct risk_data *data, const struct risk_only *only)
{
	size_t n = 0;

	for (size_t i = 0; i < data->n; i++) {
		if (!only->holds(only->context, data->rows[i].id))
			continue;
		if (n != i)
			risk_data_move(data, n, i);
		n++;
	}
	risk_data_cut(data, n);
}

bool risk_read(struct store *store, const struct risk_window *window, struct risk_data *ret_data, struct err *err)
{
	struct risk_data data = {0};
	struct reading reading = {.store = store, .window = window, .data = &data, .err = err};
	bool ok = risk_money_open(store, &reading.money, err) && columns_make(&reading) && declarations_read(&reading);

	if (ok && !risk_data_sort_by_id(&data))
		ok = err_memory(err);
	if (ok && window->only)
		others_drop(&data, window->only);
	ok = ok && children_read(&reading, "risk_inspections", inspection_take);
	if (ok && window->judged)
		unjudged_drop(&data);
	ok = ok && items_read(&reading) && children_read(&reading, "risk_extras", extra_take);
	if (ok) {
		stakes_fill(&data);
		ok = risk_data_sort(&data) || err_memory(err);
	}
	free(reading.extras);
	risk_money_close(reading.money);
	if (ok)
		*ret_data = data;
	else
		risk_data_finish(&data);
	return ok;
}
