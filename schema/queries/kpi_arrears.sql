-- Balances overdue on day ?1, minor units: all, over 30, 90 and 365 days, disputed; and how many of each.
SELECT coalesce(sum(balance), 0),
	coalesce(sum(CASE WHEN due_on < ?1 - 30 THEN balance END), 0),
	coalesce(sum(CASE WHEN due_on < ?1 - 90 THEN balance END), 0),
	coalesce(sum(CASE WHEN due_on < ?1 - 365 THEN balance END), 0),
	coalesce(sum(CASE WHEN disputed THEN balance END), 0),
	count(*), count(CASE WHEN due_on < ?1 - 30 THEN 1 END), count(CASE WHEN due_on < ?1 - 90 THEN 1 END),
	count(CASE WHEN due_on < ?1 - 365 THEN 1 END), count(CASE WHEN disputed THEN 1 END), count(disputed)
FROM arrears WHERE due_on < ?1;
