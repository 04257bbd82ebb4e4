/* load.c - one file from its bytes to the sink. Everything it opens it closes, and a sink that began is finished or told to
 * abandon, whatever happens between. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/digest.h"
#include "base/width.h"
#include "group.h"
#include "sniff.h"
#include "sniff_items.h"
#include "tally.h"

enum { PROGRESS_ROWS = 4096 };

struct load {
	const struct ingest_options *options;
	const char *path, *shown;
	struct model_sink *sink;	/* NULL: only judged */
	struct ingest_report *report;
	struct profile *profile;
	struct source *source;
	struct sniff sniff;
	struct decoder decoder;
	struct reader *reader;
	struct plan *plan;
	struct validator validator;
	struct tally tally;
	struct totals *totals;
	struct group group;		/* where one row is one item */
	bool begun;
};

void ingest_report_init(struct ingest_report *report)
{
	*report = (struct ingest_report){.kind = NULL};
	arena_init(&report->arena);
}

void ingest_report_finish(struct ingest_report *report)
{
	if (report)
		arena_finish(&report->arena);
}

static double clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool pulse(void *context)
{
	struct load *load = context;
	const struct ingest_options *options = load->options;

	return !options->progress || options->progress(options->context, 0, source_size(load->source), -1);
}

/* A corrected profile makes another reading of the same bytes, so it is part of what is remembered. */
static bool digest_with_profile(struct load *load, struct err *err)
{
	struct source *source;
	struct digest *digest;
	char of_profile[65];

	if (!load->options->profile)
		return true;
	if (!source_open(load->options->profile, load->options->profile, &source, err))
		return false;
	if (!source_hash(source, NULL, NULL, of_profile, err)) {
		source_close(source);
		return false;
	}
	source_close(source);
	digest = digest_create();
	if (!digest)
		return err_memory(err);
	digest_add(digest, load->report->sha256, 64);
	digest_add(digest, of_profile, 64);
	digest_hex(digest, load->report->sha256);
	digest_destroy(digest);
	return true;
}

static bool warnings_add(struct load *load, const char *const *warnings, size_t n)
{
	struct ingest_report *report = load->report;

	report->warnings = arena_array(&report->arena, n ? n : 1, sizeof(*report->warnings));
	for (size_t i = 0; report->warnings && i < n; i++) {
		report->warnings[i] = arena_strdup(&report->arena, warnings[i]);
		if (!report->warnings[i])
			return false;
		report->n_warnings++;
	}
	return report->warnings != NULL;
}

/* What the profile says, else the reporting currency; the first file makes its own usual one that. */
static const char *currency_of_silent_rows(const struct load *load)
{
	const char *reporting = load->options->currency;

	if (load->profile->currency)
		return load->profile->currency;
	return reporting && *reporting ? reporting : load->plan->usual_currency;
}

/* Reads the header and makes the plan; afterwards the reader stands before the first record. */
static bool file_prepare(struct load *load, struct err *err)
{
	struct number_format number;
	struct reader_row row;

	if (!sniff_file(load->source, load->profile, &load->sniff, err) ||
		!sniff_reader(load->source, &load->sniff, &load->decoder, &load->reader, err))
		return false;
	if (reader_next(load->reader, &row, err) != 1 || row.fault)
		return err_set(err, ERR_DATA, "%s: has no header that can be read; export it again", load->shown);
	if (!plan_make(load->shown, row.cells, row.n, load->options->kind ? load->options->kind : load->profile->kind, load->profile,
		&load->report->arena, &load->plan, err))
		return false;
	load->report->kind = load->plan->kind;
	if (!warnings_add(load, load->plan->warnings, load->plan->n_warnings))
		return err_memory(err);
	reader_destroy(load->reader);
	load->reader = NULL;
	if (!sniff_values(load->source, &load->sniff, load->profile, load->plan, pulse, load, &number, err) ||
		!validator_init(&load->validator, load->plan, number, currency_of_silent_rows(load), err) ||
		!sniff_items(load->source, &load->sniff, &load->validator, pulse, load, &load->totals, err) ||
		!sniff_reader(load->source, &load->sniff, &load->decoder, &load->reader, err))
		return false;
	if (!ingest_tally_init(&load->tally, load->report, load->plan, err) ||
		(load->plan->items && !group_init(&load->group, load->plan, load->totals, load->sink, &load->tally, err)))
		return false;
	reader_expect(load->reader, load->plan->n_cells);
	return reader_next(load->reader, &row, err) == 1 || err_set(err, ERR_DATA, "%s: changed while it was read; load it again", load->shown);
}

/* The currency that the profile names is that of each amount, as if it stood in the row. */
static void currency_fill(struct load *load)
{
	const char *currency = load->profile->currency;
	int column = currency ? model_column_find(load->plan->kind, "currency") : -1;

	if (column < 0)
		return;
	load->plan->columns |= (uint64_t)1 << column;
	if (!load->validator.values[column].present)
		load->validator.values[column] = (struct model_value){.present = true, .text = currency, .len = strlen(currency)};
}

static bool row_accept(struct load *load, const struct reader_row *row, struct err *err)
{
	struct validator *validator = &load->validator;
	struct model_record record = {.kind = load->plan->kind, .values = validator->values, .extras = validator->extras,
		.n_extras = validator->n_extras, .line = row->line};
	enum model_effect effect = MODEL_INSERTED;

	currency_fill(load);
	record.columns = load->plan->columns;
	if (load->plan->items)
		return group_add(&load->group, validator, row->line, err);
	if (load->sink && !load->sink->put(load->sink, &record, &effect, err))
		return false;
	ingest_tally_row(&load->tally, effect, validator->rounded);
	return ingest_tally_record(&load->tally, &(struct ingest_tally_record){validator->values, validator->currency}, err);
}

static bool row_refuse(struct load *load, const struct reader_row *row, const struct verdict *verdict, struct err *err)
{
	const struct ingest_options *options = load->options;
	struct model_reject reject = {.line = row->line, .column = verdict->column, .column_name = verdict->column_name,
		.code = verdict->code, .reason = verdict->reason, .raw = row->raw, .raw_len = row->raw_len};

	if (options->on_reject)
		options->on_reject(options->context, load->path, &reject);
	if (load->sink && !load->sink->reject(load->sink, &reject, err))
		return false;
	return ingest_tally_reject(&load->tally, &load->validator, &reject, err);
}

static bool too_many(const struct load *load)
{
	const struct model_account *account = &load->report->account;
	const struct ingest_options *options = load->options;

	if (options->max_rejects >= 0)
		return account->rejected > options->max_rejects;
	return (double)account->rejected * 100 > options->max_rejects_percent * (double)account->rows;
}

static bool rejects_are_few(struct load *load, struct err *err)
{
	const struct ingest_reason *first = load->report->reasons;
	struct text safe = TEXT_INIT;

	if (!load->sink || !too_many(load))
		return true;
	width_filter(&safe, first->reason, strlen(first->reason));
	err_set(err, ERR_DATA, "%s: %lld of %lld rows were rejected, more than --max-rejects allows, so nothing of it was kept; "
		"the commonest reason, first in line %ld: %s", load->shown, (long long)load->report->account.rejected,
		(long long)load->report->account.rows, first->line, safe.data);
	text_finish(&safe);
	return false;
}

static bool progress_tell(struct load *load, struct err *err)
{
	const struct ingest_options *options = load->options;

	if (!options->progress || options->progress(options->context, source_offset(load->source), source_size(load->source),
		load->report->account.rows))
		return true;
	return err_set(err, ERR_INTERRUPTED, "%s: stopped, nothing of it was kept", load->shown);
}

static bool rows_read(struct load *load, struct err *err)
{
	struct reader_row row;
	struct verdict verdict;
	int got;

	while ((got = reader_next(load->reader, &row, err)) == 1) {
		if (!validator_judge(&load->validator, &row, &verdict, err))
			return false;
		if (verdict.code ? !row_refuse(load, &row, &verdict, err) : !row_accept(load, &row, err))
			return false;
		if (load->report->account.rows % PROGRESS_ROWS == 0 && !progress_tell(load, err))
			return false;
	}
	if (got < 0 || (load->plan->items && !group_close(&load->group, err)))
		return false;
	return progress_tell(load, err);
}

static bool sink_begin(struct load *load, struct model_account *before, struct err *err)
{
	struct model_file file = {.path = load->shown, .sha256 = load->report->sha256, .kind = load->plan->kind,
		.bytes = load->report->bytes};

	if (!load->sink)
		return true;
	load->begun = load->sink->begin(load->sink, &file, &load->report->seen, before, err);
	return load->begun;
}

static bool load_run(struct load *load, struct err *err)
{
	struct model_account before = {0};
	double started = clock_now();
	bool ok;

	if (!profile_open(load->options->profile, &load->profile, err) ||
		!source_open(load->path, load->shown, &load->source, err) ||
		!source_hash(load->source, pulse, load, load->report->sha256, err) || !digest_with_profile(load, err))
		return false;
	load->report->bytes = source_size(load->source);
	if (!file_prepare(load, err) || !sink_begin(load, &before, err))
		return false;
	if (load->report->seen) {
		load->report->account = (struct model_account){.rows = before.rows, .unchanged = before.rows - before.rejected,
			.rejected = before.rejected};
		ok = true;
	} else {
		ok = rows_read(load, err);
		ok = ingest_tally_close(&load->tally, clock_now() - started, ok ? err : NULL) && ok;
		if (ok && !source_is_unchanged(load->source))
			ok = err_set(err, ERR_DATA, "%s: changed while it was read; load it again", load->shown);
		ok = ok && rejects_are_few(load, err);
	}
	if (ok && load->begun) {
		load->begun = false;
		ok = load->sink->finish(load->sink, &load->report->account, err);
	}
	load->report->account.seconds = clock_now() - started;
	return ok;
}

static bool load_file(const char *path, const struct ingest_options *options, struct model_sink *sink, struct ingest_report *report,
	struct err *err)
{
	struct load load = {.options = options, .path = path, .shown = options->path_shown ? options->path_shown : path, .sink = sink,
		.report = report};
	bool ok;

	if (strcmp(path, "-") == 0 && !options->kind && !options->profile)
		return err_set(err, ERR_USAGE, "standard input needs --kind: tidewaiter load --columns lists the kinds");
	ok = load_run(&load, err);
	if (load.begun)
		sink->abandon(sink);
	if (load.group.plan)
		group_finish(&load.group);
	totals_destroy(load.totals);
	if (load.tally.plan)
		ingest_tally_finish(&load.tally);
	if (load.validator.plan)
		validator_finish(&load.validator);
	reader_destroy(load.reader);
	source_close(load.source);
	profile_close(load.profile);
	return ok;
}

bool ingest_file(const char *path, const struct ingest_options *options, struct model_sink *sink,
	struct ingest_report *report, struct err *err)
{
	return load_file(path, options, sink, report, err);
}

bool ingest_check(const char *path, const struct ingest_options *options, struct ingest_report *report, struct err *err)
{
	return load_file(path, options, NULL, report, err);
}
