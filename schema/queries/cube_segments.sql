-- Columns ?1 to ?2: the same column of consecutive days.
SELECT id, data FROM segment WHERE id BETWEEN ?1 AND ?2
