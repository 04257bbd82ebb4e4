-- The number by which people know a declaration. ?1: declaration_key.id
SELECT declaration_id
FROM declaration_key
WHERE id = ?1
