/* sweep.h - who owned each stretch of the time between arrival and release.
 *
 * The rule is the sweep of the time release method: before max(lodgement, arrival) the terminal until the
 * goods are discharged, then the trader; from there on the first that holds: an open query (trader), an open
 * hold of another agency (shared while customs works on the file too), goods called for and not presented
 * (terminal), assessed and unpaid (trader), else customs. So the owners' seconds add up to the window, which
 * charts by stage do not when steps overlap. */
#ifndef CUBE_SWEEP_H
#define CUBE_SWEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "cube/timeline.h"
#include "resolve.h"

/* Zero it before first use; the same one serves for any number of declarations. */
struct cube_sweep {
	bool has_window;                /* arrival and release are known to the hour, and lie in order */
	struct cube_stretch *stretches; /* adjacent, each with another owner than the one before */
	size_t n, cap;
	struct cube_spans work; /* scratch: document checks and examinations */
	int64_t *cuts;          /* scratch */
	size_t cuts_cap;
};

bool cube_sweep_run(
	struct cube_sweep *sweep, const struct cube_resolved *resolved); /* false when memory is out */
void cube_sweep_finish(struct cube_sweep *sweep);

#endif
