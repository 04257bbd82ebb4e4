/* records.c - see records.h. */
#include "records.h"

static unsigned bit_of(enum kpi_dim dim)
{
	switch (dim) {
	case KPI_DIM_OFFICE: return RECORD_OFFICE;
	case KPI_DIM_OFFICER: return RECORD_OFFICER;
	case KPI_DIM_IMPORTER: return RECORD_IMPORTER;
	default: return 0;
	}
}

static bool is_told(enum kpi_dim dim, unsigned has)
{
	if (dim == KPI_DIM_HOUR)
		return !(has & RECORD_NO_HOURS);
	return dim_is_time(dim) || (bit_of(dim) & has);
}

const char *records_lack(const struct evaluation *evaluation, unsigned has)
{
	for (size_t i = 0; i < evaluation->n_dims; i++) {
		if (!is_told(evaluation->dims[i].by.dim, has))
			return evaluation->dims[i].name;
	}
	for (size_t i = 0; i < evaluation->query->n_filters; i++) {
		const struct kpi_by *by = &evaluation->query->filters[i].by;

		if (!is_told(by->dim, has))
			return "declaration_id";
	}
	return NULL;
}

static uint32_t value_of(const struct record *record, const struct dim *dim)
{
	switch (dim->by.dim) {
	case KPI_DIM_OFFICE: return record->office;
	case KPI_DIM_OFFICER: return record->officer;
	case KPI_DIM_IMPORTER: return record->importer;
	default: return dim_time_key(dim, record->local, record->day_only);
	}
}

static bool passes(const struct selection *selection, const struct record *record)
{
	for (size_t i = 0; i < selection->n_filters; i++) {
		const struct cube_filter *filter = &selection->filters[i];
		uint32_t value = filter->column == CUBE_OFFICE ? record->office : filter->column == CUBE_OFFICER ? record->officer :
			record->importer;
		bool found = false;

		for (size_t k = 0; k < filter->n_codes; k++)
			found = found || filter->codes[k] == value;
		if (!found)
			return false;
	}
	for (size_t i = 0; i < selection->n_residuals; i++) {
		const struct residual *residual = &selection->residuals[i];

		if (!residual_holds(residual, dim_time_key(&residual->dim, record->local, record->day_only)))
			return false;
	}
	return true;
}

uint32_t record_group(struct task *task, const struct record *record, bool *ret_selected)
{
	const struct evaluation *evaluation = task->evaluation;
	uint32_t keys[DIMS_MAX] = {0};

	*ret_selected = passes(&evaluation->selection, record);
	if (!*ret_selected)
		return GROUPS_NONE;
	for (size_t i = 0; i < evaluation->n_dims; i++)
		keys[i] = value_of(record, &evaluation->dims[i]);
	return groups_at(task->groups, keys);
}

struct tally *record_tally(struct task *task, const struct record *record, bool *ret_selected)
{
	const struct period *period = &task->evaluation->period;
	unsigned k = record->local < 0 ? PERIOD_NONE : period_of(period, record->local);
	uint32_t group;

	*ret_selected = false;
	if (k == PERIOD_NONE)
		return NULL;
	group = record_group(task, record, ret_selected);
	if (!*ret_selected || group == GROUPS_NONE || !tallies_reserve(task))
		return NULL;
	return &task->tallies[(group * (size_t)period->n + k) * (size_t)task->slots];
}
