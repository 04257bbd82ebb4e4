/* document.c - the marks of a verdict: a glyph and a word, never a colour alone; and of names that are written from right to left. */
#include "document.h"

#include <ctype.h>
#include <string.h>

#include "base/width.h"
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

/* Hebrew, Arabic and their kin. */
static bool is_leftward(int32_t c)
{
	return (c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00) || (c >= 0x10800 && c < 0x11000) ||
		(c >= 0x1e800 && c < 0x1f000);
}

/* Spaces and signs go with what stands around them. */
static bool is_neutral(int32_t c)
{
	return (c > 0 && c < 0x80 && !isalnum(c)) || c == 0xa0 || (c >= 0x2000 && c < 0x2070);
}

static bool goes_on_leftward(const char *s)
{
	size_t n = strlen(s), len;
	int32_t c = 0;

	for (; n > 0; s += len, n -= len) {
		c = width_decode(s, n, &len);
		if (!is_neutral(c))
			break;
	}
	return n > 0 && is_leftward(c);
}

void document_mark_leftward(struct text *out, const char *s, const char *mark)
{
	size_t n = strlen(s), len;

	for (; n > 0; s += len, n -= len) {
		bool leftward = is_leftward(width_decode(s, n, &len));

		text_append_n(out, s, len);
		if (leftward && !goes_on_leftward(s + len))
			text_append(out, mark);
	}
}
