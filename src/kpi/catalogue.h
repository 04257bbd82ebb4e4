/* catalogue.h - the entries by group, and the words that several of them share.
 *
 * Each group is an array of its own in catalogue_<group>.c; catalogue.c walks them as one. Adding an entry there is enough
 * for tiles, help, --explain, reports and the man page. */
#ifndef KPI_CATALOGUE_H
#define KPI_CATALOGUE_H

#include "kpi/kpi.h"

struct catalogue_group {
	const struct kpi_def *defs;
	size_t n;
};

extern const struct catalogue_group catalogue_time, catalogue_control, catalogue_integrity, catalogue_revenue, catalogue_people,
	catalogue_facilitation, catalogue_data;

/* How a figure is computed: the method of an entry. The arguments are named beside each. */
enum kpi_method {
	METHOD_INTERVAL,	/* quantiles and mean; {column of seconds} */
	METHOD_SPREAD,		/* P90/P50; {column of seconds} */
	METHOD_FLAGS,		/* rate; {flags of the denominator, flags of the numerator, any of these is eligible} */
	METHOD_COUNT,		/* rows; {flags that must be set, flags that must not} */
	METHOD_ROW,		/* added up row by row; {enum kpi_measure} */
	METHOD_LANES,		/* shares of lanes; {column} */
	METHOD_OWNERS,		/* shares of the time between arrival and release */
	METHOD_COVERAGE,	/* usable intervals */
	METHOD_AEO,		/* matched comparison of release times */
	METHOD_REVENUE,		/* {enum kpi_revenue} */
	METHOD_ACHIEVEMENT,	/* revenue against its target; {enum kpi_achievement} */
	METHOD_OPEN,		/* stock of open files by age; {enum kpi_open} */
	METHOD_FRESHNESS,
	METHOD_SEIZURES,	/* {enum kpi_seizures} */
	METHOD_AUDITS,		/* {enum kpi_audits} */
	METHOD_ARREARS,		/* {enum kpi_arrears} */
	METHOD_UNIT_VALUE,
	METHOD_OFFICER_DAYS,	/* {enum kpi_officer_days} */
	METHOD_OFFICER_INSPECTIONS,
	METHOD_BALANCE,
	METHOD_CASE_MIX,
	METHOD_PAIRS,		/* {enum kpi_pairs} */
	METHODS
};

enum kpi_achievement { ACHIEVEMENT_RATIO, ACHIEVEMENT_DAILY };
enum kpi_seizures { SEIZURES_COUNT, SEIZURES_VALUE };
enum kpi_audits { AUDITS_STRIKE, AUDITS_YIELD, AUDITS_RECOVERY };
enum kpi_arrears { ARREARS_RATIO, ARREARS_AGED, ARREARS_DISPUTED, ARREARS_RECOVERY, ARREARS_UNDISPUTED };
enum kpi_revenue { REVENUE_GROSS, REVENUE_NET };
enum kpi_open { OPEN_SINCE_BOTH, OPEN_SINCE_LODGEMENT };
enum kpi_officer_days { OFFICER_DAYS_DECLARATIONS, OFFICER_DAYS_LOAD };
enum kpi_pairs { PAIRS_LIFT, PAIRS_FLAGGED };

enum kpi_measure {
	MEASURE_SAME_DAY, MEASURE_SLOW_FILE, MEASURE_SLA, MEASURE_SLA_RELEASED, MEASURE_MULTI_INSPECTION,
	MEASURE_SIGNIFICANT, MEASURE_LIFT, MEASURE_RANDOM_SHARE, MEASURE_GREEN_LEAKAGE, MEASURE_RED_UNOPENED, MEASURE_RULE_YIELD, MEASURE_RULE_ALONE,
	MEASURE_RESULT_RECORDED, MEASURE_SEIZURE_RATE, MEASURE_BYPASS, MEASURE_TRIVIAL, MEASURE_EXPRESS,
	MEASURE_COLLECTION, MEASURE_PENALTY, MEASURE_CONTROL_YIELD, MEASURE_ADJUSTMENT, MEASURE_EXEMPTION, MEASURE_EFFECTIVE_RATE,
	MEASURE_PRE_ARRIVAL, MEASURE_ON_ARRIVAL, MEASURE_AEO_VALUE, MEASURE_AEO_COUNT, MEASURE_EPAY_VALUE,
	MEASURE_EPAY_COUNT, MEASURE_PAPERLESS, MEASURE_SINGLE_WINDOW, MEASURE_AMENDED,
	MEASURES
};

/* Needs: the same column may come wide, in the declaration, or in a file of its own. The first one is named when it is missing. */
#define NEEDS(...) (const char *const[]){__VA_ARGS__, NULL}
#define NEED_LDG "declarations.registered_at"
#define NEED_ARR "declarations.arrived_at|milestones.ARR"
#define NEED_SEL "declarations.lane_initial|declarations.selected_at|milestones.SEL"
#define NEED_SEL_TIME "declarations.selected_at|milestones.SEL"
#define NEED_AEO "declarations.aeo|traders.aeo"
#define NEED_ASM "declarations.assessed_at|milestones.ASM"
#define NEED_PAY "declarations.paid_at|milestones.PAY"
#define NEED_REL "declarations.released_at|milestones.REL"
#define NEED_GOUT "declarations.exited_at|milestones.GOUT"
#define NEED_INSPECTION "inspections.type|declarations.inspection_type"
#define NEED_PHYSICAL "inspections.type|milestones.INS_S|declarations.exam_started_at|declarations.inspection_type"
#define NEED_OUTCOME "inspections.outcome|declarations.inspection_outcome"
#define NEED_ADJUSTMENT "inspections.tax_adjustment|declarations.tax_adjustment"

#endif
