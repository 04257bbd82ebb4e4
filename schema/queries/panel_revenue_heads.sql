-- Collections by head from the revenue files: head, collected, refunds (minor units). ?1 first day, ?2 last day, ?3 office code or NULL
SELECT head.text, sum(r.collected), sum(coalesce(r.refunds, 0))
FROM revenue r
JOIN code head ON head.id = r.head
JOIN code office ON office.id = r.office
WHERE r.day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR office.text = ?3)
GROUP BY head.id
ORDER BY 2 DESC
