-- Lets go of the bytes of models up to version ?1, but for the one in use. Their cards stay.
UPDATE risk_model SET model = NULL, memory = NULL
WHERE version <= ?1 AND version <> coalesce((SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'risk_model'), 0)
