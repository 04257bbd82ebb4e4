/* The canonical form keeps its own promises: what data.md lists is there, and what the other rooms rely on holds. */
#include "model/kind.h"

#include <string.h>

#include "suite.h"

START_TEST(kinds_are_found_by_the_word_of_the_command_line)
{
	for (int i = 0; i < MODEL_KINDS; i++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)i);

		ck_assert_int_eq(kind->id, i);
		ck_assert_ptr_eq(model_kind_find(kind->name), kind);
	}
	ck_assert_ptr_null(model_kind_find("declaration"));
	ck_assert_ptr_null(model_kind_find(""));
}
END_TEST

START_TEST(every_kind_has_a_required_column_and_a_key)
{
	for (int i = 0; i < MODEL_KINDS; i++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)i);
		int required = 0, key = 0;

		for (size_t c = 0; c < kind->n_columns; c++) {
			required += kind->columns[c].required;
			key += kind->columns[c].key;
		}
		ck_assert_msg(required > 0 && key > 0, "%s", kind->name);
	}
}
END_TEST

START_TEST(codes_have_a_list_closed_lists_their_values_and_every_column_its_help)
{
	for (int i = 0; i < MODEL_KINDS; i++) {
		const struct model_kind *kind = model_kind_get((enum model_kind_id)i);

		for (size_t c = 0; c < kind->n_columns; c++) {
			const struct model_column *column = &kind->columns[c];
			bool coded = column->type == MODEL_CODE || column->type == MODEL_ENUM || column->type == MODEL_HS;

			ck_assert_msg((column->list != NULL) == coded, "%s.%s", kind->name, column->name);
			ck_assert_msg((column->values != NULL) == (column->type == MODEL_ENUM), "%s.%s", kind->name,
				column->name);
			ck_assert_msg(column->help && *column->help, "%s.%s", kind->name, column->name);
			ck_assert_int_eq(model_column_find(kind, column->name), (int)c);	/* no name twice */
		}
	}
}
END_TEST

START_TEST(declarations_require_id_office_flow_and_registration)
{
	const struct model_kind *kind = model_kind_get(MODEL_DECLARATIONS);
	const char *const required[] = {"declaration_id", "office", "flow", "registered_at"};
	size_t n = 0;

	for (size_t c = 0; c < kind->n_columns; c++)
		if (kind->columns[c].required)
			ck_assert_str_eq(kind->columns[c].name, required[n++]);
	ck_assert_uint_eq(n, 4);
	ck_assert_uint_eq(kind->n_columns, 54);
	ck_assert_int_eq(model_column_find(kind, "decl_id"), -1);
}
END_TEST

START_TEST(importers_and_brokers_share_the_list_of_traders)
{
	const struct model_kind *kind = model_kind_get(MODEL_DECLARATIONS);
	const struct model_kind *traders = model_kind_get(MODEL_TRADERS);

	ck_assert_str_eq(kind->columns[model_column_find(kind, "importer_id")].list, "trader");
	ck_assert_str_eq(kind->columns[model_column_find(kind, "broker_id")].list, "trader");
	ck_assert_str_eq(traders->columns[model_column_find(traders, "trader_id")].list, "trader");
}
END_TEST

START_TEST(currencies_have_the_decimals_of_iso_4217)
{
	ck_assert_int_eq(model_currency_decimals("JOD"), 3);
	ck_assert_int_eq(model_currency_decimals("TND"), 3);
	ck_assert_int_eq(model_currency_decimals("KRW"), 0);
	ck_assert_int_eq(model_currency_decimals("XOF"), 0);
	ck_assert_int_eq(model_currency_decimals("EUR"), 2);
	ck_assert_int_eq(model_currency_decimals(""), 2);
	ck_assert_int_eq(model_currency_decimals("JODX"), 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("model/kind");
	TCase *tcase = tcase_create("kind");

	tcase_add_test(tcase, kinds_are_found_by_the_word_of_the_command_line);
	tcase_add_test(tcase, every_kind_has_a_required_column_and_a_key);
	tcase_add_test(tcase, codes_have_a_list_closed_lists_their_values_and_every_column_its_help);
	tcase_add_test(tcase, declarations_require_id_office_flow_and_registration);
	tcase_add_test(tcase, importers_and_brokers_share_the_list_of_traders);
	tcase_add_test(tcase, currencies_have_the_decimals_of_iso_4217);
	suite_add_tcase(suite, tcase);
	return support_run(suite);
}
