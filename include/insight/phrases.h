/* phrases.h - the one catalogue of the words that findings, pages and their panels are made of.
 *
 * A phrase is a sentence, or part of one, with named places: "{place}: {claim}, usually {usual}". A language is one table of such
 * phrases; places stand where its grammar wants them. Numbers come ready made (phrase_value and its kin): at most three significant
 * figures, with a unit, in the words of a reader and not of a table. */
#ifndef INSIGHT_PHRASES_H
#define INSIGHT_PHRASES_H

#include "kpi/kpi.h"

enum phrase {
	/* parts of a page */
	PHRASE_TITLE, PHRASE_TITLE_SYNTHETIC, PHRASE_SUBTITLE, PHRASE_WHAT_CHANGED, PHRASE_WHAT_TO_DO, PHRASE_FIGURES, PHRASE_EVIDENCE,
	PHRASE_DEFINITIONS, PHRASE_NOTHING_CHANGED, PHRASE_NOTHING_TO_DO, PHRASE_MORE, PHRASE_FALSE_ALARMS, PHRASE_FOOT, PHRASE_TOO_SHORT,
	PHRASE_WORSE, PHRASE_BETTER, PHRASE_CHANGED, PHRASE_USUAL, PHRASE_UNKNOWN,
	PHRASE_HEAD_FIGURE, PHRASE_HEAD_VALUE, PHRASE_HEAD_VERDICT, PHRASE_HEAD_AGAINST, PHRASE_HEAD_COURSE, PHRASE_HEAD_PART, PHRASE_HEAD_BEFORE, PHRASE_HEAD_NOW,
	PHRASE_HEAD_N, PHRASE_HEAD_SHARE, PHRASE_HEAD_INNER, PHRASE_BY_BAND, PHRASE_BY_TARGET, PHRASE_BY_USUAL, PHRASE_SUMMARY_WORSE, PHRASE_SUMMARY_BETTER,
	PHRASE_SUMMARY_CHANGED, PHRASE_COURSE_LABEL,
	PHRASE_ALL_POSTS, PHRASE_ALL_POSTS_INSIDE, PHRASE_POST, PHRASE_POST_INSIDE, PHRASE_OWNER, PHRASE_ANSWERS_FINDING, PHRASE_SEE_STEP, PHRASE_MEDIAN_IS, PHRASE_USUAL_IS, PHRASE_SYNTHETIC_IS,
	/* a finding */
	PHRASE_CLAIM, PHRASE_USUALLY, PHRASE_SINCE, PHRASE_DRIFTING, PHRASE_TARGET, PHRASE_BAND, PHRASE_STANDING, PHRASE_SILENT, PHRASE_LATE,
	PHRASE_ON_DAYS, PHRASE_PAIR, PHRASE_QUARTER, PHRASE_SURE_PAIR, PHRASE_LANE_PLACE, PHRASE_LANE_PLACE_INSIDE, PHRASE_EVENT, PHRASE_INITIATIVE,
	PHRASE_CAUSE, PHRASE_CAUSE_ALL, PHRASE_CAUSE_MOVED, PHRASE_CAUSE_MIX,
	PHRASE_RISE, PHRASE_FALL, PHRASE_SIZE_LONGER, PHRASE_SIZE_SHORTER, PHRASE_SIZE_MORE, PHRASE_SIZE_FEWER, PHRASE_SIZE_N, PHRASE_SIZE_MONEY,
	PHRASE_SURE_HIGH, PHRASE_SURE_MIDDLE, PHRASE_SURE_LOW, PHRASE_SURE_TARGET, PHRASE_SURE_SILENT, PHRASE_SURE_LATE, PHRASE_SURE_FIGURES, PHRASE_SURE_N, PHRASE_RARE_WEEK, PHRASE_RARE_WEEKS, PHRASE_RARE_DECADE,
	PHRASE_FEW,
	/* parts of a figure */
	PHRASE_PART_LANE, PHRASE_PART_BROKER, PHRASE_PART_CHAPTER, PHRASE_PART_OFFICE, PHRASE_PART_OWNER, PHRASE_PARTY_CUSTOMS, PHRASE_PARTY_AGENCY, PHRASE_PARTY_TRADER,
	PHRASE_PARTY_TERMINAL, PHRASE_PARTY_SHARED, PHRASE_PART_OTHER, PHRASE_NOT_RECORDED,
	/* what to do */
	PHRASE_DO_ASK_LATE, PHRASE_DO_PAIR, PHRASE_DO_CALL, PHRASE_DO_CALL_FILES, PHRASE_DO_RULE, PHRASE_DO_RULE_NO_HIT, PHRASE_DO_QUEUE, PHRASE_DO_OLDEST, PHRASE_DO_GAIN, PHRASE_DO_PART,
	PHRASE_GAIN_INSPECTIONS,
	/* who is to do it */
	PHRASE_OWNER_HEAD, PHRASE_OWNER_HEAD_IT, PHRASE_OWNER_RISK, PHRASE_OWNER_REVENUE, PHRASE_OWNER_TRADE, PHRASE_OWNER_AGENCY, PHRASE_OWNER_OPERATIONS,
	/* numbers */
	PHRASE_HOURS, PHRASE_HOURS_SHORT, PHRASE_MINUTES, PHRASE_DAYS, PHRASE_DAYS_N, PHRASE_DAY_1, PHRASE_WEEKS_N, PHRASE_WEEK_1, PHRASE_DECLARATIONS, PHRASE_DECLARATION_1, PHRASE_DATE, PHRASE_DATE_SHORT,
	PHRASE_DATE_LONG,
	/* what a leader asks next */
	PHRASE_ASK_SINCE, PHRASE_ASK_WHERE, PHRASE_ASK_OWNER, PHRASE_ASK_NOISE, PHRASE_ASK_SURE, PHRASE_ASK_MIX, PHRASE_ASK_YEAR, PHRASE_ASK_AFTER,
	PHRASE_ASK_FILES, PHRASE_ASK_COST, PHRASE_ASK_MINISTER,
	PHRASE_SAY_SINCE, PHRASE_SAY_SINCE_ALONE, PHRASE_SAY_SINCE_NONE, PHRASE_SAY_SINCE_SILENT, PHRASE_SAY_WHERE_TOP, PHRASE_SAY_WHERE_RANK, PHRASE_SAY_WHERE_MOST,
	PHRASE_SAY_WHERE_ONE, PHRASE_SAY_OWNER, PHRASE_SAY_OWNER_ALONE, PHRASE_SAY_NOISE, PHRASE_SAY_SURE, PHRASE_SAY_SURE_ALONE, PHRASE_SAY_MIX_NO,
	PHRASE_SAY_MIX_YES, PHRASE_SAY_MIX_PART, PHRASE_SAY_MIX_UNKNOWN, PHRASE_SAY_YEAR, PHRASE_SAY_FEAST, PHRASE_SAY_YEAR_NONE,
	PHRASE_SAY_AFTER_WORSE, PHRASE_SAY_AFTER_EASING, PHRASE_SAY_AFTER_NEW, PHRASE_SAY_AFTER_HOLDS, PHRASE_SAY_FILES, PHRASE_SAY_FILES_OPEN,
	PHRASE_SAY_COST_HOURS, PHRASE_SAY_COST_FEWER, PHRASE_SAY_COST_MORE, PHRASE_SAY_COST_MONEY, PHRASE_SAY_COST_UNKNOWN, PHRASE_SAY_MINISTER,
	PHRASE_COMMAND_EXPLAIN, PHRASE_COMMAND_SHOW, PHRASE_COMMAND_BRIEF,
	/* an initiative */
	PHRASE_REFORM_TWO_PLACES, PHRASE_REFORM_PLACES, PHRASE_REFORM_AT, PHRASE_REFORM_AT_ALL, PHRASE_REFORM_POINTS, PHRASE_REFORM_RANGE,
	PHRASE_REFORM_MOVED, PHRASE_REFORM_MOVED_ALONE, PHRASE_REFORM_LEVEL, PHRASE_REFORM_LEVEL_ALONE, PHRASE_REFORM_FELL, PHRASE_REFORM_ROSE,
	PHRASE_REFORM_LOWER, PHRASE_REFORM_HIGHER, PHRASE_REFORM_CHANCE, PHRASE_REFORM_PLACEBO, PHRASE_REFORM_EARLY, PHRASE_REFORM_ENDED, PHRASE_REFORM_NO_PAST,
	PHRASE_REFORM_PLANNED, PHRASE_REFORM_NO_FIGURE, PHRASE_REFORM_UNKNOWN_FIGURE, PHRASE_REFORM_NO_DATA, PHRASE_REFORM_FOUND, PHRASE_REFORM_AS_EXPECTED,
	PHRASE_REFORM_MORE_THAN, PHRASE_REFORM_LESS_THAN, PHRASE_REFORM_OTHER_WAY,
	PHRASE_REFORM_BESIDE, PHRASE_REFORM_BESIDE_CHANCE, PHRASE_REFORM_METHOD_OTHERS, PHRASE_REFORM_METHOD_ALONE, PHRASE_REFORM_METHOD_TREND,
	PHRASE_REFORM_METHOD_NO_TREND, PHRASE_REFORM_METHOD_ERRORS, PHRASE_REFORM_METHOD_DATES, PHRASE_REFORM_METHOD_POSTS,
	PHRASE_REFORM_WORD_WORKS, PHRASE_REFORM_WORD_HARMS, PHRASE_REFORM_WORD_MOVED, PHRASE_REFORM_WORD_CHANCE, PHRASE_REFORM_WORD_EARLY, PHRASE_REFORM_WORD_ENDED,
	PHRASE_REFORM_WORD_PLANNED, PHRASE_REFORM_WORD_NONE,
	PHRASE_REVIEW_CLAIM, PHRASE_REVIEW_EXPECTED, PHRASE_REVIEW_SURE, PHRASE_REVIEW_OPEN, PHRASE_REVIEW_KEEP, PHRASE_REVIEW_STOP,
	PHRASE_REVIEW_WAIT, PHRASE_REVIEW_END,
	PHRASES
};

struct phrase_slot {
	const char *name, *value;
};

/* The words as they stand, for phrases without places. */
const char *phrase_text(enum phrase phrase);
/* Appends a phrase with its places filled; a place that has no slot stays empty. */
void phrase_put(struct text *out, enum phrase phrase, const struct phrase_slot *slots, size_t n);
/* The same with words from elsewhere: a claim, say. */
void phrase_fill(struct text *out, const char *format, const struct phrase_slot *slots, size_t n);
#define PHRASE_PUT(out, phrase, ...)                                                                             \
	phrase_put(out, phrase, (const struct phrase_slot[]){__VA_ARGS__}, sizeof((const struct phrase_slot[]){__VA_ARGS__}) / sizeof(struct phrase_slot))
/* The same into an arena; "" when memory is out. */
const char *phrase_in(struct arena *arena, enum phrase phrase, const struct phrase_slot *slots, size_t n);
#define PHRASE_IN(arena, phrase, ...)                                                                            \
	phrase_in(arena, phrase, (const struct phrase_slot[]){__VA_ARGS__}, sizeof((const struct phrase_slot[]){__VA_ARGS__}) / sizeof(struct phrase_slot))

/* "19 h", "12 min", "4.4 days", "43 %", "1 060", "8.01 M JOD"; currency may be NULL. "–" for NaN. */
void phrase_value(struct text *out, double value, enum kpi_unit unit, const char *currency);
/* "28–36 h": the unit once. */
void phrase_range(struct text *out, double low, double high, enum kpi_unit unit, const char *currency);
/* "16 Nov", "Mon 16 Nov", "Monday 16 November 2026" */
void phrase_day(struct text *out, int32_t day, enum phrase form);
/* "one week", "nine days": from two weeks on in weeks. */
void phrase_span(struct text *out, int32_t days);
/* "one declaration", "1 204 declarations" */
void phrase_declarations(struct text *out, int64_t n);
const char *phrase_number(int n, char buffer[24]);	/* "one" ... "twelve", then figures */

/* What a figure says in mid-sentence, with {value}: "{value} of declarations are inspected"; NULL: no more is known than its title. */
const char *phrase_claim(const char *kpi, const char *category);
/* The title of a figure in mid-sentence: "arrival to release (median)". */
void phrase_subject(struct text *out, const struct kpi_def *def, const char *stat, const char *category);

#endif
