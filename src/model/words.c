/* words.c - see model/words.h. */
#include "model/words.h"

#include <string.h>

static const char *const modes[] = {
	NULL, "sea", "rail", "road", "air", "mail", "multimodal", "pipeline or cable", "inland water", NULL,
};

struct regime {
	const char *code, *word;	/* how it begins */
};

/* The longer ones first. */
static const struct regime regimes[] = {
	{"4071", "home use out of a warehouse"}, {"10", "export"}, {"21", "temporary export"}, {"30", "re-export"}, {"40", "home use"},
	{"51", "inward processing"}, {"52", "processing"}, {"53", "temporary admission"}, {"60", "re-import"}, {"70", "warehousing"},
	{"71", "warehousing"}, {"80", "transit"},
};

const char *model_mode_word(const char *code)
{
	return code[0] >= '0' && code[0] <= '9' && (code[1] == '\0' || strcmp(code + 1, "0") == 0) ? modes[code[0] - '0'] : NULL;
}

const char *model_regime_word(const char *code)
{
	for (size_t i = 0; i < sizeof(regimes) / sizeof(*regimes) && strlen(code) == 4; i++) {
		if (strncmp(code, regimes[i].code, strlen(regimes[i].code)) == 0)
			return regimes[i].word;
	}
	return NULL;
}
