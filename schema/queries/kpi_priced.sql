-- As kpi_items, of live import declarations that tell commodity, mass and value themselves, for data without items: the unit is the kilogram,
-- the rate what was assessed at first over the value.
SELECT d.id, substr(h.text, 1, 8), coalesce(d.origin, 0), 0, d.cif_value, d.gross_kg,
	CASE WHEN d.assessed_initial IS NOT NULL THEN CAST(d.assessed_initial AS REAL) / d.cif_value END,
	coalesce(d.currency, 0), d.registered_day, d.office, coalesce(d.importer_id, 0)
FROM declaration_run r CROSS JOIN declaration d ON d.id BETWEEN r.first AND r.last AND +d.registered_day = r.day
	JOIN code h ON h.id = d.hs
WHERE r.day BETWEEN ?1 AND ?2 AND d.cif_value > 0 AND d.gross_kg > 0
	AND d.flow IN (SELECT id FROM code WHERE list = 'flow' AND text = 'import')
	AND coalesce(d.status, 0) NOT IN (SELECT id FROM code WHERE list = 'status' AND text IN ('cancelled', 'rejected', 'test'))
ORDER BY 2, 3, 4
