-- Whether declaration ?1 was picked before.
SELECT 1 FROM risk_pick WHERE declaration = ?1 LIMIT 1
