-- Inspections of one declaration, a label and a line each. ?1: declaration_key.id
SELECT coalesce(type.text, 'inspection'),
	coalesce(outcome.text, 'no result recorded') ||
	coalesce(', ' || finding.text, '') ||
	CASE WHEN i.started_at IS NULL THEN '' ELSE ', from ' || strftime('%Y-%m-%d %H:%M', i.started_at, 'unixepoch') END ||
	CASE WHEN i.ended_at IS NULL THEN '' ELSE ' to ' || strftime('%Y-%m-%d %H:%M', i.ended_at, 'unixepoch') END
FROM inspection i
LEFT JOIN code type ON type.id = i.type
LEFT JOIN code outcome ON outcome.id = i.outcome
LEFT JOIN code finding ON finding.id = i.finding
WHERE i.declaration = ?1
ORDER BY i.started_at, i.id
