-- How many declarations were registered on each day from ?1 to ?2.
SELECT r.day, count(*)
FROM declaration_run r CROSS JOIN declaration d ON d.id BETWEEN r.first AND r.last AND +d.registered_day = r.day
WHERE r.day BETWEEN ?1 AND ?2 GROUP BY r.day ORDER BY r.day
