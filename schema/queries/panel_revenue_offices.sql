-- Collections by post from the revenue files, minor units. ?1 first day, ?2 last day
SELECT office.text, sum(r.collected)
FROM revenue r
JOIN code office ON office.id = r.office
WHERE r.day BETWEEN ?1 AND ?2
GROUP BY office.id
ORDER BY office.text
