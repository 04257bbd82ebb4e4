/* rule_text.c - see rule_text.h. */
#include "rule_text.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"

static bool take(struct cube_rule_text *rule, const char *from, size_t n)
{
	if (!cube_grow(&rule->text, &rule->cap, n + 1, 1)) {
		rule->failed = true;
		return false;
	}
	memcpy(rule->text, from, n);
	rule->text[n] = '\0';
	return true;
}

bool cube_rule_text_next(const char **cursor, struct cube_rule_text *rule)
{
	while (**cursor) {
		const char *from = *cursor + strspn(*cursor, " ");
		size_t n = strcspn(from, "|");
		const char *end = from + n;

		*cursor = *end ? end + 1 : end;
		while (n > 0 && from[n - 1] == ' ')
			n--;
		if (n > 0)
			return take(rule, from, n);
	}
	return false;
}

void cube_rule_text_finish(struct cube_rule_text *rule)
{
	free(rule->text);
	rule->text = NULL;
	rule->cap = 0;
}
