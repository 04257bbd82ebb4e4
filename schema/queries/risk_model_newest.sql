-- The newest version of a model.
SELECT coalesce(max(version), 0) FROM risk_model
