-- Of balances overdue on day ?1 that were told more than once: what they were at first and are now, minor units, how many; and how many
-- were told only once.
SELECT coalesce(sum(CASE WHEN first.id THEN json_extract(first.content, '$.balance') END), 0),
	coalesce(sum(CASE WHEN first.id THEN a.balance END), 0), count(first.id), count(*) - count(first.id)
FROM arrears a LEFT JOIN earlier first ON first.kind = 'arrears' AND first.row = a.id
	AND first.id = (SELECT min(e.id) FROM earlier e WHERE e.kind = 'arrears' AND e.row = a.id)
WHERE a.due_on < ?1;
