/* cube.h - what happened, one row a declaration, in day segments that panels can scan within a frame.
 *
 * A segment holds the declarations registered on one local day, ordered by office; each column is a BLOB of the narrowest
 * fixed width (schema: table segment). Everything derived - milestones resolved, intervals, owners, flags - was computed
 * when the segment was built (build.h) by the rules of figures.md; scanning only filters and adds up.
 *
 * Local time here: seconds on the wall clock of the declaration's office since 2000-01-01T00:00:00. */
#ifndef CUBE_CUBE_H
#define CUBE_CUBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

#define CUBE_EPOCH_DAY 10957			/* 2000-01-01 as a day of time.h */

/* Values of uint32_t columns that are no value. Codes: 0 means not recorded. */
#define CUBE_NONE UINT32_MAX			/* endpoint missing, or a date alone where an hour is needed */
#define CUBE_REVERSED (UINT32_MAX - 1)		/* endpoints in impossible order: left out, counted as sequence error */
#define CUBE_NOT_APPLICABLE (UINT32_MAX - 2)	/* not eligible: lowers no coverage */
#define CUBE_IS_VALUE(v) ((v) < CUBE_NOT_APPLICABLE)
#define CUBE_MONEY_NONE INT64_MIN

enum cube_column {
	/* uint32_t: identity and dimensions (dictionary ids of the store, 0 = not recorded) */
	CUBE_DECLARATION,	/* id in declaration_key */
	CUBE_FLAGS,		/* enum cube_flag */
	CUBE_OFFICE, CUBE_FLOW, CUBE_REGIME, CUBE_MODE, CUBE_LANE, CUBE_LANE_FINAL, CUBE_IMPORTER, CUBE_BROKER,
	CUBE_OFFICER, CUBE_ORIGIN, CUBE_HS_CHAPTER, CUBE_SELECT_REASON, CUBE_RULE /* the whole set, "R1|R7" */,
	CUBE_PAYMENT_MODE, CUBE_STATUS,
	/* uint32_t: local stamps (a date alone counts as its midnight here, with the flag CUBE_xxx_DAY_ONLY); CUBE_NONE */
	CUBE_AT_REGISTERED,	/* LDG: the milestone where there is one, else registered_at */
	CUBE_AT_ARRIVED, CUBE_AT_ASSESSED, CUBE_AT_PAID, CUBE_AT_RELEASED, CUBE_AT_EXITED,
	CUBE_AT_REVENUE,	/* PAY, else REL: the day money counts on */
	CUBE_AT_NEWEST,		/* newest stamp of anything recorded for the declaration; a date alone: the end of its day */
	/* uint32_t: intervals in seconds, named as their KPI */
	CUBE_T_RELEASE_TOTAL, CUBE_T_CLEARANCE, CUBE_T_LODGEMENT_TO_RELEASE, CUBE_T_PORT_DWELL, CUBE_T_LODGEMENT_LAG,
	CUBE_T_ASSESS, CUBE_T_PAYMENT_LAG, CUBE_T_PAY_TO_RELEASE, CUBE_T_INSPECTION, CUBE_T_INSPECTION_WAIT, CUBE_T_OGA_HOLD,
	CUBE_T_QUERY, CUBE_T_REMOVAL_LAG,
	/* uint32_t: seconds of ARR..REL owned by each party (CUBE_NONE where the window is missing); they add up to it */
	CUBE_OWN_CUSTOMS, CUBE_OWN_AGENCY, CUBE_OWN_TRADER, CUBE_OWN_TERMINAL, CUBE_OWN_SHARED,
	/* uint32_t: small counts */
	CUBE_N_INSPECTIONS, CUBE_N_INSPECTIONS_RECORDED,	/* records of any type; with an outcome */
	CUBE_N_PERMITS, CUBE_N_PERMITS_SW, CUBE_N_AGENCIES_INSPECTED,
	CUBE_N_SEIZURES,	/* linked to the declaration */
	CUBE_UNRATED,		/* bits of its amounts that no rate converts: 1 << (column - CUBE_U32_COLUMNS) */
	/* uint32_t: who assigned the officer, and the reason of the last reroute (dictionary ids, 0 = not recorded) */
	CUBE_ASSIGNED_BY, CUBE_REROUTE_REASON,
	CUBE_T_HANDLING,	/* uint32_t: seconds from assignment to assessment, as the intervals above */
	CUBE_U32_COLUMNS,
	/* int64_t: money, minor units of the reporting currency, CUBE_MONEY_NONE where absent or not convertible */
	CUBE_CIF = CUBE_U32_COLUMNS, CUBE_ASSESSED_INITIAL, CUBE_ASSESSED_FINAL, CUBE_PAID, CUBE_EXEMPT,
	CUBE_TAX_ADJUSTMENT,	/* sum over the inspections of the declaration */
	CUBE_HIT_ADJUSTMENT,	/* the same over its noncompliant ones alone */
	CUBE_PENALTY, CUBE_PENALTY_PAID,	/* sums over its inspections */
	CUBE_COLUMNS,		/* columns from here on: attributes, see cube_attribute_column() */
};

enum cube_flag {
	CUBE_LIVE = 1u << 0,			/* status is not cancelled, rejected or test */
	CUBE_CANCELLED = 1u << 1,
	CUBE_AMENDED = 1u << 2,			/* version above 1, or an older version is kept */
	CUBE_SELECTED = 1u << 3,		/* SEL present: selected_at or lane_initial */
	CUBE_PHYSICAL = 1u << 4,		/* physically inspected, as figures.md says */
	CUBE_OUTCOME = 1u << 5,			/* an outcome of a physical, scanner or laboratory inspection is recorded */
	CUBE_HIT = 1u << 6,			/* one of them is noncompliant */
	CUBE_SERIOUS = 1u << 7,			/* hit with finding prohibited, or a seizure is linked */
	CUBE_DOCUMENT = 1u << 8,		/* a document inspection record exists */
	CUBE_DOCUMENT_OUTCOME = 1u << 9,
	CUBE_DOCUMENT_HIT = 1u << 10,
	CUBE_SCANNER = 1u << 11,
	CUBE_SCANNER_SUSPECT = 1u << 12,	/* scanner outcome noncompliant */
	CUBE_PHYSICAL_OUTCOME = 1u << 13,
	CUBE_PHYSICAL_HIT = 1u << 14,
	CUBE_QUERIED = 1u << 15,
	CUBE_REROUTED_UP = 1u << 16,		/* lane_final stricter than lane_initial */
	CUBE_REROUTED_DOWN = 1u << 17,
	CUBE_REROUTED_AUTO = 1u << 18,		/* the last reroute was automatic */
	CUBE_AUDITED = 1u << 19,		/* a closed post-clearance audit is linked */
	CUBE_AUDIT_HIT = 1u << 20,
	CUBE_AEO = 1u << 21,
	CUBE_AEO_KNOWN = 1u << 22,
	CUBE_PAPER = 1u << 23,
	CUBE_PAPER_KNOWN = 1u << 24,
	CUBE_SEQUENCE_ERROR = 1u << 25,		/* some pair of its milestones is in impossible order */
	CUBE_MAY_BE_OPEN = 1u << 26,		/* live, status not released, exited, seized or abandoned */
	CUBE_REGISTERED_DAY_ONLY = 1u << 27,
	CUBE_ARRIVED_DAY_ONLY = 1u << 28,
	CUBE_ASSESSED_DAY_ONLY = 1u << 29,
	CUBE_PAID_DAY_ONLY = 1u << 30,
};

#define CUBE_RELEASED_DAY_ONLY (1u << 31)	/* the last flag: an enumerator must fit an int */

struct cube;

/* The cube borrows the store. Opening reads the list of segments and their spans, no facts. */
bool cube_open(struct store *store, struct cube **ret_cube, struct err *err);
void cube_close(struct cube *cube);			/* accepts NULL */

/* How much of what was read is kept in memory from here on, for those who ask again; any thread may say so. */
enum { CUBE_KEEPS = 64 << 20 };
void cube_keep(struct cube *cube, size_t bytes);

int64_t cube_rows(const struct cube *cube);		/* declarations in all segments */
/* First and last local day with a value of a stamp column (CUBE_AT_...); false where there is none. */
bool cube_span(const struct cube *cube, enum cube_column stamp, int32_t *ret_first_day, int32_t *ret_last_day);

/* Column of attribute.NAME, or -1; its codes are dictionary ids as for the other dimensions. */
int cube_attribute_column(const struct cube *cube, const char *name);
size_t cube_attribute_count(const struct cube *cube);
const char *cube_attribute_name(const struct cube *cube, size_t index);

/* Keep rows whose column is one of codes (n_codes 0 keeps nothing). CUBE_RULE keeps rows whose set contains one of
 * the codes of single rules. For AEO and other flags see flags_mask. */
struct cube_filter {
	int column;
	const uint32_t *codes;
	size_t n_codes;
};

/* Where a slice begins in a segment whose first declaration was registered on a local day; not before its `from`. */
typedef int64_t cube_from(const void *context, int32_t day);

struct cube_slice {
	int stamp;			/* CUBE_AT_...: rows whose local stamp lies in [from, to) are kept; -1 keeps all */
	int64_t from, to;		/* local seconds since 2000-01-01 */
	cube_from *from_of_day;		/* NULL: `from` everywhere */
	const void *from_context;
	const struct cube_filter *filters;	/* all must hold */
	size_t n_filters;
	uint32_t flags_mask, flags_value;	/* and (flags & mask) == value */
};

/* A column of codes as its segment stores it: what few different values are compared, counted and grouped by fastest. */
struct cube_bytes {
	const uint8_t *values;		/* by row; NULL: this segment holds too many different values, u32 has them */
	const uint32_t *codes;		/* what each of the 256 stands for; 0 for those that do not occur */
	size_t n;			/* how many there can be */
};

/* Asks for a column as bytes where a segment has them, decoded only where it has not. */
#define CUBE_AS_BYTES(column) ((column) | 1 << 16)

/* Asks for stamps of registration as values only in segments whose rows differ in their day; u32 has none in the others. */
#define CUBE_UNLESS_ONE_DAY(column) ((column) | 1 << 17)

struct cube_batch {
	int32_t segment;		/* its batches share what their bytes stand for */
	int32_t day;			/* local, on which all rows of the segment were registered; TIME_DAY_NONE where they differ */
	size_t n;			/* rows kept */
	const uint32_t *rows;		/* their indices into the columns below */
	const uint32_t *const *u32;	/* [CUBE_U32_COLUMNS] by enum; NULL where not asked for */
	const int64_t *const *money;	/* [column - CUBE_U32_COLUMNS] */
	const uint32_t *const *attribute;	/* [column - CUBE_COLUMNS] */
	const struct cube_bytes *bytes;	/* [column, attributes too]: of those asked for as bytes */
};

/* Returns false to stop the scan early (no error). */
typedef bool cube_visit(void *context, const struct cube_batch *batch);

/* Calls visit for each batch (at most 64 Ki rows, one segment at most) in order of day, then office; only the columns asked
 * for are read. Segments whose span lies outside the slice are skipped without being read. What was loaded since the cube
 * was opened is seen: days are then read anew. A visit must not scan in turn. */
bool cube_scan(struct cube *cube, const struct cube_slice *slice, const int *columns, size_t n_columns,
	cube_visit *visit, void *context, struct err *err);

/* Asked by another thread: scans, and statements of the store that run meanwhile, end with ERR_INTERRUPTED until it is taken
 * back. */
void cube_stop(struct cube *cube, bool stop);
bool cube_is_stopped(const struct cube *cube);		/* for long work on what a scan gathered */
/* Scans of this one end as well while those of the leader, which must outlive it, are asked to. */
void cube_follow(struct cube *cube, const struct cube *leader);

/* Members of a rule set code ("R1|R7"): borrowed array of codes of the single rules, list "rule". */
const uint32_t *cube_rule_members(struct cube *cube, uint32_t rule_set, size_t *ret_n);

#endif
