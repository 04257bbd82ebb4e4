-- Physical inspections of live declarations whose start (else end, else call) lies within two days of days ?1 to ?2: at, how it was
-- written, office, officer (0: not recorded).
SELECT coalesce(x.started_at, x.ended_at, x.called_at),
	CASE WHEN x.started_at IS NOT NULL THEN x.stamp_form >> 4 & 3 WHEN x.ended_at IS NOT NULL THEN x.stamp_form >> 6 & 3
		ELSE x.stamp_form & 3 END,
	d.office, coalesce(x.officer_id, 0)
FROM inspection x JOIN declaration d ON d.id = x.declaration
WHERE x.type IN (SELECT id FROM code WHERE list = 'inspection_type' AND text = 'physical')
	AND coalesce(x.started_at, x.ended_at, x.called_at) BETWEEN (?1 - 2) * 86400 AND (?2 + 3) * 86400
	AND coalesce(d.status, 0) NOT IN (SELECT id FROM code WHERE list = 'status' AND text IN ('cancelled', 'rejected', 'test'));
