/* ask.h - a laboratory (../cube/lab.h) whose figures can be asked for, answers as short texts.
 *
 * A query is written as words: "from=2026-03-01 to=2026-03-31 by=office,lane where=flow:import stat=p90". An answer has one part for each row,
 * joined by "; ", each opened by the row's dimension values: "NGT rate=0.5 n=4; PSL rate=- n=0". */
#ifndef TESTS_KPI_ASK_H
#define TESTS_KPI_ASK_H

#include "kpi/kpi.h"
#include "lab.h"

struct ask {
	struct lab lab;
	struct settings *config;	/* NULL: none */
	int64_t now;			/* UTC; ask_open() takes it from a text */
	struct arena arena;
	struct kpi_row *rows;		/* of the last question */
	size_t n;
};

void ask_open(struct ask *ask, const char *now);
void ask_close(struct ask *ask);
/* Settings as they stand in a file. */
void ask_configure(struct ask *ask, const char *ini);

/* A row of the file that was begun with lab_begin(), its cells parted by spaces: "declaration_id=D1 office=NGT". */
void ask_put(struct ask *ask, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Asks; the rows stay in ask->rows until the next question. */
void ask(struct ask *ask, const char *kpi, const char *query);
/* Statistic, value and n of each row. Texts are borrowed until the next question. */
const char *ask_values(struct ask *ask, const char *kpi, const char *query);
/* Value and coverage; value with its interval; value, target and verdict. */
const char *ask_coverage(struct ask *ask, const char *kpi, const char *query);
const char *ask_interval(struct ask *ask, const char *kpi, const char *query);
const char *ask_verdict(struct ask *ask, const char *kpi, const char *query);
/* The column that a dash names; "" when there is none, or the answer is no single dash. */
const char *ask_missing(struct ask *ask, const char *kpi, const char *query);

#endif
