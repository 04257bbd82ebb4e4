/* keys.c - see keys.h. Two forms: ESC O letter, and ESC [ numbers letter, with modifiers that make no difference here. */
#include "keys.h"

#include <stddef.h>

#include "panel/request.h"

enum { PARAMETERS_MAX = 64 };

static uint32_t key_of_letter(int32_t letter)
{
	switch (letter) {
	case 'A': return KEY_UP_;
	case 'B': return KEY_DOWN_;
	case 'C': return KEY_RIGHT_;
	case 'D': return KEY_LEFT_;
	case 'H': return KEY_HOME_;
	case 'F': return KEY_END_;
	case 'Z': return KEY_BACKTAB_;
	case 'M': return KEY_ENTER_;
	case 'P': case 'Q': case 'R': case 'S': return KEY_F1_ + (uint32_t)(letter - 'P');
	default: return KEY_NONE_;
	}
}

/* "ESC [ number ~" of the VT220 and its heirs. */
static uint32_t key_of_number(unsigned number)
{
	static const uint8_t functions[] = {11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24};

	for (size_t i = 0; i < sizeof(functions); i++) {
		if (functions[i] == number)
			return KEY_F1_ + (uint32_t)i;
	}
	switch (number) {
	case 1: case 7: return KEY_HOME_;
	case 4: case 8: return KEY_END_;
	case 3: return KEY_DELETE_;
	case 5: return KEY_PAGE_UP_;
	case 6: return KEY_PAGE_DOWN_;
	default: return KEY_NONE_;
	}
}

static void skip(const struct keys_source *source, int n)
{
	while (n-- > 0 && source->next(source->context) >= 0)
		continue;
}

/* The Linux console sends ESC [ [ A for F1; X10 mice send ESC [ M and three characters. */
static uint32_t special(const struct keys_source *source, int32_t first)
{
	int32_t letter;

	if (first == 'M') {
		skip(source, 3);
		return KEY_NONE_;
	}
	letter = source->next(source->context);
	return letter >= 'A' && letter <= 'E' ? KEY_F1_ + (uint32_t)(letter - 'A') : KEY_NONE_;
}

static uint32_t control_sequence(const struct keys_source *source)
{
	int32_t c = source->next(source->context);
	unsigned number = 0;
	bool first = true;

	if (c < 0) {
		source->back(source->context, '[');
		return KEY_ESCAPE_;
	}
	if (c == 'M' || c == '[')
		return special(source, c);
	for (int i = 0; c >= 0x20 && c < 0x40 && i < PARAMETERS_MAX; i++) {
		first = first && c >= '0' && c <= '9';
		if (first && number < 1000)
			number = number * 10 + (unsigned)(c - '0');
		c = source->next(source->context);
	}
	if (c == '~')
		return key_of_number(number);
	if (c == 'M' || (c >= 'P' && c <= 'S' && number != 1))	/* a click; where the cursor is */
		return KEY_NONE_;
	return key_of_letter(c);
}

void keys_skip_click(const struct keys_source *source)
{
	int32_t c = source->next(source->context);

	if (c < '0' || c > '9') {
		skip(source, c < 0 ? 0 : 2);
		return;
	}
	for (int i = 0; i < PARAMETERS_MAX && c >= 0x20 && c < 0x40; i++)
		c = source->next(source->context);
}

uint32_t keys_after_escape(const struct keys_source *source)
{
	int32_t c = source->next(source->context);

	if (c == '[')
		return control_sequence(source);
	if (c == 'O') {
		c = source->next(source->context);
		if (c < 0)
			source->back(source->context, 'O');
		return c < 0 ? KEY_ESCAPE_ : key_of_letter(c);
	}
	if (c >= 0)
		source->back(source->context, c);
	return KEY_ESCAPE_;
}
