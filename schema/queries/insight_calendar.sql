-- What the calendar says of days, from day ?1 to day ?2: day, office ('' for all), working, tag.
SELECT c.day, coalesce(o.text, ''), c.working, coalesce(t.text, '')
FROM calendar c LEFT JOIN code o ON o.id = c.office LEFT JOIN code t ON t.id = c.tag
WHERE c.day BETWEEN ?1 AND ?2
ORDER BY c.day, 2;
