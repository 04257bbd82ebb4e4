-- Debts that are overdue on day ?1 for more than ?2 days, the largest first: who owes it, due day, balance in minor units, whether it is disputed
-- (NULL: not told)
SELECT code.text, a.due_on, a.balance, a.disputed
FROM arrears a
JOIN code ON code.id = a.trader_id
WHERE a.due_on < ?1 - ?2
ORDER BY a.balance DESC, code.text, a.due_on
