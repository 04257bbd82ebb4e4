-- Keeps a model.
INSERT INTO risk_model(version, trained_at, trained_from, trained_until, engine, n, hits, card, model, memory, sha256)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
