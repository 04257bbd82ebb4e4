-- The database in numbers: bytes, declarations, milestones, inspections, declarations that others refer to but nobody sent, loads.
-- Rows as the loads counted them (`doctor` counts them again). Keys are numbered from 1: where the last number is that of the
-- declarations, every key has its declaration.
WITH has(kind, name, n) AS (SELECT kind, name, rows FROM column_presence),
	declarations(n) AS (SELECT coalesce(max(n), 0) FROM has WHERE kind = 'declarations' AND name = 'declaration_id')
SELECT (SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()),
	d.n,
	(SELECT coalesce(max(n), 0) FROM has WHERE kind = 'milestones' AND name = 'declaration_id'),
	(SELECT coalesce(max(n), 0) FROM has WHERE kind = 'inspections' AND name = 'declaration_id'),
	CASE WHEN (SELECT coalesce(max(id), 0) FROM declaration_key) = d.n THEN 0
		ELSE (SELECT count(*) FROM declaration_key) - d.n END,
	(SELECT count(*) FROM batch)
FROM declarations d
