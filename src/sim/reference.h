/* reference.h - the files of a pack that are written once: what the country is, and what its books say at the
 * end. */
#ifndef SIM_REFERENCE_H
#define SIM_REFERENCE_H

#include "record.h"

bool sim_write_posts(const struct sim_world *world, struct sim_pack *pack, struct err *err);
bool sim_write_officers(const struct sim_world *world, struct sim_pack *pack, struct err *err);
bool sim_write_traders(const struct sim_world *world, struct sim_pack *pack, struct err *err);
bool sim_write_calendar(const struct sim_world *world, struct sim_pack *pack, struct err *err);
bool sim_write_initiatives(const struct sim_world *world, struct sim_pack *pack, struct err *err);

/* These look at what was recorded, so they come last. */
bool sim_write_revenue(const struct sim_record *record, struct sim_pack *pack, struct err *err);
bool sim_write_targets(const struct sim_record *record, struct sim_pack *pack, struct err *err);
bool sim_write_arrears(const struct sim_world *world, struct sim_pack *pack, struct err *err);
bool sim_write_attendance(
	const struct sim_record *record, struct sim_pack *pack, struct arena *arena, struct err *err);
void sim_write_patrols(struct sim_record *record);	/* seizures away from the counter */

#endif
