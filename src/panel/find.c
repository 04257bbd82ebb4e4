/* find.c - the search behind `/`. Every word typed must stand somewhere in the name; names that begin with what was typed come
 * first. Declarations and traders come from the database by the beginning of their code, through an index. */
#include "find.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/width.h"
#include "store/rows.h"

enum { KPIS_MAX = 30, DECLARATIONS_MAX = 12, TRADERS_MAX = 12, LEAST_LETTERS = 2 };

static bool begins(const char *text, const char *with)
{
	return strncasecmp(text, with, strlen(with)) == 0;
}

/* Each word of `wanted` begins a word of `text`. */
static bool has_words(const char *text, const char *wanted)
{
	char word[PROMPT_TEXT];

	while (*wanted) {
		size_t n = strcspn(wanted, " ");
		const char *at = text;
		bool found = n == 0;

		snprintf(word, sizeof(word), "%.*s", (int)n, wanted);
		while (!found && *at) {
			found = begins(at, word) && (at == text || !isalnum((unsigned char)at[-1]));
			at++;
		}
		if (!found)
			return false;
		wanted += n + strspn(wanted + n, " ");
	}
	return true;
}

static void add(struct prompt *prompt, enum find_what what, const char *text, const char *note, const char *value)
{
	struct prompt_choice *choice = prompt_add(prompt, what, text, note);

	if (choice)
		snprintf(choice->value, sizeof(choice->value), "%s", value);
}

static void add_views(struct prompt *prompt, const char *wanted)
{
	size_t n;
	const struct panel_ops *const *views = panel_views(&n);

	for (size_t i = 0; i < n; i++)
		if (begins(views[i]->title, wanted))
			add(prompt, FIND_VIEW, views[i]->title, "view", views[i]->name);
}

static void add_kpis(struct prompt *prompt, const char *wanted, bool beginning)
{
	size_t n = 0;

	for (size_t i = 0; i < kpi_count() && n < KPIS_MAX; i++) {
		const struct kpi_def *def = kpi_at(i);
		bool first = begins(def->title, wanted) || begins(def->short_title, wanted) || begins(def->id, wanted);

		if (first != beginning || (!first && !has_words(def->title, wanted) && !has_words(def->short_title, wanted) &&
		    !has_words(def->id, wanted) && !has_words(def->question, wanted)))
			continue;
		add(prompt, FIND_KPI, def->title, def->question, def->id);
		n++;
	}
}

static void add_posts(const struct panel_context *context, struct prompt *prompt, const char *wanted)
{
	for (size_t i = 0; i < context->names->n_posts; i++) {
		const struct name_of_post *post = &context->names->posts[i];

		if (has_words(post->name, wanted) || begins(post->code, wanted)) {
			char note[100];

			snprintf(note, sizeof(note), "post %.80s", post->code);
			add(prompt, FIND_POST, post->name, note, post->code);
		}
	}
}

/* The first string that does not begin with s, in the order of bytes. */
static void after(const char *s, char *out, size_t size)
{
	size_t n = (size_t)snprintf(out, size, "%s", s);

	n = n < size ? n : size - 1;
	while (n > 0 && (unsigned char)out[n - 1] == 0xff)
		n--;
	if (n > 0)
		out[n - 1]++;
	out[n] = '\0';
}

static void bind_range(struct store_rows *rows, const char *wanted, char *end, size_t size)
{
	after(wanted, end, size);
	store_rows_bind_text(rows, 1, wanted);
	store_rows_bind_text(rows, 2, end);
}

static void add_declarations(const struct panel_context *context, struct prompt *prompt, const char *wanted)
{
	struct store_rows *rows = NULL;
	int n = 0;
	char end[PROMPT_TEXT];

	if (!store_rows_open(context->env->store, "panel_find_declarations", &rows, NULL))
		return;
	bind_range(rows, wanted, end, sizeof(end));
	store_rows_bind_int(rows, 3, DECLARATIONS_MAX);
	for (; store_rows_next(rows, NULL) == 1; n++) {
		struct text note = TEXT_INIT;
		struct prompt_choice *choice;

		text_append(&note, "declaration, ");
		names_value(context, "office", store_rows_text(rows, 2), &note);
		choice = prompt_add(prompt, FIND_DECLARATION, store_rows_text(rows, 1), note.data);
		if (choice)
			choice->number = store_rows_int(rows, 0);
		text_finish(&note);
	}
	prompt->more |= n == DECLARATIONS_MAX;
	store_rows_close(rows);
}

/* A trader may be both; the file of traders tells which, if there is one. */
static void add_trader(const struct panel_context *context, struct prompt *prompt, const struct store_rows *rows)
{
	const char *code = store_rows_text(rows, 0), *name = store_rows_text(rows, 1), *role = store_rows_text(rows, 2);
	static const struct {
		const char *dim, *role;
		enum find_what what;
	} sides[] = { { "importer", "broker", FIND_IMPORTER }, { "broker", "importer", FIND_BROKER } };

	for (size_t i = 0; i < 2; i++) {
		struct text text = TEXT_INIT;

		if (role && strcmp(role, sides[i].role) == 0)
			continue;
		names_value(context, sides[i].dim, code, &text);
		if (name && !context->mask_names)
			text_appendf(&text, " %s", name);
		add(prompt, sides[i].what, text.data, sides[i].dim, code);
		text_finish(&text);
	}
}

static void add_traders(const struct panel_context *context, struct prompt *prompt, const char *wanted)
{
	struct store_rows *rows = NULL;
	char end[PROMPT_TEXT];
	int n = 0;

	if (!store_rows_open(context->env->store, "panel_find_traders", &rows, NULL))
		return;
	bind_range(rows, wanted, end, sizeof(end));
	if (context->mask_names)
		store_rows_bind_text(rows, 3, NULL);
	else
		store_rows_bind_text(rows, 3, strlen(wanted) > LEAST_LETTERS ? wanted : NULL);
	store_rows_bind_int(rows, 4, TRADERS_MAX);
	for (; store_rows_next(rows, NULL) == 1; n++)
		if (!context->mask_names || strcmp(store_rows_text(rows, 0), wanted) == 0)
			add_trader(context, prompt, rows);
	prompt->more |= n == TRADERS_MAX && !context->mask_names;
	store_rows_close(rows);
}

void find_fill(const struct panel_context *context, struct prompt *prompt)
{
	const char *wanted = prompt->text + strspn(prompt->text, " ");

	prompt_clear_choices(prompt);
	prompt->picks = true;
	prompt->noun = "found";
	if (!*wanted) {
		snprintf(prompt->hint, sizeof(prompt->hint), "a figure, a post, a trader's code, a declaration's number, a view: a few letters will do");
		return;
	}
	add_views(prompt, wanted);
	add_posts(context, prompt, wanted);
	add_kpis(prompt, wanted, true);
	if (strlen(wanted) >= LEAST_LETTERS) {
		add_kpis(prompt, wanted, false);
		add_declarations(context, prompt, wanted);
		add_traders(context, prompt, wanted);
	}
	if (prompt->n_choices == 0)
		snprintf(prompt->hint, sizeof(prompt->hint), "nothing is called so%s", context->mask_names ?
			"; traders are found by their whole code while names are masked (m)" : "");
}
