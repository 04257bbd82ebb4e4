-- What inspections of declarations ?1 to ?2 found, documents aside: declaration, how many hits, the last day on which something
-- was recorded (NULL: no day is told), tax adjustment of the hits (NULL: none recorded).
SELECT x.declaration,
	sum(o.text = 'noncompliant'),
	max(coalesce(x.ended_at, x.started_at, x.presented_at, x.called_at)) / 86400,
	sum(CASE WHEN o.text = 'noncompliant' THEN x.tax_adjustment END),
	max(x.wide)
FROM inspection x
JOIN code o ON o.id = x.outcome
LEFT JOIN code t ON t.id = x.type
WHERE x.declaration BETWEEN ?1 AND ?2 AND coalesce(t.text, 'physical') <> 'document'
GROUP BY x.declaration
ORDER BY x.declaration
