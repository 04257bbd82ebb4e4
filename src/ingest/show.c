/* show.c - see show.h; a fixed buffer, so that telling of a failure cannot fail. */
#include "show.h"

#include <string.h>

#include "base/width.h"

enum { SHOW_CELLS = 40, SHOW_BYTES = 400 };

const char *show(char buffer[SHOW_MAX], const char *s, size_t n)
{
	struct text text = TEXT_INIT;
	size_t len;

	width_fit_ellipsis(&text, s, n < SHOW_BYTES ? n : SHOW_BYTES, SHOW_CELLS, false);
	len = text.len < SHOW_MAX ? text.len : SHOW_MAX - 1;
	memcpy(buffer, text.data, len);
	buffer[len] = '\0';
	text_finish(&text);
	return buffer;
}
