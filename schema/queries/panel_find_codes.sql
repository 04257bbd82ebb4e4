-- The codes of a list, for completing filters. At most ?2.
SELECT text FROM code WHERE list = ?1 ORDER BY text LIMIT ?2
