/* rules.c - sets of risk rules and their members. A set is read once and remembered; what it was asked for
 * may be a row at a time. */
#include <stdlib.h>
#include <string.h>

#include "cube_private.h"
#include "grow.h"
#include "rule_text.h"
#include "store/rows.h"

struct rule_set {
	uint32_t code; /* 0: empty place */
	uint32_t *members;
	size_t n, cap;
};

struct cube_rule_sets {
	struct rule_set *at;
	size_t n, places; /* a power of two, or 0 */
};

struct cube_rule_sets *cube_rule_sets_create(void)
{
	return calloc(1, sizeof(struct cube_rule_sets));
}

void cube_rule_sets_destroy(struct cube_rule_sets *sets)
{
	if (!sets)
		return;
	for (size_t i = 0; i < sets->places; i++)
		free(sets->at[i].members);
	free(sets->at);
	free(sets);
}

static struct rule_set *place_of(const struct cube_rule_sets *sets, uint32_t code)
{
	size_t at = code * 2654435761u & (sets->places - 1);

	while (sets->at[at].code != 0 && sets->at[at].code != code)
		at = (at + 1) & (sets->places - 1);
	return &sets->at[at];
}

static bool sets_grow(struct cube_rule_sets *sets)
{
	struct cube_rule_sets wider = {.n = sets->n, .places = sets->places ? sets->places * 2 : 64};

	wider.at = calloc(wider.places, sizeof(*wider.at));
	if (!wider.at)
		return false;
	for (size_t i = 0; i < sets->places; i++) {
		if (sets->at[i].code != 0)
			*place_of(&wider, sets->at[i].code) = sets->at[i];
	}
	free(sets->at);
	*sets = wider;
	return true;
}

static bool set_read(struct store *store, const char *text, struct rule_set *set)
{
	struct cube_rule_text rule = {0};

	while (text && cube_rule_text_next(&text, &rule)) {
		uint32_t code = (uint32_t)store_code_find(store, "rule", rule.text);

		if (code == 0)
			continue;
		if (!cube_grow(&set->members, &set->cap, set->n + 1, sizeof(*set->members))) {
			rule.failed = true;
			break;
		}
		set->members[set->n++] = code;
	}
	cube_rule_text_finish(&rule);
	return !rule.failed;
}

/* NULL when memory is out. */
static const struct rule_set *set_get(struct cube *cube, uint32_t code)
{
	struct cube_rule_sets *sets = cube->rule_sets;
	struct rule_set *set = sets->places ? place_of(sets, code) : NULL;

	if (set && set->code == code)
		return set;
	if ((sets->n + 1) * 2 > sets->places && !sets_grow(sets))
		return NULL;
	set = place_of(sets, code);
	if (!set_read(cube->store, store_code_text(cube->store, code), set)) {
		free(set->members);
		*set = (struct rule_set){0};
		return NULL;
	}
	set->code = code;
	sets->n++;
	return set;
}

const uint32_t *cube_rule_members(struct cube *cube, uint32_t rule_set, size_t *ret_n)
{
	const struct rule_set *set = rule_set != 0 ? set_get(cube, rule_set) : NULL;

	*ret_n = set ? set->n : 0;
	return set ? set->members : NULL;
}

static bool has_one_of(const struct rule_set *set, const uint32_t *rules, size_t n_rules)
{
	for (size_t i = 0; i < set->n; i++) {
		for (size_t j = 0; j < n_rules; j++) {
			if (set->members[i] == rules[j])
				return true;
		}
	}
	return false;
}

struct found_sets {
	uint32_t *at;
	size_t n, cap;
};

static bool found_add(struct found_sets *found, uint32_t code)
{
	if (!cube_grow(&found->at, &found->cap, found->n + 1, sizeof(*found->at)))
		return false;
	found->at[found->n++] = code;
	return true;
}

bool cube_rule_sets_with(struct cube *cube, const uint32_t *rules, size_t n_rules, uint32_t **ret_sets,
	size_t *ret_n, struct err *err)
{
	struct found_sets found = {0};
	struct store_rows *rows = NULL;
	int got;

	if (!store_rows_open(cube->store, "cube_rule_sets", &rows, err))
		return false;
	while ((got = store_rows_next(rows, err)) == 1) {
		const struct rule_set *set = set_get(cube, (uint32_t)store_rows_int(rows, 0));

		if (!set || (has_one_of(set, rules, n_rules) && !found_add(&found, set->code))) {
			err_memory(err);
			got = -1;
			break;
		}
	}
	/* Declarations without rules: the code 0 stands for them, as everywhere. */
	for (size_t i = 0; got == 0 && i < n_rules; i++) {
		if (rules[i] == 0 && !found_add(&found, 0)) {
			err_memory(err);
			got = -1;
		}
	}
	store_rows_close(rows);
	if (got != 0) {
		free(found.at);
		return false;
	}
	*ret_sets = found.at;
	*ret_n = found.n;
	return true;
}
