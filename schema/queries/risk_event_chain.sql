-- The audit trail in its order, with the sums that chain it.
SELECT id, at, who, what, model, declaration, note, chain FROM risk_event ORDER BY id
