-- The day under which declaration ?1 is filed.
SELECT registered_day FROM declaration WHERE id = ?1
