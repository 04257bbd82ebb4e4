/* Lists: order, the selected row, and hopping between exceptions. */
#include "list.h"
#include "suite.h"

#include <math.h>
#include <string.h>

static const struct chart_column columns[] = {
	{ .title = "name", .cells = 10 },
	{ .title = "value", .cells = 8, .right = true },
};

struct item {
	const char *name;
	double value, exception;
};

static const struct item items[] = {
	{ "delta", 4, 0 }, { "alpha", NAN, 2.5 }, { "echo", 9, 7 }, { "bravo", 1, 0 }, { "charlie", 4, 2.5 },
};
enum { ITEMS = sizeof(items) / sizeof(items[0]) };

static struct arena arena;
static struct list list, other, third;

static void fill_list(struct list *into)
{
	list_init(into);
	ck_assert(list_begin(into, columns, 2, ITEMS, &arena, NULL));
	for (size_t i = 0; i < ITEMS; i++) {
		struct list_row *row = list_add(into);

		row->cells[0].text = items[i].name;
		row->cells[1].sort = items[i].value;
		row->exception = items[i].exception;
	}
	ck_assert_ptr_null(list_add(into));
	list_end(into);
}

static void fill(void)
{
	arena_init(&arena);
	fill_list(&list);
	fill_list(&other);
	fill_list(&third);
}

static void release(void)
{
	arena_finish(&arena);
}

static void check_order(const char *expected)
{
	char order[ITEMS + 1] = "";

	for (size_t i = 0; i < ITEMS; i++)
		order[i] = list.rows[i]->cells[0].text[0];
	ck_assert_str_eq(order, expected);
}

START_TEST(s_goes_through_the_columns_and_back_to_the_first_order)
{
	check_order("daebc");
	ck_assert_int_eq(list_on_request(&list, REQ_SORT, 5), REQ_NONE);
	check_order("abcde");
	list_on_request(&list, REQ_SORT, 5);
	check_order("edcba");			/* largest first, equal ones as loaded, unknown last */
	list_on_request(&list, REQ_SORT, 5);
	check_order("daebc");
}
END_TEST

START_TEST(sorting_stays_on_the_selected_row)
{
	list.selected = 2;
	list_on_request(&list, REQ_SORT, 5);
	ck_assert_str_eq(list_selected(&list)->cells[0].text, "echo");
	list_on_request(&list, REQ_SORT_REVERSE, 5);
	ck_assert_str_eq(list_selected(&list)->cells[0].text, "echo");
	check_order("edcba");
}
END_TEST

START_TEST(moving_stops_at_both_ends)
{
	list_on_request(&list, REQ_UP, 3);
	ck_assert_uint_eq(list.selected, 0);
	list_on_request(&list, REQ_PAGE_DOWN, 3);
	ck_assert_uint_eq(list.selected, 3);
	list_on_request(&list, REQ_PAGE_DOWN, 3);
	ck_assert_uint_eq(list.selected, ITEMS - 1);
	list_on_request(&list, REQ_DOWN, 3);
	ck_assert_uint_eq(list.selected, ITEMS - 1);
	list_on_request(&list, REQ_FIRST, 3);
	ck_assert_uint_eq(list.selected, 0);
}
END_TEST

START_TEST(e_hops_worst_first_and_round)
{
	static const char *const order[] = { "echo", "alpha", "charlie", "echo" };

	for (int i = 0; i < 4; i++) {
		ck_assert_int_eq(list_on_request(&list, REQ_EXCEPTION_NEXT, 3), REQ_NONE);
		ck_assert_str_eq(list_selected(&list)->cells[0].text, order[i]);
	}
	for (int i = 2; i >= 0; i--) {
		list_on_request(&list, REQ_EXCEPTION_PREVIOUS, 3);
		ck_assert_str_eq(list_selected(&list)->cells[0].text, order[i]);
	}
}
END_TEST

/* The second list of three has none. Names by list and row; the pane counts from another list than the first. */
START_TEST(e_hops_through_all_lists_of_a_panel_and_round)
{
	static const char *const order[] = { "0echo", "0alpha", "0charlie", "2echo", "2alpha", "2charlie", "0echo" };
	struct list *lists[] = { &list, &other, &third };
	int pane = 1;

	for (size_t i = 0; i < ITEMS; i++)
		other.rows[i]->exception = 0;
	for (int i = 0; i < 7; i++) {
		size_t shown = (size_t)(pane + 2) % 3;

		ck_assert(list_hop_across(lists, 3, shown, &pane, true));
		shown = (size_t)(pane + 2) % 3;
		ck_assert_int_eq((int)shown, order[i][0] - '0');
		ck_assert_str_eq(list_selected(lists[shown])->cells[0].text, order[i] + 1);
	}
	for (int i = 5; i >= 0; i--) {
		size_t shown = (size_t)(pane + 2) % 3;

		ck_assert(list_hop_across(lists, 3, shown, &pane, false));
		shown = (size_t)(pane + 2) % 3;
		ck_assert_int_eq((int)shown, order[i][0] - '0');
		ck_assert_str_eq(list_selected(lists[shown])->cells[0].text, order[i] + 1);
	}
	for (size_t i = 0; i < ITEMS; i++)
		list.rows[i]->exception = third.rows[i]->exception = 0;
	ck_assert(!list_hop_across(lists, 3, 0, &pane, true));
}
END_TEST

START_TEST(without_exceptions_e_is_handed_on)
{
	for (size_t i = 0; i < ITEMS; i++)
		list.rows[i]->exception = 0;
	ck_assert(!list_can(&list, REQ_EXCEPTION_NEXT));
	ck_assert_int_eq(list_on_request(&list, REQ_EXCEPTION_NEXT, 3), REQ_EXCEPTION_NEXT);
	ck_assert_int_eq(list_on_request(&list, REQ_DRILL, 3), REQ_DRILL);
}
END_TEST

START_TEST(a_shorter_load_keeps_the_row_within_bounds)
{
	list.selected = 4;
	list_forget(&list);
	ck_assert_ptr_null(list_selected(&list));
	ck_assert(list_begin(&list, columns, 2, 1, &arena, NULL));
	list_add(&list)->cells[0].text = "only";
	list_end(&list);
	ck_assert_uint_eq(list.selected, 0);
}
END_TEST

START_TEST(pages_follow_the_selected_row)
{
	struct canvas *canvas = NULL;
	struct text text = TEXT_INIT;

	list.title = "Title";
	ck_assert(canvas_create(30, 4, false, &canvas, NULL));	/* heading, column titles, two rows */
	list.selected = 3;
	list_paint(&list, canvas_whole(canvas), true);
	ck_assert_int_eq(canvas->cursor_row, 3);
	for (int col = 0; col < 30; col++)
		text_append(&text, canvas_at(canvas, col, 2)->text);
	ck_assert_ptr_nonnull(strstr(text.data, "echo"));
	text_clear(&text);
	for (int col = 0; col < 30; col++)
		text_append(&text, canvas_at(canvas, col, 0)->text);
	ck_assert_ptr_nonnull(strstr(text.data, "3–4 of 5"));
	text_finish(&text);
	canvas_destroy(canvas);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("panel/list");
	TCase *tcase = tcase_create("list");

	tcase_add_checked_fixture(tcase, fill, release);
	tcase_add_test(tcase, s_goes_through_the_columns_and_back_to_the_first_order);
	tcase_add_test(tcase, sorting_stays_on_the_selected_row);
	tcase_add_test(tcase, moving_stops_at_both_ends);
	tcase_add_test(tcase, e_hops_worst_first_and_round);
	tcase_add_test(tcase, e_hops_through_all_lists_of_a_panel_and_round);
	tcase_add_test(tcase, without_exceptions_e_is_handed_on);
	tcase_add_test(tcase, a_shorter_load_keeps_the_row_within_bounds);
	tcase_add_test(tcase, pages_follow_the_selected_row);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
