-- One model with its bytes: ?1 its version, 0 the newest.
SELECT version, trained_at, card, model, memory, sha256
FROM risk_model
WHERE ?1 = 0 OR version = ?1
ORDER BY version DESC
LIMIT 1
