-- What one unit of currency ?1 was worth on day ?2, in the reporting currency.
SELECT rate FROM rate WHERE currency = ?1 AND day <= ?2 ORDER BY day DESC LIMIT 1
