/* fold.c - see fold.h. Tables for Latin-1 and Latin Extended-A, a few rules for Arabic; other letters stay as they are.
 *
 * No locale: a header means the same on every machine. */
#include "fold.h"

#include <string.h>

#include "base/width.h"

/* U+00C0 to U+017F without accents; '.' where a letter has no base in ASCII and stays itself. */
static const char latin[] =
	"aaaaaa.ceeeeiiii.nooooo.ouuuuy.."	/* U+00C0 */
	"aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"	/* U+00E0 */
	"aaaaaaccccccccddddeeeeeeeeeegggg"	/* U+0100 */
	"gggghhhhiiiiiiiiii..jjkkklllllll"	/* U+0120 */
	"lllnnnnnnn..oooooo..rrrrrrssssss"	/* U+0140 */
	"ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";	/* U+0160 */

uint32_t fold_code(uint32_t code)
{
	if (code >= 'A' && code <= 'Z')
		return code + 32;
	if (code < 0x80)
		return code;
	if (code >= 0xc0 && code <= 0x17f)
		return latin[code - 0xc0] == '.' ? code : (unsigned char)latin[code - 0xc0];
	if (code >= 0x660 && code <= 0x669)
		return '0' + code - 0x660;
	if (code >= 0x6f0 && code <= 0x6f9)
		return '0' + code - 0x6f0;
	if (code == 0x622 || code == 0x623 || code == 0x625)
		return 0x627;
	if ((code >= 0x300 && code <= 0x36f) || (code >= 0x64b && code <= 0x65f) || code == 0x640)
		return 0;
	return code;
}

static bool is_kept(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
	return code >= 0xc0 && !(code >= 0x2000 && code <= 0x206f) && !width_is_harmful(code);
}

size_t fold_word(const char *s, size_t n, char *out, size_t cap)
{
	size_t len = 0, took;

	for (size_t i = 0; i < n; i += took) {
		int32_t code = width_decode(s + i, n - i, &took);
		uint32_t folded = code < 0 ? 0 : fold_code((uint32_t)code);

		if (folded == 0 || !is_kept(folded))
			continue;
		if (len + 5 > cap)
			break;
		if (folded < 0x80)
			out[len++] = (char)folded;
		else
			len += width_encode(folded, out + len);
	}
	out[len] = '\0';
	return len;
}

bool fold_is_same(const char *s, const char *t)
{
	char a[256], b[256];

	fold_word(s, strlen(s), a, sizeof(a));
	fold_word(t, strlen(t), b, sizeof(b));
	return a[0] != '\0' && strcmp(a, b) == 0;
}
