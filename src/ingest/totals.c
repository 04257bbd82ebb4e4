/* totals.c - see totals.h. A merge sort by the hash of the id: runs that fit into memory are sorted and written one after the other,
 * then merged into one file of sums in order of their hashes. Hashes are spread evenly, so a sum is found where its hash says it
 * should be, within a page or two. Two ids meet in a hash of 128 bits with no chance that counts. */
#include "totals.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUN_ENTRIES = 1 << 18, CURSOR_ENTRIES = 256, WINDOW = 64 };

struct entry {
	uint64_t high, low;		/* of the hash */
	int64_t value;			/* of an item; in the file of sums: of all of them */
};

struct cursor {
	int64_t next, end;		/* entries of the run in its file */
	size_t at, n;			/* in the buffer */
	struct entry buffer[CURSOR_ENTRIES];
};

struct totals {
	FILE *runs, *sums;
	struct entry *run;		/* RUN_ENTRIES of them */
	size_t n_run;
	int64_t *ends;			/* of the runs that were written */
	size_t n_ends, cap_ends;
	int64_t n_sums, several, differing;
};

static bool fail(struct err *err)
{
	return err_set(err, ERR_IO, "no room for temporary files to sort items by their declaration (%s); free some space", strerror(errno));
}

bool totals_create(struct totals **ret_totals, struct err *err)
{
	struct totals *totals = calloc(1, sizeof(*totals));

	if (!totals)
		return err_memory(err);
	totals->run = malloc(RUN_ENTRIES * sizeof(*totals->run));
	totals->runs = tmpfile();
	totals->sums = tmpfile();
	if (!totals->run || !totals->runs || !totals->sums) {
		bool memory = !totals->run;

		totals_destroy(totals);
		return memory ? err_memory(err) : fail(err);
	}
	*ret_totals = totals;
	return true;
}

void totals_destroy(struct totals *totals)
{
	if (!totals)
		return;
	if (totals->runs)
		fclose(totals->runs);
	if (totals->sums)
		fclose(totals->sums);
	free(totals->run);
	free(totals->ends);
	free(totals);
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdu;
	x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53u;
	return x ^ (x >> 33);
}

static struct entry entry_of(const char *id, size_t n)
{
	uint64_t one = 0xcbf29ce484222325u, two = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < n; i++) {
		one = (one ^ (unsigned char)id[i]) * 0x100000001b3u;
		two = mix(two + (unsigned char)id[i] + 1);
	}
	return (struct entry){.high = mix(one), .low = two};
}

static int by_hash(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return x->low < y->low ? -1 : x->low > y->low;
}

static bool run_write(struct totals *totals, struct err *err)
{
	int64_t end = (totals->n_ends ? totals->ends[totals->n_ends - 1] : 0) + (int64_t)totals->n_run;

	if (totals->n_run == 0)
		return true;
	if (totals->n_ends == totals->cap_ends) {
		size_t more = totals->cap_ends ? totals->cap_ends * 2 : 16;
		int64_t *grown = realloc(totals->ends, more * sizeof(*grown));

		if (!grown)
			return err_memory(err);
		totals->ends = grown;
		totals->cap_ends = more;
	}
	qsort(totals->run, totals->n_run, sizeof(*totals->run), by_hash);
	if (fwrite(totals->run, sizeof(*totals->run), totals->n_run, totals->runs) != totals->n_run)
		return fail(err);
	totals->ends[totals->n_ends++] = end;
	totals->n_run = 0;
	return true;
}

bool totals_add(struct totals *totals, const char *id, size_t n, int64_t value, struct err *err)
{
	struct entry entry = entry_of(id, n);

	if (totals->n_run == RUN_ENTRIES && !run_write(totals, err))
		return false;
	entry.value = value;
	totals->run[totals->n_run++] = entry;
	return true;
}

/* Whole entries from the n-th on; false where the file cannot be read. */
static bool entries_read(FILE *file, int64_t first, struct entry *entries, size_t n)
{
	char *into = (char *)entries;
	size_t done = 0, bytes = n * sizeof(*entries);

	while (done < bytes) {
		ssize_t got = pread(fileno(file), into + done, bytes - done, (off_t)((size_t)first * sizeof(*entries) + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

/* The entry the cursor stands at, NULL at its end; *ret_ok false when it cannot be read. */
static const struct entry *cursor_look(FILE *file, struct cursor *cursor, bool *ret_ok)
{
	if (cursor->at == cursor->n) {
		int64_t left = cursor->end - cursor->next;

		if (left == 0)
			return NULL;
		cursor->n = left < CURSOR_ENTRIES ? (size_t)left : CURSOR_ENTRIES;
		cursor->at = 0;
		if (!entries_read(file, cursor->next, cursor->buffer, cursor->n)) {
			*ret_ok = false;
			return NULL;
		}
		cursor->next += (int64_t)cursor->n;
	}
	return &cursor->buffer[cursor->at];
}

/* Heap of cursors, the smallest entry first; those at their end have left it. */
struct heap {
	FILE *file;
	struct cursor **cursors;
	size_t n;
	bool ok;
};

static void heap_sink(struct heap *heap, size_t at)
{
	for (size_t child; (child = 2 * at + 1) < heap->n; at = child) {
		struct cursor *swapped = heap->cursors[at];

		if (child + 1 < heap->n && by_hash(cursor_look(heap->file, heap->cursors[child + 1], &heap->ok),
						   cursor_look(heap->file, heap->cursors[child], &heap->ok)) < 0)
			child++;
		if (by_hash(cursor_look(heap->file, heap->cursors[child], &heap->ok), cursor_look(heap->file, swapped, &heap->ok)) >= 0)
			return;
		heap->cursors[at] = heap->cursors[child];
		heap->cursors[child] = swapped;
	}
}

static void heap_build(struct heap *heap, const struct totals *totals, struct cursor *cursors)
{
	for (size_t i = 0; i < totals->n_ends; i++) {
		cursors[i].next = i ? totals->ends[i - 1] : 0;
		cursors[i].end = totals->ends[i];
		if (cursor_look(heap->file, &cursors[i], &heap->ok))
			heap->cursors[heap->n++] = &cursors[i];
	}
	for (size_t i = heap->n / 2; i-- > 0 && heap->ok;)
		heap_sink(heap, i);
}

/* False at the end, and where heap->ok says so. */
static bool heap_take(struct heap *heap, struct entry *ret_entry)
{
	if (heap->n == 0 || !heap->ok)
		return false;
	*ret_entry = *cursor_look(heap->file, heap->cursors[0], &heap->ok);
	heap->cursors[0]->at++;
	if (!cursor_look(heap->file, heap->cursors[0], &heap->ok))
		heap->cursors[0] = heap->cursors[--heap->n];
	if (heap->ok)
		heap_sink(heap, 0);
	return heap->ok;
}

static bool sum_write(struct totals *totals, const struct entry *sum, int64_t items, bool differ, struct err *err)
{
	totals->several += items > 1;
	totals->differing += differ;
	totals->n_sums++;
	return fwrite(sum, sizeof(*sum), 1, totals->sums) == 1 || fail(err);
}

static bool merge(struct totals *totals, struct heap *heap, struct err *err)
{
	struct entry sum = {0}, entry;
	int64_t items = 0, first = 0;
	bool differ = false;

	while (heap_take(heap, &entry)) {
		if (items > 0 && by_hash(&entry, &sum) != 0) {
			if (!sum_write(totals, &sum, items, differ, err))
				return false;
			items = 0;
		}
		if (items++ == 0) {
			sum = entry;
			first = entry.value;
			differ = false;
			continue;
		}
		differ = differ || entry.value != first;
		if (__builtin_add_overflow(sum.value, entry.value, &sum.value))
			return err_set(err, ERR_DATA, "the items of a declaration are worth more than can be counted exactly; look for amounts "
				"that are no amounts");
	}
	if (!heap->ok)
		return fail(err);
	return items == 0 || sum_write(totals, &sum, items, differ, err);
}

bool totals_settle(struct totals *totals, struct err *err)
{
	struct heap heap = {.file = totals->runs, .ok = true};
	struct cursor *cursors;
	bool ok;

	if (!run_write(totals, err))
		return false;
	free(totals->run);
	totals->run = NULL;
	cursors = calloc(totals->n_ends + 1, sizeof(*cursors));
	heap.cursors = calloc(totals->n_ends + 1, sizeof(struct cursor *));
	ok = cursors && heap.cursors ? fflush(totals->runs) == 0 || fail(err) : err_memory(err);
	if (ok) {
		heap_build(&heap, totals, cursors);
		ok = merge(totals, &heap, err) && (fflush(totals->sums) == 0 || fail(err));
	}
	free(cursors);
	free(heap.cursors);
	return ok;
}

int64_t totals_several(const struct totals *totals)
{
	return totals->several;
}

int64_t totals_differing(const struct totals *totals)
{
	return totals->differing;
}

/* Where the hash stands between two others, if they are spread evenly. */
static int64_t guess(uint64_t hash, uint64_t from, uint64_t to, int64_t n)
{
	double part = to > from ? (double)(hash - from) / (double)(to - from) : 0;

	return (int64_t)(part * (double)n);
}

int totals_find(const struct totals *totals, const char *id, size_t n, int64_t *ret_sum, struct err *err)
{
	struct entry wanted = entry_of(id, n), window[WINDOW];
	int64_t from = 0, to = totals->n_sums;
	uint64_t least = 0, most = UINT64_MAX;

	while (from < to) {
		int64_t n_window = to - from < WINDOW ? to - from : WINDOW;
		int64_t first = from + guess(wanted.high, least, most, to - from) - WINDOW / 2;
		const struct entry *found;

		first = first < from ? from : first > to - n_window ? to - n_window : first;
		if (!entries_read(totals->sums, first, window, (size_t)n_window)) {
			fail(err);
			return -1;
		}
		if (by_hash(&wanted, &window[0]) < 0) {
			to = first;
			most = window[0].high;
		} else if (by_hash(&wanted, &window[n_window - 1]) > 0) {
			from = first + n_window;
			least = window[n_window - 1].high;
		} else {
			found = bsearch(&wanted, window, (size_t)n_window, sizeof(*window), by_hash);
			if (found)
				*ret_sum = found->value;
			return found != NULL;
		}
	}
	return 0;
}
