/* tally.c - a few distinct codes, counted: a list is enough for milestones and currencies. */
#include <stdlib.h>

#include "load.h"

bool tally_add(struct tally *tally, int64_t code, int64_t n)
{
	struct tally_entry *entries;

	for (size_t i = 0; i < tally->n; i++)
		if (tally->entries[i].code == code) {
			tally->entries[i].n += n;
			return true;
		}
	entries = realloc(tally->entries, (tally->n + 1) * sizeof(*entries));
	if (!entries)
		return false;
	entries[tally->n++] = (struct tally_entry){.code = code, .n = n};
	tally->entries = entries;
	return true;
}

void tally_finish(struct tally *tally)
{
	free(tally->entries);
	*tally = (struct tally){0};
}
