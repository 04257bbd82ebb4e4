-- Live declarations registered from day ?1 to day ?2, or, where ?4 is a JSON array of their numbers, just those: what was declared,
-- and who declared it. ?3: 0 all of them, 1 only those with a recorded result of an inspection (documents do not count), 2 only those
-- that have none and are not released.
WITH wanted(id) AS (
	SELECT d.id FROM declaration_run r CROSS JOIN declaration d ON d.id BETWEEN r.first AND r.last AND +d.registered_day = r.day
	WHERE ?4 IS NULL AND r.day BETWEEN ?1 AND ?2
	UNION ALL
	SELECT value FROM json_each(?4)
)
SELECT d.id, k.declaration_id, d.registered_day, d.versions,
	d.office, d.flow, d.regime, d.mode, d.importer_id, d.broker_id, d.origin, d.hs,
	d.item_count, d.gross_kg, d.cif_value, d.currency, d.assessed_initial,
	coalesce(d.aeo, t.aeo), d.paper, d.score,
	coalesce((SELECT iif(p.arm = 'chance', 'random', 'model') FROM risk_pick p WHERE p.declaration = d.id ORDER BY p.id DESC LIMIT 1),
		(SELECT text FROM code WHERE id = d.select_reason))
FROM wanted w
JOIN declaration d ON d.id = w.id
JOIN declaration_key k ON k.id = d.id
LEFT JOIN trader t ON t.trader_id = d.importer_id
LEFT JOIN code s ON s.id = d.status
WHERE coalesce(s.text, '') NOT IN ('cancelled', 'rejected', 'test')
	AND (?3 = 0 OR (?3 = 1) = EXISTS (SELECT 1 FROM inspection x WHERE x.declaration = d.id AND x.outcome IS NOT NULL
		AND coalesce(x.type, 0) <> coalesce((SELECT id FROM code WHERE list = 'inspection_type' AND text = 'document'), -1)))
	AND (?3 <> 2 OR (d.released_at IS NULL AND d.exited_at IS NULL
		AND coalesce(s.text, '') NOT IN ('released', 'exited', 'seized', 'abandoned')
		AND NOT EXISTS (SELECT 1 FROM milestone m WHERE m.declaration = d.id
			AND m.code IN (SELECT id FROM code WHERE list = 'milestone' AND text IN ('REL', 'GOUT')))))
