-- The cards of models, the newest first: version ?1 alone, or all of them with 0.
SELECT version, trained_at, trained_from, trained_until, engine, n, hits, model IS NOT NULL
FROM risk_model WHERE ?1 = 0 OR version = ?1 ORDER BY version DESC
