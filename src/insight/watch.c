/* watch.c - the tables of what is watched. */
#include "watch.h"

const struct watch watches[] = {
	{ .id = "release_time_total", .family = FAMILY_TIME, .action = "Walk through the slowest ten files of %s with its head" },
	{ .id = "customs_clearance_time", .family = FAMILY_TIME, .action = "Walk through the slowest ten files of %s with its head" },
	{ .id = "lodgement_to_release", .family = FAMILY_TIME, .action = "Walk through the slowest ten files of %s with its head" },
	{ .id = "sla_met_rate", .family = FAMILY_TIME, .action = "List the files of %s that ran past the standard, and by whom" },
	{ .id = "inspection_wait", .family = FAMILY_CONTROL, .action = "Add inspection hours at %s, or cut the rules that find nothing" },
	{ .id = "query_rate", .family = FAMILY_CONTROL, .action = "Ask %s which two queries come up most, and publish the answer to them" },
	{ .id = "open_aged", .category = "72h", .family = FAMILY_STOCK, .action = "Ask %s for the list of files older than three days, with an owner each" },
	{ .id = "hit_rate_significant", .family = FAMILY_HITS, .action = "Review the rules that pick at %s: which find nothing?" },
	{ .id = "hit_rate", .family = FAMILY_HITS, .action = "Review the rules that pick at %s: which find nothing?" },
	{ .id = "physical_inspection_rate", .family = FAMILY_LANES, .action = "Bring inspections at %s back into the band; begin with rules that find nothing" },
	{ .id = "channel_share", .category = "green", .family = FAMILY_LANES, .action = "Ask risk management what moved files out of the green lane at %s" },
	{ .id = "channel_share", .category = "yellow", .family = FAMILY_LANES, .action = "Ask risk management which rule fills the yellow lane at %s" },
	{ .id = "channel_share", .category = "red", .family = FAMILY_LANES, .action = "Ask risk management which rule fills the red lane at %s" },
	{ .id = "result_recorded_rate", .family = FAMILY_DATA, .action = "Remind %s that an inspection without a recorded result is lost work" },
	{ .id = "reroute_down_rate", .family = FAMILY_CONTROL, .action = "Review who moves files to looser lanes at %s, and why" },
	{ .id = "pre_arrival_rate", .family = FAMILY_FACILITATION, .action = "Talk to the five largest declarants at %s about filing before arrival" },
	{ .id = "revenue_collected", .family = FAMILY_REVENUE, .action = "Compare the week's large payers at %s with the weeks before" },
	{ .id = "revenue_vs_target", .family = FAMILY_REVENUE, .is_to_date = true, .action = "Compare the large payers at %s with the target's assumptions" },
	{ .id = "declarations_registered", .family = FAMILY_VOLUME, .action = "Check whether the traffic of %s moved elsewhere, or its records did not arrive" },
	{ .id = "amendment_rate", .family = FAMILY_FACILITATION, .action = "Ask %s which field is amended most" },
	{ .id = "sequence_error_rate", .family = FAMILY_DATA, .action = "Ask %s who enters timestamps afterwards" },
};
const size_t n_watches = sizeof(watches) / sizeof(watches[0]);

const struct watch_stage watch_stages[] = {
	{ .id = "lodgement_lag", .label = "arrival to lodgement", .action = "Talk to the declarants of %s about filing before arrival" },
	{ .id = "assess_time", .label = "waiting for assessment", .action = "Look at the load of the assessing officers of %s" },
	{ .id = "inspection_wait", .label = "waiting for inspection", .action = "Open more inspection or scanner hours at %s" },
	{ .id = "inspection_time", .label = "inspection itself", .action = "Look at what makes inspections at %s long" },
	{ .id = "oga_hold_time", .label = "other agencies' holds", .action = "Raise the holds at %s with the agency that sets them" },
	{ .id = "query_time", .label = "open queries", .action = "Ask %s which queries stay unanswered, and by whom" },
	{ .id = "payment_lag", .label = "waiting for payment", .action = "Offer electronic or deferred payment to the payers of %s" },
	{ .id = "pay_to_release", .label = "payment to release", .action = "Ask %s why paid files wait for release" },
};
const size_t n_watch_stages = sizeof(watch_stages) / sizeof(watch_stages[0]);
