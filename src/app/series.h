/* series.h - the parts of `tidewaiter series`: the engines opened to any plain series. */
#ifndef APP_SERIES_H
#define APP_SERIES_H

#include "app.h"
#include "base/arena.h"
#include "ingest/series.h"

enum series_format { SERIES_TABLE, SERIES_CSV, SERIES_JSON };

struct series_request {
	const struct args *args;
	const char *path;
	enum series_format format;
	struct ingest_series_options reading;
	struct arena *arena;
};

struct series_file {
	struct ingest_series *series;
	struct ingest_grid grid;
	double unit;			/* of grid.values, a power of two: 1 but for values so large or small that their squares are lost */
};

/* Reads the file and tells on stderr what of it was put in order: gaps, doubles, rows without a rhythm. */
bool series_open(const struct series_request *request, const char *path, struct series_file *ret_file, struct err *err);

/* A path as sentences name it. */
const char *series_shown(const char *path);

/* How many steps make a season, by the distance of the steps: a day of hours, a week of days ...; *ret_longer the week over the day,
 * where there is one. What the moments do not tell is looked for in the values. */
void series_season_find(const struct series_file *file, size_t *ret_season, size_t *ret_longer);
/* By the distance of the steps alone; 0: it does not tell. */
size_t series_season_of_moments(const struct series_file *file);
/* The longer season over one that was told. */
size_t series_longer_find(const struct series_file *file, size_t season);

/* A result in the unit of the file; what that cannot hold becomes the largest number. */
double series_in_unit(const struct series_file *file, double value);

/* A number with as many digits as it takes to read it back; nothing (null in JSON) for none. */
void series_append_number(struct text *out, double value, enum series_format format);

bool series_forecast(const struct series_request *request, struct text *out, struct err *err);
/* What a file brings out of the series that another one stands for: its values at the steps of that one's grid, NaN where it has none. */
bool series_align(const struct series_request *request, const char *path, const struct series_file *main, double **ret_values, struct err *err);

bool series_signals(const struct series_request *request, struct text *out, struct err *err);
bool series_impact(const struct series_request *request, struct text *out, struct err *err);

#endif
