-- Declarations whose number begins with ?1; ?2 is ?1 with its last character made the next one. At most ?3.
SELECT k.id, k.declaration_id, o.text
FROM declaration_key k JOIN declaration d ON d.id = k.id JOIN code o ON o.id = d.office
WHERE k.declaration_id >= ?1 AND k.declaration_id < ?2
ORDER BY k.declaration_id LIMIT ?3
