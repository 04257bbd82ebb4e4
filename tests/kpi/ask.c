/* ask.c - see ask.h. */
#include "ask.h"

#include <check.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"

enum { WORDS_MAX = 8, VALUES_MAX = 8, CELLS_MAX = 12 };

/* A query and what it points to. */
struct question {
	char text[256];
	struct kpi_query query;
	struct kpi_filter filters[WORDS_MAX];
	struct kpi_by by[WORDS_MAX];
	const char *values[WORDS_MAX][VALUES_MAX];
};

static struct text answer = TEXT_INIT;

void ask_open(struct ask *ask, const char *now)
{
	*ask = (struct ask){.now = lab_utc(now)};
	lab_open(&ask->lab);
	arena_init(&ask->arena);
}

void ask_close(struct ask *ask)
{
	arena_finish(&ask->arena);
	settings_close(ask->config);
	lab_close(&ask->lab);
	text_finish(&answer);
}

void ask_configure(struct ask *ask, const char *ini)
{
	ck_assert_msg(settings_parse("test.ini", ini, &ask->config, &ask->lab.err), "%s", ask->lab.err.text);
}

void ask_put(struct ask *ask, const char *format, ...)
{
	const char *cells[CELLS_MAX + 1] = {NULL};
	char text[512];
	size_t n = 0;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	for (char *cell = strtok(text, " "); cell; cell = strtok(NULL, " ")) {
		ck_assert_uint_lt(n, CELLS_MAX);
		cells[n++] = cell;
	}
	lab_put(&ask->lab, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9], cells[10],
		cells[11], NULL);
}

static size_t split(char *text, char mark, const char **parts)
{
	size_t n = 0;

	for (char *next; text; text = next) {
		next = strchr(text, mark);
		if (next)
			*next++ = '\0';
		ck_assert_uint_lt(n, VALUES_MAX);
		parts[n++] = text;
	}
	return n;
}

static void take_by(struct ask *ask, struct question *q, char *names)
{
	const char *parts[VALUES_MAX];
	size_t n = split(names, ',', parts);

	for (size_t i = 0; i < n; i++)
		ck_assert_msg(kpi_by_parse(parts[i], &q->by[q->query.n_by++], &ask->lab.err), "%s", ask->lab.err.text);
}

static void take_where(struct ask *ask, struct question *q, char *condition)
{
	struct kpi_filter *filter = &q->filters[q->query.n_filters];
	const char **values = q->values[q->query.n_filters++];
	char *colon = strchr(condition, ':');

	*colon = '\0';
	ck_assert_msg(kpi_by_parse(condition, &filter->by, &ask->lab.err), "%s", ask->lab.err.text);
	filter->values = values;
	filter->n_values = split(colon + 1, ',', values);
}

static void take_word(struct ask *ask, struct question *q, char *word)
{
	char *text = strchr(word, '=');

	*text++ = '\0';
	if (strcmp(word, "from") == 0)
		ck_assert(time_day_parse(text, &q->query.from));
	else if (strcmp(word, "to") == 0)
		ck_assert(time_day_parse(text, &q->query.to));
	else if (strcmp(word, "by") == 0)
		take_by(ask, q, text);
	else if (strcmp(word, "where") == 0)
		take_where(ask, q, text);
	else
		ck_abort_msg("no such word: %s", word);
}

void ask(struct ask *ask, const char *kpi, const char *query)
{
	struct question q = {.query = {.from = TIME_DAY_NONE, .to = TIME_DAY_NONE, .filters = q.filters, .by = q.by}};
	struct kpi_env env = {.store = ask->lab.store, .cube = lab_cube(&ask->lab), .now = ask->now, .config = ask->config};
	const struct kpi_def *def = kpi_find(kpi);

	ck_assert_msg(def != NULL, "no KPI %s", kpi);
	snprintf(q.text, sizeof(q.text), "%s", query);
	for (char *word = q.text, *next; *word; word = next) {
		next = word + strcspn(word, " ");
		if (*next)
			*next++ = '\0';
		take_word(ask, &q, word);
	}
	ask->n = 0;
	ck_assert_msg(kpi_evaluate(&env, &def, 1, &q.query, &ask->arena, &ask->rows, &ask->n, &ask->lab.err), "%s", ask->lab.err.text);
}

static void append_number(const char *label, double value)
{
	if (isnan(value))
		text_appendf(&answer, "%s-", label);
	else
		text_appendf(&answer, "%s%.6g", label, value);
}

/* "NGT red rate=0.5" */
static void append_head(const struct kpi_row *row)
{
	if (answer.len > 0)
		text_append(&answer, "; ");
	for (size_t i = 0; i < row->n_dims; i++)
		text_appendf(&answer, "%s ", row->dims[i].value[0] ? row->dims[i].value : "(none)");
	text_appendf(&answer, "%s", row->stat);
	append_number("=", row->value);
}

static const char *each(struct ask *it, const char *kpi, const char *query, void (*append)(const struct kpi_row *row))
{
	ask(it, kpi, query);
	text_clear(&answer);
	for (size_t i = 0; i < it->n; i++) {
		append_head(&it->rows[i]);
		append(&it->rows[i]);
	}
	return answer.data;
}

static void append_n(const struct kpi_row *row)
{
	text_appendf(&answer, " n=%lld", (long long)row->n);
}

static void append_coverage(const struct kpi_row *row)
{
	append_number(" of ", row->coverage);
}

static void append_interval(const struct kpi_row *row)
{
	append_number(" in ", row->low);
	append_number("..", row->high);
}

static void append_verdict(const struct kpi_row *row)
{
	append_number(" for ", row->target);
	text_appendf(&answer, " %s", kpi_status_word(row->status));
}

const char *ask_values(struct ask *ask, const char *kpi, const char *query)
{
	return each(ask, kpi, query, append_n);
}

const char *ask_coverage(struct ask *ask, const char *kpi, const char *query)
{
	return each(ask, kpi, query, append_coverage);
}

const char *ask_interval(struct ask *ask, const char *kpi, const char *query)
{
	return each(ask, kpi, query, append_interval);
}

const char *ask_verdict(struct ask *ask, const char *kpi, const char *query)
{
	return each(ask, kpi, query, append_verdict);
}

const char *ask_missing(struct ask *it, const char *kpi, const char *query)
{
	ask(it, kpi, query);
	return it->n == 1 && isnan(it->rows[0].value) && it->rows[0].missing ? it->rows[0].missing : "";
}
