-- What became of picks, by arm: arm, how many declarations, how many of them an inspection has judged, how many of those were hits, how many
-- were released without a result. Inspections of documents do not count.
SELECT p.arm, count(*), count(r.hit), coalesce(sum(r.hit), 0), sum(r.hit IS NULL AND d.released_at IS NOT NULL)
FROM (SELECT declaration, arm FROM risk_pick WHERE id IN (SELECT max(id) FROM risk_pick GROUP BY declaration)) p
JOIN declaration d ON d.id = p.declaration
LEFT JOIN (SELECT x.declaration, max(o.text = 'noncompliant') AS hit
	FROM inspection x JOIN code o ON o.id = x.outcome
	WHERE coalesce(x.type, 0) <> coalesce((SELECT id FROM code WHERE list = 'inspection_type' AND text = 'document'), -1)
	GROUP BY x.declaration) r ON r.declaration = p.declaration
GROUP BY 1
