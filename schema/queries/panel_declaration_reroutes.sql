-- Changes of lane of one declaration, a label and a line each. ?1: declaration_key.id
SELECT strftime('%Y-%m-%d %H:%M', r.at, 'unixepoch'),
	f.text || ' to ' || t.text || CASE r.automatic WHEN 1 THEN ', by the system' WHEN 0 THEN ', by hand' ELSE '' END ||
	coalesce(', ' || reason.text, ', no reason recorded')
FROM reroute r
JOIN code f ON f.id = r.lane_from
JOIN code t ON t.id = r.lane_to
LEFT JOIN code reason ON reason.id = r.reason
WHERE r.declaration = ?1
ORDER BY r.at
