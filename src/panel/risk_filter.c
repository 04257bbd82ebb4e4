/* risk_filter.c - which declarations the filters of the scope leave, for the view Risk: the segments know every dimension, the model only
 * what it learnt from. Periods do not count here: a model is judged on what came after its last day; its ageing and fairness are told to
 * the end of the period. */
#include "risk.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "scope.h"

static bool keep(void *user, const struct cube_batch *batch)
{
	struct risk_filter *filter = user;

	for (size_t i = 0; i < batch->n; i++) {
		uint32_t id = batch->u32[CUBE_DECLARATION][batch->rows[i]];
		size_t word = id / 64;

		if (word >= filter->n_words) {
			size_t n = word * 2 + 64;
			uint64_t *bits = realloc(filter->bits, n * sizeof(*bits));

			filter->failed = !bits;
			if (!bits)
				return false;
			memset(bits + filter->n_words, 0, (n - filter->n_words) * sizeof(*bits));
			filter->bits = bits;
			filter->n_words = n;
		}
		filter->bits[word] |= (uint64_t)1 << id % 64;
	}
	return true;
}

/* Filters by time and by AEO are not columns of codes: a slice knows nothing of them. */
static bool is_column(const char *name)
{
	static const char *const others[] = { "aeo", "hour", "weekday", "day", "week", "month" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(name, others[i]) == 0)
			return false;
	return true;
}

static bool words_make(const struct panel_context *context, struct arena *arena, struct risk_filter *filter, struct err *err)
{
	const struct panel_scope *scope = context->scope;
	struct text words = TEXT_INIT;

	for (size_t i = 0; i < scope->n_filters; i++) {
		const struct panel_scope_filter *one = &scope->filters[i];

		if (!is_column(one->name)) {
			filter->passed_over = true;
			continue;
		}
		text_appendf(&words, "%s%s%s%s", words.len ? ", " : "", strcmp(one->name, "office") == 0 ? "" : one->name,
			strcmp(one->name, "office") == 0 ? "" : " ", names_value_in(context, one->name, one->value, arena));
	}
	filter->by = words.len ? arena_strdup(arena, words.data) : NULL;
	text_finish(&words);
	return !words.len || filter->by || err_memory(err);
}

static bool slice_scan(const struct panel_context *context, struct arena *arena, struct risk_filter *filter, struct err *err)
{
	static const int columns[] = { CUBE_DECLARATION };
	const struct kpi_def *def = kpi_find("channel_share");	/* of what was registered, and nothing else is asked of it */
	struct kpi_query query;
	struct cube_slice slice;

	if (!def)
		return err_set(err, ERR_NOT_BUILT, "the catalogue has no figure channel_share");
	if (!scope_query(context->scope, arena, &query, err))
		return false;
	query.from = context->scope->first_day;
	query.to = context->scope->last_day;
	if (!kpi_slice(context->env, def, &query, arena, &slice, err))
		return false;
	slice.flags_mask = slice.flags_value = CUBE_LIVE;
	return cube_scan(context->env->cube, &slice, columns, 1, keep, filter, err) && (!filter->failed || err_memory(err));
}

bool risk_filter_read(const struct panel_context *context, struct arena *arena, struct risk_filter *ret_filter, struct err *err)
{
	*ret_filter = (struct risk_filter){ 0 };
	if (context->scope->n_filters == 0)
		return true;
	if (words_make(context, arena, ret_filter, err) && (!ret_filter->by || slice_scan(context, arena, ret_filter, err)))
		return true;
	risk_filter_finish(ret_filter);
	return false;
}

bool risk_filter_holds(const void *context, int64_t declaration)
{
	const struct risk_filter *filter = context;
	size_t word = (size_t)declaration / 64;

	return declaration > 0 && word < filter->n_words && (filter->bits[word] >> (size_t)declaration % 64 & 1);
}

void risk_filter_finish(struct risk_filter *filter)
{
	free(filter->bits);
	filter->bits = NULL;
	filter->n_words = 0;
}
