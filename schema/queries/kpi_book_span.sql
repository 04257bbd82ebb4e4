-- First and last day of what is told beside the declarations: collections, seizures, audits.
SELECT min(first), max(last)
FROM (
	SELECT min(day) AS first, max(day) AS last FROM revenue
	UNION ALL
	SELECT min(at) / 86400, max(at) / 86400 FROM seizure
	UNION ALL
	SELECT min(closed_on), max(closed_on) FROM audit
);
