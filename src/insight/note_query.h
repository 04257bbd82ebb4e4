/* note_query.h - the place of a note as a question to the KPIs. */
#ifndef INSIGHT_NOTE_QUERY_H
#define INSIGHT_NOTE_QUERY_H

#include "kpi/kpi.h"
#include "notes/notes.h"

/* Its filters, without days; all in the arena. ret_known false: it names a dimension that there is not here, which another version wrote. */
bool note_query(const struct note_about *about, struct arena *arena, struct kpi_query *ret_query, bool *ret_known, struct err *err);
/* The office among its filters; NULL: none, or other filters as well. */
const char *note_office(const struct note_about *about);

#endif
