-- How many declarations were registered on each day from ?1 to ?2.
SELECT registered_day, count(*) FROM declaration WHERE registered_day BETWEEN ?1 AND ?2 GROUP BY registered_day ORDER BY registered_day
