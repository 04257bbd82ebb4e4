-- Seizures linked to declarations of the list ?1, as cube_declarations.
SELECT w.key, x.id
FROM json_each(?1) AS w CROSS JOIN seizure AS x ON x.declaration = w.value
