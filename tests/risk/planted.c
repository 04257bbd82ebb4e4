/* planted.c - see planted.h. */
#include "planted.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"

static const char *word_of(void *context, uint32_t code)
{
	const struct planted *planted = context;

	return code <= planted->n_words ? planted->words[code - 1] : NULL;
}

void planted_open(struct planted *planted)
{
	*planted = (struct planted){0};
	ck_assert(risk_data_init(&planted->data, NULL, 0, NULL, 0));
	*planted->data.words = (struct risk_words){.text = word_of, .context = planted};
}

void planted_close(struct planted *planted)
{
	risk_data_finish(&planted->data);
	for (uint32_t i = 0; i < planted->n_words; i++)
		free(planted->words[i]);
	free(planted->words);
}

uint32_t planted_word(struct planted *planted, const char *word)
{
	for (uint32_t i = 0; i < planted->n_words; i++) {
		if (strcmp(planted->words[i], word) == 0)
			return i + 1;
	}
	planted->words = realloc(planted->words, (planted->n_words + 1) * sizeof(*planted->words));
	ck_assert_ptr_nonnull(planted->words);
	planted->words[planted->n_words] = strdup(word);
	return ++planted->n_words;
}

static void cell_put(struct planted *planted, size_t row, const char *cell)
{
	char name[32];
	const char *value = strchr(cell, '=') + 1;
	int column;

	snprintf(name, sizeof(name), "%.*s", (int)(value - cell - 1), cell);
	column = risk_data_code_find(&planted->data, name);
	if (column >= 0) {
		risk_data_codes(&planted->data, row)[column] = planted_word(planted, value);
		return;
	}
	column = risk_data_number_find(&planted->data, name);
	ck_assert_msg(column >= 0, "no column %s", name);
	risk_data_numbers(&planted->data, row)[column] = strtod(value, NULL);
}

void planted_row(struct planted *planted, const char *name, int day, int known, int label, ...)
{
	struct risk_row *row = risk_data_add(&planted->data);
	const char *cell;
	va_list args;

	ck_assert_ptr_nonnull(row);
	row->id = (int64_t)planted->data.n;
	row->name = arena_strdup(&planted->data.arena, name);
	row->day = day;
	row->known = known;
	row->label = (int8_t)label;
	va_start(args, label);
	while ((cell = va_arg(args, const char *)))
		cell_put(planted, planted->data.n - 1, cell);
	va_end(args);
}

void planted_sort(struct planted *planted)
{
	ck_assert(risk_data_sort(&planted->data));
}

static int label_of(struct risk_random *random, int goods, bool bad)
{
	if (bad)
		return risk_random_uniform(random) < 0.6;
	if (goods < 0)
		return risk_random_uniform(random) < 0.2;
	return risk_mix((uint64_t)goods) % 5 == 0;
}

void planted_world(struct planted *planted, int n, int days, int kinds, bool bad_importer, uint64_t seed)
{
	struct risk_random random = {seed};

	planted_open(planted);
	for (int i = 0; i < n; i++) {
		int day = 18000 + (int)((int64_t)i * days / n);
		bool once = risk_random_uniform(&random) < 0.1, bad = bad_importer && risk_random_uniform(&random) < 0.01;
		int goods = once ? -1 : (int)risk_random_below(&random, (size_t)kinds);
		uint64_t draw = once ? risk_random_next(&random) : risk_mix((uint64_t)goods + 77);
		char name[32], hs[32], origin[32], importer[32], mass[32], value[40], office[32];

		snprintf(name, sizeof(name), "D%06d", i);
		snprintf(hs, sizeof(hs), "hs=%06d", 100000 + (int)(draw % 60) * 1357);
		snprintf(origin, sizeof(origin), "origin=%c%c", 'A' + (int)(draw / 60 % 8), 'X');
		snprintf(mass, sizeof(mass), "mass=%d", 10 + (int)(draw / 480 % 5000));
		snprintf(value, sizeof(value), "value=%d", 100 + (int)(draw / 7 % 90000));
		snprintf(importer, sizeof(importer), bad ? "importer=BAD" : "importer=T%03d", (int)risk_random_below(&random, 300));
		snprintf(office, sizeof(office), "office=O%d", (int)risk_random_below(&random, 9));
		planted_row(planted, name, day, day, label_of(&random, goods, bad), hs, origin, mass, value, importer, office, NULL);
	}
	planted_sort(planted);
}
