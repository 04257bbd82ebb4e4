/* names.c - codes into words for people. */
#include "names.h"

#include "goods.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mask.h"
#include "base/time.h"
#include "model/words.h"
#include "scope.h"
#include "store/rows.h"

struct dim_word {
	const char *dim, *word;
};

static const struct dim_word dim_words[] = {
	{ "office", "post" }, { "flow", "flow" }, { "regime", "regime" }, { "mode", "transport" }, { "lane", "lane" },
	{ "lane_final", "final lane" }, { "aeo", "trusted trader" }, { "importer", "importer" }, { "broker", "broker" },
	{ "officer", "officer" }, { "origin", "origin" }, { "hs_chapter", "goods chapter" }, { "select_reason", "reason of selection" },
	{ "rule", "rule" }, { "hour", "hour" }, { "weekday", "weekday" }, { "day", "day" }, { "week", "week" }, { "month", "month" },
};

static const struct dim_word *dim_word_find(const char *dim)
{
	for (size_t i = 0; i < sizeof(dim_words) / sizeof(dim_words[0]); i++)
		if (strcmp(dim_words[i].dim, dim) == 0)
			return &dim_words[i];
	return NULL;
}

static const char *attribute_name(const char *dim)
{
	return strncmp(dim, "attribute.", 10) == 0 ? dim + 10 : dim;
}

const char *names_dim(const char *dim)
{
	const struct dim_word *word = dim_word_find(dim);

	return word ? word->word : attribute_name(dim);
}

static bool load_posts(struct store_rows *rows, struct names *names, struct err *err)
{
	struct name_of_post *posts = NULL;
	size_t cap = 0, n = 0;
	int got;

	while ((got = store_rows_next(rows, err)) == 1) {
		if (n == cap) {
			struct name_of_post *more = arena_array(&names->arena, cap = cap ? cap * 2 : 32, sizeof(*more));

			if (!more)
				return err_memory(err);
			if (n)
				memcpy(more, posts, n * sizeof(*posts));
			posts = more;
		}
		posts[n].code = arena_strdup(&names->arena, store_rows_text(rows, 0));
		posts[n].name = store_rows_is_null(rows, 1) ? posts[n].code : arena_strdup(&names->arena, store_rows_text(rows, 1));
		if (!posts[n].code || !posts[n].name)
			return err_memory(err);
		n++;
	}
	names->posts = posts;
	names->n_posts = n;
	return got == 0;
}

static bool load_columns(struct store_rows *rows, struct names *names, struct err *err)
{
	size_t cap = 0;
	int got;

	while ((got = store_rows_next(rows, err)) == 1) {
		if (names->n_columns == cap) {
			const char **more = arena_array(&names->arena, cap = cap ? cap * 2 : 128, sizeof(*more));

			if (!more)
				return err_memory(err);
			if (names->n_columns)
				memcpy(more, names->columns, names->n_columns * sizeof(*more));
			names->columns = more;
		}
		names->columns[names->n_columns] = arena_printf(&names->arena, "%s.%s", store_rows_text(rows, 0),
			store_rows_text(rows, 1));
		if (!names->columns[names->n_columns++])
			return err_memory(err);
	}
	return got == 0;
}

bool names_load(struct store *store, struct names *names, struct err *err)
{
	struct store_rows *posts = NULL, *columns = NULL;
	bool ok;

	names_finish(names);
	ok = store_rows_open(store, "panel_posts", &posts, err) && load_posts(posts, names, err) &&
	     store_rows_open(store, "panel_presence", &columns, err) && load_columns(columns, names, err);
	store_rows_close(posts);
	store_rows_close(columns);
	return ok;
}

bool names_has(const struct names *names, const char *kind, const char *column)
{
	size_t n = strlen(kind);

	for (size_t i = 0; names && i < names->n_columns; i++)
		if (strncmp(names->columns[i], kind, n) == 0 && names->columns[i][n] == '.' &&
		    strcmp(names->columns[i] + n + 1, column) == 0)
			return true;
	return false;
}

void names_finish(struct names *names)
{
	arena_finish(&names->arena);
	names->posts = NULL;
	names->columns = NULL;
	names->n_posts = names->n_columns = 0;
}

void names_pseudonym(const char *what, const char *code, struct text *out)
{
	char pseudonym[MASK_PSEUDONYM];

	text_appendf(out, "%s %s", what, mask_pseudonym(code, pseudonym));
}

static const char *post_name(const struct names *names, const char *code)
{
	for (size_t i = 0; names && i < names->n_posts; i++)
		if (strcmp(names->posts[i].code, code) == 0)
			return names->posts[i].name;
	return code;
}

const char *names_post_code(const struct names *names, const char *said)
{
	for (size_t i = 0; i < names->n_posts; i++)
		if (strcasecmp(names->posts[i].code, said) == 0 || strcasecmp(names->posts[i].name, said) == 0)
			return names->posts[i].code;
	return NULL;
}

/* A number alone is no name. */
static void append_post(const struct names *names, const char *code, struct text *out)
{
	const char *name = post_name(names, code);

	if (strcmp(name, code) == 0 && code[strspn(code, "0123456789")] == '\0')
		text_append(out, "post ");
	text_append(out, name);
}

static const char *mode_name(const char *value)
{
	const char *word = model_mode_word(value);

	return word ? word : value;
}

void names_value(const struct panel_context *context, const char *dim, const char *value, struct text *out)
{
	int32_t day;

	if (value[0] == '\0')
		text_append(out, "not recorded");
	else if (context->mask_names && mask_is_personal(dim))
		names_pseudonym(names_dim(dim), value, out);
	else if (strcmp(dim, "office") == 0)
		append_post(context->names, value, out);
	else if (strcmp(dim, "mode") == 0)
		text_append(out, mode_name(value));
	else if (strcmp(dim, "hs_chapter") == 0)
		text_appendf(out, "HS %s%s%s", value, goods_chapter(value) ? " " : "", goods_chapter(value) ? goods_chapter(value) : "");
	else if (strcmp(dim, "day") == 0 && time_day_parse(value, &day))
		scope_day_text(day, true, out);
	else if (strcmp(dim, "aeo") == 0)
		text_append(out, value[0] == '1' ? "trusted (AEO)" : "not trusted");
	else
		text_append(out, value);
}

const char *names_value_in(const struct panel_context *context, const char *dim, const char *value, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *copy;

	names_value(context, dim, value, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}

const char *names_person(const struct panel_context *context, const char *name, struct arena *arena)
{
	struct text text = TEXT_INIT;
	const char *copy;

	if (!name || !name[0] || !context->on_stage)
		return name ? name : "";
	names_pseudonym("person", name, &text);
	copy = arena_strdup(arena, text.data);
	text_finish(&text);
	return copy ? copy : "";
}
