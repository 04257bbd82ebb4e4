/* facts.h - what the formulas need to know of the database and the settings, looked up once an evaluation.
 *
 * A code that the dictionary does not have is FACTS_NO_CODE, which no row carries. */
#ifndef KPI_FACTS_H
#define KPI_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/time.h"
#include "groups.h"
#include "kpi/kpi.h"

#define FACTS_NO_CODE (UINT32_MAX - 7)

enum { FACTS_LANES = 5 };

/* Local time at each post, and what closes there. */
struct clocks {
	struct groups offices;
	int64_t *now;		/* seconds since 2000-01-01 on the wall clock, by number of the office */
	const struct time_zone **zone;
	uint8_t *weekend;	/* bit 0 Monday ... bit 6 Sunday; 0 where the post says nothing */
	int64_t now_elsewhere;
	const struct time_zone *zone_elsewhere;
	uint8_t weekend_usual;	/* of most posts; Saturday and Sunday where none says anything */
};

/* Columns that have values: "kind.name". */
struct presence {
	const char **names;	/* in order */
	size_t n;
};

struct facts {
	uint32_t lane[FACTS_LANES];	/* green blue yellow orange red */
	uint32_t rule, random, model, none, electronic;
	uint32_t released, exited;	/* status */
	uint32_t system;		/* that assigns officers */
	bool has_reroute_reasons;
	const uint32_t *suspended;	/* regimes under which duty is assessed and not collected */
	size_t n_suspended;
	int64_t hit_floor;		/* minor units */
	int64_t inspection_cost;	/* the same; 0: nobody said */
	int64_t load[FACTS_LANES];	/* thousandths */
	double minor_units;		/* in one unit of the reporting currency */
	struct clocks clocks;
	struct presence presence;
};

enum { LANE_GREEN, LANE_BLUE, LANE_YELLOW, LANE_ORANGE, LANE_RED };

bool facts_init(const struct kpi_env *env, struct arena *arena, struct facts *facts, struct err *err);
void facts_finish(struct facts *facts);
/* What a declaration of a lane (0: none recorded) weighs in the load of an officer, in thousandths. */
int64_t facts_load(const struct facts *facts, uint32_t lane);
bool facts_is_suspended(const struct facts *facts, uint32_t regime);

int64_t clocks_now(const struct clocks *clocks, uint32_t office);
const struct time_zone *clocks_zone(const struct clocks *clocks, uint32_t office);
uint8_t clocks_weekend(const struct clocks *clocks, uint32_t office);	/* office 0: of most posts */
/* Hours are those that went by, also where the clock on the wall was moved in between. */
int64_t clocks_after(const struct clocks *clocks, uint32_t office, int64_t local, int64_t seconds);
int64_t clocks_elapsed(const struct clocks *clocks, uint32_t office, int64_t from_local, int64_t to_local);

bool presence_init(struct store *store, struct arena *arena, struct presence *ret_presence, struct err *err);
/* Whether one of the alternatives of a need ("a.b|c.d") is there. */
bool presence_has(const struct presence *presence, const char *need);
/* The first alternative of the first need of the entry that is not met, in the arena; NULL when all are. */
const char *presence_missing(const struct presence *presence, const struct kpi_def *def, struct arena *arena);

#endif
