-- First and last day of what is told beside the declarations: collections and seizures.
SELECT min(first), max(last)
FROM (
	SELECT min(day) AS first, max(day) AS last FROM revenue
	UNION ALL
	SELECT min(at) / 86400, max(at) / 86400 FROM seizure
);
