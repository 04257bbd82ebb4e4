/* rule_text.h - the single rules of a set as files write it: "R1|R7". */
#ifndef CUBE_RULE_TEXT_H
#define CUBE_RULE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Zero it before the first call. */
struct cube_rule_text {
	char *text; /* the rule just read, spaces at its ends taken off */
	size_t cap;
	bool failed; /* memory is out */
};

/* Reads the next rule and moves *cursor behind it; empty ones are passed over. false at the end. */
bool cube_rule_text_next(const char **cursor, struct cube_rule_text *rule);
void cube_rule_text_finish(struct cube_rule_text *rule); /* keeps failed */

#endif
