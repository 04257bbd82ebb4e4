-- Who was at work from day ?1 to day ?2: officer, day, hours, office (0: not recorded), pool (0: none), role, the officer's own office.
SELECT a.officer_id, a.day, a.hours, coalesce(a.office, o.office, 0), coalesce(o.pool, 0), r.text, coalesce(o.office, a.office, 0)
FROM attendance a LEFT JOIN officer o ON o.officer_id = a.officer_id LEFT JOIN code r ON r.id = o.role
WHERE a.day BETWEEN ?1 AND ?2 AND a.hours > 0
ORDER BY a.officer_id, a.day;
