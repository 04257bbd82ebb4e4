/* scenario.h - what a simulated country is made of, read from an INI file.
 *
 * Posts with their hours, staff and stage times; commodities, rules, seasons; and stories: planted events
 * with dates, which a good dashboard should find again. Everything lives in the arena of the scenario. Times
 * in stories are local seconds since 1970 (base/time.h), days are day numbers, durations are hours. */
#ifndef SIM_SCENARIO_H
#define SIM_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum sim_kind { SIM_SEA, SIM_AIR, SIM_LAND, SIM_RAIL, SIM_INLAND, SIM_MAIL, SIM_KINDS };
enum sim_lane { SIM_GREEN, SIM_BLUE, SIM_YELLOW, SIM_ORANGE, SIM_RED, SIM_LANES };

/* Stages whose length is drawn: median and P90/P50 of a lognormal. */
enum sim_stage {
	SIM_STAGE_DISCHARGE,	/* ARR to DIS */
	SIM_STAGE_LODGE,	/* ARR to LDG when not filed before arrival */
	SIM_STAGE_LEAD,		/* LDG to ARR when filed before arrival */
	SIM_STAGE_DOCUMENT,	/* an officer's document check */
	SIM_STAGE_QUERY,	/* QRY_S to QRY_E */
	SIM_STAGE_POSITION,	/* INS_REQ to INS_PRES */
	SIM_STAGE_SCAN, SIM_STAGE_EXAM,
	SIM_STAGE_HOLD,		/* OGA_S to OGA_E on paper; the single window takes half of it */
	SIM_STAGE_PAY,		/* ASM to PAY */
	SIM_STAGE_RELEASE,	/* last precondition to REL where an officer releases */
	SIM_STAGE_REMOVE,	/* REL to GOUT */
	SIM_STAGES
};

struct sim_span {
	double median, sigma;	/* hours; of the logarithm */
};

struct sim_ramp {
	double first, last;	/* at the start and the end of the scenario's own period */
};

struct sim_hours {
	int opens, closes;	/* minutes after midnight; 0 and 1440 = round the clock */
};

struct sim_post {
	const char *id, *name, *locode;
	enum sim_kind kind;
	struct sim_hours hours;
	unsigned weekend;	/* bit per weekday, 0 Monday */
	int shifts, assessors, examiners, scanners;
	double arrivals;	/* declarations a day, on average over the year */
	double calls;		/* means of transport a week that bring them in bunches; 0 = one by one */
	double value;		/* factor on the value of goods */
	double exam_yellow;	/* share of yellow files that end in a physical examination */
	double scan_red;	/* share of red files that pass the scanner first */
	double scan_yellow;	/* share of yellow files that pass it */
	double skip_arrival;	/* share of files with no arrival recorded */
	double skip_exit;
	double lanes[SIM_LANES];	/* shares, made to add to 1 */
	double flows[3];	/* import, export, transit */
	struct sim_ramp pre_arrival;
	struct sim_span stages[SIM_STAGES];
};

struct sim_goods {
	const char *hs;
	double weight, risk;	/* risk: multiple of the average */
	double duty, excise;	/* rates */
	double permit;		/* share that needs another agency */
	double value, kilo;	/* median value of a consignment; value of a kilogram */
};

struct sim_origin {
	const char *code;
	double weight;
	bool preference;
};

struct sim_rule {
	const char *id, *title;
	const char *chapters;	/* "07,08"; "" = all */
	double min_value;
	bool newcomers;		/* importers of less than three months only */
	int post;		/* -1 = all */
	enum sim_lane lane;	/* of its own picks */
	int32_t from, to;	/* days, both included */
	double share; /* of what matches, picked by this rule whatever the risk; 0 = it only names what the
		       * risk engine selects anyway */
	double exam;		/* share of its own picks that are opened */
};

/* Days that differ: a feast, a month, a rush. Both ends included. */
struct sim_season {
	const char *id, *tag;	/* "" = keep it out of calendar.csv */
	int post;		/* -1 = all */
	int32_t from, to;
	bool closed;		/* posts with a weekend are closed, others keep `staff` */
	double arrivals, staff;	/* factors */
	double shorter;		/* hours cut off the end of the day */
};

enum sim_tale {
	SIM_TALE_SILENT,  /* nothing comes from the post after `from` */
	SIM_TALE_LATE,    /* milestones come `delay` hours after the event from `from` on */
	SIM_TALE_PAIR,    /* `share` of a broker's files go to one officer, `speed` times as fast, without
			     findings */
	SIM_TALE_OUTAGE,  /* the scanner works only during `hours` */
	SIM_TALE_TIGHTEN, /* `rule` picks `share` of what it matches */
	SIM_TALE_REFORM,  /* pre-arrival filing and single window reach new shares */
	SIM_TALE_DISHONEST,	/* `share` of what an importer brings has something to find, whatever the goods */
	SIM_TALE_UNDERVALUE,	/* `share` of all imports are declared at `value` times what they are worth */
	SIM_TALE_ROTATE,	/* the risks of goods and of `share` of the importers are dealt out anew */
	SIM_TALES
};

struct sim_story {
	const char *id, *title;
	enum sim_tale tale;
	int post, rule;		/* -1 = none */
	int broker, officer, importer;	/* numbers from 1; the officer is an assessor of the post */
	int64_t from, to;	/* local seconds */
	double share, speed, delay, value, pre_arrival, single_window;
	struct sim_hours hours;
};

struct sim_initiative {
	const char *id, *title, *offices, *owner, *kpi, *effect, *note;
	int32_t starts, ends;	/* TIME_DAY_NONE = open */
};

struct sim_target {
	const char *kpi, *office, *flow, *mode, *value, *low, *high;	/* as they are written */
	int32_t from, to;
};

struct sim_world_settings {
	const char *name, *timezone, *currency;
	int days, importers, exporters, brokers;
	double rows;
	double seed;
	int32_t until;		/* the period ends where this day begins */
	double illicit;		/* share of consignments with something to find */
	double random_share;	/* of selections */
	double growth;		/* of arrivals a year */
	double vat, revenue_target;
	struct sim_ramp epay, paper, single_window;
	double aeo;		/* share of importers */
	/* What real exports lack. */
	double missing, day_only, skew, amended, late_amended, duplicates, cancelled, rejected, unrecorded;
};

struct sim_scenario {
	struct arena arena;
	const char *path;
	struct sim_world_settings world;
	struct sim_post *posts;
	struct sim_goods *goods;
	struct sim_origin *origins;
	struct sim_rule *rules;
	struct sim_season *seasons;
	struct sim_story *stories;
	struct sim_initiative *initiatives;
	struct sim_target *targets;
	int n_posts, n_goods, n_origins, n_rules, n_seasons, n_stories, n_initiatives, n_targets;
};

bool sim_scenario_open(const char *path, struct sim_scenario **ret_scenario, struct err *err);
void sim_scenario_close(struct sim_scenario *scenario);

const char *sim_kind_name(enum sim_kind kind);
const char *sim_lane_name(enum sim_lane lane);

#endif
