/* encoding.c - the encodings that exports come in, from an allow-list with tables of our own.
 *
 * No iconv: a name from a user's file never reaches a loader of modules, and the tables are the same on every machine. UTF-8
 * passes through untouched; it is judged row by row, not here. */
#include "encoding.h"

#include <string.h>
#include <strings.h>

#include "base/width.h"

enum { RAW_CHUNK = 1 << 15, WIDEST = 4 };

/* 0x80 to 0x9f; above, it is the same as ISO-8859-1. 0: not in the encoding. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0x0000, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
	0x0152, 0x0000, 0x017d, 0x0000, 0x0000, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x0000, 0x017e, 0x0178,
};

static const uint16_t windows_1256[128] = {
	0x20ac, 0x067e, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0679, 0x2039,
	0x0152, 0x0686, 0x0698, 0x0688, 0x06af, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x06a9, 0x2122, 0x0691, 0x203a, 0x0153, 0x200c, 0x200d, 0x06ba, 0x00a0, 0x060c, 0x00a2, 0x00a3,
	0x00a4, 0x00a5, 0x00a6, 0x00a7, 0x00a8, 0x00a9, 0x06be, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x00af,
	0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5, 0x00b6, 0x00b7, 0x00b8, 0x00b9, 0x061b, 0x00bb,
	0x00bc, 0x00bd, 0x00be, 0x061f, 0x06c1, 0x0621, 0x0622, 0x0623, 0x0624, 0x0625, 0x0626, 0x0627,
	0x0628, 0x0629, 0x062a, 0x062b, 0x062c, 0x062d, 0x062e, 0x062f, 0x0630, 0x0631, 0x0632, 0x0633,
	0x0634, 0x0635, 0x0636, 0x00d7, 0x0637, 0x0638, 0x0639, 0x063a, 0x0640, 0x0641, 0x0642, 0x0643,
	0x00e0, 0x0644, 0x00e2, 0x0645, 0x0646, 0x0647, 0x0648, 0x00e7, 0x00e8, 0x00e9, 0x00ea, 0x00eb,
	0x0649, 0x064a, 0x00ee, 0x00ef, 0x064b, 0x064c, 0x064d, 0x064e, 0x00f4, 0x064f, 0x0650, 0x00f7,
	0x0651, 0x00f9, 0x0652, 0x00fb, 0x00fc, 0x200e, 0x200f, 0x06d2,
};

static const struct {
	const char *name;
	enum encoding encoding;
} names[] = {
	{"UTF-8", ENCODING_UTF8}, {"utf8", ENCODING_UTF8},
	{"UTF-16LE", ENCODING_UTF16LE}, {"utf16le", ENCODING_UTF16LE}, {"utf-16", ENCODING_UTF16LE},
	{"UTF-16BE", ENCODING_UTF16BE}, {"utf16be", ENCODING_UTF16BE},
	{"windows-1252", ENCODING_WINDOWS_1252}, {"cp1252", ENCODING_WINDOWS_1252}, {"ansi", ENCODING_WINDOWS_1252},
	{"ISO-8859-1", ENCODING_LATIN1}, {"latin1", ENCODING_LATIN1}, {"latin-1", ENCODING_LATIN1},
	{"windows-1256", ENCODING_WINDOWS_1256}, {"cp1256", ENCODING_WINDOWS_1256},
};

enum encoding encoding_find(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(names[i].name, name) == 0)
			return names[i].encoding;
	return ENCODING_UNKNOWN;
}

enum encoding encoding_of_mark(const char *s, size_t n, size_t *ret_len)
{
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		*ret_len = 3;
		return ENCODING_UTF8;
	}
	*ret_len = 2;
	if (n >= 2 && memcmp(s, "\xff\xfe", 2) == 0)
		return ENCODING_UTF16LE;
	if (n >= 2 && memcmp(s, "\xfe\xff", 2) == 0)
		return ENCODING_UTF16BE;
	*ret_len = 0;
	return ENCODING_UNKNOWN;
}

void decoder_init(struct decoder *decoder, struct source *source, enum encoding encoding)
{
	*decoder = (struct decoder){.source = source, .encoding = encoding};
}

/* At least the longest mark, where the file has as much: a short read must not split it. */
static long read_first(struct decoder *decoder, char *raw, size_t n, struct err *err)
{
	size_t have = 0, mark;

	while (have < 3) {
		long got = source_read(decoder->source, raw + have, n - have, err);

		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	decoder->started = true;
	if (encoding_of_mark(raw, have, &mark) != decoder->encoding)
		mark = 0;
	memmove(raw, raw + mark, have - mark);
	/* A file that is nothing but a mark: the next read tells the end. */
	return have == mark && have > 0 ? source_read(decoder->source, raw, n, err) : (long)(have - mark);
}

static long read_raw(struct decoder *decoder, char *raw, size_t n, struct err *err)
{
	return decoder->started ? source_read(decoder->source, raw, n, err) : read_first(decoder, raw, n, err);
}

static uint32_t code_of(enum encoding encoding, unsigned char byte)
{
	if (byte < 0x80)
		return byte;
	if (encoding == ENCODING_WINDOWS_1256)
		return windows_1256[byte - 0x80];
	if (encoding == ENCODING_WINDOWS_1252 && byte < 0xa0)
		return windows_1252[byte - 0x80];
	return byte;
}

static size_t put_code(char *out, uint32_t code)
{
	if (code < 0x80) {
		*out = (char)code;
		return 1;
	}
	return width_encode(code, out);
}

size_t encoding_preview(enum encoding encoding, const char *s, size_t n, char *out, size_t cap)
{
	size_t len = 0;

	for (size_t i = 0; i < n && len + WIDEST < cap; i++) {
		uint32_t code = code_of(encoding, (unsigned char)s[i]);

		len += put_code(out + len, code ? code : 0xfffd);
	}
	return len;
}

static long read_bytes(struct decoder *decoder, char *buffer, size_t n, struct err *err)
{
	char raw[RAW_CHUNK];
	size_t room = n / WIDEST < sizeof(raw) ? n / WIDEST : sizeof(raw), len = 0;
	long got = read_raw(decoder, raw, room, err);

	for (long i = 0; i < got; i++) {
		unsigned char byte = (unsigned char)raw[i];
		uint32_t code = code_of(decoder->encoding, byte);

		if (code == 0 && byte != 0)
			buffer[len++] = '\xff';
		else
			len += put_code(buffer + len, code);
	}
	return got <= 0 ? got : (long)len;
}

static uint32_t unit_at(const struct decoder *decoder, const unsigned char *raw)
{
	return decoder->encoding == ENCODING_UTF16LE ? (uint32_t)(raw[0] | raw[1] << 8) : (uint32_t)(raw[0] << 8 | raw[1]);
}

/* Decodes what is whole of raw[0..n); the rest stays for the next call. */
static size_t decode_units(struct decoder *decoder, const unsigned char *raw, size_t n, bool is_end, char *out)
{
	size_t i = 0, len = 0;

	while (i + 2 <= n) {
		uint32_t unit = unit_at(decoder, raw + i), low;

		if (unit >= 0xd800 && unit < 0xdc00) {
			if (i + 4 > n && !is_end)
				break;
			low = i + 4 <= n ? unit_at(decoder, raw + i + 2) : 0;
			if (low >= 0xdc00 && low < 0xe000) {
				len += put_code(out + len, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
				i += 4;
				continue;
			}
		}
		if (unit >= 0xd800 && unit < 0xe000)
			out[len++] = '\xff';
		else
			len += put_code(out + len, unit);
		i += 2;
	}
	decoder->n_kept = n - i;
	memcpy(decoder->kept, raw + i, n - i);
	return len;
}

static long read_utf16(struct decoder *decoder, char *buffer, size_t n, struct err *err)
{
	unsigned char raw[RAW_CHUNK + sizeof(decoder->kept)];
	size_t room = n / WIDEST < RAW_CHUNK ? n / WIDEST : RAW_CHUNK, kept, len = 0;
	long got;

	do {
		kept = decoder->n_kept;
		memcpy(raw, decoder->kept, kept);
		got = read_raw(decoder, (char *)raw + kept, room, err);
		if (got < 0)
			return -1;
		len = decode_units(decoder, raw, kept + (size_t)got, got == 0, buffer);
		if (got == 0 && decoder->n_kept > 0) {	/* half a unit: the file was cut */
			buffer[len++] = '\xff';
			decoder->n_kept = 0;
		}
	} while (len == 0 && got > 0);
	return (long)len;
}

long decoder_read(struct decoder *decoder, char *buffer, size_t n, struct err *err)
{
	switch (decoder->encoding) {
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		return read_utf16(decoder, buffer, n, err);
	case ENCODING_WINDOWS_1252:
	case ENCODING_LATIN1:
	case ENCODING_WINDOWS_1256:
		return read_bytes(decoder, buffer, n, err);
	default:
		return read_raw(decoder, buffer, n, err);
	}
}
