-- Days on which declarations were registered, each found by one step down the index.
WITH RECURSIVE found(day) AS (
	SELECT min(registered_day) FROM declaration
	UNION ALL
	SELECT (SELECT min(registered_day) FROM declaration WHERE registered_day > found.day) FROM found
	WHERE found.day IS NOT NULL
)
SELECT day FROM found WHERE day IS NOT NULL
