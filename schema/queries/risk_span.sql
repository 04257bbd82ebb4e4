-- First and last day of registration. A run may be of a day that has no declaration any more.
WITH own(day) AS (
	SELECT r.day FROM declaration_run r
	WHERE EXISTS (SELECT 1 FROM declaration d WHERE d.id BETWEEN r.first AND r.last AND +d.registered_day = r.day))
SELECT (SELECT day FROM own ORDER BY day LIMIT 1), (SELECT day FROM own ORDER BY day DESC LIMIT 1)
