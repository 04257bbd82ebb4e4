-- Judged declarations of the same commodity and origin as declaration ?1, its importer's first, then the newest: declaration id, day,
-- whether it was a hit, whether the importer is the same, how many there are and how many of them were hits. At most ?2.
SELECT k.declaration_id, d.registered_day, max(o.text = 'noncompliant'), d.importer_id IS own.importer_id,
	count(*) OVER (), sum(max(o.text = 'noncompliant')) OVER ()
FROM declaration own
JOIN inspection x ON x.outcome IS NOT NULL
	AND coalesce(x.type, 0) <> coalesce((SELECT id FROM code WHERE list = 'inspection_type' AND text = 'document'), -1)
JOIN code o ON o.id = x.outcome
JOIN declaration d ON d.id = x.declaration AND d.hs = own.hs AND d.origin IS own.origin AND d.id <> own.id
JOIN declaration_key k ON k.id = d.id
WHERE own.id = ?1
GROUP BY d.id
ORDER BY 4 DESC, d.registered_day DESC, d.id DESC
LIMIT ?2
