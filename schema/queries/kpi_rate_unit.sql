-- Whether the tax rates of items are percentages: most of them above 1.
SELECT coalesce(sum(tax_rate > 1) * 2 > count(*), 0) FROM item WHERE tax_rate > 0;
