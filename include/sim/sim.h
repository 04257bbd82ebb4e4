/* sim.h - writes a believable, fully synthetic pack of CSV files from a scenario.
 *
 * The same scenario, days, rows and seed give the same bytes, whatever the machine's clock, locale or time
 * zone. Files are written beside their final names, synced, and renamed together at the end: a run that fails
 * leaves what was there. The folder also gets a file named SYNTHETIC (one line), by which a loader knows that
 * nothing in it is real. */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct sim_options {
	const char *scenario;		/* path of the INI file */
	const char *out;		/* folder; made when it is not there */
	int days;     /* 0 = as the scenario says; the period always ends where the scenario ends */
	int64_t rows; /* declarations, exactly; 0 = in proportion to the days. Staff grows with the arrivals
		       */
	bool has_seed;			/* else the scenario's seed */
	uint64_t seed;
	bool wide_only; /* declarations.csv alone, one row a declaration, its 24 columns of SIM_WIDE_COLUMNS
			 */
	/* Called about once for every simulated day; false stops the run (ERR_INTERRUPTED). May be NULL. */
	bool (*progress)(void *user, int64_t rows_done, int64_t rows_total);
	void *user;
};

#define SIM_WIDE_COLUMNS 24

bool sim_run(const struct sim_options *options, struct err *err);

#endif
