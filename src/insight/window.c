/* window.c - see window.h. */
#include "window.h"

#include <string.h>

#include "base/time.h"

bool window_of(const struct finding *finding, const struct kpi_filter *filters, size_t n_filters, int32_t to, struct arena *arena,
	struct window *ret_window, struct err *err)
{
	bool has_base = finding->since != TIME_DAY_NONE;
	int32_t since = has_base ? finding->since : to - WINDOW_BASE_DAYS + 1;
	struct kpi_filter *all = arena_array(arena, n_filters + 1, sizeof(*all));
	const char **place = arena_array(arena, 1, sizeof(*place));
	int32_t last = finding->days > 0 ? since + finding->days - 1 : to;
	struct window window = { .days = last - since + 1, .has_base = has_base };

	if (!all || !place)
		return err_memory(err);
	if (n_filters)
		memcpy(all, filters, n_filters * sizeof(*all));
	if (finding->office || finding->lane) {
		place[0] = finding->office ? finding->office : finding->lane;
		all[n_filters++] = (struct kpi_filter){ .by = { .dim = finding->office ? KPI_DIM_OFFICE : KPI_DIM_LANE }, .values = place,
			.n_values = 1 };
	}
	window.now = (struct kpi_query){ .from = since, .to = last, .filters = all, .n_filters = n_filters, .without_status = true };
	window.base = window.now;
	window.base.to = since - 1;
	window.base.from = since - WINDOW_BASE_DAYS;
	*ret_window = window;
	return true;
}

const struct kpi_row *window_row(const struct kpi_row *rows, size_t n, const struct kpi_def *def, const char *stat, const char *category)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].def == def && strcmp(rows[i].stat, stat) == 0 && rows[i].n_dims == (category != NULL) &&
		    (!category || strcmp(rows[i].dims[0].value, category) == 0))
			return &rows[i];
	return NULL;
}
