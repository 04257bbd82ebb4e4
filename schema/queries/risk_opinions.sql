-- What officers said of the model's word on declarations, each by the last: agreed (1) or not (0), how many, how many of them an
-- inspection has judged, how many of those were hits.
SELECT e.what = 'agree', count(*), count(r.hit), coalesce(sum(r.hit), 0)
FROM risk_event e
LEFT JOIN (SELECT x.declaration, max(o.text = 'noncompliant') AS hit
	FROM inspection x JOIN code o ON o.id = x.outcome
	WHERE coalesce(x.type, 0) <> coalesce((SELECT id FROM code WHERE list = 'inspection_type' AND text = 'document'), -1)
	GROUP BY x.declaration) r ON r.declaration = e.declaration
WHERE e.what IN ('agree', 'disagree')
	AND e.id = (SELECT max(id) FROM risk_event WHERE declaration = e.declaration AND what IN ('agree', 'disagree'))
GROUP BY 1
