-- Judged declarations of the importer of declaration ?1, the newest first: declaration id, day, whether it was a hit, 1, how many there are and
-- how many of them were hits. At most ?2. Inspections of documents do not count.
SELECT k.declaration_id, d.registered_day, max(o.text = 'noncompliant'), 1, count(*) OVER (), sum(max(o.text = 'noncompliant')) OVER ()
FROM declaration own
JOIN declaration d ON d.importer_id = own.importer_id AND d.id <> own.id
JOIN inspection x ON x.declaration = d.id AND x.outcome IS NOT NULL
	AND coalesce(x.type, 0) <> coalesce((SELECT id FROM code WHERE list = 'inspection_type' AND text = 'document'), -1)
JOIN code o ON o.id = x.outcome
JOIN declaration_key k ON k.id = d.id
WHERE own.id = ?1
GROUP BY d.id
ORDER BY d.registered_day DESC, d.id DESC
LIMIT ?2
