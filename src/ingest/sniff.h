/* sniff.h - what a file does not say: its encoding, its delimiter, where its header stands, its decimal mark, the order of
 * day and month. Guessed only where it is sure; else the sentence in err asks for the setting and shows a line. */
#ifndef INGEST_SNIFF_H
#define INGEST_SNIFF_H

#include "number.h"
#include "plan.h"
#include "profile.h"
#include "reader.h"

struct sniff {
	enum encoding encoding;
	char delimiter, newline;
	long header_line;		/* physical, from 1; the lines above it are titles */
};

/* Encoding and line ends alone; delimiter and header_line are those of a file that says nothing. `told`: what is known of the encoding;
 * `fallback`: what text is taken for that is not UTF-8, ENCODING_UNKNOWN: then it is asked for. */
bool sniff_text(struct source *source, enum encoding told, enum encoding fallback, struct sniff *ret_sniff, struct err *err);

/* Encoding, delimiter and header. Leaves the source anywhere. */
bool sniff_file(struct source *source, const struct profile *profile, struct sniff *ret_sniff, struct err *err);

/* A reader that stands before the header. */
bool sniff_reader(struct source *source, const struct sniff *sniff, struct decoder *decoder, struct reader **ret_reader,
	struct err *err);

/* Decimal mark, order of dates and the usual currency; goes through a sample of the rows, and through all of them only where dates leave
 * their order open. `pulse` is called now and then; false from it is ERR_INTERRUPTED. */
bool sniff_values(struct source *source, const struct sniff *sniff, const struct profile *profile, struct plan *plan,
	bool (*pulse)(void *context), void *context, struct number_format *ret_number, struct err *err);

#endif
