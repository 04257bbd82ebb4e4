-- The number of a declaration by its id.
SELECT d.id FROM declaration_key k JOIN declaration d ON d.id = k.id WHERE k.declaration_id = ?1
