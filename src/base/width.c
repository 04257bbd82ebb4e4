/* width.c - the one display filter, and how many cells a text takes.
 *
 * Decodes UTF-8 itself and looks widths up in a table of its own (width_table.h), so that a column is as wide
 * in LANG=C as anywhere else. It does not know what a terminal shows for bidirectional text, nor fonts. */
#include "base/width.h"

#include <string.h>

#include "width_table.h"

enum { CLASS_COMBINING, CLASS_ONE, CLASS_TWO, CLASS_UNASSIGNED };
enum { NO_BASE = -1, MARKS_MAX = 2, CODE_LAST = 0x10ffff };

#define REPLACEMENT "\xef\xbf\xbd"
#define ELLIPSIS "\xe2\x80\xa6"

/* Code points that move the cursor, reorder or hide what stands beside them. */
static const struct {
	uint32_t first, last;
} harmful[] = {
	{0x0000, 0x001f},   /* C0 */
	{0x007f, 0x009f},   /* DEL, C1 */
	{0x061c, 0x061c},   /* Arabic letter mark */
	{0x200b, 0x200f},   /* zero width space and joiners, direction marks */
	{0x2028, 0x202e},   /* line and paragraph separator, embeddings and overrides */
	{0x2060, 0x2069},   /* word joiner, invisible operators, isolates */
	{0xd800, 0xdfff},   /* surrogates */
	{0xfeff, 0xfeff},   /* byte order mark */
	{0xe0000, 0xe007f}, /* tags */
};

int32_t width_decode(const char *s, size_t n, size_t *ret_len)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)s;
	size_t len = p[0] < 0x80   ? 1
		     : p[0] < 0xc2 ? 0
		     : p[0] < 0xe0 ? 2
		     : p[0] < 0xf0 ? 3
		     : p[0] < 0xf5 ? 4
				   : 0;
	uint32_t code;

	*ret_len = 1;
	if (len == 1)
		return p[0];
	if (len == 0 || len > n)
		return -1;
	code = p[0] & (0xffu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return -1;
		code = code << 6 | (p[i] & 0x3f);
	}
	if (code < smallest[len] || code > CODE_LAST || (code >= 0xd800 && code <= 0xdfff))
		return -1;
	*ret_len = len;
	return (int32_t)code;
}

size_t width_encode(uint32_t code, char out[4])
{
	static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t len;

	if (code > CODE_LAST || (code >= 0xd800 && code <= 0xdfff))
		code = 0xfffd;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = len; i-- > 1; code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)(lead[len] | code);
	return len;
}

static unsigned class_of(uint32_t code)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

	if (code > CODE_LAST)
		return CLASS_UNASSIGNED;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (ranges[middle] >> 2 <= code)
			low = middle;
		else
			high = middle;
	}
	return ranges[low] & 3;
}

static bool is_listed(uint32_t code)
{
	for (size_t i = 0; i < sizeof(harmful) / sizeof(harmful[0]); i++) {
		if (code <= harmful[i].last)
			return code >= harmful[i].first;
	}
	return false;
}

bool width_is_harmful(uint32_t code)
{
	if (code >= 0x20 && code < 0x7f)
		return false;
	return is_listed(code) || class_of(code) == CLASS_UNASSIGNED;
}

int width_of_code(uint32_t code)
{
	unsigned class;

	if (code < 0x300 || is_listed(code))
		return 1;
	class = class_of(code);
	return class == CLASS_UNASSIGNED ? 1 : (int)class;
}

bool width_is_utf8(const char *s, size_t n)
{
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		if (width_decode(s + i, n - i, &len) < 0)
			return false;
	}
	return true;
}

static size_t plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
		i++;
	return i;
}

/* One character that is not plain ASCII; *marks counts the combining marks on the base before it, NO_BASE at
 * the start. */
static void filter_char(struct text *out, const char *s, size_t len, int32_t code, int *marks)
{
	if (code < 0 || width_is_harmful((uint32_t)code)) {
		text_append(out, REPLACEMENT);
		*marks = 0;
	} else if (width_of_code((uint32_t)code) > 0) {
		text_append_n(out, s, len);
		*marks = 0;
	} else if (*marks == NO_BASE) {
		text_append(out, REPLACEMENT);
		*marks = 0;
	} else if (*marks < MARKS_MAX) {
		text_append_n(out, s, len);
		++*marks;
	}
}

void width_filter(struct text *out, const char *s, size_t n)
{
	int marks = NO_BASE;
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		len = plain_run(s + i, n - i);
		if (len > 0) {
			text_append_n(out, s + i, len);
			marks = 0;
		} else {
			int32_t code = width_decode(s + i, n - i, &len);

			filter_char(out, s + i, len, code, &marks);
		}
	}
}

const char *width_safe(const char *s, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *kept;

	width_filter(&text, s, strlen(s));
	kept = text.failed ? NULL : arena_strdup(arena, text.data);
	text_finish(&text);
	return kept ? kept : "";
}

int width_of(const char *s, size_t n)
{
	int cells = 0;
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		int32_t code = width_decode(s + i, n - i, &len);

		cells += code < 0 ? 1 : width_of_code((uint32_t)code);
	}
	return cells;
}

size_t width_fit(const char *s, size_t n, int cells)
{
	size_t i = 0, len;

	while (i < n) {
		int32_t code = width_decode(s + i, n - i, &len);
		int width = code < 0 ? 1 : width_of_code((uint32_t)code);

		if (width > cells)
			break;
		cells -= width;
		i += len;
	}
	return i;
}

void width_fit_ellipsis(struct text *out, const char *s, size_t n, int cells, bool ascii)
{
	struct text whole = TEXT_INIT;

	width_filter(&whole, s, n);
	if (width_of(whole.data, whole.len) <= cells) {
		text_append_n(out, whole.data, whole.len);
	} else if (cells > 0) {
		text_append_n(out, whole.data, width_fit(whole.data, whole.len, cells - 1));
		text_append(out, ascii ? "~" : ELLIPSIS);
	}
	out->failed |= whole.failed;
	text_finish(&whole);
}

void width_append_csv(struct text *out, const char *s, size_t n)
{
	struct text safe = TEXT_INIT;

	width_filter(&safe, s, n);
	text_append_csv(out, safe.data, safe.len);
	out->failed |= safe.failed;
	text_finish(&safe);
}
