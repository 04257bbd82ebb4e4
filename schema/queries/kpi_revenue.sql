-- Collected by office and day, from day ?1 to day ?2, all heads, minor units: day, office, collected, refunds.
SELECT day, office, sum(collected), coalesce(sum(refunds), 0)
FROM revenue
WHERE day BETWEEN ?1 AND ?2
GROUP BY day, office;
