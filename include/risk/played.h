/* played.h - the last simulated year, kept in the database so that its price and its gain stand beside today's figures.
 *
 * One fact (table fact, "risk_simulation"), a line of JSON; the next simulation takes its place. */
#ifndef RISK_PLAYED_H
#define RISK_PLAYED_H

#include "risk/simulate.h"

struct risk_played {
	int64_t at;			/* UTC seconds; 0: none was played */
	int32_t from, to;		/* the weeks that counted */
	int weeks, seeds;
	double budget, explore;		/* shares: of each week, of the picks */
	double with, without;		/* hit rate of the year, with that part by chance and with none; NaN not played */
	double with_new, without_new;	/* the same of goods never picked before; NaN not told */
	double spread;			/* half of where 95 % of the means of such plays without chance lie */
	double random, current;		/* what picking blindly finds, and today's practice; NaN not recorded */
	double rate, half_width;	/* the true rate as told after the year, and its 95 % interval; NaN without chance */
};

bool risk_played_keep(struct store *store, const struct risk_sim_options *options, const struct risk_simulation *simulation, int64_t now,
	struct err *err);
/* What was never kept, or cannot be read any more, reads as none. */
struct risk_played risk_played_read(struct store *store);

/* Of a year with chance against one without: what stands beyond what the plays differ by themselves. */
enum risk_played_word { RISK_PLAYED_UNKNOWN, RISK_PLAYED_COST, RISK_PLAYED_GAINED, RISK_PLAYED_ALIKE };
enum risk_played_word risk_played_judge(const struct risk_played *played);

#endif
