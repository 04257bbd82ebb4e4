-- The database in numbers: bytes, declarations, milestones, inspections, declarations that others refer to but nobody sent, loads
SELECT (SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()),
	(SELECT count(*) FROM declaration),
	(SELECT count(*) FROM milestone),
	(SELECT count(*) FROM inspection),
	(SELECT count(*) FROM declaration_key k WHERE NOT EXISTS (SELECT 1 FROM declaration d WHERE d.id = k.id)),
	(SELECT count(*) FROM batch)
