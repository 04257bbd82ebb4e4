/* record.h - files of the pack that grow with every declaration. */
#ifndef SIM_RECORD_H
#define SIM_RECORD_H

#include "out.h"
#include "view.h"

struct sim_later {		/* a row that comes again at the end of its file */
	struct sim_case c;
	const struct sim_room *room;
	bool amended;
};

struct sim_record {
	const struct sim_world *world;
	bool wide;
	const sim_time *horizons;	/* per post */
	struct sim_out *declarations, *milestones, *inspections, *reroutes, *permits, *seizures, *audits;
	int64_t *revenue;		/* [post][day][head]; days since origin */
	int64_t rows, n_seizures, n_audits;
	struct sim_later *later;
	size_t n_later, cap_later;
};

/* Adds its files to the pack. horizons is borrowed. */
bool sim_record_open(struct sim_record *record, struct sim_pack *pack, struct arena *arena,
	const struct sim_world *world, const sim_time *horizons, bool wide, struct err *err);
bool sim_record_put(
	struct sim_record *record, const struct sim_case *c, const struct sim_room *room, struct err *err);
void sim_record_finish(struct sim_record *record);	/* writes the rows that come again */
void sim_record_close(struct sim_record *record);

#endif
