/* expand.c - the files that paths stand for. A folder's files come in the order of their kinds, since a milestone is better
 * loaded after its declaration; a file whose kind cannot be told comes last and says so when it is read. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ingest/ingest.h"
#include "sniff.h"

struct found {
	const char *path;
	int order;
};

struct list {
	struct found *items;
	size_t n, cap;
};

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && strcasecmp(s + n - m, end) == 0;
}

static bool is_ours(const char *name)
{
	return name[0] != '.' && (ends_with(name, ".csv") || ends_with(name, ".csv.gz") || ends_with(name, ".tsv"));
}

static bool list_add(struct list *list, const char *path, int order)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 16;
		struct found *grown = realloc(list->items, cap * sizeof(*grown));

		if (!grown)
			return false;
		list->items = grown;
		list->cap = cap;
	}
	list->items[list->n++] = (struct found){.path = path, .order = order};
	return true;
}

/* The kind that a file's header tells; MODEL_KINDS when it does not, or cannot be read: loading it will say why. */
static int kind_order(const char *path, const struct ingest_options *options)
{
	const struct model_kind *kind = options->kind;
	struct profile *profile = NULL;
	struct source *source = NULL;
	struct reader *reader = NULL;
	struct decoder decoder;
	struct reader_row row;
	struct sniff sniff;
	struct arena arena;

	arena_init(&arena);
	if (!kind && profile_open(options->profile, &profile, NULL) && source_open(path, path, &source, NULL) &&
		sniff_file(source, profile, &sniff, NULL) && sniff_reader(source, &sniff, &decoder, &reader, NULL) &&
		reader_next(reader, &row, NULL) == 1 && !row.fault)
		plan_kind(path, row.cells, row.n, profile, &arena, &kind, NULL);
	reader_destroy(reader);
	source_close(source);
	profile_close(profile);
	arena_finish(&arena);
	return kind ? (int)kind->id : MODEL_KINDS;
}

static int by_order(const void *a, const void *b)
{
	const struct found *one = a, *two = b;

	return one->order != two->order ? one->order - two->order : strcmp(one->path, two->path);
}

static bool folder_add(struct list *list, const char *folder, const struct ingest_options *options, struct arena *arena,
	struct err *err)
{
	DIR *dir = opendir(folder);
	size_t first = list->n;
	struct dirent *entry;
	bool ok = true;

	if (!dir)
		return err_set(err, ERR_NO_INPUT, "%s: cannot be read: %s", folder, strerror(errno));
	while (ok && (entry = readdir(dir))) {
		struct stat s;
		char *path;

		if (!is_ours(entry->d_name))
			continue;
		path = arena_printf(arena, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", entry->d_name);
		if (path && stat(path, &s) == 0 && !S_ISREG(s.st_mode))
			continue;
		ok = (path && list_add(list, path, kind_order(path, options))) || err_memory(err);
	}
	closedir(dir);
	if (ok && list->n == first)
		return err_set(err, ERR_NO_INPUT, "%s: has no .csv, .csv.gz or .tsv file directly in it", folder);
	if (ok)
		qsort(list->items + first, list->n - first, sizeof(*list->items), by_order);
	return ok;
}

static bool path_add(struct list *list, const char *path, const struct ingest_options *options, struct arena *arena, struct err *err)
{
	struct stat s;

	if (strcmp(path, "-") != 0 && stat(path, &s) != 0)
		return err_set(err, ERR_NO_INPUT, "%s: %s", path, strerror(errno));
	if (strcmp(path, "-") != 0 && S_ISDIR(s.st_mode))
		return folder_add(list, path, options, arena, err);
	return list_add(list, path, 0) || err_memory(err);
}

bool ingest_expand(const char *const *paths, size_t n_paths, const struct ingest_options *options, struct arena *arena,
	const char *const **ret_files, struct err *err)
{
	struct list list = {0};
	const char **files = NULL;
	bool ok = true;

	for (size_t i = 0; ok && i < n_paths; i++)
		ok = path_add(&list, paths[i], options, arena, err);
	if (ok)
		files = arena_array(arena, list.n + 1, sizeof(*files));
	if (ok && !files)
		ok = err_memory(err);
	for (size_t i = 0; ok && i < list.n; i++)
		files[i] = list.items[i].path;
	free(list.items);
	if (ok)
		*ret_files = files;
	return ok;
}
