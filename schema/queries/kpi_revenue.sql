-- Collected by office and day, from day ?1 to day ?2, all heads, minor units: day, office, collected.
SELECT day, office, sum(collected)
FROM revenue
WHERE day BETWEEN ?1 AND ?2
GROUP BY day, office;
