/* ascii.c - one table of twins, so that a chart is drawn once and reads the same on a vt100.
 *
 * Blocks become characters of like weight, braille cells the dot that is nearest, accented Latin its base
 * letter; what has no twin is a question mark. It does not know which chart a character came from. */
#include "ascii.h"

#include "base/width.h"
#include "canvas/charts.h"

static const struct {
	uint32_t code;
	char twin[3];
} twins[] = {
	{0x00a0, " "},
	{0x00b1, "+-"},
	{0x00b7, "."},
	{0x00d7, "x"},
	{0x00df, "ss"},
	{0x00e6, "ae"},
	{0x00c6, "AE"},
	{0x00f8, "o"},
	{0x00d8, "O"},
	{0x00ab, "\""},
	{0x00bb, "\""},
	{0x00b0, "o"},
	{0x00b5, "u"},
	{0x0131, "i"},
	{0x0141, "L"},
	{0x0142, "l"},
	{0x0152, "OE"},
	{0x0153, "oe"},
	{0x2009, " "},
	{0x202f, " "},
	{0x2007, " "},
	{0x2010, "-"},
	{0x2011, "-"},
	{0x2012, "-"},
	{0x2013, "-"},
	{0x2014, "-"},
	{0x2018, "'"},
	{0x2019, "'"},
	{0x201c, "\""},
	{0x201d, "\""},
	{0x2022, "o"},
	{0x2026, "~"},
	{0x20ac, "E"},
	{0x2190, "<"},
	{0x2191, "^"},
	{0x2192, ">"},
	{0x2193, "v"},
	{0x2197, "/"},
	{0x2198, "\\"},
	{0x2212, "-"},
	{0x2248, "~"},
	{0x2264, "<="},
	{0x2265, ">="},
	{0x2500, "-"},
	{0x2501, "="},
	{0x2502, "|"},
	{0x2503, "|"},
	{0x2504, "."},
	{0x2505, "="},
	{0x2506, ":"},
	{0x2508, "."},
	{0x250a, ":"},
	{0x254c, "-"},
	{0x254e, ":"},
	{0x2571, "/"},
	{0x2572, "\\"},
	{0x2574, "-"},
	{0x2575, "|"},
	{0x2576, "-"},
	{0x2577, "|"},
	{0x2578, "="},
	{0x257a, "="},
	{0x2581, "_"},
	{0x2582, "."},
	{0x2583, ":"},
	{0x2584, "-"},
	{0x2585, "="},
	{0x2586, "+"},
	{0x2587, "*"},
	{0x2588, "#"},
	{0x2589, "#"},
	{0x258a, "#"},
	{0x258b, "="},
	{0x258c, "="},
	{0x258d, "-"},
	{0x258e, "-"},
	{0x258f, "|"},
	{0x2590, "#"},
	{0x2591, "."},
	{0x2592, ":"},
	{0x2593, "*"},
	{0x25a0, "#"},
	{0x25a1, "o"},
	{0x25b2, "^"},
	{0x25b4, "^"},
	{0x25b6, ">"},
	{0x25b7, ">"},
	{0x25b8, ">"},
	{0x25bc, "v"},
	{0x25be, "v"},
	{0x25c0, "<"},
	{0x25c2, "<"},
	{0x25c6, "*"},
	{0x25c7, "o"},
	{0x25cb, "o"},
	{0x25cf, "@"},
	{0x25e6, "."},
	{0x2713, "*"}, /* not "+": "+ 149 %" would be read as a sign; not "v", which sorts and scrolls beside it */
	{0x2714, "v"},
	{0x2717, "x"},
	{0x2718, "x"},
};

/* Base letters of U+00C0..U+017F, a space where the table above or nothing answers. */
static const char latin[] = "AAAAAA CEEEEIIIIDNOOOOO OUUUUYT aaaaaa ceeeeiiiidnooooo ouuuuyty"
			    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiI IiJjKkkLlLlLlL"
			    "l  NnNnNnnNnOoOoOo  RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

static const char *twin_of(uint32_t code)
{
	for (size_t i = 0; i < sizeof(twins) / sizeof(twins[0]); i++) {
		if (twins[i].code == code)
			return twins[i].twin;
	}
	return NULL;
}

/* Bits 0,1,2,6 are the left dots from the top, 3,4,5,7 the right ones. */
static char braille_twin(uint32_t dots)
{
	bool high = dots & 0x1b, low = dots & 0xe4;

	return high && low ? ':' : high ? '\'' : low ? '.' : ' ';
}

char ascii_twin(uint32_t code)
{
	const char *twin;

	if (code >= 0x20 && code < 0x7f)
		return (char)code;
	if (code >= 0x2800 && code < 0x2900)
		return braille_twin(code - 0x2800);
	twin = twin_of(code);
	if (twin)
		return twin[0];
	if (code >= 0xc0 && code < 0x180 && latin[code - 0xc0] != ' ')
		return latin[code - 0xc0];
	return code >= 0x250c && code <= 0x254b ? '+' : '?';
}

/* Not punctuation, arrows, lines, blocks, braille and other signs. */
static bool is_letter(uint32_t code)
{
	return (code >= 0xc0 && code < 0x2000 && code != 0xd7 && code != 0xf7) || code >= 0x2e80;
}

void ascii_append(struct text *out, const char *s, size_t n, bool letters)
{
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		int32_t code = width_decode(s + i, n - i, &len);
		const char *twin = code < 0 ? NULL : twin_of((uint32_t)code);

		if (letters && code >= 0 && is_letter((uint32_t)code)) {
			text_append_n(out, s + i, len);
			continue;
		}
		if (code >= 0 && width_of_code((uint32_t)code) == 0)
			continue;
		if (twin)
			text_append(out, twin);
		else
			text_put(out, code < 0 ? '?' : ascii_twin((uint32_t)code));
	}
}

void chart_ascii(struct text *out, const char *s, size_t n)
{
	ascii_append(out, s, n, false);
}
