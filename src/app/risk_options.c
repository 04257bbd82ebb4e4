/* risk_options.c - options that several verbs of `tidewaiter risk` share. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "risk.h"
#include "store/rows.h"

bool risk_day(const struct args *args, const char *name, int32_t *day, struct err *err)
{
	const char *text = args_get(args, name);

	if (text && !time_day_parse(text, day))
		return err_set(err, ERR_USAGE, "--%s takes a date such as 2026-11-01, not '%s'", name, text);
	return true;
}

bool risk_seed(const struct args *args, uint64_t *seed, struct err *err)
{
	int64_t value = (int64_t)*seed;

	if (!args_int(args, "seed", 0, INT64_MAX, &value, err))
		return false;
	*seed = (uint64_t)value;
	return true;
}

static bool share_read(const char *text, double *ret_share)
{
	char *end;

	errno = 0;
	*ret_share = strtod(text, &end);
	if (end == text || errno)
		return false;
	if (*end == '%') {
		*ret_share /= 100;
		end++;
	}
	return *end == '\0' && *ret_share > 0 && *ret_share <= 1;
}

bool risk_shares(const struct args *args, const char *name, const char *otherwise, struct arena *arena, const double **ret_shares,
	size_t *ret_n, struct err *err)
{
	const char *text = args_get(args, name) ? args_get(args, name) : otherwise;
	char *copy = arena_strdup(arena, text), *rest;
	double *shares = arena_array(arena, strlen(text) + 1, sizeof(*shares));
	size_t n = 0;

	if (!copy || !shares)
		return err_memory(err);
	for (char *part = strtok_r(copy, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
		if (!share_read(part, &shares[n++]))
			return err_set(err, ERR_USAGE, "--%s takes shares of the declarations such as 1%%,5%%,10%%, not '%s'", name, part);
	}
	if (n == 0)
		return err_set(err, ERR_USAGE, "--%s takes shares of the declarations such as 1%%,5%%,10%%", name);
	*ret_shares = shares;
	*ret_n = n;
	return true;
}

bool risk_share(const struct args *args, const char *name, double otherwise, struct arena *arena, double *ret_share, struct err *err)
{
	const double *shares;
	size_t n;

	*ret_share = otherwise;
	if (!args_get(args, name))
		return true;
	if (strcmp(args_get(args, name), "0") == 0 || strcmp(args_get(args, name), "0%") == 0) {
		*ret_share = 0;
		return true;
	}
	if (!risk_shares(args, name, NULL, arena, &shares, &n, err))
		return false;
	*ret_share = shares[0];
	return n == 1 || err_set(err, ERR_USAGE, "--%s takes one share here such as 5%%", name);
}

bool risk_format(const struct args *args, const char *const *formats, const char **ret_format, struct err *err)
{
	const char *format = args_get(args, "format");
	struct text known = TEXT_INIT;

	*ret_format = formats[0];
	if (!format)
		return true;
	for (const char *const *f = formats; *f; f++) {
		if (strcmp(*f, format) == 0) {
			*ret_format = *f;
			return true;
		}
	}
	for (const char *const *f = formats; *f; f++)
		text_appendf(&known, "%s%s", f == formats ? "" : f[1] ? ", " : " or ", *f);
	err_set(err, ERR_USAGE, "--format takes %s here, not '%s'", known.data, format);
	text_finish(&known);
	return false;
}

bool risk_rule(const struct args *args, enum risk_rank_rule *rule, struct err *err)
{
	const char *name = args_get(args, "rank");
	int found = name ? risk_rank_rule_find(name) : (int)*rule;

	if (found < 0)
		return err_set(err, ERR_USAGE, "--rank takes p, p-log-stake or p-stake, not '%s'", name);
	*rule = (enum risk_rank_rule)found;
	return true;
}

const char *risk_who(const struct args *args)
{
	const char *who = args_get(args, "by");

	if (!who || !*who)
		who = getenv("LOGNAME");
	if (!who || !*who)
		who = getenv("USER");
	return who && *who ? who : "unknown";
}

bool risk_span(struct store *store, int32_t *ret_first, int32_t *ret_last, struct err *err)
{
	struct store_rows *rows = NULL;
	bool found;
	int got;

	if (!store_rows_open(store, "risk_span", &rows, err))
		return false;
	got = store_rows_next(rows, err);
	found = got == 1 && !store_rows_is_null(rows, 0);
	if (found) {
		*ret_first = (int32_t)store_rows_int(rows, 0);
		*ret_last = (int32_t)store_rows_int(rows, 1);
	} else if (got >= 0) {
		err_set(err, ERR_NO_INPUT, "there are no declarations yet: load some first");
	}
	store_rows_close(rows);
	return found;
}

bool risk_model_named(struct risk_call *call, struct risk_model **ret_model, struct err *err)
{
	int64_t version = 0;

	return args_int(call->args, "model", 1, INT64_MAX, &version, err) &&
	       risk_model_open(call->session.store, version, ret_model, err);
}
