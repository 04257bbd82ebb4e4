/* data.c - see data.h. */
#include "data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"

static const char *const code_names[RISK_CODES] = {
	[RISK_OFFICE] = "office",
	[RISK_FLOW] = "flow",
	[RISK_REGIME] = "regime",
	[RISK_MODE] = "mode",
	[RISK_IMPORTER] = "importer",
	[RISK_BROKER] = "broker",
	[RISK_SELLER] = "seller",
	[RISK_ORIGIN] = "origin",
	[RISK_DEPARTURE] = "departure",
	[RISK_HS] = "hs",
	[RISK_TAX_TYPE] = "tax_type",
};

static const char *const number_names[RISK_NUMBERS] = {
	[RISK_MASS] = "mass",
	[RISK_VALUE] = "value",
	[RISK_RATE] = "rate",
	[RISK_ITEMS] = "items",
	[RISK_AEO] = "aeo",
	[RISK_PAPER] = "paper",
	[RISK_ASSESSED] = "assessed",
};

static const char **names_join(struct arena *arena, const char *const *own, int n_own, const char *const *more, int n_more)
{
	const char **names = arena_array(arena, (size_t)(n_own + n_more), sizeof(*names));

	if (!names)
		return NULL;
	memcpy(names, own, (size_t)n_own * sizeof(*names));
	for (int i = 0; i < n_more; i++) {
		names[n_own + i] = arena_strdup(arena, more[i]);
		if (!names[n_own + i])
			return NULL;
	}
	return names;
}

bool risk_data_init(struct risk_data *data, const char *const *attributes, int n_attributes, const char *const *measures,
	int n_measures)
{
	*data = (struct risk_data){.n_codes = RISK_CODES + n_attributes, .n_numbers = RISK_NUMBERS + n_measures};
	arena_init(&data->arena);
	data->code_names = names_join(&data->arena, code_names, RISK_CODES, attributes, n_attributes);
	data->number_names = names_join(&data->arena, number_names, RISK_NUMBERS, measures, n_measures);
	data->words = arena_alloc(&data->arena, sizeof(*data->words));
	return data->code_names && data->number_names && data->words;
}

void risk_data_finish(struct risk_data *data)
{
	free(data->rows);
	free(data->codes);
	free(data->numbers);
	if (data->words)
		free(data->words->hashes);
	arena_finish(&data->arena);
	*data = (struct risk_data){0};
}

struct risk_data risk_data_slice(const struct risk_data *data, size_t first, size_t end)
{
	struct risk_data slice = *data;

	slice.rows += first;
	slice.codes += first * (size_t)data->n_codes;
	slice.numbers += first * (size_t)data->n_numbers;
	slice.n = slice.cap = end - first;
	return slice;
}

static bool grow(void **block, size_t n, size_t size)
{
	size_t bytes;
	void *grown;

	if (__builtin_mul_overflow(n, size, &bytes))
		return false;
	grown = realloc(*block, bytes ? bytes : 1);
	if (grown)
		*block = grown;
	return grown != NULL;
}

static bool reserve(struct risk_data *data)
{
	size_t cap = data->cap ? data->cap * 2 : 1024;

	if (data->n < data->cap)
		return true;
	if (!grow((void **)&data->rows, cap, sizeof(*data->rows)) ||
		!grow((void **)&data->codes, cap, (size_t)data->n_codes * sizeof(*data->codes)) ||
		!grow((void **)&data->numbers, cap, (size_t)data->n_numbers * sizeof(*data->numbers)))
		return false;
	data->cap = cap;
	return true;
}

struct risk_row *risk_data_add(struct risk_data *data)
{
	struct risk_row *row;
	double *numbers;

	if (!reserve(data))
		return NULL;
	row = &data->rows[data->n];
	*row = (struct risk_row){.name = "", .label = RISK_UNJUDGED, .recovered = NAN, .stake = NAN, .score = NAN};
	memset(risk_data_codes(data, data->n), 0, (size_t)data->n_codes * sizeof(*data->codes));
	numbers = risk_data_numbers(data, data->n);
	for (int i = 0; i < data->n_numbers; i++)
		numbers[i] = NAN;
	data->n++;
	return row;
}

void risk_data_cut(struct risk_data *data, size_t n)
{
	if (n < data->n)
		data->n = n;
}

void risk_data_move(struct risk_data *data, size_t to, size_t from)
{
	data->rows[to] = data->rows[from];
	memcpy(risk_data_codes(data, to), risk_data_codes(data, from), (size_t)data->n_codes * sizeof(*data->codes));
	memcpy(risk_data_numbers(data, to), risk_data_numbers(data, from), (size_t)data->n_numbers * sizeof(*data->numbers));
}

struct place {
	struct risk_row row;
	size_t from;
};

static int by_day(const void *a, const void *b)
{
	const struct risk_row *x = &((const struct place *)a)->row, *y = &((const struct place *)b)->row;
	int order = (x->day > y->day) - (x->day < y->day);

	return order ? order : strcmp(x->name, y->name);
}

static int by_id(const void *a, const void *b)
{
	const struct risk_row *x = &((const struct place *)a)->row, *y = &((const struct place *)b)->row;

	return (x->id > y->id) - (x->id < y->id);
}

/* Moves rows of `size` bytes into the order of the places. */
static bool reorder(void **block, size_t size, const struct place *places, size_t n, size_t cap)
{
	unsigned char *old = *block, *new = malloc(cap * size + 1);

	if (!new)
		return false;
	for (size_t i = 0; i < n; i++)
		memcpy(new + i * size, old + places[i].from * size, size);
	free(old);
	*block = new;
	return true;
}

static bool sort(struct risk_data *data, int (*order)(const void *, const void *))
{
	struct place *places = malloc((data->n ? data->n : 1) * sizeof(*places));
	bool ok;

	if (!places)
		return false;
	for (size_t i = 0; i < data->n; i++)
		places[i] = (struct place){.row = data->rows[i], .from = i};
	qsort(places, data->n, sizeof(*places), order);
	ok = reorder((void **)&data->codes, (size_t)data->n_codes * sizeof(*data->codes), places, data->n, data->cap) &&
	     reorder((void **)&data->numbers, (size_t)data->n_numbers * sizeof(*data->numbers), places, data->n, data->cap);
	for (size_t i = 0; ok && i < data->n; i++)
		data->rows[i] = places[i].row;
	free(places);
	return ok;
}

bool risk_data_sort(struct risk_data *data)
{
	return sort(data, by_day);
}

bool risk_data_sort_by_id(struct risk_data *data)
{
	return sort(data, by_id);
}

static int name_find(const char *const *names, int n, const char *name)
{
	for (int i = 0; i < n; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

int risk_data_code_find(const struct risk_data *data, const char *name)
{
	return name_find(data->code_names, data->n_codes, name);
}

int risk_data_number_find(const struct risk_data *data, const char *name)
{
	return name_find(data->number_names, data->n_numbers, name);
}

const char *risk_data_text(const struct risk_data *data, uint32_t code)
{
	const char *text = code && data->words->text ? data->words->text(data->words->context, code) : NULL;

	return text ? text : "";
}

static bool hashes_reserve(struct risk_words *words, uint32_t code)
{
	size_t n = words->n ? words->n : 1024;
	uint64_t *hashes;

	if (code < words->n)
		return true;
	while (n <= code)
		n *= 2;
	hashes = realloc(words->hashes, n * sizeof(*hashes));
	if (!hashes)
		return false;
	memset(hashes + words->n, 0, (n - words->n) * sizeof(*hashes));
	words->hashes = hashes;
	words->n = n;
	return true;
}

uint64_t risk_data_hash(struct risk_data *data, uint32_t code)
{
	struct risk_words *words = data->words;
	const char *text;
	uint64_t hash;

	if (!code)
		return 0;
	if (code < words->n && words->hashes[code])
		return words->hashes[code];
	text = risk_data_text(data, code);
	hash = risk_hash_text(text, strlen(text)) | 1;
	if (hashes_reserve(words, code))
		words->hashes[code] = hash;
	return hash;
}
