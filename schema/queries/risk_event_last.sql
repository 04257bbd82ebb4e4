-- The last event of kind ?1 or ?2; of model ?3, where that is not 0.
SELECT id, at, who, what, model, declaration, note FROM risk_event
WHERE what IN (?1, ?2) AND (?3 = 0 OR model = ?3)
ORDER BY id DESC LIMIT 1
