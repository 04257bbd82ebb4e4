-- Balances overdue on day ?1, minor units, and how many.
SELECT coalesce(sum(balance), 0), count(*) FROM arrears WHERE due_on < ?1;
