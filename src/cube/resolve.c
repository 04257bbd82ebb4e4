/* resolve.c - see resolve.h. */
#include "resolve.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"

static const char *const names[CUBE_MILESTONES] = {
	[CUBE_ARR] = "ARR",
	[CUBE_DIS] = "DIS",
	[CUBE_LDG] = "LDG",
	[CUBE_SEL] = "SEL",
	[CUBE_ASG] = "ASG",
	[CUBE_DOC_S] = "DOC_S",
	[CUBE_DOC_E] = "DOC_E",
	[CUBE_QRY_S] = "QRY_S",
	[CUBE_QRY_E] = "QRY_E",
	[CUBE_OGA_S] = "OGA_S",
	[CUBE_OGA_E] = "OGA_E",
	[CUBE_INS_REQ] = "INS_REQ",
	[CUBE_INS_PRES] = "INS_PRES",
	[CUBE_INS_S] = "INS_S",
	[CUBE_INS_E] = "INS_E",
	[CUBE_ASM] = "ASM",
	[CUBE_PAY] = "PAY",
	[CUBE_REL] = "REL",
	[CUBE_GOUT] = "GOUT",
};

/* Of several, the last one counts. */
static const bool takes_last[CUBE_MILESTONES] = {
	[CUBE_DOC_E] = true,
	[CUBE_QRY_E] = true,
	[CUBE_OGA_E] = true,
	[CUBE_INS_E] = true,
	[CUBE_PAY] = true,
	[CUBE_REL] = true,
	[CUBE_GOUT] = true,
};

static const enum cube_milestone pair_starts[CUBE_PAIRS] = {
	[CUBE_DOCUMENT_CHECK] = CUBE_DOC_S,
	[CUBE_QUERY] = CUBE_QRY_S,
	[CUBE_HOLD] = CUBE_OGA_S,
	[CUBE_EXAM] = CUBE_INS_S,
};

const char *cube_milestone_name(enum cube_milestone code)
{
	return names[code];
}

int cube_milestone_find(const char *name)
{
	for (int i = 0; i < CUBE_MILESTONES; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

enum cube_milestone cube_pair_start(enum cube_pair pair)
{
	return pair_starts[pair];
}

static int strongest(unsigned sources)
{
	return sources == 0 ? -1 : 31 - __builtin_clz(sources);
}

/* A date alone counts as its midnight here. */
static void take(struct cube_moment *at, const struct cube_moment *other, bool last)
{
	if (!cube_moment_is_there(at) || (last ? other->utc > at->utc : other->utc < at->utc))
		*at = *other;
}

static bool add_end(struct cube_ends *ends, const struct cube_recorded *event)
{
	if (!cube_grow(&ends->at, &ends->cap, ends->n + 1, sizeof(*ends->at)))
		return false;
	ends->at[ends->n++] = (struct cube_end){.at = event->at, .pair = event->pair};
	return true;
}

/* Two sources do not number alike. */
static void forget_numbers(struct cube_ends *starts, struct cube_ends *ends)
{
	for (size_t i = 0; i < starts->n; i++)
		starts->at[i].pair = 0;
	for (size_t i = 0; i < ends->n; i++)
		ends->at[i].pair = 1;
}

/* Events are those of the strongest source of each code. */
static bool pair_up(const struct cube_recorded *events, size_t n, struct cube_resolved *resolved, enum cube_pair which,
	const uint8_t seen[CUBE_MILESTONES])
{
	struct cube_pairs *pairs = &resolved->pairs[which];
	int start = pair_starts[which], first = strongest(seen[start]), last = strongest(seen[start + 1]);
	/* A row tells both ends of one thing or does not; milestones are often numbered by chance, if at all. */
	bool by_time = first == CUBE_FROM_MILESTONE || last == CUBE_FROM_MILESTONE || first != last;

	resolved->starts.n = resolved->ends.n = 0;
	for (size_t i = 0; i < n; i++) {
		if (events[i].code == start && !add_end(&resolved->starts, &events[i]))
			return false;
		if (events[i].code == start + 1 && !add_end(&resolved->ends, &events[i]))
			return false;
	}
	if (first != last)
		forget_numbers(&resolved->starts, &resolved->ends);
	pairs->started = resolved->starts.n > 0;
	return cube_spans_pair(&resolved->starts, &resolved->ends, by_time, &pairs->spans, &pairs->reversed);
}

static void start_over(struct cube_resolved *resolved)
{
	memset(resolved->at, 0, sizeof(resolved->at));
	for (int i = 0; i < CUBE_PAIRS; i++) {
		struct cube_pairs *pairs = &resolved->pairs[i];

		pairs->spans.n = 0;
		pairs->started = pairs->reversed = false;
	}
}

/* Moves the events of the strongest source of each code to the front; returns how many there are. */
static size_t keep_strongest(struct cube_recorded *events, size_t n, const uint8_t seen[CUBE_MILESTONES],
	struct cube_moment at[CUBE_MILESTONES])
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		enum cube_milestone code = events[i].code;

		if (events[i].source != strongest(seen[code]))
			continue;
		take(&at[code], &events[i].at, takes_last[code]);
		if (kept != i)
			events[kept] = events[i];
		kept++;
	}
	return kept;
}

bool cube_resolve(struct cube_recorded *events, size_t *n, struct cube_resolved *resolved)
{
	uint8_t seen[CUBE_MILESTONES] = {0};

	start_over(resolved);
	for (size_t i = 0; i < *n; i++)
		seen[events[i].code] |= (uint8_t)(1u << events[i].source);
	*n = keep_strongest(events, *n, seen, resolved->at);
	for (int i = 0; i < CUBE_PAIRS; i++) {
		if ((seen[pair_starts[i]] | seen[pair_starts[i] + 1]) && !pair_up(events, *n, resolved, i, seen))
			return false;
	}
	return true;
}

void cube_resolved_finish(struct cube_resolved *resolved)
{
	for (int i = 0; i < CUBE_PAIRS; i++)
		free(resolved->pairs[i].spans.at);
	free(resolved->starts.at);
	free(resolved->ends.at);
	memset(resolved, 0, sizeof(*resolved));
}
