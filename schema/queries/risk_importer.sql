-- The importer of declaration ?1: its code (NULL: none recorded), and of its live declarations how many there are, on which day the
-- first one came, how many were inspected and judged (documents aside), how many of those were hits, the last hit's day, and the tax
-- that hits added (NULL: none recorded).
WITH own AS (SELECT importer_id AS importer FROM declaration WHERE id = ?1 AND importer_id IS NOT NULL),
theirs AS (
	SELECT d.id, d.registered_day FROM own JOIN declaration d ON d.importer_id = own.importer
	LEFT JOIN code s ON s.id = d.status
	WHERE coalesce(s.text, '') NOT IN ('cancelled', 'rejected', 'test')),
judged AS (
	SELECT t.id, t.registered_day, max(o.text = 'noncompliant') AS hit, sum(CASE WHEN o.text = 'noncompliant' THEN x.tax_adjustment END) AS added
	FROM theirs t JOIN inspection x ON x.declaration = t.id JOIN code o ON o.id = x.outcome
	LEFT JOIN code y ON y.id = x.type
	WHERE coalesce(y.text, 'physical') <> 'document'
	GROUP BY t.id)
SELECT (SELECT text FROM code WHERE id = (SELECT importer FROM own)), (SELECT count(*) FROM theirs), (SELECT min(registered_day) FROM theirs),
	(SELECT count(*) FROM judged), (SELECT coalesce(sum(hit), 0) FROM judged), (SELECT max(registered_day) FROM judged WHERE hit),
	(SELECT sum(added) FROM judged)
