-- A column that has nothing to tell on its day.
DELETE FROM segment WHERE id = ?1
