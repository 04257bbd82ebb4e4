/* trial.c - see trial.h. */
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "suite.h"

static void log_value(struct text *log, const struct model_column *column, const struct model_value *value)
{
	static const char forms[] = "?LZD";	/* wall clock, instant, day */
	char buffer[32];

	if (!value->present)
		return;
	text_appendf(log, " %s=", column->name);
	switch (column->type) {
	case MODEL_STAMP:
		text_appendf(log, "%s%c", time_seconds_format(value->integer, buffer), forms[value->form]);
		break;
	case MODEL_DAY:
		text_append(log, time_day_format((int32_t)value->integer, buffer));
		break;
	case MODEL_NUMBER:
		text_append_json_number(log, value->number);
		break;
	case MODEL_TEXT:
	case MODEL_ID:
	case MODEL_CODE:
	case MODEL_ENUM:
	case MODEL_HS:
		ck_assert_uint_eq(strlen(value->text), value->len);
		text_append_n(log, value->text, value->len);
		break;
	default:
		text_appendf(log, "%lld", (long long)value->integer);
	}
}

/* The key columns alone, for telling an amendment from something new. */
static void log_key(struct text *log, const struct model_record *record)
{
	text_append(log, record->kind->name);
	for (size_t i = 0; i < record->kind->n_columns; i++)
		if (record->kind->columns[i].key)
			log_value(log, &record->kind->columns[i], &record->values[i]);
	text_append(log, " |");
}

static void log_record(struct text *log, const struct model_record *record)
{
	log_key(log, record);
	for (size_t i = 0; i < record->kind->n_columns; i++)
		if (!record->kind->columns[i].key)
			log_value(log, &record->kind->columns[i], &record->values[i]);
	for (size_t i = 0; i < record->n_extras; i++) {
		const struct model_extra *extra = &record->extras[i];

		text_appendf(log, " %s.%s=", extra->is_measure ? "measure" : "attribute", extra->name);
		if (extra->is_measure)
			text_append_json_number(log, extra->number);
		else
			text_append(log, extra->text);
	}
	text_put(log, '\n');
}

static bool sink_begin(struct model_sink *sink, const struct model_file *file, bool *ret_seen,
	struct model_account *ret_before, struct err *err)
{
	struct trial *trial = (struct trial *)sink;

	trial->begun++;
	snprintf(trial->sha256, sizeof(trial->sha256), "%s", file->sha256);
	*ret_seen = trial->claim_seen;
	if (trial->claim_seen)
		*ret_before = (struct model_account){.rows = 12, .inserted = 10, .rejected = 2};
	return true;
}

static bool sink_put(struct model_sink *sink, const struct model_record *record, enum model_effect *ret_effect,
	struct err *err)
{
	struct trial *trial = (struct trial *)sink;
	struct text key = TEXT_INIT, whole = TEXT_INIT;

	log_key(&key, record);
	log_record(&whole, record);
	if (strstr(trial->log.data, whole.data))
		*ret_effect = MODEL_UNCHANGED;
	else
		*ret_effect = strstr(trial->log.data, key.data) ? MODEL_UPDATED : MODEL_INSERTED;
	text_append(&trial->log, whole.data);
	trial->n_records++;
	text_finish(&key);
	text_finish(&whole);
	return true;
}

static bool sink_reject(struct model_sink *sink, const struct model_reject *reject, struct err *err)
{
	struct trial *trial = (struct trial *)sink;
	struct trial_reject *kept = &trial->rejects[trial->n_rejects < TRIAL_REJECTS ? trial->n_rejects : TRIAL_REJECTS - 1];

	kept->line = reject->line;
	kept->column = reject->column;
	kept->raw_len = reject->raw_len;
	snprintf(kept->code, sizeof(kept->code), "%s", reject->code);
	snprintf(kept->column_name, sizeof(kept->column_name), "%s", reject->column_name ? reject->column_name : "");
	snprintf(kept->reason, sizeof(kept->reason), "%s", reject->reason);
	snprintf(kept->raw, sizeof(kept->raw), "%.*s", (int)(reject->raw_len < 200 ? reject->raw_len : 200), reject->raw);
	trial->n_rejects++;
	return true;
}

static bool sink_finish(struct model_sink *sink, const struct model_account *account, struct err *err)
{
	struct trial *trial = (struct trial *)sink;

	trial->finished++;
	trial->account = *account;
	return true;
}

static void sink_abandon(struct model_sink *sink)
{
	((struct trial *)sink)->abandoned++;
}

static void write_file(const char *path, const void *content, size_t n)
{
	FILE *file = fopen(path, "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content, 1, n, file), n);
	fclose(file);
}

struct trial *trial_create(const char *name, const char *content, size_t n)
{
	struct trial *trial = calloc(1, sizeof(*trial));
	char folder[] = "/tmp/tidewaiter-test-XXXXXX";

	ck_assert_ptr_nonnull(trial);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	trial->sink = (struct model_sink){
		.begin = sink_begin, .put = sink_put, .reject = sink_reject, .finish = sink_finish, .abandon = sink_abandon,
	};
	trial->options = (struct ingest_options)INGEST_OPTIONS_INIT;
	ingest_report_init(&trial->report);
	text_init(&trial->log);
	snprintf(trial->path, sizeof(trial->path), "%s/%s", folder, name);
	write_file(trial->path, content, n);
	return trial;
}

void trial_profile(struct trial *trial, const char *content)
{
	snprintf(trial->profile, sizeof(trial->profile), "%.*s.ini", 200, trial->path);
	write_file(trial->profile, content, strlen(content));
	trial->options.profile = trial->profile;
}

void trial_run(struct trial *trial)
{
	trial->ok = ingest_file(trial->path, &trial->options, &trial->sink, &trial->report, &trial->err);
	ck_assert_int_eq(trial->finished, trial->ok);
	ck_assert_int_eq(trial->begun, trial->finished + trial->abandoned);
	ck_assert_int_eq(trial->ok, trial->err.code == ERR_NONE);
	if (!trial->ok)
		ck_assert_msg(trial->err.text[0] != '\0', "a failure without a sentence");
}

struct trial *trial_of(const char *content, const char *profile)
{
	struct trial *trial = trial_create("file.csv", content, strlen(content));

	if (profile)
		trial_profile(trial, profile);
	trial_run(trial);
	return trial;
}

void trial_destroy(struct trial *trial)
{
	char *slash = strrchr(trial->path, '/');

	unlink(trial->path);
	if (trial->profile[0])
		unlink(trial->profile);
	*slash = '\0';
	rmdir(trial->path);
	ingest_report_finish(&trial->report);
	text_finish(&trial->log);
	free(trial);
}

const char *trial_record(struct trial *trial, size_t n)
{
	static char line[4096];
	const char *s = trial->log.data;

	for (; n > 0 && s; n--) {
		s = strchr(s, '\n');
		s = s ? s + 1 : NULL;
	}
	snprintf(line, sizeof(line), "%.*s", s ? (int)strcspn(s, "\n") : 0, s ? s : "");
	return line;
}

size_t trial_gzip(const void *content, size_t n, char **ret_packed)
{
	z_stream stream = {0};
	size_t room;

	ck_assert_int_eq(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
	room = deflateBound(&stream, n);
	*ret_packed = malloc(room);
	ck_assert_ptr_nonnull(*ret_packed);
	stream.next_in = (unsigned char *)content;
	stream.avail_in = (unsigned)n;
	stream.next_out = (unsigned char *)*ret_packed;
	stream.avail_out = (unsigned)room;
	ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
	room -= stream.avail_out;
	deflateEnd(&stream);
	return room;
}

void trial_check_account(const struct trial *trial)
{
	const struct model_account *account = &trial->report.account;

	ck_assert_int_eq(account->rows, account->inserted + account->updated + account->unchanged + account->rejected);
	ck_assert_uint_eq((size_t)account->rejected, trial->n_rejects);
	ck_assert_int_eq(trial->account.rows, account->rows);
	for (size_t i = 0; i < account->n_money; i++)
		ck_assert_int_eq(account->money[i].read, account->money[i].stored + account->money[i].rejected);
}
