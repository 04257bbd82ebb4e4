/* declared.c - see declared.h. What source.c reads from tables comes here as the row itself; a declaration that no file
 * spoke of before has no children but the inspection of its own row. */
#include "declared.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "store/rows.h"

/* Columns of table declaration, and of table inspection; where they stand in a row is asked once. */
enum column {
	REGISTERED_AT, STAMP_FORM, OFFICE, FLOW, REGIME, STATUS, MODE, IMPORTER_ID, BROKER_ID, AEO, ORIGIN, HS,
	CIF_VALUE, ASSESSED_INITIAL, ASSESSED_FINAL, PAID_AMOUNT, EXEMPT_AMOUNT, CURRENCY, PAYMENT_MODE, PAPER,
	LANE_INITIAL, LANE_FINAL, SELECT_REASON, RULE_ID, OFFICER_ID, ASSIGNED_BY, VERSION, ARRIVED_AT, COLUMNS
};

static const char *const columns[] = {
	[REGISTERED_AT] = "registered_at",
	[STAMP_FORM] = "stamp_form",
	[OFFICE] = "office",
	[FLOW] = "flow",
	[REGIME] = "regime",
	[STATUS] = "status",
	[MODE] = "mode",
	[IMPORTER_ID] = "importer_id",
	[BROKER_ID] = "broker_id",
	[AEO] = "aeo",
	[ORIGIN] = "origin",
	[HS] = "hs",
	[CIF_VALUE] = "cif_value",
	[ASSESSED_INITIAL] = "assessed_initial",
	[ASSESSED_FINAL] = "assessed_final",
	[PAID_AMOUNT] = "paid_amount",
	[EXEMPT_AMOUNT] = "exempt_amount",
	[CURRENCY] = "currency",
	[PAYMENT_MODE] = "payment_mode",
	[PAPER] = "paper",
	[LANE_INITIAL] = "lane_initial",
	[LANE_FINAL] = "lane_final",
	[SELECT_REASON] = "select_reason",
	[RULE_ID] = "rule_id",
	[OFFICER_ID] = "officer_id",
	[ASSIGNED_BY] = "assigned_by",
	[VERSION] = "version",
	[ARRIVED_AT] = "arrived_at",
};

enum inspection_column {
	INSPECTION_TYPE, INSPECTION_OUTCOME, INSPECTION_FINDING, INSPECTION_TAX_ADJUSTMENT, INSPECTION_PENALTY,
	INSPECTION_COLUMNS
};

static const char *const inspection_columns[] = {
	[INSPECTION_TYPE] = "type",
	[INSPECTION_OUTCOME] = "outcome",
	[INSPECTION_FINDING] = "finding",
	[INSPECTION_TAX_ADJUSTMENT] = "tax_adjustment",
	[INSPECTION_PENALTY] = "penalty",
};

struct cube_declared {
	struct store *store;
	struct cube_posts *posts;
	const char *const *names, *const *inspection_names; /* of the rows that the places are for */
	int at[COLUMNS], inspection_at[INSPECTION_COLUMNS];
	struct cube_inspection_words words;
	uint32_t newest_word;
	bool has_traders;
	int8_t *aeo; /* by the code of the trader: 2 + what is recorded (-1, 0, 1); 0: not asked yet */
	size_t n_aeo, cap_aeo;
	struct cube_declaration declaration;
};

static int place_of(const struct store_row *row, const char *name)
{
	for (size_t i = 0; i < row->n; i++)
		if (strcmp(row->names[i], name) == 0)
			return (int)i;
	return -1;
}

static void places_find(const struct store_row *row, const char *const *names, size_t n, int *ret_places)
{
	for (size_t i = 0; i < n; i++)
		ret_places[i] = place_of(row, names[i]);
}

static bool is_told(const struct store_row *row, int place)
{
	return place >= 0 && row->told >> place & 1;
}

static uint32_t code_at(const struct store_row *row, int place)
{
	return is_told(row, place) ? (uint32_t)row->values[place].integer : 0;
}

static int flag_at(const struct store_row *row, int place)
{
	return is_told(row, place) ? row->values[place].integer != 0 : -1;
}

static int64_t amount_at(const struct store_row *row, int place)
{
	return is_told(row, place) ? row->values[place].integer : CUBE_MONEY_NONE;
}

static bool aeo_ask(struct cube_declared *declared, uint32_t trader, int8_t *ret_aeo, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(declared->store, "cube_trader_aeo", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, trader);
	got = store_rows_next(rows, err);
	*ret_aeo = got == 1 && !store_rows_is_null(rows, 0) ? store_rows_int(rows, 0) != 0 : -1;
	store_rows_close(rows);
	return got >= 0;
}

/* What a declaration does not say itself is read from its trader. */
static bool aeo_of_trader(struct cube_declared *declared, uint32_t trader, int *ret_aeo, struct err *err)
{
	int8_t aeo;

	if (trader == 0 || !declared->has_traders)
		return true;
	if (!cube_grow(&declared->aeo, &declared->cap_aeo, (size_t)trader + 1, sizeof(*declared->aeo)))
		return err_memory(err);
	if (trader >= declared->n_aeo) {
		memset(declared->aeo + declared->n_aeo, 0, trader + 1 - declared->n_aeo);
		declared->n_aeo = (size_t)trader + 1;
	}
	if (declared->aeo[trader] == 0) {
		if (!aeo_ask(declared, trader, &aeo, err))
			return false;
		declared->aeo[trader] = (int8_t)(aeo + 2);
	}
	*ret_aeo = declared->aeo[trader] - 2;
	return true;
}

static void take_codes(const int *at, const struct store_row *row, struct cube_declaration *d)
{
	d->flow = code_at(row, at[FLOW]);
	d->regime = code_at(row, at[REGIME]);
	d->status = code_at(row, at[STATUS]);
	d->mode = code_at(row, at[MODE]);
	d->importer = code_at(row, at[IMPORTER_ID]);
	d->broker = code_at(row, at[BROKER_ID]);
	d->aeo = flag_at(row, at[AEO]);
	d->origin = code_at(row, at[ORIGIN]);
	d->hs = code_at(row, at[HS]);
	d->currency = code_at(row, at[CURRENCY]);
	d->payment_mode = code_at(row, at[PAYMENT_MODE]);
	d->paper = flag_at(row, at[PAPER]);
	d->lane_initial = code_at(row, at[LANE_INITIAL]);
	d->lane_final = code_at(row, at[LANE_FINAL]);
	d->select_reason = code_at(row, at[SELECT_REASON]);
	d->rule_set = code_at(row, at[RULE_ID]);
	d->officer = code_at(row, at[OFFICER_ID]);
	d->assigned_by = code_at(row, at[ASSIGNED_BY]);
	d->amended = is_told(row, at[VERSION]) && row->values[at[VERSION]].integer > 1;
}

static void take_amounts(const int *at, const struct store_row *row, struct cube_declaration *d)
{
	d->amounts[CUBE_AMOUNT_CIF] = amount_at(row, at[CIF_VALUE]);
	d->amounts[CUBE_AMOUNT_ASSESSED_INITIAL] = amount_at(row, at[ASSESSED_INITIAL]);
	d->amounts[CUBE_AMOUNT_ASSESSED_FINAL] = amount_at(row, at[ASSESSED_FINAL]);
	d->amounts[CUBE_AMOUNT_PAID] = amount_at(row, at[PAID_AMOUNT]);
	d->amounts[CUBE_AMOUNT_EXEMPT] = amount_at(row, at[EXEMPT_AMOUNT]);
}

static bool take_stamps(struct cube_declared *declared, const struct store_row *row, struct cube_declaration *d)
{
	struct cube_clock *clock = cube_posts_clock(declared->posts, d->office);
	const int *at = declared->at;
	int64_t forms = row->values[at[STAMP_FORM]].integer;

	d->registered = cube_clock_moment(clock, row->values[at[REGISTERED_AT]].integer, cube_form_of(forms, 0));
	if (cube_moment_is_there(&d->registered) &&
		!cube_declaration_event(d, CUBE_LDG, CUBE_FROM_COLUMN, 0, &d->registered))
		return false;
	for (int i = 0; i < CUBE_WIDE_STAMPS; i++) {
		enum time_form form = cube_form_of(forms, CUBE_FIRST_WIDE_STAMP + i);
		struct cube_moment moment;

		if (form == TIME_FORM_NONE)
			continue;
		moment = cube_clock_moment(clock, row->values[at[ARRIVED_AT] + i].integer, form);
		if (!cube_declaration_event(d, cube_wide_milestones[i], CUBE_FROM_COLUMN, 0, &moment))
			return false;
	}
	return true;
}

static bool take_inspection(struct cube_declared *declared, const struct store_row *row, struct cube_declaration *d)
{
	const int *at = declared->inspection_at;
	struct cube_inspection inspection;

	inspection = cube_inspection_of(
		&declared->words, code_at(row, at[INSPECTION_TYPE]), code_at(row, at[INSPECTION_OUTCOME]), code_at(row, at[INSPECTION_FINDING]));
	inspection.wide = true;
	inspection.tax_adjustment = amount_at(row, at[INSPECTION_TAX_ADJUSTMENT]);
	inspection.penalty = amount_at(row, at[INSPECTION_PENALTY]);
	return cube_declaration_inspection(d, &inspection);
}

/* The newest code of closed lists that the declaration names: a load makes codes as it meets them. */
static uint32_t newest_word(const struct cube_declared *declared, const struct cube_declaration *d,
	const struct store_row *inspection)
{
	const int *at = declared->inspection_at;
	const uint32_t codes[] = {d->status, d->lane_initial, d->lane_final, d->payment_mode,
		code_at(inspection, at[INSPECTION_TYPE]), code_at(inspection, at[INSPECTION_OUTCOME]),
		code_at(inspection, at[INSPECTION_FINDING])};
	uint32_t newest = 0;

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		newest = codes[i] > newest ? codes[i] : newest;
	return newest;
}

/* The words of closed lists, read anew when the declaration names one that was made since. */
static void words_learn(struct cube_declared *declared, const struct cube_declaration *d,
	const struct store_row *inspection, struct cube_vocabulary *vocabulary)
{
	uint32_t newest = newest_word(declared, d, inspection);

	if (newest <= declared->newest_word)
		return;
	cube_vocabulary_load(vocabulary, declared->store);
	cube_inspection_words_load(&declared->words, declared->store);
	declared->newest_word = newest;
}

bool cube_declared_take(struct cube_declared *declared, const struct store_declared *from,
	struct cube_vocabulary *vocabulary, struct cube_declaration **ret_declaration, struct err *err)
{
	const struct store_row *row = &from->row;
	struct cube_declaration *d = &declared->declaration;

	if (row->names != declared->names)
		places_find(row, columns, COLUMNS, declared->at);
	declared->names = row->names;
	if (from->inspection.n > 0 && from->inspection.names != declared->inspection_names) {
		places_find(&from->inspection, inspection_columns, INSPECTION_COLUMNS, declared->inspection_at);
		declared->inspection_names = from->inspection.names;
	}
	cube_declaration_clear(d);
	d->id = from->id;
	d->day = from->day;
	d->office = code_at(row, declared->at[OFFICE]);
	take_codes(declared->at, row, d);
	take_amounts(declared->at, row, d);
	if (d->aeo < 0 && !aeo_of_trader(declared, d->importer, &d->aeo, err))
		return false;
	words_learn(declared, d, &from->inspection, vocabulary);
	if (!take_stamps(declared, row, d) || (from->inspection.n > 0 && !take_inspection(declared, &from->inspection, d)))
		return err_memory(err);
	*ret_declaration = d;
	return true;
}

bool cube_declared_open(struct store *store, struct cube_declared **ret_declared, struct err *err)
{
	struct cube_declared *declared = calloc(1, sizeof(*declared));
	struct store_rows *rows = NULL;
	int got = -1;

	if (!declared)
		return err_memory(err);
	declared->store = store;
	if (cube_posts_load(store, &declared->posts, err) && store_rows_open(store, "cube_has_traders", &rows, err))
		got = store_rows_next(rows, err);
	declared->has_traders = got == 1 && store_rows_int(rows, 0) != 0;
	store_rows_close(rows);
	if (got < 0) {
		cube_declared_close(declared);
		return false;
	}
	*ret_declared = declared;
	return true;
}

void cube_declared_close(struct cube_declared *declared)
{
	if (!declared)
		return;
	cube_declaration_finish(&declared->declaration);
	cube_posts_destroy(declared->posts);
	free(declared->aeo);
	free(declared);
}
