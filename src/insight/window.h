/* window.h - the two stretches of days that a finding is about: those of the change, and four weeks before it, at its place. */
#ifndef INSIGHT_WINDOW_H
#define INSIGHT_WINDOW_H

#include "insight/findings.h"

enum { WINDOW_BASE_DAYS = 28 };

struct window {
	struct kpi_query now, base;	/* without verdicts; filters live in the arena */
	int32_t days;			/* of now */
	bool has_base;			/* false where nothing changed: now is four weeks then */
};

bool window_of(const struct finding *finding, const struct kpi_filter *filters, size_t n_filters, int32_t to, struct arena *arena,
	struct window *ret_window, struct err *err);
/* A row without dimensions but its own category; NULL where there is none. */
const struct kpi_row *window_row(const struct kpi_row *rows, size_t n, const struct kpi_def *def, const char *stat, const char *category);

#endif
