/* source.c - see source.h. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "attribute.h"
#include "cube/cube.h"
#include "grow.h"
#include "store/rows.h"
#include "words.h"

enum kind { MILESTONES, INSPECTIONS, REROUTES, SEIZURES, PERMITS, AUDITS, EXTRAS, KINDS };

struct stream {
	struct store_rows *rows; /* NULL: there is nothing of this kind, or the day is done */
	int64_t declaration;     /* whose row it stands on */
};

struct cube_source {
	struct store *store;
	bool has[KINDS];
	struct cube_words milestone, type, outcome, finding;
	struct cube_attributes attributes;
	struct cube_posts *posts;
	struct store_rows *declarations;
	struct stream streams[KINDS];
	struct cube_clock *clock; /* of the declaration being read */
	struct cube_declaration declaration;
};

/* Takes the row that the stream stands on into the declaration; false when memory is out. */
typedef bool take_row(struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d);

enum { PROHIBITED = 1 };

static enum time_form form_of(int64_t forms, int stamp)
{
	return (enum time_form)((uint64_t)forms >> (2 * stamp) & 3);
}

static struct cube_moment moment_of(
	struct cube_source *source, const struct store_rows *rows, int column, enum time_form form)
{
	if (form == TIME_FORM_NONE)
		return (struct cube_moment){0};
	return cube_clock_moment(source->clock, store_rows_int(rows, column), form);
}

static bool add_event(struct cube_declaration *d, enum cube_milestone code, enum cube_source_rank source,
	int64_t pair, struct cube_moment at)
{
	if (!cube_grow(&d->events, &d->cap_events, d->n_events + 1, sizeof(*d->events)))
		return false;
	d->events[d->n_events++] = (struct cube_recorded){
		.code = (uint8_t)code, .source = (uint8_t)source, .pair = pair, .at = at};
	return true;
}

/* ------------------------------------------------------------------------------------------ */
/* Children: columns as in schema/queries/cube_*.sql */

static bool take_milestone(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	unsigned number = cube_words_number(&source->milestone, (uint32_t)store_rows_int(rows, 1));
	struct cube_moment at = moment_of(source, rows, 2, form_of(store_rows_int(rows, 3), 0));
	/* Without a sequence no two belong together by number: each gets one of its own. */
	int64_t pair =
		store_rows_is_null(rows, 4) ? INT64_MIN + (int64_t)d->n_events : store_rows_int(rows, 4);

	if (number == 0 || !cube_moment_is_there(&at))
		return true;
	return add_event(d, (enum cube_milestone)(number - 1), CUBE_FROM_MILESTONE, pair, at);
}

static bool take_inspection_stamps(struct cube_source *source, const struct store_rows *rows,
	struct cube_declaration *d, struct cube_inspection *x)
{
	static const enum cube_milestone exam[] = {CUBE_INS_REQ, CUBE_INS_PRES, CUBE_INS_S, CUBE_INS_E};
	static const enum cube_milestone document[] = {
		CUBE_MILESTONES, CUBE_MILESTONES, CUBE_DOC_S, CUBE_DOC_E};
	const enum cube_milestone *codes = x->type == CUBE_INSPECTION_DOCUMENT ? document : exam;
	int64_t forms = store_rows_int(rows, 6);

	x->started = form_of(forms, 2) != TIME_FORM_NONE;
	for (int i = 0; i < 4; i++) {
		enum time_form form = form_of(forms, i);

		if (form == TIME_FORM_NONE || codes[i] == CUBE_MILESTONES)
			continue;
		if (!add_event(d, codes[i], CUBE_FROM_INSPECTION, (int64_t)d->n_inspections,
			    moment_of(source, rows, 7 + i, form)))
			return false;
	}
	return true;
}

static bool take_inspection(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	static const enum cube_inspection_type types[] = {CUBE_INSPECTION_PHYSICAL, CUBE_INSPECTION_DOCUMENT,
		CUBE_INSPECTION_PHYSICAL, CUBE_INSPECTION_SCANNER, CUBE_INSPECTION_LABORATORY};
	struct cube_inspection x = {
		.type = types[cube_words_number(&source->type, (uint32_t)store_rows_int(rows, 1))],
		.outcome = cube_words_number(&source->outcome, (uint32_t)store_rows_int(rows, 2)),
		.prohibited =
			cube_words_number(&source->finding, (uint32_t)store_rows_int(rows, 3)) == PROHIBITED,
		.tax_adjustment = store_rows_is_null(rows, 4) ? CUBE_MONEY_NONE : store_rows_int(rows, 4),
		.wide = store_rows_int(rows, 5) != 0,
	};

	if (!take_inspection_stamps(source, rows, d, &x))
		return false;
	if (!cube_grow(&d->inspections, &d->cap_inspections, d->n_inspections + 1, sizeof(*d->inspections)))
		return false;
	d->inspections[d->n_inspections++] = x;
	return true;
}

static bool take_reroute(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	struct cube_moment at = moment_of(source, rows, 1, form_of(store_rows_int(rows, 2), 0));

	if (!cube_moment_is_there(&at) || (cube_moment_is_there(&d->rerouted) && at.utc < d->rerouted.utc))
		return true;
	d->rerouted = at;
	d->rerouted_to = (uint32_t)store_rows_int(rows, 3);
	d->rerouted_automatically = store_rows_int(rows, 4) != 0;
	return true;
}

static bool take_seizure(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	d->seized = true;
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
	COLUMN_ID,
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
	COLUMN_VERSION,
	COLUMN_VERSIONS,
	COLUMN_REGISTERED
};

/* Columns after registered_at, in order; stamps 2 to 19 of the row (1 is updated_at). */
static const enum cube_milestone wide[] = {CUBE_ARR, CUBE_DIS, CUBE_SEL, CUBE_ASG, CUBE_DOC_S, CUBE_DOC_E,
	CUBE_QRY_S, CUBE_QRY_E, CUBE_OGA_S, CUBE_OGA_E, CUBE_INS_REQ, CUBE_INS_PRES, CUBE_INS_S, CUBE_INS_E,
	CUBE_ASM, CUBE_PAY, CUBE_REL, CUBE_GOUT};

enum { FIRST_WIDE_STAMP = 2 };

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

static void start_over(struct cube_declaration *d)
{
	d->n_events = d->n_inspections = d->n_permits = d->n_extras = 0;
	d->rerouted = (struct cube_moment){0};
	d->rerouted_to = 0;
	d->rerouted_automatically = d->seized = d->audited = d->audit_hit = false;
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
	d->amended = store_rows_int(rows, COLUMN_VERSION) > 1 || store_rows_int(rows, COLUMN_VERSIONS) > 1;
}

static bool take_wide_stamps(
	struct cube_source *source, const struct store_rows *rows, int64_t forms, struct cube_declaration *d)
{
	uint64_t left = (uint64_t)forms >> (2 * FIRST_WIDE_STAMP);

	for (size_t i = 0; left != 0 && i < sizeof(wide) / sizeof(*wide); i++, left >>= 2) {
		enum time_form form = (enum time_form)(left & 3);

		if (form != TIME_FORM_NONE &&
			!add_event(d, wide[i], CUBE_FROM_COLUMN, 0,
				moment_of(source, rows, COLUMN_REGISTERED + 1 + (int)i, form)))
			return false;
	}
	return true;
}

static bool take_declaration(
	struct cube_source *source, const struct store_rows *rows, struct cube_declaration *d)
{
	int64_t forms = store_rows_int(rows, COLUMN_FORMS);

	start_over(d);
	d->id = store_rows_int(rows, COLUMN_ID);
	d->office = code_of(rows, COLUMN_OFFICE);
	source->clock = cube_posts_clock(source->posts, d->office);
	take_codes(rows, d);
	d->registered = moment_of(source, rows, COLUMN_REGISTERED, form_of(forms, 0));
	if (cube_moment_is_there(&d->registered) &&
		!add_event(d, CUBE_LDG, CUBE_FROM_COLUMN, 0, d->registered))
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
		stream->declaration = store_rows_int(stream->rows, 0);
		return true;
	}
	store_rows_close(stream->rows);
	stream->rows = NULL;
	return got == 0;
}

static bool stream_join(struct cube_source *source, enum kind kind, struct err *err)
{
	struct stream *stream = &source->streams[kind];
	struct cube_declaration *d = &source->declaration;

	while (stream->rows && stream->declaration == d->id) {
		if (!kinds[kind].take(source, stream->rows, d))
			return err_memory(err);
		if (!stream_step(stream, err))
			return false;
	}
	return true;
}

int cube_source_next(struct cube_source *source, struct cube_declaration **ret_declaration, struct err *err)
{
	int got = store_rows_next(source->declarations, err);

	if (got != 1)
		return got;
	if (!take_declaration(source, source->declarations, &source->declaration)) {
		err_memory(err);
		return -1;
	}
	for (int i = 0; i < KINDS; i++) {
		if (source->streams[i].rows && !stream_join(source, i, err))
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

static bool rows_start(struct cube_source *source, const char *query, int32_t day, int64_t first,
	int64_t last, struct store_rows **ret_rows, struct err *err)
{
	if (!store_rows_open(source->store, query, ret_rows, err))
		return false;
	store_rows_bind_int(*ret_rows, 1, day);
	store_rows_bind_int(*ret_rows, 2, first);
	store_rows_bind_int(*ret_rows, 3, last);
	return true;
}

bool cube_source_day(struct cube_source *source, int32_t day, int64_t first, int64_t last, struct err *err)
{
	stop(source);
	if (!rows_start(source, "cube_declarations", day, first, last, &source->declarations, err))
		return false;
	for (int i = 0; i < KINDS; i++) {
		struct stream *stream = &source->streams[i];

		if (source->has[i] &&
			(!rows_start(source, kinds[i].query, day, first, last, &stream->rows, err) ||
				!stream_step(stream, err)))
			return false;
	}
	return true;
}

static void load_words(struct cube_source *source)
{
	static const char *const types[] = {"document", "physical", "scanner", "laboratory"};
	static const char *const outcomes[] = {"conform", "minor", "noncompliant"};
	static const char *const findings[] = {[PROHIBITED - 1] = "prohibited"};
	const char *milestones[CUBE_MILESTONES];

	for (int i = 0; i < CUBE_MILESTONES; i++)
		milestones[i] = cube_milestone_name(i);
	cube_words_load(&source->milestone, source->store, "milestone", milestones, CUBE_MILESTONES);
	cube_words_load(
		&source->type, source->store, "inspection_type", types, sizeof(types) / sizeof(*types));
	cube_words_load(&source->outcome, source->store, "inspection_outcome", outcomes,
		sizeof(outcomes) / sizeof(*outcomes));
	cube_words_load(&source->finding, source->store, "inspection_finding", findings,
		sizeof(findings) / sizeof(*findings));
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
	struct cube_declaration *d;

	if (!source)
		return;
	d = &source->declaration;
	stop(source);
	cube_attributes_finish(&source->attributes);
	cube_posts_destroy(source->posts);
	free(d->events);
	free(d->inspections);
	free(d->permits);
	free(d->extras);
	free(source);
}

size_t cube_source_attributes(const struct cube_source *source)
{
	return source->attributes.n;
}

struct cube_posts *cube_source_posts(struct cube_source *source)
{
	return source->posts;
}
