/* document.c - the marks of a verdict: a glyph and a word, never a colour alone. */
#include "document.h"

#include "insight/phrases.h"

const char *document_glyph(enum document_mark mark)
{
	static const char *const glyphs[] = { [MARK_NONE] = "", [MARK_WORSE] = "✗", [MARK_BETTER] = "✓", [MARK_CHANGED] = "·", [MARK_USUAL] = "·",
		[MARK_WARNED] = "!" };

	return glyphs[mark];
}

const char *document_word(enum document_mark mark)
{
	static const enum phrase words[] = { [MARK_NONE] = PHRASE_UNKNOWN, [MARK_WORSE] = PHRASE_WORSE, [MARK_BETTER] = PHRASE_BETTER,
		[MARK_CHANGED] = PHRASE_CHANGED, [MARK_USUAL] = PHRASE_USUAL, [MARK_WARNED] = PHRASE_WORSE_NEW };

	return phrase_text(words[mark]);
}
