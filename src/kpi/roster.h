/* roster.h - who was at work: attendance by officer and day. */
#ifndef KPI_ROSTER_H
#define KPI_ROSTER_H

#include <stdint.h>

#include "base/err.h"
#include "groups.h"
#include "store/store.h"

struct shift {
	uint32_t officer, office;
	uint32_t pool;			/* of duty; that of the officer's post where none is recorded. Told apart by the highest bit */
	int32_t day;
	double hours;
	char role;			/* a assessor, e examiner, s supervisor, n analyst; 0 not recorded */
};

struct roster {
	struct shift *shifts;		/* with hours above zero */
	size_t n, cap;
	struct groups present;		/* officer, day */
	struct groups known;		/* officers with any shift */
};

enum roster_word { ROSTER_UNKNOWN, ROSTER_PRESENT, ROSTER_ABSENT };

/* Of the days from..to. */
bool roster_load(struct store *store, int32_t from, int32_t to, struct roster **ret_roster, struct err *err);
void roster_destroy(struct roster *roster);	/* accepts NULL */
/* Of an officer at a local time; unknown without a roster, and of officers who have no shift in it. */
enum roster_word roster_ask(const struct roster *roster, uint32_t officer, uint32_t at);

#endif
