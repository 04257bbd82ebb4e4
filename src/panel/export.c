/* export.c - the stamp and the forms of an export. Files are the app's: content goes through the hook it gave. */
#include "export.h"

#include <stdio.h>
#include <string.h>

#include "base/mask.h"
#include "base/time.h"
#include "canvas/theme.h"
#include "canvas/writers.h"
#include "compare.h"
#include "dashboard_private.h"
#include "figures.h"
#include "list.h"
#include "names.h"
#include "store/store.h"
#include "undo.h"

enum { STAMP_ROWS = 3 };

enum form { FORM_TEXT, FORM_ANSI, FORM_SVG, FORM_HTML, FORM_CSV, FORMS };

static const char *const endings[FORMS] = {
	[FORM_TEXT] = ".txt", [FORM_ANSI] = ".ansi", [FORM_SVG] = ".svg", [FORM_HTML] = ".html", [FORM_CSV] = ".csv",
};

static enum form form_of(const char *path)
{
	size_t n = strlen(path);
	int form = 0;

	while (form < FORMS && (n <= strlen(endings[form]) || strcmp(path + n - strlen(endings[form]), endings[form]) != 0))
		form++;
	return (enum form)form;
}

/* Lines of the stamp: what is shown, of which days, against what, by which definitions, from which data. */
static bool stamp(struct dashboard *d, char lines[STAMP_ROWS][400], struct err *err)
{
	struct panel_context context = dashboard_context(d, top(d));
	struct text scope = TEXT_INIT, against = TEXT_INIT;
	char print[STORE_FINGERPRINT + 1], now[32];

	if (!store_fingerprint(d->env.store, print, err))
		return false;
	scope_text(context.scope, &scope);
	if (context.scope->n_filters == 0)
		text_append(&scope, ", all posts");
	for (size_t i = 0; i < context.scope->n_filters; i++) {
		text_appendf(&scope, ", %s ", names_dim(context.scope->filters[i].name));
		names_value(&context, context.scope->filters[i].name, context.scope->filters[i].value, &scope);
	}
	compare_text(&context, &against);
	snprintf(lines[0], sizeof(lines[0]), "%s: %s; vs %s%s", top(d)->label, scope.data, against.data,
		d->options.synthetic ? "; SYNTHETIC data" : "");
	snprintf(lines[1], sizeof(lines[1]), "definitions: Tidewaiter %s (kpi --explain ID); data %s", TIDEWAITER_VERSION, print);
	snprintf(lines[2], sizeof(lines[2]), "as of %s UTC", time_seconds_format(d->env.now, now));
	text_finish(&scope);
	text_finish(&against);
	return true;
}

static bool draw(struct dashboard *d, enum form form, struct text *out, struct err *err)
{
	int cols = d->cols ? d->cols : 80, rows = d->rows ? d->rows : 24;
	const struct theme *theme = theme_at(d->theme);
	char lines[STAMP_ROWS][400];
	struct canvas *canvas = NULL;

	if (!stamp(d, lines, err) || !canvas_create(cols, rows + STAMP_ROWS, d->options.ascii, &canvas, err))
		return false;
	canvas_clear(canvas);
	dashboard_paint_area(d, canvas_rows(canvas_whole(canvas), 0, rows));
	for (int i = 0; i < STAMP_ROWS; i++)
		canvas_put(canvas_rows(canvas_whole(canvas), rows, STAMP_ROWS), 0, i, CANVAS_MUTED, lines[i]);
	if (form == FORM_TEXT)
		canvas_write_text(canvas, out);
	else if (form == FORM_ANSI)
		canvas_write_ansi(canvas, theme, 256, out);
	else if (form == FORM_SVG)
		canvas_write_svg(canvas, theme, "Tidewaiter", out);
	else
		canvas_write_html(canvas, theme, "Tidewaiter", out);
	canvas_destroy(canvas);
	return true;
}

static void write_lists(const struct panel *panel, struct text *out)
{
	size_t n;
	const struct list *lists = panel->ops->lists(panel, &n);

	for (size_t i = 0; i < n; i++) {
		text_appendf(out, "%s# %s\n", i ? "\n" : "", lists[i].title);
		list_write_csv(&lists[i], out);
	}
}

/* Who is a pseudonym on the screen is one in the file. */
static bool rows_mask(const struct panel_context *context, struct figures_record *record)
{
	for (size_t i = 0; context->mask_names && i < record->n; i++) {
		struct kpi_row *row = &record->rows[i];
		struct kpi_dim_value *dims = arena_array(&record->arena, row->n_dims + 1, sizeof(*dims));

		if (!dims)
			return false;
		for (size_t k = 0; k < row->n_dims; k++) {
			bool personal = mask_is_personal(row->dims[k].name) && row->dims[k].value[0];

			dims[k] = row->dims[k];
			if (personal)
				dims[k].value = names_value_in(context, dims[k].name, dims[k].value, &record->arena);
		}
		row->dims = dims;
	}
	return true;
}

/* The panel once more, with every figure it asks for written down; or its own rows, where they are no figures. */
static bool numbers(struct dashboard *d, struct text *out, struct err *err)
{
	struct place *place = top(d);
	struct panel_context context = dashboard_context(d, place);
	struct figures_record record = { 0 };
	char lines[STAMP_ROWS][400];
	struct panel *panel;
	bool ok = stamp(d, lines, err);

	for (int i = 0; ok && i < STAMP_ROWS; i++)
		text_appendf(out, "# %s\n", lines[i]);
	if (ok && place->panel->ops->lists && place_is_ready(place)) {
		write_lists(place->panel, out);
		return true;
	}
	panel = ok ? panel_create(place->panel->ops, &place->panel->subject) : NULL;
	if (!panel)
		return ok ? err_memory(err) : false;
	panel->level = place->panel->level;
	undo_copy_look(place->panel, panel);
	figures_record_begin(&record);
	context.record = &record;
	panel_load(panel, &context);
	if (panel->failed[0])
		ok = err_set(err, ERR_IO, "%s", panel->failed);
	else if (record.n == 0)
		ok = err_set(err, ERR_USAGE, "This page has no figures of its own; .txt, .svg or .html write it as it looks.");
	else if ((ok = rows_mask(&context, &record) || err_memory(err)))
		kpi_write_csv(&d->env, record.rows, record.n, out);
	figures_record_finish(&record);
	panel_destroy(panel);
	return ok;
}

bool export_write(struct dashboard *d, const char *path, struct err *err)
{
	enum form form = form_of(path);
	struct text out = TEXT_INIT;
	bool ok;

	if (!d->options.save)
		return err_set(err, ERR_REFUSED, "Nothing is written from here; use show -o.");
	if (form == FORMS)
		return err_set(err, ERR_USAGE, "'%.80s' must end in .txt, .ansi, .svg, .html or .csv: the ending decides what is written.", path);
	if (place_is_waiting(top(d)))
		return err_set(err, ERR_USAGE, "The panel is still being read: write it when it is there.");
	ok = form == FORM_CSV ? numbers(d, &out, err) : draw(d, form, &out, err);
	ok = ok && (!out.failed || err_memory(err)) && d->options.save(d->options.save_context, path, &out, err);
	text_finish(&out);
	if (ok)
		dashboard_say(d, "Written: %s", path);
	return ok;
}

void export_name(struct dashboard *d, struct text *out)
{
	char day[32];

	text_appendf(out, "%s-", top(d)->panel->ops->name);
	text_appendf(out, "%s.html", top(d)->scope.to == TIME_DAY_NONE ? "now" : time_day_format(top(d)->scope.to, day));
}
