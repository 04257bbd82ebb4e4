-- Days that the calendar says something about, from day ?1 to day ?2: day, office (0: all), working (NULL: nothing said), tag (0: none).
SELECT day, coalesce(office, 0), working, coalesce(tag, 0)
FROM calendar
WHERE day BETWEEN ?1 AND ?2
ORDER BY day;
