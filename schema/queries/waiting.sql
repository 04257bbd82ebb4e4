-- Rows of each kind that wait for a declaration which no file has brought yet.
SELECT 'items' AS kind, count(*) AS rows FROM item t
	WHERE NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = t.declaration)
UNION ALL SELECT 'milestones', count(*) FROM milestone t
	WHERE NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = t.declaration)
UNION ALL SELECT 'inspections', count(*) FROM inspection t
	WHERE NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = t.declaration)
UNION ALL SELECT 'reroutes', count(*) FROM reroute t
	WHERE NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = t.declaration)
UNION ALL SELECT 'seizures', count(*) FROM seizure t
	WHERE t.declaration IS NOT NULL AND NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = t.declaration)
UNION ALL SELECT 'permits', count(*) FROM permit t
	WHERE NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = t.declaration)
UNION ALL SELECT 'audits', count(*) FROM audit t
	WHERE t.declaration IS NOT NULL AND NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = t.declaration);
