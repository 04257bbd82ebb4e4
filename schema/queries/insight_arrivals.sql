-- When the declarations of each post came in: post, day of registration, when the first of them was loaded (UTC). ?1 to ?2: days; ?3:
-- loads after it are not known yet. Of each post and day the first few that were kept are asked, so that this stays quick in a large
-- country. Empty where nothing was loaded three times.
WITH RECURSIVE day(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM day WHERE n < ?2)
SELECT c.text, day.n,
	(SELECT min(b.loaded_at) FROM (SELECT load FROM declaration WHERE registered_day = day.n AND office = c.id LIMIT 3) few
		JOIN batch b ON b.id = few.load WHERE b.loaded_at <= ?3) AS came
FROM code c, day
WHERE c.list = 'office' AND came IS NOT NULL
	AND (SELECT count(*) FROM batch WHERE kind = 'declarations' AND loaded_at <= ?3 AND loaded_at > ?1 * 86400) > 2
ORDER BY c.id, day.n;
