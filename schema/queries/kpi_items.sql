-- Priced items of live declarations registered from day ?1 to day ?2, by commodity (eight digits), origin and unit (0: kilograms):
-- declaration, commodity, origin, unit, value in minor units, quantity, tax rate, declaration's currency, its day, office and importer.
SELECT i.declaration, substr(h.text, 1, 8), coalesce(i.origin, d.origin, 0),
	CASE WHEN i.quantity > 0 THEN coalesce(i.unit, 0) ELSE 0 END,
	i.cif_value,
	CASE WHEN i.quantity > 0 THEN i.quantity ELSE i.net_kg END,
	i.tax_rate, coalesce(d.currency, 0), d.registered_day, d.office, coalesce(d.importer_id, 0)
FROM declaration_run r CROSS JOIN declaration d ON d.id BETWEEN r.first AND r.last AND +d.registered_day = r.day
	JOIN item i ON i.declaration = d.id JOIN code h ON h.id = i.hs
WHERE r.day BETWEEN ?1 AND ?2 AND i.cif_value > 0 AND (i.quantity > 0 OR i.net_kg > 0)
	AND coalesce(d.status, 0) NOT IN (SELECT id FROM code WHERE list = 'status' AND text IN ('cancelled', 'rejected', 'test'))
ORDER BY 2, 3, 4;
