-- The audit trail of the risk model, the newest first, at most ?1 lines.
SELECT id, at, who, what, model, declaration, note FROM risk_event ORDER BY id DESC LIMIT ?1
