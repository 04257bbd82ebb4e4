-- Attributes of the declarations of the list ?1, as cube_declarations.
SELECT w.key, x.name, x.code
FROM json_each(?1) AS w CROSS JOIN declaration_extra AS x ON x.declaration = w.value
