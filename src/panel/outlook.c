/* outlook.c - see outlook.h. */
#include "outlook.h"

#include <math.h>

#include "figures.h"

static const char *said(const char *text)
{
	return text ? text : "";
}

const char *outlook_range(struct kpi_forecast_day day, enum kpi_unit unit, struct arena *arena)
{
	const char *mean;

	if (unit == KPI_COUNT)	/* half a file would pretend to more than is known */
		day = (struct kpi_forecast_day){ .mean = round(day.mean), .low = floor(day.low), .high = ceil(day.high) };
	mean = figures_number(day.mean, unit, arena);

	if (isnan(day.low) || isnan(day.high))
		return mean;
	return said(arena_printf(arena, "%s (%s to %s, 95 %%)", mean, figures_number(day.low, unit, arena), figures_number(day.high, unit, arena)));
}

/* Two per cent and less are told with a decimal: "0.8 %". */
static const char *percent(double part, struct arena *arena)
{
	return said(arena_printf(arena, part < 0.0995 ? "%.1f %%" : "%.0f %%", part * 100));
}

const char *outlook_record(const struct kpi_forecast *forecast, struct arena *arena)
{
	int known = (int)(forecast->origin - forecast->first) + 1;

	switch (forecast->state) {
	case KPI_FORECAST_NOTHING: return "No forecast: nothing is recorded day by day under these filters.";
	case KPI_FORECAST_OVER: return "The period is over: nothing is left to come.";
	case KPI_FORECAST_SHORT:
		return said(arena_printf(arena, "No forecast: %s known, it needs %d.", known == 1 ? "one day is" :
			said(arena_printf(arena, "%d days are", known)), KPI_FORECAST_LEAST));
	default: break;
	}
	if (!forecast->looks)
		return "Too little history to hold this forecast against the past.";
	return said(arena_printf(arena, "Of %zu past stretches of %d day%s it held %zu; off %s, %s repeated week %s.", forecast->looks,
		(int)forecast->looked_ahead, forecast->looked_ahead == 1 ? "" : "s", forecast->held,
		percent(forecast->error, arena), forecast->is_naive ? "no better than a" : "a", percent(forecast->naive_error, arena)));
}

const char *outlook_held(const struct kpi_forecast *forecast, struct arena *arena)
{
	if (forecast->state != KPI_FORECAST_MADE || !forecast->looks)
		return "–";
	return said(arena_printf(arena, "%zu of %zu", forecast->held, forecast->looks));
}

const char *outlook_error(const struct kpi_forecast *forecast, struct arena *arena)
{
	if (forecast->state != KPI_FORECAST_MADE || !forecast->looks)
		return "–";
	return said(arena_printf(arena, "%s (%s)", percent(forecast->error, arena), percent(forecast->naive_error, arena)));
}
