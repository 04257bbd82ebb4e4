/* mask.c - see mask.h. */
#include "base/mask.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ATTRIBUTE "attribute."

/* How words begin that name people and firms, in the languages of the alias table; a whole word where its beginning means other things. */
static const struct {
	const char *word;
	bool whole;
} words[] = {
	{"importer", false}, {"importateur", false}, {"exporter", false}, {"exportateur", false}, {"seller", false}, {"vendeur", false},
	{"buyer", false}, {"acheteur", false}, {"supplier", false}, {"fournisseur", false}, {"shipper", false}, {"consign", false},
	{"destinataire", false}, {"expediteur", false}, {"declarant", false}, {"broker", false}, {"transitaire", false},
	{"commissionnaire", false}, {"forwarder", false}, {"courier", false}, {"carrier", false}, {"transporteur", false}, {"agent", true},
	{"agents", true}, {"trader", false}, {"taxpayer", false}, {"tin", true}, {"nif", true}, {"niu", true}, {"company", false},
	{"societe", false}, {"firm", true}, {"owner", false}, {"proprietaire", false}, {"manufacturer", false}, {"producer", false},
	{"fabricant", false}, {"officer", false}, {"inspector", false}, {"inspecteur", false}, {"verificateur", false}, {"examiner", false},
	{"user", true}, {"username", true}, {"utilisateur", false}, {"person", true}, {"people", true}, {"driver", false},
	{"chauffeur", false}, {"contact", false}, {"passenger", false}, {"guarantor", false},
};

static bool word_is(const char *text, size_t n, const char *word, bool whole)
{
	size_t len = strlen(word);

	return n >= len && (!whole || n == len) && strncasecmp(text, word, len) == 0;
}

static bool attribute_is_personal(const char *name)
{
	size_t n;

	for (; *name; name += n) {
		while (*name && !isalpha((unsigned char)*name))
			name++;
		for (n = 0; isalpha((unsigned char)name[n]); n++)
			;
		for (size_t i = 0; n > 0 && i < sizeof(words) / sizeof(words[0]); i++)
			if (word_is(name, n, words[i].word, words[i].whole))
				return true;
	}
	return false;
}

bool mask_is_personal(const char *dim)
{
	if (strncmp(dim, ATTRIBUTE, strlen(ATTRIBUTE)) == 0)
		return attribute_is_personal(dim + strlen(ATTRIBUTE));
	return strcmp(dim, "importer") == 0 || strcmp(dim, "broker") == 0 || strcmp(dim, "officer") == 0;
}

const char *mask_pseudonym(const char *code, char buffer[MASK_PSEUDONYM])
{
	uint32_t hash = 2166136261u;	/* FNV-1a */

	for (const char *s = code; *s; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	snprintf(buffer, MASK_PSEUDONYM, "%04x", (hash >> 16 ^ hash) & 0xffff);
	return buffer;
}
