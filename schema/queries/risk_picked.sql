-- Declarations that were picked, the newest first, in the order of their places, at most ?1: when (UTC seconds), by whom, declaration and its
-- id, office, model (NULL: switched off), arm, probability told, reason, whether a later inspection found something (NULL: not judged),
-- whether it was released. Inspections of documents do not count.
SELECT e.at, e.who, p.declaration, k.declaration_id, d.office, p.model, p.arm, p.p, p.reasons,
	(SELECT max(o.text = 'noncompliant') FROM inspection x JOIN code o ON o.id = x.outcome
		WHERE x.declaration = p.declaration
		AND coalesce(x.type, 0) <> coalesce((SELECT id FROM code WHERE list = 'inspection_type' AND text = 'document'), -1)),
	d.released_at IS NOT NULL
FROM risk_pick p
JOIN risk_event e ON e.id = p.event
JOIN declaration_key k ON k.id = p.declaration
JOIN declaration d ON d.id = p.declaration
ORDER BY p.event DESC, p.place
LIMIT ?1
