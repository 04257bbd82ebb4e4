/* memory.c - see memory.h. */
#include "memory.h"

#include <string.h>

static const char magic[4] = {'R', 'M', '2', '\n'}, before[4] = {'R', 'M', '1', '\n'};

bool risk_memory_write(const struct risk_history *history, const struct risk_spec *spec, const struct risk_trial *trial, struct text *out)
{
	text_append_n(out, magic, sizeof(magic));
	return risk_history_write(history, out) && risk_medians_write(&spec->unit_hs6, out) &&
	       risk_medians_write(&spec->unit_hs6_origin, out) && risk_medians_write(&spec->mass_hs6, out) &&
	       risk_trial_write(trial, out);
}

bool risk_memory_read(const void *bytes, size_t n, struct risk_history *history, struct risk_spec *spec, struct risk_trial *trial)
{
	const unsigned char *at = bytes, *end = at + n;
	bool tried = n >= sizeof(magic) && memcmp(at, magic, sizeof(magic)) == 0;

	if (n < sizeof(magic) || (!tried && memcmp(at, before, sizeof(before)) != 0))
		return false;
	at += sizeof(magic);
	return risk_history_read(history, &at, end) && risk_medians_read(&spec->unit_hs6, &at, end) &&
	       risk_medians_read(&spec->unit_hs6_origin, &at, end) && risk_medians_read(&spec->mass_hs6, &at, end) &&
	       (!tried || risk_trial_read(trial, &at, end)) && at == end;
}
