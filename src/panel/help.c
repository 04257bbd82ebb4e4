/* help.c - ?: what the panel is for and which keys there are, printed from the table that the input uses. */
#include <stdio.h>
#include <string.h>

#include "drill.h"
#include "page.h"
#include "scope.h"

struct help {
	struct panel panel;
	struct page page;
};

struct about {
	const char *panel, *text;
};

static const struct about abouts[] = {
	{ "brief", "The first screen. Each tile shows a figure, a word on it when the numbers allow one, its last twelve periods, its "
		"target, and the figure to watch beside it. Below stands what changed, the worst first and good news last, against half a "
		"year of its own weeks; then what to do. Enter on a finding opens what stands behind it, on a tile who makes it, on an "
		"owner of the delay whose hours they were; Tab goes from part to part." },
	{ "evidence", "What stands behind a finding: its weeks, what is usual (the lines) and where it began; what it came through; and what a "
		"leader asks next, each with its answer. Enter shows the answer at length, v what it came through, x writes the page." },
	{ "time", "Where the hours go, from arrival to exit, and who owned them. P50 is the time within which half of the "
		"declarations were done, P90 nine tenths. Letters: C customs, A other agency, T trader, P terminal." },
	{ "control", "How declarations are steered into lanes, how many are inspected, and what is found. A hit rate stands on n results; "
		"the interval says how far chance alone could move it." },
	{ "revenue", "What was collected, against the target to date, by post and by kind of tax, and what controls added." },
	{ "posts", "One row a post. v compares as if every post had the same mix of lanes. Enter makes a post the scope of all panels." },
	{ "data", "What was loaded, what was refused and why, how complete the timestamps are, and how old each post's newest record is." },
	{ "breakdown", "One figure taken apart. Enter keeps the row and goes one step down; v takes it apart by something else." },
	{ "declarations", "The declarations behind the figure, the most telling first. Enter shows one with its own timeline." },
	{ "declaration", "One declaration: what happened when, and who had it in hand." },
	{ "proof", "Where a figure comes from." },
	{ "actions", "What people wrote down beside the figures: what is to be done by whom until when, what was decided, exceptions that rest, "
		"notes. Enter shows one with its figure before and after; a changes it or closes it; e goes through what is overdue." },
	{ "note", "One of them. What came of a decision is told by its figure, week by week. Enter goes to that figure." },
};

static void put_keys(struct page *page)
{
	size_t n;
	const struct request_binding *bindings = request_bindings(&n);

	for (size_t i = 0; i < n; i++) {
		struct text keys = TEXT_INIT;
		char buffer[16];

		for (size_t k = 0; k < 4 && bindings[i].keys[k] && bindings[i].help; k++)
			if (bindings[i].keys[k] != '\n' && bindings[i].keys[k] != ('h' & 0x1f))
				text_appendf(&keys, "%s%s", k ? "  " : "", request_key_name(bindings[i].keys[k], buffer));
		if (bindings[i].help)
			page_put(page, CANVAS_PLAIN, keys.data, bindings[i].help);
		text_finish(&keys);
	}
}

static bool load(struct panel *panel, const struct panel_context *context, struct err *err)
{
	struct help *help = (struct help *)panel;

	page_begin(&help->page, &panel->arena);
	for (size_t i = 0; i < sizeof(abouts) / sizeof(abouts[0]); i++) {
		if (strcmp(abouts[i].panel, panel->subject.kpi) != 0)
			continue;
		page_heading(&help->page, "This panel");
		page_put(&help->page, CANVAS_PLAIN, NULL, abouts[i].text);
	}
	page_heading(&help->page, "Keys");
	put_keys(&help->page);
	page_heading(&help->page, "Words");
	page_put(&help->page, CANVAS_PLAIN, "✗ worse", "beyond its target or outside what history calls usual, and enough data to say so");
	page_put(&help->page, CANVAS_PLAIN, "! worse new", "worse, but not yet in the comparable period before: it turns red when it lasts");
	page_put(&help->page, CANVAS_PLAIN, "✓ better", "the same in the good direction");
	page_put(&help->page, CANVAS_PLAIN, "· as usual", "within; the differences are noise");
	page_put(&help->page, CANVAS_PLAIN, "no word", "too few, too many gaps, or no target and no history: then no word is given");
	page_put(&help->page, CANVAS_PLAIN, "–", "cannot be computed; the column that it needs stands beside it");
	page_putf(&help->page, CANVAS_PLAIN, "Period", "Opens on the last day with data when at least %d declarations were released on "
		"it, else on the last four weeks; a day with fewer is mostly noise.", SCOPE_BUSY_DAY);
	return !help->page.failed || err_memory(err);
}

static void paint(const struct panel *panel, struct canvas_area area)
{
	page_paint(&((const struct help *)panel)->page, area);
}

static enum request on_request(struct panel *panel, enum request request)
{
	return page_on_request(&((struct help *)panel)->page, request, panel->rows);
}

static void unload(struct panel *panel)
{
	page_forget(&((struct help *)panel)->page);
}

static void words(const struct panel *panel, struct text *out)
{
	page_words(&((const struct help *)panel)->page, out);
}

const struct panel_ops panel_help = {
	.name = "help",
	.title = "help",
	.size = sizeof(struct help),
	.load = load,
	.paint = paint,
	.words = words,
	.is_words = true,
	.on_request = on_request,
	.unload = unload,
};
