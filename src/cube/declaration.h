/* declaration.h - one declaration with all that was recorded about it, as the store hands it over and before
 * any rule is applied. Codes are ids of the dictionary, 0 where not recorded. */
#ifndef CUBE_DECLARATION_H
#define CUBE_DECLARATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cube/cube.h"
#include "resolve.h"
#include "words.h"

enum cube_status {
	CUBE_STATUS_NONE,
	CUBE_STATUS_REGISTERED,
	CUBE_STATUS_SELECTED,
	CUBE_STATUS_ASSESSED,
	CUBE_STATUS_PAID,
	CUBE_STATUS_RELEASED,
	CUBE_STATUS_EXITED,
	CUBE_STATUS_CANCELLED,
	CUBE_STATUS_REJECTED,
	CUBE_STATUS_SEIZED,
	CUBE_STATUS_ABANDONED,
	CUBE_STATUS_TEST
};

enum cube_inspection_type {
	CUBE_INSPECTION_PHYSICAL, /* also where a declaration's own row names no type */
	CUBE_INSPECTION_DOCUMENT,
	CUBE_INSPECTION_SCANNER,
	CUBE_INSPECTION_LABORATORY
};

enum cube_outcome { CUBE_OUTCOME_NONE, CUBE_OUTCOME_CONFORM, CUBE_OUTCOME_MINOR, CUBE_OUTCOME_NONCOMPLIANT };

enum cube_amount {
	CUBE_AMOUNT_CIF,
	CUBE_AMOUNT_ASSESSED_INITIAL,
	CUBE_AMOUNT_ASSESSED_FINAL,
	CUBE_AMOUNT_PAID,
	CUBE_AMOUNT_EXEMPT,
	CUBE_AMOUNTS
};

struct cube_inspection {
	enum cube_inspection_type type;
	enum cube_outcome outcome;
	bool prohibited;
	bool started;           /* its own row tells a start */
	bool wide;              /* told in the declaration's row: amounts in that row's currency */
	int64_t tax_adjustment, penalty, penalty_paid; /* CUBE_MONEY_NONE */
};

struct cube_permit {
	uint32_t agency;
	bool single_window, inspected;
};

struct cube_extra {
	uint32_t attribute; /* from 0, as cube_attribute_name() counts */
	uint32_t code;
};

struct cube_declaration {
	int64_t id;
	int32_t day; /* local, of registration: where it is filed */
	uint32_t office, flow, regime, mode, importer, broker, officer, assigned_by, origin, hs, select_reason, rule_set,
		payment_mode, status, lane_initial, lane_final, currency;
	int aeo, paper; /* 0, 1 or -1 */
	bool amended;
	int64_t amounts[CUBE_AMOUNTS]; /* of the row's currency; CUBE_MONEY_NONE */
	struct cube_moment registered;

	struct cube_recorded *events;
	size_t n_events, cap_events;
	struct cube_inspection *inspections;
	size_t n_inspections, cap_inspections;
	struct cube_permit *permits;
	size_t n_permits, cap_permits;
	struct cube_extra *extras;
	size_t n_extras, cap_extras;

	struct cube_moment rerouted; /* the last reroute */
	uint32_t rerouted_to, reroute_reason;
	bool rerouted_automatically;
	uint32_t n_seizures;     /* linked */
	bool audited, audit_hit; /* a closed audit; it assessed something */
};

/* Nothing recorded about it; its arrays are kept for the next. */
void cube_declaration_clear(struct cube_declaration *d);
void cube_declaration_finish(struct cube_declaration *d);
/* Both are false when memory is out. */
bool cube_declaration_event(struct cube_declaration *d, enum cube_milestone code, enum cube_source_rank source,
	int64_t pair, const struct cube_moment *at);
bool cube_declaration_inspection(struct cube_declaration *d, const struct cube_inspection *inspection);

/* Milestones as columns of a declaration's own row, in the order of table declaration: its stamps from
 * CUBE_FIRST_WIDE_STAMP on. */
enum { CUBE_FIRST_WIDE_STAMP = 2, CUBE_WIDE_STAMPS = 18 };
extern const enum cube_milestone cube_wide_milestones[CUBE_WIDE_STAMPS];

static inline enum time_form cube_form_of(int64_t forms, int stamp)
{
	return (enum time_form)((uint64_t)forms >> (2 * stamp) & 3);
}

struct cube_inspection_words {
	struct cube_words type, outcome, finding;
};

void cube_inspection_words_load(struct cube_inspection_words *words, struct store *store);
/* From the codes of its row; without amounts and stamps. */
struct cube_inspection cube_inspection_of(
	const struct cube_inspection_words *words, uint32_t type, uint32_t outcome, uint32_t finding);

#endif
