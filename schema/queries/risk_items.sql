-- Items of declarations ?1 to ?2 in their order: commodity, origin, departure, kilograms, value, rate of tax.
SELECT declaration, hs, origin, dispatch, net_kg, cif_value, tax_rate
FROM item
WHERE declaration BETWEEN ?1 AND ?2
ORDER BY declaration, item_no
