-- Days that the calendar says something about, from day ?1 to day ?2: day, office (0: all), working.
SELECT day, coalesce(office, 0), working
FROM calendar
WHERE day BETWEEN ?1 AND ?2 AND working IS NOT NULL
ORDER BY day;
