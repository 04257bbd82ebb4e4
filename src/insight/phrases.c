/* phrases.c - English. Sentences are short and plain: a minister repeats them, and a list reads them at 78 cells.
 *
 * "Median" stands for P50 wherever a sentence is read without the screen beside it. */
#include "insight/phrases.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const english[PHRASES] = {
	[PHRASE_TITLE] = "Customs brief",
	[PHRASE_TITLE_SYNTHETIC] = "SYNTHETIC data",
	[PHRASE_SUBTITLE] = "{scope}, the four weeks to this day; changes are judged week by week against half a year.",
	[PHRASE_SUMMARY_WORSE] = "{n} worse",
	[PHRASE_SUMMARY_BETTER] = "{n} better",
	[PHRASE_SUMMARY_CHANGED] = "{n} changed, neither for better nor worse",
	[PHRASE_WHAT_CHANGED] = "What changed",
	[PHRASE_WHAT_TO_DO] = "What to do",
	[PHRASE_FIGURES] = "The figures",
	[PHRASE_EVIDENCE] = "What stands behind it",
	[PHRASE_DEFINITIONS] = "What the words mean",
	[PHRASE_NOTHING_CHANGED] = "Nothing changed that chance alone does not explain.",
	[PHRASE_NOTHING_TO_DO] = "Nothing that the figures ask for.",
	[PHRASE_MORE] = "{n} more, smaller ones are on the screen: tidewaiter show brief.",
	[PHRASE_FALSE_ALARMS] = "{charts} figures were looked at; in a quiet week chance alone raises {alarms} of them.",
	[PHRASE_FOOT] = "{scope}. {from} to {to}. Data {fingerprint}. Tidewaiter {version}.",
	[PHRASE_TOO_SHORT] = "The data holds {span} up to this day. What changed shows from nine weeks on; against targets all is judged.",
	[PHRASE_WORSE] = "worse",
	[PHRASE_BETTER] = "better",
	[PHRASE_CHANGED] = "changed",
	[PHRASE_USUAL] = "as usual",
	[PHRASE_UNKNOWN] = "no verdict",
	[PHRASE_HEAD_FIGURE] = "figure",
	[PHRASE_HEAD_VALUE] = "value",
	[PHRASE_HEAD_VERDICT] = "verdict",
	[PHRASE_HEAD_AGAINST] = "judged by",
	[PHRASE_HEAD_COURSE] = "26 weeks",
	[PHRASE_HEAD_PART] = "through what",
	[PHRASE_HEAD_BEFORE] = "before",
	[PHRASE_HEAD_NOW] = "now",
	[PHRASE_HEAD_N] = "declarations",
	[PHRASE_HEAD_SHARE] = "of the change",
	[PHRASE_HEAD_INNER] = "not by mix",
	[PHRASE_BY_BAND] = "band {value}",
	[PHRASE_BY_TARGET] = "target {value}",
	[PHRASE_BY_USUAL] = "usual {value}",
	[PHRASE_COURSE_LABEL] = "{figure} over 26 weeks, last {value}",
	[PHRASE_ALL_POSTS] = "All posts",
	[PHRASE_ALL_POSTS_INSIDE] = "all posts",
	[PHRASE_POST] = "Post {code}",
	[PHRASE_POST_INSIDE] = "post {code}",
	[PHRASE_OWNER] = "For: {owner}",
	[PHRASE_ANSWERS_FINDING] = "finding {n}",
	[PHRASE_SEE_STEP] = "To do: {n}.",
	[PHRASE_MEDIAN_IS] = "Median (P50): half of the declarations take longer, half less.",
	[PHRASE_USUAL_IS] = "Usual: the limits that the half year before sets for as many weeks; shaded in the charts.",
	[PHRASE_SYNTHETIC_IS] = "SYNTHETIC: made by a simulator, about no real post or trader.",

	[PHRASE_CLAIM] = "{place}: {claim}",
	[PHRASE_USUALLY] = ", usually {usual}",
	[PHRASE_SINCE] = ", since {day} ({span})",
	[PHRASE_DRIFTING] = ", moving steadily since {day}",
	[PHRASE_TARGET] = " The target is {target}.",
	[PHRASE_BAND] = " It should stay within {target}.",
	[PHRASE_STANDING] = "; the target is {target}. That is not new.",
	[PHRASE_SILENT] = "{place}: no records for {age}. A silent post is not a quiet post.",
	[PHRASE_LATE] = "{place}: files are registered, but none was released for {age}; its records come late, or work stands still.",
	[PHRASE_QUARTER] = "three months",
	[PHRASE_PAIR] = "{place}: broker {broker} and officer {officer} met over {n} files in {span}, {value} times as often as dealing them at random brings ({expected}). It prompts a look and proves nothing.",
	[PHRASE_SURE_PAIR] = "Certain that it is no chance of dealing",
	[PHRASE_ON_DAYS] = ", on {day} ({span})",
	[PHRASE_LANE_PLACE_INSIDE] = "the posts with most of the {lane} lane",
	[PHRASE_LANE_PLACE] = "The {lane} lane",
	[PHRASE_EVENT] = "The calendar has a known event there from {day}: {event}.",
	[PHRASE_INITIATIVE] = "It came with \"{initiative}\".",
	[PHRASE_CAUSE] = "{share} of the {change} is {part}.",
	[PHRASE_CAUSE_ALL] = "All of the {change} is {part}.",
	[PHRASE_CAUSE_MOVED] = "{share} of the {change} is {part}: {before} before, {now} now.",
	[PHRASE_CAUSE_MIX] = "It is not the mix: goods of the same kind changed as well.",
	[PHRASE_RISE] = "rise",
	[PHRASE_FALL] = "fall",
	[PHRASE_SIZE_LONGER] = "{n} took {hours} longer in all than before.",
	[PHRASE_SIZE_SHORTER] = "{n} took {hours} less in all than before.",
	[PHRASE_SIZE_MORE] = "{extra} more than at the level before, of {n}.",
	[PHRASE_SIZE_FEWER] = "{extra} fewer than at the level before, of {n}.",
	[PHRASE_SIZE_N] = "{n}.",
	[PHRASE_SIZE_MONEY] = "{money} was paid on them.",
	[PHRASE_SURE_HIGH] = "Certain",
	[PHRASE_SURE_MIDDLE] = "Very likely real",
	[PHRASE_SURE_LOW] = "Likely real, look again in a week",
	[PHRASE_SURE_TARGET] = "Certain: the target is missed by more than chance",
	[PHRASE_SURE_SILENT] = "Certain: the other posts have sent records since",
	[PHRASE_SURE_LATE] = "Certain: so many days without one do not come by chance there",
	[PHRASE_SURE_FIGURES] = ": chance alone shows one like it {rarity} (n\u00a0{n})",
	[PHRASE_RARE_WEEK] = "every week",
	[PHRASE_RARE_WEEKS] = "once in {n} weeks",
	[PHRASE_RARE_DECADE] = "not once in ten years",
	[PHRASE_SURE_N] = " (n\u00a0{n})",
	[PHRASE_FEW] = "; few declarations, so look at them one by one",

	[PHRASE_PART_LANE] = "the {part} lane",
	[PHRASE_PART_BROKER] = "broker {part}",
	[PHRASE_PART_IMPORTER] = "importer {part}",
	[PHRASE_PART_OFFICER] = "officer {part}",
	[PHRASE_PART_CHAPTER] = "goods of HS chapter {part}",
	[PHRASE_PART_OFFICE] = "{part}",
	[PHRASE_PART_OWNER] = "time owned by {part}",
	[PHRASE_PARTY_CUSTOMS] = "customs",
	[PHRASE_PARTY_AGENCY] = "other agencies",
	[PHRASE_PARTY_TRADER] = "traders",
	[PHRASE_PARTY_TERMINAL] = "terminals",
	[PHRASE_PARTY_SHARED] = "several parties at once",
	[PHRASE_PART_OTHER] = "{part}",
	[PHRASE_NOT_RECORDED] = "not recorded",

	[PHRASE_DO_PAIR] = "Have a second officer look at a sample of those files at {place}, and let the system deal the next ones.",
	[PHRASE_DO_ASK_LATE] = "Ask {place} whether work stands still or its milestones come late, and from which day on they are complete.",
	[PHRASE_DO_CALL] = "Call {place}: is the line down, or the office closed?",
	[PHRASE_DO_CALL_FILES] = "Call {place}: is the line down, or the office closed? {n} files were open there; the oldest, {file}, for {age}.",
	[PHRASE_DO_RULE] = "Sharpen rule {rule} at {place}: of {picks} inspections in 4 weeks {hits} found something.{gain}",
	[PHRASE_DO_RULE_NO_HIT] = "Cut rule {rule} at {place}: {picks} inspections in 4 weeks found nothing.{gain}",
	[PHRASE_DO_QUEUE] = "{action}. At the level before, its declarations wait {hours} a day less.",
	[PHRASE_DO_OLDEST] = "{action}. The oldest, {file}, has been open for {age}.",
	[PHRASE_DO_GAIN] = "{action}. At the level before, its declarations take {hours} a day less.",
	[PHRASE_DO_PART] = "{action}. Begin with {part}: {share} of it.",
	[PHRASE_GAIN_INSPECTIONS] = " Frees {n} inspections a day.",

	[PHRASE_OWNER_HEAD] = "head of {place}",
	[PHRASE_OWNER_HEAD_IT] = "head of {place}, with IT",
	[PHRASE_OWNER_RISK] = "risk management, with the head of {place}",
	[PHRASE_OWNER_REVENUE] = "revenue directorate",
	[PHRASE_OWNER_TRADE] = "trade facilitation, with the head of {place}",
	[PHRASE_OWNER_AGENCY] = "liaison with other agencies",
	[PHRASE_OWNER_OPERATIONS] = "operations directorate",

	[PHRASE_HOURS] = "{n}\u00a0hours",
	[PHRASE_HOURS_SHORT] = "{n}\u00a0h",
	[PHRASE_MINUTES] = "{n}\u00a0min",
	[PHRASE_DAYS] = "{n}\u00a0days",
	[PHRASE_DAYS_N] = "{n} days",
	[PHRASE_DAY_1] = "one day",
	[PHRASE_WEEKS_N] = "{n} weeks",
	[PHRASE_WEEK_1] = "one week",
	[PHRASE_DECLARATIONS] = "{n}\u00a0declarations",
	[PHRASE_DECLARATION_1] = "one declaration",
	[PHRASE_DATE] = "{d}\u00a0{mon}",
	[PHRASE_DATE_SHORT] = "{wd} {d}\u00a0{mon}",
	[PHRASE_DATE_LONG] = "{weekday} {d} {month} {y}",

	[PHRASE_ASK_SINCE] = "Since when?",
	[PHRASE_ASK_WHERE] = "Which post?",
	[PHRASE_ASK_OWNER] = "Who owns it?",
	[PHRASE_ASK_NOISE] = "Noise or real?",
	[PHRASE_ASK_SURE] = "How sure are we?",
	[PHRASE_ASK_MIX] = "Was it the mix?",
	[PHRASE_ASK_YEAR] = "A year ago?",
	[PHRASE_ASK_AFTER] = "What happened since?",
	[PHRASE_ASK_FILES] = "Which ten files?",
	[PHRASE_ASK_COST] = "What does a fix bring?",
	[PHRASE_ASK_MINISTER] = "Take it to the minister?",

	[PHRASE_SAY_SINCE] = "{day}, {span} so far; the level before was {before}.",
	[PHRASE_SAY_SINCE_ALONE] = "{day}, {span} so far.",
	[PHRASE_SAY_SINCE_NONE] = "No date: it has been so for the four weeks, and before.",
	[PHRASE_SAY_SINCE_SILENT] = "{day}: its newest record is {value} old.",
	[PHRASE_SAY_WHERE_TOP] = "{place} alone of {posts} posts; the others have {others} in the middle.",
	[PHRASE_SAY_WHERE_RANK] = "{place} is number {rank} of {posts} posts; the middle one has {others}.",
	[PHRASE_SAY_WHERE_MOST] = "{place} stands out with {value}; the middle one of {posts} posts has {others}.",
	[PHRASE_SAY_WHERE_ONE] = "One post alone has this figure.",
	[PHRASE_SAY_OWNER] = "{share} of the added time: {part}. To act: {owner}.",
	[PHRASE_SAY_OWNER_ALONE] = "To act: {owner}.",
	[PHRASE_SAY_NOISE] = "{certainty}. Of {charts} figures chance alone raises {alarms} in a quiet week.",
	[PHRASE_SAY_SURE] = "{value}; 95 % sure between {range}; {n}, {coverage} of those that should count.",
	[PHRASE_SAY_SURE_ALONE] = "{n} or records, {coverage} of those that should count.",
	[PHRASE_SAY_MIX_NO] = "No: {share} of the change is other goods and lanes; the rest happened within the same lanes.",
	[PHRASE_SAY_MIX_YES] = "Yes, mostly: {share} of the change is that other lanes were given.",
	[PHRASE_SAY_MIX_PART] = "In part: {share} of the change is that other lanes were given.",
	[PHRASE_SAY_MIX_UNKNOWN] = "The data has no parts by which this could be told.",
	[PHRASE_SAY_YEAR] = "{value} in the same weeks a year ago ({n}).",
	[PHRASE_SAY_FEAST] = "{value} in the same days of the Islamic year before ({n}).",
	[PHRASE_SAY_YEAR_NONE] = "The data does not reach back a year.",
	[PHRASE_SAY_AFTER_WORSE] = "Still going away from the usual: {last} in the last week, {first} in the first.",
	[PHRASE_SAY_AFTER_EASING] = "On its way back: {last} in the last week, {first} in the first.",
	[PHRASE_SAY_AFTER_NEW] = "Too new to tell: it has one week. {last} in it.",
	[PHRASE_SAY_AFTER_HOLDS] = "It holds: {last} in the last week, {first} in the first.",
	[PHRASE_SAY_FILES] = "{n} stand behind it, the most telling first.",
	[PHRASE_SAY_FILES_OPEN] = "The open files of the post, the oldest first.",
	[PHRASE_SAY_COST_HOURS] = "{hours} of declarations a day, if it goes back to the level before.",
	[PHRASE_SAY_COST_FEWER] = "{extra} declarations a day fewer, if it goes back to the level before.",
	[PHRASE_SAY_COST_MORE] = "{extra} declarations a day more, if it goes back to the level before.",
	[PHRASE_SAY_COST_MONEY] = "{money} a week, if it goes back to the level before.",
	[PHRASE_SAY_COST_UNKNOWN] = "The figures do not tell.",
	[PHRASE_COMMAND_EXPLAIN] = "tidewaiter kpi --explain {kpi}",
	[PHRASE_COMMAND_SHOW] = "tidewaiter show brief --keys '{keys}Enter G Up Up Enter'",
	[PHRASE_COMMAND_BRIEF] = "tidewaiter brief --date {date} --format pdf -o brief.pdf",
	[PHRASE_SAY_MINISTER] = "Yes: one page with this finding, its certainty and its source.",

	[PHRASE_REFORM_TWO_PLACES] = "{first} and {second}",
	[PHRASE_REFORM_PLACES] = "{n} posts",
	[PHRASE_REFORM_AT] = "at {place}",
	[PHRASE_REFORM_AT_ALL] = "at all posts",
	[PHRASE_REFORM_RANGE] = "{low} to {high}",
	[PHRASE_REFORM_POINTS] = "{n}\u00a0points",
	[PHRASE_REFORM_MOVED] = "{subject} {at} {moved} by {size} more than at posts like it; chance alone does that {odds}.",
	[PHRASE_REFORM_MOVED_ALONE] = "{subject} {at} {moved} by {size} more than its own course lets expect; chance alone does that {odds}.",
	[PHRASE_REFORM_LEVEL] = "{subject} {at} is {size} {level} than the course of posts like it lets expect; chance alone does that {odds}.",
	[PHRASE_REFORM_LEVEL_ALONE] = "{subject} {at} is {size} {level} than its own course lets expect; chance alone does that {odds}.",
	[PHRASE_REFORM_FELL] = "fell",
	[PHRASE_REFORM_ROSE] = "rose",
	[PHRASE_REFORM_LOWER] = "lower",
	[PHRASE_REFORM_HIGHER] = "higher",
	[PHRASE_REFORM_CHANCE] = "{subject} {at}: the effect cannot be told apart from chance. It may be anything from {range}.",
	[PHRASE_REFORM_PLACEBO] = "{subject} {at}: the effect cannot be told apart from chance. Of {n} weeks in which nothing began, {as_large} look as good.",
	[PHRASE_REFORM_EARLY] = "Too early to tell: it takes {need} whole weeks of {subject} since the start, and there are {have}. Ask again from {day} on.",
	[PHRASE_REFORM_ENDED] = "It ended too soon to tell: it takes {need} whole weeks of {subject} since the start, and there were {have}.",
	[PHRASE_REFORM_NO_PAST] = "Cannot be told: it takes {need} whole weeks of {subject} before the start, and there are {have}.",
	[PHRASE_REFORM_PLANNED] = "Begins on {day}.",
	[PHRASE_REFORM_NO_FIGURE] = "It names no figure that it should move, so nothing can be measured; give its kpi in the initiatives file (tidewaiter kpi --list).",
	[PHRASE_REFORM_UNKNOWN_FIGURE] = "Its figure, {kpi}, is none that is computed here; tidewaiter kpi --list names them.",
	[PHRASE_REFORM_NO_DATA] = "There are no values of {subject} {at} to judge it by.",
	[PHRASE_REFORM_FOUND] = "{effect} ({range})",
	[PHRASE_REFORM_AS_EXPECTED] = "as expected",
	[PHRASE_REFORM_MORE_THAN] = "more than expected",
	[PHRASE_REFORM_LESS_THAN] = "less than expected",
	[PHRASE_REFORM_OTHER_WAY] = "the other way than expected",
	[PHRASE_REFORM_BESIDE] = "{effect} ({range})",
	[PHRASE_REFORM_BESIDE_CHANCE] = "none told ({range})",
	[PHRASE_REFORM_METHOD_OTHERS] = "Whole weeks, {before} before and {after} after the start, less what {n} posts without it did in the same weeks; they "
		"are weighted so that together they were most like it before.",
	[PHRASE_REFORM_METHOD_ALONE] = "Whole weeks, {before} before and {after} after the start; no post without it can be compared, so its own course before stands "
		"for what would have been.",
	[PHRASE_REFORM_METHOD_TREND] = " A trend that it had before is allowed for.",
	[PHRASE_REFORM_METHOD_NO_TREND] = " It did not drift away from them before, so no trend is allowed for.",
	[PHRASE_REFORM_METHOD_ERRORS] = " Regression in which each week remembers the one before (memory {memory}); p {p}.",
	[PHRASE_REFORM_METHOD_DATES] = " {as_large} of {n} earlier weeks in which nothing began look as good.",
	[PHRASE_REFORM_METHOD_POSTS] = " {as_large} of {n} posts without it look as good, tried as though it had begun there.",
	[PHRASE_REFORM_WORD_WORKS] = "works",
	[PHRASE_REFORM_WORD_HARMS] = "harms",
	[PHRASE_REFORM_WORD_MOVED] = "moved it",
	[PHRASE_REFORM_WORD_CHANCE] = "no effect told",
	[PHRASE_REFORM_WORD_EARLY] = "too early",
	[PHRASE_REFORM_WORD_ENDED] = "ended too soon",
	[PHRASE_REFORM_WORD_PLANNED] = "planned",
	[PHRASE_REFORM_WORD_NONE] = "not measurable",
	[PHRASE_REVIEW_CLAIM] = "\"{title}\", {span} on: {verdict}",
	[PHRASE_REVIEW_EXPECTED] = "Expected: {expected}; found: {found}.",
	[PHRASE_REVIEW_SURE] = "Beyond what chance does: {odds} ({weeks} whole weeks after the start)",
	[PHRASE_REVIEW_OPEN] = "No verdict: {weeks} whole weeks after the start do not tell it from chance",
	[PHRASE_REVIEW_KEEP] = "Keep \"{title}\", and ask which post is next.",
	[PHRASE_REVIEW_STOP] = "Change or end \"{title}\": its figure got worse.",
	[PHRASE_REVIEW_WAIT] = "Leave \"{title}\" as it is until half a year is over, or say what has to be seen by then.",
	[PHRASE_REVIEW_END] = "Decide on \"{title}\": half a year shows no effect that could be told.",

	[PHRASE_IN_HAND] = "In hand: {text} ({owner}, {when}).",
	[PHRASE_IN_HAND_OWNER] = "In hand: {text} ({owner}).",
	[PHRASE_IN_HAND_DUE] = "In hand: {text} ({when}).",
	[PHRASE_IN_HAND_ALONE] = "In hand: {text}.",
	[PHRASE_WHAT_IS_DUE] = "What is due",
	[PHRASE_DUE_SINCE] = "due {day}, {span} ago",
	[PHRASE_DUE_TODAY] = "due today",
	[PHRASE_DUE_ON] = "due {day}",
	[PHRASE_REVIEW_SINCE] = "review due {day}, {span} ago",
	[PHRASE_REVIEW_TODAY] = "review due today",
	[PHRASE_REVIEW_ON] = "review due {day}",
	[PHRASE_THEN_NOW] = "{place}: {figure} {then} then, {now} now.",
	[PHRASE_THEN_NOW_BETTER] = "{place}: {figure} {then} then, {now} now: better, by more than chance.",
	[PHRASE_THEN_NOW_WORSE] = "{place}: {figure} {then} then, {now} now: worse, by more than chance.",
	[PHRASE_THEN_NOW_CHANCE] = "{place}: {figure} {then} then, {now} now: no more than chance.",
	[PHRASE_THEN_ALONE] = "{place}: {figure} {then} when it was written.",
	[PHRASE_NOW_ALONE] = "{place}: {figure} {now} now.",
	[PHRASE_REFORM_QUOTE] = "\"{title}\", since {day}: {verdict}",
	[PHRASE_REFORM_QUOTE_REAL] = "\"{title}\", since {day}: {verdict} With 95 % certainty it is {range}.",
	[PHRASE_OUTCOME_NO_PAST] = "Cannot be judged: {have} weeks before it have the figure, and {need} are needed to know what is usual.",
	[PHRASE_OUTCOME_EARLY] = "Too early to tell: {weeks} since, and at least {need} are needed.",
	[PHRASE_OUTCOME_EARLY_NONE] = "Too early to tell: no whole week since, and at least {need} are needed.",
	[PHRASE_OUTCOME_CHANCE] = "Cannot be told apart from chance: in the {weeks} since, the figure did no more than it does when nothing begins.",
	[PHRASE_OUTCOME_BETTER] = "Better, and more than chance: in the {weeks} since it is {direction} than its course before led to expect.",
	[PHRASE_OUTCOME_WORSE] = "Worse, and more than chance: in the {weeks} since it is {direction} than its course before led to expect.",
	[PHRASE_OUTCOME_CHANGED] = "Changed, and more than chance: in the {weeks} since it is {direction} than its course before led to expect.",
	[PHRASE_OUTCOME_SEASON] = "Cannot be judged: season, trend and change cannot be told from each other here.",
	[PHRASE_OUTCOME_NO_WEEK] = "Cannot be judged: the data has no week beside it.",
	[PHRASE_BEFORE_AFTER] = "{place}: {figure} {before} in the {span_before} before {day}, {after} in the {span_after} since.",
	[PHRASE_BEFORE_ALONE] = "{place}: {figure} {before} in the {span_before} before {day}.",
	[PHRASE_RESTING_1] = "One finding that was seen or put off is passed over; --all tells it.",
	[PHRASE_RESTING] = "{n} findings that were seen or put off are passed over; --all tells them.",
	[PHRASE_LATER_1] = "One more action is open: tidewaiter notes --open.",
	[PHRASE_LATER] = "{n} more actions are open: tidewaiter notes --open.",
	[PHRASE_DUE_MORE] = "{n} more are due: tidewaiter notes.",
};

static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December" };
static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
static const char *const numbers[] = { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" };

/* What figures say in a sentence. */
static const struct {
	const char *kpi, *category, *claim;
} claims[] = {
	{ "release_time_total", NULL, "arrival to release takes {value} (median)" },
	{ "customs_clearance_time", NULL, "release takes {value} (median) once goods are here and declared" },
	{ "lodgement_to_release", NULL, "lodgement to release takes {value} (median)" },
	{ "sla_met_rate", NULL, "{value} of declarations keep the service standard" },
	{ "inspection_wait", NULL, "goods wait {value} (median) for inspection" },
	{ "query_rate", NULL, "{value} of declarations are queried" },
	{ "port_dwell_time", NULL, "arrival to gate-out takes {value} (median)" },
	{ "lodgement_lag", NULL, "goods are declared {value} (median) after arrival" },
	{ "assess_time", NULL, "assessment takes {value} (median) once goods are here and declared" },
	{ "payment_lag", NULL, "payment comes {value} (median) after assessment" },
	{ "pay_to_release", NULL, "release comes {value} (median) after payment" },
	{ "inspection_time", NULL, "inspections take {value} (median) from selection to end" },
	{ "oga_hold_time", NULL, "other agencies hold goods for {value} (median)" },
	{ "query_time", NULL, "answers to queries take {value} (median)" },
	{ "removal_lag", NULL, "released goods stay for {value} (median)" },
	{ "same_day_rate", NULL, "{value} of declarations are assessed on their day" },
	{ "slow_file_rate", NULL, "{value} of declarations are not assessed within five days" },
	{ "predictability_ratio", NULL, "slow files take {value} as long as the median" },
	{ "multi_inspection_rate", NULL, "{value} of inspected goods are inspected by two agencies or more" },
	{ "document_check_rate", NULL, "the documents of {value} of declarations are checked" },
	{ "document_hit_rate", NULL, "{value} of document checks find something" },
	{ "nii_rate", NULL, "{value} of declarations are scanned" },
	{ "random_share", NULL, "{value} of picks are random" },
	{ "lift_vs_random", NULL, "picks find {value} as much as random ones" },
	{ "rule_yield", NULL, "{value} of picks by rules find something" },
	{ "green_leakage", NULL, "{value} of green and blue files are found wrong later" },
	{ "reroute_up_rate", NULL, "{value} of declarations are moved to a stricter lane" },
	{ "red_not_inspected", NULL, "{value} of red files are released unopened" },
	{ "collection_ratio", NULL, "{value} of what was assessed is paid" },
	{ "control_adjustment_yield", NULL, "controls add {value} to what was assessed" },
	{ "arrears_ratio", NULL, "overdue debts are {value} of a year's collections" },
	{ "exemption_ratio", NULL, "{value} of duties and taxes are exempted" },
	{ "effective_tax_rate", NULL, "duties and taxes are {value} of the value of goods" },
	{ "released_on_arrival_rate", NULL, "{value} of declarations are released within an hour of arrival" },
	{ "aeo_share", NULL, "{value} of the value is declared by authorised operators" },
	{ "aeo_share_count", NULL, "{value} of declarations come from authorised operators" },
	{ "epay_share", NULL, "{value} of the money is paid electronically" },
	{ "paperless_rate", NULL, "{value} of declarations need no paper" },
	{ "sw_share", NULL, "{value} of permits come through the single window" },
	{ "open_aged", "24h", "{value} files are open for more than a day" },
	{ "open_aged", "72h", "{value} files are open for more than three days" },
	{ "open_aged", "168h", "{value} files are open for more than a week" },
	{ "hit_rate_significant", NULL, "{value} of inspections find something significant" },
	{ "hit_rate", NULL, "{value} of inspections find something" },
	{ "physical_inspection_rate", NULL, "{value} of declarations are inspected" },
	{ "channel_share", "green", "{value} of declarations go to the green lane" },
	{ "channel_share", "yellow", "{value} of declarations go to the yellow lane" },
	{ "channel_share", "blue", "{value} of declarations go to the blue lane" },
	{ "channel_share", "orange", "{value} of declarations go to the orange lane" },
	{ "channel_share", "red", "{value} of declarations go to the red lane" },
	{ "result_recorded_rate", NULL, "{value} of inspections have a recorded result" },
	{ "reroute_down_rate", NULL, "{value} of declarations are moved to a looser lane" },
	{ "pre_arrival_rate", NULL, "{value} of declarations are filed before arrival" },
	{ "revenue_collected", NULL, "{value} a week is collected" },
	{ "revenue_vs_target", NULL, "{value} of the revenue target so far is collected" },
	{ "declarations_registered", NULL, "{value} declarations a week" },
	{ "amendment_rate", NULL, "{value} of declarations are amended or cancelled" },
	{ "sequence_error_rate", NULL, "{value} of declarations have times in the wrong order" },
};

const char *phrase_text(enum phrase phrase)
{
	return english[phrase];
}

static const char *slot_value(const struct phrase_slot *slots, size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (slots[i].name && strncmp(slots[i].name, name, len) == 0 && slots[i].name[len] == '\0')
			return slots[i].value ? slots[i].value : "";
	return "";
}

void phrase_fill(struct text *out, const char *format, const struct phrase_slot *slots, size_t n)
{
	while (*format) {
		size_t plain = strcspn(format, "{"), len;

		text_append_n(out, format, plain);
		format += plain;
		if (!*format)
			return;
		len = strcspn(++format, "}");
		text_append(out, slot_value(slots, n, format, len));
		format += len + (format[len] == '}');
	}
}

void phrase_put(struct text *out, enum phrase phrase, const struct phrase_slot *slots, size_t n)
{
	phrase_fill(out, english[phrase], slots, n);
}

const char *phrase_in(struct arena *arena, enum phrase phrase, const struct phrase_slot *slots, size_t n)
{
	struct text text = TEXT_INIT;
	const char *kept;

	phrase_put(&text, phrase, slots, n);
	kept = text.failed ? NULL : arena_strdup(arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

/* ---- numbers */

/* Two figures below ten, whole numbers to 9999, three figures beyond: what a sentence can carry. */
static void append_figures(struct text *out, double value)
{
	double size = fabs(value);

	if (size < 9.95 && size != floor(size))
		text_appendf(out, size < 0.095 ? "%.2f" : "%.1f", value);
	else if (size < 9999.5)
		kpi_format_value(round(value), KPI_COUNT, false, out);
	else
		kpi_format_value(value, KPI_MONEY, false, out);
}

static void put_n(struct text *out, enum phrase phrase, double value)
{
	struct text n = TEXT_INIT;

	append_figures(&n, value);
	PHRASE_PUT(out, phrase, { "n", n.data });
	text_finish(&n);
}

static void put_hours(struct text *out, double hours)
{
	double size = fabs(hours);

	if (size > 0 && size < 0.95)
		put_n(out, PHRASE_MINUTES, fmax(1, round(60 * size)) * (hours < 0 ? -1 : 1));
	else if (size >= 96)
		put_n(out, PHRASE_DAYS, hours / 24);
	else
		put_n(out, PHRASE_HOURS_SHORT, hours);
}

void phrase_value(struct text *out, double value, enum kpi_unit unit, const char *currency)
{
	if (isnan(value)) {
		text_append(out, "–");
		return;
	}
	switch (unit) {
	case KPI_HOURS:
		put_hours(out, value);
		break;
	case KPI_ONE:
		append_figures(out, 100 * value);
		text_append(out, "\u00a0%");
		break;
	case KPI_MONEY:
		kpi_format_value(value, KPI_MONEY, false, out);
		if (currency && currency[0])
			text_appendf(out, "\u00a0%s", currency);
		break;
	case KPI_COUNT:
		append_figures(out, value);
		break;
	default:
		kpi_format_value(value, unit, false, out);
	}
}

/* What follows the last digit. */
static size_t unit_at(const struct text *text)
{
	size_t n = text->len;

	while (n > 0 && !isdigit((unsigned char)text->data[n - 1]))
		n--;
	return n;
}

/* "45 min–2.1 h": two units stand both. */
void phrase_range(struct text *out, double low, double high, enum kpi_unit unit, const char *currency)
{
	struct text first = TEXT_INIT, second = TEXT_INIT;
	size_t n;

	phrase_value(&first, low, unit, currency);
	phrase_value(&second, high, unit, currency);
	n = strcmp(first.data + unit_at(&first), second.data + unit_at(&second)) == 0 ? unit_at(&first) : first.len;
	text_append_n(out, first.data, n);
	text_append(out, "–");
	text_append(out, second.data);
	text_finish(&first);
	text_finish(&second);
}

void phrase_day(struct text *out, int32_t day, enum phrase form)
{
	struct time_civil civil = time_civil_from_day(day);
	char d[8], y[16], mon[8], wd[8];

	snprintf(d, sizeof(d), "%d", civil.day);
	snprintf(y, sizeof(y), "%d", civil.year);
	snprintf(mon, sizeof(mon), "%.3s", months[civil.month - 1]);
	snprintf(wd, sizeof(wd), "%.3s", weekdays[time_weekday(day)]);
	PHRASE_PUT(out, form, { "d", d }, { "y", y }, { "mon", mon }, { "month", months[civil.month - 1] }, { "wd", wd },
		{ "weekday", weekdays[time_weekday(day)] });
}

const char *phrase_number(int n, char buffer[24])
{
	if (n >= 0 && n < (int)COUNT(numbers))
		return numbers[n];
	snprintf(buffer, 24, "%d", n);
	return buffer;
}

void phrase_span(struct text *out, int32_t days)
{
	int weeks = (int)days / 7;
	char buffer[24];

	if (days == 7 || days == 1)
		text_append(out, english[days == 7 ? PHRASE_WEEK_1 : PHRASE_DAY_1]);
	else if (days < 14)
		PHRASE_PUT(out, PHRASE_DAYS_N, { "n", phrase_number((int)days, buffer) });
	else
		PHRASE_PUT(out, PHRASE_WEEKS_N, { "n", phrase_number(weeks, buffer) });
}

void phrase_declarations(struct text *out, int64_t n)
{
	struct text count = TEXT_INIT;

	phrase_value(&count, (double)n, KPI_COUNT, NULL);
	PHRASE_PUT(out, n == 1 ? PHRASE_DECLARATION_1 : PHRASE_DECLARATIONS, { "n", count.data });
	text_finish(&count);
}

const char *phrase_claim(const char *kpi, const char *category)
{
	for (size_t i = 0; i < COUNT(claims); i++)
		if (strcmp(claims[i].kpi, kpi) == 0 &&
		    (claims[i].category ? category && strcmp(claims[i].category, category) == 0 : !category))
			return claims[i].claim;
	return NULL;
}

/* Not an acronym's first letter. */
void phrase_subject(struct text *out, const struct kpi_def *def, const char *stat, const char *category)
{
	const char *title = def->short_title;

	if (isupper((unsigned char)title[0]) && !isupper((unsigned char)title[1]))
		text_appendf(out, "%c%s", tolower((unsigned char)title[0]), title + 1);
	else
		text_append(out, title);
	if (category)
		text_appendf(out, " (%s)", category);
	if (strcmp(stat, "p50") == 0)
		text_append(out, " (median)");
	else if (strcmp(stat, "p90") == 0)
		text_append(out, " (nine of ten are faster)");
}
