-- Days on which declarations were registered; some of them may be there no more.
SELECT DISTINCT day FROM declaration_run ORDER BY day
