/* outlook.h - forecasts in words: what is to come, how sure that is, and how such forecasts did before. */
#ifndef PANEL_OUTLOOK_H
#define PANEL_OUTLOOK_H

#include "kpi/forecast.h"
#include "list.h"

/* "9.02 M (8.71 M to 9.40 M, 95 %)": a value with its 95 % interval. */
const char *outlook_range(struct kpi_forecast_day day, enum kpi_unit unit, struct arena *arena);
/* "Of 18 past stretches of 8 days it held 17; off 6 %, a repeated week 9 %.", or why there is
 * no forecast. Never NULL. */
const char *outlook_record(const struct kpi_forecast *forecast, struct arena *arena);
/* The same in a cell: "17 of 18"; "6 % (9 %)". */
const char *outlook_held(const struct kpi_forecast *forecast, struct arena *arena);
const char *outlook_error(const struct kpi_forecast *forecast, struct arena *arena);

#endif
