/* declaration.c - see declaration.h. */
#include "declaration.h"

#include <stdlib.h>

#include "grow.h"

const enum cube_milestone cube_wide_milestones[CUBE_WIDE_STAMPS] = {CUBE_ARR, CUBE_DIS, CUBE_SEL, CUBE_ASG,
	CUBE_DOC_S, CUBE_DOC_E, CUBE_QRY_S, CUBE_QRY_E, CUBE_OGA_S, CUBE_OGA_E, CUBE_INS_REQ, CUBE_INS_PRES, CUBE_INS_S,
	CUBE_INS_E, CUBE_ASM, CUBE_PAY, CUBE_REL, CUBE_GOUT};

enum { PROHIBITED = 1 };

void cube_declaration_clear(struct cube_declaration *d)
{
	d->n_events = d->n_inspections = d->n_permits = d->n_extras = 0;
	d->rerouted = (struct cube_moment){0};
	d->rerouted_to = d->reroute_reason = d->n_seizures = 0;
	d->rerouted_automatically = d->audited = d->audit_hit = false;
}

void cube_declaration_finish(struct cube_declaration *d)
{
	free(d->events);
	free(d->inspections);
	free(d->permits);
	free(d->extras);
	*d = (struct cube_declaration){0};
}

bool cube_declaration_event(struct cube_declaration *d, enum cube_milestone code, enum cube_source_rank source,
	int64_t pair, const struct cube_moment *at)
{
	if (!cube_grow(&d->events, &d->cap_events, d->n_events + 1, sizeof(*d->events)))
		return false;
	d->events[d->n_events++] = (struct cube_recorded){
		.code = (uint8_t)code, .source = (uint8_t)source, .pair = pair, .at = *at};
	return true;
}

bool cube_declaration_inspection(struct cube_declaration *d, const struct cube_inspection *inspection)
{
	if (!cube_grow(&d->inspections, &d->cap_inspections, d->n_inspections + 1, sizeof(*d->inspections)))
		return false;
	d->inspections[d->n_inspections++] = *inspection;
	return true;
}

void cube_inspection_words_load(struct cube_inspection_words *words, struct store *store)
{
	static const char *const types[] = {"document", "physical", "scanner", "laboratory"};
	static const char *const outcomes[] = {"conform", "minor", "noncompliant"};
	static const char *const findings[] = {[PROHIBITED - 1] = "prohibited"};

	cube_words_load(&words->type, store, "inspection_type", types, sizeof(types) / sizeof(*types));
	cube_words_load(&words->outcome, store, "inspection_outcome", outcomes, sizeof(outcomes) / sizeof(*outcomes));
	cube_words_load(&words->finding, store, "inspection_finding", findings, sizeof(findings) / sizeof(*findings));
}

struct cube_inspection cube_inspection_of(
	const struct cube_inspection_words *words, uint32_t type, uint32_t outcome, uint32_t finding)
{
	static const enum cube_inspection_type types[] = {CUBE_INSPECTION_PHYSICAL, CUBE_INSPECTION_DOCUMENT,
		CUBE_INSPECTION_PHYSICAL, CUBE_INSPECTION_SCANNER, CUBE_INSPECTION_LABORATORY};

	return (struct cube_inspection){
		.type = types[cube_words_number(&words->type, type)],
		.outcome = cube_words_number(&words->outcome, outcome),
		.prohibited = cube_words_number(&words->finding, finding) == PROHIBITED,
		.tax_adjustment = CUBE_MONEY_NONE,
		.penalty = CUBE_MONEY_NONE,
		.penalty_paid = CUBE_MONEY_NONE,
	};
}
