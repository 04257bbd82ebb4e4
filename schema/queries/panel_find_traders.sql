-- Traders whose code begins with ?1 (up to ?2), or whose name holds ?3 (NULL: names are not searched). At most ?4.
SELECT c.text, t.name, r.text
FROM code c LEFT JOIN trader t ON t.trader_id = c.id LEFT JOIN code r ON r.id = t.role
WHERE c.list = 'trader' AND ((c.text >= ?1 AND c.text < ?2) OR (?3 IS NOT NULL AND c.id IN (SELECT trader_id FROM trader WHERE name LIKE '%' || ?3 || '%')))
ORDER BY c.text LIMIT ?4
