/* out.h - CSV files that appear whole or not at all.
 *
 * A pack is a set of files in one folder. Each is written under a temporary name; sim_pack_commit() syncs
 * them all and then renames them. Cells are put one after the other, a comma before each but the first;
 * numbers and times have their own formatting, since a million rows pass here. Write errors are kept and told
 * at the end. */
#ifndef SIM_OUT_H
#define SIM_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

#define SIM_PACK_FILES 24
#define SIM_OUT_DAYS 128

struct sim_out {
	const char *path, *temporary;
	int fd;
	int error;		/* errno of the first failed write */
	size_t len;
	struct {		/* the last spelling of days that fall into a slot */
		int32_t day;
		char text[10];
	} days[SIM_OUT_DAYS];
	bool in_row;
	bool seconds;		/* stamps carry them; else they end with the minute */
	char buffer[1 << 16];
};

struct sim_pack {
	struct arena *arena;
	const char *folder;
	bool seconds;
	struct sim_out *files[SIM_PACK_FILES];
	int n_files;
};

/* Makes the folder (and its parents) where it is missing. */
bool sim_pack_open(
	struct sim_pack *pack, struct arena *arena, const char *folder, bool seconds, struct err *err);
/* A new file; borrowed until the pack is committed or abandoned. header, when given, is its first line. */
bool sim_pack_add(struct sim_pack *pack, const char *name, const char *header, struct sim_out **ret_out,
	struct err *err);
bool sim_pack_commit(struct sim_pack *pack, struct err *err);
void sim_pack_abandon(struct sim_pack *pack);	/* removes what was not committed; harmless afterwards */

void sim_out_text(struct sim_out *out, const char *s);		/* quoted where it must be */
void sim_out_word(struct sim_out *out, const char *s);		/* short, and known to need no quotes */
void sim_out_int(struct sim_out *out, int64_t value);
void sim_out_decimal(struct sim_out *out, int64_t value, int decimals);	/* value in units of 10^-decimals */
void sim_out_stamp(struct sim_out *out, int64_t seconds);	/* 2026-11-22T08:15, or T08:15:00 */
void sim_out_day(struct sim_out *out, int32_t day);
void sim_out_empty(struct sim_out *out);
void sim_out_id(struct sim_out *out, const char *prefix, int64_t number, int digits);
void sim_out_end(struct sim_out *out);				/* ends the row */
void sim_out_raw(struct sim_out *out, const char *s, size_t n);

#endif
