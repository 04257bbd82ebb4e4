/* evidence.h - what stands behind one finding: through what it came, and answers to what a leader asks next.
 *
 * Answers are sentences, each with the command that shows more. Parts are what a change is made of, exactly (kpi/drivers.h), the
 * largest first within a dimension; stages and owners of a time come from the finding's own drivers. */
#ifndef INSIGHT_EVIDENCE_H
#define INSIGHT_EVIDENCE_H

#include "insight/findings.h"
#include "insight/phrases.h"

enum { EVIDENCE_ANSWERS = 11, EVIDENCE_PARTS = 32, EVIDENCE_OF_DIM = 4 };

struct evidence_answer {
	enum phrase question;		/* PHRASE_ASK_SINCE ... PHRASE_ASK_MINISTER, in this order */
	const char *text;		/* "" where the question makes no sense */
	const char *command;		/* for a shell: "tidewaiter kpi ..." */
	int32_t from, to;		/* the days it is about */
	bool feast;			/* PHRASE_ASK_YEAR: by the Islamic year */
};

struct evidence_part {
	const char *dim, *value;	/* codes */
	const char *label;		/* "the yellow lane"; declarants are pseudonyms */
	double now, base;		/* its own figure; NaN where it has none */
	int64_t n, base_n;		/* 0 of stages and owners */
	double weekly, base_weekly;	/* the same a week: whether a rate moved because traffic did */
	double share;			/* of the change */
	double mix, performance;	/* of the change; NaN where they cannot be told apart */
};

struct evidence {
	struct evidence_answer answers[EVIDENCE_ANSWERS];
	struct evidence_part parts[EVIDENCE_PARTS];
	size_t n_parts;
	double low, high, coverage;	/* of the value; NaN where there is none */
	int32_t base_from, base_to;	/* the level before; TIME_DAY_NONE where nothing changed */
};

/* Of findings->items[index]; filters as for findings_load(). Texts live in the arena. */
bool evidence_load(const struct kpi_env *env, const struct findings *findings, size_t index, const struct kpi_filter *filters, size_t n_filters,
	struct arena *arena, struct evidence *ret_evidence, struct err *err);

#endif
