/* records.h - the groups that records beside the declarations stand in: they have a place, a person and a time, and nothing else. */
#ifndef KPI_RECORDS_H
#define KPI_RECORDS_H

#include "task.h"

struct record {
	uint32_t office, officer, importer;	/* codes; 0: not recorded */
	int64_t local;				/* seconds since 2000-01-01 */
	bool day_only;
};

/* What a record can be told by, beside times: bits. */
enum { RECORD_OFFICE = 1, RECORD_OFFICER = 2, RECORD_IMPORTER = 4, RECORD_NO_HOURS = 8 };

/* NULL where the question can be answered, else the dimension that such records do not have. */
const char *records_lack(const struct evaluation *evaluation, unsigned has);
/* The group of a record under the query's dimensions; GROUPS_NONE when memory is out. *ret_selected is false when the filters leave
 * it out. */
uint32_t record_group(struct task *task, const struct record *record, bool *ret_selected);
/* The tally of a record that stands in a period; NULL where it stands in none (*ret_selected false), or memory is out. */
struct tally *record_tally(struct task *task, const struct record *record, bool *ret_selected);

#endif
