-- What partners say they exported to us beside what was declared here, by year, commodity (six digits) and partner: year, commodity, partner,
-- their exports, our imports as published (NULL: not told), our imports as declared, how many items or declarations that is, their tax
-- rate as written weighted by value (NULL: none told). Declared: live imports in currency ?1, by items where a declaration has them.
WITH live(id, year, hs, origin, value) AS (
	SELECT d.id, CAST(strftime('%Y', d.registered_day * 86400, 'unixepoch') AS INTEGER), d.hs, d.origin, d.cif_value
	FROM declaration d
	WHERE d.flow IN (SELECT id FROM code WHERE list = 'flow' AND text = 'import')
		AND coalesce(d.currency, 0) IN (0, ?1)
		AND coalesce(d.status, 0) NOT IN (SELECT id FROM code WHERE list = 'status' AND text IN ('cancelled', 'rejected', 'test'))),
declared(year, hs6, origin, value, rate) AS (
	SELECT l.year, substr(h.text, 1, 6), coalesce(i.origin, l.origin), i.cif_value, i.tax_rate
	FROM live l JOIN item i ON i.declaration = l.id JOIN code h ON h.id = i.hs WHERE i.cif_value > 0
	UNION ALL
	SELECT l.year, substr(h.text, 1, 6), l.origin, l.value, NULL
	FROM live l JOIN code h ON h.id = l.hs
	WHERE l.value > 0 AND NOT EXISTS (SELECT 1 FROM item i WHERE i.declaration = l.id)),
ours(year, hs6, origin, value, n, rate) AS (
	SELECT year, hs6, origin, sum(value), count(*), sum(value * rate) / sum(CASE WHEN rate IS NOT NULL THEN value END)
	FROM declared WHERE origin IS NOT NULL GROUP BY 1, 2, 3)
SELECT m.year, substr(h.text, 1, 6), c.text, m.export_value, m.import_value, coalesce(o.value, 0), coalesce(o.n, 0), o.rate
FROM mirror m JOIN code h ON h.id = m.hs6 JOIN code c ON c.id = m.partner
LEFT JOIN ours o ON o.year = m.year AND o.hs6 = substr(h.text, 1, 6) AND o.origin = m.partner
ORDER BY 1, 2, 3
