/* source.c - see source.h. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "attribute.h"
#include "base/text.h"
#include "cube/cube.h"
#include "grow.h"
#include "store/rows.h"
#include "words.h"

enum kind { MILESTONES, INSPECTIONS, REROUTES, SEIZURES, PERMITS, AUDITS, EXTRAS, KINDS };

struct stream {
	struct store_rows *rows; /* NULL: there is nothing of this kind, or the day is done */
	int64_t place;           /* in the list, of the declaration whose row it stands on */
};

struct cube_source {
	struct store *store;
	bool has[KINDS];
	struct cube_words milestone;
	struct cube_inspection_words inspection;
	struct cube_attributes attributes;
	struct cube_posts *posts;
	struct text list; /* JSON: the declarations that are walked */
	struct store_rows *declarations;
	struct stream streams[KINDS];
	struct cube_clock *clock; /* of the declaration being read */
	struct cube_declaration declaration;
};

/* Takes the row that the stream stands on into the declaration; false when memory is out. */
typedef bool take_row(struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d);

static struct cube_moment moment_of(
	struct cube_source *source, const struct store_rows *rows, int column, enum time_form form)
{
	if (form == TIME_FORM_NONE)
		return (struct cube_moment){0};
	return cube_clock_moment(source->clock, store_rows_int(rows, column), form);
}

/* ------------------------------------------------------------------------------------------ */
/* Children: columns as in schema/queries/cube_*.sql */

static bool take_milestone(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	unsigned number = cube_words_number(&source->milestone, (uint32_t)store_rows_int(rows, 1));
	struct cube_moment at = moment_of(source, rows, 2, cube_form_of(store_rows_int(rows, 3), 0));
	/* Without a sequence no two belong together by number: each gets one of its own. */
	int64_t pair =
		store_rows_is_null(rows, 4) ? INT64_MIN + (int64_t)d->n_events : store_rows_int(rows, 4);

	if (number == 0 || !cube_moment_is_there(&at))
		return true;
	return cube_declaration_event(d, (enum cube_milestone)(number - 1), CUBE_FROM_MILESTONE, pair, &at);
}

static bool take_inspection_stamps(struct cube_source *source, const struct store_rows *rows,
	struct cube_declaration *d, struct cube_inspection *x)
{
	static const enum cube_milestone exam[] = {CUBE_INS_REQ, CUBE_INS_PRES, CUBE_INS_S, CUBE_INS_E};
	static const enum cube_milestone document[] = {
		CUBE_MILESTONES, CUBE_MILESTONES, CUBE_DOC_S, CUBE_DOC_E};
	const enum cube_milestone *codes = x->type == CUBE_INSPECTION_DOCUMENT ? document : exam;
	int64_t forms = store_rows_int(rows, 6);

	x->started = cube_form_of(forms, 2) != TIME_FORM_NONE;
	for (int i = 0; i < 4; i++) {
		enum time_form form = cube_form_of(forms, i);
		struct cube_moment at;

		if (form == TIME_FORM_NONE || codes[i] == CUBE_MILESTONES)
			continue;
		at = moment_of(source, rows, 7 + i, form);
		if (!cube_declaration_event(d, codes[i], CUBE_FROM_INSPECTION, (int64_t)d->n_inspections, &at))
			return false;
	}
	return true;
}

static bool take_inspection(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	struct cube_inspection x = cube_inspection_of(&source->inspection, (uint32_t)store_rows_int(rows, 1),
		(uint32_t)store_rows_int(rows, 2), (uint32_t)store_rows_int(rows, 3));

	if (!store_rows_is_null(rows, 4))
		x.tax_adjustment = store_rows_int(rows, 4);
	x.wide = store_rows_int(rows, 5) != 0;
	if (!store_rows_is_null(rows, 11))
		x.penalty = store_rows_int(rows, 11);
	if (!store_rows_is_null(rows, 12))
		x.penalty_paid = store_rows_int(rows, 12);
	return take_inspection_stamps(source, rows, d, &x) && cube_declaration_inspection(d, &x);
}

static bool take_reroute(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	struct cube_moment at = moment_of(source, rows, 1, cube_form_of(store_rows_int(rows, 2), 0));

	if (!cube_moment_is_there(&at) || (cube_moment_is_there(&d->rerouted) && at.utc < d->rerouted.utc))
		return true;
	d->rerouted = at;
	d->rerouted_to = (uint32_t)store_rows_int(rows, 3);
	d->rerouted_automatically = store_rows_int(rows, 4) != 0;
	d->reroute_reason = (uint32_t)store_rows_int(rows, 5);
	return true;
}

static bool take_seizure(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	d->n_seizures++;
	return true;
}

static bool take_permit(struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	if (!cube_grow(&d->permits, &d->cap_permits, d->n_permits + 1, sizeof(*d->permits)))
		return false;
	d->permits[d->n_permits++] = (struct cube_permit){
		.agency = (uint32_t)store_rows_int(rows, 1),
		.single_window = store_rows_int(rows, 2) != 0,
		.inspected = store_rows_int(rows, 3) != 0,
	};
	return true;
}

static bool take_audit(struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	if (store_rows_is_null(rows, 1))
		return true;
	d->audited = true;
	d->audit_hit |= store_rows_int(rows, 2) > 0;
	return true;
}

static bool take_extra(struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	int attribute = cube_attributes_by_code(&source->attributes, (uint32_t)store_rows_int(rows, 1));

	if (attribute < 0)
		return true;
	if (!cube_grow(&d->extras, &d->cap_extras, d->n_extras + 1, sizeof(*d->extras)))
		return false;
	d->extras[d->n_extras++] = (struct cube_extra){
		.attribute = (uint32_t)attribute, .code = (uint32_t)store_rows_int(rows, 2)};
	return true;
}

static const struct {
	const char *query;
	take_row *take;
} kinds[KINDS] = {
	/* in the order of cube_kinds.sql */
	[MILESTONES] = {.query = "cube_milestones", .take = take_milestone},
	[INSPECTIONS] = {.query = "cube_inspections", .take = take_inspection},
	[REROUTES] = {.query = "cube_reroutes", .take = take_reroute},
	[SEIZURES] = {.query = "cube_seizures", .take = take_seizure},
	[PERMITS] = {.query = "cube_permits", .take = take_permit},
	[AUDITS] = {.query = "cube_audits", .take = take_audit},
	[EXTRAS] = {.query = "cube_extras", .take = take_extra},
};

/* ------------------------------------------------------------------------------------------ */
/* The declaration's own row: columns as in cube_declarations.sql */

enum column {
	COLUMN_PLACE,
	COLUMN_ID,
	COLUMN_DAY,
	COLUMN_FORMS,
	COLUMN_OFFICE,
	COLUMN_FLOW,
	COLUMN_REGIME,
	COLUMN_STATUS,
	COLUMN_MODE,
	COLUMN_IMPORTER,
	COLUMN_BROKER,
	COLUMN_AEO,
	COLUMN_ORIGIN,
	COLUMN_HS,
	COLUMN_AMOUNTS,
	COLUMN_CURRENCY = COLUMN_AMOUNTS + CUBE_AMOUNTS,
	COLUMN_PAYMENT_MODE,
	COLUMN_PAPER,
	COLUMN_LANE_INITIAL,
	COLUMN_LANE_FINAL,
	COLUMN_SELECT_REASON,
	COLUMN_RULE,
	COLUMN_OFFICER,
	COLUMN_ASSIGNED_BY,
	COLUMN_VERSION,
	COLUMN_VERSIONS,
	COLUMN_REGISTERED
};

static uint32_t code_of(const struct store_rows *rows, enum column column)
{
	return (uint32_t)store_rows_int(rows, column);
}

/* 0, 1, or -1 where not recorded. */
static int flag_of(const struct store_rows *rows, enum column column)
{
	int64_t value = store_rows_int(rows, column);

	return value != 0 ? 1 : store_rows_is_null(rows, column) ? -1 : 0;
}

static int64_t amount_of(const struct store_rows *rows, int column)
{
	int64_t value = store_rows_int(rows, column);

	return value == 0 && store_rows_is_null(rows, column) ? CUBE_MONEY_NONE : value;
}

static void take_codes(const struct store_rows *rows, struct cube_declaration *d)
{
	d->flow = code_of(rows, COLUMN_FLOW);
	d->regime = code_of(rows, COLUMN_REGIME);
	d->status = code_of(rows, COLUMN_STATUS);
	d->mode = code_of(rows, COLUMN_MODE);
	d->importer = code_of(rows, COLUMN_IMPORTER);
	d->broker = code_of(rows, COLUMN_BROKER);
	d->aeo = flag_of(rows, COLUMN_AEO);
	d->origin = code_of(rows, COLUMN_ORIGIN);
	d->hs = code_of(rows, COLUMN_HS);
	for (int i = 0; i < CUBE_AMOUNTS; i++)
		d->amounts[i] = amount_of(rows, COLUMN_AMOUNTS + i);
	d->currency = code_of(rows, COLUMN_CURRENCY);
	d->payment_mode = code_of(rows, COLUMN_PAYMENT_MODE);
	d->paper = flag_of(rows, COLUMN_PAPER);
	d->lane_initial = code_of(rows, COLUMN_LANE_INITIAL);
	d->lane_final = code_of(rows, COLUMN_LANE_FINAL);
	d->select_reason = code_of(rows, COLUMN_SELECT_REASON);
	d->rule_set = code_of(rows, COLUMN_RULE);
	d->officer = code_of(rows, COLUMN_OFFICER);
	d->assigned_by = code_of(rows, COLUMN_ASSIGNED_BY);
	d->amended = store_rows_int(rows, COLUMN_VERSION) > 1 || store_rows_int(rows, COLUMN_VERSIONS) > 1;
}

static bool take_wide_stamps(
	struct cube_source *source, const struct store_rows *rows, int64_t forms, struct cube_declaration *d)
{
	uint64_t left = (uint64_t)forms >> (2 * CUBE_FIRST_WIDE_STAMP);

	for (int i = 0; left != 0 && i < CUBE_WIDE_STAMPS; i++, left >>= 2) {
		enum time_form form = (enum time_form)(left & 3);
		struct cube_moment at;

		if (form == TIME_FORM_NONE)
			continue;
		at = moment_of(source, rows, COLUMN_REGISTERED + 1 + i, form);
		if (!cube_declaration_event(d, cube_wide_milestones[i], CUBE_FROM_COLUMN, 0, &at))
			return false;
	}
	return true;
}

static bool take_declaration(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	int64_t forms = store_rows_int(rows, COLUMN_FORMS);

	cube_declaration_clear(d);
	d->id = store_rows_int(rows, COLUMN_ID);
	d->day = (int32_t)store_rows_int(rows, COLUMN_DAY);
	d->office = code_of(rows, COLUMN_OFFICE);
	source->clock = cube_posts_clock(source->posts, d->office);
	take_codes(rows, d);
	d->registered = moment_of(source, rows, COLUMN_REGISTERED, cube_form_of(forms, 0));
	if (cube_moment_is_there(&d->registered) &&
		!cube_declaration_event(d, CUBE_LDG, CUBE_FROM_COLUMN, 0, &d->registered))
		return false;
	return take_wide_stamps(source, rows, forms, d);
}

/* ------------------------------------------------------------------------------------------ */
/* Walking */

/* Moves to the next row; a stream at its end is put away. */
static bool stream_step(struct stream *stream, struct err *err)
{
	int got = store_rows_next(stream->rows, err);

	if (got == 1) {
		stream->place = store_rows_int(stream->rows, 0);
		return true;
	}
	store_rows_close(stream->rows);
	stream->rows = NULL;
	return got == 0;
}

/* What stands before the place belongs to a number that is no declaration (yet). */
static bool stream_join(struct cube_source *source, enum kind kind, int64_t place, struct err *err)
{
	struct stream *stream = &source->streams[kind];

	while (stream->rows && stream->place <= place) {
		if (stream->place == place && !kinds[kind].take(source, stream->rows, &source->declaration))
			return err_memory(err);
		if (!stream_step(stream, err))
			return false;
	}
	return true;
}

int cube_source_next(struct cube_source *source, struct cube_declaration **ret_declaration, struct err *err)
{
	int got = store_rows_next(source->declarations, err);
	int64_t place;

	if (got != 1)
		return got;
	place = store_rows_int(source->declarations, COLUMN_PLACE);
	if (!take_declaration(source, source->declarations, &source->declaration)) {
		err_memory(err);
		return -1;
	}
	for (int i = 0; i < KINDS; i++) {
		if (source->streams[i].rows && !stream_join(source, i, place, err))
			return -1;
	}
	*ret_declaration = &source->declaration;
	return 1;
}

static void stop(struct cube_source *source)
{
	store_rows_close(source->declarations);
	source->declarations = NULL;
	for (int i = 0; i < KINDS; i++) {
		store_rows_close(source->streams[i].rows);
		source->streams[i].rows = NULL;
	}
}

static bool rows_start(
	struct cube_source *source, const char *query, struct store_rows **ret_rows, struct err *err)
{
	if (!store_rows_open(source->store, query, ret_rows, err))
		return false;
	store_rows_bind_text(*ret_rows, 1, source->list.data);
	return true;
}

static bool start(struct cube_source *source, struct err *err)
{
	text_append(&source->list, "]");
	if (source->list.failed)
		return err_memory(err);
	if (!rows_start(source, "cube_declarations", &source->declarations, err))
		return false;
	for (int i = 0; i < KINDS; i++) {
		struct stream *stream = &source->streams[i];

		if (source->has[i] && (!rows_start(source, kinds[i].query, &stream->rows, err) ||
					      !stream_step(stream, err)))
			return false;
	}
	return true;
}

static void list_clear(struct cube_source *source)
{
	stop(source);
	text_clear(&source->list);
	text_append(&source->list, "[");
}

static void list_add(struct cube_source *source, int64_t declaration)
{
	text_appendf(&source->list, "%s%lld", source->list.len > 1 ? "," : "", (long long)declaration);
}

bool cube_source_day(struct cube_source *source, int32_t day, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	list_clear(source);
	if (!store_rows_open(source->store, "cube_day_declarations", &rows, err))
		return false;
	store_rows_bind_int(rows, 1, day);
	while ((got = store_rows_next(rows, err)) == 1)
		list_add(source, store_rows_int(rows, 0));
	store_rows_close(rows);
	return got == 0 && start(source, err);
}

bool cube_source_some(struct cube_source *source, const int64_t *declarations, size_t n, struct err *err)
{
	list_clear(source);
	for (size_t i = 0; i < n; i++)
		list_add(source, declarations[i]);
	return start(source, err);
}

static void load_words(struct cube_source *source)
{
	const char *milestones[CUBE_MILESTONES];

	for (int i = 0; i < CUBE_MILESTONES; i++)
		milestones[i] = cube_milestone_name(i);
	cube_words_load(&source->milestone, source->store, "milestone", milestones, CUBE_MILESTONES);
	cube_inspection_words_load(&source->inspection, source->store);
}

static bool load_kinds(struct cube_source *source, struct err *err)
{
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(source->store, "cube_kinds", &rows, err))
		return false;
	got = store_rows_next(rows, err);
	for (int i = 0; got == 1 && i < KINDS; i++)
		source->has[i] = store_rows_int(rows, i) != 0;
	store_rows_close(rows);
	return got == 1;
}

bool cube_source_open(struct store *store, struct cube_source **ret_source, struct err *err)
{
	struct cube_source *source = calloc(1, sizeof(*source));

	if (!source)
		return err_memory(err);
	source->store = store;
	text_init(&source->list);
	load_words(source);
	if (!load_kinds(source, err) || !cube_attributes_load(&source->attributes, store, err) ||
		!cube_posts_load(store, &source->posts, err)) {
		cube_source_close(source);
		return false;
	}
	*ret_source = source;
	return true;
}

void cube_source_close(struct cube_source *source)
{
	if (!source)
		return;
	stop(source);
	text_finish(&source->list);
	cube_attributes_finish(&source->attributes);
	cube_posts_destroy(source->posts);
	cube_declaration_finish(&source->declaration);
	free(source);
}

struct cube_posts *cube_source_posts(struct cube_source *source)
{
	return source->posts;
}
