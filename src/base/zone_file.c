/* zone_file.c - the bytes of a TZif file (RFC 8536) as a list of changes of the offset.
 *
 * Reads the 64-bit block of versions 2 to 4, the 32-bit one of version 1. Every count is checked against the
 * length before it is believed. Names of zones ("CET") and the summer-time flag are of no use here and are
 * skipped. */
#include "zone.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 44, TYPE = 6, COUNT_MAX = 100000, OFFSET_MAX = 26 * 3600 };

/* Where a rule begins that no change stands before. */
#define YEAR_1900 INT64_C(-2208988800)

struct header {
	int version;
	size_t utc_count, standard_count, leap_count, time_count, type_count, name_count;
};

static uint32_t read_u32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t read_time(const unsigned char *p, size_t size)
{
	if (size == 4)
		return (int32_t)read_u32(p);
	return (int64_t)((uint64_t)read_u32(p) << 32 | read_u32(p + 4));
}

static bool header_read(const unsigned char *p, size_t n, struct header *header)
{
	size_t *const counts[] = {&header->utc_count, &header->standard_count, &header->leap_count,
		&header->time_count, &header->type_count, &header->name_count};

	if (n < HEADER || memcmp(p, "TZif", 4) != 0)
		return false;
	header->version = p[4] ? p[4] - '0' : 1;
	for (size_t i = 0; i < 6; i++) {
		*counts[i] = read_u32(p + 20 + 4 * i);
		if (*counts[i] > COUNT_MAX)
			return false;
	}
	return header->version >= 1 && header->version <= 9;
}

static size_t block_size(const struct header *header, size_t time_size)
{
	return header->time_count * (time_size + 1) + header->type_count * TYPE + header->name_count +
	       header->leap_count * (time_size + 4) + header->standard_count + header->utc_count;
}

/* Fills changes->list, which has room for time_count + 1. */
static bool block_read(const unsigned char *p, const struct header *header, size_t time_size,
	struct zone_changes *changes)
{
	const unsigned char *kinds = p + header->time_count * time_size;
	const unsigned char *types = kinds + header->time_count;

	changes->list[0] = (struct zone_change){.at = INT64_MIN, .offset = (int32_t)read_u32(types)};
	changes->n = 1;
	changes->rule_from = YEAR_1900;
	for (size_t i = 0; i < header->time_count; i++) {
		struct zone_change *last = &changes->list[changes->n - 1];
		int64_t at = read_time(p + i * time_size, time_size);
		int32_t offset;

		if (kinds[i] >= header->type_count || (i > 0 && at <= changes->rule_from))
			return false;
		changes->rule_from = at;
		offset = (int32_t)read_u32(types + (size_t)TYPE * kinds[i]);
		if (offset > OFFSET_MAX || offset < -OFFSET_MAX)
			return false;
		if (offset != last->offset)
			changes->list[changes->n++] = (struct zone_change){.at = at, .offset = offset};
	}
	return changes->list[0].offset <= OFFSET_MAX && changes->list[0].offset >= -OFFSET_MAX;
}

static bool footer_read(const unsigned char *p, size_t n, struct zone_changes *changes)
{
	const unsigned char *end = n > 1 && p[0] == '\n' ? memchr(p + 1, '\n', n - 1) : NULL;
	char rule[128];
	size_t len;

	if (!end)
		return false;
	len = (size_t)(end - p) - 1;
	if (len == 0)
		return true; /* nothing is known about later years */
	if (len >= sizeof(rule))
		return false;
	memcpy(rule, p + 1, len);
	rule[len] = '\0';
	changes->has_rule = zone_rule_parse(rule, &changes->rule);
	return changes->has_rule;
}

bool zone_file_parse(const unsigned char *bytes, size_t n, struct zone_changes *ret_changes)
{
	struct zone_changes changes = {0};
	struct header header;
	size_t at = 0, time_size = 4;

	if (!header_read(bytes, n, &header))
		return false;
	if (header.version > 1) {
		at = HEADER + block_size(&header, time_size);
		time_size = 8;
		if (at > n || !header_read(bytes + at, n - at, &header))
			return false;
	}
	at += HEADER;
	if (n - at < block_size(&header, time_size) || header.type_count == 0 || header.leap_count > 0)
		return false;
	changes.list = calloc(header.time_count + 1, sizeof(*changes.list));
	if (!changes.list)
		return false;
	if (!block_read(bytes + at, &header, time_size, &changes))
		goto fail;
	at += block_size(&header, time_size);
	if (time_size == 8 && !footer_read(bytes + at, n - at, &changes))
		goto fail;
	*ret_changes = changes;
	return true;
fail:
	free(changes.list);
	return false;
}
